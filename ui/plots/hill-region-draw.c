/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From the ground up: light regions, losses as grey discs, lines and their arrows, points.  A point that is on the wrong side is
 * hollow, so that it is told from the others without colours too. */

#include "hill-region-plot-private.h"

#include "hill-colormap.h"

#include <glib/gi18n.h>
#include <math.h>

#define HEAD 4                    /* of an arrow: see hill_pen_draw_arrow() */
#define TINT 0.2
#define TINT_DARK 0.3
#define MARKER 0.6                /* radius, in font sizes */
#define LETTER 0.72               /* in a marker, in font sizes */
#define LOSS_AREA 1.5             /* of a loss of 1: this many marker radii, squared */
#define LARGEST_LOSS 12.0         /* drawn no larger than this one */
#define LEAST_PULL 1e-3           /* of the strongest: less is not seen */
#define ARROW_SHARE 0.16          /* of the unit: the arrow of a row of W of length 1 */
#define ARROW_LEAST 0.07
#define ARROW_MOST 0.42

void
hill_region_lay_out (const HillRegionPlot *self,
                     double                width,
                     double                height,
                     const HillPlotStyle  *style,
                     HillRegionLayout     *l)
{
  double side;

  *l = (HillRegionLayout) { .line = ceil (1.25 * style->font_size), .radius = MARKER * style->font_size };
  l->has_labels = width > 14 * l->line && height > 12 * l->line;
  l->left = l->has_labels ? 3.4 * l->line : 1;
  l->right = width - (l->has_labels ? 0.6 * l->line : 1);
  l->top = l->has_labels ? 1.8 * l->line : 1;
  l->bottom = height - (l->has_labels ? 2.7 * l->line : 1);
  side = MAX (MIN (l->right - l->left, l->bottom - l->top), 1);
  l->left += MAX (l->right - l->left - side, 0) / 2;
  l->right = l->left + side;
  l->bottom = l->top + side;
  l->x = (HillAxis) { .low = -self->limit, .high = self->limit, .start = l->left, .end = l->right };
  l->y = (HillAxis) { .low = -self->limit, .high = self->limit, .start = l->bottom, .end = l->top };
}

static void
set_class_color (HillPen *pen,
                 guint    c,
                 double   alpha)
{
  HillColor color = hill_colormap_category (c, pen->style->dark);

  color.alpha = alpha;
  hill_pen_set_color (pen, color);
}

static HillColor
get_ground (const HillPen *pen)
{
  return pen->style->dark ? (HillColor) { 0.1, 0.1, 0.11, 1 } : (HillColor) { 1, 1, 1, 1 };
}

static void
trace_region (HillPen                *pen,
              const HillRegionLayout *l,
              const HillRegion       *region)
{
  for (guint i = 0; i < region->n; i++)
    cairo_line_to (pen->cr, hill_axis_to_place (&l->x, region->corners[2 * i]), hill_axis_to_place (&l->y, region->corners[2 * i + 1]));
  cairo_close_path (pen->cr);
}

static void
draw_regions (const HillRegionPlot   *self,
              HillPen                *pen,
              const HillRegionLayout *l)
{
  hill_pen_set_color (pen, get_ground (pen));
  cairo_rectangle (pen->cr, l->left, l->top, l->right - l->left, l->bottom - l->top);
  cairo_fill (pen->cr);
  for (guint c = 0; c < self->n_classes; c++)
    if (self->regions[c].n > 0)
      {
        trace_region (pen, l, &self->regions[c]);
        set_class_color (pen, c, pen->style->dark ? TINT_DARK : TINT);
        cairo_fill_preserve (pen->cr);
        hill_pen_set_color (pen, pen->style->muted);
        cairo_set_line_width (pen->cr, 0.6 * pen->style->line_width);
        cairo_stroke (pen->cr);
      }
}

