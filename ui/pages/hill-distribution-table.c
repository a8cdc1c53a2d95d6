/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Cells are made once for each row that was ever needed.  What is typed counts at once; while it is no distribution, the terms are dashes. */

#include "hill-distribution-table.h"

#include "hill-arithmetic.h"
#include "hill-sheet.h"
#include "hill-stateful.h"

#include <glib/gi18n.h>
#include <math.h>

typedef enum
{
  COLUMN_NAME,
  COLUMN_SCORE,
  COLUMN_EXPONENTIAL,
  COLUMN_Q,
  COLUMN_P,
  COLUMN_ENTROPY,
  COLUMN_CROSS,
  COLUMN_RELATIVE,
  N_COLUMNS
} Column;

#define SUM_ROW (HILL_DISTRIBUTION_MAX_OUTCOMES + 1)

struct _HillDistributionTable
{
  GtkWidget          parent_instance;
  GtkWidget         *headers[N_COLUMNS];
  GtkWidget         *cells[HILL_DISTRIBUTION_MAX_OUTCOMES][N_COLUMNS];  /* NULL where they were never needed */
  GtkWidget         *sums[N_COLUMNS];
  HillDistributions  values;
  double             exact_q[HILL_DISTRIBUTION_MAX_OUTCOMES];           /* what was shown last */
  double             exact_p[HILL_DISTRIBUTION_MAX_OUTCOMES];
  HillLogBase        base;
  gboolean           filling;           /* the program, not the person, writes into a cell */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void hill_distribution_table_stateful_init (HillStatefulInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HillDistributionTable, hill_distribution_table, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (HILL_TYPE_STATEFUL, hill_distribution_table_stateful_init))

char *
hill_information_format (double value)
{
  if (value != 0 && fabs (value) < 0.005)
    return hill_number_trim (value, 6);
  return hill_number_fixed (value, 2);
}

static gboolean
is_typed (Column column)
{
  return column == COLUMN_NAME || column == COLUMN_Q || column == COLUMN_P;
}

static void
set_number (GtkWidget *cell,
            char      *text)
{
  gtk_label_set_text (GTK_LABEL (cell), text);
  g_free (text);
}

/* What a cell shows may be rounded: as long as nobody typed, it means the number that it was made of, @exact. */
static double
get_share (GtkWidget *entry,
           double     exact,
           gboolean  *is_number)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  double share = exact;

  *is_number = g_strcmp0 (text, g_object_get_data (G_OBJECT (entry), "shown")) == 0 || hill_score_parse (text, &share, NULL);
  return share;
}

static void
show_share (GtkWidget *entry,
            char      *text)
{
  g_object_set_data_full (G_OBJECT (entry), "shown", text, g_free);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* One of the two distributions from its cells; the cell that is no number is marked. */
static gboolean
read_column (HillDistributionTable *self,
             Column                 column,
             double                *shares,
             GError               **error)
{
  gboolean is_number = TRUE;

  for (guint i = 0; i < self->values.n; i++)
    {
      GtkWidget *entry = self->cells[i][column];
      gboolean is_good;

      shares[i] = get_share (entry, (column == COLUMN_Q ? self->exact_q : self->exact_p)[i], &is_good);
      if (is_good)
        gtk_widget_remove_css_class (entry, "error");
      else
        gtk_widget_add_css_class (entry, "error");
      if (!is_good && is_number)
        /* Translators: what was typed, the name of a distribution, an outcome */
        g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("“%s” is no probability: %s of “%s” needs a number from 0 to 1."),
                     gtk_editable_get_text (GTK_EDITABLE (entry)), column == COLUMN_Q ? "Q" : "P", self->values.names[i]);
      is_number = is_number && is_good;
    }
  return is_number;
}

static gboolean
read_values (HillDistributionTable *self,
             GError               **error)
{
  HillDistributions *values = &self->values;

  if (values->has_scores)
    return TRUE;
  return read_column (self, COLUMN_Q, values->q, error) && read_column (self, COLUMN_P, values->p, error)
         && hill_distribution_check (values->q, values->n, "Q", error) && hill_distribution_check (values->p, values->n, "P", error);
}

