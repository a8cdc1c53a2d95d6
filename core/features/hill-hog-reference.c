/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The histogram of gradients in plain double, one pixel at a time, as hill-hog.h reads.  Slow on purpose: the fast kernels are
 * tested against it, and a page shows its steps. */

#include "hill-hog.h"

#include <math.h>
#include <string.h>

/* An image and how its values are read. */
typedef struct
{
  const HillHogParams *params;
  const HillPixels    *pixels;
  double               values[256];
} Reader;

static void
reader_init (Reader              *self,
             const HillHogParams *params,
             const HillPixels    *pixels)
{
  self->params = params;
  self->pixels = pixels;
  for (int i = 0; i < 256; i++)
    self->values[i] = params->gamma ? sqrt (i) : i;
}

static double
get_value (const Reader *self,
           guint         channel,
           guint         x,
           guint         y)
{
  const HillPixels *p = self->pixels;

  if (self->params->variant == HILL_HOG_CS231N && p->n_channels == 3)
    return hill_pixels_get (p, 0, x, y) * 0.299 + hill_pixels_get (p, 1, x, y) * 0.587 + hill_pixels_get (p, 2, x, y) * 0.144;
  return self->values[hill_pixels_get (p, channel, x, y)];
}

static void
get_central (const Reader *self,
             guint         channel,
             guint         x,
             guint         y,
             HillHogVote  *vote)
{
  const HillPixels *p = self->pixels;

  vote->gx = x > 0 && x + 1 < p->width ? get_value (self, channel, x + 1, y) - get_value (self, channel, x - 1, y) : 0;
  vote->gy = y > 0 && y + 1 < p->height ? get_value (self, channel, x, y + 1) - get_value (self, channel, x, y - 1) : 0;
}

static void
get_forward (const Reader *self,
             guint         x,
             guint         y,
             HillHogVote  *vote)
{
  const HillPixels *p = self->pixels;
  double value = get_value (self, 0, x, y);

  vote->gx = x + 1 < p->width ? get_value (self, 0, x + 1, y) - value : 0;
  vote->gy = y + 1 < p->height ? get_value (self, 0, x, y + 1) - value : 0;
}

/* Multiples of 45 degrees are edges of bins, so they come out exactly. */
static double
get_angle (double gx,
           double gy)
{
  double angle;

  if (gx == 0 || gy == 0 || fabs (gx) == fabs (gy))
    angle = 45 * round (atan2 (gy, gx) / G_PI_4);
  else
    angle = atan2 (gy, gx) * 180 / G_PI;
  return angle < 0 ? angle + 360 : angle;
}

/* (x, y) is set; the gradient of the channel that counts, which is returned. */
static guint
find_gradient (const Reader *self,
               HillHogVote  *vote)
{
  guint n_channels = self->params->variant == HILL_HOG_CS231N ? 1 : self->pixels->n_channels;
  double largest = -1;
  guint channel = 0;

  for (guint k = 0; k < n_channels; k++)
    {
      HillHogVote own;
      double square;

      if (self->params->variant == HILL_HOG_CS231N)
        get_forward (self, vote->x, vote->y, &own);
      else
        get_central (self, k, vote->x, vote->y, &own);
      square = own.gx * own.gx + own.gy * own.gy;
      if (square <= largest)
        continue;
      largest = square;
      channel = k;
      vote->gx = own.gx;
      vote->gy = own.gy;
    }
  vote->magnitude = sqrt (largest);
  if (self->params->variant == HILL_HOG_CS231N)
    vote->orientation = atan2 (vote->gy, vote->gx + 1e-15) * (180 / G_PI) + 90;
  else
    vote->orientation = fmod (get_angle (vote->gx, vote->gy), self->params->is_signed ? 360 : 180);
  return channel;
}

/* floor (angle / width), where the assignment compares with multiples of the width. */
static void
vote_cs231n (const Reader *self,
             HillHogVote  *vote)
{
  double width = 180.0 / self->params->n_bins;

  vote->weights[0] = 0;
  for (guint k = 0; k < self->params->n_bins; k++)
    if (vote->orientation > 0 && vote->orientation >= width * k && vote->orientation < width * (k + 1))
      {
        vote->bins[0] = k;
        vote->weights[0] = vote->magnitude;
      }
  vote->bins[1] = vote->bins[0];
}

