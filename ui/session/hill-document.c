/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What has changed is told by the texts of then and now, so that nobody has to say that he changes something.  The copy is written on
 * another thread, for a disk may be slow; its lock is held no longer than that takes. */

#include "hill-document.h"

#include "hill-autosave.h"
#include "hill-file.h"

#include <string.h>

#define PAUSE (3 * G_USEC_PER_SEC)              /* from the last change to the copy */
#define TRAINING_PAUSE (30 * G_USEC_PER_SEC)

/* The copy in case of a crash, shared with the thread that writes it. */
typedef struct
{
  gatomicrefcount  ref_count;
  GMutex           mutex;
  HillAutosave    *autosave;                    /* owned */
  gboolean         is_forgotten;
} Copy;

struct _HillDocument
{
  GObject  parent_instance;
  char    *path;
  gboolean modified;
  gboolean is_restored;                         /* it never was what is in its file */
  Copy    *copy;
  char    *content;                             /* what “unchanged” means: without steps and places */
  char    *work;                                /* with steps */
  char    *last_content;                        /* at the last look */
  char    *copied;                              /* (nullable): what the copy has */
  gint64   changed;                             /* when it changed last */
  gint64   copied_at;
};

enum
{
  PROP_PATH = 1,
  PROP_MODIFIED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HillDocument, hill_document, G_TYPE_OBJECT)

/* ---- the copy */

static Copy *
copy_new (void)
{
  Copy *copy = g_new0 (Copy, 1);

  g_atomic_ref_count_init (&copy->ref_count);
  g_mutex_init (&copy->mutex);
  copy->autosave = hill_autosave_new ();
  return copy;
}

static Copy *
copy_ref (Copy *copy)
{
  g_atomic_ref_count_inc (&copy->ref_count);
  return copy;
}

static void
copy_unref (gpointer data)
{
  Copy *copy = data;

  if (!g_atomic_ref_count_dec (&copy->ref_count))
    return;
  hill_autosave_free (copy->autosave);
  g_mutex_clear (&copy->mutex);
  g_free (copy);
}

typedef struct
{
  Copy *copy;
  char *text;
  char *path;                                   /* (nullable) */
} CopyWork;

static void
copy_work_free (gpointer data)
{
  CopyWork *work = data;

  copy_unref (work->copy);
  g_free (work->text);
  g_free (work->path);
  g_free (work);
}

/* A disk that is full is no reason to disturb: the next copy may fit again. */
static void
write_copy (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  CopyWork *work = data;

  g_mutex_lock (&work->copy->mutex);
  if (!work->copy->is_forgotten)
    hill_autosave_write (work->copy->autosave, work->text, work->path, NULL);
  g_mutex_unlock (&work->copy->mutex);
}

static CopyWork *
copy_work_new (HillDocument *self,
               const char   *text)
{
  CopyWork *work = g_new0 (CopyWork, 1);

  work->copy = copy_ref (self->copy);
  work->text = g_strdup (text);
  work->path = g_strdup (self->path);
  return work;
}

static void
start_copy (HillDocument *self,
            const char   *text)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, copy_work_new (self, text), copy_work_free);
  g_task_run_in_thread (task, write_copy);
}

/* What it held is in the file now, or in nobody's mind any more. */
static void
renew_copy (HillDocument *self)
{
  Copy *copy = self->copy;

  g_clear_pointer (&self->copied, g_free);
  if (copy == NULL)
    return;
  g_mutex_lock (&copy->mutex);
  copy->is_forgotten = TRUE;
  hill_autosave_remove (copy->autosave);
  g_mutex_unlock (&copy->mutex);
  copy_unref (copy);
  self->copy = copy_new ();
}

/* ---- texts */

