/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Features: one image seen by its hues and by its gradients, and the means of two classes. */

#include "hill-figures.h"

#include "hill-class-plots.h"
#include "hill-hog-study.h"
#include "hill-hue-study.h"
#include "hill-values.h"

#include <glib/gi18n.h>

/* The example that is set, or that the window shows; an image from a file is not looked for. */
static HillFeatureImage *
new_image (HillFigureSource  *source,
           GError           **error)
{
  HillDataset *dataset = hill_figure_source_get_dataset (source);
  g_autoptr(GHashTable) view = hill_figure_source_dup_part (source, "features.");
  g_autofree char *name = NULL;
  HillSplit split;
  gsize index;

  if (!hill_figure_source_get_example (source, &split, &index, error))
    return NULL;
  if (hill_figure_source_get_text (source, "example") == NULL)
    index = (gsize) hill_values_get_number (view, "image", 0, (double) hill_dataset_get_n_examples (dataset, split) - 1, (double) index);
  name = g_strdup_printf (split == HILL_SPLIT_TEST ? _("test %zu") : _("training %zu"), index + 1);
  return hill_feature_image_new_from_example (dataset, split, index, name);
}

static gboolean
get_flag (GHashTable *view,
          const char *key,
          gboolean    otherwise)
{
  const char *text = hill_values_get (view, key);

  return text != NULL ? g_str_equal (text, "true") : otherwise;
}

static void
take_hue_view (GHashTable    *view,
               HillHueParams *params)
{
  params->n_bins = (guint) hill_values_get_number (view, "n-bins", 2, HILL_HUE_MAX_BINS, params->n_bins);
  params->weight = (HillHueWeight) hill_values_get_number (view, "weight", 0, HILL_HUE_WEIGHT_SATURATION_VALUE, params->weight);
  params->grey = (HillHueGrey) hill_values_get_number (view, "grey", 0, HILL_HUE_GREY_BIN0, params->grey);
  params->normalize = get_flag (view, "normalize", params->normalize);
}

/* What is not in the view stands as at the beginning: no norm, blocks of one cell. */
static void
take_hog_view (GHashTable    *view,
               HillHogParams *params)
{
  if (hill_values_get (view, "variant") != NULL)
    hill_hog_params_init (params, (HillHogVariant) hill_values_get_number (view, "variant", 0, HILL_HOG_CS231N, params->variant));
  params->cell = (guint) hill_values_get_number (view, "cell", 1, 256, params->cell);
  params->n_bins = (guint) hill_values_get_number (view, "n-bins", 2, HILL_HOG_MAX_BINS, params->n_bins);
  params->is_signed = get_flag (view, "is-signed", params->is_signed);
  params->norm = (HillHogNorm) hill_values_get_number (view, "norm", 0, HILL_HOG_NORM_L2_HYS, HILL_HOG_NORM_NONE);
  params->block = (guint) hill_values_get_number (view, "block", 1, 8, 1);
  params->gamma = get_flag (view, "gamma", FALSE);
}

/* What is written after "hog:" or "hue:" in a feature set; where nothing is, what the window shows, and else @otherwise. */
static gboolean
get_block (HillFigureSource  *source,
           const char        *kind,
           const char        *otherwise,
           HillFeatureBlock  *block,
           GError           **error)
{
  const char *text = hill_figure_source_get_text (source, kind);
  g_autofree char *words = g_strconcat (kind, ":", text != NULL ? text : otherwise, NULL);
  g_autofree char *prefix = g_strconcat ("features.", kind, "-view.", NULL);
  g_autoptr(GHashTable) view = hill_figure_source_dup_part (source, prefix);
  HillFeatureSet set;

  if (!hill_feature_set_parse (&set, words, error))
    return FALSE;
  *block = set.blocks[0];
  if (text == NULL && set.blocks[0].kind == HILL_FEATURE_HUE)
    take_hue_view (view, &block->hue);
  else if (text == NULL)
    take_hog_view (view, &block->hog);
  return TRUE;
}

/* ---- hues */

static HillHueStudy *
new_hue_study (HillFigureSource  *source,
               HillHueMark       *mark,
               GError           **error)
{
  g_autoptr(HillFeatureImage) image = new_image (source, error);
  HillFeatureBlock block;
  guint64 bin;

  if (image == NULL || !get_block (source, "hue", "18:counts", &block, error)
      || !hill_figure_source_get_count (source, "bin", 0, block.hue.n_bins, block.hue.n_bins, &bin, error))
    return NULL;
  *mark = (HillHueMark) { bin > 0 ? (int) bin - 1 : -1, -1, -1 };
  if (hill_figure_source_get_text (source, "bin") == NULL)
    mark->bin = -1;
  return hill_hue_study_new (image, &block.hue);
}

