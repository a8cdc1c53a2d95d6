/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The worksheet: every change is one step back, and a change that changes nothing is none. */

#include "hill-random.h"
#include "hill-sheet-file.h"
#include "hill-worksheet.h"

static void
count (HillWorksheet *worksheet,
       guint         *n)
{
  ++*n;
}

static HillWorksheet *
new_counted (guint *n)
{
  HillWorksheet *worksheet = hill_worksheet_new ();

  *n = 0;
  g_signal_connect (worksheet, "changed", G_CALLBACK (count), n);
  return worksheet;
}

static void
test_undo (void)
{
  guint n;
  g_autoptr(HillWorksheet) worksheet = new_counted (&n);

  g_assert_false (hill_worksheet_can_undo (worksheet));
  g_assert_true (hill_worksheet_type (worksheet, 1, 1, "-0,7", NULL));
  g_assert_cmpfloat (hill_sheet_get_score (hill_worksheet_get_sheet (worksheet), 1, 1), ==, -0.7);
  hill_worksheet_set_label (worksheet, 0, 2);
  g_assert_cmpuint (n, ==, 2);

  hill_worksheet_undo (worksheet);
  g_assert_cmpuint (hill_sheet_get_label (hill_worksheet_get_sheet (worksheet), 0), ==, 0);
  g_assert_true (hill_worksheet_can_redo (worksheet));
  hill_worksheet_undo (worksheet);
  g_assert_cmpfloat (hill_sheet_get_score (hill_worksheet_get_sheet (worksheet), 1, 1), ==, -0.8);
  g_assert_false (hill_worksheet_can_undo (worksheet));
  hill_worksheet_undo (worksheet);
  g_assert_cmpuint (n, ==, 4);

  hill_worksheet_redo (worksheet);
  g_assert_cmpfloat (hill_sheet_get_score (hill_worksheet_get_sheet (worksheet), 1, 1), ==, -0.7);
  g_assert_true (hill_worksheet_set_score (worksheet, 0, 0, 1, NULL));
  g_assert_false (hill_worksheet_can_redo (worksheet));
}

