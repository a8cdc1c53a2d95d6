/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Loops over fixed chunks on one bounded pool of threads.  The chunks, not the threads, decide what is
 * added to what: with partial sums kept by chunk and added in chunk order, 1 and 16 threads give the same bits. */

#pragma once

#include "hill-macros.h"

G_BEGIN_DECLS

/**
 * HillChunkFunc:
 * @chunk: which chunk, 0 to n_chunks - 1
 * @user_data: the caller's
 *
 * Runs on any thread of the pool or on the caller's; two chunks may run at once.
 */
typedef void (*HillChunkFunc) (gsize    chunk,
                               gpointer user_data);

/**
 * hill_parallel_for:
 * @n_chunks: how many chunks
 * @n_threads: how many threads may work, the caller's included; 0 for one per core
 * @func: called once for each chunk, in any order
 * @user_data: handed to @func
 *
 * Returns when every chunk is done.  Costs about a microsecond when the pool is awake, so that a minibatch
 * is worth splitting.  May be called from several threads; calls inside @func run on the caller alone.
 */
HILL_API void  hill_parallel_for           (gsize         n_chunks,
                                            guint         n_threads,
                                            HillChunkFunc func,
                                            gpointer      user_data);

/* One per core that this process may use, at least 1. */
HILL_API guint hill_parallel_get_n_threads (void);

G_END_DECLS
