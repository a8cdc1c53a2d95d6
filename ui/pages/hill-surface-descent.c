/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The field of a surface is kept while the walk over it changes: a dragged start or rate costs a path and its drawing, no more. */

#include "hill-surface-descent.h"

#include "hill-axis.h"
#include "hill-curve-plot.h"
#include "hill-descent-timer.h"
#include "hill-descent-words.h"
#include "hill-landscape-plot.h"
#include "hill-ruler.h"
#include "hill-surface-field.h"
#include "hill-surface-walk.h"

#include <glib/gi18n.h>
#include <math.h>

#define SLICE 201
#define RULER 181
#define RULER_LOW 1e-4
#define RULER_HIGH 10
#define ARROW_SHARE 0.16          /* of the plane's side: the gradient's arrow */
#define WALK_COLOR 1
#define OLD_COLOR 3

struct _HillSurfaceDescent
{
  HillDescent      parent_instance;
  HillSurfaceWalk *walk;
  HillField       *field;
  HillPhase        phase;
  HillDescentTimer timer;
};

G_DEFINE_FINAL_TYPE (HillSurfaceDescent, hill_surface_descent, HILL_TYPE_DESCENT)

static const HillSurfaceInfo *
get_info (HillSurfaceDescent *self)
{
  return hill_surface_get_info (hill_surface_walk_get_surface (self->walk));
}

static const HillSurfaceStep *
get_step (HillSurfaceDescent *self)
{
  gsize n_points;

  return hill_surface_walk_get_steps (self->walk, &n_points) + hill_surface_walk_get_step (self->walk);
}

static gboolean
is_at_end (HillSurfaceDescent *self)
{
  gsize n_points;

  hill_surface_walk_get_steps (self->walk, &n_points);
  return hill_surface_walk_get_step (self->walk) + 1 >= n_points;
}

static gboolean
is_plain (HillSurfaceDescent *self)
{
  return hill_surface_walk_get_options (self->walk)->experiment.optimizer == HILL_OPTIMIZER_SGD;
}

static void
add_walk (HillSurfaceDescent *self,
          const HillLook     *look,
          HillPlot           *plot)
{
  double x[HILL_WALK_STEPS + 1], y[HILL_WALK_STEPS + 1], heights[HILL_WALK_STEPS + 1];
  gsize n_points, step = hill_surface_walk_get_step (self->walk);
  const HillSurfaceStep *steps = hill_surface_walk_get_steps (self->walk, &n_points);

  for (gsize k = 0; k < n_points; k++)
    {
      x[k] = steps[k].x;
      y[k] = steps[k].y;
      heights[k] = steps[k].value;
    }
  hill_landscape_plot_add_track (plot, &(HillTrack) {
    .name = hill_descent_name_optimizer (hill_surface_walk_get_options (self->walk)->experiment.optimizer),
    .x = x, .y = y, .heights = heights, .n_points = look->ahead ? n_points : step + 1, .present = (gssize) step, .color = WALK_COLOR,
  });
}

static void
add_old (HillSurfaceDescent *self,
         HillPlot           *plot)
{
  for (guint i = 0; i < hill_surface_walk_get_n_old (self->walk); i++)
    {
      const HillOldPath *old = hill_surface_walk_get_old (self->walk, i);

      hill_landscape_plot_add_track (plot, &(HillTrack) {
        .name = i == 0 ? _("before the branch") : "", .x = old->x + old->first, .y = old->y + old->first,
        .n_points = old->n_points - old->first, .present = -1, .color = OLD_COLOR, .old = TRUE,
      });
    }
}

/* Down the gradient from the point, its length to be seen on the paper. */
static void
add_arrows (HillSurfaceDescent *self,
            HillPlot           *plot)
{
  const HillSurfaceInfo *info = get_info (self);
  const HillSurfaceStep *here = get_step (self);
  double length = hypot (here->gradient[0], here->gradient[1]);
  double scale = -ARROW_SHARE * MIN (info->x_max - info->x_min, info->y_max - info->y_min) / length;

  if (!(length > 1e-9) || is_at_end (self))
    return;
  if (hill_surface_walk_get_options (self->walk)->noise > 0)
    hill_landscape_plot_add_arrow (plot, HILL_ARROW_MEAN, here->x, here->y, scale * here->used[0], scale * here->used[1]);
  hill_landscape_plot_add_arrow (plot, HILL_ARROW_FULL, here->x, here->y, scale * here->gradient[0], scale * here->gradient[1]);
}

