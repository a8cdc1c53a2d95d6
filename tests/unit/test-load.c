/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From what a person types to the right loader: names under the XDG data directories, paths, file URIs. */

#include "data-fixtures.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static char *data_home;

static void
write_idx (const char *folder)
{
  g_autoptr(GByteArray) images = fixture_idx (3, 10, 28, 28, 7);
  g_autoptr(GByteArray) labels = fixture_idx (1, 10, 0, 0, 1);

  fixture_write (folder, "train-images-idx3-ubyte", images->data, images->len);
  fixture_write (folder, "train-labels-idx1-ubyte", labels->data, labels->len);
}

static HillDataset *
load (const char *spec)
{
  g_autoptr(GError) error = NULL;
  HillDataset *dataset = hill_dataset_load (spec, NULL, &error);

  g_assert_no_error (error);
  return dataset;
}

static void
refuse (const char *spec,
        HillError   code,
        const char *word)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (hill_dataset_load (spec, NULL, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
  g_assert_error (error, HILL_ERROR, code);
}

static void
test_name (void)
{
  g_autofree char *folder = g_build_filename (data_home, "datasets", "fashion-mnist", NULL);
  g_autofree char *cifar = g_build_filename (data_home, "datasets", "cifar-10-batches-bin", NULL);
  g_autoptr(GByteArray) batch = fixture_cifar (1, 3, 0, 10);
  g_autoptr(HillDataset) fashion = NULL, ten = NULL;

  write_idx (folder);
  fashion = load ("fashion-mnist");
  g_assert_cmpstr (hill_dataset_get_name (fashion), ==, "Fashion-MNIST");
  g_assert_cmpstr (hill_dataset_get_spec (fashion), ==, "fashion-mnist");
  g_assert_cmpuint (hill_dataset_get_n_examples (fashion, HILL_SPLIT_TRAIN), ==, 10);

  fixture_write (cifar, "data_batch_1.bin", batch->data, batch->len);
  ten = load ("cifar-10");
  g_assert_cmpstr (hill_dataset_get_name (ten), ==, "CIFAR-10");
}

static void
test_built_in (void)
{
  g_autoptr(HillDataset) points = load ("points:moons");

  g_assert_cmpstr (hill_dataset_get_spec (points), ==, "points:moons");
  g_assert_cmpuint (hill_dataset_get_n_classes (points), ==, 3);
  g_assert_false (hill_dataset_has_images (points));
  refuse ("points:stars", HILL_ERROR_ARGUMENT, "stars");
  refuse ("scenes:weather=1", HILL_ERROR_ARGUMENT, "weather");
}

static void
test_unknown_name (void)
{
  refuse ("no-such-data-set", HILL_ERROR_IO, "no-such-data-set");
  refuse ("mnist", HILL_ERROR_IO, "download");
  refuse ("", HILL_ERROR_ARGUMENT, "name");
}

/* A name wins over a file of the same name; "./" asks for the file. */
static void
test_path (void)
{
  g_autofree char *folder = fixture_folder_new ();
  g_autofree char *before = g_get_current_dir ();
  g_autofree char *uri = NULL;
  g_autoptr(HillDataset) by_path = NULL, relative = NULL, by_uri = NULL, slash = NULL;
  g_autofree char *inner = g_build_filename (folder, "a b%20c", NULL);
  g_autofree char *with_slash = g_strconcat (inner, "/", NULL);

  write_idx (inner);
  by_path = load (inner);
  g_assert_cmpstr (hill_dataset_get_spec (by_path), ==, inner);
  g_assert_cmpstr (hill_dataset_get_name (by_path), ==, "a b%20c");
  slash = load (with_slash);
  g_assert_cmpstr (hill_dataset_get_name (slash), ==, "a b%20c");

  g_assert_cmpint (g_chdir (folder), ==, 0);
  relative = load ("./a b%20c");
  g_assert_cmpstr (hill_dataset_get_spec (relative), ==, inner);
  g_assert_cmpint (g_chdir (before), ==, 0);

  uri = g_filename_to_uri (inner, NULL, NULL);
  by_uri = load (uri);
  g_assert_cmpstr (hill_dataset_get_spec (by_uri), ==, inner);
  fixture_folder_free (g_steal_pointer (&folder));
}

/* The spec of a folder whose name is no UTF-8 is text nevertheless, and loads it again. */
static void
test_path_of_bytes (void)
{
  g_autofree char *folder = fixture_folder_new ();
  g_autofree char *inner = g_build_filename (folder, "na\xefve", NULL);
  g_autoptr(HillDataset) dataset = NULL, again = NULL;

  write_idx (inner);
  dataset = load (inner);
  g_assert_true (g_utf8_validate (hill_dataset_get_name (dataset), -1, NULL));
  g_assert_true (g_utf8_validate (hill_dataset_get_spec (dataset), -1, NULL));
  again = load (hill_dataset_get_spec (dataset));
  g_assert_cmpstr (hill_dataset_get_spec (again), ==, hill_dataset_get_spec (dataset));
  fixture_folder_free (g_steal_pointer (&folder));
}

static void
test_refused_paths (void)
{
  g_autofree char *folder = fixture_folder_new ();
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autofree char *page = g_build_filename (folder, "cifar.bin", NULL);
  g_autofree char *archive = g_build_filename (folder, "cifar-10-binary.tar.gz", NULL);
  g_autofree char *binary = g_build_filename (folder, "binary", NULL);
  g_autofree char *picture = g_build_filename (folder, "a.png", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  fixture_write_text (folder, "cifar.bin", "<html>");
  fixture_write (folder, "cifar-10-binary.tar.gz", "\x1f\x8b\x08\0\0\0\0\0\0\3", 10);
  fixture_write (folder, "binary", "\x7f\x45\x4c\x46\2\1\1", 7);
  refuse (pipe, HILL_ERROR_IO, "a pipe");
  refuse ("/dev/zero", HILL_ERROR_IO, "a device");
  refuse (page, HILL_ERROR_UNSUPPORTED, "HTML");
  refuse (archive, HILL_ERROR_UNSUPPORTED, "unpack");
  fixture_write_png (folder, "a.png", 3, 3, 0);
  refuse (picture, HILL_ERROR_UNSUPPORTED, "single picture");
  refuse (binary, HILL_ERROR_UNSUPPORTED, "no data set");
  refuse (missing, HILL_ERROR_IO, "missing");
  fixture_folder_free (g_steal_pointer (&folder));
}

static void
test_limit (void)
{
  g_autofree char *folder = fixture_folder_new ();
  HillLoadOptions options = { .limit = 4 };
  g_autoptr(HillDataset) dataset = NULL;

  write_idx (folder);
  dataset = fixture_load (folder, "", &options);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN), ==, 4);
  g_assert_cmpuint (hill_dataset_get_n_classes (dataset), ==, 10);
  fixture_folder_free (g_steal_pointer (&folder));
}

