/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018) and what is drawn from it. */

#include "hill-random.h"

#include <math.h>

static guint64
rotate_left (guint64 x,
             int     k)
{
  return (x << k) | (x >> (64 - k));
}

/* splitmix64: spreads any seed, 0 too, over the state. */
void
hill_random_init (HillRandom *self,
                  guint64     seed)
{
  for (int i = 0; i < 4; i++)
    {
      guint64 z = seed += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

      z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
      z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
      self->s[i] = z ^ (z >> 31);
    }
}

guint64
hill_random_next (HillRandom *self)
{
  guint64 *s = self->s;
  guint64 result = rotate_left (s[1] * 5, 7) * 9;
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate_left (s[3], 45);
  return result;
}

double
hill_random_double (HillRandom *self)
{
  return (double) (hill_random_next (self) >> 11) * 0x1p-53;
}

/* Lemire, "Fast random integer generation in an interval" (2019): multiply, and draw again in the biased sliver. */
guint32
hill_random_below (HillRandom *self,
                   guint32     bound)
{
  guint64 product;
  guint32 low;

  g_return_val_if_fail (bound > 0, 0);

  product = (hill_random_next (self) >> 32) * bound;
  low = (guint32) product;
  if (low < bound)
    {
      guint32 threshold = -bound % bound;

      while (low < threshold)
        {
          product = (hill_random_next (self) >> 32) * bound;
          low = (guint32) product;
        }
    }
  return (guint32) (product >> 32);
}

double
hill_random_normal (HillRandom *self)
{
  double u, v, square;

  do
    {
      u = 2 * hill_random_double (self) - 1;
      v = 2 * hill_random_double (self) - 1;
      square = u * u + v * v;
    }
  while (square >= 1 || square == 0);
  return u * sqrt (-2 * log (square) / square);
}

void
hill_random_shuffle (HillRandom *self,
                     guint32    *values,
                     gsize       n_values)
{
  for (gsize i = n_values; i > 1; i--)
    {
      gsize j = hill_random_below (self, (guint32) i);
      guint32 value = values[i - 1];

      values[i - 1] = values[j];
      values[j] = value;
    }
}
