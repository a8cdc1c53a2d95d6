/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Every class is a grid of cells: the pixels of its picture, or its features in a row or in several; and one cell for the bias. */

#include "hill-weight-map-private.h"

#include "hill-axis.h"
#include "hill-csv.h"
#include "hill-error-plot.h"

#include <glib/gi18n.h>
#include <math.h>

#define LONGEST_ROW 24          /* features that are no pixels */

static HillWeightMapPlot *
get_self (const HillPlot *plot)
{
  return (HillWeightMapPlot *) plot;
}

static guint
get_n_channels (const HillWeightMapPlot *self)
{
  return self->c.width > 0 ? self->c.n_channels : 1;
}

/* The first of the weights behind a cell; the others follow, one picture apart. @cell columns * rows is the bias. */
static gsize
get_weight (const HillWeightMapPlot *self,
            guint                    class_index,
            gsize                    cell)
{
  gsize n_cells = (gsize) self->columns * self->rows;

  return class_index * (self->c.n_features + 1) + (cell < MIN (n_cells, self->c.n_features) ? cell : self->c.n_features);
}

double
hill_weight_map_get_cell (const HillWeightMapPlot *self,
          guint                    class_index,
          gsize                    cell,
          gboolean                *kinked)
{
  gsize n_cells = (gsize) self->columns * self->rows, weight = get_weight (self, class_index, cell);
  guint n = cell < n_cells ? get_n_channels (self) : 1;
  double result = 0;

  *kinked = FALSE;
  if (self->c.width == 0 && cell < n_cells && cell >= self->c.n_features)
    return NAN;
  for (guint k = 0; k < n; k++)
    {
      double value = self->values[weight + k * n_cells];

      *kinked |= self->kinked != NULL && self->kinked[weight + k * n_cells] != 0;
      if (isnan (value))
        return NAN;
      result = self->c.kind == HILL_WEIGHT_MAP_SIGNED ? result + value : MAX (result, value);
    }
  return result;
}

gsize
hill_weight_map_find_cell (const HillWeightMapPlot *self,
                           gsize                    weight,
                           guint                   *class_index)
{
  gsize row = self->c.n_features + 1, n_cells = (gsize) self->columns * self->rows;
  gsize feature = weight % row;

  *class_index = (guint) (weight / row);
  return feature == self->c.n_features ? n_cells : feature % n_cells;
}

/* "ship, pixel (3, 14)", "class a, feature 2", "ship, bias" */
static char *
name_cell (const HillWeightMapPlot *self,
           guint                    class_index,
           gsize                    cell)
{
  const char *name = self->class_names[class_index];

  if (cell == (gsize) self->columns * self->rows)
    /* Translators: a class */
    return g_strdup_printf (_("%s, bias"), name);
  if (self->c.width > 0)
    /* Translators: a class, column and row */
    return g_strdup_printf (_("%s, pixel (%u, %u)"), name, (guint) (cell % self->columns), (guint) (cell / self->columns));
  /* Translators: a class, and the number of one of its features */
  return g_strdup_printf (_("%s, feature %u"), name, (guint) cell + 1);
}

static void
set_hit (const HillWeightMapPlot *self,
         guint                    class_index,
         gsize                    cell,
         HillPlotHit             *hit)
{
  gboolean kinked;
  double value = hill_weight_map_get_cell (self, class_index, cell, &kinked);
  g_autofree char *name = name_cell (self, class_index, cell);
  g_autofree char *number = hill_format_number (value);

  hit->series = (int) class_index;
  hit->index = (gssize) get_weight (self, class_index, cell);
  hit->x = (double) (cell % self->columns);
  hit->y = (double) (cell / self->columns);
  g_snprintf (hit->text, sizeof hit->text, "%s: %s%s%s", name, isnan (value) ? _("not computed yet") : number, kinked ? " · " : "",
              kinked ? _("at a kink") : "");
}

static gboolean
contains (const cairo_rectangle_t *r,
          double                   x,
          double                   y)
{
  return x >= r->x && x < r->x + r->width && y >= r->y && y < r->y + r->height;
}

