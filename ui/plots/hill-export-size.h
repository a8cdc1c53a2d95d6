/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How large a figure is where it goes, and how it looks there: sizes in points, type in points, the ground. */

#pragma once

#include "hill-error.h"
#include "hill-plot.h"

G_BEGIN_DECLS

/**
 * HillExportSize:
 * @name: what a command calls it: "slide"
 * @title: to be translated by gettext
 * @width, @height: in points
 * @dpi: that suits it; a slide of 144 dpi has 1920 x 1080 pixels
 * @font_size: of labels, in points
 */
typedef struct
{
  const char *name;
  const char *title;
  double      width;
  double      height;
  double      dpi;
  double      font_size;
} HillExportSize;

/**
 * HillGround:
 * @HILL_GROUND_TRANSPARENT: dark letters without a ground, for light slides
 * @HILL_GROUND_TRANSPARENT_DARK: light letters without a ground, for dark slides
 */
typedef enum
{
  HILL_GROUND_WHITE,
  HILL_GROUND_DARK,
  HILL_GROUND_TRANSPARENT,
  HILL_GROUND_TRANSPARENT_DARK,
} HillGround;

#define HILL_N_GROUNDS 4

typedef enum
{
  HILL_LENGTH_PIXEL,
  HILL_LENGTH_CENTIMETRE,
  HILL_LENGTH_INCH,
} HillLengthUnit;

#define HILL_N_LENGTH_UNITS 3

#define HILL_EXPORT_MIN_POINTS 8.0
#define HILL_EXPORT_MAX_POINTS 14400.0          /* 200 inches: as far as PDF goes */

/* (transfer none): in the order of a menu; the first is the usual one. */
const HillExportSize *hill_export_sizes_get          (gsize           *n_sizes);

/* (transfer none) (nullable): by its name. */
const HillExportSize *hill_export_size_find          (const char      *name);

/* What one of it is in points; of pixels that depends on @dpi. */
double                hill_length_unit_get_points    (HillLengthUnit   unit,
                                                      double           dpi);

/* "1920x1080", "12.5x8cm", "5x4in", with the point whatever the locale; %HILL_ERROR_ARGUMENT, a sentence. */
gboolean              hill_export_size_parse         (const char      *text,
                                                      double           dpi,
                                                      double          *width,
                                                      double          *height,
                                                      GError         **error);

/* Type that is to a figure of this size what the slides' type is to a slide, in points. */
double                hill_export_choose_font_size   (double           width,
                                                      double           height);

/* The style of slides on any ground, lines in proportion to the type. */
void                  hill_export_style_init         (HillPlotStyle   *style,
                                                      HillGround       ground,
                                                      double           font_size);

/* The contrast ratio of WCAG, 1 to 21, of two opaque colours. */
double                hill_color_get_contrast        (HillColor        a,
                                                      HillColor        b);

/* The least contrast that text and curves have on the ground; WCAG asks for 4.5 of text, and 3 of large text and of lines. */
double                hill_export_style_get_contrast (const HillPlotStyle *style,
                                                      HillColor            ground);

G_END_DECLS
