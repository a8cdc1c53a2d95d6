/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The sanity lights on real data: they pass where they must, and say why where they cannot. */

#include "hill-sanity.h"
#include "small-data.h"

#include <math.h>

static const HillLoss softmax = { HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2, 1, 1e-3, 1 };
static const HillLoss hinge = { HILL_LOSS_HINGE, HILL_REGULARIZER_NONE, 2, 0, 1 };

static void
check (HillDesign       *design,
       const HillLoss   *loss,
       HillSanityCheck   kind,
       HillSanityState   state,
       HillSanityLight  *light)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (hill_sanity_check (kind, design, loss, NULL, 1, light, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (light->state, ==, state);
  g_assert_true (g_str_has_suffix (light->reason, "."));
}

static void
test_pass (void)
{
  const HillLoss *losses[] = { &softmax, &hinge };
  const double expected[] = { log (4), 6 };

  for (int i = 0; i < 2; i++)
    {
      g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 300, 0, 40, 4, 3);
      g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, i * 0.2);
      g_auto(HillSanityLight) first = { 0 };
      g_auto(HillSanityLight) lambda = { 0 };
      g_auto(HillSanityLight) overfit = { 0 };

      check (design, losses[i], HILL_SANITY_FIRST_LOSS, HILL_SANITY_PASSED, &first);
      g_assert_cmpfloat_with_epsilon (first.found, expected[i], 1e-4);
      check (design, losses[i], HILL_SANITY_LAMBDA, HILL_SANITY_PASSED, &lambda);
      g_assert_cmpfloat (lambda.found, >, lambda.expected);
      check (design, losses[i], HILL_SANITY_OVERFIT, HILL_SANITY_PASSED, &overfit);
      g_assert_cmpfloat (overfit.found, <, HILL_SANITY_NO_LOSS);
    }
}

static void
test_cannot_fit (void)
{
  g_autoptr(HillDataset) few_features = small_data_draw (HILL_CELLS_U8, 200, 0, 2, 4, 8);
  g_autoptr(HillDesign) design = small_design_new (few_features, HILL_SCALE_CENTER, 0);
  g_auto(HillSanityLight) light = { 0 };

  g_test_summary ("Two features, one of them constant, do not tell four classes apart");
  check (design, &softmax, HILL_SANITY_OVERFIT, HILL_SANITY_FAILED, &light);
  g_assert_nonnull (strstr (light.reason, "with 2 features"));
}

static void
test_alike (void)
{
  guint8 cells[20 * 30];
  guint16 labels[20];
  g_autoptr(HillDataset) dataset = NULL;
  g_autoptr(HillDesign) design = NULL;
  g_auto(HillSanityLight) light = { 0 };

  g_test_summary ("The same image in two classes cannot be learnt by heart");
  memset (cells, 100, sizeof cells);
  for (int i = 0; i < 20; i++)
    labels[i] = i % 2;
  dataset = small_data_new (HILL_CELLS_U8, cells, labels, 20, 0, 30, 2);
  design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  check (design, &softmax, HILL_SANITY_OVERFIT, HILL_SANITY_FAILED, &light);
  g_assert_nonnull (strstr (light.reason, "alike"));
  g_assert_cmpfloat_with_epsilon (light.found, log (2), 1e-5);
}

static gboolean
stop (double   fraction,
      gpointer data)
{
  return FALSE;
}

static void
test_cancelled (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 100, 0, 30, 4, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  HillProgress progress = { stop, NULL };
  g_auto(HillSanityLight) light = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_false (hill_sanity_check (HILL_SANITY_OVERFIT, design, &softmax, NULL, 1, &light, &progress, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sanity/pass", test_pass);
  g_test_add_func ("/sanity/cannot-fit", test_cannot_fit);
  g_test_add_func ("/sanity/alike", test_alike);
  g_test_add_func ("/sanity/cancelled", test_cancelled);
  return g_test_run ();
}
