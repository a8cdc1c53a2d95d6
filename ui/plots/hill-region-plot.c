/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A region is the square cut by one half plane for each other class, s_c - s_j >= 0: exact corners, and small files. */

#include "hill-region-plot-private.h"

#include "hill-csv.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static HillRegionPlot *
get_self (const HillPlot *plot)
{
  return (HillRegionPlot *) plot;
}

static void
add_corner (HillRegion *region,
            double      x,
            double      y)
{
  if (region->n >= HILL_REGION_MAX_CORNERS)
    return;
  region->corners[2 * region->n] = x;
  region->corners[2 * region->n + 1] = y;
  region->n++;
}

/* Keeps the part where a x + b y + c >= 0 (Sutherland and Hodgman 1974). */
static void
cut (HillRegion   *region,
     const double *plane)
{
  HillRegion whole = *region;

  region->n = 0;
  for (guint i = 0; i < whole.n; i++)
    {
      const double *p = whole.corners + 2 * i, *q = whole.corners + 2 * ((i + 1) % whole.n);
      double here = hill_region_get_score (plane, 0, p[0], p[1]), there = hill_region_get_score (plane, 0, q[0], q[1]);

      if (here >= 0)
        add_corner (region, p[0], p[1]);
      if ((here >= 0) != (there >= 0))
        add_corner (region, p[0] + (q[0] - p[0]) * here / (here - there), p[1] + (q[1] - p[1]) * here / (here - there));
    }
  if (region->n < 3)
    region->n = 0;
}

/* Of classes with the very same scores everywhere the first wins. */
static void
find_region (HillRegionPlot *self,
             guint           c)
{
  HillRegion *region = &self->regions[c];
  double limit = self->limit;

  region->n = 0;
  add_corner (region, -limit, -limit);
  add_corner (region, limit, -limit);
  add_corner (region, limit, limit);
  add_corner (region, -limit, limit);
  for (guint j = 0; j < self->n_classes; j++)
    {
      double plane[3];

      for (guint k = 0; k < 3; k++)
        plane[k] = self->weights[3 * c + k] - self->weights[3 * j + k];
      if (plane[0] == 0 && plane[1] == 0 && plane[2] == 0)
        region->n = j < c ? 0 : region->n;
      else
        cut (region, plane);
    }
}

static double
get_area (const HillRegion *region)
{
  double sum = 0;

  for (guint i = 0; i < region->n; i++)
    {
      const double *p = region->corners + 2 * i, *q = region->corners + 2 * ((i + 1) % region->n);

      sum += p[0] * q[1] - q[0] * p[1];
    }
  return fabs (sum) / 2;
}

static const HillRegionPoint *
get_point (const HillRegionPlot *self,
           gssize                index)
{
  if (index < 0 || (gsize) index >= self->points->len)
    return NULL;
  return &g_array_index (self->points, HillRegionPoint, index);
}

/* (transfer full): "A 0.31, B −0.2, C 1.4" */
static char *
write_scores (const HillRegionPlot *self,
              double                x,
              double                y)
{
  GString *text = g_string_new (NULL);

  for (guint c = 0; c < self->n_classes; c++)
    {
      g_autofree char *number = hill_format_number (hill_region_get_score (self->weights, c, x, y));

      g_string_append_printf (text, "%s%c %s", c == 0 ? "" : ", ", 'A' + (int) c, number);
    }
  return g_string_free (text, FALSE);
}

static void
set_point_hit (const HillRegionPlot *self,
               gssize                index,
               HillPlotHit          *hit)
{
  const HillRegionPoint *point = get_point (self, index);
  guint winner = hill_region_find_winner (self, point->x, point->y);
  g_autofree char *scores = write_scores (self, point->x, point->y), *loss = hill_format_number (point->loss), *text = NULL;

  if (winner == point->label)
    /* Translators: number and class of a point, its scores "A 0.3, B 1.2", its loss */
    text = g_strdup_printf (_("Point %zd, class %c: scores %s; loss %s."), index + 1, 'A' + (int) point->label, scores, loss);
  else
    /* Translators: the same, and the class it is taken for */
    text = g_strdup_printf (_("Point %zd, class %c, taken for %c: scores %s; loss %s."), index + 1, 'A' + (int) point->label,
                            'A' + (int) winner, scores, loss);
  hit->series = 0;
  hit->index = index;
  g_strlcpy (hit->text, text, sizeof hit->text);
}

