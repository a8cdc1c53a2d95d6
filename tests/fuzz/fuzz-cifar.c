/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* CIFAR: a byte of choices (1: CIFAR-100, 2: coarse labels, 4: with a file of names), then, with their lengths in two
 * bytes, the file of names and the test batch, then the training batch. */

#include "fuzz-main.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  const guint8 *names, *test;
  gsize n = size, n_names, n_test;
  guint8 choices = n > 0 ? data[0] : 0;
  gboolean is_100 = (choices & 1) != 0, coarse = (choices & 2) != 0, with_names = (choices & 4) != 0;
  const char *names_file = !is_100 ? "batches.meta.txt" : coarse ? "coarse_label_names.txt" : "fine_label_names.txt";
  const char *folder;

  data += MIN (n, 1);
  n -= MIN (n, 1);
  fuzz_take_part (&data, &n, &names, &n_names);
  fuzz_take_part (&data, &n, &test, &n_test);
  if (with_names)
    fuzz_write_file (names_file, names, n_names);
  fuzz_write_file (is_100 ? "test.bin" : "test_batch.bin", test, n_test);
  folder = fuzz_write_file (is_100 ? "train.bin" : "data_batch_1.bin", data, n);
  fuzz_load (folder, coarse);

  fuzz_remove_file (names_file);
  fuzz_remove_file (is_100 ? "test.bin" : "test_batch.bin");
  fuzz_remove_file (is_100 ? "train.bin" : "data_batch_1.bin");
  return 0;
}
