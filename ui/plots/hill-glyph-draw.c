/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* On the screen a stroke is a small mask, made by Cairo once for each bin; a cell takes of each pixel the strongest of its strokes, so
 * that their order does not matter.  Files of lines get the strokes themselves. */

#include "hill-glyph-draw.h"

#include <math.h>

#define MIN_GLYPH 7.0           /* the edge of a glyph at least, in units */
#define LENGTH 0.94             /* of a stroke, by the edge of the cell */
#define MIN_SHARE (1 / 255.0)
#define MAX_MASK 8192           /* pixels along an edge of the mask */

/* The stroke of one bin in a cell of the screen, and where each of its rows begins and ends. */
typedef struct
{
  int     size;
  guint8 *mask;
  int    *first, *last;
} Stroke;

/* Cells that share a glyph: @group x @group of them. */
typedef struct
{
  guint  group;
  guint  n_rows, n_columns;
  double edge;                  /* of a glyph, in units */
  double limit;                 /* of the means */
} Tiling;

static void
get_tiling (const HillGlyphs *self,
            double            cell,
            Tiling           *tiling)
{
  tiling->group = MAX ((guint) ceil (MIN_GLYPH / cell), 1);
  tiling->n_rows = (self->grid.n_rows + tiling->group - 1) / tiling->group;
  tiling->n_columns = (self->grid.n_columns + tiling->group - 1) / tiling->group;
  tiling->edge = cell * tiling->group;
  tiling->limit = self->limit;
}

/* The shares of the limit that a glyph's bins have, -1 to 1. */
static void
get_shares (const HillGlyphs *self,
            const Tiling     *tiling,
            guint             row,
            guint             column,
            double           *shares)
{
  const HillGlyphGrid *grid = &self->grid;
  guint end_row = MIN ((row + 1) * tiling->group, grid->n_rows), end_column = MIN ((column + 1) * tiling->group, grid->n_columns);
  double scale = 1 / (tiling->limit * (end_row - row * tiling->group) * (end_column - column * tiling->group));

  for (guint b = 0; b < grid->n_bins; b++)
    {
      double sum = 0;

      for (guint i = row * tiling->group; i < end_row; i++)
        for (guint j = column * tiling->group; j < end_column; j++)
          sum += self->values[((gsize) i * grid->n_columns + j) * grid->n_bins + b];
      sum *= scale;
      shares[b] = isfinite (sum) ? CLAMP (sum, -1, 1) : 0;
    }
}

/* Means are smaller than what they are made of: their scale ends at the largest. */
static void
fit_limit (const HillGlyphs *self,
           Tiling           *tiling)
{
  g_autofree double *shares = g_new (double, self->grid.n_bins);
  double largest = 0;

  if (tiling->group == 1)
    return;
  for (guint i = 0; i < tiling->n_rows; i++)
    for (guint j = 0; j < tiling->n_columns; j++)
      {
        get_shares (self, tiling, i, j, shares);
        for (guint b = 0; b < self->grid.n_bins; b++)
          largest = MAX (largest, fabs (shares[b]));
      }
  if (largest > 0)
    tiling->limit *= largest;
}

/* Weak strokes are drawn a little stronger than they are, or they would not be seen. */
static double
get_strength (double share)
{
  return pow (fabs (share), 0.75);
}

static void
trace_stroke (const HillGlyphs *self,
              cairo_t          *cr,
              guint             bin,
              double            x,
              double            y,
              double            edge)
{
  double span = self->grid.is_signed ? 2 * G_PI : G_PI;
  double angle = (bin + 0.5) / self->grid.n_bins * span + self->grid.turn * G_PI / 180
                 + (self->along_gradient ? 0 : G_PI_2);
  double dx = cos (angle) * edge * LENGTH / 2, dy = sin (angle) * edge * LENGTH / 2;

  /* Of a whole turn each direction has its own half. */
  cairo_move_to (cr, self->grid.is_signed ? x : x - dx, self->grid.is_signed ? y : y - dy);
  cairo_line_to (cr, x + dx, y + dy);
}

static double
get_line_width (double edge)
{
  return CLAMP (0.09 * edge, 0.8, 4);
}

static void
stroke_init (Stroke           *stroke,
             const HillGlyphs *self,
             guint             bin,
             double            edge)
{
  int size = (int) ceil (edge);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, size, size);
  cairo_t *cr = cairo_create (surface);
  const guint8 *data;
  int stride;

  trace_stroke (self, cr, bin, edge / 2, edge / 2, edge);
  cairo_set_line_width (cr, get_line_width (edge));
  cairo_stroke (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  stroke->size = size;
  stroke->mask = g_new0 (guint8, (gsize) size * (gsize) size);
  stroke->first = g_new0 (int, size);
  stroke->last = g_new0 (int, size);
  data = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  for (int y = 0; data != NULL && y < size; y++)
    for (int x = 0; x < size; x++)
      {
        guint8 value = data[y * stride + x];

        stroke->mask[y * size + x] = value;
        if (value == 0)
          continue;
        if (stroke->last[y] == 0)
          stroke->first[y] = x;
        stroke->last[y] = x + 1;
      }
  cairo_surface_destroy (surface);
}

