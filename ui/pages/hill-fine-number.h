/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Numbers for reading, where a common number of digits would hide what matters. */

#pragma once

#include "hill-axis.h"

G_BEGIN_DECLS

/* (transfer full): @value with as many decimals as show @difference in two digits, 4 to 16 significant: 1.2369 beside 1.2356. */
char *hill_format_apart (double value,
                         double difference);

/* (transfer full): a number near 1, with three decimals; others as hill_format_number(). */
char *hill_format_ratio (double value);

G_END_DECLS
