/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What libhill exports: everything is hidden unless it is marked HILL_API. */

#pragma once

#include <glib.h>

#define HILL_API extern __attribute__ ((visibility ("default")))
