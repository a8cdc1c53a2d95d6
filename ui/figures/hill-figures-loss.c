/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Loss: a table of scores, the lecture's or the model's, worked out; the questions; two distributions; regularisers. */

#include "hill-figures.h"

#include "hill-evidence.h"
#include "hill-information-plots.h"
#include "hill-lambda-plots.h"
#include "hill-loss-plots.h"
#include "hill-shape-picture.h"
#include "hill-sheet-file.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MODEL_IMAGES 4            /* of a sheet of the model's scores */

/* ---- a sheet */

static HillSheet *
new_model_sheet (HillFigureSource  *source,
                 GError           **error)
{
  const HillSnapshot *snapshot = hill_figure_source_get_snapshot (source);
  guint32 rows[MODEL_IMAGES];
  HillSplit split;
  gsize first, n;

  if (snapshot == NULL)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("The scores of a model need an experiment or a data set"));
      return NULL;
    }
  if (!hill_figure_source_get_example (source, &split, &first, error))
    return NULL;
  n = MIN (MODEL_IMAGES, hill_dataset_get_n_examples (hill_figure_source_get_dataset (source), split) - first);
  for (gsize i = 0; i < n; i++)
    rows[i] = (guint32) (first + i);
  return hill_sheet_new_model (snapshot->design, snapshot->weights, split, rows, (guint) n, NULL, 0, error);
}

enum
{
  SHEET_LECTURE,
  SHEET_MODEL,
  SHEET_WORKSHEET,
};

/* The table that the experiment's worksheet held. */
static HillSheet *
new_worksheet (const char  *text,
               GError     **error)
{
  if (text != NULL)
    return hill_sheet_parse (text, strlen (text), "loss.worksheet.sheet", error);
  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                       _("There is no worksheet in this experiment. Choose scores=lecture or scores=model"));
  return NULL;
}

static HillSheet *
new_sheet (HillFigureSource  *source,
           GError           **error)
{
  static const char * const sheets[] = { "lecture", "model", "worksheet", NULL };
  const char *text = hill_figure_source_get_text (source, "worksheet.sheet");
  guint sheet;

  if (!hill_figure_source_get_choice (source, "scores", sheets, text != NULL ? SHEET_WORKSHEET : SHEET_LECTURE, &sheet, error))
    return NULL;
  if (sheet == SHEET_WORKSHEET)
    return new_worksheet (text, error);
  return sheet == SHEET_LECTURE ? hill_sheet_new_lecture () : new_model_sheet (source, error);
}

/* The classes of a sheet by name or number. */
static gboolean
get_sheet_class (HillFigureSource  *source,
                 const HillSheet   *sheet,
                 guint              otherwise,
                 guint             *class_index,
                 GError           **error)
{
  guint n = hill_sheet_get_n_classes (sheet);
  g_autofree const char **names = g_new0 (const char *, n + 1);

  for (guint c = 0; c < n; c++)
    names[c] = hill_sheet_get_class_name (sheet, c);
  return hill_figure_source_get_choice (source, "class", names, otherwise, class_index, error);
}

/* Image and class that are in question: the cell that the worksheet had chosen, where nothing else is said. */
static gboolean
get_place (HillFigureSource  *source,
           const HillSheet   *sheet,
           guint             *image,
           guint             *class_index,
           GError           **error)
{
  const char *chosen = hill_figure_source_get_text (source, "worksheet.image");
  const char *chosen_class = hill_figure_source_get_text (source, "worksheet.class");
  guint n_images = hill_sheet_get_n_images (sheet), n_classes = hill_sheet_get_n_classes (sheet);
  guint64 first = chosen != NULL ? g_ascii_strtoull (chosen, NULL, 10) : 0, number, otherwise;

  if (!hill_figure_source_get_count (source, "image", 1, n_images, MIN (first, n_images - 1) + 1, &number, error))
    return FALSE;
  *image = (guint) number - 1;
  otherwise = chosen_class != NULL ? g_ascii_strtoull (chosen_class, NULL, 10) : hill_sheet_get_label (sheet, *image);
  return get_sheet_class (source, sheet, (guint) MIN (otherwise, n_classes - 1), class_index, error);
}

static gboolean
get_scene (HillFigureSource  *source,
           const HillSheet   *sheet,
           HillLossScene     *scene,
           GError           **error)
{
  *scene = (HillLossScene) { .sheet = sheet };
  if (sheet == NULL || !get_place (source, sheet, &scene->image, &scene->class_index, error))
    return FALSE;
  hill_loss_scene_fit (scene);
  return TRUE;
}

