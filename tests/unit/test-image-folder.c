/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Folders of pictures: classes, splits, order, what is passed over and why, and what must not hang. */

#include "data-fixtures.h"
#include "hill-cells.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* @n pictures of one colour, the last byte of which counts. */
static void
write_class (Fixture    *self,
             const char *name,
             guint       n,
             guint32     rgb)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *file = g_strdup_printf ("%s/%02u.png", name, i);

      fixture_write_png (self->folder, file, 3 + i % 4, 5, (rgb + i) << 8 | 255);
    }
}

static guint32
get_color (HillDataset *dataset,
           HillSplit    split,
           gsize        row)
{
  const HillCells *cells = hill_dataset_get_cells (dataset, split);
  gsize n = cells->n_cols / 3;

  return (guint32) hill_cells_get (cells, row, 0) << 16 | (guint32) hill_cells_get (cells, row, n) << 8
         | (guint32) hill_cells_get (cells, row, 2 * n);
}

static void
assert_row (HillDataset *dataset,
            HillSplit    split,
            gsize        row,
            const char  *class_name,
            guint32      rgb,
            const char  *origin)
{
  g_autofree char *actual = hill_dataset_dup_origin (dataset, split, row);
  guint16 label = hill_dataset_get_labels (dataset, split)[row];

  g_assert_cmpstr (actual, ==, origin);
  g_assert_cmpstr (hill_dataset_get_class_name (dataset, label), ==, class_name);
  g_assert_cmphex (get_color (dataset, split, row), ==, rgb);
}

static gboolean
has_note (HillDataset *dataset,
          const char  *file,
          const char  *word)
{
  const char * const *notes = hill_dataset_get_skipped (dataset);

  for (gsize i = 0; notes[i] != NULL; i++)
    if (strstr (notes[i], file) != NULL && strstr (notes[i], word) != NULL)
      return TRUE;
  return FALSE;
}

/* Folders say the split themselves; the classes take turns by their place in their class. */
static void
test_train_and_test (Fixture       *self,
                     gconstpointer  data)
{
  const char *test_name = data;
  g_autofree char *test_cat = g_build_filename (test_name, "cat", NULL);
  g_autofree char *origin = g_build_filename (test_name, "cat", "00.png", NULL);
  g_autoptr(HillDataset) dataset = NULL;

  write_class (self, "train/dog", 4, 0x200000);
  write_class (self, "train/cat", 2, 0x100000);
  write_class (self, test_cat, 1, 0x300000);
  dataset = fixture_load (self->folder, "", NULL);

  g_assert_cmpuint (hill_dataset_get_n_classes (dataset), ==, 2);
  g_assert_cmpuint (hill_dataset_get_width (dataset), ==, 32);
  g_assert_cmpuint (hill_dataset_get_n_channels (dataset), ==, 3);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN), ==, 6);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST), ==, 1);
  g_assert_cmpuint (hill_dataset_get_n_skipped (dataset), ==, 0);
  assert_row (dataset, HILL_SPLIT_TRAIN, 0, "dog", 0x200000, "train/dog/00.png");
  assert_row (dataset, HILL_SPLIT_TRAIN, 1, "cat", 0x100000, "train/cat/00.png");
  assert_row (dataset, HILL_SPLIT_TRAIN, 2, "dog", 0x200001, "train/dog/01.png");
  assert_row (dataset, HILL_SPLIT_TRAIN, 3, "dog", 0x200002, "train/dog/02.png");
  assert_row (dataset, HILL_SPLIT_TRAIN, 4, "cat", 0x100001, "train/cat/01.png");
  assert_row (dataset, HILL_SPLIT_TRAIN, 5, "dog", 0x200003, "train/dog/03.png");
  assert_row (dataset, HILL_SPLIT_TEST, 0, "cat", 0x300000, origin);
}

