/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What reader and writer of experiment files share.  Private: not installed. */

#pragma once

#include "hill-experiment-file.h"
#include "hill-key-lines.h"

G_BEGIN_DECLS

#define HILL_EXPERIMENT_GROUP "Downhill"
#define HILL_DATA_GROUP "Data"
#define HILL_OPTIONS_GROUP "Experiment"
#define HILL_CHANGE_GROUP "Change "             /* and the step */
#define HILL_START_GROUP "Start"
#define HILL_VIEW_GROUP "View"

gboolean hill_experiment_is_view_key  (const char                *key);

/* One of the sections that this program writes? */
gboolean hill_experiment_is_group     (const char                *group);

/* Says that the key of @line is not known, and keeps it for the writer.
 * @complaints: (nullable): where its whole section has been complained of */
void     hill_experiment_keep_unknown (HillExperimentFile        *file,
                                       const HillKeyLine         *line,
                                       GPtrArray                 *complaints);

/* Of [Start], for a file that has a start or moving weights: lines of few weights, so that a difference shows where it is. */
void     hill_start_append_text       (GString                   *text,
                                       const HillExperimentFile  *file);

/* @lines: all of the file */
void     hill_start_parse             (HillExperimentFile        *file,
                                       const GArray              *lines,
                                       GPtrArray                 *complaints);

G_END_DECLS
