/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Experiment files: any bytes give an error or a sound experiment, whose text gives the same experiment without a complaint. */

#include "fuzz-main.h"

#include "hill-experiment-file.h"

#include <math.h>
#include <string.h>

#define MAX_NAMED 100           /* complaints; then one more says that there are others */

static void
check_sound (const HillExperimentFile *file)
{
  guint64 last = 0;

  g_assert_true (file->dataset != NULL && g_utf8_validate (file->dataset, -1, NULL));
  g_assert_true (hill_experiment_check (&file->experiment, NULL));
  for (guint i = 0; i < file->changes->len; i++)
    {
      const HillExperimentChange *change = &g_array_index (file->changes, HillExperimentChange, i);

      g_assert_true (hill_experiment_check (&change->experiment, NULL));
      g_assert_cmpuint (change->step, >, last);
      last = change->step;
    }
  for (gsize i = 0; i < file->n_start; i++)
    g_assert_true (isfinite (file->start[i]));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *copy = g_memdup2 (data, MAX (size, 1));      /* so that one byte too far is seen */
  g_autoptr(HillExperimentFile) file = hill_experiment_file_parse (size > 0 ? copy : "", size, "/home/ada", complaints, &error);
  g_autoptr(HillExperimentFile) back = NULL;
  g_autofree char *text = NULL, *again = NULL;

  g_assert_true ((file == NULL) == (error != NULL));
  for (guint i = 0; i < complaints->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (complaints, i), -1, NULL));
  if (file == NULL)
    return 0;

  check_sound (file);
  text = hill_experiment_file_to_text (file, "/home/ada");
  g_ptr_array_set_size (complaints, 0);
  back = hill_experiment_file_parse (text, strlen (text), "/home/ada", complaints, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < complaints->len; i++)                   /* what is not known is kept, and named again */
    g_assert_nonnull (strstr (g_ptr_array_index (complaints, i), file->unknown->len > MAX_NAMED ? "" : "is not known here"));
  again = hill_experiment_file_to_text (back, "/home/ada");
  g_assert_cmpstr (text, ==, again);
  return 0;
}
