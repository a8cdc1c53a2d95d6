/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From a table of text to a sheet: each cell is looked at with the place it stands in, for the sentence that refuses it. */

#include "hill-sheet-file.h"

#include "hill-csv.h"
#include "hill-i18n.h"
#include "hill-read.h"
#include "hill-table.h"

#include <string.h>

#define LABEL_HEADER "label"

static gboolean G_GNUC_PRINTF (4, 5)
refuse (const char  *name,
        gsize        line,
        GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s, line %zu: %s"), name, line, reason);
  return FALSE;
}

/* ---- files */

/* (transfer full): without blanks around it, and without the apostrophe that hill_csv_append_text() writes before what a spreadsheet
 * would take for a formula. */
static char *
dup_name (const char *cell)
{
  char *name = g_strstrip (g_strdup (cell));

  if (name[0] == '\'' && name[1] != '\0' && strchr ("=+-@", name[1]) != NULL)
    memmove (name, name + 1, strlen (name));
  return name;
}

static gboolean
check_header (const HillTable  *table,
              const char       *name,
              GError          **error)
{
  gsize n_rows = hill_table_get_n_rows (table);
  gsize line = n_rows > 0 ? hill_table_get_line (table, 0) : 1;
  gsize n_cells = n_rows > 0 ? hill_table_get_n_cells (table, 0) : 0;

  if (n_cells == 0)
    return refuse (name, line, error, _("the file is empty; expected a first line such as label,dog,cat,wolf"));
  if (g_ascii_strcasecmp (hill_table_get_cell (table, 0, 0), LABEL_HEADER) != 0)
    return refuse (name, line, error, _("“%s” stands first; expected a first line such as label,dog,cat,wolf"),
                   hill_table_get_cell (table, 0, 0));
  if (n_cells < 2)
    return refuse (name, line, error, _("no class is named; expected a first line such as label,dog,cat,wolf"));
  if (n_cells - 1 > HILL_SHEET_MAX_CLASSES)
    return refuse (name, line, error, _("%zu classes are named; at most %d are possible"), n_cells - 1, HILL_SHEET_MAX_CLASSES);
  if (n_rows < 2)
    return refuse (name, line + 1, error, _("there is no image; expected a true class and %zu scores"), n_cells - 1);
  if (n_rows - 1 > HILL_SHEET_MAX_IMAGES)
    return refuse (name, hill_table_get_line (table, HILL_SHEET_MAX_IMAGES + 1), error, _("at most %d images are possible"),
                   HILL_SHEET_MAX_IMAGES);
  return TRUE;
}

/* Before the sheet is made: so it has no more scores than the table has cells. */
static gboolean
check_rows (const HillTable  *table,
            const char       *name,
            GError          **error)
{
  gsize n_cells = hill_table_get_n_cells (table, 0);

  for (gsize row = 1; row < hill_table_get_n_rows (table); row++)
    if (hill_table_get_n_cells (table, row) != n_cells)
      return refuse (name, hill_table_get_line (table, row), error, _("%zu cells; expected %zu: a true class and %zu scores"),
                     hill_table_get_n_cells (table, row), n_cells, n_cells - 1);
  return TRUE;
}

/* @classes: (element-type utf8 guint): from a name to its index + 1. */
static gboolean
read_names (HillSheet        *sheet,
            GHashTable       *classes,
            const HillTable  *table,
            const char       *name,
            GError          **error)
{
  gsize line = hill_table_get_line (table, 0);

  for (guint c = 0; c < hill_sheet_get_n_classes (sheet); c++)
    {
      g_autofree char *class_name = dup_name (hill_table_get_cell (table, 0, c + 1));

      if (class_name[0] == '\0')
        return refuse (name, line, error, _("the name of class %u is empty; expected a name for each class"), c + 1);
      if (g_hash_table_contains (classes, class_name))
        return refuse (name, line, error, _("two classes are called “%s”; expected different names"), class_name);
      hill_sheet_set_class_name (sheet, c, class_name);
      g_hash_table_insert (classes, (gpointer) hill_sheet_get_class_name (sheet, c), GUINT_TO_POINTER (c + 1));
    }
  return TRUE;
}

