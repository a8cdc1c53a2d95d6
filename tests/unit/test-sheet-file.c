/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Tables of scores from files and from the clipboard: what is understood, and the sentence for what is not. */

#include "hill-sheet-file.h"
#include "hill-table.h"

#include <glib/gstdio.h>
#include <string.h>

static HillSheet *
parse (const char  *text,
       GError     **error)
{
  return hill_sheet_parse (text, strlen (text), "s.csv", error);
}

static void
test_lecture (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HillSheet) expected = hill_sheet_new_lecture ();
  g_autoptr(HillSheet) sheet = parse ("label,dog,cat,wolf\ndog,7.9,5.8,-1.9\r\n1, 3.3 ,-0.8,6.5\n\n\"wolf\",-1.1,3.4,2.5\n0,2.3,1.5,4.4",
                                      &error);

  g_assert_no_error (error);
  g_assert_true (hill_sheet_is_equal (sheet, expected));
}

static void
test_variants (void)
{
  const char * const same[] = {
    "\xef\xbb\xbfLabel;a;b\r\nb;1,5;-2\r\n",
    "label\ta\tb\rb\t1.5\t-2\r",
    "\"label\",\"a\",\"b\"\n\"b\",\"1,5\",−2\n",
    "\n\nlabel,a,b\n1,15e-1,-2.0\n\n\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(HillSheet) sheet = parse (same[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (hill_sheet_get_n_images (sheet), ==, 1);
      g_assert_cmpuint (hill_sheet_get_label (sheet, 0), ==, 1);
      g_assert_cmpfloat (hill_sheet_get_score (sheet, 0, 0), ==, 1.5);
      g_assert_cmpfloat (hill_sheet_get_score (sheet, 0, 1), ==, -2);
      g_assert_cmpstr (hill_sheet_get_class_name (sheet, 1), ==, "b");
    }
}

static void
test_names_that_are_numbers (void)
{
  g_autoptr(HillSheet) sheet = parse ("label,1,0\n1,5,6\n", NULL);

  g_test_summary ("A name goes before an index");
  g_assert_cmpuint (hill_sheet_get_label (sheet, 0), ==, 0);
}