static void
add_captions (HillSurfaceDescent *self,
              gboolean            has_ghost,
              HillPlot           *plot)
{
  const HillSurfaceStep *here = get_step (self);
  unsigned long long step = hill_surface_walk_get_step (self->walk);
  g_autofree char *value = hill_format_number (here->value), *text = NULL, *next = NULL;

  /* Translators: beside the point on the map: step, loss */
  text = g_strdup_printf (_("step %llu: %s"), step, value);
  if (has_ghost)
    next = g_strdup_printf (_("step %llu"), step + 1);
  hill_landscape_plot_set_captions (plot, text, next);
}

static HillPlot *
new_landscape (HillSurfaceDescent *self,
               const HillLook     *look)
{
  const HillSurfaceInfo *info = get_info (self);
  const HillSurfaceStep *here = get_step (self);
  HillPlot *plot = hill_landscape_plot_new (self->field);
  gboolean has_ghost = !is_at_end (self) && (self->phase == HILL_PHASE_POINT || self->phase == HILL_PHASE_STEP);

  if (look->view == HILL_VIEW_SPACE)
    hill_landscape_plot_set_camera (plot, look->azimuth, look->elevation);
  add_walk (self, look, plot);
  add_old (self, plot);
  add_arrows (self, plot);
  if (has_ghost)
    hill_landscape_plot_set_ghost (plot, here->x + here->step[0], here->y + here->step[1]);
  add_captions (self, has_ghost, plot);
  if (info->n_minima > 0)
    hill_landscape_plot_set_optimum (plot, info->minima[0][0], info->minima[0][1]);
  return plot;
}

/* The values along both axes through the point. */
static HillPlot *
new_slice (HillSurfaceDescent *self)
{
  const HillSurfaceInfo *info = get_info (self);
  const HillSurfaceStep *here = get_step (self);
  HillSurface surface = hill_surface_walk_get_surface (self->walk);
  HillPlot *plot = hill_curve_plot_new (NULL, _("distance from the point"), _("loss"));
  double half = MIN (info->x_max - info->x_min, info->y_max - info->y_min) / 2, zero = 0, value = here->value;
  double at[SLICE], values[SLICE];

  for (int axis = 0; axis < 2; axis++)
    {
      for (int k = 0; k < SLICE; k++)
        {
          at[k] = half * (2.0 * k / (SLICE - 1) - 1);
          values[k] = hill_surface_get_value (surface, here->x + (axis == 0 ? at[k] : 0), here->y + (axis == 1 ? at[k] : 0));
        }
      hill_curve_plot_add (plot, &(HillCurve) { .name = axis == 0 ? _("along x") : _("along y"), .x = at, .y = values, .n_points = SLICE });
    }
  hill_curve_plot_add (plot, &(HillCurve) { .name = _("the point"), .x = &zero, .y = &value, .n_points = 1, .markers = TRUE });
  hill_curve_plot_set_log_y (plot, info->log_levels);
  return plot;
}

static HillPlot *
surface_new_plot (HillDescent    *descent,
                  const HillLook *look)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);

  return look->view == HILL_VIEW_SLICE ? new_slice (self) : new_landscape (self, look);
}

static double
get_value_along (HillSurfaceDescent *self,
                 double              rate)
{
  const HillSurfaceStep *here = get_step (self);

  return hill_surface_get_value (hill_surface_walk_get_surface (self->walk), here->x - rate * here->gradient[0],
                                 here->y - rate * here->gradient[1]);
}

static HillPlot *
surface_new_ruler (HillDescent *descent)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);
  const double rate = hill_surface_walk_get_options (self->walk)->experiment.rate, now = get_step (self)->value;
  double rates[RULER], values[RULER];

  for (int k = 0; k < RULER; k++)
    {
      rates[k] = RULER_LOW * pow (RULER_HIGH / RULER_LOW, k / (RULER - 1.0));
      values[k] = get_value_along (self, rates[k]);
    }
  return hill_descent_new_ruler_plot (rates, values, RULER, now, rate, (double[]) { get_value_along (self, rate / 10),
                                      get_value_along (self, rate), get_value_along (self, 10 * rate) });
}

