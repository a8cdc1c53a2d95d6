/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One cell is selected, another may be pointed at; the plots of a cell show the one pointed at, and the selected one again when the
 * pointer leaves.  What is shown of an image is in its study, made at once for a small image and on the worker for a large one. */

#include "hill-hog-view.h"

#include "hill-card-grid.h"
#include "hill-hog-answer.h"
#include "hill-stateful.h"

#include <glib/gi18n.h>

struct _HillHogView
{
  GtkWidget         parent_instance;
  GtkDropDown      *variant;            /* template children, to problem */
  GtkLabel         *variant_note;
  GtkSpinButton    *cell;
  GtkSpinButton    *n_bins;
  GtkCheckButton   *is_signed;
  GtkDropDown      *norm;
  GtkSpinButton    *block;
  GtkCheckButton   *gamma;
  GtkDropDown      *along;
  GtkRange         *opacity;
  GtkLabel         *length;
  GtkStack         *content;
  GtkGrid          *grid;
  HillPlotCard     *glyph_card;
  HillPlotCard     *right_card;
  HillPlotCard     *magnitude_card;
  HillPlotCard     *direction_card;
  HillPlotCard     *cell_card;
  HillPlotCard     *votes_card;
  HillPlotCard     *vector_card;
  GtkWidget        *normalization;
  GtkToggleButton  *after_button;
  GtkLabel         *vote;
  GtkLabel         *problem;

  HillSession      *session;            /* (nullable) */
  HillFeatureImage *image;              /* owned, (nullable) */
  char             *no_image;           /* owned: why there is none */
  HillHogStudy     *study;              /* owned, (nullable) */
  HillHogStudy     *right;              /* owned, (nullable): the same without the faults of cs231n */
  HillJob          *job;                /* owned, (nullable) */
  int               row, column;        /* of the selected cell, or -1 */
  guint             cell_edge;          /* in pixels */
  HillHogLook       look;               /* with the cell that is shown */
  gboolean          filling;            /* the controls are being set, not by a person */
  gboolean          stale;              /* image or options have changed while the view was not seen */
};

static void hill_hog_view_stateful_init (HillStatefulInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HillHogView, hill_hog_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (HILL_TYPE_STATEFUL, hill_hog_view_stateful_init))

static guint params_changed_signal;

static void
show_glyphs (HillHogView *self)
{
  HillHogLook look = self->look;

  /* The frame of the cell pointed at is drawn over the plot. */
  look.row = self->row;
  look.column = self->column;
  hill_plot_card_take_plot (self->glyph_card, hill_hog_study_new_glyph_plot (self->study, &look));
  if (self->right != NULL)
    hill_plot_card_take_plot (self->right_card, hill_hog_study_new_glyph_plot (self->right, &look));
}

static void
show_vote (HillHogView *self)
{
  g_autofree char *text = NULL;

  if (self->look.pixel_row >= 0)
    text = hill_hog_study_describe_vote (self->study, &self->look);
  gtk_label_set_label (self->vote, text != NULL ? text : _("Point at a pixel of the cell to see how it votes."));
}

/* What follows the pixel pointed at. */
static void
show_pixel (HillHogView *self)
{
  hill_plot_card_take_plot (self->cell_card, hill_hog_study_new_cell_plot (self->study, &self->look));
  hill_plot_card_take_plot (self->votes_card, hill_hog_study_new_votes_plot (self->study, &self->look));
  show_vote (self);
}

/* What follows the cell pointed at. */
static void
show_cell (HillHogView *self)
{
  /* Translators: row and column of a cell */
  g_autofree char *cell = g_strdup_printf (_("Cell %d, %d: gradients"), self->look.row + 1, self->look.column + 1);

  g_object_set (self->cell_card, "title", cell, NULL);
  g_object_set (self->votes_card, "title", self->look.normalized ? _("Its histogram, normalised") : _("Its histogram, vote by vote"), NULL);
  hill_plot_card_take_plot (self->magnitude_card, hill_hog_study_new_magnitude_plot (self->study, &self->look));
  hill_plot_card_take_plot (self->direction_card, hill_hog_study_new_direction_plot (self->study, &self->look));
  hill_plot_card_take_plot (self->vector_card, hill_hog_study_new_vector_plot (self->study, &self->look));
  show_pixel (self);
}