static void
vote_linear (const Reader *self,
             HillHogVote  *vote)
{
  guint n_bins = self->params->n_bins;
  double position = vote->orientation / hill_hog_get_bin_width (self->params) - 0.5;
  double lower = floor (position);

  vote->bins[0] = lower < 0 ? n_bins - 1 : (guint) lower;
  vote->bins[1] = (vote->bins[0] + 1) % n_bins;
  vote->weights[1] = vote->magnitude * (position - lower);
  vote->weights[0] = vote->magnitude - vote->weights[1];
}

static void
vote_whole (const Reader *self,
            HillHogVote  *vote)
{
  double turn = self->params->is_signed ? 360 : 180;

  vote->bins[0] = vote->bins[1] = (guint) floor (vote->orientation * self->params->n_bins / turn);
  vote->weights[0] = vote->magnitude;
}

static void
find_vote (const Reader *self,
           guint         x,
           guint         y,
           HillHogVote  *vote)
{
  double n_pixels = (double) self->params->cell * self->params->cell;

  memset (vote, 0, sizeof *vote);
  vote->x = x;
  vote->y = y;
  find_gradient (self, vote);
  switch (self->params->variant)
    {
    case HILL_HOG_LINEAR:
    case HILL_HOG_OPENCV:
      vote_linear (self, vote);
      break;

    case HILL_HOG_CS231N:
      vote_cs231n (self, vote);
      vote->weights[0] /= n_pixels;
      break;

    case HILL_HOG_SKIMAGE:
      vote_whole (self, vote);
      vote->weights[0] /= n_pixels;
      break;

    case HILL_HOG_LECTURE:
    default:
      vote_whole (self, vote);
      break;
    }
}

void
hill_hog_maps_init (HillHogMaps         *self,
                    const HillHogParams *params,
                    const HillPixels    *pixels)
{
  gsize n = (gsize) pixels->width * pixels->height;
  Reader reader;

  reader_init (&reader, params, pixels);
  self->width = pixels->width;
  self->height = pixels->height;
  self->gx = g_malloc (n * (4 * sizeof (float) + 1));
  self->gy = self->gx + n;
  self->magnitude = self->gy + n;
  self->orientation = self->magnitude + n;
  self->channel = (guint8 *) (self->orientation + n);
  for (gsize i = 0; i < n; i++)
    {
      HillHogVote vote = { .x = (guint) (i % pixels->width), .y = (guint) (i / pixels->width) };

      self->channel[i] = (guint8) find_gradient (&reader, &vote);
      self->gx[i] = (float) vote.gx;
      self->gy[i] = (float) vote.gy;
      self->magnitude[i] = (float) vote.magnitude;
      self->orientation[i] = (float) vote.orientation;
    }
}

void
hill_hog_maps_clear (HillHogMaps *self)
{
  g_free (self->gx);
  memset (self, 0, sizeof *self);
}

void
hill_hog_get_votes (const HillHogParams *self,
                    const HillPixels    *pixels,
                    guint                row,
                    guint                column,
                    HillHogVote         *votes)
{
  Reader reader;

  g_return_if_fail ((row + 1) * self->cell <= pixels->height && (column + 1) * self->cell <= pixels->width);

  reader_init (&reader, self, pixels);
  for (guint i = 0; i < self->cell * self->cell; i++)
    find_vote (&reader, column * self->cell + i % self->cell, row * self->cell + i / self->cell, &votes[i]);
}

void
hill_hog_compute_cells (const HillHogParams *self,
                        const HillPixels    *pixels,
                        double              *cells)
{
  guint n_rows = pixels->height / self->cell, n_columns = pixels->width / self->cell;
  Reader reader;

  reader_init (&reader, self, pixels);
  memset (cells, 0, (gsize) n_rows * n_columns * self->n_bins * sizeof *cells);
  for (guint y = 0; y < n_rows * self->cell; y++)
    for (guint x = 0; x < n_columns * self->cell; x++)
      {
        double *cell = cells + ((gsize) y / self->cell * n_columns + x / self->cell) * self->n_bins;
        HillHogVote vote;

        find_vote (&reader, x, y, &vote);
        cell[vote.bins[0]] += vote.weights[0];
        cell[vote.bins[1]] += vote.weights[1];
      }
}

/* The share of the cell's centre in what pixel @i of a block (along one axis) has to say. */
static double
get_share (const HillHogParams *self,
           guint                i,
           guint                cell)
{
  double distance = fabs ((i + 0.5) / self->cell - 0.5 - cell);

  return MAX (0, 1 - distance);
}

