/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The first four classes have one shape, a round fruit, and differ in hue (the banana helps itself with a bend); the others come in
 * any hue and differ in shape.  Objects are drawn about (0, 0) within -10 to 10, then moved, turned and stretched. */

#include "hill-scenes-draw.h"

#include "hill-i18n.h"

#include <math.h>

typedef struct
{
  cairo_t    *cr;
  HillRandom *random;
  double      bend;             /* how much proportions may change */
} Pencil;

typedef struct
{
  double red, green, blue;
} Rgb;

static double
draw_between (HillRandom *random,
              double      low,
              double      high)
{
  return low + (high - low) * hill_random_double (random);
}

/* A proportion that is 1 where nothing is deformed. */
static double
stretch (Pencil *p,
         double  most)
{
  return 1 + p->bend * most * draw_between (p->random, -1, 1);
}

/* @hue in turns; HSV as of Smith (1978). */
static Rgb
from_hsv (double hue,
          double saturation,
          double value)
{
  double h = 6 * (hue - floor (hue));
  double c = value * saturation, x = c * (1 - fabs (fmod (h, 2) - 1)), m = value - c;
  Rgb rgb = h < 1 ? (Rgb) { c, x, 0 } : h < 2 ? (Rgb) { x, c, 0 } : h < 3 ? (Rgb) { 0, c, x }
            : h < 4 ? (Rgb) { 0, x, c } : h < 5 ? (Rgb) { x, 0, c } : (Rgb) { c, 0, x };

  return (Rgb) { rgb.red + m, rgb.green + m, rgb.blue + m };
}

static Rgb
shade (Rgb    rgb,
       double factor)
{
  return (Rgb) { MIN (rgb.red * factor, 1), MIN (rgb.green * factor, 1), MIN (rgb.blue * factor, 1) };
}

static void
set_color (cairo_t *cr,
           Rgb      rgb,
           double   alpha)
{
  cairo_set_source_rgba (cr, rgb.red, rgb.green, rgb.blue, alpha);
}

/* Fills the path as if light fell on it from the upper left, with a thin dark edge. */
static void
fill_solid (cairo_t *cr,
            Rgb      rgb)
{
  cairo_pattern_t *pattern = cairo_pattern_create_radial (-3.5, -4.5, 0.5, -1, -1, 13);
  Rgb light = { 0.35 + 0.65 * rgb.red, 0.35 + 0.65 * rgb.green, 0.35 + 0.65 * rgb.blue }, dark = shade (rgb, 0.62);

  cairo_pattern_add_color_stop_rgb (pattern, 0, light.red, light.green, light.blue);
  cairo_pattern_add_color_stop_rgb (pattern, 0.4, rgb.red, rgb.green, rgb.blue);
  cairo_pattern_add_color_stop_rgb (pattern, 1, dark.red, dark.green, dark.blue);
  cairo_set_source (cr, pattern);
  cairo_fill_preserve (cr);
  cairo_pattern_destroy (pattern);
  set_color (cr, shade (rgb, 0.4), 0.7);
  cairo_set_line_width (cr, 0.7);
  cairo_stroke (cr);
}

static void
fill_flat (cairo_t *cr,
           Rgb      rgb)
{
  set_color (cr, rgb, 1);
  cairo_fill_preserve (cr);
  set_color (cr, shade (rgb, 0.45), 0.7);
  cairo_set_line_width (cr, 0.7);
  cairo_stroke (cr);
}

static void
add_ellipse (cairo_t *cr,
             double   x,
             double   y,
             double   rx,
             double   ry)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
}

static Rgb
draw_any_hue (Pencil *p)
{
  return from_hsv (hill_random_double (p->random), draw_between (p->random, 0.6, 0.9), draw_between (p->random, 0.7, 0.95));
}

