/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The picture takes the room that its key leaves.  Below the numbers of a direction's key stand strokes that point there, for
 * degrees are counted from the right and, as rows are, downwards. */

#include "hill-picture-plot.h"

#include "hill-axis.h"
#include "hill-colormap.h"
#include "hill-csv.h"
#include "hill-pen.h"
#include "hill-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define MIN_MARK 6.0            /* a pixel that is smaller on the screen gets a frame of this size */

typedef struct
{
  HillPlot           parent;
  char              *title;
  char              *sentence;
  HillRaster        *raster;
  HillPictureKey     key;
  double             limit;
  gboolean           is_cut;
  HillPictureSource  source;
  gpointer           data;
  GDestroyNotify     free_data;
  int                marked_x, marked_y, marked_width, marked_height;
} HillPicturePlot;

typedef struct
{
  cairo_rectangle_t place;      /* of the picture */
  double            line;
  double            key_top;
  gboolean          has_key, has_title;
} Layout;

static HillPicturePlot *
get_self (const HillPlot *plot)
{
  return (HillPicturePlot *) plot;
}

/* Maps of gradients stand side by side: their keys take the same room. */
static gboolean
is_of_gradients (HillPictureKey key)
{
  return key >= HILL_PICTURE_KEY_AMOUNT;
}

static gboolean
is_angle (HillPictureKey key)
{
  return key == HILL_PICTURE_KEY_DIRECTION || key == HILL_PICTURE_KEY_TURN;
}

static void
lay_out (const HillPicturePlot *self,
         double                 width,
         double                 height,
         const HillPlotStyle   *style,
         Layout                *l)
{
  cairo_rectangle_t room;
  double key;

  *l = (Layout) { .line = ceil (style->font_size * 1.25) };
  l->has_title = self->title != NULL && height > 9 * l->line;
  l->has_key = self->key != HILL_PICTURE_KEY_NONE && height > 7 * l->line && width > 8 * l->line;
  key = l->has_key ? (is_of_gradients (self->key) ? 2.7 : 2.0) * l->line : 0;
  room.x = 0.2 * l->line;
  room.y = l->has_title ? 1.9 * l->line : 0.2 * l->line;
  room.width = MAX (width - 0.4 * l->line, 1);
  room.height = MAX (height - room.y - key - 0.2 * l->line, 1);
  hill_raster_fit (self->raster->width, self->raster->height, &room, style, &l->place);
  if (l->has_key)
    {
      /* Picture and key move together. */
      l->key_top = MIN (l->place.y + l->place.height + 0.45 * l->line, room.y + room.height + 0.3 * l->line);
    }
}

HillColor
hill_picture_amount_color (double share)
{
  /* From clear to a blue of middle lightness, so that the ground, light or dark, is what has nothing. */
  return (HillColor) { 0.16, 0.50, 0.88, isfinite (share) ? CLAMP (share, 0, 1) : 0 };
}

static HillColor
get_key_color (const HillPicturePlot *self,
               double                 share)
{
  if (self->key == HILL_PICTURE_KEY_HUE)
    return hill_colormap_hue (share);
  if (self->key == HILL_PICTURE_KEY_AMOUNT)
    return hill_picture_amount_color (share);
  return hill_colormap_cyclic (share);
}

static char *
format_key (const HillPicturePlot *self,
            double                 share)
{
  static const double spans[] = {
    [HILL_PICTURE_KEY_HUE] = 360, [HILL_PICTURE_KEY_DIRECTION] = 180, [HILL_PICTURE_KEY_TURN] = 360,
  };

  if (self->key == HILL_PICTURE_KEY_AMOUNT)
    {
      g_autofree char *number = hill_format_number (share * self->limit);

      return share == 0 ? g_strdup ("0") : g_strconcat (share == 1 && self->is_cut ? "≥ " : "", number, NULL);
    }
  return g_strdup_printf ("%.0f°", share * spans[self->key]);
}

/* A short stroke that points where the degrees do; along both ways where half a circle is all. */
static void
draw_pointer (const HillPicturePlot *self,
              HillPen               *pen,
              double                 x,
              double                 y,
              double                 share,
              double                 size)
{
  double angle = share * (self->key == HILL_PICTURE_KEY_TURN ? 2 * G_PI : G_PI);
  double dx = cos (angle) * size / 2, dy = sin (angle) * size / 2;

  cairo_set_line_width (pen->cr, 1.5);
  cairo_move_to (pen->cr, self->key == HILL_PICTURE_KEY_TURN ? x : x - dx, self->key == HILL_PICTURE_KEY_TURN ? y : y - dy);
  cairo_line_to (pen->cr, x + dx, y + dy);
  cairo_stroke (pen->cr);
  if (self->key != HILL_PICTURE_KEY_TURN)
    return;
  cairo_arc (pen->cr, x, y, 1.6, 0, 2 * G_PI);
  cairo_fill (pen->cr);
}

