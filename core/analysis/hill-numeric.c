/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Probabilities (or margins) at W are kept for every row.  All weights at once: columns are cut into blocks, each block goes through
 * the rows on its own and has its own sums, so that no two threads ever add to the same number and the order of adding is always that
 * of the rows. */

#include "hill-numeric.h"

#include "hill-exact.h"
#include "hill-kernels-fine.h"
#include "hill-parallel.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define COLUMNS HILL_NUDGE_COLUMNS
#define BLOCK_ROWS 32
#define MAX_SERIES_Z 0.01                     /* of hill_kernel_exp_minus_1() */
#define MAX_SERIES_U 0.09                     /* sum of |z| until a logarithm is taken, so that products stay within 0.1 of 1 */
#define WAVE_PRODUCTS ((gsize) 64 << 20)      /* between two reports */
#define SLOW_FACTOR 64                        /* how much longer exponentials and logarithms of libm take */

struct _HillNumeric
{
  gatomicrefcount ref_count;
  HillSample     *sample;                     /* owned */
  HillLoss        loss;
  guint           n_classes;
  gsize           n_columns;                  /* D + 1 */
  guint           n_threads;
  double         *weights;                    /* owned; C x (D + 1) */
  double         *base;                       /* owned; n x C: softmax: P; hinge: margins, the true class at -DBL_MAX */
  guint16        *labels;                     /* owned; n */
  HillEvaluation  evaluation;
};

