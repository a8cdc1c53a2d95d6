/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Hands what a person does on to the descent; what is shown follows with the next update. */

#include "hill-points-view.h"

#include "hill-descent-options.h"
#include "hill-formula-view.h"
#include "hill-plot-card.h"
#include "hill-plot-drag.h"
#include "hill-points-list.h"
#include "hill-points-options.h"
#include "hill-points-state.h"
#include "hill-ruler-hand.h"
#include "hill-stateful.h"
#include "hill-weight-table.h"

#include <glib/gi18n.h>
#include <math.h>

#define NUDGE 0.05                /* of a point, by a key */
#define SCALE_STEP 8              /* pixels: over these the plot's scale is taken */

struct _HillPointsView
{
  GtkWidget           parent_instance;
  GtkWidget          *trouble;          /* template children, to options */
  GtkLabel           *trouble_label;
  HillPlotCard       *card;
  GtkDropDown        *preset;
  GtkDropDown        *label;
  GtkWidget          *remove_button;
  GtkWidget          *undo_button;
  GtkWidget          *side;
  GtkLabel           *sentence;
  GtkLabel           *loss;
  HillFormulaView    *rule;
  GtkLabel           *update;
  HillWeightTable    *table;
  HillPlotView       *curve;
  HillPointsList     *list;
  HillPlotView       *ruler;
  HillPointsOptions  *problem;
  HillDescentOptions *options;

  HillPointsDescent  *descent;          /* owned */
  HillDescent        *walk;             /* unowned: the same */
  int                 under_cursor;     /* a point, or -1 */
  int                 held;             /* by the pointer, or -1 */
  double              scale;            /* of the plot: data for a pixel, y upwards */
  double              grip[2];          /* where the held point is while the pointer is at 0, 0 of the widget */
  gboolean            filling;
};

static void hill_points_view_stateful_init (HillStatefulInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HillPointsView, hill_points_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (HILL_TYPE_STATEFUL, hill_points_view_stateful_init))

static HillPlotView *
get_view (HillPointsView *self)
{
  return hill_plot_card_get_view (self->card);
}

/* ---- Points by hand ---- */

/* A point is moved by as much as the pointer, so that it stays under it and stops at the border. */
static void
hold_point (HillPointsView *self,
            double          x,
            double          y)
{
  const HillPointSet *points = hill_points_descent_get_points (self->descent);
  HillPlotHit hit, beside;
  double step = SCALE_STEP;

  self->held = -1;
  if (!hill_plot_view_pick (get_view (self), x, y, &hit) || hit.series != 0 || hit.index >= (gssize) points->n)
    return;
  if (!hill_plot_view_pick (get_view (self), x + step, y, &beside) && !hill_plot_view_pick (get_view (self), x + (step = -step), y, &beside))
    return;
  self->held = (int) hit.index;
  self->scale = (beside.x - hit.x) / step;
  self->grip[0] = points->points[self->held].x - self->scale * x;
  self->grip[1] = points->points[self->held].y + self->scale * y;
  hill_points_descent_begin_edit (self->descent);
  hill_points_descent_set_selected (self->descent, self->held);
}

static void
on_dragged (HillPlotView *view,
            double        x,
            double        y,
            double        dx,
            double        dy,
            gpointer      user_data)
{
  HillPointsView *self = user_data;

  if (dx == 0 && dy == 0)
    hold_point (self, x, y);
  else if (self->held >= 0)
    hill_points_descent_move_point (self->descent, (guint) self->held, self->grip[0] + self->scale * x, self->grip[1] - self->scale * y);
}

static int
get_point_at_hand (HillPointsView *self)
{
  return self->under_cursor >= 0 ? self->under_cursor : hill_points_descent_get_selected (self->descent);
}

static void
on_nudged (HillPlotView *view,
           int           dx,
           int           dy,
           gpointer      user_data)
{
  HillPointsView *self = user_data;
  const HillPointSet *points = hill_points_descent_get_points (self->descent);
  int index = get_point_at_hand (self);

  if (index < 0 || index >= (int) points->n)
    return;
  hill_points_descent_set_selected (self->descent, index);
  hill_points_descent_begin_edit (self->descent);
  hill_points_descent_move_point (self->descent, (guint) index, points->points[index].x + NUDGE * dx, points->points[index].y - NUDGE * dy);
}

static void
on_hit (HillPointsView    *self,
        const HillPlotHit *hit)
{
  self->under_cursor = hit != NULL && hit->series == 0 ? (int) hit->index : -1;
}

static void
on_activated (HillPointsView    *self,
              const HillPlotHit *hit)
{
  hill_points_descent_set_selected (self->descent, hit->series == 0 ? (int) hit->index : -1);
}

