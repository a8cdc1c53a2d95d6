/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which steps of a run a person means: "40", "end", "1,2,5,10", "0:100:10". */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

#define HILL_STEPS_END G_MAXUINT64      /* the last step, whichever that is */
#define HILL_STEPS_MAX 1000

/**
 * hill_steps_parse:
 * @text: steps and ranges FROM:TO or FROM:TO:STRIDE, both ends included, joined by commas; "end" for the last
 * @error: %HILL_ERROR_ARGUMENT, a sentence
 *
 * Returns: (transfer full) (nullable) (element-type guint64): in the order given, at least one
 */
GArray *hill_steps_parse (const char  *text,
                          GError     **error);

G_END_DECLS
