/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Training: the run's curves, its weights, its mistakes, and how one score comes about. */

#include "hill-figures.h"

#include "hill-contest.h"
#include "hill-product.h"
#include "hill-run.h"
#include "hill-run-curves.h"
#include "hill-template-plots.h"

#include <glib/gi18n.h>
#include <math.h>

/* A cursor makes sense where a person looks back. */
static double
get_cursor (const HillSnapshot *snapshot)
{
  return snapshot->step < snapshot->n_steps ? (double) snapshot->step : NAN;
}

static HillPlot *
new_loss (HillFigureSource  *source,
          GError           **error)
{
  const HillSnapshot *snapshot = hill_figure_source_get_snapshot (source);
  g_autoptr(HillRunCurves) curves = hill_run_curves_new ();
  gboolean log_y;

  if (!hill_figure_source_get_flag (source, "log", FALSE, &log_y, error))
    return NULL;
  hill_run_curves_update (curves, snapshot);
  return hill_run_curves_new_loss_plot (curves, snapshot, log_y, get_cursor (snapshot));
}

static HillPlot *
new_accuracy (HillFigureSource  *source,
              GError           **error)
{
  const HillSnapshot *snapshot = hill_figure_source_get_snapshot (source);
  g_autoptr(HillRunCurves) curves = hill_run_curves_new ();

  hill_run_curves_update (curves, snapshot);
  return hill_run_curves_new_accuracy_plot (curves, snapshot, get_cursor (snapshot));
}

static HillPlot *
new_templates (HillFigureSource  *source,
               GError           **error)
{
  static const char * const modes[] = { "signed", "color", NULL };
  guint mode;

  if (!hill_figure_source_get_choice (source, "template-mode", modes, 0, &mode, error))
    return NULL;
  return hill_snapshot_new_template_plot (hill_figure_source_get_snapshot (source), mode == 1);
}

static HillPlot *
new_confusion (HillFigureSource  *source,
               GError           **error)
{
  const HillSnapshot *snapshot = hill_figure_source_get_snapshot (source);

  if (snapshot->confusion != NULL)
    return hill_snapshot_new_confusion_plot (snapshot);
  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("The confusion matrix of this step is not known"));
  return NULL;
}

/* Of the class that the image is taken for, unless another is set. */
static HillProduct *
new_product (HillFigureSource  *source,
             GError           **error)
{
  HillSnapshot *snapshot = hill_figure_source_get_snapshot (source);
  HillSplit split;
  gsize index;
  guint class_index;

  if (!hill_figure_source_get_example (source, &split, &index, error)
      || !hill_figure_source_get_class (source, "class", hill_product_find_best (snapshot, split, index), &class_index, error))
    return NULL;
  return hill_product_new (snapshot, split, index, class_index);
}

static HillPlot *
new_product_image (HillFigureSource  *source,
                   GError           **error)
{
  g_autoptr(HillProduct) product = new_product (source, error);

  return product != NULL ? hill_product_new_image_plot (product) : NULL;
}

static HillPlot *
new_product_features (HillFigureSource  *source,
                      GError           **error)
{
  g_autoptr(HillProduct) product = new_product (source, error);

  return product != NULL ? hill_product_new_feature_plot (product) : NULL;
}

static HillPlot *
new_product_template (HillFigureSource  *source,
                      GError           **error)
{
  g_autoptr(HillProduct) product = new_product (source, error);

  return product != NULL ? hill_product_new_template_plot (product) : NULL;
}

static HillPlot *
new_product_terms (HillFigureSource  *source,
                   GError           **error)
{
  g_autoptr(HillProduct) product = new_product (source, error);

  return product != NULL ? hill_product_new_term_plot (product) : NULL;
}

static HillPlot *
new_contest (HillFigureSource  *source,
             GError           **error)
{
  HillDataset *dataset = hill_figure_source_get_dataset (source);
  const HillExperiment *experiment = hill_session_get_experiment (hill_figure_source_get_session (source));
  HillContest *contest = hill_contest_new (dataset, experiment);
  HillPlot *plot = NULL;

  if (hill_contest_run (contest, dataset, experiment, hill_run_choose_n_threads (), hill_figure_source_get_progress (source), NULL, NULL, error))
    plot = hill_contest_new_plot (contest);
  hill_contest_free (contest);
  return plot;
}

#define EXAMPLE { "split", "train|test" }, { "example", "NUMBER" }

const HillFigure hill_figures_training[] = {
  { "loss", "training", N_("Loss and penalty of each step, loss of the test set at each epoch."), HILL_FIGURE_NEEDS_RUN,
    { { "log", "no|yes" } }, new_loss },
  { "accuracy", "training", N_("Accuracy of each minibatch, and on the whole sets at each epoch."), HILL_FIGURE_NEEDS_RUN, { { NULL } }, new_accuracy },
  { "templates", "training", N_("The weights of each class: as images, where the features are pixels."), HILL_FIGURE_NEEDS_RUN,
    { { "template-mode", "signed|color" } }, new_templates },
  { "confusion", "training", N_("Confusion matrix: which class is taken for which."), HILL_FIGURE_NEEDS_RUN, { { NULL } }, new_confusion },
  { "product-image", "training", N_("Template times image: the image."), HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES,
    { EXAMPLE }, new_product_image },
  { "product-features", "training", N_("Template times image: the features of the image."), HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES,
    { EXAMPLE }, new_product_features },
  { "product-template", "training", N_("Template times image: the weights of the class."), HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES,
    { EXAMPLE, { "class", "CLASS" } }, new_product_template },
  { "product-terms", "training", N_("Template times image: what each feature adds to the score of the class."),
    HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES, { EXAMPLE, { "class", "CLASS" } }, new_product_terms },
  { "contest", "training", N_("Accuracy over the epochs with one kind of features after the other."),
    HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES, { { NULL } }, new_contest },
  { NULL }
};
