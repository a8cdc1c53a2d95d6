/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One pass over the data.  Rows are cut into a number of chunks that depends on the sizes alone; each chunk has a slot
 * of its own for loss and gradient, goes through its rows block by block, and the slots are added in order.  Scaling is
 * folded into the weights before the pass and out of the gradient after it. */

#include "hill-objective.h"

#include "hill-kernels.h"
#include "hill-parallel.h"
#include "hill-weights.h"

#include <math.h>
#include <string.h>

#define MAX_SLOTS 16
#define MIN_CHUNK_ROWS 128
#define SLOT_BYTES ((gsize) 32 << 20)       /* for all slots together, unless one is larger */
#define BLOCK_BYTES ((gsize) 192 << 10)     /* of cells: what stays in the cache between scores and gradient */
#define MAX_BLOCK_ROWS 64
#define WAVE_PRODUCTS ((gsize) 64 << 20)    /* between two reports: some milliseconds */

typedef struct
{
  double loss;
  gsize  n_correct;
  double padding[6];                        /* a cache line of its own */
} Slot;

struct _HillObjective
{
  HillDesign *design;                       /* owned */
  guint       n_threads;
  guint       n_classes;
  gsize       n_features;
  gsize       stride;                       /* floats from one class to the next, a multiple of 16 */
  gsize       score_stride;
  gsize       block_rows;
  gsize       n_slots;
  gsize       slot_floats;                  /* gradient of a slot: C strides, then the bias */
  float      *folded;                       /* owned; C strides, then the bias */
  float      *gradients;                    /* owned; n_slots of slot_floats, made at the first use */
  float      *scores;                       /* owned; a block of rows per slot */
  Slot        slots[MAX_SLOTS];
};

/* What the threads of one pass share. */
typedef struct
{
  HillObjective   *self;
  const HillLoss  *loss;
  const HillCells *cells;
  const guint16   *labels;
  const guint32   *rows;
  gsize            n_rows;
  gsize            n_chunks;
  gsize            wave_rows;               /* of each chunk */
  gsize            wave;
  gboolean         with_gradient;
  float           *scores;                  /* (nullable): for hill_objective_scores() */
} Pass;

static float *
alloc_floats (gsize n)
{
  return g_aligned_alloc0 (n, sizeof (float), 64);
}

HillObjective *
hill_objective_new (HillDesign *design,
                    guint       n_threads)
{
  HillObjective *self;
  gsize row_bytes;

  g_return_val_if_fail (design != NULL, NULL);

  self = g_new0 (HillObjective, 1);
  self->design = hill_design_ref (design);
  self->n_threads = n_threads;
  self->n_classes = hill_design_get_n_classes (design);
  self->n_features = hill_design_get_n_features (design);
  self->stride = (self->n_features + 15) / 16 * 16;
  self->score_stride = HILL_SCORES_STRIDE (self->n_classes);
  self->slot_floats = self->n_classes * self->stride + self->score_stride;
  self->n_slots = CLAMP (SLOT_BYTES / (self->slot_floats * sizeof (float)), 1, MAX_SLOTS);
  row_bytes = self->n_features * (hill_design_get_cells (design, HILL_SPLIT_TRAIN)->type == HILL_CELLS_U8 ? 1 : 4);
  self->block_rows = CLAMP (BLOCK_BYTES / MAX (row_bytes, 1), 16, MAX_BLOCK_ROWS) / 16 * 16;
  self->folded = alloc_floats (self->slot_floats);
  self->scores = alloc_floats (self->n_slots * self->block_rows * self->score_stride);
  return self;
}

void
hill_objective_free (HillObjective *self)
{
  g_return_if_fail (self != NULL);

  hill_design_unref (self->design);
  g_aligned_free (self->folded);
  g_aligned_free (self->gradients);
  g_aligned_free (self->scores);
  g_free (self);
}

/* s = W (a x + c) + b = (W a) x + (b + W c) */
static void
hill_objective_fold (HillObjective *self,
                     const float   *weights)
{
  const float *slopes = hill_design_get_slopes (self->design);
  const float *offsets = hill_design_get_offsets (self->design);
  gboolean shifted = hill_design_get_scale (self->design) != HILL_SCALE_NONE;
  float *bias = self->folded + self->n_classes * self->stride;

  for (guint c = 0; c < self->n_classes; c++)
    {
      const float *restrict w = weights + c * (self->n_features + 1);
      float *restrict folded = self->folded + c * self->stride;

      for (gsize d = 0; d < self->n_features; d++)
        folded[d] = w[d] * slopes[d];
      bias[c] = w[self->n_features];
      if (shifted)
        bias[c] = (float) (w[self->n_features] + hill_weights_dot (w, offsets, self->n_features));
    }
}

