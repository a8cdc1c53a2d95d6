/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What has to come back is marked on the widget itself, for some cards are hidden for reasons of their own. */

#include "hill-card-grid.h"

#define MARK "hill-card-grid-hidden"

void
hill_card_grid_follow (GtkGrid      *self,
                       HillPlotCard *card)
{
  gboolean enlarged = hill_plot_card_get_enlarged (card);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (child == GTK_WIDGET (card))
        continue;
      if (enlarged && gtk_widget_get_visible (child))
        {
          g_object_set_data (G_OBJECT (child), MARK, GINT_TO_POINTER (TRUE));
          gtk_widget_set_visible (child, FALSE);
        }
      else if (!enlarged && g_object_steal_data (G_OBJECT (child), MARK) != NULL)
        gtk_widget_set_visible (child, TRUE);
    }
}

gboolean
hill_card_grid_restore (GtkGrid *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (HILL_IS_PLOT_CARD (child) && hill_plot_card_get_enlarged (HILL_PLOT_CARD (child)))
      {
        hill_plot_card_set_enlarged (HILL_PLOT_CARD (child), FALSE);
        return TRUE;
      }
  return FALSE;
}
