/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A few dozen labelled points in the plane, to be moved about by hand.  A plain value: copy it to keep it. */

#pragma once

#include "hill-sample.h"

G_BEGIN_DECLS

#define HILL_POINT_CLASSES 3
#define HILL_POINT_WEIGHTS (HILL_POINT_CLASSES * 3)     /* a row for each class: of x, of y, bias */
#define HILL_POINT_MAX 60
#define HILL_POINT_LIMIT 1.2                            /* both coordinates lie within +- this */

typedef struct
{
  float   x, y;
  guint16 label;
} HillPoint;

typedef struct
{
  guint     n;
  HillPoint points[HILL_POINT_MAX];
} HillPointSet;

/* (transfer none): the arrangements to begin with, translated names; NULL after the last. */
const char  *hill_point_set_get_preset_name (guint               preset);

/* @preset: below the number of names. */
void         hill_point_set_fill            (HillPointSet       *self,
                                             guint               preset);

/* Moved into the range where it lies outside.  FALSE where there is no such point, or @x or @y is not finite. */
gboolean     hill_point_set_move            (HillPointSet       *self,
                                             guint               index,
                                             double              x,
                                             double              y);

/* The new point comes last.  FALSE where there are %HILL_POINT_MAX already. */
gboolean     hill_point_set_add             (HillPointSet       *self,
                                             double              x,
                                             double              y,
                                             guint               label);

/* FALSE for the last one that is left. */
gboolean     hill_point_set_remove          (HillPointSet       *self,
                                             guint               index);
gboolean     hill_point_set_equal           (const HillPointSet *self,
                                             const HillPointSet *other);

/* (transfer full): all of them, as data to train on: two features, not scaled. */
HillSample  *hill_point_set_new_sample      (const HillPointSet *self);

G_END_DECLS
