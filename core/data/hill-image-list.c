/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Walking the folders.  Each folder is entered once, known by its device and inode, so that links in a circle
 * end; hidden files are not seen; pipes and devices are noted and left alone. */

#include "hill-image-list.h"

#include "hill-i18n.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_DEPTH 16

typedef struct
{
  HillImageList *list;
  HillWatch     *watch;
  GHashTable    *visited;       /* owned; of "device:inode" */
  gsize          n_seen;
} Walk;

static void
hill_image_entry_clear (gpointer data)
{
  HillImageEntry *entry = data;

  g_free (entry->path);
  g_free (entry->reason);
}

void
hill_image_list_clear (HillImageList *self)
{
  g_clear_pointer (&self->root, g_free);
  g_clear_pointer (&self->class_names, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_array_unref);
}

gboolean
hill_image_name_is_picture (const char *name)
{
  static const char * const suffixes[] = {
    "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "tif", "tiff", "webp", "avif", "heic", "svg", "ppm", "pgm", "ico"
  };
  const char *dot = strrchr (name, '.');

  for (gsize i = 0; dot != NULL && i < G_N_ELEMENTS (suffixes); i++)
    if (g_ascii_strcasecmp (dot + 1, suffixes[i]) == 0)
      return TRUE;
  return FALSE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static gboolean
walk_refuse_folder (const char  *path,
                    const char  *why,
                    GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("%s cannot be read: %s"), shown, why);
  return FALSE;
}

/* (transfer full): the names in a folder, sorted; without hidden ones and what macOS adds to archives. */
static GPtrArray *
walk_list_names (Walk        *walk,
                 const char  *path,
                 GError     **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) local = NULL;
  g_autoptr(GDir) dir = g_dir_open (path, 0, &local);
  const char *name;

  if (dir == NULL)
    {
      walk_refuse_folder (path, local->message, error);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (!hill_watch_check (walk->watch, error))
        return NULL;
      if (++walk->n_seen > HILL_IMAGE_LIST_MAX_ENTRIES)
        {
          g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                       _("the folder holds more than %d files; open one of its sub-folders"), HILL_IMAGE_LIST_MAX_ENTRIES);
          return NULL;
        }
      if (name[0] != '.' && !g_str_equal (name, "__MACOSX"))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

static gboolean
walk_is_folder (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* (transfer full): the sub-folders among the names. */
static GPtrArray *
walk_list_folders (Walk        *walk,
                   const char  *path,
                   GError     **error)
{
  g_autoptr(GPtrArray) names = walk_list_names (walk, path, error);
  g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  if (names == NULL)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *full = g_build_filename (path, g_ptr_array_index (names, i), NULL);

      if (!hill_watch_check (walk->watch, error))
        return NULL;
      if (walk_is_folder (full))
        g_ptr_array_add (folders, g_strdup (g_ptr_array_index (names, i)));
    }
  return g_steal_pointer (&folders);
}

static void
walk_add (Walk       *walk,
          const char *path,
          guint16     class_index,
          HillSplit   split,
          char       *reason)
{
  HillImageEntry entry = { g_strdup (path), class_index, split, reason };

  g_array_append_val (walk->list->entries, entry);
}

/* FALSE where the folder was entered before. */
static gboolean
walk_enter (Walk              *walk,
            const struct stat *info)
{
  return g_hash_table_add (walk->visited, g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT,
                                                           (guint64) info->st_dev, (guint64) info->st_ino));
}

static gboolean walk_folder (Walk *walk, const char *path, guint16 class_index, HillSplit split, guint depth, GError **error);

/* @path: below the root.  An unreadable sub-folder or a pipe is noted, not an error. */
static gboolean
walk_visit (Walk        *walk,
            const char  *path,
            guint16      class_index,
            HillSplit    split,
            guint        depth,
            GError     **error)
{
  g_autofree char *full = g_build_filename (walk->list->root, path, NULL);
  g_autofree char *shown = g_filename_display_name (path);
  struct stat info;

  if (stat (full, &info) < 0)
    {
      /* a link to nowhere; without a picture's name nobody misses it */
      if (hill_image_name_is_picture (path))
        walk_add (walk, path, class_index, split, g_strdup_printf (_("%s cannot be read: %s"), shown, g_strerror (errno)));
    }
  else if (S_ISDIR (info.st_mode) && depth >= MAX_DEPTH)
    walk_add (walk, path, class_index, split, g_strdup_printf (_("%s is nested too deeply"), shown));
  else if (S_ISDIR (info.st_mode))
    return !walk_enter (walk, &info) || walk_folder (walk, path, class_index, split, depth + 1, error);
  else if (!S_ISREG (info.st_mode))
    walk_add (walk, path, class_index, split, g_strdup_printf (_("%s is a pipe, a socket or a device, not a file"), shown));
  else
    walk_add (walk, path, class_index, split, NULL);
  return TRUE;
}

