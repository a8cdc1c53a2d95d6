/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Every variant of the kernels that this processor has, against the double reference, over shapes that leave
 * remainders everywhere: columns, rows, classes.  Data end where their memory ends, so that the address sanitizer sees a
 * read too far. */

#include "hill-kernels.h"
#include "hill-random.h"
#include "hill-reference.h"

#include <math.h>
#include <string.h>

/* Stated in hill-kernels.h as 1e-4; the kernels do better, and shall keep doing so. */
#define TOLERANCE 1e-5

typedef struct
{
  gsize        n_rows;
  gsize        n_columns;
  guint        n_classes;
  HillCellType type;
  gboolean     listed;                /* rows are given as a list */
  gsize        first;                 /* where they are not: the first of them */
  gsize        gap;                   /* bytes between rows, and floats between rows of weights */
} Shape;

typedef struct
{
  Shape      shape;
  HillRandom random;
  HillCells  cells;
  void      *memory;
  gsize      n;                       /* rows asked for */
  guint32   *rows;
  guint16   *labels;
  gsize      weight_stride;
  float     *weights;
  float     *bias;
  gsize      stride;                  /* of scores */
  float     *scores;
} Fixture;

static double
fixture_get_uniform (Fixture *self)
{
  return 2 * hill_random_double (&self->random) - 1;
}

static void
fixture_init_cells (Fixture *self)
{
  const Shape *shape = &self->shape;
  gsize size = shape->type == HILL_CELLS_U8 ? 1 : sizeof (float);
  gsize stride = shape->n_columns * size + shape->gap * size;

  self->memory = g_malloc ((shape->n_rows - 1) * stride + shape->n_columns * size);
  self->cells = (HillCells) { self->memory, shape->type, shape->n_rows, shape->n_columns, stride };
  for (gsize i = 0; i < shape->n_rows; i++)
    for (gsize d = 0; d < shape->n_columns; d++)
      if (shape->type == HILL_CELLS_U8)
        ((guint8 *) self->memory + i * stride)[d] = (guint8) hill_random_below (&self->random, 256);
      else
        ((float *) (void *) ((guint8 *) self->memory + i * stride))[d] = (float) hill_random_normal (&self->random);
}

static void
fixture_init (Fixture     *self,
              const Shape *shape)
{
  guint n_classes = shape->n_classes;

  self->shape = *shape;
  hill_random_init (&self->random, shape->n_rows * 7919 + shape->n_columns * 31 + n_classes);
  fixture_init_cells (self);

  self->n = shape->n_rows - shape->first;
  self->rows = shape->listed ? g_new (guint32, self->n) : NULL;
  for (gsize i = 0; shape->listed && i < self->n; i++)
    self->rows[i] = hill_random_below (&self->random, (guint32) shape->n_rows);
  self->labels = g_new (guint16, shape->n_rows);
  for (gsize i = 0; i < shape->n_rows; i++)
    self->labels[i] = (guint16) hill_random_below (&self->random, n_classes);

  self->weight_stride = shape->n_columns + shape->gap;
  self->weights = g_new (float, n_classes * self->weight_stride);
  for (gsize i = 0; i < n_classes * self->weight_stride; i++)
    self->weights[i] = (float) fixture_get_uniform (self) / 100;
  self->bias = g_new (float, n_classes);
  for (guint c = 0; c < n_classes; c++)
    self->bias[c] = (float) fixture_get_uniform (self);

  self->stride = HILL_SCORES_STRIDE (n_classes);
  self->scores = g_new (float, self->n * self->stride);
  for (gsize i = 0; i < self->n * self->stride; i++)
    self->scores[i] = NAN;
}

static void
fixture_clear (Fixture *self)
{
  g_free (self->memory);
  g_free (self->rows);
  g_free (self->labels);
  g_free (self->weights);
  g_free (self->bias);
  g_free (self->scores);
}

static gsize
fixture_get_row (const Fixture *self,
                 gsize          i)
{
  return self->rows != NULL ? self->rows[i] : self->shape.first + i;
}

