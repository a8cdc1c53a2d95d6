/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What figures need from the window around them is kept with its widgets. */

#include "hill-plot-actions.h"

#include "hill-export.h"
#include "hill-plot-table.h"

#include <string.h>

#define PICTURE_DPI 144
#define STEP_SOURCE_KEY "hill-step-source"
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

static void
step_source_free (gpointer data)
{
  HillStepSource *self = data;

  g_object_unref (self->object);
  g_free (self);
}

void
hill_plot_actions_set_step_source (GtkWidget           *page,
                                   const HillStepFuncs *funcs,
                                   gpointer             object)
{
  HillStepSource *source = NULL;

  g_return_if_fail (GTK_IS_WIDGET (page) && (funcs == NULL || G_IS_OBJECT (object)));

  if (funcs != NULL)
    {
      source = g_new (HillStepSource, 1);
      *source = (HillStepSource) { funcs, g_object_ref (object) };
    }
  g_object_set_data_full (G_OBJECT (page), STEP_SOURCE_KEY, source, step_source_free);
}

const HillStepSource *
hill_plot_actions_get_step_source (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      const HillStepSource *source = g_object_get_data (G_OBJECT (widget), STEP_SOURCE_KEY);

      if (source != NULL)
        return source;
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

/* ---- the clipboard */

typedef struct
{
  HillPlot          *plot;
  GdkClipboard      *clipboard;
  HillExportOptions  options;
  char              *recipe;
} Copying;

static void
copying_free (Copying *self)
{
  hill_plot_unref (self->plot);
  g_object_unref (self->clipboard);
  g_free (self->recipe);
  g_free (self);
}

static GdkContentProvider *
new_provider (Copying          *self,
              HillExportFormat  format,
              const char       *type)
{
  g_autoptr(GBytes) bytes = NULL;

  self->options.format = format;
  bytes = hill_plot_render (self->plot, &self->options, NULL);
  return bytes != NULL ? gdk_content_provider_new_for_bytes (type, bytes) : NULL;
}

/* A drawing for who can take it, else a picture: drawn and packed on a thread of its own. */
static void
render_copies (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Copying *self = data;
  GdkContentProvider *providers[] = { new_provider (self, HILL_EXPORT_SVG, "image/svg+xml"), new_provider (self, HILL_EXPORT_PNG, "image/png") };

  if (providers[0] != NULL && providers[1] != NULL)
    {
      g_task_return_pointer (task, gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers)), g_object_unref);
      return;
    }
  g_clear_object (&providers[0]);
  g_clear_object (&providers[1]);
  g_task_return_pointer (task, NULL, NULL);
}

static void
on_copies_rendered (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  Copying *copying = g_task_get_task_data (G_TASK (result));
  g_autoptr(GdkContentProvider) provider = g_task_propagate_pointer (G_TASK (result), NULL);

  if (provider != NULL)
    gdk_clipboard_set_content (copying->clipboard, provider);
}

void
hill_plot_copy (HillPlot  *plot,
                GtkWidget *widget)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, on_copies_rendered, NULL);
  Copying *copying = g_new0 (Copying, 1);

  copying->plot = hill_plot_ref (plot);
  copying->clipboard = g_object_ref (gtk_widget_get_clipboard (widget));
  copying->recipe = hill_plot_actions_get_recipe (widget);
  copying->options = (HillExportOptions) { .width = MAX (gtk_widget_get_width (widget), 1), .height = MAX (gtk_widget_get_height (widget), 1),
                                           .dpi = PICTURE_DPI, .style = hill_plot_style_light, .recipe = copying->recipe };
  g_task_set_task_data (task, copying, (GDestroyNotify) copying_free);
  g_task_run_in_thread (task, render_copies);
}

/* As text it is cells apart by tabs, which spreadsheets and editors take. */
void
hill_plot_copy_table (HillPlot  *plot,
                      GtkWidget *widget)
{
  g_autofree char *tsv = hill_plot_to_tsv (plot);
  char *csv = hill_plot_to_csv (plot);
  g_autoptr(GBytes) bytes = g_bytes_new_take (csv, strlen (csv));
  GdkContentProvider *providers[] = { gdk_content_provider_new_typed (G_TYPE_STRING, tsv), gdk_content_provider_new_for_bytes ("text/csv", bytes) };
  g_autoptr(GdkContentProvider) provider = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));

  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), provider);
}

void
hill_plot_copy_latex (HillPlot  *plot,
                      GtkWidget *widget)
{
  g_autofree char *latex = hill_plot_to_latex (plot);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), latex);
}
