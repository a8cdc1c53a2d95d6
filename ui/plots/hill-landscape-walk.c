/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What walks over the landscape, drawn anew in each frame: what has been gone is strong, what comes after the present point is
 * faint, and so is what lies off the plane or behind a hill. */

#include "hill-landscape-plot-private.h"

#include "hill-colormap.h"

#include <math.h>

#define HEAD 3                    /* of an arrow: see hill_pen_draw_arrow() */
#define FARTHEST 1e5              /* user units: beyond the paper, and safe for Cairo */
#define BIAS 0.012                /* how far a path may lie under the drawn surface and still be seen */
#define N_ALPHAS 8
#define FAINTEST 0.18

typedef struct
{
  double   x, y;
  int      alpha;               /* 1 to N_ALPHAS; 0: not there */
  gboolean inside;
} Place;

HillColor
hill_landscape_get_arrow_color (HillArrowKind            kind,
                                const HillPlotStyle *style)
{
  static const guint colors[HILL_N_ARROWS] = { 3, 1, 2 };

  return hill_colormap_category (colors[kind], style->dark);
}

static gboolean
is_seen (const HillStage *self,
         HillSpot         spot)
{
  int column = (int) floor (spot.x * self->scale), row = (int) floor (spot.y * self->scale);

  if (self->depths == NULL || column < 0 || row < 0 || column >= self->columns || row >= self->rows)
    return TRUE;
  return spot.depth + BIAS >= self->depths[(gsize) row * (gsize) self->columns + (gsize) column];
}

gboolean
hill_stage_place (const HillStage *self,
                  double           x,
                  double           y,
                  double           height,
                  double          *place_x,
                  double          *place_y)
{
  const HillField *field = self->plot->field;
  const HillLandscapeLayout *l = self->layout;
  double i = hill_field_get_i (field, x), j = hill_field_get_j (field, y), shade;
  gboolean inside = i >= 0 && j >= 0 && i <= field->n_x - 1 && j <= field->n_y - 1;
  HillSpot spot;

  if (!self->plot->in_space)
    {
      *place_x = CLAMP (hill_axis_to_place (&l->x, x), -FARTHEST, FARTHEST);
      *place_y = CLAMP (hill_axis_to_place (&l->y, y), -FARTHEST, FARTHEST);
      return inside;
    }
  if (isnan (height))
    shade = hill_field_get_shade (field, (float) CLAMP (i, 0, field->n_x - 1), (float) CLAMP (j, 0, field->n_y - 1));
  else
    shade = height <= field->height.low ? 0 : height >= field->height.high ? 1 : hill_axis_to_place (&field->height, height);
  spot = hill_space_project (&self->space, CLAMP (i, -FARTHEST, FARTHEST), CLAMP (j, -FARTHEST, FARTHEST), shade);
  *place_x = CLAMP (spot.x, -FARTHEST, FARTHEST);
  *place_y = CLAMP (spot.y, -FARTHEST, FARTHEST);
  return inside && is_seen (self, spot);
}

/* Fainter with the distance from the plane, in half widths of what is shown. */
static double
get_presence (const HillStage    *self,
              const HillOwnTrack *track,
              gsize               k)
{
  const HillField *field = self->plot->field;
  double half = hypot (field->x_high - field->x_low, field->y_high - field->y_low) / 4;
  double distance = track->distances != NULL ? fabs (track->distances[k]) / half : 0;
  double presence = 1 / (1 + 4 * distance * distance);

  if (track->present >= 0 && k > (gsize) track->present)
    presence *= 0.4;
  return isfinite (presence) ? MAX (presence, FAINTEST) : FAINTEST;
}

/* (transfer full) */
static Place *
place_track (const HillStage    *self,
             const HillOwnTrack *track)
{
  Place *places = g_new0 (Place, track->n_points);

  for (gsize k = 0; k < track->n_points; k++)
    {
      double presence = get_presence (self, track, k), height = track->heights != NULL ? track->heights[k] : NAN;

      if (!isfinite (track->x[k]) || !isfinite (track->y[k]))
        continue;
      places[k].inside = hill_stage_place (self, track->x[k], track->y[k], height, &places[k].x, &places[k].y);
      if (self->plot->in_space && !places[k].inside)
        presence = MIN (presence, 0.25);
      places[k].alpha = (int) CLAMP (ceil (presence * N_ALPHAS), 1, N_ALPHAS);
    }
  return places;
}