/* A fifth of each class is for testing, the same one for the same seed and any number of threads. */
static void
test_drawn_split (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(GHashTable) origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  HillLoadOptions options = { .n_threads = 1 };
  g_autoptr(HillDataset) one = NULL, four = NULL, other = NULL;
  gboolean differs = FALSE;

  write_class (self, "a", 20, 0x100000);
  write_class (self, "b", 11, 0x200000);
  write_class (self, "train", 1, 0x300000);           /* a class, for there is no folder "test" */
  one = fixture_load (self->folder, "", &options);
  options.n_threads = 4;
  four = fixture_load (self->folder, "", &options);
  options.seed = 1;
  other = fixture_load (self->folder, "", &options);

  g_assert_cmpuint (hill_dataset_get_class_count (one, HILL_SPLIT_TEST, 0), ==, 4);
  g_assert_cmpuint (hill_dataset_get_class_count (one, HILL_SPLIT_TEST, 1), ==, 2);
  g_assert_cmpuint (hill_dataset_get_class_count (one, HILL_SPLIT_TEST, 2), ==, 0);
  for (int split = 0; split < HILL_N_SPLITS; split++)
    for (gsize i = 0; i < hill_dataset_get_n_examples (one, split); i++)
      {
        g_autofree char *a = hill_dataset_dup_origin (one, split, i);
        g_autofree char *b = hill_dataset_dup_origin (four, split, i);
        g_autofree char *c = hill_dataset_dup_origin (other, split, i);

        g_assert_cmpstr (a, ==, b);
        g_assert_cmphex (get_color (one, split, i), ==, get_color (four, split, i));
        differs |= !g_str_equal (a, c);
        g_assert_true (g_hash_table_add (origins, g_steal_pointer (&a)));
      }
  g_assert_cmpuint (g_hash_table_size (origins), ==, 32);
  g_assert_true (differs);
}

static void
test_formats_and_size (Fixture       *self,
                       gconstpointer  data)
{
  HillLoadOptions options = { .image_size = 2 };
  g_autoptr(HillDataset) dataset = NULL;
  g_autoptr(GError) error = NULL;

  fixture_write_gif (self->folder, "train/a/1.gif");
  fixture_write_jpeg (self->folder, "train/a/2.jpg", 40, 20, 0x4080c0ff);
  fixture_write_png (self->folder, "train/a/3.png", 100, 7, 0x00000000);
  write_class (self, "test/a", 1, 0);
  dataset = fixture_load (self->folder, "", &options);
  g_assert_cmpuint (hill_dataset_get_n_cells (dataset), ==, 12);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN), ==, 3);
  g_assert_cmphex (get_color (dataset, HILL_SPLIT_TRAIN, 0), ==, 0xff0000);
  g_assert_cmpfloat_with_epsilon (hill_cells_get (hill_dataset_get_cells (dataset, HILL_SPLIT_TRAIN), 1, 11), 0xc0, 2);
  g_assert_cmphex (get_color (dataset, HILL_SPLIT_TRAIN, 2), ==, 0xffffff);

  options.image_size = 1 << 20;
  g_assert_null (hill_dataset_load (self->folder, &options, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

/* What a folder collects over the years. */
static void
test_passed_over (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *pipe = fixture_path (self->folder, "cat/pipe.png");
  g_autofree char *loop = fixture_path (self->folder, "cat/loop");
  g_autofree char *nowhere = fixture_path (self->folder, "cat/nowhere.png");
  g_autofree char *device = fixture_path (self->folder, "cat/zero.png");
  g_autoptr(HillDataset) dataset = NULL;

  write_class (self, "cat", 6, 0x100000);
  write_class (self, "cat/more", 1, 0x400000);
  write_class (self, "dog", 5, 0x200000);
  write_class (self, ".hidden", 5, 0x200000);
  fixture_write_text (self->folder, "cat/.hidden.png", "hidden");
  fixture_write_text (self->folder, "cat/notes.txt", "not a picture and not meant to be one");
  fixture_write_text (self->folder, "cat/text.png", "not a picture but meant to be one");
  fixture_write_text (self->folder, "cat/page.jpg", "<!doctype html><p>404");
  fixture_write_text (self->folder, "outside.png", "x");
  fixture_write (self->folder, "empty/nothing.png", "", 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("..", loop), ==, 0);
  g_assert_cmpint (symlink ("nowhere", nowhere), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", device), ==, 0);
  dataset = fixture_load (self->folder, "", NULL);

  g_assert_cmpuint (hill_dataset_get_n_classes (dataset), ==, 2);
  g_assert_cmpstr (hill_dataset_get_class_name (dataset, 0), ==, "cat");
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN)
                    + hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST), ==, 12);
  g_assert_true (has_note (dataset, "cat/text.png", "a text file"));
  g_assert_true (has_note (dataset, "cat/page.jpg", "HTML"));
  g_assert_true (has_note (dataset, "cat/pipe.png", "pipe"));
  g_assert_true (has_note (dataset, "cat/zero.png", "device"));
  g_assert_true (has_note (dataset, "cat/nowhere.png", "No such file"));
  g_assert_true (has_note (dataset, "outside.png", "outside"));
  g_assert_true (has_note (dataset, "empty/nothing.png", "empty file"));
  g_assert_true (has_note (dataset, "empty", "no class"));
  g_assert_false (has_note (dataset, "notes.txt", ""));
  g_assert_cmpuint (hill_dataset_get_n_skipped (dataset), ==, 8);
}