/* The cell under the pointer; FALSE beside the last feature. */
static gboolean
hit_cell (const HillWeightMapPlot *self,
          guint                    class_index,
          const cairo_rectangle_t *r,
          double                   x,
          double                   y,
          HillPlotHit             *hit)
{
  gsize column = (gsize) CLAMP ((x - r->x) / r->width * self->columns, 0, self->columns - 1);
  gsize row = (gsize) CLAMP ((y - r->y) / r->height * self->rows, 0, self->rows - 1);
  gsize cell = row * self->columns + column;

  if (cell >= self->c.n_features)
    return FALSE;
  set_hit (self, class_index, cell, hit);
  return TRUE;
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
  const HillWeightMapPlot *self = get_self (plot);
  HillWeightMapLayout l;

  if (self->c.n_classes == 0 || self->columns == 0)
    return FALSE;
  hill_weight_map_lay_out (self, width, height, style, &l);
  for (guint c = 0; c < self->c.n_classes; c++)
    {
      cairo_rectangle_t r, bias;

      hill_weight_map_get_picture (self, &l, c, &r);
      hill_weight_map_get_field (self, &l, c, (gsize) self->columns * self->rows, &bias);
      if (contains (&r, x, y))
        return hit_cell (self, c, &r, x, y, hit);
      if (!l.has_names || !contains (&bias, x, y))
        continue;
      set_hit (self, c, (gsize) self->columns * self->rows, hit);
      return TRUE;
    }
  return FALSE;
}

/* Through the cells of a class, from the last row to its bias, and on to the next class. */
static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillWeightMapPlot *self = get_self (plot);
  gssize n_cells = (gssize) self->columns * self->rows;
  gssize cell, n = n_cells + 1;
  guint class_index;

  if (self->c.n_classes == 0 || self->columns == 0)
    return FALSE;
  cell = (gssize) hill_weight_map_find_cell (self, (gsize) MAX (hit->series < 0 ? self->c.current : hit->index, 0), &class_index);
  if (hit->series >= 0)
    {
      gssize place = class_index * n + cell + dx + dy * (gssize) self->columns;

      if (dy > 0 && cell < n_cells && cell + dy * (gssize) self->columns > n_cells)
        place = class_index * n + n_cells;
      /* Beside the last feature there is nothing but the bias. */
      if (place >= 0 && place % n < n_cells && place % n >= (gssize) self->c.n_features)
        place = dx < 0 ? place / n * n + (gssize) self->c.n_features - 1 : place / n * n + n_cells;
      if (place < 0 || place >= self->c.n_classes * n)
        return FALSE;
      class_index = (guint) (place / n);
      cell = place % n;
    }
  set_hit (self, class_index, (gsize) cell, hit);
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
  const HillWeightMapPlot *self = get_self (plot);
  guint class_index;
  gsize cell;
  HillWeightMapLayout l;

  if (hit->series < 0 || hit->index < 0 || self->columns == 0 || (guint) hit->series >= self->c.n_classes)
    return FALSE;
  hill_weight_map_lay_out (self, width, height, style, &l);
  cell = hill_weight_map_find_cell (self, (gsize) hit->index, &class_index);
  if (class_index >= self->c.n_classes)
    return FALSE;
  hill_weight_map_get_field (self, &l, class_index, cell, place);
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  const HillWeightMapPlot *self = get_self (plot);
  gsize n = self->c.n_classes * (self->c.n_features + 1), n_known = 0, n_wrong = 0;
  g_autofree char *limit = hill_format_number (self->limit);

  for (gsize i = 0; i < n; i++)
    {
      gboolean kinked = self->kinked != NULL && self->kinked[i] != 0;

      n_known += !isnan (self->values[i]);
      n_wrong += !isnan (self->values[i]) && !kinked && hill_error_band_of (self->values[i]) == HILL_ERROR_BAND_WRONG;
    }
  if (self->c.kind == HILL_WEIGHT_MAP_ERRORS)
    /* Translators: numbers of weights */
    return g_strdup_printf (_("The relative errors of %zu of %zu weights as pictures; %zu are wrong."), n_known, n, n_wrong);
  /* Translators: numbers of weights, and the ends of the scale */
  return g_strdup_printf (_("The gradient as pictures: %zu of %zu weights, on a scale from −%s to %s."), n_known, n, limit, limit);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillWeightMapPlot *self = get_self (plot);

  hill_csv_append_text (csv, _("class"));
  for (gsize d = 0; d < self->c.n_features; d++)
    {
      g_autofree char *name = g_strdup_printf ("w%zu", d);

      hill_csv_append_text (csv, name);
    }
  hill_csv_append_text (csv, "b");
  hill_csv_end_row (csv);
  for (guint c = 0; c < self->c.n_classes; c++)
    {
      hill_csv_append_text (csv, self->class_names[c]);
      for (gsize d = 0; d <= self->c.n_features; d++)
        hill_csv_append_number (csv, self->values[c * (self->c.n_features + 1) + d]);
      hill_csv_end_row (csv);
    }
}

