/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which numbers of an image a classifier sees: one block or several side by side, as a person writes them.
 *
 *   SET = BLOCK + BLOCK + …, at most 8
 *   BLOCK = pixels                       the pixels / 255, planar
 *         | hue:BINS[:WORD…]             the hue histogram, divided by its sum.  WORD: saturation, saturation-value, bin0, counts
 *         | hog:CELL:BINS[:WORD…]        WORD: a variant (lecture where there is none), signed, gamma, blockN, a norm, rows or columns
 *
 * What is not written is as hill_hog_params_init() has it. */

#pragma once

#include "hill-hog.h"
#include "hill-hue.h"

G_BEGIN_DECLS

#define HILL_FEATURE_SET_MAX_BLOCKS 8
#define HILL_FEATURE_SET_MAX_LENGTH HILL_HOG_MAX_LENGTH

typedef enum
{
  HILL_FEATURE_PIXELS,
  HILL_FEATURE_HUE,
  HILL_FEATURE_HOG,
} HillFeatureKind;

/**
 * HillFeatureBlock:
 * @hue: of a hue block
 * @hog: of a HoG block
 * @shape: of a HoG block, once the set is fitted to an image
 * @offset: number of its first feature; 0 until fitted
 * @length: how many features; 0 until fitted
 */
typedef struct
{
  HillFeatureKind kind;
  HillHueParams   hue;
  HillHogParams   hog;
  HillHogShape    shape;
  gsize           offset;
  gsize           length;
} HillFeatureBlock;

/**
 * HillFeatureSet:
 * @n_blocks: at least 1
 * @blocks: in the order in which they were written
 * @width, @height, @n_channels: of the images it is fitted to; 0 until then.  Width 0 and 1 channel for points
 * @length: D, all features
 *
 * A plain value: copy it.
 */
typedef struct
{
  guint            n_blocks;
  HillFeatureBlock blocks[HILL_FEATURE_SET_MAX_BLOCKS];
  guint            width;
  guint            height;
  guint            n_channels;
  gsize            length;
} HillFeatureSet;

/* Refuses in words (%HILL_ERROR_ARGUMENT); @self is then as it was. */
HILL_API gboolean hill_feature_set_parse              (HillFeatureSet         *self,
                                                       const char             *text,
                                                       GError                **error);

/* (transfer full): the set as hill_feature_set_parse() reads it back; only what differs from the defaults is written. */
HILL_API char    *hill_feature_set_to_text            (const HillFeatureSet   *self);

/* (transfer full): one block of it, "hog:8:9:opencv". */
HILL_API char    *hill_feature_block_to_text          (const HillFeatureBlock *self);

/* Fills in offsets and lengths for images of this size.  Fails in words where they are too small or too
 * large, or @n_channels 1 and there is hue. */
HILL_API gboolean hill_feature_set_fit                (HillFeatureSet         *self,
                                                       guint                   width,
                                                       guint                   height,
                                                       guint                   n_channels,
                                                       GError                **error);

/* The same for a data set; points have nothing but `pixels`, which are their coordinates. */
HILL_API gboolean hill_feature_set_fit_dataset        (HillFeatureSet         *self,
                                                       const HillDataset      *dataset,
                                                       GError                **error);

/* (transfer full): how the length of a fitted block comes about, "16 × 8 × 9 = 1152". */
HILL_API char    *hill_feature_block_describe_length  (const HillFeatureBlock *self,
                                                       const HillFeatureSet   *set);

/* (transfer full): what a person calls the block, "HoG", "hue histogram", "pixels"; translated. */
HILL_API char    *hill_feature_block_describe         (const HillFeatureBlock *self);

/* (transfer full): what one feature is, "HoG cell 3,5, 40–60 degrees" (row and column from 1); translated. */
HILL_API char    *hill_feature_set_dup_dimension_name (const HillFeatureSet   *self,
                                                       gsize                   index);

/* (transfer none): the block that feature @index belongs to. */
HILL_API const HillFeatureBlock *
                  hill_feature_set_get_block          (const HillFeatureSet   *self,
                                                       gsize                   index);

/* One image, of the size fitted to: @features receives length values, pixels / 255; overwritten. */
HILL_API void     hill_feature_set_extract            (const HillFeatureSet   *self,
                                                       const HillPixels       *pixels,
                                                       float                  *features);

G_END_DECLS
