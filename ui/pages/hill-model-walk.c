/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The run's path as it is drawn and moved.  One look ahead is under way at a time: while a hand drags, the one that is there is drawn
 * and the next is asked for when it has come. */

#include "hill-model-descent-private.h"

#include "hill-axis.h"
#include "hill-landscape-plot.h"
#include "hill-scene-plane.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define WALK_COLOR 1
#define OLD_COLOR 3
#define MAX_LIVE 4096

gboolean
hill_model_descent_has_changes (HillModelDescent *self)
{
  for (const char * const *key = hill_experiment_get_keys (); *key != NULL; key++)
    {
      g_autofree char *x = hill_experiment_get (&self->snapshot->experiment, *key);
      g_autofree char *y = hill_experiment_get (hill_session_get_experiment (self->session), *key);

      if (g_strcmp0 (x, y) != 0)
        return TRUE;
    }
  return FALSE;
}

/* ---- what comes */

/* Of what can be seen here: not a step that was made already, and none of a run with other features or another optimizer. */
static gboolean
can_look (HillModelDescent *self)
{
  const HillSnapshot *now = self->snapshot;
  const HillExperiment *wanted = hill_session_get_experiment (self->session);

  if (!self->active || self->scene == NULL || now == NULL || self->scene->snapshot->design != now->design
      || hill_session_get_running (self->session) || !g_str_equal (wanted->features, now->experiment.features)
      || wanted->scale != now->experiment.scale)
    return FALSE;
  if (self->holds_start)
    return TRUE;
  return now->moment != NULL && hill_model_descent_is_current (self) && wanted->optimizer == now->experiment.optimizer
         && (now->step == now->n_steps || hill_model_descent_has_changes (self));
}

static gboolean
requests_are_equal (const HillAheadRequest *a,
                    const HillAheadRequest *b)
{
  return a->plane == b->plane && a->from_start == b->from_start && a->start[0] == b->start[0] && a->start[1] == b->start[1]
         && a->snapshot->run == b->snapshot->run && a->snapshot->step == b->snapshot->step
         && memcmp (&a->experiment, &b->experiment, sizeof a->experiment) == 0;
}

static HillAheadRequest *
new_request (HillModelDescent *self)
{
  HillAheadRequest *request = g_new0 (HillAheadRequest, 1);

  request->snapshot = hill_snapshot_ref (self->snapshot);
  request->plane = hill_plane_ref (self->scene->plane);
  request->experiment = *hill_session_get_experiment (self->session);
  request->from_start = self->holds_start;
  if (self->holds_start)
    memcpy (request->start, self->held, sizeof request->start);
  return request;
}

/* Not while it is dragged: a ground that moves under the hand is hard to hold on to. */
static gboolean
wants_room (HillModelDescent *self)
{
  const HillGrid *grid = &self->scene->grid;
  double corners[2][2];

  hill_model_descent_get_corners (self, corners);
  return self->shows_ahead && !self->holds_start && self->scene->plane->kind != HILL_PLANE_POINTS && !isnan (corners[0][0])
         && (corners[0][0] < grid->a_min || corners[0][1] < grid->b_min || corners[1][0] > grid->a_max || corners[1][1] > grid->b_max);
}

void
hill_model_descent_get_corners (HillModelDescent *self,
                                double            corners[2][2])
{
  corners[0][0] = NAN;
  if (self->ahead != NULL && self->ahead->path.n_points > 0 && self->scene != NULL && self->ahead->request->plane == self->scene->plane)
    memcpy (corners, self->ahead->corners, sizeof self->ahead->corners);
}

static void
on_ahead (HillJob  *job,
          gpointer  user_data)
{
  HillModelDescent *self = user_data;
  HillAhead *ahead = hill_job_take_result (job);

  if (ahead != NULL)
    {
      g_clear_pointer (&self->ahead, hill_ahead_free);
      self->ahead = ahead;
      hill_descent_changed (HILL_DESCENT (self));
      if (self->scene != NULL && wants_room (self))
        hill_model_descent_request_scene (self);
    }
  if (!hill_job_is_over (job))
    return;
  g_clear_pointer (&self->ahead_job, hill_job_unref);
  if (self->ahead_is_old)
    hill_model_descent_look_ahead (self);
}

void
hill_model_descent_look_ahead (HillModelDescent *self)
{
  HillAheadRequest *request;

  self->ahead_is_old = self->ahead_job != NULL;
  if (self->ahead_is_old || !can_look (self))
    return;
  request = new_request (self);
  if (self->ahead != NULL && requests_are_equal (self->ahead->request, request))
    hill_ahead_request_free (request);
  else
    self->ahead_job = hill_session_compute (self->session, hill_ahead_compute, request, hill_ahead_request_free, hill_ahead_free,
                                            on_ahead, self);
}

