/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* downhill info: what a data set or an experiment holds; with --version, what this build of the program can do. */

#include "hill-command.h"

#include "downhill-config.h"

#include "hill-kernels.h"
#include "hill-parallel.h"

#include <glib/gi18n.h>
#include <string.h>

static void
print_version (void)
{
  hill_command_print_text ("version", DOWNHILL_VERSION);
  hill_command_print_text ("kernels", hill_kernels_get_name ());
  hill_command_print_integer ("threads", hill_parallel_get_n_threads ());
}

static void
print_split (const HillDataset *dataset,
             HillSplit          split,
             const char        *prefix)
{
  g_autofree char *key = g_strconcat (prefix, ".examples", NULL);

  hill_command_print_integer (key, hill_dataset_get_n_examples (dataset, split));
}

static void
print_classes (const HillDataset *dataset)
{
  guint n_classes = hill_dataset_get_n_classes (dataset);

  hill_command_print_integer ("classes", n_classes);
  for (guint i = 0; i < n_classes; i++)
    g_print ("class.%u=%s\nclass.%u.train=%zu\nclass.%u.test=%zu\n",
             i, hill_dataset_get_class_name (dataset, i),
             i, hill_dataset_get_class_count (dataset, HILL_SPLIT_TRAIN, i),
             i, hill_dataset_get_class_count (dataset, HILL_SPLIT_TEST, i));
}

static void
print_skipped (const HillDataset *dataset)
{
  const char * const *skipped = hill_dataset_get_skipped (dataset);

  hill_command_print_integer ("skipped", hill_dataset_get_n_skipped (dataset));
  for (gsize i = 0; skipped != NULL && skipped[i] != NULL; i++)
    g_print ("skipped.%zu=%s\n", i + 1, skipped[i]);
}

static void
print_dataset (const HillDataset *dataset)
{
  hill_command_print_text ("name", hill_dataset_get_name (dataset));
  hill_command_print_text ("kind", hill_dataset_has_images (dataset) ? "images" : "points");
  if (hill_dataset_has_images (dataset))
    {
      hill_command_print_integer ("width", hill_dataset_get_width (dataset));
      hill_command_print_integer ("height", hill_dataset_get_height (dataset));
      hill_command_print_integer ("channels", hill_dataset_get_n_channels (dataset));
    }
  hill_command_print_integer ("features", hill_dataset_get_n_cells (dataset));
  print_split (dataset, HILL_SPLIT_TRAIN, "train");
  print_split (dataset, HILL_SPLIT_TEST, "test");
  print_classes (dataset);
  print_skipped (dataset);
}

/* ---- experiments */

static void
print_options (const char           *prefix,
               const HillExperiment *experiment,
               const HillExperiment *before)
{
  for (const char * const *key = hill_experiment_get_keys (); *key != NULL; key++)
    {
      g_autofree char *name = g_strconcat (prefix, *key, NULL);
      g_autofree char *value = hill_experiment_get (experiment, *key);
      g_autofree char *old = before != NULL ? hill_experiment_get (before, *key) : NULL;

      if (g_strcmp0 (value, old) != 0)
        hill_command_print_text (name, value);
    }
}

static void
print_changes (const HillExperimentFile *file)
{
  const HillExperiment *before = &file->experiment;

  for (guint i = 0; i < file->changes->len; i++)
    {
      const HillExperimentChange *change = &g_array_index (file->changes, HillExperimentChange, i);
      g_autofree char *prefix = g_strdup_printf ("change.%" G_GUINT64_FORMAT ".", change->step);

      print_options (prefix, &change->experiment, before);
      before = &change->experiment;
    }
}

/* (transfer full): on one line; letters of any language as they are. */
static char *
escape (const char *value)
{
  char high[129];

  for (int i = 0; i < 128; i++)
    high[i] = (char) (128 + i);
  high[128] = '\0';
  return g_strescape (value, high);
}

static void
print_view (const HillExperimentFile *file)
{
  g_autoptr(GList) keys = g_list_sort (g_hash_table_get_keys (file->view), (GCompareFunc) strcmp);

  for (GList *l = keys; l != NULL; l = l->next)
    {
      g_autofree char *name = g_strconcat ("view.", l->data, NULL);
      g_autofree char *value = escape (g_hash_table_lookup (file->view, l->data));

      hill_command_print_text (name, value);
    }
}

static void
print_experiment (const HillExperimentFile *file)
{
  hill_command_print_text ("kind", "experiment");
  hill_command_print_text ("dataset", file->dataset);
  if (file->hash != NULL)
    hill_command_print_text ("hash", file->hash);
  hill_command_print_integer ("limit", file->limit);
  print_options ("", &file->experiment, NULL);
  print_changes (file);
  hill_command_print_integer ("start.weights", file->n_start);
  hill_command_print_integer ("moving.weights", file->moving != NULL ? file->moving->len : 0);
  hill_command_print_integer ("step", file->step);
  print_view (file);
}

static int
info_experiment (const char *path)
{
  g_autoptr(HillExperimentFile) file = hill_command_load_experiment (path);

  if (file == NULL)
    return HILL_COMMAND_FAILED;
  print_experiment (file);
  return HILL_COMMAND_DONE;
}

int
hill_command_info (int    argc,
                   char **argv)
{
  g_auto(HillCommandLine) line = { 0 };
  g_autoptr(HillDataset) dataset = NULL;
  gboolean version = FALSE;
  const GOptionEntry own[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_("print version, kernels in use and number of threads"), NULL },
    G_OPTION_ENTRY_NULL
  };
  int status = hill_command_line_parse (&line, argc, argv, _("DATASET|EXPERIMENT"), _("Says what a data set holds, or an experiment."), own, FALSE, -1);

  if (status != HILL_COMMAND_DONE)
    return status;
  if (version)
    {
      print_version ();
      return HILL_COMMAND_DONE;
    }
  if (g_strv_length (line.arguments) != 1)
    {
      hill_command_complain (_("one data set is wanted, such as scenes or a folder; see --help"));
      return HILL_COMMAND_USAGE;
    }

  if (hill_command_is_experiment (line.arguments[0]))
    return info_experiment (line.arguments[0]);
  dataset = hill_command_line_load (&line);
  if (dataset == NULL)
    return HILL_COMMAND_FAILED;
  print_dataset (dataset);
  return HILL_COMMAND_DONE;
}
