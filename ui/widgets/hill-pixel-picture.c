/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The picture is one Cairo surface, a device pixel per image pixel, painted with the nearest neighbour. A number from 0 to 255 is
 * laid out once for a size of type and shown wherever it occurs: a picture has thousands of pixels, but only 256 values. */

#include "hill-pixel-picture.h"

#include <math.h>
#include <string.h>

#define N_VALUES 256
#define GRID_ZOOM 12.0                  /* from here on lines part the pixels */
#define GREY_NUMBER_ZOOM 22.0
#define RGB_NUMBER_ZOOM 38.0

struct _HillPixelPicture
{
  int               width;
  int               height;
  gboolean          colored;            /* three numbers a pixel are shown */
  HillPixelChannel  channel;
  guint8           *rgba;               /* owned: as in the file */
  cairo_surface_t  *surface;            /* owned: as shown */
  PangoLayout      *layouts[N_VALUES];  /* owned, (nullable): made for ... */
  double            font_size;          /* ... this size of type */
};

/* What a single channel is tinted with: pure blue would be too dark to read numbers on. */
static const double tints[][3] = {
  [HILL_PIXEL_CHANNEL_RED] = { 1.0, 0.22, 0.18 },
  [HILL_PIXEL_CHANNEL_GREEN] = { 0.22, 0.90, 0.30 },
  [HILL_PIXEL_CHANNEL_BLUE] = { 0.30, 0.50, 1.0 },
};

/* Luma of Rec. ITU-R BT.601, as in the grey of a television. */
static guint8
grey_of (const guint8 *rgb)
{
  return lround (0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]);
}

/* The number that the shown channel has for a pixel. */
static guint8
channel_value (HillPixelChannel  channel,
               const guint8     *rgb)
{
  switch (channel)
    {
    case HILL_PIXEL_CHANNEL_RED:
      return rgb[0];
    case HILL_PIXEL_CHANNEL_GREEN:
      return rgb[1];
    case HILL_PIXEL_CHANNEL_BLUE:
      return rgb[2];
    case HILL_PIXEL_CHANNEL_RGB:
    case HILL_PIXEL_CHANNEL_GREY:
    default:
      return grey_of (rgb);
    }
}

static guint32
shown_color (HillPixelChannel  channel,
             const guint8     *rgb)
{
  guint8 value = channel_value (channel, rgb);

  switch (channel)
    {
    case HILL_PIXEL_CHANNEL_RED:
    case HILL_PIXEL_CHANNEL_GREEN:
    case HILL_PIXEL_CHANNEL_BLUE:
      return (guint32) (value * tints[channel][0]) << 16 | (guint32) (value * tints[channel][1]) << 8
             | (guint32) (value * tints[channel][2]);
    case HILL_PIXEL_CHANNEL_GREY:
      return value * 0x010101u;
    case HILL_PIXEL_CHANNEL_RGB:
    default:
      return (guint32) rgb[0] << 16 | (guint32) rgb[1] << 8 | rgb[2];
    }
}

static void
hill_pixel_picture_fill_surface (HillPixelPicture *self)
{
  guint8 *data;
  int stride;

  self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->width, self->height);
  if (cairo_surface_status (self->surface) != CAIRO_STATUS_SUCCESS)
    return;
  cairo_surface_flush (self->surface);
  data = cairo_image_surface_get_data (self->surface);
  stride = cairo_image_surface_get_stride (self->surface);
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      ((guint32 *) (data + (gsize) y * stride))[x] = shown_color (self->channel, self->rgba + ((gsize) y * self->width + x) * 4);
  cairo_surface_mark_dirty (self->surface);
}

HillPixelPicture *
hill_pixel_picture_new (HillDataset      *dataset,
                        HillSplit         split,
                        gsize             index,
                        HillPixelChannel  channel)
{
  HillPixelPicture *self;

  g_return_val_if_fail (dataset != NULL && hill_dataset_has_images (dataset), NULL);
  g_return_val_if_fail (index < hill_dataset_get_n_examples (dataset, split), NULL);

  self = g_new0 (HillPixelPicture, 1);
  self->width = hill_dataset_get_width (dataset);
  self->height = hill_dataset_get_height (dataset);
  self->channel = channel;
  self->colored = channel == HILL_PIXEL_CHANNEL_RGB && hill_dataset_get_n_channels (dataset) == 3;
  self->rgba = g_malloc ((gsize) self->width * self->height * 4);
  hill_dataset_copy_rgba (dataset, split, index, self->rgba);
  hill_pixel_picture_fill_surface (self);
  return self;
}

static void
hill_pixel_picture_clear_layouts (HillPixelPicture *self)
{
  for (gsize i = 0; i < N_VALUES; i++)
    g_clear_object (&self->layouts[i]);
}

void
hill_pixel_picture_free (HillPixelPicture *self)
{
  hill_pixel_picture_clear_layouts (self);
  cairo_surface_destroy (self->surface);
  g_free (self->rgba);
  g_free (self);
}

int
hill_pixel_picture_get_width (const HillPixelPicture *self)
{
  return self->width;
}

int
hill_pixel_picture_get_height (const HillPixelPicture *self)
{
  return self->height;
}

void
hill_pixel_picture_get_rgb (const HillPixelPicture *self,
                            int                     x,
                            int                     y,
                            guint8                  rgb[3])
{
  g_return_if_fail (x >= 0 && x < self->width && y >= 0 && y < self->height);

  memcpy (rgb, self->rgba + ((gsize) y * self->width + x) * 4, 3);
}

