/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The training options as a table: what each is called, in the lecture's terms, what it does, and for which
 * optimiser and loss it matters.  Keys are those of hill_experiment_set(). */

#pragma once

#include "hill-experiment.h"

G_BEGIN_DECLS

#define HILL_OPTION_MAX_VALUES 12

/**
 * HillOptionKind:
 * @HILL_OPTION_CHOICE: one of a few words
 * @HILL_OPTION_WORDS: one of a few words, or any other that is typed
 * @HILL_OPTION_NUMBER: a number; the arrow keys add @step
 * @HILL_OPTION_LOG: a number over several powers of ten: a slider in its logarithm beside the entry
 * @HILL_OPTION_BATCH: a power of two or any other count, or "full"
 */
typedef enum
{
  HILL_OPTION_CHOICE,
  HILL_OPTION_WORDS,
  HILL_OPTION_NUMBER,
  HILL_OPTION_LOG,
  HILL_OPTION_BATCH,
} HillOptionKind;

typedef enum
{
  HILL_OPTION_GROUP_MODEL,
  HILL_OPTION_GROUP_REGULARIZATION,
  HILL_OPTION_GROUP_OPTIMIZER,
  HILL_OPTION_GROUP_SCHEDULE,
  HILL_OPTION_GROUP_LENGTH,
  HILL_OPTION_GROUP_SEED,
  HILL_N_OPTION_GROUPS
} HillOptionGroup;

/* Labels, units, tooltips and names are to be translated; @names and @values run in step and end with NULL. */
typedef struct
{
  const char      *key;
  HillOptionGroup  group;
  HillOptionKind   kind;
  const char      *label;
  const char      *unit;
  const char      *tooltip;
  const char      *values[HILL_OPTION_MAX_VALUES];
  const char      *names[HILL_OPTION_MAX_VALUES];
  double           lowest;
  double           highest;
  double           step;
} HillOption;

/* (transfer none): the options in the order of the panel; @n_options is set to their number. */
const HillOption *hill_training_options_get       (gsize                *n_options);
const char       *hill_training_options_get_title (HillOptionGroup       group);

/* Does this option change anything for this experiment? */
gboolean          hill_option_matters             (const HillOption     *self,
                                                   const HillExperiment *experiment);

/* (transfer none): translated; Adam calls some of them by other names. */
const char       *hill_option_get_label           (const HillOption     *self,
                                                   const HillExperiment *experiment);

/* (transfer full): as hill_experiment_get(), and the word for how the length is counted. */
char             *hill_option_get_value           (const HillOption     *self,
                                                   const HillExperiment *experiment);
gboolean          hill_option_set_value           (const HillOption     *self,
                                                   HillExperiment       *experiment,
                                                   const char           *value,
                                                   GError              **error);

/* (transfer full) (nullable): what the value comes to for these examples, "7 × 7 × 9 = 441 features"; NULL where there is nothing to add. */
char             *hill_option_describe_value      (const HillOption     *self,
                                                   const HillExperiment *experiment,
                                                   const HillDataset    *dataset);

/* Do the features fit the examples?  Says in words why not. */
gboolean          hill_training_options_check     (const HillExperiment *experiment,
                                                   const HillDataset    *dataset,
                                                   GError              **error);

/* (transfer full) (nullable): the options that can only hold from a new run on and differ between the two, as a
 * translated list; NULL for none. */
char             *hill_training_options_list_changes (const HillExperiment *running,
                                                      const HillExperiment *wanted);

G_END_DECLS
