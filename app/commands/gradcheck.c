/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* downhill gradcheck: the analytic gradient against the numerical one, in double, and the weights where they differ most. */

#include "hill-command.h"

#include "hill-csv.h"
#include "hill-file.h"
#include "hill-gradient-check.h"
#include "hill-random.h"
#include "hill-results.h"

#include <glib/gi18n.h>
#include <math.h>

/* Deviation of the weights looked at where neither a file nor --init-scale gives any: at W = 0 penalties have no gradient. */
#define INIT_SCALE 0.01
#define HONEST_STEP 1e-5

static const char * const bug_names[HILL_N_BUGS] = { "factor-2", "no-penalty", "sign", "not-averaged", "no-true-class" };

typedef struct
{
  double step;
  double tolerance;
  char  *difference;
  char  *bug;
  char  *weights;
  char **tables;
  gint64 sample;
  gboolean honest;
} Options;

static void
options_clear (Options *self)
{
  g_clear_pointer (&self->difference, g_free);
  g_clear_pointer (&self->bug, g_free);
  g_clear_pointer (&self->weights, g_free);
  g_clear_pointer (&self->tables, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_bug (const char       *name,
           HillCheckOptions *check)
{
  for (int i = 0; i < HILL_N_BUGS; i++)
    if (g_str_equal (name, bug_names[i]))
      {
        check->bugs = (HillBugs) (1 << i);
        return TRUE;
      }
  return FALSE;
}

/* What the words mean; complains where they mean nothing. */
static gboolean
make_check_options (const Options    *options,
                    HillCheckOptions *check)
{
  g_autoptr(GError) error = NULL;

  check->h = options->step != 0 ? options->step : options->honest ? HONEST_STEP : check->h;
  check->tolerance = options->tolerance;
  check->honest = options->honest;
  if (options->difference != NULL && g_str_equal (options->difference, "forward"))
    check->difference = HILL_DIFFERENCE_FORWARD;
  else if (options->difference != NULL && !g_str_equal (options->difference, "central"))
    {
      hill_command_complain (_("--difference is central or forward"));
      return FALSE;
    }
  if (options->bug != NULL && !parse_bug (options->bug, check))
    {
      hill_command_complain (_("--bug is factor-2, no-penalty, sign, not-averaged or no-true-class"));
      return FALSE;
    }
  if (options->sample < 0)
    {
      hill_command_complain (_("--sample takes a number of weights, or 0 for all"));
      return FALSE;
    }
  if (!hill_check_options_check (check, &error))
    {
      hill_command_complain (error->message);
      return FALSE;
    }
  return TRUE;
}

/* "Trouser, row 3, column 4": which weight that is. */
static char *
describe_weight (HillDesign *design,
                 gsize       index)
{
  HillDataset *dataset = hill_design_get_dataset (design);
  gsize n_columns = hill_design_get_n_features (design) + 1, feature = index % n_columns;
  const char *name = hill_dataset_get_class_name (dataset, (guint) (index / n_columns));
  gsize width = hill_dataset_get_width (dataset), height = hill_dataset_get_height (dataset);

  if (feature == n_columns - 1)
    return g_strdup_printf (_("%s, bias"), name);
  if (!hill_dataset_has_images (dataset) || width * height * hill_dataset_get_n_channels (dataset) != n_columns - 1)
    return g_strdup_printf (_("%s, feature %zu"), name, feature);
  if (hill_dataset_get_n_channels (dataset) == 1)
    return g_strdup_printf (_("%s, row %zu, column %zu"), name, feature / width, feature % width);
  return g_strdup_printf (_("%s, channel %zu, row %zu, column %zu"), name, feature / (width * height),
                          feature / width % height, feature % width);
}

static void
print_bands (const char  *prefix,
             const gsize *counts)
{
  static const char * const names[HILL_N_BANDS] = { "below_1e-7", "below_1e-4", "below_1e-2", "above" };

  for (int i = 0; i < HILL_N_BANDS; i++)
    {
      g_autofree char *key = g_strdup_printf ("%s.%s", prefix, names[i]);

      hill_command_print_integer (key, counts[i]);
    }
}

static void
print_worst_number (guint       number,
                    const char *name,
                    double      value)
{
  g_autofree char *key = g_strdup_printf ("worst.%u.%s", number, name);

  hill_command_print_number (key, value);
}

static void
print_worst (HillDesign              *design,
             const HillGradientCheck *check)
{
  for (guint i = 0; i < check->n_worst; i++)
    {
      const HillCheckedWeight *weight = &check->weights[check->worst[i]];
      g_autofree char *place = describe_weight (design, weight->index);

      g_print ("worst.%u=%s\n", i + 1, place);
      print_worst_number (i + 1, "analytic", hill_checked_weight_get_analytic (weight));
      print_worst_number (i + 1, "numeric", hill_checked_weight_get_numeric (weight));
      print_worst_number (i + 1, "error", hill_checked_weight_get_worst (weight));
    }
}

static void
print_check (HillDesign              *design,
             const HillGradientCheck *check,
             double                   seconds)
{
  hill_command_print_integer ("weights", check->n_weights);
  hill_command_print_integer ("examples", check->evaluation.n_rows);
  hill_command_print_integer ("kinks", check->n_kinks);
  hill_command_print_number ("data_loss", check->evaluation.data_loss);
  hill_command_print_number ("penalty", check->evaluation.penalty);
  hill_command_print_number ("step_size", check->options.h);
  hill_command_print_number ("max_error", check->max_error);
  hill_command_print_number ("max_data_error", check->max_data_error);
  hill_command_print_number ("max_penalty_error", check->max_penalty_error);
  print_bands ("errors", check->n_in_band);
  print_bands ("data_errors", check->n_data_in_band);
  print_bands ("penalty_errors", check->n_penalty_in_band);
  hill_command_print_integer ("failed", check->n_failed);
  print_worst (design, check);
  hill_command_print_number ("seconds", seconds);
}

static gboolean
save_table (HillDesign               *design,
            const HillGradientCheck  *check,
            const char               *path,
            GError                  **error)
{
  static const char * const names[] = {
    "class", "feature", "weight", "analytic", "numeric", "error", "data_analytic", "data_numeric", "data_error", "penalty_analytic",
    "penalty_numeric", "penalty_error", "kinks",
  };
  g_autoptr(GString) csv = g_string_new (NULL);
  gsize n_columns = hill_design_get_n_features (design) + 1;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    hill_csv_append_text (csv, names[i]);
  hill_csv_end_row (csv);
  for (gsize i = 0; i < check->n_weights; i++)
    {
      const HillCheckedWeight *w = &check->weights[i];
      const double cells[] = {
        w->weight, hill_checked_weight_get_analytic (w), hill_checked_weight_get_numeric (w), w->error, w->data_analytic, w->data_numeric,
        w->data_error, w->penalty_analytic, w->penalty_numeric, w->penalty_error, w->n_kinks + (w->penalty_kink ? 1 : 0),
      };

      hill_csv_append_text (csv, hill_dataset_get_class_name (hill_design_get_dataset (design), (guint) (w->index / n_columns)));
      hill_csv_append_number (csv, (double) (w->index % n_columns));
      for (gsize k = 0; k < G_N_ELEMENTS (cells); k++)
        hill_csv_append_number (csv, cells[k]);
      hill_csv_end_row (csv);
    }
  return hill_file_replace (path, csv->str, csv->len, error);
}

/* From the file, or drawn: normal, biases too. */
static float *
get_weights (const HillCommandLine  *line,
             const Options          *options,
             HillSample             *sample,
             GError                **error)
{
  double deviation = line->experiment.init_scale > 0 ? line->experiment.init_scale : INIT_SCALE;
  gsize n = hill_sample_get_n_weights (sample);
  float *weights;
  HillRandom random;

  if (options->weights != NULL)
    return hill_results_load_weights (sample->design, options->weights, error);

  weights = g_new (float, n);
  hill_random_init (&random, line->experiment.seed);
  for (gsize i = 0; i < n; i++)
    weights[i] = (float) (deviation * hill_random_normal (&random));
  return weights;
}

/* "… worst: Trouser, bias: analytic 0.1, numerical 0.2; …": the three worst in one line. */
static void
complain_of_worst (HillDesign              *design,
                   const HillGradientCheck *check)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, _("the gradients differ at %zu of %zu weights, most at:"), check->n_failed,
                          check->n_weights - check->n_kinks);
  for (guint i = 0; i < MIN (check->n_worst, 3); i++)
    {
      const HillCheckedWeight *weight = &check->weights[check->worst[i]];
      g_autofree char *place = describe_weight (design, weight->index);

      g_string_append (text, i > 0 ? "; " : " ");
      g_string_append_printf (text, _("%s (analytic %.6g, numerical %.6g, relative error %.2g)"), place,
                              hill_checked_weight_get_analytic (weight), hill_checked_weight_get_numeric (weight),
                              hill_checked_weight_get_worst (weight));
    }
  hill_command_complain (text->str);
}