static void
stroke_clear (Stroke *stroke)
{
  g_free (stroke->mask);
  g_free (stroke->first);
  g_free (stroke->last);
}

static void
lay_down (const Stroke    *stroke,
          cairo_surface_t *mask,
          int              left,
          int              top,
          guint            strength)
{
  guint8 *data = cairo_image_surface_get_data (mask);
  int stride = cairo_image_surface_get_stride (mask);
  int width = cairo_image_surface_get_width (mask), height = cairo_image_surface_get_height (mask);

  for (int y = 0; y < MIN (stroke->size, height - top); y++)
    {
      guint8 *out = data + (gsize) (top + y) * (gsize) stride + left;
      const guint8 *in = stroke->mask + y * stroke->size;
      int last = MIN (stroke->last[y], width - left);

      for (int x = stroke->first[y]; x < last; x++)
        {
          guint8 value = (guint8) ((in[x] * strength + 127) / 255);

          out[x] = MAX (out[x], value);
        }
    }
}

/* All values of one sign into a mask; FALSE if there are none. */
static gboolean
fill_mask (const HillGlyphs *self,
           cairo_surface_t  *mask,
           const Tiling     *tiling,
           const Stroke     *strokes,
           double            edge,
           double            sign)
{
  g_autofree double *shares = g_new (double, self->grid.n_bins);
  gboolean found = FALSE;

  for (guint i = 0; i < tiling->n_rows; i++)
    for (guint j = 0; j < tiling->n_columns; j++)
      {
        get_shares (self, tiling, i, j, shares);
        for (guint b = 0; b < self->grid.n_bins; b++)
          {
            if (sign * shares[b] < MIN_SHARE)
              continue;
            lay_down (&strokes[b], mask, (int) (j * edge), (int) (i * edge), (guint) (255 * get_strength (shares[b]) + 0.5));
            found = TRUE;
          }
      }
  return found;
}

static void
set_color (cairo_t   *cr,
           HillColor  color,
           double     share)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha * share);
}

static void
draw_masks (const HillGlyphs *self,
            cairo_t          *cr,
            double            left,
            double            top,
            const Tiling     *tiling,
            double            scale)
{
  double edge = tiling->edge * scale;
  int width = (int) MIN (ceil (edge * tiling->n_columns), MAX_MASK), height = (int) MIN (ceil (edge * tiling->n_rows), MAX_MASK);
  g_autofree Stroke *strokes = g_new0 (Stroke, self->grid.n_bins);

  for (guint b = 0; b < self->grid.n_bins; b++)
    stroke_init (&strokes[b], self, b, edge);
  for (int sign = -1; sign <= 1; sign += 2)
    {
      cairo_surface_t *mask = cairo_image_surface_create (CAIRO_FORMAT_A8, MAX (width, 1), MAX (height, 1));

      if (cairo_surface_status (mask) == CAIRO_STATUS_SUCCESS && fill_mask (self, mask, tiling, strokes, edge, sign))
        {
          cairo_surface_mark_dirty (mask);
          cairo_save (cr);
          cairo_translate (cr, left, top);
          cairo_scale (cr, 1 / scale, 1 / scale);
          set_color (cr, sign > 0 ? self->positive : self->negative, 1);
          cairo_mask_surface (cr, mask, 0, 0);
          cairo_restore (cr);
        }
      cairo_surface_destroy (mask);
    }
  for (guint b = 0; b < self->grid.n_bins; b++)
    stroke_clear (&strokes[b]);
}

static void
draw_lines (const HillGlyphs *self,
            cairo_t          *cr,
            double            left,
            double            top,
            const Tiling     *tiling)
{
  g_autofree double *shares = g_new (double, self->grid.n_bins);

  cairo_set_line_width (cr, get_line_width (tiling->edge));
  for (guint i = 0; i < tiling->n_rows; i++)
    for (guint j = 0; j < tiling->n_columns; j++)
      {
        get_shares (self, tiling, i, j, shares);
        for (guint b = 0; b < self->grid.n_bins; b++)
          {
            /* What would hardly be seen makes files large. */
            if (fabs (shares[b]) < 4 * MIN_SHARE)
              continue;
            set_color (cr, shares[b] > 0 ? self->positive : self->negative, get_strength (shares[b]));
            trace_stroke (self, cr, b, left + (j + 0.5) * tiling->edge, top + (i + 0.5) * tiling->edge, tiling->edge);
            cairo_stroke (cr);
          }
      }
}

void
hill_glyphs_draw (const HillGlyphs    *self,
                  cairo_t             *cr,
                  double               left,
                  double               top,
                  double               cell,
                  const HillPlotStyle *style)
{
  Tiling tiling;

  if (!(cell > 0) || !(self->limit > 0))
    return;
  get_tiling (self, cell, &tiling);
  fit_limit (self, &tiling);
  if (style->pixel_scale > 0)
    draw_masks (self, cr, left, top, &tiling, style->pixel_scale);
  else
    draw_lines (self, cr, left, top, &tiling);
}