/* One stroke for each run of points that are equally strong. */
static void
stroke_runs (const HillStage *self,
             const Place     *places,
             gsize            n,
             HillColor        color,
             double           width,
             double           strength)
{
  cairo_t *cr = self->pen->cr;
  gsize k = 1;

  cairo_set_line_width (cr, width);
  while (k < n)
    {
      int alpha = MIN (places[k].alpha, places[k - 1].alpha);

      if (alpha == 0)
        {
          k++;
          continue;
        }
      cairo_move_to (cr, places[k - 1].x, places[k - 1].y);
      for (; k < n && MIN (places[k].alpha, places[k - 1].alpha) == alpha; k++)
        cairo_line_to (cr, places[k].x, places[k].y);
      cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha * strength * alpha / N_ALPHAS);
      cairo_stroke (cr);
    }
}

static HillColor
get_halo (const HillStage *self)
{
  return self->pen->style->dark ? (HillColor) { 0, 0, 0, 0.75 } : (HillColor) { 1, 1, 1, 0.8 };
}

static void
add_disc (cairo_t *cr,
          double   x,
          double   y,
          double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
}

/* A dot for each step, as far as they can be told apart. */
static void
draw_dots (const HillStage *self,
           const Place     *places,
           gsize            n,
           HillColor        color)
{
  double radius = 1.35 * self->pen->style->line_width, last_x = INFINITY, last_y = INFINITY;

  for (int alpha = 1; alpha <= N_ALPHAS; alpha++)
    {
      gboolean any = FALSE;

      for (gsize k = 0; k < n; k++)
        if (places[k].alpha == alpha && !(hypot (places[k].x - last_x, places[k].y - last_y) < 2.2 * radius))
          {
            add_disc (self->pen->cr, last_x = places[k].x, last_y = places[k].y, radius);
            any = TRUE;
          }
      if (!any)
        continue;
      cairo_set_source_rgba (self->pen->cr, color.red, color.green, color.blue, (double) alpha / N_ALPHAS);
      cairo_fill (self->pen->cr);
    }
}

static void
draw_track (const HillStage    *self,
            const HillOwnTrack *track)
{
  HillColor color = hill_colormap_category (track->color, self->pen->style->dark);
  double width = self->pen->style->line_width * (track->old ? 0.7 : 1);
  g_autofree Place *places = place_track (self, track);
  cairo_t *cr = self->pen->cr;

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (track->n_points > 400)
    cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  if (!track->old)
    stroke_runs (self, places, track->n_points, get_halo (self), width + 2.5, 1);
  else
    cairo_set_dash (cr, (double[]) { 2.5 * width, 2.5 * width }, 2, 0);
  stroke_runs (self, places, track->n_points, color, width, track->old ? 0.8 : 1);
  cairo_restore (cr);
  if (!track->old)
    draw_dots (self, places, track->n_points, color);
}

static void
draw_arrows (const HillStage *self,
             HillArrowKind        kind)
{
  static const double widths[HILL_N_ARROWS] = { 0.55, 1.8, 1.2 };
  HillColor color = hill_landscape_get_arrow_color (kind, self->pen->style), halo = get_halo (self);
  double width = widths[kind] * self->pen->style->line_width;

  color.alpha = kind == HILL_ARROW_EXAMPLE ? 0.75 : 1;
  for (guint i = 0; i < self->plot->arrows->len; i++)
    {
      const HillOwnArrow *arrow = &g_array_index (self->plot->arrows, HillOwnArrow, i);
      double x0, y0, x1, y1;

      if (arrow->kind != kind)
        continue;
      hill_stage_place (self, arrow->x, arrow->y, NAN, &x0, &y0);
      hill_stage_place (self, arrow->x + arrow->dx, arrow->y + arrow->dy, NAN, &x1, &y1);
      if (kind != HILL_ARROW_EXAMPLE)
        {
          hill_pen_set_color (self->pen, halo);
          hill_pen_draw_arrow (self->pen, x0, y0, x1, y1, width + 2, HEAD);
        }
      hill_pen_set_color (self->pen, color);
      hill_pen_draw_arrow (self->pen, x0, y0, x1, y1, width, HEAD);
    }
}

