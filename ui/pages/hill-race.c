/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* On data the plane is laid through the start and the places where all runners end: so each first runs once to its end, and then again
 * over the plane.  A run is the same both times. */

#include "hill-race.h"

#include "hill-axis.h"
#include "hill-curve-plot.h"
#include "hill-landscape.h"
#include "hill-landscape-plot.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define SAMPLE_ROWS 2000
#define GRID 81
#define OPTIMUM_STEPS 200
#define MAX_STEPS 4000
#define N_THREADS 0               /* one per core */

void
hill_race_init_racers (HillRacer racers[HILL_N_RACERS])
{
  static const HillRacer all[HILL_N_RACERS] =
  {
    { N_("Gradient descent"), HILL_METHOD_OPTIMIZER, HILL_OPTIMIZER_SGD, 0.1, 0, TRUE },
    { N_("SGD"), HILL_METHOD_OPTIMIZER, HILL_OPTIMIZER_SGD, 0.1, 32, TRUE },
    { N_("SGD, larger batch"), HILL_METHOD_OPTIMIZER, HILL_OPTIMIZER_SGD, 0.1, 256, FALSE },
    { N_("Momentum"), HILL_METHOD_OPTIMIZER, HILL_OPTIMIZER_MOMENTUM, 0.02, 64, TRUE },
    { N_("Nesterov"), HILL_METHOD_OPTIMIZER, HILL_OPTIMIZER_NESTEROV, 0.02, 64, FALSE },
    { N_("AdaGrad"), HILL_METHOD_OPTIMIZER, HILL_OPTIMIZER_ADAGRAD, 0.02, 64, FALSE },
    { N_("RMSProp"), HILL_METHOD_OPTIMIZER, HILL_OPTIMIZER_RMSPROP, 0.001, 64, FALSE },
    { N_("Adam"), HILL_METHOD_OPTIMIZER, HILL_OPTIMIZER_ADAM, 0.002, 64, TRUE },
    { N_("Random search"), HILL_METHOD_RANDOM_SEARCH, HILL_OPTIMIZER_SGD, 0.01, 0, FALSE },
    { N_("Local search"), HILL_METHOD_LOCAL_SEARCH, HILL_OPTIMIZER_SGD, 0.01, 0, FALSE },
  };

  memcpy (racers, all, sizeof all);
}

void
hill_race_suit_surface (HillRacer   racers[HILL_N_RACERS],
                        HillSurface surface)
{
  const HillSurfaceInfo *info = hill_surface_get_info (surface);
  double side = info->x_max - info->x_min;

  for (guint i = 0; i < HILL_N_RACERS; i++)
    if (racers[i].method != HILL_METHOD_OPTIMIZER)
      racers[i].rate = side / 20;
    else if (racers[i].optimizer == HILL_OPTIMIZER_SGD)
      racers[i].rate = info->rate;
    else if (racers[i].optimizer == HILL_OPTIMIZER_MOMENTUM || racers[i].optimizer == HILL_OPTIMIZER_NESTEROV)
      racers[i].rate = info->rate / 4;
    else
      racers[i].rate = racers[i].optimizer == HILL_OPTIMIZER_ADAGRAD ? side / 20 : side / 100;
}

static void
runner_init (HillRunner *self,
             guint       racer,
             gsize       n)
{
  *self = (HillRunner) { .racer = racer, .n_points = n };
  self->x = g_new (double, n);
  self->y = g_new (double, n);
  self->distances = g_new0 (double, n);
  self->losses = g_new (double, n);
  self->accuracies = g_new (double, n);
  self->examples = g_new (double, n);
  self->seconds = g_new (double, n);
}

void
hill_race_result_free (HillRaceResult *self)
{
  for (guint i = 0; i < self->n_runners; i++)
    {
      HillRunner *runner = &self->runners[i];

      g_free (runner->x);
      g_free (runner->y);
      g_free (runner->distances);
      g_free (runner->losses);
      g_free (runner->accuracies);
      g_free (runner->examples);
      g_free (runner->seconds);
    }
  g_clear_pointer (&self->field, hill_field_unref);
  g_free (self);
}

/* ---- on a surface */

