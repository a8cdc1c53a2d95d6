/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Pictures that may have an experiment inside: PNG, SVG and PDF. */

#include "fuzz-main.h"

#include "hill-recipe.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr(GError) error = NULL;
  g_autofree guint8 *file = g_memdup2 (data, size);     /* so that one byte too far is seen at the end, too */
  g_autofree char *text = hill_recipe_find (file, size, "figure", &error);

  g_assert_true ((text == NULL) == (error != NULL));
  if (text == NULL)
    return 0;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <=, HILL_RECIPE_MAX_BYTES);
  return 0;
}
