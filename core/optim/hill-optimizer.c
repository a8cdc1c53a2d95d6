/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One short loop per rule, in float, written so that it reads like the formula above it in the header. */

#include "hill-optimizer.h"

#include <math.h>
#include <string.h>

static void
update_sgd (gsize                 n,
            float                 rate,
            const float *restrict g,
            float       *restrict w)
{
  for (gsize i = 0; i < n; i++)
    w[i] -= rate * g[i];
}

static void
update_momentum (gsize                 n,
                 float                 rate,
                 float                 momentum,
                 const float *restrict g,
                 float       *restrict w,
                 float       *restrict v)
{
  for (gsize i = 0; i < n; i++)
    {
      v[i] = momentum * v[i] - rate * g[i];
      w[i] += v[i];
    }
}

static void
update_nesterov (gsize                 n,
                 float                 rate,
                 float                 momentum,
                 const float *restrict g,
                 float       *restrict w,
                 float       *restrict v)
{
  for (gsize i = 0; i < n; i++)
    {
      v[i] = momentum * v[i] - rate * g[i];
      w[i] += momentum * v[i] - rate * g[i];
    }
}

static void
update_adagrad (gsize                 n,
                float                 rate,
                float                 epsilon,
                const float *restrict g,
                float       *restrict w,
                float       *restrict q)
{
  for (gsize i = 0; i < n; i++)
    {
      q[i] += g[i] * g[i];
      w[i] -= rate * g[i] / (sqrtf (q[i]) + epsilon);
    }
}

static void
update_rmsprop (gsize                 n,
                float                 rate,
                float                 decay,
                float                 fresh,
                float                 epsilon,
                const float *restrict g,
                float       *restrict w,
                float       *restrict q)
{
  for (gsize i = 0; i < n; i++)
    {
      q[i] = decay * q[i] + fresh * (g[i] * g[i]);
      w[i] -= rate * g[i] / (sqrtf (q[i]) + epsilon);
    }
}

static void
update_adam (const HillExperiment *experiment,
             gsize                 n,
             double                rate,
             guint64               t,
             const float *restrict g,
             float       *restrict w,
             float       *restrict v,
             float       *restrict q)
{
  float momentum = (float) experiment->momentum, decay = (float) experiment->decay, epsilon = (float) experiment->epsilon;
  float fresh = (float) (1 - experiment->momentum), fresh_square = (float) (1 - experiment->decay);
  float step = (float) (rate / (1 - pow (experiment->momentum, (double) t)));
  float root = (float) sqrt (1 / (1 - pow (experiment->decay, (double) t)));

  for (gsize i = 0; i < n; i++)
    {
      v[i] = momentum * v[i] + fresh * g[i];
      q[i] = decay * q[i] + fresh_square * (g[i] * g[i]);
      w[i] -= step * v[i] / (root * sqrtf (q[i]) + epsilon);
    }
}

void
hill_optimizer_update (const HillExperiment *experiment,
                       double                rate,
                       const float          *gradient,
                       HillState            *state)
{
  gsize n = state->n_weights;
  float r = (float) rate, momentum = (float) experiment->momentum, epsilon = (float) experiment->epsilon;
  float *w = hill_state_get_weights (state);
  float *first = state->n_blocks > 1 ? hill_state_get_block (state, 1) : NULL;

  switch (experiment->optimizer)
    {
    case HILL_OPTIMIZER_SGD:
      update_sgd (n, r, gradient, w);
      break;

    case HILL_OPTIMIZER_MOMENTUM:
      update_momentum (n, r, momentum, gradient, w, first);
      break;

    case HILL_OPTIMIZER_NESTEROV:
      update_nesterov (n, r, momentum, gradient, w, first);
      break;

    case HILL_OPTIMIZER_ADAGRAD:
      update_adagrad (n, r, epsilon, gradient, w, first);
      break;

    case HILL_OPTIMIZER_RMSPROP:
      update_rmsprop (n, r, (float) experiment->decay, (float) (1 - experiment->decay), epsilon, gradient, w, first);
      break;

    case HILL_OPTIMIZER_ADAM:
      update_adam (experiment, n, rate, state->head.step + 1, gradient, w, first, hill_state_get_block (state, 2));
      break;

    case HILL_OPTIMIZER_LBFGS:
    default:
      g_return_if_reached ();
    }
}