static void
draw_key (const HillPicturePlot *self,
          HillPen               *pen,
          const Layout          *l,
          double                 width)
{
  double bar_width = MIN (width - 4 * l->line, 20 * l->line), x = (width - bar_width) / 2, height = 0.6 * l->line;
  guint n = 120, n_ticks = self->key == HILL_PICTURE_KEY_AMOUNT ? 2 : self->key == HILL_PICTURE_KEY_HUE ? 3 : 4;

  for (guint i = 0; i < n; i++)
    {
      /* Without seams; the clear end of a scale has to stay clear. */
      double left = hill_pen_snap (pen, x + bar_width * i / n, 2), right = hill_pen_snap (pen, x + bar_width * (i + 1) / n, 2);

      hill_pen_set_color (pen, get_key_color (self, (i + 0.5) / n));
      cairo_rectangle (pen->cr, left, l->key_top, right - left, height);
      cairo_fill (pen->cr);
    }
  hill_pen_set_color (pen, pen->style->grid);
  cairo_set_line_width (pen->cr, 1);
  cairo_rectangle (pen->cr, x, l->key_top, bar_width, height);
  cairo_stroke (pen->cr);

  hill_pen_set_color (pen, pen->style->muted);
  for (guint i = 0; i <= n_ticks; i++)
    {
      double share = (double) i / n_ticks, at = x + share * bar_width, y = l->key_top + height + 0.05 * l->line;
      g_autofree char *text = format_key (self, share);

      hill_pen_write (pen, text, at, y, 0.5, 0, 0);
      if (is_angle (self->key))
        draw_pointer (self, pen, at, y + 1.55 * l->line, share, 0.75 * l->line);
    }
}

static void
get_pixels (const HillPicturePlot *self,
            const Layout          *l,
            double                 x,
            double                 y,
            double                 width,
            double                 height,
            cairo_rectangle_t     *place)
{
  double scale = l->place.width / self->raster->width;

  *place = (cairo_rectangle_t) { l->place.x + x * scale, l->place.y + y * scale, width * scale, height * scale };
  if (place->width < MIN_MARK)
    {
      place->x += (place->width - MIN_MARK) / 2;
      place->y += (place->height - MIN_MARK) / 2;
      place->width = place->height = MIN_MARK;
    }
}

/* White on black stands out from any colour. */
static void
draw_mark (const HillPicturePlot *self,
           cairo_t               *cr,
           const Layout          *l)
{
  cairo_rectangle_t r;

  if (self->marked_width <= 0)
    return;
  get_pixels (self, l, self->marked_x, self->marked_y, self->marked_width, self->marked_height, &r);
  cairo_rectangle (cr, r.x, r.y, r.width, r.height);
  cairo_set_line_width (cr, 4);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.8);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, 2);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_stroke (cr);
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillPicturePlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  Layout l;

  hill_pen_init (&pen, cr, style);
  lay_out (self, width, height, style, &l);
  hill_raster_draw (self->raster, cr, &l.place, style, 1);
  if (self->key > HILL_PICTURE_KEY_ROOM)
    {
      /* What is clear in a map is part of it. */
      hill_pen_set_color (&pen, style->grid);
      cairo_set_line_width (cr, 1);
      cairo_rectangle (cr, l.place.x - 0.5, l.place.y - 0.5, l.place.width + 1, l.place.height + 1);
      cairo_stroke (cr);
    }
  draw_mark (self, cr, &l);
  if (l.has_key && self->key != HILL_PICTURE_KEY_ROOM)
    draw_key (self, &pen, &l, width);
  if (l.has_title)
    hill_pen_write_title (&pen, self->title, width);
}

