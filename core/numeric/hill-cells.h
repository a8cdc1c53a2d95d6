/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The design matrix as the kernels see it: N rows of D cells, bytes or floats, borrowed and never copied.
 * Rows may be further apart than D cells (a CIFAR record keeps its label in front of its pixels). */

#pragma once

#include "hill-macros.h"

G_BEGIN_DECLS

typedef enum
{
  HILL_CELLS_U8,
  HILL_CELLS_F32,
} HillCellType;

/**
 * HillCells:
 * @data: (unowned): the first cell of row 0; no alignment is promised for bytes, that of float for floats
 * @type: what a cell is
 * @n_rows: N
 * @n_cols: D
 * @stride: bytes from one row to the next
 */
typedef struct
{
  const void  *data;
  HillCellType type;
  gsize        n_rows;
  gsize        n_cols;
  gsize        stride;
} HillCells;

static inline const void *
hill_cells_get_row (const HillCells *cells,
                    gsize            row)
{
  return (const guint8 *) cells->data + row * cells->stride;
}

/* The value of one cell, as it is stored: 0 to 255 for bytes.  For tests and read-outs; kernels take rows. */
static inline double
hill_cells_get (const HillCells *cells,
                gsize            row,
                gsize            col)
{
  const void *p = hill_cells_get_row (cells, row);

  return cells->type == HILL_CELLS_U8 ? ((const guint8 *) p)[col] : ((const float *) p)[col];
}

G_END_DECLS
