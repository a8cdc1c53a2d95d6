/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Three rows of entries that grow and shrink together.  What is typed counts at once. */

#include "hill-penalty-example.h"

#include "hill-arithmetic.h"
#include "hill-formula-view.h"
#include "hill-norms.h"
#include "hill-sheet.h"

#include <glib/gi18n.h>
#include <math.h>

#define MIN_INPUTS 2
#define MAX_INPUTS 6

typedef enum
{
  ROW_X,
  ROW_W1,
  ROW_W2,
  N_ROWS
} Row;

typedef enum
{
  RESULT_SCORE,
  RESULT_L1,
  RESULT_L2,
  RESULT_ELASTIC,
  N_RESULTS
} Result;

struct _HillPenaltyExample
{
  GtkWidget        parent_instance;
  GtkGrid         *grid;                /* template children */
  GtkWidget       *fewer_button;
  GtkWidget       *more_button;
  GtkLabel        *sentence;
  HillFormulaView *l1_formula;
  HillFormulaView *l2_formula;
  HillFormulaView *elastic_formula;

  GtkWidget       *entries[N_ROWS][MAX_INPUTS];
  GtkLabel        *results[N_ROWS][N_RESULTS];
  double           numbers[N_ROWS][MAX_INPUTS];
  guint            n_inputs;
  double           beta;
};

enum
{
  PROP_BETA = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HillPenaltyExample, hill_penalty_example, GTK_TYPE_WIDGET)

static const HillRegularizer regularizers[] = { HILL_REGULARIZER_NONE, HILL_REGULARIZER_L1, HILL_REGULARIZER_L2, HILL_REGULARIZER_ELASTIC };

static double
get_result (HillPenaltyExample *self,
            Row                 row,
            Result              result)
{
  HillNorms norms;

  if (result == RESULT_SCORE)
    return hill_norms_get_score (self->numbers[ROW_X], self->numbers[row], self->n_inputs);
  hill_norms_init (&norms, self->numbers[row], self->n_inputs);
  return hill_norms_get_regularizer (&norms, regularizers[result], self->beta);
}

/* |0.3| + |-0.1| + …, 0.3^2 + …, or both. */
static void
append_sum (HillPenaltyExample *self,
            GString            *tex,
            Row                 row,
            Result              result)
{
  for (guint i = 0; i < self->n_inputs; i++)
    {
      g_autofree char *w = hill_number_trim (self->numbers[row][i], 4);
      gboolean negative = self->numbers[row][i] < 0;

      g_string_append (tex, i > 0 ? " + " : "");
      if (result == RESULT_L1)
        g_string_append_printf (tex, "|%s|", w);
      else
        g_string_append_printf (tex, negative ? "(%s)^2" : "%s^2", w);
    }
}

/* In braces: a line ends between the two weights, not inside. */
static void
append_weights (HillPenaltyExample *self,
                GString            *tex,
                Row                 row,
                Result              result)
{
  g_autofree char *value = hill_number_trim (get_result (self, row, result), 4);
  g_autofree char *beta = hill_number_trim (self->beta, 3);

  g_string_append_printf (tex, "%s {W_%d\\text{: } ", row == ROW_W1 ? "\\quad " : "\\quad \\break ", (int) row);
  if (result != RESULT_ELASTIC)
    append_sum (self, tex, row, result);
  else
    {
      g_autofree char *l1 = hill_number_trim (get_result (self, row, RESULT_L1), 4);
      g_autofree char *l2 = hill_number_trim (get_result (self, row, RESULT_L2), 4);

      g_string_append_printf (tex, "%s + %s \\cdot %s", l1, beta, l2);
    }
  g_string_append_printf (tex, " = \\result{%s}}", value);
}

static void
show_formula (HillPenaltyExample *self,
              HillFormulaView    *view,
              const char         *head,
              Result              result)
{
  g_autoptr(GString) tex = g_string_new (head);

  append_weights (self, tex, ROW_W1, result);
  append_weights (self, tex, ROW_W2, result);
  hill_formula_view_set_tex (view, tex->str);
}

