/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the program remembers from one start to the next: sizes, no data. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): NULL where the schema is not installed; the program then starts with its defaults each time. */
GSettings *hill_settings_new (void);

G_END_DECLS
