/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The hinge loss: a small change, its bounds, all scores 0, the true class in the sum (S10 to S13). */

#include "hill-evidence-private.h"

#include "hill-distribution-plot.h"
#include "hill-what-if.h"

#include <glib/gi18n.h>
#include <math.h>

static const HillSheetLoss hinge = HILL_SHEET_LOSS_HINGE;

/* How many of all scores move the loss of their image when they change. */
static guint
count_felt (const HillQuestionSetting *setting)
{
  guint n = 0;

  for (guint i = 0; i < hill_sheet_get_n_images (setting->sheet); i++)
    for (guint c = 0; c < hill_sheet_get_n_classes (setting->sheet); c++)
      if (hill_what_if_nudge (setting->sheet, &hinge, i, c, setting->delta, NULL, NULL).n_changed > 0)
        n++;
  return n;
}

static void
add_nudge_table (HillEvidence              *self,
                 const HillQuestionSetting *setting,
                 const HillNudge           *nudge,
                 const double              *before,
                 const double              *after)
{
  hill_evidence_set_header (self, _("Term of"), _("before"), _("after"), _("change"), NULL);
  for (guint c = 0; c < hill_sheet_get_n_classes (setting->sheet); c++)
    {
      if (c == hill_sheet_get_label (setting->sheet, setting->image))
        continue;
      hill_evidence_add_text (self, hill_sheet_get_class_name (setting->sheet, c));
      hill_evidence_add_number (self, before[c]);
      hill_evidence_add_number (self, after[c]);
      hill_evidence_take_text (self, hill_evidence_change (after[c] - before[c]));
    }
  hill_evidence_add_text (self, _("Loss of the image"));
  hill_evidence_add_number (self, nudge->before);
  hill_evidence_add_number (self, nudge->after);
  hill_evidence_take_text (self, hill_evidence_change (nudge->change));
}

static void
answer_nudge (HillEvidence              *self,
              const HillQuestionSetting *setting)
{
  guint n_classes = hill_sheet_get_n_classes (setting->sheet);
  guint n_scores = n_classes * hill_sheet_get_n_images (setting->sheet), n_felt = count_felt (setting);
  double score = hill_sheet_get_score (setting->sheet, setting->image, setting->class_index);
  g_autofree double *before = g_new (double, n_classes);
  g_autofree double *after = g_new (double, n_classes);
  HillNudge nudge = hill_what_if_nudge (setting->sheet, &hinge, setting->image, setting->class_index, setting->delta, before, after);
  g_autofree char *change = hill_evidence_change (nudge.change);
  const char *names[] = { _("hinge loss") };

  self->expected = nudge.change;
  if (nudge.n_changed == 0)
    hill_evidence_take_answer (self, g_strdup (_("Not at all. Where a wrong score is more than the margin below the true one, its term is 0 and "
                                                 "stays 0: it does not feel a small change.")));
  else
    hill_evidence_take_answer (self, g_strdup_printf (ngettext ("By %s: %u term is above 0 and feels the change.",
                                                                "By %s: %u terms are above 0 and feel the change.", nudge.n_changed),
                                                      change, nudge.n_changed));
  add_nudge_table (self, setting, &nudge, before, after);
  hill_evidence_take_note (self, g_strdup_printf (_("Of the %u scores of the sheet, %u move the loss of their image when they change, and %u do not."),
                                                  n_scores, n_felt, n_scores - n_felt));
  hill_evidence_add_sweep (self, setting, setting->class_index, &hinge, names, 1, score - 10, score + 10);
}

static void
add_bounds_row (HillEvidence *self,
                double        moved,
                double        loss)
{
  hill_evidence_take_text (self, hill_evidence_change (moved));
  hill_evidence_add_number (self, loss);
}

