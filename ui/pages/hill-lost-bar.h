/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A bar across the window: what was not saved when Downhill ended without asking is offered again, one after the other.
 * Not to be seen while there is nothing. */

#pragma once

#include "hill-autosave.h"
#include "hill-experiment-file.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @copy: what was found; @experiment: (owned): what is in it */
typedef struct
{
  HillLostFile       *copy;
  HillExperimentFile *experiment;
} HillLost;

void      hill_lost_free     (HillLost    *self);

/* Signal: "restore": what hill_lost_bar_take() returns is wanted back. */
#define HILL_TYPE_LOST_BAR (hill_lost_bar_get_type ())
G_DECLARE_FINAL_TYPE (HillLostBar, hill_lost_bar, HILL, LOST_BAR, GtkWidget)

/* Looks for it on another thread. */
void      hill_lost_bar_look (HillLostBar *self);

/* (transfer full) (nullable): the one that is shown; the next takes its place. */
HillLost *hill_lost_bar_take (HillLostBar *self);

G_END_DECLS
