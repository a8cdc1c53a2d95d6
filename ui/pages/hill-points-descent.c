/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The numbers of the step shown are found once after each change, when they are first asked for. */

#include "hill-points-descent.h"

#include "hill-axis.h"
#include "hill-curve-plot.h"
#include "hill-descent-timer.h"
#include "hill-line.h"
#include "hill-points-words.h"
#include "hill-region-plot.h"
#include "hill-ruler.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define RULER 181
#define RULER_LOW 1e-3
#define RULER_HIGH 100
#define MAX_UNDO 50
#define CEILING 2.0               /* of the loss curve, in losses of start or step shown, whichever is higher */

struct _HillPointsDescent
{
  HillDescent        parent_instance;
  HillPointsWalk    *walk;
  HillPointsNumbers  numbers;
  gboolean           has_numbers;
  HillPhase          phase;
  guint              preset;
  GQueue             undo;              /* of HillPointSet, the newest first */
  float              first_weights[HILL_POINT_WEIGHTS];
  int                marked;
  int                selected;
  HillDescentTimer   timer;
};

G_DEFINE_FINAL_TYPE (HillPointsDescent, hill_points_descent, HILL_TYPE_DESCENT)

const HillPointsNumbers *
hill_points_descent_get_numbers (HillPointsDescent *self)
{
  if (!self->has_numbers)
    hill_points_numbers_init (&self->numbers, self->walk);
  self->has_numbers = TRUE;
  return &self->numbers;
}

const HillPointSet *
hill_points_descent_get_points (HillPointsDescent *self)
{
  return hill_points_walk_get_points (self->walk);
}

/* The walk is another, or stands elsewhere; a step that was under way begins anew. */
static void
walk_changed (HillPointsDescent *self,
              HillPhase          phase)
{
  self->phase = phase;
  self->has_numbers = FALSE;
  if (self->selected >= (int) hill_points_descent_get_points (self)->n)
    self->selected = -1;
  hill_descent_changed (HILL_DESCENT (self));
}

/* ---- Plots ---- */

/* The sign is that of what the step would add to the marked weight. */
static double
get_pull (HillPointsDescent *self,
          guint              index)
{
  if (self->marked < 0)
    return 0;
  return -hill_points_numbers_get_part (hill_points_descent_get_numbers (self), hill_points_descent_get_points (self), index,
                                        (guint) self->marked / 3, (guint) self->marked % 3);
}

static HillPlot *
points_new_plot (HillDescent    *descent,
                 const HillLook *look)
{
  HillPointsDescent *self = HILL_POINTS_DESCENT (descent);
  const HillPointsNumbers *numbers = hill_points_descent_get_numbers (self);
  const HillPointSet *points = hill_points_descent_get_points (self);
  HillPlot *plot = hill_region_plot_new (HILL_POINT_CLASSES, numbers->weights, HILL_POINT_LIMIT);
  gboolean shows_next = self->phase == HILL_PHASE_POINT ? look->ahead : self->phase == HILL_PHASE_STEP;

  for (guint i = 0; i < points->n; i++)
    hill_region_plot_add_point (plot, &(HillRegionPoint) {
      .x = points->points[i].x, .y = points->points[i].y, .label = points->points[i].label, .loss = numbers->losses[i],
      .pull = get_pull (self, i), .faint = self->phase != HILL_PHASE_POINT && !numbers->in_batch[i],
    });
  if (shows_next && numbers->has_next)
    hill_region_plot_set_next (plot, numbers->next);
  hill_region_plot_set_marked (plot, self->marked < 0 ? -1 : self->marked / 3);
  hill_region_plot_set_selected (plot, self->selected);
  return plot;
}

