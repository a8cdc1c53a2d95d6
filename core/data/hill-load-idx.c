/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* IDX, the format of MNIST and its family (LeCun, Cortes and Burges, "The MNIST database", section file formats):
 * two zero bytes, a type (8: unsigned bytes), the number of dimensions, each as a big-endian 32-bit number, then
 * the cells.  First every header is compared with the length of its file, then memory is taken, then the cells
 * are read or unpacked, the files side by side. */

#include "hill-dataset-private.h"

#include "hill-i18n.h"
#include "hill-idx-files.h"
#include "hill-parallel.h"
#include "hill-read.h"

#include <string.h>

#define IDX_UNSIGNED_BYTE 8
#define IDX_MAX_EDGE 1024
#define IDX_N_FILES 4

typedef struct
{
  HillReader  reader;
  GBytes     *packed;       /* owned; NULL for a plain file */
  guint       n_dims;       /* 3 for images, 1 for labels */
  gsize       dims[3];
  gsize       n_cells;      /* product of dims */
  guint8     *block;        /* owned; header, then cells, where the file was packed; cells alone else */
  gsize       offset;       /* of the cells in the block */
  GError     *error;
} IdxFile;

typedef struct
{
  const char *paths[IDX_N_FILES];     /* train images, train labels, test images, test labels; (nullable) */
  IdxFile     files[IDX_N_FILES];
  HillWatch   watch;
  guint       n_threads;
} IdxJob;

