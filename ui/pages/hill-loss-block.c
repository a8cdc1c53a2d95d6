/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Everything that is written here is written anew for each change of a score; views and readouts take only what is different. */

#include "hill-loss-block.h"

#include "hill-arithmetic-formula.h"
#include "hill-formula-view.h"
#include "hill-loss-formulas.h"
#include "hill-plot-view.h"
#include "hill-score-bars.h"
#include "hill-softmax-columns.h"

#include <glib/gi18n.h>

struct _HillLossBlock
{
  GtkWidget           parent_instance;
  gboolean            softmax;

  GtkLabel           *title;            /* template children */
  HillFormulaView    *formula;
  HillFormulaView    *arithmetic;
  HillFormulaView    *mean;
  GtkWidget          *softmax_box;
  HillSoftmaxColumns *columns;
  GtkCheckButton     *shift_button;
  GtkLabel           *broken_label;
  HillPlotView       *bars;
  GtkWidget          *copy_button;
  GtkWidget          *copy_latex_button;

  HillSheet          *sheet;            /* owned, (nullable): as it is shown */
  HillLossScene       scene;            /* its sheet is the one above */
  int                 marked;
  int                 dragged;          /* the class whose bar is being dragged; -1 for none */
};

enum
{
  PROP_SOFTMAX = 1,
  N_PROPS
};

enum
{
  OPERANDS,
  IMAGE_CHOSEN,
  DRAG_BEGIN,
  DRAG,
  DRAG_END,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillLossBlock, hill_loss_block, GTK_TYPE_WIDGET)

static HillSheetLoss
get_loss (HillLossBlock *self)
{
  return self->softmax ? HILL_SHEET_LOSS_SOFTMAX : HILL_SHEET_LOSS_HINGE;
}

static gboolean
is_shifted (HillLossBlock *self)
{
  return self->softmax && gtk_check_button_get_active (self->shift_button);
}

/* ---- what is shown */

static void
show_arithmetic (HillLossBlock *self)
{
  HillSheetLoss loss = get_loss (self);
  g_autoptr(HillArithmetic) steps = NULL;
  g_autoptr(HillArithmetic) mean = NULL;
  g_autofree char *tex = NULL;
  g_autofree char *mean_tex = NULL;

  steps = hill_arithmetic_new (self->sheet, &loss, self->scene.image, is_shifted (self), HILL_ARITHMETIC_LATEX);
  mean = hill_arithmetic_new_mean (self->sheet, &loss, self->scene.penalty, HILL_ARITHMETIC_LATEX);
  tex = hill_arithmetic_to_tex (steps);
  mean_tex = hill_arithmetic_to_tex (mean);
  hill_formula_view_set_tex (self->arithmetic, tex);
  hill_formula_view_set_tex (self->mean, mean_tex);
}

static void
show_formula (HillLossBlock *self)
{
  g_autofree char *tex = NULL;

  if (self->softmax)
    tex = hill_loss_formula_softmax (self->sheet, self->scene.image, is_shifted (self));
  else
    tex = hill_loss_formula_hinge (self->sheet, self->scene.image, self->scene.class_index);
  hill_formula_view_set_tex (self->formula, tex);
}

static void
show_columns (HillLossBlock *self)
{
  const char *broken;

  if (!self->softmax)
    return;
  broken = hill_softmax_columns_show (self->columns, self->sheet, self->scene.image, is_shifted (self));
  hill_softmax_columns_set_marked (self->columns, self->marked >= 0 ? 1u << self->marked : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->broken_label), broken != NULL);
  if (broken != NULL && !g_str_equal (broken, gtk_label_get_text (self->broken_label)))
    gtk_label_set_text (self->broken_label, broken);
}

static void
show_bars (HillLossBlock *self)
{
  g_autoptr(HillPlot) plot = hill_loss_scene_new_bars (&self->scene, self->softmax);

  hill_plot_view_set_plot (self->bars, plot);
}

static void
show_all (HillLossBlock *self)
{
  if (self->sheet == NULL)
    return;
  show_formula (self);
  show_arithmetic (self);
  show_columns (self);
  show_bars (self);
}

void
hill_loss_block_show (HillLossBlock       *self,
                      const HillLossScene *scene)
{
  g_return_if_fail (HILL_IS_LOSS_BLOCK (self));
  g_return_if_fail (scene != NULL && scene->sheet != NULL);

  g_clear_pointer (&self->sheet, hill_sheet_free);
  self->sheet = hill_sheet_copy (scene->sheet);
  self->scene = *scene;
  self->scene.sheet = self->sheet;
  show_all (self);
}

