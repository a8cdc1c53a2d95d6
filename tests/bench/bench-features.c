/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How long the features of an image take, on one thread unless it is said otherwise: name=value lines.  compare-features.py has it
 * take turns with other libraries. */

#include "hill-features.h"
#include "hill-kernels.h"
#include "hill-load.h"
#include "hill-random.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct
{
  const char *name;
  guint       width, height, n_channels;
} Picture;

static const Picture pictures[] = {
  { "gray128x64", 64, 128, 1 },
  { "color32x32", 32, 32, 3 },
  { "gray3000x4000", 4000, 3000, 1 },
  { "color3000x4000", 4000, 3000, 3 },
};

static const char * const sets[][2] = {
  { "lecture", "hog:8:9" },
  { "linear", "hog:8:9:linear" },
  { "skimage1", "hog:8:9:skimage:block1:l1" },
  { "skimage2", "hog:8:9:skimage" },
  { "opencv", "hog:8:9:opencv" },
  { "hue", "hue:36:counts" },
};

static int n_repeats = 7;
static gboolean with_fashion;
static char *kernels;
static char *folder;

static const GOptionEntry options[] = {
  { "repeats", 0, 0, G_OPTION_ARG_INT, &n_repeats, "Samples of each case", "N" },
  { "fashion", 0, 0, G_OPTION_ARG_NONE, &with_fashion, "Only all images of Fashion-MNIST, on two threads", NULL },
  { "kernels", 0, 0, G_OPTION_ARG_STRING, &kernels, "Use these kernels: plain, avx2, avx512", "NAME" },
  { "write", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Only write the pictures there, as bytes, channel after channel", "FOLDER" },
  { NULL }
};

static double
get_seconds (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Noise, smoothed a little, over the whole range: like a photograph in how its gradients spread. */
static guint8 *
make_picture (const Picture *p)
{
  gsize n = (gsize) p->width * p->height * p->n_channels;
  guint8 *bytes = g_malloc (n);
  HillRandom random;

  hill_random_init (&random, 1);
  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) hill_random_below (&random, 256);
  for (int pass = 0; pass < 3; pass++)
    for (gsize i = p->width + 1; i < n; i++)
      bytes[i] = (guint8) ((bytes[i] + bytes[i - 1] + bytes[i - p->width] + bytes[i - p->width - 1] + 1) / 4);
  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) CLAMP (((int) bytes[i] - 128) * 4 + 128, 0, 255);
  return bytes;
}

static void
bench_case (const Picture    *picture,
            const char       *name,
            const char       *text,
            const HillPixels *pixels)
{
  g_autofree double *seconds = g_new (double, n_repeats);
  g_autofree float *features = NULL;
  HillFeatureSet set = { 0 };
  guint n_inner = 1;

  if (!hill_feature_set_parse (&set, text, NULL) ||
      !hill_feature_set_fit (&set, picture->width, picture->height, picture->n_channels, NULL))
    return;
  features = g_new (float, set.length);
  for (int i = -2; i < n_repeats; i++)
    {
      double start = get_seconds (), end;

      for (guint k = 0; k < n_inner; k++)
        hill_feature_set_extract (&set, pixels, features);
      end = get_seconds () - start;
      seconds[MAX (i, 0)] = end / n_inner;
      if (i == -2)
        n_inner = (guint) CLAMP (0.1 / MAX (end, 1e-7), 1, 100000);
    }
  qsort (seconds, (size_t) n_repeats, sizeof *seconds, compare_doubles);
  printf ("%s.%s.us=%.3f\n%s.%s.mpixels_per_second=%.0f\n", picture->name, name, seconds[0] * 1e6,
          picture->name, name, (double) picture->width * picture->height / seconds[0] / 1e6);
  fflush (stdout);
}

static void
bench_fashion (void)
{
  static const char * const texts[] = { "hog:4:9", "hog:4:9:skimage", "hog:4:9:opencv" };
  g_autoptr(HillDataset) dataset = hill_dataset_load ("fashion-mnist", NULL, NULL);

  if (dataset == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      double best = G_MAXDOUBLE;

      for (int k = 0; k < n_repeats; k++)
        {
          double start = get_seconds ();
          g_autoptr(HillFeatures) features = hill_features_new (dataset, texts[i], 2, NULL, NULL);

          best = MIN (best, get_seconds () - start);
        }
      printf ("fashion.%s.70000_images.2t.ms=%.1f\n", texts[i], best * 1e3);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || n_repeats < 1 ||
      (kernels != NULL && !hill_kernels_set_name (kernels)))
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "There is nothing to repeat, or the processor lacks those kernels.");
      return 2;
    }

  printf ("kernels=%s\n", hill_kernels_get_name ());
  if (with_fashion)
    bench_fashion ();
  for (gsize i = 0; i < G_N_ELEMENTS (pictures) && !with_fashion; i++)
    {
      const Picture *p = &pictures[i];
      g_autofree guint8 *bytes = make_picture (p);
      const HillPixels pixels = { bytes, p->width, p->height, p->n_channels };

      if (folder != NULL)
        {
          g_autofree char *path = g_build_filename (folder, p->name, NULL);

          g_file_set_contents (path, (const char *) bytes, (gssize) p->width * p->height * p->n_channels, NULL);
          continue;
        }
      for (gsize k = 0; k < G_N_ELEMENTS (sets); k++)
        bench_case (p, sets[k][0], sets[k][1], &pixels);
    }
  return 0;
}
