/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What has to be done in a frame while a point is dragged, with as many points as there may be: the walk of 150 steps made anew, all
 * numbers of the step shown, its three plots drawn at the size of a window of 1024 x 700.  Prints name=milliseconds of this thread's
 * processor time, medians.  Ends with 1 where all together take more than a frame, 16 ms. */

#include "hill-points-descent.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N_REPEATS 101
#define FRAME 16.0

static double
get_milliseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * (double) now.tv_sec + 1e-6 * (double) now.tv_nsec;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
report (const char *name,
        double      values[N_REPEATS])
{
  qsort (values, N_REPEATS, sizeof *values, compare_doubles);
  printf ("%s=%.3f\n", name, values[N_REPEATS / 2]);
  return values[N_REPEATS / 2];
}

static void
draw (HillPlot *plot,
      int       width,
      int       height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);

  hill_plot_draw (plot, cr, width, height, &hill_plot_style_light);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  hill_plot_unref (plot);
}

int
main (void)
{
  g_autoptr(GObject) object = G_OBJECT (hill_points_descent_new ());
  HillPointsDescent *self = HILL_POINTS_DESCENT (object);
  HillLook look = { .ahead = TRUE };
  double walk[N_REPEATS], plots[N_REPEATS], total;

  while (hill_points_descent_add_point (self, 0.3, -0.2, 0))
    continue;
  hill_descent_seek (HILL_DESCENT (self), 16);
  hill_points_descent_set_marked (self, 1);
  for (int i = 0; i < N_REPEATS; i++)
    {
      double start = get_milliseconds ();

      hill_points_descent_move_point (self, 3, cos (0.1 * i), sin (0.1 * i));
      hill_points_descent_get_numbers (self);
      walk[i] = get_milliseconds () - start;
      draw (hill_descent_new_plot (HILL_DESCENT (self), &look), 540, 520);
      draw (hill_points_descent_new_curve (self, TRUE), 400, 160);
      draw (hill_descent_new_ruler (HILL_DESCENT (self)), 400, 190);
      plots[i] = get_milliseconds () - start - walk[i];
    }
  total = report ("points.walk_ms", walk) + report ("points.plots_ms", plots);
  return total <= FRAME ? EXIT_SUCCESS : EXIT_FAILURE;
}
