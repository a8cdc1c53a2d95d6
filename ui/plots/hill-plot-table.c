/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Both come from the plot's CSV, so that all say the same. */

#include "hill-plot-table.h"

#include "hill-table.h"

#include <math.h>
#include <string.h>

char *
hill_plot_to_tsv (const HillPlot *self)
{
  g_autoptr(HillTable) table = NULL;
  g_autofree char *csv = NULL;
  GString *tsv;

  g_return_val_if_fail (self != NULL, NULL);

  csv = hill_plot_to_csv (self);
  table = hill_table_parse (csv, strlen (csv), "csv", ',', NULL);
  tsv = g_string_new (NULL);
  for (gsize row = 0; table != NULL && row < hill_table_get_n_rows (table); row++)
    {
      for (gsize column = 0; column < hill_table_get_n_cells (table, row); column++)
        {
          g_autofree char *cell = g_strdelimit (g_strdup (hill_table_get_cell (table, row, column)), "\t\r\n", ' ');

          if (column > 0)
            g_string_append_c (tsv, '\t');
          g_string_append (tsv, cell);
        }
      g_string_append_c (tsv, '\n');
    }
  return g_string_free (tsv, FALSE);
}

/* ---- LaTeX */

static gboolean
parse_number (const char *cell,
              double     *number)
{
  char *end;

  *number = g_ascii_strtod (cell, &end);
  return cell[0] != '\0' && *end == '\0' && isfinite (*number);
}

static gboolean
is_numeric (const HillTable *table,
            gsize            column)
{
  double number;

  for (gsize row = 1; row < hill_table_get_n_rows (table); row++)
    if (column < hill_table_get_n_cells (table, row) && hill_table_get_cell (table, row, column)[0] != '\0'
        && !parse_number (hill_table_get_cell (table, row, column), &number))
      return FALSE;
  return TRUE;
}

static void
append_escaped (GString    *out,
                const char *text)
{
  static const char plain[] = "{}$&#_%";

  /* The apostrophe is for spreadsheets. */
  if (text[0] == '\'' && text[1] != '\0' && strchr ("=+-@", text[1]) != NULL)
    text++;
  for (; *text != '\0'; text++)
    if (*text == '\\')
      g_string_append (out, "\\textbackslash{}");
    else if (*text == '^' || *text == '~')
      g_string_append_printf (out, "\\%c{}", *text);
    else if (strchr (plain, *text) != NULL)
      g_string_append_printf (out, "\\%c", *text);
    else
      g_string_append_c (out, *text == '\n' || *text == '\r' ? ' ' : *text);
}

/* 1.5e-07 as 1.5 times a power of ten. */
static void
append_number (GString *out,
               double   number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  char *exponent;

  g_ascii_formatd (digits, sizeof digits, number == trunc (number) && fabs (number) < 1e15 ? "%.0f" : "%.4g", number);
  exponent = strchr (digits, 'e');
  if (exponent != NULL)
    *exponent++ = '\0';
  if (exponent != NULL)
    g_string_append_printf (out, "$%s \\times 10^{%d}$", digits, (int) g_ascii_strtoll (exponent, NULL, 10));
  else
    g_string_append_printf (out, number < 0 ? "$%s$" : "%s", digits);
}

static void
append_row (GString         *out,
            const HillTable *table,
            gsize            row,
            gsize            n_columns)
{
  for (gsize column = 0; column < n_columns; column++)
    {
      const char *cell = column < hill_table_get_n_cells (table, row) ? hill_table_get_cell (table, row, column) : "";
      double number;

      g_string_append (out, column > 0 ? " & " : "  ");
      if (row > 0 && parse_number (cell, &number))
        append_number (out, number);
      else
        append_escaped (out, cell);
    }
  g_string_append (out, " \\\\\n");
}

char *
hill_csv_to_latex (const char *csv)
{
  g_autoptr(HillTable) table = NULL;
  GString *out;
  gsize n_columns;

  g_return_val_if_fail (csv != NULL, NULL);

  table = hill_table_parse (csv, strlen (csv), "csv", ',', NULL);
  out = g_string_new ("\\begin{tabular}{");
  n_columns = table != NULL && hill_table_get_n_rows (table) > 0 ? hill_table_get_n_cells (table, 0) : 0;
  for (gsize column = 0; column < n_columns; column++)
    g_string_append_c (out, is_numeric (table, column) ? 'r' : 'l');
  g_string_append (out, "}\n  \\hline\n");
  for (gsize row = 0; n_columns > 0 && row < hill_table_get_n_rows (table); row++)
    {
      append_row (out, table, row, n_columns);
      if (row == 0)
        g_string_append (out, "  \\hline\n");
    }
  g_string_append (out, "  \\hline\n\\end{tabular}\n");
  return g_string_free (out, FALSE);
}

char *
hill_plot_to_latex (const HillPlot *self)
{
  g_autofree char *csv = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  csv = hill_plot_to_csv (self);
  return hill_csv_to_latex (csv);
}
