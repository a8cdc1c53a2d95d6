/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Pictures come from anywhere: nothing is decoded but the one piece that is looked for, every length is compared with what is there, and
 * what is unpacked is bounded. */

#define _GNU_SOURCE           /* memmem() */

#include "hill-recipe.h"

#include "hill-i18n.h"
#include "hill-read.h"

#include <libdeflate.h>
#include <string.h>

#define MAX_FILE_BYTES ((gsize) 256 << 20)
#define DEFLATE_MAX_RATIO 1032          /* RFC 1951 */
#define MAX_KEYWORDS 16                 /* places in a PDF that are looked at */
#define SVG_START "<downhill:experiment"
#define SVG_END "</downhill:experiment>"
#define PDF_FIELD "/Keywords"

static char *
refuse_damaged (const char  *name,
                GError     **error)
{
  g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("The experiment inside %s is damaged. Export the figure again"), name);
  return NULL;
}

static char *
refuse_empty (const char  *name,
              GError     **error)
{
  g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED,
               _("%s has no experiment inside. Figures that Downhill exports carry one, unless another program has saved them since"), name);
  return NULL;
}

static char *
refuse_large (const char  *name,
              GError     **error)
{
  g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE, _("The experiment inside %s is too large to be one"), name);
  return NULL;
}

/* (transfer full): @text if it is text. */
static char *
check_text (const char  *text,
            gsize        n,
            const char  *name,
            GError     **error)
{
  if (n > HILL_RECIPE_MAX_BYTES)
    return refuse_large (name, error);
  if (!g_utf8_validate (text, (gssize) n, NULL))
    return refuse_damaged (name, error);
  return g_strndup (text, n);
}

/* ---- PNG */

static guint32
get_number (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static char *
unpack (const guint8  *bytes,
        gsize          n,
        const char    *name,
        GError       **error)
{
  gsize room = n > HILL_RECIPE_MAX_BYTES / DEFLATE_MAX_RATIO ? HILL_RECIPE_MAX_BYTES : n * DEFLATE_MAX_RATIO, n_out = 0;
  g_autofree char *out = g_malloc (room + 1);
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor ();
  enum libdeflate_result result = LIBDEFLATE_BAD_DATA;

  if (decompressor != NULL)
    result = libdeflate_zlib_decompress (decompressor, bytes, n, out, room, &n_out);
  libdeflate_free_decompressor (decompressor);
  if (result == LIBDEFLATE_INSUFFICIENT_SPACE)
    return refuse_large (name, error);
  return result == LIBDEFLATE_SUCCESS ? check_text (out, n_out, name, error) : refuse_damaged (name, error);
}

/* An iTXt chunk: keyword NUL packed method language NUL translated keyword NUL text. */
static char *
read_text_chunk (const guint8  *data,
                 gsize          n,
                 const char    *name,
                 GError       **error)
{
  gsize at = sizeof HILL_RECIPE_KEYWORD;
  gboolean packed;

  if (n < at + 2 || data[at] > 1 || data[at + 1] != 0)
    return refuse_damaged (name, error);
  packed = data[at] == 1;
  at += 2;
  for (int i = 0; i < 2; i++)
    {
      const guint8 *end = at < n ? memchr (data + at, '\0', n - at) : NULL;

      if (end == NULL)
        return refuse_damaged (name, error);
      at = (gsize) (end - data) + 1;
    }
  return packed ? unpack (data + at, n - at, name, error) : check_text ((const char *) data + at, n - at, name, error);
}

static gboolean
is_ours (const guint8 *chunk,
         gsize         n)
{
  return memcmp (chunk + 4, "iTXt", 4) == 0 && n >= sizeof HILL_RECIPE_KEYWORD
         && memcmp (chunk + 8, HILL_RECIPE_KEYWORD, sizeof HILL_RECIPE_KEYWORD) == 0;
}

static char *
find_in_png (const guint8  *bytes,
             gsize          n,
             const char    *name,
             GError       **error)
{
  gsize at = 8;

  while (n - at >= 12)
    {
      const guint8 *chunk = bytes + at;
      gsize length = get_number (chunk);

      if (length > n - at - 12)
        break;
      if (is_ours (chunk, length))
        return get_number (chunk + 8 + length) == libdeflate_crc32 (0, chunk + 4, length + 4)
               ? read_text_chunk (chunk + 8, length, name, error) : refuse_damaged (name, error);
      at += length + 12;
    }
  return refuse_empty (name, error);
}

/* ---- SVG */

static const char *
find_bytes (const guint8 *bytes,
            gsize         n,
            const char   *what)
{
  return memmem (bytes, n, what, strlen (what));
}

static void
on_text (GMarkupParseContext  *context,
         const char           *text,
         gsize                 n,
         gpointer              data,
         GError              **error)
{
  g_string_append_len (data, text, (gssize) n);
}

static char *
find_in_svg (const guint8  *bytes,
             gsize          n,
             const char    *name,
             GError       **error)
{
  static const GMarkupParser parser = { .text = on_text };
  const char *start = find_bytes (bytes, n, SVG_START);
  gsize rest = start != NULL ? n - (gsize) (start - (const char *) bytes) : 0;
  const char *end = start != NULL ? find_bytes ((const guint8 *) start, rest, SVG_END) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GMarkupParseContext) context = NULL;

  if (start == NULL)
    return refuse_empty (name, error);
  if (end == NULL)
    return refuse_damaged (name, error);
  /* An escaped character takes up to six bytes. */
  if ((gsize) (end - start) > 6 * HILL_RECIPE_MAX_BYTES)
    return refuse_large (name, error);
  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, text, NULL);
  if (!g_markup_parse_context_parse (context, start, end + strlen (SVG_END) - start, NULL)
      || !g_markup_parse_context_end_parse (context, NULL))
    return refuse_damaged (name, error);
  return check_text (text->str, text->len, name, error);
}

