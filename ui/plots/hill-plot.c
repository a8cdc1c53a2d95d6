/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What all plots have in common: reference counting, the ground they are drawn on, the three styles. */

#include "hill-plot-private.h"

const HillPlotStyle hill_plot_style_light =
{
  .background = { 1, 1, 1, 1 },
  .foreground = { 0.13, 0.13, 0.15, 1 },
  .muted = { 0.38, 0.39, 0.42, 1 },
  .grid = { 0, 0, 0, 0.10 },
  .accent = { 0.11, 0.44, 0.85, 1 },
  .font = "Cantarell, Noto Sans, Noto Sans CJK SC, sans-serif",
  .font_size = 12,
  .line_width = 1.75,
};

const HillPlotStyle hill_plot_style_dark =
{
  .background = { 0.12, 0.12, 0.13, 1 },
  .foreground = { 0.93, 0.93, 0.94, 1 },
  .muted = { 0.68, 0.69, 0.72, 1 },
  .grid = { 1, 1, 1, 0.12 },
  .accent = { 0.47, 0.68, 0.96, 1 },
  .font = "Cantarell, Noto Sans, Noto Sans CJK SC, sans-serif",
  .font_size = 12,
  .line_width = 1.75,
  .dark = TRUE,
};

const HillPlotStyle hill_plot_style_slides =
{
  .background = { 1, 1, 1, 1 },
  .foreground = { 0, 0, 0, 1 },
  .muted = { 0.25, 0.25, 0.27, 1 },
  .grid = { 0, 0, 0, 0.14 },
  .accent = { 0.05, 0.36, 0.78, 1 },
  .font = "Cantarell, Noto Sans, Noto Sans CJK SC, sans-serif",
  .font_size = 20,
  .line_width = 3.5,
};

HillColor
hill_plot_style_get_mark (const HillPlotStyle *self)
{
  return self->dark ? hill_plot_style_dark.accent : self->accent;
}

void
hill_plot_init (HillPlot            *self,
                const HillPlotClass *klass)
{
  self->klass = klass;
  g_atomic_ref_count_init (&self->ref_count);
}

HillPlot *
hill_plot_ref (HillPlot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_plot_unref (HillPlot *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    self->klass->free (self);
}

void
hill_plot_draw (const HillPlot      *self,
                cairo_t             *cr,
                double               width,
                double               height,
                const HillPlotStyle *style)
{
  g_return_if_fail (self != NULL && cr != NULL && style != NULL);

  if (!(width >= 1 && height >= 1))
    return;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  if (style->background.alpha > 0)
    {
      cairo_set_source_rgba (cr, style->background.red, style->background.green, style->background.blue, style->background.alpha);
      cairo_paint (cr);
    }
  self->klass->draw (self, cr, width, height, style);
  cairo_restore (cr);
}

gboolean
hill_plot_pick (const HillPlot      *self,
                double               width,
                double               height,
                const HillPlotStyle *style,
                double               x,
                double               y,
                HillPlotHit         *hit)
{
  g_return_val_if_fail (self != NULL && style != NULL && hit != NULL, FALSE);

  *hit = (HillPlotHit) { .series = -1, .index = -1 };
  return width >= 1 && height >= 1 && self->klass->pick (self, width, height, style, x, y, hit);
}

gboolean
hill_plot_move (const HillPlot *self,
                HillPlotHit    *hit,
                int             dx,
                int             dy)
{
  g_return_val_if_fail (self != NULL && hit != NULL, FALSE);

  return self->klass->move (self, hit, dx, dy);
}

gboolean
hill_plot_locate (const HillPlot      *self,
                  double               width,
                  double               height,
                  const HillPlotStyle *style,
                  const HillPlotHit   *hit,
                  cairo_rectangle_t   *place)
{
  g_return_val_if_fail (self != NULL && style != NULL && hit != NULL && place != NULL, FALSE);

  return width >= 1 && height >= 1 && self->klass->locate (self, width, height, style, hit, place);
}

char *
hill_plot_describe (const HillPlot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->klass->describe (self);
}

char *
hill_plot_to_csv (const HillPlot *self)
{
  GString *csv;

  g_return_val_if_fail (self != NULL, NULL);

  csv = g_string_new (NULL);
  self->klass->append_csv (self, csv);
  return g_string_free (csv, FALSE);
}

float *
hill_plot_get_array (const HillPlot *self,
                     gsize          *shape,
                     guint          *rank)
{
  g_return_val_if_fail (self != NULL && shape != NULL && rank != NULL, NULL);

  return self->klass->get_array != NULL ? self->klass->get_array (self, shape, rank) : NULL;
}

static void
widen (HillPlot       *self,
       const HillPlot *other)
{
  if (self->klass == other->klass && self->klass->widen != NULL)
    self->klass->widen (self, other);
}

void
hill_plots_share_ranges (HillPlot * const *plots,
                         guint             n_plots)
{
  g_return_if_fail (plots != NULL || n_plots == 0);

  for (guint i = 1; i < n_plots; i++)
    widen (plots[0], plots[i]);
  for (guint i = 1; i < n_plots; i++)
    widen (plots[i], plots[0]);
}
