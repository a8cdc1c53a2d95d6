/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Probabilities (or margins) at W are kept for every row; a weight that is nudged asks them what changes. */

#include "hill-numeric-private.h"

#include "hill-exact.h"
#include "hill-kernels-fine.h"
#include "hill-parallel.h"
#include "hill-reference.h"

#include <float.h>
#include <math.h>

/* Scores become probabilities; returns the loss. */
static double
scores_to_shares (double *scores,
                  guint   n_classes,
                  guint   label)
{
  double highest = scores[0], label_score = scores[label], sum = 0;

  for (guint c = 1; c < n_classes; c++)
    highest = MAX (highest, scores[c]);
  for (guint c = 0; c < n_classes; c++)
    sum += scores[c] = exp (scores[c] - highest);
  for (guint c = 0; c < n_classes; c++)
    scores[c] /= sum;
  return (highest - label_score) + log (sum);
}

static void
scores_to_margins (double *scores,
                   guint   n_classes,
                   guint   label,
                   double  margin)
{
  double label_score = scores[label];

  for (guint c = 0; c < n_classes; c++)
    scores[c] = c != label ? scores[c] - label_score + margin : -DBL_MAX;
}

#define BASE_ROWS 1024

typedef struct
{
  double loss;
  gsize  n_correct;
  double padding[6];
} BasePart;

typedef struct
{
  HillNumeric *self;
  BasePart    *parts;
} BaseWork;

/* The first of the highest is the prediction. */
static gboolean
is_correct (const double *scores,
            guint         n_classes,
            guint         label)
{
  for (guint c = 0; c < n_classes; c++)
    if (scores[c] > scores[label] || (scores[c] == scores[label] && c < label))
      return FALSE;
  return TRUE;
}

/* Scores of a chunk of rows become what is kept; the loss is added up on the way. */
static void
find_base_of_chunk (gsize    chunk,
                    gpointer data)
{
  const BaseWork *work = data;
  HillNumeric *self = work->self;
  const guint16 *labels = hill_design_get_labels (self->sample->design, HILL_SPLIT_TRAIN);
  BasePart *part = &work->parts[chunk];

  for (gsize i = chunk * BASE_ROWS; i < MIN ((chunk + 1) * BASE_ROWS, self->sample->n_rows); i++)
    {
      double *row = self->base + i * self->n_classes;
      guint label = self->labels[i] = labels[hill_sample_get_row (self->sample, i)];

      part->n_correct += is_correct (row, self->n_classes, label) ? 1 : 0;
      if (self->loss.type == HILL_LOSS_HINGE)
        {
          part->loss += hill_reference_hinge (row, self->n_classes, label, self->loss.margin, NULL);
          scores_to_margins (row, self->n_classes, label, self->loss.margin);
        }
      else
        part->loss += scores_to_shares (row, self->n_classes, label);
    }
}

static void
find_base (HillNumeric *self)
{
  gsize n = self->sample->n_rows, n_chunks = (n + BASE_ROWS - 1) / BASE_ROWS;
  g_autofree BasePart *parts = g_new0 (BasePart, n_chunks + 1);
  BaseWork work = { self, parts };

  self->base = g_new (double, n * self->n_classes + 1);
  self->labels = g_new (guint16, n + 1);
  hill_exact_scores (self->sample, self->weights, self->n_threads, self->base);
  hill_parallel_for (n_chunks, self->n_threads, find_base_of_chunk, &work);
  self->evaluation = (HillEvaluation) { .n_rows = n };
  for (gsize chunk = 0; chunk < n_chunks; chunk++)
    {
      self->evaluation.data_loss += parts[chunk].loss;
      self->evaluation.n_correct += parts[chunk].n_correct;
    }
  self->evaluation.data_loss /= (double) MAX (n, 1);
  self->evaluation.penalty = hill_exact_get_penalty (&self->loss, self->n_classes, self->n_columns - 1, self->weights);
}

