/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Blocks side by side: lengths, names, extraction.  How they are written is in hill-feature-text.c. */

#include "hill-feature-set.h"

#include "hill-i18n.h"

static gsize
find_length (HillFeatureBlock  *block,
             guint              width,
             guint              height,
             guint              n_channels,
             GError           **error)
{
  switch (block->kind)
    {
    case HILL_FEATURE_HUE:
      if (n_channels == 3)
        return block->hue.n_bins;
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("Grey images have no hue: leave the hue histogram out"));
      return 0;

    case HILL_FEATURE_HOG:
      return hill_hog_get_shape (&block->hog, width, height, &block->shape, error) ? block->shape.length : 0;

    case HILL_FEATURE_PIXELS:
    default:
      return (gsize) width * height * n_channels;
    }
}

gboolean
hill_feature_set_fit (HillFeatureSet  *self,
                      guint            width,
                      guint            height,
                      guint            n_channels,
                      GError         **error)
{
  HillFeatureSet fitted = *self;

  g_return_val_if_fail (width > 0 && height > 0 && (n_channels == 1 || n_channels == 3), FALSE);

  fitted.width = width;
  fitted.height = height;
  fitted.n_channels = n_channels;
  fitted.length = 0;
  for (guint i = 0; i < fitted.n_blocks; i++)
    {
      HillFeatureBlock *block = &fitted.blocks[i];

      block->offset = fitted.length;
      block->length = find_length (block, width, height, n_channels, error);
      if (block->length == 0)
        return FALSE;
      fitted.length += block->length;
    }
  if (fitted.length > HILL_FEATURE_SET_MAX_LENGTH)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                   _("An image would have %zu features; at most %zu are made: choose a smaller image, or larger cells"),
                   fitted.length, HILL_FEATURE_SET_MAX_LENGTH);
      return FALSE;
    }
  *self = fitted;
  return TRUE;
}

gboolean
hill_feature_set_fit_dataset (HillFeatureSet     *self,
                              const HillDataset  *dataset,
                              GError            **error)
{
  if (hill_dataset_has_images (dataset))
    return hill_feature_set_fit (self, hill_dataset_get_width (dataset), hill_dataset_get_height (dataset),
                                 hill_dataset_get_n_channels (dataset), error);

  if (self->n_blocks != 1 || self->blocks[0].kind != HILL_FEATURE_PIXELS)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("Points have neither hue nor gradients: use “pixels”, their coordinates"));
      return FALSE;
    }
  self->width = self->height = 0;
  self->n_channels = 1;
  self->blocks[0].offset = 0;
  self->blocks[0].length = self->length = hill_dataset_get_n_cells (dataset);
  return TRUE;
}

char *
hill_feature_block_describe_length (const HillFeatureBlock *self,
                                    const HillFeatureSet   *set)
{
  const HillHogShape *s = &self->shape;

  if (self->kind == HILL_FEATURE_HOG && s->block > 1)
    return g_strdup_printf ("%u × %u × %u × %u × %u = %zu", s->n_block_rows, s->n_block_columns, s->block, s->block, s->n_bins, self->length);
  if (self->kind == HILL_FEATURE_HOG)
    return g_strdup_printf ("%u × %u × %u = %zu", s->n_rows, s->n_columns, s->n_bins, self->length);
  if (self->kind == HILL_FEATURE_PIXELS && set->n_channels == 3)
    return g_strdup_printf ("%u × %u × %u = %zu", set->n_channels, set->height, set->width, self->length);
  if (self->kind == HILL_FEATURE_PIXELS && set->width > 0)
    return g_strdup_printf ("%u × %u = %zu", set->height, set->width, self->length);
  return g_strdup_printf ("%zu", self->length);
}

char *
hill_feature_block_describe (const HillFeatureBlock *self)
{
  static const char * const names[] = { N_("pixels"), N_("hue histogram"), N_("HoG") };

  return g_strdup (_(names[self->kind]));
}

const HillFeatureBlock *
hill_feature_set_get_block (const HillFeatureSet *self,
                            gsize                 index)
{
  guint i = 0;

  g_return_val_if_fail (index < self->length, NULL);

  while (index >= self->blocks[i].offset + self->blocks[i].length)
    i++;
  return &self->blocks[i];
}

static char *
name_pixel (const HillFeatureSet *set,
            gsize                 index)
{
  gsize n = (gsize) set->width * set->height;
  const char * const channels[] = { _("red"), _("green"), _("blue") };
  guint x, y;

  if (n == 0)
    return g_strdup_printf (_("coordinate %zu"), index + 1);

  x = (guint) (index % set->width);
  y = (guint) (index % n / set->width);
  if (set->n_channels == 1)
    return g_strdup_printf (_("pixel (%u, %u)"), x, y);
  /* Translators: column and row of a pixel, and a colour */
  return g_strdup_printf (_("pixel (%u, %u), %s"), x, y, channels[index / n]);
}

static char *
name_hue (const HillHueParams *params,
          gsize                bin)
{
  double width = 360.0 / params->n_bins;

  return g_strdup_printf (_("hue %.4g–%.4g degrees"), bin * width, (bin + 1) * width);
}

static char *
name_hog (const HillFeatureBlock *block,
          gsize                   index)
{
  double width = hill_hog_get_bin_width (&block->hog), start;
  HillHogPlace place;

  hill_hog_get_place (&block->hog, &block->shape, index, &place);
  start = hill_hog_get_bin_start (&block->hog, place.bin);
  if (block->shape.block == 1)
    /* Translators: row and column of a cell, first and last angle */
    return g_strdup_printf (_("HoG cell %u,%u, %.4g–%.4g degrees"), place.row + 1, place.column + 1, start, start + width);
  /* Translators: row and column of a cell, row and column of a block, first and last angle */
  return g_strdup_printf (_("HoG cell %u,%u in block %u,%u, %.4g–%.4g degrees"), place.row + 1, place.column + 1,
                          place.block_row + 1, place.block_column + 1, start, start + width);
}

char *
hill_feature_set_dup_dimension_name (const HillFeatureSet *self,
                                     gsize                 index)
{
  const HillFeatureBlock *block = hill_feature_set_get_block (self, index);

  g_return_val_if_fail (block != NULL, NULL);

  index -= block->offset;
  switch (block->kind)
    {
    case HILL_FEATURE_HUE:
      return name_hue (&block->hue, index);

    case HILL_FEATURE_HOG:
      return name_hog (block, index);

    case HILL_FEATURE_PIXELS:
    default:
      return name_pixel (self, index);
    }
}

static void
extract_pixels (const HillPixels *pixels,
                float            *features)
{
  gsize n = (gsize) pixels->width * pixels->height * pixels->n_channels;

  for (gsize i = 0; i < n; i++)
    features[i] = (float) pixels->data[i] * (1.0f / 255);
}

void
hill_feature_set_extract (const HillFeatureSet *self,
                          const HillPixels     *pixels,
                          float                *features)
{
  g_return_if_fail (pixels->width == self->width && pixels->height == self->height && pixels->n_channels == self->n_channels);

  for (guint i = 0; i < self->n_blocks; i++)
    {
      const HillFeatureBlock *block = &self->blocks[i];

      if (block->kind == HILL_FEATURE_HUE)
        hill_hue_extract (&block->hue, pixels, features + block->offset);
      else if (block->kind == HILL_FEATURE_HOG)
        hill_hog_extract (&block->hog, pixels, features + block->offset);
      else
        extract_pixels (pixels, features + block->offset);
    }
}
