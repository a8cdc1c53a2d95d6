/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One weight is edited at a time, that of the axis marked: by a click into the picture of all weights, or by class and number.  What
 * is shown is what the plane has, however it came to it. */

#include "hill-plane-chooser.h"

#include "hill-plot-view.h"
#include "hill-problem.h"
#include "hill-weight-map.h"

#include <glib/gi18n.h>

struct _HillPlaneChooser
{
  GtkWidget         parent_instance;
  GtkWidget        *button;             /* template children, to note */
  GtkWidget        *popover;
  GtkStack         *stack;
  GtkToggleButton  *across_button;
  GtkToggleButton  *up_button;
  HillPlotView     *map;
  GtkDropDown      *class_choice;
  GtkSpinButton    *feature_choice;
  GtkCheckButton   *held_button;
  GtkSpinButton    *origin_choice;
  GtkSpinButton    *right_choice;
  GtkSpinButton    *top_choice;
  GtkLabel         *note;
  HillModelDescent *descent;            /* owned (nullable) */
  HillSnapshot     *snapshot;           /* owned (nullable): of the problem */
  HillProblem      *problem;            /* owned (nullable): for names and picture */
  gsize             weights[2];
  gboolean          filling;
};

G_DEFINE_FINAL_TYPE (HillPlaneChooser, hill_plane_chooser, GTK_TYPE_WIDGET)

static guint
get_axis (HillPlaneChooser *self)
{
  return gtk_toggle_button_get_active (self->up_button) ? 1 : 0;
}

/* ---- two weights */

static void
show_map (HillPlaneChooser *self)
{
  const HillProblem *p = self->problem;
  g_autofree double *values = g_new (double, p->n_weights);
  g_autoptr(HillPlot) map = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->map), p->width > 0);
  if (p->width == 0)
    return;
  for (gsize k = 0; k < p->n_weights; k++)
    values[k] = p->weights[k];
  map = hill_weight_map_new (&(HillWeightMap) { .kind = HILL_WEIGHT_MAP_SIGNED, .values = values, .n_classes = p->n_classes,
                                                .n_features = p->n_features, .width = p->width, .height = p->height,
                                                .n_channels = p->n_channels, .class_names = p->class_names,
                                                .current = (gssize) self->weights[get_axis (self)] });
  hill_plot_view_set_plot (self->map, map);
}

static void
show_name (HillPlaneChooser *self,
           GtkToggleButton  *button,
           const char       *arrow,
           gsize             weight)
{
  g_autofree char *name = hill_problem_name_weight (self->problem, weight), *text = g_strdup_printf ("%s %s", arrow, name);

  gtk_button_set_label (GTK_BUTTON (button), text);
}

