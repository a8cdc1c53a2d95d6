/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Type is as large against the figure as that of the list's sizes is. */

#include "hill-export-choice.h"

#include <glib/gi18n.h>
#include <math.h>

#define SCREEN_FONT_SIZE 12
#define ENOUGH_CONTRAST 4.5
#define SMALL_TYPE 0.022        /* of the height of a slide */

static guint
get_n_sizes (void)
{
  gsize n;

  hill_export_sizes_get (&n);
  return (guint) n;
}

guint
hill_export_choice_get_screen_size (void)
{
  return get_n_sizes ();
}

guint
hill_export_choice_get_own_size (void)
{
  return get_n_sizes () + 1;
}

void
hill_export_choice_load (HillExportChoice *self,
                         GSettings        *settings)
{
  gsize n;
  const HillExportSize *slide = hill_export_sizes_get (&n);

  g_return_if_fail (self != NULL);

  *self = (HillExportChoice) { .width = slide->width, .height = slide->height, .dpi = slide->dpi, .type = 100, .recipe = TRUE };
  if (settings == NULL)
    return;
  self->size = (guint) g_settings_get_int (settings, "export-size");
  self->width = g_settings_get_double (settings, "export-width");
  self->height = g_settings_get_double (settings, "export-height");
  self->unit = (HillLengthUnit) g_settings_get_int (settings, "export-unit");
  self->dpi = g_settings_get_double (settings, "export-dpi");
  self->type = g_settings_get_double (settings, "export-type");
  self->ground = (HillGround) g_settings_get_int (settings, "export-ground");
  self->format = MIN ((guint) g_settings_get_int (settings, "export-format"), HILL_EXPORT_ARRAY);
  self->text = g_settings_get_boolean (settings, "export-text");
  self->recipe = g_settings_get_boolean (settings, "export-recipe");
}

void
hill_export_choice_save (const HillExportChoice *self,
                         GSettings              *settings)
{
  g_return_if_fail (self != NULL);

  if (settings == NULL)
    return;
  g_settings_set_int (settings, "export-size", (int) self->size);
  g_settings_set_double (settings, "export-width", CLAMP (self->width, HILL_EXPORT_MIN_POINTS, HILL_EXPORT_MAX_POINTS));
  g_settings_set_double (settings, "export-height", CLAMP (self->height, HILL_EXPORT_MIN_POINTS, HILL_EXPORT_MAX_POINTS));
  g_settings_set_int (settings, "export-unit", (int) self->unit);
  g_settings_set_double (settings, "export-dpi", CLAMP (self->dpi, HILL_EXPORT_MIN_DPI, HILL_EXPORT_MAX_DPI));
  g_settings_set_double (settings, "export-type", CLAMP (self->type, 50, 250));
  g_settings_set_int (settings, "export-ground", (int) self->ground);
  g_settings_set_int (settings, "export-format", (int) self->format);
  g_settings_set_boolean (settings, "export-text", self->text);
  g_settings_set_boolean (settings, "export-recipe", self->recipe);
}

void
hill_export_choice_set_size (HillExportChoice *self,
                             guint             size,
                             double            screen_width,
                             double            screen_height)
{
  gsize n;
  const HillExportSize *sizes = hill_export_sizes_get (&n);

  g_return_if_fail (self != NULL);

  self->size = MIN (size, hill_export_choice_get_own_size ());
  if (size < n)
    {
      self->width = sizes[size].width;
      self->height = sizes[size].height;
      self->dpi = sizes[size].dpi;
    }
  else if (size == hill_export_choice_get_screen_size ())
    {
      self->width = CLAMP (screen_width, HILL_EXPORT_MIN_POINTS, HILL_EXPORT_MAX_POINTS);
      self->height = CLAMP (screen_height, HILL_EXPORT_MIN_POINTS, HILL_EXPORT_MAX_POINTS);
      self->dpi = sizes[0].dpi;
    }
}

