/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Numbers in sentences have four digits, as beside the axes. */

#include "hill-descent-words.h"

#include "hill-axis.h"

#include <glib/gi18n.h>
#include <math.h>

char *
hill_descent_name_next (HillPhase phase,
                        guint64   step,
                        gboolean  whole,
                        gboolean  has_batch)
{
  if (whole)
    /* Translators: on a button */
    return g_strdup_printf (_("Make step %llu"), (unsigned long long) step + 1);
  switch (phase)
    {
    case HILL_PHASE_POINT:
      return g_strdup (has_batch ? _("Take the batch") : _("Take the gradient"));
    case HILL_PHASE_BATCH:
      return g_strdup (_("Its scores and loss"));
    case HILL_PHASE_LOSS:
      return g_strdup (_("Its gradient"));
    case HILL_PHASE_GRADIENT:
      return g_strdup (_("Times the rate"));
    case HILL_PHASE_STEP:
    default:
      return g_strdup (_("New W: go there"));
    }
}

static char *
say_change (double before,
            double after)
{
  g_autofree char *from = hill_format_number (before), *to = hill_format_number (after);

  if (after < before)
    return g_strdup_printf (_("loss fell from %s to %s"), from, to);
  if (after > before)
    return g_strdup_printf (_("loss rose from %s to %s"), from, to);
  return g_strdup_printf (_("loss stayed at %s"), to);
}

char *
hill_descent_say_step (guint64 step,
                       double  before,
                       double  after,
                       double  length,
                       double  degrees)
{
  g_autofree char *change = NULL, *length_text = NULL;

  if (step == 0)
    {
      g_autofree char *loss = hill_format_number (after);

      return g_strdup_printf (_("Step 0: the start, with loss %s."), loss);
    }
  change = say_change (before, after);
  length_text = hill_format_number (length);
  if (isnan (degrees))
    /* Translators: step, "loss fell from 2 to 1", length */
    return g_strdup_printf (_("Step %llu: %s; the step was %s long."), (unsigned long long) step, change, length_text);
  /* Translators: step, "loss fell from 2 to 1", length, angle */
  return g_strdup_printf (_("Step %llu: %s; the step was %s long, %.0f degrees off the full gradient."), (unsigned long long) step,
                          change, length_text, degrees);
}

char *
hill_descent_say_place (guint64 step,
                        double  loss)
{
  g_autofree char *text = hill_format_number (loss);

  return g_strdup_printf (_("Step %llu: the loss is %s."), (unsigned long long) step, text);
}

char *
hill_descent_say_trouble (guint64 step,
                          double  before,
                          double  after,
                          double  rate,
                          double  curvature)
{
  g_autofree char *from = hill_format_number (before), *to = hill_format_number (after);
  g_autofree char *rate_text = hill_descent_format_rate (rate), *limit = hill_format_number (2 / curvature);
  g_autofree char *curvature_text = hill_format_number (curvature);

  /* Translators: step, loss before and after, curvature, largest rate, rate */
  return g_strdup_printf (_("Step %llu jumped over the valley: loss rose from %s to %s. Where the slope bends by %s, a rate above "
                            "2 / %s = %s leads further up each time, and the rate is %s."),
                          (unsigned long long) step, from, to, curvature_text, curvature_text, limit, rate_text);
}

static char *
in_brackets (double number)
{
  g_autofree char *text = hill_format_number (number);

  return number < 0 ? g_strdup_printf ("(%s)", text) : g_steal_pointer (&text);
}

char *
hill_descent_write_update (const char *name,
                           double      before,
                           double      rate,
                           double      gradient,
                           double      step,
                           gboolean    plain)
{
  g_autofree char *after_text = hill_format_number (before + step), *before_text = hill_format_number (before);
  g_autofree char *rate_text = hill_descent_format_rate (rate), *gradient_text = in_brackets (gradient), *step_text = in_brackets (step);

  if (plain)
    return g_strdup_printf ("%s: %s = %s − %s × %s", name, after_text, before_text, rate_text, gradient_text);
  return g_strdup_printf ("%s: %s = %s + %s", name, after_text, before_text, step_text);
}

char *
hill_descent_format_rate (double rate)
{
  return g_strdup_printf ("%.4g", rate);
}

double
hill_descent_round_rate (double rate)
{
  double digit = pow (10, floor (log10 (rate)) - 2);

  return round (rate / digit) * digit;
}

const char *
hill_descent_name_optimizer (HillOptimizer optimizer)
{
  switch (optimizer)
    {
    case HILL_OPTIMIZER_MOMENTUM:
      return _("Momentum");
    case HILL_OPTIMIZER_NESTEROV:
      return _("Nesterov");
    case HILL_OPTIMIZER_ADAGRAD:
      return _("AdaGrad");
    case HILL_OPTIMIZER_RMSPROP:
      return _("RMSProp");
    case HILL_OPTIMIZER_ADAM:
      return _("Adam");
    case HILL_OPTIMIZER_LBFGS:
      return _("L-BFGS");
    case HILL_OPTIMIZER_SGD:
    default:
      return _("Gradient descent");
    }
}

double
hill_descent_get_angle (double ax,
                        double ay,
                        double bx,
                        double by)
{
  double a = hypot (ax, ay), b = hypot (bx, by), cosine = (ax / a) * (bx / b) + (ay / a) * (by / b);

  return a > 0 && b > 0 ? acos (CLAMP (cosine, -1, 1)) * 180 / G_PI : NAN;
}
