/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Votes that blocks share between their cells.  A cell lies in up to block x block blocks, and in each its pixels speak for up to
 * three by three cells: those are its roles.  What a pixel weighs in a role is a product of one factor down and one across, from
 * Gaussian and distance, so that one pass over the pixels adds to all roles at once; a block then collects from its cells. */

#include "hill-hog-private.h"

#include "hill-hog-tile.h"

#include <math.h>
#include <string.h>

#define MAX_AXIS_ROLES (3 * HILL_HOG_MAX_BLOCK)
#define MAX_BYTES ((gsize) 128 << 20)

/* Along one axis: the cell stands at @offset in the block and speaks for the block's cell @target. */
typedef struct
{
  guint offset;
  guint target;
} AxisRole;

/* Both axes: roles of the same two offsets are neighbours. */
typedef struct
{
  guint down, across;           /* numbers of axis roles */
  guint offset;                 /* offset down * block + offset across */
  guint target;                 /* target down * block + target across */
} Role;

typedef struct
{
  const HillHogParams *params;
  const HillHogShape  *shape;
  HillHogTile          tile;
  guint                n_axis_roles;
  AxisRole             axis_roles[MAX_AXIS_ROLES];
  guint                n_roles;
  gsize                n_padded;      /* a multiple of 16 */
  Role                *roles;         /* owned */
  float               *factors;       /* owned: cell x n_axis_roles */
  float               *weights;       /* owned: of the pixels of any cell: cell x cell x n_padded */
  gsize                n_slots;       /* n_bins + 2 */
  float               *even, *odd;    /* owned: a tile of cells x n_slots x n_padded; 0 between cells */
  float               *bands;         /* owned: block rows of cells, a ring: n_columns x n_bins x n_padded */
  float               *block;         /* owned: n_bins x block * block */
} Sharing;

static float
find_factor (const HillHogParams *params,
             const AxisRole      *role,
             guint                u)
{
  double edge = (double) params->cell * params->block, i = (double) role->offset * params->cell + u;
  double distance = fabs ((i + 0.5) / params->cell - 0.5 - role->target);

  return (float) (MAX (0, 1 - distance) * exp (-(i - edge / 2) * (i - edge / 2) / (2 * (edge / 4) * (edge / 4))));
}

static void
sharing_find_axis_roles (Sharing *self)
{
  guint block = self->params->block, cell = self->params->cell;

  for (guint offset = 0; offset < block; offset++)
    for (guint target = MAX (offset, 1) - 1; target < MIN (block, offset + 2); target++)
      self->axis_roles[self->n_axis_roles++] = (AxisRole) { offset, target };
  self->factors = g_new (float, cell * self->n_axis_roles);
  for (guint u = 0; u < cell; u++)
    for (guint r = 0; r < self->n_axis_roles; r++)
      self->factors[u * self->n_axis_roles + r] = find_factor (self->params, &self->axis_roles[r], u);
}

static int
compare_roles (gconstpointer a,
               gconstpointer b)
{
  const Role *x = a, *y = b;

  return x->offset != y->offset ? (int) x->offset - (int) y->offset : (int) x->target - (int) y->target;
}

static void
sharing_find_roles (Sharing *self)
{
  guint n = self->n_axis_roles, block = self->params->block;

  self->n_roles = n * n;
  self->n_padded = HILL_FEATURE_PAD (self->n_roles, HILL_FEATURE_LANES);
  self->roles = g_new (Role, self->n_roles);
  for (guint i = 0; i < self->n_roles; i++)
    {
      const AxisRole *down = &self->axis_roles[i / n], *across = &self->axis_roles[i % n];

      self->roles[i] = (Role) { i / n, i % n, down->offset * block + across->offset, down->target * block + across->target };
    }
  qsort (self->roles, self->n_roles, sizeof *self->roles, compare_roles);
}

static void
sharing_find_weights (Sharing *self)
{
  guint cell = self->params->cell;
  float *w;

  self->weights = w = g_aligned_alloc0 (cell * cell * self->n_padded, sizeof (float), 64);
  for (guint v = 0; v < cell; v++)
    for (guint u = 0; u < cell; u++, w += self->n_padded)
      {
        const float *down = self->factors + v * self->n_axis_roles, *across = self->factors + u * self->n_axis_roles;

        for (guint r = 0; r < self->n_roles; r++)
          w[r] = down[self->roles[r].down] * across[self->roles[r].across];
      }
}

static void
sharing_init (Sharing             *self,
              const HillHogParams *params,
              const HillPixels    *pixels,
              const HillHogShape  *shape)
{
  gsize n_tile;

  memset (self, 0, sizeof *self);
  self->params = params;
  self->shape = shape;
  hill_hog_tile_init (&self->tile, params, pixels);
  sharing_find_axis_roles (self);
  sharing_find_roles (self);
  self->n_slots = params->n_bins + 2;
  n_tile = self->tile.max_cells * self->n_slots * self->n_padded;
  sharing_find_weights (self);
  self->even = g_aligned_alloc0 (n_tile, sizeof (float), 64);
  self->odd = g_aligned_alloc0 (n_tile, sizeof (float), 64);
  self->bands = g_aligned_alloc ((gsize) params->block * shape->n_columns * params->n_bins * self->n_padded, sizeof (float), 64);
  self->block = g_new (float, params->n_bins * params->block * params->block);
}

static void
sharing_clear (Sharing *self)
{
  hill_hog_tile_clear (&self->tile);
  g_free (self->roles);
  g_free (self->factors);
  g_aligned_free (self->weights);
  g_aligned_free (self->even);
  g_aligned_free (self->odd);
  g_aligned_free (self->bands);
  g_free (self->block);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sharing, sharing_clear)

