/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Everything follows from snapshot, image and class; the controls are set, too, when the page chooses. */

#include "hill-product-view.h"

#include "hill-card-grid.h"
#include "hill-product.h"
#include "hill-template-plots.h"

#include <glib/gi18n.h>

struct _HillProductView
{
  GtkWidget      parent_instance;

  GtkWidget     *back;                  /* template children */
  GtkDropDown   *split;
  GtkSpinButton *number;
  GtkDropDown   *template_class;
  GtkLabel      *positive;
  GtkLabel      *negative;
  GtkLabel      *bias;
  GtkLabel      *score;
  GtkLabel      *sentence;
  GtkGrid       *grid;
  HillPlotCard  *image_card;
  HillPlotCard  *feature_card;
  HillPlotCard  *weight_card;
  HillPlotCard  *product_card;

  HillSnapshot  *snapshot;              /* owned, (nullable) */
  HillDataset   *dataset;               /* owned: whose classes and images the controls offer */
  gboolean       setting;               /* the program moves the controls */
};

enum
{
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillProductView, hill_product_view, GTK_TYPE_WIDGET)

static HillSplit
get_split (HillProductView *self)
{
  return gtk_drop_down_get_selected (self->split) == 0 ? HILL_SPLIT_TEST : HILL_SPLIT_TRAIN;
}

static void
show_number (GtkLabel *label,
             double    value)
{
  g_autofree char *text = hill_product_format_number (value);

  gtk_label_set_text (label, text);
}

static void
show_sums (HillProductView   *self,
           const HillProduct *product)
{
  g_autofree char *sentence = hill_product_describe (product);

  show_number (self->positive, product->positive);
  show_number (self->negative, product->negative);
  show_number (self->bias, product->bias);
  show_number (self->score, product->score);
  gtk_label_set_text (self->sentence, sentence);
}

/* Whose image and whose template. */
static void
show_titles (HillProductView   *self,
             const HillProduct *product)
{
  guint label = hill_dataset_get_labels (self->dataset, product->split)[product->index];
  /* Translators: the class that an image is of */
  g_autofree char *image = g_strdup_printf (_("Image: %s"), hill_dataset_get_class_name (self->dataset, label));
  /* Translators: the class whose weights are shown */
  g_autofree char *template = g_strdup_printf (_("Template: %s"), hill_dataset_get_class_name (self->dataset, product->class_index));

  g_object_set (self->image_card, "title", image, NULL);
  g_object_set (self->weight_card, "title", template, NULL);
}

/* Three in a row, or with the features four in a square. */
static void
place_cards (HillProductView *self,
             gboolean         has_pictures)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));
  HillPlotCard *cards[] = { self->image_card, self->feature_card, self->weight_card, self->product_card };
  const int places[2][4] = { { 0, 3, 1, 2 }, { 0, 1, 2, 3 } };

  for (int i = 0; i < 4; i++)
    {
      GtkGridLayoutChild *child = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, GTK_WIDGET (cards[i])));
      int place = places[has_pictures ? 0 : 1][i], n_columns = has_pictures ? 4 : 2;

      gtk_grid_layout_child_set_column (child, place % n_columns);
      gtk_grid_layout_child_set_row (child, place / n_columns);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->feature_card), !has_pictures);
}

static void
update (HillProductView *self)
{
  g_autoptr(HillProduct) product = NULL;
  gboolean has_pictures;

  if (self->snapshot == NULL)
    return;
  product = hill_product_new (self->snapshot, get_split (self), (gsize) gtk_spin_button_get_value_as_int (self->number) - 1,
                              gtk_drop_down_get_selected (self->template_class));
  has_pictures = hill_snapshot_has_pictures (self->snapshot);
  if (gtk_widget_get_visible (GTK_WIDGET (self->feature_card)) == has_pictures)
    {
      hill_card_grid_restore (self->grid);
      place_cards (self, has_pictures);
    }
  show_sums (self, product);
  show_titles (self, product);
  hill_plot_card_take_plot (self->image_card, hill_product_new_image_plot (product));
  hill_plot_card_take_plot (self->weight_card, hill_product_new_template_plot (product));
  hill_plot_card_take_plot (self->product_card, hill_product_new_term_plot (product));
  if (!has_pictures)
    hill_plot_card_take_plot (self->feature_card, hill_product_new_feature_plot (product));
}

