/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Is the loss of a real model what it must be?  The lecture's checks, run on the data: each a light with the reason for its colour
 * (S12, S17, S27; CS231n notes, "Learning", sanity checks). */

#pragma once

#include "hill-objective.h"

G_BEGIN_DECLS

/**
 * HillSanityCheck:
 * @HILL_SANITY_FIRST_LOSS: with W = 0 the data loss is log C, or (C - 1) margin
 * @HILL_SANITY_LAMBDA: more lambda gives more loss, weights being what they are
 * @HILL_SANITY_OVERFIT: a few images can be fitted to nearly no loss
 */
typedef enum
{
  HILL_SANITY_FIRST_LOSS,
  HILL_SANITY_LAMBDA,
  HILL_SANITY_OVERFIT,
  HILL_N_SANITY_CHECKS
} HillSanityCheck;

typedef enum
{
  HILL_SANITY_WAITING,
  HILL_SANITY_PASSED,
  HILL_SANITY_FAILED,
} HillSanityState;

/* So many images are fitted, or all where there are fewer, until their mean loss is below this. */
#define HILL_SANITY_N_IMAGES 20
#define HILL_SANITY_NO_LOSS  0.01

/**
 * HillSanityLight:
 * @expected: what the loss had to be, or to be above (lambda) or below (fitted)
 * @found: what it is
 * @reason: (owned) (nullable): a sentence with both, translated
 */
typedef struct
{
  HillSanityState state;
  double          expected;
  double          found;
  char           *reason;
} HillSanityLight;

/**
 * hill_sanity_check:
 * @check: which
 * @loss: of the model; where it has no penalty the second check takes L2, and lambda 1e-4 where that is 0
 * @weights: (nullable): C x (D + 1); where they are %NULL or 0 the second check takes random ones
 * @light: (out): to be cleared
 * @error: %HILL_ERROR_CANCELLED only
 *
 * On the rows trained on; a pass or two over them, and some hundred over 20 images.  The same bits with any number of threads.
 */
HILL_API gboolean hill_sanity_check       (HillSanityCheck       check,
                                           HillDesign           *design,
                                           const HillLoss       *loss,
                                           const float          *weights,
                                           guint                 n_threads,
                                           HillSanityLight      *light,
                                           const HillProgress   *progress,
                                           GError              **error);
HILL_API void     hill_sanity_light_clear (HillSanityLight      *self);

/* (transfer none): what is checked, a few words, translated: "W = 0 gives log C" */
HILL_API const char *hill_sanity_get_title (HillSanityCheck      check,
                                            HillLossType         type);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillSanityLight, hill_sanity_light_clear)

G_END_DECLS
