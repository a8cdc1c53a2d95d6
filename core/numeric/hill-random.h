/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Random numbers whose state is an argument: a run can be replayed because its state can be copied.
 * xoshiro256** by Blackman and Vigna (2018), seeded through splitmix64. */

#pragma once

#include "hill-macros.h"

G_BEGIN_DECLS

/**
 * HillRandom:
 *
 * A generator's whole state; copy it by assignment.
 */
typedef struct
{
  guint64 s[4];
} HillRandom;

/* Every 64-bit seed is valid. */
HILL_API void    hill_random_init    (HillRandom *self,
                                      guint64     seed);

/* 64 uniform bits. */
HILL_API guint64 hill_random_next    (HillRandom *self);

/* Uniform in [0, 1), 53 bits. */
HILL_API double  hill_random_double  (HillRandom *self);

/* Uniform in [0, @bound), without bias; @bound > 0. */
HILL_API guint32 hill_random_below   (HillRandom *self,
                                      guint32     bound);

/* Standard normal (polar method of Marsaglia); keeps no hidden second value. */
HILL_API double  hill_random_normal  (HillRandom *self);

/* Fisher-Yates, in place. */
HILL_API void    hill_random_shuffle (HillRandom *self,
                                      guint32    *values,
                                      gsize       n_values);

G_END_DECLS