static void
sharing_spread_row (Sharing *self,
                    guint    v)
{
  HillHogTile *tile = &self->tile;
  guint cell = self->params->cell;

  hill_hog_tile_share (tile, self->params, v % HILL_FEATURE_BATCH_ROWS);
  tile->kernels->spread (tile->slots, tile->lower, tile->upper, cell, tile->n / cell, self->weights + v * cell * self->n_padded,
                         self->n_padded, self->even, self->odd, self->n_slots * self->n_padded);
}

static float *
sharing_get_band (const Sharing *self,
                  guint          row,
                  guint          column)
{
  gsize size = self->params->n_bins * self->n_padded;

  return self->bands + ((gsize) (row % self->params->block) * self->shape->n_columns + column) * size;
}

static void
sharing_add_row (Sharing *self,
                 guint    row)
{
  guint cell = self->params->cell;

  for (guint column = 0; column < self->shape->n_columns; column += self->tile.max_cells)
    {
      guint n_cells = MIN (self->tile.max_cells, self->shape->n_columns - column);
      gsize size = self->n_slots * self->n_padded;

      hill_hog_tile_move (&self->tile, column * cell, n_cells * cell);
      for (guint v = 0; v < cell; v++)
        {
          if (v % HILL_FEATURE_BATCH_ROWS == 0)
            hill_hog_tile_load (&self->tile, row * cell + v, MIN (HILL_FEATURE_BATCH_ROWS, cell - v));
          sharing_spread_row (self, v);
        }
      for (guint c = 0; c < n_cells; c++)
        self->tile.kernels->close (self->even + c * size, self->odd + c * size, self->params->n_bins, self->n_padded,
                                   sharing_get_band (self, row, column + c));
    }
}

/* What the cell at @offset in the block has to say to all its cells. */
static void
sharing_collect (Sharing     *self,
                 const float *band,
                 guint        offset,
                 guint       *role)
{
  guint n_targets = self->params->block * self->params->block, first = *role, end = first;

  while (end < self->n_roles && self->roles[end].offset == offset)
    end++;
  *role = end;
  for (guint k = 0; k < self->params->n_bins; k++)
    {
      const float *from = band + k * self->n_padded;
      float *to = self->block + k * n_targets;

      for (guint r = first; r < end; r++)
        to[self->roles[r].target] += from[r];
    }
}

typedef float FourFloats __attribute__ ((vector_size (16), aligned (4), may_alias));

/* A block of two by two cells, each of which has one role in each of the four. */
static void
sharing_collect_four (Sharing *self,
                      guint    row,
                      guint    column)
{
  const float *bands[4];

  for (guint offset = 0; offset < 4; offset++)
    bands[offset] = sharing_get_band (self, row + offset / 2, column + offset % 2) + 4 * offset;
  for (guint k = 0; k < self->params->n_bins; k++)
    {
      FourFloats sum = { 0 };

      for (guint offset = 0; offset < 4; offset++)
        sum += *(const FourFloats *) (bands[offset] + k * self->n_padded);
      *(FourFloats *) (self->block + 4 * k) = sum;
    }
}

static void
sharing_collect_all (Sharing *self,
                     guint    row,
                     guint    column)
{
  guint block = self->params->block, role = 0;

  memset (self->block, 0, self->params->n_bins * block * block * sizeof *self->block);
  for (guint offset = 0; offset < block * block; offset++)
    sharing_collect (self, sharing_get_band (self, row + offset / block, column + offset % block), offset, &role);
}

/* From the order bin, cell to that of the vector. */
static void
sharing_write_block (const Sharing *self,
                     float         *vector)
{
  guint block = self->params->block, n_targets = block * block;
  gboolean in_columns = self->params->order == HILL_HOG_ORDER_COLUMNS;

  for (guint i = 0; i < n_targets; i++)
    {
      guint target = in_columns ? i % block * block + i / block : i;

      for (guint k = 0; k < self->params->n_bins; k++)
        *vector++ = self->block[k * n_targets + target];
    }
}

static void
sharing_write_row (Sharing *self,
                   guint    block_row,
                   float   *vector)
{
  guint block = self->params->block;
  gsize n = (gsize) self->params->n_bins * block * block;

  for (guint column = 0; column < self->shape->n_block_columns; column++)
    {
      const HillHogPlace place = { block_row, column, block_row, column, 0 };
      float *values = vector + hill_hog_get_index (self->params, self->shape, &place);

      if (block == 2)
        sharing_collect_four (self, block_row, column);
      else
        sharing_collect_all (self, block_row, column);
      sharing_write_block (self, values);
      hill_hog_normalize (self->params, values, n);
    }
}

gboolean
hill_hog_can_share (const HillHogParams *self,
                    const HillHogShape  *shape)
{
  gsize n_axis_roles = self->block > 1 ? 3 * self->block - 2 : 1, n_roles = HILL_FEATURE_PAD (n_axis_roles * n_axis_roles, HILL_FEATURE_LANES);

  return (gsize) self->block * shape->n_columns <= MAX_BYTES / sizeof (float) / n_roles / self->n_bins &&
         (gsize) self->cell * self->cell <= MAX_BYTES / sizeof (float) / n_roles;
}

void
hill_hog_extract_shared (const HillHogParams *self,
                         const HillPixels    *pixels,
                         const HillHogShape  *shape,
                         float               *vector)
{
  g_auto(Sharing) sharing;

  sharing_init (&sharing, self, pixels, shape);
  for (guint row = 0; row < shape->n_rows; row++)
    {
      sharing_add_row (&sharing, row);
      if (row + 1 >= self->block)
        sharing_write_row (&sharing, row + 1 - self->block, vector);
    }
}