/* S (z, t) */
static inline float
shrink (float z,
        float t)
{
  return z > t ? z - t : z < -t ? z + t : 0;
}

static void
shrink_sgd (gsize                 n,
            float                 rate,
            float                 strength,
            const float *restrict g,
            float       *restrict w)
{
  for (gsize i = 0; i < n; i++)
    w[i] = shrink (w[i] - rate * g[i], rate * strength);
}

static void
shrink_momentum (gsize                 n,
                 float                 rate,
                 float                 strength,
                 float                 momentum,
                 const float *restrict g,
                 float       *restrict w,
                 float       *restrict v)
{
  for (gsize i = 0; i < n; i++)
    {
      float moved = shrink (w[i] + momentum * v[i] - rate * g[i], rate * strength);

      v[i] = moved - w[i];
      w[i] = moved;
    }
}

static void
shrink_nesterov (gsize                 n,
                 float                 rate,
                 float                 strength,
                 float                 momentum,
                 const float *restrict g,
                 float       *restrict w,
                 float       *restrict x)
{
  for (gsize i = 0; i < n; i++)
    {
      float moved = shrink (w[i] - rate * g[i], rate * strength);

      w[i] = moved + momentum * (moved - x[i]);
      x[i] = moved;
    }
}

static void
shrink_adagrad (gsize                 n,
                float                 rate,
                float                 strength,
                float                 epsilon,
                const float *restrict g,
                float       *restrict w,
                float       *restrict q)
{
  for (gsize i = 0; i < n; i++)
    {
      float step;

      q[i] += g[i] * g[i];
      step = rate / (sqrtf (q[i]) + epsilon);
      w[i] = shrink (w[i] - step * g[i], step * strength);
    }
}

/* A part of a row: all its weights, or its bias with strength 0. */
static void
shrink_part (const HillExperiment *experiment,
             gsize                 n,
             float                 rate,
             float                 strength,
             const float          *g,
             float                *w,
             float                *memory)
{
  switch (experiment->optimizer)
    {
    case HILL_OPTIMIZER_SGD:
      shrink_sgd (n, rate, strength, g, w);
      break;

    case HILL_OPTIMIZER_MOMENTUM:
      shrink_momentum (n, rate, strength, (float) experiment->momentum, g, w, memory);
      break;

    case HILL_OPTIMIZER_NESTEROV:
      shrink_nesterov (n, rate, strength, (float) experiment->momentum, g, w, memory);
      break;

    case HILL_OPTIMIZER_ADAGRAD:
      shrink_adagrad (n, rate, strength, (float) experiment->epsilon, g, w, memory);
      break;

    case HILL_OPTIMIZER_RMSPROP:
    case HILL_OPTIMIZER_ADAM:
    case HILL_OPTIMIZER_LBFGS:
    default:
      g_return_if_reached ();
    }
}

void
hill_optimizer_update_proximal (const HillExperiment *experiment,
                                double                rate,
                                double                strength,
                                gsize                 n_features,
                                const float          *gradient,
                                HillState            *state)
{
  float *w = hill_state_get_weights (state);
  float *memory = state->n_blocks > 1 ? hill_state_get_block (state, 1) : w;

  if (experiment->optimizer == HILL_OPTIMIZER_NESTEROV && state->head.step == 0)
    memcpy (memory, w, state->n_weights * sizeof *w);
  for (gsize start = 0; start < state->n_weights; start += n_features + 1)
    {
      gsize bias = start + n_features;

      shrink_part (experiment, n_features, (float) rate, (float) strength, gradient + start, w + start, memory + start);
      shrink_part (experiment, 1, (float) rate, 0, gradient + bias, w + bias, memory + bias);
    }
}

double
hill_optimizer_get_rate (const HillExperiment *experiment,
                         double                epochs,
                         double                share)
{
  switch (experiment->schedule)
    {
    case HILL_SCHEDULE_STEP:
      return experiment->rate * pow (experiment->decay_factor, floor (epochs / experiment->decay_epochs));

    case HILL_SCHEDULE_COSINE:
      return experiment->rate * (0.5 + 0.5 * cos (G_PI * CLAMP (share, 0, 1)));

    case HILL_SCHEDULE_CONSTANT:
    default:
      return experiment->rate;
    }
}