static gboolean
walk_folder (Walk        *walk,
             const char  *path,
             guint16      class_index,
             HillSplit    split,
             guint        depth,
             GError     **error)
{
  g_autofree char *full = g_build_filename (walk->list->root, path, NULL);
  g_autoptr(GError) local = NULL;
  g_autoptr(GPtrArray) names = walk_list_names (walk, full, &local);

  if (names == NULL && !g_error_matches (local, HILL_ERROR, HILL_ERROR_IO))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (names == NULL)
    walk_add (walk, path, class_index, split, g_strdup (local->message));
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autofree char *below = g_build_filename (path, g_ptr_array_index (names, i), NULL);

      if (!hill_watch_check (walk->watch, error) || !walk_visit (walk, below, class_index, split, depth, error))
        return FALSE;
    }
  return TRUE;
}

/* The first of @wanted among @names, in any case of letters; (nullable), (transfer none). */
static const char *
find_name (GPtrArray          *names,
           const char * const *wanted)
{
  for (gsize i = 0; wanted[i] != NULL; i++)
    for (guint j = 0; j < names->len; j++)
      if (g_ascii_strcasecmp (g_ptr_array_index (names, j), wanted[i]) == 0)
        return g_ptr_array_index (names, j);
  return NULL;
}

/* The split folders below the root, "" for the root itself; test is NULL where there is none.  A folder "train"
 * alone among other classes is a class: trains are pictures too. */
static void
find_splits (GPtrArray   *folders,
             const char **train,
             const char **test)
{
  static const char * const train_names[] = { "train", "training", NULL };
  static const char * const test_names[] = { "test", "testing", "val", "valid", "validation", NULL };

  *train = find_name (folders, train_names);
  *test = *train != NULL ? find_name (folders, test_names) : NULL;
  if (*test == NULL && folders->len > 1)
    *train = NULL;
  if (*train == NULL)
    *train = "";
}

/* The number of a class by its folder's name; @names is sorted. */
static guint16
find_class (GPtrArray  *names,
            const char *name)
{
  guint index = 0;

  g_ptr_array_find_with_equal_func (names, name, g_str_equal, &index);
  return index;
}

/* Enters a split's folder and its classes' before any is walked, so that a link inside one class never reaches the
 * pictures of another.  (transfer full): the class folders that were not entered before under another name. */
static GPtrArray *
walk_claim (Walk        *walk,
            const char  *split_path,
            GError     **error)
{
  g_autofree char *full = g_build_filename (walk->list->root, split_path, NULL);
  g_autoptr(GPtrArray) folders = walk_list_folders (walk, full, error);
  g_autoptr(GPtrArray) claimed = g_ptr_array_new_with_free_func (g_free);
  struct stat info;

  if (folders == NULL)
    return NULL;
  if (stat (full, &info) == 0)
    walk_enter (walk, &info);
  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *path = g_build_filename (full, g_ptr_array_index (folders, i), NULL);

      if (stat (path, &info) == 0 && walk_enter (walk, &info))
        g_ptr_array_add (claimed, g_strdup (g_ptr_array_index (folders, i)));
    }
  return g_steal_pointer (&claimed);
}

/* Pictures beside the folders of the classes belong to none. */
static gboolean
walk_note_strays (Walk        *walk,
                  const char  *split_path,
                  HillSplit    split,
                  GError     **error)
{
  g_autofree char *full = g_build_filename (walk->list->root, split_path, NULL);
  g_autoptr(GPtrArray) names = walk_list_names (walk, full, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *below = g_build_filename (split_path, name, NULL);
      g_autofree char *path = g_build_filename (full, name, NULL);
      g_autofree char *shown = g_filename_display_name (below);

      if (hill_image_name_is_picture (name) && !walk_is_folder (path))
        walk_add (walk, below, 0, split, g_strdup_printf (_("%s lies outside the folders of the classes"), shown));
    }
  return names != NULL;
}

static gboolean
walk_split (Walk        *walk,
            const char  *split_path,
            HillSplit    split,
            GPtrArray   *classes,
            GPtrArray   *claimed,
            GError     **error)
{
  for (guint i = 0; i < claimed->len; i++)
    {
      const char *name = g_ptr_array_index (claimed, i);
      g_autofree char *below = g_build_filename (split_path, name, NULL);

      if (!walk_folder (walk, below, find_class (classes, name), split, 0, error))
        return FALSE;
    }
  return walk_note_strays (walk, split_path, split, error);
}

