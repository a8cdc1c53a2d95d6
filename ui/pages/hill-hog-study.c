/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The fast kernels make the vector and, without blocks, the cells as they were before; the maps become pictures once.  What a
 * selected cell shows is asked of the core when it is shown: 64 pixels cost nothing. */

#include "hill-hog-study.h"

#include "hill-bins-plot.h"
#include "hill-cell-plot.h"
#include "hill-colormap.h"
#include "hill-csv.h"
#include "hill-vector-plot.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_COLORS 256
#define N_LEVELS 512            /* of magnitude, to find the limit */

struct _HillHogStudy
{
  gatomicrefcount   ref_count;
  HillFeatureImage *image;
  HillHogParams     params;
  HillFeatureSet    set;        /* with the one block */
  HillHogMaps       maps;
  float            *vector;
  float            *before;     /* n_rows x n_columns x n_bins */
  float            *after;      /* (nullable): where blocks are normalised */
  double            highest;    /* magnitude */
  double            limit;      /* magnitude in full colour: few pixels exceed it */
  HillRaster       *magnitude;
  HillRaster       *direction;
};

gboolean
hill_hog_params_have_blocks (const HillHogParams *params)
{
  return params->norm != HILL_HOG_NORM_NONE;
}

/* The same cells before anything is normalised. */
static HillHogParams
get_plain (const HillHogParams *params)
{
  HillHogParams plain = *params;

  plain.norm = HILL_HOG_NORM_NONE;
  plain.block = 1;
  plain.order = HILL_HOG_ORDER_ROWS;
  /* Its own cells differ from block to block. */
  if (params->variant == HILL_HOG_OPENCV)
    plain.variant = HILL_HOG_LINEAR;
  return plain;
}

/* cs231n counts its angles from straight up. */
static double
get_turn (const HillHogParams *params)
{
  return params->variant == HILL_HOG_CS231N ? -90 : 0;
}

static double
get_span (const HillHogParams *params)
{
  return params->is_signed ? 360 : 180;
}

static guint32
fade (guint32 sample,
      guint   alpha)
{
  guint32 result = 0;

  for (int shift = 0; shift < 32; shift += 8)
    result |= ((sample >> shift & 0xff) * alpha + 127) / 255 << shift;
  return result;
}

static void
fill_direction (const HillHogStudy *self,
                HillRaster         *raster)
{
  guint32 colors[N_COLORS + 1];
  double span = get_span (&self->params);
  float scale = (float) (N_COLORS / span), shift = (float) (get_turn (&self->params) + 2 * span);

  for (int i = 0; i <= N_COLORS; i++)
    colors[i] = hill_raster_pack (hill_colormap_cyclic ((double) i / N_COLORS));
  for (guint i = 0; i < raster->n_rows; i++)
    for (guint j = 0; j < raster->n_columns; j++)
      {
        gsize k = (gsize) i * raster->step * self->maps.width + (gsize) j * raster->step;
        float magnitude = self->maps.magnitude[k];
        /* The root lets faint edges be seen, too. */
        guint alpha = (guint) (255 * sqrtf (magnitude / (float) self->limit) + 0.5f);
        guint color = (guint) ((self->maps.orientation[k] + shift) * scale) % N_COLORS;

        if (magnitude > 0)
          raster->samples[i * raster->stride + j] = fade (colors[color], MIN (alpha, 255));
      }
}

static void
fill_magnitude (const HillHogStudy *self,
                HillRaster         *raster)
{
  guint32 colors[N_COLORS];

  for (int i = 0; i < N_COLORS; i++)
    colors[i] = hill_raster_pack (hill_picture_amount_color (i / (N_COLORS - 1.0)));
  for (guint i = 0; i < raster->n_rows; i++)
    for (guint j = 0; j < raster->n_columns; j++)
      {
        gsize k = (gsize) i * raster->step * self->maps.width + (gsize) j * raster->step;

        guint share = (guint) (self->maps.magnitude[k] / (float) self->limit * (N_COLORS - 1) + 0.5f);

        raster->samples[i * raster->stride + j] = colors[MIN (share, N_COLORS - 1)];
      }
}