static char *
surface_dup_sentence (HillDescent *descent)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);
  const HillSurfaceStep *here = get_step (self), *last = here - 1;
  gsize step = hill_surface_walk_get_step (self->walk);

  if (step == 0)
    return hill_descent_say_step (0, here->value, here->value, 0, NAN);
  return hill_descent_say_step (step, last->value, here->value, hypot (last->step[0], last->step[1]),
                                hill_descent_get_angle (last->step[0], last->step[1], -last->gradient[0], -last->gradient[1]));
}

static char *
surface_dup_update (HillDescent *descent)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);
  const HillSurfaceStep *here = get_step (self);
  double rate = hill_surface_walk_get_options (self->walk)->experiment.rate;
  g_autofree char *x = NULL, *y = NULL, *gx = NULL, *gy = NULL;

  if (is_at_end (self))
    return g_strdup (_("The walk ends here."));
  gx = hill_format_number (here->used[0]);
  gy = hill_format_number (here->used[1]);
  if (self->phase != HILL_PHASE_POINT && self->phase < HILL_PHASE_STEP)
    /* Translators: the two parts of a gradient */
    return g_strdup_printf (_("gradient = (%s, %s)"), gx, gy);
  x = hill_descent_write_update ("x", here->x, rate, here->used[0], here->step[0], is_plain (self));
  y = hill_descent_write_update ("y", here->y, rate, here->used[1], here->step[1], is_plain (self));
  return g_strdup_printf ("%s\n%s", x, y);
}

static char *
surface_dup_next (HillDescent *descent,
                  gboolean     whole)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);

  return is_at_end (self) ? NULL : hill_descent_name_next (self->phase, hill_surface_walk_get_step (self->walk), whole, FALSE);
}

static char *
surface_dup_trouble (HillDescent *descent)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);
  const HillSurfaceStep *steps;
  gsize n_points, step;

  if (!hill_surface_walk_find_trouble (self->walk, &step))
    return NULL;
  steps = hill_surface_walk_get_steps (self->walk, &n_points);
  return hill_descent_say_trouble (step + 1, steps[step].value, steps[step + 1].value, hill_surface_walk_get_rate (self->walk, step),
                                   steps[step].curvature);
}

static HillPosition
surface_get_position (HillDescent *descent)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);
  gsize n_points;

  hill_surface_walk_get_steps (self->walk, &n_points);
  return (HillPosition) { hill_surface_walk_get_step (self->walk), n_points - 1, HILL_WALK_STEPS };
}

static const HillExperiment *
surface_get_experiment (HillDescent *descent)
{
  return &hill_surface_walk_get_options (HILL_SURFACE_DESCENT (descent)->walk)->experiment;
}

static gboolean
surface_set_experiment (HillDescent           *descent,
                        const HillExperiment  *experiment,
                        GError               **error)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);
  HillSurfaceOptions options = *hill_surface_walk_get_options (self->walk);

  if (!hill_experiment_check (experiment, error))
    return FALSE;
  if (experiment->optimizer == HILL_OPTIMIZER_LBFGS)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("L-BFGS goes straight to the bottom; choose an optimiser whose steps can be watched."));
      return FALSE;
    }
  options.experiment = *experiment;
  self->phase = HILL_PHASE_POINT;
  hill_surface_walk_set_options (self->walk, &options);
  hill_descent_changed (descent);
  return TRUE;
}

static void
surface_step (HillDescent *descent,
              gboolean     whole)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);

  if (is_at_end (self))
    return;
  if (whole || self->phase == HILL_PHASE_STEP)
    {
      self->phase = HILL_PHASE_POINT;
      hill_surface_walk_set_step (self->walk, hill_surface_walk_get_step (self->walk) + 1);
    }
  else
    self->phase = self->phase == HILL_PHASE_POINT ? HILL_PHASE_GRADIENT : HILL_PHASE_STEP;
  hill_descent_changed (descent);
}

static void
surface_seek (HillDescent *descent,
              guint64      step)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);

  self->phase = HILL_PHASE_POINT;
  hill_surface_walk_set_step (self->walk, (gsize) MIN (step, HILL_WALK_STEPS));
  hill_descent_changed (descent);
}

static void
surface_restart (HillDescent *descent)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);

  hill_descent_timer_set_playing (&self->timer, FALSE);
  self->phase = HILL_PHASE_POINT;
  hill_surface_walk_restart (self->walk);
  hill_descent_changed (descent);
}

static gboolean
surface_set_start (HillDescent *descent,
                   double       x,
                   double       y)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);

  if (!isfinite (x) || !isfinite (y))
    return FALSE;
  self->phase = HILL_PHASE_POINT;
  hill_surface_walk_set_start (self->walk, x, y);
  hill_descent_changed (descent);
  return TRUE;
}

