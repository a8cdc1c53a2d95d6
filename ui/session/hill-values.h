/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A state as words: names and values, as an experiment file keeps them.  GLib only. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): string -> string, empty. */
GHashTable *hill_values_new        (void);

/* Numbers read back to the same value, and are written in the same way in every locale. */
void        hill_values_put        (GHashTable   *values,
                                    const char   *key,
                                    const char   *text);
void        hill_values_put_number (GHashTable   *values,
                                    const char   *key,
                                    double        number);

/* (transfer none) (nullable) */
const char *hill_values_get        (GHashTable   *values,
                                    const char   *key);

/* @otherwise where there is no such value, or it is no number from @lowest to @highest. */
double      hill_values_get_number (GHashTable   *values,
                                    const char   *key,
                                    double        lowest,
                                    double        highest,
                                    double        otherwise);

/* (transfer full): the shortest text that reads back to @number. */
char       *hill_values_format     (double        number);

/* (transfer full): those whose names begin with @prefix, without it. */
GHashTable *hill_values_dup_part   (GHashTable   *values,
                                    const char   *prefix);

G_END_DECLS
