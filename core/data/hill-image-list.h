/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What lies in a folder with a sub-folder per class: names only, nothing is opened.  The order is that of the
 * names' bytes, whatever the file system and the locale say.  Private: not installed. */

#pragma once

#include "hill-dataset.h"
#include "hill-read.h"

G_BEGIN_DECLS

#define HILL_IMAGE_LIST_MAX_CLASSES 1000
#define HILL_IMAGE_LIST_MAX_ENTRIES 1000000

/**
 * HillImageEntry:
 * @path: below the list's root, in the system's encoding
 * @reason: (nullable): why it is passed over
 */
typedef struct
{
  char     *path;
  guint16   class_index;
  HillSplit split;
  char     *reason;
} HillImageEntry;

/**
 * HillImageList:
 * @root: the folder that paths are below
 * @class_names: (element-type utf8): for display
 * @entries: (element-type HillImageEntry): regular files, and what else was found with the reason against it
 * @has_test: the folder says itself which pictures are for testing
 */
typedef struct
{
  char      *root;
  GPtrArray *class_names;
  GArray    *entries;
  gboolean   has_test;
} HillImageList;

gboolean hill_image_list_scan      (HillImageList  *self,
                                    const char     *path,
                                    HillWatch      *watch,
                                    GError        **error);
void     hill_image_list_clear     (HillImageList  *self);

/* "cat.jpeg", "cat.webp": would a person expect a picture in it? */
gboolean hill_image_name_is_picture (const char    *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillImageList, hill_image_list_clear)

G_END_DECLS
