/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* CIFAR's binary batches: unequal ones, few classes, both kinds of labels, and broken ones. */

#include "data-fixtures.h"
#include "hill-cells.h"

#include <sys/stat.h>

static void
write_batch (Fixture    *self,
             const char *name,
             GByteArray *bytes)
{
  fixture_write (self->folder, name, bytes->data, bytes->len);
  g_byte_array_unref (bytes);
}

/* A row is image @number of its batch: all channels, the label, and the name of its origin. */
static void
check_row (HillDataset *dataset,
           HillSplit    split,
           gsize        row,
           guint        number,
           guint        label,
           const char  *origin)
{
  const HillCells *cells = hill_dataset_get_cells (dataset, split);
  g_autofree char *actual = hill_dataset_dup_origin (dataset, split, row);

  for (guint c = 0; c < 3; c++)
    {
      g_assert_cmpfloat (hill_cells_get (cells, row, 1024 * c), ==, 3 * number + c);
      g_assert_cmpfloat (hill_cells_get (cells, row, 1024 * c + 1023), ==, 3 * number + c);
    }
  g_assert_cmpuint (hill_dataset_get_labels (dataset, split)[row], ==, label);
  g_assert_cmpstr (actual, ==, origin);
}

static void
test_ten (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr(HillDataset) dataset = NULL;

  write_batch (self, "data_batch_10.bin", fixture_cifar (1, 2, 7, 10));
  write_batch (self, "data_batch_1.bin", fixture_cifar (1, 4, 0, 10));
  write_batch (self, "data_batch_2.bin", fixture_cifar (1, 3, 4, 10));
  write_batch (self, "test_batch.bin", fixture_cifar (1, 5, 2, 10));
  dataset = fixture_load (self->folder, "", NULL);

  g_assert_cmpstr (hill_dataset_get_name (dataset), ==, "CIFAR-10");
  g_assert_cmpuint (hill_dataset_get_width (dataset), ==, 32);
  g_assert_cmpuint (hill_dataset_get_n_channels (dataset), ==, 3);
  g_assert_cmpuint (hill_dataset_get_n_cells (dataset), ==, 3072);
  g_assert_cmpuint (hill_dataset_get_n_classes (dataset), ==, 10);
  g_assert_cmpstr (hill_dataset_get_class_name (dataset, 0), ==, "airplane");
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN), ==, 9);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST), ==, 5);
  check_row (dataset, HILL_SPLIT_TRAIN, 3, 3, 3, "data_batch_1.bin, image 4");
  check_row (dataset, HILL_SPLIT_TRAIN, 5, 1, 5, "data_batch_2.bin, image 2");
  check_row (dataset, HILL_SPLIT_TRAIN, 8, 1, 8, "data_batch_10.bin, image 2");
  check_row (dataset, HILL_SPLIT_TEST, 4, 4, 6, "test_batch.bin, image 5");
}

static void
test_few_classes (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(HillDataset) dataset = NULL;

  write_batch (self, "data_batch_1.bin", fixture_cifar (1, 6, 0, 3));
  fixture_write_text (self->folder, "batches.meta.txt", "cat\ndog\r\nship\n\n");
  dataset = fixture_load (self->folder, "", NULL);
  g_assert_cmpuint (hill_dataset_get_n_classes (dataset), ==, 3);
  g_assert_cmpstr (hill_dataset_get_class_name (dataset, 1), ==, "dog");
  g_assert_cmpuint (hill_dataset_get_class_count (dataset, HILL_SPLIT_TRAIN, 2), ==, 2);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST), ==, 0);
}

