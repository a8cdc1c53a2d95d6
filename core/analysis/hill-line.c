/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Two tables of scores, and the loss at any t from them. */

#include "hill-line.h"

#include "hill-exact.h"
#include "hill-parallel.h"
#include "hill-reference.h"

#include <math.h>
#include <string.h>

#define CHUNK_ROWS 2048

struct _HillLine
{
  gatomicrefcount ref_count;
  HillSample     *sample;           /* owned */
  HillLoss        loss;
  guint           n_threads;
  guint           n_classes;
  gsize           n_features;
  double         *weights;          /* owned; C x (D + 1): W, */
  double         *direction;        /* owned; and V */
  double         *scores;           /* owned; n x C at W, */
  double         *speeds;           /* owned; and their change per t */
  double          squares[3];       /* without biases: W . W, W . V, V . V */
  double          length;
};

static void
find_squares (HillLine *self)
{
  double square = 0;

  for (guint c = 0; c < self->n_classes; c++)
    for (gsize d = 0; d <= self->n_features; d++)
      {
        gsize i = c * (self->n_features + 1) + d;
        double w = self->weights[i], v = self->direction[i];

        square += v * v;
        if (d == self->n_features)
          continue;
        self->squares[0] += w * w;
        self->squares[1] += w * v;
        self->squares[2] += v * v;
      }
  self->length = sqrt (square);
}

static HillLine *
line_new (HillSample          *sample,
          const HillLoss      *loss,
          const float         *weights,
          double              *direction,
          guint                n_threads,
          const HillProgress  *progress,
          GError             **error)
{
  g_autoptr(HillLine) self = g_new0 (HillLine, 1);
  gsize n;

  g_atomic_ref_count_init (&self->ref_count);
  self->sample = hill_sample_ref (sample);
  self->loss = *loss;
  self->n_threads = n_threads;
  self->n_classes = hill_design_get_n_classes (sample->design);
  self->n_features = hill_design_get_n_features (sample->design);
  self->weights = hill_exact_dup_weights (sample, weights);
  self->direction = direction;
  n = sample->n_rows * self->n_classes;
  self->scores = g_new (double, n + 1);
  self->speeds = g_new (double, n + 1);
  find_squares (self);
  hill_exact_scores (sample, self->weights, n_threads, self->scores);
  if (!hill_progress_report (progress, 0.5, error))
    return NULL;
  hill_exact_scores (sample, self->direction, n_threads, self->speeds);
  if (!hill_progress_report (progress, 1, error))
    return NULL;
  return g_steal_pointer (&self);
}

HillLine *
hill_line_new (HillSample          *sample,
               const HillLoss      *loss,
               const float         *weights,
               const float         *direction,
               guint                n_threads,
               const HillProgress  *progress,
               GError             **error)
{
  g_return_val_if_fail (sample != NULL && loss != NULL && weights != NULL && direction != NULL, NULL);

  return line_new (sample, loss, weights, hill_exact_dup_weights (sample, direction), n_threads, progress, error);
}

HillLine *
hill_line_new_for_weight (HillSample          *sample,
                          const HillLoss      *loss,
                          const float         *weights,
                          gsize                index,
                          guint                n_threads,
                          const HillProgress  *progress,
                          GError             **error)
{
  double *direction;

  g_return_val_if_fail (sample != NULL && loss != NULL && weights != NULL, NULL);
  g_return_val_if_fail (index < hill_sample_get_n_weights (sample), NULL);

  direction = g_new0 (double, hill_sample_get_n_weights (sample));
  direction[index] = 1;
  return line_new (sample, loss, weights, direction, n_threads, progress, error);
}