/* "L1 prefers W1", or neither of the two. */
static void
append_preference (HillPenaltyExample *self,
                   GString            *text,
                   const char         *name,
                   Result              result)
{
  double first = get_result (self, ROW_W1, result), second = get_result (self, ROW_W2, result);
  g_autofree char *low = hill_number_trim (MIN (first, second), 4);
  g_autofree char *high = hill_number_trim (MAX (first, second), 4);

  g_string_append_c (text, ' ');
  if (fabs (first - second) <= 1e-12 * fabs (first))
    g_string_append_printf (text, _("%s finds both equally good."), name);
  else
    /* Translators: a regulariser, the weights it prefers, two penalties: "L1 prefers W1 (1 < 1.2)." */
    g_string_append_printf (text, _("%s prefers %s (%s < %s)."), name, first < second ? "W₁" : "W₂", low, high);
}

static void
show_sentence (HillPenaltyExample *self)
{
  double first = get_result (self, ROW_W1, RESULT_SCORE), second = get_result (self, ROW_W2, RESULT_SCORE);
  g_autofree char *a = hill_number_trim (first, 4);
  g_autofree char *b = hill_number_trim (second, 4);
  g_autoptr(GString) text = g_string_new (NULL);

  if (fabs (first - second) <= 1e-9 * MAX (fabs (first), 1))
    g_string_printf (text, _("Both weights give the score %s, so the data loss is the same."), a);
  else
    g_string_printf (text, _("The weights give different scores, %s and %s: the data loss will tell them apart, too."), a, b);
  append_preference (self, text, "L1", RESULT_L1);
  append_preference (self, text, "L2", RESULT_L2);
  g_string_append_printf (text, " %s", _("L1 gathers weight in few inputs; L2 spreads it over all."));
  gtk_label_set_text (self->sentence, text->str);
}

static void
show_results (HillPenaltyExample *self)
{
  for (int row = ROW_W1; row < N_ROWS; row++)
    for (int i = 0; i < N_RESULTS; i++)
      {
        g_autofree char *text = hill_number_trim (get_result (self, (Row) row, (Result) i), 4);

        gtk_label_set_text (self->results[row][i], text);
      }
  show_formula (self, self->l1_formula, "\\text{L1} = \\sum_k |w_k|", RESULT_L1);
  show_formula (self, self->l2_formula, "\\text{L2} = \\sum_k w_k^2", RESULT_L2);
  show_formula (self, self->elastic_formula, "\\text{L1} + \\beta \\text{L2}", RESULT_ELASTIC);
  show_sentence (self);
}

static void
show_message (HillPenaltyExample *self,
              const char         *message)
{
  for (int row = ROW_W1; row < N_ROWS; row++)
    for (int i = 0; i < N_RESULTS; i++)
      gtk_label_set_text (self->results[row][i], "–");
  gtk_label_set_text (self->sentence, message);
}

static void
update (HillPenaltyExample *self)
{
  g_autoptr(GError) error = NULL;

  for (int row = 0; row < N_ROWS; row++)
    for (guint i = 0; i < self->n_inputs; i++)
      {
        GtkWidget *entry = self->entries[row][i];

        if (hill_score_parse (gtk_editable_get_text (GTK_EDITABLE (entry)), &self->numbers[row][i], error == NULL ? &error : NULL))
          gtk_widget_remove_css_class (entry, "error");
        else
          gtk_widget_add_css_class (entry, "error");
      }
  gtk_widget_set_sensitive (self->fewer_button, self->n_inputs > MIN_INPUTS);
  gtk_widget_set_sensitive (self->more_button, self->n_inputs < MAX_INPUTS);
  if (error == NULL)
    show_results (self);
  else
    show_message (self, error->message);
}

static void
show_inputs (HillPenaltyExample *self)
{
  for (int row = 0; row < N_ROWS; row++)
    for (guint i = 0; i < MAX_INPUTS; i++)
      gtk_widget_set_visible (self->entries[row][i], i < self->n_inputs);
  update (self);
}

static void
on_fewer (HillPenaltyExample *self)
{
  self->n_inputs = MAX (self->n_inputs - 1, MIN_INPUTS);
  show_inputs (self);
}

static void
on_more (HillPenaltyExample *self)
{
  self->n_inputs = MIN (self->n_inputs + 1, MAX_INPUTS);
  show_inputs (self);
}

static void
on_reset (HillPenaltyExample *self)
{
  static const char * const lecture[N_ROWS][3] = { { "1", "1", "1" }, { "1", "0", "0" }, { "0.3", "-0.1", "0.8" } };

  self->n_inputs = G_N_ELEMENTS (lecture[0]);
  for (int row = 0; row < N_ROWS; row++)
    for (guint i = 0; i < MAX_INPUTS; i++)
      gtk_editable_set_text (GTK_EDITABLE (self->entries[row][i]), i < self->n_inputs ? lecture[row][i] : row == ROW_X ? "1" : "0");
  show_inputs (self);
}