static void
read_look (HillHogView *self)
{
  self->look.opacity = gtk_range_get_value (self->opacity);
  self->look.along_gradient = gtk_drop_down_get_selected (self->along) == 1;
  self->look.normalized = gtk_toggle_button_get_active (self->after_button)
                          && hill_hog_params_have_blocks (hill_hog_study_get_params (self->study));
}

static void
on_look_changed (HillHogView *self)
{
  if (self->study == NULL)
    return;
  read_look (self);
  show_glyphs (self);
  show_cell (self);
}

/* Three pictures side by side, or four where a variant with faults stands beside that without them. */
static void
arrange_glyphs (HillHogView *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));
  HillPlotCard *cards[] = { self->glyph_card, self->right_card, self->magnitude_card, self->direction_card };
  int width = self->right != NULL ? 3 : 4, column = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      if (cards[i] == self->right_card && self->right == NULL)
        continue;
      g_object_set (gtk_layout_manager_get_layout_child (layout, GTK_WIDGET (cards[i])), "column", column, "column-span", width, NULL);
      column += width;
    }
  g_object_set (self->glyph_card, "title", self->right != NULL ? _("With two faults") : _("Glyphs"), NULL);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->right_card)) != (self->right == NULL))
    {
      hill_card_grid_restore (self->grid);
      gtk_widget_set_visible (GTK_WIDGET (self->right_card), self->right != NULL);
    }
}

/* A cell stays selected as long as the cells stay where they are. */
static void
choose_cell (HillHogView *self)
{
  const HillHogShape *shape = hill_hog_study_get_shape (self->study);
  guint cell = hill_hog_study_get_params (self->study)->cell;

  if (self->row < 0 || self->cell_edge != cell || (guint) self->row >= shape->n_rows || (guint) self->column >= shape->n_columns)
    hill_hog_study_find_strongest (self->study, &self->row, &self->column);
  self->cell_edge = cell;
  self->look.row = self->row;
  self->look.column = self->column;
  self->look.pixel_row = self->look.pixel_column = -1;
}

static void
show_nothing (HillHogView *self,
              const char  *problem)
{
  g_clear_pointer (&self->study, hill_hog_study_unref);
  g_clear_pointer (&self->right, hill_hog_study_unref);
  gtk_label_set_label (self->problem, problem);
  gtk_label_set_label (self->length, "");
  gtk_stack_set_visible_child_name (self->content, "nothing");
}

static void
take_answer (HillHogView   *self,
             HillHogAnswer *answer)
{
  g_autofree char *length = NULL;

  if (answer->study == NULL)
    {
      show_nothing (self, answer->error->message);
      hill_hog_answer_free (answer);
      return;
    }
  g_clear_pointer (&self->study, hill_hog_study_unref);
  g_clear_pointer (&self->right, hill_hog_study_unref);
  self->study = g_steal_pointer (&answer->study);
  self->right = g_steal_pointer (&answer->right);
  hill_hog_answer_free (answer);
  length = hill_hog_study_describe_length (self->study);
  gtk_label_set_label (self->length, length);
  gtk_widget_set_visible (self->normalization, hill_hog_params_have_blocks (hill_hog_study_get_params (self->study)));
  read_look (self);
  choose_cell (self);
  arrange_glyphs (self);
  gtk_stack_set_visible_child_name (self->content, "study");
  show_glyphs (self);
  show_cell (self);
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillHogAnswer *answer = hill_job_take_result (job);

  if (answer != NULL)
    take_answer (user_data, answer);
}

