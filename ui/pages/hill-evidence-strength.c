/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Mean for sum, another margin, W times c (S14 to S16): without a regulariser nothing but a scale changes; with one its strength does, by a
 * factor that is computed here. */

#include "hill-evidence-private.h"

#include "hill-curve-plot.h"
#include "hill-what-if.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_POINTS 201

static const HillSheetLoss hinge = HILL_SHEET_LOSS_HINGE;

static const char *
get_regularizer_name (HillRegularizer regularizer)
{
  switch (regularizer)
    {
    case HILL_REGULARIZER_L1:
      return "L1";
    case HILL_REGULARIZER_L2:
      return "L2";
    case HILL_REGULARIZER_ELASTIC:
      return _("the elastic net");
    case HILL_REGULARIZER_NONE:
    default:
      return _("no regulariser");
    }
}

static char *
format_strength (double lambda)
{
  return g_strdup_printf ("%.4g", lambda);
}

static void
note_mean (HillEvidence              *self,
           const HillQuestionSetting *setting)
{
  guint n_classes = setting->n_model_classes > 1 ? setting->n_model_classes : hill_sheet_get_n_classes (setting->sheet);
  g_autofree char *lambda = format_strength (setting->loss.lambda);
  g_autofree char *effective = format_strength (hill_what_if_mean_lambda (n_classes, FALSE, setting->loss.lambda));

  if (setting->loss.regularizer == HILL_REGULARIZER_NONE || setting->loss.lambda == 0)
    {
      hill_evidence_take_note (self, g_strdup (_("The training options have no regulariser. With one, the answer changes: λ R(W) then weighs more against the smaller loss.")));
      return;
    }
  /* Translators: a number of classes, λ, the λ it amounts to, a regulariser */
  hill_evidence_take_note (self, g_strdup_printf (_("A regulariser changes the answer: with %u classes, the mean under λ = %s has the best weights that the sum has "
                                                    "under λ = %s, so that %s counts for more."),
                                                  n_classes, lambda, effective, get_regularizer_name (setting->loss.regularizer)));
}

static void
answer_mean (HillEvidence              *self,
             const HillQuestionSetting *setting)
{
  guint n_terms = hill_sheet_get_n_classes (setting->sheet) - 1;
  HillSheetLoss other = hinge;

  other.mean_over_classes = TRUE;
  hill_evidence_take_answer (self, g_strdup_printf (_("It stays the same: every loss is divided by C − 1 = %u, and what is lowest stays lowest."), n_terms));
  hill_evidence_compare (self, setting, &hinge, &other, _("sum"), _("mean"));
  note_mean (self, setting);
}

static void
note_margin (HillEvidence              *self,
             const HillQuestionSetting *setting,
             HillRegularizer            regularizer)
{
  double lambda = setting->loss.lambda, beta = setting->loss.beta;
  g_autofree char *margin = hill_evidence_number (setting->margin);
  g_autofree char *before = format_strength (lambda);
  g_autofree char *after = NULL, *beta_before = format_strength (beta), *beta_after = NULL;

  hill_what_if_margin_strength (regularizer, setting->margin, &lambda, &beta);
  after = format_strength (lambda);
  beta_after = format_strength (beta);
  if (regularizer == HILL_REGULARIZER_L2)
    hill_evidence_take_note (self, g_strdup_printf (_("L2 changes the answer: margin %s under λ = %s gives the weights of margin 1 under λ = %s, times %s."),
                                                    margin, before, after, margin));
  else if (regularizer == HILL_REGULARIZER_L1)
    hill_evidence_take_note (self, g_strdup_printf (_("L1 does not notice the margin: λ stays %s."), after));
  else
    hill_evidence_take_note (self, g_strdup_printf (_("The elastic net changes it in one half only: λ stays %s, and β = %s acts like %s."),
                                                    after, beta_before, beta_after));
}

