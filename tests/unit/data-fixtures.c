/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Files for the loaders to read.  Formats are written by hand or by other code than the loaders use. */

#include "data-fixtures.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <png.h>
#include <string.h>

char *
fixture_folder_new (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("downhill-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
fixture_remove (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *below = g_build_filename (path, name, NULL);

          fixture_remove (below);
        }
    }
  g_remove (path);
}

void
fixture_folder_free (char *folder)
{
  fixture_remove (folder);
  g_free (folder);
}

void
fixture_set_up (Fixture       *self,
                gconstpointer  data)
{
  self->folder = fixture_folder_new ();
}

void
fixture_tear_down (Fixture       *self,
                   gconstpointer  data)
{
  fixture_folder_free (self->folder);
}

char *
fixture_path (const char *folder,
              const char *name)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  return path;
}

void
fixture_write (const char    *folder,
               const char    *name,
               gconstpointer  bytes,
               gsize          n)
{
  g_autofree char *path = fixture_path (folder, name);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, n > 0 ? bytes : "", n, &error);
  g_assert_no_error (error);
}

void
fixture_write_text (const char *folder,
                    const char *name,
                    const char *text)
{
  fixture_write (folder, name, text, strlen (text));
}

void
fixture_write_gzip (const char *folder,
                    const char *name,
                    GByteArray *bytes)
{
  g_autoptr(GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (zlib));

  g_assert_true (g_output_stream_write_all (stream, bytes->data, bytes->len, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  fixture_write (folder, name, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                 g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

void
fixture_add (GByteArray    *bytes,
             gconstpointer  data,
             gsize          n)
{
  g_byte_array_append (bytes, data, n);
}

void
fixture_add_number (GByteArray *bytes,
                    guint32     big_endian)
{
  guint32 number = GUINT32_TO_BE (big_endian);

  fixture_add (bytes, &number, 4);
}

GByteArray *
fixture_idx (guint   n_dims,
             guint32 n,
             guint32 rows,
             guint32 columns,
             guint   factor)
{
  GByteArray *bytes = g_byte_array_new ();
  gsize n_cells = n_dims == 3 ? (gsize) n * rows * columns : n;

  fixture_add_number (bytes, 0x0800 + n_dims);
  fixture_add_number (bytes, n);
  if (n_dims == 3)
    {
      fixture_add_number (bytes, rows);
      fixture_add_number (bytes, columns);
    }
  for (gsize i = 0; i < n_cells; i++)
    fixture_add (bytes, (guint8[]) { i * factor }, 1);
  return bytes;
}

GByteArray *
fixture_cifar (guint n_label_bytes,
               guint n,
               guint first,
               guint n_classes)
{
  GByteArray *bytes = g_byte_array_new ();

  for (guint i = 0; i < n; i++)
    {
      guint8 pixels[3072];
      guint8 label = (i + first) % n_classes;

      if (n_label_bytes == 2)
        fixture_add (bytes, (guint8[]) { label / 5 }, 1);
      fixture_add (bytes, &label, 1);
      for (guint c = 0; c < 3; c++)
        memset (pixels + 1024 * c, 3 * i + c, 1024);
      fixture_add (bytes, pixels, sizeof pixels);
    }
  return bytes;
}

void
fixture_write_pixels (const char   *folder,
                      const char   *name,
                      guint         width,
                      guint         height,
                      const guint8 *rgba)
{
  g_autofree char *path = fixture_path (folder, name);
  png_image image = { .version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = PNG_FORMAT_RGBA };

  g_assert_true (png_image_write_to_file (&image, path, FALSE, rgba, 0, NULL));
}

void
fixture_write_png (const char *folder,
                   const char *name,
                   guint       width,
                   guint       height,
                   guint32     rgba)
{
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);

  for (gsize i = 0; i < (gsize) width * height; i++)
    pixels[i] = GUINT32_TO_BE (rgba);
  fixture_write_pixels (folder, name, width, height, (const guint8 *) pixels);
}

void
fixture_write_jpeg (const char *folder,
                    const char *name,
                    guint       width,
                    guint       height,
                    guint32     rgba)
{
  g_autofree char *path = fixture_path (folder, name);
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr(GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, rgba);
  gdk_pixbuf_save (pixbuf, path, "jpeg", &error, "quality", "100", NULL);
  g_assert_no_error (error);
}

/* LZW from the lowest bit on: clear (4) and the pixels 0 1 2 in three bits each, then, as the table has grown to
 * eight entries, 3 and end (5) in four. */
void
fixture_write_gif (const char *folder,
                   const char *name)
{
  static const guint8 gif[] = {
    'G', 'I', 'F', '8', '9', 'a', 2, 0, 2, 0, 0x81, 0, 0,
    255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255,
    0x21, 0xf9, 4, 0, 10, 0, 0, 0,
    0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 3, 0x44, 0x34, 0x05, 0,
    0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0x81, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 0x44, 0x34, 0x05, 0,
    0x3b
  };

  fixture_write (folder, name, gif, sizeof gif);
}

HillDataset *
fixture_load (const char            *folder,
              const char            *name,
              const HillLoadOptions *options)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  HillDataset *dataset = hill_dataset_load (path, options, &error);

  g_assert_no_error (error);
  g_assert_nonnull (dataset);
  return dataset;
}

void
fixture_refuse (const char *folder,
                const char *name,
                HillError   code,
                ...)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(HillDataset) dataset = hill_dataset_load (path, NULL, &error);
  const char *word;
  va_list words;

  g_assert_null (dataset);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  va_start (words, code);
  while ((word = va_arg (words, const char *)) != NULL)
    if (strstr (error->message, word) == NULL)
      g_error ("“%s” does not say “%s”", error->message, word);
  va_end (words);
  g_assert_error (error, HILL_ERROR, code);
}

static gboolean
fixture_stop (double   fraction,
              gpointer user_data)
{
  int *n_calls = user_data;

  (*n_calls)++;
  return FALSE;
}

void
fixture_refuse_cancel (const char *folder,
                       const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  int n_calls = 0;
  HillLoadOptions options = { .progress = { fixture_stop, &n_calls } };
  g_autoptr(HillDataset) dataset = hill_dataset_load (path, &options, &error);

  g_assert_null (dataset);
  g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
  g_assert_cmpint (n_calls, ==, 1);
}
