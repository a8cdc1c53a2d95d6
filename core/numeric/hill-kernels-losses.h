/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Losses of a row of scores and their slopes, for hill-kernels-impl.c: one row at a time, classes in the lanes.
 * Comparisons are turned so that a score that is not a number makes the loss not a number: a run that has left
 * the finite numbers must show it. */

#pragma once

/* Class numbers above which the lane mask of a group is cut: lane_masks + GROUP - k has k lanes set. */
static const gint32 lane_masks[2 * GROUP] = {
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
};

/* other_masks + GROUP - k has all lanes set but lane k. */
static const gint32 other_masks[2 * GROUP] = {
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
};

typedef struct
{
  float *scores;
  guint  n_classes;
  guint  n_groups;
  guint  label;
} ScoreRow;

/* Which lanes of vector k in group g are classes. */
ALWAYS_INLINE IntVector
score_row_get_mask (const ScoreRow *self,
                    guint           g,
                    guint           k)
{
  guint n_in_group = MIN (self->n_classes - g * GROUP, GROUP);

  return vector_load_mask (lane_masks + GROUP - n_in_group + k * LANES);
}

/* The same without the true class. */
ALWAYS_INLINE IntVector
score_row_get_other_mask (const ScoreRow *self,
                          guint           g,
                          guint           k)
{
  guint lane = g == self->label / GROUP ? self->label % GROUP : GROUP;

  return score_row_get_mask (self, g, k) & vector_load_mask (other_masks + GROUP - lane + k * LANES);
}

ALWAYS_INLINE float
score_row_get_highest (const ScoreRow *self)
{
  FloatVector highest = vector_all (-G_MAXFLOAT);

  for (guint g = 0; g < self->n_groups; g++)
#pragma GCC unroll 4
    for (guint k = 0; k < GROUP_VECTORS; k++)
      highest = vector_max (highest, vector_select (score_row_get_mask (self, g, k),
                                                    vector_load (self->scores + g * GROUP + k * LANES),
                                                    vector_all (-G_MAXFLOAT)));
  return vector_get_max (highest);
}

/* Is the true class the first that has the highest score? */
ALWAYS_INLINE gboolean
score_row_is_correct (const ScoreRow *self,
                      float           highest)
{
  for (guint g = 0; g < self->n_groups; g++)
    {
      guint equal = 0;

#pragma GCC unroll 4
      for (guint k = 0; k < GROUP_VECTORS; k++)
        equal |= vector_get_bits ((vector_load (self->scores + g * GROUP + k * LANES) == vector_all (highest))
                                  & score_row_get_mask (self, g, k)) << (k * LANES);
      if (self->n_groups == 1 || equal != 0)
        return equal != 0 && g * GROUP + (guint) __builtin_ctz (equal) == self->label;
    }
  return FALSE;
}

/* exp (x) for x <= 0, relative error below 3e-7; below -87 it stays at exp (-87), about 1e-38.
 * x = n log 2 + r with n whole and |r| <= log (2) / 2, log 2 in two parts so that r is exact; then Taylor's series of
 * exp (r) up to r^7, whose rest is below 6e-9.  Adding 1.5 * 2^23 rounds to a whole number and leaves it in the low bits. */
ALWAYS_INLINE FloatVector
vector_exp (FloatVector x)
{
  FloatVector round = vector_all (0x1.8p23f);
  FloatVector low = vector_all (-87);
  FloatVector shifted, n, r, p;
  IntVector power;

  x = vector_select (x < low, low, x);
  shifted = x * 0x1.715476p+0f + round;
  n = shifted - round;
  r = x - n * 0x1.62e4p-1f;
  r = r - n * 0x1.7f7d1cp-20f;
  p = vector_all (1.0f / 5040);
  p = p * r + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  power = ((IntVector) shifted - (IntVector) round + 127) << 23;
  return p * (FloatVector) power;
}

/* Scores become exp (s - highest); their sum is returned. */
ALWAYS_INLINE float
score_row_exponentiate (const ScoreRow *self,
                        float           highest)
{
  FloatVector sum = { 0 };

  for (guint g = 0; g < self->n_groups; g++)
#pragma GCC unroll 4
    for (guint k = 0; k < GROUP_VECTORS; k++)
      {
        float *p = self->scores + g * GROUP + k * LANES;
        FloatVector e = vector_keep (score_row_get_mask (self, g, k), vector_exp (vector_load (p) - highest));

        sum += e;
        vector_store (p, e);
      }
  return vector_get_sum (sum);
}

