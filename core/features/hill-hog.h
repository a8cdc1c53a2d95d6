/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Histograms of oriented gradients (S30 of the lecture), in the ways that are in use.
 *
 * All variants: values 0 to 255 (their square roots with gamma), y down, cells from the top left, pixels beyond the last whole cell
 * take no part in a cell (but are neighbours of those inside).  Gradients, cs231n apart, are gx = v[x + 1] - v[x - 1] and
 * gy = v[y + 1] - v[y - 1], not halved; at the border of the image (x or y the first or the last) that component is 0.  Of three
 * channels the one with the largest gx^2 + gy^2 counts, the first of equals.  The angle is atan2 (gy, gx) mod 180 degrees, signed: mod 360.
 * With n bins of w = 180 / n degrees (signed: 360 / n):
 *
 * lecture   magnitude m to bin floor (angle / w); a cell's histogram is the sum.  8 x 8 cells, 9 bins, 64 x 128 pixels: 1152 numbers.
 * linear    m shared between the two nearest bin centres (k + 1/2) w, cyclically; summed.
 * skimage   bins as in lecture, a cell holds the sum divided by its pixels; blocks are normalised.  scikit-image 0.19's hog().
 * opencv    shared as in linear, and in each block also between the nearest cell centres, bilinearly (what falls on cells outside the block is
 *           lost), times exp (-((i - B/2)^2 + (j - B/2)^2) / (2 (B/4)^2)) for pixel (i, j) of a block of B pixels.  With V values in a block:
 *           v / (|v| + V / 10), then min (v, 0.2), then v / (|v| + 0.001).  OpenCV 4.6's HOGDescriptor with a stride of one
 *           cell, where the block is 2 cells; it takes any cell, block and image here.
 * cs231n    as in an assignment of that course: grey = 0.299 R + 0.587 G + 0.144 B, gx = v[x + 1] - v[x], 0 in the last column, gy alike; angle =
 *           atan2 (gy, gx) + 90 degrees, of which only 0 < angle < 180 finds a bin: half of the gradients are lost.  A cell holds the mean.
 *
 * Blocks are block x block cells, one cell apart, each written out whole.  Their norms, with e = 1e-5 (opencv apart), are those of scikit-image:
 * l1: v / (sum v + e); l1-sqrt: its square root; l2: v / sqrt (sum v^2 + e^2); l2-hys: l2, then min (v, 0.2), then l2 again.
 *
 * Source: N. Dalal and B. Triggs, "Histograms of oriented gradients for human detection", CVPR 2005. */

#pragma once

#include "hill-pixels.h"

G_BEGIN_DECLS

#define HILL_HOG_MAX_CELL 256
#define HILL_HOG_MIN_BINS 2
#define HILL_HOG_MAX_BINS 36
#define HILL_HOG_MAX_BLOCK 8
#define HILL_HOG_MAX_LENGTH ((gsize) 1 << 26)

typedef enum
{
  HILL_HOG_LECTURE,
  HILL_HOG_LINEAR,
  HILL_HOG_SKIMAGE,
  HILL_HOG_OPENCV,
  HILL_HOG_CS231N,
} HillHogVariant;

typedef enum
{
  HILL_HOG_NORM_NONE,
  HILL_HOG_NORM_L1,
  HILL_HOG_NORM_L1_SQRT,
  HILL_HOG_NORM_L2,
  HILL_HOG_NORM_L2_HYS,
} HillHogNorm;

/**
 * HillHogOrder:
 * @HILL_HOG_ORDER_ROWS: block row, block column, cell row, cell column, bin
 * @HILL_HOG_ORDER_COLUMNS: block column, block row, cell column, cell row, bin, as OpenCV and the assignment of CS231n write
 *
 * The last index runs fastest; cell row and column are those within the block, and with blocks of one cell they fall away.
 */
typedef enum
{
  HILL_HOG_ORDER_ROWS,
  HILL_HOG_ORDER_COLUMNS,
} HillHogOrder;

/**
 * HillHogParams:
 * @cell: edge of a cell in pixels, 1 to 256
 * @n_bins: 2 to 36
 * @is_signed: angles up to 360 degrees instead of 180
 * @block: edge of a block in cells, 1 to 8; 1 where @norm is none
 * @gamma: take the square roots of the values first
 */
typedef struct
{
  HillHogVariant variant;
  guint          cell;
  guint          n_bins;
  gboolean       is_signed;
  guint          block;
  HillHogNorm    norm;
  gboolean       gamma;
  HillHogOrder   order;
} HillHogParams;

/* 8 x 8 cells, 9 bins, unsigned, no gamma.  skimage and opencv: blocks of 2, L2-Hys; else no blocks.  opencv and cs231n: in columns. */
HILL_API void     hill_hog_params_init   (HillHogParams        *self,
                                          HillHogVariant        variant);

/* Says in words what does not go together.  opencv knows no other norm than L2-Hys; cs231n is unsigned, without gamma. */
HILL_API gboolean hill_hog_params_check  (const HillHogParams  *self,
                                          GError              **error);

/* (transfer none): `lecture`, `linear`, … and `none`, `l1`, `l1-sqrt`, `l2`, `l2-hys`, NULL-terminated, in the order of the values. */
HILL_API const char * const *hill_hog_get_variant_names (void);
HILL_API const char * const *hill_hog_get_norm_names    (void);