static void
cancel_job (HillHogView *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
update (HillHogView *self)
{
  HillHogParams params;

  cancel_job (self);
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  if (self->image == NULL)
    {
      show_nothing (self, self->no_image);
      return;
    }
  hill_hog_view_get_params (self, &params);
  if (self->session == NULL || hill_feature_image_is_small (self->image))
    take_answer (self, hill_hog_answer_new (self->image, &params));
  else
    self->job = hill_hog_answer_ask (self->session, self->image, &params, on_job, self);
}

/* What the variant leaves no choice of cannot be chosen. */
static void
show_choices (HillHogView *self)
{
  static const char * const notes[] = {
    N_("Each pixel gives all of its magnitude to the bin that its direction falls into; a cell sums up."),
    N_("A pixel’s magnitude is shared between the two nearest bin centres; a cell sums up."),
    N_("As scikit-image counts: a cell holds the mean, and blocks are normalised."),
    N_("As OpenCV counts: votes are shared between neighbouring cells as well, weighted by a Gaussian, and blocks are normalised."),
    N_("As in an assignment of CS231n, with its two faults: the grey weights sum to 1.03, and half of the directions find no bin."),
  };
  guint variant = gtk_drop_down_get_selected (self->variant);
  gboolean has_blocks = gtk_drop_down_get_selected (self->norm) != HILL_HOG_NORM_NONE;

  gtk_label_set_label (self->variant_note, _(notes[MIN (variant, G_N_ELEMENTS (notes) - 1)]));
  gtk_widget_set_sensitive (GTK_WIDGET (self->norm), variant != HILL_HOG_OPENCV);
  gtk_widget_set_sensitive (GTK_WIDGET (self->block), has_blocks);
  gtk_widget_set_sensitive (GTK_WIDGET (self->is_signed), variant != HILL_HOG_CS231N);
  gtk_widget_set_sensitive (GTK_WIDGET (self->gamma), variant != HILL_HOG_CS231N);
}

static void
on_params_changed (HillHogView *self)
{
  gboolean has_blocks = gtk_drop_down_get_selected (self->norm) != HILL_HOG_NORM_NONE;

  if (self->filling)
    return;
  /* Blocks begin at 2 x 2 cells, as most do. */
  self->filling = TRUE;
  if (has_blocks && !gtk_widget_get_sensitive (GTK_WIDGET (self->block)))
    gtk_spin_button_set_value (self->block, 2);
  if (!has_blocks)
    gtk_spin_button_set_value (self->block, 1);
  self->filling = FALSE;
  show_choices (self);
  update (self);
  g_signal_emit (self, params_changed_signal, 0);
}

static void
on_variant_changed (HillHogView *self)
{
  HillHogParams params;

  hill_hog_params_init (&params, (HillHogVariant) gtk_drop_down_get_selected (self->variant));
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->norm, params.norm);
  gtk_spin_button_set_value (self->block, params.block);
  gtk_check_button_set_active (self->gamma, params.gamma);
  if (params.variant == HILL_HOG_CS231N)
    gtk_check_button_set_active (self->is_signed, FALSE);
  self->filling = FALSE;
  show_choices (self);
  on_params_changed (self);
}

static void
point_at (HillHogView *self,
          int          row,
          int          column,
          int          pixel_row,
          int          pixel_column)
{
  gboolean same = row == self->look.row && column == self->look.column;

  if (self->study == NULL || (same && pixel_row == self->look.pixel_row && pixel_column == self->look.pixel_column))
    return;
  self->look.row = row;
  self->look.column = column;
  self->look.pixel_row = pixel_row;
  self->look.pixel_column = pixel_column;
  if (same)
    show_pixel (self);
  else
    show_cell (self);
}

static void
select_cell (HillHogView *self,
             int          row,
             int          column)
{
  self->row = row;
  self->column = column;
  point_at (self, row, column, -1, -1);
  show_glyphs (self);
}

