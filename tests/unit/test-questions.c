/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The lecture's questions, answered on its own sheet: the numbers of S10 to S16 and S25 to S27. */

#include "hill-evidence.h"
#include "hill-error.h"

#include <math.h>
#include <string.h>

typedef struct
{
  HillSheet           *sheet;
  HillQuestionSetting  setting;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  static const double weights[] = { 3, 0, -4 };

  f->sheet = hill_sheet_new_lecture ();
  f->setting = (HillQuestionSetting) { .sheet = f->sheet, .delta = 0.001, .n_classes = 3, .margin = 2, .factor = 2, .is_on = TRUE,
                                       .loss = { HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2, 1, 0.01, 1 }, .n_model_classes = 10 };
  hill_norms_init (&f->setting.norms, weights, G_N_ELEMENTS (weights));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  hill_sheet_free (f->sheet);
}

/* Is the number a cell of the row that begins so?  The last row where @first is NULL. */
static void
assert_row (const HillEvidence *evidence,
            const char         *first,
            const char         *number)
{
  guint n_rows = hill_evidence_get_n_rows (evidence);

  for (guint row = 1; row < n_rows; row++)
    {
      if (first != NULL ? !g_str_equal (hill_evidence_get_cell (evidence, row, 0), first) : row + 1 < n_rows)
        continue;
      for (guint column = 1; column < evidence->n_columns; column++)
        if (g_str_equal (hill_evidence_get_cell (evidence, row, column), number))
          return;
    }
  g_test_fail_printf ("no %s in the row of %s", number, first != NULL ? first : "the last");
}

static void
assert_note (const HillEvidence *evidence,
             const char         *text)
{
  for (guint i = 0; i < evidence->notes->len; i++)
    if (strstr (g_ptr_array_index (evidence->notes, i), text) != NULL)
      return;
  g_test_fail_printf ("no note holds “%s”", text);
}

/* Image 1 feels nothing; image 2 pays for both its terms. */
static void
test_nudge (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(HillEvidence) nothing = hill_evidence_new (HILL_QUESTION_NUDGE, &f->setting);
  g_autoptr(HillEvidence) both = NULL;

  g_assert_cmpfloat (nothing->expected, ==, 0);
  assert_row (nothing, "Loss of the image", "0");
  f->setting.image = 1;
  f->setting.class_index = 1;
  both = hill_evidence_new (HILL_QUESTION_NUDGE, &f->setting);
  g_assert_cmpfloat_with_epsilon (both->expected, -0.002, 1e-12);
  assert_row (both, "Loss of the image", "13.4");
  assert_row (both, "Loss of the image", "13.398");
  assert_row (both, "dog", "−0.001");
}

static void
test_bounds (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(HillEvidence) evidence = NULL;

  f->setting.image = 1;
  evidence = hill_evidence_new (HILL_QUESTION_BOUNDS, &f->setting);
  assert_row (evidence, "−1000", "2013.4");
  assert_row (evidence, "0", "13.4");
  assert_row (evidence, "+8.3", "0");
  assert_note (evidence, "8.3");
}

static void
test_zero (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(HillEvidence) hinge = hill_evidence_new (HILL_QUESTION_ZERO, &f->setting);
  g_autoptr(HillEvidence) softmax = NULL;

  g_assert_cmpfloat (hinge->expected, ==, 2);
  g_assert_nonnull (strstr (hinge->answer, "3 − 1 = 2"));
  assert_row (hinge, "0", "2");
  assert_row (hinge, "1", "4.65");
  assert_note (hinge, "9");
  f->setting.base = HILL_LOG_10;
  softmax = hill_evidence_new (HILL_QUESTION_SOFTMAX_ZERO, &f->setting);
  g_assert_cmpfloat_with_epsilon (softmax->expected, log10 (3), 1e-12);
  g_assert_nonnull (strstr (softmax->answer, "0.477"));
  assert_row (softmax, "10", "0.477");
  assert_row (softmax, "e", "1.099");
}

/* j = y adds 1, the mean is the sum over C - 1; the switch takes the column away. */
static void
test_variants (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(HillEvidence) included = hill_evidence_new (HILL_QUESTION_TRUE_CLASS, &f->setting);
  g_autoptr(HillEvidence) mean = hill_evidence_new (HILL_QUESTION_MEAN, &f->setting);
  g_autoptr(HillEvidence) off = NULL;

  g_assert_cmpfloat_with_epsilon (included->expected, 1, 1e-12);
  assert_row (included, NULL, "4.65");
  assert_row (included, NULL, "5.65");
  assert_row (mean, NULL, "2.325");
  assert_row (mean, "image 2", "6.7");
  assert_note (mean, "λ = 0.09");
  f->setting.is_on = FALSE;
  off = hill_evidence_new (HILL_QUESTION_TRUE_CLASS, &f->setting);
  g_assert_cmpuint (off->n_columns, ==, 2);
}

