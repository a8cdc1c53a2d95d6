/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* RFC 4180: cells apart by commas, rows by CR LF, quotes doubled.  A line feed at the end of the table so far is that of
 * a finished row: inside a cell it would stand before a quote. */

#include "hill-csv.h"

#include <math.h>
#include <string.h>

/* TRUE at the beginning of a row.  An empty cell there is written as "", or it could not be told from none. */
static gboolean
begin_cell (GString *csv)
{
  if (csv->len == 0 || csv->str[csv->len - 1] == '\n')
    return TRUE;
  g_string_append_c (csv, ',');
  return FALSE;
}

static void
append_quoted (GString    *csv,
               const char *text)
{
  g_string_append_c (csv, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

void
hill_csv_append_text (GString    *csv,
                      const char *text)
{
  gboolean is_first = begin_cell (csv);
  gboolean is_formula = text[0] != '\0' && strchr ("=+-@", text[0]) != NULL;
  g_autofree char *safe = g_strconcat (is_formula ? "'" : "", text, NULL);

  if (strpbrk (safe, ",\"\r\n") != NULL || (is_first && safe[0] == '\0'))
    append_quoted (csv, safe);
  else
    g_string_append (csv, safe);
}

void
hill_csv_append_number (GString *csv,
                        double   number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  gboolean is_first = begin_cell (csv);

  if (isnan (number))
    g_string_append (csv, is_first ? "\"\"" : "");
  else if (number == trunc (number) && fabs (number) < 9007199254740992.0)
    g_string_append (csv, g_ascii_formatd (digits, sizeof digits, "%.0f", number));
  else
    g_string_append (csv, g_ascii_dtostr (digits, sizeof digits, number));
}

void
hill_csv_end_row (GString *csv)
{
  g_string_append (csv, "\r\n");
}