static void
show_weights (HillPlaneChooser *self)
{
  gsize row = self->problem->n_features + 1, weight = self->weights[get_axis (self)];

  self->filling = TRUE;
  show_name (self, self->across_button, "→", self->weights[0]);
  show_name (self, self->up_button, "↑", self->weights[1]);
  gtk_drop_down_set_selected (self->class_choice, (guint) (weight / row));
  gtk_spin_button_set_value (self->feature_choice, (double) (weight % row + 1));
  gtk_check_button_set_active (self->held_button, hill_model_descent_is_held (self->descent));
  /* L-BFGS moves all weights at once. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->held_button), hill_model_descent_is_held (self->descent)
                                                            || self->snapshot->experiment.optimizer != HILL_OPTIMIZER_LBFGS);
  self->filling = FALSE;
  show_map (self);
}

static void
choose_weights (HillPlaneChooser *self,
                gsize             across,
                gsize             up)
{
  HillSceneChoice choice = *hill_model_descent_get_choice (self->descent);

  self->weights[0] = choice.weights[0] = across;
  self->weights[1] = choice.weights[1] = up;
  show_weights (self);
  hill_model_descent_choose (self->descent, &choice);
}

/* Both axes cannot have one weight: the other takes what this one had. */
static void
choose_weight (HillPlaneChooser *self,
               gsize             weight)
{
  guint axis = get_axis (self);
  gsize pair[2] = { self->weights[0], self->weights[1] };

  if (weight == pair[axis] || weight >= self->problem->n_weights)
    return;
  if (weight == pair[1 - axis])
    pair[1 - axis] = pair[axis];
  pair[axis] = weight;
  choose_weights (self, pair[0], pair[1]);
}

static void
on_weight_changed (HillPlaneChooser *self)
{
  guint selected;

  if (self->filling || self->problem == NULL)
    return;
  selected = gtk_drop_down_get_selected (self->class_choice);
  if (selected != GTK_INVALID_LIST_POSITION)
    choose_weight (self, selected * (self->problem->n_features + 1) + (gsize) gtk_spin_button_get_value_as_int (self->feature_choice) - 1);
}

static void
on_map_activated (HillPlaneChooser  *self,
                  const HillPlotHit *hit)
{
  if (self->problem != NULL && hit->index >= 0)
    choose_weight (self, (gsize) hit->index);
}

static void
on_axis_toggled (HillPlaneChooser *self)
{
  if (self->problem != NULL)
    show_weights (self);
}

static void
on_swap (HillPlaneChooser *self)
{
  if (self->problem != NULL)
    choose_weights (self, self->weights[1], self->weights[0]);
}

/* The scene finds them, and its plane tells. */
static void
on_steepest (HillPlaneChooser *self)
{
  HillSceneChoice choice = *hill_model_descent_get_choice (self->descent);

  if (hill_model_descent_is_held (self->descent))
    hill_model_descent_hold_others (self->descent, FALSE);
  choice.weights[0] = choice.weights[1] = 0;
  hill_model_descent_choose (self->descent, &choice);
}

static void
on_held_toggled (HillPlaneChooser *self)
{
  if (!self->filling && self->descent != NULL)
    hill_model_descent_hold_others (self->descent, gtk_check_button_get_active (self->held_button));
}

/* ---- three steps */

static void
show_steps (HillPlaneChooser *self)
{
  GtkSpinButton *choices[] = { self->origin_choice, self->right_choice, self->top_choice };
  const HillScene *scene = hill_model_descent_get_scene (self->descent);
  guint64 n_steps = self->snapshot->n_steps, stride = hill_trail_get_stride (self->snapshot->trail);
  g_autofree char *text = NULL;

  self->filling = TRUE;
  for (int k = 0; k < 3; k++)
    {
      gtk_spin_button_set_range (choices[k], 0, (double) MAX (n_steps, 1));
      gtk_spin_button_set_increments (choices[k], (double) stride, 10 * (double) stride);
      if (scene != NULL && scene->plane->kind == HILL_PLANE_POINTS)
        gtk_spin_button_set_value (choices[k], (double) scene->plane_steps[k]);
    }
  self->filling = FALSE;
  if (n_steps < 2)
    text = g_strdup (_("Make two steps or more: a plane goes through three points."));
  else if (hill_model_descent_get_failure (self->descent) != NULL)
    text = g_strdup (hill_model_descent_get_failure (self->descent));
  else if (stride > 1)
    text = g_strdup_printf (_("Of this long run every %llu steps are kept."), (unsigned long long) stride);
  gtk_label_set_text (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
on_steps_changed (HillPlaneChooser *self)
{
  HillSceneChoice choice;

  if (self->filling || self->descent == NULL)
    return;
  choice = *hill_model_descent_get_choice (self->descent);
  choice.steps[0] = (guint64) gtk_spin_button_get_value (self->origin_choice);
  choice.steps[1] = (guint64) gtk_spin_button_get_value (self->right_choice);
  choice.steps[2] = (guint64) gtk_spin_button_get_value (self->top_choice);
  hill_model_descent_choose (self->descent, &choice);
}

static void
on_spread (HillPlaneChooser *self)
{
  HillSceneChoice choice = *hill_model_descent_get_choice (self->descent);

  choice.steps[0] = choice.steps[1] = choice.steps[2] = 0;
  hill_model_descent_choose (self->descent, &choice);
}

/* ---- both */

static void
take_snapshot (HillPlaneChooser *self)
{
  const HillProblemOptions options = { .max_rows = 1, .loss = HILL_AS_TRAINED, .regularizer = HILL_AS_TRAINED };
  HillSnapshot *snapshot = hill_model_descent_get_snapshot (self->descent);
  g_autoptr(HillProblem) before = g_steal_pointer (&self->problem);

  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  if (snapshot == NULL)
    return;
  self->snapshot = hill_snapshot_ref (snapshot);
  self->problem = hill_problem_new (snapshot, &options);
  if (!hill_problem_has_same_shape (before, self->problem))
    {
      g_autoptr(GtkStringList) names = gtk_string_list_new (self->problem->class_names);

      self->filling = TRUE;
      gtk_drop_down_set_model (self->class_choice, G_LIST_MODEL (names));
      gtk_spin_button_set_range (self->feature_choice, 1, (double) self->problem->n_features + 1);
      self->weights[0] = 0;
      self->weights[1] = 1;
      self->filling = FALSE;
    }
}

/* What is open follows the run. */
static void
show_choice (HillPlaneChooser *self)
{
  const HillScene *scene = hill_model_descent_get_scene (self->descent);

  if (hill_model_descent_get_snapshot (self->descent) != self->snapshot)
    take_snapshot (self);
  if (self->snapshot == NULL)
    return;
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "points"))
    {
      show_steps (self);
      return;
    }
  if (scene != NULL && scene->plane->kind == HILL_PLANE_WEIGHTS && scene->snapshot->design == self->snapshot->design
      && memcmp (&scene->choice, hill_model_descent_get_choice (self->descent), sizeof scene->choice) == 0)
    memcpy (self->weights, scene->plane->indices, sizeof self->weights);
  show_weights (self);
}

static void
on_shown (HillPlaneChooser *self)
{
  if (self->descent != NULL)
    show_choice (self);
}

static void
hill_plane_chooser_dispose (GObject *object)
{
  HillPlaneChooser *self = HILL_PLANE_CHOOSER (object);
  GtkWidget *child;

  self->filling = TRUE;
  g_clear_object (&self->descent);
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  g_clear_pointer (&self->problem, hill_problem_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_PLANE_CHOOSER);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_plane_chooser_parent_class)->dispose (object);
}

