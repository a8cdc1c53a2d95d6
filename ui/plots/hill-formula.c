/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The formula as a value; hill-formula-parse.c reads it, hill-formula-layout.c sets it, hill-formula-words.c says it. */

#include "hill-formula-private.h"

#include <string.h>

HillFormula *
hill_formula_new (const char *tex)
{
  HillFormula *self;

  g_return_val_if_fail (tex != NULL, NULL);

  self = g_new0 (HillFormula, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->root = hill_formula_parse (tex);
  return self;
}

HillFormula *
hill_formula_ref (HillFormula *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_formula_unref (HillFormula *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  hill_formula_node_free (self->root);
  g_free (self);
}

char *
hill_formula_quote (const char *words)
{
  GString *text;

  g_return_val_if_fail (words != NULL, NULL);

  text = g_string_new ("\\text{");
  for (const char *p = words; *p != '\0'; p++)
    {
      if (strchr ("\\{}", *p) != NULL)
        g_string_append_c (text, '\\');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}
