/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How far one distribution is from another: entropy, cross-entropy, relative entropy (S24 of the lecture; Shannon 1948,
 * Kullback and Leibler 1951), and the sigmoid as the softmax of two classes (S22).  0 log 0 is 0. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

typedef enum
{
  HILL_LOG_E,
  HILL_LOG_2,
  HILL_LOG_10,
} HillLogBase;

/* What a natural logarithm is divided by: 1, log 2 or log 10. */
HILL_API double   hill_log_base_get_divisor (HillLogBase   base);

/* "log", "log2" or "log10", as it is written in a line of arithmetic. */
HILL_API const char *hill_log_base_get_name (HillLogBase   base);

/* `e`, `2` or `10`, as on the command line; a sentence for anything else. */
HILL_API gboolean hill_log_base_parse       (const char   *text,
                                             HillLogBase  *base,
                                             GError      **error);

/**
 * hill_distribution_check:
 * @name: "Q" or "P", for the sentence
 * @error: a probability that is not in [0, 1], or a sum that is not 1 within 1e-6 (%HILL_ERROR_ARGUMENT)
 *
 * At least one probability, all finite.  The sentence says what they sum to.
 */
HILL_API gboolean hill_distribution_check   (const double *probabilities,
                                             gsize         n,
                                             const char   *name,
                                             GError      **error);

/* Divides by the sum; FALSE, and nothing changed, where that is not above 0 or a value is negative or not finite. */
HILL_API gboolean hill_distribution_normalize (double     *values,
                                               gsize       n);

/* H(Q) = - sum q log q; 0 to log n. */
HILL_API double   hill_entropy              (const double *q,
                                             gsize         n,
                                             HillLogBase   base);

/* H(Q, P) = - sum q log p; infinite where p is 0 and q is not. */
HILL_API double   hill_cross_entropy        (const double *q,
                                             const double *p,
                                             gsize         n,
                                             HillLogBase   base);

/* D(Q || P) = sum q log (q / p) = H(Q, P) - H(Q) >= 0; 0 where P = Q; infinite where p is 0 and q is not. */
HILL_API double   hill_relative_entropy     (const double *q,
                                             const double *p,
                                             gsize         n,
                                             HillLogBase   base);

/* 1 / (1 + e^-x) = softmax of (x, 0), first class; without overflow for any finite x. */
HILL_API double   hill_sigmoid              (double        x);

G_END_DECLS
