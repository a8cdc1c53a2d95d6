/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "hill-drop-down.h"

static gboolean
has_names (GListModel         *model,
           const char * const *names)
{
  guint n = g_strv_length ((char **) names);

  if (!GTK_IS_STRING_LIST (model) || g_list_model_get_n_items (model) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (model), i), names[i]) != 0)
      return FALSE;
  return TRUE;
}

void
hill_drop_down_set_names (GtkDropDown        *drop_down,
                          const char * const *names)
{
  g_autoptr(GtkStringList) list = NULL;
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (has_names (gtk_drop_down_get_model (drop_down), names))
    return;
  list = gtk_string_list_new (names);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (drop_down, selected < g_strv_length ((char **) names) ? selected : 0);
}