/* What 199 of 200 pixels that have a gradient do not exceed. */
static double
find_limit (const float *magnitude,
            gsize        n,
            double       highest)
{
  gsize counts[N_LEVELS] = { 0 }, n_larger = 0, n_all = 0;
  float scale = (float) ((N_LEVELS - 1) / highest);
  int level = N_LEVELS - 1;

  for (gsize i = 0; i < n; i++)
    counts[(int) (magnitude[i] * scale)]++;
  for (int i = 1; i < N_LEVELS; i++)
    n_all += counts[i];
  while (level > 1 && (n_larger += counts[level]) <= n_all / 200)
    level--;
  return highest * (level + 1) / N_LEVELS;
}

static void
make_maps (HillHogStudy *self)
{
  gsize n = (gsize) self->image->pixels.width * self->image->pixels.height;
  float highest = 0;

  hill_hog_maps_init (&self->maps, &self->params, &self->image->pixels);
  for (gsize i = 0; i < n; i++)
    highest = MAX (highest, self->maps.magnitude[i]);
  self->highest = highest > 0 ? highest : 1;
  self->limit = find_limit (self->maps.magnitude, n, self->highest);
  self->magnitude = hill_raster_new (self->maps.width, self->maps.height);
  self->direction = hill_raster_new (self->maps.width, self->maps.height);
  fill_magnitude (self, self->magnitude);
  fill_direction (self, self->direction);
}

static void
make_cells (HillHogStudy *self)
{
  const HillHogShape *shape = hill_hog_study_get_shape (self);
  gsize n = (gsize) shape->n_rows * shape->n_columns * shape->n_bins;
  HillHogParams plain = get_plain (&self->params);
  g_autofree double *folded = NULL;

  self->before = g_new (float, n);
  hill_hog_extract (&plain, &self->image->pixels, self->before);
  if (!hill_hog_params_have_blocks (&self->params))
    return;
  folded = g_new (double, n);
  self->after = g_new (float, n);
  hill_hog_fold (&self->params, shape, self->vector, TRUE, folded);
  for (gsize i = 0; i < n; i++)
    self->after[i] = (float) folded[i];
}

HillHogStudy *
hill_hog_study_new (HillFeatureImage     *image,
                    const HillHogParams  *params,
                    GError              **error)
{
  g_autoptr(HillHogStudy) self = g_new0 (HillHogStudy, 1);
  const HillPixels *pixels = &image->pixels;

  g_atomic_ref_count_init (&self->ref_count);
  self->image = hill_feature_image_ref (image);
  self->params = *params;
  self->set.n_blocks = 1;
  self->set.blocks[0].kind = HILL_FEATURE_HOG;
  self->set.blocks[0].hog = *params;
  if (!hill_hog_params_check (params, error)
      || !hill_feature_set_fit (&self->set, pixels->width, pixels->height, pixels->n_channels, error))
    return NULL;
  self->vector = g_new (float, self->set.length);
  hill_hog_extract (params, pixels, self->vector);
  make_cells (self);
  make_maps (self);
  return g_steal_pointer (&self);
}