static HillPlot *
new_scores (HillFigureSource  *source,
            GError           **error)
{
  static const char * const losses[] = { "softmax", "hinge", NULL };
  g_autoptr(HillSheet) sheet = new_sheet (source, error);
  HillLossScene scene;
  guint loss;

  if (!get_scene (source, sheet, &scene, error) || !hill_figure_source_get_choice (source, "loss", losses, 0, &loss, error))
    return NULL;
  return hill_loss_scene_new_bars (&scene, loss == 0);
}

static HillPlot *
new_score_sweep (HillFigureSource  *source,
                 GError           **error)
{
  g_autoptr(HillSheet) sheet = new_sheet (source, error);
  HillLossScene scene;

  return get_scene (source, sheet, &scene, error) ? hill_loss_scene_new_sweep (&scene) : NULL;
}

/* ---- the lecture's questions */

static gboolean
get_setting (HillFigureSource     *source,
             HillQuestionId        id,
             HillQuestionSetting  *setting,
             GError              **error)
{
  static const char * const bases[] = { "e", "2", "10", NULL };
  static const HillLogBase log_bases[] = { HILL_LOG_E, HILL_LOG_2, HILL_LOG_10 };
  const HillSnapshot *snapshot = hill_figure_source_get_snapshot (source);
  guint base;

  setting->n_classes = 3;
  if (!get_place (source, setting->sheet, &setting->image, &setting->class_index, error)
      || !hill_figure_source_get_number (source, "delta", -100, 100, hill_question_get (id)->delta, &setting->delta, error)
      || !hill_figure_source_get_number (source, "margin", 0, 100, 2, &setting->margin, error)
      || !hill_figure_source_get_number (source, "factor", 0, 100, 2, &setting->factor, error)
      || !hill_figure_source_get_choice (source, "base", bases, 0, &base, error)
      || !hill_figure_source_get_flag (source, "switch", FALSE, &setting->is_on, error))
    return FALSE;
  setting->base = log_bases[base];
  setting->loss = hill_session_get_experiment (hill_figure_source_get_session (source))->loss;
  if (snapshot == NULL)
    return TRUE;
  setting->n_model_classes = hill_design_get_n_classes (snapshot->design);
  hill_norms_init_model (&setting->norms, setting->n_model_classes, hill_design_get_n_features (snapshot->design), snapshot->weights);
  return TRUE;
}

static HillPlot *
new_question (HillFigureSource  *source,
              GError           **error)
{
  static const char * const questions[HILL_N_QUESTIONS + 1] = {
    "nudge", "bounds", "zero", "true-class", "mean", "margin", "scale", "softmax-nudge", "softmax-bounds", "softmax-zero", NULL
  };
  g_autoptr(HillSheet) sheet = new_sheet (source, error);
  g_autoptr(HillEvidence) evidence = NULL;
  HillQuestionSetting setting = { .sheet = sheet };
  guint id;

  if (sheet == NULL || !hill_figure_source_get_choice (source, "question", questions, HILL_QUESTION_NUDGE, &id, error)
      || !get_setting (source, (HillQuestionId) id, &setting, error))
    return NULL;
  evidence = hill_evidence_new ((HillQuestionId) id, &setting);
  if (evidence->plot != NULL)
    return g_steal_pointer (&evidence->plot);
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("The answer to question=%s has no picture"), questions[id]);
  return NULL;
}

/* ---- distributions */

static HillPlot *
new_distributions (HillFigureSource  *source,
                   GError           **error)
{
  static const char * const examples[HILL_N_DISTRIBUTION_EXAMPLES + 1] = { "weather", "softmax", "perfect", "coin", NULL };
  g_autoptr(HillSheet) sheet = new_sheet (source, error);
  HillDistributions values = { 0 };
  guint example, image, class_index;

  if (sheet == NULL || !hill_figure_source_get_choice (source, "of", examples, HILL_EXAMPLE_WEATHER, &example, error)
      || !get_place (source, sheet, &image, &class_index, error))
    return NULL;
  if (example == HILL_EXAMPLE_SOFTMAX && hill_sheet_get_n_classes (sheet) > HILL_DISTRIBUTION_MAX_OUTCOMES)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("A distribution is drawn of at most %d classes"), HILL_DISTRIBUTION_MAX_OUTCOMES);
      return NULL;
    }
  if (example == HILL_EXAMPLE_SOFTMAX)
    hill_distributions_fill_softmax (&values, sheet, image);
  else
    hill_distributions_fill_example (&values, (HillDistributionExample) example);
  return hill_distributions_new_plot (&values);
}

