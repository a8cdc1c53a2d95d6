/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The folders of data sets are listed on a thread, for a home directory may be far away. The target of win.load is a string of
 * bytes and not of characters: names of files may be anything. */

#include "hill-open-menu.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <string.h>

#define MAX_FOUND 40
#define MAX_RECENT 8
#define RECENT_GROUP "Downhill"

typedef struct
{
  const char *spec;
  const char *label;
} KnownName;

static const KnownName built_in[] = {
  { "scenes", N_("Scenes") },
  { "points:blobs", N_("Points: Blobs") },
  { "points:spiral", N_("Points: Spiral") },
  { "points:circles", N_("Points: Circles") },
  { "points:moons", N_("Points: Moons") },
};

/* Proper names: not translated. */
static const KnownName published[] = {
  { "fashion-mnist", "Fashion-MNIST" },
  { "mnist", "MNIST" },
  { "cifar-10", "CIFAR-10" },
  { "cifar-10-batches-bin", "CIFAR-10" },
  { "cifar-100", "CIFAR-100" },
  { "cifar-100-binary", "CIFAR-100" },
};

char *
hill_open_menu_dup_label (const char *spec)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (spec != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (built_in); i++)
    if (g_str_equal (built_in[i].spec, spec))
      return g_strdup (_(built_in[i].label));
  for (gsize i = 0; i < G_N_ELEMENTS (published); i++)
    if (g_str_equal (published[i].spec, spec))
      return g_strdup (published[i].label);
  base = g_path_get_basename (spec);
  return g_filename_display_name (base);
}

static void
append_load (GMenu      *section,
             const char *spec)
{
  g_autofree char *label = hill_open_menu_dup_label (spec);
  g_autoptr(GMenuItem) item = NULL;
  GString *escaped = g_string_new (label);

  /* An underscore in a menu's label would make a mnemonic. */
  g_string_replace (escaped, "_", "__", 0);
  item = g_menu_item_new (escaped->str, NULL);
  g_menu_item_set_action_and_target (item, "win.load", "^ay", spec);
  g_menu_append_item (section, item);
  g_string_free (escaped, TRUE);
}

static void
collect_names (const char *data_dir,
               GPtrArray  *names)
{
  g_autofree char *folder = g_build_filename (data_dir, "datasets", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && names->len < MAX_FOUND && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (name[0] != '.' && g_file_test (path, G_FILE_TEST_IS_DIR)
          && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (name));
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static void
find_datasets (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char * const *dirs = g_get_system_data_dirs ();

  collect_names (g_get_user_data_dir (), names);
  for (gsize i = 0; dirs[i] != NULL; i++)
    collect_names (dirs[i], names);
  g_ptr_array_sort (names, compare_names);
  g_task_return_pointer (task, g_steal_pointer (&names), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GMenu *section = G_MENU (source);
  g_autoptr(GPtrArray) names = g_task_propagate_pointer (G_TASK (result), NULL);

  for (guint i = 0; names != NULL && i < names->len; i++)
    append_load (section, g_ptr_array_index (names, i));
}

static int
compare_visits (gconstpointer a,
                gconstpointer b)
{
  GDateTime *time_a = gtk_recent_info_get_visited ((GtkRecentInfo *) a);
  GDateTime *time_b = gtk_recent_info_get_visited ((GtkRecentInfo *) b);

  return g_date_time_compare (time_b, time_a);
}

static void
fill_recent (GMenu            *section,
             GtkRecentManager *manager)
{
  GList *items = g_list_sort (gtk_recent_manager_get_items (manager), compare_visits);
  int n = 0;

  g_menu_remove_all (section);
  for (GList *l = items; l != NULL && n < MAX_RECENT; l = l->next)
    {
      g_autofree char *path = g_filename_from_uri (gtk_recent_info_get_uri (l->data), NULL, NULL);

      if (path == NULL || !gtk_recent_info_has_group (l->data, RECENT_GROUP))
        continue;
      append_load (section, path);
      n++;
    }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

GMenuModel *
hill_open_menu_new (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) files = g_menu_new ();
  g_autoptr(GMenu) own = g_menu_new ();
  g_autoptr(GMenu) found = g_menu_new ();
  g_autoptr(GMenu) recent = g_menu_new ();
  g_autoptr(GTask) task = g_task_new (found, NULL, on_found, NULL);
  GtkRecentManager *manager = gtk_recent_manager_get_default ();

  g_menu_append (files, _("Open _File…"), "win.open");
  g_menu_append (files, _("Open F_older…"), "win.open-folder");
  for (gsize i = 0; i < G_N_ELEMENTS (built_in); i++)
    append_load (own, built_in[i].spec);

  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  g_menu_append_section (menu, _("Built In"), G_MENU_MODEL (own));
  g_menu_append_section (menu, _("On This Computer"), G_MENU_MODEL (found));
  g_menu_append_section (menu, _("Recent"), G_MENU_MODEL (recent));

  g_task_run_in_thread (task, find_datasets);
  g_signal_connect_object (manager, "changed", G_CALLBACK (fill_recent), recent, G_CONNECT_SWAPPED);
  fill_recent (recent, manager);
  return G_MENU_MODEL (menu);
}

void
hill_open_menu_remember (const char *path)
{
  char *groups[] = { (char *) RECENT_GROUP, NULL };
  g_autofree char *uri = NULL;
  GtkRecentData data = {
    .mime_type = (char *) (g_file_test (path, G_FILE_TEST_IS_DIR) ? "inode/directory"
                           : g_str_has_suffix (path, ".downhill") ? "application/x-downhill" : "application/octet-stream"),
    .app_name = (char *) "Downhill",
    .app_exec = (char *) "downhill %f",
    .groups = groups,
  };

  g_return_if_fail (path != NULL);

  uri = g_filename_to_uri (path, NULL, NULL);
  if (uri != NULL)
    gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}
