/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What figures need from the window around them is kept with its widgets. */

#include "hill-plot-actions.h"

#include "hill-export.h"

#include <glib/gi18n.h>
#include <string.h>

#define SESSION_KEY "hill-session"
#define RECIPE_KEY "hill-recipe"

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* ---- the experiment */

typedef struct
{
  HillRecipeFunc func;
  gpointer       data;
} Provider;

void
hill_plot_actions_set_recipe_func (GtkWindow      *window,
                                   HillRecipeFunc  func,
                                   gpointer        data)
{
  Provider *provider = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));

  if (func != NULL)
    {
      provider = g_new (Provider, 1);
      *provider = (Provider) { func, data };
    }
  g_object_set_data_full (G_OBJECT (window), RECIPE_KEY, provider, g_free);
}

/* A dialog asks on behalf of the window that it belongs to. */
char *
hill_plot_actions_get_recipe (GtkWidget *widget)
{
  for (GtkWindow *window = get_window (widget); window != NULL; window = gtk_window_get_transient_for (window))
    {
      const Provider *provider = g_object_get_data (G_OBJECT (window), RECIPE_KEY);

      if (provider != NULL)
        return provider->func (provider->data);
    }
  return NULL;
}

/* ---- steps */

void
hill_plot_actions_set_session (GtkWidget   *page,
                               HillSession *session)
{
  g_return_if_fail (GTK_IS_WIDGET (page) && HILL_IS_SESSION (session));

  g_object_set_data_full (G_OBJECT (page), SESSION_KEY, g_object_ref (session), g_object_unref);
}

HillSession *
hill_plot_actions_get_session (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      HillSession *session = g_object_get_data (G_OBJECT (widget), SESSION_KEY);

      if (session != NULL)
        return session;
    }
  return NULL;
}

/* ---- pictures and tables */

cairo_surface_t *
hill_plot_new_picture (const HillPlot      *plot,
                       int                  width,
                       int                  height,
                       const HillPlotStyle *style,
                       double               scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) (width * scale), (int) (height * scale));
  HillPlotStyle scaled = *style;
  cairo_t *cr = cairo_create (surface);

  scaled.pixel_scale = scale;
  cairo_scale (cr, scale, scale);
  hill_plot_draw (plot, cr, width, height, &scaled);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static GdkTexture *
new_texture (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr(GBytes) bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

void
hill_plot_copy (HillPlot  *plot,
                GtkWidget *widget)
{
  cairo_surface_t *picture = hill_plot_new_picture (plot, MAX (gtk_widget_get_width (widget), 1),
                                                    MAX (gtk_widget_get_height (widget), 1), &hill_plot_style_light, 2);
  g_autoptr(GdkTexture) texture = new_texture (picture);

  cairo_surface_destroy (picture);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
}

void
hill_plot_copy_table (HillPlot  *plot,
                      GtkWidget *widget)
{
  g_autofree char *csv = hill_plot_to_csv (plot);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), csv);
}
