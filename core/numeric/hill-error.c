/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The error domain of libhill, and the one place where a caller's wish to stop becomes an error. */

#include "hill-error.h"

#include "hill-i18n.h"

G_DEFINE_QUARK (hill-error-quark, hill_error)

gboolean
hill_progress_report (const HillProgress  *progress,
                      double               fraction,
                      GError             **error)
{
  if (progress == NULL || progress->func == NULL || progress->func (fraction, progress->user_data))
    return TRUE;

  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_CANCELLED, _("Stopped before the end"));
  return FALSE;
}
