/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What is opened is read on another thread, then the question about changes is asked, then the session loads it; the pages show what
 * it says when the data are there.  Until all of that has settled nothing counts as a change. */

#include "hill-window-file.h"

#include "hill-data-hash.h"
#include "hill-file-dialogs.h"
#include "hill-open-menu.h"
#include "hill-reading.h"
#include "hill-session-file.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define LOOK_INTERVAL 1000              /* milliseconds */
#define SETTLE_INTERVAL 250
#define SETTLE_PATIENCE 6               /* so often while nothing is computed any more */

/* What was asked for, while the question about changes is open. */
typedef enum
{
  THEN_NOTHING,
  THEN_CLOSE,
  THEN_SHOW,
} Then;

struct _HillWindowFile
{
  HillWindowParts       parts;
  HillDocument         *document;       /* owned */
  HillDataHash         *hash;           /* owned: of the data set */
  HillReading          *reading;        /* owned (nullable): the file that is read */
  HillExperimentFile   *wanted;         /* owned (nullable): to be shown */
  GHashTable           *view;           /* owned (nullable): what the pages are to show, while the session loads it */
  GPtrArray            *wanted_unknown; /* owned (nullable): what its file has beside, likewise */
  GPtrArray            *unknown;        /* owned (nullable): what the document's file has beside, to be kept */
  char                 *wanted_path;    /* (nullable) */
  char                 *lost_file;      /* (nullable): what is wanted was found in it after a crash */
  gboolean              is_loading;     /* the session loads what is wanted */
  Then                  then;
  GtkWidget            *question;       /* (nullable): while it is open */
  GtkFileChooserNative *chooser;        /* owned (nullable): likewise */
  gboolean              is_saving;
  guint                 look_id;
  guint                 settle_id;
  int                   n_rests;        /* while it settles: so often nothing was computed */
  gulong                loaded_id, loading_id;
};

static void ask_or_go_on (HillWindowFile *self, Then then);

/* ---- what there is */

/* (transfer full) */
static HillExperimentFile *
dup_now (HillWindowFile *self)
{
  HillExperimentFile *file = hill_session_new_file (self->parts.session);

  g_free (file->hash);
  file->hash = g_strdup (hill_data_hash_get (self->hash));
  if (self->unknown != NULL)
    hill_experiment_file_set_unknown (file, self->unknown);
  hill_view_state_save (self->parts.state, file->view);
  g_hash_table_insert (file->view, g_strdup ("page"), g_strdup (gtk_stack_get_visible_child_name (self->parts.pages)));
  return file;
}

static gboolean
has_experiment (HillWindowFile *self)
{
  return hill_session_get_dataset (self->parts.session) != NULL;
}

/* (transfer full): of the experiment, or of its data set. */
static char *
dup_name (HillWindowFile *self)
{
  char *name = hill_document_dup_name (self->document);

  return name != NULL ? name : g_strdup (hill_dataset_get_name (hill_session_get_dataset (self->parts.session)));
}

static gboolean
is_settled (HillWindowFile *self)
{
  return self->settle_id == 0 && !self->is_loading && has_experiment (self);
}

static gboolean
on_look (gpointer data)
{
  HillWindowFile *self = data;

  if (is_settled (self))
    {
      g_autoptr(HillExperimentFile) file = NULL;

      hill_view_state_settle (self->parts.state);
      file = dup_now (self);
      hill_document_look (self->document, file);
    }
  return G_SOURCE_CONTINUE;
}

/* At once, for a question that is about to be asked. */
static gboolean
is_modified (HillWindowFile *self)
{
  if (is_settled (self))
    on_look (self);
  return hill_document_get_modified (self->document);
}

static void
on_document_changed (HillWindowFile *self)
{
  self->parts.changed (self->parts.window);
}

/* ---- showing an experiment */

static void
forget_wanted (HillWindowFile *self)
{
  g_clear_pointer (&self->wanted, hill_experiment_file_free);
  g_clear_pointer (&self->view, g_hash_table_unref);
  g_clear_pointer (&self->wanted_unknown, g_ptr_array_unref);
  g_clear_pointer (&self->wanted_path, g_free);
  g_clear_pointer (&self->lost_file, g_free);
  self->is_loading = FALSE;
}