static void
draw_stem (Pencil *p)
{
  cairo_t *cr = p->cr;

  cairo_move_to (cr, 0, -6.5);
  cairo_curve_to (cr, 0, -8, 0.5, -9, 1.5, -10);
  cairo_set_line_width (cr, 1.4);
  set_color (cr, (Rgb) { 0.35, 0.22, 0.1 }, 1);
  cairo_stroke (cr);
  cairo_move_to (cr, 0.8, -8.3);
  cairo_curve_to (cr, 2.5, -11, 5.5, -10.5, 6.5, -9.3);
  cairo_curve_to (cr, 5, -7.2, 2.5, -7, 0.8, -8.3);
  fill_flat (cr, (Rgb) { 0.25, 0.58, 0.18 });
}

static void
draw_apple (Pencil *p,
            double  hue,
            double  spread)
{
  cairo_t *cr = p->cr;
  double w = 8.6 * stretch (p, 0.15), h = 8.2 * stretch (p, 0.12);

  cairo_move_to (cr, 0, -5.6);
  cairo_curve_to (cr, w * 0.5, -h * 1.05, w * 1.1, -h * 0.7, w, 0.3);
  cairo_curve_to (cr, w * 0.9, h * 0.75, w * 0.5, h * 1.15, 0, h * 0.98);
  cairo_curve_to (cr, -w * 0.5, h * 1.15, -w * 0.9, h * 0.75, -w, 0.3);
  cairo_curve_to (cr, -w * 1.1, -h * 0.7, -w * 0.5, -h * 1.05, 0, -5.6);
  cairo_close_path (cr);
  fill_solid (cr, from_hsv (hue + spread * draw_between (p->random, -1, 1), draw_between (p->random, 0.75, 0.95),
                            draw_between (p->random, 0.72, 0.92)));
  draw_stem (p);
}

static void
draw_red_apple (Pencil *p)
{
  draw_apple (p, 0.99, 0.018);
}

static void
draw_green_apple (Pencil *p)
{
  draw_apple (p, 0.25, 0.035);
}

static void
draw_orange (Pencil *p)
{
  cairo_t *cr = p->cr;

  add_ellipse (cr, 0, 0, 8.8 * stretch (p, 0.1), 8.6 * stretch (p, 0.1));
  fill_solid (cr, from_hsv (0.085 + draw_between (p->random, -0.012, 0.012), draw_between (p->random, 0.88, 1),
                            draw_between (p->random, 0.9, 1)));
  add_ellipse (cr, 0, -7.4, 1.3, 0.8);
  fill_flat (cr, (Rgb) { 0.3, 0.5, 0.15 });
}

static void
draw_banana (Pencil *p)
{
  cairo_t *cr = p->cr;
  double thick = 4.6 * stretch (p, 0.3);

  cairo_move_to (cr, -9.5, -4);
  cairo_curve_to (cr, -7.5, 5.5, 3, 8.5, 9.8, 1.2);
  cairo_curve_to (cr, 4.5, 8 - 2 * thick, -4.5, 4.8 - 2 * thick, -7.2, -5.6);
  cairo_close_path (cr);
  fill_solid (cr, from_hsv (0.148 + draw_between (p->random, -0.012, 0.015), draw_between (p->random, 0.75, 0.95),
                            draw_between (p->random, 0.9, 1)));
  add_ellipse (cr, -8.4, -4.9, 1.5, 1.1);
  fill_flat (cr, (Rgb) { 0.35, 0.25, 0.1 });
}

