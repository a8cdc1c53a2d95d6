/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the headless commands share: the table of them, options that each takes, exit statuses, and how results,
 * progress and complaints are printed.  Nothing here touches a display. */

#pragma once

#include "hill-experiment-file.h"
#include "hill-load.h"
#include "hill-objective.h"

G_BEGIN_DECLS

/* Exit statuses: done; the input was not usable; the command line was not understood. */
enum
{
  HILL_COMMAND_DONE = 0,
  HILL_COMMAND_FAILED = 1,
  HILL_COMMAND_USAGE = 2,
};

/**
 * HillCommand:
 * @name: the word on the command line
 * @run: takes the words from @name on; returns an exit status
 * @summary: one line, translatable
 */
typedef struct
{
  const char *name;
  int       (*run) (int argc, char **argv);
  const char *summary;
} HillCommand;

/* (nullable): the command of that name */
const HillCommand *hill_command_find           (const char     *name);
void               hill_command_print_all      (void);

int                hill_command_info           (int             argc,
                                                char          **argv);
int                hill_command_features       (int             argc,
                                                char          **argv);
int                hill_command_train          (int             argc,
                                                char          **argv);
int                hill_command_evaluate       (int             argc,
                                                char          **argv);
int                hill_command_loss           (int             argc,
                                                char          **argv);
int                hill_command_entropy        (int             argc,
                                                char          **argv);
int                hill_command_gradcheck      (int             argc,
                                                char          **argv);
int                hill_command_figure         (int             argc,
                                                char          **argv);
int                hill_command_landscape      (int             argc,
                                                char          **argv);

/* "downhill: message" on standard error, in one line. */
void               hill_command_complain       (const char     *message);

/**
 * HillCommandLine:
 * @limit, @threads, @coarse, @image_size: what every command takes
 * @has_limit: whether @limit was given
 * @experiment: set by the training options; after loading, what an experiment file says at its last step with these before it
 * @options: (element-type utf8): the training options that were given, each followed by its value
 * @file: (nullable): after loading: the experiment, of the file or of the options
 * @arguments: the words that are not options
 *
 * The options of one call.
 */
typedef struct
{
  gint64         limit;
  gboolean       has_limit;
  int            threads;
  gboolean       coarse;
  int            image_size;
  HillExperiment experiment;
  GPtrArray     *options;
  HillExperimentFile *file;
  char         **arguments;
} HillCommandLine;

/**
 * hill_command_line_parse:
 * @usage: what stands after the command's name in the help, "DATASET"
 * @own: (nullable): the command's own options; where one of them is "size", the size of pictures is called "image-size"
 * @training: whether it takes the training options
 * @n_arguments: how many words that are not options it wants
 *
 * Complains by itself.
 *
 * Returns: %HILL_COMMAND_DONE or an exit status
 */
int                hill_command_line_parse     (HillCommandLine    *self,
                                                int                 argc,
                                                char              **argv,
                                                const char         *usage,
                                                const char         *summary,
                                                const GOptionEntry *own,
                                                gboolean            training,
                                                int                 n_arguments);
void               hill_command_line_clear     (HillCommandLine    *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillCommandLine, hill_command_line_clear)

/* Loads the data set named by the first argument, or by the experiment file that it names, with progress; complains and returns NULL
 * when it cannot. */
HillDataset       *hill_command_line_load      (HillCommandLine    *self);

/* The first argument is an experiment file: takes over what it says.  Complains; FALSE when it cannot be read. */
gboolean           hill_command_line_open      (HillCommandLine    *self);

/* By its ending or by what is in it. */
gboolean           hill_command_is_experiment  (const char         *path);

/* Complains of what was not understood, too. */
HillExperimentFile *hill_command_load_experiment (const char        *path);

/* Complains where @file was made with other data; writes the hash of these into it.  Loading does this for a file that has one. */
void               hill_command_check_hash     (HillExperimentFile *file,
                                                HillDataset        *dataset);

/* `key=value` lines on standard output; numbers with all the digits that read back to the same value. */
void               hill_command_print_number   (const char     *key,
                                                double          value);
void               hill_command_print_integer  (const char     *key,
                                                guint64         value);
void               hill_command_print_text     (const char     *key,
                                                const char     *value);
/* PREFIX.data_loss= and PREFIX.accuracy= */
void               hill_command_print_evaluation (const char           *prefix,
                                                  const HillEvaluation *evaluation);

/* A line of progress on standard error, only when that is a terminal; NULL to wipe it. */
void               hill_command_show_progress  (const char     *text);

/* After this SIGINT, SIGTERM and SIGHUP are remembered, not deadly; interrupted says whether one came. */
void               hill_command_catch_signals  (void);
gboolean           hill_command_is_interrupted (void);

/* For long core work: shows the share that is done after @user_data, a translated word, and stops when interrupted. */
gboolean           hill_command_progress       (double          fraction,
                                                gpointer        user_data);

G_END_DECLS
