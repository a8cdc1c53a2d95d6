/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Random weights are as large as makes the scores of standardised features about 1: large enough that every part of the gradient
 * is seen, small enough that no softmax is saturated. */

#include "hill-problem.h"

#include "hill-axis.h"
#include "hill-random.h"

#include <glib/gi18n.h>
#include <math.h>

gsize
hill_problem_choose_max_rows (guint choice)
{
  static const gsize rows[HILL_N_ROW_CHOICES] = { 32, 256, 2000, 0 };

  return rows[MIN (choice, G_N_ELEMENTS (rows) - 1)];
}

int
hill_problem_choose_loss (guint choice)
{
  static const int losses[] = { HILL_AS_TRAINED, HILL_LOSS_SOFTMAX, HILL_LOSS_HINGE };

  return losses[MIN (choice, G_N_ELEMENTS (losses) - 1)];
}

int
hill_problem_choose_regularizer (guint choice)
{
  static const int regularizers[] = { HILL_AS_TRAINED, HILL_REGULARIZER_NONE, HILL_REGULARIZER_L1, HILL_REGULARIZER_L2,
                                      HILL_REGULARIZER_ELASTIC };

  return regularizers[MIN (choice, G_N_ELEMENTS (regularizers) - 1)];
}

#define RANDOM_SEED 1
#define DIRECTION_SEED 2
#define DEFAULT_LAMBDA 1e-3     /* of a penalty that is chosen where the run has none */

static float *
new_random_weights (guint n_classes,
                    gsize n_features)
{
  gsize n = HILL_N_WEIGHTS (n_classes, n_features);
  float *weights = g_new (float, n);
  HillRandom random;

  hill_random_init (&random, RANDOM_SEED);
  for (gsize i = 0; i < n; i++)
    weights[i] = (float) (hill_random_normal (&random) / sqrt ((double) n_features + 1));
  return weights;
}

static void
choose_loss (HillProblem              *self,
             const HillLoss           *trained,
             const HillProblemOptions *options)
{
  self->loss = *trained;
  if (options->loss != HILL_AS_TRAINED)
    self->loss.type = (HillLossType) options->loss;
  if (options->regularizer == HILL_AS_TRAINED)
    return;
  self->loss.regularizer = (HillRegularizer) options->regularizer;
  if (!(self->loss.lambda > 0))
    self->loss.lambda = DEFAULT_LAMBDA;
}

/* Features that are pixels can be shown as pictures. */
static void
find_images (HillProblem *self,
             HillDataset *dataset)
{
  gsize n_pixels = (gsize) hill_dataset_get_width (dataset) * hill_dataset_get_height (dataset);

  self->n_channels = 1;
  if (!hill_dataset_has_images (dataset) || n_pixels * hill_dataset_get_n_channels (dataset) != self->n_features)
    return;
  self->width = hill_dataset_get_width (dataset);
  self->height = hill_dataset_get_height (dataset);
  self->n_channels = hill_dataset_get_n_channels (dataset);
}

