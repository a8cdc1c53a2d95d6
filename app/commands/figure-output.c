/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Everything that a file's name and the words of the options can be wrong in is found before any work is done. */

#include "figure-output.h"

#include "hill-error.h"
#include "hill-export-size.h"
#include "hill-file.h"
#include "hill-npy.h"

#include <glib/gi18n.h>
#include <string.h>

/* ---- sizes and style */

static gboolean
finish_size (FigureOptions  *self,
             GError        **error)
{
  HillExportOptions *export = &self->export;
  const HillExportSize *size = hill_export_size_find (self->size != NULL ? self->size : "slide");

  export->dpi = self->dpi > 0 ? self->dpi : size != NULL ? size->dpi : 144;
  if (size == NULL)
    return hill_export_size_parse (self->size, export->dpi, &export->width, &export->height, error);
  export->width = size->width;
  export->height = size->height;
  return TRUE;
}

static double
choose_font_size (const FigureOptions *self)
{
  const HillExportSize *size = hill_export_size_find (self->size != NULL ? self->size : "slide");

  if (self->type_size > 0)
    return self->type_size / 100 * self->export.height;
  return size != NULL ? size->font_size : hill_export_choose_font_size (self->export.width, self->export.height);
}

/* Which of @words, the first where nothing is said; or -1. */
static int
find_word (const char         *text,
           const char * const *words)
{
  for (int i = 0; words[i] != NULL; i++)
    if (text == NULL || g_str_equal (text, words[i]))
      return i;
  return -1;
}

static gboolean
finish_style (FigureOptions  *self,
              GError        **error)
{
  static const char * const grounds[] = { "white", "dark", "transparent", NULL };
  static const char * const texts[] = { "outlines", "text", NULL };
  int ground = find_word (self->ground, grounds), text = find_word (self->text, texts);

  if (ground < 0)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("--ground %s is not known: choose white, dark or transparent"), self->ground);
  else if (text < 0)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("--text %s is not known: choose outlines or text"), self->text);
  else
    {
      hill_export_style_init (&self->export.style, (HillGround) ground, choose_font_size (self));
      self->export.text_as_text = text == 1;
      return TRUE;
    }
  return FALSE;
}

/* ---- names */

static gboolean
has_ending (const char *path,
            const char *ending)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ending);
}

/* What stands in a name for something else: "%s" for the figure, "%d" or "%04d" for a number. */
typedef struct
{
  gboolean has_figure;
  gboolean has_number;
} NameParts;

/* One part of a name, from its "%" on; returns its length, or 0 for what is none. */
static gsize
read_part (const char *text,
           char       *kind,
           guint      *width)
{
  gsize digits = strspn (text + 1, "0123456789");

  *kind = text[1 + digits];
  *width = (guint) g_ascii_strtoull (text + 1, NULL, 10);
  return (*kind == 'd' && digits <= 2) || (*kind == 's' && digits == 0) ? digits + 2 : 0;
}

static gboolean
parse_name (const char *path,
            NameParts  *parts)
{
  *parts = (NameParts) { FALSE, FALSE };
  for (const char *at = strchr (path, '%'); at != NULL; at = strchr (at + 1, '%'))
    {
      char kind;
      guint width;

      if (read_part (at, &kind, &width) == 0 || (kind == 'd' ? parts->has_number : parts->has_figure))
        return FALSE;
      if (kind == 'd')
        parts->has_number = TRUE;
      else
        parts->has_figure = TRUE;
    }
  return TRUE;
}

/* (transfer full): of a name that parse_name() has found in order. */
static char *
name_file (const char *path,
           const char *figure,
           guint       number)
{
  GString *name = g_string_new (NULL);

  while (*path != '\0')
    {
      char kind;
      guint width;

      if (*path != '%')
        {
          g_string_append_c (name, *path++);
          continue;
        }
      path += read_part (path, &kind, &width);
      if (kind == 'd')
        g_string_append_printf (name, "%0*u", (int) width, number);
      else
        g_string_append (name, figure);
    }
  return g_string_free (name, FALSE);
}