static void
set_hit (const HillPicturePlot *self,
         guint                  x,
         guint                  y,
         HillPlotHit           *hit)
{
  g_autofree char *text = self->source.describe != NULL ? self->source.describe (self->data, x, y) : NULL;

  hit->series = (int) y;
  hit->index = (gssize) x;
  hit->x = x;
  hit->y = y;
  g_strlcpy (hit->text, text != NULL ? text : "", sizeof hit->text);
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
  const HillPicturePlot *self = get_self (plot);
  double column, row;
  Layout l;

  lay_out (self, width, height, style, &l);
  column = floor ((x - l.place.x) / l.place.width * self->raster->width);
  row = floor ((y - l.place.y) / l.place.height * self->raster->height);
  if (column < 0 || row < 0 || column >= self->raster->width || row >= self->raster->height)
    return FALSE;
  set_hit (self, (guint) column, (guint) row, hit);
  return TRUE;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillPicturePlot *self = get_self (plot);
  /* A key goes as far as can be seen. */
  double x = hit->index < 0 ? self->raster->width / 2 : (double) hit->index + dx * (int) self->raster->step;
  double y = hit->series < 0 ? self->raster->height / 2 : (double) hit->series + dy * (int) self->raster->step;

  if (x < 0 || y < 0 || x >= self->raster->width || y >= self->raster->height)
    return FALSE;
  set_hit (self, (guint) x, (guint) y, hit);
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
  const HillPicturePlot *self = get_self (plot);
  Layout l;

  if (hit->series < 0 || hit->index < 0 || (guint) hit->series >= self->raster->height || hit->index >= self->raster->width)
    return FALSE;
  lay_out (self, width, height, style, &l);
  get_pixels (self, &l, (double) hit->index, hit->series, 1, 1, place);
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  return g_strdup (get_self (plot)->sentence);
}

/* Where nobody knows more of a pixel than its colour, 0 to 255. */
static void
append_color (const HillRaster *raster,
              guint             x,
              guint             y,
              GString          *csv)
{
  guint32 sample = raster->samples[y / raster->step * raster->stride + x / raster->step];

  for (int shift = 16; shift >= 0; shift -= 8)
    hill_csv_append_number (csv, sample >> shift & 0xff);
}

static void
append_color_header (GString *csv)
{
  hill_csv_append_text (csv, _("red"));
  hill_csv_append_text (csv, _("green"));
  hill_csv_append_text (csv, _("blue"));
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillPicturePlot *self = get_self (plot);
  gboolean has_source = self->source.append_pixel != NULL;

  hill_csv_append_text (csv, _("column"));
  hill_csv_append_text (csv, _("row"));
  if (has_source)
    self->source.append_header (csv);
  else
    append_color_header (csv);
  hill_csv_end_row (csv);
  for (guint y = 0; y < self->raster->height; y += self->raster->step)
    for (guint x = 0; x < self->raster->width; x += self->raster->step)
      {
        hill_csv_append_number (csv, x + 1);
        hill_csv_append_number (csv, y + 1);
        if (has_source)
          self->source.append_pixel (self->data, x, y, csv);
        else
          append_color (self->raster, x, y, csv);
        hill_csv_end_row (csv);
      }
}

static void
finalize (HillPlot *plot)
{
  HillPicturePlot *self = get_self (plot);

  if (self->free_data != NULL)
    self->free_data (self->data);
  hill_raster_unref (self->raster);
  g_free (self->title);
  g_free (self->sentence);
  g_free (self);
}

static const HillPlotClass picture_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize
};

HillPlot *
hill_picture_plot_new (const char *title,
                       HillRaster *raster,
                       const char *sentence)
{
  HillPicturePlot *self;

  g_return_val_if_fail (raster != NULL && sentence != NULL, NULL);

  self = g_new0 (HillPicturePlot, 1);
  hill_plot_init (&self->parent, &picture_plot_class);
  self->title = g_strdup (title);
  self->sentence = g_strdup (sentence);
  self->raster = hill_raster_ref (raster);
  return &self->parent;
}

void
hill_picture_plot_set_key (HillPlot       *plot,
                           HillPictureKey  key,
                           double          limit,
                           gboolean        is_cut)
{
  HillPicturePlot *self = get_self (plot);

  self->key = key;
  self->limit = limit;
  self->is_cut = is_cut;
}

void
hill_picture_plot_set_source (HillPlot                *plot,
                              const HillPictureSource *source,
                              gpointer                 data,
                              GDestroyNotify           free_data)
{
  HillPicturePlot *self = get_self (plot);

  if (self->free_data != NULL)
    self->free_data (self->data);
  self->source = *source;
  self->data = data;
  self->free_data = free_data;
}

void
hill_picture_plot_set_marked (HillPlot *plot,
                              int       x,
                              int       y,
                              int       width,
                              int       height)
{
  HillPicturePlot *self = get_self (plot);

  self->marked_x = x;
  self->marked_y = y;
  self->marked_width = width;
  self->marked_height = height;
}

