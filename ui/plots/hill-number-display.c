/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the slides write with a hyphen is written with a minus sign here. */

#include "hill-number-display.h"

#include "hill-arithmetic.h"

#include <math.h>

/* Takes @plain over. */
static char *
with_minus (char *plain)
{
  g_autoptr(GString) text = g_string_new (plain);

  g_free (plain);
  g_string_replace (text, "-", "−", 0);
  return g_strdup (text->str);
}

char *
hill_display_number (double number,
                     guint  max_decimals)
{
  return with_minus (hill_number_trim (number, max_decimals));
}

char *
hill_display_share (double number)
{
  double size = fabs (number);

  if (!isfinite (number) || size >= 1e6 || (size > 0 && size < 5e-7))
    return with_minus (hill_number_trim (number, 2));
  if (size > 0 && size < 0.005)
    return with_minus (hill_number_fixed (number, (guint) ceil (1 - log10 (size))));
  return with_minus (hill_number_fixed (number, 2));
}

char *
hill_display_fixed (double number)
{
  return with_minus (isfinite (number) ? hill_number_fixed (number, 2) : hill_number_trim (number, 2));
}

char *
hill_display_exponential (double number)
{
  return with_minus (hill_number_exponential (number));
}

char *
hill_display_exact (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 1; digits < 17; digits++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%dg", digits);

      g_ascii_formatd (text, sizeof text, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        return g_strdup (text);
    }
  return g_strdup (g_ascii_dtostr (text, sizeof text, number));
}
