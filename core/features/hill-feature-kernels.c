/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The variant that the kernels of core/numeric have chosen for this processor. */

#include "hill-feature-kernels.h"

#include "hill-kernels.h"

const HillFeatureKernels *
hill_feature_kernels_get (void)
{
  const char *name G_GNUC_UNUSED = hill_kernels_get_name ();

#ifdef HILL_HAVE_KERNELS_AVX512
  if (g_str_equal (name, "avx512"))
    return &hill_feature_kernels_avx512;
#endif
#ifdef HILL_HAVE_KERNELS_AVX2
  if (g_str_equal (name, "avx2"))
    return &hill_feature_kernels_avx2;
#endif
  return &hill_feature_kernels_plain;
}
