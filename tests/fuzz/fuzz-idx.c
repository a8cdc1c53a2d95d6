/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* IDX: the label file's length in two bytes, the label file, the image file; either may be packed. */

#include "fuzz-main.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  const guint8 *labels;
  gsize n = size, n_labels;

  fuzz_take_part (&data, &n, &labels, &n_labels);
  fuzz_write_file ("train-labels-idx1-ubyte", labels, n_labels);
  fuzz_load (fuzz_write_file ("train-images-idx3-ubyte", data, n), FALSE);
  return 0;
}
