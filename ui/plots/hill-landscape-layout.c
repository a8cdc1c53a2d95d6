/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Where map, axes, colour bar and names go; a map whose axes have one unit keeps its shape and stands in the middle. */

#include "hill-landscape-plot-private.h"

#include "hill-colormap.h"

#include <glib/gi18n.h>
#include <math.h>

#define MIN_LABEL_WIDTH 200
#define MIN_LABEL_HEIGHT 140
#define MIN_BAR_WIDTH 280

static double
find_tick_width (HillPen        *pen,
                 const HillAxis *axis,
                 guint           wanted)
{
  double ticks[HILL_AXIS_MAX_TICKS], widest = 0;
  guint n = hill_axis_get_ticks (axis, wanted, ticks);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = hill_axis_format_tick (axis, ticks, n, i);

      widest = MAX (widest, hill_pen_get_width (pen, text));
    }
  return widest;
}

static double
get_sample_width (HillPen    *pen,
                  const char *name)
{
  return hill_pen_get_width (pen, name) + 3.5 * pen->size;
}

static const char *
get_arrow_name (HillArrowKind kind)
{
  static const char * const names[HILL_N_ARROWS] = {
    N_("downhill: one example"), N_("downhill: the step's gradient"), N_("downhill: full gradient"),
  };

  return _(names[kind]);
}

static gboolean
has_arrow (const HillLandscapePlot *self,
           HillArrowKind                kind)
{
  for (guint i = 0; i < self->arrows->len; i++)
    if (g_array_index (self->arrows, HillOwnArrow, i).kind == kind)
      return TRUE;
  return self->named[kind];
}

/* The names take as much room, so that all maps lie at the same place. */
void
hill_landscape_plot_widen (HillPlot       *plot,
                           const HillPlot *other)
{
  HillLandscapePlot *self = (HillLandscapePlot *) plot;

  for (guint kind = 0; kind < HILL_N_ARROWS; kind++)
    self->named[kind] = self->named[kind] || has_arrow ((const HillLandscapePlot *) other, (HillArrowKind) kind);
}

typedef void (*LegendFunc) (const HillLandscapePlot *self, HillPen *pen, int track, HillArrowKind arrow, const char *name, double x, double y);

/* Goes through the names row by row, from @left on; (number of rows). */
static guint
walk_legend (const HillLandscapePlot *self,
             HillPen                 *pen,
             double                   left,
             double                   width,
             LegendFunc               func)
{
  guint n = self->tracks->len + HILL_N_ARROWS, row = 0, n_rows = 0;
  double x = 0;

  for (guint i = 0; i < n; i++)
    {
      int track = i < self->tracks->len ? (int) i : -1;
      HillArrowKind arrow = track < 0 ? (HillArrowKind) (i - self->tracks->len) : HILL_ARROW_EXAMPLE;
      const char *name;
      double item;

      if (track < 0 && !has_arrow (self, arrow))
        continue;
      name = track >= 0 ? ((HillOwnTrack *) g_ptr_array_index (self->tracks, i))->name : get_arrow_name (arrow);
      if (name[0] == '\0')
        continue;
      item = get_sample_width (pen, name);
      if (x > 0 && x + item > width)
        {
          row++;
          x = 0;
        }
      if (func != NULL)
        func (self, pen, track, arrow, name, left + x, row);
      x += item;
      n_rows = row + 1;
    }
  return n_rows;
}

/* Shrinks the map to the shape of its ranges. */
static void
keep_shape (const HillField     *field,
            HillLandscapeLayout *l)
{
  double width = l->right - l->left, height = l->bottom - l->top;
  double shape = (field->x_high - field->x_low) / (field->y_high - field->y_low);
  double spare_x = MAX (width - height * shape, 0), spare_y = MAX (height - width / shape, 0);

  /* A strip would show nothing: then the shape has to give. */
  if (!(shape > 0.2 && shape < 5))
    return;
  l->left += spare_x / 2;
  l->right -= spare_x / 2;
  l->bottom -= spare_y;
}

