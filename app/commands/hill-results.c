/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Files of a run.  Pictures are drawn by the plots of the window, 7 by 4.5 inches at twice the screen's resolution. */

#include "hill-results.h"

#include "hill-confusion-plot.h"
#include "hill-csv.h"
#include "hill-curve-plot.h"
#include "hill-export.h"
#include "hill-file.h"
#include "hill-npy.h"
#include "hill-template-plot.h"

#include <glib/gi18n.h>
#include <math.h>

static const double picture_width = 504, picture_height = 324, picture_dpi = 144;

static gboolean
save_plot (HillPlot    *plot,
           const char  *path,
           GError     **error)
{
  return hill_plot_export (plot, path, &(HillExportOptions) { .width = picture_width, .height = picture_height, .dpi = picture_dpi,
                                                            .style = hill_plot_style_light }, error);
}

static const char **
get_class_names (HillDesign *design)
{
  HillDataset *dataset = hill_design_get_dataset (design);
  guint n_classes = hill_dataset_get_n_classes (dataset);
  const char **names = g_new0 (const char *, n_classes + 1);

  for (guint i = 0; i < n_classes; i++)
    names[i] = hill_dataset_get_class_name (dataset, i);
  return names;
}

gboolean
hill_results_save_weights (HillDesign   *design,
                           const float  *weights,
                           const char   *path,
                           GError      **error)
{
  gsize shape[2] = { hill_design_get_n_classes (design), hill_design_get_n_features (design) + 1 };
  g_autofree float *unscaled = g_new (float, shape[0] * shape[1]);

  hill_weights_unscale (design, weights, unscaled);
  return hill_npy_save_float32 (path, unscaled, shape, 2, error);
}

/* What a file must be for a data set: @n_blocks blocks of weights, or one where @n_blocks is 0. */
static float *
load_blocks (HillDesign  *design,
             const char  *path,
             gsize        n_blocks,
             GError     **error)
{
  guint rank = n_blocks > 0 ? 3 : 2;
  gsize shape[3] = { 0 };
  g_autofree float *weights = hill_npy_load_float32 (path, shape, rank, error);
  g_autofree char *name = g_filename_display_name (path);
  gsize n_features = hill_design_get_n_features (design);
  guint n_classes = hill_design_get_n_classes (design);

  if (weights == NULL)
    return NULL;
  if (shape[rank - 2] == n_classes && shape[rank - 1] == n_features + 1 && (n_blocks == 0 || shape[0] == n_blocks))
    return g_steal_pointer (&weights);

  if (n_blocks == 0)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                 _("%s: the weights are %zu x %zu, but this data set needs %u x %zu: a row per class, a column per feature, "
                   "and one for the bias"),
                 name, shape[0], shape[1], n_classes, n_features + 1);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                 _("%s: the directions are %zu x %zu x %zu, but this data set needs %zu x %u x %zu: for each direction a row per class, "
                   "a column per feature, and one for the bias"),
                 name, shape[0], shape[1], shape[2], n_blocks, n_classes, n_features + 1);
  return NULL;
}

/* From what files hold to what acts on the scaled features; right for directions too, as the change is linear. */
static float *
load_rescaled (HillDesign  *design,
               const char  *path,
               gsize        n_blocks,
               GError     **error)
{
  gsize n = HILL_N_WEIGHTS (hill_design_get_n_classes (design), hill_design_get_n_features (design));
  g_autofree float *unscaled = load_blocks (design, path, n_blocks, error);
  float *weights;

  if (unscaled == NULL)
    return NULL;
  weights = g_new (float, MAX (n_blocks, 1) * n);
  for (gsize k = 0; k < MAX (n_blocks, 1); k++)
    hill_weights_rescale (design, unscaled + k * n, weights + k * n);
  return weights;
}

float *
hill_results_load_weights (HillDesign  *design,
                           const char  *path,
                           GError     **error)
{
  return load_rescaled (design, path, 0, error);
}

float *
hill_results_load_directions (HillDesign  *design,
                              const char  *path,
                              GError     **error)
{
  return load_rescaled (design, path, 2, error);
}

static void
append_names (GString            *csv,
              const char * const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    hill_csv_append_text (csv, names[i]);
  hill_csv_end_row (csv);
}

