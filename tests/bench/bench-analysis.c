/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the Gradient and the Descent page wait for: a landscape of 101 x 101 points, its preview, the numerical gradient of all
 * weights, a path of 150 steps.  On random bytes of the shape of Fashion-MNIST, with weights as large as trained ones.  Prints
 * name=value lines that compare-analysis.py reads: medians of whole runs, by the clock on the wall and by the processor's, which is
 * the one to believe where others are at work. */

#include "hill-dataset-private.h"
#include "hill-kernels.h"
#include "hill-landscape.h"
#include "hill-numeric.h"
#include "hill-path.h"
#include "hill-random.h"
#include "hill-surface.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_CLASSES 10
#define WIDTH 28
#define N_ROWS 60000

static char *kernels;
static int n_threads = 1, n_repeats = 7;
static gboolean quick;

static const GOptionEntry options[] = {
  { "threads", 't', 0, G_OPTION_ARG_INT, &n_threads, "Use N threads", "N" },
  { "repeats", 'r', 0, G_OPTION_ARG_INT, &n_repeats, "Take the median of N runs", "N" },
  { "kernels", 'k', 0, G_OPTION_ARG_STRING, &kernels, "Use the variant NAME: plain, avx2 or avx512", "NAME" },
  { "quick", 'q', 0, G_OPTION_ARG_NONE, &quick, "A fiftieth of the rows, to see that it runs", NULL },
  { NULL },
};

typedef struct
{
  HillDesign *design;
  float      *weights;                /* three blocks: W, D1, D2 */
  HillPlane  *plane;
  gsize       n_weights;
  HillLoss    loss;
  gsize       n_rows;                 /* 0 for all */
  HillSample *sample;
} Bench;

static HillDataset *
make_dataset (void)
{
  g_auto(HillDatasetParts) parts = { .n_channels = 1, .width = WIDTH, .height = WIDTH };
  HillSplitData *train = &parts.splits[HILL_SPLIT_TRAIN];
  gsize n_columns = WIDTH * WIDTH, n_rows = quick ? N_ROWS / 50 : N_ROWS, n_words = n_rows * n_columns / 8;
  guint64 *words = g_new (guint64, n_words);
  HillRandom random;

  hill_random_init (&random, 1);
  for (gsize i = 0; i < n_words; i++)
    words[i] = hill_random_next (&random);
  train->bytes = g_bytes_new_take (words, n_words * sizeof *words);
  train->cells = (HillCells) { words, HILL_CELLS_U8, n_rows, n_columns, n_columns };
  train->labels = g_new (guint16, n_rows);
  for (gsize i = 0; i < n_rows; i++)
    train->labels[i] = (guint16) hill_random_below (&random, N_CLASSES);
  parts.name = g_strdup ("random");
  parts.spec = g_strdup ("random");
  parts.class_names = g_new0 (char *, N_CLASSES + 1);
  for (int c = 0; c < N_CLASSES; c++)
    parts.class_names[c] = g_strdup_printf ("%d", c);
  return hill_dataset_new (&parts);
}

static void
bench_init (Bench *self)
{
  g_autoptr(HillDataset) dataset = make_dataset ();
  g_autoptr(HillPartition) partition = hill_partition_new (dataset, 0, 1);
  HillRandom random;

  self->design = hill_design_new (dataset, partition, "pixels", HILL_SCALE_NONE, (guint) n_threads, NULL, NULL);
  self->n_weights = HILL_N_WEIGHTS (N_CLASSES, WIDTH * WIDTH);
  self->weights = g_new (float, 3 * self->n_weights);
  hill_random_init (&random, 2);
  for (gsize i = 0; i < 3 * self->n_weights; i++)
    self->weights[i] = (float) hill_random_normal (&random) / 10;
  self->plane = hill_plane_new_custom (N_CLASSES, WIDTH * WIDTH, self->weights, self->weights + self->n_weights, NULL);
}

