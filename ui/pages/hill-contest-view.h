/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which features?  One button trains each kind with the same budget; a table, curves and a sentence say which one wins. */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal: "back". */
#define HILL_TYPE_CONTEST_VIEW (hill_contest_view_get_type ())
G_DECLARE_FINAL_TYPE (HillContestView, hill_contest_view, HILL, CONTEST_VIEW, GtkWidget)

/* @session: (nullable) */
void     hill_contest_view_set_session (HillContestView *self,
                                        HillSession     *session);

/* Says what will be trained; cancels and forgets what was about another data set. */
void     hill_contest_view_update      (HillContestView *self);

/* The table again where the curves are enlarged; FALSE where they are not. */
gboolean hill_contest_view_restore     (HillContestView *self);

G_END_DECLS
