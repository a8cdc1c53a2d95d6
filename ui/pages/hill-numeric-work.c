/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* All changes are computed at once by the worker; the view shows them at a person's pace. */

#include "hill-numeric-work.h"

#include "hill-weight-map.h"

#include "hill-exact.h"
#include "hill-fine-number.h"
#include "hill-gradient-check.h"
#include "hill-numeric.h"

#include <glib/gi18n.h>
#include <math.h>

double
hill_numeric_gradient_choose_h (guint choice)
{
  static const double steps[HILL_N_NUMERIC_STEPS] = { 0.1, 0.01, 0.001, 1e-4, 1e-5 };

  return steps[MIN (choice, G_N_ELEMENTS (steps) - 1)];
}

#define UNKNOWN "?"

/* @change gets the penalty's change too. */
static void
add_penalty (HillNumericGradient *self)
{
  const HillProblem *p = self->problem;

  for (gsize i = 0; i < p->n_weights; i++)
    {
      double w = p->weights[i];

      if (i % (p->n_features + 1) != p->n_features)
        self->change[i] += hill_exact_get_penalty_of (&p->loss, w + self->h) - hill_exact_get_penalty_of (&p->loss, w);
    }
}

static gboolean
find_changes (HillNumericGradient *self,
              const HillProgress  *progress,
              GError             **error)
{
  HillProblem *p = self->problem;
  g_autoptr(HillNumeric) numeric = hill_numeric_new (p->sample, &p->loss, p->weights, 0, progress, error);
  g_autofree double *down = g_new (double, p->n_weights);
  gint64 start = g_get_monotonic_time ();

  if (numeric == NULL)
    return FALSE;
  self->loss = hill_evaluation_get_loss (hill_numeric_get_evaluation (numeric));
  if (!hill_numeric_nudge_all (numeric, self->h, 0, progress, self->change, down, NULL, error))
    return FALSE;
  add_penalty (self);
  self->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  return TRUE;
}

HillNumericGradient *
hill_numeric_gradient_new (HillProblem         *problem,
                           double               h,
                           const HillProgress  *progress,
                           GError             **error)
{
  g_autoptr(HillNumericGradient) self = g_new0 (HillNumericGradient, 1);
  g_autofree double *penalty = g_new (double, problem->n_weights);

  self->problem = hill_problem_ref (problem);
  self->h = h;
  self->change = g_new (double, problem->n_weights);
  self->analytic = g_new (double, problem->n_weights);
  if (!hill_gradient_check_analytic (problem->sample, &problem->loss, problem->weights, HILL_BUG_NONE, 0, progress, self->analytic,
                                     penalty, error))
    return NULL;
  for (gsize i = 0; i < problem->n_weights; i++)
    self->analytic[i] += penalty[i];
  if (!find_changes (self, progress, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
hill_numeric_gradient_free (HillNumericGradient *self)
{
  if (self == NULL)
    return;
  hill_problem_unref (self->problem);
  g_free (self->change);
  g_free (self->analytic);
  g_free (self);
}

double
hill_numeric_gradient_get (const HillNumericGradient *self,
                           gsize                      index)
{
  return self->change[index] / self->h;
}

double
hill_numeric_gradient_get_largest_difference (const HillNumericGradient *self)
{
  double largest = 0;

  for (gsize i = 0; i < self->problem->n_weights; i++)
    largest = MAX (largest, fabs (hill_numeric_gradient_get (self, i) - self->analytic[i]));
  return largest;
}

/* Within a class: pixel by pixel with all channels of each, the bias last. */
gsize
hill_problem_get_weight_at (const HillProblem *problem,
                            gsize              place)
{
  gsize row = problem->n_features + 1, start = place / row * row, j = place % row;
  gsize n_pixels = problem->n_features / problem->n_channels;

  if (j == problem->n_features)
    return place;
  return start + j % problem->n_channels * n_pixels + j / problem->n_channels;
}

gsize
hill_problem_get_place_of (const HillProblem *problem,
                           gsize              weight)
{
  gsize row = problem->n_features + 1, start = weight / row * row, d = weight % row;
  gsize n_pixels = problem->n_features / problem->n_channels;

  if (d == problem->n_features)
    return weight;
  return start + d % n_pixels * problem->n_channels + d / n_pixels;
}

static char *
format_weight (double weight,
               double h)
{
  int decimals = CLAMP ((int) ceil (-log10 (h) - 1e-9), 3, 12);

  return g_strdup_printf ("%s%.*f", weight < 0 ? "−" : "", decimals, fabs (weight));
}

void
hill_numeric_gradient_format_row (const HillNumericGradient *self,
                                  gsize                      index,
                                  gboolean                   known,
                                  HillRowTexts              *texts)
{
  double w = self->problem->weights[index], change = self->change[index];

  texts->cells[0] = hill_problem_name_weight (self->problem, index);
  texts->cells[1] = format_weight (w, self->h);
  texts->cells[2] = format_weight (w + self->h, self->h);
  texts->cells[3] = hill_format_apart (self->loss, known ? change : 1);
  texts->cells[4] = known ? hill_format_apart (self->loss + change, change) : g_strdup (UNKNOWN);
  texts->cells[5] = known ? hill_format_number (hill_numeric_gradient_get (self, index)) : g_strdup (UNKNOWN);
  texts->cells[6] = known ? hill_format_number (self->analytic[index]) : g_strdup ("");
}

void
hill_slide_format_row (guint         row,
                       gboolean      known,
                       HillRowTexts *texts)
{
  static const char * const weights[HILL_N_SLIDE_ROWS] = { "1.5", "3.3", "2.1", "−0.5", "0.2" };
  static const char * const moved[HILL_N_SLIDE_ROWS] = { "1.501", "3.301", "2.101", "−0.499", "0.201" };

  g_return_if_fail (row < HILL_N_SLIDE_ROWS);

  texts->cells[0] = g_strdup_printf (_("weight %u"), row + 1);
  texts->cells[1] = g_strdup (weights[row]);
  texts->cells[2] = g_strdup (moved[row]);
  texts->cells[3] = g_strdup ("1.2356");
  texts->cells[4] = g_strdup (known && row == 0 ? "1.2369" : UNKNOWN);
  texts->cells[5] = g_strdup (known && row == 0 ? "1.3" : UNKNOWN);
  texts->cells[6] = g_strdup ("");
}

void
hill_row_texts_clear (HillRowTexts *texts)
{
  for (guint i = 0; i < HILL_N_ROW_TEXTS; i++)
    g_clear_pointer (&texts->cells[i], g_free);
}

HillPlot *
hill_problem_new_map (const HillProblem *self,
                      const double      *values,
                      double             limit,
                      gssize             current)
{
  return hill_weight_map_new (&(HillWeightMap) { .kind = HILL_WEIGHT_MAP_SIGNED, .values = values, .n_classes = self->n_classes,
                                                 .n_features = self->n_features, .width = self->width, .height = self->height,
                                                 .n_channels = self->n_channels, .class_names = self->class_names, .limit = limit,
                                                 .current = current });
}
