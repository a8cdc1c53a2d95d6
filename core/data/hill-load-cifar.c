/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* CIFAR-10 and CIFAR-100, binary version (Krizhevsky, "Learning Multiple Layers of Features from Tiny Images";
 * the data set's page): records of one label byte, or of a coarse and a fine one, and 3,072 pixels.  The records
 * of all batches of a split are read behind one another into one block and stay as they are: the rows of the
 * cells are just a record apart. */

#include "hill-dataset-private.h"

#include "hill-cifar-files.h"
#include "hill-i18n.h"
#include "hill-parallel.h"
#include "hill-read.h"

#include <string.h>

#define CIFAR_EDGE 32
#define CIFAR_N_PIXELS (3 * CIFAR_EDGE * CIFAR_EDGE)

typedef struct
{
  HillSplit  split;
  HillReader reader;
  gsize      n_rows;
  gsize      first_row;     /* in the split */
  GError    *error;
} CifarBatch;

typedef struct
{
  gboolean    is_100;
  gboolean    coarse;
  gsize       record;                     /* bytes */
  guint       n_classes;
  CifarBatch *batches;                    /* owned */
  gsize       n_batches;
  gsize       n_rows[HILL_N_SPLITS];
  guint8     *blocks[HILL_N_SPLITS];      /* owned */
  guint16    *labels[HILL_N_SPLITS];      /* owned */
  HillWatch   watch;
} CifarJob;

static const char * const cifar_10_names[] = {
  "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck", NULL
};

static void
cifar_job_clear (CifarJob *self)
{
  for (gsize i = 0; i < self->n_batches; i++)
    {
      hill_reader_clear (&self->batches[i].reader);
      g_clear_error (&self->batches[i].error);
    }
  g_free (self->batches);
  for (int i = 0; i < HILL_N_SPLITS; i++)
    {
      g_free (self->blocks[i]);
      g_free (self->labels[i]);
    }
  hill_watch_clear (&self->watch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CifarJob, cifar_job_clear)

static gboolean
cifar_refuse_size (const CifarJob  *self,
                   HillReader      *reader,
                   GError         **error)
{
  guint8 start[256];
  const char *looks = hill_describe_bytes (start, hill_reader_peek (reader, start, sizeof start));

  if (looks != NULL)
    g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s is no CIFAR batch: it is %s"), reader->name, looks);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_TRUNCATED,
                 _("%s has %zu bytes, so it ends within image %zu: each one takes %zu bytes; download it again"), reader->name,
                 reader->size, reader->size / self->record + 1, self->record);
  return FALSE;
}

/* Opens all batches and says how many rows there will be; takes no memory for them yet. */
static gboolean
cifar_job_open (CifarJob              *self,
                const HillCifarFiles  *files,
                GError               **error)
{
  self->n_batches = files->paths->len;
  self->batches = g_new0 (CifarBatch, self->n_batches);
  for (gsize i = 0; i < self->n_batches; i++)
    self->batches[i].reader.fd = -1;

  for (gsize i = 0; i < self->n_batches; i++)
    {
      CifarBatch *batch = &self->batches[i];

      if (!hill_watch_check (&self->watch, error)
          || !hill_reader_open (&batch->reader, g_ptr_array_index (files->paths, i), NULL, error))
        return FALSE;
      if (batch->reader.size == 0 || batch->reader.size % self->record != 0)
        return cifar_refuse_size (self, &batch->reader, error);
      self->watch.total += batch->reader.size;
      if (self->watch.total > HILL_MAX_CELL_BYTES)
        {
          g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE, _("the batches up to %s hold %zu bytes; at most %zu are read"),
                       batch->reader.name, self->watch.total, HILL_MAX_CELL_BYTES);
          return FALSE;
        }
      batch->split = i < files->n_train ? HILL_SPLIT_TRAIN : HILL_SPLIT_TEST;
      batch->n_rows = batch->reader.size / self->record;
      batch->first_row = self->n_rows[batch->split];
      self->n_rows[batch->split] += batch->n_rows;
    }
  return TRUE;
}

static gboolean
cifar_job_alloc (CifarJob  *self,
                 GError   **error)
{
  for (int i = 0; i < HILL_N_SPLITS; i++)
    {
      if (self->n_rows[i] == 0)
        continue;
      self->blocks[i] = hill_try_alloc (self->n_rows[i] * self->record, self->batches[0].reader.name, error);
      if (self->blocks[i] == NULL)
        return FALSE;
      self->labels[i] = g_new (guint16, self->n_rows[i]);
    }
  return TRUE;
}

/* Every record's label, the coarse or the fine one, into the split's labels. */
static void
cifar_batch_check_labels (CifarBatch     *batch,
                          const CifarJob *job,
                          const guint8   *records,
                          guint16        *labels)
{
  gsize offset = job->is_100 && !job->coarse ? 1 : 0;

  for (gsize i = 0; i < batch->n_rows; i++)
    {
      guint8 label = records[i * job->record + offset];

      if (label >= job->n_classes)
        {
          g_set_error (&batch->error, HILL_ERROR, HILL_ERROR_FORMAT,
                       _("%s gives image %zu the label %d, at byte %zu; labels go from 0 to %u here"), batch->reader.name, i + 1,
                       label, i * job->record + offset, job->n_classes - 1);
          return;
        }
      labels[i] = label;
    }
}

static void
cifar_read_batch (gsize    i,
                  gpointer data)
{
  CifarJob *job = data;
  CifarBatch *batch = &job->batches[i];
  guint8 *records = job->blocks[batch->split] + batch->first_row * job->record;

  if (hill_reader_read (&batch->reader, 0, records, batch->n_rows * job->record, &job->watch, &batch->error))
    cifar_batch_check_labels (batch, job, records, job->labels[batch->split] + batch->first_row);
}

