/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Two distributions over the same outcomes as a table to type into, with the terms of entropy, cross-entropy and relative entropy beside, and
 * their sums below (S24); for a softmax the scores and their exponentials, too (S22). */

#pragma once

#include "hill-information-plots.h"
#include "hill-information.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): as the slides write it: two places, more where that would be nothing but zeros. */
char *hill_information_format (double value);

/* Signal: "changed": a person typed something. */
#define HILL_TYPE_DISTRIBUTION_TABLE (hill_distribution_table_get_type ())
G_DECLARE_FINAL_TYPE (HillDistributionTable, hill_distribution_table, HILL, DISTRIBUTION_TABLE, GtkWidget)

/* @values: copied; with scores nothing can be typed. */
void                     hill_distribution_table_set_values (HillDistributionTable    *self,
                                                             const HillDistributions  *values);

/* (transfer none) (nullable): what is typed, if it is two distributions; else @error says what is wrong, and where. */
const HillDistributions *hill_distribution_table_get_values (HillDistributionTable    *self,
                                                             GError                  **error);

/* Divides Q and P by their sums where that makes distributions of them, and shows that. */
void                     hill_distribution_table_normalize  (HillDistributionTable    *self);
void                     hill_distribution_table_set_base   (HillDistributionTable    *self,
                                                             HillLogBase               base);

G_END_DECLS
