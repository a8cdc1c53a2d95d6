/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Values come from files that people edit: every number is checked. */

#include "hill-values.h"

#include <string.h>

GHashTable *
hill_values_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
hill_values_put (GHashTable *values,
                 const char *key,
                 const char *text)
{
  g_hash_table_insert (values, g_strdup (key), g_strdup (text));
}

char *
hill_values_format (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.15g", number);
  if (g_ascii_strtod (text, NULL) != number)
    g_ascii_dtostr (text, sizeof text, number);
  return g_strdup (text);
}

void
hill_values_put_number (GHashTable *values,
                        const char *key,
                        double      number)
{
  g_hash_table_insert (values, g_strdup (key), hill_values_format (number));
}

const char *
hill_values_get (GHashTable *values,
                 const char *key)
{
  return g_hash_table_lookup (values, key);
}

double
hill_values_get_number (GHashTable *values,
                        const char *key,
                        double      lowest,
                        double      highest,
                        double      otherwise)
{
  const char *text = hill_values_get (values, key);
  char *end;
  double number;

  if (text == NULL)
    return otherwise;
  number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && number >= lowest && number <= highest ? number : otherwise;
}

GHashTable *
hill_values_dup_part (GHashTable *values,
                      const char *prefix)
{
  GHashTable *part = hill_values_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_str_has_prefix (key, prefix))
      hill_values_put (part, (const char *) key + strlen (prefix), value);
  return part;
}
