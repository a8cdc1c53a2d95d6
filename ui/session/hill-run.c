/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a snapshot needs and the trainer does not keep: the last evaluation, the confusion matrix, and the pace. */

#include "hill-run.h"

#include "hill-parallel.h"
#include "hill-snapshot-private.h"

#include <string.h>

#define MAX_LISTED_ROWS 256
#define MAX_NEXT_ROWS 8192
#define N_MARKS 32
#define PACE_WINDOW G_USEC_PER_SEC
#define EVALUATION_SHARE 7
#define MAX_MOMENT_BYTES ((gsize) 32 << 20)

/* How far the run was at some moment. */
typedef struct
{
  gint64  time;
  guint64 n_steps;
  guint64 n_examples;
} Mark;

struct _HillRun
{
  HillDataset      *dataset;
  HillFeatureCache *cache;
  HillDesign     *design;
  HillTrainer    *trainer;
  HillObjective  *objective;
  GBytes         *start;                /* (nullable) */
  GBytes         *mask;                 /* (nullable) */
  gboolean        must_reset;           /* the trainer has others */
  guint64         number;               /* of resets */

  gboolean        evaluated;            /* whether the next five are known */
  guint64         evaluated_step;
  HillEvaluation  train;
  HillEvaluation  validation;
  HillEvaluation  test;
  HillConfusion  *confusion;
  gint64          evaluation_end;
  gint64          evaluation_cost;

  HillTrail      *trail;
  gboolean        looked_ahead;         /* whether the next three are known */
  guint64         ahead_of;             /* the step they start at */
  float          *next_weights;
  HillStepRecord  next_record;

  Mark            marks[N_MARKS];       /* a ring, newest at (n_marks - 1) % N_MARKS */
  gsize           n_marks;
};

guint
hill_run_choose_n_threads (void)
{
  guint n = hill_parallel_get_n_threads ();

  return n > 2 ? n - 1 : n;
}

gboolean
hill_run_fit_experiment (HillExperiment     *experiment,
                         const HillDataset  *dataset,
                         GError            **error)
{
  HillFeatureSet set;

  if (hill_feature_set_parse (&set, experiment->features, error) && hill_feature_set_fit_dataset (&set, dataset, error))
    return TRUE;
  hill_experiment_set (experiment, "features", "pixels", NULL);
  return FALSE;
}

