/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One pass over the examples of both classes; sums are kept in double. */

#include "hill-class-means.h"

#define REPORT_EVERY 8         /* examples */

/* The sums of one class as they grow. */
typedef struct
{
  double *hue;
  double *vector;
  double  n_grey;
  gsize   n;
} Sums;

/* What an example is extracted into. */
typedef struct
{
  float *hue;
  float *vector;
} Room;

HillClassMeansRequest *
hill_class_means_request_new (HillDataset         *dataset,
                              HillSplit            split,
                              guint                first,
                              guint                second,
                              const HillHueParams *hue_params,
                              const HillHogParams *hog_params)
{
  HillClassMeansRequest *self = g_new0 (HillClassMeansRequest, 1);

  self->dataset = hill_dataset_ref (dataset);
  self->split = split;
  self->classes[0] = first;
  self->classes[1] = second;
  self->hue_params = *hue_params;
  self->hue_params.normalize = TRUE;
  self->hog_params = *hog_params;
  return self;
}

void
hill_class_means_request_free (gpointer request)
{
  HillClassMeansRequest *self = request;

  hill_dataset_unref (self->dataset);
  g_free (self);
}

void
hill_class_means_free (gpointer means)
{
  HillClassMeans *self = means;

  for (int k = 0; k < HILL_N_MEANS; k++)
    {
      g_free (self->hues[k]);
      g_free (self->cells[k]);
    }
  g_free (self);
}

static void
add_example (const HillClassMeans *self,
             const HillPixels     *pixels,
             Room                 *room,
             Sums                 *sums)
{
  sums->n++;
  sums->n_grey += (double) hill_hue_extract (&self->hue_params, pixels, room->hue);
  for (guint b = 0; b < self->hue_params.n_bins; b++)
    sums->hue[b] += room->hue[b];
  if (!self->has_hog)
    return;
  hill_hog_extract (&self->hog_params, pixels, room->vector);
  for (gsize i = 0; i < self->shape.length; i++)
    sums->vector[i] += room->vector[i];
}

/* Of the class that the means stand for: the sums divided, the blocks folded. */
static void
finish_class (HillClassMeans *self,
              int             k,
              const Sums     *sums,
              Room           *room)
{
  gsize n_cells = self->has_hog ? (gsize) self->shape.n_rows * self->shape.n_columns * self->shape.n_bins : 0;
  double scale = 1 / (double) MAX (sums->n, 1);
  g_autofree double *folded = g_new0 (double, MAX (n_cells, 1));

  self->n_examples[k] = sums->n;
  self->n_grey[k] = sums->n_grey * scale;
  self->hues[k] = g_new (double, self->hue_params.n_bins);
  for (guint b = 0; b < self->hue_params.n_bins; b++)
    self->hues[k][b] = sums->hue[b] * scale;
  if (!self->has_hog)
    return;
  for (gsize i = 0; i < self->shape.length; i++)
    room->vector[i] = (float) (sums->vector[i] * scale);
  hill_hog_fold (&self->hog_params, &self->shape, room->vector, TRUE, folded);
  self->cells[k] = g_new (float, n_cells);
  for (gsize i = 0; i < n_cells; i++)
    self->cells[k][i] = (float) folded[i];
}

static gboolean
sum_examples (const HillClassMeansRequest  *request,
              const HillClassMeans         *self,
              Sums                          sums[HILL_N_MEANS],
              Room                         *room,
              const HillProgress           *progress,
              GError                      **error)
{
  const guint16 *labels = hill_dataset_get_labels (request->dataset, request->split);
  gsize n = hill_dataset_get_n_examples (request->dataset, request->split), n_done = 0;
  gsize n_wanted = hill_dataset_get_class_count (request->dataset, request->split, request->classes[0])
                   + hill_dataset_get_class_count (request->dataset, request->split, request->classes[1]);

  for (gsize i = 0; i < n; i++)
    for (int k = 0; k < HILL_N_MEANS; k++)
      {
        HillPixels pixels;

        if (labels[i] != request->classes[k])
          continue;
        if (n_done++ % REPORT_EVERY == 0
            && !hill_progress_report (progress, (double) n_done / (double) MAX (n_wanted, 1), error))
          return FALSE;
        pixels = hill_pixels_of_example (request->dataset, request->split, i);
        add_example (self, &pixels, room, &sums[k]);
      }
  return TRUE;
}

HillClassMeans *
hill_class_means_new (const HillClassMeansRequest  *request,
                      const HillProgress           *progress,
                      GError                      **error)
{
  HillClassMeans *self = g_new0 (HillClassMeans, 1);
  Sums sums[HILL_N_MEANS] = { 0 };
  gboolean done;
  Room room;

  self->hue_params = request->hue_params;
  self->hog_params = request->hog_params;
  self->has_hog = hill_hog_get_shape (&request->hog_params, hill_dataset_get_width (request->dataset),
                                      hill_dataset_get_height (request->dataset), &self->shape, NULL);
  room.hue = g_new0 (float, self->hue_params.n_bins);
  room.vector = g_new0 (float, MAX (self->shape.length, 1));
  for (int k = 0; k < HILL_N_MEANS; k++)
    {
      self->classes[k] = request->classes[k];
      sums[k].hue = g_new0 (double, self->hue_params.n_bins);
      sums[k].vector = g_new0 (double, MAX (self->shape.length, 1));
    }
  done = sum_examples (request, self, sums, &room, progress, error);
  for (int k = 0; k < HILL_N_MEANS; k++)
    {
      if (done)
        finish_class (self, k, &sums[k], &room);
      g_free (sums[k].hue);
      g_free (sums[k].vector);
    }
  g_free (room.hue);
  g_free (room.vector);
  if (!done)
    g_clear_pointer (&self, hill_class_means_free);
  return self;
}

void
hill_class_means_compute (HillJob  *job,
                          gpointer  request)
{
  GError *error = NULL;
  HillClassMeans *means = hill_class_means_new (request, hill_job_get_progress (job), &error);

  if (means != NULL)
    hill_job_post (job, means);
  else
    hill_job_fail (job, error);
}
