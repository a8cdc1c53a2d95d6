/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Numbers of a step come with its snapshot, pictures a little later from the worker; both are of the same step when they are shown
 * together.  While the run goes on at full speed only the landscape that is there is used. */

#include "hill-model-descent-private.h"

#include "hill-axis.h"
#include "hill-curve-plot.h"
#include "hill-descent-words.h"
#include "hill-landscape-plot.h"
#include "hill-ruler.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define SLICE 161
#define ARROW_SHARE 0.16
#define MAX_ARROWS 32

G_DEFINE_FINAL_TYPE (HillModelDescent, hill_model_descent, HILL_TYPE_DESCENT)

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillModelDescent *self = user_data;
  HillScene *scene = hill_job_take_result (job);

  if (scene != NULL)
    {
      g_clear_pointer (&self->scene, hill_scene_unref);
      self->scene = scene;
    }
  g_free (self->failure);
  self->failure = g_strdup (hill_job_get_message (job));
  if (scene != NULL || self->failure != NULL)
    hill_descent_changed (HILL_DESCENT (self));
  if (hill_job_is_over (job))
    hill_model_descent_look_ahead (self);
}

static void
cancel_job (HillModelDescent *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
ask_for_scene (HillModelDescent *self)
{
  HillSceneRequest *request;

  cancel_job (self);
  request = g_new0 (HillSceneRequest, 1);
  request->snapshot = hill_snapshot_ref (self->snapshot);
  request->before = self->before != NULL ? hill_snapshot_ref (self->before) : NULL;
  request->old = self->old != NULL ? hill_trail_copy (self->old) : NULL;
  request->last = self->scene != NULL ? hill_scene_ref (self->scene) : NULL;
  request->kind = self->kind;
  request->choice = self->choice;
  request->measure = self->measure;
  request->follow = self->follow;
  request->fixed = self->fixed;
  request->shows_ahead = self->shows_ahead;
  hill_model_descent_get_corners (self, request->corners);
  self->job = hill_session_compute (self->session, hill_scene_compute, request, hill_scene_request_free,
                                    (GDestroyNotify) hill_scene_unref, on_job, self);
}

/* Asks for a scene of the snapshot, as long as the run rests: in mid-run the worker has better things to do.  A snapshot that is not
 * evaluated has more steps waiting behind it, which this would only delay. */
void
hill_model_descent_request_scene (HillModelDescent *self)
{
  if (self->active && self->snapshot != NULL && self->snapshot->evaluated && !hill_session_get_running (self->session))
    ask_for_scene (self);
}

/* In mid-run a new landscape is wanted only where the path leaves the one that is drawn. */
static void
follow_run (HillModelDescent *self)
{
  if (!self->active || !hill_session_get_running (self->session))
    return;
  if (hill_model_descent_follow (self) && (self->job == NULL || hill_job_is_over (self->job)))
    ask_for_scene (self);
}

static void
forget_all (HillModelDescent *self)
{
  cancel_job (self);
  hill_model_descent_stop_looking (self);
  g_clear_pointer (&self->ahead, hill_ahead_free);
  hill_model_descent_forget_live (self);
  self->holds_start = self->sent_start = FALSE;
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  g_clear_pointer (&self->before, hill_snapshot_unref);
  g_clear_pointer (&self->old, hill_trail_free);
  g_clear_pointer (&self->scene, hill_scene_unref);
}

/* A run that is shorter than it was has branched, or begun anew. */
static void
keep_old (HillModelDescent *self,
          HillSnapshot     *snapshot)
{
  if (self->snapshot == NULL || snapshot->n_steps >= self->snapshot->n_steps)
    return;
  g_clear_pointer (&self->old, hill_trail_free);
  if (snapshot->n_steps > 0)
    self->old = hill_trail_copy (self->snapshot->trail);
}

/* Another run of the same design: what was found out about the steps of the last one is over. */
static void
begin_anew (HillModelDescent *self)
{
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  g_clear_pointer (&self->before, hill_snapshot_unref);
  g_clear_pointer (&self->old, hill_trail_free);
  self->phase = HILL_PHASE_POINT;
}

static void
on_snapshot (HillModelDescent *self)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (self->session);

  if (snapshot == NULL || snapshot == self->snapshot)
    return;
  if (self->snapshot != NULL && snapshot->design != self->snapshot->design)
    forget_all (self);
  if (self->snapshot != NULL && snapshot->run != self->snapshot->run)
    begin_anew (self);
  if (self->sent_start)
    self->holds_start = self->sent_start = FALSE;
  keep_old (self, snapshot);
  if (self->snapshot == NULL || self->snapshot->step != snapshot->step)
    {
      g_clear_pointer (&self->before, hill_snapshot_unref);
      self->before = g_steal_pointer (&self->snapshot);
      self->phase = HILL_PHASE_POINT;
    }
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  self->snapshot = hill_snapshot_ref (snapshot);
  hill_model_descent_request_scene (self);
  follow_run (self);
  hill_descent_changed (HILL_DESCENT (self));
}