HillNumeric *
hill_numeric_new (HillSample          *sample,
                  const HillLoss      *loss,
                  const float         *weights,
                  guint                n_threads,
                  const HillProgress  *progress,
                  GError             **error)
{
  g_autoptr(HillNumeric) self = NULL;

  g_return_val_if_fail (sample != NULL && loss != NULL && weights != NULL, NULL);

  self = g_new0 (HillNumeric, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->sample = hill_sample_ref (sample);
  self->loss = *loss;
  self->n_classes = hill_design_get_n_classes (sample->design);
  self->n_columns = hill_design_get_n_features (sample->design) + 1;
  self->n_threads = n_threads;
  self->weights = hill_exact_dup_weights (sample, weights);
  find_base (self);
  if (!hill_progress_report (progress, 1, error))
    return NULL;
  return g_steal_pointer (&self);
}

HillNumeric *
hill_numeric_ref (HillNumeric *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_numeric_unref (HillNumeric *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  hill_sample_unref (self->sample);
  g_free (self->weights);
  g_free (self->base);
  g_free (self->labels);
  g_free (self);
}

const HillEvaluation *
hill_numeric_get_evaluation (const HillNumeric *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->evaluation;
}

/* ---- One row, one weight ---- */

/* How log sum_j exp (s_j) changes when s_c does by z: log (1 + P_c (exp (z) - 1)), without overflow. */
static double
get_softmax_change (const double *shares,
                    guint         n_classes,
                    guint         c,
                    double        z)
{
  double share = shares[c], others = 0;

  if (fabs (z) <= 1)
    return log1p (share * expm1 (z));
  for (guint j = 0; j < n_classes; j++)
    others += j != c ? shares[j] : 0;
  if (z > 0)
    return share > 0 ? z + log (share + others * exp (-z)) : 0;
  return others > 0 ? log (others + share * exp (z)) : z;
}

/* How max (0, m) changes when m does by z. */
static double
get_hinge_change (double margin,
                  double z)
{
  return MAX (z + MIN (margin, 0), -MAX (margin, 0));
}

static gboolean
is_kink (double margin,
         double z)
{
  return fabs (z) + margin > 0 && fabs (z) - margin >= 0;
}

double
hill_numeric_get_change (const HillNumeric *self,
                         gsize              i,
                         guint              c,
                         double             z)
{
  const double *base = self->base + i * self->n_classes;
  double sum = 0;

  if (self->loss.type == HILL_LOSS_SOFTMAX)
    return get_softmax_change (base, self->n_classes, c, z) - (c == self->labels[i] ? z : 0);
  if (c != self->labels[i])
    return get_hinge_change (base[c], z);
  for (guint j = 0; j < self->n_classes; j++)
    sum += get_hinge_change (base[j], -z);
  return sum;
}

static guint
count_kinks (const HillNumeric *self,
             gsize              i,
             guint              c,
             double             z)
{
  const double *base = self->base + i * self->n_classes;
  guint n = 0;

  if (self->loss.type == HILL_LOSS_SOFTMAX)
    return 0;
  if (c != self->labels[i])
    return is_kink (base[c], z);
  for (guint j = 0; j < self->n_classes; j++)
    n += is_kink (base[j], z) ? 1 : 0;
  return n;
}

void
hill_numeric_spread (const HillNumeric *self,
                     gsize              i,
                     gsize              first,
                     gsize              n,
                     double            *x)
{
  const HillDesign *design = self->sample->design;

  hill_kernel_spread (hill_design_get_cells (design, HILL_SPLIT_TRAIN), hill_sample_get_row (self->sample, i), first, n,
                      hill_design_get_slopes (design), hill_design_get_offsets (design), x);
}

static void
nudge_data (const HillNumeric *self,
            HillNudge         *nudge)
{
  guint c = (guint) (nudge->index / self->n_columns);
  gsize d = nudge->index % self->n_columns;
  gsize n = self->sample->n_rows;

  for (gsize i = 0; i < n; i++)
    {
      double z;

      hill_numeric_spread (self, i, d, 1, &z);
      z *= nudge->h;
      nudge->data_up += hill_numeric_get_change (self, i, c, z);
      nudge->data_down += hill_numeric_get_change (self, i, c, -z);
      nudge->n_kinks += count_kinks (self, i, c, z);
    }
  nudge->data_up /= (double) MAX (n, 1);
  nudge->data_down /= (double) MAX (n, 1);
}

void
hill_numeric_nudge_penalty (const HillNumeric *self,
                            HillNudge         *nudge)
{
  const HillLoss *loss = &self->loss;
  gboolean absolute = loss->regularizer == HILL_REGULARIZER_L1 || loss->regularizer == HILL_REGULARIZER_ELASTIC;
  double w = self->weights[nudge->index], here = hill_exact_get_penalty_of (loss, w);

  nudge->weight = w;
  if (nudge->index % self->n_columns == self->n_columns - 1)
    return;
  nudge->penalty_up = hill_exact_get_penalty_of (loss, w + nudge->h) - here;
  nudge->penalty_down = hill_exact_get_penalty_of (loss, w - nudge->h) - here;
  nudge->penalty_kink = absolute && loss->lambda > 0 && fabs (w) <= nudge->h;
}

/* Everything anew, and differences of losses. */
static void
nudge_honestly (const HillNumeric *self,
                HillNudge         *nudge)
{
  g_autofree double *weights = g_memdup2 (self->weights, self->n_classes * self->n_columns * sizeof (double));
  HillEvaluation here, up, down;

  hill_exact_evaluate (self->sample, &self->loss, weights, self->n_threads, NULL, NULL, &here, NULL);
  weights[nudge->index] = nudge->weight + nudge->h;
  hill_exact_evaluate (self->sample, &self->loss, weights, self->n_threads, NULL, NULL, &up, NULL);
  weights[nudge->index] = nudge->weight - nudge->h;
  hill_exact_evaluate (self->sample, &self->loss, weights, self->n_threads, NULL, NULL, &down, NULL);
  nudge->data_up = up.data_loss - here.data_loss;
  nudge->data_down = down.data_loss - here.data_loss;
  nudge->loss = hill_evaluation_get_loss (&here);
  nudge->loss_up = hill_evaluation_get_loss (&up);
  nudge->loss_down = hill_evaluation_get_loss (&down);
}

void
hill_numeric_nudge (const HillNumeric *self,
                    gsize              index,
                    double             h,
                    gboolean           honest,
                    HillNudge         *nudge)
{
  g_return_if_fail (self != NULL && nudge != NULL && h > 0 && index < self->n_classes * self->n_columns);

  *nudge = (HillNudge) { .index = index, .h = h };
  nudge->loss = hill_evaluation_get_loss (&self->evaluation);
  nudge_data (self, nudge);
  hill_numeric_nudge_penalty (self, nudge);
  nudge->loss_up = nudge->loss + (nudge->data_up + nudge->penalty_up);
  nudge->loss_down = nudge->loss + (nudge->data_down + nudge->penalty_down);
  if (honest)
    nudge_honestly (self, nudge);
}
