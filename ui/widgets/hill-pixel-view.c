/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What is seen is said by two things: the zoom, and which spot of the image lies in the middle of the widget.  A zoom of 0 means
 * "the whole image", whatever the size of the widget; from 1 on the zoom is a whole number of device pixels, so that all pixels
 * are squares of one size. */

#include "hill-pixel-view.h"

#include <glib/gi18n.h>
#include <math.h>

#define ZOOM_MAX 128.0
#define ZOOM_STEP 1.25

struct _HillPixelView
{
  GtkWidget         parent_instance;
  HillDataset      *dataset;            /* owned, (nullable) */
  HillSplit         split;
  gsize             index;
  HillPixelChannel  channel;
  HillPixelPicture *picture;            /* owned, (nullable) */
  double            zoom;               /* 0: the whole image */
  double            center_x;           /* in image pixels */
  double            center_y;
  gboolean          has_cursor;
  int               cursor_x;
  int               cursor_y;
  double            pointer_x;          /* in widget coordinates; negative: not over it */
  double            pointer_y;
  double            drag_center_x;
  double            drag_center_y;
  double            pinch_zoom;
};

enum
{
  PROP_ZOOM = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint cursor_changed_signal;

G_DEFINE_FINAL_TYPE (HillPixelView, hill_pixel_view, GTK_TYPE_WIDGET)

/* A whole number of device pixels from 1 on. */
static double
hill_pixel_view_round_zoom (HillPixelView *self,
                            double         zoom)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return zoom * scale >= 1 ? floor (zoom * scale + 1e-9) / scale : zoom;
}

static double
hill_pixel_view_fit_zoom (HillPixelView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->picture == NULL || width < 1 || height < 1)
    return 1;
  return hill_pixel_view_round_zoom (self, MIN (ZOOM_MAX, MIN (width / hill_pixel_picture_get_width (self->picture),
                                                               height / hill_pixel_picture_get_height (self->picture))));
}

static double
hill_pixel_view_effective_zoom (HillPixelView *self)
{
  return self->zoom > 0 ? self->zoom : hill_pixel_view_fit_zoom (self);
}

/* Along one axis: the middle stays where the image fills the view, or in the image's middle where it does not. */
static double
clamp_center (double center,
              double n_pixels,
              double seen)
{
  return seen >= n_pixels ? n_pixels / 2 : CLAMP (center, seen / 2, n_pixels - seen / 2);
}

/* Where the image's upper left corner lies in the widget, on whole device pixels. */
static void
hill_pixel_view_get_origin (HillPixelView *self,
                            double         zoom,
                            double        *x0,
                            double        *y0)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double x = clamp_center (self->center_x, hill_pixel_picture_get_width (self->picture), width / zoom);
  double y = clamp_center (self->center_y, hill_pixel_picture_get_height (self->picture), height / zoom);

  *x0 = round ((width / 2 - x * zoom) * scale) / scale;
  *y0 = round ((height / 2 - y * zoom) * scale) / scale;
}

static void
hill_pixel_view_describe (HillPixelView *self)
{
  g_autofree char *text = NULL;
  guint8 rgb[3];
  int x, y;

  if (hill_pixel_view_get_cursor (self, &x, &y, rgb))
    text = g_strdup_printf (_("Column %d, row %d: red %d, green %d, blue %d"), x + 1, y + 1, rgb[0], rgb[1], rgb[2]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
}

static void
hill_pixel_view_set_cursor (HillPixelView *self,
                            gboolean       has_cursor,
                            int            x,
                            int            y)
{
  if (self->has_cursor == has_cursor && (!has_cursor || (self->cursor_x == x && self->cursor_y == y)))
    return;
  self->has_cursor = has_cursor;
  self->cursor_x = x;
  self->cursor_y = y;
  hill_pixel_view_describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, cursor_changed_signal, 0);
}

/* The cursor follows the pointer, also when the image moves below it. */
static void
hill_pixel_view_point (HillPixelView *self)
{
  double zoom = hill_pixel_view_effective_zoom (self), x0, y0;
  int x, y;

  if (self->picture == NULL || self->pointer_x < 0)
    return;
  hill_pixel_view_get_origin (self, zoom, &x0, &y0);
  x = floor ((self->pointer_x - x0) / zoom);
  y = floor ((self->pointer_y - y0) / zoom);
  hill_pixel_view_set_cursor (self, x >= 0 && y >= 0 && x < hill_pixel_picture_get_width (self->picture)
                                    && y < hill_pixel_picture_get_height (self->picture), x, y);
}