static void
hill_plane_chooser_class_init (HillPlaneChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_plane_chooser_dispose;
  g_type_ensure (HILL_TYPE_PLOT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/plane-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, button);
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, popover);
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, across_button);
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, up_button);
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, map);
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, class_choice);
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, feature_choice);
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, held_button);
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, origin_choice);
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, right_choice);
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, top_choice);
  gtk_widget_class_bind_template_child (widget_class, HillPlaneChooser, note);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_axis_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_weight_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_steepest);
  gtk_widget_class_bind_template_callback (widget_class, on_swap);
  gtk_widget_class_bind_template_callback (widget_class, on_held_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_steps_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_spread);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

/* Names may be long; the buttons show as much as there is room for. */
static void
init_axis_button (GtkToggleButton *button)
{
  GtkWidget *label;

  gtk_button_set_label (GTK_BUTTON (button), "");
  label = gtk_button_get_child (GTK_BUTTON (button));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
}

static void
hill_plane_chooser_init (HillPlaneChooser *self)
{
  self->weights[1] = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  init_axis_button (self->across_button);
  init_axis_button (self->up_button);
  hill_plot_view_set_name (self->map, _("Weights to choose from"));
  g_signal_connect_swapped (self->map, "activated", G_CALLBACK (on_map_activated), self);
}

void
hill_plane_chooser_set_descent (HillPlaneChooser *self,
                                HillModelDescent *descent)
{
  g_set_object (&self->descent, descent);
}

void
hill_plane_chooser_update (HillPlaneChooser *self)
{
  HillSceneKind kind = self->descent != NULL ? hill_model_descent_get_kind (self->descent) : HILL_SCENE_PATH;

  gtk_widget_set_visible (GTK_WIDGET (self), kind == HILL_SCENE_WEIGHTS || kind == HILL_SCENE_POINTS);
  if (self->descent == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  gtk_stack_set_visible_child_name (self->stack, kind == HILL_SCENE_POINTS ? "points" : "weights");
  if (gtk_widget_get_mapped (self->popover))
    show_choice (self);
}