static void
test_hundred (Fixture       *self,
              gconstpointer  data)
{
  HillLoadOptions coarse_options = { .coarse = TRUE };
  g_autoptr(GString) fine_names = g_string_new (NULL);
  g_autoptr(HillDataset) fine = NULL, coarse = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append_printf (fine_names, "fine %d\n", i);
  write_batch (self, "train.bin", fixture_cifar (2, 8, 93, 100));
  write_batch (self, "test.bin", fixture_cifar (2, 2, 41, 100));
  fixture_write_text (self->folder, "fine_label_names.txt", fine_names->str);

  fine = fixture_load (self->folder, "", NULL);
  g_assert_cmpstr (hill_dataset_get_name (fine), ==, "CIFAR-100");
  g_assert_cmpuint (hill_dataset_get_n_classes (fine), ==, 100);
  g_assert_cmpstr (hill_dataset_get_class_name (fine, 99), ==, "fine 99");
  check_row (fine, HILL_SPLIT_TRAIN, 6, 6, 99, "train.bin, image 7");
  check_row (fine, HILL_SPLIT_TEST, 1, 1, 42, "test.bin, image 2");

  coarse = fixture_load (self->folder, "", &coarse_options);
  g_assert_cmpuint (hill_dataset_get_n_classes (coarse), ==, 20);
  check_row (coarse, HILL_SPLIT_TRAIN, 6, 6, 19, "train.bin, image 7");
}

static void
test_single_batch (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(HillDataset) ten = NULL, hundred = NULL;

  write_batch (self, "data_batch_2.bin", fixture_cifar (1, 4, 0, 10));
  write_batch (self, "some.bin", fixture_cifar (2, 4, 0, 100));
  ten = fixture_load (self->folder, "data_batch_2.bin", NULL);
  g_assert_cmpuint (hill_dataset_get_n_examples (ten, HILL_SPLIT_TRAIN), ==, 4);
  g_assert_cmpuint (hill_dataset_get_n_classes (ten), ==, 10);
  hundred = fixture_load (self->folder, "some.bin", NULL);
  g_assert_cmpuint (hill_dataset_get_n_classes (hundred), ==, 100);
}

static void
test_unpacked_archive (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr(HillDataset) dataset = NULL;

  write_batch (self, "cifar-10-batches-bin/data_batch_1.bin", fixture_cifar (1, 4, 0, 10));
  dataset = fixture_load (self->folder, "", NULL);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN), ==, 4);
}

static void
test_threads (Fixture       *self,
              gconstpointer  data)
{
  HillLoadOptions options = { 0 };

  for (int i = 1; i <= 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("data_batch_%d.bin", i);

      write_batch (self, name, fixture_cifar (1, 10 * i, i, 10));
    }
  for (options.n_threads = 1; options.n_threads <= 3; options.n_threads++)
    {
      g_autoptr(HillDataset) dataset = fixture_load (self->folder, "", &options);

      g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN), ==, 150);
      check_row (dataset, HILL_SPLIT_TRAIN, 10 + 20 + 29, 29, 2, "data_batch_3.bin, image 30");
    }
}

static void
test_short_and_long (Fixture       *self,
                     gconstpointer  data)
{
  GByteArray *bytes = fixture_cifar (1, 4, 0, 10);

  write_batch (self, "data_batch_1.bin", fixture_cifar (1, 4, 0, 10));
  g_byte_array_set_size (bytes, bytes->len - 1);
  write_batch (self, "data_batch_2.bin", bytes);
  fixture_refuse (self->folder, "", HILL_ERROR_TRUNCATED, "data_batch_2.bin", "12291", "image 4", "3073", NULL);

  bytes = fixture_cifar (1, 4, 0, 10);
  fixture_add (bytes, "x", 1);
  write_batch (self, "data_batch_2.bin", bytes);
  fixture_refuse (self->folder, "", HILL_ERROR_TRUNCATED, "data_batch_2.bin", "12293", "image 5", NULL);

  fixture_write (self->folder, "data_batch_2.bin", "", 0);
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "data_batch_2.bin", "empty", NULL);
}

static void
test_label_out_of_range (Fixture       *self,
                         gconstpointer  data)
{
  GByteArray *bytes = fixture_cifar (1, 4, 0, 10);

  bytes->data[2 * 3073] = 10;
  write_batch (self, "test_batch.bin", bytes);
  write_batch (self, "data_batch_1.bin", fixture_cifar (1, 4, 0, 10));
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "test_batch.bin", "image 3", "label 10", "byte 6146", "0 to 9", NULL);

  fixture_write_text (self->folder, "batches.meta.txt", "cat\ndog\n");
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "data_batch_1.bin", "image 3", "label 2", "0 to 1", NULL);

  fixture_write_text (self->folder, "batches.meta.txt", "\n\n");
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "batches.meta.txt", NULL);

  bytes = fixture_cifar (2, 4, 0, 100);
  bytes->data[3 * 3074 + 1] = 100;
  write_batch (self, "hundred/train.bin", bytes);
  fixture_refuse (self->folder, "hundred", HILL_ERROR_FORMAT, "train.bin", "image 4", "label 100", "byte 9223", NULL);
}

