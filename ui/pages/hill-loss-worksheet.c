/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The table changes with the sheet at once; all that is computed from it follows with the next frame, however many changes there were.
 * While it is not in view nothing is computed. */

#include "hill-loss-worksheet.h"

#include "hill-loss-block.h"
#include "hill-model-images.h"
#include "hill-plot-view.h"
#include "hill-score-sweep.h"
#include "hill-score-table.h"
#include "hill-sheet-file.h"
#include "hill-stateful.h"

#include <glib/gi18n.h>
#include <math.h>

#define WIDE_IMAGES 5                   /* with more images the table takes the whole width */

struct _HillLossWorksheet
{
  GtkWidget       parent_instance;

  HillSession    *session;              /* owned */
  GSignalGroup   *signals;              /* of the session */
  HillWorksheet  *worksheet;            /* owned */

  GtkAdjustment  *class_adjustment;     /* template children */
  GtkAdjustment  *image_adjustment;
  GtkAdjustment  *penalty_adjustment;
  GtkDropDown    *below_choice;
  GtkLabel       *message_label;
  GtkGrid        *grid;
  GtkWidget      *table_box;
  HillScoreTable *table;
  HillScoreSweep *sweep;
  HillLossBlock  *hinge_block;
  HillLossBlock  *softmax_block;
  HillPlotView   *templates;

  HillModelImages *model_images;        /* owned */
  HillLossScene   scene;                /* shown last; its sheet may be gone */
  gboolean        dragging;
  gboolean        updating;             /* controls are being set, not used */
  guint           tick_id;
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void hill_loss_worksheet_stateful_init (HillStatefulInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HillLossWorksheet, hill_loss_worksheet, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (HILL_TYPE_STATEFUL, hill_loss_worksheet_stateful_init))

static void queue_update (HillLossWorksheet *self);

static const HillSheet *
get_sheet (HillLossWorksheet *self)
{
  return hill_worksheet_get_sheet (self->worksheet);
}

static void
set_message (HillLossWorksheet *self,
             const char        *message)
{
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), message != NULL);
  if (message != NULL)
    gtk_label_set_text (self->message_label, message);
}

/* ---- ranges */

/* It stays while a score is dragged. */
static void
update_range (HillLossWorksheet *self)
{
  if (!self->dragging)
    hill_loss_scene_fit (&self->scene);
}

/* Steps by which a drag moves a score: 1, 2 or 5 of some decimal place. */
static double
get_step (HillLossWorksheet *self)
{
  double rough = (self->scene.high - self->scene.low) / 400, power = pow (10, floor (log10 (rough)));

  return (rough > 5 * power ? 10 : rough > 2 * power ? 5 : rough > power ? 2 : 1) * power;
}

static double
round_score (HillLossWorksheet *self,
             double             score)
{
  double step = get_step (self), rounded = round (CLAMP (score, self->scene.low, self->scene.high) / step) * step;
  g_autofree char *text = g_strdup_printf ("%.12g", rounded);

  /* 0.3, not 0.30000000000000004 */
  return g_ascii_strtod (text, NULL);
}

/* ---- what is shown */

static void
show_size (HillLossWorksheet *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));
  GtkGridLayoutChild *table = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, self->table_box));
  GtkGridLayoutChild *sweep = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, GTK_WIDGET (self->sweep)));
  guint n_images = hill_sheet_get_n_images (get_sheet (self));
  gboolean wide = n_images > WIDE_IMAGES;

  self->updating = TRUE;
  gtk_adjustment_set_value (self->class_adjustment, hill_sheet_get_n_classes (get_sheet (self)));
  gtk_adjustment_set_value (self->image_adjustment, n_images);
  self->updating = FALSE;
  if (gtk_grid_layout_child_get_column_span (table) == (wide ? 2 : 1))
    return;
  gtk_grid_layout_child_set_column_span (table, wide ? 2 : 1);
  gtk_grid_layout_child_set_column (sweep, wide ? 0 : 1);
  gtk_grid_layout_child_set_row (sweep, wide ? 1 : 0);
  gtk_grid_layout_child_set_column_span (sweep, wide ? 2 : 1);
}

