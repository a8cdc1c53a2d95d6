/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Shows a formula in the widget's font, a little larger; lines end where the width asks for it.  The pointer finds its parts. */

#pragma once

#include "hill-formula.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Properties: "formula" (string, write: hill_formula_new()), "xalign" (float, 0 to 1), "scale" (double: of the widget's font, 1.25 unless told).
 * Signals: "part-hovered" (const char *name, (nullable): the pointer is over this part, or over none any more; the keyboard's way is the
 * caller's affair), "part-pressed" (const char *name). */
#define HILL_TYPE_FORMULA_VIEW (hill_formula_view_get_type ())
G_DECLARE_FINAL_TYPE (HillFormulaView, hill_formula_view, HILL, FORMULA_VIEW, GtkWidget)

GtkWidget   *hill_formula_view_new         (void);

/* @tex: as hill_formula_new() reads it; the same again costs nothing.  It is said by its words on the accessibility bus. */
void         hill_formula_view_set_tex     (HillFormulaView    *self,
                                            const char         *tex);

/* (transfer none) (nullable) */
HillFormula *hill_formula_view_get_formula (HillFormulaView    *self);

/* @marked: (nullable): names of the parts to mark, until told otherwise. */
void         hill_formula_view_set_marked  (HillFormulaView    *self,
                                            const char * const *marked);

/* What the formula is, before its words on the accessibility bus; (nullable). */
void         hill_formula_view_set_name    (HillFormulaView    *self,
                                            const char         *name);

G_END_DECLS