static void
test_refused (void)
{
  const struct { const char *text, *message; } cases[] = {
    { "", "s.csv, line 1: the file is empty; expected a first line such as label,dog,cat,wolf" },
    { "\n\n", "s.csv, line 1: the file is empty; expected a first line such as label,dog,cat,wolf" },
    { "dog,cat\n0,1\n", "s.csv, line 1: “dog” stands first; expected a first line such as label,dog,cat,wolf" },
    { "label\n0\n", "s.csv, line 1: no class is named; expected a first line such as label,dog,cat,wolf" },
    { "label,a,b\n", "s.csv, line 2: there is no image; expected a true class and 2 scores" },
    { "label,a,\n0,1,2\n", "s.csv, line 1: the name of class 2 is empty; expected a name for each class" },
    { "label,a,a\n0,1,2\n", "s.csv, line 1: two classes are called “a”; expected different names" },
    { "label,a,b\n0,1,2\n\n0,1\n", "s.csv, line 4: 2 cells; expected 3: a true class and 2 scores" },
    { "label,a,b\n0,1,2,3\n", "s.csv, line 2: 4 cells; expected 3: a true class and 2 scores" },
    { "label,a,b\nc,1,2\n", "s.csv, line 2: “c” is no class; expected one of the names in the first line, or an index from 0 to 1" },
    { "label,a,b\n2,1,2\n", "s.csv, line 2: “2” is no class; expected one of the names in the first line, or an index from 0 to 1" },
    { "label,a,b\n0,1,two\n", "s.csv, line 2: the score of class “b”: “two” is not a number; write a score such as 3.3 or -0.8" },
    { "label,a,b\n0,,2\n", "s.csv, line 2: the score of class “a”: The cell is empty; write a score such as 3.3" },
    { "label,a,b\n0,nan,2\n", "s.csv, line 2: the score of class “a”: A score must be a number; this is “not a number” (NaN)" },
    { "label,a,b\n0,1e999,2\n", "s.csv, line 2: the score of class “a”: A score must be finite; this is infinite" },
    { "label,a,b\n0,\"1,2\n", "s.csv, line 2: a quotation mark is opened and never closed; close it" },
    { "label,a,b\n0,\"1\"x,2\n", "s.csv, line 2: text follows a closing quotation mark; double the marks inside a cell" },
    { "label,a,b\n0,1,\xff\n", "s.csv, line 2: this is not text in UTF-8; save the table as CSV with that encoding" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (parse (cases[i].text, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_FORMAT);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
  {
    g_autoptr(GError) error = NULL;

    g_assert_null (hill_sheet_parse ("label,a\n0,\0", 11, "s.csv", &error));
    g_assert_error (error, HILL_ERROR, HILL_ERROR_FORMAT);
  }
}

static void
test_reads_back (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  g_autoptr(HillSheet) back = NULL;
  g_autoptr(GString) csv = NULL;
  g_autoptr(GError) error = NULL;

  hill_sheet_set_class_name (sheet, 0, "=dog, \"hot\"\nor cold");
  hill_sheet_set_class_name (sheet, 1, "猫");
  hill_sheet_set_score (sheet, 0, 0, 0.1);
  hill_sheet_set_score (sheet, 3, 2, -1.0 / 3e200);
  csv = hill_sheet_to_csv (sheet);
  back = hill_sheet_parse (csv->str, csv->len, "back", &error);
  g_assert_no_error (error);
  g_assert_true (hill_sheet_is_equal (sheet, back));
}

static void
test_load (void)
{
  g_autofree char *folder = g_dir_make_tmp ("downhill-sheet-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "scores.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(HillSheet) sheet = NULL;

  g_assert_true (g_file_set_contents (path, "label,a\na,3\n", -1, NULL));
  sheet = hill_sheet_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (hill_sheet_get_score (sheet, 0, 0), ==, 3);

  g_assert_true (g_file_set_contents (path, "label,a\na,x\n", -1, NULL));
  g_assert_null (hill_sheet_load (path, &error));
  g_assert_true (g_str_has_prefix (error->message, "scores.csv, line 2: "));
  g_clear_error (&error);
  g_assert_null (hill_sheet_load (folder, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_IO);
  g_unlink (path);
  g_clear_error (&error);
  g_assert_null (hill_sheet_load (path, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_IO);
  g_rmdir (folder);
}

static void
test_table (void)
{
  const char text[] = "a, \"b \"\"c\"\"\nd\" ,\n\n x y ,\r\nz";
  g_autoptr(HillTable) table = hill_table_parse (text, strlen (text), "t", ',', NULL);

  g_assert_cmpuint (hill_table_get_n_rows (table), ==, 3);
  g_assert_cmpuint (hill_table_get_n_cells (table, 0), ==, 3);
  g_assert_cmpstr (hill_table_get_cell (table, 0, 1), ==, "b \"c\"\nd");
  g_assert_cmpstr (hill_table_get_cell (table, 0, 2), ==, "");
  g_assert_cmpuint (hill_table_get_line (table, 1), ==, 4);
  g_assert_cmpstr (hill_table_get_cell (table, 1, 0), ==, "x y");
  g_assert_cmpuint (hill_table_get_n_cells (table, 1), ==, 2);
  g_assert_cmpuint (hill_table_get_line (table, 2), ==, 5);
}

static void
test_table_of_blanks (void)
{
  const char text[] = "  1  2\t3 \n4 5 6";
  g_autoptr(HillTable) table = hill_table_parse (text, strlen (text), "t", ' ', NULL);

  g_assert_cmpuint (hill_table_get_n_rows (table), ==, 2);
  g_assert_cmpuint (hill_table_get_n_cells (table, 0), ==, 2);
  g_assert_cmpuint (hill_table_get_n_cells (table, 1), ==, 3);
}

static void
test_paste (void)
{
  const char * const same[] = { "1.5\t2\n-3\t4", "1,5\t2\r\n-3\t4\r\n", "1,5;2\n-3;4", "1.5,2\n-3,4\n", "1.5, 2\n-3, 4", "1,5 2\n-3 4 \n",
                                "1.5  2\n−3  4" };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
      g_autoptr(GError) error = NULL;

      g_assert_true (hill_sheet_paste (sheet, 3, 1, TRUE, 20, 12, same[i], &error));
      g_assert_no_error (error);
      g_assert_cmpuint (hill_sheet_get_n_images (sheet), ==, 5);
      g_assert_cmpuint (hill_sheet_get_n_classes (sheet), ==, 3);
      g_assert_cmpfloat (hill_sheet_get_score (sheet, 3, 1), ==, 1.5);
      g_assert_cmpfloat (hill_sheet_get_score (sheet, 3, 2), ==, 2);
      g_assert_cmpfloat (hill_sheet_get_score (sheet, 4, 1), ==, -3);
      g_assert_cmpfloat (hill_sheet_get_score (sheet, 4, 2), ==, 4);
      g_assert_cmpfloat (hill_sheet_get_score (sheet, 3, 0), ==, 2.3);
    }
}

static void
test_paste_by_class (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();

  g_assert_true (hill_sheet_paste (sheet, 0, 2, FALSE, 20, 12, "1\t2\t3\t4\n5\t6\t7\t8\n", NULL));
  g_assert_cmpuint (hill_sheet_get_n_classes (sheet), ==, 4);
  g_assert_cmpuint (hill_sheet_get_n_images (sheet), ==, 4);
  g_assert_cmpfloat (hill_sheet_get_score (sheet, 3, 2), ==, 4);
  g_assert_cmpfloat (hill_sheet_get_score (sheet, 0, 3), ==, 5);
}

static void
test_paste_refused (void)
{
  const struct { const char *text, *message; } cases[] = {
    { "", "There is no number to paste; copy a table of scores first" },
    { "1\t2\n3", "Row 2 of the pasted table has 1 cells, but the first row has 2; all rows must be of one length" },
    { "1\t2\n3\tx", "The pasted table, row 2, column 2: “x” is not a number; write a score such as 3.3 or -0.8" },
    { "1\tinf", "The pasted table, row 1, column 2: A score must be finite; this is infinite" },
    { "1\t2\t3\t4\t5", "The pasted table would need 5 classes and 1 images; there is room for 4 and 6" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
      g_autoptr(HillSheet) before = hill_sheet_copy (sheet);
      g_autoptr(GError) error = NULL;

      g_assert_false (hill_sheet_paste (sheet, 0, 0, TRUE, 4, 6, cases[i].text, &error));
      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_true (hill_sheet_is_equal (sheet, before));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet-file/lecture", test_lecture);
  g_test_add_func ("/sheet-file/variants", test_variants);
  g_test_add_func ("/sheet-file/names-that-are-numbers", test_names_that_are_numbers);
  g_test_add_func ("/sheet-file/refused", test_refused);
  g_test_add_func ("/sheet-file/reads-back", test_reads_back);
  g_test_add_func ("/sheet-file/load", test_load);
  g_test_add_func ("/table/cells", test_table);
  g_test_add_func ("/table/blanks", test_table_of_blanks);
  g_test_add_func ("/paste/images", test_paste);
  g_test_add_func ("/paste/classes", test_paste_by_class);
  g_test_add_func ("/paste/refused", test_paste_refused);
  return g_test_run ();
}
