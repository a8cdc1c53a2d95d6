/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The sizes are those of the slides of common programs, of a column of a journal with two of them, and of a sheet of a poster. */

#include "hill-export-size.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static const HillExportSize sizes[] =
{
  { "slide", N_("Slide 16:9"), 960, 540, 144, 20 },
  { "4:3", N_("Slide 4:3"), 720, 540, 144, 20 },
  { "half", N_("Half a Slide"), 480, 450, 144, 17 },
  { "column", N_("Column of a Paper"), 240, 170, 300, 7.5 },
  { "poster", N_("Poster"), 1134, 850, 200, 24 },
};

static const struct
{
  const char *name;
  double      points;
} units[HILL_N_LENGTH_UNITS] = { { "px", 0 }, { "cm", 72 / 2.54 }, { "in", 72 } };

const HillExportSize *
hill_export_sizes_get (gsize *n_sizes)
{
  g_return_val_if_fail (n_sizes != NULL, NULL);

  *n_sizes = G_N_ELEMENTS (sizes);
  return sizes;
}

const HillExportSize *
hill_export_size_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (g_str_equal (name, sizes[i].name))
      return &sizes[i];
  return NULL;
}

double
hill_length_unit_get_points (HillLengthUnit unit,
                             double         dpi)
{
  g_return_val_if_fail (unit < HILL_N_LENGTH_UNITS && dpi > 0, 1);

  return unit == HILL_LENGTH_PIXEL ? 72 / dpi : units[unit].points;
}

static gboolean
parse_unit (const char *text,
            double      dpi,
            double     *points)
{
  *points = hill_length_unit_get_points (HILL_LENGTH_PIXEL, dpi);
  if (*text == '\0')
    return TRUE;
  for (guint i = 0; i < HILL_N_LENGTH_UNITS; i++)
    if (g_str_equal (text, units[i].name))
      {
        *points = hill_length_unit_get_points ((HillLengthUnit) i, dpi);
        return TRUE;
      }
  return FALSE;
}

/* strtod() takes 0x10, nan and a sign, too: only digits and the point are let through to it. */
static gboolean
parse_edges (const char *text,
             double      dpi,
             double     *width,
             double     *height)
{
  const char *times = strchr (text, 'x');
  gsize n_width = strspn (text, "0123456789."), n_height = times != NULL ? strspn (times + 1, "0123456789.") : 0;
  double points;
  char *end;

  if (times != text + n_width || n_width == 0 || n_height == 0 || !parse_unit (times + 1 + n_height, dpi, &points))
    return FALSE;
  *width = g_ascii_strtod (text, &end) * points;
  if (end != times)
    return FALSE;
  *height = g_ascii_strtod (times + 1, &end) * points;
  return end == times + 1 + n_height;
}

gboolean
hill_export_size_parse (const char  *text,
                        double       dpi,
                        double      *width,
                        double      *height,
                        GError     **error)
{
  g_return_val_if_fail (text != NULL && dpi > 0 && width != NULL && height != NULL, FALSE);

  if (!parse_edges (text, dpi, width, height))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("“%s” is no size: write 1920x1080, 12.5x8cm or 5x4in"), text);
      return FALSE;
    }
  if (*width >= HILL_EXPORT_MIN_POINTS && *height >= HILL_EXPORT_MIN_POINTS && *width <= HILL_EXPORT_MAX_POINTS
      && *height <= HILL_EXPORT_MAX_POINTS)
    return TRUE;
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("“%s” is out of range: a figure is from 0.3 cm to 500 cm large"), text);
  return FALSE;
}

double
hill_export_choose_font_size (double width,
                              double height)
{
  const HillExportSize *slide = &sizes[0];

  return MAX (7, slide->font_size * sqrt (MAX (width * height, 0) / (slide->width * slide->height)));
}

void
hill_export_style_init (HillPlotStyle *style,
                        HillGround     ground,
                        double         font_size)
{
  const HillPlotStyle *slides = &hill_plot_style_slides;

  g_return_if_fail (style != NULL && ground < HILL_N_GROUNDS && font_size > 0);

  *style = ground == HILL_GROUND_DARK || ground == HILL_GROUND_TRANSPARENT_DARK ? hill_plot_style_dark : *slides;
  style->font_size = font_size;
  style->line_width = slides->line_width * font_size / slides->font_size;
  if (ground == HILL_GROUND_TRANSPARENT || ground == HILL_GROUND_TRANSPARENT_DARK)
    style->background.alpha = 0;
}

/* ---- contrast */

static double
get_linear (double channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (HillColor color)
{
  return 0.2126 * get_linear (color.red) + 0.7152 * get_linear (color.green) + 0.0722 * get_linear (color.blue);
}

double
hill_color_get_contrast (HillColor a,
                         HillColor b)
{
  double la = get_luminance (a), lb = get_luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

double
hill_export_style_get_contrast (const HillPlotStyle *style,
                                HillColor            ground)
{
  double least;

  g_return_val_if_fail (style != NULL, 1);

  least = MIN (hill_color_get_contrast (style->foreground, ground), hill_color_get_contrast (style->muted, ground));
  return MIN (least, hill_color_get_contrast (style->accent, ground));
}
