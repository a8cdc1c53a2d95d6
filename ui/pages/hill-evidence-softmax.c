/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The softmax loss: a small change beside the hinge, its bounds, all scores 0 (S25 to S27). */

#include "hill-evidence-private.h"

#include "hill-arithmetic.h"
#include "hill-what-if.h"

#include <glib/gi18n.h>
#include <math.h>

static HillSheetLoss
get_loss (const HillQuestionSetting *setting)
{
  HillSheetLoss loss = HILL_SHEET_LOSS_SOFTMAX;

  loss.base = setting->base;
  return loss;
}

/* Four significant figures, however small. */
static char *
format_small (double number)
{
  return number != 0 && fabs (number) < 1e-3 ? g_strdup_printf ("%.3e", number) : hill_evidence_number (number);
}

static void
add_nudge_table (HillEvidence              *self,
                 const HillQuestionSetting *setting,
                 const HillNudge           *softmax,
                 const HillNudge           *hinge,
                 const double              *before,
                 const double              *after)
{
  hill_evidence_set_header (self, _("Probability of"), _("before"), _("after"), _("change"), NULL);
  for (guint c = 0; c < hill_sheet_get_n_classes (setting->sheet); c++)
    {
      hill_evidence_add_text (self, hill_sheet_get_class_name (setting->sheet, c));
      hill_evidence_add_number (self, before[c]);
      hill_evidence_add_number (self, after[c]);
      hill_evidence_take_text (self, hill_evidence_change (after[c] - before[c]));
    }
  hill_evidence_add_text (self, _("Softmax loss"));
  hill_evidence_add_number (self, softmax->before);
  hill_evidence_add_number (self, softmax->after);
  hill_evidence_take_text (self, hill_evidence_change (softmax->change));
  hill_evidence_add_text (self, _("Hinge loss"));
  hill_evidence_add_number (self, hinge->before);
  hill_evidence_add_number (self, hinge->after);
  hill_evidence_take_text (self, hill_evidence_change (hinge->change));
}

static void
answer_nudge (HillEvidence              *self,
              const HillQuestionSetting *setting)
{
  const HillSheetLoss hinge = HILL_SHEET_LOSS_HINGE;
  const HillSheetLoss losses[] = { get_loss (setting), hinge };
  const char *names[] = { _("softmax loss"), _("hinge loss") };
  guint n_classes = hill_sheet_get_n_classes (setting->sheet);
  double score = hill_sheet_get_score (setting->sheet, setting->image, setting->class_index);
  g_autofree double *before = g_new (double, n_classes);
  g_autofree double *after = g_new (double, n_classes);
  HillNudge softmax = hill_what_if_nudge (setting->sheet, &losses[0], setting->image, setting->class_index, setting->delta, before, after);
  HillNudge svm = hill_what_if_nudge (setting->sheet, &hinge, setting->image, setting->class_index, setting->delta, NULL, NULL);

  hill_evidence_take_answer (self, g_strdup (_("Always. Every score is part of the sum below the fraction line, so every probability moves; the farther the true "
                                               "score is ahead, the less.")));
  add_nudge_table (self, setting, &softmax, &svm, before, after);
  if (svm.change == 0)
    hill_evidence_take_note (self, g_strdup (_("The hinge loss does not feel the same change: here the two losses differ.")));
  else
    hill_evidence_take_note (self, g_strdup (_("The hinge loss feels this change too; take an image that is right by more than the margin to see "
                                               "the two losses differ.")));
  hill_evidence_add_sweep (self, setting, setting->class_index, losses, names, 2, score - 10, score + 10);
}

static void
answer_bounds (HillEvidence              *self,
               const HillQuestionSetting *setting)
{
  static const double steps[] = { -1e6, -1000, -10, 0, 10, 100 };
  const HillSheetLoss loss = get_loss (setting);
  guint label = hill_sheet_get_label (setting->sheet, setting->image);
  double score = hill_sheet_get_score (setting->sheet, setting->image, label);
  const char *names[] = { _("softmax loss") };

  hill_evidence_take_answer (self, g_strdup (_("0 and infinity, both in theory only. For 0 the true class's probability would have to be 1, which takes "
                                               "an infinite lead; and the loss grows without end as the true score falls.")));
  hill_evidence_set_header (self, _("True score moved by"), _("Loss of the image"), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double step = fabs (steps[i]);
      HillBounds bounds = hill_what_if_bounds (setting->sheet, &loss, setting->image, step > 0 ? step : 1);

      hill_evidence_take_text (self, hill_evidence_change (steps[i]));
      hill_evidence_take_text (self, format_small (steps[i] < 0   ? bounds.loss_lowered
                                                   : steps[i] > 0 ? bounds.loss_raised
                                                                  : hill_sheet_get_loss (setting->sheet, &loss, setting->image, NULL)));
    }
  hill_evidence_take_note (self, g_strdup (_("The hinge loss does reach 0, and then it is content; the softmax loss always asks for a little more.")));
  hill_evidence_add_sweep (self, setting, label, &loss, names, 1, score - 10, score + 10);
}

static void
answer_zero (HillEvidence              *self,
             const HillQuestionSetting *setting)
{
  static const HillLogBase bases[] = { HILL_LOG_E, HILL_LOG_10, HILL_LOG_2 };
  static const char * const base_names[] = { "e", "10", "2" };
  const HillSheetLoss loss = get_loss (setting);
  const char *names[] = { _("softmax loss") };
  g_autofree char *number = NULL;

  self->expected = hill_what_if_all_zero (setting->n_classes, &loss);
  number = hill_number_fixed (self->expected, 3);
  hill_evidence_take_answer (self, g_strdup_printf (_("log C = log %u = %s: all %u classes are equally probable, 1 / %u each."),
                                                    setting->n_classes, number, setting->n_classes, setting->n_classes));
  hill_evidence_set_header (self, _("Base of the logarithm"), _("Loss of the image"), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      HillSheetLoss other = loss;

      other.base = bases[i];
      hill_evidence_add_text (self, base_names[i]);
      hill_evidence_take_text (self, hill_number_fixed (hill_what_if_all_zero (setting->n_classes, &other), 3));
    }
  if (setting->n_model_classes > 1)
    {
      HillSheetLoss natural = HILL_SHEET_LOSS_SOFTMAX;
      g_autofree char *begin = hill_number_fixed (hill_what_if_all_zero (setting->n_model_classes, &natural), 3);

      hill_evidence_take_note (self, g_strdup_printf (_("The data set that is open has %u classes: its model must begin at ln %u = %s, and the sanity checks "
                                                        "measure whether it does."), setting->n_model_classes, setting->n_model_classes, begin));
    }
  hill_evidence_add_scaling (self, setting->sheet, &loss, names, 1, 1, NAN);
}

void
hill_evidence_softmax (HillEvidence              *self,
                       HillQuestionId             id,
                       const HillQuestionSetting *setting)
{
  if (id == HILL_QUESTION_SOFTMAX_NUDGE)
    answer_nudge (self, setting);
  else if (id == HILL_QUESTION_SOFTMAX_BOUNDS)
    answer_bounds (self, setting);
  else
    answer_zero (self, setting);
}
