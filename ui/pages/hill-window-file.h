/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The window's experiment and its file: new, open, save, save as; the question about changes that are not saved; and what is there
 * after a crash.  It adds the actions win.new, win.save and win.save-as. */

#pragma once

#include "hill-autosave.h"
#include "hill-document.h"
#include "hill-session.h"
#include "hill-view-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _HillWindowFile HillWindowFile;

/**
 * HillWindowParts:
 * @window: (unowned): the window, an action map
 * @session: (unowned)
 * @state: (unowned): of its pages
 * @pages: (unowned): the stack of them; the name of the one that is seen is remembered, too
 * @complain: says a sentence in the window
 * @show_image: looks at a picture that has no experiment in it
 * @changed: name or state of the experiment is another
 */
typedef struct
{
  GtkWindow     *window;
  HillSession   *session;
  HillViewState *state;
  GtkStack      *pages;
  void         (*complain)   (GtkWindow *window, const char *message);
  void         (*show_image) (GtkWindow *window, const char *path);
  void         (*changed)    (GtkWindow *window);
} HillWindowParts;

HillWindowFile *hill_window_file_new          (const HillWindowParts *parts);
void            hill_window_file_free         (HillWindowFile        *self);

/* Is @path an experiment, or a picture that may have one in it?  By its ending, and only where there is such a file. */
gboolean        hill_window_file_takes        (const char            *path);

/* Reads it on another thread, asks about changes, and shows it. */
void            hill_window_file_open         (HillWindowFile        *self,
                                               const char            *path);

/* TRUE where the window can be closed at once; else a person is asked, and it closes itself. */
gboolean        hill_window_file_close        (HillWindowFile        *self);

/* The process ends without asking. */
void            hill_window_file_keep         (HillWindowFile        *self);

/* Shows what was found after a crash, @file: (transfer full); it is not saved then.  What was found goes when there is a new copy. */
void            hill_window_file_restore      (HillWindowFile        *self,
                                               HillExperimentFile    *file,
                                               const HillLostFile    *lost);

/* Has nothing been done here yet? */
gboolean        hill_window_file_is_untouched (HillWindowFile        *self);

/* Has the experiment a file? */
gboolean        hill_window_file_is_named     (HillWindowFile        *self);

/* (transfer full): the name of the experiment, with a dot before it where it is not saved; @otherwise stands for an
 * experiment without a file. */
char           *hill_window_file_dup_title    (HillWindowFile        *self,
                                               const char            *otherwise);

/* (transfer full): the whole experiment as text: what a figure remembers. */
char           *hill_window_file_dup_text     (HillWindowFile        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillWindowFile, hill_window_file_free)

G_END_DECLS