/* The large letter of a class, on the way from the middle of its region to its outermost corner, where there is room. */
static void
write_letters (const HillRegionPlot   *self,
               HillPen                *pen,
               const HillRegionLayout *l)
{
  hill_pen_set_font (pen, 2.6, TRUE);
  for (guint c = 0; c < self->n_classes; c++)
    {
      const HillRegion *region = &self->regions[c];
      char letter[] = { (char) ('A' + c), '\0' };
      const double *corner = region->corners;
      double x = 0, y = 0;

      for (guint i = 0; i < region->n; i++)
        {
          const double *other = region->corners + 2 * i;

          x += other[0] / region->n;
          y += other[1] / region->n;
          if (hypot (other[0], other[1]) > hypot (corner[0], corner[1]))
            corner = other;
        }
      set_class_color (pen, c, 0.35);
      if (region->n > 0)
        hill_pen_write (pen, letter, hill_axis_to_place (&l->x, 0.4 * x + 0.6 * corner[0]),
                        hill_axis_to_place (&l->y, 0.4 * y + 0.6 * corner[1]), 0.5, 0.5, 0);
    }
  hill_pen_set_font (pen, 1, FALSE);
}

/* The part of s_c = 0 within the square, as distances along the line from its point nearest to the middle; FALSE where it passes by. */
static gboolean
clip_line (const double *row,
           double        limit,
           double        foot[2],
           double        along[2],
           double       *first,
           double       *last)
{
  double length = hypot (row[0], row[1]), normal[2];

  if (!(length > 0) || !isfinite (length))
    return FALSE;
  normal[0] = row[0] / length;
  normal[1] = row[1] / length;
  foot[0] = -normal[0] * (row[2] / length);
  foot[1] = -normal[1] * (row[2] / length);
  along[0] = -normal[1];
  along[1] = normal[0];
  *first = -INFINITY;
  *last = INFINITY;
  for (int k = 0; k < 2; k++)
    {
      double a, b;

      if (along[k] == 0 && fabs (foot[k]) > limit)
        return FALSE;
      if (along[k] == 0)
        continue;
      a = (-limit - foot[k]) / along[k];
      b = (limit - foot[k]) / along[k];
      *first = MAX (*first, MIN (a, b));
      *last = MIN (*last, MAX (a, b));
    }
  return *first < *last;
}

