/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the parts of the landscape plot share: the value, where things go, and how a point of the plane gets there. */

#pragma once

#include "hill-field-private.h"
#include "hill-landscape-plot.h"
#include "hill-pen.h"
#include "hill-plot-private.h"

G_BEGIN_DECLS

#define HILL_MAX_TRACKS 16

typedef struct
{
  char     *name;
  double   *x, *y, *heights, *distances, *steps;
  gsize     n_points;
  gssize    present;
  guint     color;
  gboolean  old;
} HillOwnTrack;

typedef struct
{
  HillArrowKind kind;
  double    x, y, dx, dy;
} HillOwnArrow;

typedef struct
{
  HillPlot   parent;
  HillField *field;             /* owned (nullable) */
  GPtrArray *tracks;            /* of HillOwnTrack, each with at least one point */
  GArray    *arrows;            /* of HillOwnArrow */
  gboolean   named[HILL_N_ARROWS];      /* kinds that are named though there may be none, as other plots of a sequence have them */
  gboolean   in_space;
  double     azimuth, elevation;
  double     ghost[2];
  double     optimum[2];
  char      *present_caption;
  char      *ghost_caption;
  char      *empty_text;
} HillLandscapePlot;

/**
 * HillLandscapeLayout:
 * @left, @top, @right, @bottom: of the map, or of the room for the surface
 * @x, @y: the axes of the map in user units
 * @bar_left, @bar_right: of the colour bar, which is as high as the map
 * @has_labels, @has_bar, @has_legend: whether there is room for them
 */
typedef struct
{
  double   left, top, right, bottom;
  HillAxis x, y;
  double   bar_left, bar_right;
  double   legend_width, row_height;
  gboolean has_labels, has_bar, has_legend;
} HillLandscapeLayout;

void     hill_landscape_plot_widen   (HillPlot                  *plot,
                                      const HillPlot            *other);
void     hill_landscape_lay_out      (const HillLandscapePlot   *self,
                                      HillPen                   *pen,
                                      double                     width,
                                      double                     height,
                                      HillLandscapeLayout       *layout);

/* The map without what walks on it, from the field's picture where it is still that one. */
void     hill_landscape_draw_ground  (const HillLandscapePlot   *self,
                                      HillPen                   *pen,
                                      const HillLandscapeLayout *layout,
                                      double                     width,
                                      double                     height);
/* Of arrows of a kind. */
HillColor hill_landscape_get_arrow_color (HillArrowKind              kind,
                                      const HillPlotStyle       *style);

void     hill_landscape_draw_bar     (const HillLandscapePlot   *self,
                                      HillPen                   *pen,
                                      const HillLandscapeLayout *layout);
void     hill_landscape_draw_legend  (const HillLandscapePlot   *self,
                                      HillPen                   *pen,
                                      const HillLandscapeLayout *layout);

/**
 * HillSpace:
 * Where a surface stands: grid units and share of the height, to user units and to a depth that grows towards the eye.
 * The plane's middle is at (@x, @y), a full side is @size long.
 */
typedef struct
{
  double x, y, size;
  double cos_a, sin_a, cos_e, sin_e;
  double aspect_x, aspect_y;    /* of the plane's sides to the longer one */
  double relief;                /* of the full height to the longer side */
  guint  n_x, n_y;
} HillSpace;

typedef struct
{
  double x, y, depth;
} HillSpot;

void     hill_space_init             (HillSpace                 *self,
                                      const HillLandscapePlot   *plot,
                                      const HillLandscapeLayout *layout);
HillSpot hill_space_project          (const HillSpace           *self,
                                      double                     i,
                                      double                     j,
                                      double                     shade);

/* How the foreground gets from the plane to the paper: over a map or a surface. */
typedef struct
{
  const HillLandscapePlot   *plot;
  const HillLandscapeLayout *layout;
  HillPen                   *pen;
  HillSpace                  space;
  const float               *depths;            /* (nullable): of the surface drawn, by pixel */
  int                        columns, rows;     /* of @depths */
  double                     scale;             /* its pixels per user unit */
} HillStage;

/* FALSE where the point of the plane is out of the drawing, or behind a hill (it is placed all the same). */
gboolean hill_stage_place            (const HillStage           *self,
                                      double                     x,
                                      double                     y,
                                      double                     height,
                                      double                    *place_x,
                                      double                    *place_y);

/* Tracks, arrows, ghost, present point. */
void     hill_stage_draw_walk        (const HillStage           *self);

/* The surface, and in @stage what is needed to draw on it; @stage's depths are the caller's, to be freed. */
void     hill_landscape_draw_surface (const HillLandscapePlot   *self,
                                      HillPen                   *pen,
                                      const HillLandscapeLayout *layout,
                                      HillStage                 *stage);

G_END_DECLS
