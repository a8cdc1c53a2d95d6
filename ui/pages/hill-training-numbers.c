/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Four tiles of numbers and one for the optimum.  An optimum belongs to one objective: data, scaling, loss and penalty;
 * for any other it is not shown. */

#include "hill-training-numbers.h"

#include "hill-pacer.h"
#include "hill-readout.h"

#include <glib/gi18n.h>
#include <math.h>

typedef enum
{
  TILE_OBJECTIVE,
  TILE_TRAIN,
  TILE_VALIDATION,
  TILE_TEST,
  TILE_OPTIMUM,
  N_TILES
} Tile;

struct _HillTrainingNumbers
{
  GtkWidget    parent_instance;

  HillSession *session;                 /* owned */
  GSignalGroup *signals;                /* of the session */
  HillPacer    pacer;

  GtkWidget   *tiles[N_TILES];
  HillReadout *values[N_TILES];
  HillReadout *details[N_TILES];
  GtkStack    *optimum_stack;
  GtkButton   *optimum_button;

  gboolean     looking;                 /* for the optimum, on the worker */
  double       optimum;                 /* NaN for none */
  HillDesign  *optimum_design;          /* owned: of which objective */
  HillLoss     optimum_loss;
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HillTrainingNumbers, hill_training_numbers, GTK_TYPE_WIDGET)

static gboolean
is_same_loss (const HillLoss *a,
              const HillLoss *b)
{
  if (a->type != b->type || a->regularizer != b->regularizer)
    return FALSE;
  if (a->type == HILL_LOSS_HINGE && a->margin != b->margin)
    return FALSE;
  if (a->regularizer != HILL_REGULARIZER_NONE && a->lambda != b->lambda)
    return FALSE;
  return a->regularizer != HILL_REGULARIZER_ELASTIC || a->beta == b->beta;
}

static gboolean
knows_optimum (HillTrainingNumbers *self,
               const HillSnapshot  *snapshot)
{
  return isfinite (self->optimum) && self->optimum_design == snapshot->design
         && is_same_loss (&self->optimum_loss, &snapshot->experiment.loss);
}

/* Four places, and for what a run leaves that is on its way to infinity, as many as fit. */
static char *
format_loss (double loss)
{
  return g_strdup_printf (fabs (loss) < 1e4 ? "%.4f" : "%.3g", loss);
}

static void
show_split (HillTrainingNumbers  *self,
            Tile                  tile,
            const HillEvaluation *evaluation)
{
  g_autofree char *accuracy = NULL;
  g_autofree char *number = NULL;
  g_autofree char *loss = NULL;

  gtk_widget_set_visible (self->tiles[tile], evaluation->n_rows > 0);
  if (evaluation->n_rows == 0)
    return;
  accuracy = g_strdup_printf (_("%.2f %%"), 100 * hill_evaluation_get_accuracy (evaluation));
  number = format_loss (evaluation->data_loss);
  loss = g_strdup_printf (_("data loss %s"), number);
  hill_readout_set_text (self->values[tile], accuracy);
  hill_readout_set_text (self->details[tile], loss);
}

static char *
format_share (double share)
{
  return share < 10 ? g_strdup_printf (_("%+.2f %%"), 100 * share) : g_strdup_printf (_("%.3g times"), share + 1);
}

static void
show_optimum (HillTrainingNumbers *self,
              const HillSnapshot  *snapshot)
{
  double loss = hill_evaluation_get_loss (&snapshot->train);
  g_autofree char *share = NULL;
  g_autofree char *detail = NULL;

  if (!knows_optimum (self, snapshot) || snapshot->train.n_rows == 0)
    {
      hill_readout_set_text (self->values[TILE_OPTIMUM], "–");
      gtk_stack_set_visible_child_name (self->optimum_stack, "find");
      return;
    }
  if (self->optimum > 0)
    share = format_share ((loss - self->optimum) / self->optimum);
  else
    share = g_strdup_printf ("+%.3g", loss - self->optimum);
  detail = g_strdup_printf (_("above %.6f"), self->optimum);
  hill_readout_set_text (self->values[TILE_OPTIMUM], share);
  hill_readout_set_text (self->details[TILE_OPTIMUM], detail);
  gtk_stack_set_visible_child_name (self->optimum_stack, "found");
}