static void
run_on_surface (HillSurface      surface,
                const HillRacer *racer,
                guint            index,
                const double    *start,
                gsize            n_steps,
                HillRunner      *runner)
{
  g_autofree HillSurfaceStep *steps = g_new (HillSurfaceStep, n_steps + 1);
  HillSurfaceOptions options = { .method = racer->method, .spread = racer->rate };
  gsize n;

  hill_experiment_init (&options.experiment);
  options.experiment.optimizer = racer->optimizer;
  options.experiment.schedule = HILL_SCHEDULE_CONSTANT;
  options.experiment.rate = racer->rate;
  /* A minibatch makes the gradient noisy. */
  options.noise = racer->method == HILL_METHOD_OPTIMIZER && racer->optimizer == HILL_OPTIMIZER_SGD && racer->batch_size > 0
                  ? hill_surface_get_info (surface)->noise * sqrt (32.0 / (double) racer->batch_size) : 0;
  n = hill_surface_descend (surface, &options, start, n_steps, steps);
  runner_init (runner, index, n);
  runner->diverged = n < n_steps + 1;
  for (gsize k = 0; k < n; k++)
    {
      runner->x[k] = steps[k].x;
      runner->y[k] = steps[k].y;
      runner->losses[k] = steps[k].value;
      runner->accuracies[k] = runner->examples[k] = runner->seconds[k] = NAN;
    }
}

HillRaceResult *
hill_race_on_surface (HillSurface      surface,
                      const HillRacer  racers[HILL_N_RACERS],
                      const double    *start,
                      gsize            n_steps,
                      HillField       *field)
{
  const HillSurfaceInfo *info = hill_surface_get_info (surface);
  HillRaceResult *self = g_new0 (HillRaceResult, 1);

  self->field = field != NULL ? hill_field_ref (field) : NULL;
  self->optimum = info->n_minima > 0 ? hill_surface_get_value (surface, info->minima[0][0], info->minima[0][1]) : NAN;
  for (guint i = 0; i < HILL_N_RACERS; i++)
    if (racers[i].runs && self->n_runners < HILL_MAX_RUNNERS)
      run_on_surface (surface, &racers[i], i, start, n_steps, &self->runners[self->n_runners++]);
  return self;
}

/* ---- on data */

void
hill_race_request_free (gpointer data)
{
  HillRaceRequest *request = data;

  hill_snapshot_unref (request->snapshot);
  g_free (request);
}

typedef struct
{
  HillJob               *job;
  const HillRaceRequest *request;
  HillSample            *sample;
  const float           *start;
  gsize                  n_weights;
} Course;

static HillPath *
run_path (const Course  *course,
          guint          index,
          HillPlane     *plane,
          GError       **error)
{
  const HillRacer *racer = &course->request->racers[index];
  HillPathOptions options = { .experiment = course->request->snapshot->experiment, .method = racer->method, .spread = racer->rate,
                              .plane = plane, .full_loss = plane != NULL };
  double batch = racer->batch_size == 0 ? (double) course->sample->n_rows : (double) MIN (racer->batch_size, course->sample->n_rows);

  options.experiment.optimizer = racer->optimizer;
  options.experiment.schedule = HILL_SCHEDULE_CONSTANT;
  options.experiment.rate = racer->rate;
  options.experiment.batch_size = racer->batch_size;
  options.n_steps = (gsize) CLAMP (ceil (course->request->budget * (double) course->sample->n_rows / batch), 1, MAX_STEPS);
  return hill_path_new (course->sample, &options, course->start, N_THREADS, hill_job_get_progress (course->job), error);
}

/* Through the start and all ends. */
static HillPlane *
lay_plane (const Course  *course,
           GError       **error)
{
  const HillDesign *design = course->request->snapshot->design;
  g_autofree float *ends = g_new (float, (HILL_MAX_RUNNERS + 1) * course->n_weights);
  gsize n = 1;

  memcpy (ends, course->start, course->n_weights * sizeof *ends);
  for (guint i = 0; i < HILL_N_RACERS && n <= HILL_MAX_RUNNERS; i++)
    if (course->request->racers[i].runs)
      {
        g_autoptr(HillPath) path = run_path (course, i, NULL, error);

        if (path == NULL)
          return NULL;
        memcpy (ends + n++ * course->n_weights, path->last, course->n_weights * sizeof *ends);
      }
  return hill_plane_new_for_path (hill_design_get_n_classes (design), hill_design_get_n_features (design), ends, n);
}

