/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* downhill info: what a data set holds; with --version, what this build of the program can do. */

#include "hill-command.h"

#include "downhill-config.h"

#include "hill-kernels.h"
#include "hill-parallel.h"

#include <glib/gi18n.h>

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
  int status = hill_command_line_parse (&line, argc, argv, _("DATASET"), _("Says what a data set holds."), own, FALSE, -1);

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

  dataset = hill_command_line_load (&line);
  if (dataset == NULL)
    return HILL_COMMAND_FAILED;
  print_dataset (dataset);
  return HILL_COMMAND_DONE;
}