static HillPlot *
new_hue_image (HillFigureSource  *source,
               GError           **error)
{
  HillHueMark mark;
  g_autoptr(HillHueStudy) study = new_hue_study (source, &mark, error);

  return study != NULL ? hill_hue_study_new_image_plot (study, &mark) : NULL;
}

static HillPlot *
new_hue_map (HillFigureSource  *source,
             GError           **error)
{
  HillHueMark mark;
  g_autoptr(HillHueStudy) study = new_hue_study (source, &mark, error);

  return study != NULL ? hill_hue_study_new_map_plot (study, &mark) : NULL;
}

static HillPlot *
new_hue_histogram (HillFigureSource  *source,
                   GError           **error)
{
  HillHueMark mark;
  g_autoptr(HillHueStudy) study = new_hue_study (source, &mark, error);

  return study != NULL ? hill_hue_study_new_histogram_plot (study, &mark) : NULL;
}

/* ---- gradients */

/* The cell that is set, or that the window shows, and else the strongest; rows and columns that are set count from 1. */
static gboolean
get_cell (HillFigureSource    *source,
          const HillHogStudy  *study,
          HillHogLook         *look,
          GError             **error)
{
  const HillHogShape *shape = hill_hog_study_get_shape (study);
  guint64 row, column;

  g_autoptr(GHashTable) view = hill_figure_source_dup_part (source, "features.hog-view.");

  hill_hog_study_find_strongest (study, &look->row, &look->column);
  look->row = (int) hill_values_get_number (view, "row", 0, shape->n_rows - 1, look->row);
  look->column = (int) hill_values_get_number (view, "column", 0, shape->n_columns - 1, look->column);
  if (!hill_figure_source_get_count (source, "row", 1, shape->n_rows, (guint64) look->row + 1, &row, error)
      || !hill_figure_source_get_count (source, "column", 1, shape->n_columns, (guint64) look->column + 1, &column, error))
    return FALSE;
  look->row = (int) row - 1;
  look->column = (int) column - 1;
  return TRUE;
}

static HillHogStudy *
new_hog_study (HillFigureSource  *source,
               gboolean           with_cell,
               HillHogLook       *look,
               GError           **error)
{
  static const char * const strokes[] = { "edge", "gradient", NULL };
  g_autoptr(HillFeatureImage) image = new_image (source, error);
  g_autoptr(HillHogStudy) study = NULL;
  HillFeatureBlock block;
  guint stroke;

  *look = (HillHogLook) { .row = -1, .column = -1, .pixel_row = -1, .pixel_column = -1 };
  if (image == NULL || !get_block (source, "hog", "8:9", &block, error)
      || !hill_figure_source_get_choice (source, "strokes", strokes, 0, &stroke, error)
      || !hill_figure_source_get_flag (source, "normalized", FALSE, &look->normalized, error)
      || !hill_figure_source_get_number (source, "opacity", 0, 1, 0.4, &look->opacity, error))
    return NULL;
  study = hill_hog_study_new (image, &block.hog, error);
  if (study == NULL || (with_cell && !get_cell (source, study, look, error)))
    return NULL;
  look->along_gradient = stroke == 1;
  look->normalized = look->normalized && hill_hog_params_have_blocks (&block.hog);
  return g_steal_pointer (&study);
}

static HillPlot *
new_hog_glyphs (HillFigureSource  *source,
                GError           **error)
{
  HillHogLook look;
  g_autoptr(HillHogStudy) study = new_hog_study (source, FALSE, &look, error);

  return study != NULL ? hill_hog_study_new_glyph_plot (study, &look) : NULL;
}

static HillPlot *
new_hog_magnitude (HillFigureSource  *source,
                   GError           **error)
{
  HillHogLook look;
  g_autoptr(HillHogStudy) study = new_hog_study (source, FALSE, &look, error);

  return study != NULL ? hill_hog_study_new_magnitude_plot (study, &look) : NULL;
}

static HillPlot *
new_hog_direction (HillFigureSource  *source,
                   GError           **error)
{
  HillHogLook look;
  g_autoptr(HillHogStudy) study = new_hog_study (source, FALSE, &look, error);

  return study != NULL ? hill_hog_study_new_direction_plot (study, &look) : NULL;
}

static HillPlot *
new_hog_vector (HillFigureSource  *source,
                GError           **error)
{
  HillHogLook look;
  g_autoptr(HillHogStudy) study = new_hog_study (source, FALSE, &look, error);

  return study != NULL ? hill_hog_study_new_vector_plot (study, &look) : NULL;
}

static HillPlot *
new_hog_cell (HillFigureSource  *source,
              GError           **error)
{
  HillHogLook look;
  g_autoptr(HillHogStudy) study = new_hog_study (source, TRUE, &look, error);

  return study != NULL ? hill_hog_study_new_cell_plot (study, &look) : NULL;
}

