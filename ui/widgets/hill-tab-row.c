/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One layout is used for all columns, one after the other. */

#include "hill-tab-row.h"

#define MARGIN 6
#define LEAST_WIDTH 34            /* of a column */

struct _HillTabRow
{
  GtkWidget    parent_instance;
  guint        n_columns;
  double       ends[HILL_TAB_ROW_MAX_COLUMNS];
  char        *texts[HILL_TAB_ROW_MAX_COLUMNS];
  PangoLayout *layout;                  /* lazily made */
};

G_DEFINE_FINAL_TYPE (HillTabRow, hill_tab_row, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (HillTabRow *self)
{
  g_autoptr(PangoAttrList) attributes = NULL;

  if (self->layout != NULL)
    return self->layout;
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  return self->layout;
}

static void
hill_tab_row_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  HillTabRow *self = HILL_TAB_ROW (widget);
  PangoLayout *layout = get_layout (self);
  double room = gtk_widget_get_width (widget) - 2.0 * MARGIN;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  for (guint k = 0; k < self->n_columns; k++)
    {
      int width, height;

      if (self->texts[k] == NULL || self->texts[k][0] == '\0')
        continue;
      pango_layout_set_text (layout, self->texts[k], -1);
      pango_layout_get_pixel_size (layout, &width, &height);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (MARGIN + room * self->ends[k] - width),
                                                              (float) (gtk_widget_get_height (widget) - height) / 2));
      gtk_snapshot_append_layout (snapshot, layout, &color);
      gtk_snapshot_restore (snapshot);
    }
}

static void
hill_tab_row_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  HillTabRow *self = HILL_TAB_ROW (widget);
  int height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = (int) self->n_columns * LEAST_WIDTH + 2 * MARGIN;
      return;
    }
  pango_layout_set_text (get_layout (self), "0", -1);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  *minimum = *natural = height + 2;
}

static void
hill_tab_row_css_changed (GtkWidget         *widget,
                          GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (hill_tab_row_parent_class)->css_changed (widget, change);
  g_clear_object (&HILL_TAB_ROW (widget)->layout);
  gtk_widget_queue_draw (widget);
}

static void
hill_tab_row_finalize (GObject *object)
{
  HillTabRow *self = HILL_TAB_ROW (object);

  g_clear_object (&self->layout);
  for (guint k = 0; k < self->n_columns; k++)
    g_free (self->texts[k]);
  G_OBJECT_CLASS (hill_tab_row_parent_class)->finalize (object);
}

static void
hill_tab_row_class_init (HillTabRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hill_tab_row_finalize;
  widget_class->snapshot = hill_tab_row_snapshot;
  widget_class->measure = hill_tab_row_measure;
  widget_class->css_changed = hill_tab_row_css_changed;
  gtk_widget_class_set_css_name (widget_class, "tabrow");
}

static void
hill_tab_row_init (HillTabRow *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
hill_tab_row_new (const double *ends,
                  guint         n_columns)
{
  HillTabRow *self;

  g_return_val_if_fail (n_columns <= HILL_TAB_ROW_MAX_COLUMNS, NULL);

  self = g_object_new (HILL_TYPE_TAB_ROW, NULL);
  self->n_columns = n_columns;
  for (guint k = 0; k < n_columns; k++)
    self->ends[k] = ends[k];
  return GTK_WIDGET (self);
}

gboolean
hill_tab_row_set_texts (HillTabRow         *self,
                        const char * const *texts)
{
  gboolean changed = FALSE;

  g_return_val_if_fail (HILL_IS_TAB_ROW (self), FALSE);

  for (guint k = 0; k < self->n_columns; k++)
    if (g_strcmp0 (self->texts[k], texts[k]) != 0)
      {
        g_free (self->texts[k]);
        self->texts[k] = g_strdup (texts[k]);
        changed = TRUE;
      }
  if (changed)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  return changed;
}
