/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A GtkLabel would ask for a new layout of the whole window at each new text; this asks for a redraw of itself. */

#include "hill-readout.h"

struct _HillReadout
{
  GtkWidget    parent_instance;
  char        *text;
  char        *sample;
  float        xalign;
  PangoLayout *layout;                  /* lazily made */
};

enum
{
  PROP_TEXT = 1,
  PROP_SAMPLE,
  PROP_XALIGN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HillReadout, hill_readout, GTK_TYPE_WIDGET)

/* The layout serves the sample, when measuring, and the text, when drawing. */
static PangoLayout *
get_layout (HillReadout *self,
            const char  *text)
{
  if (self->layout == NULL)
    {
      g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_attributes (self->layout, attributes);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
    }
  pango_layout_set_width (self->layout, -1);
  pango_layout_set_text (self->layout, text != NULL ? text : "", -1);
  return self->layout;
}

static void
hill_readout_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  HillReadout *self = HILL_READOUT (widget);
  PangoLayout *layout = get_layout (self, self->sample);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = width;
      return;
    }
  *minimum = *natural = height;
  *minimum_baseline = *natural_baseline = PANGO_PIXELS_CEIL (pango_layout_get_baseline (layout));
}

static void
hill_readout_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  HillReadout *self = HILL_READOUT (widget);
  PangoLayout *layout = get_layout (self, self->text);
  int available = gtk_widget_get_width (widget);
  int width, height;
  GdkRGBA color;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > available)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, available * PANGO_SCALE);
      width = available;
    }
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((int) ((available - width) * self->xalign),
                                                          (gtk_widget_get_height (widget) - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
hill_readout_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  HillReadout *self = HILL_READOUT (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_SAMPLE:
      g_value_set_string (value, self->sample);
      break;
    case PROP_XALIGN:
      g_value_set_float (value, self->xalign);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hill_readout_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  HillReadout *self = HILL_READOUT (object);

  switch (id)
    {
    case PROP_TEXT:
      hill_readout_set_text (self, g_value_get_string (value));
      break;
    case PROP_SAMPLE:
      hill_readout_set_sample (self, g_value_get_string (value));
      break;
    case PROP_XALIGN:
      self->xalign = g_value_get_float (value);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hill_readout_finalize (GObject *object)
{
  HillReadout *self = HILL_READOUT (object);

  g_free (self->text);
  g_free (self->sample);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (hill_readout_parent_class)->finalize (object);
}

static void
hill_readout_class_init (HillReadoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hill_readout_get_property;
  object_class->set_property = hill_readout_set_property;
  object_class->finalize = hill_readout_finalize;
  widget_class->measure = hill_readout_measure;
  widget_class->snapshot = hill_readout_snapshot;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_SAMPLE] = g_param_spec_string ("sample", NULL, NULL, NULL, flags);
  properties[PROP_XALIGN] = g_param_spec_float ("xalign", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
hill_readout_init (HillReadout *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
hill_readout_new (const char *sample)
{
  return g_object_new (HILL_TYPE_READOUT, "sample", sample, NULL);
}

void
hill_readout_set_text (HillReadout *self,
                       const char  *text)
{
  g_return_if_fail (HILL_IS_READOUT (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
hill_readout_get_text (HillReadout *self)
{
  g_return_val_if_fail (HILL_IS_READOUT (self), NULL);

  return self->text;
}

void
hill_readout_set_sample (HillReadout *self,
                         const char  *sample)
{
  g_return_if_fail (HILL_IS_READOUT (self));

  if (g_strcmp0 (self->sample, sample) == 0)
    return;

  g_free (self->sample);
  self->sample = g_strdup (sample);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
