/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A series is kept as buckets of equally many steps, the lowest and the highest point of each.  When there are too many,
 * neighbours are merged, so that a run of any length stays below MAX_BUCKETS; up to twice as many steps nothing is lost. */

#include "hill-run-curves.h"

#include "hill-curve-plot.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_BUCKETS 2048

typedef enum
{
  SERIES_DATA_LOSS,
  SERIES_PENALTY,
  SERIES_ACCURACY,
  N_SERIES
} Series;

typedef struct
{
  double low_x, low_y;
  double high_x, high_y;
} Bucket;

struct _HillRunCurves
{
  GArray        *buckets[N_SERIES];     /* of Bucket; all equally long */
  guint64        span;                  /* steps in a bucket */
  guint64        n_steps;               /* steps read */
  HillStepRecord first;                 /* of the run read, to tell another run from more of this one */
  HillStepRecord last;
};

static void
clear (HillRunCurves *self)
{
  for (int i = 0; i < N_SERIES; i++)
    g_array_set_size (self->buckets[i], 0);
  self->span = 1;
  self->n_steps = 0;
}

HillRunCurves *
hill_run_curves_new (void)
{
  HillRunCurves *self = g_new0 (HillRunCurves, 1);

  for (int i = 0; i < N_SERIES; i++)
    self->buckets[i] = g_array_new (FALSE, FALSE, sizeof (Bucket));
  clear (self);
  return self;
}

void
hill_run_curves_free (HillRunCurves *self)
{
  for (int i = 0; i < N_SERIES; i++)
    g_array_unref (self->buckets[i]);
  g_free (self);
}

/* Values that are not finite lose every comparison, so that a bucket keeps them only if it has no other. */
static void
bucket_merge (Bucket       *self,
              const Bucket *other)
{
  if (other->low_y < self->low_y || !isfinite (self->low_y))
    {
      self->low_x = other->low_x;
      self->low_y = other->low_y;
    }
  if (other->high_y > self->high_y || !isfinite (self->high_y))
    {
      self->high_x = other->high_x;
      self->high_y = other->high_y;
    }
}

static void
halve (GArray *buckets)
{
  Bucket *b = (Bucket *) buckets->data;
  guint n = (buckets->len + 1) / 2;

  for (guint i = 0; i < n; i++)
    {
      Bucket merged = b[2 * i];

      if (2 * i + 1 < buckets->len)
        bucket_merge (&merged, &b[2 * i + 1]);
      b[i] = merged;
    }
  g_array_set_size (buckets, n);
}

static void
append (HillRunCurves        *self,
        const HillStepRecord *record)
{
  const double values[N_SERIES] = { record->data_loss, record->penalty, record->accuracy };
  double x = (double) self->n_steps;

  if (self->n_steps % self->span == 0 && self->buckets[0]->len >= MAX_BUCKETS)
    {
      for (int i = 0; i < N_SERIES; i++)
        halve (self->buckets[i]);
      self->span *= 2;
    }
  for (int i = 0; i < N_SERIES; i++)
    {
      Bucket point = { x, values[i], x, values[i] };

      if (self->n_steps % self->span == 0)
        g_array_append_val (self->buckets[i], point);
      else
        bucket_merge (&g_array_index (self->buckets[i], Bucket, self->buckets[i]->len - 1), &point);
    }
  self->n_steps++;
  self->last = *record;
}

static gboolean
is_continued (const HillRunCurves *self,
              const HillHistory   *history)
{
  return self->n_steps > 0
         && hill_history_get_n_steps (history) >= self->n_steps
         && memcmp (hill_history_get_step (history, 0), &self->first, sizeof self->first) == 0
         && memcmp (hill_history_get_step (history, self->n_steps - 1), &self->last, sizeof self->last) == 0;
}

void
hill_run_curves_update (HillRunCurves      *self,
                        const HillSnapshot *snapshot)
{
  gsize n_steps = hill_history_get_n_steps (snapshot->history);

  if (!is_continued (self, snapshot->history))
    {
      clear (self);
      if (n_steps > 0)
        self->first = *hill_history_get_step (snapshot->history, 0);
    }
  while (self->n_steps < n_steps)
    append (self, hill_history_get_step (snapshot->history, self->n_steps));
}

static void
add_point (double *x,
           double *y,
           gsize  *n,
           double  new_x,
           double  new_y)
{
  x[*n] = new_x;
  y[*n] = new_y;
  (*n)++;
}

