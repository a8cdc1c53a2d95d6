/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Copies of unsaved work: found when their process is dead, and not before. */

#include "hill-autosave.h"
#include "hill-experiment-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEXT "[Downhill]\nversion=1\n\n[Data]\ndataset=scenes\n"

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "downhill", "autosave", NULL);
}

/* A process that writes @n copies and is gone. */
static void
write_and_die (guint       n,
               const char *path)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      for (guint i = 0; i < n; i++)
        if (!hill_autosave_write (hill_autosave_new (), TEXT, path, NULL))
          _exit (1);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

static void
test_alive (void)
{
  g_autoptr(HillAutosave) one = hill_autosave_new ();
  g_autoptr(HillAutosave) two = hill_autosave_new ();
  g_autoptr(GPtrArray) lost = NULL;
  g_autofree char *folder = get_folder ();
  g_autoptr(GDir) dir = NULL;
  guint n = 0;
  GStatBuf status;

  g_assert_true (hill_autosave_write (one, TEXT, NULL, NULL));
  g_assert_true (hill_autosave_write (two, TEXT, NULL, NULL));
  g_assert_true (hill_autosave_write (two, TEXT, NULL, NULL));
  lost = hill_autosave_find_lost ();
  g_assert_cmpuint (lost->len, ==, 0);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 2);
  hill_autosave_remove (one);
  hill_autosave_remove (two);
  hill_autosave_remove (two);
}

static void
test_lost (void)
{
  g_autoptr(GPtrArray) lost = NULL;
  g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
  const char *path = "/home/ada/odd \xff\n name.downhill";

  write_and_die (2, path);
  lost = hill_autosave_find_lost ();
  g_assert_cmpuint (lost->len, ==, 2);
  for (guint i = 0; i < lost->len; i++)
    {
      const HillLostFile *one = g_ptr_array_index (lost, i);
      g_autoptr(HillExperimentFile) file = hill_experiment_file_load (one->file, complaints, NULL);

      g_assert_cmpstr (one->path, ==, path);
      g_assert_cmpint (ABS (one->time - g_get_real_time () / G_USEC_PER_SEC), <, 60);
      g_assert_cmpstr (file->dataset, ==, "scenes");
      g_assert_cmpuint (complaints->len, ==, 0);
      g_assert_cmpint (g_unlink (one->file), ==, 0);
    }
}

/* The number of a process that lives, but began at another time; and files of other people. */
static void
test_names (void)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *reused = g_strdup_printf ("%s/%d-0-1.downhill", folder, (int) getpid ());
  g_autofree char *foreign = g_strdup_printf ("%s/thesis.downhill", folder);
  g_autofree char *link = g_strdup_printf ("%s/1-2-3.downhill", folder);
  g_autoptr(GPtrArray) lost = NULL;
  const HillLostFile *one;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (reused, TEXT, -1, NULL);
  g_file_set_contents (foreign, TEXT, -1, NULL);
  g_assert_cmpint (symlink ("/dev/zero", link), ==, 0);
  lost = hill_autosave_find_lost ();
  g_assert_cmpuint (lost->len, ==, 1);
  one = g_ptr_array_index (lost, 0);
  g_assert_cmpstr (one->file, ==, reused);
  g_assert_null (one->path);
  g_assert_cmpint (one->time, ==, 0);
  g_unlink (reused);
  g_unlink (foreign);
  g_unlink (link);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("hill-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (state, "downhill", "autosave", NULL);
  g_autofree char *parent = g_build_filename (state, "downhill", NULL);
  int status;

  /* G_TEST_OPTION_ISOLATE_DIRS would do it, but leaks. */
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/autosave/alive", test_alive);
  g_test_add_func ("/autosave/lost", test_lost);
  g_test_add_func ("/autosave/names", test_names);
  status = g_test_run ();

  g_rmdir (folder);
  g_rmdir (parent);
  g_assert_cmpint (g_rmdir (state), ==, 0);
  return status;
}
