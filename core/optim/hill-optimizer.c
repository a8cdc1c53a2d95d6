/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One short loop per rule, in float, written so that it reads like the formula above it in the header. */

#include "hill-optimizer.h"

#include <math.h>

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