static void
show_terms (HillDistributionTable *self,
            guint                  row)
{
  double entropy = hill_entropy (&self->values.q[row], 1, self->base);
  double cross = hill_cross_entropy (&self->values.q[row], &self->values.p[row], 1, self->base);

  set_number (self->cells[row][COLUMN_ENTROPY], hill_information_format (entropy));
  set_number (self->cells[row][COLUMN_CROSS], hill_information_format (cross));
  set_number (self->cells[row][COLUMN_RELATIVE], hill_information_format (cross - entropy));
}

static void
show_dashes (HillDistributionTable *self)
{
  for (int column = COLUMN_ENTROPY; column < N_COLUMNS; column++)
    {
      for (guint i = 0; i < self->values.n; i++)
        gtk_label_set_text (GTK_LABEL (self->cells[i][column]), "–");
      gtk_label_set_text (GTK_LABEL (self->sums[column]), "–");
    }
}

static void
show_sums (HillDistributionTable *self)
{
  const HillDistributions *values = &self->values;
  double q = 0, p = 0;

  for (guint i = 0; i < values->n; i++)
    {
      q += values->q[i];
      p += values->p[i];
    }
  set_number (self->sums[COLUMN_Q], hill_number_fixed (q, 2));
  set_number (self->sums[COLUMN_P], hill_number_fixed (p, 2));
}

static void
show_results (HillDistributionTable *self)
{
  const HillDistributions *values = &self->values;
  gboolean is_good = read_values (self, NULL);

  show_sums (self);
  if (!is_good)
    {
      show_dashes (self);
      return;
    }
  for (guint i = 0; i < values->n; i++)
    show_terms (self, i);
  set_number (self->sums[COLUMN_ENTROPY], hill_information_format (hill_entropy (values->q, values->n, self->base)));
  set_number (self->sums[COLUMN_CROSS], hill_information_format (hill_cross_entropy (values->q, values->p, values->n, self->base)));
  set_number (self->sums[COLUMN_RELATIVE], hill_information_format (hill_relative_entropy (values->q, values->p, values->n, self->base)));
}

static void
on_typed (HillDistributionTable *self,
          GtkEditable           *entry)
{
  guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "row"));

  if (self->filling)
    return;
  if (GTK_WIDGET (entry) == self->cells[row][COLUMN_NAME])
    {
      g_free (self->values.names[row]);
      self->values.names[row] = g_strdup (gtk_editable_get_text (entry));
    }
  show_results (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
attach (HillDistributionTable *self,
        GtkWidget             *cell,
        int                    row,
        int                    column)
{
  GtkLayoutManager *grid = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkLayoutChild *child;

  gtk_widget_set_parent (cell, GTK_WIDGET (self));
  child = gtk_layout_manager_get_layout_child (grid, cell);
  gtk_grid_layout_child_set_row (GTK_GRID_LAYOUT_CHILD (child), row);
  gtk_grid_layout_child_set_column (GTK_GRID_LAYOUT_CHILD (child), column);
}

static GtkWidget *
new_label (Column column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column == COLUMN_NAME ? 0 : 1);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
new_entry (HillDistributionTable *self,
           guint                  row,
           Column                 column)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), column == COLUMN_NAME ? 8 : 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), column == COLUMN_NAME ? 12 : 6);
  gtk_entry_set_alignment (GTK_ENTRY (entry), column == COLUMN_NAME ? 0 : 1);
  gtk_widget_add_css_class (entry, "numeric");
  g_object_set_data (G_OBJECT (entry), "row", GUINT_TO_POINTER (row));
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_typed), self);
  return entry;
}

static void
need_row (HillDistributionTable *self,
          guint                  row)
{
  if (self->cells[row][0] != NULL)
    return;
  for (int column = 0; column < N_COLUMNS; column++)
    {
      self->cells[row][column] = is_typed ((Column) column) ? new_entry (self, row, (Column) column) : new_label ((Column) column);
      attach (self, self->cells[row][column], (int) row + 1, column);
    }
}

