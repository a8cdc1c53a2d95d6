/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One picture of the built-in scenes.  Private: not installed. */

#pragma once

#include "hill-random.h"
#include "hill-scenes.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Draws a picture of @class_index into 32 x 32 user units. */
void        hill_scenes_draw           (cairo_t                  *cr,
                                        guint                     class_index,
                                        const HillScenesOptions  *options,
                                        HillRandom               *random);

/* Translated. */
const char *hill_scenes_get_class_name (guint                     class_index);

G_END_DECLS
