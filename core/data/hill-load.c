/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The dispatcher.  Names come before paths, so that a folder of the same name in the current folder is opened as
 * ./NAME; among paths, contents decide and names only help. */

#include "hill-dataset-private.h"

#include "hill-find.h"
#include "hill-i18n.h"
#include "hill-image-private.h"
#include "hill-read.h"

#include <string.h>

typedef HillDataset *(*LoadFunc) (const char *path, const HillLoadOptions *options, GError **error);

/* Where an archive was unpacked, its files are often one folder further down. */
static const char * const inner_folders[] = { "cifar-10-batches-bin", "cifar-100-binary", "raw" };

static LoadFunc
hill_load_choose (const char *path)
{
  if (hill_is_cifar (path))
    return hill_load_cifar;
  if (hill_is_idx (path))
    return hill_load_idx;
  return NULL;
}

static HillDataset *
hill_load_folder (const char             *path,
                  const HillLoadOptions  *options,
                  GError                **error)
{
  LoadFunc load = hill_load_choose (path);

  if (load != NULL)
    return load (path, options, error);
  for (gsize i = 0; i < G_N_ELEMENTS (inner_folders); i++)
    {
      g_autofree char *inner = g_build_filename (path, inner_folders[i], NULL);

      load = g_file_test (inner, G_FILE_TEST_IS_DIR) ? hill_load_choose (inner) : NULL;
      if (load != NULL)
        return load (inner, options, error);
    }
  return hill_load_image_folder (path, options, error);
}

static HillDataset *
hill_load_file (const char             *path,
                const HillLoadOptions  *options,
                GError                **error)
{
  g_auto(HillReader) reader = HILL_READER_INIT;
  LoadFunc load;
  guint8 start[256];
  gsize n;
  const char *looks;

  if (!hill_reader_open (&reader, path, NULL, error))
    return NULL;
  load = hill_load_choose (path);
  if (load != NULL)
    return load (path, options, error);

  n = hill_reader_peek (&reader, start, sizeof start);
  looks = hill_describe_bytes (start, n);
  if (hill_image_sniff (start, n) != HILL_IMAGE_NONE)
    g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED,
                 _("%s is a single picture; open the folder that holds a sub-folder of pictures for each class"), reader.name);
  else if (looks != NULL)
    g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED, _("%s is no data set: it is %s"), reader.name, looks);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED,
                 _("%s is no data set: an IDX image file, a CIFAR batch or a folder is expected"), reader.name);
  return NULL;
}

static HillDataset *
hill_load_path (const char             *path,
                const HillLoadOptions  *options,
                GError                **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return hill_load_folder (path, options, error);
  return hill_load_file (path, options, error);
}

/* A path that is no UTF-8 could not be written down in an experiment; its URI can. */
static void
hill_load_make_spec_text (HillDataset *dataset,
                          const char  *path)
{
  g_autofree char *uri = NULL;

  if (g_utf8_validate (hill_dataset_get_spec (dataset), -1, NULL))
    return;
  uri = g_filename_to_uri (path, NULL, NULL);
  if (uri != NULL)
    hill_dataset_set_spec (dataset, uri);
}

static HillDataset *
hill_load_named_or_path (const char             *spec,
                         const HillLoadOptions  *options,
                         GError                **error)
{
  g_autofree char *from_uri = g_str_has_prefix (spec, "file://") ? g_filename_from_uri (spec, NULL, NULL) : NULL;
  g_autofree char *found = hill_find_dataset (spec);
  g_autofree char *path = NULL, *shown = NULL, *hint = NULL;
  HillDataset *dataset;

  if (found != NULL)
    {
      dataset = hill_load_path (found, options, error);
      if (dataset != NULL)
        hill_dataset_set_spec (dataset, spec);
      return dataset;
    }
  path = g_canonicalize_filename (from_uri != NULL ? from_uri : spec, NULL);
  if (strchr (spec, '/') == NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      shown = g_filename_display_name (spec);
      hint = hill_find_dataset_hint (spec);
      g_set_error (error, HILL_ERROR, HILL_ERROR_IO, "%s: %s", shown, hint);
      return NULL;
    }
  dataset = hill_load_path (path, options, error);
  if (dataset != NULL)
    hill_load_make_spec_text (dataset, path);
  return dataset;
}

static HillDataset *
hill_load_spec (const char             *spec,
                const HillLoadOptions  *options,
                GError                **error)
{
  if (g_str_equal (spec, "scenes"))
    return hill_load_scenes (NULL, options, error);
  if (g_str_has_prefix (spec, "scenes:"))
    return hill_load_scenes (spec + strlen ("scenes:"), options, error);
  if (g_str_has_prefix (spec, "points:"))
    return hill_load_points (spec + strlen ("points:"), options, error);
  return hill_load_named_or_path (spec, options, error);
}

HillDataset *
hill_dataset_load (const char             *spec,
                   const HillLoadOptions  *options,
                   GError                **error)
{
  const HillLoadOptions defaults = { 0 };
  g_autoptr(HillDataset) dataset = NULL;

  g_return_val_if_fail (spec != NULL && (error == NULL || *error == NULL), NULL);

  if (options == NULL)
    options = &defaults;
  if (spec[0] == '\0')
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                   _("the data set has no name: give scenes, points:blobs, fashion-mnist, or the path of a file or a folder"));
      return NULL;
    }
  dataset = hill_load_spec (spec, options, error);
  if (dataset == NULL)
    return NULL;
  if (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN) == 0)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s holds no training examples"), hill_dataset_get_name (dataset));
      return NULL;
    }
  return hill_dataset_limit (dataset, options->limit);
}
