/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A page of tiles at a time: only the examples on it are scored, some dozens of inner products, which the main thread
 * can afford.  Weights, matrix and scores are of one and the same snapshot. */

#include "hill-examples-popover.h"

#include "hill-reference.h"
#include "hill-thumbnail.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_COLUMNS 6
#define N_ROWS 3
#define N_TILES (N_COLUMNS * N_ROWS)
#define TILE_SIZE 64

struct _HillExamplesPopover
{
  GtkPopover    parent_instance;

  GtkLabel     *title;
  GtkLabel     *legend;
  GtkGrid      *grid;
  GtkLabel     *range;
  GtkWidget    *footer;
  GtkWidget    *previous;
  GtkWidget    *next;

  HillSnapshot *snapshot;               /* owned, while shown */
  guint         true_class;
  guint         predicted_class;
  GArray       *rows;                   /* of guint32: the examples in the cell */
  guint         first;                  /* of the page */
  double       *weights;                /* owned: C x D, acting on the stored cells */
  double       *bias;                   /* owned: C */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillExamplesPopover, hill_examples_popover, GTK_TYPE_POPOVER)

static HillDataset *
get_dataset (HillExamplesPopover *self)
{
  return hill_design_get_dataset (self->snapshot->design);
}

static const char *
get_class_name (HillExamplesPopover *self,
                guint                class_index)
{
  return hill_dataset_get_class_name (get_dataset (self), class_index);
}

/* The scaling folded into the weights, in double. */
static void
fold_weights (HillExamplesPopover *self)
{
  const HillDesign *design = self->snapshot->design;
  const float *slopes = hill_design_get_slopes (design);
  const float *offsets = hill_design_get_offsets (design);
  gsize n_features = hill_design_get_n_features (design);
  guint n_classes = hill_design_get_n_classes (design);

  g_free (self->weights);
  g_free (self->bias);
  self->weights = g_new (double, n_classes * n_features);
  self->bias = g_new (double, n_classes);
  for (guint c = 0; c < n_classes; c++)
    {
      const float *row = self->snapshot->weights + c * (n_features + 1);

      self->bias[c] = row[n_features];
      for (gsize d = 0; d < n_features; d++)
        {
          self->weights[c * n_features + d] = (double) row[d] * slopes[d];
          self->bias[c] += (double) row[d] * offsets[d];
        }
    }
}

static void
find_rows (HillExamplesPopover *self)
{
  const HillConfusion *confusion = self->snapshot->confusion;
  const guint16 *labels = hill_dataset_get_labels (get_dataset (self), self->snapshot->confusion_split);

  g_array_set_size (self->rows, 0);
  for (gsize i = 0; i < confusion->n_examples; i++)
    if (labels[i] == self->true_class && confusion->predictions[i] == self->predicted_class)
      {
        guint32 row = (guint32) i;

        g_array_append_val (self->rows, row);
      }
}

/* All scores, the highest first, a line each. */
static char *
list_scores (HillExamplesPopover *self,
             const double        *scores)
{
  guint n_classes = hill_design_get_n_classes (self->snapshot->design);
  g_autofree gboolean *listed = g_new0 (gboolean, n_classes);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint k = 0; k < MIN (n_classes, 20); k++)
    {
      guint best = n_classes;

      for (guint c = 0; c < n_classes; c++)
        if (!listed[c] && (best == n_classes || scores[c] > scores[best]))
          best = c;
      listed[best] = TRUE;
      g_string_append_printf (text, "%s%.2f  %s", k > 0 ? "\n" : "", scores[best], get_class_name (self, best));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The best of the other classes, for examples that were recognised. */
static guint
find_runner_up (HillExamplesPopover *self,
                const double        *scores)
{
  guint n_classes = hill_design_get_n_classes (self->snapshot->design);
  guint best = self->true_class;

  for (guint c = 0; c < n_classes; c++)
    if (c != self->true_class && (best == self->true_class || scores[c] > scores[best]))
      best = c;
  return best;
}

static GtkWidget *
new_score_label (const char *css_class,
                 double      score)
{
  g_autofree char *text = g_strdup_printf (score < 0 ? "−%.2f" : "%.2f", fabs (score));
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* The signal comes before the popover goes, which then holds nothing any more. */
static void
on_tile_clicked (GtkButton           *tile,
                 HillExamplesPopover *self)
{
  guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (tile), "row"));
  guint class_index = self->predicted_class;

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, row, class_index);
}

