/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Each answer is the loss computed twice, or the algebra of it in two lines. */

#include "hill-what-if.h"

#include <math.h>

/* The value of each class's term, for the sheet's scores or for others in their place. */
static void
fill_terms (const HillSheet     *sheet,
            const HillSheetLoss *loss,
            guint                image,
            double              *values)
{
  guint n_classes = hill_sheet_get_n_classes (sheet);
  g_autofree HillHingeTerm *hinge = g_new0 (HillHingeTerm, n_classes);
  g_autofree HillSoftmaxTerm *softmax = g_new0 (HillSoftmaxTerm, n_classes);
  guint n;

  if (loss->type == HILL_LOSS_SOFTMAX)
    {
      hill_sheet_get_softmax_terms (sheet, loss->base, image, TRUE, softmax);
      for (guint c = 0; c < n_classes; c++)
        values[c] = softmax[c].share;
      return;
    }

  for (guint c = 0; c < n_classes; c++)
    values[c] = 0;
  n = hill_sheet_get_hinge_terms (sheet, loss, image, hinge);
  for (guint i = 0; i < n; i++)
    values[hinge[i].class_index] = hinge[i].value;
}

/* (transfer full): a sheet of this one image, with one score moved. */
static HillSheet *
copy_image (const HillSheet *sheet,
            guint            image,
            guint            class_index,
            double           delta)
{
  guint n_classes = hill_sheet_get_n_classes (sheet);
  HillSheet *copy = hill_sheet_new (n_classes, 1);

  hill_sheet_set_label (copy, 0, hill_sheet_get_label (sheet, image));
  for (guint c = 0; c < n_classes; c++)
    {
      double score = hill_sheet_get_score (sheet, image, c) + (c == class_index ? delta : 0);

      hill_sheet_set_score (copy, 0, c, CLAMP (score, -HILL_SHEET_MAX_SCORE, HILL_SHEET_MAX_SCORE));
    }
  return copy;
}

HillNudge
hill_what_if_nudge (const HillSheet     *sheet,
                    const HillSheetLoss *loss,
                    guint                image,
                    guint                class_index,
                    double               delta,
                    double              *terms_before,
                    double              *terms_after)
{
  HillNudge nudge = { NAN, NAN, NAN, 0 };
  g_autoptr(HillSheet) moved = NULL;
  g_autofree double *before = NULL;
  g_autofree double *after = NULL;
  guint n_classes;

  g_return_val_if_fail (sheet != NULL && loss != NULL && image < hill_sheet_get_n_images (sheet) &&
                        class_index < hill_sheet_get_n_classes (sheet), nudge);

  n_classes = hill_sheet_get_n_classes (sheet);
  moved = copy_image (sheet, image, class_index, delta);
  before = g_new (double, n_classes);
  after = g_new (double, n_classes);
  fill_terms (sheet, loss, image, before);
  fill_terms (moved, loss, 0, after);
  for (guint c = 0; c < n_classes; c++)
    {
      nudge.n_changed += before[c] != after[c];
      if (terms_before != NULL)
        terms_before[c] = before[c];
      if (terms_after != NULL)
        terms_after[c] = after[c];
    }
  nudge.before = hill_sheet_get_loss (sheet, loss, image, NULL);
  nudge.after = hill_sheet_get_loss (moved, loss, 0, NULL);
  nudge.change = nudge.after - nudge.before;
  return nudge;
}

/* How much the hinge's largest inside is above 0. */
static double
find_lift (const HillSheet     *sheet,
           const HillSheetLoss *loss,
           guint                image)
{
  const double *scores = hill_sheet_get_scores (sheet, image);
  guint label = hill_sheet_get_label (sheet, image);
  double lift = 0;

  for (guint c = 0; c < hill_sheet_get_n_classes (sheet); c++)
    if (c != label)
      lift = MAX (lift, scores[c] - scores[label] + loss->margin);
  return lift;
}

