/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The frame of an answer: texts, table, curves.  What goes into it is next door, for the hinge, for softmax, and for the questions that a regulariser
 * has a say in. */

#include "hill-evidence-private.h"

#include "hill-arithmetic.h"
#include "hill-curve-plot.h"
#include "hill-what-if.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_POINTS 241

char *
hill_evidence_number (double number)
{
  return hill_number_trim (number, 4);
}

char *
hill_evidence_change (double number)
{
  g_autofree char *size = hill_number_trim (fabs (number), 6);

  if (number == 0 || g_str_equal (size, "0"))
    return g_strdup ("0");
  return g_strconcat (number < 0 ? "−" : "+", size, NULL);
}

void
hill_evidence_take_answer (HillEvidence *self,
                           char         *answer)
{
  g_free (self->answer);
  self->answer = answer;
}

void
hill_evidence_take_note (HillEvidence *self,
                         char         *note)
{
  g_ptr_array_add (self->notes, note);
}

void
hill_evidence_take_text (HillEvidence *self,
                         char         *text)
{
  g_ptr_array_add (self->cells, text);
}

void
hill_evidence_add_text (HillEvidence *self,
                        const char   *text)
{
  g_ptr_array_add (self->cells, g_strdup (text));
}

void
hill_evidence_add_number (HillEvidence *self,
                          double        number)
{
  g_ptr_array_add (self->cells, hill_evidence_number (number));
}

void
hill_evidence_set_header (HillEvidence *self,
                          const char   *first,
                          ...)
{
  va_list names;

  va_start (names, first);
  for (const char *name = first; name != NULL; name = va_arg (names, const char *))
    {
      hill_evidence_add_text (self, name);
      self->n_columns++;
    }
  va_end (names);
}

void
hill_evidence_add_sweep (HillEvidence              *self,
                         const HillQuestionSetting *setting,
                         guint                      class_index,
                         const HillSheetLoss       *losses,
                         const char * const        *names,
                         guint                      n_losses,
                         double                     low,
                         double                     high)
{
  g_autofree char *x_label = g_strdup_printf (_("score of “%s”"), hill_sheet_get_class_name (setting->sheet, class_index));
  double x[N_POINTS], y[N_POINTS];

  self->plot = hill_curve_plot_new (NULL, x_label, _("loss of the image"));
  for (int k = 0; k < N_POINTS; k++)
    x[k] = low + (high - low) * k / (N_POINTS - 1);
  for (guint i = 0; i < n_losses; i++)
    {
      HillCurve curve = { .name = (char *) names[i], .x = x, .y = y, .n_points = N_POINTS };

      hill_sheet_sweep (setting->sheet, &losses[i], setting->image, class_index, x, N_POINTS, y);
      hill_curve_plot_add (self->plot, &curve);
    }
  hill_curve_plot_set_x_range (self->plot, low, high);
  hill_curve_plot_set_cursor (self->plot, hill_sheet_get_score (setting->sheet, setting->image, class_index));
}

void
hill_evidence_add_scaling (HillEvidence        *self,
                           const HillSheet     *sheet,
                           const HillSheetLoss *losses,
                           const char * const  *names,
                           guint                n_losses,
                           double               highest,
                           double               present)
{
  const HillNorms none = { 0 };
  double x[N_POINTS], y[N_POINTS];

  self->plot = hill_curve_plot_new (NULL, _("all scores times"), _("mean loss"));
  for (guint i = 0; i < n_losses; i++)
    {
      HillCurve curve = { .name = (char *) names[i], .x = x, .y = y, .n_points = N_POINTS };

      for (int k = 0; k < N_POINTS; k++)
        {
          x[k] = highest * k / (N_POINTS - 1);
          y[k] = hill_what_if_scale (sheet, &losses[i], &none, HILL_REGULARIZER_NONE, 0, 0, x[k]).data_loss;
        }
      hill_curve_plot_add (self->plot, &curve);
    }
  hill_curve_plot_set_x_range (self->plot, 0, highest);
  hill_curve_plot_set_cursor (self->plot, present);
}

HillEvidence *
hill_evidence_new (HillQuestionId             id,
                   const HillQuestionSetting *setting)
{
  HillEvidence *self;

  g_return_val_if_fail (id < HILL_N_QUESTIONS && setting != NULL && setting->sheet != NULL, NULL);

  self = g_new0 (HillEvidence, 1);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  if (hill_question_get (id)->is_softmax)
    hill_evidence_softmax (self, id, setting);
  else if (id == HILL_QUESTION_MEAN || id == HILL_QUESTION_MARGIN || id == HILL_QUESTION_SCALE)
    hill_evidence_strength (self, id, setting);
  else
    hill_evidence_hinge (self, id, setting);
  return self;
}

void
hill_evidence_free (HillEvidence *self)
{
  g_free (self->answer);
  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->notes);
  g_clear_pointer (&self->plot, hill_plot_unref);
  g_free (self);
}