static void
on_running (HillModelDescent *self)
{
  if (hill_session_get_running (self->session))
    {
      cancel_job (self);
      hill_model_descent_stop_looking (self);
    }
  else
    hill_model_descent_request_scene (self);
  hill_descent_changed (HILL_DESCENT (self));
}

static void
on_loaded (HillModelDescent *self)
{
  forget_all (self);
  hill_descent_changed (HILL_DESCENT (self));
}

/* By how much the step that was looked ahead at is longer with the rate of now; NaN where that cannot be said. */
static double
get_stretch (HillModelDescent *self)
{
  const HillExperiment *wanted = hill_session_get_experiment (self->session), *held = &self->snapshot->experiment;

  if (wanted->rate == held->rate)
    return 1;
  return wanted->optimizer == HILL_OPTIMIZER_SGD && held->optimizer == HILL_OPTIMIZER_SGD ? wanted->rate / held->rate : NAN;
}

/* ---- plots */

static void
add_arrow (HillPlot        *plot,
           HillArrowKind    kind,
           const HillScene *scene,
           const HillArrow *arrow,
           double           scale)
{
  hill_landscape_plot_add_arrow (plot, kind, scene->path.x[scene->present], scene->path.y[scene->present],
                                 scale * arrow->a, scale * arrow->b);
}

/* Down the gradients; all on one scale, on which mean and full arrow can be seen well and no example leaves the paper. */
static void
add_arrows (const HillScene *scene,
            HillPlot        *plot)
{
  const HillArrows *arrows = scene->arrows;
  double longest, scale;

  if (arrows == NULL)
    return;
  longest = MAX (hypot (arrows->full.a, arrows->full.b),
                 scene->snapshot->next_batch != NULL ? hypot (arrows->mean.a, arrows->mean.b) : 0);
  for (gsize i = 0; scene->snapshot->next_batch != NULL && i < MIN (arrows->n_examples, MAX_ARROWS); i++)
    longest = MAX (longest, hypot (arrows->examples[i].a, arrows->examples[i].b) / 3);
  if (!(longest > 0))
    return;
  scale = -ARROW_SHARE * (scene->grid.a_max - scene->grid.a_min) / longest;
  if (scene->snapshot->next_batch != NULL)
    {
      for (gsize i = 0; i < MIN (arrows->n_examples, MAX_ARROWS); i++)
        add_arrow (plot, HILL_ARROW_EXAMPLE, scene, &arrows->examples[i], scale);
      add_arrow (plot, HILL_ARROW_MEAN, scene, &arrows->mean, scale);
    }
  add_arrow (plot, HILL_ARROW_FULL, scene, &arrows->full, scale);
}

static gboolean
get_ghost (HillModelDescent *self,
           double           *x,
           double           *y)
{
  const HillScene *scene = self->scene;
  double stretch = get_stretch (self);

  if (!scene->has_ghost || self->holds_start || hill_model_descent_is_live (self) || !hill_model_descent_is_current (self) || isnan (stretch)
      || (self->phase != HILL_PHASE_POINT && self->phase != HILL_PHASE_STEP))
    return FALSE;
  *x = scene->path.x[scene->present] + stretch * (scene->ghost[0] - scene->path.x[scene->present]);
  *y = scene->path.y[scene->present] + stretch * (scene->ghost[1] - scene->path.y[scene->present]);
  return TRUE;
}

static HillPlot *
new_landscape (HillModelDescent *self,
               const HillLook   *look)
{
  HillPlot *plot = hill_landscape_plot_new (self->scene->field);
  double x, y;
  gboolean has_ghost = get_ghost (self, &x, &y);

  if (look->view == HILL_VIEW_SPACE)
    hill_landscape_plot_set_camera (plot, look->azimuth, look->elevation);
  hill_model_descent_add_paths (self, look, plot);
  if (!self->holds_start && !hill_model_descent_is_live (self) && (self->phase == HILL_PHASE_POINT || self->phase >= HILL_PHASE_GRADIENT))
    add_arrows (self->scene, plot);
  if (has_ghost)
    hill_landscape_plot_set_ghost (plot, x, y);
  hill_model_descent_add_captions (self, has_ghost, plot);
  return plot;
}

