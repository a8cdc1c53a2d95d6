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

/* From now on text for @surface, an SVG whose units are its user space, goes to @elements, as <text> elements, a string for each layout;
 * @elements must last as long.  A mark is drawn in the place of each. */
void     hill_text_record (cairo_surface_t *surface,
                           GPtrArray       *elements);

/* (transfer full): @svg with the elements in the places of their marks, so that what was drawn later covers them. */
char    *hill_text_place  (const char      *svg,
                           const GPtrArray *elements);

G_END_DECLS