static gboolean
run_on_data (const Course    *course,
             guint            index,
             HillPlane       *plane,
             HillRunner      *runner,
             GError         **error)
{
  g_autoptr(HillPath) path = run_path (course, index, plane, error);

  if (path == NULL)
    return FALSE;
  runner_init (runner, index, path->n_points);
  runner->diverged = path->diverged;
  for (gsize k = 0; k < path->n_points; k++)
    {
      const HillPathPoint *point = &path->points[k];

      runner->x[k] = point->place.a;
      runner->y[k] = point->place.b;
      runner->distances[k] = point->place.distance;
      runner->losses[k] = point->full_loss;
      runner->accuracies[k] = point->accuracy;
      runner->examples[k] = (double) point->examples;
      runner->seconds[k] = point->seconds;
    }
  return TRUE;
}

static char *
name_axis (const HillPlane *plane,
           int              axis)
{
  return g_strdup_printf (_("PC %d (%.3g %% of the variance)"), axis + 1, 100 * plane->explained[axis]);
}

static HillField *
paint (const Course         *course,
       const HillRaceResult *result,
       HillPlane            *plane,
       GError              **error)
{
  const HillProgress *progress = hill_job_get_progress (course->job);
  g_autoptr(HillLandscape) landscape = hill_landscape_new (course->sample, plane, N_THREADS, progress, error);
  g_autoptr(HillGridValues) values = NULL;
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (HillPlanePoint));
  HillGrid grid = { .n_a = GRID, .n_b = GRID };
  g_autofree char *x_label = name_axis (plane, 0), *y_label = name_axis (plane, 1);

  for (guint i = 0; i < result->n_runners; i++)
    for (gsize k = 0; k < result->runners[i].n_points && !result->runners[i].diverged; k++)
      {
        HillPlanePoint point = { result->runners[i].x[k], result->runners[i].y[k], 0 };

        g_array_append_val (points, point);
      }
  if (landscape == NULL)
    return NULL;
  hill_grid_fit (&grid, (HillPlanePoint *) (gpointer) points->data, points->len, TRUE);
  values = hill_landscape_evaluate (landscape, &course->request->snapshot->experiment.loss, &grid, N_THREADS, progress, error);
  if (values == NULL)
    return NULL;
  return hill_field_new (&(HillFieldSpec) {
    .n_x = GRID, .n_y = GRID, .x_low = grid.a_min, .x_high = grid.a_max, .y_low = grid.b_min, .y_high = grid.b_max,
    .values = values->values[HILL_MEASURE_LOSS], .x_label = x_label, .y_label = y_label, .value_label = _("loss"),
    .low = NAN, .high = NAN, .log = TRUE, .equal = TRUE,
  });
}

/* L-BFGS on the same examples. */
static gboolean
find_optimum (const Course  *course,
              double        *optimum,
              GError       **error)
{
  HillPathOptions options = { .experiment = course->request->snapshot->experiment, .n_steps = OPTIMUM_STEPS, .full_loss = TRUE };
  g_autoptr(HillPath) path = NULL;

  options.experiment.optimizer = HILL_OPTIMIZER_LBFGS;
  options.experiment.batch_size = 0;
  path = hill_path_new (course->sample, &options, course->start, N_THREADS, hill_job_get_progress (course->job), error);
  if (path == NULL)
    return FALSE;
  for (gsize k = 0; k < path->n_points; k++)
    if (isnan (*optimum) || path->points[k].full_loss < *optimum)
      *optimum = path->points[k].full_loss;
  return TRUE;
}

static HillRaceResult *
race_on_data (const Course  *course,
              GError       **error)
{
  HillRaceResult *self = g_new0 (HillRaceResult, 1);
  g_autoptr(HillPlane) plane = lay_plane (course, error);
  gboolean done = plane != NULL;

  self->optimum = NAN;
  self->n_rows = course->sample->n_rows;
  for (guint i = 0; done && i < HILL_N_RACERS; i++)
    if (course->request->racers[i].runs && self->n_runners < HILL_MAX_RUNNERS)
      {
        done = run_on_data (course, i, plane, &self->runners[self->n_runners], error);
        self->n_runners += done ? 1 : 0;
      }
  if (done && find_optimum (course, &self->optimum, error) && (self->field = paint (course, self, plane, error)) != NULL)
    return self;
  hill_race_result_free (self);
  return NULL;
}