void
hill_model_descent_stop_looking (HillModelDescent *self)
{
  if (self->ahead_job != NULL)
    hill_job_cancel (self->ahead_job);
  g_clear_pointer (&self->ahead_job, hill_job_unref);
  self->ahead_is_old = FALSE;
}

/* (nullable): what comes, if it is known for what is shown. */
static const HillAhead *
get_ahead (HillModelDescent *self,
           const HillLook   *look)
{
  const HillAheadRequest *request = self->ahead != NULL ? self->ahead->request : NULL;

  if (request == NULL || self->ahead->path.n_points == 0 || request->plane != self->scene->plane
      || request->from_start != self->holds_start)
    return NULL;
  if (self->holds_start)
    return self->ahead;
  return look->ahead && can_look (self) && request->snapshot->run == self->snapshot->run && request->snapshot->step == self->snapshot->step
         ? self->ahead : NULL;
}

/* ---- while the run goes on */

void
hill_model_descent_forget_live (HillModelDescent *self)
{
  hill_scene_path_clear (&self->live);
  self->live_room = 0;
  g_clear_pointer (&self->live_plane, hill_plane_unref);
}

/* Every second point goes. */
static void
thin_live (HillScenePath *live)
{
  gsize n = 0;

  for (gsize k = 0; k < live->n_points; k += 2, n++)
    {
      live->x[n] = live->x[k];
      live->y[n] = live->y[k];
      live->distances[n] = live->distances[k];
      live->steps[n] = live->steps[k];
    }
  live->n_points = n;
}

static void
make_room (HillModelDescent *self)
{
  HillScenePath *live = &self->live;

  if (live->n_points < self->live_room)
    return;
  if (self->live_room >= MAX_LIVE)
    {
      thin_live (live);
      return;
    }
  self->live_room = MAX (2 * self->live_room, 64);
  live->x = g_renew (double, live->x, self->live_room);
  live->y = g_renew (double, live->y, self->live_room);
  live->distances = g_renew (double, live->distances, self->live_room);
  live->steps = g_renew (double, live->steps, self->live_room);
}

static void
add_live (HillModelDescent *self,
          const float      *weights,
          guint64           step)
{
  gsize n = self->live.n_points;

  if (step > self->snapshot->step || (n > 0 && (double) step <= self->live.steps[n - 1]))
    return;
  make_room (self);
  hill_scene_path_add (&self->live, self->live_plane, hill_scene_get_unit (self->live_plane), weights, step);
}

/* Another plane, another run or an earlier step: the path begins anew from what was kept. */
static void
begin_live (HillModelDescent *self)
{
  gsize n = self->live.n_points;

  if (self->live_plane == self->scene->plane && self->live_run == self->snapshot->run
      && (n == 0 || self->live.steps[n - 1] <= (double) self->snapshot->step))
    return;
  hill_model_descent_forget_live (self);
  self->live_plane = hill_plane_ref (self->scene->plane);
  self->live_run = self->snapshot->run;
}

gboolean
hill_model_descent_follow (HillModelDescent *self)
{
  const HillTrail *trail = self->snapshot->trail;
  const HillScenePath *live = &self->live;
  gsize n = hill_trail_get_n_points (trail);

  if (self->scene == NULL || self->scene->snapshot->run != self->snapshot->run)
    return self->scene != NULL;
  begin_live (self);
  for (gsize k = live->n_points > 0 ? hill_trail_find (trail, (guint64) live->steps[live->n_points - 1]) : 0; k < n; k++)
    add_live (self, hill_trail_get_weights (trail, k), hill_trail_get_step (trail, k));
  add_live (self, self->snapshot->weights, self->snapshot->step);
  return isnan (hill_field_get (self->scene->field, live->x[live->n_points - 1], live->y[live->n_points - 1]));
}

gboolean
hill_model_descent_is_live (HillModelDescent *self)
{
  return hill_session_get_running (self->session) && self->scene != NULL && self->snapshot != NULL && self->live.n_points > 0
         && self->live_plane == self->scene->plane && self->live_run == self->snapshot->run;
}

/* ---- drawing */

static void
append_points (HillScenePath       *path,
               const HillScenePath *from,
               gsize                first,
               gsize                end)
{
  for (gsize k = first; k < end; k++)
    {
      path->x[path->n_points] = from->x[k];
      path->y[path->n_points] = from->y[k];
      path->distances[path->n_points] = from->distances[k];
      path->steps[path->n_points++] = from->steps[k];
    }
}

