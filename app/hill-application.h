/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The process with windows: one application, its actions, the data sets named on the command line. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_APPLICATION (hill_application_get_type ())
G_DECLARE_FINAL_TYPE (HillApplication, hill_application, HILL, APPLICATION, GtkApplication)

HillApplication *hill_application_new (void);

G_END_DECLS
