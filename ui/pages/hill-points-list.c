/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Lines are made once for each point and only get new texts. */

#include "hill-points-list.h"

#include "hill-axis.h"
#include "hill-tab-row.h"

#include <glib/gi18n.h>

#define N_COLUMNS 8

struct _HillPointsList
{
  GtkWidget   parent_instance;
  GtkListBox *list;                     /* child */
  GtkWidget  *rows[HILL_POINT_MAX];     /* in the list, as many as there are points */
  guint       n_rows;
  gboolean    filling;
};

G_DEFINE_FINAL_TYPE (HillPointsList, hill_points_list, GTK_TYPE_WIDGET)

static guint selected_signal;

static const double ends[N_COLUMNS] = { 0.07, 0.15, 0.29, 0.43, 0.57, 0.71, 0.85, 1 };

static void
on_row_selected (HillPointsList *self,
                 GtkListBoxRow  *row)
{
  if (!self->filling && row != NULL)
    g_signal_emit (self, selected_signal, 0, gtk_list_box_row_get_index (row));
}

static void
hill_points_list_dispose (GObject *object)
{
  HillPointsList *self = HILL_POINTS_LIST (object);
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->n_rows = 0;
  G_OBJECT_CLASS (hill_points_list_parent_class)->dispose (object);
}

static void
hill_points_list_class_init (HillPointsListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_points_list_dispose;
  selected_signal = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
new_header (void)
{
  GtkWidget *header = hill_tab_row_new (ends, N_COLUMNS);
  /* Translators: heads of narrow columns: number, class */
  const char *texts[N_COLUMNS] = { _("No."), _("y_i"), "x", "y", "s_A", "s_B", "s_C", "L" };

  hill_tab_row_set_texts (HILL_TAB_ROW (header), texts);
  gtk_widget_add_css_class (header, "heading");
  gtk_widget_set_margin_start (header, 2);
  gtk_widget_set_margin_end (header, 2);
  return header;
}

static void
hill_points_list_init (HillPointsList *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_parent (new_header (), GTK_WIDGET (self));
  gtk_widget_set_parent (list, GTK_WIDGET (self));
  gtk_widget_add_css_class (list, "points");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Scores and loss of each point"), -1);
  self->list = GTK_LIST_BOX (list);
  g_signal_connect_swapped (list, "row-selected", G_CALLBACK (on_row_selected), self);
}

static void
match_rows (HillPointsList *self,
            guint           n)
{
  while (self->n_rows > n)
    {
      self->n_rows--;
      gtk_list_box_remove (self->list, GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) self->n_rows)));
    }
  for (; self->n_rows < n; self->n_rows++)
    {
      self->rows[self->n_rows] = hill_tab_row_new (ends, N_COLUMNS);
      gtk_list_box_append (self->list, self->rows[self->n_rows]);
    }
}

static char *
write_number (double number)
{
  g_autofree char *text = g_strdup_printf ("%.2f", number);

  return text[0] == '-' ? g_strconcat ("−", text + 1, NULL) : g_steal_pointer (&text);
}

static void
name_row (GtkWidget          *row,
          const char * const *texts)
{
  /* Translators: number and class of a point, its place, the scores of A, B and C, its loss */
  g_autofree char *name = g_strdup_printf (_("Point %s, class %s at (%s, %s): scores %s, %s, %s; loss %s"), texts[0], texts[1], texts[2],
                                           texts[3], texts[4], texts[5], texts[6], texts[7]);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_row (HillPointsList          *self,
          guint                    index,
          const HillPoint         *point,
          const HillPointsNumbers *numbers)
{
  gboolean is_right = numbers->predicted[index] == point->label;
  const double *s = numbers->scores[index];
  char *texts[N_COLUMNS] = {
    g_strdup_printf ("%u", index + 1), g_strdup_printf ("%c%s", 'A' + (int) point->label, is_right ? "" : "✗"),
    write_number (point->x), write_number (point->y), write_number (s[0]), write_number (s[1]), write_number (s[2]),
    write_number (numbers->losses[index]),
  };

  if (hill_tab_row_set_texts (HILL_TAB_ROW (self->rows[index]), (const char * const *) texts))
    name_row (gtk_widget_get_parent (self->rows[index]), (const char * const *) texts);
  for (guint k = 0; k < N_COLUMNS; k++)
    g_free (texts[k]);
}

/* Scrolls to a line that was chosen elsewhere. */
static void
show_line (HillPointsList *self,
           GtkListBoxRow  *row)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t place;

  if (row == NULL || window == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self), &place))
    return;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window)), place.origin.y,
                             place.origin.y + place.size.height);
}

void
hill_points_list_set_numbers (HillPointsList          *self,
                              const HillPointSet      *points,
                              const HillPointsNumbers *numbers,
                              int                      selected)
{
  GtkListBoxRow *row;

  g_return_if_fail (HILL_IS_POINTS_LIST (self));

  self->filling = TRUE;
  match_rows (self, points->n);
  for (guint i = 0; i < points->n; i++)
    show_row (self, i, &points->points[i], numbers);
  row = selected >= 0 ? gtk_list_box_get_row_at_index (self->list, selected) : NULL;
  if (row != gtk_list_box_get_selected_row (self->list))
    {
      gtk_list_box_select_row (self->list, row);
      show_line (self, row);
    }
  self->filling = FALSE;
}