/* Margin m, scores times m: the same curve, drawn m times as large. */
static void
answer_margin (HillEvidence              *self,
               const HillQuestionSetting *setting)
{
  const HillNorms none = { 0 };
  HillSheetLoss other = hinge;
  g_autofree char *margin = hill_evidence_number (setting->margin);
  g_autofree char *first_name = g_strdup (_("margin 1"));
  g_autofree char *other_name = g_strdup_printf (_("margin %s"), margin);
  g_autofree char *scaled = NULL, *plain = NULL;
  const char *names[] = { first_name, other_name };
  HillSheetLoss losses[2];
  double plain_loss, scaled_loss;

  other.margin = setting->margin;
  losses[0] = hinge;
  losses[1] = other;
  plain_loss = hill_sheet_get_mean (setting->sheet, &hinge, NULL);
  scaled_loss = hill_what_if_scale (setting->sheet, &other, &none, HILL_REGULARIZER_NONE, 0, 0, setting->margin).data_loss;
  plain = hill_evidence_number (plain_loss);
  scaled = hill_evidence_number (scaled_loss);
  hill_evidence_take_answer (self, g_strdup_printf (_("Only their scale. Times %s, the same weights have %s times the loss, %s = %s × %s: all that matters is "
                                                      "how far the scores lie apart in units of the margin."),
                                                    margin, margin, scaled, margin, plain));
  hill_evidence_set_header (self, _("Weights"), _("Margin"), _("Mean loss"), NULL);
  hill_evidence_add_text (self, "W");
  hill_evidence_add_number (self, 1);
  hill_evidence_add_number (self, plain_loss);
  hill_evidence_add_text (self, "W");
  hill_evidence_add_number (self, setting->margin);
  hill_evidence_add_number (self, hill_sheet_get_mean (setting->sheet, &other, NULL));
  hill_evidence_take_text (self, g_strdup_printf ("%s W", margin));
  hill_evidence_add_number (self, setting->margin);
  hill_evidence_add_number (self, scaled_loss);
  note_margin (self, setting, HILL_REGULARIZER_L2);
  note_margin (self, setting, HILL_REGULARIZER_L1);
  note_margin (self, setting, HILL_REGULARIZER_ELASTIC);
  hill_evidence_add_scaling (self, setting->sheet, losses, names, 2, 3, 1);
}

/* (transfer full): the sheet with each true score raised just so far that its image pays nothing. */
static HillSheet *
make_perfect (const HillSheet *sheet)
{
  HillSheet *perfect = hill_sheet_copy (sheet);

  for (guint i = 0; i < hill_sheet_get_n_images (sheet); i++)
    {
      guint label = hill_sheet_get_label (sheet, i);
      double lift = hill_what_if_bounds (sheet, &hinge, i, 1).lift;

      if (lift > 0)
        hill_sheet_set_score (perfect, i, label, hill_sheet_get_score (sheet, i, label) + lift);
    }
  return perfect;
}

static double
get_scaled_loss (const HillSheet *sheet,
                 double           factor)
{
  const HillNorms none = { 0 };

  return hill_what_if_scale (sheet, &hinge, &none, HILL_REGULARIZER_NONE, 0, 0, factor).data_loss;
}

/* The loss of an image with all its scores times @factor. */
static double
get_image_loss (const HillSheet *sheet,
                guint            image,
                double           factor)
{
  guint n = hill_sheet_get_n_classes (sheet);
  g_autofree double *scores = g_memdup2 (hill_sheet_get_scores (sheet, image), n * sizeof *scores);

  for (guint c = 0; c < n; c++)
    scores[c] *= factor;
  return hill_scores_get_loss (scores, n, hill_sheet_get_label (sheet, image), &hinge, NULL);
}

static void
add_scale_plot (HillEvidence    *self,
                const HillSheet *perfect,
                double           factor)
{
  double x[N_POINTS], loss[N_POINTS], square[N_POINTS], highest = MAX (3, 1.2 * factor);
  HillCurve losses = { .name = (char *) _("data loss"), .x = x, .y = loss, .n_points = N_POINTS };
  HillCurve squares = { .name = (char *) _("L2 of c W, relative to W"), .x = x, .y = square, .n_points = N_POINTS };
  HillCurve sums = { .name = (char *) _("L1 of c W, relative to W"), .x = x, .y = x, .n_points = N_POINTS };

  for (int k = 0; k < N_POINTS; k++)
    {
      x[k] = highest * k / (N_POINTS - 1);
      loss[k] = get_scaled_loss (perfect, x[k]);
      square[k] = x[k] * x[k];
    }
  self->plot = hill_curve_plot_new (NULL, _("factor c"), _("data loss and size of the weights"));
  hill_curve_plot_add (self->plot, &losses);
  hill_curve_plot_add (self->plot, &squares);
  hill_curve_plot_add (self->plot, &sums);
  hill_curve_plot_set_cursor (self->plot, factor);
}

