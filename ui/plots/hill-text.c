/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Each line is an element of its own, at the place of its baseline and as long as it is here, so that another font does not push it
 * into its neighbours. */

#include "hill-text.h"

#include <math.h>

static const cairo_user_data_key_t record_key;

/* Numbers with the point, in any locale. */
static void
append_number (GString    *out,
               const char *before,
               double      number,
               const char *after)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, before);
  g_string_append (out, g_ascii_formatd (digits, sizeof digits, "%.4f", number));
  g_string_append (out, after);
}

static void
append_matrix (GString *out,
               cairo_t *cr,
               double   x,
               double   y)
{
  cairo_matrix_t matrix;

  cairo_get_matrix (cr, &matrix);
  cairo_matrix_translate (&matrix, x, y);
  append_number (out, "<text xml:space=\"preserve\" transform=\"matrix(", matrix.xx, ",");
  append_number (out, "", matrix.yx, ",");
  append_number (out, "", matrix.xy, ",");
  append_number (out, "", matrix.yy, ",");
  append_number (out, "", matrix.x0, ",");
  append_number (out, "", matrix.y0, ")\"");
}

static void
append_color (GString *out,
              cairo_t *cr)
{
  double red = 0, green = 0, blue = 0, alpha = 1;

  cairo_pattern_get_rgba (cairo_get_source (cr), &red, &green, &blue, &alpha);
  g_string_append_printf (out, " fill=\"#%02x%02x%02x\"", (guint) lround (255 * CLAMP (red, 0, 1)), (guint) lround (255 * CLAMP (green, 0, 1)),
                          (guint) lround (255 * CLAMP (blue, 0, 1)));
  if (alpha < 1)
    append_number (out, " fill-opacity=\"", CLAMP (alpha, 0, 1), "\"");
}

static void
append_font (GString                    *out,
             const PangoFontDescription *font)
{
  g_autofree char *family = g_markup_escape_text (pango_font_description_get_family (font), -1);

  g_string_append_printf (out, " font-family=\"%s\"", family);
  append_number (out, " font-size=\"", (double) pango_font_description_get_size (font) / PANGO_SCALE, "\"");
  if (pango_font_description_get_weight (font) >= PANGO_WEIGHT_SEMIBOLD)
    g_string_append (out, " font-weight=\"bold\"");
  if (pango_font_description_get_style (font) != PANGO_STYLE_NORMAL)
    g_string_append (out, " font-style=\"italic\"");
}

/* (transfer full): what is seen of a line, escaped; an ellipsis stands for what was left out. */
static char *
get_line_text (PangoLayoutLine *line,
               const char      *text)
{
  g_autoptr(GString) seen = g_string_new (NULL);
  GSList *runs = line->runs;

  if (runs == NULL || pango_layout_line_get_resolved_direction (line) == PANGO_DIRECTION_RTL)
    return g_markup_escape_text (text + pango_layout_line_get_start_index (line), pango_layout_line_get_length (line));
  for (; runs != NULL; runs = runs->next)
    {
      const PangoItem *item = ((PangoLayoutRun *) runs->data)->item;

      if (item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS)
        g_string_append (seen, "…");
      else
        g_string_append_len (seen, text + item->offset, item->length);
    }
  return g_markup_escape_text (seen->str, (gssize) seen->len);
}

static void
record_line (GString         *out,
             cairo_t         *cr,
             PangoLayout     *layout,
             PangoLayoutIter *iter,
             double           x,
             double           y)
{
  PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
  g_autofree char *text = get_line_text (line, pango_layout_get_text (layout));
  PangoRectangle logical;

  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  if (text[0] == '\0' || logical.width <= 0)
    return;
  append_matrix (out, cr, x + (double) logical.x / PANGO_SCALE, y + (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE);
  append_font (out, pango_layout_get_font_description (layout));
  append_color (out, cr);
  append_number (out, " textLength=\"", (double) logical.width / PANGO_SCALE, "\" lengthAdjust=\"spacingAndGlyphs\">");
  g_string_append (out, text);
  g_string_append (out, "</text>\n");
}

/* What is clipped away altogether is not written down; a line that is cut is whole. */
static gboolean
is_visible (cairo_t     *cr,
            PangoLayout *layout,
            double       x,
            double       y)
{
  PangoRectangle ink;
  double left, top, right, bottom;

  pango_layout_get_extents (layout, &ink, NULL);
  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  x += (double) ink.x / PANGO_SCALE;
  y += (double) ink.y / PANGO_SCALE;
  return x < right && y < bottom && x + (double) ink.width / PANGO_SCALE > left && y + (double) ink.height / PANGO_SCALE > top;
}

static void
record_layout (GString     *out,
               cairo_t     *cr,
               PangoLayout *layout)
{
  PangoLayoutIter *iter;
  double x = 0, y = 0;

  cairo_get_current_point (cr, &x, &y);
  if (!is_visible (cr, layout, x, y) || pango_layout_get_font_description (layout) == NULL)
    return;
  iter = pango_layout_get_iter (layout);
  do
    record_line (out, cr, layout, iter, x, y);
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

void
hill_text_show (cairo_t     *cr,
                PangoLayout *layout)
{
  GString *record = cairo_surface_get_user_data (cairo_get_target (cr), &record_key);

  if (record != NULL)
    record_layout (record, cr, layout);
  else
    pango_cairo_show_layout (cr, layout);
}

void
hill_text_record (cairo_surface_t *surface,
                  GString         *elements)
{
  cairo_surface_set_user_data (surface, &record_key, elements, NULL);
}
