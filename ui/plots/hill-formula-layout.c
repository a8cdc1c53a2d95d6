/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Setting a formula: each node puts its items down with its own origin at (0, 0), the baseline, and whoever asked for them moves them
 * to their place.  What hangs below a symbol as its value counts for the room a line needs, but not for the height of parentheses.
 * Lengths are in em of the font; the proportions are those of common practice in mathematical setting. */

#include "hill-formula-layout-private.h"
#include "hill-formula-private.h"

#include <math.h>

#define AXIS 0.27                       /* of fractions and sums, above the baseline */
#define SCRIPT_SCALE 0.72
#define SMALLEST_SCALE 0.5
#define INDENT 1.2                      /* of the lines after the first */
#define LEADING 0.35

typedef struct
{
  double width;
  double ascent;
  double descent;
  double hang;                          /* the descent with the values below */
} Extent;

static Extent set_node (HillFormulaLayout *self, const HillFormulaNode *node, double scale);

static PangoLayout *
new_text (HillFormulaLayout       *self,
          const char              *text,
          double                   scale,
          const HillFormulaManner *manner)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, self->font);
  pango_font_description_set_style (font, manner->slanted ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_weight (font, manner->strong ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, MAX (self->em * scale, 1) * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_attributes (layout, self->attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* A term's words and signs come again and again: each is set once. */
static PangoLayout *
get_text (HillFormulaLayout       *self,
          const char              *text,
          double                   scale,
          const HillFormulaManner *manner)
{
  g_autofree char *key = g_strdup_printf ("%d %d %d %s", (int) (scale * 1000), manner->slanted, manner->strong, text);
  PangoLayout *layout = g_hash_table_lookup (self->texts, key);

  if (layout == NULL)
    {
      layout = new_text (self, text, scale, manner);
      g_hash_table_insert (self->texts, g_steal_pointer (&key), layout);
    }
  return layout;
}

static void
put (HillFormulaLayout   *self,
     HillFormulaItemType  type,
     double               x,
     double               y,
     double               width,
     double               height,
     double               scale)
{
  HillFormulaItem item = { .type = type, .x = x, .y = y, .width = width, .height = height, .scale = scale, .manner = self->manner };

  g_array_append_val (self->items, item);
}

static void
move (HillFormulaLayout *self,
      guint              from,
      double             dx,
      double             dy)
{
  for (guint i = from; i < self->items->len; i++)
    {
      HillFormulaItem *item = &g_array_index (self->items, HillFormulaItem, i);

      item->x += dx;
      item->y += dy;
    }
}

static Extent
set_text (HillFormulaLayout *self,
          const char        *text,
          double             scale,
          gboolean           slanted)
{
  HillFormulaItem item = { .type = HILL_FORMULA_ITEM_TEXT, .scale = scale, .text = text, .manner = self->manner };
  double em = self->em * scale;
  PangoRectangle ink, logical;
  Extent extent;
  double baseline;

  item.manner.slanted = slanted;
  item.pango = get_text (self, text, scale, &item.manner);
  pango_layout_get_extents (item.pango, &ink, &logical);
  baseline = (double) pango_layout_get_baseline (item.pango) / PANGO_SCALE;
  extent.width = (double) logical.width / PANGO_SCALE;
  extent.ascent = CLAMP (baseline - (double) ink.y / PANGO_SCALE, 0.5 * em, 1.1 * em);
  extent.descent = CLAMP ((double) (ink.y + ink.height) / PANGO_SCALE - baseline, 0.02 * em, 0.4 * em);
  extent.hang = extent.descent;
  item.width = extent.width;
  g_array_append_val (self->items, item);
  return extent;
}

/* Is it the name of a function, perhaps with an index? */
static gboolean
is_function (const HillFormulaNode *node)
{
  return node->kind == HILL_FORMULA_FUNCTION
         || (node->kind == HILL_FORMULA_SCRIPTS && hill_formula_node_get_child (node, 0)->kind == HILL_FORMULA_FUNCTION);
}

static double
get_space_before (const HillFormulaNode *node,
                  double                 scale)
{
  const double share = scale < 0.9 ? 0.35 : 1;

  switch (node->kind)
    {
    case HILL_FORMULA_BINARY:
      return 0.24 * share;
    case HILL_FORMULA_RELATION:
      return 0.3 * share;
    default:
      return 0;
    }
}

static double
get_space_after (const HillFormulaNode *node,
                 const HillFormulaNode *next,
                 double                 scale)
{
  const double share = scale < 0.9 ? 0.35 : 1;

  if (node->kind == HILL_FORMULA_COMMA)
    return 0.2 * share;
  if (node->kind == HILL_FORMULA_SUM)
    return 0.16;
  if (next == NULL || next->kind == HILL_FORMULA_COMMA)
    return 0;
  if (is_function (node))
    return next->kind == HILL_FORMULA_FENCE ? 0.03 : 0.17;
  return get_space_before (node, scale);
}

static void
unite (Extent       *extent,
       const Extent *other)
{
  extent->ascent = MAX (extent->ascent, other->ascent);
  extent->descent = MAX (extent->descent, other->descent);
  extent->hang = MAX (extent->hang, other->hang);
}

/* The children of a row from @from up to @to. */
static Extent
set_range (HillFormulaLayout     *self,
           const HillFormulaNode *row,
           guint                  from,
           guint                  to,
           double                 scale)
{
  Extent extent = { 0 };

  for (guint i = from; i < to; i++)
    {
      const HillFormulaNode *node = hill_formula_node_get_child (row, i);
      const HillFormulaNode *next = i + 1 < row->children->len ? hill_formula_node_get_child (row, i + 1) : NULL;
      guint start = self->items->len;
      Extent part = set_node (self, node, scale);
      double before = i > 0 ? get_space_before (node, scale) * self->em * scale : 0;

      move (self, start, extent.width + before, 0);
      extent.width += before + part.width + get_space_after (node, next, scale) * self->em * scale;
      unite (&extent, &part);
    }
  return extent;
}

static Extent
set_scripts (HillFormulaLayout     *self,
             const HillFormulaNode *node,
             double                 scale)
{
  const HillFormulaNode *index = hill_formula_node_get_child (node, 1), *power = hill_formula_node_get_child (node, 2);
  double em = self->em * scale, small = MAX (scale * SCRIPT_SCALE, SMALLEST_SCALE);
  Extent extent = set_node (self, hill_formula_node_get_child (node, 0), scale);
  double base = extent.width, ascent = extent.ascent, descent = extent.descent, shift;
  guint start = self->items->len;
  Extent part;

  if (!hill_formula_node_is_empty (index))
    {
      part = set_node (self, index, small);
      shift = MAX (0.2 * em, descent);
      move (self, start, base + 0.03 * em, shift);
      extent.width = base + 0.03 * em + part.width;
      extent.descent = MAX (extent.descent, shift + part.descent);
      extent.hang = MAX (extent.hang, shift + part.hang);
    }
  if (!hill_formula_node_is_empty (power))
    {
      start = self->items->len;
      part = set_node (self, power, small);
      shift = MAX (0.38 * em, ascent - 0.3 * em);
      move (self, start, base + 0.07 * em, -shift);
      extent.width = MAX (extent.width, base + 0.07 * em + part.width);
      extent.ascent = MAX (extent.ascent, shift + part.ascent);
    }
  return extent;
}

static Extent
set_sum (HillFormulaLayout     *self,
         const HillFormulaNode *node,
         double                 scale)
{
  double em = self->em * scale, width = 0.86 * em, height = 1.18 * em, small = MAX (scale * SCRIPT_SCALE, SMALLEST_SCALE);
  Extent extent = { .width = width, .ascent = AXIS * em + height / 2, .descent = height / 2 - AXIS * em };
  double shift = 0;
  guint sigma = self->items->len;

  put (self, HILL_FORMULA_ITEM_SIGMA, 0, -extent.ascent, width, height, scale);
  extent.hang = extent.descent;
  for (guint i = 0; i < 2; i++)
    {
      guint start = self->items->len;
      Extent part;

      if (hill_formula_node_is_empty (hill_formula_node_get_child (node, i)))
        continue;
      part = set_node (self, hill_formula_node_get_child (node, i), small);
      if (i == 0)
        {
          move (self, start, (width - part.width) / 2, extent.descent + 0.1 * em + part.ascent);
          extent.hang = extent.descent + 0.1 * em + part.ascent + part.hang;
        }
      else
        {
          move (self, start, (width - part.width) / 2, -extent.ascent - 0.14 * em - part.descent);
          extent.ascent += 0.14 * em + part.descent + part.ascent;
        }
      shift = MAX (shift, (part.width - width) / 2);
    }
  move (self, sigma, shift, 0);
  extent.width += 2 * shift;
  extent.descent = extent.hang;
  return extent;
}

static Extent
set_fraction (HillFormulaLayout     *self,
              const HillFormulaNode *node,
              double                 scale)
{
  double em = self->em * scale, rule = MAX (0.055 * em, 1), gap = 0.14 * em;
  double inner = scale > 0.9 ? scale * 0.92 : MAX (scale * 0.85, SMALLEST_SCALE);
  guint above_start = self->items->len, below_start;
  Extent above, below, extent;

  above = set_node (self, hill_formula_node_get_child (node, 0), inner);
  below_start = self->items->len;
  below = set_node (self, hill_formula_node_get_child (node, 1), inner);
  extent.width = MAX (above.width, below.width) + 0.24 * em;
  move (self, below_start, (extent.width - below.width) / 2, rule / 2 + gap + below.ascent - AXIS * em);
  for (guint i = above_start; i < below_start; i++)
    {
      HillFormulaItem *item = &g_array_index (self->items, HillFormulaItem, i);

      item->x += (extent.width - above.width) / 2;
      item->y -= AXIS * em + rule / 2 + gap + above.hang;
    }
  put (self, HILL_FORMULA_ITEM_RULE, 0.04 * em, -AXIS * em - rule / 2, extent.width - 0.08 * em, rule, scale);
  extent.ascent = AXIS * em + rule / 2 + gap + above.hang + above.ascent;
  extent.descent = rule / 2 + gap + below.ascent + below.descent - AXIS * em;
  extent.hang = extent.descent - below.descent + below.hang;
  return extent;
}

static Extent
set_root (HillFormulaLayout     *self,
          const HillFormulaNode *node,
          double                 scale)
{
  double em = self->em * scale, rule = MAX (0.055 * em, 1), side = 0.56 * em, top;
  guint start = self->items->len;
  Extent extent = set_node (self, hill_formula_node_get_child (node, 0), scale);

  top = extent.ascent + 0.12 * em + rule;
  move (self, start, side, 0);
  put (self, HILL_FORMULA_ITEM_ROOT, 0, -top, side, top + extent.descent, scale);
  put (self, HILL_FORMULA_ITEM_RULE, side, -top, extent.width + 0.08 * em, rule, scale);
  extent.width += side + 0.12 * em;
  extent.ascent = top + 0.04 * em;
  return extent;
}

/* Parentheses reach a little beyond what they hold. */
static Extent
set_fence (HillFormulaLayout     *self,
           const HillFormulaNode *node,
           double                 scale)
{
  double em = self->em * scale, side, top, bottom;
  gboolean bars = node->text[0] == '|';
  guint start = self->items->len;
  Extent extent = set_node (self, hill_formula_node_get_child (node, 0), scale);

  top = MAX (extent.ascent + 0.08 * em, 0.78 * em);
  bottom = MAX (extent.descent + 0.08 * em, 0.2 * em);
  /* About the axis, as a pair of parentheses stands. */
  top = MAX (top, bottom + 2 * AXIS * em);
  side = bars ? 0.2 * em : MIN (0.27 * em + 0.05 * (top + bottom - em), 0.6 * em);
  move (self, start, side, 0);
  put (self, bars ? HILL_FORMULA_ITEM_RULE : HILL_FORMULA_ITEM_OPEN, bars ? 0.08 * em : 0, -top, bars ? 0.06 * em : side, top + bottom, scale);
  put (self, bars ? HILL_FORMULA_ITEM_RULE : HILL_FORMULA_ITEM_CLOSE, side + extent.width + (bars ? 0.06 * em : 0), -top, bars ? 0.06 * em : side, top + bottom, scale);
  extent.width += 2 * side;
  extent.ascent = top;
  extent.descent = bottom;
  extent.hang = MAX (extent.hang, bottom);
  return extent;
}

static Extent
set_value (HillFormulaLayout     *self,
           const HillFormulaNode *node,
           double                 scale)
{
  double em = self->em * scale;
  guint start = self->items->len, below;
  Extent extent = set_node (self, hill_formula_node_get_child (node, 0), scale), value;
  HillFormulaManner manner = self->manner;
  double width;

  below = self->items->len;
  self->manner.is_value = TRUE;
  value = set_node (self, hill_formula_node_get_child (node, 1), MAX (scale * 0.78, SMALLEST_SCALE));
  self->manner = manner;
  width = MAX (extent.width, value.width + 0.1 * em);
  /* Under symbols with and without an index alike. */
  extent.hang = MAX (MAX (extent.descent, extent.hang), 0.36 * em) + 0.08 * em + value.ascent;
  move (self, below, (width - value.width) / 2, extent.hang);
  for (guint i = start; i < below; i++)
    g_array_index (self->items, HillFormulaItem, i).x += (width - extent.width) / 2;
  extent.hang += value.descent;
  extent.width = width;
  return extent;
}

static Extent
set_part (HillFormulaLayout     *self,
          const HillFormulaNode *node,
          double                 scale)
{
  Extent extent = set_node (self, hill_formula_node_get_child (node, 0), scale);
  double margin = 0.06 * self->em * scale;

  put (self, HILL_FORMULA_ITEM_PART, -margin, -extent.ascent - margin, extent.width + 2 * margin, extent.ascent + extent.hang + 2 * margin, scale);
  g_array_index (self->items, HillFormulaItem, self->items->len - 1).text = node->text;
  return extent;
}

static Extent
set_in_manner (HillFormulaLayout     *self,
               const HillFormulaNode *node,
               double                 scale)
{
  HillFormulaManner manner = self->manner;
  Extent extent;

  if (node->kind == HILL_FORMULA_MUTED)
    self->manner.muted = TRUE;
  else
    self->manner.strong = TRUE;
  extent = set_node (self, hill_formula_node_get_child (node, 0), scale);
  self->manner = manner;
  return extent;
}

static Extent
set_node (HillFormulaLayout     *self,
          const HillFormulaNode *node,
          double                 scale)
{
  switch (node->kind)
    {
    case HILL_FORMULA_ROW:
      return set_range (self, node, 0, node->children->len, scale);
    case HILL_FORMULA_VARIABLE:
      return set_text (self, node->text, scale, TRUE);
    case HILL_FORMULA_NUMBER:
    case HILL_FORMULA_SYMBOL:
    case HILL_FORMULA_WORDS:
    case HILL_FORMULA_FUNCTION:
    case HILL_FORMULA_BINARY:
    case HILL_FORMULA_RELATION:
    case HILL_FORMULA_COMMA:
      return set_text (self, node->text, scale, FALSE);
    case HILL_FORMULA_SPACE:
      return (Extent) { .width = self->em * scale };
    case HILL_FORMULA_SCRIPTS:
      return set_scripts (self, node, scale);
    case HILL_FORMULA_SUM:
      return set_sum (self, node, scale);
    case HILL_FORMULA_FRACTION:
      return set_fraction (self, node, scale);
    case HILL_FORMULA_ROOT:
      return set_root (self, node, scale);
    case HILL_FORMULA_FENCE:
      return set_fence (self, node, scale);
    case HILL_FORMULA_VALUE:
      return set_value (self, node, scale);
    case HILL_FORMULA_PART:
      return set_part (self, node, scale);
    case HILL_FORMULA_MUTED:
    case HILL_FORMULA_RESULT:
      return set_in_manner (self, node, scale);
    case HILL_FORMULA_BREAK:
    case HILL_FORMULA_LINE:
    default:
      return (Extent) { 0 };
    }
}

static gboolean
may_break_before (const HillFormulaNode *row,
                  guint                  i)
{
  HillFormulaKind kind = hill_formula_node_get_child (row, i)->kind;

  return i > 0 && (kind == HILL_FORMULA_BINARY || kind == HILL_FORMULA_RELATION || kind == HILL_FORMULA_BREAK
                   || kind == HILL_FORMULA_LINE);
}

typedef struct
{
  guint  start;                         /* its first item */
  double x;
  Extent extent;
} Line;

/* Closes the line: its items go to where the lines before leave room. */
static void
end_line (HillFormulaLayout *self,
          const Line        *line)
{
  if (line->start > 0)
    self->height += LEADING * self->em;
  else
    self->baseline = line->extent.ascent;
  move (self, line->start, 0, self->height + line->extent.ascent);
  self->height += line->extent.ascent + line->extent.hang;
  self->width = MAX (self->width, line->x);
}

/* The items from @start on go to a line of their own. */
static void
wrap_line (HillFormulaLayout *self,
           Line              *line,
           guint              start,
           double             indent)
{
  g_autoptr(GArray) moved = g_array_sized_new (FALSE, FALSE, sizeof (HillFormulaItem), self->items->len - start);

  g_array_append_vals (moved, &g_array_index (self->items, HillFormulaItem, start), self->items->len - start);
  g_array_set_size (self->items, start);
  end_line (self, line);
  g_array_append_vals (self->items, moved->data, moved->len);
  *line = (Line) { .start = start, .x = indent };
}

/* Does the line that begins at @i go on with the equation of the line before? */
static gboolean
begins_with_relation (const HillFormulaNode *row,
                      guint                  i)
{
  while (i < row->children->len && hill_formula_node_get_child (row, i)->kind == HILL_FORMULA_BREAK)
    i++;
  return i < row->children->len && hill_formula_node_get_child (row, i)->kind == HILL_FORMULA_RELATION;
}

static void
set_lines (HillFormulaLayout *self,
           double             max_width)
{
  const HillFormulaNode *row = self->formula->root;
  double aligned = 0;                   /* where the first sign of relation stands */
  Line line = { 0 };

  for (guint from = 0, to; from < row->children->len; from = to)
    {
      const HillFormulaNode *first = hill_formula_node_get_child (row, from);
      guint start = self->items->len;
      Extent part;

      for (to = from + 1; to < row->children->len && !may_break_before (row, to); to++)
        ;
      if (first->kind == HILL_FORMULA_RELATION && aligned == 0)
        aligned = line.x;
      if (first->kind == HILL_FORMULA_LINE && !begins_with_relation (row, from + 1))
        aligned = 0;
      part = set_range (self, row, from, to, 1);
      if (first->kind == HILL_FORMULA_LINE)
        wrap_line (self, &line, start, aligned);
      else if (max_width > 0 && start > line.start && line.x + part.width > max_width)
        wrap_line (self, &line, start, MIN (aligned + INDENT * self->em, max_width / 4));
      move (self, start, line.x, 0);
      line.x += part.width;
      unite (&line.extent, &part);
    }
  end_line (self, &line);
}

HillFormulaLayout *
hill_formula_layout_new (HillFormula         *formula,
                         const HillPlotStyle *style,
                         double               max_width)
{
  HillFormulaLayout *self;

  g_return_val_if_fail (formula != NULL && style != NULL, NULL);

  self = g_new0 (HillFormulaLayout, 1);
  self->formula = hill_formula_ref (formula);
  self->font = g_strdup (style->font);
  self->em = style->font_size;
  self->items = g_array_new (FALSE, FALSE, sizeof (HillFormulaItem));
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  /* Of no surface in particular: what was measured once is drawn as it was measured, on any. */
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_context_set_round_glyph_positions (self->context, FALSE);
  self->attributes = pango_attr_list_new ();
  pango_attr_list_insert (self->attributes, pango_attr_font_features_new ("tnum=1"));
  set_lines (self, max_width);
  return self;
}

void
hill_formula_layout_free (HillFormulaLayout *self)
{
  g_return_if_fail (self != NULL);

  hill_formula_unref (self->formula);
  g_hash_table_unref (self->texts);
  g_object_unref (self->context);
  pango_attr_list_unref (self->attributes);
  g_array_unref (self->items);
  g_free (self->font);
  g_free (self);
}

void
hill_formula_layout_get_size (const HillFormulaLayout *self,
                              double                  *width,
                              double                  *height,
                              double                  *baseline)
{
  g_return_if_fail (self != NULL);

  if (width != NULL)
    *width = self->width;
  if (height != NULL)
    *height = self->height;
  if (baseline != NULL)
    *baseline = self->baseline;
}