static void
test_no_change (void)
{
  guint n;
  g_autoptr(HillWorksheet) worksheet = new_counted (&n);
  g_autoptr(GError) error = NULL;

  g_assert_true (hill_worksheet_set_score (worksheet, 0, 0, 7.9, NULL));
  hill_worksheet_set_label (worksheet, 0, 0);
  g_assert_false (hill_worksheet_type (worksheet, 0, 0, "nan", &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (hill_worksheet_resize (worksheet, 1, 4, &error));
  g_assert_cmpstr (error->message, ==, "A worksheet has 2 to 20 classes and 1 to 12 images; this would be 1 and 4");
  g_assert_cmpuint (n, ==, 0);
  g_assert_false (hill_worksheet_can_undo (worksheet));
}

static void
test_drag (void)
{
  guint n;
  g_autoptr(HillWorksheet) worksheet = new_counted (&n);

  hill_worksheet_begin_drag (worksheet);
  for (int i = 1; i <= 100; i++)
    g_assert_true (hill_worksheet_set_score (worksheet, 2, 1, 3.4 + i / 10.0, NULL));
  g_assert_false (hill_worksheet_can_undo (worksheet));
  hill_worksheet_end_drag (worksheet);
  g_assert_cmpuint (n, ==, 101);
  g_assert_cmpfloat (hill_sheet_get_score (hill_worksheet_get_sheet (worksheet), 2, 1), ==, 13.4);
  hill_worksheet_undo (worksheet);
  g_assert_cmpfloat (hill_sheet_get_score (hill_worksheet_get_sheet (worksheet), 2, 1), ==, 3.4);
  g_assert_false (hill_worksheet_can_undo (worksheet));

  hill_worksheet_begin_drag (worksheet);
  hill_worksheet_end_drag (worksheet);
  g_assert_true (hill_worksheet_can_redo (worksheet));
}

static void
test_sizes (void)
{
  guint n;
  g_autoptr(HillWorksheet) worksheet = new_counted (&n);
  g_autoptr(HillSheet) big = hill_sheet_new (21, 3);

  g_assert_true (hill_worksheet_resize (worksheet, 20, 12, NULL));
  g_assert_true (hill_worksheet_resize (worksheet, 2, 1, NULL));
  g_assert_false (hill_worksheet_replace (worksheet, big, NULL));
  hill_sheet_resize (big, 20, 12);
  g_assert_true (hill_worksheet_replace (worksheet, big, NULL));
  for (int i = 0; i < 3; i++)
    hill_worksheet_undo (worksheet);
  g_assert_cmpuint (hill_sheet_get_n_classes (hill_worksheet_get_sheet (worksheet)), ==, 3);
  g_assert_cmpfloat (hill_sheet_get_score (hill_worksheet_get_sheet (worksheet), 3, 2), ==, 4.4);
}

static void
test_paste (void)
{
  guint n;
  g_autoptr(HillWorksheet) worksheet = new_counted (&n);
  g_autoptr(GString) csv = hill_sheet_to_csv (hill_worksheet_get_sheet (worksheet));
  g_autoptr(GError) error = NULL;

  g_assert_true (hill_worksheet_paste (worksheet, 0, 0, FALSE, "1\t2\n3\t4", NULL));
  g_assert_cmpfloat (hill_sheet_get_score (hill_worksheet_get_sheet (worksheet), 1, 0), ==, 2);
  g_assert_false (hill_worksheet_paste (worksheet, 11, 0, FALSE, "1\t2", &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE);
  g_assert_true (hill_worksheet_paste (worksheet, 0, 0, FALSE, csv->str, NULL));
  g_assert_cmpfloat (hill_sheet_get_score (hill_worksheet_get_sheet (worksheet), 1, 0), ==, 3.3);
  g_assert_cmpuint (n, ==, 2);
}

static void
change_at_random (HillWorksheet *worksheet,
                  HillRandom    *random)
{
  const HillSheet *sheet = hill_worksheet_get_sheet (worksheet);
  guint image = hill_random_below (random, hill_sheet_get_n_images (sheet));
  guint class_index = hill_random_below (random, hill_sheet_get_n_classes (sheet));

  switch (hill_random_below (random, 4))
    {
    case 0:
      hill_worksheet_set_label (worksheet, image, class_index);
      break;

    case 1:
      hill_worksheet_resize (worksheet, 2 + hill_random_below (random, 19), 1 + hill_random_below (random, 12), NULL);
      break;

    case 2:
      hill_worksheet_set_class_name (worksheet, class_index, "name");
      break;

    default:
      hill_worksheet_set_score (worksheet, image, class_index, hill_random_normal (random), NULL);
      break;
    }
}

static void
test_way_back (void)
{
  guint n;
  g_autoptr(HillWorksheet) worksheet = new_counted (&n);
  g_autoptr(HillSheet) first = hill_sheet_copy (hill_worksheet_get_sheet (worksheet));
  g_autoptr(HillSheet) last = NULL;
  HillRandom random;

  g_test_summary ("Any changes, all undone, are none; all made again, they are themselves; and memory has an end");
  hill_random_init (&random, 1);
  for (int i = 0; i < 300; i++)
    change_at_random (worksheet, &random);
  last = hill_sheet_copy (hill_worksheet_get_sheet (worksheet));
  while (hill_worksheet_can_undo (worksheet))
    hill_worksheet_undo (worksheet);
  g_assert_true (hill_sheet_is_equal (hill_worksheet_get_sheet (worksheet), first));
  while (hill_worksheet_can_redo (worksheet))
    hill_worksheet_redo (worksheet);
  g_assert_true (hill_sheet_is_equal (hill_worksheet_get_sheet (worksheet), last));

  for (int i = 0; i < 1000; i++)
    hill_worksheet_set_score (worksheet, 0, 0, i, NULL);
  for (n = 0; hill_worksheet_can_undo (worksheet);)
    hill_worksheet_undo (worksheet);
  g_assert_cmpuint (n, ==, 500);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/worksheet/undo", test_undo);
  g_test_add_func ("/worksheet/no-change", test_no_change);
  g_test_add_func ("/worksheet/drag", test_drag);
  g_test_add_func ("/worksheet/sizes", test_sizes);
  g_test_add_func ("/worksheet/paste", test_paste);
  g_test_add_func ("/worksheet/way-back", test_way_back);
  return g_test_run ();
}
