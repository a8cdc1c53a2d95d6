/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A set formula is a list: the grounds of marked parts first, then everything in order. */

#include "hill-formula-layout-private.h"

#include "hill-text.h"

#include <math.h>

static void
set_color (cairo_t         *cr,
           const HillColor *color,
           double           alpha)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * alpha);
}

/* The accent, deep enough to be read as text. */
static HillColor
get_value_color (const HillPlotStyle *style)
{
  HillColor color = style->accent;
  double share = style->dark ? 1 : 0.8;

  return (HillColor) { color.red * share, color.green * share, color.blue * share, color.alpha };
}

/* A snug box with round corners. */
static void
draw_ground (const HillFormulaItem *item,
             cairo_t               *cr,
             double                 em,
             const HillPlotStyle   *style)
{
  double r = MIN (0.2 * em, MIN (item->width, item->height) / 2);
  double right = item->x + item->width, bottom = item->y + item->height;

  cairo_new_sub_path (cr);
  cairo_arc (cr, item->x + r, item->y + r, r, G_PI, 1.5 * G_PI);
  cairo_arc (cr, right - r, item->y + r, r, 1.5 * G_PI, 2 * G_PI);
  cairo_arc (cr, right - r, bottom - r, r, 0, G_PI_2);
  cairo_arc (cr, item->x + r, bottom - r, r, G_PI_2, G_PI);
  cairo_close_path (cr);
  set_color (cr, &style->accent, style->dark ? 0.4 : 0.24);
  cairo_fill (cr);
}

static gboolean
is_marked (const HillFormulaItem *item,
           const char * const    *marked)
{
  return item->type == HILL_FORMULA_ITEM_PART && marked != NULL && g_strv_contains (marked, item->text);
}

static void
draw_text (const HillFormulaItem *item,
           cairo_t               *cr)
{
  cairo_move_to (cr, item->x, item->y - (double) pango_layout_get_baseline (item->pango) / PANGO_SCALE);
  hill_text_show (cr, item->pango);
  cairo_new_path (cr);
}

