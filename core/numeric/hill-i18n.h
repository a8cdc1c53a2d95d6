/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Translation inside libhill: a library names its own domain and leaves the program's default alone.
 * Private: not installed. */

#pragma once

#include "downhill-config.h"

#include <glib/gi18n-lib.h>
