/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How long does a frame take?  With DOWNHILL_FRAME_LOG=FILE in the environment a window writes a line for each frame
 * it paints: frame number, frame time, begin and end of the frame's work, in microseconds of the monotonic clock, and the
 * processor time that the work took of its thread. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Does nothing where DOWNHILL_FRAME_LOG is not set.  Call it before the window is shown. */
void hill_frame_log_watch (GtkWindow *window);

G_END_DECLS
