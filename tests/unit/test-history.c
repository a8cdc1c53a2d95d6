/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Copies stand still while the original grows, shrinks and branches. */

#include "hill-history.h"

static void
append (HillHistory *history,
        gsize        n,
        double       mark)
{
  for (gsize i = 0; i < n; i++)
    {
      gsize k = hill_history_get_n_steps (history);
      HillStepRecord step = { .data_loss = (double) k + mark };

      hill_history_append_step (history, &step);
      if ((k + 1) % 10 == 0)
        {
          HillEpochRecord epoch = { .step = k + 1, .train_loss = (double) k + mark };

          hill_history_append_epoch (history, &epoch);
        }
    }
}

static void
assert_holds (const HillHistory *history,
              gsize              from,
              gsize              to,
              double             mark)
{
  for (gsize k = from; k < to; k++)
    g_assert_cmpfloat (hill_history_get_step (history, k)->data_loss, ==, (double) k + mark);
}

static void
test_append (void)
{
  g_autoptr(HillHistory) history = hill_history_new ();

  g_assert_cmpuint (hill_history_get_n_steps (history), ==, 0);
  g_assert_cmpuint (hill_history_get_n_epochs (history), ==, 0);
  append (history, 5000, 0);
  g_assert_cmpuint (hill_history_get_n_steps (history), ==, 5000);
  g_assert_cmpuint (hill_history_get_n_epochs (history), ==, 500);
  assert_holds (history, 0, 5000, 0);
  g_assert_cmpuint (hill_history_get_epoch (history, 499)->step, ==, 5000);
}

/* The lengths lie around the borders of blocks. */
static void
test_copy (void)
{
  static const gsize lengths[] = { 0, 1, 255, 256, 257, 511, 512, 513, 1000 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr(HillHistory) history = hill_history_new ();
      g_autoptr(HillHistory) copy = NULL;

      append (history, lengths[i], 0);
      copy = hill_history_copy (history);
      append (history, 300, 0.5);
      append (copy, 300, 0.25);
      assert_holds (history, 0, lengths[i], 0);
      assert_holds (copy, 0, lengths[i], 0);
      assert_holds (history, lengths[i], lengths[i] + 300, 0.5);
      assert_holds (copy, lengths[i], lengths[i] + 300, 0.25);
    }
}

static void
test_truncate (void)
{
  static const gsize cuts[] = { 0, 1, 9, 10, 255, 256, 257, 600, 799, 800, 900 };

  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autoptr(HillHistory) history = hill_history_new ();
      g_autoptr(HillHistory) copy = NULL;
      gsize kept = MIN (cuts[i], 800);

      append (history, 800, 0);
      copy = hill_history_copy (history);
      hill_history_truncate (history, cuts[i]);
      g_assert_cmpuint (hill_history_get_n_steps (history), ==, kept);
      g_assert_cmpuint (hill_history_get_n_epochs (history), ==, kept / 10);
      append (history, 600, 0.5);
      assert_holds (history, 0, kept, 0);
      assert_holds (history, kept, kept + 600, 0.5);
      g_assert_cmpuint (hill_history_get_n_steps (copy), ==, 800);
      assert_holds (copy, 0, 800, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/append", test_append);
  g_test_add_func ("/history/copy", test_copy);
  g_test_add_func ("/history/truncate", test_truncate);
  return g_test_run ();
}