/* The selected cell; -1 where the image has chosen none yet. */
static void
save_state (HillStateful *stateful, GHashTable *values)
{
  hill_values_put_number (values, "row", HILL_HOG_VIEW (stateful)->row);
  hill_values_put_number (values, "column", HILL_HOG_VIEW (stateful)->column);
}

static gboolean
restore_state (HillStateful *stateful, GHashTable *values)
{
  HillHogView *self = HILL_HOG_VIEW (stateful);
  const HillHogShape *shape = self->study != NULL ? hill_hog_study_get_shape (self->study) : NULL;
  int row = (int) hill_values_get_number (values, "row", 0, 1e6, -1), column = (int) hill_values_get_number (values, "column", 0, 1e6, -1);

  if (shape == NULL || row < 0 || column < 0 || self->stale || self->job != NULL)
    return row < 0;
  if ((guint) row < shape->n_rows && (guint) column < shape->n_columns)
    select_cell (self, row, column);
  return TRUE;
}

static void
hill_hog_view_stateful_init (HillStatefulInterface *iface)
{
  iface->save_state = save_state;
  iface->restore_state = restore_state;
}

static void
on_glyph_hit (HillHogView *self, const HillPlotHit *hit)
{
  if (hit != NULL)
    point_at (self, hit->series, (int) hit->index, -1, -1);
  else
    point_at (self, self->row, self->column, -1, -1);
}

static void
on_glyph_activated (HillHogView *self, const HillPlotHit *hit)
{
  select_cell (self, hit->series, (int) hit->index);
}

/* A pixel of a map belongs to a cell, or to none beyond the last whole one. */
static void
on_map_hit (HillHogView       *self,
            const HillPlotHit *hit)
{
  int row, column, cell;

  if (self->study == NULL || hit == NULL
      || !hill_hog_study_find_cell (self->study, (guint) hit->index, (guint) hit->series, &row, &column))
    {
      point_at (self, self->row, self->column, -1, -1);
      return;
    }
  cell = (int) hill_hog_study_get_params (self->study)->cell;
  point_at (self, row, column, hit->series % cell, (int) hit->index % cell);
}

static void
on_map_activated (HillHogView       *self,
                  const HillPlotHit *hit)
{
  int row, column;

  if (self->study != NULL && hill_hog_study_find_cell (self->study, (guint) hit->index, (guint) hit->series, &row, &column))
    select_cell (self, row, column);
}

static void
on_vector_hit (HillHogView       *self,
               const HillPlotHit *hit)
{
  int row = self->row, column = self->column;

  if (self->study != NULL && hit != NULL)
    hill_hog_study_find_cell_of (self->study, (gsize) hit->index, &row, &column);
  point_at (self, row, column, -1, -1);
}

static void
on_vector_activated (HillHogView       *self,
                     const HillPlotHit *hit)
{
  int row, column;

  if (self->study == NULL)
    return;
  hill_hog_study_find_cell_of (self->study, (gsize) hit->index, &row, &column);
  select_cell (self, row, column);
}

static void
on_pixel_hit (HillHogView       *self,
              const HillPlotHit *hit)
{
  point_at (self, self->row, self->column, hit != NULL ? hit->series : -1, hit != NULL ? (int) hit->index : -1);
}

static void
on_enlarged (HillPlotCard *card,
             GParamSpec   *pspec,
             HillHogView  *self)
{
  hill_card_grid_follow (self->grid, card);
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  return hill_card_grid_restore (HILL_HOG_VIEW (widget)->grid);
}

void
hill_hog_view_set_session (HillHogView *self,
                           HillSession *session)
{
  g_return_if_fail (HILL_IS_HOG_VIEW (self));

  cancel_job (self);
  self->session = session;
}

void
hill_hog_view_set_image (HillHogView      *self,
                         HillFeatureImage *image,
                         const char       *problem)
{
  g_return_if_fail (HILL_IS_HOG_VIEW (self));

  if (image != NULL)
    hill_feature_image_ref (image);
  g_clear_pointer (&self->image, hill_feature_image_unref);
  self->image = image;
  g_free (self->no_image);
  self->no_image = g_strdup (problem != NULL ? problem : "");
  self->row = self->column = -1;
  update (self);
}

