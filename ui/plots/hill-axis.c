/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Ticks at 1, 2 and 5 times powers of ten: the coarsest step that gives no more of them than there is room for. */

#include "hill-axis.h"

#include <math.h>
#include <string.h>

void
hill_axis_set_range (HillAxis *self,
                     double    low,
                     double    high)
{
  if (!isfinite (low))
    low = self->log ? 1e-3 : 0;
  if (!isfinite (high))
    high = low + 1;
  if (low > high)
    {
      double swap = low;

      low = high;
      high = swap;
    }
  if (self->log)
    {
      low = MAX (low, 1e-300);
      if (high <= low * 1.0001)
        {
          low /= 2;
          high = low * 4;
        }
    }
  else if (high - low <= fabs (high) * 1e-9 || high == low)
    {
      double margin = high != 0 ? fabs (high) * 0.1 : 0.5;

      low -= margin;
      high += margin;
    }
  self->low = low;
  self->high = high;
}

double
hill_axis_to_place (const HillAxis *self,
                    double          value)
{
  double share = self->log ? log (value / self->low) / log (self->high / self->low)
                           : (value - self->low) / (self->high - self->low);

  return self->start + share * (self->end - self->start);
}

double
hill_axis_to_value (const HillAxis *self,
                    double          place)
{
  double share = self->end != self->start ? (place - self->start) / (self->end - self->start) : 0;

  return self->log ? self->low * pow (self->high / self->low, share) : self->low + share * (self->high - self->low);
}

static double
get_nice_step (double range,
               guint  wanted)
{
  double raw = range / MAX (wanted, 1);
  double power = pow (10, floor (log10 (raw)));
  double share = raw / power;

  if (share <= 1.0000001)
    return power;
  if (share <= 2.0000001)
    return 2 * power;
  if (share <= 5.0000001)
    return 5 * power;
  return 10 * power;
}

static guint
get_linear_ticks (const HillAxis *self,
                  guint           wanted,
                  double         *ticks)
{
  double step = get_nice_step (self->high - self->low, wanted);
  double first = ceil (self->low / step - 1e-9);
  guint n = 0;

  for (double k = first; k * step <= self->high + step * 1e-9 && n < HILL_AXIS_MAX_TICKS; k++)
    ticks[n++] = k == 0 ? 0 : k * step;
  return n;
}

static guint
add_log_ticks (const HillAxis *self,
               const double   *factors,
               guint           n_factors,
               int             stride,
               double         *ticks)
{
  int first = (int) floor (log10 (self->low)), last = (int) ceil (log10 (self->high));
  guint n = 0;

  for (int e = first; e <= last; e++)
    for (guint i = 0; i < n_factors; i++)
      {
        double value = factors[i] * pow (10, e);

        if (e % stride == 0 && value >= self->low * (1 - 1e-9) && value <= self->high * (1 + 1e-9) && n < HILL_AXIS_MAX_TICKS)
          ticks[n++] = value;
      }
  return n;
}

guint
hill_axis_get_ticks (const HillAxis *self,
                     guint           wanted,
                     double          ticks[HILL_AXIS_MAX_TICKS])
{
  static const double factors[] = { 1, 2, 5 };
  guint n;

  wanted = CLAMP (wanted, 2, 32);
  if (!self->log)
    return get_linear_ticks (self, wanted, ticks);

  n = add_log_ticks (self, factors, 3, 1, ticks);
  if (n > wanted)
    n = add_log_ticks (self, factors, 1, 1, ticks);
  for (int stride = 2; n > wanted && stride < 512; stride++)
    n = add_log_ticks (self, factors, 1, stride, ticks);
  return n >= 2 ? n : get_linear_ticks (self, wanted, ticks);
}

/* "1e-05" reads better as "1e-5". */
static char *
tidy_exponent (char *text)
{
  char *e = strchr (text, 'e');
  char *digits;

  if (e == NULL)
    return text;
  digits = e + 1;
  if (*digits == '-')
    digits++;
  e = digits;
  while (*e == '+' || *e == '0')
    e++;
  memmove (digits, e, strlen (e) + 1);
  return text;
}

char *
hill_axis_format (const HillAxis *self,
                  double          value,
                  double          step)
{
  double shown = self->percent ? value * 100 : value;
  double shown_step = self->percent ? step * 100 : step;
  double size = fabs (shown);
  int decimals = shown_step > 0 ? (int) ceil (-log10 (shown_step) - 1e-9) : 0;

  if (size != 0 && (size >= 1e6 || size < 1e-4))
    return tidy_exponent (g_strdup_printf ("%.3g", shown));
  return g_strdup_printf (self->percent ? "%.*f %%" : "%.*f", CLAMP (decimals, 0, 6), shown);
}

char *
hill_format_number (double value)
{
  double size = fabs (value);

  if (!isfinite (value))
    return g_strdup (isnan (value) ? "–" : value > 0 ? "∞" : "−∞");
  if (value == trunc (value) && size < 1e7)
    return g_strdup_printf ("%.0f", value);
  if (size >= 1e6 || size < 1e-4)
    return tidy_exponent (g_strdup_printf ("%.3e", value));
  return g_strdup_printf ("%.*f", CLAMP (3 - (int) floor (log10 (size)), 0, 7), value);
}
