/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The outcome of a gradient check as a histogram (S35): how many weights have which relative error, over the bands that tell
 * agreement from a mistake. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/* What a relative error says; the borders are those of the CS231n notes, "Gradient checks". */
typedef enum
{
  HILL_ERROR_BAND_AGREES,       /* up to 1e-7 */
  HILL_ERROR_BAND_FAIR,         /* up to 1e-4: enough near kinks */
  HILL_ERROR_BAND_DOUBTFUL,     /* up to 1e-2 */
  HILL_ERROR_BAND_WRONG,        /* above */
  HILL_N_ERROR_BANDS
} HillErrorBand;

/* By hill_check_get_band(). */
HillErrorBand hill_error_band_of       (double                error);

/* (transfer none): translated, a word or two. */
const char   *hill_error_band_get_name (HillErrorBand         band);

/* The colour of a band, and (with index HILL_N_ERROR_BANDS) that of a kink; told apart by their lightness too. */
HillColor     hill_error_band_get_color (guint                band,
                                         gboolean             dark);

/**
 * hill_error_plot_new:
 * @errors: relative errors, >= 0
 * @kinked: (nullable): which weights lie on a kink: counted apart
 * @n: how many
 *
 * An error of 0 is counted at the left end.
 */
HillPlot     *hill_error_plot_new      (const double         *errors,
                                        const guint8         *kinked,
                                        gsize                 n);

G_END_DECLS
