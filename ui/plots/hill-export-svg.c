/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Cairo counts its surfaces, and names parts of a file by that count: they are numbered anew, so that the second export is the same as
 * the first.  Text that stays text is put in last, where its marks are. */

#include "hill-export-private.h"

#include "hill-recipe.h"
#include "hill-text.h"

#include <cairo-svg.h>
#include <string.h>

#define NAME_START " id=\""

static void
draw (const HillPlot          *plot,
      const HillExportOptions *options,
      GByteArray              *file,
      GPtrArray               *text,
      cairo_status_t          *status)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (hill_export_append, file, options->width, options->height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PT);
  if (options->text_as_text)
    hill_text_record (surface, text);
  *status = hill_export_draw (plot, options, surface, 0);
  cairo_surface_finish (surface);
  if (*status == CAIRO_STATUS_SUCCESS)
    *status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
}

/* ---- names */

static gsize
get_name_length (const char *name)
{
  return strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
}

/* (element-type utf8 utf8): the old name of each part, and its place in their order. */
static GHashTable *
number_names (const char *svg)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (const char *p = strstr (svg, NAME_START); p != NULL; p = strstr (p, NAME_START))
    {
      char *name;

      p += strlen (NAME_START);
      name = g_strndup (p, get_name_length (p));
      if (g_hash_table_contains (names, name))
        g_free (name);
      else
        g_hash_table_insert (names, name, g_strdup_printf ("p%u", g_hash_table_size (names)));
    }
  return names;
}

/* Where a name stands next: after its attribute, or after the sign that refers to it. */
static const char *
find_name (const char *svg)
{
  const char *definition = strstr (svg, NAME_START), *reference = strchr (svg, '#');

  if (definition == NULL || (reference != NULL && reference < definition))
    return reference != NULL ? reference + 1 : NULL;
  return definition + strlen (NAME_START);
}

static void
append_renamed (GString    *out,
                const char *svg)
{
  g_autoptr(GHashTable) names = number_names (svg);

  for (const char *p = find_name (svg); p != NULL; p = find_name (svg))
    {
      gsize length = get_name_length (p);
      g_autofree char *name = g_strndup (p, length);
      const char *better = g_hash_table_lookup (names, name);

      g_string_append_len (out, svg, p - svg);
      g_string_append (out, better != NULL ? better : name);
      svg = p + length;
    }
  g_string_append (out, svg);
}

/* ---- the file */

static void
insert_metadata (GString    *svg,
                 const char *recipe)
{
  g_autofree char *metadata = hill_recipe_to_svg (recipe);
  const char *start = strstr (svg->str, "<svg"), *end = start != NULL ? strchr (start, '>') : NULL;

  if (end != NULL)
    g_string_insert (svg, end + 1 - svg->str, metadata);
}

GBytes *
hill_export_svg (const HillPlot           *plot,
                 const HillExportOptions  *options,
                 GError                  **error)
{
  g_autoptr(GByteArray) file = g_byte_array_new ();
  g_autoptr(GPtrArray) text = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) renamed = NULL;
  GString *svg;
  cairo_status_t status;

  draw (plot, options, file, text, &status);
  if (!hill_export_check (status, error))
    return NULL;
  g_byte_array_append (file, (const guint8 *) "", 1);
  renamed = g_string_sized_new (file->len);
  append_renamed (renamed, (const char *) file->data);
  if (options->text_as_text)
    {
      g_autofree char *placed = hill_text_place (renamed->str, text);

      g_string_assign (renamed, placed);
    }
  svg = g_steal_pointer (&renamed);
  if (options->recipe != NULL)
    insert_metadata (svg, options->recipe);
  return g_string_free_to_bytes (svg);
}
