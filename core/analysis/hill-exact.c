/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Rows are cut into chunks by their number alone; each chunk spreads some rows into doubles at a time, and has a slot of its own
 * for what it adds up.  The slots are added in order.  Gradients are what checks compare where examples cancel each other almost to
 * nothing: sums of some rows are added with compensation, so that no digits get lost on the way to the mean of many. */

#include "hill-exact.h"

#include "hill-kernels-fine.h"
#include "hill-parallel.h"
#include "hill-reference.h"

#include <math.h>
#include <string.h>

#define MAX_CHUNKS 16
#define MIN_CHUNK_ROWS 64
#define BLOCK_ROWS 16
#define FOLD_ROWS 64                          /* are added plainly before they are added with compensation */
#define SLOT_BYTES ((gsize) 64 << 20)         /* for all slots together, unless one is larger */
#define WAVE_PRODUCTS ((gsize) 32 << 20)      /* between two reports */

typedef struct
{
  double loss;
  gsize  n_correct;
  double padding[6];
} Slot;

typedef struct
{
  const HillSample *sample;
  const HillLoss   *loss;                     /* (nullable): scores are all that is wanted */
  const HillCells  *cells;
  const guint16    *labels;
  const double     *weights;
  double           *scores;                   /* (nullable): n x C */
  double           *gradients;                /* (nullable): n_chunks x 2 x C (D + 1): sums, and what they still lack */
  gsize             n_columns;                /* D + 1 */
  guint             n_classes;
  gsize             n_chunks;
  gsize             wave_rows;
  gsize             wave;
  Slot              slots[MAX_CHUNKS];
} Pass;

double *
hill_exact_dup_weights (const HillSample *sample,
                        const float      *weights)
{
  gsize n;
  double *copy;

  g_return_val_if_fail (sample != NULL && weights != NULL, NULL);

  n = hill_sample_get_n_weights (sample);
  copy = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    copy[i] = weights[i];
  return copy;
}

/* The first of the highest is the prediction. */
static gboolean
is_correct (const double *scores,
            guint         n_classes,
            guint         label)
{
  for (guint c = 0; c < n_classes; c++)
    if (scores[c] > scores[label] || (scores[c] == scores[label] && c < label))
      return FALSE;
  return !isnan (scores[label]);
}

/* Scores become slopes. */
static void
pass_look_at_scores (Pass   *pass,
                     Slot   *slot,
                     gsize   row,
                     double *scores)
{
  guint label = pass->labels[row];

  slot->n_correct += is_correct (scores, pass->n_classes, label) ? 1 : 0;
  if (pass->loss->type == HILL_LOSS_HINGE)
    slot->loss += hill_reference_hinge (scores, pass->n_classes, label, pass->loss->margin, scores);
  else
    slot->loss += hill_reference_softmax (scores, pass->n_classes, label, scores);
}

/* Kahan's summation: @sum and @rest together hold what was added; @part goes in and becomes 0. */
static void
fold (double *restrict sum,
      double *restrict rest,
      double *restrict part,
      gsize            n)
{
  for (gsize i = 0; i < n; i++)
    {
      double y = part[i] - rest[i], t = sum[i] + y;

      rest[i] = (t - sum[i]) - y;
      sum[i] = t;
      part[i] = 0;
    }
}

/* @part: (nullable): gradient of the rows since the last fold */
static void
pass_do_block (Pass   *pass,
               gsize   chunk,
               gsize   first,
               gsize   n,
               double *x,
               double *scores,
               double *part)
{
  const HillDesign *design = pass->sample->design;

  for (gsize i = 0; i < n; i++)
    hill_kernel_spread (pass->cells, hill_sample_get_row (pass->sample, first + i), 0, pass->n_columns,
                        hill_design_get_slopes (design), hill_design_get_offsets (design), x + i * pass->n_columns);
  if (pass->scores != NULL)
    scores = pass->scores + first * pass->n_classes;
  hill_kernel_fine_scores (x, pass->n_columns, n, pass->n_columns, pass->n_classes, pass->weights, scores);
  if (pass->loss == NULL)
    return;

  for (gsize i = 0; i < n; i++)
    pass_look_at_scores (pass, &pass->slots[chunk], hill_sample_get_row (pass->sample, first + i), scores + i * pass->n_classes);
  if (part != NULL)
    hill_kernel_fine_gradient (x, pass->n_columns, n, pass->n_columns, pass->n_classes, scores, part);
}

static void
pass_do_chunk (gsize    chunk,
               gpointer data)
{
  Pass *pass = data;
  gsize n_rows = pass->sample->n_rows;
  gsize start = n_rows * chunk / pass->n_chunks + pass->wave * pass->wave_rows;
  gsize end = MIN (n_rows * (chunk + 1) / pass->n_chunks, start + pass->wave_rows);
  g_autofree double *x = g_new (double, BLOCK_ROWS * pass->n_columns);
  g_autofree double *scores = g_new (double, BLOCK_ROWS * pass->n_classes);
  gsize n_weights = pass->n_classes * pass->n_columns;
  g_autofree double *part = pass->gradients != NULL ? g_new0 (double, n_weights) : NULL;

  for (gsize first = start; first < end; first += BLOCK_ROWS)
    {
      pass_do_block (pass, chunk, first, MIN (BLOCK_ROWS, end - first), x, scores, part);
      if (part != NULL && (first + BLOCK_ROWS >= end || (first + BLOCK_ROWS - start) % FOLD_ROWS == 0))
        fold (pass->gradients + 2 * chunk * n_weights, pass->gradients + (2 * chunk + 1) * n_weights, part, n_weights);
    }
}