static void
add_point (HillPointsView *self,
           double          x,
           double          y)
{
  if (!hill_points_descent_add_point (self->descent, x, y, gtk_drop_down_get_selected (self->label)))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
on_pressed (HillPointsView *self,
            int             n_press,
            double          x,
            double          y)
{
  HillPlotHit hit;

  if (n_press == 2 && hill_plot_view_pick (get_view (self), x, y, &hit) && hit.series == 1)
    add_point (self, hit.x, hit.y);
}

static void
remove_point (HillPointsView *self,
              int             index)
{
  if (index < 0 || !hill_points_descent_remove_point (self->descent, (guint) index))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
on_remove (HillPointsView *self)
{
  remove_point (self, hill_points_descent_get_selected (self->descent));
}

static void
on_add (HillPointsView *self)
{
  add_point (self, 0, 0);
}

static void
on_undo (HillPointsView *self)
{
  hill_points_descent_undo (self->descent);
}

static void
on_reset (HillPointsView *self)
{
  hill_points_descent_reset_points (self->descent);
}

static void
on_preset_selected (HillPointsView *self)
{
  if (!self->filling && self->descent != NULL)
    hill_points_descent_set_preset (self->descent, gtk_drop_down_get_selected (self->preset));
}

static void
on_label_selected (HillPointsView *self)
{
  int selected = self->descent != NULL ? hill_points_descent_get_selected (self->descent) : -1;

  if (!self->filling && selected >= 0)
    hill_points_descent_set_label (self->descent, (guint) selected, gtk_drop_down_get_selected (self->label));
}

/* A, B, C: the class of the point at hand; Insert and Delete. */
static gboolean
on_key (HillPointsView        *self,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        GtkEventControllerKey *controller)
{
  int index = get_point_at_hand (self);
  guint letter = gdk_keyval_to_lower (key);

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (letter >= GDK_KEY_a && letter < GDK_KEY_a + HILL_POINT_CLASSES && index >= 0)
    {
      hill_points_descent_set_selected (self->descent, index);
      hill_points_descent_set_label (self->descent, (guint) index, letter - GDK_KEY_a);
    }
  else if (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete || key == GDK_KEY_BackSpace)
    remove_point (self, index);
  else if (key == GDK_KEY_Insert || key == GDK_KEY_KP_Insert)
    on_add (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
on_undo_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   data)
{
  HillPointsView *self = HILL_POINTS_VIEW (widget);

  if (!hill_points_descent_can_undo (self->descent))
    return GDK_EVENT_PROPAGATE;
  on_undo (self);
  return GDK_EVENT_STOP;
}

/* ---- Weights by hand ---- */

static void
on_edited (HillPointsView *self,
           guint           index,
           double          value)
{
  hill_points_descent_set_weight (self->descent, index, value);
}

static void
on_pointed (HillPointsView *self,
            int             index)
{
  hill_points_descent_set_marked (self->descent, index);
}

static void
on_reset_weights (HillPointsView *self)
{
  hill_points_descent_reset_weights (self->descent);
}

static void
on_selected (HillPointsView *self,
             int             index)
{
  hill_points_descent_set_selected (self->descent, index);
}

static void
on_curve_activated (HillPointsView    *self,
                    const HillPlotHit *hit)
{
  if (isfinite (hit->x) && hit->x >= 0)
    hill_descent_seek (HILL_DESCENT (self->descent), (guint64) lround (hit->x));
}

static void
on_calm (HillPointsView *self)
{
  hill_descent_calm (HILL_DESCENT (self->descent));
}

static void
on_enlarged (HillPointsView *self)
{
  gtk_widget_set_visible (self->side, !hill_plot_card_get_enlarged (self->card));
}

/* ---- The widget ---- */

static void
save_state (HillStateful *stateful,
            GHashTable   *values)
{
  hill_points_state_save (HILL_POINTS_VIEW (stateful)->descent, values);
}

static gboolean
restore_state (HillStateful *stateful,
               GHashTable   *values)
{
  hill_points_state_restore (HILL_POINTS_VIEW (stateful)->descent, values);
  return TRUE;
}

static void
hill_points_view_stateful_init (HillStatefulInterface *iface)
{
  iface->save_state = save_state;
  iface->restore_state = restore_state;
}

static void
hill_points_view_dispose (GObject *object)
{
  HillPointsView *self = HILL_POINTS_VIEW (object);
  GtkWidget *child;

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_POINTS_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->descent);
  G_OBJECT_CLASS (hill_points_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  g_type_ensure (HILL_TYPE_FORMULA_VIEW);
  g_type_ensure (HILL_TYPE_WEIGHT_TABLE);
  g_type_ensure (HILL_TYPE_POINTS_LIST);
  g_type_ensure (HILL_TYPE_POINTS_OPTIONS);
  g_type_ensure (HILL_TYPE_DESCENT_OPTIONS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/points-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, trouble);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, card);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, preset);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, label);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, remove_button);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, undo_button);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, side);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, sentence);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, loss);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, rule);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, update);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, table);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, curve);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, list);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, ruler);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, problem);
  gtk_widget_class_bind_template_child (widget_class, HillPointsView, options);
  gtk_widget_class_bind_template_callback (widget_class, on_preset_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_label_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
  gtk_widget_class_bind_template_callback (widget_class, on_reset_weights);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_pointed);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_curve_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_calm);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
}

