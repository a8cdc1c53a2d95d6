/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What is wanted of a page waits for the page, and for the data that its choices come with. */

#include "hill-view-state.h"

#include "hill-stateful.h"
#include "hill-view-walk.h"

#include <string.h>

typedef struct
{
  char       *name;
  GtkWidget  *page;             /* (nullable): weak */
  GHashTable *defaults;         /* key -> value at the beginning */
} Place;

struct _HillViewState
{
  GPtrArray  *places;
  GHashTable *wanted;           /* of pages to come, and those that could not be shown yet */
  GHashTable *stood;            /* how controls stood that could not be moved yet */
};

static void
place_free (gpointer data)
{
  Place *place = data;

  g_clear_weak_pointer (&place->page);
  g_hash_table_unref (place->defaults);
  g_free (place->name);
  g_free (place);
}

HillViewState *
hill_view_state_new (void)
{
  HillViewState *self = g_new0 (HillViewState, 1);

  self->places = g_ptr_array_new_with_free_func (place_free);
  self->wanted = hill_values_new ();
  self->stood = hill_values_new ();
  return self;
}

void
hill_view_state_free (HillViewState *self)
{
  g_ptr_array_unref (self->places);
  g_hash_table_unref (self->wanted);
  g_hash_table_unref (self->stood);
  g_free (self);
}

static gboolean
is_of_page (const char *key,
            const char *name)
{
  gsize length = strlen (name);

  return g_str_has_prefix (key, name) && key[length] == '.';
}

/* What was wanted of the page gives way to @values. */
static void
set_wanted (HillViewState *self,
            Place         *place,
            GHashTable    *values)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (is_of_page (key, place->name))
      g_hash_table_iter_remove (&iter);
  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (self->wanted, g_strdup (key), g_strdup (value));
}

static void
overlay (GHashTable *values,
         GHashTable *view,
         const char *name)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, view);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (is_of_page (key, name))
      g_hash_table_insert (values, g_strdup (key), g_strdup (value));
}

static void
show_wanted (HillViewState *self,
             Place         *place,
             GHashTable    *values)
{
  g_autoptr(GHashTable) pending = NULL;

  overlay (values, self->wanted, place->name);
  pending = hill_view_show (place->page, place->name, values, self->stood);
  set_wanted (self, place, pending);
}

static void learn (Place *place);

/* A widget has made parts of itself: as they are now is their beginning. */
static void
on_grown (HillStateful *stateful,
          gpointer      place)
{
  learn (place);
}

static void
watch (gpointer stateful,
       gpointer place)
{
  if (g_signal_handler_find (stateful, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0, NULL, on_grown, place) == 0)
    g_signal_connect (stateful, "grown", G_CALLBACK (on_grown), place);
}

static void
learn (Place *place)
{
  g_autoptr(GHashTable) values = hill_view_collect (place->page, place->name, watch, place);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (place->defaults, key))
      g_hash_table_insert (place->defaults, g_strdup (key), g_strdup (value));
}

void
hill_view_state_add_page (HillViewState *self,
                          const char    *name,
                          GtkWidget     *page)
{
  Place *place = g_new0 (Place, 1);
  g_autoptr(GHashTable) values = NULL;

  g_return_if_fail (GTK_IS_WIDGET (page));

  place->name = g_strdup (name);
  g_set_weak_pointer (&place->page, page);
  place->defaults = hill_values_new ();
  learn (place);
  g_ptr_array_add (self->places, place);
  values = hill_values_new ();
  show_wanted (self, place, values);
}

static void
save_place (Place      *place,
            GHashTable *view)
{
  g_autoptr(GHashTable) values = hill_view_collect (place->page, place->name, NULL, NULL);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (g_hash_table_lookup (place->defaults, key), value) != 0)
      g_hash_table_insert (view, g_strdup (key), g_strdup (value));
}

void
hill_view_state_save (HillViewState *self,
                      GHashTable    *view)
{
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = g_ptr_array_index (self->places, i);

      if (place->page != NULL)
        save_place (place, view);
    }
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (view, g_strdup (key), g_strdup (value));
}

void
hill_view_state_restore (HillViewState *self,
                         GHashTable    *view)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_remove_all (self->wanted);
  g_hash_table_remove_all (self->stood);
  g_hash_table_iter_init (&iter, view);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (strchr (key, '.') != NULL)
      g_hash_table_insert (self->wanted, g_strdup (key), g_strdup (value));
  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = g_ptr_array_index (self->places, i);
      g_autoptr(GHashTable) values = hill_values_new ();

      if (place->page == NULL)
        continue;
      overlay (values, place->defaults, place->name);
      show_wanted (self, place, values);
    }
}

gboolean
hill_view_state_settle (HillViewState *self)
{
  gboolean left = FALSE;

  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = g_ptr_array_index (self->places, i);
      g_autoptr(GHashTable) values = hill_values_new ();
      g_autoptr(GHashTable) pending = NULL;

      if (place->page == NULL)
        continue;
      overlay (values, self->wanted, place->name);
      if (g_hash_table_size (values) == 0)
        continue;
      pending = hill_view_show (place->page, place->name, values, self->stood);
      set_wanted (self, place, pending);
      left = left || g_hash_table_size (pending) > 0;
    }
  return !left;
}

void
hill_view_state_give_up (HillViewState *self)
{
  g_autoptr(GHashTable) nothing = hill_values_new ();

  for (guint i = 0; i < self->places->len; i++)
    set_wanted (self, g_ptr_array_index (self->places, i), nothing);
}
