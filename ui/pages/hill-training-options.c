/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One row for each option; the panel of controls is made from this table, so that a new option is a new row here. */

#include "hill-training-options.h"

#include <glib/gi18n.h>
#include <string.h>

/* The one key that is not of hill_experiment_set(): epochs or steps? */
#define LENGTH_KEY "length"

static const HillOption options[] = {
  { "features", HILL_OPTION_GROUP_MODEL, HILL_OPTION_WORDS, N_("Features"), NULL,
    N_("What the classifier sees of an image: its pixels, divided by 255; its hue histogram, hue:BINS; its histogram of oriented "
       "gradients, hog:CELL:BINS or hog:CELL:BINS:VARIANT with linear, skimage, opencv or cs231n; or several of them joined by +. "
       "The Features page shows them. Holds from a new run on."),
    { "pixels", "hue:18", "hog:8:9", "hog:4:9", "hog:4:9:skimage", "hog:4:9:opencv", "hog:8:9+hue:18", "hog:4:9+hue:18",
      "pixels+hue:18", "pixels+hog:4:9" },
    { N_("Pixels"), N_("Hue histogram"), N_("HoG, cells of 8 × 8"), N_("HoG, cells of 4 × 4"), N_("HoG, blocks normalised"),
      N_("HoG as in OpenCV"), N_("HoG (8 × 8) + hue"), N_("HoG (4 × 4) + hue"), N_("Pixels + hue"), N_("Pixels + HoG") }, 0, 0, 0 },
  { "scale", HILL_OPTION_GROUP_MODEL, HILL_OPTION_CHOICE, N_("Scaling"), NULL,
    N_("Centring takes the mean image of the training set away; standardising also divides each feature by its standard "
       "deviation. The loss becomes rounder, and gradient descent gets to its bottom in fewer steps. Holds from a new run on."),
    { "none", "center", "standardize" }, { N_("None"), N_("Centre"), N_("Standardise") }, 0, 0, 0 },
  { "loss", HILL_OPTION_GROUP_MODEL, HILL_OPTION_CHOICE, N_("Loss function"), NULL,
    N_("What is minimised. Softmax: the cross-entropy loss L = −log P(y). Hinge: the multiclass SVM loss, "
       "L = sum over j ≠ y of max(0, s_j − s_y + margin)."),
    { "softmax", "hinge" }, { N_("Softmax"), N_("Hinge (SVM)") }, 0, 0, 0 },
  { "margin", HILL_OPTION_GROUP_MODEL, HILL_OPTION_NUMBER, N_("Margin"), N_("score units"),
    N_("How far the score of the true class has to be above each other score before the hinge loss is 0. "
       "The lecture uses 1; another margin changes nothing but the scale of W."),
    { NULL }, { NULL }, 0, 0, 0.1 },

  { "regularizer", HILL_OPTION_GROUP_REGULARIZATION, HILL_OPTION_CHOICE, N_("Penalty R(W)"), NULL,
    N_("L1: sum of |w|, concentrates the weights on few features. L2: sum of w², spreads them. "
       "Elastic net: sum of |w| + β w². The bias is never penalised."),
    { "none", "l1", "l2", "elastic" }, { N_("None"), N_("L1"), N_("L2"), N_("Elastic net") }, 0, 0, 0 },
  { "lambda", HILL_OPTION_GROUP_REGULARIZATION, HILL_OPTION_LOG, N_("Strength λ"), NULL,
    N_("Regularisation strength: L = data loss + λ R(W). A hyperparameter: more of it gives smaller weights, a higher data loss, "
       "and often better generalisation. Can be changed while training."),
    { NULL }, { NULL }, 1e-7, 1, 0 },
  { "beta", HILL_OPTION_GROUP_REGULARIZATION, HILL_OPTION_NUMBER, N_("Share β of w²"), NULL,
    N_("Elastic net: how much the squares count beside the absolute values. 0 is L1."),
    { NULL }, { NULL }, 0, 0, 0.1 },
  { "l1-step", HILL_OPTION_GROUP_REGULARIZATION, HILL_OPTION_CHOICE, N_("L1 step"), NULL,
    N_("How a step treats |w|. Subgradient: λ sign(w) is part of the gradient, and weights only come near 0. Proximal: each weight is "
       "drawn towards 0 by rate × λ after the step and stays at exactly 0. Offered for gradient descent, momentum, Nesterov and AdaGrad; "
       "RMSProp and Adam use the subgradient, L-BFGS makes zeros by itself. Holds from a new run on."),
    { "subgradient", "proximal" }, { N_("Subgradient"), N_("Proximal") }, 0, 0, 0 },

  { "optimizer", HILL_OPTION_GROUP_OPTIMIZER, HILL_OPTION_CHOICE, N_("Optimiser"), NULL,
    N_("How a step is made from the gradient. Gradient descent: W − rate × gradient. L-BFGS looks for the bottom itself, "
       "on the full batch, with its own step length. Holds from a new run on."),
    { "gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "lbfgs" },
    { N_("Gradient descent"), N_("Momentum"), N_("Nesterov"), N_("AdaGrad"), N_("RMSProp"), N_("Adam"), N_("L-BFGS") }, 0, 0, 0 },
  { "rate", HILL_OPTION_GROUP_OPTIMIZER, HILL_OPTION_LOG, N_("Learning rate"), NULL,
    N_("Step size: how far W moves against the gradient. Too small crawls, too large diverges. Can be changed while training."),
    { NULL }, { NULL }, 1e-5, 10, 0 },
  { "momentum", HILL_OPTION_GROUP_OPTIMIZER, HILL_OPTION_NUMBER, N_("Momentum"), NULL,
    N_("The share of the last step that is carried on into the next, at least 0 and below 1. Adam calls it β₁."),
    { NULL }, { NULL }, 0, 0, 0.01 },
  { "decay", HILL_OPTION_GROUP_OPTIMIZER, HILL_OPTION_NUMBER, N_("Decay"), NULL,
    N_("How long the mean of the squared gradient remembers, at least 0 and below 1. Adam calls it β₂."),
    { NULL }, { NULL }, 0, 0, 0.001 },
  { "epsilon", HILL_OPTION_GROUP_OPTIMIZER, HILL_OPTION_NUMBER, N_("Epsilon ε"), NULL,
    N_("A small number that keeps the division by the root of the squared gradients away from 0."),
    { NULL }, { NULL }, 0, 0, 0 },

  { "schedule", HILL_OPTION_GROUP_SCHEDULE, HILL_OPTION_CHOICE, N_("Learning rate is"), NULL,
    N_("How the learning rate goes on. Smaller steps near the end let the noise of the minibatches die down."),
    { "constant", "step", "cosine" }, { N_("Constant"), N_("Lowered in steps"), N_("Cosine to 0") }, 0, 0, 0 },
  { "decay-factor", HILL_OPTION_GROUP_SCHEDULE, HILL_OPTION_NUMBER, N_("Multiplied by"), NULL,
    N_("What the learning rate is multiplied with each time it is lowered, above 0 and at most 1."),
    { NULL }, { NULL }, 0, 0, 0.1 },
  { "decay-epochs", HILL_OPTION_GROUP_SCHEDULE, HILL_OPTION_NUMBER, N_("After every"), N_("epochs"),
    N_("After how many epochs the learning rate is lowered."),
    { NULL }, { NULL }, 0, 0, 1 },

  { "batch", HILL_OPTION_GROUP_LENGTH, HILL_OPTION_BATCH, N_("Batch size"), N_("examples"),
    N_("Examples in a step. A minibatch (32, 64, 128, 256) gives cheap, noisy steps: stochastic gradient descent. "
       "“full” takes the whole training set for each step: gradient descent. Can be changed while training."),
    { NULL }, { NULL }, 1, 8192, 0 },
  { "sampling", HILL_OPTION_GROUP_LENGTH, HILL_OPTION_CHOICE, N_("Drawn"), NULL,
    N_("How a minibatch is drawn: through a newly shuffled training set in each epoch, so that each example is used once, "
       "or at random with replacement."),
    { "shuffle", "replacement" }, { N_("Shuffled epochs"), N_("With replacement") }, 0, 0, 0 },
  { LENGTH_KEY, HILL_OPTION_GROUP_LENGTH, HILL_OPTION_CHOICE, N_("Length in"), NULL,
    N_("An epoch is one pass over the training set; a step is one change of the weights."),
    { "epochs", "steps" }, { N_("Epochs"), N_("Steps") }, 0, 0, 0 },
  { "epochs", HILL_OPTION_GROUP_LENGTH, HILL_OPTION_NUMBER, N_("Run for"), N_("epochs"),
    N_("The planned length. It can be made longer when the run has ended."),
    { NULL }, { NULL }, 0, 0, 1 },
  { "steps", HILL_OPTION_GROUP_LENGTH, HILL_OPTION_NUMBER, N_("Run for"), N_("steps"),
    N_("The planned length. It can be made longer when the run has ended."),
    { NULL }, { NULL }, 0, 0, 100 },
  { "tolerance", HILL_OPTION_GROUP_LENGTH, HILL_OPTION_NUMBER, N_("Stop below"), N_("gain"),
    N_("The run stops when an epoch improves the training loss by less than this share; 0 runs to the planned end."),
    { NULL }, { NULL }, 0, 0, 0.001 },

  { "seed", HILL_OPTION_GROUP_SEED, HILL_OPTION_NUMBER, N_("Seed"), NULL,
    N_("Decides the first weights, the minibatches and the examples held back. The same seed gives the same run, bit for bit. "
       "Holds from a new run on."),
    { NULL }, { NULL }, 0, 0, 1 },
  { "validation", HILL_OPTION_GROUP_SEED, HILL_OPTION_NUMBER, N_("Held back"), N_("share"),
    N_("The share of the training set, 0 to below 1, that is held back for validation: it tells overfitting from generalisation "
       "without touching the test set. Holds from a new run on."),
    { NULL }, { NULL }, 0, 0, 0.05 },
  { "init-scale", HILL_OPTION_GROUP_SEED, HILL_OPTION_NUMBER, N_("First weights ±"), NULL,
    N_("Standard deviation of the normal first weights; 0 starts at zero, where softmax has the loss log C "
       "and hinge C − 1. Holds from a new run on."),
    { NULL }, { NULL }, 0, 0, 0.01 },
};

const HillOption *
hill_training_options_get (gsize *n_options)
{
  *n_options = G_N_ELEMENTS (options);
  return options;
}

const char *
hill_training_options_get_title (HillOptionGroup group)
{
  static const char *titles[HILL_N_OPTION_GROUPS] = {
    N_("Model and loss"), N_("Regularisation"), N_("Optimiser"), N_("Schedule"), N_("Length and sampling"), N_("Seed and validation"),
  };

  g_return_val_if_fail (group < HILL_N_OPTION_GROUPS, "");

  return _(titles[group]);
}

static gboolean
uses_momentum (HillOptimizer optimizer)
{
  return optimizer == HILL_OPTIMIZER_MOMENTUM || optimizer == HILL_OPTIMIZER_NESTEROV || optimizer == HILL_OPTIMIZER_ADAM;
}

static gboolean
uses_epsilon (HillOptimizer optimizer)
{
  return optimizer == HILL_OPTIMIZER_ADAGRAD || optimizer == HILL_OPTIMIZER_RMSPROP || optimizer == HILL_OPTIMIZER_ADAM;
}

static gboolean
offers_l1_step (const HillExperiment *experiment)
{
  HillRegularizer regularizer = experiment->loss.regularizer;

  return (regularizer == HILL_REGULARIZER_L1 || regularizer == HILL_REGULARIZER_ELASTIC) &&
         experiment->optimizer <= HILL_OPTIMIZER_ADAGRAD;
}

static gboolean
matters_for_optimizer (const char           *key,
                       const HillExperiment *experiment)
{
  HillOptimizer optimizer = experiment->optimizer;

  if (g_str_equal (key, "momentum"))
    return uses_momentum (optimizer);
  if (g_str_equal (key, "decay"))
    return optimizer == HILL_OPTIMIZER_RMSPROP || optimizer == HILL_OPTIMIZER_ADAM;
  if (g_str_equal (key, "epsilon"))
    return uses_epsilon (optimizer);
  if (g_str_equal (key, "rate") || g_str_equal (key, "schedule") || g_str_equal (key, "batch"))
    return optimizer != HILL_OPTIMIZER_LBFGS;
  if (g_str_has_prefix (key, "decay-"))
    return optimizer != HILL_OPTIMIZER_LBFGS && experiment->schedule == HILL_SCHEDULE_STEP;
  if (g_str_equal (key, "sampling"))
    return optimizer != HILL_OPTIMIZER_LBFGS && experiment->batch_size != 0;
  return TRUE;
}

gboolean
hill_option_matters (const HillOption     *self,
                     const HillExperiment *experiment)
{
  if (g_str_equal (self->key, "margin"))
    return experiment->loss.type == HILL_LOSS_HINGE;
  if (g_str_equal (self->key, "lambda"))
    return experiment->loss.regularizer != HILL_REGULARIZER_NONE;
  if (g_str_equal (self->key, "beta"))
    return experiment->loss.regularizer == HILL_REGULARIZER_ELASTIC;
  if (g_str_equal (self->key, "l1-step"))
    return offers_l1_step (experiment);
  if (g_str_equal (self->key, "epochs"))
    return experiment->n_steps == 0;
  if (g_str_equal (self->key, "steps"))
    return experiment->n_steps != 0;
  return matters_for_optimizer (self->key, experiment);
}

const char *
hill_option_get_label (const HillOption     *self,
                       const HillExperiment *experiment)
{
  if (experiment->optimizer == HILL_OPTIMIZER_ADAM && g_str_equal (self->key, "momentum"))
    return _("Momentum β₁");
  if (experiment->optimizer == HILL_OPTIMIZER_ADAM && g_str_equal (self->key, "decay"))
    return _("Decay β₂");
  return _(self->label);
}

char *
hill_option_get_value (const HillOption     *self,
                       const HillExperiment *experiment)
{
  if (g_str_equal (self->key, LENGTH_KEY))
    return g_strdup (experiment->n_steps == 0 ? "epochs" : "steps");
  return hill_experiment_get (experiment, self->key);
}

gboolean
hill_option_set_value (const HillOption  *self,
                       HillExperiment    *experiment,
                       const char        *value,
                       GError           **error)
{
  if (!g_str_equal (self->key, LENGTH_KEY))
    return hill_experiment_set (experiment, self->key, value, error);

  experiment->n_steps = g_str_equal (value, "epochs") ? 0 : MAX (experiment->n_steps, 1000);
  return TRUE;
}

gboolean
hill_training_options_check (const HillExperiment  *experiment,
                             const HillDataset     *dataset,
                             GError               **error)
{
  HillFeatureSet set;

  return hill_feature_set_parse (&set, experiment->features, error) && hill_feature_set_fit_dataset (&set, dataset, error);
}

/* "7 × 7 × 9 = 441", or of several blocks "441 + 18 = 459". */
static char *
describe_lengths (const HillFeatureSet *set)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (set->n_blocks == 1)
    return hill_feature_block_describe_length (&set->blocks[0], set);
  for (guint i = 0; i < set->n_blocks; i++)
    g_string_append_printf (text, "%s%zu", i > 0 ? " + " : "", set->blocks[i].length);
  g_string_append_printf (text, " = %zu", set->length);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
hill_option_describe_value (const HillOption     *self,
                            const HillExperiment *experiment,
                            const HillDataset    *dataset)
{
  g_autofree char *lengths = NULL;
  HillFeatureSet set;

  if (!g_str_equal (self->key, "features") || dataset == NULL)
    return NULL;
  if (!hill_feature_set_parse (&set, experiment->features, NULL) || !hill_feature_set_fit_dataset (&set, dataset, NULL))
    return NULL;
  lengths = describe_lengths (&set);
  /* Translators: a sum or product and what it comes to: "7 × 7 × 9 = 441" */
  return g_strdup_printf (_("%s features"), lengths);
}

/* Can it only change at step 0? */
static gboolean
needs_new_run (const HillOption *self)
{
  static const char * const keys[] = { "features", "scale", "l1-step", "optimizer", "seed", "validation", "init-scale", NULL };

  return g_strv_contains (keys, self->key);
}

char *
hill_training_options_list_changes (const HillExperiment *running,
                                    const HillExperiment *wanted)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      if (!needs_new_run (&options[i]))
        continue;
      before = hill_option_get_value (&options[i], running);
      after = hill_option_get_value (&options[i], wanted);
      if (g_str_equal (before, after))
        continue;
      if (list->len > 0)
        g_string_append (list, _(", "));
      g_string_append (list, _(options[i].label));
    }
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}
