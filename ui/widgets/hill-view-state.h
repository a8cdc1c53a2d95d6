/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the pages of a window show, as words: "gradient.views" = "check", "descent.measure" = "1".  A key is the name of the page, the
 * names of the widgets with a template of their own on the way, and the name of the control: its id in the .ui file, with "-" for "_".
 * Drop-downs (their position), spin buttons and scales (their number), toggle, check and switch buttons ("true" or "false"), entries,
 * expanders, and stacks whose pages have titles or that have the CSS class "remembered" are remembered wherever they have a name; other
 * states by HillStateful.  What has the CSS class "not-remembered" shows something else's state, as the step of a run.
 *
 * Pages may be added late: what was wanted of them is kept until then. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _HillViewState HillViewState;

HillViewState *hill_view_state_new       (void);
void           hill_view_state_free      (HillViewState *self);

/* @page: (unowned): as it stands now is what "unchanged" means; then it gets what was wanted of it.  Pages that are gone are forgotten. */
void           hill_view_state_add_page  (HillViewState *self,
                                          const char    *name,
                                          GtkWidget     *page);

/* Adds what differs from the beginning to @view (string -> string). */
void           hill_view_state_save      (HillViewState *self,
                                          GHashTable    *view);

/* All pages are to show what @view says, and what it says nothing of as at the beginning.  Unknown keys are passed over. */
void           hill_view_state_restore   (HillViewState *self,
                                          GHashTable    *view);

/* What could not be shown yet, for the data or the choices were not there, is tried again.  TRUE when nothing is left. */
gboolean       hill_view_state_settle    (HillViewState *self);

/* Gives up on that. */
void           hill_view_state_give_up   (HillViewState *self);

typedef void (*HillStateChange) (GtkWidget *widget);

/* A number that no control holds, as the angle that a picture is turned by, is remembered with those of @widget, which owns it.
 * @changed is called when it was restored. */
void           hill_view_state_bind_number (GtkWidget       *widget,
                                            const char      *name,
                                            double          *number,
                                            double           lowest,
                                            double           highest,
                                            HillStateChange  changed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillViewState, hill_view_state_free)

G_END_DECLS
