/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One row for each who can take part: its options on the left, its outcome on the right. */

#include "hill-race-view.h"

#include "hill-axis.h"
#include "hill-plot-card.h"
#include "hill-plot-drag.h"
#include "hill-race.h"
#include "hill-surface-field.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define SURFACE_STEPS 150
#define N_OUTCOMES 6

typedef struct
{
  GtkCheckButton *check;
  GtkEntry       *rate;
  GtkEntry       *batch;        /* (nullable): searches have none */
  GtkLabel       *outcomes[N_OUTCOMES];
} Row;

struct _HillRaceView
{
  GtkWidget       parent_instance;
  HillPlotCard   *landscape_card;       /* template children, to race_button */
  HillPlotCard   *chart_card;
  GtkDropDown    *axis;
  GtkLabel       *outcome;
  GtkGrid        *table;
  GtkDropDown    *budget;
  GtkSpinner     *spinner;
  GtkButton      *race_button;

  Row             rows[HILL_N_RACERS];
  HillRacer       racers[HILL_N_RACERS];
  HillSession    *session;              /* owned (nullable): on data */
  HillDataset    *dataset;              /* owned (nullable): the one that was raced on */
  HillJob        *job;                  /* owned (nullable) */
  HillSurface     surface;
  double          start[2];
  HillRaceResult *result;               /* owned (nullable) */
  gboolean        filling;
};

G_DEFINE_FINAL_TYPE (HillRaceView, hill_race_view, GTK_TYPE_WIDGET)

static const double budgets[] = { 2, 5, 10, 20 };

static gboolean
is_on_surface (HillRaceView *self)
{
  return self->session == NULL;
}

/* ---- outcome */

static void
set_outcome (Row        *row,
             int         column,
             const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (row->outcomes[column]), text) != 0)
    gtk_label_set_text (row->outcomes[column], text);
}

static void
set_number (Row    *row,
            int     column,
            double  number)
{
  g_autofree char *text = isnan (number) ? g_strdup ("–") : hill_format_number (number);

  set_outcome (row, column, text);
}

static void
show_runner (HillRaceView     *self,
             const HillRunner *runner)
{
  Row *row = &self->rows[runner->racer];
  gsize last = runner->n_points - 1;
  double lowest = INFINITY;
  g_autofree char *accuracy = isnan (runner->accuracies[last]) ? g_strdup ("–")
                                                                : g_strdup_printf ("%.2f %%", 100 * runner->accuracies[last]);

  for (gsize k = 0; k < runner->n_points; k++)
    lowest = MIN (lowest, runner->losses[k]);
  set_number (row, 0, (double) last);
  set_number (row, 1, runner->examples[last]);
  set_number (row, 2, runner->seconds[last]);
  if (runner->diverged)
    set_outcome (row, 3, _("ran away"));
  else
    set_number (row, 3, runner->losses[last]);
  set_number (row, 4, lowest);
  set_outcome (row, 5, accuracy);
}

static void
show_table (HillRaceView *self)
{
  for (guint i = 0; i < HILL_N_RACERS; i++)
    for (int column = 0; column < N_OUTCOMES; column++)
      set_outcome (&self->rows[i], column, "");
  for (guint i = 0; self->result != NULL && i < self->result->n_runners; i++)
    show_runner (self, &self->result->runners[i]);
}

static void
show_chart (HillRaceView *self)
{
  HillRaceAxis axis = is_on_surface (self) ? HILL_RACE_BY_STEP : (HillRaceAxis) gtk_drop_down_get_selected (self->axis);

  hill_plot_card_take_plot (self->chart_card, hill_race_new_chart (self->result, self->racers, axis));
}

static void
show_result (HillRaceView *self)
{
  g_autofree char *outcome = hill_race_dup_outcome (self->result, self->racers);

  hill_plot_card_take_plot (self->landscape_card, hill_race_new_landscape (self->result, self->racers));
  show_chart (self);
  show_table (self);
  gtk_label_set_text (self->outcome, outcome);
}

static void
take_result (HillRaceView   *self,
             HillRaceResult *result)
{
  g_clear_pointer (&self->result, hill_race_result_free);
  self->result = result;
  show_result (self);
}

/* ---- racing */

