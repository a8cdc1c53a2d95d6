/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The experiment file, *.downhill: everything that a run and the window that shows it are determined by, as a key file that a person
 * can read, edit and keep under version control.  docs/experiment.md has every key. */

#pragma once

#include "hill-dataset.h"
#include "hill-trainer.h"

G_BEGIN_DECLS

/* What this program writes, and the newest that it knows. */
#define HILL_EXPERIMENT_VERSION 1

/* No longer file is read or written: enough for a start of five million weights. */
#define HILL_EXPERIMENT_MAX_BYTES ((gsize) 32 << 20)

/* The feature index of the bias, whatever the number of features. */
#define HILL_WEIGHT_BIAS G_MAXUINT32

/* One weight of a model: a class and a feature, both from 0. */
typedef struct
{
  guint32 class_index;
  guint32 feature;
} HillWeightIndex;

/* A key that this program does not know: one of a newer version, or of another program. */
typedef struct
{
  char *group;
  char *key;
  char *value;
} HillUnknownKey;

/**
 * HillExperimentFile:
 * @dataset: (nullable): a DATASET of the command line; a path is absolute here, and in the file relative to its folder where it lies below it
 * @hash: (nullable): hill_dataset_get_hash() of that data set
 * @limit: of HillLoadOptions, as @coarse and @image_size
 * @experiment: what the run begins with
 * @changes: (element-type HillExperimentChange): what was changed in mid-run, by rising step, none at step 0
 * @start: (nullable): C x (D + 1) on scaled features: where the run begins when that is not what @experiment says
 * @n_start: how many floats
 * @moving: (nullable) (element-type HillWeightIndex): only these weights move
 * @step: the step shown
 * @view: (element-type utf8 utf8): what the window shows: "page" = "descent", "descent.plane" = "random".  Keys are of letters, digits,
 *   and . _ -; others, and values that are no UTF-8, are not written.
 * @unknown: (element-type HillUnknownKey): what the reader did not know, for the writer to keep; may be shared with another file
 */
typedef struct
{
  char           *dataset;
  char           *hash;
  gsize           limit;
  gboolean        coarse;
  guint           image_size;
  HillExperiment  experiment;
  GArray         *changes;
  float          *start;
  gsize           n_start;
  GArray         *moving;
  guint64         step;
  GHashTable     *view;
  GPtrArray      *unknown;
} HillExperimentFile;

/* The standard run on no data set. */
HILL_API HillExperimentFile *hill_experiment_file_new     (void);
HILL_API void                hill_experiment_file_free    (HillExperimentFile        *self);

/**
 * hill_experiment_file_to_text:
 * @folder: (nullable): absolute: where the file will stand
 *
 * Returns: (transfer full): the same bytes for the same content, in every locale
 */
HILL_API char               *hill_experiment_file_to_text (const HillExperimentFile  *self,
                                                           const char                *folder);

/**
 * hill_experiment_file_parse:
 * @text: @length bytes that nobody vouches for
 * @folder: (nullable): what a relative path of the data set starts from
 * @complaints: (nullable) (element-type utf8): receives a sentence for each line that was not understood and what is used instead, at
 *   most 100: "line 12: rate: “abc” is not a number …; 0.05 is used instead"
 * @error: %HILL_ERROR_FORMAT where it is no experiment at all, %HILL_ERROR_TOO_LARGE
 *
 * Keeps what can be kept.  The data set is "scenes" where the text names none.
 */
HILL_API HillExperimentFile *hill_experiment_file_parse   (const char                *text,
                                                           gsize                      length,
                                                           const char                *folder,
                                                           GPtrArray                 *complaints,
                                                           GError                   **error);

/* @unknown: (element-type HillUnknownKey): of the file that this one continues; from now on kept in this one's text too */
HILL_API void                hill_experiment_file_set_unknown (HillExperimentFile    *self,
                                                               GPtrArray             *unknown);

/* Files end in .downhill by custom only: does this one begin as an experiment does? */
HILL_API gboolean            hill_experiment_file_sniff   (const char                *path);

/* The same from a file; messages begin with its display name. */
HILL_API HillExperimentFile *hill_experiment_file_load    (const char                *path,
                                                           GPtrArray                 *complaints,
                                                           GError                   **error);

/* Whole or not at all, as hill_file_replace(). */
HILL_API gboolean            hill_experiment_file_save    (const HillExperimentFile  *self,
                                                           const char                *path,
                                                           GError                   **error);

/* @mask: (nullable): C x (D + 1) bytes; those that are not 0 say which weights move */
HILL_API void                hill_experiment_file_set_moving (HillExperimentFile     *self,
                                                              const guint8           *mask,
                                                              guint                   n_classes,
                                                              gsize                   n_features);

/* Writes down what the run of @trainer is: its experiment, changes, start, moving weights, and the step shown. */
HILL_API void                hill_experiment_file_set_run (HillExperimentFile        *self,
                                                           HillTrainer               *trainer);

/* (transfer full) (nullable): @self->moving, which must be there, as a mask of C x (D + 1) bytes for hill_trainer_new_from(). */
HILL_API guint8             *hill_experiment_file_dup_mask (const HillExperimentFile *self,
                                                            guint                     n_classes,
                                                            gsize                     n_features,
                                                            GError                  **error);

/**
 * hill_experiment_file_new_trainer:
 * @design: of the data set, with the features, scaling, validation and seed of @self->experiment
 * @error: %HILL_ERROR_ARGUMENT: also where start or moving weights are those of another model
 *
 * At step 0, with the start and the moving weights.  hill_experiment_file_follow() makes the changes as the run comes to them; so any
 * step has the same bits as in the run that was written down.
 */
HILL_API HillTrainer        *hill_experiment_file_new_trainer (const HillExperimentFile  *self,
                                                               HillDesign                *design,
                                                               guint                      n_threads,
                                                               GError                   **error);

/* To be called before each step, and after the last: makes the change, if there is one, that holds from the step reached on. */
HILL_API gboolean            hill_experiment_file_follow      (const HillExperimentFile  *self,
                                                               HillTrainer               *trainer,
                                                               GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillExperimentFile, hill_experiment_file_free)

G_END_DECLS
