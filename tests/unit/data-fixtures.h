/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Files for the loaders to read, sound and broken, each made by the test that needs it in a folder of its own. */

#pragma once

#include "hill-load.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A new folder below the temporary one, and its end with all that is in it. */
char    *fixture_folder_new    (void);
void     fixture_folder_free   (char          *folder);

/* What a test has that needs no more than such a folder. */
typedef struct
{
  char *folder;
} Fixture;

void     fixture_set_up        (Fixture       *self,
                                gconstpointer  data);
void     fixture_tear_down     (Fixture       *self,
                                gconstpointer  data);

/* (transfer full): the path of @name in @folder; folders on the way are made. */
char    *fixture_path          (const char    *folder,
                                const char    *name);
void     fixture_write         (const char    *folder,
                                const char    *name,
                                gconstpointer  bytes,
                                gsize          n);
void     fixture_write_text    (const char    *folder,
                                const char    *name,
                                const char    *text);
void     fixture_write_gzip    (const char    *folder,
                                const char    *name,
                                GByteArray    *bytes);

/* Appends to an array of bytes. */
void     fixture_add           (GByteArray    *bytes,
                                gconstpointer  data,
                                gsize          n);
void     fixture_add_number    (GByteArray    *bytes,
                                guint32        big_endian);

/* An IDX file: the header, then cell i is (i * @factor) modulo 256; @n_dims 1 or 3. */
GByteArray *fixture_idx        (guint          n_dims,
                                guint32        n,
                                guint32        rows,
                                guint32        columns,
                                guint          factor);

/* @n CIFAR records of @n_label_bytes: image i has the labels (i + @first) modulo @n_classes, pixels 3 * i + channel. */
GByteArray *fixture_cifar      (guint          n_label_bytes,
                                guint          n,
                                guint          first,
                                guint          n_classes);

/* A picture of one colour; as a PNG with opacity, or as a JPEG. */
void     fixture_write_png     (const char    *folder,
                                const char    *name,
                                guint          width,
                                guint          height,
                                guint32        rgba);
void     fixture_write_jpeg    (const char    *folder,
                                const char    *name,
                                guint          width,
                                guint          height,
                                guint32        rgba);

/* A PNG of the given pixels: red, green, blue, opacity. */
void     fixture_write_pixels  (const char    *folder,
                                const char    *name,
                                guint          width,
                                guint          height,
                                const guint8  *rgba);

/* Two frames of 2 x 2 pixels: red, green, blue, white; then all black. */
void     fixture_write_gif     (const char    *folder,
                                const char    *name);

/* Loads and fails the test where that fails. */
HillDataset *fixture_load      (const char            *folder,
                                const char            *name,
                                const HillLoadOptions *options);

/* Loading must fail with @code and a message that holds each of the words, up to NULL. */
void     fixture_refuse        (const char    *folder,
                                const char    *name,
                                HillError      code,
                                ...) G_GNUC_NULL_TERMINATED;

/* Loading with a progress function that says stop at its first call must end as cancelled. */
void     fixture_refuse_cancel (const char    *folder,
                                const char    *name);

G_END_DECLS
