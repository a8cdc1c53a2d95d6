/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A grid of readouts, so that other numbers ask for no layout; it is built anew for another number of classes only. */

#include "hill-softmax-columns.h"

#include "hill-number-display.h"
#include "hill-readout.h"

#include <glib/gi18n.h>
#include <math.h>

typedef enum
{
  COLUMN_SCORE,
  COLUMN_SHIFTED,
  COLUMN_EXPONENTIAL,
  COLUMN_SHARE,
  COLUMN_LOG,
  N_COLUMNS
} Column;

struct _HillSoftmaxColumns
{
  GtkWidget    parent_instance;
  GtkGrid     *grid;                    /* owned as a child */
  guint        n_classes;
  gboolean     shifted;
  GPtrArray   *names;                   /* GtkLabel, in the grid */
  GPtrArray   *readouts;                /* classes x N_COLUMNS; NULL where there is no such column */
  HillReadout *sum;
  guint32      marked;
  int          hovered;
};

enum
{
  HOVERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillSoftmaxColumns, hill_softmax_columns, GTK_TYPE_WIDGET)

static HillReadout *
get_readout (HillSoftmaxColumns *self,
             guint               class_index,
             Column              column)
{
  return g_ptr_array_index (self->readouts, class_index * N_COLUMNS + column);
}

static GtkWidget *
new_label (const char *text,
           float       xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  return label;
}

static void
add_heads (HillSoftmaxColumns *self)
{
  const char *heads[N_COLUMNS] = { _("score"), _("shifted"), _("exp"), _("normalised"), _("−log") };

  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkWidget *label;

      if (i == COLUMN_SHIFTED && !self->shifted)
        continue;
      label = new_label (heads[i], 1);
      gtk_widget_add_css_class (label, "score-head");
      gtk_grid_attach (self->grid, label, i + 1, 0, 1, 1);
    }
}

static HillReadout *
add_readout (HillSoftmaxColumns *self,
             int                 column,
             int                 row)
{
  GtkWidget *readout = hill_readout_new ("−00000.00");

  g_object_set (readout, "xalign", 1.0, "hexpand", TRUE, NULL);
  gtk_grid_attach (self->grid, readout, column, row, 1, 1);
  return HILL_READOUT (readout);
}

static void
build (HillSoftmaxColumns *self,
       guint               n_classes,
       gboolean            shifted)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_ptr_array_set_size (self->names, 0);
  g_ptr_array_set_size (self->readouts, 0);
  self->n_classes = n_classes;
  self->shifted = shifted;
  self->marked = 0;
  add_heads (self);
  for (guint c = 0; c < n_classes; c++)
    {
      GtkWidget *name = new_label ("", 0);

      gtk_grid_attach (self->grid, name, 0, (int) c + 1, 1, 1);
      g_ptr_array_add (self->names, name);
      for (int i = 0; i < N_COLUMNS; i++)
        g_ptr_array_add (self->readouts, i == COLUMN_SHIFTED && !shifted ? NULL : add_readout (self, i + 1, (int) c + 1));
    }
  child = new_label (_("sum"), 0);
  gtk_widget_add_css_class (child, "score-head");
  gtk_grid_attach (self->grid, child, 0, (int) n_classes + 1, 1, 1);
  self->sum = add_readout (self, COLUMN_EXPONENTIAL + 1, (int) n_classes + 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->sum), "score-sum");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sum), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("Sum of the exponentials"), -1);
}

static void
set_number (HillSoftmaxColumns *self,
            guint               class_index,
            Column              column,
            char               *text)
{
  HillReadout *readout = get_readout (self, class_index, column);

  if (readout != NULL)
    hill_readout_set_text (readout, text);
  g_free (text);
}

/* The words that tell one number of the grid from another. */
static void
describe_row (HillSoftmaxColumns *self,
              guint               class_index,
              const char         *name)
{
  const char *formats[N_COLUMNS] = { _("Score of %s"), _("Shifted score of %s"), _("Exponential of %s"), _("Probability of %s"),
                                     _("Negative logarithm for %s") };

  for (int i = 0; i < N_COLUMNS; i++)
    {
      HillReadout *readout = get_readout (self, class_index, i);
      g_autoptr(GString) words = g_string_new (formats[i]);

      g_string_replace (words, "%s", name, 1);
      if (readout != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (readout), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);
    }
}