static void
add_entry (HillPenaltyExample *self,
           int                 row,
           int                 column)
{
  static const char * const names[N_ROWS] = { "x", "W₁", "W₂" };
  GtkWidget *entry = gtk_entry_new ();
  /* Translators: x, W1 or W2, and the number of the input */
  g_autofree char *name = g_strdup_printf (_("%s, input %d"), names[row], column + 1);

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 4);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 5);
  gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  gtk_widget_add_css_class (entry, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (update), self);
  gtk_grid_attach (self->grid, entry, column + 1, row + 1, 1, 1);
  self->entries[row][column] = entry;
}

static GtkWidget *
add_label (HillPenaltyExample *self,
           const char         *text,
           int                 column,
           int                 row,
           const char         *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return label;
}

static void
build (HillPenaltyExample *self)
{
  static const char * const names[N_ROWS] = { "x", "W₁", "W₂" };
  const char *headers[N_RESULTS] = { _("score W · x"), "L1", "L2", _("elastic net") };

  for (int row = 0; row < N_ROWS; row++)
    {
      add_label (self, names[row], 0, row + 1, "heading");
      for (int i = 0; i < N_RESULTS && row != ROW_X; i++)
        self->results[row][i] = GTK_LABEL (add_label (self, "", MAX_INPUTS + 1 + i, row + 1, "numeric"));
    }
  for (int i = 0; i < N_RESULTS; i++)
    add_label (self, headers[i], MAX_INPUTS + 1 + i, 0, "dim-label");
  for (int row = 0; row < N_ROWS; row++)
    for (int i = 0; i < MAX_INPUTS; i++)
      add_entry (self, row, i);
}

static void
hill_penalty_example_get_property (GObject    *object,
                                   guint       id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_BETA)
    g_value_set_double (value, HILL_PENALTY_EXAMPLE (object)->beta);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_penalty_example_set_property (GObject      *object,
                                   guint         id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  HillPenaltyExample *self = HILL_PENALTY_EXAMPLE (object);

  if (id == PROP_BETA)
    {
      self->beta = g_value_get_double (value);
      update (self);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_penalty_example_dispose (GObject *object)
{
  HillPenaltyExample *self = HILL_PENALTY_EXAMPLE (object);
  GtkWidget *child;

  for (int row = 0; row < N_ROWS; row++)
    for (int i = 0; i < MAX_INPUTS; i++)
      if (self->entries[row][i] != NULL)
        g_signal_handlers_disconnect_by_func (self->entries[row][i], update, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_PENALTY_EXAMPLE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_penalty_example_parent_class)->dispose (object);
}

static void
hill_penalty_example_class_init (HillPenaltyExampleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_penalty_example_get_property;
  object_class->set_property = hill_penalty_example_set_property;
  object_class->dispose = hill_penalty_example_dispose;

  properties[PROP_BETA] = g_param_spec_double ("beta", NULL, NULL, 0, G_MAXDOUBLE, 1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (HILL_TYPE_FORMULA_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-penalty-example.ui");
  gtk_widget_class_bind_template_child (widget_class, HillPenaltyExample, grid);
  gtk_widget_class_bind_template_child (widget_class, HillPenaltyExample, fewer_button);
  gtk_widget_class_bind_template_child (widget_class, HillPenaltyExample, more_button);
  gtk_widget_class_bind_template_child (widget_class, HillPenaltyExample, sentence);
  gtk_widget_class_bind_template_child (widget_class, HillPenaltyExample, l1_formula);
  gtk_widget_class_bind_template_child (widget_class, HillPenaltyExample, l2_formula);
  gtk_widget_class_bind_template_child (widget_class, HillPenaltyExample, elastic_formula);
  gtk_widget_class_bind_template_callback (widget_class, on_fewer);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "penaltyexample");
}

static void
hill_penalty_example_init (HillPenaltyExample *self)
{
  self->beta = 1;
  self->n_inputs = MIN_INPUTS;
  gtk_widget_init_template (GTK_WIDGET (self));
  hill_formula_view_set_name (self->l1_formula, _("L1 of both weights"));
  hill_formula_view_set_name (self->l2_formula, _("L2 of both weights"));
  hill_formula_view_set_name (self->elastic_formula, _("Elastic net of both weights"));
  build (self);
  on_reset (self);
}
