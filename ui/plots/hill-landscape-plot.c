/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The value behind a landscape plot, and what lies at a place.  Drawing is next door: ground, surface, walk. */

#include "hill-landscape-plot-private.h"

#include "hill-arithmetic.h"
#include "hill-csv.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define REACH 9                   /* user units: so near to a step, the pointer means it */
#define MARK 8                    /* user units: of the frame about a place */
#define N_STRIDES 50              /* of the keyboard's cursor across the grid */

static void
own_track_free (HillOwnTrack *track)
{
  g_free (track->name);
  g_free (track->x);
  g_free (track->y);
  g_free (track->heights);
  g_free (track->distances);
  g_free (track->steps);
  g_free (track);
}

static HillLandscapePlot *
get_self (const HillPlot *plot)
{
  return (HillLandscapePlot *) plot;
}

static const HillOwnTrack *
get_track (const HillLandscapePlot *self,
           guint                    index)
{
  return g_ptr_array_index (self->tracks, index);
}

static unsigned long long
get_step (const HillOwnTrack *track,
          gsize               point)
{
  return track->steps != NULL ? (unsigned long long) track->steps[point] : point;
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillLandscapePlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  HillLandscapeLayout layout;
  HillStage stage = { .plot = self, .layout = &layout, .pen = &pen };

  hill_pen_init (&pen, cr, style);
  hill_landscape_lay_out (self, &pen, width, height, &layout);
  if (self->field == NULL)
    {
      hill_pen_set_color (&pen, style->muted);
      hill_pen_write (&pen, self->empty_text, width / 2, height / 2, 0.5, 0.5, width);
      return;
    }
  hill_landscape_draw_legend (self, &pen, &layout);
  if (self->in_space)
    {
      hill_landscape_draw_surface (self, &pen, &layout, &stage);
      if (layout.has_bar)
        hill_landscape_draw_bar (self, &pen, &layout);
    }
  else
    hill_landscape_draw_ground (self, &pen, &layout, width, height);
  hill_stage_draw_walk (&stage);
  g_free ((float *) stage.depths);
}

static char *
format_height (const HillField *field,
               double           height)
{
  g_autofree char *percent = field->height.percent ? hill_number_fixed (100 * height, 2) : NULL;

  return percent != NULL ? g_strconcat (percent, " %", NULL) : hill_format_number (height);
}

static void
set_text (HillPlotHit *hit,
          const char  *text)
{
  const char *end;

  g_strlcpy (hit->text, text, sizeof hit->text);
  if (!g_utf8_validate (hit->text, -1, &end))
    hit->text[end - hit->text] = '\0';
}

/* Series 0 is the landscape: the index is the nearest grid point. */
static void
hit_ground (const HillField *field,
            double           x,
            double           y,
            HillPlotHit     *hit)
{
  double height = hill_field_get (field, x, y);
  g_autofree char *x_text = hill_format_number (x), *y_text = hill_format_number (y), *height_text = format_height (field, height);
  g_autofree char *text = g_strdup_printf ("%s %s · %s %s · %s %s", field->value_label, height_text, field->x_label, x_text,
                                           field->y_label, y_text);

  hit->series = 0;
  hit->index = (gssize) lrint (CLAMP (hill_field_get_j (field, y), 0, field->n_y - 1)) * field->n_x
               + lrint (CLAMP (hill_field_get_i (field, x), 0, field->n_x - 1));
  hit->x = x;
  hit->y = y;
  set_text (hit, text);
}

/* Series 1 and on are the tracks: the index is the step. */
static void
hit_step (const HillLandscapePlot *self,
          guint                    index,
          gsize                    step,
          HillPlotHit             *hit)
{
  const HillOwnTrack *track = get_track (self, index);
  double drawn = hill_field_get (self->field, track->x[step], track->y[step]);
  g_autofree char *drawn_text = format_height (self->field, drawn), *text = NULL;

  if (track->heights != NULL && isfinite (track->heights[step]))
    {
      g_autofree char *true_text = format_height (self->field, track->heights[step]);

      /* Translators: path, step, "loss", its true value and the one drawn at this place of the plane */
      text = g_strdup_printf (_("%s, step %llu: %s %s (drawn here: %s)"), track->name, get_step (track, step),
                              self->field->value_label, true_text, drawn_text);
    }
  else
    /* Translators: path, step, "loss", its value */
    text = g_strdup_printf (_("%s, step %llu: %s %s"), track->name, get_step (track, step), self->field->value_label, drawn_text);
  hit->series = (int) index + 1;
  hit->index = (gssize) step;
  set_text (hit, text);
}

