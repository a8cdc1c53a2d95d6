/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What stays under a walk: heights as colours, lines with their labels, axes, colour bar.  It takes ten times as long to draw as the
 * walk itself, so the field keeps it as a picture until size, style or frame change.  SVG and PDF get the lines themselves. */

#include "hill-landscape-plot-private.h"

#include "hill-colormap.h"

#include <math.h>
#include <string.h>

#define N_SHADES 256
#define VECTOR_SCALE 2            /* pixels of the colours per unit where the drawing has no pixels of its own */
#define MAX_SURFACE 16384

static guint32
pack (HillColor color)
{
  return 0xff000000u | (guint32) lrint (color.red * 255) << 16 | (guint32) lrint (color.green * 255) << 8 | (guint32) lrint (color.blue * 255);
}

static void
fill_row (const HillField *field,
          const guint32   *palette,
          float            j,
          int              width,
          guint32         *pixels)
{
  float step = (float) (field->n_x - 1) / (float) width;

  for (int column = 0; column < width; column++)
    {
      float shade = hill_field_get_shade (field, ((float) column + 0.5f) * step, j);

      pixels[column] = palette[(int) (shade * (N_SHADES - 1) + 0.5f)];
    }
}

/* (transfer full): the heights as colours, the top row first. */
static cairo_surface_t *
paint_heights (const HillField *field,
               gboolean         dark,
               int              width,
               int              height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  guint32 palette[N_SHADES];
  guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  if (data == NULL)
    return surface;
  for (int i = 0; i < N_SHADES; i++)
    palette[i] = pack (hill_field_get_color (i / (double) (N_SHADES - 1), dark));
  for (int row = 0; row < height; row++)
    fill_row (field, palette, ((float) (height - row) - 0.5f) * (float) (field->n_y - 1) / (float) height, width,
              (guint32 *) (gpointer) (data + (gsize) row * (gsize) stride));
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
draw_heights (const HillField           *field,
              HillPen                   *pen,
              const HillLandscapeLayout *l)
{
  double scale = pen->style->pixel_scale > 0 ? pen->style->pixel_scale : VECTOR_SCALE;
  double width = l->right - l->left, height = l->bottom - l->top;
  int columns = (int) CLAMP (ceil (width * scale), 1, MAX_SURFACE), rows = (int) CLAMP (ceil (height * scale), 1, MAX_SURFACE);
  cairo_surface_t *surface = paint_heights (field, pen->style->dark, columns, rows);

  cairo_save (pen->cr);
  cairo_translate (pen->cr, l->left, l->top);
  cairo_rectangle (pen->cr, 0, 0, width, height);
  cairo_scale (pen->cr, width / columns, height / rows);
  cairo_set_source_surface (pen->cr, surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (pen->cr), CAIRO_EXTEND_PAD);
  cairo_fill (pen->cr);
  cairo_restore (pen->cr);
  cairo_surface_destroy (surface);
}

static double
place_x (const HillField           *field,
         const HillLandscapeLayout *l,
         double                     i)
{
  return l->left + i / (field->n_x - 1) * (l->right - l->left);
}

static double
place_y (const HillField           *field,
         const HillLandscapeLayout *l,
         double                     j)
{
  return l->bottom - j / (field->n_y - 1) * (l->bottom - l->top);
}

static const HillFieldPoint *
get_points (const HillField   *field,
            const HillContour *contour)
{
  return &g_array_index (field->points, HillFieldPoint, contour->first);
}

static void
draw_lines (const HillField           *field,
            HillPen                   *pen,
            const HillLandscapeLayout *l)
{
  HillColor color = pen->style->foreground;

  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_BEVEL);
  for (guint i = 0; i < field->contours->len; i++)
    {
      const HillContour *contour = &g_array_index (field->contours, HillContour, i);
      const HillFieldPoint *points = get_points (field, contour);

      cairo_new_sub_path (pen->cr);
      for (guint k = 0; k < contour->n_points; k++)
        cairo_line_to (pen->cr, place_x (field, l, points[k].x), place_y (field, l, points[k].y));
      if (contour->closed)
        cairo_close_path (pen->cr);
    }
  cairo_set_source_rgba (pen->cr, color.red, color.green, color.blue, 0.42);
  cairo_set_line_width (pen->cr, 0.5 * pen->style->line_width);
  cairo_stroke (pen->cr);
}

typedef struct
{
  double x, y;
} Spot;

typedef struct
{
  Spot   middle;
  double angle;
  double bend;                  /* how far the line is from straight there */
} LabelPlace;

