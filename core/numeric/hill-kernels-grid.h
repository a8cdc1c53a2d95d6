/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The loss of a linear classifier at all points of a tile of a plane, for hill-kernels-impl.c.  At (a, b) the score of a class is
 * above that of the true one by t0 + a t1 + b t2.
 *
 * Softmax: exp (t0 + a t1 + b t2) = exp (t0 + a t1) exp (b t2), so that an example costs as many exponentials as the sides of the tile have
 * points, and a multiplication for each point; the sum of logarithms over the examples is the logarithm of a product, whose exponent
 * and mantissa are kept apart.  Hinge: an addition and a maximum for each point.  Right or wrong: along a line of the tile the true
 * class is ahead of another on one side of one place, and so ahead of all within an interval. */

#pragma once

#define SIDE HILL_TILE_SIDE
#define TILE_ROWS 4                             /* of points that are summed together, */
#define TILE_VECTORS (LANES == 16 ? 4 : 2)      /* and vectors of each row */
#define GROUP_TERMS 72                          /* examples times classes: what the first-level cache holds */
#define MAX_EXPONENT 80.0f                      /* of e: sums stay below this, */
#define MAX_SIDE_EXPONENT 60.0f                 /* and exp (b t2) alone between this and its inverse */
#define ON_THE_BORDER 1e-3f                     /* of a distance between points: nearer is equal */

/* Tables of some examples: for each and each class a row of SIDE numbers along a, and one along b. */
typedef struct
{
  float *along_a;
  float *along_b;
  gsize  n_terms;
} GridGroup;

/* The difference at the tile's centre; a and b are counted from there. */
ALWAYS_INLINE float
get_centre (const HillGridTile *tile,
            const float        *row,
            gsize               k)
{
  return row[k] + tile->centre_a * row[tile->n_others + k] + tile->centre_b * row[2 * tile->n_others + k];
}

ALWAYS_INLINE gsize
round_up (gsize n,
          gsize to)
{
  return (n + to - 1) / to * to;
}

/* ---- Softmax ---- */

/* Sums of exponentials for some points, multiplied into the products. */
ALWAYS_INLINE void
multiply_points (const HillGridTile *tile,
                 const GridGroup    *group,
                 gsize               j,
                 gsize               i,
                 float              *products,
                 int                 n_vectors)
{
  for (gsize term = 0; term < group->n_terms; term += tile->n_others)
    {
      FloatVector sums[TILE_ROWS][TILE_VECTORS];

#pragma GCC unroll 4
      for (int r = 0; r < TILE_ROWS; r++)
#pragma GCC unroll 4
        for (int v = 0; v < n_vectors; v++)
          sums[r][v] = vector_all (1);
      for (gsize k = term; k < term + tile->n_others; k++)
        {
          FloatVector e[TILE_VECTORS];

#pragma GCC unroll 4
          for (int v = 0; v < n_vectors; v++)
            e[v] = vector_load (group->along_a + k * SIDE + i + v * LANES);
#pragma GCC unroll 4
          for (int r = 0; r < TILE_ROWS; r++)
            {
              FloatVector f = vector_all (group->along_b[k * SIDE + j + r]);

              KEEP_IN_REGISTER (f);
#pragma GCC unroll 4
              for (int v = 0; v < n_vectors; v++)
                sums[r][v] += e[v] * f;
            }
        }
#pragma GCC unroll 4
      for (int r = 0; r < TILE_ROWS; r++)
#pragma GCC unroll 4
        for (int v = 0; v < n_vectors; v++)
          {
            float *p = products + (j + r) * SIDE + i + v * LANES;

            vector_store (p, vector_load (p) * sums[r][v]);
          }
    }
}

#define MULTIPLY_CASE(k) case k: multiply_points (tile, group, j, i, products, k); break;

static void
multiply_tile (const HillGridTile *tile,
               const GridGroup    *group,
               float              *products)
{
  gsize n_vectors = round_up (tile->n_a, LANES) / LANES;

  for (gsize j = 0; j < tile->n_b; j += TILE_ROWS)
    for (gsize v = 0; v < n_vectors; v += TILE_VECTORS)
      {
        gsize i = v * LANES;

        switch (MIN (TILE_VECTORS, n_vectors - v))
          {
            MULTIPLY_CASE (1)
            MULTIPLY_CASE (2)
#if TILE_VECTORS > 2
            MULTIPLY_CASE (3)
            MULTIPLY_CASE (4)
#endif
          default:
            g_assert_not_reached ();
          }
      }
}

