/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* IDX files, packed and plain: what is in them comes out, and what is wrong with them is said. */

#include "data-fixtures.h"
#include "hill-cells.h"
#include "hill-dataset-private.h"

#include <string.h>

static void
write_idx (Fixture    *self,
           const char *name,
           GByteArray *bytes)
{
  if (g_str_has_suffix (name, ".gz"))
    fixture_write_gzip (self->folder, name, bytes);
  else
    fixture_write (self->folder, name, bytes->data, bytes->len);
  g_byte_array_unref (bytes);
}

/* Ten training images of 2 x 3 pixels and four test images, labels 0 1 2 …, packed where @suffix is ".gz". */
static void
write_set (Fixture    *self,
           const char *suffix)
{
  static const char * const names[] = {
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"
  };

  for (int i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strconcat (names[i], suffix, NULL);
      guint n = i < 2 ? 10 : 4;

      write_idx (self, name, i % 2 == 0 ? fixture_idx (3, n, 2, 3, i == 0 ? 7 : 5) : fixture_idx (1, n, 0, 0, i == 1 ? 1 : 2));
    }
}

static void
check_set (HillDataset *dataset,
           const char  *suffix)
{
  g_autofree char *origin = hill_dataset_dup_origin (dataset, HILL_SPLIT_TEST, 2);
  g_autofree char *expected = g_strdup_printf ("t10k-images-idx3-ubyte%s, image 3", suffix);
  const HillCells *train = hill_dataset_get_cells (dataset, HILL_SPLIT_TRAIN);
  const HillCells *test = hill_dataset_get_cells (dataset, HILL_SPLIT_TEST);

  g_assert_cmpuint (hill_dataset_get_width (dataset), ==, 3);
  g_assert_cmpuint (hill_dataset_get_height (dataset), ==, 2);
  g_assert_cmpuint (hill_dataset_get_n_channels (dataset), ==, 1);
  g_assert_cmpuint (hill_dataset_get_n_classes (dataset), ==, 10);
  g_assert_cmpstr (hill_dataset_get_class_name (dataset, 9), ==, "9");
  g_assert_cmpuint (train->n_rows, ==, 10);
  g_assert_cmpuint (test->n_rows, ==, 4);
  for (gsize i = 0; i < 60; i++)
    g_assert_cmpfloat (hill_cells_get (train, i / 6, i % 6), ==, (7 * i) % 256);
  for (gsize i = 0; i < 24; i++)
    g_assert_cmpfloat (hill_cells_get (test, i / 6, i % 6), ==, (5 * i) % 256);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (hill_dataset_get_labels (dataset, HILL_SPLIT_TRAIN)[i], ==, i);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (hill_dataset_get_labels (dataset, HILL_SPLIT_TEST)[i], ==, 2 * i);
  g_assert_cmpstr (origin, ==, expected);
}

static void
test_folder (Fixture       *self,
             gconstpointer  data)
{
  const char *suffix = data;
  HillLoadOptions one = { .n_threads = 1 };
  g_autoptr(HillDataset) dataset = NULL, again = NULL;

  write_set (self, suffix);
  dataset = fixture_load (self->folder, "", NULL);
  check_set (dataset, suffix);
  again = fixture_load (self->folder, "", &one);
  check_set (again, suffix);
}

static void
test_single_file (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(HillDataset) dataset = NULL;

  write_set (self, ".gz");
  dataset = fixture_load (self->folder, "t10k-images-idx3-ubyte.gz", NULL);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN), ==, 4);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST), ==, 0);
}

static void
test_plain_beside_packed (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr(HillDataset) dataset = NULL;

  write_set (self, "");
  write_set (self, ".gz");
  dataset = fixture_load (self->folder, "", NULL);
  check_set (dataset, "");
}

