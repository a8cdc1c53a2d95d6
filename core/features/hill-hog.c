/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the variants are called, what fits together, and how the vector is laid out. */

#include "hill-hog.h"

#include "hill-i18n.h"

#include <string.h>

static const char * const variant_names[] = { "lecture", "linear", "skimage", "opencv", "cs231n", NULL };
static const char * const norm_names[] = { "none", "l1", "l1-sqrt", "l2", "l2-hys", NULL };

const char * const *
hill_hog_get_variant_names (void)
{
  return variant_names;
}

const char * const *
hill_hog_get_norm_names (void)
{
  return norm_names;
}

void
hill_hog_params_init (HillHogParams  *self,
                      HillHogVariant  variant)
{
  gboolean has_blocks = variant == HILL_HOG_SKIMAGE || variant == HILL_HOG_OPENCV;

  *self = (HillHogParams) {
    .variant = variant,
    .cell = 8,
    .n_bins = 9,
    .block = has_blocks ? 2 : 1,
    .norm = has_blocks ? HILL_HOG_NORM_L2_HYS : HILL_HOG_NORM_NONE,
    .order = variant == HILL_HOG_OPENCV || variant == HILL_HOG_CS231N ? HILL_HOG_ORDER_COLUMNS : HILL_HOG_ORDER_ROWS,
  };
}

static gboolean
refuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, message);
  return FALSE;
}

static gboolean
check_sizes (const HillHogParams  *self,
             GError              **error)
{
  if (self->cell < 1 || self->cell > HILL_HOG_MAX_CELL)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("A cell is 1 to %d pixels wide, not %u"), HILL_HOG_MAX_CELL, self->cell);
  else if (self->n_bins < HILL_HOG_MIN_BINS || self->n_bins > HILL_HOG_MAX_BINS)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("A cell's histogram has %d to %d bins, not %u"), HILL_HOG_MIN_BINS,
                 HILL_HOG_MAX_BINS, self->n_bins);
  else if (self->block < 1 || self->block > HILL_HOG_MAX_BLOCK)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("A block is 1 to %d cells wide, not %u"), HILL_HOG_MAX_BLOCK, self->block);
  else
    return TRUE;
  return FALSE;
}

gboolean
hill_hog_params_check (const HillHogParams  *self,
                       GError              **error)
{
  if (self->variant > HILL_HOG_CS231N || self->norm > HILL_HOG_NORM_L2_HYS || self->order > HILL_HOG_ORDER_COLUMNS)
    return refuse (error, _("The histogram of gradients holds a choice that does not exist"));
  if (!check_sizes (self, error))
    return FALSE;
  if (self->norm == HILL_HOG_NORM_NONE && self->block > 1)
    return refuse (error, _("Blocks of several cells are there to be normalised: choose a norm, or blocks of one cell"));
  if (self->variant == HILL_HOG_OPENCV && self->norm != HILL_HOG_NORM_L2_HYS)
    return refuse (error, _("The variant “opencv” has no other norm than “l2-hys”"));
  if (self->variant == HILL_HOG_CS231N && (self->is_signed || self->gamma))
    return refuse (error, _("The variant “cs231n” knows neither signed angles nor gamma"));
  return TRUE;
}

gboolean
hill_hog_get_shape (const HillHogParams  *self,
                    guint                 width,
                    guint                 height,
                    HillHogShape         *shape,
                    GError              **error)
{
  guint edge = self->cell * self->block;

  if (width < edge || height < edge)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                   _("An image of %u × %u pixels has no room for a block of %u × %u: choose smaller cells or blocks"),
                   width, height, edge, edge);
      return FALSE;
    }

  shape->n_rows = height / self->cell;
  shape->n_columns = width / self->cell;
  shape->n_bins = self->n_bins;
  shape->block = self->block;
  shape->n_block_rows = shape->n_rows - self->block + 1;
  shape->n_block_columns = shape->n_columns - self->block + 1;
  shape->length = (gsize) shape->n_block_rows * shape->n_block_columns * self->block * self->block * self->n_bins;
  if (shape->length <= HILL_HOG_MAX_LENGTH)
    return TRUE;

  g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
               _("This histogram of gradients would have %zu numbers; at most %zu are made: choose larger cells or fewer bins"),
               shape->length, HILL_HOG_MAX_LENGTH);
  return FALSE;
}

/* Rows and columns change places. */
static void
transpose (guint *a,
           guint *b)
{
  guint c = *a;

  *a = *b;
  *b = c;
}

void
hill_hog_get_place (const HillHogParams *self,
                    const HillHogShape  *shape,
                    gsize                index,
                    HillHogPlace        *place)
{
  gboolean in_columns = self->order == HILL_HOG_ORDER_COLUMNS;
  gsize n_inner = in_columns ? shape->n_block_rows : shape->n_block_columns;
  guint row, column;

  g_return_if_fail (index < shape->length);

  place->bin = (guint) (index % shape->n_bins);
  index /= shape->n_bins;
  column = (guint) (index % shape->block);
  index /= shape->block;
  row = (guint) (index % shape->block);
  index /= shape->block;
  place->block_column = (guint) (index % n_inner);
  place->block_row = (guint) (index / n_inner);
  if (in_columns)
    {
      transpose (&row, &column);
      transpose (&place->block_row, &place->block_column);
    }
  place->row = place->block_row + row;
  place->column = place->block_column + column;
}

gsize
hill_hog_get_index (const HillHogParams *self,
                    const HillHogShape  *shape,
                    const HillHogPlace  *place)
{
  guint row = place->row - place->block_row, column = place->column - place->block_column;
  gsize block;

  if (self->order == HILL_HOG_ORDER_COLUMNS)
    {
      block = (gsize) place->block_column * shape->n_block_rows + place->block_row;
      transpose (&row, &column);
    }
  else
    {
      block = (gsize) place->block_row * shape->n_block_columns + place->block_column;
    }
  return ((block * shape->block + row) * shape->block + column) * shape->n_bins + place->bin;
}

double
hill_hog_get_bin_width (const HillHogParams *self)
{
  return (self->is_signed ? 360.0 : 180.0) / self->n_bins;
}

double
hill_hog_get_bin_start (const HillHogParams *self,
                        guint                bin)
{
  return bin * hill_hog_get_bin_width (self);
}

void
hill_hog_fold (const HillHogParams *self,
               const HillHogShape  *shape,
               const float         *vector,
               gboolean             mean,
               double              *cells)
{
  gsize n_cells = (gsize) shape->n_rows * shape->n_columns;
  g_autofree guint *n_blocks = g_new0 (guint, n_cells);

  memset (cells, 0, n_cells * shape->n_bins * sizeof *cells);
  for (gsize i = 0; i < shape->length; i++)
    {
      HillHogPlace place;
      gsize cell;

      hill_hog_get_place (self, shape, i, &place);
      cell = (gsize) place.row * shape->n_columns + place.column;
      cells[cell * shape->n_bins + place.bin] += vector[i];
      n_blocks[cell] += place.bin == 0;
    }
  for (gsize i = 0; mean && i < n_cells * shape->n_bins; i++)
    cells[i] /= n_blocks[i / shape->n_bins];
}
