/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Classes differ by colour and by marker.  The colours are those of Okabe and Ito, "Color Universal Design" (2008), without black:
 * they can be told apart with any kind of colour vision, on white and on near-black. */

#include "hill-point-map.h"

#include <math.h>

static const double colors[][3] = {
  { 0.00, 0.45, 0.70 }, { 0.90, 0.62, 0.00 }, { 0.00, 0.62, 0.45 }, { 0.80, 0.47, 0.65 }, { 0.84, 0.37, 0.00 }, { 0.34, 0.71, 0.91 },
};

typedef struct
{
  double x0, y0;              /* data coordinates of the lower left corner */
  double scale;               /* user units per unit of data, the same both ways */
  double size;
} Frame;

/* The square around all points of the training split, with a margin; the same for each example, so that places compare. */
static Frame
frame_for (HillDataset *dataset,
           double       size)
{
  const HillCells *cells = hill_dataset_get_cells (dataset, HILL_SPLIT_TRAIN);
  double low[2] = { INFINITY, INFINITY }, high[2] = { -INFINITY, -INFINITY };
  Frame frame = { 0, 0, size, size };
  double span;

  for (gsize i = 0; i < cells->n_rows; i++)
    for (gsize j = 0; j < 2; j++)
      {
        double value = hill_cells_get (cells, i, j);

        if (!isfinite (value))
          continue;
        low[j] = MIN (low[j], value);
        high[j] = MAX (high[j], value);
      }
  span = MAX (high[0] - low[0], high[1] - low[1]) * 1.16;
  if (!isfinite (span) || span <= 0)
    return frame;
  frame.scale = size / span;
  frame.x0 = (low[0] + high[0] - span) / 2;
  frame.y0 = (low[1] + high[1] - span) / 2;
  return frame;
}

static void
trace_marker (cairo_t *cr,
              guint    class_index,
              double   x,
              double   y,
              double   radius)
{
  double r = radius * 0.9;

  switch (class_index % 4)
    {
    case 0:
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
      break;
    case 1:
      cairo_rectangle (cr, x - r, y - r, 2 * r, 2 * r);
      break;
    case 2:
      cairo_move_to (cr, x, y - 1.2 * radius);
      cairo_line_to (cr, x + 1.1 * radius, y + 0.8 * radius);
      cairo_line_to (cr, x - 1.1 * radius, y + 0.8 * radius);
      cairo_close_path (cr);
      break;
    default:
      cairo_move_to (cr, x, y - 1.25 * radius);
      cairo_line_to (cr, x + 1.25 * radius, y);
      cairo_line_to (cr, x, y + 1.25 * radius);
      cairo_line_to (cr, x - 1.25 * radius, y);
      cairo_close_path (cr);
    }
}

/* Lays the marker of a row down as a path. */
static void
trace_row (cairo_t     *cr,
           const Frame *frame,
           HillDataset *dataset,
           HillSplit    split,
           gsize        row,
           double       radius)
{
  const HillCells *cells = hill_dataset_get_cells (dataset, split);
  double x = (hill_cells_get (cells, row, 0) - frame->x0) * frame->scale;
  double y = frame->size - (hill_cells_get (cells, row, 1) - frame->y0) * frame->scale;

  if (isfinite (x) && isfinite (y) && fabs (x) < 1e6 && fabs (y) < 1e6)
    trace_marker (cr, hill_dataset_get_labels (dataset, split)[row], x, y, radius);
}

/* Class by class, so that each takes one fill. */
static void
draw_others (cairo_t     *cr,
             const Frame *frame,
             HillDataset *dataset,
             HillSplit    split,
             gsize        n_others)
{
  gsize n = hill_dataset_get_n_examples (dataset, split);
  gsize stride = MAX (1, (n + n_others - 1) / MAX (n_others, 1));
  const guint16 *labels = hill_dataset_get_labels (dataset, split);
  double radius = CLAMP (frame->size / 110, 0.9, 3.0);

  for (guint k = 0; k < hill_dataset_get_n_classes (dataset); k++)
    {
      const double *c = colors[k % G_N_ELEMENTS (colors)];

      for (gsize i = 0; i < n; i += stride)
        if (labels[i] == k)
          trace_row (cr, frame, dataset, split, i, radius);
      cairo_set_source_rgba (cr, c[0], c[1], c[2], 0.45);
      cairo_fill (cr);
    }
}

void
hill_point_map_draw (cairo_t     *cr,
                     HillDataset *dataset,
                     HillSplit    split,
                     gsize        index,
                     double       size,
                     gsize        n_others)
{
  Frame frame;
  const double *c;

  g_return_if_fail (cr != NULL && dataset != NULL);
  g_return_if_fail (index < hill_dataset_get_n_examples (dataset, split));

  if (hill_dataset_get_n_cells (dataset) < 2)
    return;
  frame = frame_for (dataset, size);
  draw_others (cr, &frame, dataset, split, n_others);

  c = colors[hill_dataset_get_labels (dataset, split)[index] % G_N_ELEMENTS (colors)];
  trace_row (cr, &frame, dataset, split, index, CLAMP (size / 14, 3.0, 9.0));
  cairo_set_source_rgb (cr, c[0], c[1], c[2]);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, CLAMP (size / 60, 1.0, 2.5));
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, CLAMP (size / 160, 0.5, 1.0));
  cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
  cairo_stroke (cr);
}