static void
idx_job_clear (IdxJob *self)
{
  for (int i = 0; i < IDX_N_FILES; i++)
    {
      hill_reader_clear (&self->files[i].reader);
      g_clear_pointer (&self->files[i].packed, g_bytes_unref);
      g_clear_pointer (&self->files[i].block, g_free);
      g_clear_error (&self->files[i].error);
    }
  hill_watch_clear (&self->watch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IdxJob, idx_job_clear)

static gsize
idx_header_size (const IdxFile *file)
{
  return 4 + 4 * file->n_dims;
}

static gboolean
idx_refuse (IdxFile    *file,
            HillError   code,
            const char *format,
            ...) G_GNUC_PRINTF (3, 4);

static gboolean
idx_refuse (IdxFile    *file,
            HillError   code,
            const char *format,
            ...)
{
  va_list arguments;

  va_start (arguments, format);
  file->error = g_error_new_valist (HILL_ERROR, code, format, arguments);
  va_end (arguments);
  return FALSE;
}

static gboolean
idx_check_magic (IdxFile      *file,
                 const guint8 *header,
                 gsize         n)
{
  const char *name = file->reader.name;
  const char *looks = hill_describe_bytes (header, n);

  if (n >= 4 && header[0] == 0 && header[1] == 0)
    {
      if (header[2] != IDX_UNSIGNED_BYTE)
        return idx_refuse (file, HILL_ERROR_UNSUPPORTED,
                           _("%s has IDX type 0x%02x at byte 2; only unsigned bytes, 0x08, are read"), name, header[2]);
      if (header[3] == file->n_dims)
        return TRUE;
      return idx_refuse (file, HILL_ERROR_FORMAT, _("%s has %d dimensions at byte 3; %s have %u"), name, header[3],
                         file->n_dims == 3 ? _("images") : _("labels"), file->n_dims);
    }
  if (looks != NULL)
    return idx_refuse (file, HILL_ERROR_FORMAT, _("%s is no IDX file: it is %s"), name, looks);
  if (n < 4)
    return idx_refuse (file, HILL_ERROR_TRUNCATED, _("%s ends after %zu bytes, within its header of %zu bytes; download it again"), name, n,
                       idx_header_size (file));
  return idx_refuse (file, HILL_ERROR_FORMAT,
                     _("%s begins with %02x %02x %02x %02x; an IDX file of this kind begins with 00 00 08 %02x"), name,
                     header[0], header[1], header[2], header[3], file->n_dims);
}

static gboolean
idx_parse_header (IdxFile      *file,
                  const guint8 *header,
                  gsize         n)
{
  const char *name = file->reader.name;
  guint64 n_cells = 1;

  if (!idx_check_magic (file, header, n))
    return FALSE;
  if (n < idx_header_size (file))
    return idx_refuse (file, HILL_ERROR_TRUNCATED, _("%s ends after %zu bytes, within its header of %zu bytes; download it again"), name, n,
                       idx_header_size (file));
  for (guint i = 0; i < file->n_dims; i++)
    {
      guint32 big_endian;

      memcpy (&big_endian, header + 4 + 4 * i, 4);
      file->dims[i] = GUINT32_FROM_BE (big_endian);
    }
  if (file->dims[0] == 0)
    return idx_refuse (file, HILL_ERROR_FORMAT, _("%s promises 0 examples at byte 4; at least one is expected"), name);
  for (guint i = 1; i < file->n_dims; i++)
    if (file->dims[i] == 0 || file->dims[i] > IDX_MAX_EDGE)
      return idx_refuse (file, HILL_ERROR_FORMAT, _("%s promises images of %zu rows and %zu columns at byte 8; 1 to %d are read"),
                         name, file->dims[1], file->dims[2], IDX_MAX_EDGE);
  for (guint i = 0; i < file->n_dims; i++)
    n_cells *= file->dims[i];                         /* below 2^32 * 2^10 * 2^10 */
  file->n_cells = n_cells;
  return TRUE;
}

/* A plain file must be exactly as long as its header says; a packed one shows its length when it is unpacked. */
static gboolean
idx_check_length (IdxFile *file)
{
  gsize expected = idx_header_size (file) + file->n_cells;

  if (file->packed == NULL && file->reader.size < expected)
    return idx_refuse (file, HILL_ERROR_TRUNCATED,
                       _("%s ends after %zu bytes; its header promises %zu examples, which need %zu bytes; download it again"),
                       file->reader.name, file->reader.size, file->dims[0], expected);
  if (file->packed == NULL && file->reader.size > expected)
    return idx_refuse (file, HILL_ERROR_FORMAT,
                       _("%s has %zu bytes after its %zu examples, at byte %zu; its length should be %zu, so download it again"),
                       file->reader.name, file->reader.size - expected, file->dims[0], expected, expected);
  if (file->n_cells > HILL_MAX_CELL_BYTES)
    return idx_refuse (file, HILL_ERROR_TOO_LARGE, _("%s promises %zu bytes of cells; at most %zu are read"),
                       file->reader.name, file->n_cells, HILL_MAX_CELL_BYTES);
  return TRUE;
}

/* What comes out of a gzip file whose start is broken: the compressed bytes' own name for it. */
static gboolean
idx_peek (IdxFile   *file,
          HillWatch *watch,
          guint8    *header,
          gsize     *n)
{
  *n = hill_reader_peek (&file->reader, header, 16);
  if (!hill_is_gzip (header, *n))
    {
      guint8 start[256];
      gsize n_start = hill_reader_peek (&file->reader, start, sizeof start);
      const char *looks = hill_describe_bytes (start, n_start);

      if (looks != NULL && (*n < 2 || header[0] != 0 || header[1] != 0))
        return idx_refuse (file, HILL_ERROR_FORMAT, _("%s is no IDX file: it is %s"), file->reader.name, looks);
      return TRUE;
    }
  file->packed = hill_reader_slurp (&file->reader, HILL_MAX_CELL_BYTES / 2, watch, &file->error);
  if (file->packed == NULL)
    return FALSE;
  *n = hill_gunzip_peek (file->packed, header, 16);
  if (*n < 4)
    return idx_refuse (file, HILL_ERROR_TRUNCATED, _("%s is a damaged or cut-off gzip file; download it again"),
                       file->reader.name);
  return TRUE;
}

static void
idx_open_file (gsize    i,
               gpointer data)
{
  IdxJob *job = data;
  IdxFile *file = &job->files[i];
  guint8 header[16];
  gsize n;

  if (job->paths[i] == NULL)
    return;
  file->n_dims = i % 2 == 0 ? 3 : 1;
  if (hill_reader_open (&file->reader, job->paths[i], NULL, &file->error)
      && idx_peek (file, &job->watch, header, &n)
      && idx_parse_header (file, header, n))
    idx_check_length (file);
}

static void
idx_fill_file (gsize    i,
               gpointer data)
{
  IdxJob *job = data;
  IdxFile *file = &job->files[i];

  if (job->paths[i] == NULL || hill_watch_check (&job->watch, &file->error) == FALSE)
    return;
  if (file->packed != NULL)
    {
      file->offset = idx_header_size (file);
      file->block = hill_gunzip (file->packed, file->reader.name, file->offset + file->n_cells, &job->watch, &file->error);
      g_clear_pointer (&file->packed, g_bytes_unref);
      hill_watch_advance (&job->watch, file->n_cells);
      return;
    }
  file->block = hill_try_alloc (file->n_cells, file->reader.name, &file->error);
  if (file->block != NULL)
    hill_reader_read (&file->reader, idx_header_size (file), file->block, file->n_cells, &job->watch, &file->error);
}

static gboolean
idx_job_run (IdxJob         *self,
             HillChunkFunc   func,
             GError        **error)
{
  hill_parallel_for (IDX_N_FILES, self->n_threads, func, self);
  for (int i = 0; i < IDX_N_FILES; i++)
    if (self->files[i].error != NULL)
      {
        g_propagate_error (error, g_steal_pointer (&self->files[i].error));
        return FALSE;
      }
  return hill_watch_check (&self->watch, error);
}

/* Each label file fits its image file, and the images of both splits fit each other. */
static gboolean
idx_job_check_shapes (IdxJob  *self,
                      GError **error)
{
  const IdxFile *train = &self->files[0];

  for (int i = 0; i < IDX_N_FILES && self->paths[i] != NULL; i += 2)
    {
      const IdxFile *images = &self->files[i], *labels = &self->files[i + 1];

      if (images->dims[0] != labels->dims[0])
        {
          g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s holds %zu labels, but %s holds %zu images"),
                       labels->reader.name, labels->dims[0], images->reader.name, images->dims[0]);
          return FALSE;
        }
      if (images->dims[1] != train->dims[1] || images->dims[2] != train->dims[2])
        {
          g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT,
                       _("%s holds images of %zu rows and %zu columns, but those of %s have %zu and %zu"),
                       images->reader.name, images->dims[1], images->dims[2], train->reader.name, train->dims[1], train->dims[2]);
          return FALSE;
        }
      self->watch.total += images->n_cells;
    }
  if (self->watch.total > HILL_MAX_CELL_BYTES)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE, _("%s and the test images hold %zu bytes of cells; at most %zu are read"),
                   train->reader.name, self->watch.total, HILL_MAX_CELL_BYTES);
      return FALSE;
    }
  return TRUE;
}