static void
end_job (HillRaceView *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
  gtk_spinner_set_spinning (self->spinner, FALSE);
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillRaceView *self = user_data;
  HillRaceResult *result = hill_job_take_result (job);
  const char *message = hill_job_get_message (job);

  if (result != NULL)
    take_result (self, result);
  if (message != NULL)
    gtk_label_set_text (self->outcome, message);
  if (hill_job_is_over (job))
    gtk_spinner_set_spinning (self->spinner, FALSE);
}

static void
race_on_data (HillRaceView *self)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (self->session);
  HillRaceRequest *request;

  end_job (self);
  if (snapshot == NULL)
    return;
  request = g_new0 (HillRaceRequest, 1);
  request->snapshot = hill_snapshot_ref (snapshot);
  memcpy (request->racers, self->racers, sizeof self->racers);
  request->budget = budgets[MIN (gtk_drop_down_get_selected (self->budget), G_N_ELEMENTS (budgets) - 1)];
  gtk_label_set_text (self->outcome, _("They are on their way …"));
  gtk_spinner_set_spinning (self->spinner, TRUE);
  self->job = hill_session_compute (self->session, hill_race_compute, request, hill_race_request_free,
                                    (GDestroyNotify) hill_race_result_free, on_job, self);
}

static void
race_on_surface (HillRaceView *self)
{
  g_autoptr(HillField) field = self->result != NULL && self->result->field != NULL ? hill_field_ref (self->result->field)
                                                                                   : hill_surface_field_new (self->surface);

  take_result (self, hill_race_on_surface (self->surface, self->racers, self->start, SURFACE_STEPS, field));
}

static void
on_race (HillRaceView *self)
{
  if (is_on_surface (self))
    race_on_surface (self);
  else
    race_on_data (self);
}

static guint
count_runners (HillRaceView *self)
{
  guint n = 0;

  for (guint i = 0; i < HILL_N_RACERS; i++)
    n += self->racers[i].runs ? 1 : 0;
  return n;
}

static void
update_rows (HillRaceView *self)
{
  guint n = count_runners (self);

  for (guint i = 0; i < HILL_N_RACERS; i++)
    gtk_widget_set_sensitive (GTK_WIDGET (self->rows[i].check), self->racers[i].runs || n < HILL_MAX_RUNNERS);
  gtk_widget_set_sensitive (GTK_WIDGET (self->race_button), n > 0);
}

/* What has been changed is raced at once where that costs nothing. */
static void
on_racers_changed (HillRaceView *self)
{
  update_rows (self);
  if (is_on_surface (self))
    race_on_surface (self);
}

static guint
find_row (HillRaceView *self,
          gpointer      widget)
{
  for (guint i = 0; i < HILL_N_RACERS; i++)
    if (widget == self->rows[i].check || widget == self->rows[i].rate || widget == self->rows[i].batch)
      return i;
  g_return_val_if_reached (0);
}

static void
on_check_toggled (GtkCheckButton *check,
                  HillRaceView   *self)
{
  if (self->filling)
    return;
  self->racers[find_row (self, check)].runs = gtk_check_button_get_active (check);
  on_racers_changed (self);
}

/* ---- entries */

static void
show_entries (HillRaceView *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < HILL_N_RACERS; i++)
    {
      const HillRacer *racer = &self->racers[i];
      Row *row = &self->rows[i];
      g_autofree char *rate = g_strdup_printf ("%.4g", racer->rate);
      g_autofree char *batch = racer->batch_size > 0 ? g_strdup_printf ("%zu", racer->batch_size) : g_strdup (_("full"));

      gtk_check_button_set_active (row->check, racer->runs);
      gtk_editable_set_text (GTK_EDITABLE (row->rate), rate);
      if (row->batch != NULL)
        gtk_editable_set_text (GTK_EDITABLE (row->batch), batch);
      gtk_widget_remove_css_class (GTK_WIDGET (row->rate), "error");
    }
  self->filling = FALSE;
}

static gboolean
read_number (GtkEntry *entry,
             double    highest,
             double   *number)
{
  g_autofree char *text = g_strdelimit (g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)))), ",", '.');
  char *end;

  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && *number > 0 && *number <= highest;
}

static void
set_valid (GtkEntry *entry,
           gboolean  valid)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
}

static void
on_rate_changed (GtkEntry     *entry,
                 HillRaceView *self)
{
  HillRacer *racer;
  double rate;
  gboolean valid;

  if (self->filling)
    return;
  racer = &self->racers[find_row (self, entry)];
  valid = read_number (entry, 1e6, &rate);
  set_valid (entry, valid);
  if (!valid || rate == racer->rate)
    return;
  racer->rate = rate;
  on_racers_changed (self);
}

