/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Kept in the settings; where these are not installed a window has the size of its template. */

#include "hill-window-size.h"

#include "hill-settings.h"

void
hill_window_size_restore (GtkWindow *window)
{
  g_autoptr(GSettings) settings = hill_settings_new ();

  if (settings == NULL)
    return;
  gtk_window_set_default_size (window, g_settings_get_int (settings, "window-width"), g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
}

void
hill_window_size_save (GtkWindow *window)
{
  g_autoptr(GSettings) settings = hill_settings_new ();
  int width, height;

  if (settings == NULL)
    return;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  if (gtk_window_is_maximized (window))
    return;
  /* Out of the schema's range is refused with a warning. */
  g_settings_set_int (settings, "window-width", CLAMP (width, 360, 16384));
  g_settings_set_int (settings, "window-height", CLAMP (height, 240, 16384));
}