static gboolean
read_label (HillSheet   *sheet,
            GHashTable  *classes,
            guint        image,
            const char  *cell,
            const char  *name,
            gsize        line,
            GError     **error)
{
  guint n_classes = hill_sheet_get_n_classes (sheet);
  g_autofree char *label = dup_name (cell);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (classes, label));
  guint64 index;

  if (known > 0)
    index = known - 1;
  else if (!g_ascii_string_to_unsigned (label, 10, 0, n_classes - 1, &index, NULL))
    return refuse (name, line, error, _("“%s” is no class; expected one of the names in the first line, or an index from 0 to %u"),
                   cell, n_classes - 1);
  hill_sheet_set_label (sheet, image, (guint) index);
  return TRUE;
}

static gboolean
read_image (HillSheet        *sheet,
            GHashTable       *classes,
            const HillTable  *table,
            guint             image,
            const char       *name,
            GError          **error)
{
  guint n_classes = hill_sheet_get_n_classes (sheet);
  gsize row = (gsize) image + 1;
  gsize line = hill_table_get_line (table, row);

  if (!read_label (sheet, classes, image, hill_table_get_cell (table, row, 0), name, line, error))
    return FALSE;
  for (guint c = 0; c < n_classes; c++)
    {
      g_autoptr(GError) problem = NULL;
      double score;

      if (!hill_score_parse (hill_table_get_cell (table, row, (gsize) c + 1), &score, &problem))
        return refuse (name, line, error, _("the score of class “%s”: %s"), hill_sheet_get_class_name (sheet, c), problem->message);
      hill_sheet_set_score (sheet, image, c, score);
    }
  return TRUE;
}

/* What parts the first cell from the second. */
static char
find_separator (const char *text,
                gsize       n)
{
  const char *end = text + n;
  const char *p = text;

  while (p < end && strchr (",;\t\r\n", *p) == NULL)
    p++;
  return p < end && (*p == ';' || *p == '\t') ? *p : ',';
}

HillSheet *
hill_sheet_parse (const char  *text,
                  gsize        n,
                  const char  *name,
                  GError     **error)
{
  g_autoptr(HillTable) table = NULL;
  g_autoptr(HillSheet) sheet = NULL;
  g_autoptr(GHashTable) classes = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail ((text != NULL || n == 0) && name != NULL, NULL);

  table = hill_table_parse (text != NULL ? text : "", n, name, find_separator (text, n), error);
  if (table == NULL || !check_header (table, name, error) || !check_rows (table, name, error))
    return NULL;

  sheet = hill_sheet_new ((guint) hill_table_get_n_cells (table, 0) - 1, (guint) hill_table_get_n_rows (table) - 1);
  if (!read_names (sheet, classes, table, name, error))
    return NULL;
  for (guint i = 0; i < hill_sheet_get_n_images (sheet); i++)
    if (!read_image (sheet, classes, table, i, name, error))
      return NULL;
  return g_steal_pointer (&sheet);
}

gboolean
hill_sheet_text_has_header (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return g_ascii_strncasecmp (text, LABEL_HEADER, strlen (LABEL_HEADER)) == 0 &&
         strchr (",;\t", text[strlen (LABEL_HEADER)]) != NULL;
}

HillSheet *
hill_sheet_load (const char  *path,
                 GError     **error)
{
  g_auto(HillReader) reader = HILL_READER_INIT;
  g_autoptr(GBytes) bytes = NULL;
  gconstpointer text;
  gsize n;

  g_return_val_if_fail (path != NULL, NULL);

  if (!hill_reader_open (&reader, path, NULL, error))
    return NULL;
  bytes = hill_reader_slurp (&reader, HILL_TABLE_MAX_BYTES, NULL, error);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &n);
  return hill_sheet_parse (text, n, reader.name, error);
}

GString *
hill_sheet_to_csv (const HillSheet *self)
{
  GString *csv = g_string_new (NULL);
  guint n_classes;

  g_return_val_if_fail (self != NULL, csv);

  n_classes = hill_sheet_get_n_classes (self);
  hill_csv_append_text (csv, LABEL_HEADER);
  for (guint c = 0; c < n_classes; c++)
    hill_csv_append_text (csv, hill_sheet_get_class_name (self, c));
  hill_csv_end_row (csv);
  for (guint i = 0; i < hill_sheet_get_n_images (self); i++)
    {
      hill_csv_append_text (csv, hill_sheet_get_class_name (self, hill_sheet_get_label (self, i)));
      for (guint c = 0; c < n_classes; c++)
        hill_csv_append_number (csv, hill_sheet_get_score (self, i, c));
      hill_csv_end_row (csv);
    }
  return csv;
}

