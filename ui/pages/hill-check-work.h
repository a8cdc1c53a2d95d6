/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A gradient check in words and pictures (S35): the verdict, the weights that are furthest off, and the mistakes that can be planted. */

#pragma once

#include "hill-gradient-check.h"
#include "hill-plot.h"
#include "hill-problem.h"

G_BEGIN_DECLS

/* Which of the errors of a weight is looked at. */
typedef enum
{
  HILL_CHECK_WHOLE,
  HILL_CHECK_DATA,
  HILL_CHECK_PENALTY,
  HILL_N_CHECK_PARTS
} HillCheckPart;

/* Which weights are checked: all, a sample, or a small one whose scores are all computed anew. */
typedef enum
{
  HILL_CHECK_ALL,
  HILL_CHECK_SAMPLE,
  HILL_CHECK_HONEST,
  HILL_N_CHECK_EXTENTS
} HillCheckExtent;

/* How many; 0 for all. */
gsize      hill_check_extent_get_n_weights       (HillCheckExtent          extent);

/* The step that a choice of the view stands for, from 0.  Beyond the last: the last. */
#define HILL_N_CHECK_STEPS 4

double     hill_check_choose_h                   (guint                    choice);

/* @n_weights: of a sample, always the same one; 0 for all.  (nullable): NULL when cancelled. */
HillGradientCheck *hill_problem_check            (const HillProblem       *problem,
                                                  gsize                    n_weights,
                                                  const HillCheckOptions  *options,
                                                  const HillProgress      *progress,
                                                  GError                 **error);

double     hill_checked_weight_get_part_error    (const HillCheckedWeight *self,
                                                  HillCheckPart            part);
double     hill_checked_weight_get_part_numeric  (const HillCheckedWeight *self,
                                                  HillCheckPart            part);
double     hill_checked_weight_get_part_analytic (const HillCheckedWeight *self,
                                                  HillCheckPart            part);
gboolean   hill_checked_weight_is_part_kink      (const HillCheckedWeight *self,
                                                  HillCheckPart            part);

/* (transfer full): places in @check's weights of the largest errors of a part away from kinks, the largest first; @n of them at most,
 * how many there are in @n_found. */
gsize     *hill_check_find_worst                 (const HillGradientCheck *check,
                                                  HillCheckPart            part,
                                                  guint                    n,
                                                  guint                   *n_found);

/* (transfer full): passed or failed, in a sentence or two. */
char      *hill_check_describe                   (const HillGradientCheck *check,
                                                  const HillProblem       *problem);

/* (transfer full): how the parts do: "Data loss: agrees, at most 2e-10 off." */
char      *hill_check_describe_part              (const HillGradientCheck *check,
                                                  HillCheckPart            part);

HillPlot  *hill_check_new_histogram              (const HillGradientCheck *check,
                                                  HillCheckPart            part);
HillPlot  *hill_check_new_map                    (const HillGradientCheck *check,
                                                  const HillProblem       *problem,
                                                  HillCheckPart            part);

/* Bug number @index, 0 to HILL_N_BUGS - 1, and its translated name and mark in the check. */
HillBugs    hill_bug_get                         (guint                    index);
const char *hill_bug_get_name                    (guint                    index);
const char *hill_bug_get_sign                    (guint                    index);

/* One of the mistakes that show with @loss, chosen by @random; not @last if there is another.  %HILL_BUG_NONE where none shows. */
HillBugs    hill_bug_choose                      (const HillLoss          *loss,
                                                  HillBugs                 last,
                                                  guint32                  random);

G_END_DECLS
