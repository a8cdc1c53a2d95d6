/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which data set is it?  A checksum over what a model sees: numbers in little-endian order, so that it is the same on every machine. */

#include "hill-dataset-private.h"

#include <string.h>

#define REPORT_BYTES ((gsize) 4 << 20)

typedef struct
{
  GChecksum          *checksum;
  const HillProgress *progress;
  gsize               n_bytes;          /* done */
  gsize               n_total;
  gsize               told;
} Digest;

static gboolean
digest_add (Digest        *self,
            gconstpointer  bytes,
            gsize          n_bytes,
            GError       **error)
{
  g_checksum_update (self->checksum, bytes, (gssize) n_bytes);
  self->n_bytes += n_bytes;
  if (self->n_bytes - self->told < REPORT_BYTES)
    return TRUE;
  self->told = self->n_bytes;
  return hill_progress_report (self->progress, (double) self->n_bytes / (double) self->n_total, error);
}

static gsize
get_row_bytes (const HillCells *cells)
{
  return cells->n_cols * (cells->type == HILL_CELLS_U8 ? 1 : sizeof (float));
}

/* The n_cols floats of a row. */
static void
copy_little_endian (guint32         *bits,
                    const HillCells *cells,
                    gsize            row)
{
  memcpy (bits, hill_cells_get_row (cells, row), cells->n_cols * sizeof *bits);
  for (gsize i = 0; i < cells->n_cols; i++)
    bits[i] = GUINT32_TO_LE (bits[i]);
}

static gboolean
digest_add_cells (Digest           *self,
                  const HillCells  *cells,
                  GError          **error)
{
  g_autofree guint32 *bits = cells->type == HILL_CELLS_F32 ? g_new (guint32, MAX (cells->n_cols, 1)) : NULL;

  for (gsize row = 0; row < cells->n_rows; row++)
    {
      if (bits != NULL)
        copy_little_endian (bits, cells, row);
      if (!digest_add (self, bits != NULL ? bits : hill_cells_get_row (cells, row), get_row_bytes (cells), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
digest_add_labels (Digest         *self,
                   const guint16  *labels,
                   gsize           n,
                   GError        **error)
{
  g_autofree guint16 *copy = g_new (guint16, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    copy[i] = GUINT16_TO_LE (labels[i]);
  return digest_add (self, copy, n * sizeof *copy, error);
}

char *
hill_dataset_compute_hash (HillDataset         *dataset,
                           const HillProgress  *progress,
                           GError             **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  Digest digest = { .checksum = checksum, .progress = progress };

  for (guint i = 0; i < HILL_N_SPLITS; i++)
    digest.n_total += hill_dataset_get_n_examples (dataset, i) * (get_row_bytes (hill_dataset_get_cells (dataset, i)) + sizeof (guint16));
  for (guint i = 0; i < HILL_N_SPLITS; i++)
    {
      const HillCells *cells = hill_dataset_get_cells (dataset, i);
      g_autofree char *sizes = g_strdup_printf ("%s %zu x %zu of %u x %u x %u in %u classes\n",
                                                cells->type == HILL_CELLS_U8 ? "bytes" : "floats", cells->n_rows, cells->n_cols,
                                                hill_dataset_get_n_channels (dataset), hill_dataset_get_height (dataset),
                                                hill_dataset_get_width (dataset), hill_dataset_get_n_classes (dataset));

      g_checksum_update (checksum, (const guchar *) sizes, -1);
      if (!digest_add_cells (&digest, cells, error) ||
          !digest_add_labels (&digest, hill_dataset_get_labels (dataset, i), cells->n_rows, error))
        return NULL;
    }
  return g_strconcat ("sha256:", g_checksum_get_string (checksum), NULL);
}
