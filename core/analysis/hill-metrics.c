/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Predictions of a whole split, a few thousand rows of scores at a time. */

#include "hill-metrics.h"

#define ROWS_AT_ONCE 4096

/* The first of the highest scores. */
static guint
find_highest (const float *scores,
              guint        n_classes)
{
  guint best = 0;

  for (guint c = 1; c < n_classes; c++)
    if (scores[c] > scores[best])
      best = c;
  return best;
}

static gboolean
hill_confusion_predict (HillConfusion       *self,
                        HillObjective       *objective,
                        const float         *weights,
                        HillSplit            split,
                        const HillProgress  *progress,
                        GError             **error)
{
  gsize at_once = CLAMP (((gsize) 4 << 20) / self->n_classes, 64, ROWS_AT_ONCE);
  g_autofree float *scores = g_new (float, at_once * self->n_classes);
  g_autofree guint32 *rows = g_new (guint32, at_once);

  for (gsize first = 0; first < self->n_examples; first += at_once)
    {
      gsize n = MIN (at_once, self->n_examples - first);

      for (gsize i = 0; i < n; i++)
        rows[i] = (guint32) (first + i);
      hill_objective_scores (objective, weights, split, rows, n, scores);
      for (gsize i = 0; i < n; i++)
        self->predictions[first + i] = (guint16) find_highest (scores + i * self->n_classes, self->n_classes);
      if (!hill_progress_report (progress, (double) (first + n) / (double) self->n_examples, error))
        return FALSE;
    }
  return TRUE;
}

HillConfusion *
hill_confusion_new (HillObjective       *objective,
                    HillDesign          *design,
                    const float         *weights,
                    HillSplit            split,
                    const HillProgress  *progress,
                    GError             **error)
{
  g_autoptr(HillConfusion) self = NULL;
  const guint16 *labels;

  g_return_val_if_fail (objective != NULL && design != NULL && weights != NULL, NULL);

  self = g_atomic_rc_box_new0 (HillConfusion);
  self->n_classes = hill_design_get_n_classes (design);
  self->n_examples = hill_design_get_cells (design, split)->n_rows;
  self->counts = g_new0 (guint64, (gsize) self->n_classes * self->n_classes);
  self->predictions = g_new0 (guint16, self->n_examples + 1);
  if (!hill_confusion_predict (self, objective, weights, split, progress, error))
    return NULL;

  labels = hill_design_get_labels (design, split);
  for (gsize i = 0; i < self->n_examples; i++)
    self->counts[(gsize) labels[i] * self->n_classes + self->predictions[i]]++;
  return g_steal_pointer (&self);
}

HillConfusion *
hill_confusion_ref (HillConfusion *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
hill_confusion_clear (gpointer data)
{
  HillConfusion *self = data;

  g_free (self->counts);
  g_free (self->predictions);
}

void
hill_confusion_unref (HillConfusion *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, hill_confusion_clear);
}

guint64
hill_confusion_get_count (const HillConfusion *self,
                          guint                true_class,
                          guint                predicted_class)
{
  g_return_val_if_fail (self != NULL && true_class < self->n_classes && predicted_class < self->n_classes, 0);

  return self->counts[(gsize) true_class * self->n_classes + predicted_class];
}