void
hill_landscape_lay_out (const HillLandscapePlot *self,
                        HillPen                 *pen,
                        double                   width,
                        double                   height,
                        HillLandscapeLayout     *l)
{
  const HillField *field = self->field;
  double line = hill_pen_get_height (pen);
  guint n_rows;

  *l = (HillLandscapeLayout) { .left = 2, .top = 2, .right = width - 2, .bottom = height - 2, .row_height = 1.3 * line };
  l->has_labels = width >= MIN_LABEL_WIDTH && height >= MIN_LABEL_HEIGHT;
  l->has_bar = l->has_labels && width >= MIN_BAR_WIDTH && field != NULL;
  l->legend_width = width - line;
  n_rows = walk_legend (self, pen, 0, l->legend_width, NULL);
  l->has_legend = l->has_labels && n_rows > 0 && n_rows * l->row_height < 0.25 * height;
  if (l->has_legend)
    l->top += n_rows * l->row_height + 0.3 * line;
  else if (l->has_labels)
    l->top += 0.5 * line;
  if (field == NULL)
    return;

  l->x = (HillAxis) { .low = field->x_low, .high = field->x_high };
  l->y = (HillAxis) { .low = field->y_low, .high = field->y_high };
  if (l->has_labels && !self->in_space)
    {
      l->left = 1.7 * line + find_tick_width (pen, &l->y, 8);
      l->bottom -= 2.6 * line;
    }
  if (l->has_bar)
    l->right -= 4.4 * line + find_tick_width (pen, &field->height, 8);
  l->right = MAX (l->right, l->left + 1);
  l->bottom = MAX (l->bottom, l->top + 1);
  if (field->equal && !self->in_space)
    keep_shape (field, l);
  l->bar_left = l->right + 0.8 * line;
  l->bar_right = l->bar_left + 0.9 * line;
  l->x.start = l->left;
  l->x.end = l->right;
  l->y.start = l->bottom;
  l->y.end = l->top;
}

static void
draw_sample (const HillLandscapePlot *self,
             HillPen                 *pen,
             int                      track,
             HillArrowKind                arrow,
             const char              *name,
             double                   x,
             double                   y)
{
  const HillPlotStyle *style = pen->style;
  double line = hill_pen_get_height (pen), size = pen->size, middle = 0.2 * line + (y + 0.5) * 1.3 * line;
  HillColor color = style->foreground;
  double width = style->line_width;

  if (track >= 0)
    {
      const HillOwnTrack *own = g_ptr_array_index (self->tracks, (guint) track);

      color = hill_colormap_category (own->color, style->dark);
      if (own->old)
        cairo_set_dash (pen->cr, (double[]) { 2 * width, 2 * width }, 2, 0);
      width *= own->old ? 0.7 : 1;
    }
  else
    {
      color = hill_landscape_get_arrow_color (arrow, style);
      width *= arrow == HILL_ARROW_EXAMPLE ? 0.6 : arrow == HILL_ARROW_MEAN ? 1.8 : 1.2;
    }
  hill_pen_set_color (pen, color);
  cairo_set_line_width (pen->cr, width);
  cairo_move_to (pen->cr, x, middle);
  cairo_line_to (pen->cr, x + 1.8 * size, middle);
  cairo_stroke (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  if (track < 0)
    {
      cairo_move_to (pen->cr, x + 2 * size, middle);
      cairo_rel_line_to (pen->cr, -0.7 * size, -0.35 * size);
      cairo_rel_line_to (pen->cr, 0, 0.7 * size);
      cairo_fill (pen->cr);
    }
  hill_pen_set_color (pen, style->foreground);
  hill_pen_write (pen, name, x + 2.2 * size, middle, 0, 0.5, 0);
}

void
hill_landscape_draw_legend (const HillLandscapePlot   *self,
                            HillPen                   *pen,
                            const HillLandscapeLayout *l)
{
  if (l->has_legend)
    walk_legend (self, pen, hill_pen_get_height (pen) / 2, l->legend_width, draw_sample);
}
