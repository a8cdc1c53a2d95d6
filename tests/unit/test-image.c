/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Pictures: what the decoders give, what they refuse before it costs memory, and means over areas by hand. */

#include "data-fixtures.h"
#include "hill-image.h"

#include <string.h>
#include <sys/stat.h>

static void
load (Fixture    *self,
      const char *name,
      HillImage  *image)
{
  g_autofree char *path = fixture_path (self->folder, name);
  g_autoptr(GError) error = NULL;
  gboolean loaded = hill_image_load (image, path, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (loaded);
}

static void
refuse (Fixture    *self,
        const char *name,
        HillError   code,
        const char *word)
{
  g_autofree char *path = fixture_path (self->folder, name);
  g_autoptr(GError) error = NULL;
  g_auto(HillImage) image = { 0 };

  g_assert_false (hill_image_load (&image, path, NULL, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, name));
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
  g_assert_error (error, HILL_ERROR, code);
  g_assert_null (image.pixels);
}

static void
assert_pixel (const HillImage *image,
              guint            x,
              guint            y,
              guint32          rgb,
              int              tolerance)
{
  const guint8 *pixel = image->pixels + y * image->stride + x * image->step;

  for (int c = 0; c < 3; c++)
    g_assert_cmpint (ABS (pixel[c] - (int) (rgb >> (16 - 8 * c) & 255)), <=, tolerance);
}

/* Half opaque red (opacity 128): 255 stays 255, and 0 becomes 255 * (255 - 128) / 255 = 127. */
static void
test_png (Fixture       *self,
          gconstpointer  data)
{
  static const guint8 pixels[] = { 255, 0, 0, 255, 255, 0, 0, 128, 9, 8, 7, 0, 1, 2, 3, 255, 0, 0, 0, 254, 4, 5, 6, 255 };
  g_auto(HillImage) image = { 0 };

  fixture_write_pixels (self->folder, "a.png", 3, 2, pixels);
  load (self, "a.png", &image);
  g_assert_cmpuint (image.width, ==, 3);
  g_assert_cmpuint (image.height, ==, 2);
  assert_pixel (&image, 0, 0, 0xff0000, 0);
  assert_pixel (&image, 1, 0, 0xff7f7f, 0);
  assert_pixel (&image, 2, 0, 0xffffff, 0);
  assert_pixel (&image, 0, 1, 0x010203, 0);
  assert_pixel (&image, 1, 1, 0x010101, 0);
  assert_pixel (&image, 2, 1, 0x040506, 0);
}

/* Two grey pixels of 16 bits, written by hand with the CRCs and the stored DEFLATE block they need. */
static void
test_grey_16 (Fixture       *self,
              gconstpointer  data)
{
  static const guint8 png[] = {
    0x89, 'P', 'N', 'G', 13, 10, 26, 10,
    0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 2, 0, 0, 0, 1, 16, 0, 0, 0, 0, 0x81, 0xd9, 0xfc, 0x15,
    0, 0, 0, 16, 'I', 'D', 'A', 'T', 0x78, 0x01, 0x01, 0x05, 0x00, 0xfa, 0xff, 0x00, 0x80, 0x80, 0xff, 0xff, 0x06, 0x82, 0x02, 0xff,
    0x38, 0xd7, 0x79, 0x10,
    0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82
  };
  g_auto(HillImage) image = { 0 };

  fixture_write (self->folder, "grey.png", png, sizeof png);
  load (self, "grey.png", &image);
  assert_pixel (&image, 0, 0, 0x808080, 0);
  assert_pixel (&image, 1, 0, 0xffffff, 0);
}

static void
test_jpeg (Fixture       *self,
           gconstpointer  data)
{
  g_auto(HillImage) image = { 0 };

  fixture_write_jpeg (self->folder, "a.jpeg", 17, 9, 0x2080c0ff);
  load (self, "a.jpeg", &image);
  g_assert_cmpuint (image.width, ==, 17);
  g_assert_cmpuint (image.height, ==, 9);
  assert_pixel (&image, 16, 8, 0x2080c0, 2);
}

/* A camera held upright: stored lying, with the note "turn by 90 degrees clockwise" (EXIF orientation 6). */
static void
test_orientation (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *path = fixture_path (self->folder, "a.jpeg");
  g_autofree char *bytes = NULL;
  g_autoptr(GByteArray) jpeg = g_byte_array_new ();
  g_auto(HillImage) image = { 0 };
  gsize n;

  fixture_write_jpeg (self->folder, "a.jpeg", 16, 8, 0x2080c0ff);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  fixture_add (jpeg, bytes, 2);
  fixture_add (jpeg, "\xff\xe1\0\x22" "Exif\0\0" "MM\0*\0\0\0\x08" "\0\1" "\1\x12\0\3\0\0\0\1\0\6\0\0" "\0\0\0\0", 36);
  fixture_add (jpeg, bytes + 2, n - 2);
  fixture_write (self->folder, "a.jpeg", jpeg->data, jpeg->len);
  load (self, "a.jpeg", &image);
  g_assert_cmpuint (image.width, ==, 8);
  g_assert_cmpuint (image.height, ==, 16);
  assert_pixel (&image, 7, 15, 0x2080c0, 2);
}

static void
test_gif (Fixture       *self,
          gconstpointer  data)
{
  g_auto(HillImage) image = { 0 };

  fixture_write_gif (self->folder, "a.gif");
  load (self, "a.gif", &image);
  g_assert_cmpuint (image.width, ==, 2);
  assert_pixel (&image, 0, 0, 0xff0000, 0);
  assert_pixel (&image, 1, 0, 0x00ff00, 0);
  assert_pixel (&image, 0, 1, 0x0000ff, 0);
  assert_pixel (&image, 1, 1, 0xffffff, 0);
}

/* The name says nothing: a JPEG named .png is read, an SVG named .png is not. */
static void
test_names (Fixture       *self,
            gconstpointer  data)
{
  g_auto(HillImage) image = { 0 };

  fixture_write_jpeg (self->folder, "a.png", 4, 4, 0x000000ff);
  load (self, "a.png", &image);
  fixture_write_text (self->folder, "b.png", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
  refuse (self, "b.png", HILL_ERROR_FORMAT, "SVG");
  fixture_write_text (self->folder, "c.png", "hello");
  refuse (self, "c.png", HILL_ERROR_FORMAT, "a text file");
  fixture_write (self->folder, "d.png", "", 0);
  refuse (self, "d.png", HILL_ERROR_FORMAT, "empty");
  fixture_write (self->folder, "e.png", "BM\1\2\3\4", 6);
  refuse (self, "e.png", HILL_ERROR_UNSUPPORTED, "convert");
}

/* Every cut of every format is an error, not half a picture. */
static void
test_cut_off (Fixture       *self,
              gconstpointer  data)
{
  static const char * const names[] = { "a.png", "a.jpeg", "a.gif" };

  fixture_write_png (self->folder, "a.png", 5, 5, 0x336699ff);
  fixture_write_jpeg (self->folder, "a.jpeg", 5, 5, 0x336699ff);
  fixture_write_gif (self->folder, "a.gif");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = fixture_path (self->folder, names[i]);
      g_autofree char *bytes = NULL;
      gsize n, needed;

      g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
      needed = i == 2 ? 49 : n;                       /* the GIF's first frame */
      for (gsize length = 0; length < needed; length++)
        {
          g_auto(HillImage) image = { 0 };
          g_autoptr(GError) error = NULL;

          fixture_write (self->folder, names[i], bytes, length);
          if (hill_image_load (&image, path, NULL, &error))
            g_error ("%s is read with %zu of %zu bytes", names[i], length, n);
          g_assert_nonnull (error);
        }
    }
}

static void
test_damaged_png (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *path = fixture_path (self->folder, "a.png");
  g_autofree char *bytes = NULL;
  gsize n;

  fixture_write_png (self->folder, "a.png", 5, 5, 0x336699ff);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  bytes[29] ^= 1;                                     /* in the header's checksum */
  fixture_write (self->folder, "a.png", bytes, n);
  refuse (self, "a.png", HILL_ERROR_FORMAT, "damaged PNG");
}

/* Overwrites the sizes in a header and checks that it is refused. */
static void
check_bomb (Fixture    *self,
            const char *name,
            gsize       offset,
            const char *sizes,
            gsize       n_sizes)
{
  g_autofree char *path = fixture_path (self->folder, name);
  g_autofree char *bytes = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  memcpy (bytes + offset, sizes, n_sizes);
  fixture_write (self->folder, name, bytes, n);
  refuse (self, name, HILL_ERROR_TOO_LARGE, "65535 x 65535 pixels");
}

static gsize
find_bytes (Fixture    *self,
            const char *name,
            const char *wanted,
            gsize       n_wanted)
{
  g_autofree char *path = fixture_path (self->folder, name);
  g_autofree char *bytes = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  for (gsize i = 0; i + n_wanted <= n; i++)
    if (memcmp (bytes + i, wanted, n_wanted) == 0)
      return i;
  g_assert_not_reached ();
}

static void
test_bombs (Fixture       *self,
            gconstpointer  data)
{
  fixture_write_png (self->folder, "a.png", 5, 5, 0);
  fixture_write_jpeg (self->folder, "a.jpeg", 5, 5, 0);
  fixture_write_gif (self->folder, "a.gif");
  check_bomb (self, "a.png", 16, "\0\0\xff\xff\0\0\xff\xff", 8);
  check_bomb (self, "a.jpeg", find_bytes (self, "a.jpeg", "\xff\xc0", 2) + 5, "\xff\xff\xff\xff", 4);
  check_bomb (self, "a.gif", 6, "\xff\xff\xff\xff", 4);

  /* 49 million pixels are allowed, but not out of some hundred bytes */
  fixture_write_png (self->folder, "b.png", 5, 5, 0);
  {
    g_autofree char *path = fixture_path (self->folder, "b.png");
    g_autofree char *bytes = NULL;
    gsize n;

    g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
    memcpy (bytes + 16, "\0\0\x1b\x58\0\0\x1b\x58", 8);
    fixture_write (self->folder, "b.png", bytes, n);
    refuse (self, "b.png", HILL_ERROR_TRUNCATED, "7000 x 7000");
  }
}

/* A text chunk that claims 1 GiB: passed over, so that its missing end is all that is wrong. */
static void
test_greedy_chunk (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *path = fixture_path (self->folder, "a.png");
  g_autofree char *bytes = NULL;
  g_autoptr(GByteArray) png = g_byte_array_new ();
  gsize n;

  fixture_write_png (self->folder, "a.png", 5, 5, 0);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  fixture_add (png, bytes, 33);
  fixture_add_number (png, 1 << 30);
  fixture_add (png, "iTXtgreedy\0\0\0", 13);
  fixture_add (png, bytes + 33, n - 33);
  fixture_write (self->folder, "a.png", png->data, png->len);
  refuse (self, "a.png", HILL_ERROR_FORMAT, "ends too early");
}

/* A JPEG whose one scan is repeated over and over is refused for the time it would take. */
static void
test_endless_scans (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *path = fixture_path (self->folder, "a.jpeg");
  g_autofree char *bytes = NULL;
  g_autoptr(GByteArray) jpeg = g_byte_array_new ();
  gsize n, scan;

  fixture_write_jpeg (self->folder, "a.jpeg", 64, 64, 0x2080c0ff);
  scan = find_bytes (self, "a.jpeg", "\xff\xda", 2);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  fixture_add (jpeg, bytes, scan);
  for (int i = 0; i < 600; i++)
    fixture_add (jpeg, bytes + scan, n - 2 - scan);
  fixture_add (jpeg, bytes + n - 2, 2);
  fixture_write (self->folder, "a.jpeg", jpeg->data, jpeg->len);
  refuse (self, "a.jpeg", HILL_ERROR_TOO_LARGE, "600 passes");
}

static void
test_no_file (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *path = fixture_path (self->folder, "pipe.png");

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  refuse (self, "pipe.png", HILL_ERROR_IO, "a pipe");
  refuse (self, "none.png", HILL_ERROR_IO, "No such file");
}

static gboolean
say_stop (double   fraction,
          gpointer user_data)
{
  return FALSE;
}

static void
test_cancel (Fixture       *self,
             gconstpointer  data)
{
  static const char * const names[] = { "a.png", "a.jpeg", "a.gif" };
  HillProgress progress = { say_stop, NULL };

  fixture_write_png (self->folder, "a.png", 5, 5, 0);
  fixture_write_jpeg (self->folder, "a.jpeg", 5, 5, 0);
  fixture_write_gif (self->folder, "a.gif");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = fixture_path (self->folder, names[i]);
      g_autoptr(GError) error = NULL;
      g_auto(HillImage) image = { 0 };

      g_assert_false (hill_image_load (&image, path, &progress, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
    }
}

/* Three columns onto two: the middle one is shared half and half; 0 30 90 gives (0 + 30/2) / 1.5 and (30/2 + 90) / 1.5. */
static void
test_resize_shared (void)
{
  guint8 pixels[] = { 0, 1, 2, 30, 31, 32, 90, 91, 92, 0, 1, 2, 30, 31, 32, 90, 91, 92 };
  HillImage image = { .width = 3, .height = 2, .step = 3, .stride = 9, .pixels = pixels };
  guint8 cells[6];

  hill_image_resize (&image, 2, 1, cells);
  for (int c = 0; c < 3; c++)
    {
      g_assert_cmpint (cells[2 * c], ==, 10 + c);
      g_assert_cmpint (cells[2 * c + 1], ==, 70 + c);
    }
}

static void
test_resize_same (void)
{
  guint8 pixels[5 * 7 * 4], cells[3 * 5 * 7];
  HillImage image = { .width = 5, .height = 7, .step = 4, .stride = 20, .pixels = pixels };

  for (gsize i = 0; i < sizeof pixels; i++)
    pixels[i] = 37 * i;
  hill_image_resize (&image, 5, 7, cells);
  for (gsize i = 0; i < 35; i++)
    for (gsize c = 0; c < 3; c++)
      g_assert_cmpint (cells[35 * c + i], ==, pixels[4 * i + c]);
}

static void
test_resize_larger (void)
{
  guint8 pixels[] = { 10, 20, 30, 110, 120, 130 };
  HillImage image = { .width = 2, .height = 1, .step = 3, .stride = 6, .pixels = pixels };
  guint8 cells[3 * 3 * 2];

  hill_image_resize (&image, 3, 2, cells);
  for (int c = 0; c < 3; c++)
    for (int y = 0; y < 2; y++)
      {
        g_assert_cmpint (cells[6 * c + 3 * y], ==, 10 + 10 * c);
        g_assert_cmpint (cells[6 * c + 3 * y + 1], ==, 60 + 10 * c);
        g_assert_cmpint (cells[6 * c + 3 * y + 2], ==, 110 + 10 * c);
      }
}

/* Against the definition in doubles: the integral of the piecewise constant picture over each result pixel. */
static void
test_resize_definition (void)
{
  enum { W = 13, H = 11, OUT_W = 5, OUT_H = 8 };
  guint8 pixels[W * H * 3], cells[3 * OUT_W * OUT_H];
  HillImage image = { .width = W, .height = H, .step = 3, .stride = 3 * W, .pixels = pixels };

  for (gsize i = 0; i < sizeof pixels; i++)
    pixels[i] = g_test_rand_int_range (0, 256);
  hill_image_resize (&image, OUT_W, OUT_H, cells);
  for (int c = 0; c < 3; c++)
    for (int v = 0; v < OUT_H; v++)
      for (int u = 0; u < OUT_W; u++)
        {
          double x0 = (double) u * W / OUT_W, x1 = (double) (u + 1) * W / OUT_W;
          double y0 = (double) v * H / OUT_H, y1 = (double) (v + 1) * H / OUT_H, sum = 0;

          for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++)
              sum += MAX (0, MIN (x1, x + 1) - MAX (x0, x)) * MAX (0, MIN (y1, y + 1) - MAX (y0, y)) * pixels[3 * (y * W + x) + c];
          g_assert_cmpfloat_with_epsilon (cells[(c * OUT_H + v) * OUT_W + u], sum / ((x1 - x0) * (y1 - y0)), 0.5 + 1e-9);
        }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/image/png", Fixture, NULL, fixture_set_up, test_png, fixture_tear_down);
  g_test_add ("/image/grey-16", Fixture, NULL, fixture_set_up, test_grey_16, fixture_tear_down);
  g_test_add ("/image/jpeg", Fixture, NULL, fixture_set_up, test_jpeg, fixture_tear_down);
  g_test_add ("/image/orientation", Fixture, NULL, fixture_set_up, test_orientation, fixture_tear_down);
  g_test_add ("/image/gif", Fixture, NULL, fixture_set_up, test_gif, fixture_tear_down);
  g_test_add ("/image/names", Fixture, NULL, fixture_set_up, test_names, fixture_tear_down);
  g_test_add ("/image/cut-off", Fixture, NULL, fixture_set_up, test_cut_off, fixture_tear_down);
  g_test_add ("/image/damaged-png", Fixture, NULL, fixture_set_up, test_damaged_png, fixture_tear_down);
  g_test_add ("/image/bombs", Fixture, NULL, fixture_set_up, test_bombs, fixture_tear_down);
  g_test_add ("/image/greedy-chunk", Fixture, NULL, fixture_set_up, test_greedy_chunk, fixture_tear_down);
  g_test_add ("/image/endless-scans", Fixture, NULL, fixture_set_up, test_endless_scans, fixture_tear_down);
  g_test_add ("/image/no-file", Fixture, NULL, fixture_set_up, test_no_file, fixture_tear_down);
  g_test_add ("/image/cancel", Fixture, NULL, fixture_set_up, test_cancel, fixture_tear_down);
  g_test_add_func ("/image/resize/shared", test_resize_shared);
  g_test_add_func ("/image/resize/same", test_resize_same);
  g_test_add_func ("/image/resize/larger", test_resize_larger);
  g_test_add_func ("/image/resize/definition", test_resize_definition);
  return g_test_run ();
}
