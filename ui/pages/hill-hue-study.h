/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One image seen by its hues (S29): its map, its histogram, and the three steps by which each pixel gets its bin.
 * Immutable, reference counted; made on the worker or, of a small image, at once. */

#pragma once

#include "hill-feature-image.h"

G_BEGIN_DECLS

typedef struct _HillHueStudy HillHueStudy;

/* What is marked: a bin (n_bins: the grey pixels) or -1, and a pixel or -1, -1. */
typedef struct
{
  int bin;
  int x, y;
} HillHueMark;

#define HILL_HUE_MARK_NONE { -1, -1, -1 }

HillHueStudy        *hill_hue_study_new                (HillFeatureImage    *image,
                                                        const HillHueParams *params);
HillHueStudy        *hill_hue_study_ref                (HillHueStudy        *self);
void                 hill_hue_study_unref              (HillHueStudy        *self);
const HillHueParams *hill_hue_study_get_params         (const HillHueStudy  *self);
HillFeatureImage    *hill_hue_study_get_image          (const HillHueStudy  *self);
gsize                hill_hue_study_get_n_grey         (const HillHueStudy  *self);

/* The bin of a pixel; n_bins for a grey one. */
int                  hill_hue_study_get_bin            (const HillHueStudy  *self,
                                                        guint                x,
                                                        guint                y);

/* (transfer full): the pixels of the marked bin stand out, the marked pixel is framed. */
HillPlot            *hill_hue_study_new_image_plot     (HillHueStudy        *self,
                                                        const HillHueMark   *mark);
HillPlot            *hill_hue_study_new_map_plot       (HillHueStudy        *self,
                                                        const HillHueMark   *mark);
HillPlot            *hill_hue_study_new_histogram_plot (HillHueStudy        *self,
                                                        const HillHueMark   *mark);

/* (transfer full): step 1 (pixel), 2 (hue) or 3 (bin) of the lecture with the numbers of one pixel. */
char                *hill_hue_study_describe_step      (const HillHueStudy  *self,
                                                        guint                step,
                                                        guint                x,
                                                        guint                y);

/* (transfer full): how many pixels are grey, and what becomes of them. */
char                *hill_hue_study_describe_grey      (const HillHueStudy  *self);

/* (transfer full): what a histogram with these parameters counts: the name of its axis. */
char                *hill_hue_params_describe_unit     (const HillHueParams *params);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillHueStudy, hill_hue_study_unref)

G_END_DECLS
