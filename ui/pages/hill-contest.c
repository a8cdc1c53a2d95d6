/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The entrants run one after the other.  Each has an equal part of the progress, of which extraction takes a fifth. */

#include "hill-contest.h"

#include "hill-curve-plot.h"
#include "hill-run.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define EXTRACTION_PART 0.2
#define CHECKPOINT_BYTES ((gsize) 1 << 20)      /* nobody looks back */
#define REPORT_INTERVAL (G_USEC_PER_SEC / 8)
#define MIN_CELLS 6                             /* along the shorter edge, for cells of 8 */

/* A part of a larger piece of work. */
typedef struct
{
  const HillProgress *whole;
  double              start, share;
} Part;

static gboolean
report_part (double   fraction,
             gpointer data)
{
  const Part *part = data;

  return hill_progress_report (part->whole, part->start + part->share * CLAMP (fraction, 0, 1), NULL);
}

/* (transfer full): "HoG + hue histogram" */
static char *
name_features (const char *features)
{
  g_autoptr(GString) name = g_string_new (NULL);
  HillFeatureSet set;

  if (!hill_feature_set_parse (&set, features, NULL))
    return g_strdup (features);
  for (guint i = 0; i < set.n_blocks; i++)
    {
      g_autofree char *block = hill_feature_block_describe (&set.blocks[i]);

      g_string_append_printf (name, "%s%s", i > 0 ? " + " : "", block);
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* (transfer full): the experiment's own block of that kind, or the usual one. */
static char *
choose_block (const HillExperiment *experiment,
              HillFeatureKind       kind,
              const char           *usual)
{
  HillFeatureSet set;

  if (hill_feature_set_parse (&set, experiment->features, NULL))
    for (guint i = 0; i < set.n_blocks; i++)
      if (set.blocks[i].kind == kind)
        return hill_feature_block_to_text (&set.blocks[i]);
  return g_strdup (usual);
}

/* Those that do not fit the images, such as a HoG of tiny ones, stay away. */
static void
add_entrant (HillContest *self,
             HillDataset *dataset,
             const char  *features)
{
  HillEntrant *entrant = &self->entrants[self->n_entrants];
  HillFeatureSet set;

  if (!hill_feature_set_parse (&set, features, NULL) || !hill_feature_set_fit_dataset (&set, dataset, NULL))
    return;
  *entrant = (HillEntrant) { .features = g_strdup (features), .name = name_features (features) };
  entrant->epochs = g_array_new (FALSE, FALSE, sizeof (HillContestEpoch));
  self->n_entrants++;
}

HillContest *
hill_contest_new (HillDataset          *dataset,
                  const HillExperiment *experiment)
{
  HillContest *self = g_new0 (HillContest, 1);
  guint edge = MIN (hill_dataset_get_width (dataset), hill_dataset_get_height (dataset));
  g_autofree char *hue = choose_block (experiment, HILL_FEATURE_HUE, "hue:18");
  g_autofree char *hog = choose_block (experiment, HILL_FEATURE_HOG, edge >= 8 * MIN_CELLS ? "hog:8:9" : "hog:4:9");
  g_autofree char *both = g_strconcat (hog, "+", hue, NULL);

  self->has_test = hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST) > 0;
  self->no_hue = hill_dataset_get_n_channels (dataset) != 3;
  add_entrant (self, dataset, "pixels");
  add_entrant (self, dataset, hue);
  add_entrant (self, dataset, hog);
  add_entrant (self, dataset, both);
  return self;
}

HillContest *
hill_contest_copy (const HillContest *self)
{
  HillContest *copy = g_memdup2 (self, sizeof *self);

  for (guint i = 0; i < self->n_entrants; i++)
    {
      copy->entrants[i].features = g_strdup (self->entrants[i].features);
      copy->entrants[i].name = g_strdup (self->entrants[i].name);
      copy->entrants[i].epochs = g_array_copy (self->entrants[i].epochs);
    }
  return copy;
}

void
hill_contest_free (gpointer contest)
{
  HillContest *self = contest;

  for (guint i = 0; i < self->n_entrants; i++)
    {
      g_free (self->entrants[i].features);
      g_free (self->entrants[i].name);
      g_array_unref (self->entrants[i].epochs);
    }
  g_free (self);
}

HillContestRequest *
hill_contest_request_new (HillDataset          *dataset,
                          const HillExperiment *experiment)
{
  HillContestRequest *self = g_new0 (HillContestRequest, 1);

  self->dataset = hill_dataset_ref (dataset);
  self->experiment = *experiment;
  self->contest = hill_contest_new (dataset, experiment);
  return self;
}

void
hill_contest_request_free (gpointer request)
{
  HillContestRequest *self = request;

  hill_dataset_unref (self->dataset);
  hill_contest_free (self->contest);
  g_free (self);
}

static void
read_epochs (HillEntrant       *self,
             const HillHistory *history)
{
  while (self->epochs->len < hill_history_get_n_epochs (history))
    {
      const HillEpochRecord *record = hill_history_get_epoch (history, self->epochs->len);
      HillContestEpoch epoch = { record->epoch, record->train_accuracy, record->test_accuracy };

      g_array_append_val (self->epochs, epoch);
    }
}

typedef struct
{
  HillContest *contest;
  void       (*changed) (const HillContest *self, gpointer user_data);
  gpointer     user_data;
  gint64       last_report;
} Audience;

static void
tell (Audience *audience,
      gboolean  at_once)
{
  gint64 now = g_get_monotonic_time ();

  if (audience->changed == NULL || (!at_once && now - audience->last_report < REPORT_INTERVAL))
    return;
  audience->last_report = now;
  audience->changed (audience->contest, audience->user_data);
}

static gboolean
train (HillEntrant         *self,
       HillTrainer         *trainer,
       const HillProgress  *progress,
       Audience            *audience,
       GError             **error)
{
  double extraction = self->seconds;

  while (hill_trainer_get_state (trainer) == HILL_TRAINER_READY)
    {
      double planned = (double) MAX (hill_trainer_get_planned_steps (trainer), 1);
      Part step = { progress, (double) hill_trainer_get_n_steps (trainer) / planned, 1 / planned };

      if (!hill_trainer_step (trainer, &(HillProgress) { report_part, &step }, error)
          || !hill_progress_report (progress, step.start + step.share, error))
        return FALSE;
      self->seconds = extraction + hill_trainer_get_seconds (trainer);
      read_epochs (self, hill_trainer_get_history (trainer));
      tell (audience, FALSE);
    }
  self->state = hill_trainer_get_state (trainer);
  self->done = TRUE;
  tell (audience, TRUE);
  return TRUE;
}

static gboolean
run_entrant (HillEntrant           *self,
             HillDataset           *dataset,
             const HillExperiment  *experiment,
             guint                  n_threads,
             const HillProgress    *whole,
             double                 start,
             Audience              *audience,
             GError               **error)
{
  double share = 1.0 / audience->contest->n_entrants;
  Part extraction = { whole, start, share * EXTRACTION_PART };
  Part training = { whole, start + share * EXTRACTION_PART, share * (1 - EXTRACTION_PART) };
  g_autoptr(HillPartition) partition = hill_partition_new (dataset, experiment->validation, experiment->seed);
  g_autoptr(HillDesign) design = NULL;
  g_autoptr(HillTrainer) trainer = NULL;
  HillExperiment own = *experiment;
  gint64 begin = g_get_monotonic_time ();

  if (!hill_experiment_set (&own, "features", self->features, error))
    return FALSE;
  design = hill_design_new (dataset, partition, self->features, own.scale, n_threads, &(HillProgress) { report_part, &extraction }, error);
  if (design == NULL)
    return FALSE;
  self->seconds = (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  self->n_features = hill_design_get_n_features (design);
  trainer = hill_trainer_new (design, &own, n_threads, error);
  if (trainer == NULL)
    return FALSE;
  hill_trainer_set_checkpoint_bytes (trainer, CHECKPOINT_BYTES);
  return train (self, trainer, &(HillProgress) { report_part, &training }, audience, error);
}

gboolean
hill_contest_run (HillContest           *self,
                  HillDataset           *dataset,
                  const HillExperiment  *experiment,
                  guint                  n_threads,
                  const HillProgress    *progress,
                  void                 (*changed) (const HillContest *self, gpointer user_data),
                  gpointer               user_data,
                  GError               **error)
{
  Audience audience = { self, changed, user_data, 0 };

  for (guint i = 0; i < self->n_entrants; i++)
    if (!run_entrant (&self->entrants[i], dataset, experiment, n_threads, progress, (double) i / self->n_entrants, &audience, error))
      return FALSE;
  return TRUE;
}

static void
post (const HillContest *contest,
      gpointer           job)
{
  hill_job_post (job, hill_contest_copy (contest));
}

void
hill_contest_compute (HillJob  *job,
                      gpointer  data)
{
  HillContestRequest *request = data;
  GError *error = NULL;

  if (!hill_contest_run (request->contest, request->dataset, &request->experiment, hill_run_choose_n_threads (),
                         hill_job_get_progress (job), post, job, &error))
    hill_job_fail (job, error);
}

const HillContestEpoch *
hill_entrant_get_last (const HillEntrant *self)
{
  return self->epochs->len > 0 ? &g_array_index (self->epochs, HillContestEpoch, self->epochs->len - 1) : NULL;
}

static double
get_accuracy (const HillContest *self,
              guint              index)
{
  const HillContestEpoch *last = hill_entrant_get_last (&self->entrants[index]);

  if (last == NULL)
    return 0;
  return self->has_test ? last->test_accuracy : last->train_accuracy;
}

/* The best but @other. */
static guint
find_best (const HillContest *self,
           guint              other)
{
  guint best = other == 0 ? 1 : 0;

  for (guint i = best + 1; i < self->n_entrants; i++)
    if (i != other && get_accuracy (self, i) > get_accuracy (self, best))
      best = i;
  return best;
}

char *
hill_contest_describe (const HillContest *self)
{
  guint best, second;
  double accuracy, lead;

  for (guint i = 0; i < self->n_entrants; i++)
    if (!self->entrants[i].done)
      return g_strdup ("");
  if (self->n_entrants < 2)
    return g_strdup (_("Only pixels fit these images."));

  best = find_best (self, G_MAXUINT);
  second = best > 0 ? 0 : find_best (self, best);      /* pixels are what the others have to beat */
  accuracy = 100 * get_accuracy (self, best);
  lead = accuracy - 100 * get_accuracy (self, second);
  if (self->has_test)
    /* Translators: the winner, its accuracy, its lead in points of a per cent, and over whom */
    return g_strdup_printf (_("The winner is %s: %.2f %% of the test set are right, %.2f points more than with %s."),
                            self->entrants[best].name, accuracy, lead, self->entrants[second].name);
  return g_strdup_printf (_("The winner is %s: %.2f %% of the training set are right, %.2f points more than with %s."),
                          self->entrants[best].name, accuracy, lead, self->entrants[second].name);
}

static void
add_curve (HillPlot          *plot,
           const HillEntrant *entrant,
           gboolean           has_test)
{
  guint n = entrant->epochs->len;
  g_autofree double *x = g_new (double, n + 1);
  g_autofree double *y = g_new (double, n + 1);
  HillCurve curve = { entrant->name, x, y, n, FALSE, TRUE };

  for (guint i = 0; i < n; i++)
    {
      const HillContestEpoch *epoch = &g_array_index (entrant->epochs, HillContestEpoch, i);

      x[i] = epoch->epoch;
      y[i] = has_test ? epoch->test_accuracy : epoch->train_accuracy;
    }
  if (n > 0)
    hill_curve_plot_add (plot, &curve);
}

HillPlot *
hill_contest_new_plot (const HillContest *self)
{
  HillPlot *plot = hill_curve_plot_new (NULL, _("epoch"), self->has_test ? _("test accuracy") : _("training accuracy"));

  for (guint i = 0; i < self->n_entrants; i++)
    add_curve (plot, &self->entrants[i], self->has_test);
  hill_curve_plot_set_percent (plot, TRUE);
  hill_curve_plot_set_empty_text (plot, _("Each kind of features gets a curve here"));
  return plot;
}
