/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One walk over the widgets of a page serves for saving and for restoring.  Restoring goes over them until nothing changes any more,
 * for one control often decides what another offers. */

#include "hill-view-walk.h"

#include "hill-control-value.h"
#include "hill-stateful.h"
#include "hill-view-state.h"

#include <string.h>

#define N_ROUNDS 4
#define BOUND "hill-view-state-bound"

/* A number of a widget that no control holds. */
typedef struct
{
  char           *name;
  double         *number;
  double          lowest, highest;
  HillStateChange changed;
} Bound;

/* What the walk is for. */
typedef struct
{
  GHashTable *values;           /* to be filled, or to be shown */
  GHashTable *seen;             /* (nullable): of @values, those that a widget answered for */
  GHashTable *pending;          /* (nullable): to be filled: what could not be shown */
  GHashTable *stood;            /* (nullable): the values of these controls when that was tried before */
  GHashTable *stands;           /* (nullable): to be filled: the same for the next time */
  GFunc       on_stateful;      /* (nullable): called with each stateful widget and @user_data */
  gpointer    user_data;
  gboolean    restoring;
  gboolean    changed;
} Walk;

static void
bound_free (gpointer data)
{
  g_free (((Bound *) data)->name);
  g_free (data);
}

void
hill_view_state_bind_number (GtkWidget       *widget,
                             const char      *name,
                             double          *number,
                             double           lowest,
                             double           highest,
                             HillStateChange  changed)
{
  GPtrArray *all = g_object_get_data (G_OBJECT (widget), BOUND);
  Bound *bound = g_new0 (Bound, 1);

  if (all == NULL)
    {
      all = g_ptr_array_new_with_free_func (bound_free);
      g_object_set_data_full (G_OBJECT (widget), BOUND, all, (GDestroyNotify) g_ptr_array_unref);
    }
  *bound = (Bound) { g_strdup (name), number, lowest, highest, changed };
  g_ptr_array_add (all, bound);
}

/* (transfer full) (nullable): its id in the .ui file, or the name that the program gave it. */
static char *
dup_name (GtkWidget *widget)
{
  const char *type = G_OBJECT_TYPE_NAME (widget);
  const char *name = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));

  /* GTK calls what has none by a number, and what has a template by its type. */
  if (name == NULL || g_str_has_prefix (name, "___") || g_str_equal (name, type))
    name = gtk_widget_get_name (widget);
  if (name == NULL || g_str_equal (name, type))
    return NULL;
  return g_strdelimit (g_strdup (name), "_", '-');
}

/* GTK's own have parts with ids, too; they are the insides of a control. */
static gboolean
is_ours (GtkWidget *widget)
{
  return !g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Gtk");
}

static gboolean
is_closed (GtkWidget *widget)
{
  return GTK_IS_STACK_SWITCHER (widget) || GTK_IS_LIST_BASE (widget) || GTK_IS_COLUMN_VIEW (widget) || GTK_IS_POPOVER_MENU (widget)
         || GTK_IS_SCROLLBAR (widget) || (hill_control_is_one (widget) && !GTK_IS_STACK (widget) && !GTK_IS_EXPANDER (widget));
}

/* (transfer none) (nullable): what is to be shown. */
static const char *
get_wanted (Walk       *walk,
            const char *key)
{
  const char *wanted = g_hash_table_lookup (walk->values, key);

  if (wanted != NULL)
    hill_values_put (walk->seen, key, "");
  return wanted;
}

static void
visit_bound (Walk       *walk,
             GtkWidget  *widget,
             Bound      *bound,
             const char *key)
{
  const char *wanted;
  double number;

  if (!walk->restoring)
    {
      g_hash_table_insert (walk->values, g_strdup (key), hill_values_format (*bound->number));
      return;
    }
  wanted = get_wanted (walk, key);
  number = hill_values_get_number (walk->values, key, bound->lowest, bound->highest, *bound->number);
  if (wanted == NULL || number == *bound->number)
    return;
  *bound->number = number;
  bound->changed (widget);
}

static gboolean
is_moved (Walk       *walk,
          const char *key,
          const char *value)
{
  const char *stood = g_hash_table_lookup (walk->stood, key);

  return stood != NULL && !g_str_equal (stood, value);
}

static void
visit_control (Walk       *walk,
               GtkWidget  *widget,
               const char *key)
{
  g_autofree char *value = hill_control_dup_value (widget);
  g_autofree char *now = NULL;
  const char *wanted;

  if (!walk->restoring)
    {
      g_hash_table_insert (walk->values, g_strdup (key), g_steal_pointer (&value));
      return;
    }
  wanted = get_wanted (walk, key);
  if (wanted == NULL || g_str_equal (wanted, value) || is_moved (walk, key, value))
    return;
  hill_control_set_value (widget, wanted);
  now = hill_control_dup_value (widget);
  walk->changed = walk->changed || !g_str_equal (now, value);
  if (!g_str_equal (now, wanted))
    {
      hill_values_put (walk->pending, key, wanted);
      hill_values_put (walk->stands, key, now);
    }
}