char *
hill_recipe_to_svg (const char *recipe)
{
  g_autofree char *plain = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (recipe != NULL && g_utf8_validate (recipe, -1, NULL), NULL);

  plain = g_strdup (recipe);
  for (char *p = plain; *p != '\0'; p++)
    if ((guchar) *p < ' ' && *p != '\t' && *p != '\n')
      *p = ' ';
  text = g_markup_escape_text (plain, -1);
  return g_strconcat ("<metadata>", SVG_START, " xmlns:downhill=\"urn:downhill\">", text, SVG_END, "</metadata>\n", NULL);
}

/* ---- PDF */

/* A string in parentheses, in which those that are balanced stand for themselves; FALSE where it does not end. */
static gboolean
read_literal (const guint8 *bytes,
              gsize         n,
              GByteArray   *out)
{
  static const char names[] = "nrtbf", values[] = "\n\r\t\b\f";
  guint depth = 1;

  for (gsize i = 1; i < n && out->len <= 2 * HILL_RECIPE_MAX_BYTES; i++)
    {
      guint8 c = bytes[i];

      depth += c == '(' ? 1 : 0;
      depth -= c == ')' ? 1 : 0;
      if (depth == 0)
        return TRUE;
      if (c == '\\' && ++i < n)
        {
          const char *special = bytes[i] != '\0' ? strchr (names, bytes[i]) : NULL;
          guint digits = 0, code = 0;

          for (; digits < 3 && i + digits < n && bytes[i + digits] >= '0' && bytes[i + digits] <= '7'; digits++)
            code = code * 8 + bytes[i + digits] - '0';
          i += digits > 0 ? digits - 1 : 0;
          /* Before the end of a line it stands for nothing. */
          if (digits == 0 && bytes[i] == '\n')
            continue;
          c = digits > 0 ? (guint8) code : special != NULL ? (guint8) values[special - names] : bytes[i];
        }
      g_byte_array_append (out, &c, 1);
    }
  return FALSE;
}

