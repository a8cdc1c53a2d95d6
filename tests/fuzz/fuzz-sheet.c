/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Tables of scores: the first byte says whether the rest is a file or comes from the clipboard, and then which way round and where to.
 * What was read must come back from what is written. */

#include "fuzz-main.h"

#include "hill-sheet-file.h"

static void
fuzz_file (const char *text,
           gsize       n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HillSheet) sheet = hill_sheet_parse (text, n, "scores.csv", &error);
  g_autoptr(HillSheet) back = NULL;
  g_autoptr(GString) csv = NULL;

  g_assert_true ((sheet == NULL) == (error != NULL));
  if (sheet == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  csv = hill_sheet_to_csv (sheet);
  back = hill_sheet_parse (csv->str, csv->len, "back.csv", &error);
  g_assert_no_error (error);
  g_assert_true (hill_sheet_is_equal (sheet, back));
}

static void
fuzz_paste (const char *text,
            guint8      choice)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  g_autoptr(HillSheet) before = hill_sheet_copy (sheet);
  gboolean done = hill_sheet_paste (sheet, choice % 4, choice / 4 % 3, choice & 1, 20, 12, text, &error);

  g_assert_true (done == (error == NULL));
  g_assert_true (done || hill_sheet_is_equal (sheet, before));
  g_assert_cmpuint (hill_sheet_get_n_classes (sheet), <=, 20);
  g_assert_cmpuint (hill_sheet_get_n_images (sheet), <=, 12);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *text = NULL;

  if (size == 0)
    return 0;

  if (data[0] == 0)
    {
      text = g_memdup2 (data + 1, size - 1);
      fuzz_file (text, size - 1);
      return 0;
    }
  text = g_strndup ((const char *) data + 1, size - 1);
  fuzz_paste (text, data[0]);
  return 0;
}