/* The step whose dot is nearest to the pointer. */
static gboolean
find_step (const HillStage *stage,
           double           x,
           double           y,
           guint           *best_track,
           gsize           *best_step)
{
  const HillLandscapePlot *self = stage->plot;
  double best = REACH;

  for (guint i = 0; i < self->tracks->len; i++)
    for (gsize k = 0; k < get_track (self, i)->n_points; k++)
      {
        const HillOwnTrack *track = get_track (self, i);
        double px, py, distance;

        if (!isfinite (track->x[k]) || !isfinite (track->y[k])
            || (!hill_stage_place (stage, track->x[k], track->y[k], track->heights != NULL ? track->heights[k] : NAN, &px, &py)
                && !self->in_space))
          continue;
        distance = hypot (px - x, py - y);
        if (distance < best)
          {
            best = distance;
            *best_track = i;
            *best_step = k;
          }
      }
  return best < REACH;
}

/* The grid point of the surface under the pointer that is nearest to the eye. */
static gboolean
find_in_space (const HillStage *stage,
               double           x,
               double           y,
               double          *field_x,
               double          *field_y)
{
  const HillField *field = stage->plot->field;
  double cell = 1.5 * stage->space.size / MAX (MIN (field->n_x, field->n_y) - 1, 1), nearest = -INFINITY;

  for (guint j = 0; j < field->n_y; j++)
    for (guint i = 0; i < field->n_x; i++)
      {
        HillSpot spot = hill_space_project (&stage->space, i, j, field->shades[(gsize) j * field->n_x + i]);

        if (spot.depth <= nearest || hypot (spot.x - x, spot.y - y) > MAX (cell, 2))
          continue;
        nearest = spot.depth;
        *field_x = hill_field_get_x (field, i);
        *field_y = hill_field_get_y (field, j);
      }
  return isfinite (nearest);
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
  const HillLandscapePlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  HillLandscapeLayout l;
  HillStage stage = { .plot = self, .layout = &l, .pen = &pen };
  double field_x = 0, field_y = 0;
  guint track = 0;
  gsize step = 0;

  if (self->field == NULL)
    return FALSE;
  hill_pen_init (&pen, NULL, style);
  hill_landscape_lay_out (self, &pen, width, height, &l);
  if (self->in_space)
    hill_space_init (&stage.space, self, &l);
  if (x < l.left || x > l.right || y < l.top || y > l.bottom)
    return FALSE;
  if (find_step (&stage, x, y, &track, &step))
    {
      hit_step (self, track, step, hit);
      hit->x = self->in_space ? get_track (self, track)->x[step] : hill_axis_to_value (&l.x, x);
      hit->y = self->in_space ? get_track (self, track)->y[step] : hill_axis_to_value (&l.y, y);
      return TRUE;
    }
  if (self->in_space)
    {
      if (!find_in_space (&stage, x, y, &field_x, &field_y))
        return FALSE;
      hit_ground (self->field, field_x, field_y, hit);
    }
  else
    hit_ground (self->field, hill_axis_to_value (&l.x, x), hill_axis_to_value (&l.y, y), hit);
  return TRUE;
}

/* The place that is meant: of a step its own, elsewhere the pointer's.  FALSE where there is no such step. */
static gboolean
find_place (const HillLandscapePlot *self,
            const HillPlotHit       *hit,
            double                  *x,
            double                  *y)
{
  const HillOwnTrack *track;

  *x = hit->x;
  *y = hit->y;
  if (hit->series <= 0)
    return hit->series == 0;
  if ((guint) hit->series > self->tracks->len || hit->index < 0)
    return FALSE;
  track = get_track (self, (guint) hit->series - 1);
  if ((gsize) hit->index >= track->n_points)
    return FALSE;
  *x = track->x[hit->index];
  *y = track->y[hit->index];
  return TRUE;
}

