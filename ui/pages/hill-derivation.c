/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The numbers come from the core's double-precision functions, not from the lines: a line that is wrong would not add up. */

#include "hill-derivation.h"

#include "hill-axis.h"
#include "hill-exact.h"
#include "hill-gradient-check.h"
#include "hill-reference.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_TERMS 12            /* of a sum that is written out */

static double
get_x (const HillDesign *design,
       gsize             row,
       gsize             feature)
{
  return hill_design_get_slopes (design)[feature] * hill_cells_get (hill_design_get_cells (design, HILL_SPLIT_TRAIN), row, feature)
         + hill_design_get_offsets (design)[feature];
}

static void
find_scores (HillDerivation *self)
{
  HillProblem *p = self->problem;
  guint32 row = (guint32) self->row;
  g_autoptr(HillSample) one = hill_sample_new_for_rows (p->sample->design, &row, 1);
  g_autofree double *weights = hill_exact_dup_weights (one, p->weights);

  self->scores = g_new (double, p->n_classes);
  self->slopes = g_new (double, p->n_classes);
  hill_exact_scores (one, weights, 1, self->scores);
  self->label = hill_design_get_labels (p->sample->design, HILL_SPLIT_TRAIN)[row];
  self->loss = p->loss.type == HILL_LOSS_HINGE
                 ? hill_reference_hinge (self->scores, p->n_classes, self->label, p->loss.margin, self->slopes)
                 : hill_reference_softmax (self->scores, p->n_classes, self->label, self->slopes);
}

/* The wrong class that is nearest to being taken for the right one. */
static guint
find_rival (const HillDerivation *self)
{
  guint best = self->label == 0 && self->problem->n_classes > 1 ? 1 : 0;

  for (guint c = 0; c < self->problem->n_classes; c++)
    if (c != self->label && self->scores[c] > self->scores[best])
      best = c;
  return best;
}

static void
choose_feature (HillDerivation *self,
                const double   *data)
{
  const double *row = data + self->chosen * (self->problem->n_features + 1);
  double most = -1;

  for (gsize d = 0; d < self->problem->n_features; d++)
    {
      double x = get_x (self->problem->sample->design, self->row, d);
      double says = fabs (x) * (fabs (row[d]) + 1e-9);

      if (says > most)
        {
          most = says;
          self->feature = d;
          self->x = x;
        }
    }
}

HillDerivation *
hill_derivation_new (HillProblem         *problem,
                     gsize                example,
                     guint                chosen,
                     const HillProgress  *progress,
                     GError             **error)
{
  g_autoptr(HillDerivation) self = g_new0 (HillDerivation, 1);
  g_autofree double *data = g_new (double, problem->n_weights);
  g_autofree double *penalty = g_new (double, problem->n_weights);
  gsize index;

  self->problem = hill_problem_ref (problem);
  self->example = MIN (example, problem->sample->n_rows - 1);
  self->row = hill_sample_get_row (problem->sample, self->example);
  if (!hill_gradient_check_analytic (problem->sample, &problem->loss, problem->weights, HILL_BUG_NONE, 0, progress, data, penalty, error))
    return NULL;
  find_scores (self);
  self->chosen = chosen < problem->n_classes ? chosen : find_rival (self);
  choose_feature (self, data);
  index = self->chosen * (problem->n_features + 1) + self->feature;
  self->weight = problem->weights[index];
  self->data_gradient = data[index];
  self->penalty_gradient = penalty[index];
  return g_steal_pointer (&self);
}

void
hill_derivation_free (HillDerivation *self)
{
  if (self == NULL)
    return;
  hill_problem_unref (self->problem);
  g_free (self->scores);
  g_free (self->slopes);
  g_free (self);
}

static void
line_free (gpointer data)
{
  HillDerivationLine *line = data;

  g_free (line->words);
  g_free (line->tex);
  g_free (line);
}

/* Takes both over. */
static void
add (GPtrArray *lines,
     char      *words,
     char      *tex)
{
  HillDerivationLine *line = g_new0 (HillDerivationLine, 1);

  line->words = words;
  line->tex = tex;
  g_ptr_array_add (lines, line);
}

/* (transfer full): a symbol with its number under it. */
static char *
bind (const char *symbol,
      double      value)
{
  g_autofree char *number = hill_format_number (value);

  return g_strdup_printf ("\\val{%s}{%s}", symbol, number);
}

static gboolean
is_true_class (const HillDerivation *self)
{
  return self->chosen == self->label;
}

static void
add_scores (const HillDerivation *self,
            GPtrArray            *lines)
{
  const char *name_k = self->problem->class_names[self->chosen], *name_y = self->problem->class_names[self->label];
  g_autofree char *s_k = bind ("s_k", self->scores[self->chosen]);
  g_autofree char *s_y = bind ("s_y", self->scores[self->label]);

  if (is_true_class (self))
    /* Translators: the true class */
    add (lines, g_strdup_printf (_("The scores of the example. Class k is its true class y here: %s."), name_y),
         g_strdup_printf ("s_j = \\sum_d w_{jd} x_d + b_j, \\quad %s = %s", s_k, s_y));
  else
    /* Translators: a class, and the true class */
    add (lines, g_strdup_printf (_("The scores of the example. Class k is %s, and y is its true class, %s."), name_k, name_y),
         g_strdup_printf ("s_j = \\sum_d w_{jd} x_d + b_j, \\quad %s, \\quad %s", s_k, s_y));
}