/* Exponentials become slopes: P - onehot (y). */
ALWAYS_INLINE void
score_row_normalize (const ScoreRow *self,
                     float           factor)
{
  for (guint g = 0; g < self->n_groups; g++)
#pragma GCC unroll 4
    for (guint k = 0; k < GROUP_VECTORS; k++)
      {
        float *p = self->scores + g * GROUP + k * LANES;
        IntVector label = score_row_get_mask (self, g, k) & ~score_row_get_other_mask (self, g, k);

        vector_store (p, vector_load (p) * factor - vector_keep (label, vector_all (1)));
      }
}

/* Scores become slopes.  The loss is *difference + log (*sum). */
ALWAYS_INLINE gboolean
softmax_of_row (const ScoreRow *self,
                double         *difference,
                double         *sum)
{
  float highest = score_row_get_highest (self);
  float label_score = self->scores[self->label];
  gboolean correct = score_row_is_correct (self, highest);
  float z = score_row_exponentiate (self, highest);

  score_row_normalize (self, 1 / z);
  *difference = (double) highest - label_score;
  *sum = z;
  return correct;
}

#define ROWS_PER_LOG 32               /* sums of at most 2^16 each: their product stays below 2^512 */

ALWAYS_INLINE double
softmax_of_rows (float         *scores,
                 const guint16 *labels,
                 const RowList *list,
                 guint          n_classes,
                 guint          n_groups,
                 gsize         *n_correct)
{
  double loss = 0, product = 1;

  for (gsize i = 0; i < list->n; i++)
    {
      ScoreRow row = { scores + i * n_groups * GROUP, n_classes, n_groups, labels[row_list_get (list, i)] };
      double difference, sum;

      *n_correct += softmax_of_row (&row, &difference, &sum) ? 1 : 0;
      loss += difference;
      product *= sum;                 /* a sum of logarithms is the logarithm of a product */
      if (i % ROWS_PER_LOG == ROWS_PER_LOG - 1)
        {
          loss += log (product);
          product = 1;
        }
    }
  return loss + log (product);
}

static double
kernel_softmax (float         *scores,
                const guint16 *labels,
                const guint32 *rows,
                gsize          first,
                gsize          n,
                guint          n_classes,
                gsize         *n_correct)
{
  RowList list = { NULL, rows, first, n };

  if (n_classes <= GROUP)
    return softmax_of_rows (scores, labels, &list, n_classes, 1, n_correct);
  return softmax_of_rows (scores, labels, &list, n_classes, (n_classes + GROUP - 1) / GROUP, n_correct);
}

/* Scores become slopes; returns the loss. */
ALWAYS_INLINE float
hinge_of_row (const ScoreRow *self,
              float           margin)
{
  float label_score = self->scores[self->label];
  FloatVector loss = { 0 };
  guint n_positive = 0;

  for (guint g = 0; g < self->n_groups; g++)
#pragma GCC unroll 4
    for (guint k = 0; k < GROUP_VECTORS; k++)
      {
        float *p = self->scores + g * GROUP + k * LANES;
        FloatVector term = (vector_load (p) - label_score) + margin;
        IntVector on = ~(IntVector) (term <= 0) & score_row_get_other_mask (self, g, k);

        loss += vector_keep (on, term);
        n_positive += (guint) __builtin_popcount (vector_get_bits (on));
        vector_store (p, vector_keep (on, vector_all (1)));
      }
  self->scores[self->label] = -(float) n_positive;
  return vector_get_sum (loss);
}

ALWAYS_INLINE double
hinge_of_rows (float         *scores,
               const guint16 *labels,
               const RowList *list,
               guint          n_classes,
               guint          n_groups,
               float          margin,
               gsize         *n_correct)
{
  double loss = 0;

  for (gsize i = 0; i < list->n; i++)
    {
      ScoreRow row = { scores + i * n_groups * GROUP, n_classes, n_groups, labels[row_list_get (list, i)] };

      *n_correct += score_row_is_correct (&row, score_row_get_highest (&row)) ? 1 : 0;
      loss += hinge_of_row (&row, margin);
    }
  return loss;
}

static double
kernel_hinge (float         *scores,
              const guint16 *labels,
              const guint32 *rows,
              gsize          first,
              gsize          n,
              guint          n_classes,
              float          margin,
              gsize         *n_correct)
{
  RowList list = { NULL, rows, first, n };

  if (n_classes <= GROUP)
    return hinge_of_rows (scores, labels, &list, n_classes, 1, margin, n_correct);
  return hinge_of_rows (scores, labels, &list, n_classes, (n_classes + GROUP - 1) / GROUP, margin, n_correct);
}