/* Down the gradient that the next step goes by; the loss is that of all points. */
static HillPlot *
points_new_ruler (HillDescent *descent)
{
  HillPointsDescent *self = HILL_POINTS_DESCENT (descent);
  const HillPointsNumbers *numbers = hill_points_descent_get_numbers (self);
  const HillExperiment *experiment = hill_points_walk_get_experiment (self->walk);
  float weights[HILL_POINT_WEIGHTS], direction[HILL_POINT_WEIGHTS];
  double rates[RULER], values[RULER];
  g_autoptr(HillLine) line = NULL;

  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    {
      weights[i] = (float) numbers->weights[i];
      direction[i] = (float) -numbers->gradient[i];
    }
  line = hill_line_new (hill_points_walk_get_sample (self->walk), &experiment->loss, weights, direction, 1, NULL, NULL);
  for (int k = 0; k < RULER; k++)
    {
      rates[k] = RULER_LOW * pow (RULER_HIGH / RULER_LOW, k / (RULER - 1.0));
      values[k] = hill_line_get_loss (line, rates[k]);
    }
  return hill_descent_new_ruler_plot (rates, values, RULER, hill_evaluation_get_loss (&numbers->all), experiment->rate, (double[]) {
    hill_line_get_loss (line, experiment->rate / 10), hill_line_get_loss (line, experiment->rate),
    hill_line_get_loss (line, 10 * experiment->rate) });
}

static void
add_curve (HillPlot     *plot,
           const char   *name,
           const double *loss,
           gsize         first,
           gsize         n_points,
           double        ceiling)
{
  double x[HILL_POINTS_STEPS + 1], y[HILL_POINTS_STEPS + 1];

  for (gsize k = first; k < n_points; k++)
    {
      x[k - first] = (double) k;
      y[k - first] = MIN (loss[k], ceiling);
    }
  hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) name, .x = x, .y = y, .n_points = n_points - first });
}

HillPlot *
hill_points_descent_new_curve (HillPointsDescent *self,
                               gboolean           ahead)
{
  HillPlot *plot = hill_curve_plot_new (NULL, _("step"), _("loss"));
  gsize n_points, step = hill_points_walk_get_step (self->walk);
  const HillPointsStep *steps = hill_points_walk_get_steps (self->walk, &n_points);
  double loss[HILL_POINTS_STEPS + 1], ceiling = CEILING * MAX (MAX (steps[0].loss, steps[step].loss), 1e-3);

  for (gsize k = 0; k < n_points; k++)
    loss[k] = steps[k].loss;
  add_curve (plot, _("this walk"), loss, 0, ahead ? n_points : step + 1, ceiling);
  for (guint i = 0; i < hill_points_walk_get_n_old (self->walk); i++)
    {
      const HillOldLoss *old = hill_points_walk_get_old (self->walk, i);

      add_curve (plot, i == 0 ? _("before the branch") : _("earlier"), old->loss, MIN (old->first, old->n_points - 1), old->n_points, ceiling);
    }
  hill_curve_plot_set_x_range (plot, 0, HILL_POINTS_STEPS);
  hill_curve_plot_set_cursor (plot, (double) step);
  return plot;
}

/* ---- Words ---- */

static char *
points_dup_sentence (HillDescent *descent)
{
  HillPointsDescent *self = HILL_POINTS_DESCENT (descent);

  return hill_points_words_say_step (self->walk, hill_points_descent_get_numbers (self));
}

/* The class that is pointed at, or the one that the step changes most. */
static guint
find_row (HillPointsDescent *self)
{
  const HillPointsNumbers *numbers = hill_points_descent_get_numbers (self);
  double most = -1;
  guint row = 0;

  if (self->marked >= 0)
    return (guint) self->marked / 3;
  for (guint c = 0; c < HILL_POINT_CLASSES; c++)
    {
      double length = 0;

      for (guint i = 3 * c; i < 3 * c + 3; i++)
        length += (numbers->next[i] - numbers->weights[i]) * (numbers->next[i] - numbers->weights[i]);
      if (length > most)
        {
          most = length;
          row = c;
        }
    }
  return row;
}

