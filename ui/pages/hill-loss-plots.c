/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Ranges are round and the same to both sides, so that a score that changes a little moves no axis. */

#include "hill-loss-plots.h"

#include "hill-curve-plot.h"
#include "hill-score-bars.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_INTERVALS 240

/* Up to a round number. */
static double
round_up (double size)
{
  double step = pow (10, floor (log10 (size)));

  return ceil (size / step * 2) / 2 * step;
}

void
hill_loss_scene_fit (HillLossScene *self)
{
  const double *scores = hill_sheet_get_scores (self->sheet, self->image);
  double lowest = 0, highest = 0;

  for (guint c = 0; c < hill_sheet_get_n_classes (self->sheet); c++)
    {
      lowest = MIN (lowest, scores[c]);
      highest = MAX (highest, scores[c]);
    }
  self->high = round_up (CLAMP (1.3 * MAX (highest, -lowest), 10, 0.5 * HILL_SHEET_MAX_SCORE));
  self->low = -self->high;
  self->bar_high = round_up (CLAMP (1.3 * highest, 4, self->high));
  self->bar_low = -round_up (CLAMP (-1.3 * lowest, 4, self->high));
}

HillPlot *
hill_loss_scene_new_bars (const HillLossScene *self,
                          gboolean             softmax)
{
  const HillSheetLoss loss = softmax ? (HillSheetLoss) HILL_SHEET_LOSS_SOFTMAX : (HillSheetLoss) HILL_SHEET_LOSS_HINGE;
  guint n = hill_sheet_get_n_classes (self->sheet);
  g_autofree double *gradient = g_new0 (double, n);
  g_autofree const char **names = g_new0 (const char *, n + 1);
  HillPlot *plot;

  hill_sheet_get_loss (self->sheet, &loss, self->image, gradient);
  for (guint c = 0; c < n; c++)
    names[c] = hill_sheet_get_class_name (self->sheet, c);
  plot = hill_score_bars_new (softmax ? _("Scores, with the gradient of the softmax loss") : _("Scores, with the gradient of the hinge loss"),
                              n, names, hill_sheet_get_scores (self->sheet, self->image), gradient,
                              hill_sheet_get_label (self->sheet, self->image));
  hill_score_bars_set_range (plot, self->bar_low, self->bar_high, softmax ? 1 : MAX (n - 1, 1));
  hill_score_bars_set_chosen (plot, (int) self->class_index);
  return plot;
}

static void
add_curve (HillPlot            *plot,
           const char          *name,
           const HillLossScene *scene,
           const HillSheetLoss *loss)
{
  double x[N_INTERVALS + 1], y[N_INTERVALS + 1];

  for (int i = 0; i <= N_INTERVALS; i++)
    x[i] = scene->low + (scene->high - scene->low) * i / N_INTERVALS;
  hill_sheet_sweep (scene->sheet, loss, scene->image, scene->class_index, x, N_INTERVALS + 1, y);
  hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) name, .x = x, .y = y, .n_points = N_INTERVALS + 1 });
}

HillPlot *
hill_loss_scene_new_sweep (const HillLossScene *self)
{
  const HillSheetLoss hinge = HILL_SHEET_LOSS_HINGE, softmax = HILL_SHEET_LOSS_SOFTMAX;
  const char *name = hill_sheet_get_class_name (self->sheet, self->class_index);
  g_autofree char *title = g_strdup_printf (_("Both losses of image %u as the score of %s moves"), self->image + 1, name);
  g_autofree char *label = g_strdup_printf (_("score of %s"), name);
  HillPlot *plot = hill_curve_plot_new (title, label, _("loss Lᵢ"));

  add_curve (plot, _("hinge"), self, &hinge);
  add_curve (plot, _("softmax"), self, &softmax);
  hill_curve_plot_set_cursor (plot, hill_sheet_get_score (self->sheet, self->image, self->class_index));
  return plot;
}
