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
  HILL_FORMULA_ITEM_ROOT,               /* without its bar */
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
  PangoLayout         *pango;           /* of a text; belongs to the layout */
  const char          *text;            /* the same, or the name of a part */
  HillFormulaManner    manner;
} HillFormulaItem;

struct _HillFormulaLayout
{
  HillFormula       *formula;           /* owned */
  PangoContext      *context;           /* owned */
  PangoAttrList     *attributes;        /* owned */
  GHashTable        *texts;             /* of PangoLayout, by text, size and manner */
  char              *font;
  double             em;
  GArray            *items;             /* of HillFormulaItem; a part comes after what it holds */
  HillFormulaManner  manner;            /* of what is put down now */
  double             width, height, baseline;
};

G_END_DECLS