/* A string of digits in angle brackets. */
static gboolean
read_hexadecimal (const guint8 *bytes,
                  gsize         n,
                  GByteArray   *out)
{
  guint n_digits = 0;
  guint8 value = 0;

  for (gsize i = 1; i < n && out->len <= 2 * HILL_RECIPE_MAX_BYTES; i++)
    {
      if (bytes[i] == '>')
        return n_digits % 2 == 0;
      if (g_ascii_isspace (bytes[i]))
        continue;
      if (!g_ascii_isxdigit (bytes[i]))
        return FALSE;
      value = (guint8) (value << 4 | g_ascii_xdigit_value ((char) bytes[i]));
      if (++n_digits % 2 == 0)
        g_byte_array_append (out, &value, 1);
    }
  return FALSE;
}

/* (transfer full) (nullable): what the string after a field means, in UTF-8. */
static char *
read_string (const guint8 *bytes,
             gsize         n)
{
  g_autoptr(GByteArray) out = g_byte_array_new ();
  gsize at = 0;

  while (at < n && g_ascii_isspace (bytes[at]))
    at++;
  if (at == n || (bytes[at] != '(' && bytes[at] != '<'))
    return NULL;
  if (!(bytes[at] == '(' ? read_literal (bytes + at, n - at, out) : read_hexadecimal (bytes + at, n - at, out)))
    return NULL;
  if (out->len >= 2 && out->data[0] == 0xfe && out->data[1] == 0xff)
    return g_convert ((const char *) out->data + 2, (gssize) out->len - 2, "UTF-8", "UTF-16BE", NULL, NULL, NULL);
  return g_strndup ((const char *) out->data, out->len);
}

static char *
find_in_pdf (const guint8  *bytes,
             gsize          n,
             const char    *name,
             GError       **error)
{
  static const char prefix[] = HILL_RECIPE_KEYWORD "\n";
  g_autofree char *found = NULL;
  gsize at = 0;

  /* What was written last counts. */
  for (guint i = 0; i < MAX_KEYWORDS; i++)
    {
      const char *field = find_bytes (bytes + at, n - at, PDF_FIELD);
      char *text;

      if (field == NULL)
        break;
      at = (gsize) (field - (const char *) bytes) + strlen (PDF_FIELD);
      text = read_string (bytes + at, n - at);
      if (text != NULL && g_str_has_prefix (text, prefix))
        {
          g_free (found);
          found = g_strdup (text + strlen (prefix));
        }
      g_free (text);
    }
  return found != NULL ? check_text (found, strlen (found), name, error) : refuse_empty (name, error);
}

char *
hill_recipe_to_pdf (const char *recipe)
{
  g_return_val_if_fail (recipe != NULL && g_utf8_validate (recipe, -1, NULL), NULL);

  return g_strconcat (HILL_RECIPE_KEYWORD "\n", recipe, NULL);
}

/* ---- any of them */

static gboolean
is_svg (const guint8 *bytes,
        gsize         n)
{
  gsize at = n >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (at < n && g_ascii_isspace (bytes[at]))
    at++;
  return at < n && bytes[at] == '<' && find_bytes (bytes, MIN (n, 65536), "<svg") != NULL;
}

char *
hill_recipe_find (const guint8  *bytes,
                  gsize          n,
                  const char    *name,
                  GError       **error)
{
  g_return_val_if_fail (bytes != NULL || n == 0, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (n >= 8 && memcmp (bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
    return find_in_png (bytes, n, name, error);
  if (n >= 5 && memcmp (bytes, "%PDF-", 5) == 0)
    return find_in_pdf (bytes, n, name, error);
  if (is_svg (bytes, n))
    return find_in_svg (bytes, n, name, error);
  g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED, _("%s is no PNG, SVG or PDF picture"), name);
  return NULL;
}

char *
hill_recipe_read (const char  *path,
                  GError     **error)
{
  g_auto(HillReader) reader = HILL_READER_INIT;
  g_autoptr(GBytes) file = NULL;
  const guint8 *bytes;
  gsize n;

  g_return_val_if_fail (path != NULL, NULL);

  if (!hill_reader_open (&reader, path, NULL, error))
    return NULL;
  file = hill_reader_slurp (&reader, MAX_FILE_BYTES, NULL, error);
  if (file == NULL)
    return NULL;
  bytes = g_bytes_get_data (file, &n);
  return hill_recipe_find (bytes, n, reader.name, error);
}
