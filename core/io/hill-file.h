/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Writing a file so that it is whole or absent: beside the old one, synced, renamed. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

/**
 * hill_file_replace:
 * @path: where to, in the encoding of file names; a symbolic link is followed, a mode is kept
 * @data: what
 * @n_bytes: how much
 * @error: %HILL_ERROR_IO with the file's display name
 *
 * Only regular files are replaced.  After a failure the old file is as it was and nothing is left beside it.
 */
HILL_API gboolean hill_file_replace (const char    *path,
                                     gconstpointer  data,
                                     gsize          n_bytes,
                                     GError       **error);

G_END_DECLS