void
hill_loss_block_set_marked (HillLossBlock *self,
                            int            class_index)
{
  char term[16], score[16], share[16];
  const char *parts[] = { term, score, share, NULL };

  g_return_if_fail (HILL_IS_LOSS_BLOCK (self));

  self->marked = class_index;
  g_snprintf (term, sizeof term, "t%d", class_index);
  g_snprintf (score, sizeof score, "s%d", class_index);
  g_snprintf (share, sizeof share, "p%d", class_index);
  hill_formula_view_set_marked (self->arithmetic, class_index >= 0 ? parts : NULL);
  hill_formula_view_set_marked (self->formula, class_index >= 0 ? parts : NULL);
  if (self->softmax)
    hill_softmax_columns_set_marked (self->columns, class_index >= 0 ? 1u << class_index : 0);
}

/* ---- pointing */

static guint
find_highest (HillLossBlock *self)
{
  const double *scores = hill_sheet_get_scores (self->sheet, self->scene.image);
  guint best = 0;

  for (guint c = 1; c < hill_sheet_get_n_classes (self->sheet); c++)
    if (scores[c] > scores[best])
      best = c;
  return best;
}

/* The classes whose scores go into a part. */
static guint
get_operands (HillLossBlock *self,
              const char    *part)
{
  guint label = hill_sheet_get_label (self->sheet, self->scene.image);
  guint64 index;

  if (g_str_equal (part, "shift"))
    return 1u << find_highest (self);
  if (!g_ascii_string_to_unsigned (part + 1, 10, 0, hill_sheet_get_n_classes (self->sheet) - 1, &index, NULL))
    return 0;
  if (part[0] == 'p')
    return (1u << hill_sheet_get_n_classes (self->sheet)) - 1;
  return 1u << index | (part[0] == 't' && !self->softmax ? 1u << label : 0);
}

static void
on_part_hovered (HillLossBlock   *self,
                 const char      *part,
                 HillFormulaView *view)
{
  const char *marked[] = { part, NULL };

  if (part != NULL)
    hill_formula_view_set_marked (view, marked);
  else
    hill_loss_block_set_marked (self, self->marked);
  g_signal_emit (self, signals[OPERANDS], 0, part != NULL && self->sheet != NULL ? get_operands (self, part) : 0);
}

static void
on_mean_pressed (HillLossBlock *self,
                 const char    *part)
{
  guint64 image;

  if (part[0] == 't' && g_ascii_string_to_unsigned (part + 1, 10, 0, hill_sheet_get_n_images (self->sheet) - 1, &image, NULL))
    g_signal_emit (self, signals[IMAGE_CHOSEN], 0, (guint) image);
}

static void
on_row_hovered (HillLossBlock *self,
                int            class_index)
{
  g_signal_emit (self, signals[OPERANDS], 0, class_index >= 0 ? 1u << class_index : 0);
}

/* ---- dragging a bar */

static gboolean
drag_to (HillLossBlock *self,
         double         x,
         double         y)
{
  HillPlotHit hit;

  if (!hill_plot_view_pick (self->bars, x, CLAMP (y, 1, gtk_widget_get_height (GTK_WIDGET (self->bars)) - 1), &hit))
    return FALSE;
  if (self->dragged < 0)
    {
      self->dragged = (int) hit.index;
      g_signal_emit (self, signals[DRAG_BEGIN], 0);
    }
  g_signal_emit (self, signals[DRAG], 0, (guint) self->dragged, hit.y);
  return TRUE;
}

static void
on_drag_update (HillLossBlock  *self,
                double          dx,
                double          dy,
                GtkGestureDrag *gesture)
{
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->sheet == NULL || (self->dragged < 0 && !gtk_drag_check_threshold (GTK_WIDGET (self->bars), 0, 0, 0, (int) dy)))
    return;
  if (drag_to (self, x, y + dy))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_drag_end (HillLossBlock *self)
{
  if (self->dragged < 0)
    return;
  self->dragged = -1;
  g_signal_emit (self, signals[DRAG_END], 0);
}

/* ---- taking away */

