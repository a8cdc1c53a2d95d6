/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Set anew when formula, font or width change; else only drawn.  A formula with a part that is wider than the widget is drawn smaller. */

#include "hill-formula-view.h"

#include "hill-widget-style.h"

#include <math.h>

#define MARGIN 2                        /* for grounds that reach beyond the formula */
#define NARROWEST 120

struct _HillFormulaView
{
  GtkWidget          parent_instance;
  char              *tex;
  char              *name;
  HillFormula       *formula;           /* owned, (nullable) */
  HillFormulaLayout *layout;            /* owned, (nullable): for layout_width */
  int                layout_width;
  int                natural_width;     /* 0 when not known */
  char             **marked;
  char              *hovered;
  double             scale;
  float              xalign;
};

enum
{
  PROP_FORMULA = 1,
  PROP_XALIGN,
  PROP_SCALE,
  N_PROPS
};

enum
{
  PART_HOVERED,
  PART_PRESSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillFormulaView, hill_formula_view, GTK_TYPE_WIDGET)

/* @width: of the widget; 0 for as wide as the formula likes. */
static HillFormulaLayout *
new_layout (HillFormulaView *self,
            int              width)
{
  HillPlotStyle style;

  hill_widget_get_plot_style (GTK_WIDGET (self), self->scale, &style);
  return hill_formula_layout_new (self->formula, &style, MAX (width - 2 * MARGIN, 0));
}

/* The last one that was asked for is kept: measuring asks for the one that is drawn then. */
static HillFormulaLayout *
get_layout_for (HillFormulaView *self,
                int              width)
{
  if (self->layout != NULL && self->layout_width == width)
    return self->layout;
  g_clear_pointer (&self->layout, hill_formula_layout_free);
  self->layout_width = width;
  self->layout = new_layout (self, width);
  return self->layout;
}

static HillFormulaLayout *
get_layout (HillFormulaView *self)
{
  return get_layout_for (self, MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1));
}

/* In one line. */
static int
get_natural_width (HillFormulaView *self)
{
  g_autoptr(HillFormulaLayout) layout = NULL;
  double width;

  if (self->natural_width == 0)
    {
      layout = new_layout (self, 0);
      hill_formula_layout_get_size (layout, &width, NULL, NULL);
      self->natural_width = (int) ceil (width) + 2 * MARGIN;
    }
  return self->natural_width;
}

static void
forget_layout (HillFormulaView *self)
{
  g_clear_pointer (&self->layout, hill_formula_layout_free);
  self->natural_width = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
hill_formula_view_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  HillFormulaView *self = HILL_FORMULA_VIEW (widget);
  double width, height, baseline, share = 1;

  if (self->formula == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = get_natural_width (self);
      *minimum = MIN (*natural, NARROWEST);
      return;
    }
  hill_formula_layout_get_size (get_layout_for (self, for_size > 0 ? for_size : get_natural_width (self)), &width, &height, &baseline);
  width += 2 * MARGIN;
  if (for_size > 0 && width > for_size)
    share = for_size / width;
  *minimum = *natural = (int) ceil (height * share) + 2 * MARGIN;
  *minimum_baseline = *natural_baseline = (int) round (baseline * share) + MARGIN;
}

static GtkSizeRequestMode
hill_formula_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Where the layout lies in the widget. */
static void
get_place (HillFormulaView *self,
           double          *x,
           double          *y,
           double          *share)
{
  double width, height;
  int room = gtk_widget_get_width (GTK_WIDGET (self));

  hill_formula_layout_get_size (get_layout (self), &width, &height, NULL);
  *share = width + 2 * MARGIN > room ? room / (width + 2 * MARGIN) : 1;
  *x = MARGIN + MAX (room - 2 * MARGIN - width * *share, 0) * self->xalign;
  *y = MAX ((gtk_widget_get_height (GTK_WIDGET (self)) - height * *share) / 2, 0);
}

static void
hill_formula_view_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  HillFormulaView *self = HILL_FORMULA_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  HillPlotStyle style;
  double x, y, share;
  cairo_t *cr;

  if (self->formula == NULL || width < 1 || height < 1)
    return;
  hill_widget_get_plot_style (widget, self->scale, &style);
  get_place (self, &x, &y, &share);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_translate (cr, x, y);
  cairo_scale (cr, share, share);
  hill_formula_layout_draw (get_layout (self), cr, &style, (const char * const *) self->marked);
  cairo_destroy (cr);
}

static void
hill_formula_view_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (hill_formula_view_parent_class)->css_changed (widget, change);
  forget_layout (HILL_FORMULA_VIEW (widget));
}

static const char *
pick (HillFormulaView *self,
      double           x,
      double           y)
{
  double left, top, share;

  if (self->formula == NULL)
    return NULL;
  get_place (self, &left, &top, &share);
  return hill_formula_layout_pick (get_layout (self), (x - left) / share, (y - top) / share);
}

