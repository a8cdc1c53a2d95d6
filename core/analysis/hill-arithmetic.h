/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A loss written out as on a slide, `max(0, 3.3 - (-0.8) + 1) + max(0, 6.5 - (-0.8) + 1) = max(0, 5.1) + max(0, 8.3) = 13.4`,
 * with a note of which characters are what, so that pointing at a term can mark its operands in a table and back. */

#pragma once

#include "hill-sheet.h"

G_BEGIN_DECLS

/**
 * HillArithmeticForm:
 * @HILL_ARITHMETIC_LINE: in one line, as printed by `downhill loss --steps`
 * @HILL_ARITHMETIC_LINES: a line for each stage, from the second on with "= " before it; the slide's 5.1 + 8.3 is one of them
 * @HILL_ARITHMETIC_LATEX: the same stages in an aligned environment, to be set in mathematics mode
 */
typedef enum
{
  HILL_ARITHMETIC_LINE,
  HILL_ARITHMETIC_LINES,
  HILL_ARITHMETIC_LATEX,
} HillArithmeticForm;

/**
 * HillSpanKind:
 * @HILL_SPAN_TERM: all that belongs to one class in one stage: "max(0, 3.3 - (-0.8) + 1)", then "max(0, 5.1)", then "5.1";
 *   for softmax "e^3.3", then "27.1"; in a mean what belongs to one image: "13.4"
 * @HILL_SPAN_SCORE: s_j inside a term: "3.3"
 * @HILL_SPAN_TRUE_SCORE: s_y inside a term, with its parentheses: "(-0.8)"; for softmax the numerator's s_y
 * @HILL_SPAN_MARGIN: "1"
 * @HILL_SPAN_SHIFT: the highest score that softmax takes away
 * @HILL_SPAN_SHARE: the probability whose logarithm is taken: "0.89"
 * @HILL_SPAN_PENALTY: lambda R in a total
 * @HILL_SPAN_RESULT: the number at the end
 */
typedef enum
{
  HILL_SPAN_TERM,
  HILL_SPAN_SCORE,
  HILL_SPAN_TRUE_SCORE,
  HILL_SPAN_MARGIN,
  HILL_SPAN_SHIFT,
  HILL_SPAN_SHARE,
  HILL_SPAN_PENALTY,
  HILL_SPAN_RESULT,
} HillSpanKind;

/**
 * HillSpan:
 * @index: the class of a term and what is in it; the image in a mean; 0 where neither is meant
 * @is_zero: the term is 0: to be greyed
 * @start, @end: bytes of the text, end exclusive
 */
typedef struct
{
  HillSpanKind kind;
  guint        index;
  gboolean     is_zero;
  gsize        start;
  gsize        end;
} HillSpan;

/**
 * HillArithmetic:
 * @text: UTF-8
 * @spans: by rising start; a term stands before what is inside it
 * @n_spans: how many
 */
typedef struct
{
  char     *text;
  HillSpan *spans;
  gsize     n_spans;
} HillArithmetic;

/**
 * hill_arithmetic_new:
 * @shifted: softmax: write the highest score as taken away, e^(3.3 - 6.5)
 * @form: how
 *
 * The loss of one image.  Scores are written with up to 4 decimals, as many as they need.
 *
 * Returns: (transfer full)
 */
HILL_API HillArithmetic *hill_arithmetic_new       (const HillSheet      *sheet,
                                                    const HillSheetLoss  *loss,
                                                    guint                 image,
                                                    gboolean              shifted,
                                                    HillArithmeticForm    form);

/**
 * hill_arithmetic_new_mean:
 * @penalty: lambda R; 0 leaves it out
 *
 * `(0 + 13.4 + 1.9 + 3.3) / 4 = 4.65`, and with a penalty `(0 + 13.4 + 1.9 + 3.3) / 4 + 0.1 = 4.75`.  Of more than 12 images
 * those in the middle are written as three dots.
 */
HILL_API HillArithmetic *hill_arithmetic_new_mean  (const HillSheet      *sheet,
                                                    const HillSheetLoss  *loss,
                                                    double                penalty,
                                                    HillArithmeticForm    form);
HILL_API void            hill_arithmetic_free      (HillArithmetic       *self);

/* (transfer full): a number as the slides write it, with at most so many decimals and no zeros at their end: 3.3, -0.8, 5.1, 4.65;
 * very large and very small ones as 1.5e300 and 2.1e-7; "∞", "-∞" and "NaN" for what is no number. */
HILL_API char           *hill_number_trim          (double                number,
                                                    guint                 max_decimals);

/* (transfer full): with just so many decimals: 0.89, 0.11, 0.00. */
HILL_API char           *hill_number_fixed         (double                number,
                                                    guint                 decimals);

/* (transfer full): an exponential as on the slide: one decimal from 1 on, two digits below: 2697.3, 330.3, 0.15. */
HILL_API char           *hill_number_exponential   (double                number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillArithmetic, hill_arithmetic_free)

G_END_DECLS