/* Those of @values under the key, without it. */
static GHashTable *
cut_prefix (GHashTable *values,
            const char *key)
{
  GHashTable *own = hill_values_new ();
  g_autofree char *prefix = g_strconcat (key, ".", NULL);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_str_has_prefix (name, prefix) && strchr ((char *) name + strlen (prefix), '.') == NULL)
      g_hash_table_insert (own, g_strdup ((char *) name + strlen (prefix)), g_strdup (value));
  return own;
}

static void
add_prefix (GHashTable *own,
            const char *key,
            GHashTable *values)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, own);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (values, g_strconcat (key, ".", name, NULL), g_strdup (value));
}

/* Is everything that it knows of as it is wanted? */
static gboolean
is_as_wanted (GHashTable *own,
              GHashTable *wanted)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, own);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_hash_table_contains (wanted, name) && g_strcmp0 (g_hash_table_lookup (wanted, name), value) != 0)
      return FALSE;
  return TRUE;
}

/* Its controls share the key with it: what they hold is no wish to it. */
static void
visit_stateful (Walk         *walk,
                HillStateful *stateful,
                const char   *key,
                GHashTable   *controls)
{
  g_autoptr(GHashTable) own = hill_values_new ();
  g_autoptr(GHashTable) wanted = NULL;
  GHashTableIter iter;
  gpointer name;

  if (walk->on_stateful != NULL)
    walk->on_stateful (stateful, walk->user_data);
  hill_stateful_save (stateful, own);
  if (!walk->restoring)
    {
      add_prefix (own, key, walk->values);
      return;
    }
  wanted = cut_prefix (walk->values, key);
  add_prefix (wanted, key, walk->seen);
  g_hash_table_iter_init (&iter, controls);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_remove (wanted, name);
  if (is_as_wanted (own, wanted))
    return;
  walk->changed = TRUE;
  if (!hill_stateful_restore (stateful, wanted))
    add_prefix (wanted, key, walk->pending);
}

static void visit (Walk       *walk,
                   GtkWidget  *widget,
                   const char *prefix,
                   GHashTable *controls);

static void
visit_children (Walk       *walk,
                GtkWidget  *widget,
                const char *prefix,
                GHashTable *controls)
{
  if (GTK_IS_MENU_BUTTON (widget))
    {
      GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget));

      if (popover != NULL && !GTK_IS_POPOVER_MENU (popover))
        visit (walk, GTK_WIDGET (popover), prefix, controls);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    visit (walk, child, prefix, controls);
}

/* The children before the widget itself: a table follows the controls that say how large it is. */
static void
visit_own (Walk       *walk,
           GtkWidget  *widget,
           const char *key)
{
  g_autoptr(GHashTable) controls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *bound = g_object_get_data (G_OBJECT (widget), BOUND);

  for (guint i = 0; bound != NULL && i < bound->len; i++)
    {
      Bound *b = g_ptr_array_index (bound, i);
      g_autofree char *name = g_strconcat (key, ".", b->name, NULL);

      visit_bound (walk, widget, b, name);
      g_hash_table_add (controls, g_strdup (b->name));
    }
  visit_children (walk, widget, key, controls);
  if (HILL_IS_STATEFUL (widget))
    visit_stateful (walk, HILL_STATEFUL (widget), key, controls);
}

static void
visit (Walk       *walk,
       GtkWidget  *widget,
       const char *prefix,
       GHashTable *controls)
{
  g_autofree char *name = NULL;
  g_autofree char *key = NULL;

  if (gtk_widget_has_css_class (widget, "not-remembered"))
    return;
  name = dup_name (widget);
  if (name != NULL)
    key = g_strconcat (prefix, ".", name, NULL);
  if (name != NULL && hill_control_is_one (widget))
    {
      visit_control (walk, widget, key);
      g_hash_table_add (controls, g_strdup (name));
    }
  if (is_closed (widget))
    return;
  if (name != NULL && is_ours (widget))
    visit_own (walk, widget, key);
  else
    visit_children (walk, widget, prefix, controls);
}

GHashTable *
hill_view_collect (GtkWidget  *page,
                   const char *name,
                   GFunc       on_stateful,
                   gpointer    user_data)
{
  Walk walk = { .values = hill_values_new (), .on_stateful = on_stateful, .user_data = user_data };

  visit_own (&walk, page, name);
  return walk.values;
}

static void
add_unseen (Walk *walk)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, walk->values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (walk->seen, key))
      g_hash_table_insert (walk->pending, g_strdup (key), g_strdup (value));
}

static void
add_all (GHashTable *from,
         GHashTable *to)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &key, &value))
    hill_values_put (to, key, value);
}

GHashTable *
hill_view_show (GtkWidget  *page,
                const char *name,
                GHashTable *values,
                GHashTable *stood)
{
  Walk walk = { .values = values, .restoring = TRUE, .seen = hill_values_new (), .stood = stood, .stands = hill_values_new () };

  for (int i = 0; i < N_ROUNDS; i++)
    {
      g_clear_pointer (&walk.pending, g_hash_table_unref);
      walk.pending = hill_values_new ();
      walk.changed = FALSE;
      visit_own (&walk, page, name);
      if (!walk.changed)
        break;
    }
  add_unseen (&walk);
  add_all (walk.stands, stood);
  g_hash_table_unref (walk.stands);
  g_hash_table_unref (walk.seen);
  return walk.pending;
}
