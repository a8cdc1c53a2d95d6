/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The lecture's questions about a loss (S10 to S16, S25 to S27): how each is asked, what may be set, and how a prediction is
 * judged.  The answers are next door, in hill-evidence.h; no widgets. */

#pragma once

#include "hill-information.h"
#include "hill-norms.h"
#include "hill-sheet.h"

G_BEGIN_DECLS

typedef enum
{
  HILL_QUESTION_NUDGE,
  HILL_QUESTION_BOUNDS,
  HILL_QUESTION_ZERO,
  HILL_QUESTION_TRUE_CLASS,
  HILL_QUESTION_MEAN,
  HILL_QUESTION_MARGIN,
  HILL_QUESTION_SCALE,
  HILL_QUESTION_SOFTMAX_NUDGE,
  HILL_QUESTION_SOFTMAX_BOUNDS,
  HILL_QUESTION_SOFTMAX_ZERO,
  HILL_N_QUESTIONS
} HillQuestionId;

/* What a question lets one set. */
typedef enum
{
  HILL_CONTROL_IMAGE   = 1 << 0,
  HILL_CONTROL_CLASS   = 1 << 1,
  HILL_CONTROL_DELTA   = 1 << 2,
  HILL_CONTROL_CLASSES = 1 << 3,
  HILL_CONTROL_MARGIN  = 1 << 4,
  HILL_CONTROL_FACTOR  = 1 << 5,
  HILL_CONTROL_BASE    = 1 << 6,
  HILL_CONTROL_SWITCH  = 1 << 7,
} HillControls;

#define HILL_QUESTION_MAX_CHOICES 4

/**
 * HillQuestion:
 * @title: a few words, for the list
 * @question: as a lecturer asks it
 * @formula: what it is about, as hill_formula_new() reads it; with the change in it that is asked about
 * @prompt: what is to be predicted
 * @choices: the answers to choose from, NULL after the last; none where a number is asked for
 * @right_choice: which of them
 * @switch_label: (nullable): of the switch
 * @controls: which
 * @is_softmax: which of the two losses it is about
 * @delta: where the small change starts
 *
 * Texts are to be translated, the formula is not.
 */
typedef struct
{
  const char   *title;
  const char   *question;
  const char   *formula;
  const char   *prompt;
  const char   *choices[HILL_QUESTION_MAX_CHOICES + 1];
  guint         right_choice;
  const char   *switch_label;
  HillControls  controls;
  gboolean      is_softmax;
  double        delta;
} HillQuestion;

const HillQuestion *hill_question_get (HillQuestionId id);

/**
 * HillQuestionSetting:
 * @sheet: the scores asked about
 * @image, @class_index, @delta: the small change
 * @n_classes: of a question about any number of classes
 * @margin: in place of 1
 * @factor: c
 * @base: of the softmax loss's logarithm
 * @is_on: the switch: the loss with the change in question rather than the lecture's
 * @loss: the regulariser that the training options have
 * @norms: of the current model's weights
 * @n_model_classes: of the data set that is open; 0 for none
 */
typedef struct
{
  const HillSheet *sheet;
  guint            image;
  guint            class_index;
  double           delta;
  guint            n_classes;
  double           margin;
  double           factor;
  HillLogBase      base;
  gboolean         is_on;
  HillLoss         loss;
  HillNorms        norms;
  guint            n_model_classes;
} HillQuestionSetting;

/**
 * hill_prediction_check:
 * @typed: a number as a person wrote it, with point or comma
 * @expected: the right one
 * @is_right: (out): whether they are the same to within 1 %, or to the places that were written, then within 5 %
 * @error: a sentence about what is no number (%HILL_ERROR_ARGUMENT)
 */
gboolean            hill_prediction_check (const char  *typed,
                                           double       expected,
                                           gboolean    *is_right,
                                           GError     **error);

G_END_DECLS
