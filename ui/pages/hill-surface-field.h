/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A test surface as a landscape that can be drawn. */

#pragma once

#include "hill-field.h"
#include "hill-surface.h"

G_BEGIN_DECLS

/* (transfer full): over the range that is worth looking at; one unit along both axes unless that would make a strip of it. */
HillField *hill_surface_field_new (HillSurface surface);

G_END_DECLS
