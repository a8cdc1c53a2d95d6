/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Predictions of a whole split, block by block, so that the work can be watched and stopped. */

#include "hill-metrics.h"

/* Rows between two reports: some milliseconds of work. */
#define BLOCK_ROWS 4096

typedef struct
{
  HillConfusion public;
  gatomicrefcount ref_count;
} ConfusionPrivate;

static guint16
find_highest (const float *scores,
              guint        n_classes)
{
  guint best = 0;

  for (guint c = 1; c < n_classes; c++)
    if (scores[c] > scores[best])
      best = c;
  return (guint16) best;
}

static void
count_block (HillConfusion *self,
             const float   *scores,
             const guint16 *labels,
             gsize          first,
             gsize          n)
{
  for (gsize i = 0; i < n; i++)
    {
      guint16 predicted = find_highest (scores + i * self->n_classes, self->n_classes);

      self->predictions[first + i] = predicted;
      self->counts[(gsize) labels[first + i] * self->n_classes + predicted]++;
    }
}

static HillConfusion *
confusion_alloc (guint n_classes,
                 gsize n_examples)
{
  ConfusionPrivate *self = g_new0 (ConfusionPrivate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->public.n_classes = n_classes;
  self->public.n_examples = n_examples;
  self->public.counts = g_new0 (guint64, (gsize) n_classes * n_classes);
  self->public.predictions = g_new (guint16, MAX (n_examples, 1));
  return &self->public;
}

HillConfusion *
hill_confusion_new (HillObjective       *objective,
                    HillDesign          *design,
                    const float         *weights,
                    HillSplit            split,
                    const HillProgress  *progress,
                    GError             **error)
{
  gsize n_examples = hill_design_get_cells (design, split)->n_rows;
  guint n_classes = hill_design_get_n_classes (design);
  const guint16 *labels = hill_design_get_labels (design, split);
  g_autoptr(HillConfusion) self = confusion_alloc (n_classes, n_examples);
  g_autofree float *scores = g_new (float, (gsize) BLOCK_ROWS * n_classes);
  g_autofree guint32 *rows = g_new (guint32, BLOCK_ROWS);

  for (gsize first = 0; first < n_examples; first += BLOCK_ROWS)
    {
      gsize n = MIN (BLOCK_ROWS, n_examples - first);

      if (!hill_progress_report (progress, (double) first / (double) n_examples, error))
        return NULL;
      for (gsize i = 0; i < n; i++)
        rows[i] = (guint32) (first + i);
      hill_objective_scores (objective, weights, split, rows, n, scores);
      count_block (self, scores, labels, first, n);
    }
  return g_steal_pointer (&self);
}

HillConfusion *
hill_confusion_ref (HillConfusion *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&((ConfusionPrivate *) self)->ref_count);
  return self;
}

void
hill_confusion_unref (HillConfusion *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&((ConfusionPrivate *) self)->ref_count))
    return;
  g_free (self->counts);
  g_free (self->predictions);
  g_free (self);
}

guint64
hill_confusion_get_count (const HillConfusion *self,
                          guint                true_class,
                          guint                predicted_class)
{
  g_return_val_if_fail (true_class < self->n_classes && predicted_class < self->n_classes, 0);

  return self->counts[(gsize) true_class * self->n_classes + predicted_class];
}
