/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The text is cut into strings in place: whatever is in it, the lines take no more memory than their number allows. */

#include "hill-key-lines.h"

#include "hill-i18n.h"

#include <string.h>

#define MAX_LINES 500000
#define MAX_COMPLAINTS 100
#define MAX_SHOWN 60            /* bytes of what a sentence quotes */

char *
hill_key_shorten (const char *text)
{
  gsize n = strnlen (text, MAX_SHOWN + 1);
  g_autofree char *start = g_strndup (text, MIN (n, MAX_SHOWN));
  g_autofree char *valid = NULL;

  while (n > MAX_SHOWN && start[0] != '\0' && !g_utf8_validate (start, -1, NULL))
    start[strlen (start) - 1] = '\0';
  valid = g_utf8_make_valid (start, -1);
  g_strdelimit (valid, "\r\n\t", ' ');
  return g_strconcat (valid, n > MAX_SHOWN ? "…" : "", NULL);
}

void
hill_key_complain (GPtrArray  *complaints,
                   guint       line,
                   const char *format,
                   ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  if (complaints == NULL || complaints->len > MAX_COMPLAINTS)
    return;
  if (complaints->len == MAX_COMPLAINTS)
    {
      g_ptr_array_add (complaints, g_strdup (_("There is more that was not understood.")));
      return;
    }
  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (complaints, line > 0 ? g_strdup_printf (_("line %u: %s"), line, reason) : g_steal_pointer (&reason));
}

void
hill_key_complain_unknown (GPtrArray         *complaints,
                           const HillKeyLine *line)
{
  g_autofree char *key = hill_key_shorten (line->key);

  hill_key_complain (complaints, line->line, _("the key %s is not known here; it is kept but not used"), key);
}

/* ---- reading */

typedef struct
{
  GArray     *lines;
  GPtrArray  *complaints;
  const char *group;            /* (nullable): before the first header, and after one that is broken */
  gboolean    is_group_broken;
  guint       line;
} Reader;

static char *
strip (char *text)
{
  return g_strchomp (g_strchug (text));
}

static void
read_header (Reader *self,
             char   *text)
{
  char *end = strchr (text, ']');

  self->is_group_broken = end == NULL || end[1] != '\0' || end == text + 1;
  self->group = NULL;
  if (self->is_group_broken)
    {
      hill_key_complain (self->complaints, self->line, _("this heading of a section is broken; the section is left out"));
      return;
    }
  *end = '\0';
  self->group = text + 1;
}

/* In place; what follows a backslash is one of those that GKeyFile writes. */
static gboolean
unescape (char *value)
{
  static const char letters[] = "sntr\\", meanings[] = " \n\t\r\\";
  char *to = value;

  for (const char *from = value; *from != '\0'; from++)
    {
      const char *letter;

      if (*from != '\\')
        {
          *to++ = *from;
          continue;
        }
      from++;
      letter = *from != '\0' ? strchr (letters, *from) : NULL;
      if (letter == NULL)
        return FALSE;
      *to++ = meanings[letter - letters];
    }
  *to = '\0';
  return TRUE;
}

static void
read_pair (Reader *self,
           char   *text)
{
  char *equals = strchr (text, '=');
  HillKeyLine pair = { .line = self->line, .group = self->group };

  if (equals == NULL || equals == text)
    {
      g_autofree char *shown = hill_key_shorten (text);

      hill_key_complain (self->complaints, self->line, _("“%s” is not of the form key=value; the line is left out"), shown);
      return;
    }
  *equals = '\0';
  pair.key = strip (text);
  pair.value = strip (equals + 1);
  if (!unescape (equals + 1))
    {
      hill_key_complain (self->complaints, self->line, _("a backslash may only stand in \\s, \\n, \\t, \\r and \\\\; the line is left out"));
      return;
    }
  g_array_append_val (self->lines, pair);
}

static void
read_line (Reader *self,
           char   *text,
           gsize   length)
{
  if (memchr (text, '\0', length) != NULL)
    {
      hill_key_complain (self->complaints, self->line, _("a zero byte stands here; the line is left out"));
      return;
    }
  if (!g_utf8_validate (text, (gssize) length, NULL))
    {
      hill_key_complain (self->complaints, self->line, _("this is no valid UTF-8; the line is left out"));
      return;
    }
  text = strip (text);
  if (text[0] == '\0' || text[0] == '#')
    return;
  if (text[0] == '[')
    read_header (self, text);
  else if (self->group != NULL)
    read_pair (self, text);
  else if (!self->is_group_broken)
    hill_key_complain (self->complaints, self->line, _("this stands before the first heading such as [Downhill]; the line is left out"));
}

static guint
hash_line (gconstpointer data)
{
  const HillKeyLine *line = data;

  return g_str_hash (line->group) * 31 + g_str_hash (line->key);
}

static gboolean
is_same_key (gconstpointer a,
             gconstpointer b)
{
  const HillKeyLine *x = a, *y = b;

  return strcmp (x->key, y->key) == 0 && strcmp (x->group, y->group) == 0;
}

static GArray *
leave_out_repeated (GArray    *lines,
                    GPtrArray *complaints)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (hash_line, is_same_key);
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (HillKeyLine));

  for (guint i = 0; i < lines->len; i++)
    {
      const HillKeyLine *line = &g_array_index (lines, HillKeyLine, i);
      const HillKeyLine *first = g_hash_table_lookup (seen, line);
      g_autofree char *key = NULL;

      if (first == NULL)
        {
          g_hash_table_add (seen, (gpointer) line);
          g_array_append_vals (kept, line, 1);
          continue;
        }
      key = hill_key_shorten (line->key);
      hill_key_complain (complaints, line->line, _("%s stands here a second time; line %u is used instead"), key, first->line);
    }
  g_array_unref (lines);
  return kept;
}

GArray *
hill_key_lines_parse (char      *text,
                      gsize      length,
                      GPtrArray *complaints)
{
  Reader reader = { .complaints = complaints };
  char *p = text;
  char *end = text + length;

  g_return_val_if_fail (text != NULL, NULL);

  reader.lines = g_array_new (FALSE, FALSE, sizeof (HillKeyLine));
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    p += 3;
  while (p < end)
    {
      char *newline = memchr (p, '\n', (gsize) (end - p));
      char *stop = newline != NULL ? newline : end;

      *stop = '\0';
      if (++reader.line > MAX_LINES)
        {
          hill_key_complain (complaints, reader.line, _("the file has more than %d lines; the rest is left out"), MAX_LINES);
          break;
        }
      read_line (&reader, p, (gsize) (stop - p));
      p = stop + 1;
    }
  return leave_out_repeated (reader.lines, complaints);
}

/* ---- writing */

void
hill_key_append (GString    *text,
                 const char *key,
                 const char *value)
{
  gboolean at_start = TRUE;

  g_string_append_printf (text, "%s=", key);
  for (const char *p = value; *p != '\0'; p++)
    {
      const char *escaped = NULL;

      if (*p == ' ' && (at_start || p[1] == '\0'))
        escaped = "\\s";
      else if (*p == '\n')
        escaped = "\\n";
      else if (*p == '\t')
        escaped = "\\t";
      else if (*p == '\r')
        escaped = "\\r";
      else if (*p == '\\')
        escaped = "\\\\";
      at_start = at_start && *p == ' ';
      if (escaped != NULL)
        g_string_append (text, escaped);
      else
        g_string_append_c (text, *p);
    }
  g_string_append_c (text, '\n');
}