static HillPlot *
new_sigmoid (HillFigureSource  *source,
             GError           **error)
{
  double first, second;

  if (!hill_figure_source_get_number (source, "first", -100, 100, 2, &first, error)
      || !hill_figure_source_get_number (source, "second", -100, 100, 0.5, &second, error))
    return NULL;
  return hill_sigmoid_new_plot (first - second);
}

/* ---- regularisers */

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  /* It is waited for. */
}

static HillPlot *
new_shapes (HillFigureSource  *source,
            GError           **error)
{
  gsize n_features = hill_design_get_n_features (hill_figure_source_get_snapshot (source)->design);
  g_autoptr(HillShapeMap) map = NULL;
  guint class_index;
  double level, beta;
  guint64 x, y;
  gsize features[2];
  gboolean chosen = hill_figure_source_get_text (source, "x") != NULL;

  if (!hill_figure_source_get_class (source, "class", 0, &class_index, error)
      || !hill_figure_source_get_number (source, "level", 0.05, 6, 1, &level, error)
      || !hill_figure_source_get_number (source, "beta", 1e-3, 1e3, 1, &beta, error)
      || !hill_figure_source_get_count (source, "x", 1, n_features, 1, &x, error)
      || !hill_figure_source_get_count (source, "y", 1, n_features, MIN (2, n_features), &y, error))
    return NULL;
  features[0] = (gsize) x - 1;
  features[1] = (gsize) y - 1;
  if (chosen && x == y)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("x and y must be two different features"));
      return NULL;
    }
  map = hill_figure_source_wait (source, hill_session_map_shapes (hill_figure_source_get_session (source), class_index,
                                                                  chosen ? features : NULL, NULL, level, beta, on_job, NULL), error);
  return map != NULL ? hill_shape_map_new_plot (map, hill_figure_source_get_dataset (source)) : NULL;
}

/* As the page traces it: proximal steps where L1 is in it. */
static HillLambdaPath *
new_lambda_path (HillFigureSource  *source,
                 GError           **error)
{
  static const char * const names[] = { "l1", "l2", "elastic", NULL };
  static const HillRegularizer regularizers[] = { HILL_REGULARIZER_L1, HILL_REGULARIZER_L2, HILL_REGULARIZER_ELASTIC };
  HillSession *session = hill_figure_source_get_session (source);
  HillExperiment experiment = *hill_session_get_experiment (session);
  g_autofree double *lambdas = NULL;
  guint regularizer;
  guint64 n, n_epochs;

  if (!hill_figure_source_get_choice (source, "regularizer", names, 0, &regularizer, error)
      || !hill_figure_source_get_count (source, "strengths", 2, 25, 9, &n, error)
      || !hill_figure_source_get_count (source, "epochs", 1, 200, 5, &n_epochs, error))
    return NULL;
  experiment.loss.regularizer = regularizers[regularizer];
  experiment.loss.lambda = HILL_LAMBDA_STRONGEST;
  experiment.l1_step = HILL_L1_PROXIMAL;
  experiment.n_steps = 0;
  experiment.n_epochs = (gsize) n_epochs;
  lambdas = g_new (double, n);
  hill_lambda_path_fill (HILL_LAMBDA_STRONGEST, HILL_LAMBDA_WEAKEST, (gsize) n, lambdas);
  return hill_figure_source_wait (source, hill_session_trace_lambda (session, &experiment, lambdas, (gsize) n, on_job, NULL), error);
}

/* Of the path the strength that is nearest in its power of ten; the weakest, unless one is set. */
static gboolean
find_lambda_point (HillFigureSource       *source,
                   const HillLambdaPath   *path,
                   const HillLambdaPoint **point,
                   GError                **error)
{
  double lambda;

  if (!hill_figure_source_get_number (source, "lambda", 1e-12, 1e6, HILL_LAMBDA_WEAKEST, &lambda, error))
    return FALSE;
  *point = path->points[0];
  for (gsize i = 1; i < path->n_points; i++)
    if (fabs (log (path->points[i]->lambda / lambda)) < fabs (log ((*point)->lambda / lambda)))
      *point = path->points[i];
  return TRUE;
}

typedef HillPlot *(*LambdaPlot) (const HillLambdaPath  *path,
                                 const HillLambdaPoint *point,
                                 HillDesign            *design);

