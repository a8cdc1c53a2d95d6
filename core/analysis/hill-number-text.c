/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Numbers as slides write them: few digits, the point whatever the locale, no zeros that say nothing. */

#include "hill-arithmetic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* From here on a number is written with a power of ten. */
#define LARGE 1e7

/* (transfer full) (nullable): the names of what is no number. */
static char *
name_special (double number)
{
  if (isnan (number))
    return g_strdup ("NaN");
  if (isinf (number))
    return g_strdup (number > 0 ? "∞" : "-∞");
  return NULL;
}

/* 5.10 to 5.1, 4.00 to 4, 1.50e300 to 1.5e300 */
static void
drop_zeros (char *text)
{
  char *end = text + strcspn (text, "e");
  char *last = end;

  if (memchr (text, '.', (gsize) (end - text)) == NULL)
    return;
  while (last[-1] == '0')
    last--;
  if (last[-1] == '.')
    last--;
  memmove (last, end, strlen (end) + 1);
}

/* 1.50e+300 to 1.5e300, 2.10e-07 to 2.1e-7. */
static char *
format_power (double number,
              guint  decimals)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  char format[] = { '%', '.', (char) ('0' + MIN (decimals, 9)), 'e', '\0' };
  char *exponent;
  int power;

  g_ascii_formatd (text, sizeof text, format, number);
  exponent = strchr (text, 'e');
  power = atoi (exponent + 1);
  *exponent = '\0';
  drop_zeros (text);
  return g_strdup_printf ("%se%d", text, power);
}

char *
hill_number_fixed (double number,
                   guint  decimals)
{
  char text[512];
  char format[] = { '%', '.', (char) ('0' + MIN (decimals, 9)), 'f', '\0' };
  char *special = name_special (number);

  if (special != NULL)
    return special;
  if (fabs (number) >= LARGE)
    return format_power (number, decimals);

  g_ascii_formatd (text, sizeof text, format, number);
  if (text[0] == '-' && strspn (text + 1, "0.") == strlen (text + 1))
    return g_strdup (text + 1);
  return g_strdup (text);
}

char *
hill_number_trim (double number,
                  guint  max_decimals)
{
  char *text;

  if (number != 0 && fabs (number) < 0.5 * pow (10, -(double) max_decimals))
    return format_power (number, 1);
  text = hill_number_fixed (number, max_decimals);
  drop_zeros (text);
  return text;
}

char *
hill_number_exponential (double number)
{
  double digits = number > 0 && isfinite (number) ? 1 - floor (log10 (number)) : 1;
  char *text;

  if (digits > 8)
    return format_power (number, 1);
  text = hill_number_fixed (number, MAX ((guint) MAX (digits, 0), 1));
  drop_zeros (text);
  return text;
}