static GtkWidget *
new_tile (HillExamplesPopover *self,
          guint32              row)
{
  HillSplit split = self->snapshot->confusion_split;
  guint n_classes = hill_design_get_n_classes (self->snapshot->design);
  g_autofree double *scores = g_new (double, n_classes);
  g_autofree char *image_name = hill_thumbnail_dup_name (get_dataset (self), split, row);
  g_autofree char *name = NULL;
  g_autofree char *list = NULL;
  GtkWidget *tile = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  guint other;

  hill_reference_scores (hill_design_get_cells (self->snapshot->design, split), row, n_classes,
                         self->weights, self->bias, scores);
  other = self->true_class != self->predicted_class ? self->true_class : find_runner_up (self, scores);
  list = list_scores (self, scores);
  name = g_strdup_printf (_("%s. Score of %s: %.2f, of %s: %.2f"), image_name,
                          get_class_name (self, self->predicted_class), scores[self->predicted_class],
                          get_class_name (self, other), scores[other]);

  gtk_box_append (GTK_BOX (box), hill_thumbnail_new (get_dataset (self), split, row, TILE_SIZE));
  gtk_box_append (GTK_BOX (box), new_score_label ("heading", scores[self->predicted_class]));
  gtk_box_append (GTK_BOX (box), new_score_label ("dim-label", scores[other]));
  gtk_button_set_child (GTK_BUTTON (tile), box);
  gtk_widget_add_css_class (tile, "flat");
  gtk_widget_add_css_class (tile, "tile");
  g_object_set_data (G_OBJECT (tile), "row", GUINT_TO_POINTER (row));
  g_signal_connect (tile, "clicked", G_CALLBACK (on_tile_clicked), self);
  gtk_widget_set_tooltip_text (tile, list);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return tile;
}

static void
clear_grid (HillExamplesPopover *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
show_page (HillExamplesPopover *self,
           guint                first)
{
  guint last = MIN (first + N_TILES, self->rows->len);
  g_autofree char *range = g_strdup_printf (_("%u to %u of %u"), first + 1, last, self->rows->len);

  self->first = first;
  clear_grid (self);
  for (guint i = first; i < last; i++)
    gtk_grid_attach (self->grid, new_tile (self, g_array_index (self->rows, guint32, i)),
                     (int) ((i - first) % N_COLUMNS), (int) ((i - first) / N_COLUMNS), 1, 1);
  gtk_label_set_text (self->range, range);
  gtk_widget_set_sensitive (self->previous, first > 0);
  gtk_widget_set_sensitive (self->next, last < self->rows->len);
}

static void
on_previous (HillExamplesPopover *self)
{
  show_page (self, self->first >= N_TILES ? self->first - N_TILES : 0);
}

static void
on_next (HillExamplesPopover *self)
{
  show_page (self, self->first + N_TILES);
}

static char *
format_title (HillExamplesPopover *self)
{
  const char *true_name = get_class_name (self, self->true_class);

  if (self->true_class == self->predicted_class)
    return g_strdup_printf (_("“%s”, recognised"), true_name);
  return g_strdup_printf (_("“%s”, taken for “%s”"), true_name, get_class_name (self, self->predicted_class));
}

static char *
format_legend (HillExamplesPopover *self)
{
  const char *true_name = get_class_name (self, self->true_class);

  if (self->rows->len == 0)
    return g_strdup (_("There is no such example at this step."));
  if (self->true_class == self->predicted_class)
    return g_strdup_printf (_("Step %llu. Under each image the score of %s, and the highest of the others."),
                            (unsigned long long) self->snapshot->step, true_name);
  return g_strdup_printf (_("Step %llu. Under each image the score of %s, and that of the true class %s."),
                          (unsigned long long) self->snapshot->step, get_class_name (self, self->predicted_class), true_name);
}

void
hill_examples_popover_show (HillExamplesPopover *self,
                            HillSnapshot        *snapshot,
                            guint                true_class,
                            guint                predicted_class)
{
  g_autofree char *title = NULL;
  g_autofree char *legend = NULL;

  g_return_if_fail (HILL_IS_EXAMPLES_POPOVER (self));
  g_return_if_fail (snapshot != NULL && snapshot->confusion != NULL);
  g_return_if_fail (true_class < snapshot->confusion->n_classes && predicted_class < snapshot->confusion->n_classes);

  hill_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  self->snapshot = snapshot;
  self->true_class = true_class;
  self->predicted_class = predicted_class;
  fold_weights (self);
  find_rows (self);
  title = format_title (self);
  legend = format_legend (self);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->legend, legend);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), self->rows->len > 0);
  gtk_widget_set_visible (self->footer, self->rows->len > N_TILES);
  /* Pages are equally high, so that the buttons stay under the pointer. */
  gtk_widget_set_size_request (GTK_WIDGET (self->grid), -1, self->rows->len > N_TILES ? N_ROWS * (TILE_SIZE + 45) : -1);
  show_page (self, 0);
  gtk_popover_popup (GTK_POPOVER (self));
}

