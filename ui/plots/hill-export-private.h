/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the formats share. */

#pragma once

#include "hill-export.h"

#include "hill-error.h"

G_BEGIN_DECLS

/* For cairo_*_surface_create_for_stream(), with a GByteArray. */
cairo_status_t hill_export_append (void                     *closure,
                                   const unsigned char      *data,
                                   unsigned int              length);

/* Draws on a new context; @scale: pixels per point, 0 for a stream. */
cairo_status_t hill_export_draw   (const HillPlot           *plot,
                                   const HillExportOptions  *options,
                                   cairo_surface_t          *surface,
                                   double                    scale);

/* TRUE for success. */
gboolean       hill_export_check  (cairo_status_t            status,
                                   GError                  **error);

GBytes        *hill_export_png    (const HillPlot           *plot,
                                   const HillExportOptions  *options,
                                   GError                  **error);
GBytes        *hill_export_svg    (const HillPlot           *plot,
                                   const HillExportOptions  *options,
                                   GError                  **error);

G_END_DECLS
