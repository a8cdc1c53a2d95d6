/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What determines a run, the data set apart: features, loss, optimiser, batches, seed.  A plain value: copy it. */

#pragma once

#include "hill-design.h"
#include "hill-loss.h"

G_BEGIN_DECLS

typedef enum
{
  HILL_OPTIMIZER_SGD,           /* "gd": plain gradient descent, full batch or minibatch */
  HILL_OPTIMIZER_MOMENTUM,
  HILL_OPTIMIZER_NESTEROV,
  HILL_OPTIMIZER_ADAGRAD,
  HILL_OPTIMIZER_RMSPROP,
  HILL_OPTIMIZER_ADAM,
  HILL_OPTIMIZER_LBFGS,         /* full batch, own step length */
} HillOptimizer;

/**
 * HillL1Step:
 * @HILL_L1_SUBGRADIENT: lambda sign (w) is part of the gradient: weights come near 0 and cross it
 * @HILL_L1_PROXIMAL: the step is made without lambda abs (w), then each weight is drawn towards 0 by rate times lambda and stays at
 *   exactly 0 once it gets there (soft thresholding).  For gradient descent, momentum, Nesterov and AdaGrad, whose steps it goes with
 *   (hill_optimizer_update_proximal()).  RMSProp and Adam keep the subgradient: they scale each weight by a mean square that may
 *   shrink again, and no proof of convergence holds for them; L-BFGS has zeros of its own (OWL-QN).
 *
 * How a step treats abs (w) of L1 and elastic net.
 */
typedef enum
{
  HILL_L1_SUBGRADIENT,
  HILL_L1_PROXIMAL,
} HillL1Step;

typedef enum
{
  HILL_SCHEDULE_CONSTANT,
  HILL_SCHEDULE_STEP,           /* times decay_factor after every decay_epochs epochs */
  HILL_SCHEDULE_COSINE,         /* from rate to 0 over the planned run */
} HillSchedule;

typedef enum
{
  HILL_SAMPLING_SHUFFLE,        /* each epoch is a new permutation */
  HILL_SAMPLING_REPLACEMENT,
} HillSampling;

/**
 * HillExperiment:
 * @features: a feature set, see hill-feature-set.h: `pixels`, `hue:18`, `hog:8:9`, `pixels+hog:4:9:opencv`
 * @scale: of the features
 * @loss: what is minimised
 * @l1_step: how abs (w) is treated, where @optimizer leaves the choice
 * @optimizer: how
 * @rate: learning rate (step size), > 0; not used by L-BFGS
 * @schedule: of the rate
 * @decay_factor: of the step schedule, in (0, 1]
 * @decay_epochs: of the step schedule, >= 1
 * @momentum: of momentum and Nesterov, and Adam's beta1, in [0, 1)
 * @decay: of RMSProp's mean square and Adam's beta2, in [0, 1)
 * @epsilon: of AdaGrad, RMSProp and Adam, 1e-12 to 1
 * @batch_size: examples in a step; 0 is the full batch
 * @sampling: how minibatches are drawn
 * @n_epochs: the planned length, where @n_steps is 0
 * @n_steps: the planned length in steps; 0 to go by epochs
 * @init_scale: the first weights are normal with this deviation; 0 starts at zero
 * @validation: share of the training split held back, in [0, 1)
 * @tolerance: stop when an epoch improves the training loss by less than this share; 0 never
 * @seed: of partition, first weights and minibatches
 */
typedef struct
{
  char          features[64];
  HillScale     scale;
  HillLoss      loss;
  HillL1Step    l1_step;
  HillOptimizer optimizer;
  double        rate;
  HillSchedule  schedule;
  double        decay_factor;
  guint         decay_epochs;
  double        momentum;
  double        decay;
  double        epsilon;
  gsize         batch_size;
  HillSampling  sampling;
  gsize         n_epochs;
  gsize         n_steps;
  double        init_scale;
  double        validation;
  double        tolerance;
  guint64       seed;
} HillExperiment;

/* Centred pixels, softmax, L2 with lambda 1e-4, momentum 0.9, rate 0.05, cosine, batch 256, 20 epochs, no validation, seed 1. */
HILL_API void     hill_experiment_init  (HillExperiment        *self);

/* Says in words which number is out of range, and what is allowed (%HILL_ERROR_ARGUMENT). */
HILL_API gboolean hill_experiment_check (const HillExperiment  *self,
                                         GError               **error);

/**
 * hill_experiment_set:
 * @key: a training option of the command line without its dashes: features scale loss margin regularizer lambda beta l1-step
 *   optimizer rate schedule decay-factor decay-epochs momentum decay epsilon batch sampling epochs steps init-scale validation tolerance seed
 * @value: as written on the command line, `softmax`, `1e-4`, `full`; the point is the decimal sign
 *
 * Every number is checked to be finite and in range.
 */
HILL_API gboolean hill_experiment_set   (HillExperiment        *self,
                                         const char            *key,
                                         const char            *value,
                                         GError               **error);

/* Is abs (w) of this experiment treated by proximal steps: wanted, offered by the optimiser, and there with some strength? */
HILL_API gboolean hill_experiment_uses_proximal (const HillExperiment *self);

/* (transfer full): the value of a key as hill_experiment_set() reads it back. */
HILL_API char    *hill_experiment_get   (const HillExperiment  *self,
                                         const char            *key);

/* (transfer none): all keys, NULL-terminated. */
HILL_API const char * const *
                  hill_experiment_get_keys (void);

G_END_DECLS
