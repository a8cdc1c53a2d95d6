/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One plot of each family, small, for tests of what becomes of them in files. */

#pragma once

#include "hill-confusion-plot.h"
#include "hill-curve-plot.h"
#include "hill-landscape-plot.h"
#include "hill-template-plot.h"

#include <math.h>

#define N_EXPORT_PLOTS 4

static inline HillPlot *
new_export_curves (void)
{
  HillPlot *plot = hill_curve_plot_new ("Title <1> & λ", "step", "loss");
  double x[101], y[101];

  for (int i = 0; i < 101; i++)
    {
      x[i] = i;
      y[i] = 2 * exp (-i / 20.0) + 0.1;
    }
  hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) "falls", .x = x, .y = y, .n_points = 101 });
  return plot;
}

static inline HillPlot *
new_export_templates (void)
{
  static const char * const names[] = { "apple", "香蕉", "cherry" };
  float weights[3 * 17];

  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    weights[i] = (float) sin ((double) i);
  return hill_template_plot_new ("Title", weights, 3, 16, 4, 4, 1, names, HILL_TEMPLATE_DIVERGING);
}

static inline HillPlot *
new_export_confusion (void)
{
  static const guint64 counts[] = { 8, 1, 1, 0, 10, 0, 4, 0, 6 };
  static const char * const names[] = { "apple", "香蕉", "a name that is far too long for any cell of any plot" };

  return hill_confusion_plot_new ("Title", counts, 3, names);
}

static inline HillPlot *
new_export_landscape (guint n)
{
  g_autofree double *values = g_new (double, n * n);
  HillFieldSpec spec = { .n_x = n, .n_y = n, .x_low = -1, .x_high = 1, .y_low = -1, .y_high = 1, .x_label = "first", .y_label = "second",
                         .value_label = "loss", .low = NAN, .high = NAN, .equal = TRUE };
  HillField *field;
  HillPlot *plot;
  double x[20], y[20];

  for (guint i = 0; i < n * n; i++)
    values[i] = pow (2.0 * (i % n) / (n - 1) - 1, 2) + 3 * pow (2.0 * (i / n) / (n - 1) - 1.2, 2);
  spec.values = values;
  field = hill_field_new (&spec);
  plot = hill_landscape_plot_new (field);
  hill_field_unref (field);
  for (int i = 0; i < 20; i++)
    {
      x[i] = 0.9 * pow (0.8, i);
      y[i] = -0.8 + 0.05 * i;
    }
  hill_landscape_plot_add_track (plot, &(HillTrack) { .name = "descent", .x = x, .y = y, .n_points = 20, .present = 7 });
  return plot;
}

static inline HillPlot *
new_export_plot (guint i)
{
  switch (i)
    {
    case 0:
      return new_export_curves ();
    case 1:
      return new_export_templates ();
    case 2:
      return new_export_confusion ();
    default:
      return new_export_landscape (60);
    }
}