static gboolean
experiments_are_equal (const HillExperiment *a,
                       const HillExperiment *b)
{
  for (const char * const *key = hill_experiment_get_keys (); *key != NULL; key++)
    {
      g_autofree char *x = hill_experiment_get (a, *key);
      g_autofree char *y = hill_experiment_get (b, *key);

      if (g_strcmp0 (x, y) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
forget_evaluation (HillRun *self)
{
  self->evaluated = FALSE;
  self->looked_ahead = FALSE;
  g_clear_pointer (&self->confusion, hill_confusion_unref);
  self->n_marks = 0;
}

static gsize
get_n_weights (const HillRun *self)
{
  return HILL_N_WEIGHTS (hill_design_get_n_classes (self->design), hill_design_get_n_features (self->design));
}

/* The same rows, features and scale: what was found out about them holds. */
static gboolean
has_design_for (const HillRun        *self,
                const HillExperiment *experiment)
{
  const HillExperiment *now = self->trainer != NULL ? hill_trainer_get_experiment (self->trainer) : NULL;

  return now != NULL && strcmp (now->features, experiment->features) == 0 && now->scale == experiment->scale
         && now->validation == experiment->validation && (now->validation == 0 || now->seed == experiment->seed);
}

/* (transfer full) (nullable) */
static HillDesign *
get_design_for (HillRun               *self,
                const HillExperiment  *experiment,
                const HillProgress    *progress,
                GError               **error)
{
  guint n_threads = hill_run_choose_n_threads ();
  g_autoptr(HillPartition) partition = NULL;
  g_autoptr(HillFeatures) features = NULL;

  if (has_design_for (self, experiment))
    return hill_design_ref (self->design);
  partition = hill_partition_new (self->dataset, experiment->validation, experiment->seed);
  features = hill_feature_cache_get (self->cache, self->dataset, experiment->features, n_threads, progress, error);
  if (features == NULL)
    return NULL;
  return hill_design_new_from_features (features, partition, experiment->features, experiment->scale, n_threads);
}

/* (nullable): what is in @bytes, if that is an element of @size for each weight. */
static gconstpointer
get_for_weights (GBytes           *bytes,
                 const HillDesign *design,
                 gsize             size)
{
  gsize n_bytes, n = HILL_N_WEIGHTS (hill_design_get_n_classes (design), hill_design_get_n_features (design));
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &n_bytes) : NULL;

  return data != NULL && n_bytes == n * size ? data : NULL;
}

gboolean
hill_run_reset (HillRun               *self,
                const HillExperiment  *experiment,
                const HillProgress    *progress,
                GError               **error)
{
  guint n_threads = hill_run_choose_n_threads ();
  g_autoptr(HillDesign) design = get_design_for (self, experiment, progress, error);
  g_autoptr(HillTrainer) trainer = NULL;

  if (design == NULL)
    return FALSE;
  trainer = hill_trainer_new_from (design, experiment, get_for_weights (self->start, design, sizeof (float)),
                                   get_for_weights (self->mask, design, 1), n_threads, error);
  if (trainer == NULL)
    return FALSE;

  g_clear_pointer (&self->trainer, hill_trainer_free);
  g_clear_pointer (&self->objective, hill_objective_free);
  g_clear_pointer (&self->design, hill_design_unref);
  self->trainer = g_steal_pointer (&trainer);
  self->design = g_steal_pointer (&design);
  self->objective = hill_objective_new (self->design, n_threads);
  self->must_reset = FALSE;
  self->number++;
  g_clear_pointer (&self->trail, hill_trail_free);
  self->trail = hill_trail_new (get_n_weights (self));
  hill_trail_offer (self->trail, 0, hill_trainer_get_weights (self->trainer));
  g_free (self->next_weights);
  self->next_weights = g_new (float, get_n_weights (self));
  forget_evaluation (self);
  return TRUE;
}

HillRun *
hill_run_new (HillDataset           *dataset,
              HillFeatureCache      *cache,
              const HillExperiment  *experiment,
              const HillProgress    *progress,
              GError               **error)
{
  g_autoptr(HillRun) self = g_new0 (HillRun, 1);

  self->dataset = hill_dataset_ref (dataset);
  self->cache = cache;
  return hill_run_reset (self, experiment, progress, error) ? g_steal_pointer (&self) : NULL;
}

void
hill_run_free (HillRun *self)
{
  g_clear_pointer (&self->trainer, hill_trainer_free);
  g_clear_pointer (&self->objective, hill_objective_free);
  g_clear_pointer (&self->design, hill_design_unref);
  g_clear_pointer (&self->confusion, hill_confusion_unref);
  g_clear_pointer (&self->trail, hill_trail_free);
  g_clear_pointer (&self->start, g_bytes_unref);
  g_clear_pointer (&self->mask, g_bytes_unref);
  g_free (self->next_weights);
  hill_dataset_unref (self->dataset);
  g_free (self);
}

static gboolean
replace_bytes (GBytes **bytes,
               GBytes  *by)
{
  if (*bytes == by || (*bytes != NULL && by != NULL && g_bytes_equal (*bytes, by)))
    return FALSE;
  g_clear_pointer (bytes, g_bytes_unref);
  *bytes = by != NULL ? g_bytes_ref (by) : NULL;
  return TRUE;
}

void
hill_run_set_start (HillRun *self,
                    GBytes  *start,
                    GBytes  *mask)
{
  if (replace_bytes (&self->start, start))
    self->must_reset = TRUE;
  if (replace_bytes (&self->mask, mask))
    self->must_reset = TRUE;
}

gboolean
hill_run_prepare (HillRun               *self,
                  const HillExperiment  *experiment,
                  const HillProgress    *progress,
                  GError               **error)
{
  g_autoptr(GError) local_error = NULL;

  if (self->must_reset)
    return hill_run_reset (self, experiment, progress, error);
  if (experiments_are_equal (hill_trainer_get_experiment (self->trainer), experiment))
    return TRUE;
  if ((hill_trainer_get_n_steps (self->trainer) > 0
       || hill_trainer_get_experiment (self->trainer)->init_scale == experiment->init_scale)
      && hill_trainer_change (self->trainer, experiment, &local_error))
    {
      hill_trail_truncate (self->trail, hill_trainer_get_n_steps (self->trainer));
      forget_evaluation (self);
      return TRUE;
    }
  return hill_run_reset (self, experiment, progress, error);
}

HillTrainer *
hill_run_get_trainer (HillRun *self)
{
  return self->trainer;
}

gboolean
hill_run_evaluate (HillRun             *self,
                   const HillProgress  *progress,
                   GError             **error)
{
  guint64 step = hill_trainer_get_step (self->trainer);
  gint64 start = g_get_monotonic_time ();
  HillSplit split = hill_design_get_cells (self->design, HILL_SPLIT_TEST)->n_rows > 0 ? HILL_SPLIT_TEST : HILL_SPLIT_TRAIN;
  HillEvaluation train, validation, test;
  HillConfusion *confusion;

  if (self->evaluated && self->evaluated_step == step)
    return TRUE;
  if (!hill_trainer_evaluate (self->trainer, progress, &train, &validation, &test, error))
    return FALSE;
  confusion = hill_confusion_new (self->objective, self->design, hill_trainer_get_weights (self->trainer), split, progress, error);
  if (confusion == NULL)
    return FALSE;

  g_clear_pointer (&self->confusion, hill_confusion_unref);
  self->confusion = confusion;
  self->train = train;
  self->validation = validation;
  self->test = test;
  self->evaluated = TRUE;
  self->evaluated_step = step;
  self->evaluation_end = g_get_monotonic_time ();
  self->evaluation_cost = self->evaluation_end - start;
  return TRUE;
}

gboolean
hill_run_step (HillRun            *self,
               const HillProgress *progress)
{
  if (!hill_trainer_step (self->trainer, progress, NULL))
    return FALSE;
  hill_trail_offer (self->trail, hill_trainer_get_step (self->trainer), hill_trainer_get_weights (self->trainer));
  return TRUE;
}

void
hill_run_look_ahead (HillRun            *self,
                     const HillProgress *progress)
{
  guint64 step = hill_trainer_get_step (self->trainer);

  if (self->looked_ahead && self->ahead_of == step)
    return;
  self->looked_ahead = hill_trainer_preview (self->trainer, self->next_weights, &self->next_record, progress, NULL);
  self->ahead_of = step;
}

gboolean
hill_run_wants_evaluation (HillRun *self)
{
  return !self->evaluated || g_get_monotonic_time () - self->evaluation_end > EVALUATION_SHARE * self->evaluation_cost;
}

void
hill_run_start_clock (HillRun *self)
{
  self->n_marks = 0;
}

void
hill_run_stop_clock (HillRun *self)
{
  self->n_marks = 0;
}

static const Mark *
get_mark (const HillRun *self,
          gsize          index)
{
  return &self->marks[index % N_MARKS];
}

/* Puts a mark at the present, and compares with the oldest of the last second. */
static void
read_clock (HillRun      *self,
            HillSnapshot *snapshot)
{
  Mark now = { g_get_monotonic_time (), hill_trainer_get_n_steps (self->trainer), hill_trainer_get_n_examples (self->trainer) };
  gsize first = self->n_marks > N_MARKS - 1 ? self->n_marks - (N_MARKS - 1) : 0;
  const Mark *then;
  double seconds;

  snapshot->seconds_left = -1;
  self->marks[self->n_marks++ % N_MARKS] = now;
  while (first + 1 < self->n_marks - 1 && now.time - get_mark (self, first)->time > PACE_WINDOW)
    first++;
  then = get_mark (self, first);
  seconds = (double) (now.time - then->time) / G_USEC_PER_SEC;
  if (seconds <= 0 || now.n_steps <= then->n_steps)
    return;

  snapshot->examples_per_second = (double) (now.n_examples - then->n_examples) / seconds;
  if (snapshot->planned_steps >= now.n_steps)
    snapshot->seconds_left = (double) (snapshot->planned_steps - now.n_steps) * seconds / (double) (now.n_steps - then->n_steps);
}

static void
copy_batch (HillRun      *self,
            HillSnapshot *snapshot)
{
  gsize n_train = MAX (hill_design_get_partition (self->design)->n_train, 1);
  const guint32 *rows;
  gsize n_rows;

  if (snapshot->step < snapshot->n_steps)
    snapshot->epoch = hill_history_get_step (snapshot->history, snapshot->step)->epoch;
  if (snapshot->step == 0)
    return;

  rows = hill_trainer_get_batch (self->trainer, snapshot->step - 1, &n_rows);
  snapshot->n_batch = MIN (n_rows, MAX_LISTED_ROWS);
  snapshot->batch = g_memdup2 (rows, snapshot->n_batch * sizeof *rows);
  if (snapshot->step == snapshot->n_steps)
    snapshot->epoch = hill_history_get_step (snapshot->history, snapshot->step - 1)->epoch + (double) n_rows / (double) n_train;
}

static void
copy_weights (HillRun      *self,
              HillSnapshot *snapshot)
{
  const float *weights = hill_trainer_get_weights (self->trainer);
  gsize n = get_n_weights (self);

  snapshot->weights = g_memdup2 (weights, n * sizeof *weights);
  snapshot->templates = g_new (float, n);
  hill_weights_unscale (self->design, weights, snapshot->templates);
}

static void
copy_evaluation (HillRun      *self,
                 HillSnapshot *snapshot)
{
  gboolean has_test = hill_design_get_cells (self->design, HILL_SPLIT_TEST)->n_rows > 0;

  snapshot->evaluated = self->evaluated && self->evaluated_step == snapshot->step;
  snapshot->evaluated_step = self->evaluated_step;
  snapshot->confusion_split = has_test ? HILL_SPLIT_TEST : HILL_SPLIT_TRAIN;
  if (!self->evaluated)
    return;
  snapshot->train = self->train;
  snapshot->validation = self->validation;
  snapshot->test = self->test;
  snapshot->confusion = hill_confusion_ref (self->confusion);
}

/* What an optimiser remembers may be much: L-BFGS keeps some forty blocks. */
static gboolean
can_copy_moment (HillRun *self)
{
  gsize n_blocks = hill_trainer_get_experiment (self->trainer)->optimizer == HILL_OPTIMIZER_LBFGS ? 42 : 3;

  return get_n_weights (self) <= MAX_MOMENT_BYTES / (n_blocks * sizeof (float));
}

static void
copy_ahead (HillRun      *self,
            HillSnapshot *snapshot)
{
  const guint32 *rows;

  snapshot->trail = hill_trail_copy (self->trail);
  if (!self->looked_ahead || self->ahead_of != snapshot->step)
    return;
  snapshot->next_weights = g_memdup2 (self->next_weights, get_n_weights (self) * sizeof (float));
  if (can_copy_moment (self))
    snapshot->moment = hill_trainer_copy_moment (self->trainer);
  snapshot->next_record = self->next_record;
  rows = hill_trainer_get_batch (self->trainer, snapshot->step, &snapshot->n_next_rows);
  if (snapshot->n_next_rows <= MAX_NEXT_ROWS && snapshot->n_next_rows < hill_design_get_partition (self->design)->n_train)
    snapshot->next_batch = g_memdup2 (rows, snapshot->n_next_rows * sizeof *rows);
}

HillSnapshot *
hill_run_snapshot (HillRun *self)
{
  HillSnapshot *snapshot = hill_snapshot_new ();
  HillTrainer *trainer = self->trainer;

  snapshot->design = hill_design_ref (self->design);
  snapshot->experiment = *hill_trainer_get_experiment (trainer);
  snapshot->changes = hill_trainer_get_changes (trainer);
  snapshot->state = hill_trainer_get_state (trainer);
  snapshot->message = g_strdup (hill_trainer_get_message (trainer));
  snapshot->run = self->number;
  snapshot->start = hill_trainer_get_start (trainer) != NULL ? g_bytes_ref (self->start) : NULL;
  snapshot->mask = hill_trainer_get_mask (trainer) != NULL ? g_bytes_ref (self->mask) : NULL;
  snapshot->step = hill_trainer_get_step (trainer);
  snapshot->n_steps = hill_trainer_get_n_steps (trainer);
  snapshot->planned_steps = hill_trainer_get_planned_steps (trainer);
  snapshot->history = hill_history_copy (hill_trainer_get_history (trainer));
  copy_weights (self, snapshot);
  copy_batch (self, snapshot);
  copy_evaluation (self, snapshot);
  copy_ahead (self, snapshot);
  read_clock (self, snapshot);
  return snapshot;
}
