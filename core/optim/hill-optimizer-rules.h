/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The update rules, written once for two precisions: hill-optimizer.c includes this with REAL, ROOT and RULE set for float, in
 * which models are trained, and for double, in which test surfaces are walked.  One short loop per rule, so that it reads like the
 * formula above it in hill-optimizer.h. */

static void
RULE (sgd) (gsize                 n,
            REAL                  rate,
            const REAL  *restrict g,
            REAL        *restrict w)
{
  for (gsize i = 0; i < n; i++)
    w[i] -= rate * g[i];
}

static void
RULE (momentum) (gsize                 n,
                 REAL                  rate,
                 REAL                  momentum,
                 const REAL  *restrict g,
                 REAL        *restrict w,
                 REAL        *restrict v)
{
  for (gsize i = 0; i < n; i++)
    {
      v[i] = momentum * v[i] - rate * g[i];
      w[i] += v[i];
    }
}

static void
RULE (nesterov) (gsize                 n,
                 REAL                  rate,
                 REAL                  momentum,
                 const REAL  *restrict g,
                 REAL        *restrict w,
                 REAL        *restrict v)
{
  for (gsize i = 0; i < n; i++)
    {
      v[i] = momentum * v[i] - rate * g[i];
      w[i] += momentum * v[i] - rate * g[i];
    }
}

static void
RULE (adagrad) (gsize                 n,
                REAL                  rate,
                REAL                  epsilon,
                const REAL  *restrict g,
                REAL        *restrict w,
                REAL        *restrict q)
{
  for (gsize i = 0; i < n; i++)
    {
      q[i] += g[i] * g[i];
      w[i] -= rate * g[i] / (ROOT (q[i]) + epsilon);
    }
}

static void
RULE (rmsprop) (gsize                 n,
                REAL                  rate,
                REAL                  decay,
                REAL                  fresh,
                REAL                  epsilon,
                const REAL  *restrict g,
                REAL        *restrict w,
                REAL        *restrict q)
{
  for (gsize i = 0; i < n; i++)
    {
      q[i] = decay * q[i] + fresh * (g[i] * g[i]);
      w[i] -= rate * g[i] / (ROOT (q[i]) + epsilon);
    }
}

static void
RULE (adam) (const HillExperiment *experiment,
             gsize                 n,
             double                rate,
             guint64               t,
             const REAL  *restrict g,
             REAL        *restrict w,
             REAL        *restrict v,
             REAL        *restrict q)
{
  REAL momentum = (REAL) experiment->momentum, decay = (REAL) experiment->decay, epsilon = (REAL) experiment->epsilon;
  REAL fresh = (REAL) (1 - experiment->momentum), fresh_square = (REAL) (1 - experiment->decay);
  REAL step = (REAL) (rate / (1 - pow (experiment->momentum, (double) t)));
  REAL root = (REAL) sqrt (1 / (1 - pow (experiment->decay, (double) t)));

  for (gsize i = 0; i < n; i++)
    {
      v[i] = momentum * v[i] + fresh * g[i];
      q[i] = decay * q[i] + fresh_square * (g[i] * g[i]);
      w[i] -= step * v[i] / (root * ROOT (q[i]) + epsilon);
    }
}

static void
RULE (any) (const HillExperiment *experiment,
            double                rate,
            guint64               t,
            gsize                 n,
            const REAL           *gradient,
            REAL                 *w,
            REAL                 *first,
            REAL                 *second)
{
  REAL r = (REAL) rate, momentum = (REAL) experiment->momentum, epsilon = (REAL) experiment->epsilon;

  switch (experiment->optimizer)
    {
    case HILL_OPTIMIZER_SGD:
      RULE (sgd) (n, r, gradient, w);
      break;

    case HILL_OPTIMIZER_MOMENTUM:
      RULE (momentum) (n, r, momentum, gradient, w, first);
      break;

    case HILL_OPTIMIZER_NESTEROV:
      RULE (nesterov) (n, r, momentum, gradient, w, first);
      break;

    case HILL_OPTIMIZER_ADAGRAD:
      RULE (adagrad) (n, r, epsilon, gradient, w, first);
      break;

    case HILL_OPTIMIZER_RMSPROP:
      RULE (rmsprop) (n, r, (REAL) experiment->decay, (REAL) (1 - experiment->decay), epsilon, gradient, w, first);
      break;

    case HILL_OPTIMIZER_ADAM:
      RULE (adam) (experiment, n, rate, t, gradient, w, first, second);
      break;

    case HILL_OPTIMIZER_LBFGS:
    default:
      g_return_if_reached ();
    }
}
