/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A formula is a value: read from a small subset of TeX, set with Pango and Cairo, with present values under its symbols.
 * It can be drawn at any size, said in words, and given as LaTeX; parts that have a name can be marked and found under the pointer.
 *
 * The subset: letters are variables, numbers and + - = < > , : | are themselves, x_i x^2 x_{ij}^{2} set indices and powers, (...)
 * are parentheses and |...| are bars that grow, { } group.  \frac{a}{b} \sqrt{a}; \sum_{j \neq y} (limits below and above); \max \min \exp
 * \log \ln and Greek letters by name; \neq \leq \geq \approx \cdot \times \in \to \infty \partial \nabla \ldots \quad; \text{words}
 * (see hill_formula_quote()).  And beyond TeX:
 *
 *   \val{s_j}{3.3}     the value 3.3 under the symbol s_j
 *   \part{name}{...}   a part that can be marked and pointed at; several parts may share a name
 *   \muted{...}        written faintly: a term that is 0
 *   \result{...}       written strongly
 *   \break             here a line may end (so it may before + - = at the outermost level)
 *
 * \\ ends a line; if the next begins with a sign of relation, that stands below the first one.  \left, \right, & and the \begin and
 * \end of environments count for nothing, so that aligned lines can be read as they are.  Nothing is refused: what is not known is shown
 * as it was written. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

typedef struct _HillFormula HillFormula;
typedef struct _HillFormulaLayout HillFormulaLayout;

/* Immutable, reference counted (atomically). */
HillFormula       *hill_formula_new              (const char              *tex);
HillFormula       *hill_formula_ref              (HillFormula             *self);
void               hill_formula_unref            (HillFormula             *self);

/* (transfer full): any words as \text{...}. */
char              *hill_formula_quote            (const char              *words);

/* (transfer full): the formula in translated words, for those who do not see it: "L sub i = the sum over j ≠ y of max (0, s sub j …". */
char              *hill_formula_describe         (const HillFormula       *self);

/* (transfer full): without values, parts and marks; to be set in mathematics mode, with amsmath for \text. */
char              *hill_formula_to_latex         (const HillFormula       *self);

/**
 * hill_formula_layout_new:
 * @style: its font, size and pixel scale are used; colours are those of the drawing
 * @max_width: lines end before it where they can; 0 for one line
 *
 * Where everything stands; expensive compared with drawing it.
 */
HillFormulaLayout *hill_formula_layout_new       (HillFormula             *formula,
                                                  const HillPlotStyle     *style,
                                                  double                   max_width);
void               hill_formula_layout_free      (HillFormulaLayout       *self);

/* The size, and how far below the top the first line stands; each may be NULL. */
void               hill_formula_layout_get_size  (const HillFormulaLayout *self,
                                                  double                  *width,
                                                  double                  *height,
                                                  double                  *baseline);

/* Draws with (0, 0) at the top left.  @marked: (nullable): %NULL-terminated names of parts that get a ground in the accent colour. */
void               hill_formula_layout_draw      (const HillFormulaLayout *self,
                                                  cairo_t                 *cr,
                                                  const HillPlotStyle     *style,
                                                  const char * const      *marked);

/* (transfer none) (nullable): the name of the innermost part at (x, y); belongs to the formula. */
const char        *hill_formula_layout_pick      (const HillFormulaLayout *self,
                                                  double                   x,
                                                  double                   y);

/* The place of the first part of that name; FALSE for none. */
gboolean           hill_formula_layout_locate    (const HillFormulaLayout *self,
                                                  const char              *part,
                                                  cairo_rectangle_t       *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillFormula, hill_formula_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillFormulaLayout, hill_formula_layout_free)

G_END_DECLS