static void
test_fashion_names (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *inner = g_build_filename (self->folder, "fashion-mnist", NULL);
  g_autoptr(GByteArray) images = fixture_idx (3, 10, 28, 28, 3);
  g_autoptr(GByteArray) labels = fixture_idx (1, 10, 0, 0, 1);
  g_autoptr(HillDataset) dataset = NULL;

  fixture_write_gzip (inner, "train-images-idx3-ubyte.gz", images);
  fixture_write_gzip (inner, "train-labels-idx1-ubyte.gz", labels);
  dataset = fixture_load (inner, "", NULL);
  g_assert_cmpstr (hill_dataset_get_name (dataset), ==, "Fashion-MNIST");
  g_assert_cmpstr (hill_dataset_get_class_name (dataset, 9), ==, "Ankle boot");
}

static void
test_short (Fixture       *self,
            gconstpointer  data)
{
  GByteArray *bytes = fixture_idx (3, 10, 2, 3, 7);

  write_set (self, "");
  g_byte_array_set_size (bytes, bytes->len - 1);
  write_idx (self, "train-images-idx3-ubyte", bytes);
  fixture_refuse (self->folder, "", HILL_ERROR_TRUNCATED, "train-images-idx3-ubyte", "75", "76", NULL);

  bytes = fixture_idx (3, 10, 2, 3, 7);
  g_byte_array_set_size (bytes, 11);
  write_idx (self, "train-images-idx3-ubyte", bytes);
  fixture_refuse (self->folder, "", HILL_ERROR_TRUNCATED, "train-images-idx3-ubyte", "11", "16", NULL);
}

static void
test_long (Fixture       *self,
           gconstpointer  data)
{
  GByteArray *bytes = fixture_idx (1, 10, 0, 0, 1);

  write_set (self, "");
  fixture_add (bytes, "x", 1);
  write_idx (self, "train-labels-idx1-ubyte", bytes);
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "train-labels-idx1-ubyte", "1 bytes after", "byte 18", NULL);
}

static void
test_wrong_magic (Fixture       *self,
                  gconstpointer  data)
{
  GByteArray *bytes = fixture_idx (1, 10, 0, 0, 1);

  write_set (self, "");
  bytes->data[2] = 0x0d;
  write_idx (self, "train-labels-idx1-ubyte", bytes);
  fixture_refuse (self->folder, "", HILL_ERROR_UNSUPPORTED, "train-labels-idx1-ubyte", "0x0d", "byte 2", NULL);

  bytes = fixture_idx (1, 10, 0, 0, 1);
  bytes->data[0] = 0xfe;
  write_idx (self, "train-labels-idx1-ubyte", bytes);
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "train-labels-idx1-ubyte", "fe 00 08 01", "00 00 08 01", NULL);

  write_idx (self, "train-labels-idx1-ubyte", fixture_idx (3, 10, 2, 3, 1));
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "train-labels-idx1-ubyte", "byte 3", NULL);
}

/* 2^31 images, plain and packed: refused by the length, nothing is allocated for them. */
static void
test_absurd_counts (Fixture       *self,
                    gconstpointer  data)
{
  static const char * const names[] = { "train-images-idx3-ubyte", "train-images-idx3-ubyte.gz" };

  for (int i = 0; i < 2; i++)
    {
      GByteArray *bytes = fixture_idx (3, 10, 2, 3, 7);

      write_set (self, i == 0 ? "" : ".gz");
      memcpy (bytes->data + 4, "\x80\0\0\0\0\0\x04\0\0\0\x04\0", 12);
      write_idx (self, names[i], bytes);
      fixture_refuse (self->folder, names[i], i == 0 ? HILL_ERROR_TRUNCATED : HILL_ERROR_TOO_LARGE, names[i], NULL);
    }
  /* 600 MiB are allowed, but not out of some hundred bytes */
  for (int i = 0; i < 2; i++)
    {
      GByteArray *bytes = fixture_idx (3, 10, 2, 3, 7);

      memcpy (bytes->data + 4, "\0\0\x02\x58\0\0\x04\0\0\0\x04\0", 12);
      write_idx (self, names[i], bytes);
      bytes = fixture_idx (1, 600, 0, 0, 0);
      write_idx (self, i == 0 ? "train-labels-idx1-ubyte" : "train-labels-idx1-ubyte.gz", bytes);
      fixture_refuse (self->folder, names[i], HILL_ERROR_TRUNCATED, names[i], NULL);
    }
}