static void
begin (HillWindowFile *self)
{
  g_autoptr(HillExperimentFile) file = dup_now (self);

  hill_document_begin (self->document, self->wanted_path, file, self->lost_file != NULL);
  if (self->lost_file != NULL)
    {
      hill_document_keep (self->document, file);
      g_unlink (self->lost_file);
    }
  forget_wanted (self);
  hill_data_hash_find (self->hash);
}

/* The pages get what they could not show before, until the run stands at its step. */
static gboolean
on_settle (gpointer data)
{
  HillWindowFile *self = data;
  gboolean is_shown = hill_view_state_settle (self->parts.state);

  self->n_rests = hill_session_get_busy (self->parts.session) ? 0 : self->n_rests + 1;
  if (self->n_rests < (is_shown ? 1 : SETTLE_PATIENCE))
    return G_SOURCE_CONTINUE;
  self->settle_id = 0;
  begin (self);
  return G_SOURCE_REMOVE;
}

static void
settle (HillWindowFile *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->n_rests = 0;
  self->settle_id = g_timeout_add (SETTLE_INTERVAL, on_settle, self);
}

static void
show_wanted (HillWindowFile *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->is_loading = TRUE;
  g_clear_pointer (&self->view, g_hash_table_unref);
  self->view = g_hash_table_ref (self->wanted->view);
  g_clear_pointer (&self->wanted_unknown, g_ptr_array_unref);
  self->wanted_unknown = g_ptr_array_ref (self->wanted->unknown);
  hill_session_open_file (self->parts.session, g_steal_pointer (&self->wanted));
}

static void
show_view (HillWindowFile *self)
{
  const char *page = g_hash_table_lookup (self->view, "page");

  hill_view_state_restore (self->parts.state, self->view);
  if (page != NULL && gtk_stack_get_child_by_name (self->parts.pages, page) != NULL)
    gtk_stack_set_visible_child_name (self->parts.pages, page);
}

/* Another data set in an experiment that nobody has touched is where it begins anew; else it is a change. */
static void
on_loaded (HillSession    *session,
           HillWindowFile *self)
{
  gboolean is_untouched = hill_document_get_path (self->document) == NULL && !hill_document_get_modified (self->document);

  hill_data_hash_forget (self->hash);
  if (self->is_loading)
    {
      self->is_loading = FALSE;
      show_view (self);
      g_clear_pointer (&self->unknown, g_ptr_array_unref);
      self->unknown = g_steal_pointer (&self->wanted_unknown);
      settle (self);
    }
  else
    {
      hill_view_state_give_up (self->parts.state);
      if (is_untouched || self->settle_id != 0)
        settle (self);
    }
  self->parts.changed (self->parts.window);
}

/* Loading has ended without data: what was there stays. */
static void
on_loading (HillWindowFile *self)
{
  if (!hill_session_get_loading (self->parts.session) && self->is_loading)
    forget_wanted (self);
}

/* ---- saving */

static void
complain (HillWindowFile *self,
          const char     *message)
{
  self->parts.complain (self->parts.window, message);
}

/* Later: the dialog that was answered has to go before its window. */
static gboolean
on_close (gpointer window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  return G_SOURCE_REMOVE;
}

static void
go_on (HillWindowFile *self,
       Then            then)
{
  self->then = THEN_NOTHING;
  if (then == THEN_SHOW)
    show_wanted (self);
  else if (then == THEN_CLOSE)
    {
      hill_document_forget (self->document);
      g_idle_add_full (G_PRIORITY_DEFAULT, on_close, g_object_ref (self->parts.window), g_object_unref);
    }
}

