/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Unpacking gzip in memory.  The caller knows from the data's own header how much must come out; that, and what
 * DEFLATE can do at best, bound the memory before any is taken.  CRC and length trailer are always checked. */

#include "hill-read.h"

#include "hill-i18n.h"

#include <gio/gio.h>
#include <libdeflate.h>

/* RFC 1951: a 258-byte match costs at least two bits. */
#define DEFLATE_MAX_RATIO 1032

/* libdeflate is three times as fast as zlib but cannot be stopped; 64 MiB are done within 0.1 s. */
#define UNSTOPPABLE_MAX ((gsize) 64 << 20)

#define SLICE ((gsize) 1 << 20)

gboolean
hill_is_gzip (const guint8 *bytes,
              gsize         n)
{
  return n >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

gsize
hill_gunzip_peek (GBytes   *packed,
                  gpointer  to,
                  gsize     n)
{
  g_autoptr(GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  gsize n_packed, n_in = 0, n_out = 0;
  const guint8 *in = g_bytes_get_data (packed, &n_packed);

  while (n_out < n && n_in < n_packed)
    {
      gsize read = 0, written = 0;
      GConverterResult result = g_converter_convert (G_CONVERTER (zlib), in + n_in, n_packed - n_in,
                                                     (guint8 *) to + n_out, n - n_out, G_CONVERTER_NO_FLAGS,
                                                     &read, &written, NULL);

      n_in += read;
      n_out += written;
      if (result != G_CONVERTER_CONVERTED || (read == 0 && written == 0))
        break;
    }
  return n_out;
}

static gboolean
hill_gunzip_check_rest (GBytes      *packed,
                        gsize        n_used,
                        const char  *name,
                        GError     **error)
{
  gsize n_packed;
  const guint8 *in = g_bytes_get_data (packed, &n_packed);

  if (n_used == n_packed)
    return TRUE;
  if (hill_is_gzip (in + n_used, n_packed - n_used))
    g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED,
                 _("%s holds a second gzip member at byte %zu; unpack it with gunzip first"), name, n_used);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT,
                 _("%s has %zu bytes after the end of its gzip data, at byte %zu; download it again"),
                 name, n_packed - n_used, n_used);
  return FALSE;
}

static gboolean
hill_gunzip_wrong_length (const char  *name,
                          gboolean     too_long,
                          gsize        n,
                          GError     **error)
{
  if (too_long)
    g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s unpacks to more than the %zu bytes that its header promises"),
                 name, n);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_TRUNCATED, _("%s unpacks to fewer than the %zu bytes that its header promises"),
                 name, n);
  return FALSE;
}

static gboolean
hill_gunzip_damaged (const char  *name,
                     GError     **error)
{
  g_set_error (error, HILL_ERROR, HILL_ERROR_TRUNCATED,
               _("%s is a damaged or cut-off gzip file; download it again"), name);
  return FALSE;
}

static gboolean
hill_gunzip_at_once (GBytes      *packed,
                     const char  *name,
                     guint8      *out,
                     gsize        n,
                     GError     **error)
{
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor ();
  gsize n_packed, n_in = 0, n_out = 0;
  const guint8 *in = g_bytes_get_data (packed, &n_packed);
  enum libdeflate_result result = LIBDEFLATE_BAD_DATA;

  if (decompressor != NULL)
    result = libdeflate_gzip_decompress_ex (decompressor, in, n_packed, out, n, &n_in, &n_out);
  libdeflate_free_decompressor (decompressor);

  if (result == LIBDEFLATE_INSUFFICIENT_SPACE)
    return hill_gunzip_wrong_length (name, TRUE, n, error);
  if (result != LIBDEFLATE_SUCCESS)
    return hill_gunzip_damaged (name, error);
  if (n_out != n)
    return hill_gunzip_wrong_length (name, FALSE, n, error);
  return hill_gunzip_check_rest (packed, n_in, name, error);
}

/* With one spare byte behind the promised ones, so that a longer file shows. */
static gboolean
hill_gunzip_in_slices (GBytes      *packed,
                       const char  *name,
                       guint8      *out,
                       gsize        n,
                       HillWatch   *watch,
                       GError     **error)
{
  g_autoptr(GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  gsize n_packed, n_in = 0, n_out = 0;
  const guint8 *in = g_bytes_get_data (packed, &n_packed);
  GConverterResult result;

  do
    {
      gsize read = 0, written = 0;

      if (!hill_watch_check (watch, error))
        return FALSE;
      result = g_converter_convert (G_CONVERTER (zlib), in + n_in, n_packed - n_in, out + n_out, MIN (SLICE, n + 1 - n_out),
                                    G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
      n_in += read;
      n_out += written;
      if (n_out > n)
        return hill_gunzip_wrong_length (name, TRUE, n, error);
    }
  while (result == G_CONVERTER_CONVERTED);

  if (result != G_CONVERTER_FINISHED)
    return hill_gunzip_damaged (name, error);
  if (n_out != n)
    return hill_gunzip_wrong_length (name, FALSE, n, error);
  return hill_gunzip_check_rest (packed, n_in, name, error);
}

guint8 *
hill_gunzip (GBytes      *packed,
             const char  *name,
             gsize        n,
             HillWatch   *watch,
             GError     **error)
{
  g_autofree guint8 *out = NULL;
  gboolean unpacked;

  if (n / DEFLATE_MAX_RATIO > g_bytes_get_size (packed))
    {
      hill_gunzip_wrong_length (name, FALSE, n, error);
      return NULL;
    }
  out = hill_try_alloc (n + 1, name, error);
  if (out == NULL || !hill_watch_check (watch, error))
    return NULL;
  if (n <= UNSTOPPABLE_MAX)
    unpacked = hill_gunzip_at_once (packed, name, out, n, error);
  else
    unpacked = hill_gunzip_in_slices (packed, name, out, n, watch, error);
  return unpacked ? g_steal_pointer (&out) : NULL;
}
