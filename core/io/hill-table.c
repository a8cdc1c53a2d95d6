/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* All cells lie one after the other in one block, each ended by a NUL: a cell never is longer than what it was written as, and what
 * parted it from the next has room for the NUL. */

#include "hill-table.h"

#include "hill-i18n.h"

#include <string.h>

typedef struct
{
  gsize line;
  gsize first_cell;
} Row;

struct _HillTable
{
  char   *block;
  GArray *cells;        /* gsize: where each begins in the block */
  GArray *rows;         /* Row */
};

typedef struct
{
  HillTable  *table;
  const char *name;
  const char *at;
  const char *end;
  gsize       line;
  gsize       n_block;
  char        separator;
} Parser;

char
hill_table_guess_separator (const char *text,
                            gsize       n)
{
  for (const char *candidate = "\t;,"; *candidate != '\0'; candidate++)
    if (memchr (text, *candidate, n) != NULL)
      return *candidate;
  return ' ';
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* Past CR LF, LF or CR. */
static void
skip_line_end (Parser *self)
{
  if (self->at < self->end && *self->at == '\r')
    {
      self->at++;
      if (self->at < self->end && *self->at == '\n')
        self->at++;
    }
  else if (self->at < self->end)
    self->at++;
  self->line++;
}

static void
skip_blanks (Parser *self)
{
  while (self->at < self->end && is_blank (*self->at) && (*self->at != self->separator || self->separator == ' '))
    self->at++;
}

static void
put (Parser *self,
     char    c)
{
  self->table->block[self->n_block++] = c;
}

static gboolean
refuse (const Parser  *self,
        gsize          line,
        const char    *reason,
        GError       **error)
{
  g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s, line %zu: %s"), self->name, line, reason);
  return FALSE;
}

/* At the opening quote; ends past the closing one. */
static gboolean
read_quoted (Parser  *self,
             GError **error)
{
  gsize line = self->line;

  for (self->at++; self->at < self->end; self->at++)
    {
      if (*self->at == '"' && (self->at + 1 == self->end || self->at[1] != '"'))
        {
          self->at++;
          return TRUE;
        }
      if (*self->at == '"')
        self->at++;
      else if (*self->at == '\n' || (*self->at == '\r' && (self->at + 1 == self->end || self->at[1] != '\n')))
        self->line++;
      put (self, *self->at);
    }
  return refuse (self, line, _("a quotation mark is opened and never closed; close it"), error);
}

static void
read_plain (Parser *self,
            gsize   start)
{
  while (self->at < self->end && *self->at != self->separator && !is_line_end (*self->at))
    put (self, *self->at++);
  while (self->n_block > start && is_blank (self->table->block[self->n_block - 1]))
    self->n_block--;
}

static gboolean
read_cell (Parser  *self,
           GError **error)
{
  gsize start = self->n_block;

  if (self->table->cells->len >= HILL_TABLE_MAX_CELLS)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE, _("%s, line %zu: a table can have at most %zu cells; make it smaller"),
                   self->name, self->line, HILL_TABLE_MAX_CELLS);
      return FALSE;
    }
  g_array_append_val (self->table->cells, start);
  skip_blanks (self);
  if (self->at < self->end && *self->at == '"' && self->separator != ' ')
    {
      if (!read_quoted (self, error))
        return FALSE;
      skip_blanks (self);
      if (self->at < self->end && *self->at != self->separator && !is_line_end (*self->at))
        return refuse (self, self->line, _("text follows a closing quotation mark; double the marks inside a cell"), error);
    }
  else
    read_plain (self, start);
  put (self, '\0');
  return TRUE;
}

/* With blanks for separators there may be some at the end of the line. */
static gboolean
goes_on (Parser *self)
{
  if (self->separator == ' ')
    {
      skip_blanks (self);
      return self->at < self->end && !is_line_end (*self->at);
    }
  if (self->at == self->end || *self->at != self->separator)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
read_row (Parser  *self,
          GError **error)
{
  Row row = { self->line, self->table->cells->len };

  g_array_append_val (self->table->rows, row);
  do
    if (!read_cell (self, error))
      return FALSE;
  while (goes_on (self));
  return TRUE;
}

static gboolean
read_rows (Parser  *self,
           GError **error)
{
  while (self->at < self->end)
    {
      skip_blanks (self);
      if (self->at < self->end && !is_line_end (*self->at) && !read_row (self, error))
        return FALSE;
      if (self->at < self->end)
        skip_line_end (self);
    }
  return TRUE;
}

/* Is all of it text?  Else says in which line it stops being text. */
static gboolean
check_text (const Parser  *self,
            GError       **error)
{
  const char *bad;
  gsize line = 1;

  if (g_utf8_validate_len (self->at, (gsize) (self->end - self->at), &bad))
    return TRUE;
  for (const char *p = self->at; p < bad; p++)
    line += *p == '\n' || (*p == '\r' && p[1] != '\n');
  return refuse (self, line, _("this is not text in UTF-8; save the table as CSV with that encoding"), error);
}

HillTable *
hill_table_parse (const char  *text,
                  gsize        n,
                  const char  *name,
                  char         separator,
                  GError     **error)
{
  g_autoptr(HillTable) self = NULL;
  Parser parser = { NULL, name, text, text + n, 1, 0, separator };

  g_return_val_if_fail (text != NULL && name != NULL && separator != '"' && !is_line_end (separator), NULL);

  if (n > HILL_TABLE_MAX_BYTES)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE, _("%s is larger than 64 MiB: too large for a table"), name);
      return NULL;
    }
  if (n >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    parser.at += 3;
  if (!check_text (&parser, error))
    return NULL;

  self = g_new0 (HillTable, 1);
  self->block = g_malloc (n + 1);
  self->cells = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  parser.table = self;
  if (!read_rows (&parser, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
hill_table_free (HillTable *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->block);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_free (self);
}

gsize
hill_table_get_n_rows (const HillTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

gsize
hill_table_get_line (const HillTable *self,
                     gsize            row)
{
  g_return_val_if_fail (self != NULL && row < self->rows->len, 0);

  return g_array_index (self->rows, Row, row).line;
}

gsize
hill_table_get_n_cells (const HillTable *self,
                        gsize            row)
{
  gsize end;

  g_return_val_if_fail (self != NULL && row < self->rows->len, 0);

  end = row + 1 < self->rows->len ? g_array_index (self->rows, Row, row + 1).first_cell : self->cells->len;
  return end - g_array_index (self->rows, Row, row).first_cell;
}

const char *
hill_table_get_cell (const HillTable *self,
                     gsize            row,
                     gsize            column)
{
  gsize first;

  g_return_val_if_fail (self != NULL && row < self->rows->len && column < hill_table_get_n_cells (self, row), NULL);

  first = g_array_index (self->rows, Row, row).first_cell;
  return self->block + g_array_index (self->cells, gsize, first + column);
}
