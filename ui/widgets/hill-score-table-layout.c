/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Rows and columns all have one size, taken from the font: a changed number redraws its cell and lays out nothing. */

#include "hill-score-table-private.h"

#define GAP 2                           /* between cells */
#define MAX_STRETCH 1.7                 /* how much wider than needed a column becomes */
#define SMALL 0.78

static int
get_label_width (HillScoreTable *self)
{
  int widest = 0;

  for (guint c = 0; c < self->class_labels->len; c++)
    {
      PangoLayout *layout = gtk_label_get_layout (g_ptr_array_index (self->class_labels, c));
      g_autoptr(PangoLayout) copy = pango_layout_copy (layout);
      int width;

      pango_layout_set_width (copy, -1);
      pango_layout_get_pixel_size (copy, &width, NULL);
      widest = MAX (widest, width);
    }
  for (guint which = 0; which < HILL_SCORE_TABLE_N_LOSSES; which++)
    {
      int width;

      gtk_widget_measure (self->loss_labels[which], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
      widest = MAX (widest, width);
    }
  return MIN (widest, 16 * self->digit_width) + 12;
}

static gboolean
has_pictures (HillScoreTable *self)
{
  for (guint i = 0; i < self->pictures->len; i++)
    if (gtk_widget_get_visible (g_ptr_array_index (self->pictures, i)))
      return TRUE;
  return FALSE;
}

static void
measure_font (HillScoreTable *self)
{
  g_autoptr(PangoLayout) layout = NULL;
  int width;

  if (self->line_height == 0)
    {
      layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0000000000");
      pango_layout_get_pixel_size (layout, &width, &self->line_height);
      self->digit_width = MAX (width / 10, 1);
      self->name_width = 0;
    }
  if (self->name_width == 0)
    self->name_width = get_label_width (self);
  self->row_height = self->line_height + 6 + (self->below != HILL_SCORE_BELOW_NOTHING ? (int) (self->line_height * SMALL) : 0);
  self->head_height = self->line_height + 6 + (has_pictures (self) ? 3 * self->line_height : 0);
  self->column_width = (int) (5.2 * self->digit_width + 1.25 * self->line_height);
}

static int
get_loss_height (HillScoreTable *self)
{
  return self->line_height + 8;
}

void
hill_score_table_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  HillScoreTable *self = HILL_SCORE_TABLE (widget);
  int columns = (int) self->n_images + 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_POPOVER (child))
      gtk_widget_measure (child, orientation, -1, NULL, NULL, NULL, NULL);
  measure_font (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = self->name_width + columns * (self->column_width + GAP);
  else
    *minimum = *natural = self->head_height + (int) self->n_classes * (self->row_height + GAP)
                          + HILL_SCORE_TABLE_N_LOSSES * get_loss_height (self) + 6;
}

/* Columns share what room there is, up to a limit. */
static int
get_column_width (HillScoreTable *self)
{
  int columns = (int) self->n_images + 1;
  int room = (gtk_widget_get_width (GTK_WIDGET (self)) - self->name_width) / columns - GAP;

  return CLAMP (room, self->column_width, (int) (MAX_STRETCH * self->column_width));
}

GdkRectangle
hill_score_table_get_place (HillScoreTable *self,
                            guint           image,
                            guint           class_index)
{
  int width = get_column_width (self);

  return (GdkRectangle) {
    .x = self->name_width + (int) image * (width + GAP),
    .y = self->head_height + (int) class_index * (self->row_height + GAP),
    .width = width,
    .height = self->row_height,
  };
}

gboolean
hill_score_table_find (HillScoreTable *self,
                       double          x,
                       double          y,
                       guint          *image,
                       guint          *class_index)
{
  int column = x < self->name_width ? -1 : (int) (x - self->name_width) / (get_column_width (self) + GAP);
  int row = y < self->head_height ? -1 : (int) (y - self->head_height) / (self->row_height + GAP);

  if (column < 0 || row < 0 || column >= (int) self->n_images || row >= (int) self->n_classes)
    return FALSE;
  *image = (guint) column;
  *class_index = (guint) row;
  return TRUE;
}

static void
allocate (GtkWidget *child,
          int        x,
          int        y,
          int        width,
          int        height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, MAX (width, 1), MAX (height, 1) }, -1);
}

static void
allocate_picture (HillScoreTable *self,
                  guint           image,
                  GdkRectangle    place)
{
  GtkWidget *picture = g_ptr_array_index (self->pictures, image);
  int size = 3 * self->line_height - 4;

  if (gtk_widget_get_visible (picture))
    allocate (picture, place.x + place.width - size, 2, size, size);
}

static void
allocate_losses (HillScoreTable *self)
{
  int top = self->head_height + (int) self->n_classes * (self->row_height + GAP) + 4;
  int height = get_loss_height (self);

  for (guint which = 0; which < HILL_SCORE_TABLE_N_LOSSES; which++)
    {
      allocate (self->loss_labels[which], 0, top + (int) which * height, self->name_width - 4, height);
      for (guint i = 0; i <= self->n_images; i++)
        {
          GdkRectangle place = hill_score_table_get_place (self, i, 0);

          allocate (GTK_WIDGET (hill_score_table_get_readout (self, i, which)), place.x, top + (int) which * height, place.width - 6, height);
        }
    }
}

void
hill_score_table_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  HillScoreTable *self = HILL_SCORE_TABLE (widget);
  GdkRectangle place;

  measure_font (self);
  for (guint i = 0; i < self->n_images; i++)
    {
      for (guint c = 0; c < self->n_classes; c++)
        {
          place = hill_score_table_get_place (self, i, c);
          allocate (GTK_WIDGET (hill_score_table_get_cell (self, i, c)), place.x, place.y, place.width, place.height);
        }
      place = hill_score_table_get_place (self, i, 0);
      allocate (g_ptr_array_index (self->image_labels, i), place.x, self->head_height - self->line_height - 4, place.width - 6,
                self->line_height + 2);
      allocate_picture (self, i, place);
    }
  for (guint c = 0; c < self->n_classes; c++)
    {
      place = hill_score_table_get_place (self, 0, c);
      allocate (g_ptr_array_index (self->class_labels, c), 0, place.y, self->name_width - 4, place.height);
    }
  place = hill_score_table_get_place (self, self->n_images, 0);
  allocate (self->mean_label, place.x, self->head_height - self->line_height - 4, place.width - 6, self->line_height + 2);
  allocate_losses (self);
  hill_score_table_edit_allocate (self);
}