static HillPlot *
new_hog_votes (HillFigureSource  *source,
               GError           **error)
{
  HillHogLook look;
  g_autoptr(HillHogStudy) study = new_hog_study (source, TRUE, &look, error);

  return study != NULL ? hill_hog_study_new_votes_plot (study, &look) : NULL;
}

/* ---- two classes */

static HillClassMeans *
new_means (HillFigureSource  *source,
           guint             *shown,
           GError           **error)
{
  static const char * const parts[] = { "first", "second", "difference", NULL };
  static const char * const splits[] = { "train", "test", NULL };
  HillDataset *dataset = hill_figure_source_get_dataset (source);
  HillClassMeansRequest *request;
  HillFeatureBlock hue, hog;
  HillClassMeans *means;
  guint first, second, split;

  if (!hill_figure_source_get_choice (source, "show", parts, 0, shown, error)
      || !hill_figure_source_get_choice (source, "split", splits, 0, &split, error)
      || !hill_figure_source_get_class (source, "first", 0, &first, error)
      || !hill_figure_source_get_class (source, "second", 1, &second, error)
      || !get_block (source, "hue", "18", &hue, error) || !get_block (source, "hog", "8:9", &hog, error))
    return NULL;
  request = hill_class_means_request_new (dataset, split == 0 ? HILL_SPLIT_TRAIN : HILL_SPLIT_TEST, first, second, &hue.hue, &hog.hog);
  means = hill_class_means_new (request, hill_figure_source_get_progress (source), error);
  hill_class_means_request_free (request);
  return means;
}

static HillPlot *
new_class_hues (HillFigureSource  *source,
                GError           **error)
{
  guint shown;
  HillClassMeans *means = new_means (source, &shown, error);
  HillPlot *plot = means != NULL ? hill_class_means_new_hue_plot (means, shown) : NULL;

  g_clear_pointer (&means, hill_class_means_free);
  return plot;
}

static HillPlot *
new_class_gradients (HillFigureSource  *source,
                     GError           **error)
{
  guint shown;
  HillClassMeans *means = new_means (source, &shown, error);
  HillPlot *plot = NULL;

  if (means != NULL && means->has_hog)
    plot = hill_class_means_new_hog_plot (means, shown);
  else if (means != NULL)
    g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("The images are smaller than a block of cells: set a smaller one, such as hog=2:9"));
  g_clear_pointer (&means, hill_class_means_free);
  return plot;
}

#define EXAMPLE { "split", "train|test" }, { "example", "NUMBER" }
#define HUE EXAMPLE, { "hue", "BINS[:WORD]" }, { "bin", "NUMBER" }
#define HOG EXAMPLE, { "hog", "CELL:BINS[:WORD]" }
#define CELL HOG, { "row", "NUMBER" }, { "column", "NUMBER" }
#define CLASSES { "split", "train|test" }, { "first", "CLASS" }, { "second", "CLASS" }, { "show", "first|second|difference" }

const HillFigure hill_figures_features[] = {
  { "image", "features", N_("An image; the pixels of one hue bin may be marked."), HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES, { HUE }, new_hue_image },
  { "hue-map", "features", N_("The hue of each pixel of an image."), HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES | HILL_FIGURE_NEEDS_COLOR,
    { HUE }, new_hue_map },
  { "hue-histogram", "features", N_("The hue histogram of an image, its bars in their own hues."),
    HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES | HILL_FIGURE_NEEDS_COLOR, { HUE }, new_hue_histogram },
  { "hog-glyphs", "features", N_("The histogram of oriented gradients of an image, a glyph for each cell."),
    HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES,
    { HOG, { "opacity", "NUMBER" }, { "strokes", "edge|gradient" }, { "normalized", "no|yes" } }, new_hog_glyphs },
  { "hog-magnitude", "features", N_("How steep an image is at each pixel."), HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES, { HOG }, new_hog_magnitude },
  { "hog-direction", "features", N_("Which way the gradient of each pixel of an image points."), HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES,
    { HOG }, new_hog_direction },
  { "hog-vector", "features", N_("The whole HoG vector of an image as a strip."), HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES, { HOG }, new_hog_vector },
  { "hog-cell", "features", N_("The pixels of one cell with their gradients."), HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES, { CELL }, new_hog_cell },
  { "hog-votes", "features", N_("The votes of one cell: its histogram of directions."), HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES,
    { CELL, { "normalized", "no|yes" } }, new_hog_votes },
  { "class-hues", "features", N_("The mean hue histogram of a class, or the difference of two."),
    HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES | HILL_FIGURE_NEEDS_COLOR, { CLASSES, { "hue", "BINS[:WORD]" } }, new_class_hues },
  { "class-gradients", "features", N_("The mean gradients of a class, or the difference of two."), HILL_FIGURE_NEEDS_RUN | HILL_FIGURE_NEEDS_IMAGES,
    { CLASSES, { "hog", "CELL:BINS[:WORD]" } }, new_class_gradients },
  { NULL }
};
