/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The experiment comes back out of pictures whole, or a sentence says why not. */

#include "hill-error.h"
#include "hill-recipe.h"

#include <libdeflate.h>
#include <string.h>

static void
append_number (GByteArray *out,
               guint32     number)
{
  guint32 big_endian = GUINT32_TO_BE (number);

  g_byte_array_append (out, (const guint8 *) &big_endian, 4);
}

static void
append_chunk (GByteArray   *png,
              const char   *type,
              const guint8 *data,
              gsize         n)
{
  guint start;

  append_number (png, (guint32) n);
  start = png->len;
  g_byte_array_append (png, (const guint8 *) type, 4);
  g_byte_array_append (png, data, (guint) n);
  append_number (png, libdeflate_crc32 (0, png->data + start, n + 4));
}

/* @head: keyword and what follows, up to the text. */
static GByteArray *
new_png (const char   *head,
         gsize         n_head,
         const guint8 *text,
         gsize         n_text)
{
  GByteArray *png = g_byte_array_new ();
  g_autoptr(GByteArray) data = g_byte_array_new ();

  g_byte_array_append (png, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_chunk (png, "IHDR", (const guint8 *) "\0\0\0\1\0\0\0\1\10\0\0\0\0", 13);
  g_byte_array_append (data, (const guint8 *) head, (guint) n_head);
  g_byte_array_append (data, text, (guint) n_text);
  append_chunk (png, "iTXt", data->data, data->len);
  append_chunk (png, "IEND", NULL, 0);
  return png;
}

static const char plain_head[] = HILL_RECIPE_KEYWORD "\0\0\0\0";
static const char packed_head[] = HILL_RECIPE_KEYWORD "\0\1\0\0";

static void
assert_found (const guint8 *bytes,
              gsize         n,
              const char   *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *found = hill_recipe_find (bytes, n, "file", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, text);
}

static void
assert_refused (const guint8 *bytes,
                gsize         n,
                HillError     code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (hill_recipe_find (bytes, n, "file", &error));
  g_assert_error (error, HILL_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, "file"));
}

static GByteArray *
new_packed (gsize n_text,
            char  fill)
{
  g_autofree char *text = g_strnfill (n_text, fill);
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor (6);
  gsize room = libdeflate_zlib_compress_bound (compressor, n_text);
  g_autofree guint8 *packed = g_malloc (room);
  gsize n = libdeflate_zlib_compress (compressor, text, n_text, packed, room);

  libdeflate_free_compressor (compressor);
  return new_png (packed_head, sizeof packed_head, packed, n);
}

static void
test_png (void)
{
  g_autoptr(GByteArray) plain = new_png (plain_head, sizeof plain_head, (const guint8 *) "a=λ\n", 5);
  g_autoptr(GByteArray) packed = new_packed (5000, 'x');
  g_autoptr(GByteArray) bomb = new_packed (HILL_RECIPE_MAX_BYTES + 1, 'x');
  g_autoptr(GByteArray) other = new_png ("Comment\0\0\0\0", 12, (const guint8 *) "hello", 5);
  g_autoptr(GByteArray) binary = new_png (plain_head, sizeof plain_head, (const guint8 *) "\xff\xfe", 2);
  g_autofree char *long_text = g_strnfill (5000, 'x');

  assert_found (plain->data, plain->len, "a=λ\n");
  assert_found (packed->data, packed->len, long_text);
  assert_refused (bomb->data, bomb->len, HILL_ERROR_TOO_LARGE);
  assert_refused (other->data, other->len, HILL_ERROR_UNSUPPORTED);
  assert_refused (binary->data, binary->len, HILL_ERROR_FORMAT);
  plain->data[66] ^= 1;
  assert_refused (plain->data, plain->len, HILL_ERROR_FORMAT);
  assert_refused (packed->data, 30, HILL_ERROR_UNSUPPORTED);
}

static void
assert_svg (const char *recipe)
{
  g_autofree char *metadata = hill_recipe_to_svg (recipe);
  g_autofree char *svg = g_strconcat ("\xef\xbb\xbf<?xml version=\"1.0\"?>\n<svg>", metadata, "<g/></svg>", NULL);

  assert_found ((const guint8 *) svg, strlen (svg), recipe);
}

static void
test_svg (void)
{
  static const char open[] = "<svg><downhill:experiment>a</svg>", broken[] = "<svg><downhill:experiment>&what;</downhill:experiment></svg>";

  assert_svg ("");
  assert_svg ("[a]\nb=<&>\"']]>\t香蕉\n");
  assert_refused ((const guint8 *) open, strlen (open), HILL_ERROR_FORMAT);
  assert_refused ((const guint8 *) broken, strlen (broken), HILL_ERROR_FORMAT);
  assert_refused ((const guint8 *) "<svg></svg>", 11, HILL_ERROR_UNSUPPORTED);
}

static void
test_pdf (void)
{
  static const char literal[] = "%PDF-1.4\n<< /Keywords (Downhill-Experiment\\na=\\(1\\051 \\\\ (b)\\\n!) >>";
  static const char hexadecimal[] = "%PDF-1.4\n/Keywords <FEFF0044006F0077006E00680069006C006C002D004500780070006500720069006D0065006E0074 000A03BB>";
  static const char twice[] = "%PDF-1.4 /Keywords (Downhill-Experiment\nold) /Keywords (Downhill-Experiment\nnew) /Keywords (other)";
  static const char open[] = "%PDF-1.4 /Keywords (Downhill-Experiment\n(((";

  assert_found ((const guint8 *) literal, strlen (literal), "a=(1) \\ (b)!");
  assert_found ((const guint8 *) hexadecimal, strlen (hexadecimal), "λ");
  assert_found ((const guint8 *) twice, strlen (twice), "new");
  assert_refused ((const guint8 *) open, strlen (open), HILL_ERROR_UNSUPPORTED);
}

static void
test_others (void)
{
  g_autoptr(GError) error = NULL;

  assert_refused (NULL, 0, HILL_ERROR_UNSUPPORTED);
  assert_refused ((const guint8 *) "GIF89a", 6, HILL_ERROR_UNSUPPORTED);
  g_assert_null (hill_recipe_read ("/nowhere/at/all.png", &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_IO);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe/png", test_png);
  g_test_add_func ("/recipe/svg", test_svg);
  g_test_add_func ("/recipe/pdf", test_pdf);
  g_test_add_func ("/recipe/others", test_others);
  return g_test_run ();
}