HillLine *
hill_line_ref (HillLine *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_line_unref (HillLine *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  hill_sample_unref (self->sample);
  g_free (self->weights);
  g_free (self->direction);
  g_free (self->scores);
  g_free (self->speeds);
  g_free (self);
}

double
hill_line_get_length (const HillLine *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

/* ---- The data loss ---- */

/* What a chunk of rows adds up: loss, slope, curvature. */
typedef struct
{
  double sums[3];
  double padding[5];
} Part;

typedef struct
{
  const HillLine *self;
  double          t;
  gboolean        with_slopes;
  Part           *parts;
} Look;

/* d/dt L_i = ds . v; d2/dt2 of softmax is the variance of v under P. */
static void
look_at_row (const Look   *look,
             const double *speeds,
             guint         label,
             double       *s,
             double       *sums)
{
  const HillLine *self = look->self;
  double *slopes = look->with_slopes ? s : NULL;
  double mean = 0, square = 0;

  if (self->loss.type == HILL_LOSS_HINGE)
    sums[0] += hill_reference_hinge (s, self->n_classes, label, self->loss.margin, slopes);
  else
    sums[0] += hill_reference_softmax (s, self->n_classes, label, slopes);
  if (slopes == NULL)
    return;

  for (guint c = 0; c < self->n_classes; c++)
    sums[1] += slopes[c] * speeds[c];
  if (self->loss.type == HILL_LOSS_HINGE)
    return;

  slopes[label] += 1;
  for (guint c = 0; c < self->n_classes; c++)
    {
      double v = speeds[c] - speeds[label];         /* near 0: no digits are lost */

      mean += slopes[c] * v;
      square += slopes[c] * v * v;
    }
  sums[2] += square - mean * mean;
}

static void
look_at_chunk (gsize    chunk,
               gpointer data)
{
  const Look *look = data;
  const HillLine *self = look->self;
  const guint16 *labels = hill_design_get_labels (self->sample->design, HILL_SPLIT_TRAIN);
  gsize end = MIN ((chunk + 1) * CHUNK_ROWS, self->sample->n_rows);
  g_autofree double *s = g_new (double, self->n_classes);

  for (gsize i = chunk * CHUNK_ROWS; i < end; i++)
    {
      const double *scores = self->scores + i * self->n_classes, *speeds = self->speeds + i * self->n_classes;

      for (guint c = 0; c < self->n_classes; c++)
        s[c] = scores[c] + look->t * speeds[c];
      look_at_row (look, speeds, labels[hill_sample_get_row (self->sample, i)], s, look->parts[chunk].sums);
    }
}

static void
find_data_loss (const HillLine *self,
                double          t,
                gboolean        with_slopes,
                double         *sums)
{
  gsize n = self->sample->n_rows, n_chunks = (n + CHUNK_ROWS - 1) / CHUNK_ROWS;
  g_autofree Part *parts = g_new0 (Part, n_chunks + 1);
  Look look = { self, t, with_slopes, parts };

  hill_parallel_for (n_chunks, self->n_threads, look_at_chunk, &look);
  for (int k = 0; k < 3; k++)
    {
      sums[k] = 0;
      for (gsize chunk = 0; chunk < n_chunks; chunk++)
        sums[k] += parts[chunk].sums[k];
      sums[k] /= (double) MAX (n, 1);
    }
}

/* ---- The penalty ---- */

static void
add_absolute_penalty (const HillLine *self,
                      double          t,
                      HillLinePoint  *point)
{
  for (guint c = 0; c < self->n_classes; c++)
    for (gsize d = 0; d < self->n_features; d++)
      {
        gsize i = c * (self->n_features + 1) + d;
        double w = self->weights[i] + t * self->direction[i];

        point->penalty += self->loss.lambda * fabs (w);
        point->slope += self->loss.lambda * ((w > 0) - (w < 0)) * self->direction[i];
      }
}

static void
add_square_penalty (const HillLine *self,
                    double          t,
                    double          factor,
                    HillLinePoint  *point)
{
  const double *q = self->squares;

  point->penalty += factor * (q[0] + t * (2 * q[1] + t * q[2]));
  point->slope += factor * 2 * (q[1] + t * q[2]);
  point->curvature += factor * 2 * q[2];
}

static void
add_penalty (const HillLine *self,
             double          t,
             HillLinePoint  *point)
{
  HillRegularizer regularizer = self->loss.regularizer;

  if (regularizer == HILL_REGULARIZER_L1 || regularizer == HILL_REGULARIZER_ELASTIC)
    add_absolute_penalty (self, t, point);
  if (regularizer == HILL_REGULARIZER_L2)
    add_square_penalty (self, t, self->loss.lambda, point);
  if (regularizer == HILL_REGULARIZER_ELASTIC)
    add_square_penalty (self, t, self->loss.lambda * self->loss.beta, point);
}

void
hill_line_evaluate (const HillLine *self,
                    double          t,
                    HillLinePoint  *point)
{
  double sums[3];

  g_return_if_fail (self != NULL && point != NULL);

  find_data_loss (self, t, TRUE, sums);
  *point = (HillLinePoint) { .t = t, .data_loss = sums[0], .slope = sums[1], .curvature = sums[2] };
  add_penalty (self, t, point);
}

double
hill_line_get_loss (const HillLine *self,
                    double          t)
{
  HillLinePoint point = { 0 };
  double sums[3];

  g_return_val_if_fail (self != NULL, NAN);

  find_data_loss (self, t, FALSE, sums);
  add_penalty (self, t, &point);
  return sums[0] + point.penalty;
}

/* ---- In single precision ---- */

static float
get_float_hinge (const float *s,
                 guint        n_classes,
                 guint        label,
                 float        margin)
{
  float loss = 0;

  for (guint c = 0; c < n_classes; c++)
    {
      float term = c != label ? s[c] - s[label] + margin : 0;

      loss += MAX (term, 0);
    }
  return loss;
}

static float
get_float_softmax (const float *s,
                   guint        n_classes,
                   guint        label)
{
  float highest = s[0], sum = 0;

  for (guint c = 1; c < n_classes; c++)
    highest = MAX (highest, s[c]);
  for (guint c = 0; c < n_classes; c++)
    sum += expf (s[c] - highest);
  return (highest - s[label]) + logf (sum);
}

static float
get_float_loss_of_row (const HillLine *self,
                       gsize           i,
                       float           t,
                       float          *s)
{
  guint label = hill_design_get_labels (self->sample->design, HILL_SPLIT_TRAIN)[hill_sample_get_row (self->sample, i)];
  const double *scores = self->scores + i * self->n_classes, *speeds = self->speeds + i * self->n_classes;

  for (guint c = 0; c < self->n_classes; c++)
    s[c] = (float) scores[c] + t * (float) speeds[c];
  return self->loss.type == HILL_LOSS_HINGE ? get_float_hinge (s, self->n_classes, label, (float) self->loss.margin)
                                            : get_float_softmax (s, self->n_classes, label);
}

/* Pairwise: the halves first. */
static float
add_float_rows (const HillLine *self,
                gsize           first,
                gsize           n,
                float           t,
                float          *s)
{
  float sum = 0;

  if (n > 8)
    return add_float_rows (self, first, n / 2, t, s) + add_float_rows (self, first + n / 2, n - n / 2, t, s);
  for (gsize i = 0; i < n; i++)
    sum += get_float_loss_of_row (self, first + i, t, s);
  return sum;
}

static float
get_float_penalty (const HillLine *self,
                   float           t)
{
  const HillLoss *loss = &self->loss;
  float squares = 0, absolutes = 0, lambda = (float) loss->lambda;

  for (guint c = 0; c < self->n_classes; c++)
    {
      float square = 0, absolute = 0;

      for (gsize i = c * (self->n_features + 1); i < (c + 1) * (self->n_features + 1) - 1; i++)
        {
          float w = (float) self->weights[i] + t * (float) self->direction[i];

          square += w * w;
          absolute += fabsf (w);
        }
      squares += square;
      absolutes += absolute;
    }
  if (loss->regularizer == HILL_REGULARIZER_L2)
    return lambda * squares;
  if (loss->regularizer == HILL_REGULARIZER_NONE)
    return 0;
  return lambda * (loss->regularizer == HILL_REGULARIZER_L1 ? absolutes : absolutes + (float) loss->beta * squares);
}

float
hill_line_get_loss_float (const HillLine *self,
                          float           t)
{
  g_autofree float *s = NULL;
  gsize n;

  g_return_val_if_fail (self != NULL, NAN);

  n = self->sample->n_rows;
  s = g_new (float, self->n_classes);
  return add_float_rows (self, 0, n, t, s) / (float) MAX (n, 1) + get_float_penalty (self, t);
}

/* ---- Quotients ---- */

void
hill_line_get_quotient (const HillLine *self,
                        double          t,
                        double          h,
                        gboolean        single,
                        HillQuotient   *quotient)
{
  HillLinePoint point;
  double here, up, down, size;

  g_return_if_fail (self != NULL && quotient != NULL && h > 0);

  hill_line_evaluate (self, t, &point);
  size = MAX (fabs (point.slope), 1e-8);
  *quotient = (HillQuotient) { .h = h };
  if (single)
    {
      float step = (float) h, at = (float) t;
      float low = hill_line_get_loss_float (self, at - step), middle = hill_line_get_loss_float (self, at);
      float high = hill_line_get_loss_float (self, at + step);

      quotient->forward = (high - middle) / step;
      quotient->central = (high - low) / (2 * step);
    }
  else
    {
      here = hill_line_point_get_loss (&point);
      up = hill_line_get_loss (self, t + h);
      down = hill_line_get_loss (self, t - h);
      quotient->forward = (up - here) / h;
      quotient->central = (up - down) / (2 * h);
    }
  quotient->forward_error = fabs (quotient->forward - point.slope) / size;
  quotient->central_error = fabs (quotient->central - point.slope) / size;
}