/* Moves the exponents of the products into whole numbers, and leaves mantissas from 1 to 2. */
static void
split_products (const HillGridTile *tile,
                HillGridSums       *sums)
{
  gsize n_a = round_up (tile->n_a, LANES);

  for (gsize j = 0; j < tile->n_b; j++)
    for (gsize i = 0; i < n_a; i += LANES)
      {
        float *p = sums->products + j * SIDE + i;
        gint32 *e = sums->exponents + j * SIDE + i;
        IntVector bits = (IntVector) vector_load (p), exponents = vector_load_mask (e);

        exponents += (bits >> 23) - 127;
        memcpy (e, &exponents, sizeof exponents);
        vector_store (p, (FloatVector) ((bits & 0x7fffff) | 0x3f800000));
      }
}

/* Appends an example's exponentials to the group. */
static void
add_exponentials (const HillGridTile *tile,
                  const float        *row,
                  GridGroup          *group)
{
  gsize n_a = round_up (tile->n_a, LANES), n_b = round_up (tile->n_b, LANES);

  for (gsize k = 0; k < tile->n_others; k++)
    {
      FloatVector t0 = vector_all (get_centre (tile, row, k));
      float t1 = row[tile->n_others + k], t2 = row[2 * tile->n_others + k];
      float *along_a = group->along_a + (group->n_terms + k) * SIDE, *along_b = group->along_b + (group->n_terms + k) * SIDE;

      for (gsize i = 0; i < n_a; i += LANES)
        vector_store (along_a + i, vector_exp (t0 + vector_load (tile->a + i) * t1));
      for (gsize j = 0; j < n_b; j += LANES)
        vector_store (along_b + j, vector_exp (vector_load (tile->b + j) * t2));
    }
  group->n_terms += tile->n_others;
}

/* An upper bound of log (sum of exponentials) over the tile; infinite where the exponentials cannot be split. */
static float
find_bound (const HillGridTile *tile,
            const float        *row)
{
  float bound = 0;

  for (gsize k = 0; k < tile->n_others; k++)
    {
      float side = tile->half_b * ABS (row[2 * tile->n_others + k]);
      float most = get_centre (tile, row, k) + tile->half_a * ABS (row[tile->n_others + k]) + side;

      if (!(side <= MAX_SIDE_EXPONENT && most <= MAX_EXPONENT))
        return G_MAXFLOAT;
      bound = MAX (bound, most);
    }
  return bound + tile->log_classes;
}

/* One example whose scores range too far: its highest is taken out at each point. */
static void
multiply_plainly (const HillGridTile *tile,
                  const float        *row,
                  HillGridSums       *sums)
{
  gsize n = tile->n_others, n_a = round_up (tile->n_a, LANES);

  for (gsize j = 0; j < tile->n_b; j++)
    for (gsize i = 0; i < n_a; i += LANES)
      {
        FloatVector a = vector_load (tile->a + i), highest = vector_all (0), sum;
        gsize at = j * SIDE + i;

        for (gsize k = 0; k < n; k++)
          highest = vector_max (a * row[n + k] + (get_centre (tile, row, k) + tile->b[j] * row[2 * n + k]), highest);
        sum = vector_exp (-highest);
        for (gsize k = 0; k < n; k++)
          sum += vector_exp (a * row[n + k] + (get_centre (tile, row, k) + tile->b[j] * row[2 * n + k]) - highest);
        vector_store (sums->products + at, vector_load (sums->products + at) * sum);
        vector_store (sums->partial + at, vector_load (sums->partial + at) + highest);
      }
}

/* Sums in float are moved on before they grow long. */
static void
take_partial_sums (const HillGridTile *tile,
                   HillGridSums       *sums)
{
  for (gsize j = 0; j < tile->n_b; j++)
    for (gsize i = 0; i < tile->n_a; i++)
      {
        sums->losses[j * SIDE + i] += (double) sums->partial[j * SIDE + i];
        sums->partial[j * SIDE + i] = 0;
      }
}

