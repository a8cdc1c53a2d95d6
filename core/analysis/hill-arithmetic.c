/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One writer puts text and spans down; a loss is a row of stages, and a stage a row of terms. */

#include "hill-arithmetic.h"

#include <math.h>
#include <string.h>

#define SCORE_DECIMALS 4
#define SHARE_DECIMALS 2
#define SOFTMAX_DECIMALS 3

/* A mean of more images than this is written with three dots in the middle. */
#define MAX_MEAN_IMAGES 12
#define MEAN_EDGE_IMAGES 5

typedef struct
{
  GString            *text;
  GArray             *spans;        /* HillSpan */
  HillArithmeticForm  form;
} Writer;

static void
writer_init (Writer             *self,
             HillArithmeticForm  form)
{
  self->text = g_string_new (NULL);
  self->spans = g_array_new (FALSE, FALSE, sizeof (HillSpan));
  self->form = form;
}

/* (transfer full) */
static HillArithmetic *
writer_finish (Writer *self)
{
  HillArithmetic *arithmetic = g_new0 (HillArithmetic, 1);

  if (self->form == HILL_ARITHMETIC_LATEX)
    g_string_append (self->text, "\n\\end{aligned}");
  arithmetic->n_spans = self->spans->len;
  arithmetic->spans = (HillSpan *) (gpointer) g_array_free (self->spans, FALSE);
  arithmetic->text = g_string_free (self->text, FALSE);
  return arithmetic;
}

/* Where to close it again. */
static guint
writer_open (Writer       *self,
             HillSpanKind  kind,
             guint         index,
             gboolean      is_zero)
{
  HillSpan span = { kind, index, is_zero, self->text->len, self->text->len };

  g_array_append_val (self->spans, span);
  return self->spans->len - 1;
}

static void
writer_close (Writer *self,
              guint   span)
{
  g_array_index (self->spans, HillSpan, span).end = self->text->len;
}

static void
writer_put (Writer     *self,
            const char *text,
            const char *latex)
{
  g_string_append (self->text, self->form == HILL_ARITHMETIC_LATEX ? latex : text);
}

/* 1.5e300 as a power of ten, and the signs that have a name. */
static void
put_latex_number (GString    *text,
                  const char *number)
{
  const char *exponent = strchr (number, 'e');

  if (g_str_has_suffix (number, "∞"))
    g_string_append_printf (text, "%s\\infty", number[0] == '-' ? "-" : "");
  else if (strcmp (number, "NaN") == 0)
    g_string_append (text, "\\mathrm{NaN}");
  else if (exponent != NULL)
    g_string_append_printf (text, "%.*s \\cdot 10^{%s}", (int) (exponent - number), number, exponent + 1);
  else
    g_string_append (text, number);
}

/* Takes @number over. */
static void
writer_put_number (Writer *self,
                   char   *number)
{
  if (self->form == HILL_ARITHMETIC_LATEX)
    put_latex_number (self->text, number);
  else
    g_string_append (self->text, number);
  g_free (number);
}

/* A span around a number, which is in parentheses after a minus sign, where it is negative. */
static void
writer_put_operand (Writer       *self,
                    HillSpanKind  kind,
                    guint         index,
                    double        number,
                    gboolean      after_minus)
{
  guint span = writer_open (self, kind, index, FALSE);
  gboolean parentheses = after_minus && number < 0;

  g_string_append (self->text, parentheses ? "(" : "");
  writer_put_number (self, hill_number_trim (number, SCORE_DECIMALS));
  g_string_append (self->text, parentheses ? ")" : "");
  writer_close (self, span);
}

static void
writer_put_result (Writer *self,
                   char   *number)
{
  guint span = writer_open (self, HILL_SPAN_RESULT, 0, FALSE);

  writer_put_number (self, number);
  writer_close (self, span);
}