static double
get_gaussian (const HillHogParams *self,
              guint                i)
{
  double edge = (double) self->cell * self->block, distance = i - edge / 2;

  return exp (-distance * distance / (2 * (edge / 4) * (edge / 4)));
}

/* All pixels of one block into one of its cells. */
static void
compute_shared_cell (const Reader       *reader,
                     const HillHogPlace *place,
                     double             *histogram)
{
  const HillHogParams *self = reader->params;
  guint edge = self->cell * self->block;

  memset (histogram, 0, self->n_bins * sizeof *histogram);
  for (guint i = 0; i < edge; i++)
    for (guint j = 0; j < edge; j++)
      {
        double share = get_share (self, i, place->row - place->block_row) * get_share (self, j, place->column - place->block_column) *
                       get_gaussian (self, i) * get_gaussian (self, j);
        HillHogVote vote;

        if (share == 0)
          continue;
        find_vote (reader, place->block_column * self->cell + j, place->block_row * self->cell + i, &vote);
        histogram[vote.bins[0]] += share * vote.weights[0];
        histogram[vote.bins[1]] += share * vote.weights[1];
      }
}

void
hill_hog_compute_blocks (const HillHogParams *self,
                         const HillPixels    *pixels,
                         double              *vector)
{
  g_autofree double *cells = NULL;
  HillHogShape shape;
  Reader reader;

  if (!hill_hog_get_shape (self, pixels->width, pixels->height, &shape, NULL))
    g_return_if_reached ();

  reader_init (&reader, self, pixels);
  cells = g_new (double, (gsize) shape.n_rows * shape.n_columns * shape.n_bins);
  if (self->variant != HILL_HOG_OPENCV)
    hill_hog_compute_cells (self, pixels, cells);
  for (gsize i = 0; i < shape.length; i += shape.n_bins)
    {
      HillHogPlace place;

      hill_hog_get_place (self, &shape, i, &place);
      if (self->variant == HILL_HOG_OPENCV)
        compute_shared_cell (&reader, &place, vector + i);
      else
        memcpy (vector + i, cells + ((gsize) place.row * shape.n_columns + place.column) * shape.n_bins,
                shape.n_bins * sizeof *vector);
    }
}

static double
sum_squares (const double *v,
             gsize         n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += v[i] * v[i];
  return sum;
}

static void
scale (double *v,
       gsize   n,
       double  divisor)
{
  for (gsize i = 0; i < n; i++)
    v[i] /= divisor;
}

static void
normalize_l1 (double   *v,
              gsize     n,
              gboolean  with_root)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += v[i];
  scale (v, n, sum + 1e-5);
  for (gsize i = 0; with_root && i < n; i++)
    v[i] = sqrt (v[i]);
}

static void
normalize_l2 (double *v,
              gsize   n)
{
  scale (v, n, sqrt (sum_squares (v, n) + 1e-10));
}

static void
clip (double *v,
      gsize   n)
{
  for (gsize i = 0; i < n; i++)
    v[i] = MIN (v[i], 0.2);
}

static void
normalize_block (const HillHogParams *self,
                 double              *v,
                 gsize                n)
{
  if (self->variant == HILL_HOG_OPENCV)
    {
      scale (v, n, sqrt (sum_squares (v, n)) + 0.1 * n);
      clip (v, n);
      scale (v, n, sqrt (sum_squares (v, n)) + 1e-3);
      return;
    }
  switch (self->norm)
    {
    case HILL_HOG_NORM_L1:
    case HILL_HOG_NORM_L1_SQRT:
      normalize_l1 (v, n, self->norm == HILL_HOG_NORM_L1_SQRT);
      break;

    case HILL_HOG_NORM_L2:
      normalize_l2 (v, n);
      break;

    case HILL_HOG_NORM_L2_HYS:
      normalize_l2 (v, n);
      clip (v, n);
      normalize_l2 (v, n);
      break;

    case HILL_HOG_NORM_NONE:
    default:
      break;
    }
}

void
hill_hog_compute (const HillHogParams *self,
                  const HillPixels    *pixels,
                  double              *vector)
{
  gsize n = (gsize) self->block * self->block * self->n_bins;
  HillHogShape shape;

  if (!hill_hog_get_shape (self, pixels->width, pixels->height, &shape, NULL))
    g_return_if_reached ();

  hill_hog_compute_blocks (self, pixels, vector);
  for (gsize i = 0; i < shape.length; i += n)
    normalize_block (self, vector + i, n);
}
