/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An image, or a map of one, as a picture that is made once and painted often.  A large image is kept coarser than it is: no plot is as
 * large as a photograph. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

#define HILL_RASTER_MAX_EDGE 1024

/**
 * HillRaster:
 * @width, @height: of the image, in its pixels
 * @step: a sample stands for @step x @step pixels of the image; 1 up to %HILL_RASTER_MAX_EDGE pixels
 * @n_columns, @n_rows: samples
 * @stride: samples from a row to the next
 * @samples: colours, hill_raster_pack(); whoever makes the raster fills them before anybody draws it
 *
 * Reference counted; not changed once it is drawn.
 */
typedef struct
{
  guint            width;
  guint            height;
  guint            step;
  guint            n_columns;
  guint            n_rows;
  gsize            stride;
  guint32         *samples;
  /*< private >*/
  gatomicrefcount  ref_count;
  GMutex           mutex;       /* guards the surfaces: Cairo, too, keeps things with them */
  cairo_surface_t *surface;
  cairo_surface_t *small;       /* (nullable): what it was drawn from last, where that was made smaller ... */
  guint            reduction;   /* ... by this factor */
} HillRaster;

/* (transfer full): of an image of at least 1 x 1 pixels; all clear */
HillRaster *hill_raster_new   (guint                    width,
                               guint                    height);
HillRaster *hill_raster_ref   (HillRaster              *self);
void        hill_raster_unref (HillRaster              *self);

/* A colour as a sample: premultiplied, alpha above, blue below. */
guint32     hill_raster_pack  (HillColor                color);

/* The largest place within @room that keeps the image's shape, on whole pixels of the screen where that costs little. */
void        hill_raster_fit   (guint                    width,
                               guint                    height,
                               const cairo_rectangle_t *room,
                               const HillPlotStyle     *style,
                               cairo_rectangle_t       *place);

/* @alpha: 0 to 1.  Enlarged without smoothing; made smaller by means.  Threads wait for each other: it keeps what it makes. */
void        hill_raster_draw  (HillRaster              *self,
                               cairo_t                 *cr,
                               const cairo_rectangle_t *place,
                               const HillPlotStyle     *style,
                               double                   alpha);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillRaster, hill_raster_unref)

G_END_DECLS