static HillGradientCheck *
run_check (const HillCommandLine   *line,
           const Options           *options,
           const HillCheckOptions  *check,
           HillSample              *sample,
           GError                 **error)
{
  HillProgress progress = { hill_command_progress, (gpointer) _("Checking") };
  g_autofree float *weights = get_weights (line, options, sample, error);
  g_autofree gsize *indices = NULL;
  HillGradientCheck *result;
  gsize n = 0;

  if (weights == NULL)
    return NULL;
  if (options->sample > 0)
    indices = hill_gradient_check_draw (sample, (gsize) options->sample, line->experiment.seed, &n);
  result = hill_gradient_check_new (sample, &line->experiment.loss, weights, indices, n, check, &progress, error);
  hill_command_show_progress (NULL);
  return result;
}

static int
gradcheck (HillCommandLine        *line,
           HillDataset            *dataset,
           const Options          *options,
           const HillCheckOptions *check)
{
  g_autoptr(GError) error = NULL;
  const HillProgress progress = { hill_command_progress, (gpointer) _("Extracting features") };
  g_autoptr(HillPartition) partition = hill_partition_new (dataset, line->experiment.validation, line->experiment.seed);
  g_autoptr(HillDesign) design = hill_design_new (dataset, partition, line->experiment.features, line->experiment.scale,
                                                  (guint) line->threads, &progress, &error);
  g_autoptr(HillSample) sample = NULL;
  g_autoptr(HillGradientCheck) result = NULL;
  gint64 start = g_get_monotonic_time ();

  hill_command_catch_signals ();
  if (design != NULL)
    {
      sample = hill_sample_new (design, 0);
      result = run_check (line, options, check, sample, &error);
    }
  if (result == NULL)
    {
      hill_command_complain (error->message);
      return HILL_COMMAND_FAILED;
    }

  print_check (design, result, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  for (char **path = options->tables; path != NULL && *path != NULL; path++)
    if (!save_table (design, result, *path, &error))
      {
        hill_command_complain (error->message);
        return HILL_COMMAND_FAILED;
      }
  if (result->passed)
    return HILL_COMMAND_DONE;
  complain_of_worst (design, result);
  return HILL_COMMAND_FAILED;
}

int
hill_command_gradcheck (int    argc,
                        char **argv)
{
  g_auto(HillCommandLine) line = { 0 };
  g_auto(Options) options = { .tolerance = 1e-4 };
  HillCheckOptions check = HILL_CHECK_OPTIONS_DEFAULT;
  g_autoptr(HillDataset) dataset = NULL;
  const GOptionEntry own[] = {
    { "step-size", 0, 0, G_OPTION_ARG_DOUBLE, &options.step, N_("how far each weight is moved (1e-6, or 1e-5 with --honest)"), "H" },
    { "difference", 0, 0, G_OPTION_ARG_STRING, &options.difference, N_("central or forward"), "D" },
    { "honest", 0, 0, G_OPTION_ARG_NONE, &options.honest, N_("compute all scores anew for every weight: slow, and independent of shortcuts"), NULL },
    { "sample", 0, 0, G_OPTION_ARG_INT64, &options.sample, N_("check so many weights, drawn at random; 0 for all"), "N" },
    { "tolerance", 0, 0, G_OPTION_ARG_DOUBLE, &options.tolerance, N_("relative error that is still right (1e-4)"), "X" },
    { "weights", 0, 0, G_OPTION_ARG_FILENAME, &options.weights, N_("the weights to check at, as train saves them; drawn unless given"), "W.npy" },
    { "bug", 0, 0, G_OPTION_ARG_STRING, &options.bug,
      N_("plant a mistake in the analytic gradient: factor-2, no-penalty, sign, not-averaged or no-true-class"), "B" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.tables, N_("save both gradients of every weight as a table"), "G.csv" },
    G_OPTION_ENTRY_NULL
  };
  int status = hill_command_line_parse (&line, argc, argv, _("DATASET"),
                                        _("Compares the analytic gradient with the numerical one; fails where they differ."), own, TRUE, 1);

  if (status != HILL_COMMAND_DONE)
    return status;
  check.n_threads = (guint) line.threads;
  if (!make_check_options (&options, &check))
    return HILL_COMMAND_USAGE;
  dataset = hill_command_line_load (&line);
  return dataset != NULL ? gradcheck (&line, dataset, &options, &check) : HILL_COMMAND_FAILED;
}
