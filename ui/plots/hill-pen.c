/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Sizes are in user units, not in points of some screen: the layout's resolution is fixed. */

#include "hill-pen.h"

#include "hill-text.h"

#include <math.h>

void
hill_pen_init (HillPen             *self,
               cairo_t             *cr,
               const HillPlotStyle *style)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

  self->cr = cr;
  self->style = style;
  if (cr != NULL)
    pango_cairo_update_context (cr, context);
  pango_context_set_round_glyph_positions (context, FALSE);
  self->layout = pango_layout_new (context);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  g_object_unref (context);
  hill_pen_set_font (self, 1, FALSE);
  if (cr != NULL)
    hill_pen_set_color (self, style->foreground);
}

void
hill_pen_clear (HillPen *self)
{
  g_clear_object (&self->layout);
}

void
hill_pen_set_font (HillPen  *self,
                   double    scale,
                   gboolean  bold)
{
  PangoFontDescription *font = pango_font_description_new ();

  self->size = self->style->font_size * scale;
  pango_font_description_set_family_static (font, self->style->font);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, MAX (self->size, 1) * PANGO_SCALE);
  pango_layout_set_font_description (self->layout, font);
  pango_font_description_free (font);
}

void
hill_pen_set_color (HillPen   *self,
                    HillColor  color)
{
  cairo_set_source_rgba (self->cr, color.red, color.green, color.blue, color.alpha);
}

static void
set_text (HillPen    *self,
          const char *text,
          double      max_width)
{
  pango_layout_set_width (self->layout, -1);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text (self->layout, text, -1);
  if (max_width > 0)
    {
      PangoRectangle logical;

      pango_layout_get_extents (self->layout, NULL, &logical);
      if (logical.width > max_width * PANGO_SCALE)
        {
          pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
          pango_layout_set_width (self->layout, (int) (max_width * PANGO_SCALE));
        }
    }
}

double
hill_pen_get_width (HillPen    *self,
                    const char *text)
{
  PangoRectangle logical;

  set_text (self, text, 0);
  pango_layout_get_extents (self->layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

double
hill_pen_get_height (HillPen *self)
{
  return ceil (self->size * 1.25);
}

void
hill_pen_write (HillPen    *self,
                const char *text,
                double      x,
                double      y,
                double      across,
                double      down,
                double      max_width)
{
  PangoRectangle logical;

  if (max_width < 0 || text == NULL || text[0] == '\0')
    return;
  set_text (self, text, max_width);
  pango_layout_get_extents (self->layout, NULL, &logical);
  cairo_move_to (self->cr,
                 x - across * logical.width / PANGO_SCALE - (double) logical.x / PANGO_SCALE,
                 y - down * logical.height / PANGO_SCALE);
  hill_text_show (self->cr, self->layout);
  cairo_new_path (self->cr);
}

void
hill_pen_write_up (HillPen    *self,
                   const char *text,
                   double      x,
                   double      y,
                   double      across,
                   double      down,
                   double      max_width)
{
  cairo_save (self->cr);
  cairo_translate (self->cr, x, y);
  cairo_rotate (self->cr, -G_PI_2);
  hill_pen_write (self, text, 0, 0, across, down, max_width);
  cairo_restore (self->cr);
}

void
hill_pen_write_title (HillPen    *self,
                      const char *title,
                      double      width)
{
  double line = ceil (self->style->font_size * 1.25);

  hill_pen_set_font (self, 1.1, TRUE);
  hill_pen_set_color (self, self->style->foreground);
  hill_pen_write (self, title, width / 2, 0.4 * line, 0.5, 0, width - line);
  hill_pen_set_font (self, 1, FALSE);
}

void
hill_pen_draw_arrow (HillPen *self,
                     double   x0,
                     double   y0,
                     double   x1,
                     double   y1,
                     double   width,
                     double   head)
{
  double length = hypot (x1 - x0, y1 - y0), ux, uy;

  if (!(length > 0.5))
    return;
  head = MIN (3.2 * width + head, length);
  ux = (x1 - x0) / length;
  uy = (y1 - y0) / length;
  cairo_set_line_width (self->cr, width);
  cairo_move_to (self->cr, x0, y0);
  cairo_line_to (self->cr, x1 - 0.8 * head * ux, y1 - 0.8 * head * uy);
  cairo_stroke (self->cr);
  cairo_move_to (self->cr, x1, y1);
  cairo_line_to (self->cr, x1 - head * ux - 0.5 * head * uy, y1 - head * uy + 0.5 * head * ux);
  cairo_line_to (self->cr, x1 - head * ux + 0.5 * head * uy, y1 - head * uy - 0.5 * head * ux);
  cairo_close_path (self->cr);
  cairo_fill (self->cr);
}

double
hill_pen_snap (const HillPen *self,
               double         position,
               double         width)
{
  double scale = self->style->pixel_scale;
  double pixels;

  if (scale <= 0)
    return position;
  pixels = MAX (round (width * scale), 1);
  return (floor (position * scale) + (fmod (pixels, 2) != 0 ? 0.5 : 0)) / scale;
}