static gboolean
check_path (const FigureOptions  *self,
            guint                 n_figures,
            guint                 n_steps,
            GError              **error)
{
  static const char * const endings[] = { ".png", ".svg", ".pdf", ".csv", ".npy" };
  NameParts parts;
  gboolean known = FALSE;
  g_autofree char *name = self->path != NULL ? g_filename_display_name (self->path) : NULL;

  if (self->path == NULL)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("--output is missing: name a file that ends in .png, .svg, .pdf, .csv or .npy"));
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    known = known || has_ending (self->path, endings[i]);
  if (!known)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s: a figure's name ends in .png, .svg, .pdf, .csv or .npy"), name);
  else if (!parse_name (self->path, &parts))
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s: a name may hold %%d or %%04d for a number and %%s for the figure, each once"), name);
  else if (n_steps > 1 && !parts.has_number && !has_ending (self->path, ".pdf"))
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s: several steps need a number in the name, as in F-%%04d.svg, or one PDF"), name);
  else if (n_figures > 1 && !parts.has_figure)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s: several figures need their names in the name, as in F-%%s.svg"), name);
  else
    return TRUE;
  return FALSE;
}

gboolean
figure_options_finish (FigureOptions  *self,
                       guint           n_figures,
                       guint           n_steps,
                       GError        **error)
{
  gboolean in_range = (self->dpi == 0 || (self->dpi >= 10 && self->dpi <= 2400)) && self->type_size >= 0 && self->type_size <= 50;

  if (in_range)
    return check_path (self, n_figures, n_steps, error) && finish_size (self, error) && finish_style (self, error);
  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("--dpi takes a number from 10 to 2400, --type-size one up to 50"));
  return FALSE;
}

void
figure_options_clear (FigureOptions *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->size, g_free);
  g_clear_pointer (&self->ground, g_free);
  g_clear_pointer (&self->text, g_free);
}

/* ---- files */

static gboolean
save_table (const HillPlot  *plot,
            const char      *path,
            GError         **error)
{
  g_autofree char *csv = hill_plot_to_csv (plot);

  return hill_file_replace (path, csv, strlen (csv), error);
}

static gboolean
save_array (const HillPlot  *plot,
            const char      *path,
            GError         **error)
{
  gsize shape[HILL_PLOT_MAX_RANK];
  guint rank;
  g_autofree float *values = hill_plot_get_array (plot, shape, &rank);
  g_autofree char *name = g_filename_display_name (path);

  if (values != NULL)
    return hill_npy_save_float32 (path, values, shape, rank, error);
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s: there is no array behind this figure; its numbers go into a .csv"), name);
  return FALSE;
}

static gboolean
save_plot (const FigureOptions  *self,
           const HillPlot       *plot,
           const char           *recipe,
           const char           *path,
           GError              **error)
{
  HillExportOptions export = self->export;

  export.recipe = recipe;
  if (has_ending (path, ".csv"))
    return save_table (plot, path, error);
  return has_ending (path, ".npy") ? save_array (plot, path, error) : hill_plot_export (plot, path, &export, error);
}

/* The experiment in it is that of the last page. */
static gboolean
save_pages (const FigureOptions  *self,
            GPtrArray            *plots,
            const char           *recipe,
            const char           *path,
            GError              **error)
{
  HillExportOptions export = self->export;
  g_autoptr(HillPages) pages = NULL;
  g_autoptr(GBytes) bytes = NULL;

  export.recipe = recipe;
  pages = hill_pages_new (&export);
  for (guint i = 0; i < plots->len; i++)
    if (!hill_pages_add (pages, g_ptr_array_index (plots, i), error))
      return FALSE;
  bytes = hill_pages_finish (pages, error);
  return bytes != NULL && hill_file_replace (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

gboolean
figure_output_save (const FigureOptions  *self,
                    const char           *name,
                    GPtrArray            *plots,
                    GPtrArray            *recipes,
                    GError              **error)
{
  g_autofree char *first = name_file (self->path, name, 1), *second = name_file (self->path, name, 2);

  if (plots->len > 1 && g_str_equal (first, second))
    return save_pages (self, plots, g_ptr_array_index (recipes, recipes->len - 1), first, error);
  for (guint i = 0; i < plots->len; i++)
    {
      g_autofree char *path = name_file (self->path, name, i + 1);

      if (!save_plot (self, g_ptr_array_index (plots, i), g_ptr_array_index (recipes, i), path, error))
        return FALSE;
    }
  return TRUE;
}
