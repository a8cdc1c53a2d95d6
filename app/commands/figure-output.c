/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Everything that a file's name and the words of the options can be wrong in is found before any work is done. */

#include "figure-output.h"

#include "hill-error.h"
#include "hill-export.h"
#include "hill-file.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_POINTS 14400.0        /* 200 inches, which is as far as PDF goes */

/* ---- sizes */

/* In points, with the type that suits the paper or the screen. */
typedef struct
{
  const char *name;
  double      width, height;
  double      font_size;
} Preset;

static const Preset presets[] = {
  { "slide", 960, 540, 20 },
  { "16:9", 960, 540, 20 },
  { "4:3", 720, 540, 20 },
  { "half", 480, 450, 17 },
  { "column", 240, 170, 7.5 },
  { "poster", 1134, 850, 24 },
};

static gboolean
get_unit (const char *text,
          double      dpi,
          double     *points)
{
  static const struct
  {
    const char *name;
    double      points;
  } units[] = { { "cm", 72 / 2.54 }, { "in", 72 } };

  *points = 72 / dpi;
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (text, units[i].name))
      {
        *points = units[i].points;
        return TRUE;
      }
  return *text == '\0' || g_str_equal (text, "px");
}

/* "1920x1080", "12.5x8cm": the point whatever the locale. */
static gboolean
parse_size (FigureOptions *self)
{
  const char *rest = strchr (self->size, 'x');
  double width, height, unit;
  char *end;

  if (rest == NULL || !g_ascii_isdigit (self->size[0]) || !g_ascii_isdigit (rest[1]))
    return FALSE;
  width = g_ascii_strtod (self->size, &end);
  if (end != rest)
    return FALSE;
  height = g_ascii_strtod (rest + 1, &end);
  if (!get_unit (end, self->dpi, &unit))
    return FALSE;
  self->width = width * unit;
  self->height = height * unit;
  return self->width >= 8 && self->height >= 8 && self->width <= MAX_POINTS && self->height <= MAX_POINTS;
}

/* Type and lines as large against the figure as on a slide, but never too small to be read. */
static double
choose_font_size (const FigureOptions *self)
{
  const Preset *slide = &presets[0];

  if (self->type_size > 0)
    return self->type_size / 100 * self->height;
  return MAX (7, slide->font_size * sqrt (self->width * self->height / (slide->width * slide->height)));
}

static gboolean
finish_size (FigureOptions  *self,
             double         *font_size,
             GError        **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_str_equal (self->size != NULL ? self->size : presets[0].name, presets[i].name))
      {
        self->width = presets[i].width;
        self->height = presets[i].height;
        *font_size = self->type_size > 0 ? choose_font_size (self) : presets[i].font_size;
        return TRUE;
      }
  if (parse_size (self))
    {
      *font_size = choose_font_size (self);
      return TRUE;
    }
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
               _("--size %s is not known: choose slide, 4:3, half, column, poster, or WxH in px, cm or in, up to 200 in"), self->size);
  return FALSE;
}

static gboolean
finish_style (FigureOptions  *self,
              double          font_size,
              GError        **error)
{
  const char *ground = self->ground != NULL ? self->ground : "white";
  gboolean dark = g_str_equal (ground, "dark"), transparent = g_str_equal (ground, "transparent");

  if (!dark && !transparent && !g_str_equal (ground, "white"))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("--ground %s is not known: choose white, dark or transparent"), ground);
      return FALSE;
    }
  self->style = dark ? hill_plot_style_dark : hill_plot_style_slides;
  self->style.line_width = hill_plot_style_slides.line_width * font_size / hill_plot_style_slides.font_size;
  self->style.font_size = font_size;
  if (transparent)
    self->style.background.alpha = 0;
  return TRUE;
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
  static const char * const endings[] = { ".png", ".svg", ".pdf", ".csv" };
  NameParts parts;
  gboolean known = FALSE;
  g_autofree char *name = self->path != NULL ? g_filename_display_name (self->path) : NULL;

  if (self->path == NULL)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("--output is missing: name a file that ends in .png, .svg, .pdf or .csv"));
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    known = known || has_ending (self->path, endings[i]);
  if (!known)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s: a figure's name ends in .png, .svg, .pdf or .csv"), name);
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
  double font_size;

  if (self->dpi == 0)
    self->dpi = 144;
  if (!(self->dpi >= 10 && self->dpi <= 2400) || !(self->type_size >= 0 && self->type_size <= 50))
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("--dpi takes a number from 10 to 2400, --type-size one up to 50"));
      return FALSE;
    }
  return check_path (self, n_figures, n_steps, error) && finish_size (self, &font_size, error) && finish_style (self, font_size, error);
}

void
figure_options_clear (FigureOptions *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->size, g_free);
  g_clear_pointer (&self->ground, g_free);
}

/* ---- files */

static gboolean
save_plot (const FigureOptions  *options,
           const HillPlot       *plot,
           const char           *path,
           GError              **error)
{
  g_autofree char *csv = NULL;

  if (!has_ending (path, ".csv"))
    return hill_plot_export (plot, path, options->width, options->height, options->dpi, &options->style, NULL, error);
  csv = hill_plot_to_csv (plot);
  return hill_file_replace (path, csv, strlen (csv), error);
}

gboolean
figure_output_save (const FigureOptions  *self,
                    const char           *name,
                    GPtrArray            *plots,
                    GError              **error)
{
  g_autofree char *first = name_file (self->path, name, 1), *second = name_file (self->path, name, 2);

  if (plots->len > 1 && g_str_equal (first, second))
    return hill_plots_export_pages ((HillPlot * const *) plots->pdata, plots->len, first, self->width, self->height, &self->style, NULL, error);
  for (guint i = 0; i < plots->len; i++)
    {
      g_autofree char *path = name_file (self->path, name, i + 1);

      if (!save_plot (self, g_ptr_array_index (plots, i), path, error))
        return FALSE;
    }
  return TRUE;
}
