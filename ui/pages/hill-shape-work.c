/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The losses are convex in the two weights, so that a search by halving steps ends at the lowest point, and on a shape's boundary the best place is
 * found by looking all round and then closely.  Corners are looked at exactly: there a weight is exactly 0. */

#include "hill-shape-work.h"

#include "hill-objective.h"
#include "hill-pair.h"

#include <math.h>

#define MAX_ROWS 500              /* images that the data loss is the mean over */
#define REACH 6.0                 /* how far the lowest point is looked for */
#define NARROWEST 1.6             /* the range shown is at least that … */
#define WIDEST 3.0                /* … and at most that, so that unit shapes are not lost in it */
#define FLATTER 0.6               /* the second weight matters less than the first, by this: then a corner has something to win */
#define N_ANGLES 96

struct _HillBowl
{
  HillPair       *pair;
  HillSheetLoss   loss;
  guint           class_index;
  gsize           features[2];
  double          range;
  HillShapePoint  minimum;
  double          losses[HILL_SHAPE_GRID * HILL_SHAPE_GRID];
};

typedef struct
{
  HillDesign    *design;
  float         *weights;
  HillSheetLoss  loss;
  guint          class_index;
  gsize          features[2];
  gboolean       must_choose;
  HillBowl      *bowl;            /* (nullable) */
  double         level, beta;
} Work;

HillRegularizer
hill_shape_get_regularizer (guint index)
{
  static const HillRegularizer regularizers[HILL_N_SHAPES] = { HILL_REGULARIZER_L1, HILL_REGULARIZER_L2, HILL_REGULARIZER_ELASTIC };

  return regularizers[index];
}

static void
bowl_clear (gpointer data)
{
  g_clear_pointer (&((HillBowl *) data)->pair, hill_pair_free);
}