/* A closed popover holds no weights. */
static void
hill_examples_popover_closed (GtkPopover *popover)
{
  HillExamplesPopover *self = HILL_EXAMPLES_POPOVER (popover);

  clear_grid (self);
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  g_clear_pointer (&self->weights, g_free);
  g_clear_pointer (&self->bias, g_free);
}

static void
hill_examples_popover_dispose (GObject *object)
{
  HillExamplesPopover *self = HILL_EXAMPLES_POPOVER (object);

  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  g_clear_pointer (&self->weights, g_free);
  g_clear_pointer (&self->bias, g_free);
  g_clear_pointer (&self->rows, g_array_unref);
  G_OBJECT_CLASS (hill_examples_popover_parent_class)->dispose (object);
}

static void
hill_examples_popover_class_init (HillExamplesPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hill_examples_popover_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  GTK_POPOVER_CLASS (klass)->closed = hill_examples_popover_closed;
}

static GtkWidget *
new_page_button (HillExamplesPopover *self,
                 const char          *icon_name,
                 const char          *name,
                 GCallback            callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
new_footer (HillExamplesPopover *self)
{
  GtkWidget *footer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->previous = new_page_button (self, "go-previous-symbolic", _("Earlier images"), G_CALLBACK (on_previous));
  self->next = new_page_button (self, "go-next-symbolic", _("Further images"), G_CALLBACK (on_next));
  self->range = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->range), "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (self->range), TRUE);
  gtk_box_append (GTK_BOX (footer), self->previous);
  gtk_box_append (GTK_BOX (footer), GTK_WIDGET (self->range));
  gtk_box_append (GTK_BOX (footer), self->next);
  return footer;
}

static void
hill_examples_popover_init (HillExamplesPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_wrap (self->title, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  self->legend = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->legend, 0);
  gtk_label_set_wrap (self->legend, TRUE);
  gtk_label_set_width_chars (self->legend, 40);
  gtk_label_set_max_width_chars (self->legend, 56);
  gtk_widget_add_css_class (GTK_WIDGET (self->legend), "dim-label");

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 3);
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_grid_set_column_homogeneous (self->grid, TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->grid), GTK_ALIGN_START);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->legend));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  self->footer = new_footer (self);
  gtk_box_append (GTK_BOX (box), self->footer);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
hill_examples_popover_new (void)
{
  return g_object_new (HILL_TYPE_EXAMPLES_POPOVER, NULL);
}
