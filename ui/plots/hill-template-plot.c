/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Templates in a grid that makes them as large as the room allows, with the scale they share beneath.  The scale ends at the
 * size that one weight in 500 exceeds, so that a few large ones do not leave the rest grey. */

#include "hill-template-plot.h"

#include "hill-axis.h"
#include "hill-colormap.h"
#include "hill-csv.h"
#include "hill-pen.h"
#include "hill-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define VECTOR_EDGE 256         /* pixels that a template gets in a file without pixels of its own */

typedef struct
{
  HillPlot         parent;
  char            *title;
  float           *weights;
  guint            n_classes;
  gsize            n_features;
  guint            width, height, n_channels;
  char           **class_names;
  HillTemplateMode mode;
  double           limit;       /* the ends of the scale are -limit and limit */
  double           largest;     /* the largest size */
} HillTemplatePlot;

/* The grid of a drawing: cells hold a picture and a name. */
typedef struct
{
  guint  n_columns;
  double left, top;
  double cell_width, cell_height;
  double picture_width, picture_height;
  double line;
  double bar_y;
  gboolean has_names, has_bar;
} Layout;

static HillTemplatePlot *
get_self (const HillPlot *plot)
{
  return (HillTemplatePlot *) plot;
}

/* What is shown of a pixel on the diverging scale: channels are summed. */
static double
get_cell (const HillTemplatePlot *self,
          guint                   class_index,
          gsize                   pixel)
{
  const float *row = self->weights + class_index * (self->n_features + 1);
  gsize n_pixels = (gsize) self->width * self->height;
  double sum = 0;

  for (guint k = 0; k < self->n_channels; k++)
    sum += row[k * n_pixels + pixel];
  return sum;
}

static int
compare_floats (gconstpointer a,
                gconstpointer b)
{
  float x = *(const float *) a, y = *(const float *) b;

  return (x > y) - (x < y);
}

static void
find_limit (HillTemplatePlot *self)
{
  gboolean summed = self->width > 0 && self->mode == HILL_TEMPLATE_DIVERGING;
  gsize per_class = summed ? (gsize) self->width * self->height : self->n_features;
  gsize n = per_class * self->n_classes;
  g_autofree float *sizes = g_new (float, MAX (n, 1));
  gsize k = 0, rank;

  for (guint c = 0; c < self->n_classes; c++)
    for (gsize d = 0; d < per_class; d++)
      {
        double w = summed ? get_cell (self, c, d) : self->weights[c * (self->n_features + 1) + d];

        sizes[k++] = isfinite (w) ? (float) fabs (w) : 0;
      }
  if (n == 0)
    {
      self->limit = 1;
      return;
    }
  qsort (sizes, n, sizeof *sizes, compare_floats);
  rank = n - 1 - n / 500;
  self->limit = sizes[rank] > 0 ? sizes[rank] : sizes[n - 1] > 0 ? sizes[n - 1] : 1;
  self->largest = sizes[n - 1];
}

static gboolean
is_clipped (const HillTemplatePlot *self)
{
  return self->largest > self->limit * 1.0001;
}

/* Weights that are all 0 have no scale of their own. */
static void
widen (HillPlot       *plot,
       const HillPlot *other_plot)
{
  HillTemplatePlot *self = get_self (plot);
  const HillTemplatePlot *other = get_self (other_plot);

  if (!(other->largest > 0))
    return;
  self->limit = self->largest > 0 ? MAX (self->limit, other->limit) : other->limit;
  self->largest = MAX (self->largest, other->largest);
}

static double
get_room (const Layout *l,
          guint         n_cells,
          guint         n_columns,
          double        aspect,
          double        width,
          double        height)
{
  guint n_rows = (n_cells + n_columns - 1) / n_columns;
  double cell_width = width / n_columns, cell_height = height / n_rows;
  double room_height = cell_height - (l->has_names ? 1.25 * l->line : 0) - 0.35 * l->line;

  return MIN (cell_width - 0.5 * l->line, room_height * aspect);
}

