/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Both losses of one row of scores, whole and in terms.  The terms are what the loss is added up from, so that a slide's
 * arithmetic and the number at its end cannot differ. */

#include "hill-sheet.h"

#include "hill-i18n.h"

#include <float.h>
#include <math.h>

/* So that no value is further than this from its closed form, whatever the size of the scores. */
#define MAX_ROUNDING 5e-13

static guint
count_hinge_terms (guint                n_classes,
                   const HillSheetLoss *loss)
{
  return loss->include_true_class ? n_classes : n_classes - 1;
}

/* 0.4 - 1.4 + 1 is 0 on paper and 1e-16 in double: what is no more than the rounding of decimal scores counts as 0, so that a kink is one. */
static double
drop_rounding (double inside,
               double score,
               double true_score)
{
  double rounding = MIN (2 * DBL_EPSILON * MAX (fabs (score), fabs (true_score)), MAX_ROUNDING);

  return fabs (inside) <= rounding ? 0 : inside;
}

static HillHingeTerm
make_hinge_term (const double *scores,
                 guint         class_index,
                 guint         label,
                 double        margin)
{
  double inside = margin;

  if (class_index != label)
    inside = drop_rounding (scores[class_index] - scores[label] + margin, scores[class_index], scores[label]);
  return (HillHingeTerm) {
    .class_index = class_index,
    .score = scores[class_index],
    .true_score = scores[label],
    .inside = inside,
    .value = MAX (inside, 0),
    .is_zero = inside <= 0,
  };
}

/* j = y costs the margin whatever the scores are: it has no gradient. */
static double
get_hinge (const double        *scores,
           guint                n_classes,
           guint                label,
           const HillSheetLoss *loss,
           double              *gradient)
{
  guint n_terms = count_hinge_terms (n_classes, loss);
  double share = loss->mean_over_classes ? 1.0 / MAX (n_terms, 1) : 1;
  double sum = loss->include_true_class ? loss->margin : 0;
  guint n_positive = 0;

  for (guint c = 0; c < n_classes; c++)
    {
      HillHingeTerm term = make_hinge_term (scores, c, label, loss->margin);
      gboolean counts = c != label && !term.is_zero;

      if (counts)
        sum += term.value;
      n_positive += counts;
      if (gradient != NULL)
        gradient[c] = counts ? share : 0;
    }
  if (gradient != NULL)
    gradient[label] = n_positive > 0 ? -(n_positive * share) : 0;
  return loss->mean_over_classes ? sum / MAX (n_terms, 1) : sum;
}

/* The first of the highest. */
static guint
find_highest (const double *scores,
              guint         n_classes)
{
  guint best = 0;

  for (guint c = 1; c < n_classes; c++)
    if (scores[c] > scores[best])
      best = c;
  return best;
}

static double
sum_others (const double *scores,
            guint         n_classes,
            guint         highest)
{
  double sum = 0;

  for (guint c = 0; c < n_classes; c++)
    if (c != highest)
      sum += exp (scores[c] - scores[highest]);
  return sum;
}

/* dL/ds = (P - onehot (y)) / log (base); for y itself minus the sum of the others, which keeps its digits where P_y is nearly 1. */
static void
fill_softmax_gradient (const double *scores,
                       guint         n_classes,
                       guint         label,
                       double        highest,
                       double        sum,
                       double        divisor,
                       double       *gradient)
{
  double others = 0;

  for (guint c = 0; c < n_classes; c++)
    {
      gradient[c] = exp (scores[c] - highest) / sum / divisor;
      if (c != label)
        others += gradient[c];
    }
  gradient[label] = others > 0 ? -others : 0;
}

static double
get_softmax (const double *scores,
             guint         n_classes,
             guint         label,
             HillLogBase   base,
             double       *gradient)
{
  double divisor = hill_log_base_get_divisor (base);
  guint highest = find_highest (scores, n_classes);
  double others = sum_others (scores, n_classes, highest);

  if (gradient != NULL)
    fill_softmax_gradient (scores, n_classes, label, scores[highest], 1 + others, divisor, gradient);
  return ((scores[highest] - scores[label]) + log1p (others)) / divisor;
}

double
hill_scores_get_loss (const double        *scores,
                      guint                n_classes,
                      guint                label,
                      const HillSheetLoss *loss,
                      double              *gradient)
{
  g_return_val_if_fail (scores != NULL && loss != NULL && label < n_classes, NAN);

  if (loss->type == HILL_LOSS_HINGE)
    return get_hinge (scores, n_classes, label, loss, gradient);
  return get_softmax (scores, n_classes, label, loss->base, gradient);
}