static HillPlot *
plot_lambda_path (const HillLambdaPath  *path,
                  const HillLambdaPoint *point,
                  HillDesign            *design)
{
  return hill_lambda_path_new_plot (path, point);
}

static HillPlot *
plot_lambda_weights (const HillLambdaPath  *path,
                     const HillLambdaPoint *point,
                     HillDesign            *design)
{
  return hill_lambda_point_new_histogram (point);
}

static HillPlot *
plot_lambda_templates (const HillLambdaPath  *path,
                       const HillLambdaPoint *point,
                       HillDesign            *design)
{
  return hill_lambda_point_new_templates (point, design);
}

static HillPlot *
new_lambda_plot (HillFigureSource  *source,
                 LambdaPlot         func,
                 GError           **error)
{
  g_autoptr(HillLambdaPath) path = new_lambda_path (source, error);
  const HillLambdaPoint *point;

  if (path == NULL || !find_lambda_point (source, path, &point, error))
    return NULL;
  if (point->weights == NULL && func != plot_lambda_path)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("The run with λ = %.3g has no weights: %s"), point->lambda, point->message);
      return NULL;
    }
  return func (path, point, hill_figure_source_get_snapshot (source)->design);
}

static HillPlot *
new_lambda_curves (HillFigureSource  *source,
                   GError           **error)
{
  return new_lambda_plot (source, plot_lambda_path, error);
}

static HillPlot *
new_lambda_weights (HillFigureSource  *source,
                    GError           **error)
{
  return new_lambda_plot (source, plot_lambda_weights, error);
}

static HillPlot *
new_lambda_templates (HillFigureSource  *source,
                      GError           **error)
{
  return new_lambda_plot (source, plot_lambda_templates, error);
}

#define SHEET { "scores", "lecture|model|worksheet" }, { "split", "train|test" }, { "example", "NUMBER" }, { "image", "NUMBER" }, { "class", "CLASS" }
#define LAMBDA { "regularizer", "l1|l2|elastic" }, { "strengths", "NUMBER" }, { "epochs", "NUMBER" }, { "lambda", "NUMBER" }

const HillFigure hill_figures_loss[] = {
  { "scores", "loss", N_("The scores of an image as bars, with the gradient of its loss on them."), HILL_FIGURE_NEEDS_NOTHING,
    { SHEET, { "loss", "softmax|hinge" } }, new_scores },
  { "score-sweep", "loss", N_("Both losses of an image as one score moves."), HILL_FIGURE_NEEDS_NOTHING, { SHEET }, new_score_sweep },
  { "question", "loss", N_("The picture that answers one of the lecture's questions."), HILL_FIGURE_NEEDS_NOTHING,
    { { "question", "nudge|bounds|zero|true-class|mean|margin|scale|softmax-nudge|softmax-bounds|softmax-zero" },
      { "scores", "lecture|model|worksheet" }, { "image", "NUMBER" }, { "class", "CLASS" }, { "delta", "NUMBER" }, { "margin", "NUMBER" },
      { "factor", "NUMBER" }, { "base", "e|2|10" }, { "switch", "no|yes" } }, new_question },
  { "distributions", "loss", N_("Two distributions side by side: of examples, or truth and softmax of an image."), HILL_FIGURE_NEEDS_NOTHING,
    { { "of", "weather|softmax|perfect|coin" }, SHEET }, new_distributions },
  { "sigmoid", "loss", N_("The softmax of two scores is the sigmoid of their difference."), HILL_FIGURE_NEEDS_NOTHING,
    { { "first", "NUMBER" }, { "second", "NUMBER" } }, new_sigmoid },
  { "shapes", "loss", N_("Unit shapes of L1, L2 and elastic net in the bowl of the data loss over two weights."), HILL_FIGURE_NEEDS_RUN,
    { { "class", "CLASS" }, { "x", "NUMBER" }, { "y", "NUMBER" }, { "level", "NUMBER" }, { "beta", "NUMBER" } }, new_shapes },
  { "lambda", "loss", N_("Accuracies and weights that are exactly 0, over the strength of regularisation."), HILL_FIGURE_NEEDS_RUN, { LAMBDA },
    new_lambda_curves },
  { "lambda-weights", "loss", N_("How the weights are distributed at one strength of regularisation."), HILL_FIGURE_NEEDS_RUN, { LAMBDA },
    new_lambda_weights },
  { "lambda-templates", "loss", N_("The weights of each class at one strength of regularisation."), HILL_FIGURE_NEEDS_RUN, { LAMBDA },
    new_lambda_templates },
  { NULL }
};