static char *
points_dup_update (HillDescent *descent)
{
  HillPointsDescent *self = HILL_POINTS_DESCENT (descent);

  return hill_points_words_write_phase (self->walk, hill_points_descent_get_numbers (self), self->phase, find_row (self));
}

static gboolean
is_at_end (HillPointsDescent *self)
{
  gsize n_points;

  hill_points_walk_get_steps (self->walk, &n_points);
  return hill_points_walk_get_step (self->walk) + 1 >= n_points;
}

static char *
points_dup_next (HillDescent *descent,
                 gboolean     whole)
{
  HillPointsDescent *self = HILL_POINTS_DESCENT (descent);

  return is_at_end (self) ? NULL : hill_descent_name_next (self->phase, hill_points_walk_get_step (self->walk), whole, TRUE);
}

static char *
points_dup_trouble (HillDescent *descent)
{
  return hill_points_words_say_trouble (HILL_POINTS_DESCENT (descent)->walk);
}

char *
hill_points_descent_write_loss (HillPointsDescent *self)
{
  return hill_points_words_write_loss (hill_points_descent_get_numbers (self));
}

/* ---- Time ---- */

static HillPosition
points_get_position (HillDescent *descent)
{
  HillPointsDescent *self = HILL_POINTS_DESCENT (descent);
  gsize n_points;

  hill_points_walk_get_steps (self->walk, &n_points);
  return (HillPosition) { hill_points_walk_get_step (self->walk), n_points - 1, HILL_POINTS_STEPS };
}

static const HillExperiment *
points_get_experiment (HillDescent *descent)
{
  return hill_points_walk_get_experiment (HILL_POINTS_DESCENT (descent)->walk);
}

static gboolean
points_set_experiment (HillDescent           *descent,
                       const HillExperiment  *experiment,
                       GError               **error)
{
  HillPointsDescent *self = HILL_POINTS_DESCENT (descent);

  if (!hill_experiment_check (experiment, error))
    return FALSE;
  if (experiment->optimizer == HILL_OPTIMIZER_LBFGS)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("L-BFGS goes straight to the bottom; choose an optimiser whose steps can be watched."));
      return FALSE;
    }
  hill_points_walk_set_experiment (self->walk, experiment);
  walk_changed (self, HILL_PHASE_POINT);
  return TRUE;
}

static void
points_seek (HillDescent *descent,
             guint64      step)
{
  HillPointsDescent *self = HILL_POINTS_DESCENT (descent);

  hill_points_walk_set_step (self->walk, (gsize) MIN (step, HILL_POINTS_STEPS));
  walk_changed (self, HILL_PHASE_POINT);
}

static void
points_step (HillDescent *descent,
             gboolean     whole)
{
  HillPointsDescent *self = HILL_POINTS_DESCENT (descent);

  if (is_at_end (self))
    return;
  if (whole || self->phase == HILL_PHASE_STEP)
    points_seek (descent, hill_points_walk_get_step (self->walk) + 1);
  else
    walk_changed (self, self->phase + 1);
}

static void
points_restart (HillDescent *descent)
{
  HillPointsDescent *self = HILL_POINTS_DESCENT (descent);

  hill_descent_timer_set_playing (&self->timer, FALSE);
  hill_points_walk_restart (self->walk);
  walk_changed (self, HILL_PHASE_POINT);
}

static gboolean
points_get_playing (HillDescent *descent)
{
  return HILL_POINTS_DESCENT (descent)->timer.source_id != 0;
}

static void
points_set_playing (HillDescent *descent,
                    gboolean     playing)
{
  hill_descent_timer_set_playing (&HILL_POINTS_DESCENT (descent)->timer, playing);
}

static void
points_set_pace (HillDescent *descent,
                 double       steps_per_second)
{
  hill_descent_timer_set_pace (&HILL_POINTS_DESCENT (descent)->timer, steps_per_second);
}