#define ROWS_PER_PARTIAL 128

static void
finish_group (const HillGridTile *tile,
              GridGroup          *group,
              HillGridSums       *sums)
{
  if (group->n_terms > 0)
    multiply_tile (tile, group, sums->products);
  split_products (tile, sums);
  group->n_terms = 0;
}

static void
kernel_grid_softmax (const HillGridTile *tile,
                     const float        *tables,
                     gsize               n_rows,
                     float              *scratch,
                     HillGridSums       *sums)
{
  gsize n = tile->n_others, room = MAX (GROUP_TERMS / MAX (n, 1), 1) * n, n_plain = 0;
  GridGroup group = { scratch, scratch + HILL_GRID_TERMS (n) * SIDE, 0 };
  float left = MAX_EXPONENT + 5;

  for (gsize i = 0; i < n_rows; i++)
    {
      const float *row = tables + i * 3 * n;
      float bound = find_bound (tile, row), needed = bound < G_MAXFLOAT ? bound : tile->log_classes;

      if (left < needed || group.n_terms + n > room)
        {
          finish_group (tile, &group, sums);
          left = MAX_EXPONENT + 5;
        }
      left -= needed;
      if (bound < G_MAXFLOAT)
        {
          add_exponentials (tile, row, &group);
          continue;
        }
      multiply_plainly (tile, row, sums);
      if (++n_plain % ROWS_PER_PARTIAL == 0)
        take_partial_sums (tile, sums);
    }
  finish_group (tile, &group, sums);
  take_partial_sums (tile, sums);
}

/* ---- Hinge ---- */

ALWAYS_INLINE void
add_margins_of_points (const GridGroup *group,
                       gsize            j,
                       gsize            i,
                       float           *partial,
                       int              n_vectors)
{
  FloatVector sums[TILE_ROWS][TILE_VECTORS], zero = vector_all (0);

#pragma GCC unroll 4
  for (int r = 0; r < TILE_ROWS; r++)
#pragma GCC unroll 4
    for (int v = 0; v < n_vectors; v++)
      sums[r][v] = zero;
  for (gsize k = 0; k < group->n_terms; k++)
    {
      FloatVector e[TILE_VECTORS];

#pragma GCC unroll 4
      for (int v = 0; v < n_vectors; v++)
        e[v] = vector_load (group->along_a + k * SIDE + i + v * LANES);
#pragma GCC unroll 4
      for (int r = 0; r < TILE_ROWS; r++)
        {
          FloatVector f = vector_all (group->along_b[k * SIDE + j + r]);

          KEEP_IN_REGISTER (f);
#pragma GCC unroll 4
          for (int v = 0; v < n_vectors; v++)
            sums[r][v] += vector_max (e[v] + f, zero);
        }
    }
#pragma GCC unroll 4
  for (int r = 0; r < TILE_ROWS; r++)
#pragma GCC unroll 4
    for (int v = 0; v < n_vectors; v++)
      {
        float *p = partial + (j + r) * SIDE + i + v * LANES;

        vector_store (p, vector_load (p) + sums[r][v]);
      }
}

#define MARGINS_CASE(k) case k: add_margins_of_points (group, j, i, partial, k); break;

static void
add_margins (const HillGridTile *tile,
             const GridGroup    *group,
             float              *partial)
{
  gsize n_vectors = round_up (tile->n_a, LANES) / LANES;

  for (gsize j = 0; j < tile->n_b; j += TILE_ROWS)
    for (gsize v = 0; v < n_vectors; v += TILE_VECTORS)
      {
        gsize i = v * LANES;

        switch (MIN (TILE_VECTORS, n_vectors - v))
          {
            MARGINS_CASE (1)
            MARGINS_CASE (2)
#if TILE_VECTORS > 2
            MARGINS_CASE (3)
            MARGINS_CASE (4)
#endif
          default:
            g_assert_not_reached ();
          }
      }
}