/* dW = a dF + c db, divided by N; the slots are added in their order. */
static void
hill_objective_unfold (HillObjective *self,
                       gsize          n_chunks,
                       gsize          n_rows,
                       float         *gradient)
{
  const float *restrict slopes = hill_design_get_slopes (self->design);
  const float *restrict offsets = hill_design_get_offsets (self->design);
  float share = n_rows > 0 ? (float) (1.0 / (double) n_rows) : 0;

  for (gsize slot = 1; slot < n_chunks; slot++)
    {
      float *restrict sum = self->gradients;
      const float *restrict part = self->gradients + slot * self->slot_floats;

      for (gsize i = 0; i < self->slot_floats; i++)
        sum[i] += part[i];
    }
  for (guint c = 0; c < self->n_classes; c++)
    {
      const float *restrict folded = self->gradients + c * self->stride;
      float *restrict row = gradient + c * (self->n_features + 1);
      float bias = self->gradients[self->n_classes * self->stride + c] * share;

      for (gsize d = 0; d < self->n_features; d++)
        row[d] = folded[d] * share * slopes[d] + bias * offsets[d];
      row[self->n_features] = bias;
    }
}

static void
pass_do_block (Pass  *pass,
               gsize  slot,
               gsize  first,
               gsize  n)
{
  HillObjective *self = pass->self;
  const guint32 *rows = pass->rows != NULL ? pass->rows + first : NULL;
  const float *bias = self->folded + self->n_classes * self->stride;
  float *scores = self->scores + slot * self->block_rows * self->score_stride;
  Slot *result = &self->slots[slot];

  hill_kernel_scores (pass->cells, rows, first, n, self->n_classes, self->folded, self->stride, bias, scores);
  if (pass->scores != NULL)
    {
      for (gsize i = 0; i < n; i++)
        memcpy (pass->scores + (first + i) * self->n_classes, scores + i * self->score_stride, self->n_classes * sizeof *scores);
      return;
    }

  if (pass->loss->type == HILL_LOSS_HINGE)
    result->loss += hill_kernel_hinge (scores, pass->labels, rows, first, n, self->n_classes,
                                       (float) pass->loss->margin, &result->n_correct);
  else
    result->loss += hill_kernel_softmax (scores, pass->labels, rows, first, n, self->n_classes, &result->n_correct);
  if (pass->with_gradient)
    {
      float *gradient = self->gradients + slot * self->slot_floats;

      hill_kernel_gradient (pass->cells, rows, first, n, self->n_classes, scores, gradient, self->stride,
                            gradient + self->n_classes * self->stride);
    }
}

/* Chunk @chunk is row numbers [start, end), starting at multiples of 16. */
static gsize
pass_get_start (const Pass *pass,
                gsize       chunk)
{
  return chunk == pass->n_chunks ? pass->n_rows : pass->n_rows * chunk / pass->n_chunks / 16 * 16;
}

static void
pass_do_chunk (gsize    chunk,
               gpointer data)
{
  Pass *pass = data;
  HillObjective *self = pass->self;
  gsize start = pass_get_start (pass, chunk) + pass->wave * pass->wave_rows;
  gsize end = MIN (pass_get_start (pass, chunk + 1), start + pass->wave_rows);

  if (pass->wave == 0)
    {
      self->slots[chunk].loss = 0;
      self->slots[chunk].n_correct = 0;
      if (pass->with_gradient)
        memset (self->gradients + chunk * self->slot_floats, 0, self->slot_floats * sizeof (float));
    }
  for (gsize first = start; first < end; first += self->block_rows)
    pass_do_block (pass, chunk, first, MIN (self->block_rows, end - first));
}

