/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The name's ending chooses the format; without one it is PNG. */

#include "hill-plot-actions.h"

#include "hill-export.h"
#include "hill-file.h"

#include <glib/gi18n.h>
#include <string.h>

#define PICTURE_DPI 144

/* What the dialog needs when it is answered, however long that takes. */
typedef struct
{
  HillPlot  *plot;
  GtkWidget *widget;
  double     width, height;
} Saving;

static void
saving_free (Saving *self)
{
  hill_plot_unref (self->plot);
  g_object_unref (self->widget);
  g_free (self);
}

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* ---- the experiment */

#define RECIPE_KEY "hill-recipe"

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

static void
show_failure (GtkWidget    *widget,
              const GError *error)
{
  GtkWidget *dialog = gtk_message_dialog_new (get_window (widget), GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_ERROR, GTK_BUTTONS_CLOSE,
                                              "%s", _("The plot was not saved"));

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s", error->message);
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_window_destroy), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
has_ending (const char *path)
{
  static const char * const endings[] = { ".png", ".svg", ".pdf", ".csv" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
save_as (const Saving  *saving,
         const char    *path,
         GError       **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *csv = NULL;

  HillExportOptions options = { .width = saving->width, .height = saving->height, .dpi = PICTURE_DPI, .style = hill_plot_style_light };

  g_autofree char *recipe = hill_plot_actions_get_recipe (saving->widget);

  options.recipe = recipe;
  if (!g_str_has_suffix (lower, ".csv"))
    return hill_plot_export (saving->plot, path, &options, error);
  csv = hill_plot_to_csv (saving->plot);
  return hill_file_replace (path, csv, strlen (csv), error);
}

static void
on_response (GtkNativeDialog *dialog,
             int              response,
             Saving          *saving)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *chosen = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr(GError) error = NULL;

  if (chosen != NULL)
    {
      g_autofree char *path = has_ending (chosen) ? g_strdup (chosen) : g_strconcat (chosen, ".png", NULL);

      if (!save_as (saving, path, &error))
        show_failure (saving->widget, error);
    }
  saving_free (saving);
  g_object_unref (dialog);
}

static void
add_filter (GtkFileChooser *chooser,
            const char     *name,
            const char     *pattern)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

void
hill_plot_save (HillPlot   *plot,
                GtkWidget  *widget,
                const char *name)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Save the Plot"), get_window (widget), GTK_FILE_CHOOSER_ACTION_SAVE,
                                                              _("_Save"), _("_Cancel"));
  g_autofree char *file_name = g_strdup_printf ("%s.png", name != NULL ? name : "plot");
  Saving *saving = g_new (Saving, 1);

  *saving = (Saving) { hill_plot_ref (plot), g_object_ref (widget), gtk_widget_get_width (widget), gtk_widget_get_height (widget) };
  g_strdelimit (file_name, "/\\:", '-');
  add_filter (GTK_FILE_CHOOSER (dialog), _("Picture (.png)"), "*.png");
  add_filter (GTK_FILE_CHOOSER (dialog), _("Drawing (.svg)"), "*.svg");
  add_filter (GTK_FILE_CHOOSER (dialog), _("Page (.pdf)"), "*.pdf");
  add_filter (GTK_FILE_CHOOSER (dialog), _("Table (.csv)"), "*.csv");
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

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
