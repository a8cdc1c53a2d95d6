/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Drawn with render nodes that GTK keeps: only a cell that changed is drawn again. */

#include "hill-score-cell.h"

#define BELOW_SCALE 0.78
#define TICK "✓"

struct _HillScoreCell
{
  GtkWidget    parent_instance;
  char        *text;
  char        *below;
  char        *words;
  gboolean     faint;
  gboolean     is_true;
  PangoLayout *layout;                  /* lazily made */
  PangoLayout *small_layout;
};

G_DEFINE_FINAL_TYPE (HillScoreCell, hill_score_cell, GTK_TYPE_WIDGET)

static PangoLayout *
new_layout (HillScoreCell *self,
            double         scale)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static void
ensure_layouts (HillScoreCell *self)
{
  if (self->layout != NULL)
    return;
  self->layout = new_layout (self, 1);
  self->small_layout = new_layout (self, BELOW_SCALE);
}

/* @across: where in the cell's width the text stands, 0 to 1. */
static void
append_text (GtkSnapshot   *snapshot,
             PangoLayout   *layout,
             const char    *text,
             double         left,
             double         width,
             double         across,
             double         top,
             const GdkRGBA *color)
{
  int text_width;

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_get_pixel_size (layout, &text_width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (left + MAX (width - text_width, 0) * across), (float) top));
  pango_layout_set_width (layout, text_width < width ? -1 : (int) (MAX (width, 1) * PANGO_SCALE));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static int
get_line_height (PangoLayout *layout)
{
  int height;

  pango_layout_set_text (layout, "0", -1);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

int
hill_score_cell_get_tick_width (HillScoreCell *self)
{
  int width;

  g_return_val_if_fail (HILL_IS_SCORE_CELL (self), 0);

  ensure_layouts (self);
  pango_layout_set_width (self->layout, -1);
  pango_layout_set_text (self->layout, TICK, -1);
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  return width + 6;
}

static void
hill_score_cell_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  HillScoreCell *self = HILL_SCORE_CELL (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int tick, line, small;
  double top;
  GdkRGBA color;

  ensure_layouts (self);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  tick = hill_score_cell_get_tick_width (self);
  line = get_line_height (self->layout);
  small = self->below != NULL ? get_line_height (self->small_layout) : 0;
  top = (height - line - small) / 2.0;
  if (self->is_true)
    append_text (snapshot, self->layout, TICK, 4, tick, 0, top, &color);
  append_text (snapshot, self->layout, self->text != NULL ? self->text : "", tick, width - tick - 6, 1, top, &color);
  if (self->below == NULL)
    return;
  color.alpha *= self->faint ? 0.5f : 0.85f;
  append_text (snapshot, self->small_layout, self->below, tick, width - tick - 6, 1, top + line, &color);
}

static void
hill_score_cell_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  HillScoreCell *self = HILL_SCORE_CELL (widget);

  GTK_WIDGET_CLASS (hill_score_cell_parent_class)->css_changed (widget, change);
  g_clear_object (&self->layout);
  g_clear_object (&self->small_layout);
  gtk_widget_queue_draw (widget);
}

static void
hill_score_cell_finalize (GObject *object)
{
  HillScoreCell *self = HILL_SCORE_CELL (object);

  g_clear_object (&self->layout);
  g_clear_object (&self->small_layout);
  g_free (self->text);
  g_free (self->below);
  g_free (self->words);
  G_OBJECT_CLASS (hill_score_cell_parent_class)->finalize (object);
}

static void
hill_score_cell_class_init (HillScoreCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hill_score_cell_finalize;
  widget_class->snapshot = hill_score_cell_snapshot;
  widget_class->css_changed = hill_score_cell_css_changed;
  gtk_widget_class_set_css_name (widget_class, "scorecell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
hill_score_cell_init (HillScoreCell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
hill_score_cell_new (void)
{
  return g_object_new (HILL_TYPE_SCORE_CELL, NULL);
}

void
hill_score_cell_set_name (HillScoreCell *self,
                          const char    *name)
{
  g_return_if_fail (HILL_IS_SCORE_CELL (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update_words (HillScoreCell *self)
{
  g_autofree char *said = g_strconcat (self->text, self->words != NULL ? ", " : NULL, self->words, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
}

static gboolean
set_string (char       **place,
            const char  *text)
{
  if (g_strcmp0 (*place, text) == 0)
    return FALSE;
  g_free (*place);
  *place = g_strdup (text);
  return TRUE;
}

void
hill_score_cell_set_score (HillScoreCell *self,
                           const char    *text,
                           const char    *below,
                           gboolean       faint,
                           gboolean       is_true,
                           const char    *words)
{
  gboolean changed, said;

  g_return_if_fail (HILL_IS_SCORE_CELL (self));
  g_return_if_fail (text != NULL);

  said = set_string (&self->text, text);
  said = set_string (&self->words, words) || said;
  changed = set_string (&self->below, below) || said || self->faint != faint || self->is_true != is_true;
  self->faint = faint;
  self->is_true = is_true;
  hill_score_cell_set_mark (self, "true", is_true);
  if (said)
    update_words (self);
  if (changed)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
hill_score_cell_get_text (HillScoreCell *self)
{
  g_return_val_if_fail (HILL_IS_SCORE_CELL (self), NULL);

  return self->text;
}

void
hill_score_cell_set_mark (HillScoreCell *self,
                          const char    *css_class,
                          gboolean       marked)
{
  g_return_if_fail (HILL_IS_SCORE_CELL (self));

  if (marked == gtk_widget_has_css_class (GTK_WIDGET (self), css_class))
    return;
  if (marked)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}