HillBowl *
hill_bowl_ref (HillBowl *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
hill_bowl_unref (HillBowl *self)
{
  g_atomic_rc_box_release_full (self, bowl_clear);
}

void
hill_shape_map_free (HillShapeMap *self)
{
  hill_bowl_unref (self->bowl);
  g_free (self);
}

static void
work_free (gpointer data)
{
  Work *self = data;

  g_clear_pointer (&self->bowl, hill_bowl_unref);
  hill_design_unref (self->design);
  g_free (self->weights);
  g_free (self);
}

/* (transfer full): rows from all over the training split, which may be ordered by class. */
static guint32 *
spread_rows (HillDesign *design,
             gsize      *n_rows)
{
  gsize n = hill_design_get_cells (design, HILL_SPLIT_TRAIN)->n_rows;
  guint32 *rows;

  *n_rows = MIN (n, MAX_ROWS);
  rows = g_new (guint32, MAX (*n_rows, 1));
  for (gsize i = 0; i < *n_rows; i++)
    rows[i] = (guint32) (i * n / *n_rows);
  return rows;
}

/* How far apart two features lie in an image, in pixels; far where there is no image. */
static double
get_distance (HillDataset *dataset,
              gsize        a,
              gsize        b)
{
  gsize width = hill_dataset_get_width (dataset), n_pixels = width * hill_dataset_get_height (dataset);

  if (n_pixels == 0)
    return INFINITY;
  a %= n_pixels;
  b %= n_pixels;
  return hypot ((double) (a % width) - (double) (b % width), (double) (a / width) - (double) (b / width));
}

/* The steepest of the slopes; with @other (else -1) one that is flatter than it, and not too near to it. */
static gsize
find_steepest (HillDataset *dataset,
               const float *slopes,
               gsize        n_features,
               gssize       other)
{
  double far = hill_dataset_get_width (dataset) / 4.0;
  double limit = other >= 0 ? FLATTER * fabs (slopes[other]) : INFINITY;
  gsize best = other == 0 && n_features > 1 ? 1 : 0;
  double steepest = -1;

  for (gsize d = 0; d < n_features; d++)
    if ((gssize) d != other && fabs (slopes[d]) > steepest && fabs (slopes[d]) <= limit && (other < 0 || get_distance (dataset, d, (gsize) other) >= far))
      {
        steepest = fabs (slopes[d]);
        best = d;
      }
  return best;
}

static gboolean
choose_features (Work                *self,
                 const guint32       *rows,
                 gsize                n_rows,
                 const HillProgress  *progress,
                 GError             **error)
{
  guint n_classes = hill_design_get_n_classes (self->design);
  gsize n_features = hill_design_get_n_features (self->design);
  g_autoptr(HillObjective) objective = hill_objective_new (self->design, 0);
  g_autofree float *zeros = g_new0 (float, HILL_N_WEIGHTS (n_classes, n_features));
  g_autofree float *gradient = g_new (float, HILL_N_WEIGHTS (n_classes, n_features));
  const HillLoss loss = { self->loss.type, HILL_REGULARIZER_NONE, self->loss.margin, 0, 0 };
  HillDataset *dataset = hill_design_get_dataset (self->design);
  const float *slopes = gradient + self->class_index * (n_features + 1);
  HillEvaluation evaluation;

  if (!hill_objective_evaluate (objective, &loss, zeros, HILL_SPLIT_TRAIN, rows, n_rows, gradient, progress, &evaluation, error))
    return FALSE;
  self->features[0] = find_steepest (dataset, slopes, n_features, -1);
  self->features[1] = find_steepest (dataset, slopes, n_features, (gssize) self->features[0]);
  return TRUE;
}

static double
get_loss (const HillBowl *bowl,
          double          x,
          double          y)
{
  return hill_pair_get_loss (bowl->pair, &bowl->loss, x, y, NULL);
}

/* By steps in eight directions that are halved where none of them leads down. */
static HillShapePoint
find_minimum (const HillBowl *bowl,
              HillJob        *job)
{
  HillShapePoint best = { 0, 0, get_loss (bowl, 0, 0) };

  for (double step = 1; step > 1e-3 && !hill_job_is_cancelled (job);)
    {
      HillShapePoint from = best;

      for (int k = 0; k < 8; k++)
        {
          double x = CLAMP (from.x + step * round (1.2 * cos (k * G_PI_4)), -REACH, REACH);
          double y = CLAMP (from.y + step * round (1.2 * sin (k * G_PI_4)), -REACH, REACH);
          double loss = get_loss (bowl, x, y);

          if (loss < best.loss)
            best = (HillShapePoint) { x, y, loss };
        }
      if (best.loss >= from.loss)
        step /= 2;
    }
  return best;
}

static HillShapePoint
look_at (const HillBowl  *bowl,
         HillRegularizer  regularizer,
         double           beta,
         double           level,
         double           angle)
{
  HillShapePoint point;

  hill_unit_shape_get_point (regularizer, beta, level, angle, &point.x, &point.y);
  if (fabs (point.x) < 1e-9 * fabs (point.y))
    point.x = 0;
  if (fabs (point.y) < 1e-9 * fabs (point.x))
    point.y = 0;
  point.loss = get_loss (bowl, point.x, point.y);
  return point;
}

/* R of the two weights. */
static double
get_penalty (HillRegularizer regularizer,
             double          beta,
             double          x,
             double          y)
{
  const double weights[] = { x, y };
  HillNorms norms;

  hill_norms_init (&norms, weights, 2);
  return hill_norms_get_regularizer (&norms, regularizer, beta);
}

static HillShapePoint
find_best (const HillBowl  *bowl,
           HillRegularizer  regularizer,
           double           beta,
           double           level,
           HillJob         *job)
{
  HillShapePoint best = { 0, 0, INFINITY };
  double angle = 0;

  if (get_penalty (regularizer, beta, bowl->minimum.x, bowl->minimum.y) <= level)
    return bowl->minimum;
  for (int k = 0; k < N_ANGLES && !hill_job_is_cancelled (job); k++)
    {
      HillShapePoint point = look_at (bowl, regularizer, beta, level, 2 * G_PI * k / N_ANGLES);

      if (point.loss < best.loss)
        {
          best = point;
          angle = 2 * G_PI * k / N_ANGLES;
        }
    }
  for (double step = G_PI / N_ANGLES; step > 1e-5 && !hill_job_is_cancelled (job); step /= 2)
    for (int side = -1; side <= 1; side += 2)
      {
        HillShapePoint point = look_at (bowl, regularizer, beta, level, angle + side * step);

        if (point.loss < best.loss)
          {
            best = point;
            angle += side * step;
          }
      }
  return best;
}

/* (transfer full) (nullable): NULL when cancelled. */
static HillBowl *
make_bowl (Work     *self,
           HillJob  *job,
           GError  **error)
{
  const HillProgress *progress = hill_job_get_progress (job);
  g_autoptr(HillBowl) bowl = g_atomic_rc_box_new0 (HillBowl);
  g_autofree guint32 *rows = NULL;
  gsize n_rows;

  rows = spread_rows (self->design, &n_rows);
  if (self->must_choose && !choose_features (self, rows, n_rows, progress, error))
    return NULL;
  bowl->class_index = self->class_index;
  bowl->features[0] = self->features[0];
  bowl->features[1] = self->features[1];
  bowl->loss = self->loss;
  bowl->pair = hill_pair_new_design (self->design, self->weights, rows, n_rows,
                                     (HillWeightIndex) { self->class_index, self->features[0] },
                                     (HillWeightIndex) { self->class_index, self->features[1] }, progress, error);
  if (bowl->pair == NULL)
    return NULL;
  bowl->minimum = find_minimum (bowl, job);
  bowl->range = CLAMP (1.25 * MAX (fabs (bowl->minimum.x), fabs (bowl->minimum.y)), NARROWEST, WIDEST);
  if (!hill_pair_fill_grid (bowl->pair, &bowl->loss, -bowl->range, bowl->range, HILL_SHAPE_GRID, bowl->losses, progress, error))
    return NULL;
  return g_steal_pointer (&bowl);
}

static void
map_shapes (HillJob  *job,
            gpointer  data)
{
  Work *self = data;
  GError *error = NULL;
  HillShapeMap *map;

  if (self->bowl == NULL)
    self->bowl = make_bowl (self, job, &error);
  if (self->bowl == NULL)
    {
      hill_job_fail (job, error);
      return;
    }
  map = g_new0 (HillShapeMap, 1);
  map->bowl = hill_bowl_ref (self->bowl);
  map->class_index = self->bowl->class_index;
  map->features[0] = self->bowl->features[0];
  map->features[1] = self->bowl->features[1];
  map->low = -self->bowl->range;
  map->high = self->bowl->range;
  map->losses = self->bowl->losses;
  map->minimum = self->bowl->minimum;
  map->level = self->level;
  map->beta = self->beta;
  for (guint i = 0; i < HILL_N_SHAPES; i++)
    map->best[i] = find_best (self->bowl, hill_shape_get_regularizer (i), self->beta, self->level, job);
  hill_job_post (job, map);
}

HillJob *
hill_session_map_shapes (HillSession   *session,
                         guint          class_index,
                         const gsize   *features,
                         HillBowl      *bowl,
                         double         level,
                         double         beta,
                         HillJobNotify  notify,
                         gpointer       user_data)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (session);
  gsize n_weights;
  Work *work;

  if (snapshot == NULL)
    return NULL;
  n_weights = HILL_N_WEIGHTS (hill_design_get_n_classes (snapshot->design), hill_design_get_n_features (snapshot->design));
  work = g_new0 (Work, 1);
  work->design = hill_design_ref (snapshot->design);
  work->weights = g_memdup2 (snapshot->weights, n_weights * sizeof *work->weights);
  work->loss = (HillSheetLoss) { .type = snapshot->experiment.loss.type, .margin = snapshot->experiment.loss.margin };
  work->class_index = class_index;
  work->must_choose = features == NULL;
  if (features != NULL)
    {
      work->features[0] = features[0];
      work->features[1] = features[1];
    }
  work->bowl = bowl != NULL ? hill_bowl_ref (bowl) : NULL;
  work->level = level;
  work->beta = beta;
  return hill_session_compute (session, map_shapes, work, work_free, (GDestroyNotify) hill_shape_map_free, notify, user_data);
}
