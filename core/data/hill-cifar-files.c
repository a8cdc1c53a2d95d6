/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* CIFAR-10 is published as data_batch_1.bin … data_batch_5.bin and test_batch.bin, CIFAR-100 as train.bin and
 * test.bin; subsets keep the names.  The Python version of both has the same names without .bin. */

#include "hill-cifar-files.h"

#include "hill-dataset-private.h"
#include "hill-i18n.h"
#include "hill-read.h"

#include <string.h>

#define CIFAR_10_RECORD 3073
#define CIFAR_100_RECORD 3074

typedef enum
{
  CIFAR_NAME_OTHER,
  CIFAR_NAME_10,
  CIFAR_NAME_100,
} CifarName;

void
hill_cifar_files_clear (HillCifarFiles *self)
{
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
}

/* The number of a training batch's name, with or without .bin; 0 for other names. */
static guint64
cifar_get_batch_number (const char *name,
                        const char *suffix)
{
  guint64 number;
  char *end;

  if (!g_str_has_prefix (name, "data_batch_") || !g_ascii_isdigit (name[strlen ("data_batch_")]))
    return 0;
  number = g_ascii_strtoull (name + strlen ("data_batch_"), &end, 10);
  return g_str_equal (end, suffix) ? number : 0;
}

static CifarName
cifar_classify_name (const char *name)
{
  if (cifar_get_batch_number (name, ".bin") > 0 || g_str_equal (name, "test_batch.bin"))
    return CIFAR_NAME_10;
  if (g_str_equal (name, "train.bin") || g_str_equal (name, "test.bin"))
    return CIFAR_NAME_100;
  return CIFAR_NAME_OTHER;
}

/* Is there something by that name that is not a folder? */
static gboolean
cifar_has_file (const char *folder,
                const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_DIR);
}

static gboolean
cifar_is_python_folder (const char *folder)
{
  return (cifar_has_file (folder, "data_batch_1") && cifar_has_file (folder, "batches.meta"))
         || (cifar_has_file (folder, "train") && cifar_has_file (folder, "meta"));
}

static int
cifar_compare_batches (gconstpointer a,
                       gconstpointer b)
{
  const char *name_a = *(const char * const *) a, *name_b = *(const char * const *) b;
  guint64 number_a = cifar_get_batch_number (name_a, ".bin"), number_b = cifar_get_batch_number (name_b, ".bin");

  if (number_a != number_b)
    return number_a < number_b ? -1 : 1;
  return strcmp (name_a, name_b);
}

/* (transfer full): names of the training batches of CIFAR-10, by number. */
static GPtrArray *
cifar_list_batches (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (cifar_get_batch_number (name, ".bin") > 0 && cifar_has_file (folder, name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, cifar_compare_batches);
  return names;
}

static void
hill_cifar_files_add (HillCifarFiles *self,
                      const char     *name)
{
  g_ptr_array_add (self->paths, g_build_filename (self->folder, name, NULL));
}

static gboolean
hill_cifar_files_find_in_folder (HillCifarFiles  *self,
                                 GError         **error)
{
  g_autoptr(GPtrArray) batches = cifar_list_batches (self->folder);
  g_autofree char *shown = g_filename_display_basename (self->folder);
  const char *test;

  self->is_100 = batches->len == 0 && cifar_has_file (self->folder, "train.bin");
  for (guint i = 0; i < batches->len; i++)
    hill_cifar_files_add (self, g_ptr_array_index (batches, i));
  if (self->is_100)
    hill_cifar_files_add (self, "train.bin");
  self->n_train = self->paths->len;
  test = self->is_100 ? "test.bin" : "test_batch.bin";
  if (self->n_train > 0 && cifar_has_file (self->folder, test))
    hill_cifar_files_add (self, test);
  if (self->n_train > 0)
    return TRUE;

  if (cifar_is_python_folder (self->folder))
    g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED,
                 _("%s is the Python version of CIFAR; download the binary version, cifar-10-binary.tar.gz or cifar-100-binary.tar.gz"),
                 shown);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_IO,
                 _("%s has no training batches: data_batch_1.bin … or train.bin is expected"), shown);
  return FALSE;
}

/* A batch of an unknown name goes by its length. */
static gboolean
hill_cifar_file_is_100 (const char *path,
                        const char *name)
{
  g_auto(HillReader) reader = HILL_READER_INIT;
  CifarName kind = cifar_classify_name (name);

  if (kind != CIFAR_NAME_OTHER)
    return kind == CIFAR_NAME_100;
  return hill_reader_open (&reader, path, NULL, NULL) && reader.size % CIFAR_10_RECORD != 0
         && reader.size % CIFAR_100_RECORD == 0;
}

gboolean
hill_cifar_files_find (HillCifarFiles  *self,
                       const char      *path,
                       GError         **error)
{
  g_autofree char *name = NULL;

  self->paths = g_ptr_array_new_with_free_func (g_free);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      self->folder = g_strdup (path);
      return hill_cifar_files_find_in_folder (self, error);
    }
  self->folder = g_path_get_dirname (path);
  name = g_path_get_basename (path);
  self->is_100 = hill_cifar_file_is_100 (path, name);
  g_ptr_array_add (self->paths, g_strdup (path));
  self->n_train = 1;
  return TRUE;
}

gboolean
hill_is_cifar (const char *path)
{
  g_auto(HillReader) reader = HILL_READER_INIT;
  g_autoptr(GPtrArray) batches = NULL;
  g_autofree char *name = g_path_get_basename (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      batches = cifar_list_batches (path);
      return batches->len > 0 || cifar_has_file (path, "train.bin") || cifar_has_file (path, "test_batch.bin")
             || cifar_is_python_folder (path);
    }
  if (cifar_classify_name (name) != CIFAR_NAME_OTHER)
    return TRUE;
  return g_str_has_suffix (name, ".bin") && hill_reader_open (&reader, path, NULL, NULL) && reader.size > 0
         && (reader.size % CIFAR_10_RECORD == 0 || reader.size % CIFAR_100_RECORD == 0);
}
