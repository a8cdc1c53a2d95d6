/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A score sheet: what a classifier said of a few images, and what each of them costs.  All in double, each loss taken
 * apart into the terms that a slide would write down (S7 to S16, S22 to S27 of the lecture).
 *
 * C classes, N images; s is the row of an image's scores, y its true class. */

#pragma once

#include "hill-information.h"
#include "hill-loss.h"

G_BEGIN_DECLS

/* Scores beyond this are refused: their differences could overflow. */
#define HILL_SHEET_MAX_SCORE   1e300
#define HILL_SHEET_MAX_CLASSES 10000
#define HILL_SHEET_MAX_IMAGES  1000000

typedef struct _HillSheet HillSheet;

/* All scores 0, all images of class 0, names "class 1" and "image 1" upwards, translated. */
HILL_API HillSheet    *hill_sheet_new            (guint            n_classes,
                                                  guint            n_images);

/* The lecture's own: dog, cat and wolf, four images (S9). */
HILL_API HillSheet    *hill_sheet_new_lecture    (void);
HILL_API HillSheet    *hill_sheet_copy           (const HillSheet *self);
HILL_API void          hill_sheet_free           (HillSheet       *self);
HILL_API gboolean      hill_sheet_is_equal       (const HillSheet *self,
                                                  const HillSheet *other);

HILL_API guint         hill_sheet_get_n_classes  (const HillSheet *self);
HILL_API guint         hill_sheet_get_n_images   (const HillSheet *self);
HILL_API double        hill_sheet_get_score      (const HillSheet *self,
                                                  guint            image,
                                                  guint            class_index);
/* (transfer none): the C scores of an image. */
HILL_API const double *hill_sheet_get_scores     (const HillSheet *self,
                                                  guint            image);
HILL_API guint         hill_sheet_get_label      (const HillSheet *self,
                                                  guint            image);
HILL_API const char   *hill_sheet_get_class_name (const HillSheet *self,
                                                  guint            class_index);
HILL_API const char   *hill_sheet_get_image_name (const HillSheet *self,
                                                  guint            image);

/* @score must pass hill_score_check(). */
HILL_API void          hill_sheet_set_score      (HillSheet       *self,
                                                  guint            image,
                                                  guint            class_index,
                                                  double           score);
HILL_API void          hill_sheet_set_label      (HillSheet       *self,
                                                  guint            image,
                                                  guint            label);
HILL_API void          hill_sheet_set_class_name (HillSheet       *self,
                                                  guint            class_index,
                                                  const char      *name);
HILL_API void          hill_sheet_set_image_name (HillSheet       *self,
                                                  guint            image,
                                                  const char      *name);

/* The same sheet with more or fewer classes and images: what is new is as in hill_sheet_new(), and an image whose true
 * class went becomes one of class 0. */
HILL_API void          hill_sheet_resize         (HillSheet       *self,
                                                  guint            n_classes,
                                                  guint            n_images);

/* Is a score finite and within +-HILL_SHEET_MAX_SCORE?  Says in words what it is instead (%HILL_ERROR_ARGUMENT). */
HILL_API gboolean      hill_score_check          (double           score,
                                                  GError         **error);

/* A score as a person types it, point or comma, with either minus sign; a sentence for everything else. */
HILL_API gboolean      hill_score_parse          (const char      *text,
                                                  double          *score,
                                                  GError         **error);

/**
 * HillSheetLoss:
 * @type: hinge or softmax
 * @margin: of the hinge, > 0; the lecture uses 1
 * @include_true_class: hinge: the sum runs over j = y too (S13)
 * @mean_over_classes: hinge: the mean of the terms instead of their sum (S14)
 * @base: of softmax's logarithm
 *
 * Which loss.
 */
typedef struct
{
  HillLossType type;
  double       margin;
  gboolean     include_true_class;
  gboolean     mean_over_classes;
  HillLogBase  base;
} HillSheetLoss;

#define HILL_SHEET_LOSS_HINGE   ((HillSheetLoss) { .type = HILL_LOSS_HINGE, .margin = 1.0 })
#define HILL_SHEET_LOSS_SOFTMAX ((HillSheetLoss) { .type = HILL_LOSS_SOFTMAX, .margin = 1.0 })

/**
 * hill_scores_get_loss:
 * @scores: C scores that pass hill_score_check()
 * @label: the true class y
 * @gradient: (nullable): receives dL_i/ds, C values; overwritten
 *
 * L_i of one image.  Hinge: sum over j != y of max (0, s_j - s_y + margin); on a kink the subgradient is 0; the mean divides by
 * C - 1, or by C where j = y is included, and is 0 where there is no term.  Softmax: (m - s_y) + log (1 + sum of the other
 * exp (s_j - m)), m the highest score, over log (base): nothing overflows, and small losses keep their digits.
 */
