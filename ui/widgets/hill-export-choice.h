/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a person chooses about an export, kept from one time to the next. */

#pragma once

#include "hill-export-job.h"
#include "hill-export-size.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HILL_EXPORT_MIN_DPI 36.0
#define HILL_EXPORT_MAX_DPI 1200.0

/* The list of formats: those of pictures, then these. */
#define HILL_EXPORT_TABLE HILL_EXPORT_N_FORMATS
#define HILL_EXPORT_ARRAY (HILL_EXPORT_N_FORMATS + 1)

/**
 * HillExportChoice:
 * @size: a number in hill_export_sizes_get(); one more is the size on the screen, two more a size of the person's own
 * @width, @height: in points
 * @unit: that they are shown in
 * @dpi: of a PNG
 * @type: size of the type, in percent of what suits the figure's size
 * @format: a HillExportFormat, %HILL_EXPORT_TABLE or %HILL_EXPORT_ARRAY
 * @text: whether text in an SVG stays text
 * @recipe: whether the experiment goes into the file
 */
typedef struct
{
  guint          size;
  double         width;
  double         height;
  HillLengthUnit unit;
  double         dpi;
  double         type;
  HillGround     ground;
  guint          format;
  gboolean       text;
  gboolean       recipe;
} HillExportChoice;

guint       hill_export_choice_get_screen_size (void);
guint       hill_export_choice_get_own_size    (void);

/* @settings: (nullable): without them, what suits a slide. */
void        hill_export_choice_load            (HillExportChoice        *self,
                                                GSettings               *settings);
void        hill_export_choice_save            (const HillExportChoice  *self,
                                                GSettings               *settings);

/* Takes a size of the list; @screen_width and @screen_height are those of the widget. */
void        hill_export_choice_set_size        (HillExportChoice        *self,
                                                guint                    size,
                                                double                   screen_width,
                                                double                   screen_height);

/* Without a recipe. */
void        hill_export_choice_get_options     (const HillExportChoice  *self,
                                                HillExportOptions       *options);

HillExportKind hill_export_choice_get_kind     (const HillExportChoice  *self);

/* ".png", ".svg", ".pdf", ".csv", ".npy" */
const char *hill_export_choice_get_ending      (const HillExportChoice  *self);

/* (transfer full): "1920 × 1080 pixels, 33.9 × 19.1 cm, type of 20 pt" */
char       *hill_export_choice_describe        (const HillExportChoice  *self);

/* (transfer full) (nullable): what will be hard to read, a sentence. */
char       *hill_export_choice_warn            (const HillExportChoice  *self);

G_END_DECLS
