/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Drawings know no widgets; here the theme is put into what they know. */

#include "hill-widget-style.h"

static double
get_luminance (const GdkRGBA *color)
{
  return 0.2126 * color->red + 0.7152 * color->green + 0.0722 * color->blue;
}

static HillColor
to_color (const GdkRGBA *color,
          double         alpha)
{
  return (HillColor) { color->red, color->green, color->blue, alpha };
}

void
hill_widget_get_plot_style (GtkWidget     *widget,
                            double         font_share,
                            HillPlotStyle *style)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  GdkRGBA foreground, accent;

  gtk_style_context_get_color (context, &foreground);
  *style = get_luminance (&foreground) > 0.5 ? hill_plot_style_dark : hill_plot_style_light;
  style->background.alpha = 0;
  style->foreground = to_color (&foreground, 1);
  style->muted = to_color (&foreground, 0.72);
  /* A selection's ground may be too dark for lines and numbers on a dark ground. */
  if (gtk_style_context_lookup_color (context, "theme_selected_bg_color", &accent) && !(style->dark && get_luminance (&accent) < 0.4))
    style->accent = to_color (&accent, 1);
  if (font != NULL && pango_font_description_get_family (font) != NULL)
    {
      double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

      style->font = pango_font_description_get_family (font);
      if (size > 0)
        style->font_size = size * font_share * (pango_font_description_get_size_is_absolute (font) ? 1 : 96.0 / 72);
    }
}
