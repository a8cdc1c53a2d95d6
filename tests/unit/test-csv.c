/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Tables that every reader of RFC 4180 takes back, in any locale. */

#include "hill-csv.h"

#include <locale.h>
#include <math.h>

static void
test_rows (void)
{
  g_autoptr(GString) csv = g_string_new (NULL);

  hill_csv_append_text (csv, "name");
  hill_csv_append_text (csv, "a, \"b\"\n");
  hill_csv_append_number (csv, 3);
  hill_csv_end_row (csv);
  hill_csv_append_number (csv, 0.1);
  hill_csv_append_number (csv, NAN);
  hill_csv_append_number (csv, -1e300);
  hill_csv_end_row (csv);
  g_assert_cmpstr (csv->str, ==, "name,\"a, \"\"b\"\"\n\",3\r\n0.10000000000000001,,-1.0000000000000001e+300\r\n");
}

static void
test_empty_first_cell (void)
{
  g_autoptr(GString) csv = g_string_new (NULL);

  hill_csv_append_text (csv, "");
  hill_csv_append_text (csv, "");
  hill_csv_end_row (csv);
  hill_csv_append_number (csv, NAN);
  hill_csv_append_number (csv, 1);
  hill_csv_end_row (csv);
  g_assert_cmpstr (csv->str, ==, "\"\",\r\n\"\",1\r\n");
}

static void
test_formula (void)
{
  g_autoptr(GString) csv = g_string_new (NULL);

  hill_csv_append_text (csv, "=1+1");
  hill_csv_append_number (csv, -1);
  g_assert_cmpstr (csv->str, ==, "'=1+1,-1");
}

static void
test_numbers_read_back (void)
{
  static const double numbers[] = { 0.1, 1.0 / 3, 1e-308, 9007199254740993.0, 123456.789, -2.5e-7 };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr(GString) csv = g_string_new (NULL);

      hill_csv_append_number (csv, numbers[i]);
      g_assert_true (g_ascii_strtod (csv->str, NULL) == numbers[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/rows", test_rows);
  g_test_add_func ("/csv/empty-first-cell", test_empty_first_cell);
  g_test_add_func ("/csv/formula", test_formula);
  g_test_add_func ("/csv/numbers-read-back", test_numbers_read_back);
  return g_test_run ();
}
