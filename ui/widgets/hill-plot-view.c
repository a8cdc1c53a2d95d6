/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The drawing is kept as a picture.  A new plot is drawn at once if the last drawing is long enough ago, measured by what it cost;
 * else a little later, and only the newest. */

#include "hill-plot-view.h"

#include "hill-export-dialog.h"
#include "hill-plot-actions.h"
#include "hill-plot-overlay.h"
#include "hill-widget-style.h"

#include <glib/gi18n.h>
#include <math.h>

/* A drawing may take this share of the time at most. */
#define REST_SHARE 4
#define LIVELY_REST_SHARE 1
#define FONT_SHARE 0.85

struct _HillPlotView
{
  GtkWidget   parent_instance;
  HillPlot   *plot;
  char       *name;
  cairo_surface_t *picture;
  int         width, height;            /* of the picture, in user units */
  double      scale;
  gboolean    stale;
  gboolean    lively;
  gint64      drawn_at, cost;
  guint       timeout_id;
  HillPlotHit hit;
  gboolean    has_hit;
  double      pointer_x, pointer_y;     /* negative: not over it */
  GtkWidget  *menu;
};

G_DEFINE_FINAL_TYPE (HillPlotView, hill_plot_view, GTK_TYPE_WIDGET)

enum
{
  HIT,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
get_style (HillPlotView  *self,
           HillPlotStyle *style)
{
  hill_widget_get_plot_style (GTK_WIDGET (self), FONT_SHARE, style);
}

static gboolean
picture_fits (HillPlotView *self,
              int           width,
              int           height,
              double        scale)
{
  return self->picture != NULL && self->width == width && self->height == height && self->scale == scale;
}

static void
draw_picture (HillPlotView *self,
              int           width,
              int           height,
              double        scale)
{
  HillPlotStyle style;
  gint64 start = g_get_monotonic_time ();

  get_style (self, &style);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  self->picture = hill_plot_new_picture (self->plot, width, height, &style, scale);
  self->width = width;
  self->height = height;
  self->scale = scale;
  self->stale = FALSE;
  self->drawn_at = g_get_monotonic_time ();
  self->cost = self->drawn_at - start;
}

/* The software renderer pastes a Cairo surface as it is; a texture it would convert pixel by pixel, by way of floats. */
static void
snapshot_picture (HillPlotView *self,
                  GtkSnapshot  *snapshot,
                  int           width,
                  int           height)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  cairo_scale (cr, 1 / self->scale, 1 / self->scale);
  cairo_set_source_surface (cr, self->picture, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
}

static void
hill_plot_view_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  HillPlotView *self = HILL_PLOT_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double scale = gtk_widget_get_scale_factor (widget);
  HillPlotStyle style;

  if (self->plot == NULL || width < 1 || height < 1)
    return;
  /* A stale picture of the right size stays until its turn, see queue_drawing(). */
  if (!picture_fits (self, width, height, scale) || (self->stale && self->timeout_id == 0))
    draw_picture (self, width, height, scale);
  snapshot_picture (self, snapshot, width, height);
  if (!self->has_hit)
    return;
  get_style (self, &style);
  style.pixel_scale = scale;
  hill_plot_overlay_snapshot (widget, snapshot, self->plot, &self->hit, &style);
}

static gboolean
on_timeout (gpointer data)
{
  HillPlotView *self = data;

  self->timeout_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
queue_drawing (HillPlotView *self)
{
  gint64 rest = self->drawn_at + (self->lively ? LIVELY_REST_SHARE : REST_SHARE) * self->cost - g_get_monotonic_time ();

  self->stale = TRUE;
  if (self->timeout_id != 0)
    return;
  if (rest > 0)
    self->timeout_id = g_timeout_add ((guint) (rest / 1000) + 1, on_timeout, self);
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_hit (HillPlotView      *self,
         const HillPlotHit *hit)
{
  gboolean had_hit = self->has_hit;

  self->has_hit = hit != NULL;
  if (hit != NULL)
    self->hit = *hit;
  if (!had_hit && hit == NULL)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[HIT], 0, hit);
}

static void
on_motion (HillPlotView *self,
           double        x,
           double        y)
{
  HillPlotHit hit;

  /* GTK repeats the last position after each change of layout; the keyboard's cursor must survive that. */
  if (fabs (self->pointer_x - x) < 0.5 && fabs (self->pointer_y - y) < 0.5)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  set_hit (self, hill_plot_view_pick (self, x, y, &hit) ? &hit : NULL);
}

static void
on_leave (HillPlotView *self)
{
  self->pointer_x = self->pointer_y = -1;
  set_hit (self, NULL);
}

static void
pop_up_menu (HillPlotView *self,
             double        x,
             double        y)
{
  if (self->plot == NULL)
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_pressed (HillPlotView    *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  HillPlotHit hit;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY)
    pop_up_menu (self, x, y);
  else if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_PRIMARY && hill_plot_view_pick (self, x, y, &hit))
    {
      set_hit (self, &hit);
      g_signal_emit (self, signals[ACTIVATED], 0, &hit);
    }
}