/* A stroke that swells towards its middle. */
static void
draw_parenthesis (const HillFormulaItem *item,
                  cairo_t               *cr,
                  double                 em)
{
  double grown = CLAMP (item->height / em, 1, 3), thin = 0.03 * em, thick = (0.065 + 0.025 * grown) * em;
  double w = item->width - 0.07 * em, h = item->height;

  cairo_save (cr);
  if (item->type == HILL_FORMULA_ITEM_OPEN)
    cairo_translate (cr, item->x + 0.03 * em, item->y);
  else
    {
      cairo_translate (cr, item->x + item->width - 0.03 * em, item->y);
      cairo_scale (cr, -1, 1);
    }
  cairo_move_to (cr, w, 0);
  cairo_curve_to (cr, 0.05 * w, 0.22 * h, 0.05 * w, 0.78 * h, w, h);
  cairo_line_to (cr, w + thin, h - thin);
  cairo_curve_to (cr, 0.05 * w + thick, 0.76 * h, 0.05 * w + thick, 0.24 * h, w + thin, thin);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_sigma (const HillFormulaItem *item,
            cairo_t               *cr,
            double                 em)
{
  double t = 0.065 * em, w = item->width, h = item->height;

  cairo_save (cr);
  cairo_translate (cr, item->x, item->y);
  cairo_move_to (cr, 0.94 * w, 0.2 * h);
  cairo_line_to (cr, 0.9 * w, t / 2);
  cairo_line_to (cr, 0.1 * w, t / 2);
  cairo_line_to (cr, 0.52 * w, 0.5 * h);
  cairo_line_to (cr, 0.08 * w, h - t / 2);
  cairo_line_to (cr, 0.92 * w, h - t / 2);
  cairo_line_to (cr, 0.98 * w, 0.78 * h);
  cairo_set_line_width (cr, t);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_stroke (cr);
  cairo_move_to (cr, 0.07 * w, t / 2);
  cairo_line_to (cr, 0.24 * w, t / 2);
  cairo_line_to (cr, 0.6 * w, 0.5 * h);
  cairo_line_to (cr, 0.52 * w, 0.5 * h + t / 2);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* Up to where its bar begins. */
static void
draw_root (const HillFormulaItem *item,
           cairo_t               *cr,
           double                 em)
{
  double thin = MAX (0.055 * em, 1), w = item->width, h = item->height, foot = h - 0.02 * em, knee = MAX (foot - 0.52 * em, 0.3 * h);

  cairo_save (cr);
  cairo_translate (cr, item->x, item->y);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_set_line_width (cr, thin);
  cairo_move_to (cr, 0.06 * w, knee + 0.1 * em);
  cairo_line_to (cr, 0.24 * w, knee);
  cairo_line_to (cr, 0.52 * w, foot);
  cairo_line_to (cr, w, thin / 2);
  cairo_line_to (cr, w + thin / 2, thin / 2);
  cairo_stroke (cr);
  cairo_set_line_width (cr, 2 * thin);
  cairo_move_to (cr, 0.27 * w, knee + 0.06 * em);
  cairo_line_to (cr, 0.5 * w, foot - 0.03 * em);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_item (const HillFormulaLayout *self,
           const HillFormulaItem   *item,
           cairo_t                 *cr,
           const HillPlotStyle     *style)
{
  double em = self->em * item->scale;
  HillColor color = style->foreground;

  if (item->manner.is_value && !item->manner.muted)
    color = get_value_color (style);
  set_color (cr, &color, item->manner.muted ? 0.55 : 1);
  switch (item->type)
    {
    case HILL_FORMULA_ITEM_TEXT:
      draw_text (item, cr);
      break;
    case HILL_FORMULA_ITEM_RULE:
      cairo_rectangle (cr, item->x, item->y, item->width, item->height);
      cairo_fill (cr);
      break;
    case HILL_FORMULA_ITEM_SIGMA:
      draw_sigma (item, cr, em);
      break;
    case HILL_FORMULA_ITEM_ROOT:
      draw_root (item, cr, em);
      break;
    case HILL_FORMULA_ITEM_OPEN:
    case HILL_FORMULA_ITEM_CLOSE:
      draw_parenthesis (item, cr, em);
      break;
    case HILL_FORMULA_ITEM_PART:
    default:
      break;
    }
}

void
hill_formula_layout_draw (const HillFormulaLayout *self,
                          cairo_t                 *cr,
                          const HillPlotStyle     *style,
                          const char * const      *marked)
{
  const HillFormulaItem *items;

  g_return_if_fail (self != NULL && cr != NULL && style != NULL);

  items = (const HillFormulaItem *) (void *) self->items->data;
  for (guint i = self->items->len; i > 0; i--)
    if (is_marked (&items[i - 1], marked))
      draw_ground (&items[i - 1], cr, self->em, style);
  for (guint i = 0; i < self->items->len; i++)
    draw_item (self, &items[i], cr, style);
}

/* What is innermost was put down first. */
const char *
hill_formula_layout_pick (const HillFormulaLayout *self,
                          double                   x,
                          double                   y)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      const HillFormulaItem *item = &g_array_index (self->items, HillFormulaItem, i);

      if (item->type == HILL_FORMULA_ITEM_PART && x >= item->x && x < item->x + item->width && y >= item->y && y < item->y + item->height)
        return item->text;
    }
  return NULL;
}

gboolean
hill_formula_layout_locate (const HillFormulaLayout *self,
                            const char              *part,
                            cairo_rectangle_t       *place)
{
  g_return_val_if_fail (self != NULL && part != NULL && place != NULL, FALSE);

  for (guint i = 0; i < self->items->len; i++)
    {
      const HillFormulaItem *item = &g_array_index (self->items, HillFormulaItem, i);

      if (item->type != HILL_FORMULA_ITEM_PART || !g_str_equal (item->text, part))
        continue;
      *place = (cairo_rectangle_t) { item->x, item->y, item->width, item->height };
      return TRUE;
    }
  return FALSE;
}