static void
test_other_files (Fixture       *self,
                  gconstpointer  data)
{
  fixture_write_text (self->folder, "data_batch_1.bin", "<html><head><title>Moved</title></head></html>");
  fixture_refuse (self->folder, "", HILL_ERROR_FORMAT, "data_batch_1.bin", "HTML", NULL);
  fixture_refuse (self->folder, "data_batch_1.bin", HILL_ERROR_FORMAT, "data_batch_1.bin", "HTML", NULL);

  fixture_write (self->folder, "python/data_batch_1", "\x80\x02}q\x01", 5);
  fixture_write (self->folder, "python/batches.meta", "\x80\x02}q\x01", 5);
  fixture_refuse (self->folder, "python", HILL_ERROR_UNSUPPORTED, "Python version", "cifar-10-binary.tar.gz", NULL);

  write_batch (self, "only-test/test_batch.bin", fixture_cifar (1, 4, 0, 10));
  fixture_refuse (self->folder, "only-test", HILL_ERROR_IO, "only-test", "data_batch_1.bin", NULL);
}

static void
test_pipe (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *path = fixture_path (self->folder, "data_batch_1.bin");

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  fixture_refuse (self->folder, "", HILL_ERROR_IO, "data_batch_1.bin", "a pipe", NULL);
  fixture_refuse (self->folder, "data_batch_1.bin", HILL_ERROR_IO, "data_batch_1.bin", "a pipe", NULL);
}

static void
test_coarse_of_ten (Fixture       *self,
                    gconstpointer  data)
{
  HillLoadOptions options = { .coarse = TRUE };
  g_autoptr(GError) error = NULL;

  write_batch (self, "data_batch_1.bin", fixture_cifar (1, 4, 0, 10));
  g_assert_null (hill_dataset_load (self->folder, &options, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

static void
test_cancel (Fixture       *self,
             gconstpointer  data)
{
  write_batch (self, "data_batch_1.bin", fixture_cifar (1, 4, 0, 10));
  fixture_refuse_cancel (self->folder, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cifar/ten", Fixture, NULL, fixture_set_up, test_ten, fixture_tear_down);
  g_test_add ("/cifar/few-classes", Fixture, NULL, fixture_set_up, test_few_classes, fixture_tear_down);
  g_test_add ("/cifar/hundred", Fixture, NULL, fixture_set_up, test_hundred, fixture_tear_down);
  g_test_add ("/cifar/single-batch", Fixture, NULL, fixture_set_up, test_single_batch, fixture_tear_down);
  g_test_add ("/cifar/unpacked-archive", Fixture, NULL, fixture_set_up, test_unpacked_archive, fixture_tear_down);
  g_test_add ("/cifar/threads", Fixture, NULL, fixture_set_up, test_threads, fixture_tear_down);
  g_test_add ("/cifar/short-and-long", Fixture, NULL, fixture_set_up, test_short_and_long, fixture_tear_down);
  g_test_add ("/cifar/label-out-of-range", Fixture, NULL, fixture_set_up, test_label_out_of_range, fixture_tear_down);
  g_test_add ("/cifar/other-files", Fixture, NULL, fixture_set_up, test_other_files, fixture_tear_down);
  g_test_add ("/cifar/pipe", Fixture, NULL, fixture_set_up, test_pipe, fixture_tear_down);
  g_test_add ("/cifar/coarse-of-ten", Fixture, NULL, fixture_set_up, test_coarse_of_ten, fixture_tear_down);
  g_test_add ("/cifar/cancel", Fixture, NULL, fixture_set_up, test_cancel, fixture_tear_down);
  return g_test_run ();
}