/* The row of step @k; @epoch is the record taken after k steps, or NULL. */
static void
append_history_row (GString               *csv,
                    gsize                  k,
                    const HillStepRecord  *step,
                    const HillEpochRecord *epoch)
{
  const double cells[] = {
    (double) k,
    step != NULL ? step->epoch : epoch->epoch,
    step != NULL ? step->data_loss : NAN,
    step != NULL ? step->penalty : epoch->penalty,
    step != NULL ? step->data_loss + step->penalty : NAN,
    step != NULL ? step->accuracy : NAN,
    step != NULL ? step->rate : NAN,
    step != NULL ? step->gradient_norm : NAN,
    epoch != NULL ? epoch->train_loss : NAN,
    epoch != NULL ? epoch->train_accuracy : NAN,
    epoch != NULL ? epoch->validation_loss : NAN,
    epoch != NULL ? epoch->validation_accuracy : NAN,
    epoch != NULL ? epoch->test_loss : NAN,
    epoch != NULL ? epoch->test_accuracy : NAN,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    hill_csv_append_number (csv, cells[i]);
  hill_csv_end_row (csv);
}

gboolean
hill_results_save_history (const HillHistory  *history,
                           const char         *path,
                           GError            **error)
{
  static const char * const names[] = {
    "step", "epoch", "batch_data_loss", "penalty", "batch_loss", "batch_accuracy", "rate", "gradient_norm",
    "train_data_loss", "train_accuracy", "validation_data_loss", "validation_accuracy", "test_data_loss", "test_accuracy", NULL
  };
  g_autoptr(GString) csv = g_string_new (NULL);
  gsize n_steps = hill_history_get_n_steps (history), n_epochs = hill_history_get_n_epochs (history);

  append_names (csv, names);
  for (gsize k = 0, e = 0; k <= n_steps; k++)
    {
      const HillEpochRecord *epoch = e < n_epochs ? hill_history_get_epoch (history, e) : NULL;
      const HillStepRecord *step = k < n_steps ? hill_history_get_step (history, k) : NULL;

      if (epoch != NULL && epoch->step == k)
        e++;
      else
        epoch = NULL;
      if (step != NULL || epoch != NULL)
        append_history_row (csv, k, step, epoch);
    }
  return hill_file_replace (path, csv->str, csv->len, error);
}

static void
add_step_curve (HillPlot          *plot,
                const HillHistory *history,
                const char        *name,
                gboolean           penalty)
{
  gsize n = hill_history_get_n_steps (history);
  g_autofree double *x = g_new (double, n + 1);
  g_autofree double *y = g_new (double, n + 1);
  HillCurve curve = { .name = (char *) name, .x = x, .y = y, .n_points = n, .smoothed = !penalty };

  for (gsize k = 0; k < n; k++)
    {
      const HillStepRecord *step = hill_history_get_step (history, k);

      x[k] = (double) k;
      y[k] = penalty ? step->penalty : step->data_loss;
    }
  hill_curve_plot_add (plot, &curve);
}

static void
add_test_curve (HillPlot          *plot,
                const HillHistory *history)
{
  gsize n = hill_history_get_n_epochs (history);
  g_autofree double *x = g_new (double, n + 1);
  g_autofree double *y = g_new (double, n + 1);
  HillCurve curve = { .name = _("data loss, test set"), .x = x, .y = y, .n_points = n, .markers = TRUE };

  for (gsize e = 0; e < n; e++)
    {
      const HillEpochRecord *epoch = hill_history_get_epoch (history, e);

      x[e] = (double) epoch->step;
      y[e] = epoch->test_loss;
    }
  hill_curve_plot_add (plot, &curve);
}

gboolean
hill_results_save_curves (const HillHistory  *history,
                          const char         *path,
                          GError            **error)
{
  g_autoptr(HillPlot) plot = hill_curve_plot_new (_("Loss while training"), _("step"), _("loss"));

  add_step_curve (plot, history, _("data loss, minibatch"), FALSE);
  add_test_curve (plot, history);
  add_step_curve (plot, history, _("penalty"), TRUE);
  hill_curve_plot_set_y_range (plot, 0, NAN);
  return save_plot (plot, path, error);
}

/* Weights of anything but pixels are no picture: they are drawn as bars. */
static gboolean
are_pictures (HillDesign *design)
{
  const HillFeatureSet *set = hill_design_get_feature_set (design);

  return set->n_blocks == 1 && set->blocks[0].kind == HILL_FEATURE_PIXELS;
}

gboolean
hill_results_save_templates (HillDesign   *design,
                             const float  *weights,
                             const char   *path,
                             GError      **error)
{
  HillDataset *dataset = hill_design_get_dataset (design);
  gsize n_features = hill_design_get_n_features (design);
  guint n_classes = hill_design_get_n_classes (design);
  g_autofree float *unscaled = g_new (float, HILL_N_WEIGHTS (n_classes, n_features));
  g_autofree const char **names = get_class_names (design);
  guint width = are_pictures (design) ? hill_dataset_get_width (dataset) : 0;
  g_autoptr(HillPlot) plot = NULL;

  hill_weights_unscale (design, weights, unscaled);
  plot = hill_template_plot_new (_("Weights of each class"), unscaled, n_classes, n_features, width, hill_dataset_get_height (dataset),
                                 hill_dataset_get_n_channels (dataset), names, HILL_TEMPLATE_DIVERGING);
  return save_plot (plot, path, error);
}

static gboolean
save_confusion_table (const HillConfusion  *confusion,
                      const char          **names,
                      const char           *path,
                      GError              **error)
{
  g_autoptr(GString) csv = g_string_new (NULL);

  hill_csv_append_text (csv, "true class");
  append_names (csv, names);
  for (guint y = 0; y < confusion->n_classes; y++)
    {
      hill_csv_append_text (csv, names[y]);
      for (guint j = 0; j < confusion->n_classes; j++)
        hill_csv_append_number (csv, (double) hill_confusion_get_count (confusion, y, j));
      hill_csv_end_row (csv);
    }
  return hill_file_replace (path, csv->str, csv->len, error);
}

gboolean
hill_results_save_confusion (HillObjective  *objective,
                             HillDesign     *design,
                             const float    *weights,
                             const char     *path,
                             GError        **error)
{
  HillSplit split = hill_design_get_cells (design, HILL_SPLIT_TEST)->n_rows > 0 ? HILL_SPLIT_TEST : HILL_SPLIT_TRAIN;
  g_autoptr(HillConfusion) confusion = hill_confusion_new (objective, design, weights, split, NULL, error);
  g_autofree const char **names = get_class_names (design);
  g_autoptr(HillPlot) plot = NULL;

  if (confusion == NULL)
    return FALSE;
  if (g_str_has_suffix (path, ".csv"))
    return save_confusion_table (confusion, names, path, error);

  plot = hill_confusion_plot_new (split == HILL_SPLIT_TEST ? _("Confusion matrix, test set") : _("Confusion matrix, training set"),
                                  confusion->counts, confusion->n_classes, names);
  return hill_plot_export (plot, path, &(HillExportOptions) { .width = picture_width, .height = picture_width, .dpi = picture_dpi,
                                                            .style = hill_plot_style_light }, error);
}