/* (transfer full): the optimiser, and how honest the line is. */
static char *
name_walk (HillModelDescent *self,
           const HillAhead  *ahead)
{
  const HillSnapshot *shown = hill_model_descent_is_live (self) ? self->snapshot : self->scene->snapshot;
  const char *name = hill_descent_name_optimizer (shown->experiment.optimizer);
  guint64 stride = hill_trail_get_stride (shown->trail);

  if (ahead != NULL && ahead->n_rows > 0)
    /* Translators: an optimiser, a number of examples */
    return g_strdup_printf (_("%s, ahead on %zu examples"), name, ahead->n_rows);
  if (stride > 1)
    /* Translators: an optimiser; of a long run some steps are drawn only */
    return g_strdup_printf (_("%s, every %llu steps"), name, (unsigned long long) stride);
  return g_strdup (name);
}

static void
add_track (HillPlot            *plot,
           const char          *name,
           const HillScenePath *path,
           gsize                first,
           gssize               present)
{
  gboolean old = present < 0;

  hill_landscape_plot_add_track (plot, &(HillTrack) {
    .name = name, .x = path->x + first, .y = path->y + first, .distances = path->distances + first, .steps = path->steps + first,
    .n_points = path->n_points - first, .present = present, .color = old ? OLD_COLOR : WALK_COLOR, .old = old,
  });
}

/* From where it is held, alone until it is known what comes. */
static void
add_held (HillModelDescent *self,
          const HillAhead  *ahead,
          const char       *name,
          HillPlot         *plot)
{
  double zero = 0;
  HillScenePath point = { 1, &self->held[0], &self->held[1], &zero, &zero };

  add_track (plot, name, ahead != NULL ? &ahead->path : &point, 0, 0);
}

/* In space nothing lies beside the ground. */
static gsize
count_shown (HillModelDescent *self,
             const HillAhead  *ahead,
             HillView          view)
{
  gsize n = 0;

  while (n < ahead->path.n_points
         && (view != HILL_VIEW_SPACE || !isnan (hill_field_get (self->scene->field, ahead->path.x[n], ahead->path.y[n]))))
    n++;
  return n;
}

void
hill_model_descent_add_paths (HillModelDescent *self,
                              const HillLook   *look,
                              HillPlot         *plot)
{
  const HillScene *scene = self->scene;
  const HillAhead *ahead = get_ahead (self, look);
  gsize n = scene->path.n_points, n_ahead = ahead != NULL ? count_shown (self, ahead, look->view) : 0, made = scene->present + 1;
  g_autofree char *name = name_walk (self, ahead);
  HillScenePath path = { 0 };

  if (self->holds_start)
    {
      add_held (self, ahead, name, plot);
      return;
    }
  if (hill_model_descent_is_live (self))
    {
      add_track (plot, name, &self->live, 0, (gssize) self->live.n_points - 1);
      return;
    }
  hill_scene_path_init (&path, n + n_ahead);
  append_points (&path, &scene->path, 0, look->ahead && ahead == NULL ? n : made);
  append_points (&path, n_ahead > 0 ? &ahead->path : &path, 1, n_ahead);
  add_track (plot, name, &path, 0, (gssize) scene->present);
  hill_scene_path_clear (&path);
  if (ahead != NULL && made < n)
    add_track (plot, _("before the branch"), &scene->path, scene->present, -1);
  else if (scene->old.n_points > 0)
    add_track (plot, _("before the branch"), &scene->old, 0, -1);
}

/* What comes is not made yet: all of it stands for the step that it goes on from. */
guint64
hill_model_descent_get_step_at (HillDescent *descent,
                                gsize        index)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  const HillLook look = { .ahead = self->shows_ahead };
  const HillScenePath *path;
  gsize last;

  if (self->scene == NULL || self->holds_start)
    return 0;
  path = hill_model_descent_is_live (self) ? &self->live : &self->scene->path;
  last = path != &self->live && get_ahead (self, &look) != NULL ? self->scene->present : path->n_points - 1;
  return (guint64) path->steps[MIN (index, last)];
}

/* While the run goes on its loss is not always known. */
static void
add_live_caption (HillModelDescent *self,
                  HillPlot         *plot)
{
  unsigned long long step = self->snapshot->step;
  g_autofree char *number = NULL, *text = NULL;

  if (self->snapshot->evaluated && self->measure == HILL_MEASURE_LOSS)
    number = hill_format_number (hill_evaluation_get_loss (&self->snapshot->train));
  text = number != NULL ? g_strdup_printf (_("step %llu: %s"), step, number) : g_strdup_printf (_("step %llu"), step);
  hill_landscape_plot_set_captions (plot, text, NULL);
}