/* The patch of a caption: on the side of (@x, @y) that @side says: -1 left, 1 right; on the paper in any case. */
static cairo_rectangle_t
place_caption (const HillStage *self,
               const char      *text,
               double           x,
               double           y,
               int              side)
{
  HillPen *pen = self->pen;
  const HillLandscapeLayout *l = self->layout;
  double line = hill_pen_get_height (pen), gap = 0.5 * line + 3 * pen->style->line_width, width, left;

  if (text == NULL || text[0] == '\0' || !l->has_labels)
    return (cairo_rectangle_t) { 0 };
  hill_pen_set_font (pen, 1, TRUE);
  width = hill_pen_get_width (pen, text) + 0.6 * line;
  hill_pen_set_font (pen, 1, FALSE);
  left = side < 0 ? x - gap - width : x + gap;
  if (left + width > l->right)
    left = x - gap - width;
  if (left < l->left)
    left = MIN (x + gap, MAX (l->right - width, l->left));
  return (cairo_rectangle_t) { left, CLAMP (y - 1.6 * line, l->top, MAX (l->bottom - 1.3 * line, l->top)), width, 1.2 * line };
}

static void
write_caption (const HillStage         *self,
               const char              *text,
               const cairo_rectangle_t *place)
{
  HillPen *pen = self->pen;
  HillColor patch = pen->style->dark ? (HillColor) { 0.1, 0.1, 0.11, 0.85 } : (HillColor) { 1, 1, 1, 0.88 };

  if (!(place->width > 0))
    return;
  hill_pen_set_font (pen, 1, TRUE);
  hill_pen_set_color (pen, patch);
  cairo_rectangle (pen->cr, place->x, place->y, place->width, place->height);
  cairo_fill (pen->cr);
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write (pen, text, place->x + 0.25 * place->height, place->y + 0.5 * place->height, 0, 0.5, 0);
  hill_pen_set_font (pen, 1, FALSE);
}