void
hill_hog_view_get_params (HillHogView   *self,
                          HillHogParams *params)
{
  g_return_if_fail (HILL_IS_HOG_VIEW (self));

  hill_hog_params_init (params, (HillHogVariant) gtk_drop_down_get_selected (self->variant));
  params->cell = (guint) gtk_spin_button_get_value_as_int (self->cell);
  params->n_bins = (guint) gtk_spin_button_get_value_as_int (self->n_bins);
  params->is_signed = gtk_check_button_get_active (self->is_signed);
  params->norm = (HillHogNorm) gtk_drop_down_get_selected (self->norm);
  params->block = (guint) gtk_spin_button_get_value_as_int (self->block);
  params->gamma = gtk_check_button_get_active (self->gamma);
}

static void
hill_hog_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hill_hog_view_parent_class)->map (widget);
  if (HILL_HOG_VIEW (widget)->stale)
    update (HILL_HOG_VIEW (widget));
}

static void
hill_hog_view_dispose (GObject *object)
{
  HillHogView *self = HILL_HOG_VIEW (object);
  GtkWidget *child;

  cancel_job (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_HOG_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->study, hill_hog_study_unref);
  g_clear_pointer (&self->right, hill_hog_study_unref);
  g_clear_pointer (&self->image, hill_feature_image_unref);
  g_clear_pointer (&self->no_image, g_free);
  G_OBJECT_CLASS (hill_hog_view_parent_class)->dispose (object);
}

static void
bind_options (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HillHogView, variant);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, variant_note);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, cell);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, n_bins);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, is_signed);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, norm);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, block);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, gamma);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, along);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, opacity);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, length);
  gtk_widget_class_bind_template_callback (widget_class, on_variant_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_params_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_look_changed);
}

static void
bind_plots (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HillHogView, content);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, grid);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, glyph_card);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, right_card);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, magnitude_card);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, direction_card);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, cell_card);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, votes_card);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, vector_card);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, normalization);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, after_button);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, vote);
  gtk_widget_class_bind_template_child (widget_class, HillHogView, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
}

static void
hill_hog_view_class_init (HillHogViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_hog_view_dispose;
  widget_class->map = hill_hog_view_map;
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hog-view.ui");
  bind_options (widget_class);
  bind_plots (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  params_changed_signal = g_signal_new ("params-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static void
connect_plot (HillHogView  *self,
              HillPlotCard *card,
              GCallback     on_hit,
              GCallback     on_activated)
{
  HillPlotView *view = hill_plot_card_get_view (card);

  g_signal_connect_object (view, "hit", on_hit, self, G_CONNECT_SWAPPED);
  if (on_activated != NULL)
    g_signal_connect_object (view, "activated", on_activated, self, G_CONNECT_SWAPPED);
}

static void
hill_hog_view_init (HillHogView *self)
{
  self->row = self->column = -1;
  self->look = (HillHogLook) { .row = -1, .column = -1, .pixel_row = -1, .pixel_column = -1 };
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  show_choices (self);
  connect_plot (self, self->glyph_card, G_CALLBACK (on_glyph_hit), G_CALLBACK (on_glyph_activated));
  connect_plot (self, self->right_card, G_CALLBACK (on_glyph_hit), G_CALLBACK (on_glyph_activated));
  connect_plot (self, self->magnitude_card, G_CALLBACK (on_map_hit), G_CALLBACK (on_map_activated));
  connect_plot (self, self->direction_card, G_CALLBACK (on_map_hit), G_CALLBACK (on_map_activated));
  connect_plot (self, self->vector_card, G_CALLBACK (on_vector_hit), G_CALLBACK (on_vector_activated));
  connect_plot (self, self->cell_card, G_CALLBACK (on_pixel_hit), NULL);
}