double
hill_pixel_picture_number_zoom (const HillPixelPicture *self)
{
  return self->colored ? RGB_NUMBER_ZOOM : GREY_NUMBER_ZOOM;
}

static PangoLayout *
hill_pixel_picture_layout (HillPixelPicture *self,
                           PangoContext     *context,
                           guint8            value)
{
  char text[4];
  PangoFontDescription *font;

  if (self->layouts[value] != NULL)
    return self->layouts[value];
  g_snprintf (text, sizeof text, "%d", value);
  self->layouts[value] = pango_layout_new (context);
  pango_layout_set_text (self->layouts[value], text, -1);
  font = pango_font_description_copy (pango_context_get_font_description (context));
  pango_font_description_set_absolute_size (font, self->font_size * PANGO_SCALE);
  pango_layout_set_font_description (self->layouts[value], font);
  pango_font_description_free (font);
  return self->layouts[value];
}

/* One number with its middle at (x, y). */
static void
draw_number (HillPixelPicture *self,
             cairo_t          *cr,
             PangoContext     *context,
             guint8            value,
             double            x,
             double            y)
{
  PangoLayout *layout = hill_pixel_picture_layout (self, context, value);
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  cairo_move_to (cr, x - logical.width / 2.0 / PANGO_SCALE, y - logical.height / 2.0 / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

/* The numbers of the pixel at (x, y), whose middle lies at (center_x, center_y). */
static void
draw_pixel_numbers (HillPixelPicture *self,
                    cairo_t          *cr,
                    PangoContext     *context,
                    int               x,
                    int               y,
                    double            center_x,
                    double            center_y)
{
  guint8 rgb[3], shown[3];
  guint32 color;
  double ink;

  hill_pixel_picture_get_rgb (self, x, y, rgb);
  color = shown_color (self->channel, rgb);
  shown[0] = color >> 16;
  shown[1] = color >> 8;
  shown[2] = color;
  ink = grey_of (shown) > 120 ? 0.0 : 1.0;
  cairo_set_source_rgb (cr, ink, ink, ink);
  if (!self->colored)
    {
      draw_number (self, cr, context, channel_value (self->channel, rgb), center_x, center_y);
      return;
    }
  for (int c = 0; c < 3; c++)
    draw_number (self, cr, context, rgb[c], center_x, center_y + (c - 1) * self->font_size * 1.15);
}

/* Pixels [from, to) along one axis that can be seen. */
static void
visible_range (double  start,
               double  zoom,
               double  extent,
               int     n,
               int    *from,
               int    *to)
{
  *from = CLAMP (floor (-start / zoom), 0, n);
  *to = CLAMP (ceil ((extent - start) / zoom), 0, n);
}

static void
draw_grid (cairo_t   *cr,
           const int  columns[2],
           const int  rows[2],
           double     x0,
           double     y0,
           double     zoom)
{
  cairo_set_line_width (cr, 1);
  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.35);
  for (int x = columns[0]; x <= columns[1]; x++)
    {
      cairo_move_to (cr, x0 + x * zoom, y0 + rows[0] * zoom);
      cairo_line_to (cr, x0 + x * zoom, y0 + rows[1] * zoom);
    }
  for (int y = rows[0]; y <= rows[1]; y++)
    {
      cairo_move_to (cr, x0 + columns[0] * zoom, y0 + y * zoom);
      cairo_line_to (cr, x0 + columns[1] * zoom, y0 + y * zoom);
    }
  cairo_stroke (cr);
}

static void
draw_image (HillPixelPicture *self,
            cairo_t          *cr,
            double            x0,
            double            y0,
            double            zoom)
{
  cairo_save (cr);
  cairo_translate (cr, x0, y0);
  cairo_scale (cr, zoom, zoom);
  cairo_set_source_surface (cr, self->surface, 0, 0);
  /* Shrunk, the nearest neighbour would drop whole rows. */
  cairo_pattern_set_filter (cairo_get_source (cr), zoom < 1 ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST);
  cairo_rectangle (cr, 0, 0, self->width, self->height);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
hill_pixel_picture_draw (HillPixelPicture *self,
                         cairo_t          *cr,
                         PangoContext     *context,
                         double            x0,
                         double            y0,
                         double            zoom,
                         double            width,
                         double            height)
{
  int columns[2], rows[2];
  double font_size = floor (zoom * (self->colored ? 0.25 : 0.40));

  if (!(zoom > 0) || !isfinite (zoom) || !isfinite (x0) || !isfinite (y0))
    return;
  draw_image (self, cr, x0, y0, zoom);
  visible_range (x0, zoom, width, self->width, &columns[0], &columns[1]);
  visible_range (y0, zoom, height, self->height, &rows[0], &rows[1]);
  if (zoom >= GRID_ZOOM)
    draw_grid (cr, columns, rows, x0, y0, zoom);
  if (context == NULL || zoom < hill_pixel_picture_number_zoom (self))
    return;

  font_size = MIN (font_size, 18);
  if (font_size != self->font_size)
    hill_pixel_picture_clear_layouts (self);
  self->font_size = font_size;
  for (int y = rows[0]; y < rows[1]; y++)
    for (int x = columns[0]; x < columns[1]; x++)
      draw_pixel_numbers (self, cr, context, x, y, x0 + (x + 0.5) * zoom, y0 + (y + 0.5) * zoom);
}