static void
on_batch_changed (GtkEntry     *entry,
                  HillRaceView *self)
{
  HillRacer *racer;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  gboolean full = g_str_equal (text, _("full")) || g_str_equal (text, "full");
  double size = 0;
  gboolean valid;

  if (self->filling)
    return;
  racer = &self->racers[find_row (self, entry)];
  valid = full || (read_number (entry, 1e6, &size) && size == floor (size));
  set_valid (entry, valid);
  if (!valid || racer->batch_size == (gsize) size)
    return;
  racer->batch_size = (gsize) size;
  on_racers_changed (self);
}

static GtkEntry *
new_entry (HillRaceView *self,
           const char   *name,
           GCallback     changed)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 8);
  gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (entry, "changed", changed, self);
  return GTK_ENTRY (entry);
}

/* By this its state is remembered. */
static void
name_control (gpointer    control,
              guint       index,
              const char *what)
{
  g_autofree char *name = g_strdup_printf ("runner-%u%s", index + 1, what);

  gtk_widget_set_name (control, name);
}

static void
add_row (HillRaceView *self,
         guint         index)
{
  const HillRacer *racer = &self->racers[index];
  Row *row = &self->rows[index];
  g_autofree char *rate_name = g_strdup_printf (_("Rate of %s"), _(racer->name));
  g_autofree char *batch_name = g_strdup_printf (_("Batch of %s"), _(racer->name));
  int line = (int) index + 1;

  row->check = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_(racer->name)));
  g_signal_connect (row->check, "toggled", G_CALLBACK (on_check_toggled), self);
  gtk_grid_attach (self->table, GTK_WIDGET (row->check), 0, line, 1, 1);
  row->rate = new_entry (self, rate_name, G_CALLBACK (on_rate_changed));
  gtk_grid_attach (self->table, GTK_WIDGET (row->rate), 1, line, 1, 1);
  if (racer->method == HILL_METHOD_OPTIMIZER)
    {
      row->batch = new_entry (self, batch_name, G_CALLBACK (on_batch_changed));
      name_control (row->batch, index, "-batch");
      gtk_grid_attach (self->table, GTK_WIDGET (row->batch), 2, line, 1, 1);
    }
  name_control (row->check, index, "");
  name_control (row->rate, index, "-rate");
  for (int column = 0; column < N_OUTCOMES; column++)
    {
      row->outcomes[column] = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_xalign (row->outcomes[column], 1);
      gtk_widget_add_css_class (GTK_WIDGET (row->outcomes[column]), "numeric");
      gtk_grid_attach (self->table, GTK_WIDGET (row->outcomes[column]), 3 + column, line, 1, 1);
    }
}

static void
add_header (HillRaceView *self)
{
  static const char * const names[] = {
    N_("takes part"), N_("rate"), N_("batch"), N_("steps"), N_("examples seen"), N_("seconds"), N_("final loss"), N_("lowest loss"),
    N_("accuracy"),
  };

  for (int column = 0; column < (int) G_N_ELEMENTS (names); column++)
    {
      GtkWidget *label = gtk_label_new (_(names[column]));

      gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
      gtk_widget_set_hexpand (label, column > 2);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_grid_attach (self->table, label, column, 0, 1, 1);
    }
}

/* One card alone, or both. */
static void
on_enlarged (HillPlotCard *card,
             GParamSpec   *pspec,
             HillRaceView *self)
{
  HillPlotCard *other = card == self->chart_card ? self->landscape_card : self->chart_card;

  gtk_widget_set_visible (GTK_WIDGET (other), !hill_plot_card_get_enlarged (card));
}

static void
on_axis_selected (HillRaceView *self)
{
  if (!self->filling)
    show_chart (self);
}

/* ---- the start on a surface */

static void
set_start (HillRaceView *self,
           double        x,
           double        y)
{
  const HillSurfaceInfo *info = hill_surface_get_info (self->surface);

  self->start[0] = CLAMP (x, info->x_min, info->x_max);
  self->start[1] = CLAMP (y, info->y_min, info->y_max);
  race_on_surface (self);
}

static void
on_landscape_dragged (HillPlotView *view,
                      double        x,
                      double        y,
                      double        dx,
                      double        dy,
                      gpointer      user_data)
{
  HillRaceView *self = user_data;
  HillPlotHit hit;

  if (is_on_surface (self) && hill_plot_view_pick (view, x, y, &hit))
    set_start (self, hit.x, hit.y);
}

