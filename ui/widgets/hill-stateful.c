/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Values come from files that people edit: every number is checked. */

#include "hill-stateful.h"

G_DEFINE_INTERFACE (HillStateful, hill_stateful, GTK_TYPE_WIDGET)

static guint grown_signal;

static void
hill_stateful_default_init (HillStatefulInterface *iface)
{
  grown_signal = g_signal_new ("grown", HILL_TYPE_STATEFUL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

void
hill_stateful_grew (HillStateful *self)
{
  g_return_if_fail (HILL_IS_STATEFUL (self));

  g_signal_emit (self, grown_signal, 0);
}

void
hill_stateful_save (HillStateful *self,
                    GHashTable   *values)
{
  g_return_if_fail (HILL_IS_STATEFUL (self));

  HILL_STATEFUL_GET_IFACE (self)->save_state (self, values);
}

gboolean
hill_stateful_restore (HillStateful *self,
                       GHashTable   *values)
{
  g_return_val_if_fail (HILL_IS_STATEFUL (self), TRUE);

  return HILL_STATEFUL_GET_IFACE (self)->restore_state (self, values);
}

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