static void
name_entry (GtkWidget  *entry,
            const char *what,
            guint       row)
{
  /* Translators: "Q" or "P" or "Outcome", and the number of the row */
  g_autofree char *name = g_strdup_printf (_("%s %u"), what, row + 1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
fill_row (HillDistributionTable *self,
          guint                  row)
{
  const HillDistributions *values = &self->values;
  GtkWidget **cells = self->cells[row];

  self->exact_q[row] = values->q[row];
  self->exact_p[row] = values->p[row];
  gtk_editable_set_text (GTK_EDITABLE (cells[COLUMN_NAME]), values->names[row]);
  show_share (cells[COLUMN_Q], values->has_scores ? hill_number_fixed (values->q[row], 0) : hill_number_trim (values->q[row], 4));
  show_share (cells[COLUMN_P], values->has_scores ? hill_number_fixed (values->p[row], 2) : hill_number_trim (values->p[row], 4));
  set_number (cells[COLUMN_SCORE], hill_number_trim (values->scores[row], 4));
  set_number (cells[COLUMN_EXPONENTIAL], hill_number_exponential (exp (values->scores[row])));
  name_entry (cells[COLUMN_NAME], _("Outcome"), row);
  name_entry (cells[COLUMN_Q], "Q", row);
  name_entry (cells[COLUMN_P], "P", row);
  for (int column = 0; column < N_COLUMNS; column++)
    {
      if (is_typed ((Column) column))
        gtk_editable_set_editable (GTK_EDITABLE (cells[column]), !values->has_scores);
      gtk_widget_remove_css_class (cells[column], "error");
    }
}

static void
show_columns (HillDistributionTable *self)
{
  for (int column = 0; column < N_COLUMNS; column++)
    {
      gboolean visible = self->values.has_scores || (column != COLUMN_SCORE && column != COLUMN_EXPONENTIAL);

      gtk_widget_set_visible (self->headers[column], visible);
      gtk_widget_set_visible (self->sums[column], visible);
      for (guint i = 0; i < HILL_DISTRIBUTION_MAX_OUTCOMES && self->cells[i][column] != NULL; i++)
        gtk_widget_set_visible (self->cells[i][column], visible && i < self->values.n);
    }
}

static void
show_sum_of_exponentials (HillDistributionTable *self)
{
  double sum = 0;

  for (guint i = 0; i < self->values.n; i++)
    sum += exp (self->values.scores[i]);
  set_number (self->sums[COLUMN_EXPONENTIAL], hill_number_exponential (sum));
}

static void
copy_values (HillDistributions       *to,
             const HillDistributions *from)
{
  char *names[HILL_DISTRIBUTION_MAX_OUTCOMES] = { NULL };

  for (guint i = 0; i < from->n; i++)
    names[i] = g_strdup (from->names[i]);
  for (guint i = 0; i < HILL_DISTRIBUTION_MAX_OUTCOMES; i++)
    g_free (to->names[i]);
  *to = *from;
  for (guint i = 0; i < HILL_DISTRIBUTION_MAX_OUTCOMES; i++)
    to->names[i] = names[i];
}

void
hill_distribution_table_set_values (HillDistributionTable   *self,
                                    const HillDistributions *values)
{
  g_return_if_fail (HILL_IS_DISTRIBUTION_TABLE (self) && values->n <= HILL_DISTRIBUTION_MAX_OUTCOMES);

  copy_values (&self->values, values);
  self->filling = TRUE;
  for (guint i = 0; i < values->n; i++)
    {
      need_row (self, i);
      fill_row (self, i);
    }
  self->filling = FALSE;
  show_sum_of_exponentials (self);
  show_columns (self);
  show_results (self);
}

const HillDistributions *
hill_distribution_table_get_values (HillDistributionTable  *self,
                                    GError                **error)
{
  g_return_val_if_fail (HILL_IS_DISTRIBUTION_TABLE (self), NULL);

  return read_values (self, error) ? &self->values : NULL;
}

void
hill_distribution_table_normalize (HillDistributionTable *self)
{
  HillDistributions values = { 0 };

  g_return_if_fail (HILL_IS_DISTRIBUTION_TABLE (self));

  read_values (self, NULL);
  copy_values (&values, &self->values);
  hill_distribution_normalize (values.q, values.n);
  hill_distribution_normalize (values.p, values.n);
  hill_distribution_table_set_values (self, &values);
  for (guint i = 0; i < values.n; i++)
    g_free (values.names[i]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
name_columns (HillDistributionTable *self)
{
  static const char * const names[] = { "ln", "log₂", "log₁₀" };
  const char *log = names[self->base];
  g_autofree char *entropy = g_strdup_printf ("−q %s q", log);
  g_autofree char *cross = g_strdup_printf ("−q %s p", log);
  g_autofree char *relative = g_strdup_printf ("q %s q/p", log);
  const char *texts[N_COLUMNS] = { _("Outcome"), _("score s"), "exp(s)", "Q", "P", entropy, cross, relative };

  for (int column = 0; column < N_COLUMNS; column++)
    gtk_label_set_text (GTK_LABEL (self->headers[column]), texts[column]);
}

void
hill_distribution_table_set_base (HillDistributionTable *self,
                                  HillLogBase            base)
{
  g_return_if_fail (HILL_IS_DISTRIBUTION_TABLE (self));

  self->base = base;
  name_columns (self);
  show_results (self);
}

/* What stands in the cells, a line for each outcome; nothing where it follows from scores. */
static void
save_state (HillStateful *stateful,
            GHashTable   *values)
{
  HillDistributionTable *self = HILL_DISTRIBUTION_TABLE (stateful);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->values.n && !self->values.has_scores; i++)
    g_string_append_printf (text, "%s%s\t%s\t%s", i > 0 ? "\n" : "", gtk_editable_get_text (GTK_EDITABLE (self->cells[i][COLUMN_NAME])),
                            gtk_editable_get_text (GTK_EDITABLE (self->cells[i][COLUMN_Q])),
                            gtk_editable_get_text (GTK_EDITABLE (self->cells[i][COLUMN_P])));
  hill_values_put (values, "outcomes", text->str);
}

static void
type_line (HillDistributionTable *self,
           guint                  row,
           const char            *line)
{
  g_auto(GStrv) cells = g_strsplit (line, "\t", 3);

  if (g_strv_length (cells) != 3)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->cells[row][COLUMN_NAME]), cells[0]);
  gtk_editable_set_text (GTK_EDITABLE (self->cells[row][COLUMN_Q]), cells[1]);
  gtk_editable_set_text (GTK_EDITABLE (self->cells[row][COLUMN_P]), cells[2]);
}

static gboolean
restore_state (HillStateful *stateful,
               GHashTable   *values)
{
  HillDistributionTable *self = HILL_DISTRIBUTION_TABLE (stateful);
  const char *text = hill_values_get (values, "outcomes");
  g_auto(GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", HILL_DISTRIBUTION_MAX_OUTCOMES);
  HillDistributions rows = { .n = g_strv_length (lines) };

  if (rows.n == 0 || self->values.has_scores)
    return TRUE;
  for (guint i = 0; i < rows.n; i++)
    rows.names[i] = lines[i];
  hill_distribution_table_set_values (self, &rows);
  for (guint i = 0; i < rows.n; i++)
    type_line (self, i, lines[i]);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

static void
hill_distribution_table_stateful_init (HillStatefulInterface *iface)
{
  iface->save_state = save_state;
  iface->restore_state = restore_state;
}

static void
hill_distribution_table_dispose (GObject *object)
{
  HillDistributionTable *self = HILL_DISTRIBUTION_TABLE (object);
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; i < HILL_DISTRIBUTION_MAX_OUTCOMES; i++)
    g_clear_pointer (&self->values.names[i], g_free);
  G_OBJECT_CLASS (hill_distribution_table_parent_class)->dispose (object);
}

static void
hill_distribution_table_class_init (HillDistributionTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_distribution_table_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_GRID_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "texttable");
}

static void
hill_distribution_table_init (HillDistributionTable *self)
{
  GtkGridLayout *grid = GTK_GRID_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_grid_layout_set_column_spacing (grid, 12);
  gtk_grid_layout_set_row_spacing (grid, 6);
  for (int column = 0; column < N_COLUMNS; column++)
    {
      self->headers[column] = new_label ((Column) column);
      gtk_widget_add_css_class (self->headers[column], "dim-label");
      attach (self, self->headers[column], 0, column);
      self->sums[column] = new_label ((Column) column);
      gtk_widget_add_css_class (self->sums[column], "heading");
      attach (self, self->sums[column], SUM_ROW, column);
    }
  gtk_label_set_text (GTK_LABEL (self->sums[COLUMN_NAME]), _("Sum"));
  name_columns (self);
}
