/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The curve of the sigmoid goes as far as the scores do. */

#include "hill-information-plots.h"

#include "hill-curve-plot.h"
#include "hill-distribution-plot.h"
#include "hill-information.h"

#include <glib/gi18n.h>
#include <math.h>

#define REACH 8.0                 /* the curve goes from -REACH to REACH, or as far as the scores do */
#define N_POINTS 161

void
hill_distributions_add (HillDistributions *values,
                        const char        *name,
                        double             q,
                        double             p)
{
  values->names[values->n] = (char *) name;
  values->q[values->n] = q;
  values->p[values->n++] = p;
}

void
hill_distributions_fill_example (HillDistributions       *values,
                                 HillDistributionExample  example)
{
  switch (example)
    {
    case HILL_EXAMPLE_PERFECT:
      hill_distributions_add (values, _("sun"), 0.5, 0.5);
      hill_distributions_add (values, _("clouds"), 0.3, 0.3);
      hill_distributions_add (values, _("rain"), 0.2, 0.2);
      break;
    case HILL_EXAMPLE_COIN:
      hill_distributions_add (values, _("heads"), 0.5, 0.9);
      hill_distributions_add (values, _("tails"), 0.5, 0.1);
      break;
    case HILL_EXAMPLE_WEATHER:
    case HILL_EXAMPLE_SOFTMAX:
    case HILL_N_DISTRIBUTION_EXAMPLES:
    default:
      hill_distributions_add (values, _("sun"), 0.5, 0.4);
      hill_distributions_add (values, _("clouds"), 0.3, 0.3);
      hill_distributions_add (values, _("rain"), 0.2, 0.3);
      break;
    }
}

void
hill_distributions_fill_softmax (HillDistributions *values,
                                 const HillSheet   *sheet,
                                 guint              image)
{
  HillSoftmaxTerm terms[HILL_DISTRIBUTION_MAX_OUTCOMES];

  values->has_scores = TRUE;
  hill_sheet_get_softmax_terms (sheet, HILL_LOG_E, image, TRUE, terms);
  for (guint c = 0; c < hill_sheet_get_n_classes (sheet); c++)
    {
      values->scores[c] = terms[c].score;
      hill_distributions_add (values, hill_sheet_get_class_name (sheet, c), hill_sheet_get_label (sheet, image) == c, terms[c].share);
    }
}

HillPlot *
hill_distributions_new_plot (const HillDistributions *values)
{
  HillPlot *plot = hill_distribution_plot_new (NULL, _("probability"), (const char * const *) values->names, values->n);

  hill_distribution_plot_add (plot, "Q", values->has_scores ? _("Q, the true class") : _("Q, as it is"), values->q);
  hill_distribution_plot_add (plot, "P", values->has_scores ? _("P, the softmax") : _("P, as predicted"), values->p);
  return plot;
}

HillPlot *
hill_sigmoid_new_plot (double difference)
{
  double reach = MAX (REACH, 1.2 * fabs (difference));
  double x[N_POINTS], y[N_POINTS], other[N_POINTS];
  HillCurve first = { .name = (char *) _("class 1"), .x = x, .y = y, .n_points = N_POINTS };
  HillCurve second = { .name = (char *) _("class 2"), .x = x, .y = other, .n_points = N_POINTS };
  HillPlot *plot = hill_curve_plot_new (NULL, "s₁ − s₂", _("probability"));

  for (int k = 0; k < N_POINTS; k++)
    {
      x[k] = reach * (2.0 * k / (N_POINTS - 1) - 1);
      y[k] = hill_sigmoid (x[k]);
      other[k] = 1 - y[k];
    }
  hill_curve_plot_add (plot, &first);
  hill_curve_plot_add (plot, &second);
  hill_curve_plot_set_y_range (plot, 0, 1);
  hill_curve_plot_set_x_range (plot, -reach, reach);
  hill_curve_plot_set_cursor (plot, difference);
  return plot;
}