HillHogStudy *
hill_hog_study_ref (HillHogStudy *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_hog_study_unref (HillHogStudy *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  hill_feature_image_unref (self->image);
  hill_hog_maps_clear (&self->maps);
  g_clear_pointer (&self->magnitude, hill_raster_unref);
  g_clear_pointer (&self->direction, hill_raster_unref);
  g_free (self->vector);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

const HillHogParams *
hill_hog_study_get_params (const HillHogStudy *self)
{
  return &self->params;
}

const HillHogShape *
hill_hog_study_get_shape (const HillHogStudy *self)
{
  return &self->set.blocks[0].shape;
}

HillFeatureImage *
hill_hog_study_get_image (const HillHogStudy *self)
{
  return self->image;
}

void
hill_hog_params_get_grid (const HillHogParams *params,
                          const HillHogShape  *shape,
                          HillGlyphGrid       *grid)
{
  *grid = (HillGlyphGrid) {
    .n_rows = shape->n_rows, .n_columns = shape->n_columns, .n_bins = shape->n_bins, .cell = params->cell,
    .is_signed = params->is_signed, .turn = get_turn (params),
  };
}

char *
hill_hog_study_describe_length (const HillHogStudy *self)
{
  return hill_feature_block_describe_length (&self->set.blocks[0], &self->set);
}

gboolean
hill_hog_study_find_cell (const HillHogStudy *self,
                          guint               x,
                          guint               y,
                          int                *row,
                          int                *column)
{
  const HillHogShape *shape = hill_hog_study_get_shape (self);

  *row = (int) (y / self->params.cell);
  *column = (int) (x / self->params.cell);
  return (guint) *row < shape->n_rows && (guint) *column < shape->n_columns;
}

void
hill_hog_study_find_strongest (const HillHogStudy *self,
                               int                *row,
                               int                *column)
{
  const HillHogShape *shape = hill_hog_study_get_shape (self);
  double most = -1;

  for (guint i = 0; i < shape->n_rows * shape->n_columns; i++)
    {
      double sum = 0;

      for (guint b = 0; b < shape->n_bins; b++)
        sum += self->before[(gsize) i * shape->n_bins + b];
      if (sum <= most)
        continue;
      most = sum;
      *row = (int) (i / shape->n_columns);
      *column = (int) (i % shape->n_columns);
    }
}

void
hill_hog_study_find_cell_of (const HillHogStudy *self,
                             gsize               index,
                             int                *row,
                             int                *column)
{
  HillHogPlace place;

  hill_hog_get_place (&self->params, hill_hog_study_get_shape (self), index, &place);
  *row = (int) place.row;
  *column = (int) place.column;
}

HillPlot *
hill_hog_study_new_glyph_plot (HillHogStudy      *self,
                               const HillHogLook *look)
{
  gboolean normalized = look->normalized && self->after != NULL;
  HillGlyphGrid grid;
  HillPlot *plot;

  hill_hog_params_get_grid (&self->params, hill_hog_study_get_shape (self), &grid);
  plot = hill_glyph_plot_new (NULL, normalized ? self->after : self->before, &grid, self->image->photo);
  hill_glyph_plot_set_opacity (plot, look->opacity);
  hill_glyph_plot_set_along_gradient (plot, look->along_gradient);
  hill_glyph_plot_set_selected (plot, look->row, look->column);
  return plot;
}

static char *
describe_gradient (gconstpointer data,
                   guint         x,
                   guint         y)
{
  const HillHogStudy *self = data;
  gsize i = (gsize) y * self->maps.width + x;

  if (!(self->maps.magnitude[i] > 0))
    /* Translators: column and row of a pixel */
    return g_strdup_printf (_("(%u, %u): no gradient"), x + 1, y + 1);
  /* Translators: column and row of a pixel, its gradient to the right and downwards, length and direction */
  return g_strdup_printf (_("(%u, %u): gx = %.4g, gy = %.4g, magnitude %.4g, direction %.1f°"), x + 1, y + 1, self->maps.gx[i],
                          self->maps.gy[i], self->maps.magnitude[i], self->maps.orientation[i]);
}

static void
append_header (GString *csv)
{
  static const char * const names[] = { "gx", "gy", "magnitude", "direction" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    hill_csv_append_text (csv, names[i]);
}

static void
append_gradient (gconstpointer  data,
                 guint          x,
                 guint          y,
                 GString       *csv)
{
  const HillHogStudy *self = data;
  gsize i = (gsize) y * self->maps.width + x;

  hill_csv_append_number (csv, self->maps.gx[i]);
  hill_csv_append_number (csv, self->maps.gy[i]);
  hill_csv_append_number (csv, self->maps.magnitude[i]);
  hill_csv_append_number (csv, self->maps.orientation[i]);
}

static HillPlot *
new_map_plot (HillHogStudy      *self,
              HillRaster        *raster,
              const char        *sentence,
              const HillHogLook *look)
{
  static const HillPictureSource source = { describe_gradient, append_header, append_gradient };
  HillPlot *plot = hill_picture_plot_new (NULL, raster, sentence);
  int cell = (int) self->params.cell;

  hill_picture_plot_set_source (plot, &source, hill_hog_study_ref (self), (GDestroyNotify) hill_hog_study_unref);
  if (look->row >= 0)
    hill_picture_plot_set_marked (plot, look->column * cell, look->row * cell, cell, cell);
  return plot;
}

HillPlot *
hill_hog_study_new_magnitude_plot (HillHogStudy      *self,
                                   const HillHogLook *look)
{
  g_autofree char *sentence = g_strdup_printf (_("How strong the gradient of each pixel is; at most %.4g."), self->highest);
  HillPlot *plot = new_map_plot (self, self->magnitude, sentence, look);

  hill_picture_plot_set_key (plot, HILL_PICTURE_KEY_AMOUNT, self->limit, self->limit < self->highest);
  return plot;
}

HillPlot *
hill_hog_study_new_direction_plot (HillHogStudy      *self,
                                   const HillHogLook *look)
{
  HillPlot *plot = new_map_plot (self, self->direction, _("Which way the gradient of each pixel points; faint where it is weak."), look);

  hill_picture_plot_set_key (plot, self->params.is_signed ? HILL_PICTURE_KEY_TURN : HILL_PICTURE_KEY_DIRECTION, 0, FALSE);
  return plot;
}

static char *
name_number (gconstpointer data,
             gsize         index)
{
  return hill_feature_set_dup_dimension_name (&((const HillHogStudy *) data)->set, index);
}

/* The numbers of a cell, once for each block that it belongs to. */
static void
light_up (const HillHogStudy *self,
          HillPlot           *plot,
          guint               row,
          guint               column)
{
  const HillHogShape *shape = hill_hog_study_get_shape (self);
  HillHogPlace place = { .row = row, .column = column };

  for (place.block_row = row + 1 > shape->block ? row + 1 - shape->block : 0;
       place.block_row <= row && place.block_row < shape->n_block_rows; place.block_row++)
    for (place.block_column = column + 1 > shape->block ? column + 1 - shape->block : 0;
         place.block_column <= column && place.block_column < shape->n_block_columns; place.block_column++)
      hill_vector_plot_add_part (plot, hill_hog_get_index (&self->params, shape, &place), shape->n_bins);
}

HillPlot *
hill_hog_study_new_vector_plot (HillHogStudy      *self,
                                const HillHogLook *look)
{
  g_autofree char *length = hill_hog_study_describe_length (self);
  /* Translators: how the length of the vector comes about: 16 × 8 × 9 = 1152 */
  g_autofree char *label = g_strdup_printf (_("the whole vector: %s numbers"), length);
  HillPlot *plot = hill_vector_plot_new (label, self->vector, self->set.length);

  hill_vector_plot_set_names (plot, name_number, hill_hog_study_get_shape (self)->n_bins, hill_hog_study_ref (self),
                              (GDestroyNotify) hill_hog_study_unref);
  if (look->row >= 0)
    light_up (self, plot, (guint) look->row, (guint) look->column);
  return plot;
}

/* (transfer full): the votes of the selected cell, row by row. */
static HillHogVote *
get_votes (const HillHogStudy *self,
           const HillHogLook  *look)
{
  HillHogVote *votes = g_new0 (HillHogVote, (gsize) self->params.cell * self->params.cell);
  HillHogParams plain = get_plain (&self->params);

  hill_hog_get_votes (&plain, &self->image->pixels, (guint) look->row, (guint) look->column, votes);
  return votes;
}

HillPlot *
hill_hog_study_new_cell_plot (HillHogStudy      *self,
                              const HillHogLook *look)
{
  guint cell = self->params.cell, n = cell * cell;
  g_autofree HillHogVote *votes = get_votes (self, look);
  g_autofree guint8 *rgb = g_new (guint8, 3 * n);
  g_autofree float *dx = g_new (float, n);
  g_autofree float *dy = g_new (float, n);
  HillCellPixels pixels = { cell, cell, (guint) look->column * cell, (guint) look->row * cell, rgb, dx, dy, self->params.is_signed };
  HillPlot *plot;

  for (guint i = 0; i < n; i++)
    {
      hill_feature_image_get_rgb (self->image, pixels.left + i % cell, pixels.top + i / cell, rgb + 3 * i);
      dx[i] = (float) votes[i].gx;
      dy[i] = (float) votes[i].gy;
    }
  plot = hill_cell_plot_new (NULL, &pixels);
  hill_cell_plot_set_marked (plot, look->pixel_column, look->pixel_row);
  return plot;
}

static HillPlot *
new_plain_histogram (const HillHogStudy *self,
                     const float        *cells,
                     const HillHogLook  *look,
                     const char         *unit)
{
  const HillHogShape *shape = hill_hog_study_get_shape (self);
  const float *bins = cells + ((gsize) look->row * shape->n_columns + (gsize) look->column) * shape->n_bins;
  double values[HILL_HOG_MAX_BINS];
  HillPlot *plot;

  for (guint b = 0; b < shape->n_bins; b++)
    values[b] = bins[b];
  plot = hill_bins_plot_new (NULL, unit, values, shape->n_bins, get_span (&self->params), HILL_BINS_DIRECTION);
  hill_bins_plot_set_turn (plot, get_turn (&self->params));
  return plot;
}

HillPlot *
hill_hog_study_new_votes_plot (HillHogStudy      *self,
                               const HillHogLook *look)
{
  guint cell = self->params.cell;
  g_autofree HillHogVote *votes = NULL;
  g_autofree HillVote *stacked = NULL;
  gsize n = 0;
  HillPlot *plot;

  if (look->normalized && self->after != NULL)
    return new_plain_histogram (self, self->after, look, _("mean of the blocks"));
  votes = get_votes (self, look);
  stacked = g_new (HillVote, 2 * (gsize) cell * cell);
  for (guint i = 0; i < cell * cell; i++)
    for (int k = 0; k < 2; k++)
      if (votes[i].weights[k] > 0)
        stacked[n++] = (HillVote) { votes[i].bins[k], (int) (i % cell), (int) (i / cell), votes[i].weights[k] };
  plot = new_plain_histogram (self, self->before, look, _("magnitude"));
  hill_bins_plot_set_votes (plot, stacked, n);
  hill_bins_plot_set_marked_pixel (plot, look->pixel_column, look->pixel_row);
  return plot;
}

char *
hill_hog_study_describe_vote (const HillHogStudy *self,
                              const HillHogLook  *look)
{
  g_autofree HillHogVote *votes = get_votes (self, look);
  const HillHogVote *vote = &votes[(gsize) look->pixel_row * self->params.cell + (gsize) look->pixel_column];
  g_autofree char *gradient = NULL;

  if (vote->magnitude == 0)
    return g_strdup_printf (_("Pixel (%u, %u): no gradient, and no vote"), vote->x + 1, vote->y + 1);
  gradient = g_strdup_printf (_("Pixel (%u, %u): √(%.4g² + %.4g²) = %.4g at %.1f°"), vote->x + 1, vote->y + 1, fabs (vote->gx), fabs (vote->gy),
                              vote->magnitude, vote->orientation);
  if (vote->weights[0] <= 0 && vote->weights[1] <= 0)
    /* Translators: a pixel and its gradient */
    return g_strdup_printf (_("%s: no bin takes it, its vote is lost"), gradient);
  if (vote->weights[1] <= 0)
    /* Translators: a pixel and its gradient, a number and which bin */
    return g_strdup_printf (_("%s: adds %.4g to bin %u"), gradient, vote->weights[0], vote->bins[0] + 1);
  /* Translators: a pixel and its gradient, then twice a number and which bin */
  return g_strdup_printf (_("%s: adds %.4g to bin %u and %.4g to bin %u"), gradient, vote->weights[0], vote->bins[0] + 1, vote->weights[1],
                          vote->bins[1] + 1);
}
