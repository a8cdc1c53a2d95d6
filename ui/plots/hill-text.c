/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Each line is an element of its own, at the place of its baseline and as long as it is here, so that another font does not push it
 * into its neighbours. */

#include "hill-text.h"

#include <math.h>
#include <string.h>

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

/* ---- marks: rectangles that only the file's text ever sees */

#define MARK_ALPHA 0.0123
#define MARK_END "fill-opacity:0.0123;"
#define MAX_MARKS 10000

/* The number of the element is written in the colour. */
static void
draw_mark (cairo_t                 *cr,
           guint                    number,
           const cairo_rectangle_t *place)
{
  if (number >= MAX_MARKS)
    return;
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_source_rgba (cr, number % 100 / 100.0, number / 100 / 100.0, 1, MARK_ALPHA);
  cairo_rectangle (cr, place->x, place->y, place->width, place->height);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* The element around @inside: from its "<", up to behind its "/>". */
static gboolean
find_element (const char  *svg,
              const char  *inside,
              const char **start,
              const char **end)
{
  *start = g_strrstr_len (svg, inside - svg, "<");
  *end = strstr (inside, "/>");
  if (*start == NULL || *end == NULL)
    return FALSE;
  *end += 2;
  return TRUE;
}

static guint
read_mark (const char *element)
{
  const char *color = strstr (element, "rgb(");
  char *end = NULL;
  double low = color != NULL ? g_ascii_strtod (color + 4, &end) : -1;
  double high = end != NULL && g_str_has_prefix (end, "%,") ? g_ascii_strtod (end + 2, NULL) : -1;

  return low >= 0 && high >= 0 ? (guint) lround (low) + 100 * (guint) lround (high) : MAX_MARKS;
}

char *
hill_text_place (const char      *svg,
                 const GPtrArray *elements)
{
  GString *out = g_string_new (NULL);
  g_autofree gboolean *placed = g_new0 (gboolean, elements->len + 1);
  const char *start, *end, *last;

  for (const char *mark = strstr (svg, MARK_END); mark != NULL && find_element (svg, mark, &start, &end); mark = strstr (svg, MARK_END))
    {
      guint number = read_mark (start);

      g_string_append_len (out, svg, start - svg);
      if (number < elements->len && !placed[number])
        g_string_append (out, g_ptr_array_index (elements, number));
      placed[MIN (number, elements->len)] = TRUE;
      svg = end;
    }
  /* A mark that is not found, by another version of Cairo: on top. */
  last = g_strrstr (svg, "</svg>");
  g_string_append_len (out, svg, last != NULL ? last - svg : (gssize) strlen (svg));
  for (guint i = 0; i < elements->len; i++)
    if (!placed[i])
      g_string_append (out, g_ptr_array_index (elements, i));
  g_string_append (out, last != NULL ? last : "");
  return g_string_free (out, FALSE);
}

/* ---- layouts */

static cairo_rectangle_t
get_ink (PangoLayout *layout,
         double       x,
         double       y)
{
  PangoRectangle ink;

  pango_layout_get_extents (layout, &ink, NULL);
  return (cairo_rectangle_t) { x + (double) ink.x / PANGO_SCALE, y + (double) ink.y / PANGO_SCALE, (double) ink.width / PANGO_SCALE,
                               (double) ink.height / PANGO_SCALE };
}

/* What is clipped away altogether is not written down. */
static gboolean
is_visible (cairo_t                 *cr,
            const cairo_rectangle_t *ink)
{
  double left, top, right, bottom;

  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  return ink->x < right && ink->y < bottom && ink->x + ink->width > left && ink->y + ink->height > top;
}

static void
record_layout (GPtrArray   *elements,
               cairo_t     *cr,
               PangoLayout *layout)
{
  GString *out;
  PangoLayoutIter *iter;
  cairo_rectangle_t ink;
  double x = 0, y = 0;

  cairo_get_current_point (cr, &x, &y);
  ink = get_ink (layout, x, y);
  if (!is_visible (cr, &ink) || pango_layout_get_font_description (layout) == NULL)
    return;
  out = g_string_new (NULL);
  iter = pango_layout_get_iter (layout);
  do
    record_line (out, cr, layout, iter, x, y);
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  draw_mark (cr, elements->len, &ink);
  g_ptr_array_add (elements, g_string_free (out, FALSE));
}

void
hill_text_show (cairo_t     *cr,
                PangoLayout *layout)
{
  GPtrArray *record = cairo_surface_get_user_data (cairo_get_target (cr), &record_key);

  if (record != NULL)
    record_layout (record, cr, layout);
  else
    pango_cairo_show_layout (cr, layout);
}

void
hill_text_record (cairo_surface_t *surface,
                  GPtrArray       *elements)
{
  cairo_surface_set_user_data (surface, &record_key, elements, NULL);
}
