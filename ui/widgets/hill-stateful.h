/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A widget with a state that no single control holds: a table that was typed, a picture that was turned, an example that was chosen.
 * It writes that as words, and takes it back.  Controls of its template are none of its concern: hill-view-state.h remembers them. */

#pragma once

#include "hill-values.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_STATEFUL (hill_stateful_get_type ())
G_DECLARE_INTERFACE (HillStateful, hill_stateful, HILL, STATEFUL, GtkWidget)

struct _HillStatefulInterface
{
  GTypeInterface parent_interface;

  void     (*save_state)    (HillStateful *self, GHashTable *values);
  gboolean (*restore_state) (HillStateful *self, GHashTable *values);
};

/* For those that make parts of themselves late: what is in them shall be remembered, too. */
void        hill_stateful_grew    (HillStateful *self);

/* Adds its values to @values (string -> string), always under the same keys: lower case, words joined by "-". */
void        hill_stateful_save    (HillStateful *self,
                                   GHashTable   *values);

/**
 * hill_stateful_restore:
 * @values: as hill_stateful_save() wrote them, or as a person did: what makes no sense is passed over
 *
 * Returns: %FALSE where it has to wait for something, as the data set; it is asked again then
 */
gboolean    hill_stateful_restore (HillStateful *self,
                                   GHashTable   *values);

G_END_DECLS