static void
on_landscape_nudged (HillPlotView *view,
                     int           dx,
                     int           dy,
                     gpointer      user_data)
{
  HillRaceView *self = user_data;
  const HillSurfaceInfo *info = hill_surface_get_info (self->surface);

  if (is_on_surface (self))
    set_start (self, self->start[0] + dx * (info->x_max - info->x_min) / 100, self->start[1] - dy * (info->y_max - info->y_min) / 100);
}

/* ---- the class */

static void
hill_race_view_dispose (GObject *object)
{
  HillRaceView *self = HILL_RACE_VIEW (object);
  GtkWidget *child;

  if (self->job != NULL)
    end_job (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  g_clear_pointer (&self->result, hill_race_result_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_RACE_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_race_view_parent_class)->dispose (object);
}

static void
hill_race_view_class_init (HillRaceViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_race_view_dispose;
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/race-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillRaceView, landscape_card);
  gtk_widget_class_bind_template_child (widget_class, HillRaceView, chart_card);
  gtk_widget_class_bind_template_child (widget_class, HillRaceView, axis);
  gtk_widget_class_bind_template_child (widget_class, HillRaceView, outcome);
  gtk_widget_class_bind_template_child (widget_class, HillRaceView, table);
  gtk_widget_class_bind_template_child (widget_class, HillRaceView, budget);
  gtk_widget_class_bind_template_child (widget_class, HillRaceView, spinner);
  gtk_widget_class_bind_template_child (widget_class, HillRaceView, race_button);
  gtk_widget_class_bind_template_callback (widget_class, on_race);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
  gtk_widget_class_bind_template_callback (widget_class, on_axis_selected);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_race_view_init (HillRaceView *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  hill_race_init_racers (self->racers);
  add_header (self);
  for (guint i = 0; i < HILL_N_RACERS; i++)
    add_row (self, i);
  gtk_drop_down_set_selected (self->budget, 1);
  self->filling = FALSE;
  show_entries (self);
  hill_plot_view_set_lively (hill_plot_card_get_view (self->landscape_card), TRUE);
  hill_plot_view_add_hand (hill_plot_card_get_view (self->landscape_card), on_landscape_dragged, on_landscape_nudged, self);
}

/* Rates that suit one ground do not suit another; who takes part stays. */
static void
change_ground (HillRaceView *self)
{
  gboolean runs[HILL_N_RACERS];

  end_job (self);
  g_clear_pointer (&self->result, hill_race_result_free);
  for (guint i = 0; i < HILL_N_RACERS; i++)
    runs[i] = self->racers[i].runs;
  hill_race_init_racers (self->racers);
  if (is_on_surface (self))
    hill_race_suit_surface (self->racers, self->surface);
  for (guint i = 0; i < HILL_N_RACERS; i++)
    self->racers[i].runs = runs[i];
  show_entries (self);
  update_rows (self);
  gtk_widget_set_visible (GTK_WIDGET (self->axis), !is_on_surface (self));
  gtk_widget_set_visible (GTK_WIDGET (self->budget), !is_on_surface (self));
}

void
hill_race_view_show_surface (HillRaceView *self,
                             HillSurface   surface,
                             double        x,
                             double        y)
{
  g_return_if_fail (HILL_IS_RACE_VIEW (self));

  if (self->result != NULL && is_on_surface (self) && self->surface == surface)
    return;
  g_clear_object (&self->session);
  self->surface = surface;
  self->start[0] = x;
  self->start[1] = y;
  change_ground (self);
  race_on_surface (self);
}

void
hill_race_view_show_run (HillRaceView *self,
                         HillSession  *session)
{
  HillDataset *dataset = hill_session_get_dataset (session);

  g_return_if_fail (HILL_IS_RACE_VIEW (self));
  g_return_if_fail (HILL_IS_SESSION (session));

  if (self->session == session && self->dataset == dataset)
    return;
  g_set_object (&self->session, session);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  self->dataset = dataset != NULL ? hill_dataset_ref (dataset) : NULL;
  change_ground (self);
  show_result (self);
}

void
hill_race_view_rest (HillRaceView *self)
{
  g_return_if_fail (HILL_IS_RACE_VIEW (self));

  end_job (self);
}