/* Random scores, some of them equal, padding zero. */
static void
fixture_draw_scores (Fixture *self,
                     double   size)
{
  for (gsize i = 0; i < self->n; i++)
    for (gsize c = 0; c < self->stride; c++)
      self->scores[i * self->stride + c] = c < self->shape.n_classes
                                             ? (float) (rint (fixture_get_uniform (self) * 20) / 20 * size) : 0;
}

static void
assert_close (double value,
              double expected,
              double size)
{
  if (!(fabs (value - expected) <= TOLERANCE * size))
    g_error ("%.9g is not %.9g within %g of %g", value, expected, TOLERANCE, size);
}

static const guint class_counts[] = { 1, 2, 3, 5, 6, 9, 10, 11, 16, 17, 33, 100 };
static const gsize column_counts[] = { 1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 48, 100, 784, 1025 };
static const gsize row_counts[] = { 1, 2, 3, 65 };

typedef void (*ShapeFunc) (const Shape *shape);

static void
for_each_shape (ShapeFunc func)
{
  guint number = 0;

  for (guint c = 0; c < G_N_ELEMENTS (class_counts); c++)
    for (guint d = 0; d < G_N_ELEMENTS (column_counts); d++)
      for (guint n = 0; n < G_N_ELEMENTS (row_counts); n++)
        {
          Shape shape = { .n_rows = row_counts[n], .n_columns = column_counts[d], .n_classes = class_counts[c] };

          if (shape.n_columns > 100 && shape.n_classes > 17)
            continue;                 /* nothing new, and slow in the reference */
          shape.type = number % 2 == 0 ? HILL_CELLS_U8 : HILL_CELLS_F32;
          shape.listed = number / 2 % 3 == 0;
          shape.first = shape.listed ? 0 : shape.n_rows / 3;
          shape.gap = number % 5;
          func (&shape);
          number++;
        }
}

static double *
copy_weights (const Fixture *self,
              gboolean       magnitudes)
{
  gsize n_columns = self->shape.n_columns;
  double *copy = g_new (double, self->shape.n_classes * n_columns);

  for (guint c = 0; c < self->shape.n_classes; c++)
    for (gsize d = 0; d < n_columns; d++)
      {
        double w = self->weights[c * self->weight_stride + d];

        copy[c * n_columns + d] = magnitudes ? fabs (w) : w;
      }
  return copy;
}

/* For one row: b + w x, and |b| + |w| |x|, which rounding errors are measured by. */
static void
check_scores_of_row (const Fixture *self,
                     gsize          i,
                     const double  *weights,
                     const float   *scores)
{
  const Shape *shape = &self->shape;
  gsize row = fixture_get_row (self, i);

  for (guint c = 0; c < shape->n_classes; c++)
    {
      double expected, bias = self->bias[c], size = fabs (bias);

      hill_reference_scores (&self->cells, row, 1, weights + c * shape->n_columns, &bias, &expected);
      for (gsize d = 0; d < shape->n_columns; d++)
        size += fabs (weights[c * shape->n_columns + d] * hill_cells_get (&self->cells, row, d));
      assert_close (scores[c], expected, size);
    }
  for (gsize c = shape->n_classes; c < self->stride; c++)
    g_assert_cmpfloat (scores[c], ==, 0);
}

static void
check_scores (const Shape *shape)
{
  Fixture fixture;
  g_autofree double *weights = NULL;
  g_autofree float *again = NULL;

  fixture_init (&fixture, shape);
  weights = copy_weights (&fixture, FALSE);
  hill_kernel_scores (&fixture.cells, fixture.rows, shape->first, fixture.n, shape->n_classes,
                      fixture.weights, fixture.weight_stride, fixture.bias, fixture.scores);
  for (gsize i = 0; i < fixture.n; i++)
    check_scores_of_row (&fixture, i, weights, fixture.scores + i * fixture.stride);

  /* One at a time: the same bits. */
  again = g_new0 (float, fixture.stride);
  for (gsize i = 0; i < fixture.n; i++)
    {
      hill_kernel_scores (&fixture.cells, NULL, fixture_get_row (&fixture, i), 1, shape->n_classes,
                          fixture.weights, fixture.weight_stride, fixture.bias, again);
      g_assert_cmpmem (again, fixture.stride * sizeof (float),
                       fixture.scores + i * fixture.stride, fixture.stride * sizeof (float));
    }
  fixture_clear (&fixture);
}