static void
add_softmax_loss (const HillDerivation *self,
                  GPtrArray            *lines)
{
  double sum = 0, p_k, p_y;
  g_autofree char *share = NULL, *raised = NULL, *total = NULL, *loss = NULL, *p_true = NULL, *s_y = NULL, *log_sum = NULL;

  for (guint c = 0; c < self->problem->n_classes; c++)
    sum += exp (self->scores[c]);
  p_y = self->slopes[self->label] + 1;
  p_k = is_true_class (self) ? p_y : self->slopes[self->chosen];
  share = bind ("P_k", p_k);
  raised = bind ("e^{s_k}", exp (self->scores[self->chosen]));
  total = bind ("\\sum_j e^{s_j}", sum);
  add (lines, g_strdup (_("Softmax turns the scores into shares.")), g_strdup_printf ("%s = \\frac{%s}{%s}", share, raised, total));
  loss = bind ("L_i", self->loss);
  p_true = bind ("P_y", p_y);
  s_y = bind ("s_y", self->scores[self->label]);
  log_sum = bind ("\\log \\sum_j e^{s_j}", self->loss + self->scores[self->label]);
  add (lines, g_strdup (_("The loss is minus the logarithm of the true class's share; the logarithm takes the fraction apart.")),
       g_strdup_printf ("%s = -\\log %s = -%s + %s", loss, p_true, s_y, log_sum));
}

static void
add_softmax_slope (const HillDerivation *self,
                   GPtrArray            *lines)
{
  double is_y = is_true_class (self) ? 1 : 0, slope = self->slopes[self->chosen];
  g_autofree char *first = bind ("\\frac{\\partial s_y}{\\partial s_k}", is_y);
  g_autofree char *share = bind ("P_k", slope + is_y);
  g_autofree char *bracket = bind ("[k = y]", is_y);
  g_autofree char *number = hill_format_number (slope);

  add (lines, g_strdup (_("Derive both parts for the score of class k.")),
       g_strdup ("\\frac{\\partial L_i}{\\partial s_k} = -\\frac{\\partial s_y}{\\partial s_k} + \\frac{\\partial}{\\partial s_k} \\log \\sum_j e^{s_j}"));
  add (lines, g_strdup (_("The first part: the bracket is 1 where k is the true class, and 0 where it is not.")),
       g_strdup_printf ("%s = [k = y]", first));
  add (lines, g_strdup (_("The second part, by the chain rule: the share of class k comes back.")),
       g_strdup_printf ("\\frac{\\partial}{\\partial s_k} \\log \\sum_j e^{s_j} = \\frac{1}{\\sum_j e^{s_j}} \\cdot e^{s_k} = %s", share));
  add (lines, g_strdup (_("Together: what the model believes, less what is true.")),
       g_strdup_printf ("\\frac{\\partial L_i}{\\partial s_k} = %s - %s = \\result{%s}", share, bracket, number));
}

/* 0 + 1.9 + ..., and the terms that are 0 faint */
static char *
write_terms (const HillDerivation *self)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint c = 0; c < self->problem->n_classes && n < MAX_TERMS; c++)
    {
      double margin = self->scores[c] - self->scores[self->label] + self->problem->loss.margin;
      g_autofree char *number = hill_format_number (MAX (margin, 0));

      if (c == self->label)
        continue;
      g_string_append_printf (text, margin > 0 ? "%s%s" : "%s\\muted{%s}", n > 0 ? " + " : "", number);
      n++;
    }
  if (n + 1 < self->problem->n_classes)
    g_string_append (text, " + \\ldots");
  return g_string_free (text, FALSE);
}

static void
add_hinge_loss (const HillDerivation *self,
                GPtrArray            *lines)
{
  guint other = is_true_class (self) ? find_rival (self) : self->chosen;
  const char *name = is_true_class (self) ? "j" : "k";
  double margin = self->scores[other] - self->scores[self->label] + self->problem->loss.margin;
  g_autofree char *m_name = g_strdup_printf ("m_%s", name), *s_name = g_strdup_printf ("s_%s", name);
  g_autofree char *m = bind (m_name, margin);
  g_autofree char *s = bind (s_name, self->scores[other]);
  g_autofree char *s_y = bind ("s_y", self->scores[self->label]);
  g_autofree char *delta = bind ("\\Delta", self->problem->loss.margin);
  g_autofree char *loss = bind ("L_i", self->loss);
  g_autofree char *terms = write_terms (self);

  /* Translators: a class */
  add (lines, g_strdup_printf (_("How far another class, here %s, reaches into the margin before the true one."), self->problem->class_names[other]),
       g_strdup_printf ("%s = %s - %s + %s", m, s, s_y, delta));
  add (lines, g_strdup (_("The loss adds up what reaches in; the rest counts 0.")),
       g_strdup_printf ("%s = \\sum_{j \\neq y} \\max(0, m_j) = %s", loss, terms));
  add (lines, g_strdup (_("The bracket is 1 where it is true, and 0 where it is not: max(0, m) rises with m above 0, and is level below. At the kink itself we take 0.")),
       g_strdup ("\\frac{\\partial}{\\partial m} \\max(0, m) = [m > 0]"));
}