static void
stay (HillWindowFile *self)
{
  if (self->then == THEN_SHOW)
    forget_wanted (self);
  self->then = THEN_NOTHING;
}

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      window)
{
  HillWindowFile *self = g_object_get_data (window, "hill-window-file");
  g_autoptr(GtkWindow) keep = GTK_WINDOW (window);
  g_autoptr(GError) error = NULL;

  if (self == NULL)
    return;
  self->is_saving = FALSE;
  if (hill_document_save_finish (HILL_DOCUMENT (source), result, &error))
    {
      hill_open_menu_remember (hill_document_get_path (self->document));
      go_on (self, self->then);
      return;
    }
  complain (self, error->message);
  stay (self);
}

static void
save_to (HillWindowFile *self,
         const char     *path)
{
  g_autoptr(HillExperimentFile) file = dup_now (self);

  if (self->is_saving)
    return;
  self->is_saving = TRUE;
  hill_document_save (self->document, file, path, on_saved, g_object_ref (self->parts.window));
}

static void
on_place_chosen (GtkFileChooserNative *chooser,
                 int                   response,
                 HillWindowFile       *self)
{
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_clear_object (&self->chooser);
  path = file != NULL ? g_file_get_path (file) : NULL;
  if (path != NULL)
    {
      save_to (self, path);
      return;
    }
  if (file != NULL)
    complain (self, _("That place is not on this computer. Save it here first, then copy it there."));
  stay (self);
}

static void
save_as (HillWindowFile *self)
{
  g_autofree char *name = dup_name (self);

  g_clear_object (&self->chooser);
  self->chooser = hill_file_dialogs_new_save (self->parts.window, hill_document_get_path (self->document), name);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_place_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
save (HillWindowFile *self)
{
  if (hill_document_get_path (self->document) != NULL)
    save_to (self, hill_document_get_path (self->document));
  else
    save_as (self);
}

static void
on_save (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  if (has_experiment (user_data))
    save (user_data);
}

static void
on_save_as (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  if (has_experiment (user_data))
    save_as (user_data);
}

static void
on_new (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  HillWindowFile *self = user_data;

  if (self->then != THEN_NOTHING || self->is_loading)
    return;
  forget_wanted (self);
  self->wanted = hill_experiment_file_new ();
  g_free (self->wanted->dataset);
  self->wanted->dataset = g_strdup ("scenes");
  ask_or_go_on (self, THEN_SHOW);
}

/* ---- the question */

static void
on_answer (GtkDialog      *dialog,
           int             response,
           HillWindowFile *self)
{
  self->question = NULL;
  gtk_window_destroy (GTK_WINDOW (dialog));
  if (response == GTK_RESPONSE_ACCEPT)
    save (self);
  else if (response == GTK_RESPONSE_REJECT)
    go_on (self, self->then);
  else
    stay (self);
}

static void
ask (HillWindowFile *self)
{
  g_autofree char *name = dup_name (self);

  self->question = hill_file_dialogs_new_question (self->parts.window, name, hill_document_get_path (self->document) != NULL);
  g_signal_connect (self->question, "response", G_CALLBACK (on_answer), self);
  gtk_window_present (GTK_WINDOW (self->question));
}

static void
ask_or_go_on (HillWindowFile *self,
              Then            then)
{
  self->then = then;
  if (is_modified (self))
    ask (self);
  else
    go_on (self, then);
}

/* ---- opening */

static void
on_read (HillReading *reading,
         gpointer     user_data)
{
  HillWindowFile *self = user_data;
  const char *path = hill_reading_get_path (reading);
  HillExperimentFile *file = hill_reading_take_file (reading);
  g_autofree char *complaints = hill_reading_dup_complaints (reading);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);

  if (file != NULL)
    {
      forget_wanted (self);
      self->wanted = file;
      if (hill_reading_is_experiment (reading))
        {
          self->wanted_path = g_strdup (path);
          hill_open_menu_remember (path);
        }
      if (complaints != NULL)
        hill_file_dialogs_show_complaints (self->parts.window, shown, complaints);
      ask_or_go_on (self, THEN_SHOW);
    }
  else if (hill_reading_is_image (reading))
    self->parts.show_image (self->parts.window, path);
  else
    complain (self, hill_reading_get_message (reading));
  g_clear_pointer (&self->reading, hill_reading_free);
}

