/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Data sets by name.  In each XDG data directory, the user's own first, NAME is looked for under datasets/;
 * the well-known ones also beside it, as packages sometimes have them, and under the name their archive unpacks to. */

#include "hill-find.h"

#include "hill-i18n.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *unpacked;     /* (nullable): what the published archive unpacks to */
  const char *package;      /* (nullable): Debian's */
  const char *download;     /* what to download */
} KnownDataset;

static const KnownDataset known_datasets[] = {
  { "fashion-mnist", NULL, "dataset-fashion-mnist", "https://github.com/zalandoresearch/fashion-mnist (data/fashion/*.gz)" },
  { "mnist", NULL, NULL, "https://ossci-datasets.s3.amazonaws.com/mnist/ (train-images-idx3-ubyte.gz …)" },
  { "cifar-10", "cifar-10-batches-bin", NULL, "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz" },
  { "cifar-100", "cifar-100-binary", NULL, "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz" },
};

static const KnownDataset *
hill_find_known (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_datasets); i++)
    if (g_str_equal (known_datasets[i].name, name))
      return &known_datasets[i];
  return NULL;
}

static char *
hill_find_below (const char *data_dir,
                 const char *name)
{
  const KnownDataset *known = hill_find_known (name);
  g_autofree char *prefixed = g_strconcat ("dataset-", name, NULL);
  const char *unpacked = known != NULL && known->unpacked != NULL ? known->unpacked : name;
  const char * const places[][2] = {
    { "datasets", name }, { "datasets", unpacked }, { "datasets", prefixed }, { prefixed, NULL }, { name, NULL }
  };

  /* an unknown name beside datasets/ could be anything: /usr/share/icons is no data set */
  for (gsize i = 0; i < (known != NULL ? G_N_ELEMENTS (places) : 3); i++)
    {
      g_autofree char *path = g_build_filename (data_dir, places[i][0], places[i][1], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&path);
    }
  return NULL;
}

char *
hill_find_dataset (const char *name)
{
  const char * const *dirs = g_get_system_data_dirs ();
  char *path;

  if (name[0] == '\0' || name[0] == '.' || strchr (name, '/') != NULL)
    return NULL;
  path = hill_find_below (g_get_user_data_dir (), name);
  for (gsize i = 0; path == NULL && dirs[i] != NULL; i++)
    path = hill_find_below (dirs[i], name);
  return path;
}

char *
hill_find_dataset_hint (const char *name)
{
  const KnownDataset *known = hill_find_known (name);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "datasets", name, NULL);
  g_autofree char *shown = g_filename_display_name (folder);

  if (known == NULL)
    return g_strdup_printf (_("there is no file of this name, and no data set: looked in the XDG data directories, such as %s"), shown);
  if (known->package != NULL)
    return g_strdup_printf (_("the data set is not installed: install the package %s, or download %s into %s"),
                            known->package, known->download, shown);
  return g_strdup_printf (_("the data set is not installed: download %s and unpack it into %s"), known->download, shown);
}
