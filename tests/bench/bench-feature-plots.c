/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a person waits for on the Features page: all that one image of 512 x 512 pixels shows, computed and drawn anew, and a
 * drawing alone.  The image is a photograph's kind: soft shapes, edges and noise.  Prints name=milliseconds of this thread's processor
 * time, medians. */

#include "hill-hog-answer.h"
#include "hill-hue-study.h"
#include "hill-random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define EDGE 512
#define N_REPEATS 21

typedef HillPlot *(*MakePlot) (gconstpointer study);

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
get_median (double values[N_REPEATS])
{
  qsort (values, N_REPEATS, sizeof *values, compare_doubles);
  return values[N_REPEATS / 2];
}

static HillFeatureImage *
new_image (void)
{
  g_autofree guint8 *data = g_new (guint8, 3 * EDGE * EDGE);
  HillRandom random;

  hill_random_init (&random, 1);
  for (int k = 0; k < 3; k++)
    for (int y = 0; y < EDGE; y++)
      for (int x = 0; x < EDGE; x++)
        {
          double soft = 60 * sin (0.013 * x + k) * cos (0.017 * y - k), edge = hypot (x - 200, y - 260) < 120 + 30 * k ? 40 : 0;
          double noise = 12 * (hill_random_double (&random) - 0.5);

          data[(k * EDGE + y) * EDGE + x] = (guint8) CLAMP (120 + soft + edge + noise, 0, 255);
        }
  return hill_feature_image_new (&(HillPixels) { data, EDGE, EDGE, 3 }, "bench");
}

static HillPlot *
make_image (gconstpointer study)
{
  return hill_hue_study_new_image_plot ((HillHueStudy *) study, &(HillHueMark) { 5, 100, 100 });
}

static HillPlot *
make_map (gconstpointer study)
{
  return hill_hue_study_new_map_plot ((HillHueStudy *) study, &(HillHueMark) { 5, 100, 100 });
}

static HillPlot *
make_histogram (gconstpointer study)
{
  return hill_hue_study_new_histogram_plot ((HillHueStudy *) study, &(HillHueMark) { 5, 100, 100 });
}

static const HillHogLook look = { .opacity = 0.4, .row = 20, .column = 30, .pixel_row = 3, .pixel_column = 3 };

static HillPlot *
make_glyphs (gconstpointer study)
{
  return hill_hog_study_new_glyph_plot ((HillHogStudy *) study, &look);
}

static HillPlot *
make_magnitude (gconstpointer study)
{
  return hill_hog_study_new_magnitude_plot ((HillHogStudy *) study, &look);
}

static HillPlot *
make_direction (gconstpointer study)
{
  return hill_hog_study_new_direction_plot ((HillHogStudy *) study, &look);
}

static HillPlot *
make_cell (gconstpointer study)
{
  return hill_hog_study_new_cell_plot ((HillHogStudy *) study, &look);
}

static HillPlot *
make_votes (gconstpointer study)
{
  return hill_hog_study_new_votes_plot ((HillHogStudy *) study, &look);
}

static HillPlot *
make_vector (gconstpointer study)
{
  return hill_hog_study_new_vector_plot ((HillHogStudy *) study, &look);
}

typedef struct
{
  const char *name;
  MakePlot    make;
  int         width, height;    /* as in a window of 1024 x 700, or enlarged */
} Picture;

/* Makes and draws a plot as the widget does: into a picture that is then pasted. */
static double
bench_picture (const Picture *picture,
               gconstpointer  study,
               double         scale)
{
  double times[N_REPEATS];

  for (int i = 0; i < N_REPEATS; i++)
    {
      double start = get_milliseconds ();
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) (picture->width * scale),
                                                             (int) (picture->height * scale));
      cairo_t *cr = cairo_create (surface);
      HillPlotStyle style = hill_plot_style_light;
      g_autoptr(HillPlot) plot = picture->make (study);

      style.pixel_scale = scale;
      style.background.alpha = 0;
      cairo_scale (cr, scale, scale);
      hill_plot_draw (plot, cr, picture->width, picture->height, &style);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
      times[i] = get_milliseconds () - start;
    }
  return get_median (times);
}

static double
bench_pictures (const Picture *pictures,
                gsize          n_pictures,
                gconstpointer  study,
                double         scale)
{
  double sum = 0;

  for (gsize i = 0; i < n_pictures; i++)
    {
      double time = bench_picture (&pictures[i], study, scale);

      printf ("%s.%.0fx=%.2f\n", pictures[i].name, scale, time);
      sum += time;
    }
  return sum;
}

static HillHueStudy *
bench_hue_study (HillFeatureImage *image)
{
  HillHueParams params = HILL_HUE_PARAMS_DEFAULT;
  HillHueStudy *study = NULL;
  double times[N_REPEATS];

  for (int i = 0; i < N_REPEATS; i++)
    {
      double start = get_milliseconds ();

      g_clear_pointer (&study, hill_hue_study_unref);
      study = hill_hue_study_new (image, &params);
      times[i] = get_milliseconds () - start;
    }
  printf ("hue.study=%.2f\n", get_median (times));
  return study;
}

static HillHogStudy *
bench_hog_study (HillFeatureImage *image,
                 HillHogVariant    variant)
{
  HillHogStudy *study = NULL;
  double times[N_REPEATS];
  HillHogParams params;

  hill_hog_params_init (&params, variant);
  for (int i = 0; i < N_REPEATS; i++)
    {
      double start = get_milliseconds ();

      g_clear_pointer (&study, hill_hog_study_unref);
      study = hill_hog_study_new (image, &params, NULL);
      times[i] = get_milliseconds () - start;
    }
  printf ("hog.study.%s=%.2f\n", hill_hog_get_variant_names ()[variant], get_median (times));
  return study;
}

int
main (void)
{
  static const Picture hue[] = {
    { "hue.image", make_image, 370, 250 }, { "hue.map", make_map, 370, 250 }, { "hue.histogram", make_histogram, 740, 190 },
  };
  static const Picture hog[] = {
    { "hog.glyphs", make_glyphs, 245, 238 }, { "hog.magnitude", make_magnitude, 245, 238 }, { "hog.direction", make_direction, 245, 238 },
    { "hog.cell", make_cell, 245, 154 }, { "hog.votes", make_votes, 490, 154 }, { "hog.vector", make_vector, 740, 90 },
  };
  static const Picture enlarged = { "hog.glyphs.enlarged", make_glyphs, 740, 560 };
  g_autoptr(HillFeatureImage) image = new_image ();
  g_autoptr(HillHueStudy) hue_study = bench_hue_study (image);
  g_autoptr(HillHogStudy) study = NULL;

  for (HillHogVariant variant = HILL_HOG_LINEAR; variant <= HILL_HOG_CS231N; variant++)
    hill_hog_study_unref (bench_hog_study (image, variant));
  study = bench_hog_study (image, HILL_HOG_LECTURE);
  for (int scale = 1; scale <= 2; scale++)
    {
      printf ("hue.all.%dx=%.2f\n", scale, bench_pictures (hue, G_N_ELEMENTS (hue), hue_study, scale));
      printf ("hog.all.%dx=%.2f\n", scale, bench_pictures (hog, G_N_ELEMENTS (hog), study, scale));
      bench_pictures (&enlarged, 1, study, scale);
    }
  return 0;
}
