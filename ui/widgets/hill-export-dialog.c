/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The controls show a choice, and every change of theirs makes it anew. */

#include "hill-export-dialog.h"

#include "hill-drop-down.h"
#include "hill-export-run.h"
#include "hill-plot-actions.h"
#include "hill-settings.h"
#include "hill-steps.h"

#include <glib/gi18n.h>
#include <math.h>

#define POLL_INTERVAL 66        /* milliseconds */
#define TILE 8.0                /* of the board under what is transparent */

struct _HillExportDialog
{
  GtkWindow        parent_instance;
  GtkWidget       *controls;            /* template children, to progress_bar */
  GtkWidget       *preview;
  GtkDropDown     *figure_drop_down;
  GtkDropDown     *format_drop_down;
  GtkDropDown     *size_drop_down;
  GtkSpinButton   *width_spin;
  GtkSpinButton   *height_spin;
  GtkDropDown     *unit_drop_down;
  GtkSpinButton   *dpi_spin;
  GtkSpinButton   *type_spin;
  GtkDropDown     *ground_drop_down;
  GtkCheckButton  *text_check;
  GtkCheckButton  *recipe_check;
  GtkWidget       *steps_label;
  GtkEditable     *steps_entry;
  GtkLabel        *note_label;
  GtkLabel        *warning_label;
  GtkWidget       *export_button;
  GtkProgressBar  *progress_bar;

  GPtrArray       *views;               /* of HillPlotView */
  GPtrArray       *plots;               /* of HillPlot: what they showed at first */
  GSettings       *settings;            /* (nullable) */
  HillExportChoice choice;
  gboolean         updating;            /* the controls are set, not used */

  HillExportRun   *run;                 /* (nullable): while it is under way */
  guint            poll_id;
};

G_DEFINE_FINAL_TYPE (HillExportDialog, hill_export_dialog, GTK_TYPE_WINDOW)

/* ---- preview */

static void
draw_board (cairo_t *cr,
            double   width,
            double   height,
            gboolean dark)
{
  double low = dark ? 0.16 : 0.86, high = dark ? 0.24 : 0.96;

  for (double y = 0; y < height; y += TILE)
    for (double x = 0; x < width; x += TILE)
      {
        double tone = fmod (x / TILE + y / TILE, 2) < 1 ? low : high;

        cairo_set_source_rgb (cr, tone, tone, tone);
        cairo_rectangle (cr, x, y, MIN (TILE, width - x), MIN (TILE, height - y));
        cairo_fill (cr);
      }
}

static void
draw_preview (GtkDrawingArea *area,
              cairo_t        *cr,
              int             width,
              int             height,
              gpointer        data)
{
  HillExportDialog *self = data;
  guint shown = MIN (gtk_drop_down_get_selected (self->figure_drop_down), self->plots->len - 1);
  HillExportOptions options;
  double scale;

  hill_export_choice_get_options (&self->choice, &options);
  scale = MIN (width / options.width, height / options.height);
  if (!(scale > 0))
    return;
  cairo_translate (cr, round ((width - scale * options.width) / 2), round ((height - scale * options.height) / 2));
  if (options.style.background.alpha < 1)
    draw_board (cr, scale * options.width, scale * options.height, options.style.dark);
  cairo_scale (cr, scale, scale);
  options.style.pixel_scale = scale * gtk_widget_get_scale_factor (GTK_WIDGET (area));
  hill_plot_draw (g_ptr_array_index (self->plots, shown), cr, options.width, options.height, &options.style);
}

/* ---- from the choice to the controls, and back */

static void
show_edges (HillExportDialog *self)
{
  double points = hill_length_unit_get_points (self->choice.unit, self->choice.dpi);
  guint digits = self->choice.unit == HILL_LENGTH_PIXEL ? 0 : 2;

  gtk_spin_button_set_digits (self->width_spin, digits);
  gtk_spin_button_set_digits (self->height_spin, digits);
  gtk_spin_button_set_increments (self->width_spin, digits == 0 ? 10 : 0.5, digits == 0 ? 100 : 5);
  gtk_spin_button_set_increments (self->height_spin, digits == 0 ? 10 : 0.5, digits == 0 ? 100 : 5);
  gtk_spin_button_set_value (self->width_spin, self->choice.width / points);
  gtk_spin_button_set_value (self->height_spin, self->choice.height / points);
}

static void
show_words (HillExportDialog *self)
{
  g_autofree char *note = hill_export_choice_describe (&self->choice);
  g_autofree char *warning = hill_export_choice_warn (&self->choice);

  gtk_label_set_label (self->note_label, note);
  gtk_label_set_label (self->warning_label, warning != NULL ? warning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning_label), warning != NULL);
}

