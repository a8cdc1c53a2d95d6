/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "hill-fine-number.h"

#include <math.h>

#define MAX_DIGITS 16           /* a double has no more */

char *
hill_format_apart (double value,
                   double difference)
{
  double size = fabs (value);
  int before, decimals;
  g_autofree char *text = NULL;

  if (!isfinite (value) || !isfinite (difference) || size >= 1e7)
    return hill_format_number (value);
  before = size >= 1 ? (int) floor (log10 (size)) + 1 : 1;
  decimals = difference != 0 ? 1 - (int) floor (log10 (fabs (difference))) : MAX_DIGITS;
  decimals = CLAMP (decimals, 4, MAX_DIGITS - before);
  text = g_strdup_printf ("%.*f", decimals, size);
  return g_strconcat (value < 0 ? "−" : "", text, NULL);
}

char *
hill_format_ratio (double value)
{
  if (!isfinite (value) || fabs (value) < 0.01 || fabs (value) >= 1e4)
    return hill_format_number (value);
  return g_strdup_printf ("%s%.3f", value < 0 ? "−" : "", fabs (value));
}