/* ---- the clipboard */

/* Is there a blank that stands between two numbers?  Then a comma beside it is a decimal sign: 3,3 6,5. */
static gboolean
blanks_part_numbers (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (*p == ' ' && p > text && strchr (",\r\n ", p[-1]) == NULL && strchr (",\r\n ", p[1]) == NULL)
      return TRUE;
  return FALSE;
}

static char
guess_pasted_separator (const char *text)
{
  char separator = hill_table_guess_separator (text, strlen (text));

  return separator == ',' && blanks_part_numbers (text) ? ' ' : separator;
}

static gboolean
check_pasted_rows (const HillTable  *table,
                   GError          **error)
{
  gsize n_columns;

  if (hill_table_get_n_rows (table) == 0)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_FORMAT, _("There is no number to paste; copy a table of scores first"));
      return FALSE;
    }
  n_columns = hill_table_get_n_cells (table, 0);
  for (gsize row = 1; row < hill_table_get_n_rows (table); row++)
    if (hill_table_get_n_cells (table, row) != n_columns)
      {
        g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT,
                     _("Row %zu of the pasted table has %zu cells, but the first row has %zu; all rows must be of one length"),
                     row + 1, hill_table_get_n_cells (table, row), n_columns);
        return FALSE;
      }
  return TRUE;
}

/* (transfer full): rows by columns; nothing of the sheet is touched before all of the table is known to be sound. */
static double *
read_pasted (const HillTable  *table,
             GError          **error)
{
  gsize n_rows = hill_table_get_n_rows (table);
  gsize n_columns = hill_table_get_n_cells (table, 0);
  g_autofree double *scores = g_new0 (double, n_rows * n_columns);

  for (gsize i = 0; i < n_rows * n_columns; i++)
    {
      gsize row = i / n_columns, column = i % n_columns;
      g_autoptr(GError) problem = NULL;

      if (hill_score_parse (hill_table_get_cell (table, row, column), &scores[i], &problem))
        continue;
      g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("The pasted table, row %zu, column %zu: %s"), row + 1, column + 1,
                   problem->message);
      return NULL;
    }
  return g_steal_pointer (&scores);
}

/* Room for the table, or a sentence. */
static gboolean
make_room (HillSheet  *self,
           gsize       n_classes,
           gsize       n_images,
           guint       max_classes,
           guint       max_images,
           GError    **error)
{
  if (n_classes > max_classes || n_images > max_images)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                   _("The pasted table would need %zu classes and %zu images; there is room for %u and %u"),
                   n_classes, n_images, max_classes, max_images);
      return FALSE;
    }
  if (n_classes > hill_sheet_get_n_classes (self) || n_images > hill_sheet_get_n_images (self))
    hill_sheet_resize (self, MAX ((guint) n_classes, hill_sheet_get_n_classes (self)),
                       MAX ((guint) n_images, hill_sheet_get_n_images (self)));
  return TRUE;
}

gboolean
hill_sheet_paste (HillSheet   *self,
                  guint        image,
                  guint        class_index,
                  gboolean     image_is_row,
                  guint        max_classes,
                  guint        max_images,
                  const char  *text,
                  GError     **error)
{
  g_autoptr(HillTable) table = NULL;
  g_autofree double *scores = NULL;
  gsize n_rows, n_columns;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  table = hill_table_parse (text, strlen (text), _("The pasted table"), guess_pasted_separator (text), error);
  if (table == NULL || !check_pasted_rows (table, error))
    return FALSE;

  n_rows = hill_table_get_n_rows (table);
  n_columns = hill_table_get_n_cells (table, 0);
  scores = read_pasted (table, error);
  if (scores == NULL ||
      !make_room (self, class_index + (image_is_row ? n_columns : n_rows), image + (image_is_row ? n_rows : n_columns),
                  max_classes, max_images, error))
    return FALSE;

  for (guint row = 0; row < n_rows; row++)
    for (guint column = 0; column < n_columns; column++)
      hill_sheet_set_score (self, image + (image_is_row ? row : column), class_index + (image_is_row ? column : row),
                            scores[row * n_columns + column]);
  return TRUE;
}