static void
set_place_hit (const HillRegionPlot *self,
               HillPlotHit          *hit)
{
  g_autofree char *scores = write_scores (self, hit->x, hit->y), *x = hill_format_number (hit->x), *y = hill_format_number (hit->y);
  /* Translators: x and y of a place, the class that wins there, the scores of all */
  g_autofree char *text = g_strdup_printf (_("(%s, %s) is taken for %c: scores %s."), x, y,
                                           'A' + (int) hill_region_find_winner (self, hit->x, hit->y), scores);

  hit->series = 1;
  hit->index = -1;
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
  const HillRegionPlot *self = get_self (plot);
  double nearest;
  gssize found = -1;
  HillRegionLayout l;

  hill_region_lay_out (self, width, height, style, &l);
  if (x < l.left || x > l.right || y < l.top || y > l.bottom)
    return FALSE;
  nearest = 1.5 * l.radius;
  for (guint i = 0; i < self->points->len; i++)
    {
      const HillRegionPoint *point = get_point (self, i);
      double distance = hypot (hill_axis_to_place (&l.x, point->x) - x, hill_axis_to_place (&l.y, point->y) - y);

      if (distance <= nearest)
        {
          nearest = distance;
          found = i;
        }
    }
  hit->x = hill_axis_to_value (&l.x, x);
  hit->y = hill_axis_to_value (&l.y, y);
  if (found >= 0)
    set_point_hit (self, found, hit);
  else
    set_place_hit (self, hit);
  return TRUE;
}

/* Does point @i come before point @j in the direction of an axis?  Equals go by their numbers. */
static gboolean
comes_before (const HillRegionPlot *self,
              guint                 i,
              guint                 j,
              gboolean              across)
{
  const HillRegionPoint *p = get_point (self, i), *q = get_point (self, j);
  double a = across ? p->x : -p->y, b = across ? q->x : -q->y;

  return a < b || (a == b && i < j);
}

/* The neighbour of @index in the order from left to right, or from top to bottom; -1 for none. */
static gssize
find_neighbour (const HillRegionPlot *self,
                guint                 index,
                gboolean              across,
                int                   direction)
{
  gssize found = -1;

  for (guint i = 0; i < self->points->len; i++)
    {
      if (i == index || comes_before (self, i, index, across) != (direction < 0))
        continue;
      if (found < 0 || comes_before (self, i, (guint) found, across) == (direction > 0))
        found = i;
    }
  return found;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillRegionPlot *self = get_self (plot);
  gssize index = hit->index;

  if (self->points->len == 0)
    return FALSE;
  if (hit->series == 1 && dx == 0 && dy == 0)
    {
      set_place_hit (self, hit);
      return TRUE;
    }
  if (hit->series != 0 || get_point (self, index) == NULL)
    index = MAX (self->selected, 0);
  else if (dx != 0 || dy != 0)
    index = find_neighbour (self, (guint) index, dx != 0, dx != 0 ? dx : dy);
  if (get_point (self, index) == NULL)
    return FALSE;
  hit->x = get_point (self, index)->x;
  hit->y = get_point (self, index)->y;
  set_point_hit (self, index, hit);
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
  const HillRegionPlot *self = get_self (plot);
  const HillRegionPoint *point = hit->series == 0 ? get_point (self, hit->index) : NULL;
  HillRegionLayout l;

  if (point == NULL)
    return FALSE;
  hill_region_lay_out (self, width, height, style, &l);
  *place = (cairo_rectangle_t) { hill_axis_to_place (&l.x, point->x) - 1.3 * l.radius,
                                 hill_axis_to_place (&l.y, point->y) - 1.3 * l.radius, 2.6 * l.radius, 2.6 * l.radius };
  return TRUE;
}

static guint
count_right (const HillRegionPlot *self)
{
  guint n = 0;

  for (guint i = 0; i < self->points->len; i++)
    n += hill_region_find_winner (self, get_point (self, i)->x, get_point (self, i)->y) == get_point (self, i)->label;
  return n;
}

