/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The worker computes; the card asks when it is seen, when a control changes, and when the model rests at another step.  While a run goes on the
 * picture stays that of the step it was made for. */

#include "hill-shape-card.h"

#include "hill-plot-view.h"
#include "hill-shape-picture.h"

#include <glib/gi18n.h>
#include <math.h>

struct _HillShapeCard
{
  GtkWidget      parent_instance;
  GtkDropDown   *class_drop_down;       /* template children */
  GtkAdjustment *first_adjustment;
  GtkAdjustment *second_adjustment;
  GtkAdjustment *level_adjustment;
  GtkLabel      *sentence;
  HillPlotView  *plot;

  HillSession   *session;               /* owned */
  GSignalGroup  *signals;
  HillJob       *job;                   /* owned, (nullable) */
  HillBowl      *bowl;                  /* owned, (nullable): of the three below */
  HillDesign    *bowl_design;           /* owned, (nullable) */
  guint64        bowl_step;
  guint64        bowl_run;
  HillLoss       bowl_loss;
  double         beta;
  gboolean       has_features;          /* a person chose the weights */
  gboolean       filling;
};

enum
{
  PROP_SESSION = 1,
  PROP_BETA,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HillShapeCard, hill_shape_card, GTK_TYPE_WIDGET)

static void ask (HillShapeCard *self);

static void
show_plot (HillShapeCard      *self,
           const HillShapeMap *map)
{
  g_autoptr(HillPlot) plot = hill_shape_map_new_plot (map, hill_design_get_dataset (self->bowl_design));

  hill_plot_view_set_plot (self->plot, plot);
}

static gboolean
is_inside (const HillShapeMap *map,
           guint               index)
{
  return map->best[index].x == map->minimum.x && map->best[index].y == map->minimum.y;
}

static void
append_l1 (GString            *text,
           const HillShapeMap *map,
           const char         *first,
           const char         *second)
{
  const HillShapePoint *best = &map->best[0];

  if (best->x == 0 && best->y != 0)
    g_string_append_printf (text, _("L1 is best in a corner: the weight of %s is exactly 0."), first);
  else if (best->y == 0 && best->x != 0)
    g_string_append_printf (text, _("L1 is best in a corner: the weight of %s is exactly 0."), second);
  else
    g_string_append (text, _("L1 is best on an edge here, so that both weights are used; turn to other weights, or make its shape smaller, to see a corner win."));
}

static void
append_minimum (GString            *text,
                const HillShapeMap *map)
{
  if (fabs (map->minimum.x) <= map->high && fabs (map->minimum.y) <= map->high)
    g_string_append_printf (text, _(" Without a regulariser (%.2f, %.2f) is best."), map->minimum.x, map->minimum.y);
  else
    g_string_append (text, _(" Without a regulariser the best place lies outside the picture."));
}

static void
show_sentence (HillShapeCard      *self,
               const HillShapeMap *map)
{
  HillDataset *dataset = hill_design_get_dataset (self->bowl_design);
  g_autofree char *first = hill_shape_name_feature (dataset, map->features[0]);
  g_autofree char *second = hill_shape_name_feature (dataset, map->features[1]);
  g_autofree char *x = g_strdup_printf ("%.2f", map->best[1].x);
  g_autofree char *y = g_strdup_printf ("%.2f", map->best[1].y);
  g_autofree char *level = g_strdup_printf ("%g", map->level);
  g_autoptr(GString) text = g_string_new (NULL);

  if (is_inside (map, 0) && is_inside (map, 1))
    g_string_printf (text, _("The lowest data loss lies inside the shapes: R(w) ≤ %s costs nothing here."), level);
  else
    {
      append_l1 (text, map, first, second);
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("L2 has no corners and takes some of both, (%s, %s)."), x, y);
      append_minimum (text, map);
    }
  gtk_label_set_text (self->sentence, text->str);
}

static void
fill_features (HillShapeCard      *self,
               const HillShapeMap *map)
{
  self->filling = TRUE;
  gtk_adjustment_set_value (self->first_adjustment, (double) map->features[0]);
  gtk_adjustment_set_value (self->second_adjustment, (double) map->features[1]);
  self->filling = FALSE;
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillShapeCard *self = user_data;
  g_autoptr(HillShapeMap) map = hill_job_take_result (job);

  if (map != NULL)
    {
      g_clear_pointer (&self->bowl, hill_bowl_unref);
      self->bowl = hill_bowl_ref (map->bowl);
      fill_features (self, map);
      show_plot (self, map);
      show_sentence (self, map);
    }
  if (!hill_job_is_over (job))
    return;
  if (hill_job_get_message (job) != NULL)
    gtk_label_set_text (self->sentence, hill_job_get_message (job));
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
forget_job (HillShapeCard *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
forget_bowl (HillShapeCard *self)
{
  g_clear_pointer (&self->bowl, hill_bowl_unref);
}

/* Other classes and other features. */
static void
fill_classes (HillShapeCard *self,
              HillDesign    *design)
{
  HillDataset *dataset = hill_design_get_dataset (design);
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint c = 0; c < hill_design_get_n_classes (design); c++)
    gtk_string_list_append (names, hill_dataset_get_class_name (dataset, c));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->class_drop_down, G_LIST_MODEL (names));
  gtk_adjustment_set_upper (self->first_adjustment, (double) hill_design_get_n_features (design) - 1);
  gtk_adjustment_set_upper (self->second_adjustment, (double) hill_design_get_n_features (design) - 1);
  self->filling = FALSE;
  self->has_features = FALSE;
  g_object_unref (names);
}