/* The line over @width about point @k of a contour: TRUE where it is long enough. */
static gboolean
try_place (const HillField           *field,
           const HillLandscapeLayout *l,
           const HillContour         *contour,
           guint                      k,
           double                     width,
           LabelPlace                *place)
{
  const HillFieldPoint *points = get_points (field, contour);
  Spot middle = { place_x (field, l, points[k].x), place_y (field, l, points[k].y) }, ends[2];
  double length;

  for (int side = 0; side < 2; side++)
    {
      int step = side == 0 ? -1 : 1;
      double gone = 0;
      guint at = k;

      ends[side] = middle;
      while (gone < width / 2)
        {
          Spot next;

          if ((step < 0 && at == 0) || (step > 0 && at + 1 >= contour->n_points))
            return FALSE;
          at = (guint) ((int) at + step);
          next = (Spot) { place_x (field, l, points[at].x), place_y (field, l, points[at].y) };
          gone += hypot (next.x - ends[side].x, next.y - ends[side].y);
          ends[side] = next;
        }
    }
  length = hypot (ends[1].x - ends[0].x, ends[1].y - ends[0].y);
  place->middle = middle;
  place->angle = atan2 (ends[1].y - ends[0].y, ends[1].x - ends[0].x);
  place->bend = 1 - MIN (length / width, 1);
  /* Text stands on its feet. */
  if (place->angle > G_PI_2)
    place->angle -= G_PI;
  else if (place->angle < -G_PI_2)
    place->angle += G_PI;
  return TRUE;
}

static gboolean
is_free (const GArray *taken,
         Spot          spot,
         double        distance)
{
  for (guint i = 0; i < taken->len; i++)
    {
      Spot other = g_array_index (taken, Spot, i);

      if (hypot (spot.x - other.x, spot.y - other.y) < distance)
        return FALSE;
    }
  return TRUE;
}

/* The straightest free place; upright text costs something. */
static gboolean
find_place (const HillField           *field,
            const HillLandscapeLayout *l,
            const HillContour         *contour,
            const GArray              *taken,
            double                     width,
            double                     height,
            LabelPlace                *best)
{
  double best_cost = 0.25;
  guint stride = MAX (contour->n_points / 48, 1);
  gboolean found = FALSE;

  for (guint k = 0; k < contour->n_points; k += stride)
    {
      LabelPlace place;
      double cost;

      if (!try_place (field, l, contour, k, width, &place))
        continue;
      if (place.middle.x < l->left + 0.6 * width || place.middle.x > l->right - 0.6 * width
          || place.middle.y < l->top + height || place.middle.y > l->bottom - height)
        continue;
      cost = place.bend + 0.08 * fabs (sin (place.angle));
      if (cost < best_cost && is_free (taken, place.middle, 1.2 * width + height))
        {
          *best = place;
          best_cost = cost;
          found = TRUE;
        }
    }
  return found;
}

/* On a patch in the line's own colour, so that the line gives way. */
static void
write_label (HillPen          *pen,
             const LabelPlace *place,
             const char       *text,
             double            width,
             double            height,
             HillColor         ground)
{
  HillColor ink = hill_color_get_ink (ground);

  cairo_save (pen->cr);
  cairo_translate (pen->cr, place->middle.x, place->middle.y);
  cairo_rotate (pen->cr, place->angle);
  hill_pen_set_color (pen, ground);
  cairo_rectangle (pen->cr, -width / 2 - 2, -0.35 * height, width + 4, 0.7 * height);
  cairo_fill (pen->cr);
  ink.alpha = 0.8;
  hill_pen_set_color (pen, ink);
  hill_pen_write (pen, text, 0, 0, 0.5, 0.5, 0);
  cairo_restore (pen->cr);
}

static void
draw_labels (const HillField           *field,
             HillPen                   *pen,
             const HillLandscapeLayout *l)
{
  g_autoptr(GArray) taken = g_array_new (FALSE, FALSE, sizeof (Spot));
  double height;

  hill_pen_set_font (pen, 0.82, FALSE);
  height = hill_pen_get_height (pen);
  for (guint i = 0; i < field->contours->len; i++)
    {
      const HillContour *contour = &g_array_index (field->contours, HillContour, i);
      g_autofree char *text = NULL;
      LabelPlace place;
      guint tick = 0;
      double width;

      while (tick + 1 < field->n_ticks && field->ticks[tick] != contour->level)
        tick++;
      text = hill_axis_format_tick (&field->height, field->ticks, field->n_ticks, tick);
      width = hill_pen_get_width (pen, text);
      if (!find_place (field, l, contour, taken, width, height, &place))
        continue;
      write_label (pen, &place, text, width, height,
                   hill_field_get_color (hill_axis_to_place (&field->height, contour->level), pen->style->dark));
      g_array_append_val (taken, place.middle);
    }
  hill_pen_set_font (pen, 1, FALSE);
}

