/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Sums of a few logarithms: natural ones, divided by that of the base at the end. */

#include "hill-information.h"

#include "hill-i18n.h"

#include <math.h>
#include <string.h>

#define SUM_TOLERANCE 1e-6

double
hill_log_base_get_divisor (HillLogBase base)
{
  switch (base)
    {
    case HILL_LOG_2:
      return G_LN2;

    case HILL_LOG_10:
      return G_LN10;

    case HILL_LOG_E:
    default:
      return 1;
    }
}

const char *
hill_log_base_get_name (HillLogBase base)
{
  switch (base)
    {
    case HILL_LOG_2:
      return "log2";

    case HILL_LOG_10:
      return "log10";

    case HILL_LOG_E:
    default:
      return "log";
    }
}

gboolean
hill_log_base_parse (const char   *text,
                     HillLogBase  *base,
                     GError      **error)
{
  static const char * const names[] = { "e", "2", "10" };

  g_return_val_if_fail (text != NULL && base != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (text, names[i]) == 0)
      {
        *base = (HillLogBase) i;
        return TRUE;
      }
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("“%s” is no base of a logarithm here; choose e, 2 or 10"), text);
  return FALSE;
}

gboolean
hill_distribution_check (const double  *probabilities,
                         gsize          n,
                         const char    *name,
                         GError       **error)
{
  double sum = 0;

  g_return_val_if_fail (probabilities != NULL || n == 0, FALSE);

  if (n == 0)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s has no probabilities; write some, such as 0.5,0.3,0.2"), name);
      return FALSE;
    }
  for (gsize i = 0; i < n; i++)
    {
      if (!(probabilities[i] >= 0 && probabilities[i] <= 1))
        {
          g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                       _("Probability %zu of %s is %g; a probability is between 0 and 1"), i + 1, name, probabilities[i]);
          return FALSE;
        }
      sum += probabilities[i];
    }
  if (fabs (sum - 1) <= SUM_TOLERANCE)
    return TRUE;

  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
               _("The probabilities of %s sum to %.7g, not to 1; change one of them, or divide each by %.7g"), name, sum, sum);
  return FALSE;
}

gboolean
hill_distribution_normalize (double *values,
                             gsize   n)
{
  double sum = 0;

  g_return_val_if_fail (values != NULL || n == 0, FALSE);

  for (gsize i = 0; i < n; i++)
    {
      if (!(values[i] >= 0))
        return FALSE;
      sum += values[i];
    }
  if (!(sum > 0) || !isfinite (sum))
    return FALSE;

  for (gsize i = 0; i < n; i++)
    values[i] /= sum;
  return TRUE;
}

double
hill_entropy (const double *q,
              gsize         n,
              HillLogBase   base)
{
  return hill_cross_entropy (q, q, n, base);
}

double
hill_cross_entropy (const double *q,
                    const double *p,
                    gsize         n,
                    HillLogBase   base)
{
  double sum = 0;

  g_return_val_if_fail ((q != NULL && p != NULL) || n == 0, NAN);

  for (gsize i = 0; i < n; i++)
    if (q[i] > 0)
      sum -= q[i] * log (p[i]);
  return sum / hill_log_base_get_divisor (base) + 0.0;        /* no -0 */
}

/* Where the two nearly are one, rounding may leave a little less than nothing. */
double
hill_relative_entropy (const double *q,
                       const double *p,
                       gsize         n,
                       HillLogBase   base)
{
  double sum = 0;

  g_return_val_if_fail ((q != NULL && p != NULL) || n == 0, NAN);

  for (gsize i = 0; i < n; i++)
    if (q[i] > 0)
      sum += q[i] * log (q[i] / p[i]);
  return MAX (sum, 0) / hill_log_base_get_divisor (base);
}

double
hill_sigmoid (double x)
{
  double small = exp (-fabs (x));

  return x >= 0 ? 1 / (1 + small) : small / (1 + small);
}
