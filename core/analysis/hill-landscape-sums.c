/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The data loss over a grid, point by point in double. */

#include "hill-landscape-private.h"

#include "hill-parallel.h"

typedef struct
{
  const HillLandscape *self;
  const HillLoss      *loss;
  const HillGrid      *grid;
  gsize                row;
  double              *losses;
  double              *n_correct;
} Fill;

static void
fill_point (gsize    i,
            gpointer data)
{
  Fill *fill = data;
  gsize at = fill->row * fill->grid->n_a + i;
  HillEvaluation evaluation;

  hill_landscape_evaluate_point (fill->self, fill->loss, hill_grid_get_a (fill->grid, i), hill_grid_get_b (fill->grid, fill->row), &evaluation);
  fill->losses[at] = evaluation.data_loss * (double) evaluation.n_rows;
  fill->n_correct[at] = (double) evaluation.n_correct;
}

gboolean
hill_landscape_fill_sums (const HillLandscape  *self,
                          const HillLoss       *loss,
                          const HillGrid       *grid,
                          guint                 n_threads,
                          const HillProgress   *progress,
                          double               *losses,
                          double               *n_correct,
                          GError              **error)
{
  Fill fill = { self, loss, grid, 0, losses, n_correct };

  for (; fill.row < grid->n_b; fill.row++)
    {
      hill_parallel_for (grid->n_a, n_threads, fill_point, &fill);
      if (!hill_progress_report (progress, (double) (fill.row + 1) / (double) grid->n_b, error))
        return FALSE;
    }
  return TRUE;
}