static void
draw_x_axis (const HillField           *field,
             HillPen                   *pen,
             const HillLandscapeLayout *l)
{
  double line = hill_pen_get_height (pen), ticks[HILL_AXIS_MAX_TICKS];
  guint n = hill_axis_get_ticks (&l->x, (guint) MAX ((l->right - l->left) / hill_pen_get_width (pen, "0000000"), 2), ticks);

  for (guint i = 0; i < n; i++)
    {
      double x = hill_axis_to_place (&l->x, ticks[i]);
      g_autofree char *text = hill_axis_format_tick (&l->x, ticks, n, i);

      hill_pen_set_color (pen, pen->style->muted);
      cairo_set_line_width (pen->cr, 1);
      cairo_move_to (pen->cr, hill_pen_snap (pen, x, 1), l->bottom);
      cairo_rel_line_to (pen->cr, 0, 0.3 * line);
      cairo_stroke (pen->cr);
      hill_pen_write (pen, text, x, l->bottom + 0.35 * line, 0.5, 0, 0);
    }
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write (pen, field->x_label, (l->left + l->right) / 2, l->bottom + 1.35 * line, 0.5, 0, l->right - l->left);
}

static void
draw_y_axis (const HillField           *field,
             HillPen                   *pen,
             const HillLandscapeLayout *l)
{
  double line = hill_pen_get_height (pen), ticks[HILL_AXIS_MAX_TICKS], widest = 0;
  guint n = hill_axis_get_ticks (&l->y, (guint) MAX ((l->bottom - l->top) / (1.6 * line), 2), ticks);

  for (guint i = 0; i < n; i++)
    {
      double y = hill_axis_to_place (&l->y, ticks[i]);
      g_autofree char *text = hill_axis_format_tick (&l->y, ticks, n, i);

      hill_pen_set_color (pen, pen->style->muted);
      cairo_set_line_width (pen->cr, 1);
      cairo_move_to (pen->cr, l->left, hill_pen_snap (pen, y, 1));
      cairo_rel_line_to (pen->cr, -0.25 * line, 0);
      cairo_stroke (pen->cr);
      hill_pen_write (pen, text, l->left - 0.4 * line, y, 1, 0.5, 0);
      widest = MAX (widest, hill_pen_get_width (pen, text));
    }
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write_up (pen, field->y_label, l->left - widest - 0.6 * line, (l->top + l->bottom) / 2, 0.5, 1, l->bottom - l->top);
}

static void
draw_frame (HillPen *pen,
            double   left,
            double   top,
            double   right,
            double   bottom)
{
  hill_pen_set_color (pen, pen->style->muted);
  cairo_set_line_width (pen->cr, 1);
  cairo_rectangle (pen->cr, left, top, right - left, bottom - top);
  cairo_stroke (pen->cr);
}

void
hill_landscape_draw_bar (const HillLandscapePlot   *self,
                         HillPen                   *pen,
                         const HillLandscapeLayout *l)
{
  const HillField *field = self->field;
  double line = hill_pen_get_height (pen), height = l->bottom - l->top, ticks[HILL_AXIS_MAX_TICKS], widest = 0;
  HillAxis axis = field->height;
  cairo_pattern_t *colors = cairo_pattern_create_linear (0, l->bottom, 0, l->top);
  guint n = hill_axis_get_ticks (&axis, (guint) MAX (height / (1.8 * line), 2), ticks);

  for (int i = 0; i <= 32; i++)
    {
      HillColor color = hill_field_get_color (i / 32.0, pen->style->dark);

      cairo_pattern_add_color_stop_rgb (colors, i / 32.0, color.red, color.green, color.blue);
    }
  cairo_rectangle (pen->cr, l->bar_left, l->top, l->bar_right - l->bar_left, height);
  cairo_set_source (pen->cr, colors);
  cairo_fill (pen->cr);
  cairo_pattern_destroy (colors);
  draw_frame (pen, l->bar_left, l->top, l->bar_right, l->bottom);

  axis.start = l->bottom;
  axis.end = l->top;
  for (guint i = 0; i < n; i++)
    {
      double y = hill_axis_to_place (&axis, ticks[i]);
      g_autofree char *text = hill_axis_format_tick (&axis, ticks, n, i);

      cairo_move_to (pen->cr, l->bar_right, hill_pen_snap (pen, y, 1));
      cairo_rel_line_to (pen->cr, 0.25 * line, 0);
      cairo_stroke (pen->cr);
      hill_pen_write (pen, text, l->bar_right + 0.4 * line, y, 0, 0.5, 0);
      widest = MAX (widest, hill_pen_get_width (pen, text));
    }
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write_up (pen, field->value_label, l->bar_right + 0.6 * line + widest, (l->top + l->bottom) / 2, 0.5, 0, height);
}