double
hill_sheet_get_loss (const HillSheet     *self,
                     const HillSheetLoss *loss,
                     guint                image,
                     double              *gradient)
{
  g_return_val_if_fail (self != NULL && loss != NULL && image < hill_sheet_get_n_images (self), NAN);

  return hill_scores_get_loss (hill_sheet_get_scores (self, image), hill_sheet_get_n_classes (self),
                               hill_sheet_get_label (self, image), loss, gradient);
}

double
hill_sheet_get_mean (const HillSheet     *self,
                     const HillSheetLoss *loss,
                     double              *losses)
{
  double sum = 0;
  guint n_images;

  g_return_val_if_fail (self != NULL && loss != NULL, NAN);

  n_images = hill_sheet_get_n_images (self);
  for (guint i = 0; i < n_images; i++)
    {
      double value = hill_sheet_get_loss (self, loss, i, NULL);

      if (losses != NULL)
        losses[i] = value;
      sum += value;
    }
  return n_images > 0 ? sum / n_images : 0;
}

guint
hill_sheet_get_hinge_terms (const HillSheet     *self,
                            const HillSheetLoss *loss,
                            guint                image,
                            HillHingeTerm       *terms)
{
  const double *scores;
  guint label, n = 0;

  g_return_val_if_fail (self != NULL && loss != NULL && terms != NULL && image < hill_sheet_get_n_images (self), 0);

  scores = hill_sheet_get_scores (self, image);
  label = hill_sheet_get_label (self, image);
  for (guint c = 0; c < hill_sheet_get_n_classes (self); c++)
    if (c != label || loss->include_true_class)
      terms[n++] = make_hinge_term (scores, c, label, loss->margin);
  return n;
}

static void
judge_softmax (HillSoftmax *self)
{
  if (isinf (self->sum))
    {
      self->state = HILL_SOFTMAX_OVERFLOWS;
      self->message = _("An exponential is larger than the largest number of a computer, about 1.8e308, and counts as infinite: its share is "
                        "infinity over infinity. Take the highest score away from all of them first.");
    }
  else if (self->sum == 0)
    {
      self->state = HILL_SOFTMAX_VANISHES;
      self->message = _("All exponentials are smaller than the smallest number of a computer and count as 0: a share is 0 over 0. "
                        "Take the highest score away from all of them first.");
    }
}

HillSoftmax
hill_sheet_get_softmax_terms (const HillSheet *self,
                              HillLogBase      base,
                              guint            image,
                              gboolean         shifted,
                              HillSoftmaxTerm *terms)
{
  HillSoftmax softmax = { HILL_SOFTMAX_SOUND, 0, 0, NAN, NULL };
  double divisor = hill_log_base_get_divisor (base);
  const double *scores;
  guint n_classes, label;

  g_return_val_if_fail (self != NULL && terms != NULL && image < hill_sheet_get_n_images (self), softmax);

  n_classes = hill_sheet_get_n_classes (self);
  label = hill_sheet_get_label (self, image);
  scores = hill_sheet_get_scores (self, image);
  if (shifted)
    softmax.shift = scores[find_highest (scores, n_classes)];
  for (guint c = 0; c < n_classes; c++)
    {
      double exponent = scores[c] - softmax.shift;

      terms[c] = (HillSoftmaxTerm) { c, scores[c], exponent, exp (exponent), NAN, NAN };
      softmax.sum += terms[c].exponential;
    }
  for (guint c = 0; c < n_classes; c++)
    {
      terms[c].share = terms[c].exponential / softmax.sum;
      terms[c].minus_log = -log (terms[c].share) / divisor + 0.0;
    }

  judge_softmax (&softmax);
  softmax.loss = terms[label].minus_log;
  if (shifted)
    softmax.loss = terms[label].minus_log = get_softmax (scores, n_classes, label, base, NULL);
  return softmax;
}

void
hill_sheet_sweep (const HillSheet     *self,
                  const HillSheetLoss *loss,
                  guint                image,
                  guint                class_index,
                  const double        *values,
                  gsize                n_values,
                  double              *losses)
{
  g_autofree double *scores = NULL;
  guint n_classes;

  g_return_if_fail (self != NULL && loss != NULL && image < hill_sheet_get_n_images (self) &&
                    class_index < hill_sheet_get_n_classes (self));

  n_classes = hill_sheet_get_n_classes (self);
  scores = g_memdup2 (hill_sheet_get_scores (self, image), n_classes * sizeof *scores);
  for (gsize i = 0; i < n_values; i++)
    {
      scores[class_index] = values[i];
      losses[i] = hill_scores_get_loss (scores, n_classes, hill_sheet_get_label (self, image), loss, NULL);
    }
}
