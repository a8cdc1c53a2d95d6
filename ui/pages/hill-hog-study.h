/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One image seen by its gradients (S30): maps, glyphs, the gradients and votes of one cell, and the whole vector.
 * Immutable, reference counted; made on the worker or, of a small image, at once. */

#pragma once

#include "hill-feature-image.h"
#include "hill-feature-set.h"
#include "hill-glyph-plot.h"

G_BEGIN_DECLS

typedef struct _HillHogStudy HillHogStudy;

/**
 * HillHogLook:
 * @opacity: of the image beneath the glyphs, 0 to 1
 * @along_gradient: strokes lie along the gradient, not along the edge
 * @normalized: glyphs and histogram show the cells after the blocks are normalised
 * @row, @column: of the selected cell, or -1
 * @pixel_row, @pixel_column: within that cell, or -1
 */
typedef struct
{
  double   opacity;
  gboolean along_gradient;
  gboolean normalized;
  int      row, column;
  int      pixel_row, pixel_column;
} HillHogLook;

/* (nullable): fails in words where the image is smaller than a block. */
HillHogStudy        *hill_hog_study_new                (HillFeatureImage     *image,
                                                        const HillHogParams  *params,
                                                        GError              **error);
HillHogStudy        *hill_hog_study_ref                (HillHogStudy         *self);
void                 hill_hog_study_unref              (HillHogStudy         *self);
const HillHogParams *hill_hog_study_get_params         (const HillHogStudy   *self);
const HillHogShape  *hill_hog_study_get_shape          (const HillHogStudy   *self);
HillFeatureImage    *hill_hog_study_get_image          (const HillHogStudy   *self);

/* Does the variant normalise blocks at all? */
gboolean             hill_hog_params_have_blocks       (const HillHogParams  *params);

/* How glyphs of these cells are drawn. */
void                 hill_hog_params_get_grid          (const HillHogParams  *params,
                                                        const HillHogShape   *shape,
                                                        HillGlyphGrid        *grid);

/* (transfer full): "16 × 8 × 9 = 1152". */
char                *hill_hog_study_describe_length    (const HillHogStudy   *self);

/* The cell of a pixel; FALSE beyond the last whole cell. */
gboolean             hill_hog_study_find_cell          (const HillHogStudy   *self,
                                                        guint                 x,
                                                        guint                 y,
                                                        int                  *row,
                                                        int                  *column);

/* The cell with most in its bins. */
void                 hill_hog_study_find_strongest     (const HillHogStudy   *self,
                                                        int                  *row,
                                                        int                  *column);

/* The cell that number @index of the vector speaks of. */
void                 hill_hog_study_find_cell_of       (const HillHogStudy   *self,
                                                        gsize                 index,
                                                        int                  *row,
                                                        int                  *column);

/* (transfer full) */
HillPlot            *hill_hog_study_new_glyph_plot     (HillHogStudy         *self,
                                                        const HillHogLook    *look);
HillPlot            *hill_hog_study_new_magnitude_plot (HillHogStudy         *self,
                                                        const HillHogLook    *look);
HillPlot            *hill_hog_study_new_direction_plot (HillHogStudy         *self,
                                                        const HillHogLook    *look);
HillPlot            *hill_hog_study_new_vector_plot    (HillHogStudy         *self,
                                                        const HillHogLook    *look);

/* (transfer full): of the selected cell, which must be one. */
HillPlot            *hill_hog_study_new_cell_plot      (HillHogStudy         *self,
                                                        const HillHogLook    *look);
HillPlot            *hill_hog_study_new_votes_plot     (HillHogStudy         *self,
                                                        const HillHogLook    *look);

/* (transfer full): how the selected pixel votes, with its numbers. */
char                *hill_hog_study_describe_vote      (const HillHogStudy   *self,
                                                        const HillHogLook    *look);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillHogStudy, hill_hog_study_unref)

G_END_DECLS