static void
test_margin (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(HillEvidence) evidence = hill_evidence_new (HILL_QUESTION_MARGIN, &f->setting);

  assert_row (evidence, "2 W", "9.3");
  assert_row (evidence, "W", "4.65");
  assert_note (evidence, "λ = 0.02");
  assert_note (evidence, "λ stays 0.01");
}

/* What is at 0 stays there; the regulariser grows by 4, and says so with numbers: R = 25. */
static void
test_scale (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(HillEvidence) evidence = hill_evidence_new (HILL_QUESTION_SCALE, &f->setting);
  g_autoptr(HillEvidence) untrained = NULL;

  assert_row (evidence, "image 1", "0");
  assert_row (evidence, "Sheet, true scores raised to L = 0", "0");
  assert_row (evidence, "Sheet as it is", "4.65");
  assert_note (evidence, "λ R(W) = 0.25 becomes λ R(c W) = 1");
  f->setting.norms = (HillNorms) { 0 };
  untrained = hill_evidence_new (HILL_QUESTION_SCALE, &f->setting);
  assert_note (untrained, "0 as yet");
}

static void
test_softmax (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(HillEvidence) nudge = hill_evidence_new (HILL_QUESTION_SOFTMAX_NUDGE, &f->setting);
  g_autoptr(HillEvidence) bounds = hill_evidence_new (HILL_QUESTION_SOFTMAX_BOUNDS, &f->setting);
  double smallest = g_ascii_strtod (hill_evidence_get_cell (bounds, hill_evidence_get_n_rows (bounds) - 1, 1), NULL);

  assert_row (nudge, "dog", "0.8909");
  assert_row (nudge, "Hinge loss", "0");
  g_assert_cmpstr (hill_evidence_get_cell (nudge, hill_evidence_get_n_rows (nudge) - 2, 3), !=, "0");
  g_assert_cmpfloat (smallest, >, 0);
  g_assert_cmpfloat (smallest, <, 1e-40);
}

/* Every question answers on any sheet, in full sentences and with a picture. */
static void
test_all (Fixture       *f,
          gconstpointer  data)
{
  static const int sizes[][2] = { { 2, 1 }, { 3, 4 }, { 20, 12 } };

  for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      hill_sheet_resize (f->sheet, (guint) sizes[k][0], (guint) sizes[k][1]);
      hill_sheet_set_score (f->sheet, 0, 0, k == 1 ? 1e300 : -1e4);
      for (int id = 0; id < HILL_N_QUESTIONS; id++)
        {
          g_autoptr(HillEvidence) evidence = hill_evidence_new ((HillQuestionId) id, &f->setting);

          g_assert_true (g_str_has_suffix (evidence->answer, "."));
          g_assert_cmpuint (evidence->cells->len, ==, evidence->n_columns * hill_evidence_get_n_rows (evidence));
          g_assert_nonnull (evidence->plot);
        }
    }
}

static void
assert_judged (const char *typed,
               double      expected,
               gboolean    wanted)
{
  gboolean is_right = !wanted;

  g_assert_true (hill_prediction_check (typed, expected, &is_right, NULL));
  g_assert_cmpint (is_right, ==, wanted);
}

static void
test_predictions (void)
{
  g_autoptr(GError) error = NULL;
  gboolean is_right;

  assert_judged ("2", 2, TRUE);
  assert_judged ("0,477", log10 (3), TRUE);
  assert_judged ("0.48", log10 (3), TRUE);
  assert_judged ("1.1", log (3), TRUE);
  assert_judged ("1", log (3), FALSE);
  assert_judged ("0", 0, TRUE);
  assert_judged ("0.001", 0, FALSE);
  assert_judged ("0", 0.001, FALSE);
  assert_judged ("-0.002", -0.002, TRUE);
  assert_judged ("0.002", -0.002, FALSE);
  g_assert_false (hill_prediction_check ("many", 2, &is_right, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ADD ("/questions/nudge", test_nudge);
  ADD ("/questions/bounds", test_bounds);
  ADD ("/questions/zero", test_zero);
  ADD ("/questions/variants", test_variants);
  ADD ("/questions/margin", test_margin);
  ADD ("/questions/scale", test_scale);
  ADD ("/questions/softmax", test_softmax);
  ADD ("/questions/all", test_all);
  g_test_add_func ("/questions/predictions", test_predictions);
  return g_test_run ();
}