static void
finalize (HillPlot *plot)
{
  HillWeightMapPlot *self = get_self (plot);

  g_strfreev (self->class_names);
  g_free (self->values);
  g_free (self->kinked);
  g_free (self);
}

static void
widen (HillPlot       *plot,
       const HillPlot *other)
{
  HillWeightMapPlot *self = (HillWeightMapPlot *) plot;

  self->limit = MAX (self->limit, hill_weight_map_get_limit (other));
}

static const HillPlotClass weight_map_class =
{
  hill_weight_map_draw, pick, move, locate, describe, append_csv, finalize, widen
};

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The size that one cell in 500 exceeds, so that a few large ones do not leave the rest pale. */
static double
find_limit (const HillWeightMapPlot *self)
{
  gsize n_cells = (gsize) self->columns * self->rows + 1, n = self->c.n_classes * n_cells;
  g_autofree double *sizes = g_new (double, MAX (n, 1));
  gsize rank;

  for (gsize i = 0; i < n; i++)
    {
      gboolean kinked;
      double value = hill_weight_map_get_cell (self, (guint) (i / n_cells), i % n_cells, &kinked);

      sizes[i] = isfinite (value) ? fabs (value) : 0;
    }
  if (n == 0)
    return 1;
  qsort (sizes, n, sizeof *sizes, compare_doubles);
  rank = n - 1 - n / 500;
  return sizes[rank] > 0 ? sizes[rank] : sizes[n - 1] > 0 ? sizes[n - 1] : 1;
}

double
hill_weight_map_get_limit (const HillPlot *plot)
{
  g_return_val_if_fail (plot != NULL, 1);

  return get_self (plot)->limit;
}

/* Features that are no pixels stand in one row, or in several of about the shape of a picture where they are many. */
static void
set_shape (HillWeightMapPlot *self)
{
  gsize n = self->c.n_features;

  self->columns = self->c.width;
  self->rows = self->c.height;
  if (self->c.width > 0)
    return;
  self->columns = n <= LONGEST_ROW ? (guint) n : (guint) ceil (sqrt (1.6 * (double) n));
  self->rows = (guint) ((n + MAX (self->columns, 1) - 1) / MAX (self->columns, 1));
}

HillPlot *
hill_weight_map_new (const HillWeightMap *content)
{
  HillWeightMapPlot *self;
  gsize n;

  g_return_val_if_fail (content != NULL && content->values != NULL && content->class_names != NULL, NULL);
  g_return_val_if_fail (content->width == 0 || (gsize) content->width * content->height * content->n_channels == content->n_features, NULL);

  n = content->n_classes * (content->n_features + 1);
  self = g_new0 (HillWeightMapPlot, 1);
  hill_plot_init (&self->parent, &weight_map_class);
  self->c = *content;
  self->c.values = NULL;
  self->c.kinked = NULL;
  self->c.class_names = NULL;
  self->values = g_memdup2 (content->values, n * sizeof *self->values);
  self->kinked = content->kinked != NULL ? g_memdup2 (content->kinked, n) : NULL;
  self->class_names = g_new0 (char *, content->n_classes + 1);
  for (guint c = 0; c < content->n_classes; c++)
    self->class_names[c] = g_strdup (content->class_names[c]);
  set_shape (self);
  self->limit = content->limit > 0 ? content->limit : find_limit (self);
  return &self->parent;
}