static void
bench_clear (Bench *self)
{
  hill_design_unref (self->design);
  hill_plane_unref (self->plane);
  g_free (self->weights);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* One cold run, then the median of the others. */
static void
time_case (Bench      *self,
           const char *name,
           void      (*run) (Bench *self))
{
  const char *loss = self->loss.type == HILL_LOSS_HINGE ? "hinge" : "softmax";
  g_autofree double *times = g_new (double, n_repeats), *cpu_times = g_new (double, n_repeats);

  for (int i = -1; i < n_repeats; i++)
    {
      gint64 start = g_get_monotonic_time ();
      clock_t cpu_start = clock ();

      run (self);
      times[MAX (i, 0)] = (double) (g_get_monotonic_time () - start) / 1e3;
      cpu_times[MAX (i, 0)] = (double) (clock () - cpu_start) * 1e3 / CLOCKS_PER_SEC;
    }
  qsort (times, (gsize) n_repeats, sizeof *times, compare_doubles);
  qsort (cpu_times, (gsize) n_repeats, sizeof *cpu_times, compare_doubles);
  printf ("%s.%s.%dt.ms=%.3f\n", name, loss, n_threads, times[n_repeats / 2]);
  printf ("%s.%s.%dt.cpu_ms=%.3f\n", name, loss, n_threads, cpu_times[n_repeats / 2]);
  fflush (stdout);
}

/* From the weights on: tables, then the grid of all three measures. */
static void
run_landscape (Bench *self)
{
  const HillGrid grid = { -1, 1, 101, -1, 1, 101 };
  g_autoptr(HillLandscape) landscape = hill_landscape_new (self->sample, self->plane, (guint) n_threads, NULL, NULL);
  g_autoptr(HillGridValues) values = hill_landscape_evaluate (landscape, &self->loss, &grid, (guint) n_threads, NULL, NULL);

  g_assert_nonnull (values);
}

static void
run_numeric (Bench *self)
{
  g_autoptr(HillNumeric) numeric = hill_numeric_new (self->sample, &self->loss, self->weights, (guint) n_threads, NULL, NULL);
  g_autofree double *up = g_new (double, 2 * self->n_weights);

  hill_numeric_nudge_all (numeric, 1e-5, (guint) n_threads, NULL, up, up + self->n_weights, NULL, NULL);
}

static void
run_path (Bench *self)
{
  HillPathOptions path = { .n_steps = 150, .plane = self->plane };
  g_autoptr(HillPath) found = NULL;

  hill_experiment_init (&path.experiment);
  path.experiment.loss = self->loss;
  path.experiment.batch_size = 0;
  path.experiment.rate = 1e-3;
  found = hill_path_new (self->sample, &path, self->weights, (guint) n_threads, NULL, NULL);
  g_assert_cmpuint (found->n_points, ==, 151);
}

static void
run_surface (Bench *self)
{
  HillSurfaceOptions walk = { .noise = 0.1 };
  HillSurfaceStep steps[151];

  hill_experiment_init (&walk.experiment);
  walk.experiment.optimizer = HILL_OPTIMIZER_ADAM;
  hill_surface_descend (HILL_SURFACE_BEALE, &walk, hill_surface_get_info (HILL_SURFACE_BEALE)->start, 150, steps);
}

static void
time_rows (Bench      *self,
           gsize       n_rows,
           const char *name,
           void      (*run) (Bench *self))
{
  self->sample = hill_sample_new (self->design, n_rows);
  for (int type = HILL_LOSS_SOFTMAX; type <= HILL_LOSS_HINGE; type++)
    {
      self->loss = (HillLoss) { (HillLossType) type, HILL_REGULARIZER_L2, 1, 1e-4, 1 };
      time_case (self, name, run);
    }
  hill_sample_unref (self->sample);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  Bench bench = { 0 };

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 2;
    }
  if (n_threads < 1 || n_repeats < 1 || (kernels != NULL && !hill_kernels_set_name (kernels)))
    {
      fprintf (stderr, "The numbers must be at least 1, and the processor must have the kernels asked for.\n");
      return 2;
    }

  printf ("kernels=%s\nthreads=%d\n", hill_kernels_get_name (), n_threads);
  bench_init (&bench);
  time_rows (&bench, 0, "landscape", run_landscape);
  time_rows (&bench, 2000, "preview", run_landscape);
  time_rows (&bench, 256, "numeric-256", run_numeric);
  time_rows (&bench, 0, "numeric", run_numeric);
  time_rows (&bench, 2000, "path", run_path);
  time_rows (&bench, 1, "surface", run_surface);
  bench_clear (&bench);
  return 0;
}