/* Changes the zoom so that what lies at (x, y) of the widget stays there. */
static void
hill_pixel_view_zoom_at (HillPixelView *self,
                         double         zoom,
                         double         x,
                         double         y)
{
  double old = hill_pixel_view_effective_zoom (self), fit = hill_pixel_view_fit_zoom (self);
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  double x0, y0, image_x, image_y;

  if (self->picture == NULL)
    return;
  hill_pixel_view_get_origin (self, old, &x0, &y0);
  image_x = (x - x0) / old;
  image_y = (y - y0) / old;
  zoom = MIN (hill_pixel_view_round_zoom (self, zoom), ZOOM_MAX);
  self->zoom = zoom <= fit ? 0 : zoom;
  zoom = hill_pixel_view_effective_zoom (self);
  self->center_x = clamp_center (image_x + (width / 2 - x) / zoom, hill_pixel_picture_get_width (self->picture), width / zoom);
  self->center_y = clamp_center (image_y + (height / 2 - y) / zoom, hill_pixel_picture_get_height (self->picture), height / zoom);
  hill_pixel_view_point (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ZOOM]);
}

/* Keys and buttons zoom about the cursor where there is one, else about the middle. */
static void
hill_pixel_view_zoom_to (HillPixelView *self,
                         double         zoom)
{
  double x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  double old = hill_pixel_view_effective_zoom (self), x0, y0;

  if (self->picture == NULL)
    return;
  if (self->has_cursor)
    {
      hill_pixel_view_get_origin (self, old, &x0, &y0);
      x = x0 + (self->cursor_x + 0.5) * old;
      y = y0 + (self->cursor_y + 0.5) * old;
    }
  hill_pixel_view_zoom_at (self, zoom, x, y);
}

void
hill_pixel_view_zoom (HillPixelView *self,
                      int            direction)
{
  double zoom;

  g_return_if_fail (HILL_IS_PIXEL_VIEW (self));

  zoom = hill_pixel_view_effective_zoom (self);
  /* At least a whole pixel, or rounding would swallow the step. */
  hill_pixel_view_zoom_to (self, direction > 0 ? MAX (zoom * ZOOM_STEP, zoom + 1) : MIN (zoom / ZOOM_STEP, zoom - 1));
}

void
hill_pixel_view_zoom_fit (HillPixelView *self)
{
  g_return_if_fail (HILL_IS_PIXEL_VIEW (self));

  hill_pixel_view_zoom_to (self, 0);
}

void
hill_pixel_view_zoom_numbers (HillPixelView *self)
{
  g_return_if_fail (HILL_IS_PIXEL_VIEW (self));

  if (self->picture != NULL)
    hill_pixel_view_zoom_to (self, hill_pixel_picture_number_zoom (self->picture) * 1.3);
}

/* Moves the image so that the cursor can be seen whole. */
static void
hill_pixel_view_reveal_cursor (HillPixelView *self)
{
  double zoom = hill_pixel_view_effective_zoom (self);
  double half_width = gtk_widget_get_width (GTK_WIDGET (self)) / zoom / 2, half_height = gtk_widget_get_height (GTK_WIDGET (self)) / zoom / 2;

  if (half_width > 1)
    self->center_x = CLAMP (self->center_x, self->cursor_x + 1 - half_width, self->cursor_x + half_width);
  if (half_height > 1)
    self->center_y = CLAMP (self->center_y, self->cursor_y + 1 - half_height, self->cursor_y + half_height);
}

static gboolean
on_move_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  HillPixelView *self = HILL_PIXEL_VIEW (widget);
  int dx, dy, width, height;

  if (self->picture == NULL)
    return GDK_EVENT_PROPAGATE;
  g_variant_get (args, "(ii)", &dx, &dy);
  width = hill_pixel_picture_get_width (self->picture);
  height = hill_pixel_picture_get_height (self->picture);
  self->pointer_x = -1;
  if (self->has_cursor)
    hill_pixel_view_set_cursor (self, TRUE, CLAMP (self->cursor_x + dx, 0, width - 1), CLAMP (self->cursor_y + dy, 0, height - 1));
  else
    hill_pixel_view_set_cursor (self, TRUE, CLAMP (self->center_x, 0, width - 1), CLAMP (self->center_y, 0, height - 1));
  hill_pixel_view_reveal_cursor (self);
  return GDK_EVENT_STOP;
}

