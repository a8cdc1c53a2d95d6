/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A key file as GLib's GKeyFile reads it, but line by line: a line that cannot be understood is named with its number and left out, and
 * the rest is kept.  Private: not installed. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

/* (unowned strings) @line counts from 1; @group is one and the same pointer under one header. */
typedef struct
{
  guint       line;
  const char *group;
  const char *key;
  const char *value;
} HillKeyLine;

/**
 * hill_key_lines_parse:
 * @text: @length bytes, and one more that may be written to; changed, and the owner of what the lines point to
 * @complaints: (nullable)
 *
 * No NUL, valid UTF-8, no key twice in a group: the first one counts.
 *
 * Returns: (transfer full) (element-type HillKeyLine): in the order of the file
 */
GArray *hill_key_lines_parse  (char       *text,
                               gsize       length,
                               GPtrArray  *complaints);

/* Adds "line LINE: …", unless there are many already.  LINE 0: without a place. */
void    hill_key_complain     (GPtrArray  *complaints,
                               guint       line,
                               const char *format,
                               ...) G_GNUC_PRINTF (3, 4);

/* Says that the key of this line is not known. */
void    hill_key_complain_unknown (GPtrArray         *complaints,
                                   const HillKeyLine *line);

/* (transfer full): @text as it can be shown within a sentence: short, and on one line. */
char   *hill_key_shorten      (const char *text);

/* Appends a line "key=value", escaped as GKeyFile does. */
void    hill_key_append       (GString    *text,
                               const char *key,
                               const char *value);

G_END_DECLS