static void
test_no_examples (Fixture       *self,
                  gconstpointer  data)
{
  write_idx (self, "train-images-idx3-ubyte", fixture_idx (3, 0, 2, 3, 7));
  write_idx (self, "train-labels-idx1-ubyte", fixture_idx (1, 0, 0, 0, 1));
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "train-images-idx3-ubyte", "byte 4", NULL);
  write_idx (self, "train-images-idx3-ubyte", fixture_idx (3, 10, 0, 3, 7));
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "train-images-idx3-ubyte", "byte 8", NULL);
}

static void
test_counts_differ (Fixture       *self,
                    gconstpointer  data)
{
  write_set (self, "");
  write_idx (self, "t10k-labels-idx1-ubyte", fixture_idx (1, 5, 0, 0, 1));
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "t10k-labels-idx1-ubyte", "5 labels", "4 images", NULL);

  write_set (self, "");
  write_idx (self, "t10k-images-idx3-ubyte", fixture_idx (3, 4, 3, 3, 1));
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "t10k-images-idx3-ubyte", "3 rows", NULL);
}

static void
test_label_out_of_range (Fixture       *self,
                         gconstpointer  data)
{
  write_set (self, ".gz");
  write_idx (self, "train-labels-idx1-ubyte.gz", fixture_idx (1, 10, 0, 0, 3));
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "train-labels-idx1-ubyte.gz", "image 5", "label 12", "byte 12", NULL);
}

static void
test_labels_missing (Fixture       *self,
                     gconstpointer  data)
{
  write_idx (self, "train-images-idx3-ubyte", fixture_idx (3, 10, 2, 3, 7));
  fixture_refuse (self->folder, "", HILL_ERROR_IO, "train-images-idx3-ubyte", "train-labels-idx1-ubyte", NULL);
}

static void
test_two_sets (Fixture       *self,
               gconstpointer  data)
{
  write_set (self, "");
  write_idx (self, "other-train-images-idx3-ubyte", fixture_idx (3, 10, 2, 3, 7));
  fixture_refuse (self->folder, "", HILL_ERROR_ARGUMENT, "several", NULL);
}

/* Every cut of a packed file is noticed, whether header, data or trailer is missing; so is every changed byte of the
 * trailer, and what was added behind it. */
static void
test_broken_gzip (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *path = NULL, *packed = NULL;
  gsize n;

  write_set (self, ".gz");
  path = fixture_path (self->folder, "train-labels-idx1-ubyte.gz");
  g_assert_true (g_file_get_contents (path, &packed, &n, NULL));
  for (gsize length = 2; length < n; length++)
    {
      fixture_write (self->folder, "train-labels-idx1-ubyte.gz", packed, length);
      fixture_refuse (self->folder, "", HILL_ERROR_TRUNCATED, "train-labels-idx1-ubyte.gz", NULL);
    }
  for (gsize i = n - 8; i < n; i++)
    {
      g_autofree char *changed = g_memdup2 (packed, n);

      changed[i] ^= 1;
      fixture_write (self->folder, "train-labels-idx1-ubyte.gz", changed, n);
      fixture_refuse (self->folder, "", HILL_ERROR_TRUNCATED, "train-labels-idx1-ubyte.gz", NULL);
    }
  packed = g_realloc (packed, n + 1);
  packed[n] = 'x';
  fixture_write (self->folder, "train-labels-idx1-ubyte.gz", packed, n + 1);
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "train-labels-idx1-ubyte.gz", "1 bytes after", NULL);
}