/* Debian's package, where it is installed: the published counts, and the first labels as the data set's page shows. */
static void
test_installed_fashion_mnist (void)
{
  static const guint16 first[] = { 9, 0, 0, 3, 0, 2, 7, 2, 5, 5 };
  g_autofree char *path = NULL;
  g_autoptr(HillDataset) dataset = NULL;

  for (const char * const *dirs = g_get_system_data_dirs (); path == NULL && *dirs != NULL; dirs++)
    {
      path = g_build_filename (*dirs, "datasets", "fashion-mnist", NULL);
      if (!g_file_test (path, G_FILE_TEST_IS_DIR))
        g_clear_pointer (&path, g_free);
    }
  if (path == NULL)
    {
      g_test_skip ("dataset-fashion-mnist is not installed");
      return;
    }
  dataset = load (path);
  g_assert_cmpstr (hill_dataset_get_name (dataset), ==, "Fashion-MNIST");
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN), ==, 60000);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST), ==, 10000);
  for (guint c = 0; c < 10; c++)
    g_assert_cmpuint (hill_dataset_get_class_count (dataset, HILL_SPLIT_TRAIN, c), ==, 6000);
  g_assert_cmpmem (hill_dataset_get_labels (dataset, HILL_SPLIT_TRAIN), sizeof first, first, sizeof first);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  data_home = g_dir_make_tmp ("downhill-test-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", data_home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load/name", test_name);
  g_test_add_func ("/load/built-in", test_built_in);
  g_test_add_func ("/load/unknown-name", test_unknown_name);
  g_test_add_func ("/load/path", test_path);
  g_test_add_func ("/load/path-of-bytes", test_path_of_bytes);
  g_test_add_func ("/load/refused-paths", test_refused_paths);
  g_test_add_func ("/load/limit", test_limit);
  g_test_add_func ("/load/installed-fashion-mnist", test_installed_fashion_mnist);
  status = g_test_run ();
  fixture_folder_free (data_home);
  return status;
}