static void
add_series (HillPlot            *plot,
            const HillRunCurves *self,
            Series               series,
            const char          *name,
            gboolean             smoothed)
{
  const GArray *buckets = self->buckets[series];
  g_autofree double *x = g_new (double, 2 * buckets->len + 1);
  g_autofree double *y = g_new (double, 2 * buckets->len + 1);
  HillCurve curve = { (char *) name, x, y, 0, smoothed, FALSE };

  for (guint i = 0; i < buckets->len; i++)
    {
      const Bucket *b = &g_array_index (buckets, Bucket, i);

      if (b->low_x < b->high_x)
        add_point (x, y, &curve.n_points, b->low_x, b->low_y);
      add_point (x, y, &curve.n_points, b->high_x, b->high_y);
      if (b->low_x > b->high_x)
        add_point (x, y, &curve.n_points, b->low_x, b->low_y);
    }
  if (curve.n_points > 0)
    hill_curve_plot_add (plot, &curve);
}

typedef double (*EpochValue) (const HillEpochRecord *record);

static double
get_train_accuracy (const HillEpochRecord *record)
{
  return record->train_accuracy;
}

static double
get_validation_accuracy (const HillEpochRecord *record)
{
  return record->validation_accuracy;
}

static double
get_test_accuracy (const HillEpochRecord *record)
{
  return record->test_accuracy;
}

static double
get_validation_loss (const HillEpochRecord *record)
{
  return record->validation_loss;
}

static double
get_test_loss (const HillEpochRecord *record)
{
  return record->test_loss;
}

/* A curve over the epochs; none where there is nothing to show, such as no validation examples. */
static gboolean
add_epochs (HillPlot          *plot,
            const HillHistory *history,
            EpochValue         get_value,
            const char        *name)
{
  gsize n_epochs = hill_history_get_n_epochs (history);
  g_autofree double *x = g_new (double, n_epochs + 1);
  g_autofree double *y = g_new (double, n_epochs + 1);
  HillCurve curve = { (char *) name, x, y, 0, FALSE, TRUE };

  for (gsize i = 0; i < n_epochs; i++)
    {
      const HillEpochRecord *record = hill_history_get_epoch (history, i);

      if (isfinite (get_value (record)))
        add_point (x, y, &curve.n_points, (double) record->step, get_value (record));
    }
  if (curve.n_points > 0)
    hill_curve_plot_add (plot, &curve);
  return curve.n_points > 0;
}

/* Minibatches are noisy: their mean is what is read. */
static gboolean
is_noisy (const HillSnapshot *snapshot)
{
  return snapshot->experiment.batch_size > 0 && snapshot->experiment.optimizer != HILL_OPTIMIZER_LBFGS;
}

static void
finish (HillPlot            *plot,
        const HillRunCurves *self,
        double               cursor)
{
  hill_curve_plot_set_x_range (plot, 0, MAX ((double) self->n_steps, 1));
  hill_curve_plot_set_cursor (plot, cursor);
  hill_curve_plot_set_empty_text (plot, _("Press Start to train"));
}

HillPlot *
hill_run_curves_new_loss_plot (const HillRunCurves *self,
                               const HillSnapshot  *snapshot,
                               gboolean             log_y,
                               double               cursor)
{
  HillPlot *plot = hill_curve_plot_new (NULL, _("step"), _("loss"));

  if (self->n_steps > 0)
    {
      add_series (plot, self, SERIES_DATA_LOSS, _("Data loss"), is_noisy (snapshot));
      add_series (plot, self, SERIES_PENALTY, _("Penalty λR(W)"), FALSE);
      if (!add_epochs (plot, snapshot->history, get_validation_loss, _("Validation data loss")))
        add_epochs (plot, snapshot->history, get_test_loss, _("Test data loss"));
    }
  hill_curve_plot_set_log_y (plot, log_y);
  finish (plot, self, cursor);
  return plot;
}

HillPlot *
hill_run_curves_new_accuracy_plot (const HillRunCurves *self,
                                   const HillSnapshot  *snapshot,
                                   double               cursor)
{
  HillPlot *plot = hill_curve_plot_new (NULL, _("step"), _("accuracy"));

  if (self->n_steps > 0)
    {
      if (is_noisy (snapshot))
        add_series (plot, self, SERIES_ACCURACY, _("Minibatch"), TRUE);
      add_epochs (plot, snapshot->history, get_train_accuracy, _("Training set"));
      add_epochs (plot, snapshot->history, get_validation_accuracy, _("Validation"));
      add_epochs (plot, snapshot->history, get_test_accuracy, _("Test set"));
    }
  hill_curve_plot_set_percent (plot, TRUE);
  finish (plot, self, cursor);
  return plot;
}
