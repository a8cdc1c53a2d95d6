/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a set formula consists of: a list of things to draw, each in its place. */

#pragma once

#include "hill-formula.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef enum
{
  HILL_FORMULA_ITEM_TEXT,
  HILL_FORMULA_ITEM_RULE,
  HILL_FORMULA_ITEM_SIGMA,
  HILL_FORMULA_ITEM_OPEN,
  HILL_FORMULA_ITEM_CLOSE,
  HILL_FORMULA_ITEM_PART,
} HillFormulaItemType;

/* How a text is written. */
typedef struct
{
  gboolean slanted;
  gboolean muted;
  gboolean strong;
  gboolean is_value;
} HillFormulaManner;

typedef struct
{
  HillFormulaItemType  type;
  double               x, y;            /* of a text the baseline, else the top left corner */
  double               width, height;
  double               scale;
  const char          *text;            /* of a text; the name of a part */
  HillFormulaManner    manner;
} HillFormulaItem;

struct _HillFormulaLayout
{
  HillFormula *formula;                 /* owned */
  PangoLayout *pango;                   /* owned */
  char        *font;
  double       em;
  GArray      *items;
  HillFormulaManner manner;             /* of what is put down now */
  double       width, height, baseline;
};

/* For measuring and for drawing: the size that @scale asks for, in that manner. */
void hill_formula_layout_set_font (const HillFormulaLayout *self,
                                   double                   scale,
                                   const HillFormulaManner *manner);

G_END_DECLS