static void
hill_points_descent_finalize (GObject *object)
{
  HillPointsDescent *self = HILL_POINTS_DESCENT (object);

  hill_descent_timer_clear (&self->timer);
  g_queue_clear_full (&self->undo, g_free);
  g_clear_pointer (&self->walk, hill_points_walk_free);
  G_OBJECT_CLASS (hill_points_descent_parent_class)->finalize (object);
}

static void
hill_points_descent_class_init (HillPointsDescentClass *klass)
{
  HillDescentClass *descent_class = HILL_DESCENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hill_points_descent_finalize;
  descent_class->new_plot = points_new_plot;
  descent_class->new_ruler = points_new_ruler;
  descent_class->dup_sentence = points_dup_sentence;
  descent_class->dup_update = points_dup_update;
  descent_class->dup_next = points_dup_next;
  descent_class->dup_trouble = points_dup_trouble;
  descent_class->get_position = points_get_position;
  descent_class->get_experiment = points_get_experiment;
  descent_class->set_experiment = points_set_experiment;
  descent_class->step = points_step;
  descent_class->seek = points_seek;
  descent_class->restart = points_restart;
  descent_class->get_playing = points_get_playing;
  descent_class->set_playing = points_set_playing;
  descent_class->set_pace = points_set_pace;
}

static void
hill_points_descent_init (HillPointsDescent *self)
{
  gsize n_points;

  self->walk = hill_points_walk_new ();
  memcpy (self->first_weights, hill_points_walk_get_steps (self->walk, &n_points)->weights, sizeof self->first_weights);
  self->marked = self->selected = -1;
  g_queue_init (&self->undo);
  hill_descent_timer_init (&self->timer, HILL_DESCENT (self));
}

HillDescent *
hill_points_descent_new (void)
{
  return g_object_new (HILL_TYPE_POINTS_DESCENT, NULL);
}

/* ---- By hand ---- */

void
hill_points_descent_begin_edit (HillPointsDescent *self)
{
  const HillPointSet *last = g_queue_peek_head (&self->undo);

  if (last != NULL && hill_point_set_equal (last, hill_points_descent_get_points (self)))
    return;
  g_queue_push_head (&self->undo, g_memdup2 (hill_points_descent_get_points (self), sizeof (HillPointSet)));
  if (self->undo.length > MAX_UNDO)
    g_free (g_queue_pop_tail (&self->undo));
}

/* A step that is under way stays where it is: its numbers follow the points. */
static void
set_points (HillPointsDescent  *self,
            const HillPointSet *points)
{
  hill_points_walk_set_points (self->walk, points);
  walk_changed (self, is_at_end (self) ? HILL_PHASE_POINT : self->phase);
}

void
hill_points_descent_set_preset (HillPointsDescent *self,
                                guint              preset)
{
  if (preset == self->preset || hill_point_set_get_preset_name (preset) == NULL)
    return;
  self->preset = preset;
  hill_points_descent_reset_points (self);
}

guint
hill_points_descent_get_preset (HillPointsDescent *self)
{
  return self->preset;
}

void
hill_points_descent_set_points (HillPointsDescent  *self,
                                const HillPointSet *points)
{
  hill_points_descent_begin_edit (self);
  self->selected = -1;
  set_points (self, points);
}

void
hill_points_descent_reset_points (HillPointsDescent *self)
{
  HillPointSet points;

  hill_point_set_fill (&points, self->preset);
  hill_points_descent_set_points (self, &points);
}

gboolean
hill_points_descent_move_point (HillPointsDescent *self,
                                guint              index,
                                double             x,
                                double             y)
{
  HillPointSet points = *hill_points_descent_get_points (self);

  if (!hill_point_set_move (&points, index, x, y))
    return FALSE;
  if (!hill_point_set_equal (&points, hill_points_descent_get_points (self)))
    set_points (self, &points);
  return TRUE;
}