/* Waves are whole blocks of each chunk, so that their number does not change what is added to what. */
static gboolean
pass_run (Pass                *pass,
          const HillProgress  *progress,
          GError             **error)
{
  HillObjective *self = pass->self;
  gsize products = MAX (self->n_features * self->n_classes, 1);
  gsize chunk_rows, n_waves;

  pass->n_chunks = CLAMP (pass->n_rows / MIN_CHUNK_ROWS, 1, self->n_slots);
  pass->wave_rows = MAX (WAVE_PRODUCTS / products / pass->n_chunks / self->block_rows, 1) * self->block_rows;
  chunk_rows = pass->n_rows / pass->n_chunks + 16;
  n_waves = (chunk_rows + pass->wave_rows - 1) / pass->wave_rows;
  for (pass->wave = 0; pass->wave < n_waves; pass->wave++)
    {
      hill_parallel_for (pass->n_chunks, self->n_threads, pass_do_chunk, pass);
      if (n_waves > 1 && !hill_progress_report (progress, (double) (pass->wave + 1) / (double) n_waves, error))
        return FALSE;
    }
  return TRUE;
}

static void
hill_objective_add_slots (HillObjective  *self,
                          gsize           n_chunks,
                          gsize           n_rows,
                          HillEvaluation *evaluation)
{
  double sum = 0;

  for (gsize slot = 0; slot < n_chunks; slot++)
    {
      sum += self->slots[slot].loss;
      evaluation->n_correct += self->slots[slot].n_correct;
    }
  if (n_rows > 0)
    evaluation->data_loss = sum / (double) n_rows;
}

/* A penalty that is finite was added up from finite weights: then only the biases are left to look at. */
static gboolean
has_finite_weights (HillObjective  *self,
                    const HillLoss *loss,
                    const float    *weights,
                    double          penalty)
{
  if (loss->regularizer == HILL_REGULARIZER_NONE || loss->lambda == 0)
    return hill_weights_are_finite (weights, HILL_N_WEIGHTS (self->n_classes, self->n_features));

  for (guint c = 0; c < self->n_classes; c++)
    if (!isfinite (weights[c * (self->n_features + 1) + self->n_features]))
      return FALSE;
  return isfinite (penalty);
}

gboolean
hill_objective_evaluate (HillObjective       *self,
                         const HillLoss      *loss,
                         const float         *weights,
                         HillSplit            split,
                         const guint32       *rows,
                         gsize                n_rows,
                         float               *gradient,
                         const HillProgress  *progress,
                         HillEvaluation      *evaluation,
                         GError             **error)
{
  gsize n_weights;
  Pass pass = { .self = self, .loss = loss, .rows = rows, .n_rows = n_rows, .with_gradient = gradient != NULL };

  g_return_val_if_fail (self != NULL && loss != NULL && weights != NULL && evaluation != NULL, FALSE);

  n_weights = HILL_N_WEIGHTS (self->n_classes, self->n_features);
  *evaluation = (HillEvaluation) { .n_rows = n_rows };
  evaluation->penalty = hill_loss_get_penalty (loss, self->n_classes, self->n_features, weights);
  if (!has_finite_weights (self, loss, weights, evaluation->penalty))
    {
      evaluation->data_loss = NAN;
      for (gsize i = 0; gradient != NULL && i < n_weights; i++)
        gradient[i] = NAN;
      return TRUE;
    }

  pass.cells = hill_design_get_cells (self->design, split);
  pass.labels = hill_design_get_labels (self->design, split);
  if (gradient != NULL && self->gradients == NULL)
    self->gradients = alloc_floats (self->n_slots * self->slot_floats);
  hill_objective_fold (self, weights);
  if (!pass_run (&pass, progress, error))
    return FALSE;

  hill_objective_add_slots (self, pass.n_chunks, n_rows, evaluation);
  if (gradient != NULL)
    {
      hill_objective_unfold (self, pass.n_chunks, n_rows, gradient);
      hill_loss_add_penalty_gradient (loss, self->n_classes, self->n_features, weights, gradient);
    }
  return TRUE;
}

void
hill_objective_scores (HillObjective *self,
                       const float   *weights,
                       HillSplit      split,
                       const guint32 *rows,
                       gsize          n_rows,
                       float         *scores)
{
  Pass pass = { .self = self, .rows = rows, .n_rows = n_rows, .scores = scores };

  g_return_if_fail (self != NULL && weights != NULL && (scores != NULL || n_rows == 0));

  if (n_rows == 0)
    return;

  pass.cells = hill_design_get_cells (self->design, split);
  hill_objective_fold (self, weights);
  pass_run (&pass, NULL, NULL);
}
