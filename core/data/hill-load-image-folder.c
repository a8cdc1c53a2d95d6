/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A folder with a sub-folder of pictures per class.  In turn: list the names, look at each file's first bytes, draw
 * the test split where the folders do not say it, order the examples, decode them side by side into one block a
 * split, and close the gaps that unreadable ones left.  Every step depends on the names and the seed alone, never
 * on which thread was first. */

#include "hill-dataset-private.h"

#include "hill-i18n.h"
#include "hill-image-list.h"
#include "hill-image-private.h"
#include "hill-parallel.h"
#include "hill-random.h"

#include <string.h>

#define DEFAULT_EDGE 32
#define MAX_EDGE 1024
#define MAX_SKIPPED 1000
#define TEST_SHARE 0.2

/* What all threads together may take for decoding, and from which length on files are read one at a time. */
#define DECODE_MEMORY ((gsize) 448 << 20)
#define LONG_FILE ((gsize) 16 << 20)

typedef struct
{
  HillImageList list;
  HillWatch     watch;
  guint         edge;
  gsize         row_size;
  guint32      *order[HILL_N_SPLITS];       /* owned; entries in the order of their rows */
  gsize         n_rows[HILL_N_SPLITS];
  guint8       *blocks[HILL_N_SPLITS];      /* owned */
  GMutex        mutex;
  GCond         cond;
  gsize         memory;                     /* guarded; in use for decoding */
  GMutex        long_mutex;                 /* held while a long file is in memory */
} FolderJob;

static void
folder_job_init (FolderJob             *self,
                 const HillLoadOptions *options)
{
  self->edge = options->image_size > 0 ? options->image_size : DEFAULT_EDGE;
  self->row_size = (gsize) 3 * self->edge * self->edge;
  hill_watch_init (&self->watch, &options->progress, 0);
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->long_mutex);
  g_cond_init (&self->cond);
}

static void
folder_job_clear (FolderJob *self)
{
  hill_image_list_clear (&self->list);
  hill_watch_clear (&self->watch);
  for (int i = 0; i < HILL_N_SPLITS; i++)
    {
      g_free (self->order[i]);
      g_free (self->blocks[i]);
    }
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->long_mutex);
  g_cond_clear (&self->cond);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FolderJob, folder_job_clear)

static HillImageEntry *
folder_job_get_entry (FolderJob *self,
                      gsize      i)
{
  return &g_array_index (self->list.entries, HillImageEntry, i);
}

/* Whoever holds memory never waits for more, so that this always comes to an end. */
static void
folder_job_take_memory (FolderJob *self,
                        gsize      n)
{
  g_mutex_lock (&self->mutex);
  while (self->memory > 0 && self->memory + n > DECODE_MEMORY)
    g_cond_wait (&self->cond, &self->mutex);
  self->memory += n;
  g_mutex_unlock (&self->mutex);
}