static gboolean
on_zoom_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  HillPixelView *self = HILL_PIXEL_VIEW (widget);
  int what = g_variant_get_int32 (args);

  if (what == 0)
    hill_pixel_view_zoom_fit (self);
  else
    hill_pixel_view_zoom (self, what);
  return GDK_EVENT_STOP;
}

static void
on_motion (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           HillPixelView            *self)
{
  /* GTK repeats the last position after each change of layout; the keyboard's cursor must survive that. */
  if (fabs (self->pointer_x - x) < 0.5 && fabs (self->pointer_y - y) < 0.5)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  hill_pixel_view_point (self);
}

static void
on_leave (GtkEventControllerMotion *controller,
          HillPixelView            *self)
{
  self->pointer_x = -1;
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    hill_pixel_view_set_cursor (self, FALSE, 0, 0);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           HillPixelView            *self)
{
  double zoom = hill_pixel_view_effective_zoom (self);
  double wanted = zoom * pow (ZOOM_STEP, -dy);

  if (dy <= -1)
    wanted = MAX (wanted, zoom + 1);
  if (self->pointer_x >= 0)
    hill_pixel_view_zoom_at (self, wanted, self->pointer_x, self->pointer_y);
  else
    hill_pixel_view_zoom_to (self, wanted);
  return GDK_EVENT_STOP;
}

static void
on_pinch_begin (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                HillPixelView    *self)
{
  self->pinch_zoom = hill_pixel_view_effective_zoom (self);
}

static void
on_pinch (GtkGestureZoom *gesture,
          double          factor,
          HillPixelView  *self)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    hill_pixel_view_zoom_at (self, self->pinch_zoom * factor, x, y);
}

static void
on_drag_begin (GtkGestureDrag *gesture,
               double          x,
               double          y,
               HillPixelView  *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_center_x = self->center_x;
  self->drag_center_y = self->center_y;
}

static void
on_drag_update (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                HillPixelView  *self)
{
  double zoom = hill_pixel_view_effective_zoom (self);
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->picture == NULL)
    return;
  self->center_x = clamp_center (self->drag_center_x - dx / zoom, hill_pixel_picture_get_width (self->picture), width / zoom);
  self->center_y = clamp_center (self->drag_center_y - dy / zoom, hill_pixel_picture_get_height (self->picture), height / zoom);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_pressed (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            HillPixelView   *self)
{
  if (n_press != 2 || self->picture == NULL)
    return;
  if (self->zoom > 0)
    hill_pixel_view_zoom_at (self, 0, x, y);
  else
    hill_pixel_view_zoom_at (self, hill_pixel_picture_number_zoom (self->picture) * 1.3, x, y);
}

static void
draw_cursor (cairo_t *cr,
             double   x,
             double   y,
             double   zoom)
{
  zoom = MAX (zoom, 3);
  /* White on black stands out from any colour. */
  cairo_set_line_width (cr, 4);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.85);
  cairo_rectangle (cr, x + 0.5, y + 0.5, zoom - 1, zoom - 1);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, 2);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_stroke (cr);
}

static void
hill_pixel_view_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  HillPixelView *self = HILL_PIXEL_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double zoom = hill_pixel_view_effective_zoom (self), x0, y0;
  cairo_t *cr;

  if (self->picture == NULL || width < 1 || height < 1)
    return;
  hill_pixel_view_get_origin (self, zoom, &x0, &y0);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  hill_pixel_picture_draw (self->picture, cr, gtk_widget_get_pango_context (widget), x0, y0, zoom, width, height);
  if (self->has_cursor)
    draw_cursor (cr, x0 + self->cursor_x * zoom, y0 + self->cursor_y * zoom, zoom);
  cairo_destroy (cr);
}

static void
hill_pixel_view_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = 160;
  *natural = 300;
}

