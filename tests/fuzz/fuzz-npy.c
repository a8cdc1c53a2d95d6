/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Array files: the first byte says how many dimensions are wanted, the rest is the file. */

#include "fuzz-main.h"

#include "hill-npy-parse.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr(GError) error = NULL;
  g_autofree float *values = NULL;
  g_autofree double *doubles = NULL;
  g_autofree guint8 *file = NULL;
  gsize shape[8], n = 1;
  guint rank;

  if (size == 0)
    return 0;

  rank = 1 + data[0] % 8;
  file = g_memdup2 (data + 1, size - 1);      /* so that one byte too far is seen at the end, too */
  values = hill_npy_parse_float32 (file, size - 1, "array.npy", shape, rank, &error);
  g_assert_true ((values == NULL) == (error != NULL));
  doubles = hill_npy_parse_float64 (file, size - 1, "array.npy", shape, rank, NULL);
  g_assert_true (values == NULL || doubles != NULL);
  if (values == NULL)
    return 0;

  for (guint i = 0; i < rank; i++)
    n *= shape[i];
  g_assert_cmpuint (n * sizeof *values, <=, size);
  for (gsize i = 0; i < n; i++)
    g_assert_true (values[i] - values[i] == 0);
  return 0;
}
