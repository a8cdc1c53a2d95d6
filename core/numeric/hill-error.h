/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What can happen to a correct program: the one error domain of libhill.  Messages are whole, translated
 * sentences for the person at the screen: the file's display name, the place in it, and what was expected. */

#pragma once

#include "hill-macros.h"

G_BEGIN_DECLS

#define HILL_ERROR (hill_error_quark ())

/**
 * HillError:
 * @HILL_ERROR_IO: the system refused: missing, unreadable, not a regular file, disk full
 * @HILL_ERROR_FORMAT: the bytes break the rules of their format
 * @HILL_ERROR_TRUNCATED: the file ends too early
 * @HILL_ERROR_TOO_LARGE: a limit of the program is exceeded
 * @HILL_ERROR_UNSUPPORTED: the format is known, but not this variant of it
 * @HILL_ERROR_ARGUMENT: an option or a name given by the user is not usable
 * @HILL_ERROR_CANCELLED: the caller's progress function returned %FALSE
 */
typedef enum
{
  HILL_ERROR_IO,
  HILL_ERROR_FORMAT,
  HILL_ERROR_TRUNCATED,
  HILL_ERROR_TOO_LARGE,
  HILL_ERROR_UNSUPPORTED,
  HILL_ERROR_ARGUMENT,
  HILL_ERROR_CANCELLED,
} HillError;

HILL_API GQuark hill_error_quark (void);

/**
 * HillProgressFunc:
 * @fraction: how much is done, 0 to 1; negative where the total is not known yet
 * @user_data: the caller's
 *
 * Long work calls this now and then, on the thread that does the work, at least every 50 ms.
 *
 * Returns: %FALSE to stop; the work then fails with %HILL_ERROR_CANCELLED.
 */
typedef gboolean (*HillProgressFunc) (double   fraction,
                                      gpointer user_data);

/**
 * HillProgress:
 * @func: (nullable): what to call, or %NULL to run to the end unobserved
 * @user_data: handed to @func
 */
typedef struct
{
  HillProgressFunc func;
  gpointer         user_data;
} HillProgress;

/**
 * hill_progress_report:
 * @progress: (nullable): whom to tell
 * @fraction: 0 to 1
 * @error: set to %HILL_ERROR_CANCELLED when the caller wants to stop
 *
 * Returns: %TRUE to go on
 */
HILL_API gboolean hill_progress_report (const HillProgress  *progress,
                                        double               fraction,
                                        GError             **error);

G_END_DECLS
