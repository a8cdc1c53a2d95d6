/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The tables of a landscape: made by three passes over the data, then read by whoever wants a grid, a point or a slice. */

#include "hill-landscape.h"

#include "hill-exact.h"
#include "hill-i18n.h"
#include "hill-landscape-private.h"
#include "hill-reference.h"

#include <math.h>
#include <string.h>

#define MAX_TABLE_BYTES ((gsize) 1 << 30)
#define SCORE_ROWS 8192               /* rows of scores between two reports */

static gboolean
check_size (const HillSample  *sample,
            guint              n_classes,
            GError           **error)
{
  if (sample->n_rows <= MAX_TABLE_BYTES / sizeof (float) / 3 / n_classes)
    return TRUE;

  g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
               _("A landscape of %zu examples and %u classes needs more than 1 GiB: use fewer examples"), sample->n_rows, n_classes);
  return FALSE;
}

/* Column @k of the tables from the scores of some rows. */
static void
take_scores (HillLandscape *self,
             gsize          k,
             gsize          first,
             gsize          n,
             const float   *scores)
{
  for (gsize i = 0; i < n; i++)
    {
      const float *s = scores + i * self->n_classes;
      float *to = self->tables + ((first + i) * 3 + k) * self->n_others;
      guint label = self->labels[first + i];

      for (guint c = 0; c < label; c++)
        to[c] = s[c] - s[label];
      for (guint c = label + 1; c < self->n_classes; c++)
        to[c - 1] = s[c] - s[label];
    }
}

static gboolean
fill_column (HillLandscape       *self,
             HillObjective       *objective,
             gsize                k,
             const float         *weights,
             const HillProgress  *progress,
             GError             **error)
{
  gsize n_rows = self->sample->n_rows;
  g_autofree float *scores = g_new (float, SCORE_ROWS * self->n_classes);
  g_autofree guint32 *rows = g_new (guint32, SCORE_ROWS);

  for (gsize first = 0; first < n_rows; first += SCORE_ROWS)
    {
      gsize n = MIN (SCORE_ROWS, n_rows - first);

      for (gsize i = 0; i < n; i++)
        rows[i] = (guint32) hill_sample_get_row (self->sample, first + i);
      hill_objective_scores (objective, weights, HILL_SPLIT_TRAIN, rows, n, scores);
      take_scores (self, k, first, n, scores);
      if (!hill_progress_report (progress, ((double) k + (double) (first + n) / (double) n_rows) / 3, error))
        return FALSE;
    }
  return TRUE;
}

