/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The MNIST family is published as pairs: …images-idx3-ubyte beside …labels-idx1-ubyte, packed or not, the dash
 * before idx sometimes a point; names with t10k or test are the test split. */

#include "hill-idx-files.h"

#include "hill-dataset-private.h"
#include "hill-i18n.h"
#include "hill-read.h"

#include <string.h>

void
hill_idx_files_clear (HillIdxFiles *self)
{
  g_clear_pointer (&self->train_images, g_free);
  g_clear_pointer (&self->train_labels, g_free);
  g_clear_pointer (&self->test_images, g_free);
  g_clear_pointer (&self->test_labels, g_free);
}

static char *
hill_idx_replace (const char *text,
                  const char *from,
                  const char *to)
{
  g_auto(GStrv) parts = g_strsplit (text, from, -1);

  return g_strjoinv (to, parts);
}

static gboolean
hill_idx_is_images_name (const char *name)
{
  return name[0] != '.' && strstr (name, "images") != NULL && (strstr (name, "idx3") != NULL || strstr (name, "ubyte") != NULL);
}

static gboolean
hill_idx_is_test_name (const char *name)
{
  return strstr (name, "t10k") != NULL || strstr (name, "test") != NULL;
}

gboolean
hill_idx_name_is_mnist (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  return g_str_has_prefix (name, "train-images") || g_str_has_prefix (name, "t10k-images");
}

static char *
hill_idx_strip_gz (const char *name)
{
  return g_strndup (name, strlen (name) - (g_str_has_suffix (name, ".gz") ? 3 : 0));
}

/* The label file beside an image file, packed or plain. */
static char *
hill_idx_find_labels (const char  *images,
                      GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (images);
  g_autofree char *name = g_path_get_basename (images);
  g_autofree char *plain = hill_idx_strip_gz (name);
  g_autofree char *first = hill_idx_replace (plain, "images", "labels");
  g_autofree char *labels = hill_idx_replace (first, "idx3", "idx1");
  g_autofree char *packed = g_strconcat (labels, ".gz", NULL);
  g_autofree char *shown = NULL, *shown_labels = NULL;
  gboolean prefer_packed = g_str_has_suffix (name, ".gz");

  if (g_str_equal (plain, labels))
    {
      shown = g_filename_display_name (name);
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                   _("%s does not have “images” in its name, so its label file cannot be found; name it like train-images-idx3-ubyte"),
                   shown);
      return NULL;
    }
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *path = g_build_filename (folder, (i == 0) == prefer_packed ? packed : labels, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  shown = g_filename_display_name (name);
  shown_labels = g_filename_display_name (labels);
  g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("%s has no label file beside it: %s or %s.gz is expected"),
               shown, shown_labels, shown_labels);
  return NULL;
}

/* Takes the file for its split; of a packed and a plain copy the plain one counts. */
static gboolean
hill_idx_files_add (HillIdxFiles  *self,
                    const char    *folder,
                    const char    *name,
                    GError       **error)
{
  char **slot = hill_idx_is_test_name (name) ? &self->test_images : &self->train_images;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *old_plain = NULL, *plain = NULL, *shown = NULL;

  if (*slot != NULL)
    {
      old_plain = hill_idx_strip_gz (*slot);
      plain = hill_idx_strip_gz (path);
      if (!g_str_equal (old_plain, plain))
        {
          shown = g_filename_display_basename (folder);
          g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                       _("%s holds several IDX data sets; open one of its image files instead"), shown);
          return FALSE;
        }
      if (g_str_has_suffix (path, ".gz"))
        return TRUE;
    }
  g_free (*slot);
  *slot = g_steal_pointer (&path);
  return TRUE;
}

static gboolean
hill_idx_files_scan (HillIdxFiles  *self,
                     const char    *folder,
                     GError       **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &local);
  g_autofree char *shown = NULL;
  const char *name;

  if (dir == NULL)
    {
      shown = g_filename_display_name (folder);
      g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("%s cannot be read: %s"), shown, local->message);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (hill_idx_is_images_name (name) && !hill_idx_files_add (self, folder, name, error))
      return FALSE;
  return TRUE;
}

gboolean
hill_idx_files_find (HillIdxFiles  *self,
                     const char    *path,
                     GError       **error)
{
  g_autofree char *shown = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    self->train_images = g_strdup (path);
  else if (!hill_idx_files_scan (self, path, error))
    return FALSE;

  if (self->train_images == NULL)
    {
      shown = g_filename_display_basename (path);
      g_set_error (error, HILL_ERROR, HILL_ERROR_IO,
                   _("%s has no training images: train-images-idx3-ubyte or train-images-idx3-ubyte.gz is expected"), shown);
      return FALSE;
    }
  self->train_labels = hill_idx_find_labels (self->train_images, error);
  if (self->train_labels == NULL)
    return FALSE;
  if (self->test_images == NULL)
    return TRUE;
  self->test_labels = hill_idx_find_labels (self->test_images, error);
  return self->test_labels != NULL;
}

static gboolean
hill_idx_folder_has_images (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (hill_idx_is_images_name (name))
      {
        g_autofree char *file = g_build_filename (path, name, NULL);

        if (!g_file_test (file, G_FILE_TEST_IS_DIR))
          return TRUE;
      }
  return FALSE;
}

gboolean
hill_is_idx (const char *path)
{
  g_auto(HillReader) reader = HILL_READER_INIT;
  g_autofree char *name = g_path_get_basename (path);
  guint8 magic[4];

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return hill_idx_folder_has_images (path);
  if (strstr (name, "idx1") != NULL || strstr (name, "idx3") != NULL || strstr (name, "-ubyte") != NULL)
    return TRUE;
  return hill_reader_open (&reader, path, NULL, NULL) && hill_reader_peek (&reader, magic, 4) == 4
         && magic[0] == 0 && magic[1] == 0 && magic[2] >= 0x08 && magic[2] <= 0x0e && magic[3] >= 1 && magic[3] <= 4;
}