/* The links cat/loop -> .. lead to dog once more; no picture may appear twice, whatever the depth. */
static void
test_link_loops (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *up = fixture_path (self->folder, "b/up");
  g_autofree char *self_link = fixture_path (self->folder, "a/self");
  g_autoptr(HillDataset) dataset = NULL;

  write_class (self, "a", 2, 0x100000);
  write_class (self, "b", 2, 0x200000);
  g_assert_cmpint (symlink ("../a", up), ==, 0);
  g_assert_cmpint (symlink (".", self_link), ==, 0);
  dataset = fixture_load (self->folder, "", NULL);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN)
                    + hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST), ==, 4);
}

static void
test_names_of_bytes (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(HillDataset) dataset = NULL;
  g_autofree char *origin = NULL;

  write_class (self, "na\xefve", 1, 0x100000);
  write_class (self, "<b>&amp;", 1, 0x200000);
  dataset = fixture_load (self->folder, "", NULL);
  g_assert_cmpuint (hill_dataset_get_n_classes (dataset), ==, 2);
  g_assert_cmpstr (hill_dataset_get_class_name (dataset, 0), ==, "<b>&amp;");
  g_assert_true (g_utf8_validate (hill_dataset_get_class_name (dataset, 1), -1, NULL));
  origin = hill_dataset_dup_origin (dataset, HILL_SPLIT_TRAIN, 1);
  g_assert_true (g_utf8_validate (origin, -1, NULL));
}

static void
test_unpacked_archive (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr(HillDataset) dataset = NULL;

  write_class (self, "archive/data/train/cat", 2, 0x100000);
  write_class (self, "archive/data/validation/cat", 1, 0x100000);
  dataset = fixture_load (self->folder, "", NULL);
  g_assert_cmpuint (hill_dataset_get_n_classes (dataset), ==, 1);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN), ==, 2);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST), ==, 1);
}

static void
test_nothing (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *empty = fixture_path (self->folder, "empty/class/x");

  fixture_refuse (self->folder, "empty/class", HILL_ERROR_UNSUPPORTED, "sub-folder of pictures for each class", NULL);
  fixture_refuse (self->folder, "empty", HILL_ERROR_FORMAT, "no picture for training", NULL);
  fixture_write_text (self->folder, "bad/cat/a.png", "text");
  fixture_refuse (self->folder, "bad", HILL_ERROR_FORMAT, "no picture for training", "cat/a.png", "a text file", NULL);
}

static void
test_too_many_classes (Fixture       *self,
                       gconstpointer  data)
{
  for (int i = 0; i < 1001; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d/x", i);
      g_autofree char *path = fixture_path (self->folder, name);
    }
  fixture_refuse (self->folder, "", HILL_ERROR_TOO_LARGE, "1000", NULL);
}