static char *
describe (const HillPlot *plot)
{
  const HillRegionPlot *self = get_self (plot);
  g_autoptr(GString) shares = g_string_new (NULL);

  for (guint c = 0; c < self->n_classes; c++)
    g_string_append_printf (shares, "%s%c %.0f %%", c == 0 ? "" : ", ", 'A' + (int) c,
                            100 * get_area (&self->regions[c]) / (4 * self->limit * self->limit));
  /* Translators: how many points are classified right, of how many, "A 31 %, B 40 %, C 29 %" */
  return g_strdup_printf (_("Class regions. Points in the region of their class: %u of %u. Shares of the square: %s."),
                          count_right (self), self->points->len, shares->str);
}

static void
append_header (const HillRegionPlot *self,
               GString              *csv)
{
  hill_csv_append_text (csv, _("point"));
  hill_csv_append_text (csv, _("class"));
  hill_csv_append_text (csv, "x");
  hill_csv_append_text (csv, "y");
  for (guint c = 0; c < self->n_classes; c++)
    {
      char name[] = { 's', '_', (char) ('A' + c), '\0' };

      hill_csv_append_text (csv, name);
    }
  hill_csv_append_text (csv, _("taken for"));
  hill_csv_append_text (csv, _("loss"));
  hill_csv_end_row (csv);
}

static void
append_class (GString *csv,
              guint    c)
{
  char name[] = { (char) ('A' + c), '\0' };

  hill_csv_append_text (csv, name);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillRegionPlot *self = get_self (plot);

  append_header (self, csv);
  for (guint i = 0; i < self->points->len; i++)
    {
      const HillRegionPoint *point = get_point (self, i);

      hill_csv_append_number (csv, i + 1);
      append_class (csv, point->label);
      hill_csv_append_number (csv, point->x);
      hill_csv_append_number (csv, point->y);
      for (guint c = 0; c < self->n_classes; c++)
        hill_csv_append_number (csv, hill_region_get_score (self->weights, c, point->x, point->y));
      append_class (csv, hill_region_find_winner (self, point->x, point->y));
      hill_csv_append_number (csv, point->loss);
      hill_csv_end_row (csv);
    }
}

static void
finalize (HillPlot *plot)
{
  g_array_unref (get_self (plot)->points);
  g_free (plot);
}

static const HillPlotClass region_plot_class =
{
  hill_region_draw, pick, move, locate, describe, append_csv, finalize
};

HillPlot *
hill_region_plot_new (guint         n_classes,
                      const double *weights,
                      double        limit)
{
  HillRegionPlot *self;

  g_return_val_if_fail (n_classes > 0 && n_classes <= HILL_REGION_MAX_CLASSES, NULL);
  g_return_val_if_fail (weights != NULL && isfinite (limit) && limit > 0, NULL);

  self = g_new0 (HillRegionPlot, 1);
  hill_plot_init (&self->parent, &region_plot_class);
  self->n_classes = n_classes;
  self->limit = limit;
  self->marked = self->selected = -1;
  for (guint i = 0; i < 3 * n_classes; i++)
    self->weights[i] = isfinite (weights[i]) ? CLAMP (weights[i], -1e100, 1e100) : 0;
  self->points = g_array_new (FALSE, FALSE, sizeof (HillRegionPoint));
  for (guint c = 0; c < n_classes; c++)
    find_region (self, c);
  return &self->parent;
}

void
hill_region_plot_add_point (HillPlot              *plot,
                            const HillRegionPoint *point)
{
  HillRegionPlot *self = get_self (plot);

  g_return_if_fail (point->label < self->n_classes);

  if (isfinite (point->x) && isfinite (point->y))
    g_array_append_val (self->points, *point);
}

void
hill_region_plot_set_next (HillPlot     *plot,
                           const double *weights)
{
  HillRegionPlot *self = get_self (plot);

  self->has_next = TRUE;
  for (guint i = 0; i < 3 * self->n_classes; i++)
    {
      self->next[i] = CLAMP (weights[i], -1e100, 1e100);
      self->has_next = self->has_next && isfinite (weights[i]);
    }
}

void
hill_region_plot_set_marked (HillPlot *plot,
                             int       class_index)
{
  get_self (plot)->marked = class_index;
}

void
hill_region_plot_set_selected (HillPlot *plot,
                               int       index)
{
  get_self (plot)->selected = index;
}

const double *
hill_region_plot_get_region (const HillPlot *plot,
                             guint           class_index,
                             guint          *n)
{
  const HillRegionPlot *self = get_self (plot);

  g_return_val_if_fail (class_index < self->n_classes && n != NULL, NULL);

  *n = self->regions[class_index].n;
  return self->regions[class_index].corners;
}
