/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What this machine allows: how fast memory can be read and how many multiply-adds a second it makes, measured
 * in the same program as the kernels so that a share means something. */

#pragma once

#include <glib.h>

/* Bytes a second, in units of 1e9, reading a block far larger than the caches. */
double bench_measure_read (guint n_threads);

/* Floating-point operations a second (a multiply-add is two), in units of 1e9, in the widest registers the processor has. */
double bench_measure_fma  (guint n_threads);
