/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What will be lost comes before what has happened. */

#include "hill-training-notice.h"

#include "hill-training-options.h"

#include <glib/gi18n.h>

char *
hill_training_notice_format (const HillSnapshot   *snapshot,
                             const HillExperiment *wanted,
                             gboolean              has_changes)
{
  g_autofree char *changes = hill_training_options_list_changes (&snapshot->experiment, wanted);

  if (changes != NULL && snapshot->n_steps > 0)
    return g_strdup_printf (_("Changed, and held from a new run on: %s. Start or Reset begins it at step 0."), changes);
  if (snapshot->step < snapshot->n_steps && has_changes)
    return g_strdup_printf (_("With the changed options, Start and Step go on from step %llu and forget the steps after it."),
                            (unsigned long long) snapshot->step);
  if (snapshot->state != HILL_TRAINER_READY && snapshot->message != NULL)
    return g_strdup (snapshot->message);
  if (snapshot->mask != NULL)
    return g_strdup (_("Only the two weights that were chosen on the Descent page move in this run; the others can be let go there."));
  if (snapshot->start != NULL)
    return g_strdup (_("This run begins where its start was put on the Descent page; the way back to its own start is there."));
  return NULL;
}