/* Whether what is shown is about this model still; makes it so for what is asked next. */
static gboolean
follow_snapshot (HillShapeCard *self,
                 HillSnapshot  *snapshot)
{
  const HillLoss *loss = &snapshot->experiment.loss;
  gboolean same_design = self->bowl_design == snapshot->design;
  gboolean same_step = self->bowl_step == snapshot->step && self->bowl_run == snapshot->run;
  gboolean same = same_design && same_step && self->bowl_loss.type == loss->type && self->bowl_loss.margin == loss->margin;

  if (!same_design)
    {
      g_clear_pointer (&self->bowl_design, hill_design_unref);
      self->bowl_design = hill_design_ref (snapshot->design);
      fill_classes (self, snapshot->design);
    }
  self->bowl_step = snapshot->step;
  self->bowl_run = snapshot->run;
  self->bowl_loss = *loss;
  return same;
}

static void
ask (HillShapeCard *self)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (self->session);
  gsize features[2];
  gboolean has_features;

  forget_job (self);
  if (snapshot == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (!follow_snapshot (self, snapshot))
    forget_bowl (self);
  features[0] = (gsize) gtk_adjustment_get_value (self->first_adjustment);
  features[1] = (gsize) gtk_adjustment_get_value (self->second_adjustment);
  has_features = self->has_features && features[0] != features[1];
  self->job = hill_session_map_shapes (self->session, gtk_drop_down_get_selected (self->class_drop_down), has_features ? features : NULL,
                                       self->bowl, gtk_adjustment_get_value (self->level_adjustment), self->beta, on_job, self);
}

static void
on_class_changed (HillShapeCard *self)
{
  if (self->filling || self->session == NULL)
    return;
  self->has_features = FALSE;
  forget_bowl (self);
  ask (self);
}

static void
on_feature_changed (HillShapeCard *self)
{
  if (self->filling || self->session == NULL)
    return;
  self->has_features = TRUE;
  forget_bowl (self);
  ask (self);
}

static void
on_choose (HillShapeCard *self)
{
  on_class_changed (self);
}

static void
on_level_changed (HillShapeCard *self)
{
  if (!self->filling && self->session != NULL)
    ask (self);
}

static void
on_snapshot (HillShapeCard *self)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (self->session);

  if (snapshot == NULL || hill_session_get_running (self->session) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->bowl_design != snapshot->design || self->bowl_step != snapshot->step || self->bowl_run != snapshot->run
      || self->bowl_loss.type != snapshot->experiment.loss.type)
    ask (self);
}

static void
hill_shape_card_map (GtkWidget *widget)
{
  HillShapeCard *self = HILL_SHAPE_CARD (widget);

  GTK_WIDGET_CLASS (hill_shape_card_parent_class)->map (widget);
  if (self->session != NULL)
    ask (self);
}

static void
hill_shape_card_unmap (GtkWidget *widget)
{
  forget_job (HILL_SHAPE_CARD (widget));
  GTK_WIDGET_CLASS (hill_shape_card_parent_class)->unmap (widget);
}

static void
hill_shape_card_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_SHAPE_CARD (object)->session);
  else if (id == PROP_BETA)
    g_value_set_double (value, HILL_SHAPE_CARD (object)->beta);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_shape_card_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  HillShapeCard *self = HILL_SHAPE_CARD (object);

  if (id == PROP_SESSION)
    {
      g_set_object (&self->session, g_value_get_object (value));
      g_signal_group_set_target (self->signals, self->session);
    }
  else if (id == PROP_BETA)
    {
      self->beta = g_value_get_double (value);
      on_level_changed (self);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_shape_card_dispose (GObject *object)
{
  HillShapeCard *self = HILL_SHAPE_CARD (object);
  GtkWidget *child;

  self->filling = TRUE;
  forget_job (self);
  forget_bowl (self);
  g_clear_pointer (&self->bowl_design, hill_design_unref);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_SHAPE_CARD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_shape_card_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (HILL_TYPE_PLOT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-shape-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HillShapeCard, class_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillShapeCard, first_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillShapeCard, second_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillShapeCard, level_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillShapeCard, sentence);
  gtk_widget_class_bind_template_child (widget_class, HillShapeCard, plot);
  gtk_widget_class_bind_template_callback (widget_class, on_class_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_feature_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_level_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
}

static void
hill_shape_card_class_init (HillShapeCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_shape_card_get_property;
  object_class->set_property = hill_shape_card_set_property;
  object_class->dispose = hill_shape_card_dispose;
  widget_class->map = hill_shape_card_map;
  widget_class->unmap = hill_shape_card_unmap;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BETA] = g_param_spec_double ("beta", NULL, NULL, 0, G_MAXDOUBLE, 1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "shapecard");
}

static void
hill_shape_card_init (HillShapeCard *self)
{
  self->beta = 1;
  self->signals = g_signal_group_new (HILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "snapshot", G_CALLBACK (on_snapshot), self);
  g_signal_group_connect_swapped (self->signals, "notify::running", G_CALLBACK (on_snapshot), self);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  hill_plot_view_set_name (self->plot, _("Shapes of the regularisers"));
}