static void
scores_to_shares (double *scores,
                  guint   n_classes)
{
  double highest = scores[0], sum = 0;

  for (guint c = 1; c < n_classes; c++)
    highest = MAX (highest, scores[c]);
  for (guint c = 0; c < n_classes; c++)
    sum += scores[c] = exp (scores[c] - highest);
  for (guint c = 0; c < n_classes; c++)
    scores[c] /= sum;
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

static void
find_base (HillNumeric *self)
{
  const guint16 *labels = hill_design_get_labels (self->sample->design, HILL_SPLIT_TRAIN);
  gsize n = self->sample->n_rows;

  self->base = g_new (double, n * self->n_classes + 1);
  self->labels = g_new (guint16, n + 1);
  hill_exact_scores (self->sample, self->weights, self->n_threads, self->base);
  for (gsize i = 0; i < n; i++)
    {
      double *row = self->base + i * self->n_classes;

      self->labels[i] = labels[hill_sample_get_row (self->sample, i)];
      if (self->loss.type == HILL_LOSS_HINGE)
        scores_to_margins (row, self->n_classes, self->labels[i], self->loss.margin);
      else
        scores_to_shares (row, self->n_classes);
    }
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
  if (!hill_exact_evaluate (sample, loss, self->weights, n_threads, NULL, progress, &self->evaluation, error))
    return NULL;
  find_base (self);
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

/* How L_i changes when the score of class c does by z. */
static double
get_change (const HillNumeric *self,
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

static void
spread_row (const HillNumeric *self,
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

      spread_row (self, i, d, 1, &z);
      z *= nudge->h;
      nudge->data_up += get_change (self, i, c, z);
      nudge->data_down += get_change (self, i, c, -z);
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
  HillEvaluation up, down;

  weights[nudge->index] = nudge->weight + nudge->h;
  hill_exact_evaluate (self->sample, &self->loss, weights, self->n_threads, NULL, NULL, &up, NULL);
  weights[nudge->index] = nudge->weight - nudge->h;
  hill_exact_evaluate (self->sample, &self->loss, weights, self->n_threads, NULL, NULL, &down, NULL);
  nudge->data_up = up.data_loss - self->evaluation.data_loss;
  nudge->data_down = down.data_loss - self->evaluation.data_loss;
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

/* ---- All weights ---- */

/* What one block of columns adds up; each is C x COLUMNS doubles. */
enum
{
  SUM_UP,
  SUM_DOWN,
  SUM_KINKS,                                  /* of the hinge */
  SUM_LABELS = SUM_KINKS,                     /* of softmax: sum of z over the rows of the class */
  SUM_UP_PRODUCTS,
  SUM_DOWN_PRODUCTS,
  N_SUMS,
};

typedef struct
{
  const HillNumeric *self;
  double             h;
  double            *sums;                    /* blocks x N_SUMS x C x COLUMNS */
  double            *sizes;                   /* by block: no |z| is larger */
  gsize              n_blocks;
  gsize              first;                   /* rows of this wave */
  gsize              end;
} Nudging;

/* Where a block's work is done; all BLOCK_ROWS x COLUMNS. */
typedef struct
{
  double z[BLOCK_ROWS * COLUMNS];
  double up[BLOCK_ROWS * COLUMNS];
  double down[BLOCK_ROWS * COLUMNS];
} Bench;

static double *
nudging_get_sums (const Nudging *nudging,
                  gsize          block,
                  int            which)
{
  return nudging->sums + (block * N_SUMS + (gsize) which) * nudging->self->n_classes * COLUMNS;
}

static void
spread_block (const Nudging *nudging,
              gsize          block,
              gsize          first,
              gsize          n_rows,
              double        *z)
{
  const HillNumeric *self = nudging->self;
  gsize n = MIN (COLUMNS, self->n_columns - block * COLUMNS);

  for (gsize i = 0; i < n_rows; i++, z += COLUMNS)
    {
      spread_row (self, first + i, block * COLUMNS, n, z);
      for (gsize d = 0; d < n; d++)
        z[d] *= nudging->h;
      for (gsize d = n; d < COLUMNS; d++)
        z[d] = 0;
    }
}

/* Moves the logarithms of the products into the sums. */
static void
take_logarithms (const Nudging *nudging,
                 gsize          block)
{
  gsize n = nudging->self->n_classes * COLUMNS;

  for (int k = 0; k < 2; k++)
    {
      double *products = nudging_get_sums (nudging, block, SUM_UP_PRODUCTS + k);
      double *sums = nudging_get_sums (nudging, block, SUM_UP + k);

      hill_kernel_log_1_plus (products, n);
      for (gsize j = 0; j < n; j++)
        sums[j] += products[j];
      memset (products, 0, n * sizeof *products);
    }
}

static void
nudge_softmax_block (const Nudging *nudging,
                     gsize          block,
                     gsize          first,
                     gsize          n_rows,
                     Bench         *bench)
{
  const HillNumeric *self = nudging->self;
  double *labels = nudging_get_sums (nudging, block, SUM_LABELS);

  hill_kernel_exp_minus_1 (bench->z, n_rows * COLUMNS, bench->up, bench->down);
  hill_kernel_nudge_softmax (bench->up, bench->down, n_rows, self->n_classes, self->base + first * self->n_classes,
                             nudging_get_sums (nudging, block, SUM_UP_PRODUCTS), nudging_get_sums (nudging, block, SUM_DOWN_PRODUCTS));
  for (gsize i = 0; i < n_rows; i++)
    {
      double *restrict to = labels + self->labels[first + i] * COLUMNS;
      const double *restrict z = bench->z + i * COLUMNS;

      for (gsize d = 0; d < COLUMNS; d++)
        to[d] += z[d];
    }
}

static void
nudge_softmax_slowly (const Nudging *nudging,
                      gsize          block,
                      gsize          first,
                      gsize          n_rows,
                      const double  *z)
{
  const HillNumeric *self = nudging->self;
  double *up = nudging_get_sums (nudging, block, SUM_UP), *down = nudging_get_sums (nudging, block, SUM_DOWN);

  for (gsize i = 0; i < n_rows; i++)
    for (guint c = 0; c < self->n_classes; c++)
      for (gsize d = 0; d < COLUMNS; d++)
        {
          up[c * COLUMNS + d] += get_change (self, first + i, c, z[i * COLUMNS + d]);
          down[c * COLUMNS + d] += get_change (self, first + i, c, -z[i * COLUMNS + d]);
        }
}

/* A block of columns through the rows of a wave. */
static void
nudge_block (gsize    block,
             gpointer data)
{
  const Nudging *nudging = data;
  const HillNumeric *self = nudging->self;
  double size = nudging->sizes[block], room = MAX_SERIES_U;
  gboolean softmax = self->loss.type == HILL_LOSS_SOFTMAX, series = size <= MAX_SERIES_Z;
  gsize at_once = softmax && series && size > 0 ? (gsize) CLAMP (MAX_SERIES_U / size, 1, BLOCK_ROWS) : BLOCK_ROWS;
  Bench *bench = g_aligned_alloc (1, sizeof *bench, 64);

  for (gsize first = nudging->first, n; first < nudging->end; first += n)
    {
      n = MIN (at_once, nudging->end - first);
      spread_block (nudging, block, first, n, bench->z);
      if (!softmax)
        hill_kernel_nudge_hinge (bench->z, n, self->n_classes, self->base + first * self->n_classes, self->labels + first,
                                 nudging_get_sums (nudging, block, SUM_UP), nudging_get_sums (nudging, block, SUM_DOWN),
                                 nudging_get_sums (nudging, block, SUM_KINKS));
      else if (!series)
        nudge_softmax_slowly (nudging, block, first, n, bench->z);
      else
        {
          if (room < (double) n * size)
            {
              take_logarithms (nudging, block);
              room = MAX_SERIES_U;
            }
          nudge_softmax_block (nudging, block, first, n, bench);
          room -= (double) n * size;
        }
    }
  if (softmax && series)
    take_logarithms (nudging, block);
  g_aligned_free (bench);
}

/* No |x'| of the block's columns is larger: exactly for floats, by the range of a byte for bytes. */
static double
find_largest (const HillNumeric *self,
              gsize              block)
{
  const HillDesign *design = self->sample->design;
  const HillCells *cells = hill_design_get_cells (design, HILL_SPLIT_TRAIN);
  const float *slopes = hill_design_get_slopes (design), *offsets = hill_design_get_offsets (design);
  gsize n = MIN (COLUMNS, self->n_columns - block * COLUMNS);
  double largest = (block + 1) * COLUMNS >= self->n_columns ? 1 : 0, x[COLUMNS];

  if (cells->type == HILL_CELLS_U8)
    for (gsize d = block * COLUMNS; d < MIN ((block + 1) * COLUMNS, cells->n_cols); d++)
      largest = MAX (largest, MAX (fabs ((double) offsets[d]), fabs (255 * (double) slopes[d] + (double) offsets[d])));
  for (gsize i = 0; cells->type != HILL_CELLS_U8 && i < self->sample->n_rows; i++)
    {
      spread_row (self, i, block * COLUMNS, n, x);
      for (gsize d = 0; d < n; d++)
        largest = MAX (largest, fabs (x[d]));
    }
  return largest;
}

static gsize
get_wave_rows (const Nudging *nudging)
{
  const HillNumeric *self = nudging->self;
  gsize rows = MAX (WAVE_PRODUCTS / (self->n_columns * self->n_classes), 1);

  for (gsize block = 0; block < nudging->n_blocks; block++)
    if (self->loss.type == HILL_LOSS_SOFTMAX && nudging->sizes[block] > MAX_SERIES_Z)
      return MAX (rows / SLOW_FACTOR, 1);
  return MAX (rows / BLOCK_ROWS, 1) * BLOCK_ROWS;
}

/* From blocks of columns to rows of weights. */
static void
nudging_collect (const Nudging *nudging,
                 double        *up,
                 double        *down,
                 guint32       *n_kinks)
{
  const HillNumeric *self = nudging->self;
  double share = 1 / (double) MAX (self->sample->n_rows, 1);
  gboolean softmax = self->loss.type == HILL_LOSS_SOFTMAX;

  for (guint c = 0; c < self->n_classes; c++)
    for (gsize d = 0; d < self->n_columns; d++)
      {
        gsize block = d / COLUMNS, from = c * COLUMNS + d % COLUMNS, to = c * self->n_columns + d;
        double third = nudging_get_sums (nudging, block, SUM_LABELS)[from], label = softmax ? third : 0;

        up[to] = (nudging_get_sums (nudging, block, SUM_UP)[from] - label) * share;
        down[to] = (nudging_get_sums (nudging, block, SUM_DOWN)[from] + label) * share;
        if (n_kinks != NULL)
          n_kinks[to] = softmax ? 0 : (guint32) third;
      }
}

gboolean
hill_numeric_nudge_all (const HillNumeric   *self,
                        double               h,
                        guint                n_threads,
                        const HillProgress  *progress,
                        double              *up,
                        double              *down,
                        guint32             *n_kinks,
                        GError             **error)
{
  Nudging nudging = { .self = self, .h = h };
  g_autofree double *sizes = NULL;
  gsize n_rows, wave_rows;
  gboolean going = TRUE;

  g_return_val_if_fail (self != NULL && h > 0 && up != NULL && down != NULL, FALSE);

  n_rows = self->sample->n_rows;
  nudging.n_blocks = (self->n_columns + COLUMNS - 1) / COLUMNS;
  nudging.sizes = sizes = g_new (double, nudging.n_blocks);
  for (gsize block = 0; block < nudging.n_blocks; block++)
    sizes[block] = h * find_largest (self, block);
  nudging.sums = g_aligned_alloc0 (nudging.n_blocks * N_SUMS * self->n_classes * COLUMNS, sizeof (double), 64);
  wave_rows = get_wave_rows (&nudging);
  for (nudging.first = 0; going && nudging.first < n_rows; nudging.first = nudging.end)
    {
      nudging.end = MIN (nudging.first + wave_rows, n_rows);
      hill_parallel_for (nudging.n_blocks, n_threads, nudge_block, &nudging);
      going = hill_progress_report (progress, (double) nudging.end / (double) n_rows, error);
    }
  if (going)
    nudging_collect (&nudging, up, down, n_kinks);
  g_aligned_free (nudging.sums);
  return going;
}