static void
set_hovered (HillFormulaView *self,
             const char      *part)
{
  if (g_strcmp0 (self->hovered, part) == 0)
    return;
  g_free (self->hovered);
  self->hovered = g_strdup (part);
  g_signal_emit (self, signals[PART_HOVERED], 0, self->hovered);
}

static void
on_motion (HillFormulaView *self,
           double           x,
           double           y)
{
  set_hovered (self, pick (self, x, y));
}

static void
on_leave (HillFormulaView *self)
{
  set_hovered (self, NULL);
}

static void
on_pressed (HillFormulaView *self,
            int              n_press,
            double           x,
            double           y)
{
  g_autofree char *part = g_strdup (pick (self, x, y));

  if (part != NULL)
    g_signal_emit (self, signals[PART_PRESSED], 0, part);
}

static void
hill_formula_view_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  HillFormulaView *self = HILL_FORMULA_VIEW (object);

  switch (id)
    {
    case PROP_FORMULA:
      hill_formula_view_set_tex (self, g_value_get_string (value));
      break;
    case PROP_XALIGN:
      self->xalign = g_value_get_float (value);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      break;
    case PROP_SCALE:
      self->scale = g_value_get_double (value);
      forget_layout (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hill_formula_view_finalize (GObject *object)
{
  HillFormulaView *self = HILL_FORMULA_VIEW (object);

  g_clear_pointer (&self->layout, hill_formula_layout_free);
  g_clear_pointer (&self->formula, hill_formula_unref);
  g_strfreev (self->marked);
  g_free (self->hovered);
  g_free (self->name);
  g_free (self->tex);
  G_OBJECT_CLASS (hill_formula_view_parent_class)->finalize (object);
}

static void
hill_formula_view_class_init (HillFormulaViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = hill_formula_view_set_property;
  object_class->finalize = hill_formula_view_finalize;
  widget_class->get_request_mode = hill_formula_view_get_request_mode;
  widget_class->measure = hill_formula_view_measure;
  widget_class->snapshot = hill_formula_view_snapshot;
  widget_class->css_changed = hill_formula_view_css_changed;

  properties[PROP_FORMULA] = g_param_spec_string ("formula", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_XALIGN] = g_param_spec_float ("xalign", NULL, NULL, 0, 1, 0, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SCALE] = g_param_spec_double ("scale", NULL, NULL, 0.1, 10, 1.25, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[PART_HOVERED] = g_signal_new ("part-hovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PART_PRESSED] = g_signal_new ("part-pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "formula");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_MATH);
}

static void
hill_formula_view_init (HillFormulaView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->scale = 1.25;
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
hill_formula_view_new (void)
{
  return g_object_new (HILL_TYPE_FORMULA_VIEW, NULL);
}

static void
update_words (HillFormulaView *self)
{
  g_autofree char *words = self->formula != NULL ? hill_formula_describe (self->formula) : g_strdup ("");
  g_autofree char *label = self->name != NULL ? g_strdup_printf ("%s: %s", self->name, words) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label != NULL ? label : words, -1);
}

static double
get_height (const HillFormulaLayout *layout)
{
  double height;

  hill_formula_layout_get_size (layout, NULL, &height, NULL);
  return height;
}

void
hill_formula_view_set_tex (HillFormulaView *self,
                           const char      *tex)
{
  g_autoptr(HillFormulaLayout) before = NULL;
  int before_width = self->layout_width;

  g_return_if_fail (HILL_IS_FORMULA_VIEW (self));

  if (g_strcmp0 (self->tex, tex) == 0)
    return;
  g_free (self->tex);
  self->tex = g_strdup (tex);
  before = g_steal_pointer (&self->layout);
  self->natural_width = 0;
  g_clear_pointer (&self->formula, hill_formula_unref);
  self->formula = tex != NULL ? hill_formula_new (tex) : NULL;
  update_words (self);
  /* In the width that it has, a formula of the same height asks for no other layout around it. */
  if (before != NULL && before_width == gtk_widget_get_width (GTK_WIDGET (self)) && self->formula != NULL
      && fabs (get_height (before) - get_height (get_layout (self))) < 0.5)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  else
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

HillFormula *
hill_formula_view_get_formula (HillFormulaView *self)
{
  g_return_val_if_fail (HILL_IS_FORMULA_VIEW (self), NULL);

  return self->formula;
}

void
hill_formula_view_set_marked (HillFormulaView    *self,
                              const char * const *marked)
{
  g_return_if_fail (HILL_IS_FORMULA_VIEW (self));

  if (marked == NULL && self->marked == NULL)
    return;
  if (marked != NULL && self->marked != NULL && g_strv_equal (marked, (const char * const *) self->marked))
    return;
  g_strfreev (self->marked);
  self->marked = g_strdupv ((char **) marked);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
hill_formula_view_set_name (HillFormulaView *self,
                            const char      *name)
{
  g_return_if_fail (HILL_IS_FORMULA_VIEW (self));

  g_free (self->name);
  self->name = g_strdup (name);
  update_words (self);
}