/* Sorted union of the class folders of both splits. */
static GPtrArray *
walk_list_classes (Walk        *walk,
                   const char  *train,
                   const char  *test,
                   GError     **error)
{
  const char *splits[] = { train, test };
  g_autoptr(GPtrArray) classes = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < 2 && splits[i] != NULL; i++)
    {
      g_autofree char *full = g_build_filename (walk->list->root, splits[i], NULL);
      g_autoptr(GPtrArray) names = walk_list_folders (walk, full, error);

      if (names == NULL)
        return NULL;
      for (guint j = 0; j < names->len && classes->len <= HILL_IMAGE_LIST_MAX_CLASSES; j++)
        if (!g_ptr_array_find_with_equal_func (classes, g_ptr_array_index (names, j), g_str_equal, NULL))
          g_ptr_array_add (classes, g_strdup (g_ptr_array_index (names, j)));
    }
  g_ptr_array_sort (classes, compare_names);
  return g_steal_pointer (&classes);
}

static gboolean
walk_classes (Walk        *walk,
              const char  *train,
              const char  *test,
              GPtrArray   *classes,
              GError     **error)
{
  g_autoptr(GPtrArray) train_claimed = walk_claim (walk, train, error);
  g_autoptr(GPtrArray) test_claimed = NULL;
  struct stat info;

  if (stat (walk->list->root, &info) == 0)
    walk_enter (walk, &info);
  if (train_claimed == NULL)
    return FALSE;
  if (test != NULL)
    {
      test_claimed = walk_claim (walk, test, error);
      if (test_claimed == NULL)
        return FALSE;
    }
  return walk_split (walk, train, HILL_SPLIT_TRAIN, classes, train_claimed, error)
         && (test == NULL || walk_split (walk, test, HILL_SPLIT_TEST, classes, test_claimed, error));
}

static gboolean
walk_check_classes (const char  *root,
                    GPtrArray   *classes,
                    GError     **error)
{
  g_autofree char *shown = g_filename_display_name (root);

  if (classes->len == 0)
    g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED,
                 _("%s holds no data set: IDX files, CIFAR batches, or a sub-folder of pictures for each class are expected"), shown);
  else if (classes->len > HILL_IMAGE_LIST_MAX_CLASSES)
    g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                 _("%s holds more than %d sub-folders, too many to be classes; open one of them instead"), shown, HILL_IMAGE_LIST_MAX_CLASSES);
  else
    return TRUE;
  return FALSE;
}

/* Where an archive was unpacked, everything is often one folder further down: (transfer full), the sub-folders of
 * the first folder that has other than one sub-folder with sub-folders of its own. */
static GPtrArray *
walk_descend (Walk    *walk,
              GError **error)
{
  HillImageList *list = walk->list;
  g_autoptr(GPtrArray) folders = walk_list_folders (walk, list->root, error);

  for (int i = 0; folders != NULL && folders->len == 1 && i < MAX_DEPTH; i++)
    {
      g_autofree char *inner = g_build_filename (list->root, g_ptr_array_index (folders, 0), NULL);
      g_autoptr(GPtrArray) deeper = walk_list_folders (walk, inner, error);

      if (deeper == NULL)
        return NULL;
      if (deeper->len == 0)
        break;
      g_free (list->root);
      list->root = g_steal_pointer (&inner);
      g_ptr_array_unref (folders);
      folders = g_steal_pointer (&deeper);
    }
  return g_steal_pointer (&folders);
}

gboolean
hill_image_list_scan (HillImageList  *self,
                      const char     *path,
                      HillWatch      *watch,
                      GError        **error)
{
  g_autoptr(GHashTable) visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) folders = NULL, classes = NULL;
  Walk walk = { self, watch, visited, 0 };
  const char *train, *test;

  *self = (HillImageList) { .root = g_strdup (path) };
  self->class_names = g_ptr_array_new_with_free_func (g_free);
  self->entries = g_array_new (FALSE, FALSE, sizeof (HillImageEntry));
  g_array_set_clear_func (self->entries, hill_image_entry_clear);

  folders = walk_descend (&walk, error);
  if (folders == NULL)
    return FALSE;
  find_splits (folders, &train, &test);
  self->has_test = test != NULL;
  classes = walk_list_classes (&walk, train, test, error);
  if (classes == NULL || !walk_check_classes (self->root, classes, error))
    return FALSE;
  for (guint i = 0; i < classes->len; i++)
    g_ptr_array_add (self->class_names, g_filename_display_name (g_ptr_array_index (classes, i)));
  return walk_classes (&walk, train, test, classes, error);
}