typedef struct
{
  double *dweights;
  double *dbias;
  double *size;                       /* sum |ds x| */
  double *bias_size;
} Expected;

static void
expected_init (Expected      *self,
               const Fixture *fixture,
               const float   *start)
{
  const Shape *shape = &fixture->shape;
  guint n_classes = shape->n_classes;

  self->dweights = g_new (double, n_classes * shape->n_columns);
  self->size = g_new (double, n_classes * shape->n_columns);
  self->dbias = g_new0 (double, n_classes);
  self->bias_size = g_new0 (double, n_classes);
  for (guint c = 0; c < n_classes; c++)
    for (gsize d = 0; d < shape->n_columns; d++)
      {
        double value = start[c * fixture->weight_stride + d];

        self->dweights[c * shape->n_columns + d] = value;
        self->size[c * shape->n_columns + d] = fabs (value);
      }
}

static void
expected_add (Expected      *self,
              const Fixture *fixture)
{
  const Shape *shape = &fixture->shape;
  g_autofree double *slopes = g_new (double, shape->n_classes);

  for (gsize i = 0; i < fixture->n; i++)
    {
      gsize row = fixture_get_row (fixture, i);

      for (guint c = 0; c < shape->n_classes; c++)
        slopes[c] = fixture->scores[i * fixture->stride + c];
      hill_reference_gradient (&fixture->cells, row, shape->n_classes, slopes, self->dweights, self->dbias);
      for (guint c = 0; c < shape->n_classes; c++)
        for (gsize d = 0; d < shape->n_columns; d++)
          self->size[c * shape->n_columns + d] += fabs (slopes[c] * hill_cells_get (&fixture->cells, row, d));
      for (guint c = 0; c < shape->n_classes; c++)
        self->bias_size[c] += fabs (slopes[c]);
    }
}

static void
expected_clear (Expected *self)
{
  g_free (self->dweights);
  g_free (self->dbias);
  g_free (self->size);
  g_free (self->bias_size);
}

static void
check_gradient (const Shape *shape)
{
  Fixture fixture;
  Expected expected;
  g_autofree float *dweights = NULL, *again = NULL, *dbias = NULL;
  gsize n_weights;

  fixture_init (&fixture, shape);
  n_weights = shape->n_classes * fixture.weight_stride;
  fixture_draw_scores (&fixture, 1);
  memset (fixture.scores, 0, shape->n_classes * sizeof (float));   /* a row without slope */
  dweights = g_memdup2 (fixture.weights, n_weights * sizeof (float));
  again = g_memdup2 (fixture.weights, n_weights * sizeof (float));
  dbias = g_new0 (float, shape->n_classes);
  expected_init (&expected, &fixture, dweights);
  expected_add (&expected, &fixture);

  hill_kernel_gradient (&fixture.cells, fixture.rows, shape->first, fixture.n, shape->n_classes,
                        fixture.scores, dweights, fixture.weight_stride, dbias);
  for (guint c = 0; c < shape->n_classes; c++)
    {
      float *row = dweights + c * fixture.weight_stride;

      for (gsize d = 0; d < shape->n_columns; d++)
        assert_close (row[d], expected.dweights[c * shape->n_columns + d], expected.size[c * shape->n_columns + d]);
      assert_close (dbias[c], expected.dbias[c], expected.bias_size[c]);
      g_assert_cmpmem (row + shape->n_columns, shape->gap * sizeof (float),
                       fixture.weights + c * fixture.weight_stride + shape->n_columns, shape->gap * sizeof (float));
    }

  /* One row at a time: the same bits. */
  for (gsize i = 0; i < fixture.n; i++)
    hill_kernel_gradient (&fixture.cells, NULL, fixture_get_row (&fixture, i), 1, shape->n_classes,
                          fixture.scores + i * fixture.stride, again, fixture.weight_stride, dbias);
  g_assert_cmpmem (again, n_weights * sizeof (float), dweights, n_weights * sizeof (float));

  expected_clear (&expected);
  fixture_clear (&fixture);
}