void
hill_race_compute (HillJob  *job,
                   gpointer  data)
{
  const HillRaceRequest *request = data;
  g_autoptr(HillSample) sample = hill_sample_new (request->snapshot->design, SAMPLE_ROWS);
  Course course = { job, request, sample, hill_trail_get_weights (request->snapshot->trail, 0), hill_sample_get_n_weights (sample) };
  g_autoptr(GError) error = NULL;
  HillRaceResult *result = race_on_data (&course, &error);

  if (result != NULL)
    hill_job_post (job, result);
  else if (error != NULL)
    hill_job_fail (job, g_steal_pointer (&error));
}

/* ---- pictures and words */

HillPlot *
hill_race_new_landscape (const HillRaceResult *result,
                         const HillRacer       racers[HILL_N_RACERS])
{
  HillPlot *plot = hill_landscape_plot_new (result != NULL ? result->field : NULL);

  hill_landscape_plot_set_empty_text (plot, _("All will start at the same point."));
  for (guint i = 0; result != NULL && i < result->n_runners; i++)
    {
      const HillRunner *runner = &result->runners[i];

      hill_landscape_plot_add_track (plot, &(HillTrack) {
        .name = _(racers[runner->racer].name), .x = runner->x, .y = runner->y, .heights = runner->losses,
        .distances = runner->distances, .n_points = runner->n_points, .present = (gssize) runner->n_points - 1, .color = i,
      });
    }
  return plot;
}

static const double *
get_axis (const HillRunner *runner,
          HillRaceAxis      axis,
          double           *steps)
{
  if (axis == HILL_RACE_BY_EXAMPLES)
    return runner->examples;
  if (axis == HILL_RACE_BY_SECONDS)
    return runner->seconds;
  for (gsize k = 0; k < runner->n_points; k++)
    steps[k] = (double) k;
  return steps;
}

/* Curves that run away say nothing above the start. */
static double
find_ceiling (const HillRaceResult *result)
{
  double start = result->n_runners > 0 ? result->runners[0].losses[0] : NAN;

  return isfinite (start) ? start + 0.1 * fabs (start - (isfinite (result->optimum) ? result->optimum : 0)) : NAN;
}

HillPlot *
hill_race_new_chart (const HillRaceResult *result,
                     const HillRacer       racers[HILL_N_RACERS],
                     HillRaceAxis          axis)
{
  static const char * const labels[] = { N_("step"), N_("examples seen"), N_("seconds") };
  HillPlot *plot = hill_curve_plot_new (NULL, _(labels[axis]), _("loss"));
  double end = 0;

  hill_curve_plot_set_empty_text (plot, _("The losses of the race come here."));
  for (guint i = 0; result != NULL && i < result->n_runners; i++)
    {
      const HillRunner *runner = &result->runners[i];
      g_autofree double *steps = g_new (double, runner->n_points);
      const double *x = get_axis (runner, axis, steps);

      hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) _(racers[runner->racer].name), .x = (double *) x, .y = runner->losses,
                                                .n_points = runner->n_points, .markers = runner->n_points < 60 });
      if (isfinite (x[runner->n_points - 1]))
        end = MAX (end, x[runner->n_points - 1]);
    }
  if (result == NULL)
    return plot;
  if (isfinite (result->optimum) && end > 0)
    hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) _("optimum"), .x = (double[]) { 0, end },
                                              .y = (double[]) { result->optimum, result->optimum }, .n_points = 2 });
  hill_curve_plot_set_y_range (plot, NAN, find_ceiling (result));
  return plot;
}

char *
hill_race_dup_outcome (const HillRaceResult *result,
                       const HillRacer       racers[HILL_N_RACERS])
{
  const HillRunner *best = NULL;
  g_autofree char *loss = NULL, *optimum = NULL;

  if (result == NULL)
    return g_strdup (_("Choose up to six and start the race."));
  for (guint i = 0; i < result->n_runners; i++)
    if (!result->runners[i].diverged
        && (best == NULL || result->runners[i].losses[result->runners[i].n_points - 1] < best->losses[best->n_points - 1]))
      best = &result->runners[i];
  if (best == NULL)
    return g_strdup (_("All of them ran away: lower the rates."));
  loss = hill_format_number (best->losses[best->n_points - 1]);
  optimum = hill_format_number (result->optimum);
  /* Translators: name of the winner, its loss, number of its steps, the lowest loss there is */
  return g_strdup_printf (_("%s came lowest: loss %s after %zu steps. The optimum is %s."), _(racers[best->racer].name), loss,
                          best->n_points - 1, optimum);
}