/* Where the keyboard's cursor begins: at the present point, else at the lowest. */
static void
hit_first (const HillLandscapePlot *self,
           HillPlotHit             *hit)
{
  double x = (self->field->x_low + self->field->x_high) / 2, y = (self->field->y_low + self->field->y_high) / 2, low;

  if (self->tracks->len > 0 && get_track (self, 0)->present >= 0)
    {
      x = get_track (self, 0)->x[get_track (self, 0)->present];
      y = get_track (self, 0)->y[get_track (self, 0)->present];
    }
  else
    hill_field_find_low (self->field, &x, &y, &low);
  hit_ground (self->field, CLAMP (x, self->field->x_low, self->field->x_high), CLAMP (y, self->field->y_low, self->field->y_high), hit);
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillLandscapePlot *self = get_self (plot);
  const HillField *field = self->field;
  double stride_x, stride_y, x, y;

  if (field == NULL)
    return FALSE;
  if (hit->series < 0)
    {
      hit_first (self, hit);
      return TRUE;
    }
  if (!find_place (self, hit, &x, &y))
    return FALSE;
  /* A step that is pointed at stays pointed at while the walk goes on. */
  if (dx == 0 && dy == 0 && hit->series > 0)
    {
      hit_step (self, (guint) hit->series - 1, (gsize) hit->index, hit);
      return TRUE;
    }
  stride_x = (field->x_high - field->x_low) / N_STRIDES;
  stride_y = (field->y_high - field->y_low) / N_STRIDES;
  hit_ground (field, CLAMP (x + dx * stride_x, field->x_low, field->x_high), CLAMP (y - dy * stride_y, field->y_low, field->y_high), hit);
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
  const HillLandscapePlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  HillLandscapeLayout l;
  HillStage stage = { .plot = self, .layout = &l, .pen = &pen };
  gboolean inside;
  double x, y;

  if (self->field == NULL || !find_place (self, hit, &x, &y) || !isfinite (x) || !isfinite (y))
    return FALSE;
  hill_pen_init (&pen, NULL, style);
  hill_landscape_lay_out (self, &pen, width, height, &l);
  if (self->in_space)
    hill_space_init (&stage.space, self, &l);
  inside = hill_stage_place (&stage, x, y, NAN, &x, &y);
  *place = (cairo_rectangle_t) { x - MARK / 2.0, y - MARK / 2.0, MARK, MARK };
  return inside;
}

static void
describe_track (const HillLandscapePlot *self,
                const HillOwnTrack      *track,
                GString                 *text)
{
  gsize at = track->present >= 0 ? (gsize) track->present : track->n_points - 1;
  double height = track->heights != NULL ? track->heights[at] : hill_field_get (self->field, track->x[at], track->y[at]);
  g_autofree char *x = hill_format_number (track->x[at]), *y = hill_format_number (track->y[at]), *h = format_height (self->field, height);

  g_string_append_c (text, ' ');
  /* Translators: name of a path, step, its place in the plane, "loss", its value */
  g_string_append_printf (text, _("%s: step %llu of %llu at (%s, %s), %s %s."), track->name, get_step (track, at),
                          get_step (track, track->n_points - 1), x, y, self->field->value_label, h);
}

static char *
describe (const HillPlot *plot)
{
  const HillLandscapePlot *self = get_self (plot);
  g_autoptr(GString) text = g_string_new (NULL);
  double x, y, low;

  if (self->field == NULL)
    return g_strdup (self->empty_text != NULL ? self->empty_text : "");
  /* Translators: "loss", and the labels of the plane's axes */
  g_string_printf (text, _("Landscape of %s over %s and %s."), self->field->value_label, self->field->x_label, self->field->y_label);
  if (hill_field_find_low (self->field, &x, &y, &low))
    {
      g_autofree char *min = format_height (self->field, low), *max = format_height (self->field, self->field->max);
      g_autofree char *x_text = hill_format_number (x), *y_text = hill_format_number (y);

      g_string_append_c (text, ' ');
      /* Translators: lowest and highest value, place of the lowest */
      g_string_append_printf (text, _("It goes from %s to %s and is lowest near (%s, %s)."), min, max, x_text, y_text);
    }
  for (guint i = 0; i < self->tracks->len; i++)
    describe_track (self, get_track (self, i), text);
  return g_strdup (text->str);
}

static void
append_row (GString    *csv,
            const char *name,
            double      step,
            double      x,
            double      y,
            double      height)
{
  hill_csv_append_text (csv, name);
  hill_csv_append_number (csv, step);
  hill_csv_append_number (csv, x);
  hill_csv_append_number (csv, y);
  hill_csv_append_number (csv, height);
  hill_csv_end_row (csv);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillLandscapePlot *self = get_self (plot);
  const HillField *field = self->field;

  if (field == NULL)
    return;
  hill_csv_append_text (csv, _("what"));
  hill_csv_append_text (csv, _("step"));
  hill_csv_append_text (csv, field->x_label);
  hill_csv_append_text (csv, field->y_label);
  hill_csv_append_text (csv, field->value_label);
  hill_csv_end_row (csv);
  for (guint i = 0; i < self->tracks->len; i++)
    {
      const HillOwnTrack *track = get_track (self, i);

      for (gsize k = 0; k < track->n_points; k++)
        append_row (csv, track->name, (double) get_step (track, k), track->x[k], track->y[k],
                    track->heights != NULL ? track->heights[k] : hill_field_get (field, track->x[k], track->y[k]));
    }
  for (guint j = 0; j < field->n_y; j++)
    for (guint i = 0; i < field->n_x; i++)
      append_row (csv, _("landscape"), NAN, hill_field_get_x (field, i), hill_field_get_y (field, j),
                  field->values[(gsize) j * field->n_x + i]);
}