static void
writer_begin (Writer     *self,
              const char *name,
              guint       index)
{
  if (self->form != HILL_ARITHMETIC_LATEX)
    return;
  g_string_append_printf (self->text, "\\begin{aligned}\n%s", name);
  if (index > 0)
    g_string_append_printf (self->text, "_{%u}", index);
  g_string_append (self->text, " &= ");
}

static void
writer_next_stage (Writer *self)
{
  static const char * const separators[] = { " = ", "\n= ", " \\\\\n&= " };

  g_string_append (self->text, separators[self->form]);
}

/* At least so many decimals, and more where the number would have fewer than two digits. */
static char *
format_digits (double number,
               guint  decimals)
{
  double digits = number != 0 && isfinite (number) ? 1 - floor (log10 (fabs (number))) : 0;

  if (digits > 8)
    return hill_number_trim (number, decimals);
  return hill_number_fixed (number, MAX ((guint) MAX (digits, 0), decimals));
}

static char *
format_loss (const HillSheetLoss *loss,
             double               value)
{
  if (loss->type == HILL_LOSS_HINGE || value == 0)
    return hill_number_trim (value, SCORE_DECIMALS);
  return format_digits (value, SOFTMAX_DECIMALS);
}

/* ---- hinge */

typedef struct
{
  const HillSheetLoss *loss;
  HillHingeTerm       *terms;
  guint                n_terms;
} Hinge;

static void
put_hinge_operands (Writer              *writer,
                    const HillSheetLoss *loss,
                    const HillHingeTerm *term,
                    guint                label)
{
  writer_put (writer, "max(0, ", "\\max(0, ");
  writer_put_operand (writer, HILL_SPAN_SCORE, term->class_index, term->score, FALSE);
  g_string_append (writer->text, " - ");
  writer_put_operand (writer, HILL_SPAN_TRUE_SCORE, label, term->true_score, TRUE);
  g_string_append (writer->text, " + ");
  writer_put_operand (writer, HILL_SPAN_MARGIN, 0, loss->margin, FALSE);
  g_string_append_c (writer->text, ')');
}

typedef enum
{
  HINGE_OPERANDS,       /* max(0, 3.3 - (-0.8) + 1) */
  HINGE_INSIDES,        /* max(0, 5.1) */
  HINGE_VALUES,         /* 5.1 */
} HingeStage;

static void
put_hinge_stage (Writer      *writer,
                 const Hinge *hinge,
                 guint        label,
                 HingeStage   stage)
{
  gboolean wrapped = hinge->loss->mean_over_classes;

  g_string_append (writer->text, wrapped ? "(" : "");
  for (guint i = 0; i < hinge->n_terms; i++)
    {
      const HillHingeTerm *term = &hinge->terms[i];
      guint span;

      g_string_append (writer->text, i > 0 ? " + " : "");
      span = writer_open (writer, HILL_SPAN_TERM, term->class_index, term->is_zero);
      if (stage == HINGE_OPERANDS)
        put_hinge_operands (writer, hinge->loss, term, label);
      else if (stage == HINGE_INSIDES)
        {
          writer_put (writer, "max(0, ", "\\max(0, ");
          writer_put_number (writer, hill_number_trim (term->inside, SCORE_DECIMALS));
          g_string_append_c (writer->text, ')');
        }
      else
        writer_put_number (writer, hill_number_trim (term->value, SCORE_DECIMALS));
      writer_close (writer, span);
    }
  if (wrapped)
    g_string_append_printf (writer->text, ") / %u", hinge->n_terms);
}

/* As the slide does, the sum of the values is written unless it is one of zeros. */
static gboolean
has_values_stage (const Writer *writer,
                  const Hinge  *hinge)
{
  if (writer->form == HILL_ARITHMETIC_LINE || hinge->n_terms < 2)
    return FALSE;
  for (guint i = 0; i < hinge->n_terms; i++)
    if (!hinge->terms[i].is_zero)
      return TRUE;
  return FALSE;
}