static void
add_scale_row (HillEvidence *self,
               const char   *text,
               double        at_1,
               double        at_c)
{
  hill_evidence_add_text (self, text);
  hill_evidence_add_number (self, at_1);
  hill_evidence_add_number (self, at_c);
}

static void
note_scale (HillEvidence              *self,
            const HillQuestionSetting *setting)
{
  HillRegularizer regularizer = setting->loss.regularizer != HILL_REGULARIZER_NONE ? setting->loss.regularizer : HILL_REGULARIZER_L2;
  double lambda = setting->loss.lambda > 0 ? setting->loss.lambda : 1e-4;
  HillScaled before = hill_what_if_scale (setting->sheet, &hinge, &setting->norms, regularizer, lambda, setting->loss.beta, 1);
  HillScaled after = hill_what_if_scale (setting->sheet, &hinge, &setting->norms, regularizer, lambda, setting->loss.beta, setting->factor);
  g_autofree char *first = g_strdup_printf ("%.4g", before.penalty);
  g_autofree char *second = g_strdup_printf ("%.4g", after.penalty);
  g_autofree char *strength = format_strength (lambda);

  hill_evidence_take_note (self, g_strdup (_("A regulariser changes the answer: of all perfect weights it chooses the smallest.")));
  if (setting->norms.n_weights == 0 || setting->norms.l1 == 0)
    hill_evidence_take_note (self, g_strdup (_("The weights of the current model are all 0 as yet; trained ones show here how λ R(c W) grows.")));
  else
    /* Translators: λ, a regulariser, λ R(W), λ R(c W) */
    hill_evidence_take_note (self, g_strdup_printf (_("For the current model, with λ = %s and %s, λ R(W) = %s becomes λ R(c W) = %s."),
                                                    strength, get_regularizer_name (regularizer), first, second));
}

static void
answer_scale (HillEvidence              *self,
              const HillQuestionSetting *setting)
{
  g_autoptr(HillSheet) perfect = make_perfect (setting->sheet);
  g_autofree char *factor = hill_evidence_number (setting->factor);
  g_autofree char *header = g_strdup_printf ("c = %s", factor);

  hill_evidence_take_answer (self, g_strdup (_("One of many: c W has L = 0 too, for every c above 1. All scores and their distances are times c, and what "
                                               "was apart by the margin stays so.")));
  hill_evidence_set_header (self, _("Data loss"), "c = 1", header, NULL);
  for (guint i = 0; i < hill_sheet_get_n_images (setting->sheet); i++)
    if (get_image_loss (setting->sheet, i, 1) == 0)
      add_scale_row (self, hill_sheet_get_image_name (setting->sheet, i), 0, get_image_loss (setting->sheet, i, setting->factor));
  add_scale_row (self, _("Sheet, true scores raised to L = 0"), get_scaled_loss (perfect, 1), get_scaled_loss (perfect, setting->factor));
  add_scale_row (self, _("Sheet as it is"), get_scaled_loss (setting->sheet, 1), get_scaled_loss (setting->sheet, setting->factor));
  note_scale (self, setting);
  add_scale_plot (self, perfect, setting->factor);
}

void
hill_evidence_strength (HillEvidence              *self,
                        HillQuestionId             id,
                        const HillQuestionSetting *setting)
{
  if (id == HILL_QUESTION_MEAN)
    answer_mean (self, setting);
  else if (id == HILL_QUESTION_MARGIN)
    answer_margin (self, setting);
  else
    answer_scale (self, setting);
}