static void
lay_out (const HillTemplatePlot *self,
         double                  width,
         double                  height,
         const HillPlotStyle    *style,
         Layout                 *l)
{
  double aspect = self->width > 0 ? (double) self->width / self->height : 1.2;
  double title, bar, best = -INFINITY;
  guint n_rows;

  *l = (Layout) { .line = ceil (style->font_size * 1.25) };
  l->has_names = width / MAX (self->n_classes, 1) > 3 || self->n_classes <= 30;
  l->has_names = l->has_names && height > 6 * l->line && self->n_classes <= 60;
  l->has_bar = height > 8 * l->line && width > 12 * l->line;
  title = self->title != NULL && height > 8 * l->line ? 1.9 * l->line : 0.3 * l->line;
  bar = l->has_bar ? 2.6 * l->line : 0;
  l->top = title;
  for (guint n = 1; n <= self->n_classes; n++)
    {
      double room = get_room (l, self->n_classes, n, aspect, width, MAX (height - title - bar, 1));

      if (room > best + 1e-9)
        {
          best = room;
          l->n_columns = n;
        }
    }
  n_rows = (self->n_classes + l->n_columns - 1) / l->n_columns;
  l->picture_width = MAX (best, 1);
  l->picture_height = l->picture_width / aspect;
  if (self->width > 0 && style->pixel_scale > 0)
    {
      /* Whole pixels of the screen for each pixel of the picture, where that costs little. */
      double factor = l->picture_width * style->pixel_scale / self->width;

      if (factor >= 2)
        {
          l->picture_width = floor (factor) * self->width / style->pixel_scale;
          l->picture_height = l->picture_width / aspect;
        }
    }
  l->cell_width = width / l->n_columns;
  l->cell_height = MAX (height - title - bar, 1) / n_rows;
  /* A grid that is narrower or lower than its room moves together. */
  l->cell_width = MIN (l->cell_width, l->picture_width * 1.12 + 1.2 * l->line);
  l->cell_height = MIN (l->cell_height, l->picture_height + (l->has_names ? 1.25 * l->line : 0) + 0.6 * l->line);
  l->left = (width - l->cell_width * l->n_columns) / 2;
  l->top += MAX (height - title - bar - l->cell_height * n_rows, 0) / 2;
  l->bar_y = l->top + l->cell_height * n_rows + 0.3 * l->line;
}

static void
get_picture (const HillTemplatePlot *self,
             const Layout           *l,
             guint                   class_index,
             cairo_rectangle_t      *r)
{
  r->x = l->left + (class_index % l->n_columns) * l->cell_width + (l->cell_width - l->picture_width) / 2;
  r->y = l->top + (class_index / l->n_columns) * l->cell_height;
  r->width = l->picture_width;
  r->height = l->picture_height;
}

static guint32
pack (HillColor color)
{
  guint32 r = (guint32) lround (CLAMP (color.red, 0, 1) * 255);
  guint32 g = (guint32) lround (CLAMP (color.green, 0, 1) * 255);
  guint32 b = (guint32) lround (CLAMP (color.blue, 0, 1) * 255);

  return 0xff000000u | r << 16 | g << 8 | b;
}

/* Grey plus w / (2 limit), each channel in its own colour. */
static guint32
get_color_pixel (const HillTemplatePlot *self,
                 guint                   class_index,
                 gsize                   pixel)
{
  const float *row = self->weights + class_index * (self->n_features + 1);
  gsize n_pixels = (gsize) self->width * self->height;
  double rgb[3];

  for (guint k = 0; k < 3; k++)
    {
      double w = row[MIN (k, self->n_channels - 1) * n_pixels + pixel];

      rgb[k] = 0.5 + (isfinite (w) ? w : 0) / (2 * self->limit);
    }
  return pack ((HillColor) { rgb[0], rgb[1], rgb[2], 1 });
}

static void
fill_palette (guint32  palette[256],
              gboolean dark)
{
  for (int i = 0; i < 256; i++)
    palette[i] = pack (hill_colormap_diverging ((i - 127.5) / 127.5, dark));
}