static void
kernel_grid_hinge (const HillGridTile *tile,
                   const float        *tables,
                   gsize               n_rows,
                   float               margin,
                   float              *scratch,
                   HillGridSums       *sums)
{
  gsize n = tile->n_others, at_once = MAX (GROUP_TERMS / MAX (n, 1), 1), n_a = round_up (tile->n_a, LANES);
  gsize n_b = round_up (tile->n_b, LANES), n_groups = 0;
  GridGroup group = { scratch, scratch + HILL_GRID_TERMS (n) * SIDE, 0 };

  for (gsize first = 0; first < n_rows; first += at_once)
    {
      group.n_terms = 0;
      for (gsize i = first; i < MIN (first + at_once, n_rows); i++)
        for (gsize k = 0; k < n; k++, group.n_terms++)
          {
            const float *row = tables + i * 3 * n;
            float t0 = get_centre (tile, row, k) + margin, t1 = row[n + k], t2 = row[2 * n + k];

            for (gsize x = 0; x < n_a; x += LANES)
              vector_store (group.along_a + group.n_terms * SIDE + x, vector_load (tile->a + x) * t1);
            for (gsize y = 0; y < n_b; y += LANES)
              vector_store (group.along_b + group.n_terms * SIDE + y, vector_load (tile->b + y) * t2 + t0);
          }
      add_margins (tile, &group, sums->partial);
      if (++n_groups * at_once % ROWS_PER_PARTIAL < at_once)
        take_partial_sums (tile, sums);
    }
  take_partial_sums (tile, sums);
}

/* ---- Right or wrong ---- */

ALWAYS_INLINE FloatVector
vector_min (FloatVector a,
            FloatVector b)
{
  return -vector_max (-a, -b);
}

/* Narrows the intervals, in numbers of points along a, to where this class is not ahead (@ties: or level) of the true one. */
ALWAYS_INLINE void
narrow_intervals (const HillGridTile *tile,
                  FloatVector         ahead,      /* at the tile's centre line of a */
                  float               speed,
                  gboolean            ties,
                  FloatVector        *low,
                  FloatVector        *high)
{
  float border = ties ? -ON_THE_BORDER : ON_THE_BORDER, factor = -1 / (speed * tile->step_a);
  FloatVector place = ahead * factor - tile->a[0] / tile->step_a;

  if (speed > 0)
    *high = vector_min (*high, place - border);
  else if (speed < 0)
    *low = vector_max (*low, place + border);
  else
    {
      IntVector out = ties ? (IntVector) (ahead > 0) : (IntVector) (ahead >= 0);

      *low = vector_select (out, vector_all (2 * SIDE), *low);
    }
}

/* One row of points after the other: from the first point where the example is right on, one more; behind the last, one less. */
static void
mark_intervals (const HillGridTile *tile,
                gsize               j,
                FloatVector         low,
                FloatVector         high,
                gint32             *changes)
{
  gint32 last = (gint32) tile->n_a - 1;

  for (gsize r = 0; r < MIN (LANES, tile->n_b - j); r++)
    {
      gint32 start = (gint32) tile->n_a - (gint32) ((float) tile->n_a - low[r]);
      gint32 end = (gint32) (high[r] + 1) - 1;

      if (start > end)
        continue;
      changes[(j + r) * (SIDE + 1) + (gsize) start]++;
      changes[(j + r) * (SIDE + 1) + (gsize) MIN (end, last) + 1]--;
    }
}

static void
kernel_grid_correct (const HillGridTile *tile,
                     const float        *tables,
                     const guint16      *labels,
                     gsize               n_rows,
                     HillGridSums       *sums)
{
  gsize n = tile->n_others;

  for (gsize i = 0; i < n_rows; i++)
    for (gsize j = 0; j < tile->n_b; j += LANES)
      {
        const float *row = tables + i * 3 * n;
        FloatVector low = vector_all (0), high = vector_all ((float) tile->n_a - 1);

        for (gsize k = 0; k < n; k++)
          narrow_intervals (tile, vector_load (tile->b + j) * row[2 * n + k] + get_centre (tile, row, k), row[n + k],
                            k >= labels[i], &low, &high);
        /* Beyond the points is as good as far beyond them. */
        low = vector_min (low, vector_all ((float) tile->n_a));
        high = vector_max (high, vector_all (-1));
        mark_intervals (tile, j, low, high, sums->changes);
      }
}
