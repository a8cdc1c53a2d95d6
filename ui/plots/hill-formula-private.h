/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The tree that a formula is. */

#pragma once

#include "hill-formula.h"

G_BEGIN_DECLS

/**
 * HillFormulaKind:
 * @HILL_FORMULA_ROW: @children beside each other
 * @HILL_FORMULA_VARIABLE: @text, slanted
 * @HILL_FORMULA_NUMBER, @HILL_FORMULA_SYMBOL, @HILL_FORMULA_WORDS: @text, upright
 * @HILL_FORMULA_FUNCTION: @text, upright, with room before what it is applied to
 * @HILL_FORMULA_BINARY, @HILL_FORMULA_RELATION, @HILL_FORMULA_COMMA: @text, with room around it
 * @HILL_FORMULA_SPACE: room
 * @HILL_FORMULA_BREAK: where a line may end
 * @HILL_FORMULA_LINE: where a line ends
 * @HILL_FORMULA_SCRIPTS: children base, index, power; either of the last two may be an empty row
 * @HILL_FORMULA_SUM: children below, above, either may be an empty row
 * @HILL_FORMULA_FRACTION: children numerator, denominator
 * @HILL_FORMULA_ROOT: one child, under the sign of its square root
 * @HILL_FORMULA_FENCE: one child between parentheses, or bars where @text is "|"
 * @HILL_FORMULA_VALUE: children symbol, value
 * @HILL_FORMULA_PART: one child, @text is its name
 * @HILL_FORMULA_MUTED, @HILL_FORMULA_RESULT: one child
 */
typedef enum
{
  HILL_FORMULA_ROW,
  HILL_FORMULA_VARIABLE,
  HILL_FORMULA_NUMBER,
  HILL_FORMULA_SYMBOL,
  HILL_FORMULA_WORDS,
  HILL_FORMULA_FUNCTION,
  HILL_FORMULA_BINARY,
  HILL_FORMULA_RELATION,
  HILL_FORMULA_COMMA,
  HILL_FORMULA_SPACE,
  HILL_FORMULA_BREAK,
  HILL_FORMULA_LINE,
  HILL_FORMULA_SCRIPTS,
  HILL_FORMULA_SUM,
  HILL_FORMULA_FRACTION,
  HILL_FORMULA_ROOT,
  HILL_FORMULA_FENCE,
  HILL_FORMULA_VALUE,
  HILL_FORMULA_PART,
  HILL_FORMULA_MUTED,
  HILL_FORMULA_RESULT,
} HillFormulaKind;

typedef struct
{
  HillFormulaKind  kind;
  char            *text;        /* UTF-8, (nullable) */
  const char      *latex;       /* (nullable): where it is not @text; static */
  GPtrArray       *children;    /* (nullable) */
} HillFormulaNode;

struct _HillFormula
{
  gatomicrefcount  ref_count;
  HillFormulaNode *root;        /* a row */
};

static inline const HillFormulaNode *
hill_formula_node_get_child (const HillFormulaNode *self,
                             guint                  i)
{
  return (const HillFormulaNode *) g_ptr_array_index (self->children, i);
}

static inline gboolean
hill_formula_node_is_empty (const HillFormulaNode *self)
{
  return self->kind == HILL_FORMULA_ROW && self->children->len == 0;
}

void             hill_formula_node_free (HillFormulaNode *self);
HillFormulaNode *hill_formula_parse     (const char      *tex);

G_END_DECLS