static void
add_hinge_slope (const HillDerivation *self,
                 GPtrArray            *lines)
{
  guint other = is_true_class (self) ? find_rival (self) : self->chosen;
  g_autofree char *number = hill_format_number (self->slopes[other]);
  g_autofree char *count = hill_format_number (self->slopes[self->label]);
  const char *name = is_true_class (self) ? "j" : "k";

  /* Translators: a class */
  add (lines, g_strdup_printf (_("The score of another class, here %s, stands in its own margin only, with a plus."), self->problem->class_names[other]),
       g_strdup_printf ("\\frac{\\partial L_i}{\\partial s_%s} = [m_%s > 0] = \\result{%s}", name, name, number));
  add (lines, g_strdup (_("The score of the true class stands in every margin, with a minus: it counts those that are above 0.")),
       g_strdup_printf ("\\frac{\\partial L_i}{\\partial s_y} = -\\sum_{j \\neq y} [m_j > 0] = \\result{%s}", count));
}

/* (transfer full): the penalty's slope for a weight. */
static char *
write_penalty (const HillDerivation *self)
{
  switch (self->problem->loss.regularizer)
    {
    case HILL_REGULARIZER_L1:
      return bind ("\\lambda \\text{sign}(w_{kd})", self->penalty_gradient);
    case HILL_REGULARIZER_L2:
      return bind ("2 \\lambda w_{kd}", self->penalty_gradient);
    case HILL_REGULARIZER_ELASTIC:
      return bind ("\\lambda (\\text{sign}(w_{kd}) + 2 \\beta w_{kd})", self->penalty_gradient);
    case HILL_REGULARIZER_NONE:
    default:
      return NULL;
    }
}

/* From the scores to the weights; the same for both losses. */
static void
add_weights (const HillDerivation *self,
             GPtrArray            *lines)
{
  double slope = self->slopes[self->chosen];
  g_autofree char *x = bind ("x_d", self->x);
  g_autofree char *ds = bind ("\\frac{\\partial L_i}{\\partial s_k}", slope);
  g_autofree char *product = hill_format_number (slope * self->x);
  g_autofree char *mean = bind ("\\frac{1}{N} \\sum_i \\frac{\\partial L_i}{\\partial w_{kd}}", self->data_gradient);
  g_autofree char *penalty = write_penalty (self);
  g_autofree char *total = hill_format_number (self->data_gradient + self->penalty_gradient);
  g_autofree char *name = hill_problem_name_weight (self->problem, self->chosen * (self->problem->n_features + 1) + self->feature);

  /* Translators: name of a weight */
  add (lines, g_strdup_printf (_("A score moves with its weights. One of them stands for all: %s."), name),
       g_strdup_printf ("\\frac{\\partial s_k}{\\partial w_{kd}} = %s, \\quad \\frac{\\partial s_k}{\\partial b_k} = 1", x));
  add (lines, g_strdup (_("The chain rule puts the two together: this is what the example asks of the weight.")),
       g_strdup_printf ("\\frac{\\partial L_i}{\\partial w_{kd}} = %s \\times %s = \\result{%s}", ds, x, product));
  add (lines,
       g_strdup_printf (ngettext ("The gradient of the loss is the mean over %'zu example, and the slope of the penalty.",
                                  "The gradient of the loss is the mean over all %'zu examples, and the slope of the penalty.",
                                  self->problem->sample->n_rows), self->problem->sample->n_rows),
       penalty != NULL ? g_strdup_printf ("\\frac{\\partial L}{\\partial w_{kd}} = %s + %s = \\result{%s}", mean, penalty, total)
                       : g_strdup_printf ("\\frac{\\partial L}{\\partial w_{kd}} = %s", mean));
}

GPtrArray *
hill_derivation_get_lines (const HillDerivation *self)
{
  GPtrArray *lines;

  g_return_val_if_fail (self != NULL, NULL);

  lines = g_ptr_array_new_with_free_func (line_free);
  add_scores (self, lines);
  if (self->problem->loss.type == HILL_LOSS_HINGE)
    {
      add_hinge_loss (self, lines);
      add_hinge_slope (self, lines);
    }
  else
    {
      add_softmax_loss (self, lines);
      add_softmax_slope (self, lines);
    }
  add_weights (self, lines);
  return lines;
}
