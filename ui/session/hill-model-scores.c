/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A dozen images: plain double arithmetic, s = W x' + b with the scaled features x' = slope x + offset. */

#include "hill-model-scores.h"

#include <glib/gi18n.h>

static double
get_score (const HillSnapshot *snapshot,
           const HillCells    *cells,
           gsize               row,
           guint               class_index)
{
  gsize n = hill_design_get_n_features (snapshot->design);
  const float *weights = snapshot->weights + class_index * (n + 1);
  const float *slopes = hill_design_get_slopes (snapshot->design), *offsets = hill_design_get_offsets (snapshot->design);
  double score = weights[n];

  for (gsize d = 0; d < n; d++)
    score += weights[d] * (slopes[d] * hill_cells_get (cells, row, d) + offsets[d]);
  return score;
}

static void
fill_image (HillModelScores *self,
            guint            image)
{
  HillDesign *design = self->snapshot->design;
  gsize row = self->rows[image];
  g_autofree char *name = g_strdup_printf (self->split == HILL_SPLIT_TEST ? _("test %zu") : _("training %zu"), row + 1);

  hill_sheet_set_image_name (self->sheet, image, name);
  hill_sheet_set_label (self->sheet, image, hill_design_get_labels (design, self->split)[row]);
  for (guint c = 0; c < hill_design_get_n_classes (design); c++)
    {
      double score = get_score (self->snapshot, hill_design_get_cells (design, self->split), row, c);

      /* A run that diverged leaves what is no score; four places are what a table can show. */
      if (hill_score_check (score, NULL))
        hill_sheet_set_score (self->sheet, image, c, score);
    }
}

HillModelScores *
hill_model_scores_new (HillSnapshot *snapshot,
                       guint         n_images,
                       gsize         first)
{
  HillModelScores *self = g_new0 (HillModelScores, 1);
  HillDataset *dataset = hill_design_get_dataset (snapshot->design);
  guint n_classes = hill_design_get_n_classes (snapshot->design);
  gsize n_examples;

  self->snapshot = hill_snapshot_ref (snapshot);
  self->split = hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST) > 0 ? HILL_SPLIT_TEST : HILL_SPLIT_TRAIN;
  n_examples = hill_dataset_get_n_examples (dataset, self->split);
  self->n_rows = (guint) MIN (n_images, n_examples);
  self->rows = g_new0 (gsize, self->n_rows);
  self->sheet = hill_sheet_new (n_classes, self->n_rows);
  for (guint c = 0; c < n_classes; c++)
    hill_sheet_set_class_name (self->sheet, c, hill_dataset_get_class_name (dataset, c));
  for (guint i = 0; i < self->n_rows; i++)
    {
      self->rows[i] = (first + i) % n_examples;
      fill_image (self, i);
    }
  self->penalty = hill_loss_get_penalty (&snapshot->experiment.loss, n_classes, hill_design_get_n_features (snapshot->design),
                                         snapshot->weights);
  return self;
}

void
hill_model_scores_free (HillModelScores *self)
{
  hill_sheet_free (self->sheet);
  hill_snapshot_unref (self->snapshot);
  g_free (self->rows);
  g_free (self);
}

typedef struct
{
  HillSnapshot *snapshot;
  guint         n_images;
  gsize         first;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  hill_snapshot_unref (question->snapshot);
  g_free (question);
}

static void
compute (HillJob  *job,
         gpointer  data)
{
  const Question *question = data;

  hill_job_post (job, hill_model_scores_new (question->snapshot, question->n_images, question->first));
}

HillJob *
hill_model_scores_ask (HillSession   *session,
                       guint          n_images,
                       gsize          first,
                       HillJobNotify  notify,
                       gpointer       user_data)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (session);
  Question *question;

  if (snapshot == NULL)
    return NULL;
  question = g_new0 (Question, 1);
  question->snapshot = hill_snapshot_ref (snapshot);
  question->n_images = n_images;
  question->first = first;
  return hill_session_compute (session, compute, question, question_free, (GDestroyNotify) hill_model_scores_free, notify, user_data);
}
