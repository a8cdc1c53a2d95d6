/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a person has to know about the run that is shown. */

#pragma once

#include "hill-snapshot.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): the gravest first, a sentence.  @wanted: as the controls have it; @has_changes: a step made now would differ
 * from the one that was made. */
char *hill_training_notice_format (const HillSnapshot   *snapshot,
                                   const HillExperiment *wanted,
                                   gboolean              has_changes);

G_END_DECLS