static void
show_snapshot (HillTrainingNumbers *self,
               const HillSnapshot  *snapshot)
{
  g_autofree char *loss = format_loss (hill_evaluation_get_loss (&snapshot->train));
  g_autofree char *data_loss = format_loss (snapshot->train.data_loss);
  g_autofree char *penalty = format_loss (snapshot->train.penalty);
  g_autofree char *parts = g_strdup_printf (_("%s + %s penalty"), data_loss, penalty);

  hill_readout_set_text (self->values[TILE_OBJECTIVE], loss);
  hill_readout_set_text (self->details[TILE_OBJECTIVE], parts);
  show_split (self, TILE_TRAIN, &snapshot->train);
  show_split (self, TILE_VALIDATION, &snapshot->validation);
  show_split (self, TILE_TEST, &snapshot->test);
  show_optimum (self, snapshot);
}

static void
show_nothing (HillTrainingNumbers *self)
{
  for (int i = 0; i < N_TILES; i++)
    {
      hill_readout_set_text (self->values[i], "–");
      hill_readout_set_text (self->details[i], "");
    }
  gtk_widget_set_visible (self->tiles[TILE_VALIDATION], FALSE);
  gtk_stack_set_visible_child_name (self->optimum_stack, "find");
}

static void
update (gpointer user_data)
{
  HillTrainingNumbers *self = user_data;
  HillSnapshot *snapshot = self->session != NULL ? hill_session_get_snapshot (self->session) : NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->optimum_button), snapshot != NULL && !self->looking);
  if (snapshot != NULL)
    show_snapshot (self, snapshot);
  else
    show_nothing (self);
}

static void
on_news (HillTrainingNumbers *self)
{
  hill_pacer_queue (&self->pacer);
}

static void
set_looking (HillTrainingNumbers *self,
             gboolean             looking)
{
  self->looking = looking;
  gtk_button_set_label (self->optimum_button, looking ? _("Looking…") : _("Find optimum"));
  hill_pacer_flush (&self->pacer);
}

static void
on_find_optimum (HillTrainingNumbers *self)
{
  if (self->session == NULL)
    return;
  set_looking (self, TRUE);
  hill_session_find_optimum (self->session);
}

static void
on_optimum (HillTrainingNumbers *self,
            double               loss,
            HillSession         *session)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (session);

  if (snapshot == NULL)
    return;
  self->optimum = loss;
  self->optimum_loss = snapshot->experiment.loss;
  g_clear_pointer (&self->optimum_design, hill_design_unref);
  self->optimum_design = hill_design_ref (snapshot->design);
  set_looking (self, FALSE);
}

/* A search that was cancelled answers by no signal: the worker merely falls idle. */
static void
on_busy (HillTrainingNumbers *self)
{
  if (self->looking && !hill_session_get_busy (self->session))
    set_looking (self, FALSE);
}

static void
set_session (HillTrainingNumbers *self,
             HillSession         *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  if (session != NULL)
    hill_pacer_flush (&self->pacer);
}