static HillLandscape *
landscape_alloc (HillSample *sample,
                 HillPlane  *plane)
{
  HillLandscape *self = g_new0 (HillLandscape, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->sample = hill_sample_ref (sample);
  self->plane = hill_plane_ref (plane);
  self->n_classes = plane->n_classes;
  self->n_others = plane->n_classes - 1;
  self->tables = g_new (float, sample->n_rows * 3 * self->n_others + 1);
  self->labels = g_new (guint16, sample->n_rows + 1);
  return self;
}

HillLandscape *
hill_landscape_new (HillSample          *sample,
                    HillPlane           *plane,
                    guint                n_threads,
                    const HillProgress  *progress,
                    GError             **error)
{
  g_autoptr(HillLandscape) self = NULL;
  g_autoptr(HillObjective) objective = NULL;
  const guint16 *labels;
  gsize n_weights;

  g_return_val_if_fail (sample != NULL && plane != NULL, NULL);
  g_return_val_if_fail (plane->n_classes == hill_design_get_n_classes (sample->design) &&
                        plane->n_features == hill_design_get_n_features (sample->design), NULL);

  if (!check_size (sample, plane->n_classes, error))
    return NULL;
  self = landscape_alloc (sample, plane);
  labels = hill_design_get_labels (sample->design, HILL_SPLIT_TRAIN);
  for (gsize i = 0; i < sample->n_rows; i++)
    self->labels[i] = labels[hill_sample_get_row (sample, i)];

  objective = hill_objective_new (sample->design, n_threads);
  n_weights = hill_sample_get_n_weights (sample);
  if (!fill_column (self, objective, 0, plane->origin, progress, error) ||
      !fill_column (self, objective, 1, plane->directions, progress, error) ||
      !fill_column (self, objective, 2, plane->directions + n_weights, progress, error))
    return NULL;
  return g_steal_pointer (&self);
}

HillLandscape *
hill_landscape_move (const HillLandscape *self,
                     const float         *origin,
                     guint                n_threads,
                     const HillProgress  *progress,
                     GError             **error)
{
  g_autoptr(HillPlane) plane = NULL;
  g_autoptr(HillLandscape) moved = NULL;
  g_autoptr(HillObjective) objective = NULL;

  g_return_val_if_fail (self != NULL && origin != NULL, NULL);

  plane = hill_plane_move (self->plane, origin);
  moved = landscape_alloc (self->sample, plane);
  memcpy (moved->tables, self->tables, self->sample->n_rows * 3 * self->n_others * sizeof (float));
  memcpy (moved->labels, self->labels, self->sample->n_rows * sizeof *self->labels);
  objective = hill_objective_new (self->sample->design, n_threads);
  if (!fill_column (moved, objective, 0, origin, progress, error))
    return NULL;
  return g_steal_pointer (&moved);
}

HillLandscape *
hill_landscape_ref (HillLandscape *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_landscape_unref (HillLandscape *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  hill_sample_unref (self->sample);
  hill_plane_unref (self->plane);
  g_free (self->tables);
  g_free (self->labels);
  g_free (self);
}

HillPlane *
hill_landscape_get_plane (const HillLandscape *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->plane;
}

HillSample *
hill_landscape_get_sample (const HillLandscape *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sample;
}

/* ---- One point ---- */

/* Differences to the true class's score, which is 0 then and stands where it would in the order of classes. */
static void
get_differences (const HillLandscape *self,
                 gsize                i,
                 double               a,
                 double               b,
                 double              *s)
{
  const float *row = hill_landscape_get_row (self, i);
  gsize n = self->n_others;

  for (gsize k = 0, c = 0; c < self->n_classes; c++)
    if (c == self->labels[i])
      s[c] = 0;
    else
      {
        s[c] = row[k] + a * row[n + k] + b * row[2 * n + k];
        k++;
      }
}

static gboolean
is_correct (const double *s,
            guint         n_classes,
            guint         label)
{
  for (guint c = 0; c < n_classes; c++)
    if (s[c] > 0 || (s[c] == 0 && c < label))
      return FALSE;
  return TRUE;
}

void
hill_landscape_evaluate_point (const HillLandscape *self,
                               const HillLoss      *loss,
                               double               a,
                               double               b,
                               HillEvaluation      *evaluation)
{
  g_autofree double *s = NULL;
  g_autofree double *weights = NULL;
  gsize n_weights;

  g_return_if_fail (self != NULL && loss != NULL && evaluation != NULL);

  s = g_new (double, self->n_classes);
  *evaluation = (HillEvaluation) { .n_rows = self->sample->n_rows };
  for (gsize i = 0; i < self->sample->n_rows; i++)
    {
      get_differences (self, i, a, b, s);
      evaluation->n_correct += is_correct (s, self->n_classes, self->labels[i]) ? 1 : 0;
      if (loss->type == HILL_LOSS_HINGE)
        evaluation->data_loss += hill_reference_hinge (s, self->n_classes, self->labels[i], loss->margin, NULL);
      else
        evaluation->data_loss += hill_reference_softmax (s, self->n_classes, self->labels[i], NULL);
    }
  evaluation->data_loss /= (double) MAX (evaluation->n_rows, 1);

  n_weights = hill_sample_get_n_weights (self->sample);
  weights = g_new (double, n_weights);
  for (gsize i = 0; i < n_weights; i++)
    weights[i] = self->plane->origin[i] + a * self->plane->directions[i] + b * self->plane->directions[n_weights + i];
  evaluation->penalty = hill_exact_get_penalty (loss, self->n_classes, self->plane->n_features, weights);
}