static gboolean
cifar_job_read (CifarJob  *self,
                guint      n_threads,
                GError   **error)
{
  hill_parallel_for (self->n_batches, n_threads, cifar_read_batch, self);
  for (gsize i = 0; i < self->n_batches; i++)
    if (self->batches[i].error != NULL)
      {
        g_propagate_error (error, g_steal_pointer (&self->batches[i].error));
        return FALSE;
      }
  return hill_watch_check (&self->watch, error);
}

static char **
cifar_number_names (guint n_classes)
{
  char **names = g_new0 (char *, n_classes + 1);

  for (guint i = 0; i < n_classes; i++)
    names[i] = g_strdup_printf ("%u", i);
  return names;
}

/* From the file of names where there is one; a batch alone goes by the published names, or by numbers. */
static char **
cifar_read_names (const CifarJob        *self,
                  const HillCifarFiles  *files,
                  GError               **error)
{
  const char *name = !self->is_100 ? "batches.meta.txt" : self->coarse ? "coarse_label_names.txt" : "fine_label_names.txt";
  g_autofree char *path = g_build_filename (files->folder, name, NULL);
  g_auto(GStrv) names = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return self->is_100 ? cifar_number_names (self->coarse ? 20 : 100) : g_strdupv ((char **) cifar_10_names);

  names = hill_read_lines (path, error);
  if (names == NULL)
    return NULL;
  if (g_strv_length (names) == 0 || g_strv_length (names) > 256)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s holds %u class names, a line each; 1 to 256 are expected"), name,
                   g_strv_length (names));
      return NULL;
    }
  return g_steal_pointer (&names);
}

/* For origins: a batch's name and the row of its split it begins at. */
typedef struct
{
  HillSplit split;
  gsize     first_row;
  char     *name;
} CifarOrigin;

static void
cifar_origin_clear (gpointer data)
{
  g_free (((CifarOrigin *) data)->name);
}

static char *
cifar_origin (HillSplit     split,
              gsize         index,
              gconstpointer data)
{
  const GArray *origins = data;
  const CifarOrigin *found = NULL;

  for (guint i = 0; i < origins->len; i++)
    {
      const CifarOrigin *origin = &g_array_index (origins, CifarOrigin, i);

      if (origin->split == split && origin->first_row <= index)
        found = origin;
    }
  return g_strdup_printf (_("%s, image %zu"), found->name, index - found->first_row + 1);
}

static GArray *
cifar_job_make_origins (const CifarJob *self)
{
  GArray *origins = g_array_new (FALSE, FALSE, sizeof (CifarOrigin));

  g_array_set_clear_func (origins, cifar_origin_clear);
  for (gsize i = 0; i < self->n_batches; i++)
    {
      const CifarBatch *batch = &self->batches[i];
      CifarOrigin origin = { batch->split, batch->first_row, g_strdup (batch->reader.name) };

      g_array_append_val (origins, origin);
    }
  return origins;
}

static HillDataset *
cifar_job_finish (CifarJob    *self,
                  const char  *path,
                  const char  *folder,
                  char       **names)
{
  g_auto(HillDatasetParts) parts = { 0 };
  gsize n_label_bytes = self->record - CIFAR_N_PIXELS;

  if (self->is_100)
    parts.name = g_strdup ("CIFAR-100");
  else if (g_strv_equal ((const char * const *) names, cifar_10_names))
    parts.name = g_strdup ("CIFAR-10");
  else
    parts.name = g_filename_display_basename (folder);
  parts.spec = g_strdup (path);
  parts.width = CIFAR_EDGE;
  parts.height = CIFAR_EDGE;
  parts.n_channels = 3;
  parts.class_names = g_strdupv (names);
  parts.origin = cifar_origin;
  parts.origin_data = cifar_job_make_origins (self);
  parts.origin_destroy = (GDestroyNotify) g_array_unref;

  for (int i = 0; i < HILL_N_SPLITS; i++)
    {
      HillSplitData *split = &parts.splits[i];
      guint8 *block = g_steal_pointer (&self->blocks[i]);

      if (block == NULL)
        continue;
      split->bytes = g_bytes_new_take (block, self->n_rows[i] * self->record);
      split->cells = (HillCells) { block + n_label_bytes, HILL_CELLS_U8, self->n_rows[i], CIFAR_N_PIXELS, self->record };
      split->labels = g_steal_pointer (&self->labels[i]);
    }
  return hill_dataset_new (&parts);
}

HillDataset *
hill_load_cifar (const char             *path,
                 const HillLoadOptions  *options,
                 GError                **error)
{
  g_auto(HillCifarFiles) files = { 0 };
  g_auto(CifarJob) job = { 0 };
  g_auto(GStrv) names = NULL;

  hill_watch_init (&job.watch, &options->progress, 0);
  if (!hill_cifar_files_find (&files, path, error))
    return NULL;
  if (options->coarse && !files.is_100)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                   _("CIFAR-10 has no coarse labels, only CIFAR-100 has; leave the option away"));
      return NULL;
    }
  job.is_100 = files.is_100;
  job.coarse = options->coarse;
  job.record = CIFAR_N_PIXELS + (files.is_100 ? 2 : 1);
  names = cifar_read_names (&job, &files, error);
  if (names == NULL)
    return NULL;
  job.n_classes = g_strv_length (names);

  if (!cifar_job_open (&job, &files, error)
      || !cifar_job_alloc (&job, error)
      || !cifar_job_read (&job, options->n_threads, error))
    return NULL;
  return cifar_job_finish (&job, path, files.folder, names);
}