static void
draw_all (const HillLandscapePlot   *self,
          HillPen                   *pen,
          const HillLandscapeLayout *l)
{
  cairo_save (pen->cr);
  cairo_rectangle (pen->cr, l->left, l->top, l->right - l->left, l->bottom - l->top);
  cairo_clip (pen->cr);
  draw_heights (self->field, pen, l);
  draw_lines (self->field, pen, l);
  if (l->has_labels)
    draw_labels (self->field, pen, l);
  cairo_restore (pen->cr);
  draw_frame (pen, l->left, l->top, l->right, l->bottom);
  if (l->has_labels)
    {
      draw_x_axis (self->field, pen, l);
      draw_y_axis (self->field, pen, l);
    }
  if (l->has_bar)
    hill_landscape_draw_bar (self, pen, l);
}

static gboolean
colors_are_equal (HillColor a,
                  HillColor b)
{
  return a.red == b.red && a.green == b.green && a.blue == b.blue && a.alpha == b.alpha;
}

static gboolean
styles_are_equal (const HillPlotStyle *a,
                  const HillPlotStyle *b)
{
  return colors_are_equal (a->foreground, b->foreground) && colors_are_equal (a->muted, b->muted) && colors_are_equal (a->grid, b->grid)
         && a->font_size == b->font_size && a->line_width == b->line_width && a->dark == b->dark && a->pixel_scale == b->pixel_scale
         && g_strcmp0 (a->font, b->font) == 0;
}

static void
clear_ground (HillGround *ground)
{
  g_clear_pointer (&ground->surface, cairo_surface_destroy);
  g_clear_pointer ((char **) &ground->style.font, g_free);
}

/* The picture of @field for this size, drawn anew unless it is there; NULL where there can be none. */
static cairo_surface_t *
get_picture (const HillLandscapePlot   *self,
             HillPen                   *pen,
             const HillLandscapeLayout *l,
             double                     width,
             double                     height)
{
  HillGround *ground = &self->field->ground;
  double frame[4] = { l->left, l->top, l->right, l->bottom }, scale = pen->style->pixel_scale;
  HillPen own = { 0 };
  cairo_t *cr;

  if (ground->surface != NULL && ground->width == width && ground->height == height
      && memcmp (frame, ground->frame, sizeof frame) == 0 && styles_are_equal (&ground->style, pen->style))
    return ground->surface;
  if (width * scale > MAX_SURFACE || height * scale > MAX_SURFACE)
    return NULL;

  clear_ground (ground);
  ground->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width * scale), (int) ceil (height * scale));
  ground->width = width;
  ground->height = height;
  ground->style = *pen->style;
  ground->style.font = g_strdup (pen->style->font);
  memcpy (ground->frame, frame, sizeof frame);
  cairo_surface_set_device_scale (ground->surface, scale, scale);
  cr = cairo_create (ground->surface);
  hill_pen_init (&own, cr, pen->style);
  draw_all (self, &own, l);
  hill_pen_clear (&own);
  cairo_destroy (cr);
  return ground->surface;
}

void
hill_landscape_draw_ground (const HillLandscapePlot   *self,
                            HillPen                   *pen,
                            const HillLandscapeLayout *l,
                            double                     width,
                            double                     height)
{
  cairo_surface_t *picture;

  if (pen->style->pixel_scale <= 0)
    {
      draw_all (self, pen, l);
      return;
    }
  g_mutex_lock (&self->field->mutex);
  picture = get_picture (self, pen, l, width, height);
  if (picture != NULL)
    {
      cairo_set_source_surface (pen->cr, picture, 0, 0);
      cairo_pattern_set_filter (cairo_get_source (pen->cr), CAIRO_FILTER_NEAREST);
      cairo_paint (pen->cr);
      hill_pen_set_color (pen, pen->style->foreground);
    }
  else
    draw_all (self, pen, l);
  g_mutex_unlock (&self->field->mutex);
}
