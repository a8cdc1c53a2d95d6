/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Two weights move, all else is held: a row of scores is two additions away from its base. */

#include "hill-pair.h"

#include "hill-i18n.h"
#include "hill-model-scores.h"

#include <math.h>
#include <string.h>

/* Rows between two looks at whether to stop. */
#define REPORT_ROWS 16

struct _HillPair
{
  gsize    n_rows;
  guint    n_classes;
  guint    class_a;
  guint    class_b;
  double  *base;            /* N x C */
  double  *x_a;             /* N */
  double  *x_b;             /* N */
  guint16 *labels;          /* N */
};

static HillPair *
pair_alloc (gsize n_rows,
            guint n_classes)
{
  HillPair *self = g_new0 (HillPair, 1);

  self->n_rows = n_rows;
  self->n_classes = n_classes;
  self->base = g_new0 (double, n_rows * n_classes + 1);
  self->x_a = g_new0 (double, n_rows + 1);
  self->x_b = g_new0 (double, n_rows + 1);
  self->labels = g_new0 (guint16, n_rows + 1);
  return self;
}

HillPair *
hill_pair_new (const double  *base,
               const guint16 *labels,
               gsize          n_rows,
               guint          n_classes,
               guint          class_a,
               const double  *x_a,
               guint          class_b,
               const double  *x_b)
{
  HillPair *self;

  g_return_val_if_fail (base != NULL && labels != NULL && x_a != NULL && x_b != NULL, NULL);
  g_return_val_if_fail (class_a < n_classes && class_b < n_classes, NULL);

  self = pair_alloc (n_rows, n_classes);
  self->class_a = class_a;
  self->class_b = class_b;
  memcpy (self->base, base, n_rows * n_classes * sizeof *base);
  memcpy (self->labels, labels, n_rows * sizeof *labels);
  memcpy (self->x_a, x_a, n_rows * sizeof *x_a);
  memcpy (self->x_b, x_b, n_rows * sizeof *x_b);
  return self;
}

/* The scores of a row with both weights at 0. */
static void
fill_base (HillDesign      *design,
           const float     *weights,
           gsize            row,
           HillWeightIndex  a,
           HillWeightIndex  b,
           double           x_a,
           double           x_b,
           double          *scores)
{
  gsize n_columns = hill_design_get_n_features (design) + 1;

  hill_model_get_scores (design, weights, HILL_SPLIT_TRAIN, row, scores);
  scores[a.class_index] -= (double) weights[a.class_index * n_columns + a.feature] * x_a;
  scores[b.class_index] -= (double) weights[b.class_index * n_columns + b.feature] * x_b;
}

HillPair *
hill_pair_new_design (HillDesign          *design,
                      const float         *weights,
                      const guint32       *rows,
                      gsize                n_rows,
                      HillWeightIndex      a,
                      HillWeightIndex      b,
                      const HillProgress  *progress,
                      GError             **error)
{
  g_autoptr(HillPair) self = NULL;
  const guint16 *labels;
  guint n_classes;

  g_return_val_if_fail (design != NULL && weights != NULL, NULL);

  if (a.class_index == b.class_index && a.feature == b.feature)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("Both weights are the same one; choose two different weights"));
      return NULL;
    }
  n_classes = hill_design_get_n_classes (design);
  g_return_val_if_fail (MAX (a.class_index, b.class_index) < n_classes, NULL);
  g_return_val_if_fail (MAX (a.feature, b.feature) <= hill_design_get_n_features (design), NULL);

  labels = hill_design_get_labels (design, HILL_SPLIT_TRAIN);
  self = pair_alloc (n_rows, n_classes);
  self->class_a = a.class_index;
  self->class_b = b.class_index;
  for (gsize i = 0; i < n_rows; i++)
    {
      gsize row = rows != NULL ? rows[i] : i;

      if (i % REPORT_ROWS == 0 && !hill_progress_report (progress, (double) i / (double) n_rows, error))
        return NULL;
      self->x_a[i] = hill_model_get_input (design, HILL_SPLIT_TRAIN, row, a.feature);
      self->x_b[i] = hill_model_get_input (design, HILL_SPLIT_TRAIN, row, b.feature);
      fill_base (design, weights, row, a, b, self->x_a[i], self->x_b[i], self->base + i * n_classes);
      self->labels[i] = labels[row];
    }
  return g_steal_pointer (&self);
}

void
hill_pair_free (HillPair *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->base);
  g_free (self->x_a);
  g_free (self->x_b);
  g_free (self->labels);
  g_free (self);
}

/* @scores and @dscores: room for C values each. */
static double
get_loss (const HillPair      *self,
          const HillSheetLoss *loss,
          double               a,
          double               b,
          double              *gradient,
          double              *scores,
          double              *dscores)
{
  double sum = 0, share = 1.0 / (double) MAX (self->n_rows, 1);

  if (gradient != NULL)
    gradient[0] = gradient[1] = 0;
  for (gsize i = 0; i < self->n_rows; i++)
    {
      memcpy (scores, self->base + i * self->n_classes, self->n_classes * sizeof *scores);
      scores[self->class_a] += a * self->x_a[i];
      scores[self->class_b] += b * self->x_b[i];
      sum += hill_scores_get_loss (scores, self->n_classes, self->labels[i], loss, gradient != NULL ? dscores : NULL);
      if (gradient == NULL)
        continue;
      gradient[0] += dscores[self->class_a] * self->x_a[i] * share;
      gradient[1] += dscores[self->class_b] * self->x_b[i] * share;
    }
  return sum * share;
}

double
hill_pair_get_loss (const HillPair      *self,
                    const HillSheetLoss *loss,
                    double               a,
                    double               b,
                    double              *gradient)
{
  g_autofree double *room = NULL;

  g_return_val_if_fail (self != NULL && loss != NULL, NAN);

  room = g_new (double, 2 * self->n_classes);
  return get_loss (self, loss, a, b, gradient, room, room + self->n_classes);
}

gboolean
hill_pair_fill_grid (const HillPair      *self,
                     const HillSheetLoss *loss,
                     double               low,
                     double               high,
                     guint                n,
                     double              *losses,
                     const HillProgress  *progress,
                     GError             **error)
{
  g_autofree double *scores = NULL;

  g_return_val_if_fail (self != NULL && loss != NULL && losses != NULL && n >= 2, FALSE);

  scores = g_new (double, self->n_classes);
  for (guint r = 0; r < n; r++)
    for (guint c = 0; c < n; c++)
      {
        double step = (high - low) / (n - 1);

        if (!hill_progress_report (progress, ((double) r * n + c) / ((double) n * n), error))
          return FALSE;
        losses[(gsize) r * n + c] = get_loss (self, loss, low + c * step, low + r * step, NULL, scores, NULL);
      }
  return TRUE;
}

/* On the ray t (x, y) with |x| + |y| = p and x^2 + y^2 = q, R = p t + beta q t^2. */
void
hill_unit_shape_get_point (HillRegularizer  regularizer,
                           double           beta,
                           double           level,
                           double           angle,
                           double          *a,
                           double          *b)
{
  double x = cos (angle), y = sin (angle);
  double p = fabs (x) + fabs (y), t;

  g_return_if_fail (a != NULL && b != NULL);

  if (regularizer == HILL_REGULARIZER_L1 || (regularizer == HILL_REGULARIZER_ELASTIC && beta == 0))
    t = level / p;
  else if (regularizer == HILL_REGULARIZER_ELASTIC)
    t = 2 * level / (p + sqrt (p * p + 4 * beta * level));
  else
    t = sqrt (level);
  *a = t * x;
  *b = t * y;
}