static void
put_hinge (Writer              *writer,
           const HillSheet     *sheet,
           const HillSheetLoss *loss,
           guint                image)
{
  g_autofree HillHingeTerm *terms = g_new0 (HillHingeTerm, hill_sheet_get_n_classes (sheet));
  Hinge hinge = { loss, terms, hill_sheet_get_hinge_terms (sheet, loss, image, terms) };
  guint label = hill_sheet_get_label (sheet, image);

  if (hinge.n_terms > 0)
    {
      put_hinge_stage (writer, &hinge, label, HINGE_OPERANDS);
      writer_next_stage (writer);
      put_hinge_stage (writer, &hinge, label, HINGE_INSIDES);
      writer_next_stage (writer);
      if (has_values_stage (writer, &hinge))
        {
          put_hinge_stage (writer, &hinge, label, HINGE_VALUES);
          writer_next_stage (writer);
        }
    }
  writer_put_result (writer, format_loss (loss, hill_sheet_get_loss (sheet, loss, image, NULL)));
}

/* ---- softmax */

typedef struct
{
  HillSoftmax      columns;
  HillSoftmaxTerm *terms;
  guint            n_classes;
  guint            label;
  gboolean         shifted;
  HillLogBase      base;
} Softmax;

static void
put_log (Writer        *writer,
         const Softmax *softmax)
{
  static const char * const latex[] = { "-\\log\\left(", "-\\log_{2}\\left(", "-\\log_{10}\\left(" };

  if (writer->form == HILL_ARITHMETIC_LATEX)
    g_string_append (writer->text, latex[softmax->base]);
  else
    g_string_append_printf (writer->text, "-%s(", hill_log_base_get_name (softmax->base));
}

/* e^3.3, e^(-0.8), and with the shift e^(3.3 - 6.5) */
static void
put_power (Writer                *writer,
           const Softmax         *softmax,
           const HillSoftmaxTerm *term,
           HillSpanKind           kind)
{
  gboolean latex = writer->form == HILL_ARITHMETIC_LATEX;
  gboolean parentheses = softmax->shifted || term->score < 0;

  g_string_append (writer->text, latex ? "e^{" : parentheses ? "e^(" : "e^");
  writer_put_operand (writer, kind, term->class_index, term->score, FALSE);
  if (softmax->shifted)
    {
      g_string_append (writer->text, " - ");
      writer_put_operand (writer, HILL_SPAN_SHIFT, 0, softmax->columns.shift, TRUE);
    }
  g_string_append (writer->text, latex ? "}" : parentheses ? ")" : "");
}

/* "e^3.3" or "27.1" */
static void
put_softmax_term (Writer        *writer,
                  const Softmax *softmax,
                  guint          class_index,
                  HillSpanKind   kind,
                  gboolean       computed)
{
  const HillSoftmaxTerm *term = &softmax->terms[class_index];
  guint span = writer_open (writer, HILL_SPAN_TERM, class_index, term->exponential == 0);

  if (computed)
    writer_put_number (writer, hill_number_exponential (term->exponential));
  else
    put_power (writer, softmax, term, kind);
  writer_close (writer, span);
}

static void
put_quotient (Writer        *writer,
              const Softmax *softmax,
              gboolean       computed)
{
  put_log (writer, softmax);
  writer_put (writer, "", "\\frac{");
  put_softmax_term (writer, softmax, softmax->label, HILL_SPAN_TRUE_SCORE, computed);
  writer_put (writer, " / (", "}{");
  for (guint c = 0; c < softmax->n_classes; c++)
    {
      g_string_append (writer->text, c > 0 ? " + " : "");
      put_softmax_term (writer, softmax, c, HILL_SPAN_SCORE, computed);
    }
  writer_put (writer, "))", "}\\right)");
}