static double
get_font_size (const HillExportChoice *self)
{
  gsize n;
  const HillExportSize *sizes = hill_export_sizes_get (&n);
  double usual;

  if (self->size < n)
    usual = sizes[self->size].font_size;
  else if (self->size == hill_export_choice_get_screen_size ())
    usual = SCREEN_FONT_SIZE;
  else
    usual = hill_export_choose_font_size (self->width, self->height);
  return usual * self->type / 100;
}

void
hill_export_choice_get_options (const HillExportChoice *self,
                                HillExportOptions      *options)
{
  g_return_if_fail (self != NULL && options != NULL);

  *options = (HillExportOptions) { .format = (HillExportFormat) MIN (self->format, HILL_EXPORT_N_FORMATS - 1), .width = self->width,
                                   .height = self->height, .dpi = self->dpi, .text_as_text = self->text };
  hill_export_style_init (&options->style, self->ground, get_font_size (self));
}

HillExportKind
hill_export_choice_get_kind (const HillExportChoice *self)
{
  g_return_val_if_fail (self != NULL, HILL_EXPORT_KIND_PICTURE);

  if (self->format < HILL_EXPORT_N_FORMATS)
    return HILL_EXPORT_KIND_PICTURE;
  return self->format == HILL_EXPORT_TABLE ? HILL_EXPORT_KIND_TABLE : HILL_EXPORT_KIND_ARRAY;
}

const char *
hill_export_choice_get_ending (const HillExportChoice *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->format < HILL_EXPORT_N_FORMATS)
    return hill_export_format_get_ending ((HillExportFormat) self->format);
  return self->format == HILL_EXPORT_TABLE ? ".csv" : ".npy";
}

char *
hill_export_choice_describe (const HillExportChoice *self)
{
  const double cm = 2.54 / 72;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->format == HILL_EXPORT_TABLE)
    return g_strdup (_("The numbers behind the figure, as a table for a spreadsheet."));
  if (self->format == HILL_EXPORT_ARRAY)
    return g_strdup (_("Weights, features or heights of the figure, as an array for NumPy."));
  if (self->format == HILL_EXPORT_PNG)
    return g_strdup_printf (_("%.0f × %.0f pixels, %.1f × %.1f cm, type of %.1f pt"), round (self->width * self->dpi / 72),
                            round (self->height * self->dpi / 72), self->width * cm, self->height * cm, get_font_size (self));
  return g_strdup_printf (_("%.1f × %.1f cm, type of %.1f pt"), self->width * cm, self->height * cm, get_font_size (self));
}

/* What a figure without a ground is put upon is not known: the other kind of slide is what it is not for. */
static char *
warn_of_contrast (const HillExportChoice *self)
{
  HillPlotStyle style;
  HillColor ground;
  double contrast;

  hill_export_style_init (&style, self->ground, get_font_size (self));
  ground = style.background;
  if (self->ground == HILL_GROUND_TRANSPARENT)
    ground = hill_plot_style_dark.background;
  else if (self->ground == HILL_GROUND_TRANSPARENT_DARK)
    ground = hill_plot_style_slides.background;
  contrast = hill_export_style_get_contrast (&style, ground);
  if (contrast >= ENOUGH_CONTRAST)
    return NULL;
  if (self->ground == HILL_GROUND_TRANSPARENT)
    return g_strdup_printf (_("For light slides: on a dark one the contrast falls to %.1f : 1, too little to be read."), contrast);
  if (self->ground == HILL_GROUND_TRANSPARENT_DARK)
    return g_strdup_printf (_("For dark slides: on a white one the contrast falls to %.1f : 1, too little to be read."), contrast);
  return g_strdup_printf (_("The contrast is %.1f : 1, less than the 4.5 : 1 that letters need."), contrast);
}

char *
hill_export_choice_warn (const HillExportChoice *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->format >= HILL_EXPORT_N_FORMATS)
    return NULL;
  if (self->width > self->height && get_font_size (self) < SMALL_TYPE * self->height)
    return g_strdup (_("The type is small for a slide: the last row of a lecture hall may not read it."));
  return warn_of_contrast (self);
}