HillBounds
hill_what_if_bounds (const HillSheet     *sheet,
                     const HillSheetLoss *loss,
                     guint                image,
                     double               step)
{
  HillBounds bounds = { 0, FALSE, NAN, NAN, NAN };
  g_autoptr(HillSheet) raised = NULL;
  g_autoptr(HillSheet) lowered = NULL;
  guint n_classes, label;

  g_return_val_if_fail (sheet != NULL && loss != NULL && image < hill_sheet_get_n_images (sheet), bounds);

  n_classes = hill_sheet_get_n_classes (sheet);
  label = hill_sheet_get_label (sheet, image);
  raised = copy_image (sheet, image, label, step);
  lowered = copy_image (sheet, image, label, -step);
  bounds.loss_raised = hill_sheet_get_loss (raised, loss, 0, NULL);
  bounds.loss_lowered = hill_sheet_get_loss (lowered, loss, 0, NULL);
  bounds.is_reached = loss->type == HILL_LOSS_HINGE || n_classes == 1;
  if (loss->type != HILL_LOSS_HINGE)
    return bounds;

  bounds.lift = find_lift (sheet, loss, image);
  if (loss->include_true_class)
    bounds.minimum = loss->margin / (loss->mean_over_classes ? n_classes : 1);
  return bounds;
}

double
hill_what_if_all_zero (guint                n_classes,
                       const HillSheetLoss *loss)
{
  g_autofree double *scores = g_new0 (double, MAX (n_classes, 1));

  g_return_val_if_fail (n_classes > 0 && loss != NULL, NAN);

  return hill_scores_get_loss (scores, n_classes, 0, loss, NULL);
}

double
hill_what_if_true_class_adds (const HillSheet     *sheet,
                              const HillSheetLoss *loss)
{
  HillSheetLoss with, without;

  g_return_val_if_fail (sheet != NULL && loss != NULL && loss->type == HILL_LOSS_HINGE, NAN);

  with = without = *loss;
  with.include_true_class = TRUE;
  without.include_true_class = FALSE;
  return hill_sheet_get_mean (sheet, &with, NULL) - hill_sheet_get_mean (sheet, &without, NULL);
}

double
hill_what_if_mean_lambda (guint    n_classes,
                          gboolean include_true_class,
                          double   lambda)
{
  return lambda * (include_true_class ? n_classes : n_classes - 1);
}

void
hill_what_if_margin_strength (HillRegularizer  regularizer,
                              double           margin,
                              double          *lambda,
                              double          *beta)
{
  g_return_if_fail (lambda != NULL && beta != NULL);

  if (regularizer == HILL_REGULARIZER_L2)
    *lambda *= margin;
  else if (regularizer == HILL_REGULARIZER_ELASTIC)
    *beta *= margin;
}

HillScaled
hill_what_if_scale (const HillSheet     *sheet,
                    const HillSheetLoss *loss,
                    const HillNorms     *norms,
                    HillRegularizer      regularizer,
                    double               lambda,
                    double               beta,
                    double               factor)
{
  HillScaled scaled = { 0, 0 };
  HillNorms stretched;
  g_autofree double *scores = NULL;
  guint n_images, n_classes;

  g_return_val_if_fail (sheet != NULL && loss != NULL && norms != NULL, scaled);

  n_images = hill_sheet_get_n_images (sheet);
  n_classes = hill_sheet_get_n_classes (sheet);
  scores = g_new (double, n_classes);
  for (guint i = 0; i < n_images; i++)
    {
      for (guint c = 0; c < n_classes; c++)
        scores[c] = factor * hill_sheet_get_score (sheet, i, c);
      scaled.data_loss += hill_scores_get_loss (scores, n_classes, hill_sheet_get_label (sheet, i), loss, NULL) / n_images;
    }

  stretched = *norms;
  stretched.l1 *= fabs (factor);
  stretched.l2 *= factor * factor;
  scaled.penalty = lambda * hill_norms_get_regularizer (&stretched, regularizer, beta);
  return scaled;
}
