/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A short text that changes many times a second: its size follows a sample text, never the text itself, so that a new
 * number costs a redraw and no layout.  Figures are tabular. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Properties: "text", "sample" (the widest text expected; translatable), "xalign" (float, 0 to 1). */
#define HILL_TYPE_READOUT (hill_readout_get_type ())
G_DECLARE_FINAL_TYPE (HillReadout, hill_readout, HILL, READOUT, GtkWidget)

GtkWidget  *hill_readout_new        (const char  *sample);

/* Does nothing if it is the text shown already.  The text is the widget's accessible name, too. */
void        hill_readout_set_text   (HillReadout *self,
                                     const char  *text);
const char *hill_readout_get_text   (HillReadout *self);
void        hill_readout_set_sample (HillReadout *self,
                                     const char  *sample);

G_END_DECLS
