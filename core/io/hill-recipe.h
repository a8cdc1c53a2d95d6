/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The text of the experiment inside a figure that was exported: a PNG carries it in an iTXt chunk, an SVG in its metadata, a PDF among its
 * keywords.  Here is how it is marked, and how it is found again in any of them. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

/* Names the chunk of a PNG, and stands before the text among a PDF's keywords. */
#define HILL_RECIPE_KEYWORD "Downhill-Experiment"

/* Of a text, in bytes of UTF-8; longer ones are refused. */
#define HILL_RECIPE_MAX_BYTES ((gsize) 4 << 20)

/**
 * hill_recipe_read:
 * @path: a PNG, SVG or PDF file, told apart by its first bytes
 * @error: %HILL_ERROR_UNSUPPORTED where there is no such text inside: a picture of some other origin, or another kind of file;
 *   %HILL_ERROR_FORMAT where it is damaged; %HILL_ERROR_TOO_LARGE; %HILL_ERROR_IO
 *
 * Returns: (transfer full) (nullable): valid UTF-8, as it was given to the export
 */
HILL_API char *hill_recipe_read   (const char    *path,
                                   GError       **error);

/* The same with the file's @n bytes in memory; @name is for messages. */
HILL_API char *hill_recipe_find   (const guint8  *bytes,
                                   gsize          n,
                                   const char    *name,
                                   GError       **error);

/* (transfer full): the <metadata> element of an SVG.  Control characters, which XML cannot have, become blanks. */
HILL_API char *hill_recipe_to_svg (const char    *recipe);

/* (transfer full): the keywords of a PDF. */
HILL_API char *hill_recipe_to_pdf (const char    *recipe);

G_END_DECLS
