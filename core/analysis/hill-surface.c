/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Eight functions of two variables with their derivatives, each written out as its formula reads. */

#include "hill-surface.h"

#include "hill-i18n.h"

#include <math.h>

static const HillSurfaceInfo infos[HILL_N_SURFACES] = {
  [HILL_SURFACE_BOWL] = {
    .name = "bowl", .title = N_("Bowl"), .formula = "(x² + y²) / 2",
    .x_min = -2, .x_max = 2, .y_min = -2, .y_max = 2, .start = { -1.6, 1.2 }, .rate = 0.1, .noise = 0.5,
    .n_minima = 1, .minima = { { 0, 0 } },
  },
  [HILL_SURFACE_VALLEY] = {
    .name = "valley", .title = N_("Narrow valley"), .formula = "(x² + 25 y²) / 2",
    .x_min = -2, .x_max = 2, .y_min = -1, .y_max = 1, .start = { -1.7, 0.6 }, .rate = 0.07, .noise = 1,
    .n_minima = 1, .minima = { { 0, 0 } },
  },
  [HILL_SURFACE_SADDLE] = {
    .name = "saddle", .title = N_("Saddle"), .formula = "(x² − y²) / 2 + y⁴ / 4",
    .x_min = -2, .x_max = 2, .y_min = -1.6, .y_max = 1.6, .start = { -1.5, 0.001 }, .rate = 0.1, .noise = 0.2,
    .n_minima = 2, .minima = { { 0, 1 }, { 0, -1 } },
  },
  [HILL_SURFACE_PLATEAU] = {
    .name = "plateau", .title = N_("Plateau"), .formula = "1 − exp (−(x² + y²) / 2)",
    .x_min = -4, .x_max = 4, .y_min = -4, .y_max = 4, .start = { -2.6, 1.6 }, .rate = 0.5, .noise = 0.3,
    .n_minima = 1, .minima = { { 0, 0 } },
  },
  [HILL_SURFACE_TWO_MINIMA] = {
    .name = "two-minima", .title = N_("Two minima"), .formula = "(x² − 1)² + 0.3 x + y² / 2",
    .x_min = -1.7, .x_max = 1.7, .y_min = -1.5, .y_max = 1.5, .start = { 1.5, 1.1 }, .rate = 0.05, .noise = 6,
    .n_minima = 2, .minima = { { -1.0355797467163493, 0 }, { 0.9601533703108586, 0 } },
  },
  [HILL_SURFACE_MANY_MINIMA] = {
    .name = "many-minima", .title = N_("Many minima"), .formula = "2 + (x² + y²) / 10 − cos 2x − cos 2y",
    .x_min = -5, .x_max = 5, .y_min = -5, .y_max = 5, .start = { 3.9, 3.4 }, .rate = 0.1, .noise = 5,
    .n_minima = 9,
    .minima = { { 0, 0 }, { 2.9899, 0 }, { -2.9899, 0 }, { 0, 2.9899 }, { 0, -2.9899 },
                { 2.9899, 2.9899 }, { -2.9899, 2.9899 }, { 2.9899, -2.9899 }, { -2.9899, -2.9899 } },
  },
  [HILL_SURFACE_ROSENBROCK] = {
    .name = "rosenbrock", .title = N_("Rosenbrock’s valley"), .formula = "(1 − x)² + 100 (y − x²)²",
    .x_min = -2, .x_max = 2, .y_min = -1, .y_max = 3, .start = { -1.2, 1 }, .rate = 0.001, .noise = 10, .log_levels = TRUE,
    .n_minima = 1, .minima = { { 1, 1 } },
  },
  [HILL_SURFACE_BEALE] = {
    .name = "beale", .title = N_("Beale’s function"), .formula = "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
    .x_min = -4.5, .x_max = 4.5, .y_min = -4.5, .y_max = 4.5, .start = { 1, 1.5 }, .rate = 0.01, .noise = 3, .log_levels = TRUE,
    .n_minima = 1, .minima = { { 3, 0.5 } },
  },
};

const HillSurfaceInfo *
hill_surface_get_info (HillSurface surface)
{
  g_return_val_if_fail ((guint) surface < HILL_N_SURFACES, NULL);

  return &infos[surface];
}

/* Value, two first and three second derivatives (xx, xy, yy). */
typedef struct
{
  double value;
  double gradient[2];
  double hessian[3];
} Jet;

static Jet
get_plateau (double x,
             double y)
{
  double e = exp (-(x * x + y * y) / 2);

  return (Jet) { -expm1 (-(x * x + y * y) / 2), { x * e, y * e }, { (1 - x * x) * e, -x * y * e, (1 - y * y) * e } };
}

