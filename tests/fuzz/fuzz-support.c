/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the targets share: files for loaders that take paths, and reading everything that came out. */

#include "fuzz-main.h"

#include "hill-cells.h"
#include "hill-load.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

static char *fuzz_folder;

static void
fuzz_remove_folder (void)
{
  g_autoptr(GDir) dir = g_dir_open (fuzz_folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    fuzz_remove_file (name);
  g_rmdir (fuzz_folder);
  g_free (fuzz_folder);
}

const char *
fuzz_write_file (const char   *name,
                 const guint8 *data,
                 gsize         n)
{
  g_autofree char *path = NULL;
  int fd;

  if (fuzz_folder == NULL)
    {
      fuzz_folder = g_dir_make_tmp ("downhill-fuzz-XXXXXX", NULL);
      g_assert_nonnull (fuzz_folder);
      atexit (fuzz_remove_folder);
    }
  path = g_build_filename (fuzz_folder, name, NULL);
  fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_assert_cmpint (fd, >=, 0);
  while (n > 0)
    {
      gssize count = write (fd, data, n);

      g_assert_cmpint (count, >, 0);
      data += count;
      n -= count;
    }
  g_close (fd, NULL);
  return fuzz_folder;
}

void
fuzz_remove_file (const char *name)
{
  g_autofree char *path = g_build_filename (fuzz_folder, name, NULL);

  g_unlink (path);
}

void
fuzz_take_part (const guint8 **data,
                gsize         *n,
                const guint8 **part,
                gsize         *n_part)
{
  gsize length = *n >= 2 ? (gsize) (*data)[0] << 8 | (*data)[1] : 0;
  gsize n_prefix = MIN (*n, 2);

  *part = *data + n_prefix;
  *n_part = MIN (length, *n - n_prefix);
  *data = *part + *n_part;
  *n -= n_prefix + *n_part;
}

static guint
fuzz_read_split (HillDataset *dataset,
                 HillSplit    split)
{
  gsize n = hill_dataset_get_n_examples (dataset, split);
  g_autofree guint8 *rgba = g_malloc ((gsize) 4 * hill_dataset_get_width (dataset) * hill_dataset_get_height (dataset));
  guint sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *origin = i < 4 ? hill_dataset_dup_origin (dataset, split, i) : NULL;

      hill_dataset_copy_rgba (dataset, split, i, rgba);
      sum += rgba[0] + (origin != NULL ? origin[0] : 0);
      sum += hill_dataset_get_labels (dataset, split)[i];
      g_assert_cmpuint (hill_dataset_get_labels (dataset, split)[i], <, hill_dataset_get_n_classes (dataset));
    }
  return sum;
}

void
fuzz_load (const char *path,
           gboolean    coarse)
{
  HillLoadOptions options = { .coarse = coarse, .n_threads = 1 };
  g_autoptr(GError) error = NULL;
  g_autoptr(HillDataset) dataset = hill_dataset_load (path, &options, &error);

  if (dataset == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  g_assert_no_error (error);
  fuzz_read_split (dataset, HILL_SPLIT_TRAIN);
  fuzz_read_split (dataset, HILL_SPLIT_TEST);
}