static void
show_name (HillSoftmaxColumns *self,
           guint               class_index,
           const char         *name,
           gboolean            is_true)
{
  GtkLabel *label = g_ptr_array_index (self->names, class_index);
  g_autofree char *text = is_true ? g_strconcat ("✓ ", name, NULL) : g_strdup (name);

  if (g_str_equal (text, gtk_label_get_text (label)))
    return;
  gtk_label_set_text (label, text);
  describe_row (self, class_index, name);
}

static void
set_row_class (HillSoftmaxColumns *self,
               guint               class_index,
               const char         *css_class,
               gboolean            on)
{
  for (int i = -1; i < N_COLUMNS; i++)
    {
      GtkWidget *widget = i < 0 ? g_ptr_array_index (self->names, class_index) : (GtkWidget *) get_readout (self, class_index, i);

      if (widget == NULL || on == gtk_widget_has_css_class (widget, css_class))
        continue;
      if (on)
        gtk_widget_add_css_class (widget, css_class);
      else
        gtk_widget_remove_css_class (widget, css_class);
    }
}

const char *
hill_softmax_columns_show (HillSoftmaxColumns *self,
                           const HillSheet    *sheet,
                           guint               image,
                           gboolean            shifted)
{
  guint n_classes = hill_sheet_get_n_classes (sheet);
  g_autofree HillSoftmaxTerm *terms = g_new0 (HillSoftmaxTerm, n_classes);
  g_autofree char *sum = NULL;
  HillSoftmax softmax;

  g_return_val_if_fail (HILL_IS_SOFTMAX_COLUMNS (self), NULL);

  if (n_classes != self->n_classes || shifted != self->shifted)
    build (self, n_classes, shifted);
  softmax = hill_sheet_get_softmax_terms (sheet, HILL_LOG_E, image, shifted, terms);
  for (guint c = 0; c < n_classes; c++)
    {
      gboolean is_true = c == hill_sheet_get_label (sheet, image);

      show_name (self, c, hill_sheet_get_class_name (sheet, c), is_true);
      set_number (self, c, COLUMN_SCORE, hill_display_number (terms[c].score, 4));
      set_number (self, c, COLUMN_SHIFTED, hill_display_number (terms[c].shifted, 4));
      set_number (self, c, COLUMN_EXPONENTIAL, hill_display_exponential (terms[c].exponential));
      set_number (self, c, COLUMN_SHARE, hill_display_fixed (terms[c].share));
      set_number (self, c, COLUMN_LOG, hill_display_share (terms[c].minus_log));
      set_row_class (self, c, "true", is_true);
    }
  sum = hill_display_exponential (softmax.sum);
  hill_readout_set_text (self->sum, sum);
  return softmax.message;
}

void
hill_softmax_columns_set_marked (HillSoftmaxColumns *self,
                                 guint32             classes)
{
  g_return_if_fail (HILL_IS_SOFTMAX_COLUMNS (self));

  if (classes == self->marked)
    return;
  self->marked = classes;
  for (guint c = 0; c < self->n_classes; c++)
    set_row_class (self, c, "marked", (classes >> c & 1) != 0);
}

static void
set_hovered (HillSoftmaxColumns *self,
             int                 class_index)
{
  if (class_index == self->hovered)
    return;
  self->hovered = class_index;
  g_signal_emit (self, signals[HOVERED], 0, class_index);
}

static void
on_motion (HillSoftmaxColumns *self,
           double              x,
           double              y)
{
  for (guint c = 0; c < self->n_classes; c++)
    {
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (g_ptr_array_index (self->names, c), GTK_WIDGET (self), &bounds)
          && y >= bounds.origin.y && y < bounds.origin.y + bounds.size.height)
        {
          set_hovered (self, (int) c);
          return;
        }
    }
  set_hovered (self, -1);
}

static void
on_leave (HillSoftmaxColumns *self)
{
  set_hovered (self, -1);
}

static void
hill_softmax_columns_dispose (GObject *object)
{
  HillSoftmaxColumns *self = HILL_SOFTMAX_COLUMNS (object);

  if (self->grid != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->grid));
  self->grid = NULL;
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->readouts, g_ptr_array_unref);
  G_OBJECT_CLASS (hill_softmax_columns_parent_class)->dispose (object);
}

static void
hill_softmax_columns_class_init (HillSoftmaxColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_softmax_columns_dispose;
  signals[HOVERED] = g_signal_new ("hovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "softmaxcolumns");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_softmax_columns_init (HillSoftmaxColumns *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->hovered = -1;
  self->names = g_ptr_array_new ();
  self->readouts = g_ptr_array_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 10);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Softmax, column by column"), -1);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