/* The template as a picture, each of its pixels @zoom x @zoom. */
static cairo_surface_t *
new_surface (const HillTemplatePlot *self,
             guint                   class_index,
             const guint32          *palette,
             guint                   zoom)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (self->width * zoom), (int) (self->height * zoom));
  guint8 *bytes = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  if (bytes == NULL)
    return surface;
  for (guint y = 0; y < self->height; y++)
    for (guint x = 0; x < self->width; x++)
      {
        gsize pixel = (gsize) y * self->width + x;
        double share = get_cell (self, class_index, pixel) / self->limit;
        guint32 color = self->mode == HILL_TEMPLATE_COLOR
                          ? get_color_pixel (self, class_index, pixel)
                          : palette[(int) CLAMP (127.5 + 127.5 * (isfinite (share) ? share : 0) + 0.5, 0, 255)];

        for (guint i = 0; i < zoom; i++)
          for (guint j = 0; j < zoom; j++)
            ((guint32 *) (bytes + (gsize) (y * zoom + i) * stride))[x * zoom + j] = color;
      }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
draw_picture (const HillTemplatePlot  *self,
              cairo_t                 *cr,
              const HillPlotStyle     *style,
              guint                    class_index,
              const guint32           *palette,
              const cairo_rectangle_t *r)
{
  guint edge = MAX (self->width, self->height);
  guint zoom = style->pixel_scale > 0 || edge >= VECTOR_EDGE ? 1 : (VECTOR_EDGE + edge - 1) / edge;
  cairo_surface_t *surface = new_surface (self, class_index, palette, zoom);
  double scale = r->width / (self->width * zoom);
  double x = style->pixel_scale > 0 ? round (r->x * style->pixel_scale) / style->pixel_scale : r->x;
  double y = style->pixel_scale > 0 ? round (r->y * style->pixel_scale) / style->pixel_scale : r->y;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_rectangle (cr, 0, 0, self->width * zoom, self->height * zoom);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

/* Features without a place in a picture: a bar each. */
static void
draw_bars (const HillTemplatePlot  *self,
           HillPen                 *pen,
           guint                    class_index,
           const cairo_rectangle_t *r)
{
  const float *row = self->weights + class_index * (self->n_features + 1);
  gsize n = MIN (self->n_features, (gsize) MAX (r->width, 1));
  double step = r->width / MAX (n, 1), middle = r->y + r->height / 2;

  for (gsize d = 0; d < n; d++)
    {
      double share = CLAMP ((isfinite (row[d]) ? row[d] : 0) / self->limit, -1, 1);

      hill_pen_set_color (pen, hill_colormap_diverging (share < 0 ? -0.9 : 0.9, pen->style->dark));
      cairo_rectangle (pen->cr, r->x + (d + 0.18) * step, middle, MAX (0.64 * step, 0.5), -share * r->height / 2);
      cairo_fill (pen->cr);
    }
  hill_pen_set_color (pen, pen->style->muted);
  cairo_set_line_width (pen->cr, 1);
  cairo_move_to (pen->cr, r->x, hill_pen_snap (pen, middle, 1));
  cairo_line_to (pen->cr, r->x + r->width, hill_pen_snap (pen, middle, 1));
  cairo_stroke (pen->cr);
}

static char *
format_end (const HillTemplatePlot *self,
            double                  value)
{
  g_autofree char *number = hill_format_number (fabs (value));
  const char *sign = value < 0 ? "−" : "+";

  if (!is_clipped (self))
    return g_strconcat (sign, number, NULL);
  return g_strconcat (value < 0 ? "≤ " : "≥ ", sign, number, NULL);
}

static void
draw_bar (const HillTemplatePlot *self,
          HillPen                *pen,
          const Layout           *l,
          double                  width)
{
  double bar_width = MIN (0.5 * width, 22 * l->line), x = (width - bar_width) / 2, height = 0.6 * l->line;
  g_autofree char *low = format_end (self, -self->limit);
  g_autofree char *high = format_end (self, self->limit);
  guint n = 128;

  for (guint i = 0; i < n; i++)
    {
      double share = 2 * (i + 0.5) / n - 1;
      double grey = 0.5 + share / 2;

      hill_pen_set_color (pen, self->mode == HILL_TEMPLATE_COLOR ? (HillColor) { grey, grey, grey, 1 }
                                                                 : hill_colormap_diverging (share, pen->style->dark));
      /* Each band reaches under the next, so that no seam is seen. */
      cairo_rectangle (pen->cr, x + bar_width * i / n, l->bar_y, bar_width * MIN (2, n - i) / n, height);
      cairo_fill (pen->cr);
    }
  hill_pen_set_color (pen, pen->style->grid);
  cairo_set_line_width (pen->cr, 1);
  cairo_rectangle (pen->cr, x, l->bar_y, bar_width, height);
  cairo_stroke (pen->cr);

  hill_pen_set_color (pen, pen->style->muted);
  hill_pen_write (pen, low, x, l->bar_y + height + 0.2 * l->line, 0.5, 0, 0);
  hill_pen_write (pen, "0", x + bar_width / 2, l->bar_y + height + 0.2 * l->line, 0.5, 0, 0);
  hill_pen_write (pen, high, x + bar_width, l->bar_y + height + 0.2 * l->line, 0.5, 0, 0);
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillTemplatePlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  guint32 palette[256];
  Layout l;

  if (self->n_classes == 0)
    return;
  lay_out (self, width, height, style, &l);
  hill_pen_init (&pen, cr, style);
  fill_palette (palette, style->dark);
  if (self->title != NULL && height > 8 * l.line)
    {
      hill_pen_set_font (&pen, 1.1, TRUE);
      hill_pen_write (&pen, self->title, width / 2, 0.4 * l.line, 0.5, 0, width - l.line);
      hill_pen_set_font (&pen, 1, FALSE);
    }
  for (guint c = 0; c < self->n_classes; c++)
    {
      cairo_rectangle_t r;

      get_picture (self, &l, c, &r);
      if (self->width > 0)
        draw_picture (self, cr, style, c, palette, &r);
      else
        draw_bars (self, &pen, c, &r);
      hill_pen_set_color (&pen, style->foreground);
      if (l.has_names)
        hill_pen_write (&pen, self->class_names[c], r.x + r.width / 2, r.y + r.height + 0.1 * l.line, 0.5, 0, l.cell_width - 4);
    }
  if (l.has_bar)
    draw_bar (self, &pen, &l, width);
}

static void
set_hit (const HillTemplatePlot *self,
         guint                   class_index,
         HillPlotHit            *hit)
{
  const float *row = self->weights + class_index * (self->n_features + 1);
  g_autofree char *bias = hill_format_number (row[self->n_features]);
  g_autofree char *text = NULL;

  hit->series = (int) class_index;
  hit->index = (gssize) class_index;
  /* Translators: a class and its bias */
  text = g_strdup_printf (_("%s: bias %s"), self->class_names[class_index], bias);
  g_strlcpy (hit->text, text, sizeof hit->text);
}

/* The pixel under the pointer, too. */
static void
add_pixel (const HillTemplatePlot  *self,
           const cairo_rectangle_t *r,
           double                   x,
           double                   y,
           HillPlotHit             *hit)
{
  guint column = (guint) CLAMP ((x - r->x) / r->width * self->width, 0, self->width - 1);
  guint row = (guint) CLAMP ((y - r->y) / r->height * self->height, 0, self->height - 1);
  g_autofree char *number = hill_format_number (get_cell (self, (guint) hit->series, (gsize) row * self->width + column));
  g_autofree char *text = NULL;

  hit->x = column;
  hit->y = row;
  /* Translators: a class, column and row of a pixel, and its weight */
  text = g_strdup_printf (_("%s, pixel (%u, %u): weight %s"), self->class_names[hit->series], column, row, number);
  g_strlcpy (hit->text, text, sizeof hit->text);
}

static gboolean
pick (const HillPlot      *plot,
      double               width,
      double               height,
      const HillPlotStyle *style,
      double               x,
      double               y,
      HillPlotHit         *hit)
{
  const HillTemplatePlot *self = get_self (plot);
  Layout l;

  if (self->n_classes == 0)
    return FALSE;
  lay_out (self, width, height, style, &l);
  for (guint c = 0; c < self->n_classes; c++)
    {
      cairo_rectangle_t r;

      get_picture (self, &l, c, &r);
      if (x < r.x || x >= r.x + r.width || y < r.y || y >= r.y + r.height)
        continue;
      set_hit (self, c, hit);
      if (self->width > 0)
        add_pixel (self, &r, x, y, hit);
      return TRUE;
    }
  return FALSE;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillTemplatePlot *self = get_self (plot);
  int c = hit->series < 0 ? 0 : hit->series + dx + dy;

  if (c < 0 || (guint) c >= self->n_classes)
    return FALSE;
  set_hit (self, (guint) c, hit);
  return TRUE;
}

static gboolean
locate (const HillPlot      *plot,
        double               width,
        double               height,
        const HillPlotStyle *style,
        const HillPlotHit   *hit,
        cairo_rectangle_t   *place)
{
  const HillTemplatePlot *self = get_self (plot);
  Layout l;

  if (hit->series < 0 || (guint) hit->series >= self->n_classes)
    return FALSE;
  lay_out (self, width, height, style, &l);
  get_picture (self, &l, (guint) hit->series, place);
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  const HillTemplatePlot *self = get_self (plot);
  g_autofree char *limit = hill_format_number (self->limit);

  return g_strdup_printf (ngettext ("The weights of %u class as a picture, on a scale from −%s to %s.",
                                    "The weights of %u classes as pictures, on a scale from −%s to %s.", self->n_classes),
                          self->n_classes, limit, limit);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillTemplatePlot *self = get_self (plot);

  hill_csv_append_text (csv, _("class"));
  for (gsize d = 0; d < self->n_features; d++)
    {
      g_autofree char *name = g_strdup_printf ("w%zu", d);

      hill_csv_append_text (csv, name);
    }
  hill_csv_append_text (csv, "b");
  hill_csv_end_row (csv);
  for (guint c = 0; c < self->n_classes; c++)
    {
      hill_csv_append_text (csv, self->class_names[c]);
      for (gsize d = 0; d <= self->n_features; d++)
        hill_csv_append_number (csv, self->weights[c * (self->n_features + 1) + d]);
      hill_csv_end_row (csv);
    }
}

static void
finalize (HillPlot *plot)
{
  HillTemplatePlot *self = get_self (plot);

  g_strfreev (self->class_names);
  g_free (self->weights);
  g_free (self->title);
  g_free (self);
}

static float *
get_array (const HillPlot *plot,
           gsize          *shape,
           guint          *rank)
{
  const HillTemplatePlot *self = get_self (plot);

  shape[0] = self->n_classes;
  shape[1] = self->n_features + 1;
  *rank = 2;
  return g_memdup2 (self->weights, shape[0] * shape[1] * sizeof *self->weights);
}

static const HillPlotClass template_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize, widen, get_array
};

HillPlot *
hill_template_plot_new (const char         *title,
                        const float        *weights,
                        guint               n_classes,
                        gsize               n_features,
                        guint               width,
                        guint               height,
                        guint               n_channels,
                        const char * const *class_names,
                        HillTemplateMode    mode)
{
  HillTemplatePlot *self;

  g_return_val_if_fail (weights != NULL && class_names != NULL, NULL);
  g_return_val_if_fail (width == 0 || (gsize) width * height * n_channels == n_features, NULL);

  self = g_new0 (HillTemplatePlot, 1);
  hill_plot_init (&self->parent, &template_plot_class);
  self->title = g_strdup (title);
  self->weights = g_memdup2 (weights, n_classes * (n_features + 1) * sizeof *weights);
  self->n_classes = n_classes;
  self->n_features = n_features;
  self->width = width;
  self->height = height;
  self->n_channels = n_channels;
  self->mode = width > 0 ? mode : HILL_TEMPLATE_DIVERGING;
  self->class_names = g_new0 (char *, n_classes + 1);
  for (guint c = 0; c < n_classes; c++)
    self->class_names[c] = g_strdup (class_names[c]);
  find_limit (self);
  return &self->parent;
}
