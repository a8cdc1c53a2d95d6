/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Numbers of a score sheet as the screen shows them: those of hill_number_trim() and its like with a real minus sign. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): at most so many decimals. */
char *hill_display_number      (double number,
                                guint  max_decimals);

/* (transfer full): a loss or a probability: two decimals at least, and two digits of a small one. */
char *hill_display_share       (double number);

/* (transfer full): a probability as on the slide, two decimals: 0.89, 0.11, 0.00. */
char *hill_display_fixed       (double number);

/* (transfer full): an exponential as on the slide: 2697.3, 330.3, 0.15. */
char *hill_display_exponential (double number);

/* (transfer full): with as many digits as read back to the same number, for an entry. */
char *hill_display_exact       (double number);

G_END_DECLS
