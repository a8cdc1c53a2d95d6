/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Ticks at 1, 2 and 5 times powers of ten: the finest step that gives no more of them than there is room for. */

#include "hill-axis.h"

#include <math.h>
#include <string.h>

#define LARGEST 1e300             /* beyond it the arithmetic of ticks would overflow */
#define MAX_TICKS 20
#define FEW_LEVELS 5
#define MAX_DECIMALS 12

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
  low = CLAMP (low, self->log ? 1 / LARGEST : -LARGEST, LARGEST);
  high = CLAMP (high, low, LARGEST);
  if (self->log)
    {
      if (high <= low * 1.0001)
        {
          low /= 2;
          high = low * 4;
        }
    }
  else if (high - low <= MAX (fabs (low), fabs (high)) * 1e-9 || high - low < 1 / LARGEST)
    {
      double margin = fabs (high) > 10 / LARGEST ? fabs (high) * 0.1 : 0.5;

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

/* The steps from small to large, one for each whole number: …, 0.5, 1, 2, 5, 10, … */
static double
get_step (int number)
{
  static const double factors[] = { 1, 2, 5 };
  int exponent = number >= 0 ? number / 3 : -((2 - number) / 3);

  return factors[number - 3 * exponent] * pow (10, exponent);
}

/* From the coarsest step down to the finest that still leaves room between the numbers. */
static guint
get_linear_ticks (const HillAxis *self,
                  guint           wanted,
                  double         *ticks)
{
  int number = 3 * ((int) floor (log10 (self->high - self->low)) + 1);
  double best_step = 0, best_first = 0;
  guint best_n = 0;

  for (;; number--)
    {
      double step = get_step (number);
      double first = ceil (self->low / step - 1e-9);
      double n = floor (self->high / step + 1e-9) - first + 1;

      if (n > HILL_AXIS_MAX_TICKS || (n > wanted && best_n >= 2))
        break;
      best_step = step;
      best_first = first;
      best_n = (guint) MAX (n, 0);
      if (n > wanted)
        break;
    }
  for (guint i = 0; i < best_n; i++)
    ticks[i] = best_first + i == 0 ? 0 : (best_first + i) * best_step;
  return best_n;
}

static guint
get_stepped_ticks (const HillAxis *self,
                   guint           wanted,
                   double         *ticks)
{
  double step = self->step;
  guint n = 0;

  while ((self->high - self->low) / step > wanted)
    step *= 2;
  for (double i = ceil (self->low / step - 1e-9); i * step <= self->high + step * 1e-9 && n < HILL_AXIS_MAX_TICKS; i++)
    ticks[n++] = i * step;
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

static const double middle_factors[] = { 1, 1.5, 2, 3, 4, 5, 6, 8 };

guint
hill_axis_get_ticks (const HillAxis *self,
                     guint           wanted,
                     double          ticks[HILL_AXIS_MAX_TICKS])
{
  static const double factors[] = { 1, 2, 5 };
  guint n = 0;

  wanted = CLAMP (wanted, 2, MAX_TICKS);
  if (self->step > 0 && !self->log)
    return get_stepped_ticks (self, wanted, ticks);
  if (!self->log)
    return get_linear_ticks (self, wanted, ticks);

  if (self->high < 10 * self->low)              /* of 1, 2 and 5 there would be two at most, or three */
    n = add_log_ticks (self, middle_factors, G_N_ELEMENTS (middle_factors), 1, ticks);
  if (n >= FEW_LEVELS && n <= wanted)
    return n;
  n = add_log_ticks (self, factors, 3, 1, ticks);
  if (n > wanted)
    n = add_log_ticks (self, factors, 1, 1, ticks);
  for (int stride = 2; n > wanted && stride < 512; stride++)
    n = add_log_ticks (self, factors, 1, stride, ticks);
  return n >= 2 ? n : get_linear_ticks (self, wanted, ticks);
}

/* As printf() does with "%.DIGITSe" or "%.DIGITSf", but with the point in every language: a figure is the same file wherever it is drawn. */
static void
format_ascii (char    text[G_ASCII_DTOSTR_BUF_SIZE],
              char    conversion,
              int     digits,
              double  value)
{
  char format[16];

  g_snprintf (format, sizeof format, "%%.%d%c", digits, conversion);
  g_ascii_formatd (text, G_ASCII_DTOSTR_BUF_SIZE, format, value);
}

guint
hill_axis_get_levels (const HillAxis *self,
                      guint           wanted,
                      double          levels[HILL_AXIS_MAX_TICKS])
{
  static const double fine[] = { 1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9 };
  guint n;

  if (self->log)
    {
      n = add_log_ticks (self, fine, G_N_ELEMENTS (fine), 1, levels);
      if (n > wanted)
        n = add_log_ticks (self, middle_factors, G_N_ELEMENTS (middle_factors), 1, levels);
      if (n >= FEW_LEVELS && n <= wanted)
        return n;
    }
  return hill_axis_get_ticks (self, wanted, levels);
}

/* @value = mantissa × 10^exponent, the mantissa with @digits after the point; only the power if @bare. */
static char *
format_power (double   value,
              int      digits,
              gboolean bare)
{
  static const char * const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  char plain[G_ASCII_DTOSTR_BUF_SIZE];
  char *e;
  g_autoptr(GString) text = g_string_new (value < 0 ? "−" : "");

  format_ascii (plain, 'e', digits, fabs (value));
  e = strchr (plain, 'e');
  *e++ = '\0';
  if (bare && strspn (e, "+-0") == strlen (e))
    return g_strconcat (text->str, "1", NULL);
  if (!bare)
    g_string_append_printf (text, "%s×", plain);
  g_string_append (text, "10");
  if (*e == '-')
    g_string_append (text, "⁻");
  for (e += strspn (e, "+-0"); *e != '\0'; e++)
    g_string_append (text, raised[*e - '0']);
  return g_strdup (text->str);
}

static char *
format_plain (double value,
              int    decimals)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  format_ascii (text, 'f', decimals, fabs (value));
  return g_strconcat (value < 0 ? "−" : "", text, NULL);
}

char *
hill_axis_format (const HillAxis *self,
                  double          value,
                  double          step)
{
  double share = self->percent ? 100 : 1;
  double shown = value * share, reach = MAX (fabs (self->low), fabs (self->high)) * share;
  gboolean power = reach >= 1e7 || reach < 1e-3 || (self->log && (reach >= 1e6 || self->low * share < 1e-4));
  int step_exponent = step > 0 ? (int) floor (log10 (step * share) + 1e-9) : 0;
  g_autofree char *text = NULL;

  if (value == 0)
    text = g_strdup ("0");
  else if (power)
    {
      int exponent = (int) floor (log10 (fabs (shown)) + 1e-9);

      text = format_power (shown, CLAMP (exponent - step_exponent, 0, MAX_DECIMALS),
                           self->log && fabs (shown / pow (10, exponent) - 1) < 1e-9);
    }
  else
    text = format_plain (shown, CLAMP (-step_exponent, 0, MAX_DECIMALS));
  return g_strconcat (text, self->percent ? " %" : "", NULL);
}

char *
hill_axis_format_tick (const HillAxis *self,
                       const double   *ticks,
                       guint           n_ticks,
                       guint           index)
{
  gboolean apart = n_ticks < 2 || (self->log && ticks[1] > 1.8 * ticks[0]);

  return hill_axis_format (self, ticks[index], apart ? fabs (ticks[index]) : ticks[1] - ticks[0]);
}

char *
hill_format_number (double value)
{
  double size = fabs (value);

  if (!isfinite (value))
    return g_strdup (isnan (value) ? "–" : value > 0 ? "∞" : "−∞");
  if (value == trunc (value) && size < 1e7)
    return format_plain (value, 0);
  if (size >= 1e6 || size < 1e-4)
    return format_power (value, 3, FALSE);
  return format_plain (value, CLAMP (3 - (int) floor (log10 (size)), 0, 7));
}