/* The words under the keyboard's cursor are for those too who cannot see them. */
static void
announce (HillPlotView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->hit.text, -1);
}

static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   data)
{
  HillPlotView *self = HILL_PLOT_VIEW (widget);
  HillPlotHit hit = { .series = -1, .index = -1 };
  int dx, dy;

  if (self->plot == NULL)
    return FALSE;
  g_variant_get (args, "(ii)", &dx, &dy);
  if (self->has_hit)
    hit = self->hit;
  if (hill_plot_move (self->plot, &hit, dx, dy))
    {
      set_hit (self, &hit);
      announce (self);
    }
  return TRUE;
}

static gboolean
on_activate (GtkWidget *widget,
             GVariant  *args,
             gpointer   data)
{
  HillPlotView *self = HILL_PLOT_VIEW (widget);

  if (self->plot == NULL)
    return FALSE;
  if (!self->has_hit)
    on_move (widget, g_variant_new ("(ii)", 0, 0), NULL);
  if (self->has_hit)
    g_signal_emit (self, signals[ACTIVATED], 0, &self->hit);
  return TRUE;
}

static gboolean
on_menu_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   data)
{
  pop_up_menu (HILL_PLOT_VIEW (widget), gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
  return TRUE;
}

static void
do_export (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  HillPlotView *self = HILL_PLOT_VIEW (widget);

  if (self->plot != NULL)
    hill_export_dialog_show (&self, 1);
}

static void
do_copy (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  HillPlotView *self = HILL_PLOT_VIEW (widget);

  if (self->plot != NULL)
    hill_plot_copy (self->plot, widget);
}

static void
do_copy_table (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  HillPlotView *self = HILL_PLOT_VIEW (widget);

  if (self->plot != NULL)
    hill_plot_copy_table (self->plot, widget);
}

static void
do_copy_latex (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  HillPlotView *self = HILL_PLOT_VIEW (widget);

  if (self->plot != NULL)
    hill_plot_copy_latex (self->plot, widget);
}

static void
hill_plot_view_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : 60;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 220;
}

static void
hill_plot_view_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  gtk_popover_present (GTK_POPOVER (HILL_PLOT_VIEW (widget)->menu));
}

static void
hill_plot_view_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (hill_plot_view_parent_class)->css_changed (widget, change);
  HILL_PLOT_VIEW (widget)->stale = TRUE;
}