/* Where one looks, not what is worked on. */
static gboolean
is_place (const char *key)
{
  static const char * const endings[] = {
    ".views", ".enlarged", ".example", ".type-size", ".pace", ".pace-drop-down", ".row", ".column", ".opened", ".image", ".split", ".class",
    ".class-choice", ".feature-choice", ".example-choice", ".first", ".second", ".file", ".ground", ".view", ".kind", ".measure", ".azimuth",
    ".elevation", ".ahead-button", ".follow-button", ".content", ".log-button", ".template-mode",
  };

  if (strchr (key, '.') == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (key, endings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_step (const char *key)
{
  return g_str_equal (key, "run.reached") || g_str_has_suffix (key, ".step");
}

/* The hash comes when it is computed: it is no change. */
static char *
dup_text (const HillExperimentFile *file,
          gboolean                  with_steps)
{
  HillExperimentFile bare = *file;
  g_autoptr(GHashTable) view = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, file->view);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!is_place (key) && (with_steps || !is_step (key)))
      g_hash_table_insert (view, key, value);
  bare.view = view;
  bare.hash = NULL;
  if (!with_steps)
    bare.step = 0;
  return hill_experiment_file_to_text (&bare, NULL);
}

static void
set_modified (HillDocument *self,
              gboolean      modified)
{
  if (self->modified == modified)
    return;
  self->modified = modified;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

static void
set_path (HillDocument *self,
          const char   *path)
{
  g_autofree char *old = self->path;

  self->path = g_strdup (path);
  if (g_strcmp0 (old, path) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
}

static void
set_unchanged (HillDocument             *self,
               const HillExperimentFile *file)
{
  g_free (self->content);
  g_free (self->work);
  g_free (self->last_content);
  self->content = dup_text (file, FALSE);
  self->work = dup_text (file, TRUE);
  self->last_content = g_strdup (self->content);
  self->changed = 0;
}

HillDocument *
hill_document_new (void)
{
  return g_object_new (HILL_TYPE_DOCUMENT, NULL);
}

const char *
hill_document_get_path (HillDocument *self)
{
  g_return_val_if_fail (HILL_IS_DOCUMENT (self), NULL);

  return self->path;
}

char *
hill_document_dup_name (HillDocument *self)
{
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (HILL_IS_DOCUMENT (self), NULL);

  if (self->path == NULL)
    return NULL;
  base = g_path_get_basename (self->path);
  name = g_filename_display_name (base);
  if (g_str_has_suffix (name, ".downhill") && strlen (name) > strlen (".downhill"))
    name[strlen (name) - strlen (".downhill")] = '\0';
  return g_steal_pointer (&name);
}

gboolean
hill_document_get_modified (HillDocument *self)
{
  g_return_val_if_fail (HILL_IS_DOCUMENT (self), FALSE);

  return self->modified;
}

void
hill_document_begin (HillDocument             *self,
                     const char               *path,
                     const HillExperimentFile *file,
                     gboolean                  is_modified)
{
  g_return_if_fail (HILL_IS_DOCUMENT (self));
  g_return_if_fail (file != NULL);

  renew_copy (self);
  set_unchanged (self, file);
  self->is_restored = is_modified;
  set_path (self, path);
  set_modified (self, is_modified);
}

/* Is it time to write the copy? */
static gboolean
is_due (HillDocument *self,
        const char   *work,
        gboolean      is_same_content)
{
  gint64 now = g_get_monotonic_time ();

  if (g_strcmp0 (work, self->copied) == 0 || (!self->is_restored && g_str_equal (work, self->work)))
    return FALSE;
  if (self->changed > self->copied_at || self->is_restored)
    return now - self->changed >= PAUSE;
  return is_same_content && now - self->copied_at >= TRAINING_PAUSE;
}

void
hill_document_look (HillDocument             *self,
                    const HillExperimentFile *file)
{
  g_autofree char *content = NULL;
  g_autofree char *work = NULL;
  gboolean is_same;

  g_return_if_fail (HILL_IS_DOCUMENT (self));

  if (self->content == NULL)
    return;
  content = dup_text (file, FALSE);
  work = dup_text (file, TRUE);
  is_same = g_str_equal (content, self->last_content);
  if (!is_same)
    {
      self->changed = g_get_monotonic_time ();
      g_free (self->last_content);
      self->last_content = g_strdup (content);
    }
  set_modified (self, self->is_restored || !g_str_equal (content, self->content)
                          || (self->path != NULL && !g_str_equal (work, self->work)));
  if (self->copied_at == 0)
    self->copied_at = g_get_monotonic_time ();
  if (is_due (self, work, is_same))
    {
      g_autofree char *text = hill_experiment_file_to_text (file, NULL);

      start_copy (self, text);
      self->copied_at = g_get_monotonic_time ();
      g_free (self->copied);
      self->copied = g_steal_pointer (&work);
    }
}

/* ---- saving */

typedef struct
{
  char *path;
  char *text;                                   /* for the file */
  char *content;
  char *work;
} SaveWork;

static void
save_work_free (gpointer data)
{
  SaveWork *work = data;

  g_free (work->path);
  g_free (work->text);
  g_free (work->content);
  g_free (work->work);
  g_free (work);
}

static void
write_file (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  SaveWork *work = data;
  GError *error = NULL;

  if (hill_file_replace (work->path, work->text, strlen (work->text), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
hill_document_save (HillDocument             *self,
                    const HillExperimentFile *file,
                    const char               *path,
                    GAsyncReadyCallback       callback,
                    gpointer                  user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *folder = g_path_get_dirname (path);
  SaveWork *work = g_new0 (SaveWork, 1);

  g_return_if_fail (HILL_IS_DOCUMENT (self));

  work->path = g_strdup (path);
  work->text = hill_experiment_file_to_text (file, folder);
  work->content = dup_text (file, FALSE);
  work->work = dup_text (file, TRUE);
  g_task_set_task_data (task, work, save_work_free);
  g_task_run_in_thread (task, write_file);
}

/* What was changed while it was written is a change. */
gboolean
hill_document_save_finish (HillDocument  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  SaveWork *work = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (HILL_IS_DOCUMENT (self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  renew_copy (self);
  g_free (self->content);
  self->content = g_steal_pointer (&work->content);
  g_free (self->work);
  self->work = g_steal_pointer (&work->work);
  if (self->last_content == NULL)
    self->last_content = g_strdup (self->content);
  self->is_restored = FALSE;
  set_path (self, work->path);
  set_modified (self, FALSE);
  return TRUE;
}

void
hill_document_keep (HillDocument             *self,
                    const HillExperimentFile *file)
{
  g_autofree char *work = dup_text (file, TRUE);
  g_autofree char *text = NULL;
  CopyWork *copy;

  g_return_if_fail (HILL_IS_DOCUMENT (self));

  if (self->content == NULL || (!self->is_restored && g_str_equal (work, self->work)))
    {
      renew_copy (self);
      return;
    }
  text = hill_experiment_file_to_text (file, NULL);
  copy = copy_work_new (self, text);
  write_copy (NULL, NULL, copy, NULL);
  copy_work_free (copy);
}

void
hill_document_forget (HillDocument *self)
{
  g_return_if_fail (HILL_IS_DOCUMENT (self));

  renew_copy (self);
}

static void
hill_document_finalize (GObject *object)
{
  HillDocument *self = HILL_DOCUMENT (object);

  copy_unref (self->copy);
  g_free (self->path);
  g_free (self->content);
  g_free (self->work);
  g_free (self->last_content);
  g_free (self->copied);
  G_OBJECT_CLASS (hill_document_parent_class)->finalize (object);
}

static void
hill_document_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  HillDocument *self = HILL_DOCUMENT (object);

  if (property_id == PROP_PATH)
    g_value_set_string (value, self->path);
  else if (property_id == PROP_MODIFIED)
    g_value_set_boolean (value, self->modified);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
hill_document_class_init (HillDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = hill_document_finalize;
  object_class->get_property = hill_document_get_property;
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, readable);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hill_document_init (HillDocument *self)
{
  self->copy = copy_new ();
}