static Jet
get_two_minima (double x,
                double y)
{
  double u = x * x - 1;

  return (Jet) { u * u + 0.3 * x + y * y / 2, { 4 * x * u + 0.3, y }, { 12 * x * x - 4, 0, 1 } };
}

static Jet
get_many_minima (double x,
                 double y)
{
  return (Jet) {
    2 + (x * x + y * y) / 10 - cos (2 * x) - cos (2 * y),
    { x / 5 + 2 * sin (2 * x), y / 5 + 2 * sin (2 * y) },
    { 0.2 + 4 * cos (2 * x), 0, 0.2 + 4 * cos (2 * y) },
  };
}

static Jet
get_rosenbrock (double x,
                double y)
{
  double u = 1 - x, v = y - x * x;

  return (Jet) { u * u + 100 * v * v, { -2 * u - 400 * x * v, 200 * v }, { 2 - 400 * v + 800 * x * x, -400 * x, 200 } };
}

/* The sum over k of (c_k - x + x y^k)^2. */
static Jet
get_beale (double x,
           double y)
{
  static const double c[] = { 1.5, 2.25, 2.625 };
  Jet jet = { 0 };
  double power = 1;

  for (int k = 1; k <= 3; k++)
    {
      double lower = power, slope = k * lower, bend = k > 1 ? k * (k - 1) * (k > 2 ? y : 1) : 0, u, u_x, u_y;

      power *= y;
      u = c[k - 1] - x + x * power;
      u_x = power - 1;
      u_y = x * slope;
      jet.value += u * u;
      jet.gradient[0] += 2 * u * u_x;
      jet.gradient[1] += 2 * u * u_y;
      jet.hessian[0] += 2 * u_x * u_x;
      jet.hessian[1] += 2 * (u_x * u_y + u * slope);
      jet.hessian[2] += 2 * (u_y * u_y + u * x * bend);
    }
  return jet;
}

static Jet
get_jet (HillSurface surface,
         double      x,
         double      y)
{
  switch (surface)
    {
    case HILL_SURFACE_BOWL:
      return (Jet) { (x * x + y * y) / 2, { x, y }, { 1, 0, 1 } };

    case HILL_SURFACE_VALLEY:
      return (Jet) { (x * x + 25 * y * y) / 2, { x, 25 * y }, { 1, 0, 25 } };

    case HILL_SURFACE_SADDLE:
      return (Jet) { (x * x - y * y) / 2 + y * y * y * y / 4, { x, y * y * y - y }, { 1, 0, 3 * y * y - 1 } };

    case HILL_SURFACE_PLATEAU:
      return get_plateau (x, y);

    case HILL_SURFACE_TWO_MINIMA:
      return get_two_minima (x, y);

    case HILL_SURFACE_MANY_MINIMA:
      return get_many_minima (x, y);

    case HILL_SURFACE_ROSENBROCK:
      return get_rosenbrock (x, y);

    case HILL_SURFACE_BEALE:
      return get_beale (x, y);

    default:
      g_return_val_if_reached ((Jet) { 0 });
    }
}

double
hill_surface_get_value (HillSurface surface,
                        double      x,
                        double      y)
{
  return get_jet (surface, x, y).value;
}

void
hill_surface_get_gradient (HillSurface  surface,
                           double       x,
                           double       y,
                           double      *gradient)
{
  Jet jet = get_jet (surface, x, y);

  gradient[0] = jet.gradient[0];
  gradient[1] = jet.gradient[1];
}

void
hill_surface_get_hessian (HillSurface  surface,
                          double       x,
                          double       y,
                          double      *hessian)
{
  Jet jet = get_jet (surface, x, y);

  for (int k = 0; k < 3; k++)
    hessian[k] = jet.hessian[k];
}

static double
get_place (double low,
           double high,
           gsize  n,
           gsize  i)
{
  return n > 1 ? low + (high - low) * (double) i / (double) (n - 1) : low;
}

void
hill_surface_fill_grid (HillSurface  surface,
                        double       x_min,
                        double       x_max,
                        gsize        n_x,
                        double       y_min,
                        double       y_max,
                        gsize        n_y,
                        double      *values)
{
  g_return_if_fail (values != NULL);

  for (gsize j = 0; j < n_y; j++)
    for (gsize i = 0; i < n_x; i++)
      values[j * n_x + i] = hill_surface_get_value (surface, get_place (x_min, x_max, n_x, i), get_place (y_min, y_max, n_y, j));
}
