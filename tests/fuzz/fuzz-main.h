/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A fuzz target is one function; libFuzzer calls it, or else fuzz-main.c does, with each file it is given. */

#pragma once

#include <glib.h>

/* The name is libFuzzer's.  Returns 0. */
int  LLVMFuzzerTestOneInput (const guint8 *data,
                             size_t        size);

/* A file that the loader under test finds by @name in a folder of this process; overwritten without care for the
 * disk.  Returns the folder. */
const char *fuzz_write_file (const char   *name,
                             const guint8 *data,
                             gsize         n);
void        fuzz_remove_file (const char  *name);

/* Takes a length of two bytes, then as many bytes or what is left, off the front of the input. */
void        fuzz_take_part  (const guint8 **data,
                             gsize         *n,
                             const guint8 **part,
                             gsize         *n_part);

/* Reads all of a data set that was loaded from @path, so that a sanitizer sees what is not there.  A failure must
 * have said why. */
void        fuzz_load       (const char   *path,
                             gboolean      coarse);
