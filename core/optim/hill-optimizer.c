/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The rules of hill-optimizer-rules.h, in float and in double, and the schedules of the rate. */

#include "hill-optimizer.h"

#include <math.h>
#include <string.h>

#define REAL float
#define ROOT sqrtf
#define RULE(name) update_##name
#include "hill-optimizer-rules.h"
#undef REAL
#undef ROOT
#undef RULE

#define REAL double
#define ROOT sqrt
#define RULE(name) update_##name##_double
#include "hill-optimizer-rules.h"
#undef REAL
#undef ROOT
#undef RULE

void
hill_optimizer_update (const HillExperiment *experiment,
                       double                rate,
                       const float          *gradient,
                       HillState            *state)
{
  update_any (experiment, rate, state->head.step + 1, state->n_weights, gradient, hill_state_get_weights (state),
              state->n_blocks > 1 ? hill_state_get_block (state, 1) : NULL,
              state->n_blocks > 2 ? hill_state_get_block (state, 2) : NULL);
}

void
hill_optimizer_update_double (const HillExperiment *experiment,
                              double                rate,
                              guint64               step,
                              gsize                 n,
                              const double         *gradient,
                              double               *weights,
                              double               *memory)
{
  update_any_double (experiment, rate, step + 1, n, gradient, weights, memory, memory + n);
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
