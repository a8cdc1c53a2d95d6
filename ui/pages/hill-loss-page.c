/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The page holds its views together: it hands them the session, and sets how large all of them are written, so that a lecture hall
 * can read them.  Larger type is a class of CSS on the page: what is drawn takes its size from the font, too. */

#include "hill-loss-page.h"

#include "hill-information-view.h"
#include "hill-loss-worksheet.h"
#include "hill-regularization-view.h"
#include "hill-stateful.h"
#include "hill-what-if-view.h"

#include <glib/gi18n.h>

#define N_SIZES 5

struct _HillLossPage
{
  GtkWidget    parent_instance;
  GtkStack    *views;                   /* template children */
  GtkWidget   *worksheet;
  HillWhatIfView *what_if;
  HillInformationView *information;
  HillRegularizationView *regularization;
  HillSession *session;                 /* owned */
  int          size;                    /* of the type, 0 to N_SIZES - 1 */
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const char * const size_classes[N_SIZES] = { "type-1", "type-2", "type-3", "type-4", "type-5" };

static void hill_loss_page_stateful_init (HillStatefulInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HillLossPage, hill_loss_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (HILL_TYPE_STATEFUL, hill_loss_page_stateful_init))

static void
set_size (HillLossPage *self,
          int           size)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), size_classes[self->size]);
  self->size = CLAMP (size, 0, N_SIZES - 1);
  gtk_widget_add_css_class (GTK_WIDGET (self), size_classes[self->size]);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "loss.larger", self->size < N_SIZES - 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "loss.smaller", self->size > 0);
}

static void
save_state (HillStateful *stateful,
            GHashTable   *values)
{
  hill_values_put_number (values, "type-size", HILL_LOSS_PAGE (stateful)->size);
}

static gboolean
restore_state (HillStateful *stateful,
               GHashTable   *values)
{
  set_size (HILL_LOSS_PAGE (stateful), (int) hill_values_get_number (values, "type-size", 0, N_SIZES - 1, 0));
  return TRUE;
}

static void
hill_loss_page_stateful_init (HillStatefulInterface *iface)
{
  iface->save_state = save_state;
  iface->restore_state = restore_state;
}

static void
do_larger (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  set_size (HILL_LOSS_PAGE (widget), HILL_LOSS_PAGE (widget)->size + 1);
}

static void
do_smaller (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  set_size (HILL_LOSS_PAGE (widget), HILL_LOSS_PAGE (widget)->size - 1);
}

static void
do_usual (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  set_size (HILL_LOSS_PAGE (widget), 0);
}

static void
set_session (HillLossPage *self,
             HillSession  *session)
{
  HillWorksheet *sheet;

  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  sheet = hill_loss_worksheet_get_worksheet (HILL_LOSS_WORKSHEET (self->worksheet));
  g_object_set (self->worksheet, "session", session, NULL);
  g_object_set (self->regularization, "session", session, NULL);
  hill_what_if_view_set_model (self->what_if, sheet, session);
  hill_information_view_set_worksheet (self->information, sheet);
}

static void
hill_loss_page_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_LOSS_PAGE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_loss_page_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  if (id == PROP_SESSION)
    set_session (HILL_LOSS_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_loss_page_dispose (GObject *object)
{
  HillLossPage *self = HILL_LOSS_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_LOSS_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_loss_page_parent_class)->dispose (object);
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint       key;
    const char *action;
  } bindings[] = {
    { GDK_KEY_plus, "loss.larger" }, { GDK_KEY_equal, "loss.larger" }, { GDK_KEY_KP_Add, "loss.larger" },
    { GDK_KEY_minus, "loss.smaller" }, { GDK_KEY_KP_Subtract, "loss.smaller" },
    { GDK_KEY_0, "loss.usual-size" }, { GDK_KEY_KP_0, "loss.usual-size" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding_action (widget_class, bindings[i].key, GDK_CONTROL_MASK, bindings[i].action, NULL);
}

static void
hill_loss_page_class_init (HillLossPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_loss_page_get_property;
  object_class->set_property = hill_loss_page_set_property;
  object_class->dispose = hill_loss_page_dispose;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (HILL_TYPE_INFORMATION_VIEW);
  g_type_ensure (HILL_TYPE_LOSS_WORKSHEET);
  g_type_ensure (HILL_TYPE_REGULARIZATION_VIEW);
  g_type_ensure (HILL_TYPE_WHAT_IF_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-loss-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HillLossPage, views);
  gtk_widget_class_bind_template_child (widget_class, HillLossPage, worksheet);
  gtk_widget_class_bind_template_child (widget_class, HillLossPage, what_if);
  gtk_widget_class_bind_template_child (widget_class, HillLossPage, information);
  gtk_widget_class_bind_template_child (widget_class, HillLossPage, regularization);
  gtk_widget_class_install_action (widget_class, "loss.larger", NULL, do_larger);
  gtk_widget_class_install_action (widget_class, "loss.smaller", NULL, do_smaller);
  gtk_widget_class_install_action (widget_class, "loss.usual-size", NULL, do_usual);
  add_bindings (widget_class);
  gtk_widget_class_set_css_name (widget_class, "losspage");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_loss_page_init (HillLossPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_size (self, 0);
}
