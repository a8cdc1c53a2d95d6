/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Drawn with render nodes over the finished picture: moving the pointer draws no plot again. */

#include "hill-plot-overlay.h"

#define PADDING_X 8
#define PADDING_Y 4

static GdkRGBA
to_rgba (const HillColor *color,
         float            alpha)
{
  return (GdkRGBA) { (float) color->red, (float) color->green, (float) color->blue, alpha };
}

static void
snapshot_border (GtkSnapshot          *snapshot,
                 const GskRoundedRect *outline,
                 float                 width,
                 GdkRGBA               color)
{
  gtk_snapshot_append_border (snapshot, outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { color, color, color, color });
}

/* A cell gets a frame, a point a ring on a line. */
static void
snapshot_place (GtkSnapshot             *snapshot,
                const cairo_rectangle_t *place,
                int                      height,
                const HillPlotStyle     *style)
{
  float x = (float) place->x, y = (float) place->y;
  GskRoundedRect outline;

  if (place->width > 0)
    gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x - 1, y - 1, (float) place->width + 2, (float) place->height + 2), 2);
  else
    {
      GdkRGBA faint = to_rgba (&style->accent, 0.5f);

      gtk_snapshot_append_color (snapshot, &faint, &GRAPHENE_RECT_INIT (x, 0, 1, (float) height));
      gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x - 5, y - 5, 10, 10), 5);
    }
  snapshot_border (snapshot, &outline, 2, to_rgba (&style->accent, 1));
}

static void
snapshot_text (GtkWidget           *widget,
               GtkSnapshot         *snapshot,
               const char          *text,
               gboolean             at_top,
               const HillPlotStyle *style)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget), text_width, text_height;
  GdkRGBA foreground = to_rgba (&style->foreground, 1);
  GdkRGBA ground = style->dark ? (GdkRGBA) { 0.08f, 0.08f, 0.09f, 0.92f } : (GdkRGBA) { 1, 1, 1, 0.94f };
  GskRoundedRect box;
  float x, y;

  pango_layout_set_width (layout, MAX (width - 3 * PADDING_X, 1) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  x = (float) (width - text_width) / 2;
  y = at_top ? PADDING_Y + 2 : (float) (height - text_height - PADDING_Y - 2);

  gsk_rounded_rect_init_from_rect (&box, &GRAPHENE_RECT_INIT (x - PADDING_X, y - PADDING_Y, (float) text_width + 2 * PADDING_X,
                                                              (float) text_height + 2 * PADDING_Y), 6);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_color (snapshot, &ground, &box.bounds);
  gtk_snapshot_pop (snapshot);
  snapshot_border (snapshot, &box, 1, to_rgba (&style->foreground, 0.25f));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &foreground);
  gtk_snapshot_restore (snapshot);
}

void
hill_plot_overlay_snapshot (GtkWidget           *widget,
                            GtkSnapshot         *snapshot,
                            const HillPlot      *plot,
                            const HillPlotHit   *hit,
                            const HillPlotStyle *style)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_rectangle_t place;

  if (!hill_plot_locate (plot, width, height, style, hit, &place))
    return;
  snapshot_place (snapshot, &place, height, style);
  if (hit->text[0] != '\0')
    snapshot_text (widget, snapshot, hit->text, place.y + place.height / 2 > height / 2.0, style);
}
