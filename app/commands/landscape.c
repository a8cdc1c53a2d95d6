/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* downhill landscape: loss and accuracy over a plane through weight space, on the whole training set. */

#include "hill-command.h"

#include "landscape-picture.h"
#include "landscape-plane.h"

#include "hill-csv.h"
#include "hill-file.h"
#include "hill-landscape.h"
#include "hill-npy.h"
#include "hill-results.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static const char * const measure_names[HILL_N_MEASURES] = { "loss", "data", "accuracy" };

typedef struct
{
  LandscapePlaneOptions plane;
  char                 *weights;
  char                 *directions;
  char                 *plane_name;
  char                 *range;
  char                 *measure_name;
  char                **outputs;
  char                **pictures;
  char                **saved_directions;
  int                   n_points;
  HillGrid              grid;
  HillMeasure           measure;
} Options;

static void
options_clear (Options *self)
{
  g_clear_pointer (&self->weights, g_free);
  g_clear_pointer (&self->directions, g_free);
  g_clear_pointer (&self->plane_name, g_free);
  g_clear_pointer (&self->range, g_free);
  g_clear_pointer (&self->measure_name, g_free);
  g_clear_pointer (&self->outputs, g_strfreev);
  g_clear_pointer (&self->pictures, g_strfreev);
  g_clear_pointer (&self->saved_directions, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* "-1:1,-1:1", the point whatever the locale. */
static gboolean
parse_range (const char *text,
             HillGrid   *grid)
{
  static const char ends[4] = { ':', ',', ':', '\0' };
  double *numbers[4] = { &grid->a_min, &grid->a_max, &grid->b_min, &grid->b_max };

  for (int i = 0; i < 4; i++)
    {
      char *end;

      *numbers[i] = g_ascii_strtod (text, &end);
      if (end == text || *end != ends[i])
        return FALSE;
      text = end + 1;
    }
  return TRUE;
}

static gboolean
parse_measure (const char  *name,
               HillMeasure *measure)
{
  for (int k = 0; k < HILL_N_MEASURES; k++)
    if (g_str_equal (name, measure_names[k]))
      {
        *measure = (HillMeasure) k;
        return TRUE;
      }
  return FALSE;
}

/* What the words mean; complains where they mean nothing. */
static gboolean
options_finish (Options *self)
{
  g_autoptr(GError) error = NULL;

  self->plane = (LandscapePlaneOptions) { self->weights, self->directions, self->plane_name };
  if (!landscape_plane_options_check (&self->plane))
    return FALSE;
  self->grid = (HillGrid) { -1, 1, (gsize) MAX (self->n_points, 0), -1, 1, (gsize) MAX (self->n_points, 0) };
  if (self->range != NULL && !parse_range (self->range, &self->grid))
    {
      hill_command_complain (_("--range is written LOW:HIGH,LOW:HIGH, as in --range=-1:1,-0.5:0.5"));
      return FALSE;
    }
  if (self->measure_name != NULL && !parse_measure (self->measure_name, &self->measure))
    {
      hill_command_complain (_("--measure is loss, data or accuracy"));
      return FALSE;
    }
  if (self->outputs == NULL)
    {
      hill_command_complain (_("--output is missing: name a file that ends in .npy or .csv"));
      return FALSE;
    }
  if (!hill_grid_check (&self->grid, &error))
    {
      hill_command_complain (error->message);
      return FALSE;
    }
  return TRUE;
}

/* ---- Results ---- */

static void
print_values (const HillPlane      *plane,
              const HillGridValues *values,
              HillMeasure           measure,
              double                seconds)
{
  static const char * const kinds[] = { "weights", "gradient", "random", "pca", "points", "directions" };
  const HillGrid *grid = &values->grid;
  gsize lowest = values->min_index[HILL_MEASURE_LOSS];

  hill_command_print_text ("plane", kinds[plane->kind]);
  if (plane->kind == HILL_PLANE_RANDOM || plane->kind == HILL_PLANE_GRADIENT)
    hill_command_print_integer ("seed", plane->seed);
  if (plane->kind == HILL_PLANE_PATH)
    {
      hill_command_print_number ("explained.a", plane->explained[0]);
      hill_command_print_number ("explained.b", plane->explained[1]);
    }
  hill_command_print_integer ("examples", values->n_rows);
  hill_command_print_integer ("points", grid->n_a * grid->n_b);
  hill_command_print_text ("measure", measure_names[measure]);
  hill_command_print_number ("min_loss", values->min[HILL_MEASURE_LOSS]);
  hill_command_print_number ("min_loss.a", hill_grid_get_a (grid, lowest % grid->n_a));
  hill_command_print_number ("min_loss.b", hill_grid_get_b (grid, lowest / grid->n_a));
  hill_command_print_number ("max_loss", values->max[HILL_MEASURE_LOSS]);
  hill_command_print_number ("max_accuracy", values->max[HILL_MEASURE_ACCURACY]);
  hill_command_print_number ("seconds", seconds);
}

static gboolean
save_table (const HillGridValues  *values,
            const char            *path,
            GError               **error)
{
  static const char * const names[] = { "a", "b", "loss", "data_loss", "accuracy" };
  g_autoptr(GString) csv = g_string_new (NULL);
  const HillGrid *grid = &values->grid;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    hill_csv_append_text (csv, names[i]);
  hill_csv_end_row (csv);
  for (gsize at = 0; at < grid->n_a * grid->n_b; at++)
    {
      hill_csv_append_number (csv, hill_grid_get_a (grid, at % grid->n_a));
      hill_csv_append_number (csv, hill_grid_get_b (grid, at / grid->n_a));
      for (int k = 0; k < HILL_N_MEASURES; k++)
        hill_csv_append_number (csv, values->values[k][at]);
      hill_csv_end_row (csv);
    }
  return hill_file_replace (path, csv->str, csv->len, error);
}

/* Rows run along b, columns along a. */
static gboolean
save_array (const HillGridValues  *values,
            HillMeasure            measure,
            const char            *path,
            GError               **error)
{
  const gsize shape[2] = { values->grid.n_b, values->grid.n_a };

  return hill_npy_save_float64 (path, values->values[measure], shape, 2, error);
}

/* As files hold directions: acting on unscaled features. */
static gboolean
save_directions (HillDesign       *design,
                 const HillPlane  *plane,
                 const char       *path,
                 GError          **error)
{
  gsize shape[3] = { 2, plane->n_classes, plane->n_features + 1 }, n = shape[1] * shape[2];
  g_autofree float *unscaled = g_new (float, 2 * n);

  hill_weights_unscale (design, plane->directions, unscaled);
  hill_weights_unscale (design, plane->directions + n, unscaled + n);
  return hill_npy_save_float32 (path, unscaled, shape, 3, error);
}

static gboolean
save_all (const Options         *options,
          HillDesign            *design,
          const HillPlane       *plane,
          const HillGridValues  *values,
          const GArray          *places,
          GError               **error)
{
  for (char **path = options->outputs; *path != NULL; path++)
    if (!(g_str_has_suffix (*path, ".csv") ? save_table (values, *path, error) : save_array (values, options->measure, *path, error)))
      return FALSE;
  for (char **path = options->pictures; path != NULL && *path != NULL; path++)
    if (!landscape_picture_save (plane, values, places, options->measure, *path, error))
      return FALSE;
  for (char **path = options->saved_directions; path != NULL && *path != NULL; path++)
    if (!save_directions (design, plane, *path, error))
      return FALSE;
  return TRUE;
}

/* ---- Work ---- */

static HillGridValues *
find_values (const HillCommandLine  *line,
             const HillGrid         *grid,
             HillSample             *sample,
             HillPlane              *plane,
             GError                **error)
{
  HillProgress tables = { hill_command_progress, (gpointer) _("Scores") }, points = { hill_command_progress, (gpointer) _("Landscape") };
  g_autoptr(HillLandscape) landscape = hill_landscape_new (sample, plane, (guint) line->threads, &tables, error);
  HillGridValues *values;

  if (landscape == NULL)
    return NULL;
  values = hill_landscape_evaluate (landscape, &line->experiment.loss, grid, (guint) line->threads, &points, error);
  hill_command_show_progress (NULL);
  return values;
}

static gboolean
run (const HillCommandLine  *line,
     HillDataset            *dataset,
     const Options          *options,
     GError                **error)
{
  const HillProgress progress = { hill_command_progress, (gpointer) _("Extracting features") };
  g_autoptr(HillPartition) partition = hill_partition_new (dataset, line->experiment.validation, line->experiment.seed);
  g_autoptr(HillDesign) design = hill_design_new (dataset, partition, line->experiment.features, line->experiment.scale,
                                                  (guint) line->threads, &progress, error);
  g_autoptr(HillSample) sample = NULL;
  g_autoptr(HillPlane) plane = NULL;
  g_autoptr(HillGridValues) values = NULL;
  g_autoptr(GArray) places = NULL;
  HillGrid grid = options->grid;
  gint64 start;

  if (design == NULL)
    return FALSE;
  sample = hill_sample_new (design, 0);
  plane = landscape_plane_new (&options->plane, line, sample, &places, error);
  if (plane == NULL)
    return FALSE;
  if (places != NULL && options->range == NULL)
    hill_grid_fit (&grid, (const HillPlanePoint *) (gpointer) places->data, places->len, FALSE);
  start = g_get_monotonic_time ();
  values = find_values (line, &grid, sample, plane, error);
  if (values == NULL)
    return FALSE;
  print_values (plane, values, options->measure, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  return save_all (options, design, plane, values, places, error);
}

int
hill_command_landscape (int    argc,
                        char **argv)
{
  g_auto(HillCommandLine) line = { 0 };
  g_auto(Options) options = { .n_points = 101 };
  g_autoptr(HillDataset) dataset = NULL;
  g_autoptr(GError) error = NULL;
  const GOptionEntry own[] = {
    { "weights", 0, 0, G_OPTION_ARG_FILENAME, &options.weights, N_("the weights that the plane goes through, as train saves them"), "W.npy" },
    { "directions", 0, 0, G_OPTION_ARG_FILENAME, &options.directions, N_("two directions: 2 x classes x (features + 1)"), "D.npy" },
    { "plane", 0, 0, G_OPTION_ARG_STRING, &options.plane_name,
      N_("random (filter-normalised), gradient (and a random direction), pca (of a run by the training options) or weights:K,L:M,N (class, "
         "feature: class, feature)"), "P" },
    { "grid", 0, 0, G_OPTION_ARG_INT, &options.n_points, N_("points along each side (101)"), "N" },
    { "range", 0, 0, G_OPTION_ARG_STRING, &options.range, N_("from where to where, in directions (-1:1,-1:1, or where the path of the run lies)"), "R" },
    { "measure", 0, 0, G_OPTION_ARG_STRING, &options.measure_name, N_("what array and picture show: loss, data (without penalty) or accuracy"), "M" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.outputs, N_("save as an array (.npy) or as a table of all measures (.csv)"), "G.npy" },
    { "plot", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.pictures, N_("draw a map with lines of equal height (.png, .svg, .pdf)"), "F.pdf" },
    { "save-directions", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.saved_directions, N_("save the two directions of the plane"), "D.npy" },
    G_OPTION_ENTRY_NULL
  };
  int status = hill_command_line_parse (&line, argc, argv, _("DATASET --weights W.npy --plane random --output G.npy"),
                                        _("Finds the loss over a plane through weight space."), own, TRUE, 1);

  if (status != HILL_COMMAND_DONE)
    return status;
  if (!options_finish (&options))
    return HILL_COMMAND_USAGE;
  dataset = hill_command_line_load (&line);
  if (dataset == NULL)
    return HILL_COMMAND_FAILED;
  hill_command_catch_signals ();
  if (!run (&line, dataset, &options, &error))
    {
      hill_command_complain (error->message);
      return HILL_COMMAND_FAILED;
    }
  return HILL_COMMAND_DONE;
}
