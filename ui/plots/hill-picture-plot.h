/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One image, or a map of it, with the key to its colours below; each pixel says what it is. */

#pragma once

#include "hill-raster.h"

G_BEGIN_DECLS

/**
 * HillPictureKey:
 * @HILL_PICTURE_KEY_NONE: the colours are those of the image
 * @HILL_PICTURE_KEY_ROOM: the same, with room for a key, so that it is as large as a map beside it
 * @HILL_PICTURE_KEY_HUE: hill_colormap_hue(), 0 to 360 degrees
 * @HILL_PICTURE_KEY_AMOUNT: hill_picture_amount_color(), 0 to the limit
 * @HILL_PICTURE_KEY_DIRECTION: hill_colormap_cyclic(), 0 to 180 degrees
 * @HILL_PICTURE_KEY_TURN: hill_colormap_cyclic(), 0 to 360 degrees
 */
typedef enum
{
  HILL_PICTURE_KEY_NONE,
  HILL_PICTURE_KEY_ROOM,
  HILL_PICTURE_KEY_HUE,
  HILL_PICTURE_KEY_AMOUNT,
  HILL_PICTURE_KEY_DIRECTION,
  HILL_PICTURE_KEY_TURN,
} HillPictureKey;

/**
 * HillPictureSource:
 * @describe: (transfer full): what is to be said of a pixel
 * @append_header: the names of what append_pixel() appends to a table
 * @append_pixel: the numbers of a pixel
 */
typedef struct
{
  char *(*describe)      (gconstpointer  data,
                          guint          x,
                          guint          y);
  void  (*append_header) (GString       *csv);
  void  (*append_pixel)  (gconstpointer  data,
                          guint          x,
                          guint          y,
                          GString       *csv);
} HillPictureSource;

/* The colour of a share of the limit, 0 to 1: the middle of a map has to stand out on light and dark alike. */
HillColor hill_picture_amount_color    (double                   share);

/**
 * hill_picture_plot_new:
 * @title: (nullable): translated
 * @raster: a reference is kept
 * @sentence: translated: what the picture is, for those who do not see it
 *
 * Hits: series is the row, index the column of a pixel.
 */
HillPlot *hill_picture_plot_new        (const char              *title,
                                        HillRaster              *raster,
                                        const char              *sentence);

/* Of %HILL_PICTURE_KEY_AMOUNT: @limit: the value at the upper end of the key; @is_cut: larger ones look the same */
void      hill_picture_plot_set_key    (HillPlot                *self,
                                        HillPictureKey           key,
                                        double                   limit,
                                        gboolean                 is_cut);

/* @data: taken over, freed by @free_data */
void      hill_picture_plot_set_source (HillPlot                *self,
                                        const HillPictureSource *source,
                                        gpointer                 data,
                                        GDestroyNotify           free_data);

/* Frames pixels; a @width of 0 for none. */
void      hill_picture_plot_set_marked (HillPlot                *self,
                                        int                      x,
                                        int                      y,
                                        int                      width,
                                        int                      height);

G_END_DECLS