/* s_c = 0 and the way s_c grows: the row of W, as long as it is. */
static void
draw_line (const HillRegionPlot   *self,
           HillPen                *pen,
           const HillRegionLayout *l,
           guint                   c,
           gboolean                is_next)
{
  const double *row = (is_next ? self->next : self->weights) + 3 * c;
  double foot[2], along[2], first, last, at, share, width = pen->style->line_width * ((int) c == self->marked && !is_next ? 2.2 : 1.1);
  double x, y, length = hypot (row[0], row[1]);
  char letter[] = { (char) ('A' + c), '\0' };

  if (!clip_line (row, self->limit, foot, along, &first, &last))
    return;
  set_class_color (pen, c, is_next ? 0.8 : 1);
  cairo_set_line_width (pen->cr, is_next ? 0.6 * width : width);
  cairo_move_to (pen->cr, hill_axis_to_place (&l->x, foot[0] + first * along[0]), hill_axis_to_place (&l->y, foot[1] + first * along[1]));
  cairo_line_to (pen->cr, hill_axis_to_place (&l->x, foot[0] + last * along[0]), hill_axis_to_place (&l->y, foot[1] + last * along[1]));
  if (is_next)
    cairo_set_dash (pen->cr, (double[]) { 3 * width, 2.4 * width }, 2, 0);
  cairo_stroke (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  if (is_next)
    return;
  share = CLAMP (ARROW_SHARE * length, ARROW_LEAST, ARROW_MOST) / length;
  at = CLAMP (0, first + 0.12 * (last - first), last - 0.12 * (last - first));
  foot[0] += at * along[0];
  foot[1] += at * along[1];
  x = hill_axis_to_place (&l->x, foot[0] + share * row[0]);
  y = hill_axis_to_place (&l->y, foot[1] + share * row[1]);
  hill_pen_draw_arrow (pen, hill_axis_to_place (&l->x, foot[0]), hill_axis_to_place (&l->y, foot[1]), x, y, width, HEAD);
  hill_pen_set_font (pen, 1.05, TRUE);
  hill_pen_write (pen, letter, x + 0.75 * l->line * row[0] / length, y - 0.75 * l->line * row[1] / length, 0.5, 0.5, 0);
  hill_pen_set_font (pen, 1, FALSE);
}

static void
trace_disc (cairo_t *cr,
            double   x,
            double   y,
            double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
}

static void
trace_marker (cairo_t *cr,
              guint    c,
              double   x,
              double   y,
              double   r)
{
  cairo_new_sub_path (cr);
  switch (c % 4)
    {
    case 0:
      cairo_arc (cr, x, y, r, 0, 2 * G_PI);
      break;
    case 1:
      cairo_rectangle (cr, x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
      break;
    case 2:
      cairo_move_to (cr, x, y - 1.35 * r);
      cairo_line_to (cr, x + 1.3 * r, y + 0.95 * r);
      cairo_line_to (cr, x - 1.3 * r, y + 0.95 * r);
      break;
    default:
      cairo_move_to (cr, x, y - 1.35 * r);
      cairo_line_to (cr, x + 1.35 * r, y);
      cairo_line_to (cr, x, y + 1.35 * r);
      cairo_line_to (cr, x - 1.35 * r, y);
      break;
    }
  cairo_close_path (cr);
}

/* @is_right: filled, with its letter cut out; else hollow.  The letter is written with the pen's font. */
static void
draw_marker (HillPen *pen,
             guint    c,
             double   x,
             double   y,
             double   radius,
             gboolean is_right,
             double   alpha)
{
  HillColor color = hill_colormap_category (c, pen->style->dark), ground = get_ground (pen);
  HillColor fill = is_right ? color : ground, ink = is_right ? hill_color_get_ink (color) : color;
  char letter[] = { (char) ('A' + c), '\0' };

  fill.alpha = ink.alpha = ground.alpha = color.alpha = alpha;
  trace_marker (pen->cr, c, x, y, radius);
  hill_pen_set_color (pen, fill);
  cairo_fill_preserve (pen->cr);
  hill_pen_set_color (pen, is_right ? ground : color);
  cairo_set_line_width (pen->cr, is_right ? 1 : 1.1 * pen->style->line_width);
  cairo_stroke (pen->cr);
  if (radius < 0.45 * pen->style->font_size)
    return;
  hill_pen_set_color (pen, ink);
  hill_pen_write (pen, letter, x, y + (c % 4 == 2 ? 0.12 * radius : 0), 0.5, 0.5, 0);
}

static double
get_loss_radius (const HillRegionLayout *l,
                 double                  loss)
{
  return l->radius * sqrt (LOSS_AREA * CLAMP (loss, 0, LARGEST_LOSS));
}

static void
draw_losses (const HillRegionPlot   *self,
             HillPen                *pen,
             const HillRegionLayout *l)
{
  HillColor fill = pen->style->foreground, edge = pen->style->foreground;

  fill.alpha = pen->style->dark ? 0.2 : 0.12;
  edge.alpha = pen->style->dark ? 0.6 : 0.4;
  for (guint i = 0; i < self->points->len; i++)
    {
      const HillRegionPoint *point = &g_array_index (self->points, HillRegionPoint, i);

      if (point->faint || !(point->loss > 0))
        continue;
      trace_disc (pen->cr, hill_axis_to_place (&l->x, point->x), hill_axis_to_place (&l->y, point->y), get_loss_radius (l, point->loss));
      hill_pen_set_color (pen, fill);
      cairo_fill_preserve (pen->cr);
      hill_pen_set_color (pen, edge);
      cairo_set_line_width (pen->cr, 0.8);
      cairo_stroke (pen->cr);
    }
}

/* Filled between two circles, which costs Cairo half as much as a stroke. */
static void
fill_ring (cairo_t *cr,
           double   x,
           double   y,
           double   radius,
           double   width)
{
  trace_disc (cr, x, y, radius + width / 2);
  cairo_new_sub_path (cr);
  cairo_arc_negative (cr, x, y, MAX (radius - width / 2, 0), 2 * G_PI, 0);
  cairo_fill (cr);
}

/* A ring in the colour of the line, as thick as the point pulls. */
static void
draw_pull (const HillRegionPlot   *self,
           HillPen                *pen,
           const HillRegionLayout *l,
           const HillRegionPoint  *point,
           double                  strongest)
{
  double x = hill_axis_to_place (&l->x, point->x), y = hill_axis_to_place (&l->y, point->y);
  double share = fabs (point->pull) / strongest, width;

  if (!(share > LEAST_PULL))
    return;
  width = (0.6 + 2 * share) * pen->style->line_width;
  hill_pen_set_color (pen, get_ground (pen));
  fill_ring (pen->cr, x, y, 1.75 * l->radius, width + 2);
  set_class_color (pen, (guint) self->marked, 1);
  fill_ring (pen->cr, x, y, 1.75 * l->radius, width);
}

/* Which way each pulls, above all markers. */
static void
write_signs (const HillRegionPlot   *self,
             HillPen                *pen,
             const HillRegionLayout *l,
             double                  strongest)
{
  hill_pen_set_font (pen, 1.15, TRUE);
  hill_pen_set_color (pen, pen->style->foreground);
  for (guint i = 0; i < self->points->len; i++)
    {
      const HillRegionPoint *point = &g_array_index (self->points, HillRegionPoint, i);

      if (fabs (point->pull) > LEAST_PULL * strongest)
        hill_pen_write (pen, point->pull > 0 ? "+" : "−", hill_axis_to_place (&l->x, point->x) + 1.7 * l->radius,
                        hill_axis_to_place (&l->y, point->y) - 1.5 * l->radius, 0, 0.6, 0);
    }
  hill_pen_set_font (pen, 1, FALSE);
}

/* On a patch of the ground, to the side where there is room. */
static void
write_loss (const HillRegionPlot   *self,
            HillPen                *pen,
            const HillRegionLayout *l,
            const HillRegionPoint  *point)
{
  g_autofree char *number = hill_format_number (point->loss), *text = g_strconcat ("L = ", number, NULL);
  double x = hill_axis_to_place (&l->x, point->x), y = hill_axis_to_place (&l->y, point->y), width;
  HillColor patch = get_ground (pen);

  hill_pen_set_font (pen, 1, TRUE);
  width = hill_pen_get_width (pen, text) + 0.5 * l->line;
  x += x + 2 * l->radius + width < l->right ? 2 * l->radius : -2 * l->radius - width;
  y = CLAMP (y, l->top + 0.6 * l->line, l->bottom - 0.6 * l->line);
  patch.alpha = 0.85;
  hill_pen_set_color (pen, patch);
  cairo_rectangle (pen->cr, x, y - 0.55 * l->line, width, 1.1 * l->line);
  cairo_fill (pen->cr);
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write (pen, text, x + 0.25 * l->line, y, 0, 0.5, 0);
  hill_pen_set_font (pen, 1, FALSE);
}

static void
draw_points (const HillRegionPlot   *self,
             HillPen                *pen,
             const HillRegionLayout *l)
{
  double strongest = 0;

  for (guint i = 0; i < self->points->len; i++)
    strongest = MAX (strongest, fabs (g_array_index (self->points, HillRegionPoint, i).pull));
  for (guint i = 0; i < self->points->len && self->marked >= 0; i++)
    draw_pull (self, pen, l, &g_array_index (self->points, HillRegionPoint, i), strongest);
  hill_pen_set_font (pen, LETTER, TRUE);
  for (guint i = 0; i < self->points->len; i++)
    {
      const HillRegionPoint *point = &g_array_index (self->points, HillRegionPoint, i);
      double x = hill_axis_to_place (&l->x, point->x), y = hill_axis_to_place (&l->y, point->y);

      draw_marker (pen, point->label, x, y, l->radius, hill_region_find_winner (self, point->x, point->y) == point->label,
                   point->faint ? 0.25 : 1);
      if ((int) i != self->selected)
        continue;
      trace_disc (pen->cr, x, y, 1.6 * l->radius);
      hill_pen_set_color (pen, pen->style->foreground);
      cairo_set_line_width (pen->cr, pen->style->line_width);
      cairo_stroke (pen->cr);
    }
  hill_pen_set_font (pen, 1, FALSE);
  if (self->marked >= 0)
    write_signs (self, pen, l, strongest);
  if (self->selected >= 0 && (guint) self->selected < self->points->len && l->has_labels)
    write_loss (self, pen, l, &g_array_index (self->points, HillRegionPoint, self->selected));
}

static void
draw_axes (HillPen                *pen,
           const HillRegionLayout *l)
{
  double ticks[HILL_AXIS_MAX_TICKS];
  guint n = hill_axis_get_ticks (&l->x, (guint) MAX ((l->right - l->left) / (3.5 * l->line), 2), ticks);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = hill_axis_format_tick (&l->x, ticks, n, i);
      double x = hill_axis_to_place (&l->x, ticks[i]), y = hill_axis_to_place (&l->y, ticks[i]);

      hill_pen_set_color (pen, pen->style->muted);
      cairo_set_line_width (pen->cr, 1);
      cairo_move_to (pen->cr, hill_pen_snap (pen, x, 1), l->bottom);
      cairo_rel_line_to (pen->cr, 0, 0.3 * l->line);
      cairo_move_to (pen->cr, l->left, hill_pen_snap (pen, y, 1));
      cairo_rel_line_to (pen->cr, -0.25 * l->line, 0);
      cairo_stroke (pen->cr);
      hill_pen_write (pen, text, x, l->bottom + 0.35 * l->line, 0.5, 0, 0);
      hill_pen_write (pen, text, l->left - 0.4 * l->line, y, 1, 0.5, 0);
    }
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write (pen, "x", (l->left + l->right) / 2, l->bottom + 1.35 * l->line, 0.5, 0, 0);
  hill_pen_write (pen, "y", l->left - 2.7 * l->line, (l->top + l->bottom) / 2, 0.5, 0.5, 0);
}

/* A sample and its words, from @x on; the place after them. */
static double
write_entry (HillPen    *pen,
             const char *text,
             double      x,
             double      y,
             double      right)
{
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write (pen, text, x, y, 0, 0.5, MAX (right - x, 1));
  return x + hill_pen_get_width (pen, text) + 0.8 * hill_pen_get_height (pen);
}

static double
write_next_entry (HillPen                *pen,
                  const HillRegionLayout *l,
                  double                  x,
                  double                  y,
                  double                  right)
{
  set_class_color (pen, 0, 1);
  cairo_set_line_width (pen->cr, 0.7 * pen->style->line_width);
  cairo_set_dash (pen->cr, (double[]) { 3 * pen->style->line_width, 2.4 * pen->style->line_width }, 2, 0);
  cairo_move_to (pen->cr, x, y);
  cairo_line_to (pen->cr, x + 1.5 * l->line, y);
  cairo_stroke (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  return write_entry (pen, _("next step"), x + 1.8 * l->line, y, right);
}

static void
draw_legend (const HillRegionPlot   *self,
             HillPen                *pen,
             const HillRegionLayout *l,
             double                  width)
{
  double y = 0.85 * l->line, x = 0.4 * l->line, right = width - 0.3 * l->line, r = 0.8 * l->radius;
  HillColor grey = pen->style->foreground;

  grey.alpha = 0.3;
  hill_pen_set_font (pen, LETTER, TRUE);
  draw_marker (pen, 0, x + r, y, r, FALSE, 1);
  hill_pen_set_font (pen, 1, FALSE);
  x = write_entry (pen, _("wrong side"), x + 2.8 * r, y, right);
  trace_disc (pen->cr, x + r, y, 1.1 * r);
  hill_pen_set_color (pen, grey);
  cairo_fill (pen->cr);
  x = write_entry (pen, _("area: loss"), x + 2.8 * r, y, right);
  set_class_color (pen, 0, 1);
  hill_pen_draw_arrow (pen, x, y, x + 1.5 * l->line, y, pen->style->line_width, HEAD);
  x = write_entry (pen, _("row of W, ⟂ s = 0"), x + 1.8 * l->line, y, right);
  if (self->has_next)
    x = write_next_entry (pen, l, x, y, right);
  /* Translators: in a legend: the signs beside points say how they pull at the weight that is pointed at */
  if (self->marked >= 0)
    write_entry (pen, _("+ −: pull on w"), x, y, right);
}

void
hill_region_draw (const HillPlot      *plot,
                  cairo_t             *cr,
                  double               width,
                  double               height,
                  const HillPlotStyle *style)
{
  const HillRegionPlot *self = (const HillRegionPlot *) plot;
  g_auto(HillPen) pen = { 0 };
  HillRegionLayout l;

  hill_pen_init (&pen, cr, style);
  hill_region_lay_out (self, width, height, style, &l);
  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_rectangle (cr, l.left, l.top, l.right - l.left, l.bottom - l.top);
  cairo_clip (cr);
  draw_regions (self, &pen, &l);
  if (l.has_labels)
    write_letters (self, &pen, &l);
  draw_losses (self, &pen, &l);
  for (guint c = 0; c < self->n_classes; c++)
    {
      if (self->has_next)
        draw_line (self, &pen, &l, c, TRUE);
      draw_line (self, &pen, &l, c, FALSE);
    }
  draw_points (self, &pen, &l);
  cairo_restore (cr);
  hill_pen_set_color (&pen, style->muted);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, l.left, l.top, l.right - l.left, l.bottom - l.top);
  cairo_stroke (cr);
  if (!l.has_labels)
    return;
  draw_axes (&pen, &l);
  draw_legend (self, &pen, &l, width);
}
