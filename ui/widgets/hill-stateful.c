/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "hill-stateful.h"

G_DEFINE_INTERFACE (HillStateful, hill_stateful, GTK_TYPE_WIDGET)

static guint grown_signal;

static void
hill_stateful_default_init (HillStatefulInterface *iface)
{
  grown_signal = g_signal_new ("grown", HILL_TYPE_STATEFUL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

void
hill_stateful_grew (HillStateful *self)
{
  g_return_if_fail (HILL_IS_STATEFUL (self));

  g_signal_emit (self, grown_signal, 0);
}

void
hill_stateful_save (HillStateful *self,
                    GHashTable   *values)
{
  g_return_if_fail (HILL_IS_STATEFUL (self));

  HILL_STATEFUL_GET_IFACE (self)->save_state (self, values);
}

gboolean
hill_stateful_restore (HillStateful *self,
                       GHashTable   *values)
{
  g_return_val_if_fail (HILL_IS_STATEFUL (self), TRUE);

  return HILL_STATEFUL_GET_IFACE (self)->restore_state (self, values);
}