HillProblem *
hill_problem_new (const HillSnapshot       *snapshot,
                  const HillProblemOptions *options)
{
  HillDataset *dataset;
  HillProblem *self;

  g_return_val_if_fail (snapshot != NULL && options != NULL, NULL);

  dataset = hill_design_get_dataset (snapshot->design);
  self = g_new0 (HillProblem, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->sample = hill_sample_new (snapshot->design, options->max_rows);
  choose_loss (self, &snapshot->experiment.loss, options);
  self->n_classes = hill_design_get_n_classes (snapshot->design);
  self->n_features = hill_design_get_n_features (snapshot->design);
  self->n_weights = HILL_N_WEIGHTS (self->n_classes, self->n_features);
  self->step = snapshot->step;
  self->random = options->random;
  self->weights = options->random ? new_random_weights (self->n_classes, self->n_features)
                                  : g_memdup2 (snapshot->weights, self->n_weights * sizeof *self->weights);
  find_images (self, dataset);
  self->class_names = g_new0 (const char *, self->n_classes + 1);
  for (guint c = 0; c < self->n_classes; c++)
    self->class_names[c] = hill_dataset_get_class_name (dataset, c);
  return self;
}

HillProblem *
hill_problem_ref (HillProblem *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_problem_unref (HillProblem *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  hill_sample_unref (self->sample);
  g_free (self->weights);
  g_free (self->class_names);
  g_free (self);
}

gboolean
hill_problem_has_same_shape (const HillProblem *self,
                             const HillProblem *other)
{
  return self != NULL && other != NULL && self->n_classes == other->n_classes && self->n_features == other->n_features
         && hill_design_get_dataset (self->sample->design) == hill_design_get_dataset (other->sample->design);
}

float *
hill_problem_new_random_direction (const HillProblem *self)
{
  float *direction;
  HillRandom random;

  g_return_val_if_fail (self != NULL, NULL);

  direction = g_new (float, self->n_weights);
  hill_random_init (&random, DIRECTION_SEED);
  for (gsize i = 0; i < self->n_weights; i++)
    direction[i] = (float) hill_random_normal (&random);
  return direction;
}

static char *
name_pixel (const HillProblem *self,
            const char        *class_name,
            gsize              feature)
{
  static const char * const channels[] = { N_("red"), N_("green"), N_("blue") };
  gsize n_pixels = (gsize) self->width * self->height, pixel = feature % n_pixels;
  guint x = (guint) (pixel % self->width), y = (guint) (pixel / self->width);

  if (self->n_channels == 3)
    /* Translators: a class, column, row, and red, green or blue */
    return g_strdup_printf (_("%s, pixel (%u, %u), %s"), class_name, x, y, _(channels[feature / n_pixels]));
  /* Translators: a class, column and row */
  return g_strdup_printf (_("%s, pixel (%u, %u)"), class_name, x, y);
}

char *
hill_problem_name_weight (const HillProblem *self,
                          gsize              index)
{
  const char *class_name;
  gsize feature;

  g_return_val_if_fail (self != NULL && index < self->n_weights, NULL);

  class_name = self->class_names[index / (self->n_features + 1)];
  feature = index % (self->n_features + 1);
  if (feature == self->n_features)
    /* Translators: a class */
    return g_strdup_printf (_("%s, bias"), class_name);
  if (self->width > 0)
    return name_pixel (self, class_name, feature);
  /* Translators: a class, and the number of one of its features */
  return g_strdup_printf (_("%s, feature %u"), class_name, (guint) feature + 1);
}

/* (transfer full): "Softmax + 0.0001 Σ w²" */
static char *
describe_loss (const HillLoss *loss)
{
  const char *name = loss->type == HILL_LOSS_HINGE ? _("Hinge") : _("Softmax");
  g_autofree char *lambda = g_strdup_printf ("%g", loss->lambda);
  g_autofree char *beta = g_strdup_printf ("%g", loss->beta);

  switch (loss->regularizer)
    {
    case HILL_REGULARIZER_L1:
      return g_strdup_printf ("%s + %s Σ |w|", name, lambda);
    case HILL_REGULARIZER_L2:
      return g_strdup_printf ("%s + %s Σ w²", name, lambda);
    case HILL_REGULARIZER_ELASTIC:
      return g_strdup_printf ("%s + %s Σ (|w| + %s w²)", name, lambda, beta);
    case HILL_REGULARIZER_NONE:
    default:
      return g_strdup (name);
    }
}

char *
hill_problem_describe (const HillProblem *self)
{
  g_autofree char *loss = NULL;
  g_autofree char *weights = NULL;
  g_autofree char *examples = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  loss = describe_loss (&self->loss);
  weights = self->random ? g_strdup (_("random weights")) : g_strdup_printf (_("weights of step %llu"), (unsigned long long) self->step);
  examples = g_strdup_printf (ngettext ("%'zu example", "%'zu examples", self->sample->n_rows), self->sample->n_rows);
  return g_strdup_printf ("%s · %s · %s", loss, weights, examples);
}