static void
folder_job_give_memory (FolderJob *self,
                        gsize      n)
{
  g_mutex_lock (&self->mutex);
  self->memory -= n;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* An empty reason marks what nobody would have taken for a picture: sounds, texts, tables beside the pictures. */
static void
folder_probe (gsize    i,
              gpointer data)
{
  FolderJob *job = data;
  HillImageEntry *entry = folder_job_get_entry (job, i);
  g_autofree char *path = NULL, *shown = NULL;
  g_auto(HillReader) reader = HILL_READER_INIT;
  g_autoptr(GError) error = NULL;
  guint8 start[16];

  if (entry->reason != NULL || !hill_watch_advance (&job->watch, 1))
    return;
  path = g_build_filename (job->list.root, entry->path, NULL);
  shown = g_filename_display_name (entry->path);
  if (!hill_reader_open (&reader, path, shown, &error))
    entry->reason = g_strdup (error->message);
  else if (hill_image_sniff (start, hill_reader_peek (&reader, start, sizeof start)) == HILL_IMAGE_NONE
           && !hill_image_name_is_picture (entry->path))
    entry->reason = g_strdup ("");
}

/* Marks the share of each class that is for testing; @chosen: the entries that may become rows, class by class. */
static void
folder_job_draw_test (FolderJob *self,
                      GArray    *chosen,
                      guint64    seed)
{
  g_autofree guint32 *members = g_memdup2 (chosen->data, chosen->len * sizeof (guint32));
  HillRandom random;

  hill_random_init (&random, seed);
  for (gsize begin = 0, end; begin < chosen->len; begin = end)
    {
      guint16 class_index = folder_job_get_entry (self, members[begin])->class_index;
      gsize count, n_test;

      for (end = begin; end < chosen->len && folder_job_get_entry (self, members[end])->class_index == class_index;)
        end++;
      count = end - begin;
      n_test = count > 1 ? (gsize) (count * TEST_SHARE + 0.5) : 0;
      hill_random_shuffle (&random, members + begin, count);
      for (gsize i = begin; i < begin + n_test; i++)
        folder_job_get_entry (self, members[i])->split = HILL_SPLIT_TEST;
    }
}

/* Where in its class an entry stands, as (rank + 1/2) / count: ordered by that, every beginning of the data set
 * holds all classes in proportion. */
typedef struct
{
  double  place;
  guint32 entry;
} FolderPlace;

static int
folder_compare_places (gconstpointer a,
                       gconstpointer b)
{
  const FolderPlace *place_a = a, *place_b = b;

  if (place_a->place != place_b->place)
    return place_a->place < place_b->place ? -1 : 1;
  return place_a->entry < place_b->entry ? -1 : place_a->entry > place_b->entry;
}

static void
folder_job_order_split (FolderJob *self,
                        GArray    *chosen,
                        HillSplit  split)
{
  g_autofree FolderPlace *places = g_new (FolderPlace, chosen->len + 1);
  g_autofree gsize *counts = g_new0 (gsize, self->list.class_names->len);
  gsize n = 0;

  for (guint i = 0; i < chosen->len; i++)
    {
      guint32 index = g_array_index (chosen, guint32, i);
      const HillImageEntry *entry = folder_job_get_entry (self, index);

      if (entry->split == split)
        places[n++] = (FolderPlace) { 0.5 + counts[entry->class_index]++, index };
    }
  for (gsize i = 0; i < n; i++)
    places[i].place /= counts[folder_job_get_entry (self, places[i].entry)->class_index];
  qsort (places, n, sizeof *places, folder_compare_places);

  self->order[split] = g_new (guint32, n + 1);
  self->n_rows[split] = n;
  for (gsize i = 0; i < n; i++)
    self->order[split][i] = places[i].entry;
}

/* Which entries become rows, in which order. */
static void
folder_job_plan (FolderJob *self,
                 guint64    seed)
{
  g_autoptr(GArray) chosen = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < self->list.entries->len; i++)
    if (folder_job_get_entry (self, i)->reason == NULL)
      g_array_append_val (chosen, i);
  if (!self->list.has_test)
    folder_job_draw_test (self, chosen, seed);
  folder_job_order_split (self, chosen, HILL_SPLIT_TRAIN);
  folder_job_order_split (self, chosen, HILL_SPLIT_TEST);
}