static void
finalize (HillPlot *plot)
{
  HillLandscapePlot *self = get_self (plot);

  g_clear_pointer (&self->field, hill_field_unref);
  g_ptr_array_unref (self->tracks);
  g_array_unref (self->arrows);
  g_free (self->present_caption);
  g_free (self->ghost_caption);
  g_free (self->empty_text);
  g_free (self);
}

static float *
get_array (const HillPlot *plot,
           gsize          *shape,
           guint          *rank)
{
  const HillField *field = get_self (plot)->field;
  float *heights;

  if (field == NULL)
    return NULL;
  shape[0] = field->n_y;
  shape[1] = field->n_x;
  *rank = 2;
  heights = g_new (float, shape[0] * shape[1]);
  for (gsize i = 0; i < shape[0] * shape[1]; i++)
    heights[i] = (float) field->values[i];
  return heights;
}

static const HillPlotClass landscape_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize, hill_landscape_plot_widen, get_array
};

HillPlot *
hill_landscape_plot_new (HillField *field)
{
  HillLandscapePlot *self = g_new0 (HillLandscapePlot, 1);

  hill_plot_init (&self->parent, &landscape_plot_class);
  self->field = field != NULL ? hill_field_ref (field) : NULL;
  self->tracks = g_ptr_array_new_with_free_func ((GDestroyNotify) own_track_free);
  self->arrows = g_array_new (FALSE, FALSE, sizeof (HillOwnArrow));
  self->ghost[0] = self->ghost[1] = self->optimum[0] = self->optimum[1] = NAN;
  return &self->parent;
}

void
hill_landscape_plot_set_camera (HillPlot *plot,
                                double    azimuth,
                                double    elevation)
{
  HillLandscapePlot *self = get_self (plot);

  self->in_space = TRUE;
  self->azimuth = fmod (azimuth, 360);
  self->elevation = CLAMP (elevation, 5, 90);
}

void
hill_landscape_plot_add_track (HillPlot        *plot,
                               const HillTrack *track)
{
  HillLandscapePlot *self = get_self (plot);
  HillOwnTrack *own;
  gsize size;

  g_return_if_fail (plot != NULL && track != NULL && track->name != NULL);

  if (track->n_points == 0 || self->tracks->len >= HILL_MAX_TRACKS)
    return;
  size = track->n_points * sizeof (double);
  own = g_new0 (HillOwnTrack, 1);
  own->name = g_strdup (track->name);
  own->x = g_memdup2 (track->x, size);
  own->y = g_memdup2 (track->y, size);
  own->heights = track->heights != NULL ? g_memdup2 (track->heights, size) : NULL;
  own->distances = track->distances != NULL ? g_memdup2 (track->distances, size) : NULL;
  own->steps = track->steps != NULL ? g_memdup2 (track->steps, size) : NULL;
  own->n_points = track->n_points;
  own->present = track->present >= 0 ? MIN (track->present, (gssize) track->n_points - 1) : -1;
  own->color = track->color;
  own->old = track->old;
  g_ptr_array_add (self->tracks, own);
}

void
hill_landscape_plot_add_arrow (HillPlot  *plot,
                               HillArrowKind  kind,
                               double     x,
                               double     y,
                               double     dx,
                               double     dy)
{
  HillOwnArrow arrow = { kind, x, y, dx, dy };

  if (isfinite (x) && isfinite (y) && isfinite (dx) && isfinite (dy))
    g_array_append_val (get_self (plot)->arrows, arrow);
}

void
hill_landscape_plot_set_ghost (HillPlot *plot,
                               double    x,
                               double    y)
{
  get_self (plot)->ghost[0] = x;
  get_self (plot)->ghost[1] = y;
}

void
hill_landscape_plot_set_captions (HillPlot   *plot,
                                  const char *present,
                                  const char *ghost)
{
  HillLandscapePlot *self = get_self (plot);

  g_free (self->present_caption);
  g_free (self->ghost_caption);
  self->present_caption = g_strdup (present);
  self->ghost_caption = g_strdup (ghost);
}

void
hill_landscape_plot_set_optimum (HillPlot *plot,
                                 double    x,
                                 double    y)
{
  get_self (plot)->optimum[0] = x;
  get_self (plot)->optimum[1] = y;
}

void
hill_landscape_plot_set_empty_text (HillPlot   *plot,
                                    const char *text)
{
  HillLandscapePlot *self = get_self (plot);

  g_free (self->empty_text);
  self->empty_text = g_strdup (text);
}