/* Names tell which images are still those of the model: they come and go with undo. */
static void
show_pictures (HillLossWorksheet *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < hill_sheet_get_n_images (get_sheet (self)); i++)
    {
      HillSplit split = HILL_SPLIT_TRAIN;
      gsize row = 0;
      HillDataset *dataset = hill_model_images_find (self->model_images, hill_sheet_get_image_name (get_sheet (self), i), &split, &row);

      hill_score_table_set_picture (self->table, i, dataset, split, row);
      any = any || dataset != NULL;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->templates), any && hill_plot_view_get_plot (self->templates) != NULL);
}

static void
update_actions (HillLossWorksheet *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "sheet.undo", hill_worksheet_can_undo (self->worksheet));
  gtk_widget_action_set_enabled (widget, "sheet.redo", hill_worksheet_can_redo (self->worksheet));
  gtk_widget_action_set_enabled (widget, "sheet.take-model",
                                 self->session != NULL && hill_session_get_snapshot (self->session) != NULL);
}

static void
update (HillLossWorksheet *self)
{
  self->scene.sheet = get_sheet (self);
  self->scene.image = hill_score_table_get_image (self->table);
  self->scene.class_index = hill_score_table_get_class (self->table);
  self->scene.penalty = gtk_adjustment_get_value (self->penalty_adjustment);
  update_range (self);
  hill_score_sweep_show (self->sweep, &self->scene, get_step (self));
  hill_loss_block_show (self->hinge_block, &self->scene);
  hill_loss_block_show (self->softmax_block, &self->scene);
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  HillLossWorksheet *self = HILL_LOSS_WORKSHEET (widget);

  self->tick_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
queue_update (HillLossWorksheet *self)
{
  if (self->tick_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* ---- what a person does */

static void
on_sheet_changed (HillLossWorksheet *self)
{
  set_message (self, NULL);
  show_size (self);
  show_pictures (self);
  update_actions (self);
  queue_update (self);
}

static void
mark_class (HillLossWorksheet *self,
            int                class_index)
{
  hill_loss_block_set_marked (self->hinge_block, class_index);
  hill_loss_block_set_marked (self->softmax_block, class_index);
}

static void
on_cursor_moved (HillLossWorksheet *self)
{
  mark_class (self, (int) hill_score_table_get_class (self->table));
  queue_update (self);
}

static void
on_table_hovered (HillLossWorksheet *self,
                  int                image,
                  int                class_index)
{
  gboolean here = image == (int) hill_score_table_get_image (self->table);

  mark_class (self, here ? class_index : (int) hill_score_table_get_class (self->table));
}

static void
on_operands (HillLossWorksheet *self,
             guint              classes)
{
  hill_score_table_set_marked (self->table, classes);
}

static void
on_image_chosen (HillLossWorksheet *self,
                 guint              image)
{
  hill_score_table_set_cursor (self->table, image, hill_score_table_get_class (self->table));
}

static void
on_size_changed (HillLossWorksheet *self)
{
  g_autoptr(GError) error = NULL;

  if (self->updating)
    return;
  if (!hill_worksheet_resize (self->worksheet, (guint) gtk_adjustment_get_value (self->class_adjustment),
                              (guint) gtk_adjustment_get_value (self->image_adjustment), &error))
    set_message (self, error->message);
}

static void
on_below_changed (HillLossWorksheet *self)
{
  hill_score_table_set_below (self->table, (HillScoreBelow) gtk_drop_down_get_selected (self->below_choice));
}

static void
set_score (HillLossWorksheet *self,
           guint              class_index,
           double             score)
{
  hill_worksheet_set_score (self->worksheet, hill_score_table_get_image (self->table), class_index, round_score (self, score), NULL);
}

static void
on_score_dragged (HillLossWorksheet *self,
                  double             score)
{
  set_score (self, hill_score_table_get_class (self->table), score);
}

static void
on_drag_begin (HillLossWorksheet *self)
{
  if (self->dragging)
    return;
  self->dragging = TRUE;
  hill_worksheet_begin_drag (self->worksheet);
}

static void
on_drag_end (HillLossWorksheet *self)
{
  if (!self->dragging)
    return;
  self->dragging = FALSE;
  hill_worksheet_end_drag (self->worksheet);
  queue_update (self);
}

static void
on_bar_dragged (HillLossWorksheet *self,
                guint              class_index,
                double             score)
{
  hill_score_table_set_cursor (self->table, hill_score_table_get_image (self->table), class_index);
  set_score (self, class_index, score);
}

/* ---- the model's scores */

static void
on_model_images (const HillSheet *sheet,
                 const char      *message,
                 gpointer         user_data)
{
  HillLossWorksheet *self = user_data;
  g_autoptr(HillPlot) templates = hill_model_images_new_templates (self->model_images);
  g_autoptr(GError) error = NULL;

  if (sheet == NULL)
    {
      set_message (self, message);
      return;
    }
  hill_plot_view_set_plot (self->templates, templates);
  if (hill_worksheet_replace (self->worksheet, sheet, &error))
    gtk_adjustment_set_value (self->penalty_adjustment, hill_model_images_get_penalty (self->model_images));
  else
    set_message (self, error->message);
  show_pictures (self);
}

static void
do_take_model (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  HillLossWorksheet *self = HILL_LOSS_WORKSHEET (widget);

  if (self->session != NULL)
    hill_model_images_ask (self->model_images, self->session, hill_sheet_get_n_images (get_sheet (self)), HILL_WORKSHEET_MAX_CLASSES);
}

/* Another data set: its images are other ones. */
static void
on_loaded (HillLossWorksheet *self)
{
  hill_model_images_forget (self->model_images);
  hill_plot_view_set_plot (self->templates, NULL);
  show_pictures (self);
  update_actions (self);
}

static void
do_lecture (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  HillLossWorksheet *self = HILL_LOSS_WORKSHEET (widget);
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();

  gtk_adjustment_set_value (self->penalty_adjustment, 0);
  hill_worksheet_replace (self->worksheet, sheet, NULL);
}

static void
do_undo (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  hill_worksheet_undo (HILL_LOSS_WORKSHEET (widget)->worksheet);
}

static void
do_redo (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  hill_worksheet_redo (HILL_LOSS_WORKSHEET (widget)->worksheet);
}

/* ---- what is remembered */

static void
save_state (HillStateful *stateful,
            GHashTable   *values)
{
  HillLossWorksheet *self = HILL_LOSS_WORKSHEET (stateful);
  g_autoptr(GString) sheet = hill_sheet_to_csv (get_sheet (self));

  hill_values_put (values, "sheet", sheet->str);
  hill_values_put_number (values, "image", hill_score_table_get_image (self->table));
  hill_values_put_number (values, "class", hill_score_table_get_class (self->table));
}

static gboolean
restore_state (HillStateful *stateful,
               GHashTable   *values)
{
  HillLossWorksheet *self = HILL_LOSS_WORKSHEET (stateful);
  const char *sheet = hill_values_get (values, "sheet");
  g_autoptr(GError) error = NULL;

  if (sheet != NULL && hill_sheet_text_has_header (sheet) && !hill_worksheet_paste (self->worksheet, 0, 0, TRUE, sheet, &error))
    set_message (self, error->message);
  hill_score_table_set_cursor (self->table,
                               (guint) hill_values_get_number (values, "image", 0, hill_sheet_get_n_images (get_sheet (self)) - 1, 0),
                               (guint) hill_values_get_number (values, "class", 0, hill_sheet_get_n_classes (get_sheet (self)) - 1, 0));
  return TRUE;
}

static void
hill_loss_worksheet_stateful_init (HillStatefulInterface *iface)
{
  iface->save_state = save_state;
  iface->restore_state = restore_state;
}

/* ---- the object */

static void
set_session (HillLossWorksheet *self,
             HillSession       *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  update_actions (self);
}

static void
hill_loss_worksheet_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hill_loss_worksheet_parent_class)->map (widget);
  queue_update (HILL_LOSS_WORKSHEET (widget));
}

static void
hill_loss_worksheet_unmap (GtkWidget *widget)
{
  HillLossWorksheet *self = HILL_LOSS_WORKSHEET (widget);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (widget, self->tick_id);
  self->tick_id = 0;
  on_drag_end (self);
  GTK_WIDGET_CLASS (hill_loss_worksheet_parent_class)->unmap (widget);
}

static void
hill_loss_worksheet_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_LOSS_WORKSHEET (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_loss_worksheet_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  if (id == PROP_SESSION)
    set_session (HILL_LOSS_WORKSHEET (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_loss_worksheet_dispose (GObject *object)
{
  HillLossWorksheet *self = HILL_LOSS_WORKSHEET (object);
  GtkWidget *child;

  g_clear_pointer (&self->model_images, hill_model_images_free);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_LOSS_WORKSHEET);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->worksheet);
  G_OBJECT_CLASS (hill_loss_worksheet_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (HILL_TYPE_SCORE_TABLE);
  g_type_ensure (HILL_TYPE_LOSS_BLOCK);
  g_type_ensure (HILL_TYPE_SCORE_SWEEP);
  g_type_ensure (HILL_TYPE_PLOT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-loss-worksheet.ui");
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, class_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, image_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, penalty_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, below_choice);
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, message_label);
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, grid);
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, table_box);
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, table);
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, sweep);
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, hinge_block);
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, softmax_block);
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, templates);
  gtk_widget_class_bind_template_callback (widget_class, queue_update);
  gtk_widget_class_bind_template_callback (widget_class, on_cursor_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_table_hovered);
  gtk_widget_class_bind_template_callback (widget_class, on_operands);
  gtk_widget_class_bind_template_callback (widget_class, on_image_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_size_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_below_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_score_dragged);
  gtk_widget_class_bind_template_callback (widget_class, on_drag_begin);
  gtk_widget_class_bind_template_callback (widget_class, on_bar_dragged);
  gtk_widget_class_bind_template_callback (widget_class, on_drag_end);
}

