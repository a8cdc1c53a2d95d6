/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Array files: what NumPy writes is read, what we write comes back, what is broken is refused by name. */

#include "hill-npy.h"
#include "hill-npy-parse.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sys/stat.h>

/* A file of @version with the dictionary @header, then @n_bytes of values. */
static GByteArray *
new_file (guint8        version,
          const char   *header,
          gconstpointer values,
          gsize         n_bytes)
{
  GByteArray *file = g_byte_array_new ();
  gsize length = strlen (header);
  const guint8 start[12] = { 0x93, 'N', 'U', 'M', 'P', 'Y', version, 0, length & 0xff, (guint8) (length >> 8) };

  g_byte_array_append (file, start, version == 1 ? 10 : 12);
  g_byte_array_append (file, (const guint8 *) header, (guint) length);
  g_byte_array_append (file, values, (guint) n_bytes);
  return file;
}

static float *
parse (GByteArray  *file,
       gsize       *shape,
       GError     **error)
{
  return hill_npy_parse_float32 (file->data, file->len, "w.npy", shape, 2, error);
}

static void
assert_one_to_six (GByteArray *file)
{
  static const float expected[] = { 1, 2, 3, 4, 5, 6 };
  g_autoptr(GError) error = NULL;
  gsize shape[2];
  g_autofree float *values = parse (file, shape, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (shape[0], ==, 2);
  g_assert_cmpuint (shape[1], ==, 3);
  g_assert_cmpmem (values, 6 * sizeof *values, expected, sizeof expected);
}

static void
test_orders (void)
{
  static const float rows[] = { 1, 2, 3, 4, 5, 6 };
  static const float columns[] = { 1, 4, 2, 5, 3, 6 };
  static const double doubles[] = { 1, 2, 3, 4, 5, 6 };
  guint32 swapped[6];
  g_autoptr(GByteArray) c = new_file (1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }   \n", rows, sizeof rows);
  g_autoptr(GByteArray) fortran = new_file (2, "{\"shape\": (2,3), 'fortran_order':True,'descr':'<f4'}", columns, sizeof columns);
  g_autoptr(GByteArray) f8 = new_file (3, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}\n", doubles, sizeof doubles);
  g_autoptr(GByteArray) big = NULL;

  memcpy (swapped, rows, sizeof rows);
  for (gsize i = 0; i < 6; i++)
    swapped[i] = GUINT32_SWAP_LE_BE (swapped[i]);
  big = new_file (1, "{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }", swapped, sizeof swapped);

  assert_one_to_six (c);
  assert_one_to_six (fortran);
  assert_one_to_six (f8);
  assert_one_to_six (big);
}

static void
assert_refused (GByteArray *file,
                HillError   code)
{
  g_autoptr(GError) error = NULL;
  gsize shape[2];
  g_autofree float *values = parse (file, shape, &error);

  g_assert_null (values);
  g_assert_error (error, HILL_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, "w.npy"));
}

static void
test_broken (void)
{
  static const struct
  {
    const char *header;
    HillError   code;
  } cases[] = {
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }", HILL_ERROR_TRUNCATED },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", HILL_ERROR_FORMAT },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }", HILL_ERROR_FORMAT },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", HILL_ERROR_TRUNCATED },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999999, 1), }", HILL_ERROR_UNSUPPORTED },
    { "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }", HILL_ERROR_UNSUPPORTED },
    { "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", HILL_ERROR_UNSUPPORTED },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3", HILL_ERROR_UNSUPPORTED },
    { "{'descr': '<f4', 'shape': (2, 3), }", HILL_ERROR_UNSUPPORTED },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,2,3), }", HILL_ERROR_UNSUPPORTED },
    { "", HILL_ERROR_UNSUPPORTED },
  };
  static const float values[] = { 1, 2, 3, 4, 5, 6 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GByteArray) file = new_file (1, cases[i].header, values, sizeof values);

      assert_refused (file, cases[i].code);
    }
}