/* The landscape cut along both axes of the plane, through the foot of the present point. */
static HillPlot *
new_slice (HillModelDescent *self)
{
  const HillScene *scene = self->scene;
  const HillGrid *grid = &scene->grid;
  HillPlot *plot = hill_curve_plot_new (NULL, _("distance from the point"), hill_scene_name_measure (self->measure));
  double a = scene->path.x[scene->present], b = scene->path.y[scene->present], half = (grid->a_max - grid->a_min) / 2;
  double at[SLICE], values[SLICE], zero = 0, here = scene->drawn;

  for (int axis = 0; axis < 2; axis++)
    {
      for (int k = 0; k < SLICE; k++)
        {
          at[k] = half * (2.0 * k / (SLICE - 1) - 1);
          values[k] = hill_field_get (scene->field, a + (axis == 0 ? at[k] : 0), b + (axis == 1 ? at[k] : 0));
        }
      hill_curve_plot_add (plot, &(HillCurve) { .name = axis == 0 ? _("along the first axis") : _("along the second axis"),
                                                .x = at, .y = values, .n_points = SLICE });
    }
  hill_curve_plot_add (plot, &(HillCurve) { .name = _("the point"), .x = &zero, .y = &here, .n_points = 1, .markers = TRUE });
  hill_curve_plot_set_percent (plot, self->measure == HILL_MEASURE_ACCURACY);
  return plot;
}

static HillPlot *
model_new_plot (HillDescent    *descent,
                const HillLook *look)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  HillPlot *plot;

  if (self->shows_ahead != look->ahead)
    {
      self->shows_ahead = look->ahead;
      hill_model_descent_request_scene (self);
    }
  if (self->scene != NULL)
    return look->view == HILL_VIEW_SLICE ? new_slice (self) : new_landscape (self, look);
  plot = hill_landscape_plot_new (NULL);
  hill_landscape_plot_set_empty_text (plot, self->failure != NULL ? self->failure : _("The landscape is being computed …"));
  return plot;
}

static HillPlot *
model_new_ruler (HillDescent *descent)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  const HillScene *scene = self->scene;
  double rate = hill_session_get_experiment (self->session)->rate;

  if (!hill_model_descent_is_current (self) || !scene->has_ruler)
    return NULL;
  return hill_descent_new_ruler_plot (scene->rates, scene->values, HILL_SCENE_RULER, scene->now, rate,
                                      (double[]) { hill_scene_get_value (scene, rate / 10), hill_scene_get_value (scene, rate),
                                                   hill_scene_get_value (scene, 10 * rate) });
}

static gboolean
is_at_end (HillModelDescent *self)
{
  return self->snapshot == NULL
         || (self->snapshot->step == self->snapshot->n_steps && self->snapshot->state != HILL_TRAINER_READY && !hill_model_descent_has_changes (self));
}

static char *
model_dup_next (HillDescent *descent,
                gboolean     whole)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);

  return is_at_end (self) ? NULL : hill_descent_name_next (self->phase, self->snapshot->step, whole, TRUE);
}

/* ---- what a person does */

static HillPosition
model_get_position (HillDescent *descent)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  const HillSnapshot *now = self->snapshot;

  return now != NULL ? (HillPosition) { now->step, now->n_steps, MAX (now->planned_steps, now->n_steps) } : (HillPosition) { 0, 0, 1 };
}

static const HillExperiment *
model_get_experiment (HillDescent *descent)
{
  return hill_session_get_experiment (HILL_MODEL_DESCENT (descent)->session);
}

/* At the end of the plan there is no next step: the rate that was set. */
static double
model_get_rate (HillDescent *descent)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  double rate = self->snapshot != NULL ? self->snapshot->next_record.rate : 0;

  return rate > 0 ? rate : hill_session_get_experiment (self->session)->rate;
}

static gboolean
model_set_experiment (HillDescent           *descent,
                      const HillExperiment  *experiment,
                      GError               **error)
{
  if (!hill_session_set_experiment (HILL_MODEL_DESCENT (descent)->session, experiment, error))
    return FALSE;
  hill_model_descent_look_ahead (HILL_MODEL_DESCENT (descent));
  hill_descent_changed (descent);
  return TRUE;
}

static void
model_step (HillDescent *descent,
            gboolean     whole)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);

  if (is_at_end (self))
    return;
  if (!whole && self->phase != HILL_PHASE_STEP && self->snapshot->next_weights != NULL)
    {
      self->phase++;
      hill_descent_changed (descent);
      return;
    }
  cancel_job (self);
  if (self->snapshot->step < self->snapshot->n_steps && !hill_model_descent_has_changes (self))
    hill_session_seek (self->session, self->snapshot->step + 1);
  else
    hill_session_step (self->session);
}

static void
model_seek (HillDescent *descent,
            guint64      step)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);

  self->phase = HILL_PHASE_POINT;
  cancel_job (self);
  hill_session_seek (self->session, step);
}