static void
hill_plot_view_dispose (GObject *object)
{
  HillPlotView *self = HILL_PLOT_VIEW (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_clear_pointer (&self->plot, hill_plot_unref);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (hill_plot_view_parent_class)->dispose (object);
}

static void
add_move_binding (GtkWidgetClass *klass,
                  guint           key,
                  guint           keypad_key,
                  int             dx,
                  int             dy)
{
  gtk_widget_class_add_binding (klass, key, 0, on_move, "(ii)", dx, dy);
  gtk_widget_class_add_binding (klass, keypad_key, 0, on_move, "(ii)", dx, dy);
}

static void
add_bindings (GtkWidgetClass *klass)
{
  add_move_binding (klass, GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0);
  add_move_binding (klass, GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0);
  add_move_binding (klass, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1);
  add_move_binding (klass, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Return, 0, on_activate, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Enter, 0, on_activate, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Menu, 0, on_menu_key, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key, NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, GDK_CONTROL_MASK, "plot.copy", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "plot.copy-table", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_e, GDK_CONTROL_MASK, "plot.export", NULL);
}

static void
hill_plot_view_class_init (HillPlotViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hill_plot_view_dispose;
  widget_class->snapshot = hill_plot_view_snapshot;
  widget_class->measure = hill_plot_view_measure;
  widget_class->size_allocate = hill_plot_view_size_allocate;
  widget_class->css_changed = hill_plot_view_css_changed;

  signals[HIT] = g_signal_new ("hit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_css_name (widget_class, "plotview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_install_action (widget_class, "plot.export", NULL, do_export);
  gtk_widget_class_install_action (widget_class, "plot.copy", NULL, do_copy);
  gtk_widget_class_install_action (widget_class, "plot.copy-table", NULL, do_copy_table);
  gtk_widget_class_install_action (widget_class, "plot.copy-latex", NULL, do_copy_latex);
  add_bindings (widget_class);
}

static void
add_controllers (HillPlotView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_leave), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
hill_plot_view_init (HillPlotView *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();

  self->pointer_x = self->pointer_y = -1;
  g_menu_append (menu, _("_Export…"), "plot.export");
  g_menu_append (menu, _("_Copy as Picture"), "plot.copy");
  g_menu_append (menu, _("Copy as _Table"), "plot.copy-table");
  g_menu_append (menu, _("Copy as _LaTeX"), "plot.copy-latex");
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_controllers (self);
}

GtkWidget *
hill_plot_view_new (void)
{
  return g_object_new (HILL_TYPE_PLOT_VIEW, NULL);
}

void
hill_plot_view_set_plot (HillPlotView *self,
                         HillPlot     *plot)
{
  g_autofree char *description = NULL;

  g_return_if_fail (HILL_IS_PLOT_VIEW (self));

  if (plot == self->plot)
    return;
  if (plot != NULL)
    hill_plot_ref (plot);
  g_clear_pointer (&self->plot, hill_plot_unref);
  self->plot = plot;
  /* What was under the pointer belongs to the old plot. */
  self->has_hit = self->has_hit && plot != NULL && hill_plot_move (plot, &self->hit, 0, 0);
  description = plot != NULL ? hill_plot_describe (plot) : g_strdup (_("Nothing to show yet."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  queue_drawing (self);
}

HillPlot *
hill_plot_view_get_plot (HillPlotView *self)
{
  g_return_val_if_fail (HILL_IS_PLOT_VIEW (self), NULL);

  return self->plot;
}

gboolean
hill_plot_view_locate (HillPlotView      *self,
                       const HillPlotHit *hit,
                       GdkRectangle      *place)
{
  HillPlotStyle style;
  cairo_rectangle_t found;

  g_return_val_if_fail (HILL_IS_PLOT_VIEW (self), FALSE);
  g_return_val_if_fail (hit != NULL && place != NULL, FALSE);

  if (self->plot == NULL)
    return FALSE;
  get_style (self, &style);
  style.pixel_scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  if (!hill_plot_locate (self->plot, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)),
                         &style, hit, &found))
    return FALSE;
  *place = (GdkRectangle) { (int) found.x, (int) found.y, (int) ceil (found.width), (int) ceil (found.height) };
  return TRUE;
}

gboolean
hill_plot_view_pick (HillPlotView *self,
                     double        x,
                     double        y,
                     HillPlotHit  *hit)
{
  HillPlotStyle style;

  g_return_val_if_fail (HILL_IS_PLOT_VIEW (self), FALSE);
  g_return_val_if_fail (hit != NULL, FALSE);

  if (self->plot == NULL)
    return FALSE;
  get_style (self, &style);
  style.pixel_scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  return hill_plot_pick (self->plot, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)), &style,
                         x, y, hit);
}

void
hill_plot_view_set_lively (HillPlotView *self,
                           gboolean      lively)
{
  g_return_if_fail (HILL_IS_PLOT_VIEW (self));

  self->lively = lively;
}

void
hill_plot_view_set_name (HillPlotView *self,
                         const char   *name)
{
  g_return_if_fail (HILL_IS_PLOT_VIEW (self));

  g_free (self->name);
  self->name = g_strdup (name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

const char *
hill_plot_view_get_name (HillPlotView *self)
{
  g_return_val_if_fail (HILL_IS_PLOT_VIEW (self), NULL);

  return self->name;
}