static void
test_unreadable_class (Fixture       *self,
                       gconstpointer  data)
{
  g_autofree char *path = fixture_path (self->folder, "b");
  g_autoptr(HillDataset) dataset = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("root may read everything");
      return;
    }
  write_class (self, "a", 2, 0x100000);
  write_class (self, "b", 2, 0x200000);
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  dataset = fixture_load (self->folder, "", NULL);
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
  g_assert_cmpuint (hill_dataset_get_n_classes (dataset), ==, 1);
  g_assert_true (has_note (dataset, "b", "cannot be read"));
}

/* Stopped at its k-th call, for each k up to the last, loading ends as cancelled and leaks nothing. */
typedef struct
{
  int      n_calls;
  int      last;
  double   fraction;
  gboolean backward;
} Patience;

static gboolean
lose_patience (double   fraction,
               gpointer user_data)
{
  Patience *patience = user_data;

  patience->backward |= fraction >= 0 && fraction < patience->fraction;
  patience->fraction = MAX (patience->fraction, fraction);
  g_assert_cmpint (patience->n_calls, <, patience->last);
  return ++patience->n_calls < patience->last;
}

static void
test_cancel (Fixture       *self,
             gconstpointer  data)
{
  Patience patience = { 0, 1000, -1, FALSE };
  HillLoadOptions options = { .image_size = 256, .progress = { lose_patience, &patience } };
  int n_calls;

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *file = g_strdup_printf ("%d/%d.png", i % 4, i);

      fixture_write_png (self->folder, file, 400, 300, 0x336699ff);
    }
  {
    g_autoptr(HillDataset) dataset = fixture_load (self->folder, "", &options);

    n_calls = patience.n_calls;
    g_assert_cmpint (n_calls, >, 0);
    g_assert_false (patience.backward);
  }
  for (int last = 1; last <= n_calls; last++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(HillDataset) dataset = NULL;

      patience = (Patience) { 0, last, -1, FALSE };
      dataset = hill_dataset_load (self->folder, &options, &error);
      if (dataset == NULL)
        g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
      else
        g_assert_cmpint (patience.n_calls, <, last);    /* a faster run, done before */
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/image-folder/train-and/test", Fixture, "test", fixture_set_up, test_train_and_test, fixture_tear_down);
  g_test_add ("/image-folder/train-and/val", Fixture, "val", fixture_set_up, test_train_and_test, fixture_tear_down);
  g_test_add ("/image-folder/train-and/validation", Fixture, "Validation", fixture_set_up, test_train_and_test, fixture_tear_down);
  g_test_add ("/image-folder/drawn-split", Fixture, NULL, fixture_set_up, test_drawn_split, fixture_tear_down);
  g_test_add ("/image-folder/formats-and-size", Fixture, NULL, fixture_set_up, test_formats_and_size, fixture_tear_down);
  g_test_add ("/image-folder/passed-over", Fixture, NULL, fixture_set_up, test_passed_over, fixture_tear_down);
  g_test_add ("/image-folder/link-loops", Fixture, NULL, fixture_set_up, test_link_loops, fixture_tear_down);
  g_test_add ("/image-folder/names-of-bytes", Fixture, NULL, fixture_set_up, test_names_of_bytes, fixture_tear_down);
  g_test_add ("/image-folder/unpacked-archive", Fixture, NULL, fixture_set_up, test_unpacked_archive, fixture_tear_down);
  g_test_add ("/image-folder/nothing", Fixture, NULL, fixture_set_up, test_nothing, fixture_tear_down);
  g_test_add ("/image-folder/too-many-classes", Fixture, NULL, fixture_set_up, test_too_many_classes, fixture_tear_down);
  g_test_add ("/image-folder/unreadable-class", Fixture, NULL, fixture_set_up, test_unreadable_class, fixture_tear_down);
  g_test_add ("/image-folder/cancel", Fixture, NULL, fixture_set_up, test_cancel, fixture_tear_down);
  return g_test_run ();
}