static gboolean
is_first_highest (const double *scores,
                  guint         n_classes,
                  guint         label)
{
  guint highest = 0;

  for (guint c = 1; c < n_classes; c++)
    if (scores[c] > scores[highest])
      highest = c;
  return highest == label;
}

/* A margin of 0 stands for softmax. */
static void
check_loss (const Shape *shape,
            double       size,
            double       margin)
{
  Fixture fixture;
  g_autofree double *slopes = g_new (double, shape->n_classes);
  g_autofree float *drawn = NULL;
  double loss, expected = 0;
  gsize n_correct = 1000, n_expected = 1000;

  fixture_init (&fixture, shape);
  fixture_draw_scores (&fixture, size);
  drawn = g_memdup2 (fixture.scores, fixture.n * fixture.stride * sizeof (float));
  if (margin > 0)
    loss = hill_kernel_hinge (fixture.scores, fixture.labels, fixture.rows, shape->first, fixture.n,
                              shape->n_classes, (float) margin, &n_correct);
  else
    loss = hill_kernel_softmax (fixture.scores, fixture.labels, fixture.rows, shape->first, fixture.n,
                                shape->n_classes, &n_correct);

  for (gsize i = 0; i < fixture.n; i++)
    {
      guint label = fixture.labels[fixture_get_row (&fixture, i)];

      for (guint c = 0; c < shape->n_classes; c++)
        slopes[c] = drawn[i * fixture.stride + c];
      n_expected += is_first_highest (slopes, shape->n_classes, label) ? 1 : 0;
      expected += margin > 0 ? hill_reference_hinge (slopes, shape->n_classes, label, margin, slopes)
                             : hill_reference_softmax (slopes, shape->n_classes, label, slopes);
      for (guint c = 0; c < fixture.stride; c++)
        assert_close (fixture.scores[i * fixture.stride + c], c < shape->n_classes ? slopes[c] : 0,
                      c < shape->n_classes ? 1 : 0);
    }
  assert_close (loss, expected, fixture.n + fabs (expected));
  g_assert_cmpuint (n_correct, ==, n_expected);
  fixture_clear (&fixture);
}

static void
check_softmax (const Shape *shape)
{
  check_loss (shape, 1, 0);
  check_loss (shape, 30, 0);
  check_loss (shape, 1e4, 0);
}

/* Powers of two, so that float and double agree on which side of a kink a score is, and some are on it. */
static void
check_hinge (const Shape *shape)
{
  check_loss (shape, 20, 1);
  check_loss (shape, 20, 10);
  check_loss (shape, 20 * 1024, 512);
}

/* ---- Special rows ---- */

static void
check_special_rows (void)
{
  const guint16 label = 1;
  float on_kink[16] = { 2, 3, 1 }, equal[16] = { 5, 5, 5 }, nan[16] = { 1, 2, NAN }, infinite[16] = { INFINITY, 2, 1 };
  float lost[16];
  gsize n_correct = 0;

  g_assert_cmpfloat (hill_kernel_hinge (on_kink, &label, NULL, 0, 1, 3, 1, &n_correct), ==, 0);
  g_assert_cmpfloat (on_kink[0], ==, 0);
  g_assert_cmpfloat (on_kink[1], ==, 0);
  g_assert_cmpuint (n_correct, ==, 1);

  g_assert_cmpfloat_with_epsilon (hill_kernel_softmax (equal, &label, NULL, 0, 1, 3, &n_correct), log (3), 1e-6);
  g_assert_cmpuint (n_correct, ==, 1);      /* class 0 comes first among equals */

  memcpy (lost, nan, sizeof lost);
  g_assert_true (isnan (hill_kernel_softmax (lost, &label, NULL, 0, 1, 3, &n_correct)));
  memcpy (lost, nan, sizeof lost);
  g_assert_true (isnan (hill_kernel_hinge (lost, &label, NULL, 0, 1, 3, 1, &n_correct)));
  memcpy (lost, infinite, sizeof lost);
  g_assert_false (isfinite (hill_kernel_softmax (lost, &label, NULL, 0, 1, 3, &n_correct)));
  memcpy (lost, infinite, sizeof lost);
  g_assert_false (isfinite (hill_kernel_hinge (lost, &label, NULL, 0, 1, 3, 1, &n_correct)));
}

