/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* All text of a drawing goes through one function.  In a file whose text is to stay text it is written down there, instead of
 * being drawn as outlines. */

#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Shows @layout with its top left corner at the current point, in the current colour. */
void     hill_text_show   (cairo_t         *cr,
                           PangoLayout     *layout);

/* From now on text for @surface, whose units are those of an SVG, goes to @elements, as <text> elements; @elements must last as long. */
void     hill_text_record (cairo_surface_t *surface,
                           GString         *elements);

G_END_DECLS
