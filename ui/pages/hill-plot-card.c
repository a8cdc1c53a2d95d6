/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Who else has to make room when a card is enlarged is the page's affair; the card only says so. */

#include "hill-plot-card.h"

#include "hill-stateful.h"

#include <glib/gi18n.h>

struct _HillPlotCard
{
  GtkWidget        parent_instance;
  GtkLabel        *title;
  GtkBox          *tools;
  GtkToggleButton *enlarge;
  HillPlotView    *view;
};

enum
{
  PROP_TITLE = 1,
  PROP_ENLARGED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static GtkBuildableIface *parent_buildable;

static void hill_plot_card_buildable_init (GtkBuildableIface *iface);
static void hill_plot_card_stateful_init (HillStatefulInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HillPlotCard, hill_plot_card, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, hill_plot_card_buildable_init)
                               G_IMPLEMENT_INTERFACE (HILL_TYPE_STATEFUL, hill_plot_card_stateful_init))

static void
hill_plot_card_add_child (GtkBuildable *buildable,
                          GtkBuilder   *builder,
                          GObject      *child,
                          const char   *type)
{
  if (g_strcmp0 (type, "tool") == 0)
    gtk_box_append (HILL_PLOT_CARD (buildable)->tools, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
hill_plot_card_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = hill_plot_card_add_child;
}

static void
save_state (HillStateful *stateful,
            GHashTable   *values)
{
  hill_values_put (values, "enlarged", hill_plot_card_get_enlarged (HILL_PLOT_CARD (stateful)) ? "true" : "false");
}

static gboolean
restore_state (HillStateful *stateful,
               GHashTable   *values)
{
  hill_plot_card_set_enlarged (HILL_PLOT_CARD (stateful), g_strcmp0 (hill_values_get (values, "enlarged"), "true") == 0);
  return TRUE;
}

static void
hill_plot_card_stateful_init (HillStatefulInterface *iface)
{
  iface->save_state = save_state;
  iface->restore_state = restore_state;
}

static void
on_enlarge_toggled (HillPlotCard *self)
{
  gboolean enlarged = gtk_toggle_button_get_active (self->enlarge);

  gtk_button_set_icon_name (GTK_BUTTON (self->enlarge), enlarged ? "view-restore-symbolic" : "view-fullscreen-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->enlarge), enlarged ? _("Show all plots again (Escape)") : _("Enlarge this plot"));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENLARGED]);
}

static void
set_title (HillPlotCard *self,
           const char   *title)
{
  g_autofree char *name = g_strdup_printf (_("Enlarge: %s"), title);

  if (g_str_equal (title, gtk_label_get_text (self->title)))
    return;
  gtk_label_set_text (self->title, title);
  hill_plot_view_set_name (self->view, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->enlarge), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
hill_plot_card_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  HillPlotCard *self = HILL_PLOT_CARD (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (self->title));
      break;
    case PROP_ENLARGED:
      g_value_set_boolean (value, hill_plot_card_get_enlarged (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hill_plot_card_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  HillPlotCard *self = HILL_PLOT_CARD (object);

  switch (id)
    {
    case PROP_TITLE:
      set_title (self, g_value_get_string (value));
      break;
    case PROP_ENLARGED:
      hill_plot_card_set_enlarged (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hill_plot_card_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_plot_card_parent_class)->dispose (object);
}

static void
hill_plot_card_class_init (HillPlotCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_plot_card_get_property;
  object_class->set_property = hill_plot_card_set_property;
  object_class->dispose = hill_plot_card_dispose;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ENLARGED] = g_param_spec_boolean ("enlarged", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "plotcard");
}

static void
hill_plot_card_init (HillPlotCard *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_set_margin_start (GTK_WIDGET (self->title), 6);

  self->tools = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  self->enlarge = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->enlarge), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->enlarge), "small");
  gtk_widget_set_valign (GTK_WIDGET (self->enlarge), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->enlarge, "toggled", G_CALLBACK (on_enlarge_toggled), self);

  self->view = HILL_PLOT_VIEW (hill_plot_view_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->view), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);

  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->tools));
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->enlarge));
  gtk_widget_set_parent (header, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  on_enlarge_toggled (self);
}

HillPlotView *
hill_plot_card_get_view (HillPlotCard *self)
{
  g_return_val_if_fail (HILL_IS_PLOT_CARD (self), NULL);

  return self->view;
}

void
hill_plot_card_take_plot (HillPlotCard *self,
                          HillPlot     *plot)
{
  g_return_if_fail (HILL_IS_PLOT_CARD (self));

  hill_plot_view_set_plot (self->view, plot);
  hill_plot_unref (plot);
}

gboolean
hill_plot_card_get_enlarged (HillPlotCard *self)
{
  g_return_val_if_fail (HILL_IS_PLOT_CARD (self), FALSE);

  return gtk_toggle_button_get_active (self->enlarge);
}

void
hill_plot_card_set_enlarged (HillPlotCard *self,
                             gboolean      enlarged)
{
  g_return_if_fail (HILL_IS_PLOT_CARD (self));

  gtk_toggle_button_set_active (self->enlarge, enlarged);
}
