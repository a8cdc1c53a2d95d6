/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What counts as a change, what is written where, and what is left after an end without a question. */

#include "hill-autosave.h"
#include "hill-document.h"

#include <glib/gstdio.h>

static HillExperimentFile *
new_file (void)
{
  HillExperimentFile *file = hill_experiment_file_new ();

  g_free (file->dataset);
  file->dataset = g_strdup ("points:moons");
  return file;
}

static void
put (HillExperimentFile *file,
     const char         *key,
     const char         *value)
{
  g_hash_table_insert (file->view, g_strdup (key), g_strdup (value));
}

static void
assert_modified (HillDocument             *document,
                 const HillExperimentFile *file,
                 gboolean                  modified)
{
  hill_document_look (document, file);
  g_assert_true (hill_document_get_modified (document) == modified);
}

static void
count (int *n)
{
  (*n)++;
}

/* Options and tables are changes, and so is taking them back; where one looks, and steps of an experiment without a file, are none. */
static void
test_changes (void)
{
  g_autoptr(HillDocument) document = hill_document_new ();
  g_autoptr(HillExperimentFile) file = new_file ();
  int n = 0;

  g_signal_connect_swapped (document, "notify::modified", G_CALLBACK (count), &n);
  hill_document_begin (document, NULL, file, FALSE);
  assert_modified (document, file, FALSE);
  put (file, "page", "loss");
  put (file, "loss.views", "what-if");
  put (file, "data.example", "17");
  put (file, "run.reached", "40");
  file->step = 12;
  file->hash = g_strdup ("sha256:1");
  assert_modified (document, file, FALSE);
  file->experiment.rate = 0.5;
  assert_modified (document, file, TRUE);
  file->experiment.rate = 0.05;
  assert_modified (document, file, FALSE);
  put (file, "loss.worksheet.sheet", "label,a\r\n");
  assert_modified (document, file, TRUE);
  g_assert_cmpint (n, ==, 3);
  g_assert_null (hill_document_get_path (document));
  g_assert_null (hill_document_dup_name (document));
}

/* With a file the step is part of what was saved. */
static void
test_steps (void)
{
  g_autoptr(HillDocument) document = hill_document_new ();
  g_autoptr(HillExperimentFile) file = new_file ();
  g_autofree char *name = NULL;

  hill_document_begin (document, "/somewhere/a lecture.downhill", file, FALSE);
  name = hill_document_dup_name (document);
  g_assert_cmpstr (name, ==, "a lecture");
  assert_modified (document, file, FALSE);
  put (file, "page", "training");
  assert_modified (document, file, FALSE);
  file->step = 3;
  assert_modified (document, file, TRUE);
  file->step = 0;
  assert_modified (document, file, FALSE);
}

typedef struct
{
  GMainLoop *loop;
  gboolean   is_saved;
  GError    *error;
} Saved;

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Saved *saved = user_data;

  saved->is_saved = hill_document_save_finish (HILL_DOCUMENT (source), result, &saved->error);
  g_main_loop_quit (saved->loop);
}

static gboolean
save (HillDocument        *document,
      HillExperimentFile  *file,
      const char          *path,
      GError             **error)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Saved saved = { loop };

  hill_document_save (document, file, path, on_saved, &saved);
  g_main_loop_run (loop);
  if (saved.error != NULL)
    g_propagate_error (error, saved.error);
  return saved.is_saved;
}

static void
test_save (void)
{
  g_autofree char *folder = g_dir_make_tmp ("downhill-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "x.downhill", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "x.downhill", NULL);
  g_autoptr(HillDocument) document = hill_document_new ();
  g_autoptr(HillExperimentFile) file = new_file ();
  g_autoptr(HillExperimentFile) again = NULL;
  g_autoptr(GError) error = NULL;

  hill_document_begin (document, NULL, file, FALSE);
  file->experiment.rate = 0.5;
  assert_modified (document, file, TRUE);
  g_assert_false (save (document, file, nowhere, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_IO);
  g_assert_true (hill_document_get_modified (document));
  g_assert_null (hill_document_get_path (document));

  g_assert_true (save (document, file, path, NULL));
  g_assert_false (hill_document_get_modified (document));
  g_assert_cmpstr (hill_document_get_path (document), ==, path);
  again = hill_experiment_file_load (path, NULL, NULL);
  g_assert_nonnull (again);
  g_assert_cmpfloat (again->experiment.rate, ==, 0.5);
  assert_modified (document, file, FALSE);
  file->experiment.rate = 0.7;
  assert_modified (document, file, TRUE);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static guint
count_copies (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "downhill", "autosave", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Only what would be lost is kept, and what was done with goes. */
static void
test_copies (void)
{
  g_autoptr(HillDocument) document = hill_document_new ();
  g_autoptr(HillDocument) other = hill_document_new ();
  g_autoptr(HillExperimentFile) file = new_file ();
  g_autoptr(GPtrArray) lost = NULL;
  guint n = count_copies ();

  hill_document_begin (document, NULL, file, FALSE);
  hill_document_begin (other, NULL, file, FALSE);
  hill_document_keep (document, file);
  g_assert_cmpuint (count_copies (), ==, n);
  file->experiment.rate = 0.5;
  hill_document_keep (document, file);
  hill_document_keep (other, file);
  g_assert_cmpuint (count_copies (), ==, n + 2);
  /* This process lives: nothing is lost. */
  lost = hill_autosave_find_lost ();
  g_assert_cmpuint (lost->len, ==, 0);
  hill_document_forget (document);
  g_assert_cmpuint (count_copies (), ==, n + 1);
  hill_document_forget (other);
  g_assert_cmpuint (count_copies (), ==, n);
}

/* What was restored is not saved until it is. */
static void
test_restored (void)
{
  g_autoptr(HillDocument) document = hill_document_new ();
  g_autoptr(HillExperimentFile) file = new_file ();

  hill_document_begin (document, "/somewhere/x.downhill", file, TRUE);
  g_assert_true (hill_document_get_modified (document));
  assert_modified (document, file, TRUE);
  hill_document_forget (document);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("downhill-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (state, "downhill", NULL);
  g_autofree char *copies = g_build_filename (inner, "autosave", NULL);
  int status;

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/changes", test_changes);
  g_test_add_func ("/document/steps", test_steps);
  g_test_add_func ("/document/save", test_save);
  g_test_add_func ("/document/copies", test_copies);
  g_test_add_func ("/document/restored", test_restored);
  status = g_test_run ();
  g_rmdir (copies);
  g_rmdir (inner);
  g_rmdir (state);
  return status;
}
