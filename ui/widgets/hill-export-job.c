/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Plots are immutable and counted by atomic references, and each drawing has a Pango context of its own. */

#include "hill-export-job.h"

#include "hill-file.h"
#include "hill-npy.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  HillPlot *plot;
  char     *path;               /* (nullable) */
  char     *recipe;             /* (nullable) */
} Item;

struct _HillExportJob
{
  HillExportOptions  options;
  HillExportKind     kind;
  char              *font;
  char              *pages_path;
  GArray            *items;     /* of Item */
  gint               n_done;    /* atomic */
};

static void
item_clear (gpointer data)
{
  Item *item = data;

  hill_plot_unref (item->plot);
  g_free (item->path);
  g_free (item->recipe);
}

HillExportJob *
hill_export_job_new (const HillExportOptions *options,
                     HillExportKind           kind)
{
  HillExportJob *self;

  g_return_val_if_fail (options != NULL, NULL);

  self = g_new0 (HillExportJob, 1);
  self->options = *options;
  self->options.recipe = NULL;
  self->font = g_strdup (options->style.font);
  self->options.style.font = self->font;
  self->kind = kind;
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_array_set_clear_func (self->items, item_clear);
  return self;
}

void
hill_export_job_free (HillExportJob *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->items);
  g_free (self->pages_path);
  g_free (self->font);
  g_free (self);
}

void
hill_export_job_set_pages (HillExportJob *self,
                           const char    *path)
{
  g_return_if_fail (self != NULL && path != NULL);

  g_free (self->pages_path);
  self->pages_path = g_strdup (path);
}

void
hill_export_job_add (HillExportJob *self,
                     HillPlot      *plot,
                     const char    *path,
                     const char    *recipe)
{
  Item item = { 0 };

  g_return_if_fail (self != NULL && plot != NULL);

  item.plot = hill_plot_ref (plot);
  item.path = g_strdup (path);
  item.recipe = g_strdup (recipe);
  g_array_append_val (self->items, item);
}

static const Item *
get_item (const HillExportJob *self,
          guint                i)
{
  return &g_array_index (self->items, Item, i);
}

guint
hill_export_job_count_old (const HillExportJob *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->items->len; i++)
    n += get_item (self, i)->path != NULL && g_file_test (get_item (self, i)->path, G_FILE_TEST_EXISTS) ? 1 : 0;
  return n;
}

void
hill_export_job_share_ranges (HillExportJob *self)
{
  g_autoptr(GPtrArray) plots = g_ptr_array_new ();

  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (plots, get_item (self, i)->plot);
  hill_plots_share_ranges ((HillPlot * const *) plots->pdata, plots->len);
}

double
hill_export_job_get_progress (const HillExportJob *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (double) g_atomic_int_get (&self->n_done) / MAX (self->items->len, 1);
}

/* ---- on the thread */

static gboolean
save_table (const Item  *item,
            GError     **error)
{
  g_autofree char *csv = hill_plot_to_csv (item->plot);

  return hill_file_replace (item->path, csv, strlen (csv), error);
}

static gboolean
save_array (const Item  *item,
            GError     **error)
{
  gsize shape[HILL_PLOT_MAX_RANK];
  guint rank;
  g_autofree float *values = hill_plot_get_array (item->plot, shape, &rank);
  g_autofree char *name = g_filename_display_name (item->path);

  if (values != NULL)
    return hill_npy_save_float32 (item->path, values, shape, rank, error);
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s is not written: there is no array behind this figure. Export its table instead"), name);
  return FALSE;
}

/* Drawing takes the time; who gives up meanwhile finds no new file. */
static gboolean
save_picture (const HillExportJob  *self,
              const Item           *item,
              GCancellable         *cancellable,
              GError              **error)
{
  HillExportOptions options = self->options;
  g_autoptr(GBytes) file = NULL;

  options.recipe = item->recipe;
  file = hill_plot_render (item->plot, &options, error);
  return file != NULL && !g_cancellable_set_error_if_cancelled (cancellable, error)
         && hill_file_replace (item->path, g_bytes_get_data (file, NULL), g_bytes_get_size (file), error);
}

static gboolean
save_item (const HillExportJob  *self,
           const Item           *item,
           GCancellable         *cancellable,
           GError              **error)
{
  switch (self->kind)
    {
    case HILL_EXPORT_KIND_TABLE:
      return save_table (item, error);
    case HILL_EXPORT_KIND_ARRAY:
      return save_array (item, error);
    case HILL_EXPORT_KIND_PICTURE:
    default:
      return save_picture (self, item, cancellable, error);
    }
}

static gboolean
step_on (HillExportJob *self,
         GCancellable  *cancellable,
         GError       **error)
{
  g_atomic_int_inc (&self->n_done);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
save_files (HillExportJob  *self,
            GCancellable   *cancellable,
            GError        **error)
{
  for (guint i = 0; i < self->items->len; i++)
    if (!save_item (self, get_item (self, i), cancellable, error) || !step_on (self, cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
save_pages (HillExportJob  *self,
            GCancellable   *cancellable,
            GError        **error)
{
  HillExportOptions options = self->options;
  g_autoptr(HillPages) pages = NULL;
  g_autoptr(GBytes) file = NULL;

  options.recipe = get_item (self, self->items->len - 1)->recipe;
  pages = hill_pages_new (&options);
  for (guint i = 0; i < self->items->len; i++)
    if (!hill_pages_add (pages, get_item (self, i)->plot, error) || !step_on (self, cancellable, error))
      return FALSE;
  file = hill_pages_finish (pages, error);
  return file != NULL && hill_file_replace (self->pages_path, g_bytes_get_data (file, NULL), g_bytes_get_size (file), error);
}

static void
run (GTask        *task,
     gpointer      source,
     gpointer      data,
     GCancellable *cancellable)
{
  HillExportJob *self = data;
  GError *error = NULL;

  if (self->pages_path != NULL ? save_pages (self, cancellable, &error) : save_files (self, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
hill_export_job_run_async (HillExportJob       *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (self != NULL && self->items->len > 0);

  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_task_data (task, self, (GDestroyNotify) hill_export_job_free);
  g_task_run_in_thread (task, run);
}

gboolean
hill_export_job_run_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