static gboolean
folder_job_alloc (FolderJob   *self,
                  const char  *shown,
                  GError     **error)
{
  gsize n = self->n_rows[HILL_SPLIT_TRAIN] + self->n_rows[HILL_SPLIT_TEST];

  if (n > HILL_MAX_CELL_BYTES / self->row_size)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                   _("%s holds %zu pictures, too many at %u x %u pixels; at most %zu fit, so choose a smaller size"), shown, n,
                   self->edge, self->edge, HILL_MAX_CELL_BYTES / self->row_size);
      return FALSE;
    }
  for (int i = 0; i < HILL_N_SPLITS; i++)
    {
      self->blocks[i] = hill_try_alloc (self->n_rows[i] * self->row_size, shown, error);
      if (self->blocks[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
folder_decode_bytes (FolderJob   *job,
                     GBytes      *bytes,
                     const char  *name,
                     guint8      *row,
                     GError     **error)
{
  g_auto(HillImage) image = { 0 };
  HillImageInfo info;
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  gboolean decoded;

  if (!hill_image_measure (&info, data, n, name, error))
    return FALSE;
  folder_job_take_memory (job, info.memory);
  decoded = hill_image_decode (&image, &info, data, n, name, &job->watch, error);
  if (decoded)
    hill_image_resize (&image, job->edge, job->edge, row);
  hill_image_clear (&image);
  folder_job_give_memory (job, info.memory);
  return decoded;
}

static gboolean
folder_decode_file (FolderJob   *job,
                    const char  *path,
                    const char  *name,
                    guint8      *row,
                    GError     **error)
{
  g_auto(HillReader) reader = HILL_READER_INIT;
  g_autoptr(GBytes) bytes = NULL;
  gboolean is_long, decoded;

  if (!hill_reader_open (&reader, path, name, error))
    return FALSE;
  is_long = reader.size > LONG_FILE;
  if (is_long)
    g_mutex_lock (&job->long_mutex);
  bytes = hill_reader_slurp (&reader, HILL_IMAGE_MAX_FILE_SIZE, NULL, error);
  decoded = bytes != NULL && folder_decode_bytes (job, bytes, name, row, error);
  g_clear_pointer (&bytes, g_bytes_unref);
  if (is_long)
    g_mutex_unlock (&job->long_mutex);
  return decoded;
}

static void
folder_decode (gsize    i,
               gpointer data)
{
  FolderJob *job = data;
  HillSplit split = i < job->n_rows[HILL_SPLIT_TRAIN] ? HILL_SPLIT_TRAIN : HILL_SPLIT_TEST;
  gsize row = split == HILL_SPLIT_TRAIN ? i : i - job->n_rows[HILL_SPLIT_TRAIN];
  HillImageEntry *entry = folder_job_get_entry (job, job->order[split][row]);
  g_autofree char *path = NULL, *shown = NULL;
  g_autoptr(GError) error = NULL;

  if (!hill_watch_advance (&job->watch, 0))
    return;
  path = g_build_filename (job->list.root, entry->path, NULL);
  shown = g_filename_display_name (entry->path);
  if (!folder_decode_file (job, path, shown, job->blocks[split] + row * job->row_size, &error))
    entry->reason = g_strdup (error->message);
  hill_watch_advance (&job->watch, 1);
}

static gboolean
folder_job_run (FolderJob              *self,
                const HillLoadOptions  *options,
                const char             *path,
                GError                **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (!hill_image_list_scan (&self->list, path, &self->watch, error))
    return FALSE;
  self->watch.total = self->watch.done + 2 * (gsize) self->list.entries->len;
  hill_parallel_for (self->list.entries->len, options->n_threads, folder_probe, self);
  if (!hill_watch_check (&self->watch, error))
    return FALSE;
  folder_job_plan (self, options->seed);
  if (!folder_job_alloc (self, shown, error))
    return FALSE;
  hill_parallel_for (self->n_rows[HILL_SPLIT_TRAIN] + self->n_rows[HILL_SPLIT_TEST], options->n_threads, folder_decode, self);
  return hill_watch_check (&self->watch, error);
}

/* Moves the rows that were decoded together; afterwards the order holds them alone. */
static void
folder_job_close_gaps (FolderJob *self,
                       HillSplit  split)
{
  guint8 *block = self->blocks[split];
  gsize n = 0;

  for (gsize i = 0; i < self->n_rows[split]; i++)
    {
      if (folder_job_get_entry (self, self->order[split][i])->reason != NULL)
        continue;
      if (n != i)
        memcpy (block + n * self->row_size, block + i * self->row_size, self->row_size);
      self->order[split][n++] = self->order[split][i];
    }
  self->n_rows[split] = n;
  self->blocks[split] = g_realloc (block, MAX (n * self->row_size, 1));
}

static void
folder_job_note (HillDatasetParts *parts,
                 const char       *reason)
{
  parts->n_skipped++;
  if (parts->skipped->len < MAX_SKIPPED)
    g_ptr_array_add (parts->skipped, g_strdup (reason));
}

/* Numbers the classes that have pictures; (transfer full): new numbers by old ones.  The others are noted. */
static guint16 *
folder_job_number_classes (FolderJob        *self,
                           HillDatasetParts *parts)
{
  guint n_listed = self->list.class_names->len, n_classes = 0;
  guint16 *numbers = g_new0 (guint16, n_listed);
  g_autofree gboolean *used = g_new0 (gboolean, n_listed);

  for (int split = 0; split < HILL_N_SPLITS; split++)
    for (gsize i = 0; i < self->n_rows[split]; i++)
      used[folder_job_get_entry (self, self->order[split][i])->class_index] = TRUE;

  parts->class_names = g_new0 (char *, n_listed + 1);
  for (guint c = 0; c < n_listed; c++)
    {
      const char *name = g_ptr_array_index (self->list.class_names, c);
      g_autofree char *note = NULL;

      if (used[c])
        {
          numbers[c] = n_classes;
          parts->class_names[n_classes++] = g_strdup (name);
          continue;
        }
      note = g_strdup_printf (_("%s holds no picture that can be read, so it is no class"), name);
      folder_job_note (parts, note);
    }
  return numbers;
}

/* Names the examples' files below the folder; kept in one vector for each split. */
static char *
folder_origin (HillSplit     split,
               gsize         index,
               gconstpointer data)
{
  char * const * const *paths = data;

  return g_strdup (paths[split][index]);
}

static void
folder_origin_free (gpointer data)
{
  char ***paths = data;

  g_strfreev (paths[HILL_SPLIT_TRAIN]);
  g_strfreev (paths[HILL_SPLIT_TEST]);
  g_free (paths);
}

static void
folder_job_fill_split (FolderJob        *self,
                       HillDatasetParts *parts,
                       HillSplit         split,
                       const guint16    *numbers)
{
  HillSplitData *data = &parts->splits[split];
  gsize n = self->n_rows[split];
  char **origins = g_new0 (char *, n + 1);

  data->labels = g_new (guint16, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      const HillImageEntry *entry = folder_job_get_entry (self, self->order[split][i]);

      data->labels[i] = numbers[entry->class_index];
      origins[i] = g_filename_display_name (entry->path);
    }
  data->cells = (HillCells) { self->blocks[split], HILL_CELLS_U8, n, self->row_size, self->row_size };
  data->bytes = g_bytes_new_take (g_steal_pointer (&self->blocks[split]), n * self->row_size);
  ((char ***) parts->origin_data)[split] = origins;
}

static gboolean
folder_job_check_rows (FolderJob         *self,
                       HillDatasetParts  *parts,
                       const char        *path,
                       GError           **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (self->n_rows[HILL_SPLIT_TRAIN] > 0)
    return TRUE;
  if (parts->n_skipped > 0)
    g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT,
                 _("%s holds no picture for training that can be read; of %zu passed over the first: %s"), shown, parts->n_skipped,
                 (const char *) g_ptr_array_index (parts->skipped, 0));
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT,
                 _("%s holds no picture for training: PNG, JPEG or GIF files are expected in its sub-folders"), shown);
  return FALSE;
}

static HillDataset *
folder_job_finish (FolderJob   *self,
                   const char  *path,
                   GError     **error)
{
  g_auto(HillDatasetParts) parts = { 0 };
  g_autofree guint16 *numbers = NULL;

  parts.skipped = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i < self->list.entries->len; i++)
    {
      const char *reason = folder_job_get_entry (self, i)->reason;

      if (reason != NULL && reason[0] != '\0')
        folder_job_note (&parts, reason);
    }
  folder_job_close_gaps (self, HILL_SPLIT_TRAIN);
  folder_job_close_gaps (self, HILL_SPLIT_TEST);
  if (!folder_job_check_rows (self, &parts, path, error))
    return NULL;

  parts.name = g_filename_display_basename (path);
  parts.spec = g_strdup (path);
  parts.width = parts.height = self->edge;
  parts.n_channels = 3;
  parts.origin = folder_origin;
  parts.origin_data = g_new0 (char **, HILL_N_SPLITS);
  parts.origin_destroy = folder_origin_free;
  numbers = folder_job_number_classes (self, &parts);
  folder_job_fill_split (self, &parts, HILL_SPLIT_TRAIN, numbers);
  folder_job_fill_split (self, &parts, HILL_SPLIT_TEST, numbers);
  return hill_dataset_new (&parts);
}

HillDataset *
hill_load_image_folder (const char             *path,
                        const HillLoadOptions  *options,
                        GError                **error)
{
  g_auto(FolderJob) job = { 0 };

  folder_job_init (&job, options);
  if (options->image_size > MAX_EDGE)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("pictures of %u x %u pixels are too large; choose 1 to %d"),
                   options->image_size, options->image_size, MAX_EDGE);
      return NULL;
    }
  if (!folder_job_run (&job, options, path, error))
    return NULL;
  return folder_job_finish (&job, path, error);
}