static void
test_gzip_of_other_length (Fixture       *self,
                           gconstpointer  data)
{
  GByteArray *bytes = fixture_idx (1, 10, 0, 0, 1);

  write_set (self, ".gz");
  g_byte_array_set_size (bytes, bytes->len - 3);
  write_idx (self, "train-labels-idx1-ubyte.gz", bytes);
  fixture_refuse (self->folder, "", HILL_ERROR_TRUNCATED, "train-labels-idx1-ubyte.gz", "fewer than the 18", NULL);

  bytes = fixture_idx (1, 10, 0, 0, 1);
  fixture_add (bytes, "xyz", 3);
  write_idx (self, "train-labels-idx1-ubyte.gz", bytes);
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "train-labels-idx1-ubyte.gz", "more than the 18", NULL);
}

static void
test_other_files (Fixture       *self,
                  gconstpointer  data)
{
  write_set (self, ".gz");
  fixture_write_text (self->folder, "train-labels-idx1-ubyte.gz", "\n<!DOCTYPE html><html><body>404</body></html>");
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "train-labels-idx1-ubyte.gz", "HTML", NULL);
  fixture_write_text (self->folder, "train-labels-idx1-ubyte.gz", "label\n1\n2\n");
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "train-labels-idx1-ubyte.gz", "a text file", NULL);
  fixture_write (self->folder, "train-labels-idx1-ubyte.gz", "\x80\x02}q\x01", 5);
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "train-labels-idx1-ubyte.gz", "pickle", NULL);
  fixture_write (self->folder, "train-labels-idx1-ubyte.gz", "", 0);
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "train-labels-idx1-ubyte.gz", "empty", NULL);
}

static void
test_cancel (Fixture       *self,
             gconstpointer  data)
{
  write_set (self, ".gz");
  fixture_refuse_cancel (self->folder, "");
  write_set (self, "");
  fixture_refuse_cancel (self->folder, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/idx/folder/plain", Fixture, "", fixture_set_up, test_folder, fixture_tear_down);
  g_test_add ("/idx/folder/packed", Fixture, ".gz", fixture_set_up, test_folder, fixture_tear_down);
  g_test_add ("/idx/single-file", Fixture, NULL, fixture_set_up, test_single_file, fixture_tear_down);
  g_test_add ("/idx/plain-beside-packed", Fixture, NULL, fixture_set_up, test_plain_beside_packed, fixture_tear_down);
  g_test_add ("/idx/fashion-names", Fixture, NULL, fixture_set_up, test_fashion_names, fixture_tear_down);
  g_test_add ("/idx/short", Fixture, NULL, fixture_set_up, test_short, fixture_tear_down);
  g_test_add ("/idx/long", Fixture, NULL, fixture_set_up, test_long, fixture_tear_down);
  g_test_add ("/idx/wrong-magic", Fixture, NULL, fixture_set_up, test_wrong_magic, fixture_tear_down);
  g_test_add ("/idx/absurd-counts", Fixture, NULL, fixture_set_up, test_absurd_counts, fixture_tear_down);
  g_test_add ("/idx/no-examples", Fixture, NULL, fixture_set_up, test_no_examples, fixture_tear_down);
  g_test_add ("/idx/counts-differ", Fixture, NULL, fixture_set_up, test_counts_differ, fixture_tear_down);
  g_test_add ("/idx/label-out-of-range", Fixture, NULL, fixture_set_up, test_label_out_of_range, fixture_tear_down);
  g_test_add ("/idx/labels-missing", Fixture, NULL, fixture_set_up, test_labels_missing, fixture_tear_down);
  g_test_add ("/idx/two-sets", Fixture, NULL, fixture_set_up, test_two_sets, fixture_tear_down);
  g_test_add ("/idx/broken-gzip", Fixture, NULL, fixture_set_up, test_broken_gzip, fixture_tear_down);
  g_test_add ("/idx/gzip-of-other-length", Fixture, NULL, fixture_set_up, test_gzip_of_other_length, fixture_tear_down);
  g_test_add ("/idx/other-files", Fixture, NULL, fixture_set_up, test_other_files, fixture_tear_down);
  g_test_add ("/idx/cancel", Fixture, NULL, fixture_set_up, test_cancel, fixture_tear_down);
  return g_test_run ();
}