static void
hill_training_numbers_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_TRAINING_NUMBERS (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_training_numbers_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  if (id == PROP_SESSION)
    set_session (HILL_TRAINING_NUMBERS (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_training_numbers_dispose (GObject *object)
{
  HillTrainingNumbers *self = HILL_TRAINING_NUMBERS (object);

  hill_pacer_cancel (&self->pacer);
  set_session (self, NULL);
  g_clear_object (&self->signals);
  g_clear_pointer (&self->optimum_design, hill_design_unref);
  for (int i = 0; i < N_TILES; i++)
    g_clear_pointer (&self->tiles[i], gtk_widget_unparent);
  G_OBJECT_CLASS (hill_training_numbers_parent_class)->dispose (object);
}

static void
hill_training_numbers_class_init (HillTrainingNumbersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_training_numbers_get_property;
  object_class->set_property = hill_training_numbers_set_property;
  object_class->dispose = hill_training_numbers_dispose;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "numbers");
}

static HillReadout *
new_readout (const char *sample,
             const char *css_class)
{
  GtkWidget *readout = hill_readout_new (sample);

  gtk_widget_add_css_class (readout, css_class);
  return HILL_READOUT (readout);
}

static void
add_tile (HillTrainingNumbers *self,
          Tile                 tile,
          const char          *title,
          const char          *tooltip)
{
  static const char *samples[N_TILES] = { "00.0000", "100.00 %", "100.00 %", "100.00 %", "+000.00 %" };
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "orientation", GTK_ORIENTATION_VERTICAL,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                                 NULL);
  GtkWidget *caption = gtk_label_new (title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (caption, "caption-heading");
  self->tiles[tile] = box;
  self->values[tile] = new_readout (samples[tile], "title-3");
  self->details[tile] = new_readout (tile == TILE_OBJECTIVE ? _("0.0000 + 0.0000 penalty") : _("data loss 0.0000"), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->details[tile]), "dim-label");
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->values[tile]));
  if (tile != TILE_OPTIMUM)
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->details[tile]));
  gtk_widget_set_tooltip_text (box, tooltip);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

static void
add_optimum (HillTrainingNumbers *self)
{
  self->optimum_stack = GTK_STACK (gtk_stack_new ());
  self->optimum_button = GTK_BUTTON (gtk_button_new_with_label (_("Find optimum")));
  gtk_widget_add_css_class (GTK_WIDGET (self->optimum_button), "small");
  gtk_widget_set_halign (GTK_WIDGET (self->optimum_button), GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->optimum_button),
                               _("Looks with L-BFGS for the lowest value that this objective can have; pauses the run"));
  g_signal_connect_swapped (self->optimum_button, "clicked", G_CALLBACK (on_find_optimum), self);
  gtk_widget_set_valign (GTK_WIDGET (self->details[TILE_OPTIMUM]), GTK_ALIGN_START);
  gtk_stack_add_named (self->optimum_stack, GTK_WIDGET (self->optimum_button), "find");
  gtk_stack_add_named (self->optimum_stack, GTK_WIDGET (self->details[TILE_OPTIMUM]), "found");
  gtk_box_append (GTK_BOX (self->tiles[TILE_OPTIMUM]), GTK_WIDGET (self->optimum_stack));
}

static void
hill_training_numbers_init (HillTrainingNumbers *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 12);
  self->optimum = NAN;
  self->pacer.func = update;
  self->pacer.user_data = self;
  self->pacer.interval = 100;
  self->signals = g_signal_group_new (HILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "snapshot", G_CALLBACK (on_news), self);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (on_news), self);
  g_signal_group_connect_swapped (self->signals, "notify::busy", G_CALLBACK (on_busy), self);
  g_signal_group_connect_swapped (self->signals, "optimum", G_CALLBACK (on_optimum), self);

  add_tile (self, TILE_OBJECTIVE, _("Loss L"),
            _("What is minimised: L = data loss + λ R(W), on the training set"));
  add_tile (self, TILE_TRAIN, _("Training accuracy"),
            _("Share of the training set whose highest score is that of the true class"));
  add_tile (self, TILE_VALIDATION, _("Validation accuracy"), _("The same on the examples held back from the training set"));
  add_tile (self, TILE_TEST, _("Test accuracy"), _("The same on the test set, which training never sees"));
  add_tile (self, TILE_OPTIMUM, _("Above optimum"), _("How far the loss is above the lowest that it can be"));
  add_optimum (self);
  update (self);
}
