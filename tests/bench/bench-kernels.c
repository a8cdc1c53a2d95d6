/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a person waits for: an epoch of minibatch SGD through the trainer, and full-batch loss and gradient through the
 * objective, on random bytes of the shapes of Fashion-MNIST and CIFAR-10.  Prints name=value lines that compare.py reads;
 * the medians are of whole runs, with what the program does around the kernels and without the evaluation after an epoch. */

#include "bench-limits.h"

#include "hill-dataset-private.h"
#include "hill-kernels.h"
#include "hill-random.h"
#include "hill-trainer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_CLASSES 10
#define BATCH 256

typedef struct
{
  const char *name;
  guint       width;
  guint       n_channels;
  gsize       n_rows;
} Set;

static const Set sets[] = {
  { "fashion", 28, 1, 60000 },
  { "cifar", 32, 3, 50000 },
};

static char *kernels, *only_set;
static int n_threads = 1, n_repeats = 7;
static gboolean quick;

static const GOptionEntry options[] = {
  { "threads", 't', 0, G_OPTION_ARG_INT, &n_threads, "Use N threads", "N" },
  { "repeats", 'r', 0, G_OPTION_ARG_INT, &n_repeats, "Take the median of N runs", "N" },
  { "set", 's', 0, G_OPTION_ARG_STRING, &only_set, "Only the shape NAME: fashion or cifar", "NAME" },
  { "kernels", 'k', 0, G_OPTION_ARG_STRING, &kernels, "Use the variant NAME: plain, avx2 or avx512", "NAME" },
  { "quick", 'q', 0, G_OPTION_ARG_NONE, &quick, "A fiftieth of the rows, to see that it runs", NULL },
  { NULL },
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
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_median (double *values,
            gsize   n_values)
{
  qsort (values, n_values, sizeof *values, compare_doubles);
  return values[n_values / 2];
}

static HillDataset *
make_dataset (const Set *set)
{
  g_auto(HillDatasetParts) parts = { .n_channels = set->n_channels, .width = set->width, .height = set->width };
  HillSplitData *train = &parts.splits[HILL_SPLIT_TRAIN];
  gsize n_columns = set->width * set->width * set->n_channels;
  gsize n_rows = quick ? set->n_rows / 50 : set->n_rows;
  gsize n_words = (n_rows * n_columns + 7) / 8;
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

  parts.name = g_strdup (set->name);
  parts.spec = g_strdup (set->name);
  parts.class_names = g_new0 (char *, N_CLASSES + 1);
  for (int c = 0; c < N_CLASSES; c++)
    parts.class_names[c] = g_strdup_printf ("%d", c);
  return hill_dataset_new (&parts);
}

/* Limits of this machine for this number of threads. */
typedef struct
{
  double read;
  double fma;
} Limits;

/* Every product counts once for the scores and once for the gradient; the bytes count once, as they are read. */
static void
print_case (const Limits *limits,
            const Set    *set,
            HillLossType  loss,
            const char   *name,
            HillDesign   *design,
            double        seconds)
{
  const HillCells *cells = hill_design_get_cells (design, HILL_SPLIT_TRAIN);
  double bytes = (double) cells->n_rows * (double) cells->n_cols;
  double gflops = 4 * bytes * N_CLASSES / seconds / 1e9, rate = bytes / seconds / 1e9;
  g_autofree char *key = g_strdup_printf ("%s.%s.%s.%dt", set->name,
                                          loss == HILL_LOSS_HINGE ? "hinge" : "softmax", name, n_threads);

  printf ("%s.ms=%.3f\n", key, seconds * 1e3);
  printf ("%s.examples_per_second=%.0f\n", key, (double) cells->n_rows / seconds);
  printf ("%s.gflops=%.1f\n%s.fma_share=%.3f\n", key, gflops, key, gflops / limits->fma);
  printf ("%s.gigabytes_per_second=%.2f\n%s.read_share=%.3f\n", key, rate, key, rate / limits->read);
  fflush (stdout);
}

/* All steps of an epoch but the last, which also evaluates; counted up to the whole epoch. */
static double
time_epoch (HillTrainer *trainer,
            guint64      n_steps)
{
  double start = get_seconds ();

  for (guint64 i = 0; i + 1 < n_steps; i++)
    hill_trainer_step (trainer, NULL, NULL);
  start = (get_seconds () - start) * (double) n_steps / (double) (n_steps - 1);
  hill_trainer_step (trainer, NULL, NULL);
  return start;
}

static void
bench_epoch (const Limits *limits,
             const Set    *set,
             HillLossType  loss,
             HillDesign   *design)
{
  gsize n_rows = hill_design_get_cells (design, HILL_SPLIT_TRAIN)->n_rows;
  guint64 n_steps = (n_rows + BATCH - 1) / BATCH;
  g_autofree double *seconds = g_new (double, n_repeats);
  g_autoptr(HillTrainer) trainer = NULL;
  HillExperiment experiment;

  hill_experiment_init (&experiment);
  experiment.loss.type = loss;
  experiment.loss.regularizer = HILL_REGULARIZER_NONE;
  experiment.optimizer = HILL_OPTIMIZER_SGD;
  experiment.schedule = HILL_SCHEDULE_CONSTANT;
  experiment.rate = 1e-3;
  experiment.batch_size = BATCH;
  experiment.n_epochs = (gsize) n_repeats + 1;
  trainer = hill_trainer_new (design, &experiment, (guint) n_threads, NULL);
  g_assert_nonnull (trainer);

  time_epoch (trainer, n_steps);
  for (int i = 0; i < n_repeats; i++)
    seconds[i] = time_epoch (trainer, n_steps);
  g_assert_cmpuint (hill_trainer_get_step (trainer), ==, n_steps * ((guint64) n_repeats + 1));
  print_case (limits, set, loss, "epoch", design, get_median (seconds, (gsize) n_repeats));
}

static void
bench_full_batch (const Limits *limits,
                  const Set    *set,
                  HillLossType  type,
                  HillDesign   *design)
{
  const HillLoss loss = { type, HILL_REGULARIZER_NONE, 1, 0, 0 };
  gsize n_rows = hill_design_get_cells (design, HILL_SPLIT_TRAIN)->n_rows;
  gsize n_weights = HILL_N_WEIGHTS (N_CLASSES, hill_design_get_n_features (design));
  g_autofree float *weights = g_new (float, n_weights), *gradient = g_new (float, n_weights);
  g_autofree double *seconds = g_new (double, n_repeats);
  g_autoptr(HillObjective) objective = hill_objective_new (design, (guint) n_threads);
  HillRandom random;

  hill_random_init (&random, 2);
  for (gsize i = 0; i < n_weights; i++)
    weights[i] = (float) hill_random_normal (&random) / 100;
  for (int i = -1; i < n_repeats; i++)
    {
      double start = get_seconds ();
      HillEvaluation evaluation;

      hill_objective_evaluate (objective, &loss, weights, HILL_SPLIT_TRAIN, NULL, n_rows, gradient, NULL, &evaluation, NULL);
      seconds[MAX (i, 0)] = get_seconds () - start;     /* the first, cold run is written over */
    }
  print_case (limits, set, type, "full", design, get_median (seconds, (gsize) n_repeats));
}

static void
bench_set (const Limits *limits,
           const Set    *set)
{
  g_autoptr(HillDataset) dataset = make_dataset (set);
  g_autoptr(HillPartition) partition = hill_partition_new (dataset, 0, 1);
  g_autoptr(HillDesign) design = hill_design_new (dataset, partition, "pixels", HILL_SCALE_NONE, (guint) n_threads, NULL, NULL);

  g_assert_nonnull (design);
  for (HillLossType loss = HILL_LOSS_SOFTMAX; loss <= HILL_LOSS_HINGE; loss++)
    {
      bench_epoch (limits, set, loss, design);
      bench_full_batch (limits, set, loss, design);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  Limits limits;

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

  limits = (Limits) { bench_measure_read ((guint) n_threads), bench_measure_fma ((guint) n_threads) };
  printf ("kernels=%s\nthreads=%d\n", hill_kernels_get_name (), n_threads);
  printf ("limit.read.gigabytes_per_second=%.1f\nlimit.fma.gflops=%.0f\n", limits.read, limits.fma);
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    if (only_set == NULL || g_str_equal (only_set, sets[i].name))
      bench_set (&limits, &sets[i]);
  return 0;
}
