/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What stronger and stronger regularisation does, in pictures: accuracies and zeros over lambda, the weights at one of them (S20).  No GTK. */

#pragma once

#include "hill-loss-jobs.h"
#include "hill-plot.h"

G_BEGIN_DECLS

#define HILL_LAMBDA_STRONGEST 0.1
#define HILL_LAMBDA_WEAKEST   1e-5

/* Shares; NaN where the point diverged, or has no such examples. */
double    hill_lambda_point_get_train_accuracy (const HillLambdaPoint *point);
double    hill_lambda_point_get_test_accuracy  (const HillLambdaPoint *point);
double    hill_lambda_point_get_zeros          (const HillLambdaPoint *point);

/* (transfer full): @self: (nullable): nothing traced yet; @shown: (nullable): marked */
HillPlot *hill_lambda_path_new_plot            (const HillLambdaPath  *self,
                                                const HillLambdaPoint *shown);

/* (transfer full): of a point with weights. */
HillPlot *hill_lambda_point_new_histogram      (const HillLambdaPoint *point);
HillPlot *hill_lambda_point_new_templates      (const HillLambdaPoint *point,
                                                HillDesign            *design);

G_END_DECLS