static void
copy (HillLossBlock      *self,
      HillArithmeticForm  form)
{
  HillSheetLoss loss = get_loss (self);
  g_autoptr(HillArithmetic) steps = NULL;

  if (self->sheet == NULL)
    return;
  steps = hill_arithmetic_new (self->sheet, &loss, self->scene.image, is_shifted (self), form);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), steps->text);
}

static void
on_copy (HillLossBlock *self)
{
  copy (self, HILL_ARITHMETIC_LINE);
}

static void
on_copy_latex (HillLossBlock *self)
{
  copy (self, HILL_ARITHMETIC_LATEX);
}

/* ---- the object */

static void
hill_loss_block_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (id == PROP_SOFTMAX)
    HILL_LOSS_BLOCK (object)->softmax = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
add_drag (HillLossBlock *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self->bars), GTK_EVENT_CONTROLLER (drag));
}

static void
hill_loss_block_constructed (GObject *object)
{
  HillLossBlock *self = HILL_LOSS_BLOCK (object);
  const char *title = self->softmax ? _("Softmax loss") : _("Hinge loss");
  g_autofree char *of_mean = g_strdup_printf (_("%s, mean"), title);
  g_autofree char *of_steps = g_strdup_printf (_("%s, step by step"), title);

  G_OBJECT_CLASS (hill_loss_block_parent_class)->constructed (object);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_text (self->title, title);
  gtk_widget_set_visible (self->softmax_box, self->softmax);
  hill_formula_view_set_name (self->formula, title);
  hill_formula_view_set_name (self->arithmetic, of_steps);
  hill_formula_view_set_name (self->mean, of_mean);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->softmax ? _("Copy the softmax loss") : _("Copy the hinge loss"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy_latex_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->softmax ? _("Copy the softmax loss as LaTeX") : _("Copy the hinge loss as LaTeX"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  hill_plot_view_set_name (self->bars, self->softmax ? _("Softmax gradient") : _("Hinge gradient"));
  add_drag (self);
}

static void
hill_loss_block_dispose (GObject *object)
{
  HillLossBlock *self = HILL_LOSS_BLOCK (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_LOSS_BLOCK);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->sheet, hill_sheet_free);
  G_OBJECT_CLASS (hill_loss_block_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (HILL_TYPE_FORMULA_VIEW);
  g_type_ensure (HILL_TYPE_SOFTMAX_COLUMNS);
  g_type_ensure (HILL_TYPE_PLOT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-loss-block.ui");
  gtk_widget_class_bind_template_child (widget_class, HillLossBlock, title);
  gtk_widget_class_bind_template_child (widget_class, HillLossBlock, formula);
  gtk_widget_class_bind_template_child (widget_class, HillLossBlock, arithmetic);
  gtk_widget_class_bind_template_child (widget_class, HillLossBlock, mean);
  gtk_widget_class_bind_template_child (widget_class, HillLossBlock, softmax_box);
  gtk_widget_class_bind_template_child (widget_class, HillLossBlock, columns);
  gtk_widget_class_bind_template_child (widget_class, HillLossBlock, shift_button);
  gtk_widget_class_bind_template_child (widget_class, HillLossBlock, broken_label);
  gtk_widget_class_bind_template_child (widget_class, HillLossBlock, bars);
  gtk_widget_class_bind_template_child (widget_class, HillLossBlock, copy_button);
  gtk_widget_class_bind_template_child (widget_class, HillLossBlock, copy_latex_button);
  gtk_widget_class_bind_template_callback (widget_class, on_part_hovered);
  gtk_widget_class_bind_template_callback (widget_class, on_mean_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_hovered);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_latex);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_shift_toggled", G_CALLBACK (show_all));
}

static void
hill_loss_block_class_init (HillLossBlockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->set_property = hill_loss_block_set_property;
  object_class->constructed = hill_loss_block_constructed;
  object_class->dispose = hill_loss_block_dispose;

  properties[PROP_SOFTMAX] = g_param_spec_boolean ("softmax", NULL, NULL, FALSE,
                                                   G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPERANDS] = g_signal_new ("operands", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[IMAGE_CHOSEN] = g_signal_new ("image-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[DRAG_BEGIN] = g_signal_new ("drag-begin", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DRAG] = g_signal_new ("drag", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_DOUBLE);
  signals[DRAG_END] = g_signal_new ("drag-end", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "lossblock");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_loss_block_init (HillLossBlock *self)
{
  self->marked = self->dragged = -1;
}