static void
on_changed (HillProductView *self)
{
  if (!self->setting)
    update (self);
}

static void
set_range (HillProductView *self)
{
  gtk_spin_button_set_range (self->number, 1, (double) MAX (hill_dataset_get_n_examples (self->dataset, get_split (self)), 1));
}

static void
on_split_changed (HillProductView *self)
{
  gboolean was_setting = self->setting;

  if (self->dataset == NULL)
    return;
  self->setting = TRUE;
  set_range (self);
  self->setting = was_setting;
  on_changed (self);
}

static void
fill_classes (HillProductView *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint c = 0; c < hill_dataset_get_n_classes (self->dataset); c++)
    gtk_string_list_append (names, hill_dataset_get_class_name (self->dataset, c));
  gtk_drop_down_set_model (self->template_class, G_LIST_MODEL (names));
  gtk_drop_down_set_enable_search (self->template_class, hill_dataset_get_n_classes (self->dataset) > 12);
}

static void
take_dataset (HillProductView *self)
{
  HillDataset *dataset = hill_design_get_dataset (self->snapshot->design);
  gboolean has_test = hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST) > 0;

  if (dataset == self->dataset)
    return;
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  self->dataset = hill_dataset_ref (dataset);
  self->setting = TRUE;
  fill_classes (self);
  gtk_drop_down_set_selected (self->split, has_test ? 0 : 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->split), has_test);
  set_range (self);
  gtk_spin_button_set_value (self->number, 1);
  gtk_drop_down_set_selected (self->template_class, hill_product_find_best (self->snapshot, get_split (self), 0));
  self->setting = FALSE;
}

void
hill_product_view_set_snapshot (HillProductView *self,
                                HillSnapshot    *snapshot)
{
  g_return_if_fail (HILL_IS_PRODUCT_VIEW (self));

  if (snapshot != NULL)
    hill_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  self->snapshot = snapshot;
  if (snapshot == NULL)
    return;
  take_dataset (self);
  update (self);
}

void
hill_product_view_show_image (HillProductView *self,
                              HillSplit        split,
                              gsize            index,
                              int              class_index)
{
  g_return_if_fail (HILL_IS_PRODUCT_VIEW (self));
  g_return_if_fail (self->snapshot != NULL);

  self->setting = TRUE;
  gtk_drop_down_set_selected (self->split, split == HILL_SPLIT_TEST ? 0 : 1);
  set_range (self);
  gtk_spin_button_set_value (self->number, (double) index + 1);
  gtk_drop_down_set_selected (self->template_class, class_index >= 0 ? (guint) class_index
                                                                     : hill_product_find_best (self->snapshot, split, index));
  self->setting = FALSE;
  update (self);
}

void
hill_product_view_show_class (HillProductView *self,
                              guint            class_index)
{
  g_return_if_fail (HILL_IS_PRODUCT_VIEW (self));

  gtk_drop_down_set_selected (self->template_class, class_index);
}

gboolean
hill_product_view_restore (HillProductView *self)
{
  g_return_val_if_fail (HILL_IS_PRODUCT_VIEW (self), FALSE);

  return hill_card_grid_restore (self->grid);
}

static void
on_back (HillProductView *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static void
on_enlarged (HillPlotCard    *card,
             GParamSpec      *pspec,
             HillProductView *self)
{
  hill_card_grid_follow (self->grid, card);
}

static gboolean
hill_product_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HILL_PRODUCT_VIEW (widget)->number));
}

static void
hill_product_view_dispose (GObject *object)
{
  HillProductView *self = HILL_PRODUCT_VIEW (object);
  GtkWidget *child;

  self->setting = TRUE;
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_PRODUCT_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_product_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/product-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillProductView, back);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, split);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, number);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, template_class);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, positive);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, negative);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, bias);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, score);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, sentence);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, grid);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, image_card);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, feature_card);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, weight_card);
  gtk_widget_class_bind_template_child (widget_class, HillProductView, product_card);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_split_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
}

static void
hill_product_view_class_init (HillProductViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_product_view_dispose;
  widget_class->grab_focus = hill_product_view_grab_focus;
  signals[BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_product_view_init (HillProductView *self)
{
  self->setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  place_cards (self, TRUE);
  self->setting = FALSE;
}