static void
answer_bounds (HillEvidence              *self,
               const HillQuestionSetting *setting)
{
  static const double steps[] = { 1e6, 1000, 10 };
  guint label = hill_sheet_get_label (setting->sheet, setting->image);
  const char *image = hill_sheet_get_image_name (setting->sheet, setting->image);
  double score = hill_sheet_get_score (setting->sheet, setting->image, label);
  HillBounds bounds = hill_what_if_bounds (setting->sheet, &hinge, setting->image, 1);
  g_autofree char *lift = hill_evidence_number (bounds.lift);
  const char *names[] = { _("hinge loss") };

  hill_evidence_take_answer (self, g_strdup (_("0 and infinity. The loss is 0 as soon as the true score is above every other one by the margin, "
                                               "and it grows without end as the true score falls.")));
  hill_evidence_set_header (self, _("True score moved by"), _("Loss of the image"), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    add_bounds_row (self, -steps[i], hill_what_if_bounds (setting->sheet, &hinge, setting->image, steps[i]).loss_lowered);
  add_bounds_row (self, 0, hill_sheet_get_loss (setting->sheet, &hinge, setting->image, NULL));
  if (bounds.lift > 0)
    add_bounds_row (self, bounds.lift, hill_what_if_bounds (setting->sheet, &hinge, setting->image, bounds.lift).loss_raised);
  add_bounds_row (self, 1000, hill_what_if_bounds (setting->sheet, &hinge, setting->image, 1000).loss_raised);
  if (bounds.lift > 0)
    /* Translators: the name of an image, a number */
    hill_evidence_take_note (self, g_strdup_printf (_("The loss of %s reaches 0 when its true score rises by %s."), image, lift));
  else
    hill_evidence_take_note (self, g_strdup_printf (_("The loss of %s is 0 already."), image));
  hill_evidence_take_note (self, g_strdup (_("A hinge loss below 0 is therefore a mistake in the program: good to check for.")));
  hill_evidence_add_sweep (self, setting, label, &hinge, names, 1, score - 10, score + bounds.lift + 5);
}

static void
answer_zero (HillEvidence              *self,
             const HillQuestionSetting *setting)
{
  static const double factors[] = { 1, 0.1, 0.01, 0.001, 0 };
  const HillNorms none = { 0 };
  const char *names[] = { _("hinge loss") };

  self->expected = hill_what_if_all_zero (setting->n_classes, &hinge);
  hill_evidence_take_answer (self, g_strdup_printf (_("C − 1 = %u − 1 = %u: each of the %u wrong classes is as high as the true one and pays "
                                                      "max(0, 0 − 0 + 1) = 1."),
                                                    setting->n_classes, setting->n_classes - 1, setting->n_classes - 1));
  hill_evidence_set_header (self, _("All scores times"), _("Mean loss"), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      hill_evidence_add_number (self, factors[i]);
      hill_evidence_add_number (self, hill_what_if_scale (setting->sheet, &hinge, &none, HILL_REGULARIZER_NONE, 0, 0, factors[i]).data_loss);
    }
  if (setting->n_model_classes > 1)
    hill_evidence_take_note (self, g_strdup_printf (_("The data set that is open has %u classes: its model must begin at %u, and the sanity checks "
                                                      "measure whether it does."), setting->n_model_classes, setting->n_model_classes - 1));
  hill_evidence_add_scaling (self, setting->sheet, &hinge, names, 1, 1, NAN);
}

/* A table and bars of what each image pays, and where the switch is on what it pays with the change. */
void
hill_evidence_compare (HillEvidence              *self,
                       const HillQuestionSetting *setting,
                       const HillSheetLoss       *loss,
                       const HillSheetLoss       *other,
                       const char                *name,
                       const char                *other_name)
{
  guint n = hill_sheet_get_n_images (setting->sheet);
  g_autofree double *losses = g_new (double, n + 1);
  g_autofree double *others = g_new (double, n + 1);
  g_autofree const char **images = g_new (const char *, n + 1);

  losses[n] = hill_sheet_get_mean (setting->sheet, loss, losses);
  others[n] = hill_sheet_get_mean (setting->sheet, other, others);
  hill_evidence_set_header (self, _("Image"), name, setting->is_on ? other_name : NULL, NULL);
  for (guint i = 0; i <= n; i++)
    {
      images[i] = i < n ? hill_sheet_get_image_name (setting->sheet, i) : _("Mean");
      hill_evidence_add_text (self, images[i]);
      hill_evidence_add_number (self, losses[i]);
      if (setting->is_on)
        hill_evidence_add_number (self, others[i]);
    }
  self->plot = hill_distribution_plot_new (NULL, _("loss"), images, n + 1);
  hill_distribution_plot_add (self->plot, "A", name, losses);
  if (setting->is_on)
    hill_distribution_plot_add (self->plot, "B", other_name, others);
}

static void
answer_true_class (HillEvidence              *self,
                   const HillQuestionSetting *setting)
{
  HillSheetLoss other = hinge;
  g_autofree char *added = NULL;

  other.include_true_class = TRUE;
  self->expected = hill_what_if_true_class_adds (setting->sheet, &hinge);
  added = hill_evidence_number (self->expected);
  hill_evidence_take_answer (self, g_strdup_printf (_("It grows by %s: in every image the true class is compared with itself, max(0, s − s + 1) = 1."), added));
  hill_evidence_compare (self, setting, &hinge, &other, _("j ≠ y"), _("all j"));
  hill_evidence_take_note (self, g_strdup (_("A constant has no slope, so the same weights stay best. Only a perfect score no longer reads 0, "
                                             "which is why the true class is left out.")));
}

void
hill_evidence_hinge (HillEvidence              *self,
                     HillQuestionId             id,
                     const HillQuestionSetting *setting)
{
  switch (id)
    {
    case HILL_QUESTION_NUDGE:
      answer_nudge (self, setting);
      break;
    case HILL_QUESTION_BOUNDS:
      answer_bounds (self, setting);
      break;
    case HILL_QUESTION_ZERO:
      answer_zero (self, setting);
      break;
    case HILL_QUESTION_TRUE_CLASS:
    default:
      answer_true_class (self, setting);
      break;
    }
}