static void
model_restart (HillDescent *descent)
{
  hill_session_reset (HILL_MODEL_DESCENT (descent)->session);
}

static double
model_get_span (HillDescent *descent)
{
  const HillScene *scene = HILL_MODEL_DESCENT (descent)->scene;

  return scene != NULL ? scene->grid.a_max - scene->grid.a_min : 0;
}

static gboolean
model_get_playing (HillDescent *descent)
{
  return hill_session_get_running (HILL_MODEL_DESCENT (descent)->session);
}

static void
model_set_playing (HillDescent *descent,
                   gboolean     playing)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);

  if (playing == hill_session_get_running (self->session))
    return;
  if (playing)
    hill_session_start (self->session);
  else
    hill_session_pause (self->session);
}

static void
model_set_pace (HillDescent *descent,
                double       steps_per_second)
{
  hill_session_set_steps_per_second (HILL_MODEL_DESCENT (descent)->session, steps_per_second);
}

static void
hill_model_descent_dispose (GObject *object)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (object);

  forget_all (self);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->failure, g_free);
  G_OBJECT_CLASS (hill_model_descent_parent_class)->dispose (object);
}

static void
hill_model_descent_class_init (HillModelDescentClass *klass)
{
  HillDescentClass *descent_class = HILL_DESCENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_model_descent_dispose;
  descent_class->new_plot = model_new_plot;
  descent_class->new_ruler = model_new_ruler;
  descent_class->dup_sentence = hill_model_descent_dup_sentence;
  descent_class->dup_update = hill_model_descent_dup_update;
  descent_class->dup_next = model_dup_next;
  descent_class->dup_trouble = hill_model_descent_dup_trouble;
  descent_class->get_position = model_get_position;
  descent_class->get_experiment = model_get_experiment;
  descent_class->get_rate = model_get_rate;
  descent_class->set_experiment = model_set_experiment;
  descent_class->step = model_step;
  descent_class->seek = model_seek;
  descent_class->restart = model_restart;
  descent_class->set_start = hill_model_descent_set_start;
  descent_class->get_start = hill_model_descent_get_start;
  descent_class->hold_start = hill_model_descent_hold_start;
  descent_class->get_span = model_get_span;
  descent_class->get_step_at = hill_model_descent_get_step_at;
  descent_class->get_playing = model_get_playing;
  descent_class->set_playing = model_set_playing;
  descent_class->set_pace = model_set_pace;
}

static void
hill_model_descent_init (HillModelDescent *self)
{
  self->signals = g_signal_group_new (HILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "snapshot", G_CALLBACK (on_snapshot), self);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (on_loaded), self);
  g_signal_group_connect_swapped (self->signals, "notify::running", G_CALLBACK (on_running), self);
}

HillDescent *
hill_model_descent_new (HillSession *session)
{
  HillModelDescent *self = g_object_new (HILL_TYPE_MODEL_DESCENT, NULL);

  self->session = g_object_ref (session);
  g_signal_group_set_target (self->signals, session);
  on_snapshot (self);
  return HILL_DESCENT (self);
}

void
hill_model_descent_set_active (HillModelDescent *self,
                               gboolean          active)
{
  if (self->active == active)
    return;
  self->active = active;
  if (active)
    {
      hill_model_descent_request_scene (self);
      return;
    }
  cancel_job (self);
  hill_model_descent_stop_looking (self);
}

void
hill_model_descent_set_scene (HillModelDescent *self,
                              HillSceneKind     kind,
                              HillMeasure       measure,
                              gboolean          follow,
                              gboolean          fixed)
{
  if (self->kind == kind && self->measure == measure && self->follow == follow && self->fixed == fixed)
    return;
  self->fixed = fixed;
  self->kind = kind;
  self->measure = measure;
  self->follow = follow;
  hill_model_descent_request_scene (self);
}

void
hill_model_descent_choose (HillModelDescent      *self,
                           const HillSceneChoice *choice)
{
  if (memcmp (&self->choice, choice, sizeof *choice) == 0)
    return;
  self->choice = *choice;
  if (hill_model_descent_is_held (self))
    hill_model_descent_hold_others (self, TRUE);
  else
    hill_model_descent_request_scene (self);
}

const HillSceneChoice *
hill_model_descent_get_choice (HillModelDescent *self)
{
  return &self->choice;
}

HillSceneKind
hill_model_descent_get_kind (HillModelDescent *self)
{
  return self->kind;
}

const char *
hill_model_descent_get_failure (HillModelDescent *self)
{
  return self->failure;
}

HillSnapshot *
hill_model_descent_get_snapshot (HillModelDescent *self)
{
  return self->snapshot;
}

const HillScene *
hill_model_descent_get_scene (HillModelDescent *self)
{
  return self->scene;
}
