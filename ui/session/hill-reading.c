/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The thread has a task of its own and knows nothing of the reading: that may be gone when it is done. */

#include "hill-reading.h"

#include "hill-recipe.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_COMPLAINTS 12

typedef enum
{
  KIND_NONE,
  KIND_EXPERIMENT,
  KIND_IMAGE,           /* a picture that may have one in it */
  KIND_DRAWING,         /* the same, but nothing that could be looked at here */
} Kind;

typedef struct
{
  HillExperimentFile *file;
  GPtrArray          *complaints;
} Result;

struct _HillReading
{
  char            *path;
  Kind             kind;
  GCancellable    *cancellable;
  HillReadingFunc  func;
  gpointer         user_data;
  Result          *result;      /* (nullable) */
  char            *message;     /* (nullable) */
  gboolean         is_plain;    /* there is nothing in it, as opposed to something damaged */
};

static Kind
get_kind (const char *path)
{
  static const struct
  {
    const char *ending;
    Kind        kind;
  } kinds[] = {
    { ".downhill", KIND_EXPERIMENT }, { ".png", KIND_IMAGE }, { ".jpg", KIND_IMAGE }, { ".jpeg", KIND_IMAGE },
    { ".gif", KIND_IMAGE }, { ".svg", KIND_DRAWING }, { ".pdf", KIND_DRAWING },
  };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_suffix (lower, kinds[i].ending))
      return kinds[i].kind;
  return KIND_NONE;
}

gboolean
hill_reading_takes (const char *path)
{
  return get_kind (path) != KIND_NONE && g_path_is_absolute (path) && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static void
result_free (gpointer data)
{
  Result *result = data;

  g_clear_pointer (&result->file, hill_experiment_file_free);
  g_ptr_array_unref (result->complaints);
  g_free (result);
}

static HillExperimentFile *
read_figure (const char  *path,
             GPtrArray   *complaints,
             GError     **error)
{
  g_autofree char *text = hill_recipe_read (path, error);

  return text != NULL ? hill_experiment_file_parse (text, strlen (text), NULL, complaints, error) : NULL;
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  const char *path = data;
  Result *result = g_new0 (Result, 1);
  GError *error = NULL;

  result->complaints = g_ptr_array_new_with_free_func (g_free);
  if (get_kind (path) == KIND_EXPERIMENT)
    result->file = hill_experiment_file_load (path, result->complaints, &error);
  else
    result->file = read_figure (path, result->complaints, &error);
  if (result->file != NULL)
    {
      g_task_return_pointer (task, result, result_free);
      return;
    }
  result_free (result);
  g_task_return_error (task, error);
}

static void
on_done (GObject      *source,
         GAsyncResult *async_result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  Result *result = g_task_propagate_pointer (G_TASK (async_result), &error);
  HillReading *self = user_data;

  /* Cancelled: the reading is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->result = result;
  if (error != NULL)
    self->message = g_strdup (error->message);
  self->is_plain = g_error_matches (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED);
  self->func (self, self->user_data);
}

HillReading *
hill_reading_new (const char      *path,
                  HillReadingFunc  func,
                  gpointer         user_data)
{
  HillReading *self = g_new0 (HillReading, 1);
  g_autoptr(GTask) task = NULL;

  g_return_val_if_fail (path != NULL && func != NULL, NULL);

  self->path = g_strdup (path);
  self->kind = get_kind (path);
  self->cancellable = g_cancellable_new ();
  self->func = func;
  self->user_data = user_data;
  task = g_task_new (NULL, self->cancellable, on_done, self);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, work);
  return self;
}

void
hill_reading_free (HillReading *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->result, result_free);
  g_free (self->message);
  g_free (self->path);
  g_free (self);
}

const char *
hill_reading_get_path (HillReading *self)
{
  return self->path;
}

HillExperimentFile *
hill_reading_take_file (HillReading *self)
{
  return self->result != NULL ? g_steal_pointer (&self->result->file) : NULL;
}

char *
hill_reading_dup_complaints (HillReading *self)
{
  GPtrArray *complaints = self->result != NULL ? self->result->complaints : NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  if (complaints == NULL || complaints->len == 0)
    return NULL;
  for (guint i = 0; i < MIN (complaints->len, MAX_COMPLAINTS); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (complaints, i));
  if (complaints->len > MAX_COMPLAINTS)
    g_string_append_printf (text, ngettext ("\nand %u more", "\nand %u more", complaints->len - MAX_COMPLAINTS),
                            complaints->len - MAX_COMPLAINTS);
  return g_strdup (text->str);
}

const char *
hill_reading_get_message (HillReading *self)
{
  return self->message;
}

gboolean
hill_reading_is_experiment (HillReading *self)
{
  return self->kind == KIND_EXPERIMENT;
}

gboolean
hill_reading_is_image (HillReading *self)
{
  return self->kind == KIND_IMAGE && self->is_plain;
}
