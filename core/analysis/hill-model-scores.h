/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The scores of a real model in double, image by image, for sheets and for the data loss over two weights. */

#pragma once

#include "hill-design.h"
#include "hill-sheet.h"

G_BEGIN_DECLS

/* x'_d of a row: slope_d x_d + offset_d; 1 for d = D, which the bias is multiplied with. */
HILL_API double     hill_model_get_input   (const HillDesign  *design,
                                            HillSplit          split,
                                            gsize              row,
                                            gsize              feature);

/**
 * hill_model_get_scores:
 * @weights: C x (D + 1), acting on x'
 * @scores: receives C values
 *
 * s = W x' + b of one row.
 */
HILL_API void       hill_model_get_scores  (const HillDesign  *design,
                                            const float       *weights,
                                            HillSplit          split,
                                            gsize              row,
                                            double            *scores);

/**
 * hill_sheet_new_model:
 * @rows: of the split
 * @classes: (nullable): of the sheet, in this order; %NULL for all
 * @error: %HILL_ERROR_ARGUMENT where the true class of an image is not among the classes, or a score is not finite
 *
 * A sheet of what a model says of a few images, with the names of its classes.  N D C work: for the worker.
 */
HILL_API HillSheet *hill_sheet_new_model   (const HillDesign  *design,
                                            const float       *weights,
                                            HillSplit          split,
                                            const guint32     *rows,
                                            guint              n_rows,
                                            const guint       *classes,
                                            guint              n_classes,
                                            GError           **error);

G_END_DECLS