void
hill_model_descent_add_captions (HillModelDescent *self,
                                 gboolean          has_ghost,
                                 HillPlot         *plot)
{
  unsigned long long step = self->holds_start ? 0 : self->scene->snapshot->step;
  double value = self->holds_start ? hill_field_get (self->scene->field, self->held[0], self->held[1]) : hill_model_descent_get_true (self);
  g_autofree char *number = hill_model_descent_format (self, isnan (value) ? self->scene->drawn : value);
  g_autofree char *text = g_strdup_printf (_("step %llu: %s"), step, number), *next = g_strdup_printf (_("step %llu"), step + 1);

  if (hill_model_descent_is_live (self))
    add_live_caption (self, plot);
  else
    hill_landscape_plot_set_captions (plot, text, has_ghost ? next : NULL);
}

/* ---- the start */

static void
restart_from (HillModelDescent *self,
              const float      *weights,
              const guint8     *mask)
{
  hill_session_set_start (self->session, weights, mask, hill_scene_get_n_weights (self->snapshot));
}

static const guint8 *
get_mask (HillModelDescent *self)
{
  return self->snapshot->mask != NULL ? g_bytes_get_data (self->snapshot->mask, NULL) : NULL;
}

gboolean
hill_model_descent_hold_start (HillDescent *descent,
                               double       x,
                               double       y)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);

  if (self->scene == NULL || self->snapshot == NULL || self->snapshot->design != self->scene->snapshot->design || !isfinite (x) || !isfinite (y))
    return FALSE;
  self->holds_start = TRUE;
  self->sent_start = FALSE;
  self->held[0] = x;
  self->held[1] = y;
  hill_model_descent_look_ahead (self);
  hill_descent_changed (descent);
  return TRUE;
}

gboolean
hill_model_descent_set_start (HillDescent *descent,
                              double       x,
                              double       y)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  g_autofree float *weights = NULL;

  if (!hill_model_descent_hold_start (descent, x, y))
    return FALSE;
  weights = g_new (float, hill_scene_get_n_weights (self->snapshot));
  hill_plane_get_weights (self->scene->plane, x, y, weights);
  self->sent_start = TRUE;
  restart_from (self, weights, get_mask (self));
  return TRUE;
}

gboolean
hill_model_descent_get_start (HillDescent *descent,
                              double      *x,
                              double      *y)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  const HillScenePath *path = self->scene != NULL ? &self->scene->path : NULL;

  if (!self->holds_start && (path == NULL || path->n_points == 0 || path->steps[0] != 0))
    return FALSE;
  *x = self->holds_start ? self->held[0] : path->x[0];
  *y = self->holds_start ? self->held[1] : path->y[0];
  return TRUE;
}

gboolean
hill_model_descent_has_moved_start (HillModelDescent *self)
{
  return self->snapshot != NULL && self->snapshot->start != NULL;
}

void
hill_model_descent_reset_start (HillModelDescent *self)
{
  if (self->snapshot != NULL)
    restart_from (self, NULL, get_mask (self));
}

/* ---- two weights alone */

/* The weights chosen, or those that the plane has. */
static gboolean
get_pair (HillModelDescent *self,
          gsize             pair[2])
{
  gsize n = self->snapshot != NULL ? hill_scene_get_n_weights (self->snapshot) : 0;

  memcpy (pair, self->choice.weights, sizeof self->choice.weights);
  if (pair[0] == pair[1] && self->scene != NULL && self->scene->plane->kind == HILL_PLANE_WEIGHTS)
    memcpy (pair, self->scene->plane->indices, sizeof self->choice.weights);
  return pair[0] != pair[1] && pair[0] < n && pair[1] < n;
}

gboolean
hill_model_descent_is_held (HillModelDescent *self)
{
  return self->snapshot != NULL && self->snapshot->mask != NULL;
}

void
hill_model_descent_hold_others (HillModelDescent *self,
                                gboolean          held)
{
  g_autofree guint8 *mask = NULL;
  const float *start;
  gsize pair[2];

  if (self->snapshot == NULL || (held && !get_pair (self, pair)))
    return;
  if (held)
    {
      mask = g_new0 (guint8, hill_scene_get_n_weights (self->snapshot));
      mask[pair[0]] = mask[pair[1]] = 1;
      memcpy (self->choice.weights, pair, sizeof pair);
    }
  start = self->snapshot->start != NULL ? g_bytes_get_data (self->snapshot->start, NULL) : NULL;
  restart_from (self, start, mask);
}