static void
draw_leaf (Pencil *p)
{
  cairo_t *cr = p->cr;
  double w = 5.4 * stretch (p, 0.3);
  double hue = draw_between (p->random, 0, 1) < 0.6 ? draw_between (p->random, 0.24, 0.38) : draw_between (p->random, 0.03, 0.13);
  Rgb rgb = from_hsv (hue, draw_between (p->random, 0.6, 0.9), draw_between (p->random, 0.5, 0.8));

  cairo_save (cr);
  cairo_rotate (cr, 0.6);
  cairo_move_to (cr, 0, -10.5);
  cairo_curve_to (cr, w * 1.7, -4, w * 1.2, 4.5, 0, 7.5);
  cairo_curve_to (cr, -w * 1.2, 4.5, -w * 1.7, -4, 0, -10.5);
  fill_flat (cr, rgb);
  cairo_move_to (cr, 0, -8);
  cairo_line_to (cr, 0, 11);
  for (int i = -1; i < 3; i++)
    {
      cairo_move_to (cr, 0, 1.2 + 2.6 * i);
      cairo_line_to (cr, w * 0.65, -1.6 + 2.6 * i);
      cairo_move_to (cr, 0, 1.2 + 2.6 * i);
      cairo_line_to (cr, -w * 0.65, -1.6 + 2.6 * i);
    }
  set_color (cr, shade (rgb, 0.5), 0.9);
  cairo_set_line_width (cr, 0.8);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_fish (Pencil *p)
{
  cairo_t *cr = p->cr;
  Rgb rgb = draw_any_hue (p);
  double h = 5.2 * stretch (p, 0.25);

  cairo_move_to (cr, 4.2, 0);
  cairo_line_to (cr, 10.2, -5.2);
  cairo_curve_to (cr, 8.9, -1.5, 8.9, 1.5, 10.2, 5.2);
  cairo_close_path (cr);
  fill_flat (cr, shade (rgb, 0.8));
  cairo_move_to (cr, -10, 0.4);
  cairo_curve_to (cr, -7, -h * 1.45, 2.5, -h * 1.35, 6.4, 0);
  cairo_curve_to (cr, 2.5, h * 1.35, -7, h * 1.45, -10, 0.4);
  fill_solid (cr, rgb);
  cairo_move_to (cr, -2, -h * 0.95);
  cairo_line_to (cr, 2.6, -h * 1.7);
  cairo_line_to (cr, 3, -h * 0.7);
  fill_flat (cr, shade (rgb, 0.8));
  add_ellipse (cr, -6.2, -1.2, 1.5, 1.5);
  set_color (cr, (Rgb) { 1, 1, 1 }, 1);
  cairo_fill (cr);
  add_ellipse (cr, -6.5, -1.2, 0.8, 0.8);
  set_color (cr, (Rgb) { 0, 0, 0 }, 1);
  cairo_fill (cr);
}

static void
draw_boat (Pencil *p)
{
  cairo_t *cr = p->cr;
  double mast = 9.8 * stretch (p, 0.12);

  cairo_move_to (cr, -0.2, 4);
  cairo_line_to (cr, -0.2, -mast);
  cairo_set_line_width (cr, 1.1);
  set_color (cr, (Rgb) { 0.3, 0.2, 0.12 }, 1);
  cairo_stroke (cr);
  cairo_move_to (cr, 0.6, -mast);
  cairo_line_to (cr, 8.6, 2.8);
  cairo_line_to (cr, 0.6, 2.8);
  cairo_close_path (cr);
  fill_flat (cr, draw_any_hue (p));
  cairo_move_to (cr, -1, -mast * 0.75);
  cairo_line_to (cr, -7, 2.8);
  cairo_line_to (cr, -1, 2.8);
  cairo_close_path (cr);
  fill_flat (cr, (Rgb) { 0.95, 0.94, 0.9 });
  cairo_move_to (cr, -10, 4.2);
  cairo_line_to (cr, 10, 4.2);
  cairo_curve_to (cr, 8.5, 7.2, 7, 8.4, 5.5, 8.8);
  cairo_line_to (cr, -6, 8.8);
  cairo_curve_to (cr, -7.5, 8.4, -9, 7, -10, 4.2);
  fill_flat (cr, draw_any_hue (p));
}

static void
draw_house (Pencil *p)
{
  cairo_t *cr = p->cr;
  double w = 7.4 * stretch (p, 0.15), roof = -9.4 * stretch (p, 0.12);
  Rgb wall = from_hsv (hill_random_double (p->random), draw_between (p->random, 0.1, 0.45), draw_between (p->random, 0.75, 0.95));

  cairo_rectangle (cr, 3, -8.5, 2.4, 5);
  fill_flat (cr, (Rgb) { 0.5, 0.3, 0.25 });
  cairo_rectangle (cr, -w, -2, 2 * w, 10.5);
  fill_flat (cr, wall);
  cairo_move_to (cr, -w - 2, -1.4);
  cairo_line_to (cr, 0, roof);
  cairo_line_to (cr, w + 2, -1.4);
  cairo_close_path (cr);
  fill_flat (cr, draw_any_hue (p));
  cairo_rectangle (cr, -w * 0.2 - 1.2, 3.2, 3.2, 5.3);
  fill_flat (cr, (Rgb) { 0.35, 0.22, 0.15 });
  cairo_rectangle (cr, w * 0.4, 1, 2.6, 2.6);
  cairo_rectangle (cr, -w * 0.85, 1, 2.6, 2.6);
  fill_flat (cr, (Rgb) { 0.75, 0.88, 0.97 });
}

static void
draw_star (Pencil *p)
{
  cairo_t *cr = p->cr;
  double inner = 4.4 * stretch (p, 0.2);

  for (int i = 0; i < 10; i++)
    {
      double r = i % 2 == 0 ? 10.2 : inner, angle = G_PI * i / 5 - G_PI_2;

      cairo_line_to (cr, r * cos (angle), r * sin (angle) + 0.6);
    }
  cairo_close_path (cr);
  fill_solid (cr, draw_any_hue (p));
}

static void
draw_heart (Pencil *p)
{
  cairo_t *cr = p->cr;
  double w = 9.8 * stretch (p, 0.12);

  cairo_move_to (cr, 0, 9.6);
  cairo_curve_to (cr, -w * 0.5, 5.5, -w * 1.15, 1.5, -w, -3.6);
  cairo_curve_to (cr, -w * 0.85, -9.6, -w * 0.15, -9.6, 0, -4.2);
  cairo_curve_to (cr, w * 0.15, -9.6, w * 0.85, -9.6, w, -3.6);
  cairo_curve_to (cr, w * 1.15, 1.5, w * 0.5, 5.5, 0, 9.6);
  fill_solid (cr, draw_any_hue (p));
}

static const struct
{
  const char *name;
  void      (*draw) (Pencil *p);
} classes[HILL_SCENES_N_CLASSES] =
{
  { N_("red apple"), draw_red_apple },
  { N_("green apple"), draw_green_apple },
  { N_("orange"), draw_orange },
  { N_("banana"), draw_banana },
  { N_("leaf"), draw_leaf },
  { N_("fish"), draw_fish },
  { N_("boat"), draw_boat },
  { N_("house"), draw_house },
  { N_("star"), draw_star },
  { N_("heart"), draw_heart },
};

const char *
hill_scenes_get_class_name (guint class_index)
{
  return _(classes[class_index].name);
}

/* A pale wall, sky or field, darker towards one side. */
static void
draw_ground (cairo_t    *cr,
             HillRandom *random)
{
  double angle = draw_between (random, 0, 2 * G_PI);
  double x = 16 * cos (angle), y = 16 * sin (angle);
  Rgb rgb = from_hsv (hill_random_double (random), draw_between (random, 0.05, 0.3), draw_between (random, 0.72, 0.95));
  cairo_pattern_t *pattern = cairo_pattern_create_linear (16 - x, 16 - y, 16 + x, 16 + y);

  cairo_pattern_add_color_stop_rgb (pattern, 0, rgb.red, rgb.green, rgb.blue);
  rgb = shade (rgb, draw_between (random, 0.72, 0.92));
  cairo_pattern_add_color_stop_rgb (pattern, 1, rgb.red, rgb.green, rgb.blue);
  cairo_set_source (cr, pattern);
  cairo_paint (cr);
  cairo_pattern_destroy (pattern);
}

/* Things that are not looked for: discs, boards and sticks behind the object. */
static void
draw_clutter (cairo_t    *cr,
              HillRandom *random,
              double      strength)
{
  guint n = (guint) floor (strength * 9 + hill_random_double (random));

  for (guint i = 0; i < n; i++)
    {
      double x = draw_between (random, -2, 34), y = draw_between (random, -2, 34), size = draw_between (random, 1.5, 3 + 4 * strength);
      Rgb rgb = from_hsv (hill_random_double (random), draw_between (random, 0.15, 0.4 + 0.5 * strength), draw_between (random, 0.35, 0.95));

      cairo_save (cr);
      cairo_translate (cr, x, y);
      cairo_rotate (cr, draw_between (random, 0, G_PI));
      if (hill_random_below (random, 3) == 0)
        add_ellipse (cr, 0, 0, size, size * draw_between (random, 0.5, 1));
      else
        cairo_rectangle (cr, -size * 1.6, -size / 2, size * 3.2, size);
      cairo_restore (cr);
      set_color (cr, rgb, draw_between (random, 0.5, 0.9));
      cairo_fill (cr);
    }
}

/* A board or a branch before the object; the weaker, the rarer. */
static void
draw_occlusion (cairo_t    *cr,
                HillRandom *random,
                double      strength)
{
  double share = strength * draw_between (random, 0.2, 1);
  double width = 16 * share;
  Rgb rgb = from_hsv (hill_random_double (random), draw_between (random, 0.1, 0.5), draw_between (random, 0.25, 0.7));

  if (hill_random_double (random) > 0.2 + strength || width < 0.8)
    return;
  cairo_save (cr);
  cairo_translate (cr, draw_between (random, 8, 24), draw_between (random, 8, 24));
  cairo_rotate (cr, draw_between (random, 0, G_PI));
  cairo_rectangle (cr, -32, -width / 2 + draw_between (random, -5, 5), 64, width);
  cairo_restore (cr);
  fill_flat (cr, rgb);
}

static void
draw_object (cairo_t                 *cr,
             guint                    class_index,
             const HillScenesOptions *options,
             HillRandom              *random)
{
  double d = options->deformation;
  Pencil pencil = { cr, random, d };
  double scale = 1.12 * (1 + 0.42 * d * draw_between (random, -1, 0.45));

  cairo_save (cr);
  cairo_translate (cr, 16 + 6 * d * draw_between (random, -1, 1), 16 + 6 * d * draw_between (random, -1, 1));
  cairo_rotate (cr, 0.9 * d * draw_between (random, -1, 1));
  cairo_transform (cr, &(cairo_matrix_t) { 1, 0, 0.45 * d * draw_between (random, -1, 1), 1, 0, 0 });
  cairo_scale (cr, scale * (1 + 0.22 * d * draw_between (random, -1, 1)), scale * (1 + 0.22 * d * draw_between (random, -1, 1)));
  classes[class_index].draw (&pencil);
  cairo_restore (cr);
}

/* Darker or lighter as a whole, from one side, and tinted: a lamp, a cloud, the evening. */
static void
draw_light (cairo_t    *cr,
            HillRandom *random,
            double      strength)
{
  double gain = 1 - 0.75 * strength * hill_random_double (random);
  double angle = draw_between (random, 0, 2 * G_PI), x = 20 * cos (angle), y = 20 * sin (angle);
  double warm = draw_between (random, -1, 1) * 0.35 * strength;
  cairo_pattern_t *pattern = cairo_pattern_create_linear (16 - x, 16 - y, 16 + x, 16 + y);

  cairo_pattern_add_color_stop_rgb (pattern, 0, gain * (1 - MAX (-warm, 0)), gain, gain * (1 - MAX (warm, 0)));
  gain *= 1 - 0.7 * strength * hill_random_double (random);
  cairo_pattern_add_color_stop_rgb (pattern, 1, gain * (1 - MAX (-warm, 0)), gain, gain * (1 - MAX (warm, 0)));
  cairo_set_operator (cr, CAIRO_OPERATOR_MULTIPLY);
  cairo_set_source (cr, pattern);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  cairo_pattern_destroy (pattern);
  /* A flash, sometimes. */
  set_color (cr, (Rgb) { 1, 1, 1 }, 0.35 * strength * pow (hill_random_double (random), 3));
  cairo_paint (cr);
}

void
hill_scenes_draw (cairo_t                 *cr,
                  guint                    class_index,
                  const HillScenesOptions *options,
                  HillRandom              *random)
{
  draw_ground (cr, random);
  draw_clutter (cr, random, options->clutter);
  draw_object (cr, class_index, options, random);
  draw_occlusion (cr, random, options->occlusion);
  draw_light (cr, random, options->illumination);
}