static void
show_choice (HillExportDialog *self)
{
  const HillExportChoice *choice = &self->choice;
  gboolean picture = choice->format < HILL_EXPORT_N_FORMATS;

  self->updating = TRUE;
  gtk_drop_down_set_selected (self->format_drop_down, choice->format);
  gtk_drop_down_set_selected (self->size_drop_down, choice->size);
  gtk_drop_down_set_selected (self->unit_drop_down, choice->unit);
  show_edges (self);
  gtk_spin_button_set_value (self->dpi_spin, choice->dpi);
  gtk_spin_button_set_value (self->type_spin, choice->type);
  gtk_drop_down_set_selected (self->ground_drop_down, choice->ground);
  gtk_check_button_set_active (self->text_check, choice->text);
  gtk_check_button_set_active (self->recipe_check, choice->recipe);
  self->updating = FALSE;

  gtk_widget_set_sensitive (GTK_WIDGET (self->size_drop_down), picture);
  gtk_widget_set_sensitive (GTK_WIDGET (self->width_spin), picture);
  gtk_widget_set_sensitive (GTK_WIDGET (self->height_spin), picture);
  gtk_widget_set_sensitive (GTK_WIDGET (self->unit_drop_down), picture);
  gtk_widget_set_sensitive (GTK_WIDGET (self->dpi_spin), choice->format == HILL_EXPORT_PNG);
  gtk_widget_set_sensitive (GTK_WIDGET (self->type_spin), picture);
  gtk_widget_set_sensitive (GTK_WIDGET (self->ground_drop_down), picture);
  gtk_widget_set_sensitive (GTK_WIDGET (self->text_check), choice->format == HILL_EXPORT_SVG);
  gtk_widget_set_sensitive (GTK_WIDGET (self->recipe_check), picture);
  show_words (self);
  gtk_widget_queue_draw (self->preview);
}

static void
on_control_changed (HillExportDialog *self)
{
  HillExportChoice *choice = &self->choice;

  if (self->updating)
    return;
  choice->format = MIN (gtk_drop_down_get_selected (self->format_drop_down), HILL_EXPORT_ARRAY);
  choice->type = gtk_spin_button_get_value (self->type_spin);
  choice->ground = (HillGround) MIN (gtk_drop_down_get_selected (self->ground_drop_down), HILL_N_GROUNDS - 1);
  choice->text = gtk_check_button_get_active (self->text_check);
  choice->recipe = gtk_check_button_get_active (self->recipe_check);
  show_choice (self);
}

static void
on_size_chosen (HillExportDialog *self)
{
  GtkWidget *view = g_ptr_array_index (self->views, 0);

  if (self->updating)
    return;
  hill_export_choice_set_size (&self->choice, gtk_drop_down_get_selected (self->size_drop_down), gtk_widget_get_width (view),
                               gtk_widget_get_height (view));
  show_choice (self);
}

/* Whoever writes a number has a size of their own. */
static void
on_edge_changed (HillExportDialog *self)
{
  double points = hill_length_unit_get_points (self->choice.unit, self->choice.dpi);

  if (self->updating)
    return;
  self->choice.size = hill_export_choice_get_own_size ();
  self->choice.width = CLAMP (gtk_spin_button_get_value (self->width_spin) * points, HILL_EXPORT_MIN_POINTS, HILL_EXPORT_MAX_POINTS);
  self->choice.height = CLAMP (gtk_spin_button_get_value (self->height_spin) * points, HILL_EXPORT_MIN_POINTS, HILL_EXPORT_MAX_POINTS);
  show_choice (self);
}

static void
on_unit_chosen (HillExportDialog *self)
{
  if (self->updating)
    return;
  self->choice.unit = (HillLengthUnit) MIN (gtk_drop_down_get_selected (self->unit_drop_down), HILL_N_LENGTH_UNITS - 1);
  show_choice (self);
}

/* The size on paper stays; there are more pixels. */
static void
on_dpi_changed (HillExportDialog *self)
{
  if (self->updating)
    return;
  self->choice.dpi = gtk_spin_button_get_value (self->dpi_spin);
  show_choice (self);
}

static void
on_figure_chosen (HillExportDialog *self)
{
  gtk_widget_queue_draw (self->preview);
}

/* ---- writing */

static void
complain (HillExportDialog *self,
          const char       *message)
{
  GtkWidget *dialog = gtk_message_dialog_new (GTK_WINDOW (self), GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_ERROR,
                                              GTK_BUTTONS_CLOSE, "%s", _("The steps cannot be exported"));

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s", message);
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_window_destroy), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_progress (HillExportDialog *self)
{
  double progress = self->run != NULL ? hill_export_run_get_progress (self->run) : -1;

  gtk_widget_set_sensitive (self->controls, self->run == NULL);
  gtk_widget_set_sensitive (self->export_button, self->run == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), progress >= 0);
  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (progress, 0, 1));
}

static gboolean
on_poll (gpointer data)
{
  show_progress (data);
  return G_SOURCE_CONTINUE;
}

static void
stop (HillExportDialog *self)
{
  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_clear_pointer (&self->run, hill_export_run_free);
  show_progress (self);
}

