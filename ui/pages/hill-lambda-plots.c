/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Strengths were traced from strong to weak; the curves run from weak to strong. */

#include "hill-lambda-plots.h"

#include "hill-curve-plot.h"
#include "hill-histogram-plot.h"
#include "hill-template-plot.h"

#include <glib/gi18n.h>
#include <math.h>

typedef double (*GetValue) (const HillLambdaPoint *point);

double
hill_lambda_point_get_train_accuracy (const HillLambdaPoint *point)
{
  return point->weights != NULL && point->train.n_rows > 0 ? hill_evaluation_get_accuracy (&point->train) : NAN;
}

double
hill_lambda_point_get_test_accuracy (const HillLambdaPoint *point)
{
  return point->weights != NULL && point->test.n_rows > 0 ? hill_evaluation_get_accuracy (&point->test) : NAN;
}

double
hill_lambda_point_get_zeros (const HillLambdaPoint *point)
{
  return point->weights != NULL ? hill_norms_get_zero_share (&point->norms) : NAN;
}

static void
add_curve (HillPlot             *plot,
           const HillLambdaPath *path,
           const char           *name,
           GetValue              get_value)
{
  gsize n = path->n_points;
  g_autofree double *x = g_new (double, MAX (n, 1));
  g_autofree double *y = g_new (double, MAX (n, 1));
  HillCurve curve = { .name = (char *) name, .x = x, .y = y, .n_points = n, .markers = TRUE };

  for (gsize i = 0; i < n; i++)
    {
      x[i] = path->points[n - 1 - i]->lambda;
      y[i] = get_value (path->points[n - 1 - i]);
    }
  hill_curve_plot_add (plot, &curve);
}

HillPlot *
hill_lambda_path_new_plot (const HillLambdaPath  *self,
                           const HillLambdaPoint *shown)
{
  HillPlot *plot = hill_curve_plot_new (NULL, "λ", _("share"));

  hill_curve_plot_set_percent (plot, TRUE);
  hill_curve_plot_set_log_x (plot, TRUE);
  hill_curve_plot_set_x_range (plot, HILL_LAMBDA_WEAKEST, HILL_LAMBDA_STRONGEST);
  hill_curve_plot_set_y_range (plot, 0, 1);
  hill_curve_plot_set_empty_text (plot, _("Trace λ to train at one strength after the other."));
  if (self != NULL)
    {
      add_curve (plot, self, _("training accuracy"), hill_lambda_point_get_train_accuracy);
      add_curve (plot, self, _("test accuracy"), hill_lambda_point_get_test_accuracy);
      add_curve (plot, self, _("weights exactly 0"), hill_lambda_point_get_zeros);
    }
  if (shown != NULL)
    hill_curve_plot_set_cursor (plot, shown->lambda);
  return plot;
}

/* The bins of the point hold its zeros, too; in the histogram they stand apart. */
HillPlot *
hill_lambda_point_new_histogram (const HillLambdaPoint *point)
{
  guint64 counts[HILL_LAMBDA_N_BINS];

  for (guint i = 0; i < HILL_LAMBDA_N_BINS; i++)
    counts[i] = point->bins[i];
  counts[HILL_LAMBDA_N_BINS / 2] -= MIN (counts[HILL_LAMBDA_N_BINS / 2], point->norms.n_zeros);
  return hill_histogram_plot_new (NULL, _("weight"), -point->range, point->range, counts, HILL_LAMBDA_N_BINS, point->norms.n_zeros);
}

HillPlot *
hill_lambda_point_new_templates (const HillLambdaPoint *point,
                                 HillDesign            *design)
{
  HillDataset *dataset = hill_design_get_dataset (design);
  guint n_classes = hill_design_get_n_classes (design);
  g_autofree const char **names = g_new0 (const char *, n_classes + 1);

  for (guint c = 0; c < n_classes; c++)
    names[c] = hill_dataset_get_class_name (dataset, c);
  return hill_template_plot_new (NULL, point->templates, n_classes, hill_design_get_n_features (design),
                                 hill_dataset_get_width (dataset), hill_dataset_get_height (dataset),
                                 hill_dataset_get_n_channels (dataset), names, HILL_TEMPLATE_DIVERGING);
}