static void
put_softmax (Writer              *writer,
             const HillSheet     *sheet,
             const HillSheetLoss *loss,
             guint                image,
             gboolean             shifted)
{
  guint n_classes = hill_sheet_get_n_classes (sheet);
  g_autofree HillSoftmaxTerm *terms = g_new0 (HillSoftmaxTerm, n_classes);
  Softmax softmax = { { 0 }, terms, n_classes, hill_sheet_get_label (sheet, image), shifted, loss->base };
  guint span;

  softmax.columns = hill_sheet_get_softmax_terms (sheet, loss->base, image, shifted, terms);
  put_quotient (writer, &softmax, FALSE);
  writer_next_stage (writer);
  put_quotient (writer, &softmax, TRUE);
  writer_next_stage (writer);

  put_log (writer, &softmax);
  span = writer_open (writer, HILL_SPAN_SHARE, softmax.label, FALSE);
  writer_put_number (writer, format_digits (terms[softmax.label].share, SHARE_DECIMALS));
  writer_close (writer, span);
  writer_put (writer, ")", "\\right)");
  writer_next_stage (writer);
  writer_put_result (writer, format_loss (loss, softmax.columns.loss));
}

HillArithmetic *
hill_arithmetic_new (const HillSheet     *sheet,
                     const HillSheetLoss *loss,
                     guint                image,
                     gboolean             shifted,
                     HillArithmeticForm   form)
{
  Writer writer;

  g_return_val_if_fail (sheet != NULL && loss != NULL && image < hill_sheet_get_n_images (sheet), NULL);

  writer_init (&writer, form);
  writer_begin (&writer, "L", image + 1);
  if (loss->type == HILL_LOSS_HINGE)
    put_hinge (&writer, sheet, loss, image);
  else
    put_softmax (&writer, sheet, loss, image, shifted);
  return writer_finish (&writer);
}

/* ---- the mean */

static void
put_losses (Writer              *writer,
            const HillSheetLoss *loss,
            const double        *losses,
            guint                n)
{
  gboolean shortened = n > MAX_MEAN_IMAGES;

  for (guint i = 0; i < n; i++)
    {
      guint span;

      g_string_append (writer->text, i > 0 ? " + " : "");
      if (shortened && i == MEAN_EDGE_IMAGES)
        {
          writer_put (writer, "…", "\\dots");
          i = n - MEAN_EDGE_IMAGES - 1;
          continue;
        }
      span = writer_open (writer, HILL_SPAN_TERM, i, losses[i] == 0);
      writer_put_number (writer, format_loss (loss, losses[i]));
      writer_close (writer, span);
    }
}

HillArithmetic *
hill_arithmetic_new_mean (const HillSheet     *sheet,
                          const HillSheetLoss *loss,
                          double               penalty,
                          HillArithmeticForm   form)
{
  g_autofree double *losses = NULL;
  double mean;
  guint n_images, span;
  Writer writer;

  g_return_val_if_fail (sheet != NULL && loss != NULL, NULL);

  n_images = hill_sheet_get_n_images (sheet);
  losses = g_new0 (double, n_images + 1);
  mean = hill_sheet_get_mean (sheet, loss, losses);
  writer_init (&writer, form);
  writer_begin (&writer, "L", 0);
  g_string_append_c (writer.text, '(');
  put_losses (&writer, loss, losses, n_images);
  g_string_append_printf (writer.text, ") / %u", n_images);
  if (penalty != 0)
    {
      g_string_append (writer.text, " + ");
      span = writer_open (&writer, HILL_SPAN_PENALTY, 0, FALSE);
      writer_put_number (&writer, hill_number_trim (penalty, SCORE_DECIMALS));
      writer_close (&writer, span);
    }
  writer_next_stage (&writer);
  writer_put_result (&writer, format_loss (loss, mean + penalty));
  return writer_finish (&writer);
}

void
hill_arithmetic_free (HillArithmetic *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->text);
  g_free (self->spans);
  g_free (self);
}