/* 65,535 classes: the most that a label can number. */
static void
check_many_classes (void)
{
  const Shape shape = { 3, 5, 65535, HILL_CELLS_U8, FALSE, 0, 1 };

  check_scores (&shape);
  check_gradient (&shape);
  check_softmax (&shape);
  check_hinge (&shape);
}

static void
check_no_rows (void)
{
  const Shape shape = { 1, 20, 10, HILL_CELLS_U8, FALSE, 0, 0 };
  Fixture fixture;
  gsize n_correct = 0;

  fixture_init (&fixture, &shape);
  hill_kernel_scores (&fixture.cells, NULL, 0, 0, 10, fixture.weights, 20, fixture.bias, fixture.scores);
  hill_kernel_gradient (&fixture.cells, NULL, 0, 0, 10, fixture.scores, fixture.weights, 20, fixture.bias);
  g_assert_cmpfloat (hill_kernel_softmax (fixture.scores, fixture.labels, NULL, 0, 0, 10, &n_correct), ==, 0);
  g_assert_cmpfloat (hill_kernel_hinge (fixture.scores, fixture.labels, NULL, 0, 0, 10, 1, &n_correct), ==, 0);
  g_assert_cmpuint (n_correct, ==, 0);
  for (gsize i = 0; i < fixture.stride; i++)
    g_assert_true (isnan (fixture.scores[i]));      /* untouched */
  fixture_clear (&fixture);
}

/* ---- One test for each variant and kernel ---- */

static void
run_scores (void)
{
  for_each_shape (check_scores);
}

static void
run_gradient (void)
{
  for_each_shape (check_gradient);
}

static void
run_softmax (void)
{
  for_each_shape (check_softmax);
}

static void
run_hinge (void)
{
  for_each_shape (check_hinge);
}

static const struct { const char *name; void (*run) (void); } kernels[] = {
  { "scores", run_scores },
  { "gradient", run_gradient },
  { "softmax", run_softmax },
  { "hinge", run_hinge },
  { "special-rows", check_special_rows },
  { "many-classes", check_many_classes },
  { "no-rows", check_no_rows },
};

static const char * const variants[] = { "plain", "avx2", "avx512" };

static void
test_kernel (gconstpointer data)
{
  guint number = GPOINTER_TO_UINT (data);
  const char *variant = variants[number / G_N_ELEMENTS (kernels)];

  if (!hill_kernels_set_name (variant))
    {
      g_test_skip ("this processor or this build lacks the variant");
      return;
    }
  g_assert_cmpstr (hill_kernels_get_name (), ==, variant);
  kernels[number % G_N_ELEMENTS (kernels)].run ();
}

static void
test_names (void)
{
  const char *name = hill_kernels_get_name ();

  g_assert_true (hill_kernels_set_name (name));
  g_assert_false (hill_kernels_set_name ("abacus"));
  g_assert_cmpstr (hill_kernels_get_name (), ==, name);
  g_assert_true (hill_kernels_set_name ("plain"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kernels/names", test_names);
  for (guint v = 0; v < G_N_ELEMENTS (variants); v++)
    for (guint k = 0; k < G_N_ELEMENTS (kernels); k++)
      {
        g_autofree char *path = g_strdup_printf ("/kernels/%s/%s", variants[v], kernels[k].name);

        g_test_add_data_func (path, GUINT_TO_POINTER (v * G_N_ELEMENTS (kernels) + k), test_kernel);
      }
  return g_test_run ();
}
