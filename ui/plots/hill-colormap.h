/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Colours for numbers and for curves.  The maps run straight through CIELAB, so that equal steps look equal; both lie in blue and
 * red, which colour-blind readers tell apart. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/* @value: -1 to 1; blue below, red above, and in the middle the ground: white, or black where @dark. */
HillColor hill_colormap_diverging  (double    value,
                                    gboolean  dark);

/* @value: 0 to 1; from the ground to a deep (where @dark, bright) blue. */
HillColor hill_colormap_sequential (double    value,
                                    gboolean  dark);

/* The colour of curve or class @index: those of Okabe and Ito (2008), lighter where @dark. */
HillColor hill_colormap_category   (guint     index,
                                    gboolean  dark);

/* @turn: a share of the whole way round, taken modulo 1.  Yellow, vermilion, deep blue, light blue and back: a loop in lightness and in
 * blue against yellow, which all eyes tell apart; equal steps look equal. */
HillColor hill_colormap_cyclic     (double    turn);

/* The pure colour of a hue, a share of the whole circle, taken modulo 1: 0 is red, 1/3 green, 2/3 blue. */
HillColor hill_colormap_hue        (double    turn);

/* Black or white, whichever is read more easily on @ground. */
HillColor hill_color_get_ink       (HillColor ground);

G_END_DECLS