HILL_API double        hill_scores_get_loss      (const double        *scores,
                                                  guint                n_classes,
                                                  guint                label,
                                                  const HillSheetLoss *loss,
                                                  double              *gradient);

/* L_i of an image of the sheet; @gradient as above. */
HILL_API double        hill_sheet_get_loss       (const HillSheet     *self,
                                                  const HillSheetLoss *loss,
                                                  guint                image,
                                                  double              *gradient);

/* (1/N) sum L_i; with @losses (nullable) receiving the N losses.  0 for no image.  The gradient of the mean is 1/N of the images'. */
HILL_API double        hill_sheet_get_mean       (const HillSheet     *self,
                                                  const HillSheetLoss *loss,
                                                  double              *losses);

/* L = mean + penalty. */
static inline double
hill_sheet_get_total (const HillSheet     *self,
                      const HillSheetLoss *loss,
                      double               penalty)
{
  return hill_sheet_get_mean (self, loss, NULL) + penalty;
}

/**
 * HillHingeTerm:
 * @class_index: j
 * @score: s_j
 * @true_score: s_y
 * @inside: s_j - s_y + margin; exactly 0 where only the rounding of the scores is left, as of 0.4 - 1.4 + 1
 * @value: max (0, @inside)
 * @is_zero: whether the image pays nothing for this class
 *
 * One max (0, s_j - s_y + margin).
 */
typedef struct
{
  guint    class_index;
  double   score;
  double   true_score;
  double   inside;
  double   value;
  gboolean is_zero;
} HillHingeTerm;

/**
 * hill_sheet_get_hinge_terms:
 * @terms: receives C - 1 terms, or C where j = y is included, by rising j
 *
 * Returns: how many
 */
HILL_API guint         hill_sheet_get_hinge_terms (const HillSheet     *self,
                                                   const HillSheetLoss *loss,
                                                   guint                image,
                                                   HillHingeTerm       *terms);

/**
 * HillSoftmaxTerm:
 * @class_index: j
 * @score: s_j
 * @shifted: s_j - m, or s_j without the shift
 * @exponential: e^@shifted; infinite where that overflows a double, 0 where it vanishes
 * @share: @exponential / sum; NaN for infinity / infinity and 0 / 0
 * @minus_log: -log (@share) in the base, NaN where @share is
 *
 * One row of the columns exp, normalise, -log (S22, S23), as they come out when they are computed one after the other.
 */
typedef struct
{
  guint  class_index;
  double score;
  double shifted;
  double exponential;
  double share;
  double minus_log;
} HillSoftmaxTerm;

typedef enum
{
  HILL_SOFTMAX_SOUND,
  HILL_SOFTMAX_OVERFLOWS,       /* an exponential, or their sum, is infinite */
  HILL_SOFTMAX_VANISHES,        /* all exponentials are 0 */
} HillSoftmaxState;

/**
 * HillSoftmax:
 * @state: what became of the columns
 * @shift: m, the highest score, or 0 without the shift
 * @sum: of the exponentials
 * @loss: -log of the true class's share; NaN or infinite where the columns broke
 * @message: (nullable) (transfer none): a sentence for the person at the screen where they did, translated
 */
typedef struct
{
  HillSoftmaxState state;
  double           shift;
  double           sum;
  double           loss;
  const char      *message;
} HillSoftmax;

/* @terms: receives C rows.  With @shifted nothing can break; without it one sees what does. */
HILL_API HillSoftmax   hill_sheet_get_softmax_terms (const HillSheet    *self,
                                                     HillLogBase         base,
                                                     guint               image,
                                                     gboolean            shifted,
                                                     HillSoftmaxTerm    *terms);

/**
 * hill_sheet_sweep:
 * @image, @class_index: the score that is moved
 * @values: what it is set to, one after the other
 * @n_values: how many
 * @losses: receives L_i at each of them
 *
 * One loss as a function of one score, all others as they are; for the curves beside a score that is dragged (S10, S25).
 */
HILL_API void          hill_sheet_sweep          (const HillSheet     *self,
                                                  const HillSheetLoss *loss,
                                                  guint                image,
                                                  guint                class_index,
                                                  const double        *values,
                                                  gsize                n_values,
                                                  double              *losses);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillSheet, hill_sheet_free)

G_END_DECLS