gboolean
hill_window_file_takes (const char *path)
{
  return hill_reading_takes (path);
}

void
hill_window_file_open (HillWindowFile *self,
                       const char     *path)
{
  g_return_if_fail (self != NULL && path != NULL);

  if (self->then != THEN_NOTHING || self->is_loading)
    return;
  g_clear_pointer (&self->reading, hill_reading_free);
  self->reading = hill_reading_new (path, on_read, self);
}

void
hill_window_file_restore (HillWindowFile     *self,
                          HillExperimentFile *file,
                          const HillLostFile *lost)
{
  g_return_if_fail (self != NULL && file != NULL && lost != NULL);

  forget_wanted (self);
  self->wanted = file;
  self->wanted_path = g_strdup (lost->path);
  self->lost_file = g_strdup (lost->file);
  show_wanted (self);
}

/* ---- the window */

gboolean
hill_window_file_close (HillWindowFile *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  if (self->question != NULL || self->is_saving)
    return FALSE;
  if (!is_modified (self))
    {
      hill_document_forget (self->document);
      return TRUE;
    }
  stay (self);
  ask_or_go_on (self, THEN_CLOSE);
  return FALSE;
}

void
hill_window_file_keep (HillWindowFile *self)
{
  g_autoptr(HillExperimentFile) file = NULL;

  g_return_if_fail (self != NULL);

  if (!is_settled (self))
    return;
  file = dup_now (self);
  hill_document_keep (self->document, file);
}

gboolean
hill_window_file_is_untouched (HillWindowFile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return hill_document_get_path (self->document) == NULL && !is_modified (self);
}

gboolean
hill_window_file_is_named (HillWindowFile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return hill_document_get_path (self->document) != NULL;
}

char *
hill_window_file_dup_title (HillWindowFile *self,
                            const char     *otherwise)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  name = hill_document_dup_name (self->document);
  return g_strconcat (hill_document_get_modified (self->document) ? "• " : "", name != NULL ? name : otherwise, NULL);
}

char *
hill_window_file_dup_text (HillWindowFile *self)
{
  g_autoptr(HillExperimentFile) file = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!has_experiment (self))
    return NULL;
  file = dup_now (self);
  return hill_experiment_file_to_text (file, NULL);
}

static const GActionEntry actions[] = {
  { .name = "new", .activate = on_new },
  { .name = "save", .activate = on_save },
  { .name = "save-as", .activate = on_save_as },
};

HillWindowFile *
hill_window_file_new (const HillWindowParts *parts)
{
  HillWindowFile *self = g_new0 (HillWindowFile, 1);

  self->parts = *parts;
  self->document = hill_document_new ();
  self->hash = hill_data_hash_new (parts->session);
  g_object_set_data (G_OBJECT (parts->window), "hill-window-file", self);
  g_signal_connect_swapped (self->document, "notify", G_CALLBACK (on_document_changed), self);
  g_action_map_add_action_entries (G_ACTION_MAP (parts->window), actions, G_N_ELEMENTS (actions), self);
  self->loaded_id = g_signal_connect_after (parts->session, "loaded", G_CALLBACK (on_loaded), self);
  self->loading_id = g_signal_connect_swapped (parts->session, "notify::loading", G_CALLBACK (on_loading), self);
  self->look_id = g_timeout_add (LOOK_INTERVAL, on_look, self);
  return self;
}

void
hill_window_file_free (HillWindowFile *self)
{
  g_object_set_data (G_OBJECT (self->parts.window), "hill-window-file", NULL);
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_signal_handler_disconnect (self->parts.session, self->loaded_id);
  g_signal_handler_disconnect (self->parts.session, self->loading_id);
  hill_data_hash_free (self->hash);
  g_clear_pointer (&self->reading, hill_reading_free);
  g_clear_object (&self->chooser);
  forget_wanted (self);
  g_clear_pointer (&self->unknown, g_ptr_array_unref);
  g_signal_handlers_disconnect_by_func (self->document, on_document_changed, self);
  g_object_unref (self->document);
  g_free (self);
}
