/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Feature sets: what is understood reads back as itself, and gives finite numbers for a small picture. */

#include "fuzz-main.h"

#include "hill-feature-set.h"

#include <math.h>

#define EDGE 12

static void
extract (const HillFeatureSet *set)
{
  guint8 bytes[3 * EDGE * EDGE];
  const HillPixels pixels = { bytes, EDGE, EDGE, 3 };
  g_autofree float *features = g_new (float, set->length);

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (i * i * 7 / 5);
  hill_feature_set_extract (set, &pixels, features);
  for (gsize i = 0; i < set->length; i++)
    g_assert_true (isfinite (features[i]));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autofree char *canonical = NULL;
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;
  HillFeatureSet set = { 0 }, second = { 0 };

  if (!hill_feature_set_parse (&set, text, &error))
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  canonical = hill_feature_set_to_text (&set);
  g_assert_true (hill_feature_set_parse (&second, canonical, NULL));
  again = hill_feature_set_to_text (&second);
  g_assert_cmpstr (canonical, ==, again);
  if (hill_feature_set_fit (&set, EDGE, EDGE, 3, &error))
    {
      g_autofree char *name = hill_feature_set_dup_dimension_name (&set, set.length - 1);

      g_assert_true (g_utf8_validate (name, -1, NULL));
      extract (&set);
    }
  return 0;
}
