/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A file is replaced as a whole or not at all. */

#include "hill-file.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
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

/* The old name may be as long as a name can be. */
static void
test_long_name (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *name = g_strnfill (255, 'n');
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  replace (path, "one");
  replace (path, "two");
  assert_contents (path, "two");
  g_assert_cmpuint (count_files (f->folder), ==, 1);
}

/* A mode that the umask would not give to a new file. */
static void
test_mode (Fixture       *f,
           gconstpointer  data)
{
  static const guint modes[] = { 0600, 0666, 0444, 0755 };

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      GStatBuf status;

      replace (f->path, "one");
      g_assert_cmpint (g_chmod (f->path, (int) modes[i]), ==, 0);
      replace (f->path, "two");
      g_assert_cmpint (g_stat (f->path, &status), ==, 0);
      g_assert_cmpuint (status.st_mode & 07777, ==, modes[i]);
    }
}

/* No file may grow past @k bytes: wherever the writing breaks off, the old file stays and nothing is left beside it. */
static void
test_full_disk (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autofree char *fresh = g_build_filename (f->folder, "fresh.csv", NULL);
  struct rlimit old, low;

  replace (f->path, "old");
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  for (rlim_t k = 0; k < 5000; k += 499)
    {
      g_autoptr(GError) error = NULL;
      gboolean done, done_fresh;

      low = (struct rlimit) { k, old.rlim_max };
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &low), ==, 0);
      done = hill_file_replace (f->path, text, 5000, &error);
      done_fresh = hill_file_replace (fresh, text, 5000, NULL);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
      g_assert_false (done || done_fresh);
      g_assert_error (error, HILL_ERROR, HILL_ERROR_IO);
      assert_contents (f->path, "old");
      g_assert_cmpuint (count_files (f->folder), ==, 1);
    }
  g_assert_true (hill_file_replace (f->path, text, 5000, NULL));
  assert_contents (f->path, text);
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
  add ("/file/long-name", test_long_name);
  add ("/file/mode", test_mode);
  add ("/file/full-disk", test_full_disk);
  return g_test_run ();
}
