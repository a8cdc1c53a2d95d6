/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What figures are made of: a session whose run stands at some step, and what a person sets.  Functions wait for the session's worker by
 * running the main context of the calling thread: this is for commands, whose only work it is, and not for a window. */

#pragma once

#include "hill-descent.h"
#include "hill-experiment-file.h"
#include "hill-plot.h"
#include "hill-session.h"
#include "hill-sheet.h"

G_BEGIN_DECLS

typedef struct _HillFigureSource HillFigureSource;

/* @progress: (unowned): observes and ends all that takes long */
HillFigureSource   *hill_figure_source_new            (const HillProgress     *progress);
void                hill_figure_source_free           (HillFigureSource       *self);

/**
 * hill_figure_source_load:
 * @file: data set, run and view; its hash is not looked at
 * @last: the run is made up to this step: %G_MAXUINT64 for its end
 * @error: what is wrong with data set or experiment
 *
 * The run stands at the step of @file, or at @last where that comes before.
 */
gboolean            hill_figure_source_load           (HillFigureSource         *self,
                                                       const HillExperimentFile *file,
                                                       guint64                   last,
                                                       GError                  **error);

/* Goes to a step, %G_MAXUINT64 for the last that was made.  %HILL_ERROR_ARGUMENT where the run ends before. */
gboolean            hill_figure_source_show_step      (HillFigureSource       *self,
                                                       guint64                 step,
                                                       GError                **error);

/* (transfer full) (nullable): the experiment as it is shown now, for a figure of @page; %NULL before a data set is loaded. */
char               *hill_figure_source_dup_recipe     (HillFigureSource       *self,
                                                       const char             *page);

/* (transfer none) (nullable): what is shown; %NULL before a data set is loaded. */
HillSnapshot       *hill_figure_source_get_snapshot   (HillFigureSource       *self);
HillDataset        *hill_figure_source_get_dataset    (HillFigureSource       *self);
HillSession        *hill_figure_source_get_session    (HillFigureSource       *self);
const HillProgress *hill_figure_source_get_progress   (HillFigureSource       *self);

/* Ranges and colours stay those of the first plot from now on: a sequence. */
void                hill_figure_source_set_fixed      (HillFigureSource       *self,
                                                       gboolean                fixed);
gboolean            hill_figure_source_get_fixed      (HillFigureSource       *self);

/* Begins another figure: nothing that one has found out, or fixed, is left for the next. */
void                hill_figure_source_forget         (HillFigureSource       *self);

/* (transfer full) (nullable): waits for @job, which it takes over. */
gpointer            hill_figure_source_wait           (HillFigureSource       *self,
                                                       HillJob                *job,
                                                       GError                **error);

/* (transfer full) (nullable): what @func posts last; @data is taken over. */
gpointer            hill_figure_source_compute        (HillFigureSource       *self,
                                                       HillComputeFunc         func,
                                                       gpointer                data,
                                                       GDestroyNotify          destroy,
                                                       GDestroyNotify          free_result,
                                                       GError                **error);

/* Waits until nothing is under way. */
gboolean            hill_figure_source_settle         (HillFigureSource       *self,
                                                       GError                **error);

/* (transfer none): the run, test surfaces and points as something that is walked down; made when they are asked for first. */
HillDescent        *hill_figure_source_get_model      (HillFigureSource       *self);
HillDescent        *hill_figure_source_get_surface    (HillFigureSource       *self);
HillDescent        *hill_figure_source_get_points     (HillFigureSource       *self);

/* ---- what is set: words by keys */

void                hill_figure_source_set            (HillFigureSource       *self,
                                                       const char             *key,
                                                       const char             *value);

/* The same, unless it is set already. */
void                hill_figure_source_set_default    (HillFigureSource       *self,
                                                       const char             *key,
                                                       const char             *value);

void                hill_figure_source_unset          (HillFigureSource       *self,
                                                       const char             *key);

/* The keys of this page's view, "descent.plane", hold where nothing is set. */
void                hill_figure_source_set_page       (HillFigureSource       *self,
                                                       const char             *page);

/* (transfer none) (nullable) */
const char         *hill_figure_source_get_text       (HillFigureSource       *self,
                                                       const char             *key);

/* (transfer full): all that is set or shown whose key begins with @prefix, without that; see hill-values.h. */
GHashTable         *hill_figure_source_dup_part       (HillFigureSource       *self,
                                                       const char             *prefix);

/* One of @words, by its name or its number from 0; @otherwise where it is not set. */
gboolean            hill_figure_source_get_choice     (HillFigureSource       *self,
                                                       const char             *key,
                                                       const char * const     *words,
                                                       guint                   otherwise,
                                                       guint                  *choice,
                                                       GError                **error);
gboolean            hill_figure_source_get_number     (HillFigureSource       *self,
                                                       const char             *key,
                                                       double                  lowest,
                                                       double                  highest,
                                                       double                  otherwise,
                                                       double                 *number,
                                                       GError                **error);

/* A whole number. */
gboolean            hill_figure_source_get_count      (HillFigureSource       *self,
                                                       const char             *key,
                                                       guint64                 lowest,
                                                       guint64                 highest,
                                                       guint64                 otherwise,
                                                       guint64                *count,
                                                       GError                **error);
gboolean            hill_figure_source_get_flag       (HillFigureSource       *self,
                                                       const char             *key,
                                                       gboolean                otherwise,
                                                       gboolean               *flag,
                                                       GError                **error);

/* A class of the data set, by its name or its number from 0. */
gboolean            hill_figure_source_get_class      (HillFigureSource       *self,
                                                       const char             *key,
                                                       guint                   otherwise,
                                                       guint                  *class_index,
                                                       GError                **error);

/* Keys "split" and "example", which counts from 1: an image of the data set. */
gboolean            hill_figure_source_get_example    (HillFigureSource       *self,
                                                       HillSplit              *split,
                                                       gsize                  *index,
                                                       GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillFigureSource, hill_figure_source_free)

G_END_DECLS