/**
 * HillHogShape:
 * @n_rows: of cells
 * @n_columns: of cells
 * @n_bins: in a cell
 * @block: edge of a block in cells
 * @n_block_rows: n_rows - block + 1
 * @n_block_columns: n_columns - block + 1
 * @length: numbers in the whole vector
 */
typedef struct
{
  guint n_rows;
  guint n_columns;
  guint n_bins;
  guint block;
  guint n_block_rows;
  guint n_block_columns;
  gsize length;
} HillHogShape;

/* @self must be valid.  Fails in words where the image is smaller than a block, or the vector longer than %HILL_HOG_MAX_LENGTH. */
HILL_API gboolean hill_hog_get_shape     (const HillHogParams  *self,
                                          guint                 width,
                                          guint                 height,
                                          HillHogShape         *shape,
                                          GError              **error);

/**
 * HillHogPlace:
 * @block_row, @block_column: which block
 * @row, @column: which cell of the image: that of the block is (row - block_row, column - block_column)
 * @bin: which bin
 */
typedef struct
{
  guint block_row;
  guint block_column;
  guint row;
  guint column;
  guint bin;
} HillHogPlace;

/* Where number @index of the vector comes from, and back. */
HILL_API void     hill_hog_get_place     (const HillHogParams  *self,
                                          const HillHogShape   *shape,
                                          gsize                 index,
                                          HillHogPlace         *place);
HILL_API gsize    hill_hog_get_index     (const HillHogParams  *self,
                                          const HillHogShape   *shape,
                                          const HillHogPlace   *place);

/* The first angle of a bin, and the width of each, in degrees.  (cs231n's angles are turned by 90 degrees.) */
HILL_API double   hill_hog_get_bin_start (const HillHogParams  *self,
                                          guint                 bin);
HILL_API double   hill_hog_get_bin_width (const HillHogParams  *self);

/**
 * HillHogMaps:
 * @width, @height: of the image
 * @gx, @gy: components, row by row
 * @magnitude: sqrt (gx^2 + gy^2)
 * @orientation: in degrees, [0, 180), signed [0, 360); 0 where the magnitude is 0.  For cs231n atan2 (gy, gx) + 90, (-90, 270]
 * @channel: whose gradient it is; 0 for grey images
 *
 * One block of memory; a zero-filled struct is valid to clear.
 */
typedef struct
{
  guint   width;
  guint   height;
  float  *gx;
  float  *gy;
  float  *magnitude;
  float  *orientation;
  guint8 *channel;
} HillHogMaps;

HILL_API void     hill_hog_maps_init     (HillHogMaps          *self,
                                          const HillHogParams  *params,
                                          const HillPixels     *pixels);
HILL_API void     hill_hog_maps_clear    (HillHogMaps          *self);

/**
 * HillHogVote:
 * @x, @y: the pixel, in the image
 * @gx, @gy, @magnitude, @orientation: as in the maps, in double
 * @bins: the two bins it votes for; equal where there is only one
 * @weights: what it adds to them: they sum up to the cell's histogram; the second is 0 where there is only one bin, both where it is lost
 */
typedef struct
{
  guint  x, y;
  double gx, gy;
  double magnitude;
  double orientation;
  guint  bins[2];
  double weights[2];
} HillHogVote;

/* The cell * cell votes of the pixels inside one cell, row by row, as they make its histogram in hill_hog_compute_cells(). */
HILL_API void     hill_hog_get_votes     (const HillHogParams  *self,
                                          const HillPixels     *pixels,
                                          guint                 row,
                                          guint                 column,
                                          HillHogVote          *votes);

/**
 * hill_hog_compute_cells:
 * @cells: receives n_rows x n_columns x n_bins values (in that order, whatever the order of the vector); overwritten
 *
 * The cells' histograms before blocks are formed, in double.  For opencv, whose cells have other values in each block, this
 * is what its pixels say without the Gaussian and without the neighbours: the histogram of `linear`.
 */
HILL_API void     hill_hog_compute_cells (const HillHogParams  *self,
                                          const HillPixels     *pixels,
                                          double               *cells);

/* The whole vector in double as the formulas read: the reference. @vector receives shape.length values; overwritten. */
HILL_API void     hill_hog_compute       (const HillHogParams  *self,
                                          const HillPixels     *pixels,
                                          double               *vector);

/* The same before the blocks are normalised. */
HILL_API void     hill_hog_compute_blocks (const HillHogParams *self,
                                          const HillPixels     *pixels,
                                          double               *vector);

/* The same as hill_hog_compute() by the fast kernels, in float. */
HILL_API void     hill_hog_extract       (const HillHogParams  *self,
                                          const HillPixels     *pixels,
                                          float                *vector);

/**
 * hill_hog_fold:
 * @vector: shape.length values: features, their mean over a class, or weights
 * @mean: divide by the number of blocks that a cell belongs to: for features.  Else the sum, which is what a weight has to say.
 * @cells: receives n_rows x n_columns x n_bins values; overwritten
 *
 * A vector of blocks as one histogram for each cell, to be drawn.
 */
HILL_API void     hill_hog_fold          (const HillHogParams  *self,
                                          const HillHogShape   *shape,
                                          const float          *vector,
                                          gboolean              mean,
                                          double               *cells);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillHogMaps, hill_hog_maps_clear)

G_END_DECLS