static guint
idx_max_label (const IdxFile *file)
{
  const guint8 *labels = file->block + file->offset;
  guint max = 0;

  for (gsize i = 0; file->block != NULL && i < file->n_cells; i++)
    max = MAX (max, labels[i]);
  return max;
}

static guint16 *
idx_dup_labels (const IdxFile  *file,
                guint           n_classes,
                GError        **error)
{
  const guint8 *bytes = file->block + file->offset;
  g_autofree guint16 *labels = g_new (guint16, file->n_cells);

  for (gsize i = 0; i < file->n_cells; i++)
    {
      if (bytes[i] >= n_classes)
        {
          g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT,
                       _("%s gives image %zu the label %d, at byte %zu; labels go from 0 to %u here"), file->reader.name,
                       i + 1, bytes[i], idx_header_size (file) + i, n_classes - 1);
          return NULL;
        }
      labels[i] = bytes[i];
    }
  return g_steal_pointer (&labels);
}

/* Fashion-MNIST and MNIST share names and sizes: the path says which, or else the published order of the labels. */
static gboolean
idx_job_is_fashion (const IdxJob *self)
{
  static const guint8 first[2][10] = { { 9, 0, 0, 3, 0, 2, 7, 2, 5, 5 }, { 9, 2, 1, 1, 6, 1, 4, 6, 5, 7 } };
  const IdxFile *labels = &self->files[1];
  g_autofree char *path = g_ascii_strdown (self->paths[0], -1);

  if (!hill_idx_name_is_mnist (self->paths[0]) || self->files[0].dims[1] != 28 || self->files[0].dims[2] != 28)
    return FALSE;
  if (strstr (path, "fashion") != NULL)
    return TRUE;
  for (int i = 0; i < 2; i++)
    if (labels->n_cells == (i == 0 ? 60000 : 10000) && memcmp (labels->block + labels->offset, first[i], 10) == 0)
      return TRUE;
  return FALSE;
}

