/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A short run from any start, apart from the session's own: what would happen with this rate, this batch size, this optimiser,
 * from here?  Steps are those of the trainer, bit for bit, where the rows are all rows and the start is its start. */

#pragma once

#include "hill-experiment.h"
#include "hill-plane.h"
#include "hill-sample.h"
#include "hill-trainer.h"

G_BEGIN_DECLS

/**
 * HillMethod:
 * @HILL_METHOD_OPTIMIZER: the experiment's
 * @HILL_METHOD_RANDOM_SEARCH: each step draws weights anew, normal with deviation @spread about 0, and keeps them where they are
 *   better than the best so far (CS231n notes, "Optimization", strategy 1)
 * @HILL_METHOD_LOCAL_SEARCH: each step tries a random change of deviation @spread and keeps it where it leads down (strategy 2)
 */
typedef enum
{
  HILL_METHOD_OPTIMIZER,
  HILL_METHOD_RANDOM_SEARCH,
  HILL_METHOD_LOCAL_SEARCH,
} HillMethod;

/**
 * HillPathOptions:
 * @experiment: loss, optimizer, rate, batch size, seed; its length is not looked at
 * @method: the experiment's optimizer, or one of the searches
 * @spread: of the searches, > 0
 * @n_steps: 1 to 100000
 * @plane: (nullable): what the path is projected on
 * @mask: (nullable): C x (D + 1) bytes; a weight whose byte is 0 stays where it is
 * @moment: (nullable): of a run on the same design: the path goes on from there, with what the optimiser remembers (where it is the same
 *   optimizer) and with the batches that come next, so that its first step is hill_trainer_preview()'s
 * @full_loss: also find the loss on all rows of the sample at every point
 * @keep_weights: keep the weights of every point (C (D + 1) floats each)
 */
typedef struct
{
  HillExperiment experiment;
  HillMethod     method;
  double         spread;
  gsize          n_steps;
  HillPlane     *plane;
  const guint8  *mask;
  HillMoment    *moment;
  gboolean       full_loss;
  gboolean       keep_weights;
} HillPathOptions;

/**
 * HillPathPoint:
 * @place: on the plane; zeros without one
 * @batch_loss: L on the batch of the step that starts here (of the searches: on all rows); NaN for the last point
 * @full_loss: L on all rows of the sample; NaN unless asked for
 * @accuracy: on all rows; NaN unless asked for
 * @gradient_norm: of the step that starts here; NaN for searches and the last point
 * @step_length: how far the step that starts here went
 * @examples: examples that were looked at to come here
 * @seconds: of computing steps to come here
 */
typedef struct
{
  HillPlanePoint place;
  double         batch_loss;
  double         full_loss;
  double         accuracy;
  double         gradient_norm;
  double         step_length;
  guint64        examples;
  double         seconds;
} HillPathPoint;

/**
 * HillPath:
 * @n_points: the start and one for each step made: n_steps + 1 unless the run diverged or came to rest
 * @points: they
 * @weights: (nullable): n_points x C x (D + 1), where they were to be kept
 * @last: C x (D + 1): where the path ends
 * @diverged: loss or weights stopped being finite after the last point
 * @bottom: the gradient vanished
 *
 * Read only, reference counted.
 */
typedef struct
{
  gsize          n_points;
  HillPathPoint *points;
  float         *weights;
  float         *last;
  gboolean       diverged;
  gboolean       bottom;
} HillPath;

/**
 * hill_path_new:
 * @sample: the rows trained on, all of them or a preview
 * @start: (nullable): C x (D + 1); not needed where there is a moment to start from
 * @error: %HILL_ERROR_CANCELLED, or %HILL_ERROR_ARGUMENT for options out of range
 */
HILL_API HillPath *hill_path_new   (HillSample             *sample,
                                    const HillPathOptions  *options,
                                    const float            *start,
                                    guint                   n_threads,
                                    const HillProgress     *progress,
                                    GError                **error);

/**
 * hill_path_dup_batch:
 * @step: the step of such a path that starts at point @step
 * @n_rows: (out): how many rows it looks at
 *
 * Returns: (transfer full): their numbers, in the order in which they are drawn; all rows of the sample for a full batch
 */
HILL_API guint32  *hill_path_dup_batch (HillSample             *sample,
                                        const HillPathOptions  *options,
                                        gsize                   step,
                                        gsize                  *n_rows);
HILL_API HillPath *hill_path_ref   (HillPath               *self);
HILL_API void      hill_path_unref (HillPath               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillPath, hill_path_unref)

G_END_DECLS
