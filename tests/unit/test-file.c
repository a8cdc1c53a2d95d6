/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A file is replaced as a whole or not at all. */

#include "hill-file.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->folder = g_dir_make_tmp ("hill-file-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->folder, "table.csv", NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_contents (const char *path,
                 const char *expected)
{
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
}

static void
replace (const char *path,
         const char *text)
{
  g_autoptr(GError) error = NULL;

  hill_file_replace (path, text, strlen (text), &error);
  g_assert_no_error (error);
}

static void
test_replace (Fixture       *f,
              gconstpointer  data)
{
  GStatBuf status;

  replace (f->path, "one");
  assert_contents (f->path, "one");
  g_assert_cmpint (g_chmod (f->path, 0640), ==, 0);
  replace (f->path, "");
  assert_contents (f->path, "");
  g_assert_cmpint (g_stat (f->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0640);
  g_assert_cmpuint (count_files (f->folder), ==, 1);
}

static void
test_link_is_followed (Fixture       *f,
                       gconstpointer  data)
{
  g_autofree char *link = g_build_filename (f->folder, "link", NULL);

  replace (f->path, "one");
  g_assert_cmpint (symlink ("table.csv", link), ==, 0);
  replace (link, "two");
  assert_contents (f->path, "two");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
}

static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *pipe = g_build_filename (f->folder, "pipe", NULL);
  g_autofree char *dangling = g_build_filename (f->folder, "dangling", NULL);
  g_autofree char *nowhere = g_build_filename (f->folder, "missing", "table.csv", NULL);
  const char *paths[] = { pipe, dangling, nowhere, f->folder };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("nothing", dangling), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *name = g_filename_display_name (paths[i]);

      g_assert_false (hill_file_replace (paths[i], "x", 1, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_IO);
      g_assert_nonnull (strstr (error->message, name));
    }
  g_assert_cmpuint (count_files (f->folder), ==, 2);
}

static void
add (const char *path,
     void      (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/file/replace", test_replace);
  add ("/file/link-is-followed", test_link_is_followed);
  add ("/file/refused", test_refused);
  return g_test_run ();
}