static gboolean
pass_run (Pass                *pass,
          guint                n_threads,
          const HillProgress  *progress,
          GError             **error)
{
  gsize n_rows = pass->sample->n_rows, chunk_rows = n_rows / pass->n_chunks + 1;
  gsize rows = WAVE_PRODUCTS / (pass->n_columns * pass->n_classes) / pass->n_chunks;
  gsize n_waves;

  pass->wave_rows = MAX (rows / FOLD_ROWS, 1) * FOLD_ROWS;
  n_waves = (chunk_rows + pass->wave_rows - 1) / pass->wave_rows;
  for (pass->wave = 0; pass->wave < n_waves; pass->wave++)
    {
      hill_parallel_for (pass->n_chunks, n_threads, pass_do_chunk, pass);
      if (!hill_progress_report (progress, (double) (pass->wave + 1) / (double) n_waves, error))
        return FALSE;
    }
  return TRUE;
}

static void
pass_init (Pass             *pass,
           const HillSample *sample,
           const double     *weights,
           gboolean          with_gradient)
{
  gsize n_weights = hill_sample_get_n_weights (sample);
  gsize n_chunks = CLAMP (sample->n_rows / MIN_CHUNK_ROWS, 1, MAX_CHUNKS);

  *pass = (Pass) { .sample = sample, .weights = weights };
  pass->cells = hill_design_get_cells (sample->design, HILL_SPLIT_TRAIN);
  pass->labels = hill_design_get_labels (sample->design, HILL_SPLIT_TRAIN);
  pass->n_columns = hill_design_get_n_features (sample->design) + 1;
  pass->n_classes = hill_design_get_n_classes (sample->design);
  pass->n_chunks = n_chunks;
  if (with_gradient)
    {
      pass->n_chunks = MIN (n_chunks, MAX (SLOT_BYTES / (n_weights * sizeof (double)), 1));
      pass->gradients = g_new0 (double, pass->n_chunks * 2 * n_weights);
    }
}

void
hill_exact_scores (const HillSample *sample,
                   const double     *weights,
                   guint             n_threads,
                   double           *scores)
{
  Pass pass;

  g_return_if_fail (sample != NULL && weights != NULL && (scores != NULL || sample->n_rows == 0));

  pass_init (&pass, sample, weights, FALSE);
  pass.scores = scores;
  pass_run (&pass, n_threads, NULL, NULL);
}

static void
pass_collect (Pass           *pass,
              HillEvaluation *evaluation,
              double         *gradient)
{
  gsize n_weights = pass->n_classes * pass->n_columns, n_rows = pass->sample->n_rows;
  double share = n_rows > 0 ? 1 / (double) n_rows : 0;

  for (gsize chunk = 0; chunk < pass->n_chunks; chunk++)
    {
      evaluation->data_loss += pass->slots[chunk].loss;
      evaluation->n_correct += pass->slots[chunk].n_correct;
    }
  evaluation->data_loss *= share;
  for (gsize i = 0; gradient != NULL && i < n_weights; i++)
    {
      gradient[i] = 0;
      for (gsize chunk = 0; chunk < pass->n_chunks; chunk++)
        gradient[i] += pass->gradients[2 * chunk * n_weights + i] - pass->gradients[(2 * chunk + 1) * n_weights + i];
      gradient[i] *= share;
    }
}

gboolean
hill_exact_evaluate (const HillSample    *sample,
                     const HillLoss      *loss,
                     const double        *weights,
                     guint                n_threads,
                     double              *gradient,
                     const HillProgress  *progress,
                     HillEvaluation      *evaluation,
                     GError             **error)
{
  Pass pass;
  gboolean done;

  g_return_val_if_fail (sample != NULL && loss != NULL && weights != NULL && evaluation != NULL, FALSE);

  pass_init (&pass, sample, weights, gradient != NULL);
  pass.loss = loss;
  done = pass_run (&pass, n_threads, progress, error);
  if (done)
    {
      *evaluation = (HillEvaluation) { .n_rows = sample->n_rows };
      evaluation->penalty = hill_exact_get_penalty (loss, pass.n_classes, pass.n_columns - 1, weights);
      pass_collect (&pass, evaluation, gradient);
    }
  g_free (pass.gradients);
  return done;
}

/* What R holds of each: abs(w), and w^2 by this factor. */
static double
get_absolute_factor (const HillLoss *loss)
{
  return loss->regularizer == HILL_REGULARIZER_L1 || loss->regularizer == HILL_REGULARIZER_ELASTIC ? loss->lambda : 0;
}

static double
get_square_factor (const HillLoss *loss)
{
  if (loss->regularizer == HILL_REGULARIZER_L2)
    return loss->lambda;
  return loss->regularizer == HILL_REGULARIZER_ELASTIC ? loss->lambda * loss->beta : 0;
}

double
hill_exact_get_penalty_of (const HillLoss *loss,
                           double          weight)
{
  g_return_val_if_fail (loss != NULL, NAN);

  return get_absolute_factor (loss) * fabs (weight) + get_square_factor (loss) * weight * weight;
}

double
hill_exact_get_penalty_slope_of (const HillLoss *loss,
                                 double          weight)
{
  g_return_val_if_fail (loss != NULL, NAN);

  return get_absolute_factor (loss) * ((weight > 0) - (weight < 0)) + 2 * get_square_factor (loss) * weight;
}

double
hill_exact_get_penalty (const HillLoss *loss,
                        guint           n_classes,
                        gsize           n_features,
                        const double   *weights)
{
  double sum = 0;

  g_return_val_if_fail (loss != NULL && weights != NULL, NAN);

  for (guint c = 0; c < n_classes; c++)
    for (gsize d = 0; d < n_features; d++)
      sum += hill_exact_get_penalty_of (loss, weights[c * (n_features + 1) + d]);
  return sum;
}