gboolean
hill_points_descent_add_point (HillPointsDescent *self,
                               double             x,
                               double             y,
                               guint              label)
{
  HillPointSet points = *hill_points_descent_get_points (self);

  if (label >= HILL_POINT_CLASSES || !hill_point_set_add (&points, x, y, label))
    return FALSE;
  hill_points_descent_begin_edit (self);
  self->selected = (int) points.n - 1;
  hill_points_walk_set_points (self->walk, &points);
  walk_changed (self, HILL_PHASE_POINT);
  return TRUE;
}

gboolean
hill_points_descent_remove_point (HillPointsDescent *self,
                                  guint              index)
{
  HillPointSet points = *hill_points_descent_get_points (self);

  if (!hill_point_set_remove (&points, index))
    return FALSE;
  hill_points_descent_begin_edit (self);
  self->selected = (int) MIN (index, points.n - 1);
  hill_points_walk_set_points (self->walk, &points);
  walk_changed (self, HILL_PHASE_POINT);
  return TRUE;
}

void
hill_points_descent_set_label (HillPointsDescent *self,
                               guint              index,
                               guint              label)
{
  HillPointSet points = *hill_points_descent_get_points (self);

  if (index >= points.n || label >= HILL_POINT_CLASSES || points.points[index].label == label)
    return;
  hill_points_descent_begin_edit (self);
  points.points[index].label = (guint16) label;
  set_points (self, &points);
}

gboolean
hill_points_descent_can_undo (HillPointsDescent *self)
{
  const HillPointSet *last = g_queue_peek_head (&self->undo);

  return self->undo.length > 1 || (last != NULL && !hill_point_set_equal (last, hill_points_descent_get_points (self)));
}

void
hill_points_descent_undo (HillPointsDescent *self)
{
  g_autofree HillPointSet *last = g_queue_pop_head (&self->undo);

  /* An edit that was begun and changed nothing is none. */
  if (last != NULL && hill_point_set_equal (last, hill_points_descent_get_points (self)))
    {
      g_free (last);
      last = g_queue_pop_head (&self->undo);
    }
  if (last != NULL)
    set_points (self, last);
}

void
hill_points_descent_set_weight (HillPointsDescent *self,
                                guint              index,
                                double             value)
{
  gsize n_points;
  float weights[HILL_POINT_WEIGHTS];

  if (index >= HILL_POINT_WEIGHTS || !isfinite (value))
    return;
  memcpy (weights, hill_points_walk_get_steps (self->walk, &n_points)[hill_points_walk_get_step (self->walk)].weights, sizeof weights);
  weights[index] = (float) CLAMP (value, -HILL_POINTS_MAX_WEIGHT, HILL_POINTS_MAX_WEIGHT);
  hill_points_walk_set_weights (self->walk, weights);
  walk_changed (self, HILL_PHASE_POINT);
}

const HillPointsWalk *
hill_points_descent_get_walk (HillPointsDescent *self)
{
  return self->walk;
}

void
hill_points_descent_reset_weights (HillPointsDescent *self)
{
  hill_points_walk_set_step (self->walk, 0);
  hill_points_walk_set_weights (self->walk, self->first_weights);
  walk_changed (self, HILL_PHASE_POINT);
}

void
hill_points_descent_set_marked (HillPointsDescent *self,
                                int                index)
{
  if (index == self->marked || index >= HILL_POINT_WEIGHTS)
    return;
  self->marked = index;
  hill_descent_changed (HILL_DESCENT (self));
}

void
hill_points_descent_set_selected (HillPointsDescent *self,
                                  int                index)
{
  if (index == self->selected || index >= (int) hill_points_descent_get_points (self)->n)
    return;
  self->selected = index;
  hill_descent_changed (HILL_DESCENT (self));
}

int
hill_points_descent_get_selected (HillPointsDescent *self)
{
  return self->selected;
}