static void
on_run_done (gboolean done,
             gpointer data)
{
  HillExportDialog *self = data;

  stop (self);
  if (!done)
    return;
  hill_export_choice_save (&self->choice, self->settings);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* (transfer full) (nullable): NULL for none, or for what is no list of steps. */
static GArray *
get_steps (HillExportDialog  *self,
           GError           **error)
{
  g_autofree char *text = NULL;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->steps_entry)))
    return NULL;
  text = g_strstrip (g_strdup (gtk_editable_get_text (self->steps_entry)));
  return text[0] != '\0' ? hill_steps_parse (text, error) : NULL;
}

static void
on_export (HillExportDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) steps = get_steps (self, &error);

  if (error != NULL)
    {
      complain (self, error->message);
      return;
    }
  self->run = hill_export_run_new (GTK_WINDOW (self), self->views, self->plots, &self->choice, steps, on_run_done, self);
  self->poll_id = g_timeout_add (POLL_INTERVAL, on_poll, self);
  show_progress (self);
}

/* What is under way ends first; a second time closes. */
static void
on_cancel (HillExportDialog *self)
{
  if (self->run != NULL)
    stop (self);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

/* ---- the window */

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  on_cancel (HILL_EXPORT_DIALOG (widget));
  return GDK_EVENT_STOP;
}

static void
hill_export_dialog_dispose (GObject *object)
{
  HillExportDialog *self = HILL_EXPORT_DIALOG (object);

  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_clear_pointer (&self->run, hill_export_run_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_EXPORT_DIALOG);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->plots, g_ptr_array_unref);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (hill_export_dialog_parent_class)->dispose (object);
}

static void
hill_export_dialog_class_init (HillExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_export_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, controls);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, figure_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, format_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, size_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, width_spin);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, height_spin);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, unit_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, dpi_spin);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, type_spin);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, ground_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, text_check);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, recipe_check);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, steps_label);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, steps_entry);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, warning_label);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, HillExportDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_control_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_size_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_edge_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_unit_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_dpi_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_figure_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_export);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
hill_export_dialog_init (HillExportDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  gsize n;
  const HillExportSize *sizes = hill_export_sizes_get (&n);

  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < n; i++)
    gtk_string_list_append (names, _(sizes[i].title));
  gtk_string_list_append (names, _("As on the Screen"));
  gtk_string_list_append (names, _("Other"));
  gtk_drop_down_set_model (self->size_drop_down, G_LIST_MODEL (names));
  self->settings = hill_settings_new ();
  hill_export_choice_load (&self->choice, self->settings);
}

static void
set_views (HillExportDialog     *self,
           HillPlotView * const *views,
           guint                 n_views)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;
  gboolean has_steps = n_views == 1 && hill_plot_actions_get_step_source (GTK_WIDGET (views[0])) != NULL;

  self->views = g_ptr_array_new_with_free_func (g_object_unref);
  self->plots = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_plot_unref);
  for (guint i = 0; i < n_views; i++)
    {
      const char *name = hill_plot_view_get_name (views[i]);

      g_ptr_array_add (self->views, g_object_ref (views[i]));
      g_ptr_array_add (self->plots, hill_plot_ref (hill_plot_view_get_plot (views[i])));
      g_strv_builder_add (names, name != NULL ? name : _("figure"));
    }
  list = g_strv_builder_end (names);
  hill_drop_down_set_names (self->figure_drop_down, (const char * const *) list);
  gtk_widget_set_visible (GTK_WIDGET (self->figure_drop_down), n_views > 1);
  gtk_widget_set_visible (self->steps_label, has_steps);
  gtk_widget_set_visible (GTK_WIDGET (self->steps_entry), has_steps);
}

void
hill_export_dialog_show (HillPlotView * const *views,
                         guint                 n_views)
{
  HillExportDialog *self;
  GtkRoot *root;

  g_return_if_fail (views != NULL && n_views > 0);

  root = gtk_widget_get_root (GTK_WIDGET (views[0]));
  self = g_object_new (HILL_TYPE_EXPORT_DIALOG, "transient-for", root, NULL);
  set_views (self, views, n_views);
  if (self->choice.size == hill_export_choice_get_screen_size ())
    hill_export_choice_set_size (&self->choice, self->choice.size, gtk_widget_get_width (GTK_WIDGET (views[0])),
                                 gtk_widget_get_height (GTK_WIDGET (views[0])));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->preview), draw_preview, self, NULL);
  show_choice (self);
  gtk_widget_grab_focus (self->export_button);
  gtk_window_present (GTK_WINDOW (self));
}

static void
add_views (GtkWidget *widget,
           GPtrArray *views)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (HILL_IS_PLOT_VIEW (widget) && hill_plot_view_get_plot (HILL_PLOT_VIEW (widget)) != NULL)
    g_ptr_array_add (views, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    add_views (child, views);
}

void
hill_export_dialog_show_page (GtkWindow *window)
{
  g_autoptr(GPtrArray) views = g_ptr_array_new ();

  g_return_if_fail (GTK_IS_WINDOW (window));

  add_views (GTK_WIDGET (window), views);
  if (views->len > 0)
    hill_export_dialog_show ((HillPlotView * const *) views->pdata, views->len);
  else
    gtk_widget_error_bell (GTK_WIDGET (window));
}