static gboolean
surface_get_start (HillDescent *descent,
                   double      *x,
                   double      *y)
{
  gsize n_points;
  const HillSurfaceStep *steps = hill_surface_walk_get_steps (HILL_SURFACE_DESCENT (descent)->walk, &n_points);

  *x = steps[0].x;
  *y = steps[0].y;
  return TRUE;
}

static double
surface_get_span (HillDescent *descent)
{
  const HillSurfaceInfo *info = get_info (HILL_SURFACE_DESCENT (descent));

  return info->x_max - info->x_min;
}

static gboolean
surface_get_playing (HillDescent *descent)
{
  return HILL_SURFACE_DESCENT (descent)->timer.source_id != 0;
}

static void
surface_set_playing (HillDescent *descent,
                     gboolean     playing)
{
  hill_descent_timer_set_playing (&HILL_SURFACE_DESCENT (descent)->timer, playing);
}

static void
surface_set_pace (HillDescent *descent,
                  double       steps_per_second)
{
  hill_descent_timer_set_pace (&HILL_SURFACE_DESCENT (descent)->timer, steps_per_second);
}

static void
hill_surface_descent_finalize (GObject *object)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (object);

  hill_descent_timer_clear (&self->timer);
  g_clear_pointer (&self->walk, hill_surface_walk_free);
  g_clear_pointer (&self->field, hill_field_unref);
  G_OBJECT_CLASS (hill_surface_descent_parent_class)->finalize (object);
}

static void
hill_surface_descent_class_init (HillSurfaceDescentClass *klass)
{
  HillDescentClass *descent_class = HILL_DESCENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hill_surface_descent_finalize;
  descent_class->new_plot = surface_new_plot;
  descent_class->new_ruler = surface_new_ruler;
  descent_class->dup_sentence = surface_dup_sentence;
  descent_class->dup_update = surface_dup_update;
  descent_class->dup_next = surface_dup_next;
  descent_class->dup_trouble = surface_dup_trouble;
  descent_class->get_position = surface_get_position;
  descent_class->get_experiment = surface_get_experiment;
  descent_class->set_experiment = surface_set_experiment;
  descent_class->step = surface_step;
  descent_class->seek = surface_seek;
  descent_class->restart = surface_restart;
  descent_class->set_start = surface_set_start;
  descent_class->get_start = surface_get_start;
  descent_class->get_span = surface_get_span;
  descent_class->get_playing = surface_get_playing;
  descent_class->set_playing = surface_set_playing;
  descent_class->set_pace = surface_set_pace;
}

static void
hill_surface_descent_init (HillSurfaceDescent *self)
{
  hill_descent_timer_init (&self->timer, HILL_DESCENT (self));
  self->walk = hill_surface_walk_new (HILL_SURFACE_BOWL);
  self->field = hill_surface_field_new (HILL_SURFACE_BOWL);
}

HillDescent *
hill_surface_descent_new (void)
{
  return g_object_new (HILL_TYPE_SURFACE_DESCENT, NULL);
}

void
hill_surface_descent_set_surface (HillSurfaceDescent *self,
                                  HillSurface         surface)
{
  if (surface == hill_surface_walk_get_surface (self->walk))
    return;
  surface_set_playing (HILL_DESCENT (self), FALSE);
  self->phase = HILL_PHASE_POINT;
  hill_surface_walk_set_surface (self->walk, surface);
  hill_field_unref (self->field);
  self->field = hill_surface_field_new (surface);
  hill_descent_changed (HILL_DESCENT (self));
}

const HillSurfaceWalk *
hill_surface_descent_get_walk (HillSurfaceDescent *self)
{
  return self->walk;
}

double
hill_surface_descent_get_noise (HillSurfaceDescent *self)
{
  return hill_surface_walk_get_options (self->walk)->noise;
}

void
hill_surface_descent_set_noise (HillSurfaceDescent *self,
                                double              noise)
{
  HillSurfaceOptions options = *hill_surface_walk_get_options (self->walk);

  if (!(noise >= 0) || !isfinite (noise) || noise == options.noise)
    return;
  options.noise = noise;
  self->phase = HILL_PHASE_POINT;
  hill_surface_walk_set_options (self->walk, &options);
  hill_descent_changed (HILL_DESCENT (self));
}