static gboolean
overlap (const cairo_rectangle_t *a,
         const cairo_rectangle_t *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* A ring where the next step will lead, and a dashed line to it. */
static void
draw_ghost (const HillStage    *self,
            const HillOwnTrack *track)
{
  cairo_t *cr = self->pen->cr;
  double width = self->pen->style->line_width, x, y, px, py;
  HillColor color;

  if (!isfinite (self->plot->ghost[0]) || !isfinite (self->plot->ghost[1]))
    return;
  color = hill_colormap_category (track != NULL ? track->color : 1, self->pen->style->dark);
  hill_stage_place (self, self->plot->ghost[0], self->plot->ghost[1], NAN, &x, &y);
  cairo_save (cr);
  if (track != NULL && track->present >= 0)
    {
      hill_stage_place (self, track->x[track->present], track->y[track->present], NAN, &px, &py);
      cairo_move_to (cr, px, py);
      cairo_line_to (cr, x, y);
      hill_pen_set_color (self->pen, get_halo (self));
      cairo_set_line_width (cr, width + 2);
      cairo_stroke_preserve (cr);
      hill_pen_set_color (self->pen, color);
      cairo_set_dash (cr, (double[]) { 2 * width, 1.6 * width }, 2, 0);
      cairo_set_line_width (cr, width);
      cairo_stroke (cr);
    }
  add_disc (cr, x, y, 3 * width);
  hill_pen_set_color (self->pen, get_halo (self));
  cairo_fill_preserve (cr);
  hill_pen_set_color (self->pen, color);
  cairo_set_dash (cr, (double[]) { 1.5 * width, 1.2 * width }, 2, 0);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_ends (const HillStage    *self,
           const HillOwnTrack *track)
{
  cairo_t *cr = self->pen->cr;
  HillColor color = hill_colormap_category (track->color, self->pen->style->dark);
  double width = self->pen->style->line_width, x, y;
  gsize present = track->present >= 0 ? (gsize) track->present : track->n_points - 1;

  if (track->old)
    return;
  if (present != 0 && isfinite (track->x[0]) && isfinite (track->y[0]))
    {
      hill_stage_place (self, track->x[0], track->y[0], track->heights != NULL ? track->heights[0] : NAN, &x, &y);
      add_disc (cr, x, y, 2.2 * width);
      hill_pen_set_color (self->pen, self->pen->style->dark ? (HillColor) { 0.1, 0.1, 0.1, 1 } : (HillColor) { 1, 1, 1, 1 });
      cairo_fill_preserve (cr);
      hill_pen_set_color (self->pen, color);
      cairo_set_line_width (cr, width);
      cairo_stroke (cr);
    }
  if (!isfinite (track->x[present]) || !isfinite (track->y[present]))
    return;
  hill_stage_place (self, track->x[present], track->y[present], track->heights != NULL ? track->heights[present] : NAN, &x, &y);
  add_disc (cr, x, y, 3.4 * width);
  hill_pen_set_color (self->pen, color);
  cairo_fill_preserve (cr);
  hill_pen_set_color (self->pen, self->pen->style->dark ? (HillColor) { 0, 0, 0, 1 } : (HillColor) { 1, 1, 1, 1 });
  cairo_set_line_width (cr, 0.9 * width);
  cairo_stroke (cr);
}

static void
draw_optimum (const HillStage *self)
{
  cairo_t *cr = self->pen->cr;
  double radius = 4 * self->pen->style->line_width, x, y;

  if (!isfinite (self->plot->optimum[0]) || !isfinite (self->plot->optimum[1]))
    return;
  hill_stage_place (self, self->plot->optimum[0], self->plot->optimum[1], NAN, &x, &y);
  for (int k = 0; k < 10; k++)
    {
      double r = k % 2 == 0 ? radius : 0.42 * radius, angle = -G_PI_2 + k * G_PI / 5;

      cairo_line_to (cr, x + r * cos (angle), y + r * sin (angle));
    }
  cairo_close_path (cr);
  hill_pen_set_color (self->pen, get_halo (self));
  cairo_set_line_width (cr, 2);
  cairo_stroke_preserve (cr);
  hill_pen_set_color (self->pen, self->pen->style->foreground);
  cairo_fill (cr);
}

static void
write_captions (const HillStage    *self,
                const HillOwnTrack *track)
{
  const HillLandscapePlot *plot = self->plot;
  gboolean has_ghost = isfinite (plot->ghost[0]) && isfinite (plot->ghost[1]);
  cairo_rectangle_t present, ghost = { 0 };
  double x, y, ghost_x = 0, ghost_y = 0;
  int side = 1;

  if (track == NULL || track->present < 0 || !isfinite (track->x[track->present]) || !isfinite (track->y[track->present]))
    return;
  hill_stage_place (self, track->x[track->present], track->y[track->present],
                    track->heights != NULL ? track->heights[track->present] : NAN, &x, &y);
  if (has_ghost)
    {
      hill_stage_place (self, plot->ghost[0], plot->ghost[1], NAN, &ghost_x, &ghost_y);
      side = ghost_x > x ? -1 : 1;
      ghost = place_caption (self, plot->ghost_caption, ghost_x, ghost_y, -side);
    }
  present = place_caption (self, plot->present_caption, x, y, side);
  /* Where there is no room beside each other they stand on either side of the path. */
  if (overlap (&present, &ghost))
    ghost.y = MIN (MAX (y, ghost_y) + ghost.height / 2, self->layout->bottom - ghost.height);
  if (!overlap (&present, &ghost))
    write_caption (self, plot->ghost_caption, &ghost);
  write_caption (self, plot->present_caption, &present);
}

void
hill_stage_draw_walk (const HillStage *self)
{
  const HillLandscapePlot *plot = self->plot;
  const HillOwnTrack *first = plot->tracks->len > 0 ? g_ptr_array_index (plot->tracks, 0) : NULL;
  const HillLandscapeLayout *l = self->layout;
  double margin = 3.4 * self->pen->style->line_width;

  cairo_save (self->pen->cr);
  if (!plot->in_space)
    {
      cairo_rectangle (self->pen->cr, l->left - margin, l->top - margin, l->right - l->left + 2 * margin, l->bottom - l->top + 2 * margin);
      cairo_clip (self->pen->cr);
    }
  draw_optimum (self);
  for (guint i = plot->tracks->len; i-- > 0;)
    draw_track (self, g_ptr_array_index (plot->tracks, i));
  for (int kind = 0; kind < HILL_N_ARROWS; kind++)
    draw_arrows (self, (HillArrowKind) kind);
  draw_ghost (self, first);
  for (guint i = plot->tracks->len; i-- > 0;)
    draw_ends (self, g_ptr_array_index (plot->tracks, i));
  cairo_restore (self->pen->cr);
  write_captions (self, first);
}