static void
test_not_finite (void)
{
  static const double values[] = { 1, 2, 3, 4, 1e300, 6 };
  static const float nans[] = { 1, 2, NAN, 4, 5, 6 };
  g_autoptr(GByteArray) huge = new_file (1, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", values, sizeof values);
  g_autoptr(GByteArray) nan = new_file (1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", nans, sizeof nans);

  assert_refused (huge, HILL_ERROR_FORMAT);
  assert_refused (nan, HILL_ERROR_FORMAT);
}

/* Every shorter beginning of a good file is refused. */
static void
test_every_truncation (void)
{
  static const float values[] = { 1, 2, 3, 4, 5, 6 };
  g_autoptr(GByteArray) file = new_file (1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", values, sizeof values);

  for (guint n = 0; n < file->len; n++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree guint8 *copy = g_memdup2 (file->data, MAX (n, 1));
      gsize shape[2];

      g_assert_null (hill_npy_parse_float32 (copy, n, "w.npy", shape, 2, &error));
      g_assert_nonnull (error);
    }
}

/* 70,000 blanks would be a header too, but nobody writes such. */
static void
test_long_header (void)
{
  static const guint8 start[12] = { 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 70000 & 0xff, 70000 >> 8 & 0xff, 70000 >> 16, 0 };
  g_autofree char *blanks = g_strnfill (70000, ' ');
  g_autoptr(GByteArray) file = g_byte_array_new ();

  g_byte_array_append (file, start, sizeof start);
  g_byte_array_append (file, (const guint8 *) blanks, 70000);
  assert_refused (file, HILL_ERROR_TOO_LARGE);
}

static void
test_files (void)
{
  static const float values[] = { 1.5f, -2, 3e-38f, 4, 5, 6 };
  const gsize shape[2] = { 3, 2 };
  gsize read_shape[2];
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("hill-npy-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "w.npy", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe.npy", NULL);
  g_autofree float *back = NULL;

  g_assert_true (hill_npy_save_float32 (path, values, shape, 2, &error));
  g_assert_no_error (error);
  back = hill_npy_load_float32 (path, read_shape, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (back, sizeof values, values, sizeof values);
  g_assert_cmpmem (read_shape, sizeof read_shape, shape, sizeof shape);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_null (hill_npy_load_float32 (pipe, read_shape, 2, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_IO);
  g_clear_error (&error);
  g_remove (pipe);
  g_remove (path);
  g_assert_null (hill_npy_load_float32 (path, read_shape, 2, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_IO);
  g_rmdir (folder);
}

/* ---- what NumPy wrote: tests/fixtures/npy/make.py */

static GPtrArray *
list_fixtures (const char *prefix)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fixtures", "npy", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  return paths;
}

static void
test_numpy_good (void)
{
  g_autoptr(GPtrArray) paths = list_fixtures ("good-");

  g_assert_cmpuint (paths->len, ==, 11);
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autoptr(GError) error = NULL;
      gsize shape[2];
      g_autofree float *singles = hill_npy_load_float32 (path, shape, 2, &error);
      g_autofree double *doubles = hill_npy_load_float64 (path, shape, 2, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (shape[0], ==, 2);
      g_assert_cmpuint (shape[1], ==, 3);
      for (int k = 0; k < 6; k++)
        {
          g_assert_true (singles[k] == (float) (k / 3.0));
          g_assert_true (doubles[k] == (strstr (path, "f8") != NULL ? k / 3.0 : (double) (float) (k / 3.0)));
        }
    }
}

static double *
load_other (const char *name,
            gsize      *shape,
            guint       rank)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "npy", name, NULL);
  g_autoptr(GError) error = NULL;
  double *values = hill_npy_load_float64 (path, shape, rank, &error);

  g_assert_no_error (error);
  return values;
}

static void
test_numpy_shapes (void)
{
  gsize shape[3];
  g_autofree double *vector = load_other ("other-vector.npy", shape, 1);
  g_autofree double *scalar = load_other ("other-scalar.npy", shape, 0);
  g_autofree double *cube = load_other ("other-cube.npy", shape, 3);
  g_autofree double *columns = load_other ("other-cube-columns.npy", shape, 3);
  g_autofree double *empty = NULL;

  g_assert_true (scalar[0] == 7 && vector[3] == 1);
  g_assert_true (shape[0] == 2 && shape[1] == 3 && shape[2] == 4);
  for (int i = 0; i < 24; i++)
    g_assert_true (cube[i] == i && columns[i] == i);
  empty = load_other ("other-empty.npy", shape, 2);
  g_assert_true (shape[0] == 0 && shape[1] == 3);
}

static void
test_numpy_types (void)
{
  static const struct { const char *name, *words; } types[] = {
    { "type-i8", "whole numbers" }, { "type-u1", "whole numbers" }, { "type-b1", "truth values" }, { "type-f2", "floats of another length" },
    { "type-f16", "floats of another length" }, { "type-c8", "complex numbers" }, { "type-text", "texts" }, { "type-bytes", "texts" },
    { "type-date", "dates" }, { "type-object", "Python objects" }, { "type-record", "records" }, { "type-record-v3", "records" },
    { "other-rank-9", "does not hold an array" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *file = g_strconcat (types[i].name, ".npy", NULL);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "npy", file, NULL);
      g_autoptr(GError) error = NULL;
      gsize shape[8];

      g_assert_null (hill_npy_load_float32 (path, shape, 2, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED);
      g_assert_nonnull (strstr (error->message, types[i].words));
    }
}

/* A landscape: every digit comes back. */
static void
test_doubles (void)
{
  static const double values[] = { 1.0 / 3, -2e-300, 1e300, 0.1, G_MAXDOUBLE, 6 };
  const gsize shape[3] = { 3, 1, 2 };
  gsize read_shape[3];
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("hill-npy-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "g.npy", NULL);
  g_autofree double *back = NULL;

  g_assert_true (hill_npy_save_float64 (path, values, shape, 3, &error));
  back = hill_npy_load_float64 (path, read_shape, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (back, sizeof values, values, sizeof values);
  g_assert_cmpmem (read_shape, sizeof read_shape, shape, sizeof shape);
  g_assert_null (hill_npy_load_float32 (path, read_shape, 3, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_FORMAT);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/npy/orders", test_orders);
  g_test_add_func ("/npy/broken", test_broken);
  g_test_add_func ("/npy/not-finite", test_not_finite);
  g_test_add_func ("/npy/every-truncation", test_every_truncation);
  g_test_add_func ("/npy/long-header", test_long_header);
  g_test_add_func ("/npy/files", test_files);
  g_test_add_func ("/npy/doubles", test_doubles);
  g_test_add_func ("/npy/numpy/good", test_numpy_good);
  g_test_add_func ("/npy/numpy/shapes", test_numpy_shapes);
  g_test_add_func ("/npy/numpy/types", test_numpy_types);
  return g_test_run ();
}