static void
hill_points_view_class_init (HillPointsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_points_view_dispose;
  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, on_undo_key, NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fill_presets (HillPointsView *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; hill_point_set_get_preset_name (i) != NULL; i++)
    gtk_string_list_append (names, hill_point_set_get_preset_name (i));
  gtk_drop_down_set_model (self->preset, G_LIST_MODEL (names));
}

/* On the regions and on the table alike. */
static void
add_keys (HillPointsView *self,
          GtkWidget      *widget)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (widget, keys);
}

static void
hill_points_view_init (HillPointsView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->filling = TRUE;
  self->under_cursor = self->held = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_presets (self);
  self->filling = FALSE;
  hill_plot_view_set_name (self->curve, _("Loss at each step"));
  hill_plot_view_set_name (self->ruler, _("Step-size ruler of the points"));
  hill_plot_view_set_lively (get_view (self), TRUE);
  hill_plot_view_set_lively (self->curve, TRUE);
  hill_plot_view_set_lively (self->ruler, TRUE);
  hill_plot_view_add_hand (get_view (self), on_dragged, on_nudged, self);
  hill_ruler_add_hand (self->ruler, &self->walk);
  g_signal_connect_swapped (get_view (self), "hit", G_CALLBACK (on_hit), self);
  g_signal_connect_swapped (get_view (self), "activated", G_CALLBACK (on_activated), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (get_view (self)), GTK_EVENT_CONTROLLER (click));
  add_keys (self, GTK_WIDGET (get_view (self)));
  add_keys (self, GTK_WIDGET (self->list));
}

void
hill_points_view_set_descent (HillPointsView    *self,
                              HillPointsDescent *descent)
{
  g_return_if_fail (HILL_IS_POINTS_VIEW (self));

  g_set_object (&self->descent, descent);
  self->walk = HILL_DESCENT (descent);
  hill_points_options_set_descent (self->problem, HILL_DESCENT (descent));
  hill_descent_options_set_descent (self->options, HILL_DESCENT (descent));
}

/* ---- What is shown ---- */

static void
take_text (GtkLabel *label,
           char     *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
  g_free (text);
}

static void
show_words (HillPointsView *self)
{
  HillDescent *descent = HILL_DESCENT (self->descent);
  g_autofree char *rule = hill_descent_dup_rule (descent);
  char *trouble = hill_descent_dup_trouble (descent);

  take_text (self->sentence, hill_descent_dup_sentence (descent));
  take_text (self->loss, hill_points_descent_write_loss (self->descent));
  hill_formula_view_set_tex (self->rule, rule);
  take_text (self->update, hill_descent_dup_update (descent));
  gtk_widget_set_visible (self->trouble, trouble != NULL);
  if (trouble != NULL)
    take_text (self->trouble_label, trouble);
}

static void
show_tools (HillPointsView *self)
{
  const HillPointSet *points = hill_points_descent_get_points (self->descent);
  int selected = hill_points_descent_get_selected (self->descent);

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->preset, hill_points_descent_get_preset (self->descent));
  if (selected >= 0)
    gtk_drop_down_set_selected (self->label, points->points[selected].label);
  gtk_widget_set_sensitive (self->remove_button, selected >= 0 && points->n > 1);
  gtk_widget_set_sensitive (self->undo_button, hill_points_descent_can_undo (self->descent));
  self->filling = FALSE;
}

static void
take_plot (HillPlotView *view,
           HillPlot     *plot)
{
  hill_plot_view_set_plot (view, plot);
  hill_plot_unref (plot);
}

void
hill_points_view_update (HillPointsView *self,
                         gboolean        ahead)
{
  HillLook look = { .view = HILL_VIEW_MAP, .ahead = ahead };
  HillDescent *descent = HILL_DESCENT (self->descent);

  g_return_if_fail (HILL_IS_POINTS_VIEW (self) && descent != NULL);

  hill_plot_card_take_plot (self->card, hill_descent_new_plot (descent, &look));
  take_plot (self->curve, hill_points_descent_new_curve (self->descent, ahead));
  take_plot (self->ruler, hill_descent_new_ruler (descent));
  show_words (self);
  show_tools (self);
  hill_weight_table_set_numbers (self->table, hill_points_descent_get_numbers (self->descent));
  hill_points_list_set_numbers (self->list, hill_points_descent_get_points (self->descent),
                                hill_points_descent_get_numbers (self->descent), hill_points_descent_get_selected (self->descent));
  hill_points_options_update (self->problem);
  hill_descent_options_update (self->options);
}

gboolean
hill_points_view_restore (HillPointsView *self)
{
  gboolean enlarged = hill_plot_card_get_enlarged (self->card);

  hill_plot_card_set_enlarged (self->card, FALSE);
  return enlarged;
}