static char **
idx_fashion_names (void)
{
  static const char * const names[] = {
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot", NULL
  };

  return g_strdupv ((char **) names);
}

static char **
idx_number_names (guint n_classes)
{
  char **names = g_new0 (char *, n_classes + 1);

  for (guint i = 0; i < n_classes; i++)
    names[i] = g_strdup_printf ("%u", i);
  return names;
}

static char *
idx_origin (HillSplit     split,
            gsize         index,
            gconstpointer data)
{
  const char * const *names = data;

  return g_strdup_printf (_("%s, image %zu"), names[split], index + 1);
}

static void
idx_origin_free (gpointer data)
{
  char **names = data;

  g_free (names[0]);
  g_free (names[1]);
  g_free (names);
}

static gboolean
idx_job_fill_split (IdxJob            *self,
                    HillDatasetParts  *parts,
                    HillSplit          split,
                    guint              n_classes,
                    GError           **error)
{
  IdxFile *images = &self->files[2 * split];
  HillSplitData *data = &parts->splits[split];
  gsize n_cols = images->dims[1] * images->dims[2];
  guint8 *block = images->block;

  if (self->paths[2 * split] == NULL)
    return TRUE;
  data->labels = idx_dup_labels (images + 1, n_classes, error);
  if (data->labels == NULL)
    return FALSE;
  data->bytes = g_bytes_new_take (g_steal_pointer (&images->block), images->offset + images->n_cells);
  data->cells = (HillCells) { block + images->offset, HILL_CELLS_U8, images->dims[0], n_cols, n_cols };
  ((char **) parts->origin_data)[split] = g_strdup (images->reader.name);
  return TRUE;
}

static char *
idx_job_dup_name (const IdxJob *self,
                  const char   *path,
                  gboolean      fashion)
{
  g_autofree char *folder = NULL;

  if (fashion)
    return g_strdup ("Fashion-MNIST");
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return g_filename_display_basename (path);
  folder = g_path_get_dirname (path);
  return g_filename_display_basename (folder);
}

static HillDataset *
idx_job_finish (IdxJob      *self,
                const char  *path,
                GError     **error)
{
  g_auto(HillDatasetParts) parts = { 0 };
  gboolean fashion = idx_job_is_fashion (self);
  guint n_classes = MAX (idx_max_label (&self->files[1]), idx_max_label (&self->files[3])) + 1;

  if (fashion)
    n_classes = 10;
  else if (hill_idx_name_is_mnist (self->paths[0]))
    n_classes = MIN (n_classes, 10);

  parts.name = idx_job_dup_name (self, path, fashion);
  parts.spec = g_strdup (path);
  parts.width = self->files[0].dims[2];
  parts.height = self->files[0].dims[1];
  parts.n_channels = 1;
  parts.class_names = fashion ? idx_fashion_names () : idx_number_names (n_classes);
  parts.origin = idx_origin;
  parts.origin_data = g_new0 (char *, HILL_N_SPLITS);
  parts.origin_destroy = idx_origin_free;
  for (int i = 0; i < HILL_N_SPLITS; i++)
    if (!idx_job_fill_split (self, &parts, i, n_classes, error))
      return NULL;
  return hill_dataset_new (&parts);
}

HillDataset *
hill_load_idx (const char             *path,
               const HillLoadOptions  *options,
               GError                **error)
{
  g_auto(HillIdxFiles) files = { 0 };
  g_auto(IdxJob) job = { 0 };

  for (int i = 0; i < IDX_N_FILES; i++)
    job.files[i].reader.fd = -1;
  hill_watch_init (&job.watch, &options->progress, 0);
  job.n_threads = options->n_threads;

  if (!hill_idx_files_find (&files, path, error))
    return NULL;
  job.paths[0] = files.train_images;
  job.paths[1] = files.train_labels;
  job.paths[2] = files.test_images;
  job.paths[3] = files.test_labels;

  if (!idx_job_run (&job, idx_open_file, error)
      || !idx_job_check_shapes (&job, error)
      || !idx_job_run (&job, idx_fill_file, error))
    return NULL;
  return idx_job_finish (&job, path, error);
}
