/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Gradients of single examples, known by their dot products only. */

#include "hill-arrows.h"

#include "hill-exact.h"
#include "hill-kernels-fine.h"
#include "hill-reference.h"
#include "hill-weights.h"

#include <math.h>
#include <string.h>

/* The vectors that each example's gradient is multiplied with. */
enum
{
  WITH_D1,
  WITH_D2,
  WITH_MEAN,
  WITH_FULL,
  WITH_PENALTY,
  N_VECTORS,
};

typedef struct
{
  const HillSample *batch;
  const HillLoss   *loss;
  HillPlane        *plane;                /* (nullable) */
  guint             n_classes;
  gsize             n_weights;
  float            *vectors[N_VECTORS];   /* owned; C x (D + 1) each; D1 and D2 (nullable) */
  double           *scores[N_VECTORS];    /* owned; n x C each: what the vector gives as weights */
  double            with_penalty[N_VECTORS];      /* vector . penalty gradient */
  double           *at;                   /* owned; scores at the weights */
} Table;

static void
table_clear (Table *self)
{
  for (int k = 0; k < N_VECTORS; k++)
    {
      g_clear_pointer (&self->vectors[k], g_free);
      g_clear_pointer (&self->scores[k], g_free);
    }
  g_clear_pointer (&self->at, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static gboolean
find_gradient (HillSample          *sample,
               const HillLoss      *loss,
               const float         *weights,
               guint                n_threads,
               const HillProgress  *progress,
               float               *gradient,
               HillArrow           *arrow,
               GError             **error)
{
  g_autoptr(HillObjective) objective = hill_objective_new (sample->design, n_threads);
  gsize n = hill_sample_get_n_weights (sample);
  HillEvaluation evaluation;

  if (!hill_objective_evaluate (objective, loss, weights, HILL_SPLIT_TRAIN, sample->rows, sample->n_rows, gradient, progress,
                                &evaluation, error))
    return FALSE;
  arrow->loss = evaluation.data_loss;
  arrow->length = sqrt (hill_weights_dot (gradient, gradient, n));
  return TRUE;
}

static double
get_cosine (double dot,
            double length1,
            double length2)
{
  return length1 > 0 && length2 > 0 ? CLAMP (dot / (length1 * length2), -1, 1) : NAN;
}

static void
find_scores (Table *self,
             guint  n_threads)
{
  for (int k = 0; k < N_VECTORS; k++)
    if (self->vectors[k] != NULL)
      {
        g_autofree double *exact = hill_exact_dup_weights (self->batch, self->vectors[k]);

        self->scores[k] = g_new (double, self->batch->n_rows * self->n_classes + 1);
        hill_exact_scores (self->batch, exact, n_threads, self->scores[k]);
        self->with_penalty[k] = hill_weights_dot (self->vectors[k], self->vectors[WITH_PENALTY], self->n_weights);
      }
}

/* |x|^2, the 1 of the bias included. */
static double
get_square (const HillSample *sample,
            gsize             i,
            double           *x)
{
  const HillCells *cells = hill_design_get_cells (sample->design, HILL_SPLIT_TRAIN);
  double square = 0;

  hill_kernel_spread (cells, hill_sample_get_row (sample, i), 0, cells->n_cols + 1, hill_design_get_slopes (sample->design),
                      hill_design_get_offsets (sample->design), x);
  for (gsize d = 0; d <= cells->n_cols; d++)
    square += x[d] * x[d];
  return square;
}

static void
find_arrow (const Table      *self,
            const HillArrows *arrows,
            gsize             i,
            double           *slopes,
            double           *x,
            HillArrow        *arrow)
{
  guint label = hill_design_get_labels (self->batch->design, HILL_SPLIT_TRAIN)[hill_sample_get_row (self->batch, i)];
  const double *s = self->at + i * self->n_classes;
  double dots[N_VECTORS] = { 0 }, square = 0;

  *arrow = (HillArrow) { 0 };
  if (self->loss->type == HILL_LOSS_HINGE)
    arrow->loss = hill_reference_hinge (s, self->n_classes, label, self->loss->margin, slopes);
  else
    arrow->loss = hill_reference_softmax (s, self->n_classes, label, slopes);
  for (guint c = 0; c < self->n_classes; c++)
    {
      square += slopes[c] * slopes[c];
      for (int k = 0; k < N_VECTORS; k++)
        if (self->scores[k] != NULL)
          dots[k] += slopes[c] * self->scores[k][i * self->n_classes + c];
    }
  square = square * get_square (self->batch, i, x) + 2 * dots[WITH_PENALTY] + self->with_penalty[WITH_PENALTY];
  arrow->length = sqrt (MAX (square, 0));
  for (int k = 0; k < N_VECTORS; k++)
    dots[k] += self->with_penalty[k];
  if (self->plane != NULL)
    hill_plane_solve (self->plane, dots[WITH_D1], dots[WITH_D2], &arrow->a, &arrow->b);
  arrow->cos_mean = get_cosine (dots[WITH_MEAN], arrow->length, arrows->mean.length);
  arrow->cos_full = get_cosine (dots[WITH_FULL], arrow->length, arrows->full.length);
}

static void
finish_whole (const Table *self,
              HillArrows  *arrows)
{
  HillPlanePoint mean = { 0 }, full = { 0 };
  double dot = hill_weights_dot (self->vectors[WITH_MEAN], self->vectors[WITH_FULL], self->n_weights);

  if (self->plane != NULL)
    {
      hill_plane_project_vector (self->plane, self->vectors[WITH_MEAN], &mean);
      hill_plane_project_vector (self->plane, self->vectors[WITH_FULL], &full);
    }
  arrows->mean.a = mean.a;
  arrows->mean.b = mean.b;
  arrows->full.a = full.a;
  arrows->full.b = full.b;
  arrows->mean.cos_mean = get_cosine (1, arrows->mean.length > 0, 1);
  arrows->full.cos_full = get_cosine (1, arrows->full.length > 0, 1);
  arrows->mean.cos_full = arrows->full.cos_mean = get_cosine (dot, arrows->mean.length, arrows->full.length);
}

HillArrows *
hill_arrows_new (HillSample          *batch,
                 HillSample          *all,
                 const HillLoss      *loss,
                 const float         *weights,
                 HillPlane           *plane,
                 guint                n_threads,
                 const HillProgress  *progress,
                 GError             **error)
{
  g_autoptr(HillArrows) self = NULL;
  g_auto(Table) table = { .batch = batch, .loss = loss, .plane = plane };
  g_autofree double *slopes = NULL, *x = NULL, *exact = NULL;

  g_return_val_if_fail (batch != NULL && all != NULL && batch->design == all->design && loss != NULL && weights != NULL, NULL);

  self = g_atomic_rc_box_new0 (HillArrows);
  table.n_classes = hill_design_get_n_classes (batch->design);
  table.n_weights = hill_sample_get_n_weights (batch);
  for (int k = 0; k < N_VECTORS; k++)
    if (k >= WITH_MEAN)
      table.vectors[k] = g_new0 (float, table.n_weights);
    else if (plane != NULL)
      table.vectors[k] = g_memdup2 (plane->directions + (gsize) k * table.n_weights, table.n_weights * sizeof (float));
  if (!find_gradient (all, loss, weights, n_threads, progress, table.vectors[WITH_FULL], &self->full, error) ||
      !find_gradient (batch, loss, weights, n_threads, progress, table.vectors[WITH_MEAN], &self->mean, error))
    return NULL;
  hill_loss_add_penalty_gradient (loss, table.n_classes, hill_design_get_n_features (batch->design), weights, table.vectors[WITH_PENALTY]);
  finish_whole (&table, self);

  exact = hill_exact_dup_weights (batch, weights);
  table.at = g_new (double, batch->n_rows * table.n_classes + 1);
  hill_exact_scores (batch, exact, n_threads, table.at);
  find_scores (&table, n_threads);
  slopes = g_new (double, table.n_classes);
  x = g_new (double, hill_design_get_n_features (batch->design) + 1);
  self->n_examples = batch->n_rows;
  self->examples = g_new0 (HillArrow, batch->n_rows + 1);
  for (gsize i = 0; i < batch->n_rows; i++)
    find_arrow (&table, self, i, slopes, x, &self->examples[i]);
  return g_steal_pointer (&self);
}

HillArrows *
hill_arrows_ref (HillArrows *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
hill_arrows_clear (gpointer data)
{
  HillArrows *self = data;

  g_free (self->examples);
}

void
hill_arrows_unref (HillArrows *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, hill_arrows_clear);
}