static void
hill_pixel_view_update_picture (HillPixelView *self)
{
  g_clear_pointer (&self->picture, hill_pixel_picture_free);
  if (self->dataset != NULL)
    self->picture = hill_pixel_picture_new (self->dataset, self->split, self->index, self->channel);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
hill_pixel_view_set_example (HillPixelView *self,
                             HillDataset   *dataset,
                             HillSplit      split,
                             gsize          index)
{
  int width, height;

  g_return_if_fail (HILL_IS_PIXEL_VIEW (self));
  g_return_if_fail (dataset == NULL || hill_dataset_has_images (dataset));

  width = self->picture != NULL ? hill_pixel_picture_get_width (self->picture) : -1;
  height = self->picture != NULL ? hill_pixel_picture_get_height (self->picture) : -1;
  if (dataset != NULL)
    hill_dataset_ref (dataset);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  self->dataset = dataset;
  self->split = split;
  self->index = index;
  hill_pixel_view_update_picture (self);
  if (self->picture == NULL || hill_pixel_picture_get_width (self->picture) != width
      || hill_pixel_picture_get_height (self->picture) != height)
    {
      self->has_cursor = FALSE;
      self->zoom = 0;
      self->center_x = self->picture != NULL ? hill_pixel_picture_get_width (self->picture) / 2.0 : 0;
      self->center_y = self->picture != NULL ? hill_pixel_picture_get_height (self->picture) / 2.0 : 0;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ZOOM]);
    }
  /* The same pixel of another image has other values. */
  hill_pixel_view_describe (self);
  g_signal_emit (self, cursor_changed_signal, 0);
}

void
hill_pixel_view_set_channel (HillPixelView    *self,
                             HillPixelChannel  channel)
{
  g_return_if_fail (HILL_IS_PIXEL_VIEW (self));

  if (self->channel == channel)
    return;
  self->channel = channel;
  hill_pixel_view_update_picture (self);
}

gboolean
hill_pixel_view_get_cursor (HillPixelView *self,
                            int           *x,
                            int           *y,
                            guint8         rgb[3])
{
  g_return_val_if_fail (HILL_IS_PIXEL_VIEW (self), FALSE);

  if (!self->has_cursor || self->picture == NULL)
    return FALSE;
  *x = self->cursor_x;
  *y = self->cursor_y;
  hill_pixel_picture_get_rgb (self->picture, *x, *y, rgb);
  return TRUE;
}

static void
hill_pixel_view_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ZOOM:
      g_value_set_double (value, hill_pixel_view_effective_zoom (HILL_PIXEL_VIEW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hill_pixel_view_finalize (GObject *object)
{
  HillPixelView *self = HILL_PIXEL_VIEW (object);

  g_clear_pointer (&self->picture, hill_pixel_picture_free);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  G_OBJECT_CLASS (hill_pixel_view_parent_class)->finalize (object);
}

static void
hill_pixel_view_add_keys (GtkWidgetClass *widget_class)
{
  static const struct { guint keyval, keypad; int dx, dy; } moves[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0 }, { GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1 }, { GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1 },
  };
  static const struct { guint keyval; int what; } zooms[] = {
    { GDK_KEY_plus, 1 }, { GDK_KEY_equal, 1 }, { GDK_KEY_KP_Add, 1 },
    { GDK_KEY_minus, -1 }, { GDK_KEY_KP_Subtract, -1 }, { GDK_KEY_0, 0 }, { GDK_KEY_KP_0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      gtk_widget_class_add_binding (widget_class, moves[i].keyval, 0, on_move_key, "(ii)", moves[i].dx, moves[i].dy);
      gtk_widget_class_add_binding (widget_class, moves[i].keypad, 0, on_move_key, "(ii)", moves[i].dx, moves[i].dy);
      gtk_widget_class_add_binding (widget_class, moves[i].keyval, GDK_SHIFT_MASK, on_move_key, "(ii)", 8 * moves[i].dx, 8 * moves[i].dy);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_class_add_binding (widget_class, zooms[i].keyval, 0, on_zoom_key, "i", zooms[i].what);
}

static void
hill_pixel_view_class_init (HillPixelViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_pixel_view_get_property;
  object_class->finalize = hill_pixel_view_finalize;
  widget_class->snapshot = hill_pixel_view_snapshot;
  widget_class->measure = hill_pixel_view_measure;

  props[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 0, ZOOM_MAX, 1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  cursor_changed_signal = g_signal_new ("cursor-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  hill_pixel_view_add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "pixelview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hill_pixel_view_add_pointer (HillPixelView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
hill_pixel_view_init (HillPixelView *self)
{
  self->pointer_x = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  hill_pixel_view_add_pointer (self);
}