static void
add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sheet.lecture", NULL, do_lecture);
  gtk_widget_class_install_action (widget_class, "sheet.take-model", NULL, do_take_model);
  gtk_widget_class_install_action (widget_class, "sheet.undo", NULL, do_undo);
  gtk_widget_class_install_action (widget_class, "sheet.redo", NULL, do_redo);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "sheet.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "sheet.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "sheet.redo", NULL);
}

static void
hill_loss_worksheet_class_init (HillLossWorksheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_loss_worksheet_get_property;
  object_class->set_property = hill_loss_worksheet_set_property;
  object_class->dispose = hill_loss_worksheet_dispose;
  widget_class->map = hill_loss_worksheet_map;
  widget_class->unmap = hill_loss_worksheet_unmap;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
  add_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_loss_worksheet_init (HillLossWorksheet *self)
{
  self->scene = (HillLossScene) { .low = -10, .high = 10, .bar_low = -10, .bar_high = 10 };
  self->worksheet = hill_worksheet_new ();
  self->model_images = hill_model_images_new (on_model_images, self);
  self->signals = g_signal_group_new (HILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "snapshot", G_CALLBACK (update_actions), self);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (on_loaded), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  hill_plot_view_set_name (self->templates, _("Templates"));
  hill_score_table_set_worksheet (self->table, self->worksheet);
  g_signal_connect_object (self->worksheet, "changed", G_CALLBACK (on_sheet_changed), self, G_CONNECT_SWAPPED);
  on_sheet_changed (self);
  mark_class (self, 0);
}

HillWorksheet *
hill_loss_worksheet_get_worksheet (HillLossWorksheet *self)
{
  g_return_val_if_fail (HILL_IS_LOSS_WORKSHEET (self), NULL);

  return self->worksheet;
}
