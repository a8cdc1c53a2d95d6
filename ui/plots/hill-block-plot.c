/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The items stand in a grid that makes them as large as the room allows; the panels of an item, one for each block and for a HoG one for
 * each sign, stand side by side, or in rows where that makes them much larger, equally high. */

#include "hill-block-plot.h"

#include "hill-axis.h"
#include "hill-block-panel.h"
#include "hill-colormap.h"
#include "hill-csv.h"
#include "hill-pen.h"
#include "hill-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

typedef struct
{
  HillPlot       parent;
  char          *title;
  HillFeatureSet set;
  HillBlockKind  kind;
  guint          n_items;
  char         **names;         /* (nullable) */
  float         *values;        /* n_items x (D + 1) */
  guint          n_panels;
  HillBlockPanel panels[2 * HILL_FEATURE_SET_MAX_BLOCKS];
} HillBlockPlot;

#define WRAP_GAIN 1.15          /* how much larger panels have to become to be put into another row */

typedef struct
{
  guint    n_columns;           /* of items */
  guint    n_across;            /* panels in a row of an item */
  double   left, top;
  double   cell_width, cell_height;
  double   height;              /* of the panels */
  double   gap;                 /* between the panels of an item */
  double   line;
  double   key_y;
  gboolean has_title, has_names, has_key;
} Layout;

static HillBlockPlot *
get_self (const HillPlot *plot)
{
  return (HillBlockPlot *) plot;
}

/* The widest row of panels, by their height, without the gaps. */
static double
get_aspect (const HillBlockPlot *self,
            guint                n_across)
{
  double widest = 0, sum = 0;

  for (guint i = 0; i < self->n_panels; i++)
    {
      sum = i % n_across == 0 ? self->panels[i].aspect : sum + self->panels[i].aspect;
      widest = MAX (widest, sum);
    }
  return widest;
}

static guint
get_n_down (const HillBlockPlot *self,
            guint                n_across)
{
  return (self->n_panels + n_across - 1) / n_across;
}

/* All panels of an item. */
static void
get_size (const HillBlockPlot *self,
          const Layout        *l,
          double              *width,
          double              *height)
{
  guint n_down = get_n_down (self, l->n_across);

  *width = l->height * get_aspect (self, l->n_across) + (l->n_across - 1) * l->gap;
  *height = l->height * n_down + (n_down - 1) * l->gap;
}

static double
get_room (const HillBlockPlot *self,
          const Layout        *l,
          guint                n_columns,
          guint                n_across,
          double               width,
          double               height)
{
  guint n_rows = (self->n_items + n_columns - 1) / n_columns, n_down = get_n_down (self, n_across);
  double across = (width / n_columns - 0.8 * l->line - (n_across - 1) * l->gap) / get_aspect (self, n_across);
  double down = (height / n_rows - (l->has_names ? 1.25 * l->line : 0) - 0.45 * l->line - (n_down - 1) * l->gap) / n_down;

  return MIN (across, down);
}

/* How many items and how many panels stand side by side; returns the height of a panel. */
static double
choose_grid (const HillBlockPlot *self,
             Layout              *l,
             double               width,
             double               height)
{
  double best = -INFINITY;

  for (guint k = self->n_panels; k > 0; k--)
    for (guint n = 1; n <= self->n_items; n++)
      {
        double room = get_room (self, l, n, k, width, height);

        if (room <= best * (k < l->n_across ? WRAP_GAIN : 1) + 1e-9)
          continue;
        best = room;
        l->n_columns = n;
        l->n_across = k;
      }
  return MAX (best, 1);
}

/* A grid that is narrower or lower than its room moves together. */
static void
gather (const HillBlockPlot *self,
        Layout              *l,
        double               width,
        double               height)
{
  guint n_rows = (self->n_items + l->n_columns - 1) / l->n_columns;
  double panels_width, panels_height;

  get_size (self, l, &panels_width, &panels_height);
  l->cell_width = MIN (width / l->n_columns, 1.1 * panels_width + 1.4 * l->line);
  l->cell_height = MIN (height / n_rows, panels_height + (l->has_names ? 1.25 * l->line : 0) + 0.9 * l->line);
  l->left = (width - l->cell_width * l->n_columns) / 2;
  l->top += MAX (height - l->cell_height * n_rows, 0) / 2;
  l->key_y = l->top + l->cell_height * n_rows;
}

/* Whole pixels of the screen for each pixel of a map, where that costs little. */
static double
fit_pixels (const HillBlockPlot *self,
            double               height,
            const HillPlotStyle *style)
{
  double factor = height * style->pixel_scale / self->set.height;

  for (guint i = 0; i < self->set.n_blocks; i++)
    if (self->set.blocks[i].kind == HILL_FEATURE_PIXELS && factor >= 4)
      return floor (factor) * self->set.height / style->pixel_scale;
  return height;
}

static void
lay_out (const HillBlockPlot *self,
         double               width,
         double               height,
         const HillPlotStyle *style,
         Layout              *l)
{
  double room_height;

  *l = (Layout) { .line = ceil (style->font_size * 1.25), .n_columns = 1, .n_across = self->n_panels };
  l->has_title = self->title != NULL && height > 8 * l->line;
  l->has_names = self->names != NULL && height > 6 * l->line && self->n_items <= 60;
  l->has_key = self->kind == HILL_BLOCK_WEIGHTS && height > 8 * l->line && width > 14 * l->line;
  l->gap = CLAMP (0.012 * width, 2, 0.6 * l->line);
  l->top = l->has_title ? 1.9 * l->line : 0.3 * l->line;
  room_height = MAX (height - l->top - (l->has_key ? 1.7 * l->line : 0), 1);
  l->height = fit_pixels (self, choose_grid (self, l, width, room_height), style);
  gather (self, l, width, room_height);
}

static void
get_place (const HillBlockPlot *self,
           const Layout        *l,
           guint                item,
           guint                panel,
           cairo_rectangle_t   *r)
{
  double panels_width, panels_height;

  get_size (self, l, &panels_width, &panels_height);
  r->x = l->left + (item % l->n_columns) * l->cell_width + (l->cell_width - panels_width) / 2;
  r->y = l->top + (item / l->n_columns) * l->cell_height + panel / l->n_across * (l->height + l->gap);
  for (guint i = panel / l->n_across * l->n_across; i < panel; i++)
    r->x += self->panels[i].aspect * l->height + l->gap;
  r->width = self->panels[panel].aspect * l->height;
  r->height = l->height;
}

static const float *
get_values (const HillBlockPlot *self,
            guint                item)
{
  return self->values + item * (self->set.length + 1);
}

/* A sample of a colour with what it means; returns where it ends. */
static double
draw_sample (HillPen    *pen,
             double      x,
             double      y,
             double      line,
             HillColor   color,
             const char *text)
{
  hill_pen_set_color (pen, color);
  cairo_rectangle (pen->cr, x, y + 0.2 * line, 0.6 * line, 0.6 * line);
  cairo_fill (pen->cr);
  hill_pen_set_color (pen, pen->style->muted);
  hill_pen_write (pen, text, x + 0.9 * line, y, 0, 0, 0);
  return x + 0.9 * line + hill_pen_get_width (pen, text) + 1.2 * line;
}

static void
draw_key (const HillBlockPlot *self,
          HillPen             *pen,
          const Layout        *l,
          double               width)
{
  const char *up = _("raises the score"), *down = _("lowers it");
  g_autofree char *limit = hill_format_number (self->panels[0].limit);
  g_autofree char *scale = self->set.n_blocks == 1 ? g_strdup_printf ("± %s", limit) : g_strdup ("");
  double length = 3 * l->line + (self->set.n_blocks == 1 ? 1.2 * l->line + hill_pen_get_width (pen, scale) : 0), x;

  length += hill_pen_get_width (pen, up) + hill_pen_get_width (pen, down);
  x = MAX ((width - length) / 2, 0);
  x = draw_sample (pen, x, l->key_y, l->line, hill_colormap_diverging (0.9, pen->style->dark), up);
  x = draw_sample (pen, x, l->key_y, l->line, hill_colormap_diverging (-0.9, pen->style->dark), down);
  hill_pen_write (pen, scale, x, l->key_y, 0, 0, 0);
}

static void
draw_item (const HillBlockPlot *self,
           HillPen             *pen,
           const Layout        *l,
           guint                item)
{
  cairo_rectangle_t r;

  for (guint i = 0; i < self->n_panels; i++)
    {
      get_place (self, l, item, i, &r);
      hill_block_panel_draw (&self->panels[i], pen, get_values (self, item), item, &r);
    }
  if (!l->has_names)
    return;
  get_place (self, l, item, self->n_panels - 1, &r);
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write (pen, self->names[item], l->left + (item % l->n_columns + 0.5) * l->cell_width, r.y + r.height + 0.1 * l->line,
                  0.5, 0, l->cell_width - 4);
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillBlockPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  Layout l;

  hill_pen_init (&pen, cr, style);
  lay_out (self, width, height, style, &l);
  for (guint i = 0; i < self->n_items; i++)
    draw_item (self, &pen, &l, i);
  if (l.has_key)
    draw_key (self, &pen, &l, width);
  if (l.has_title)
    hill_pen_write_title (&pen, self->title, width);
}

/* The panel as a whole: the sums of what it shows. */
static void
set_hit (const HillBlockPlot *self,
         guint                item,
         guint                panel,
         HillPlotHit         *hit)
{
  g_autofree char *what = hill_block_panel_describe (&self->panels[panel], get_values (self, item));

  hit->series = (int) item;
  hit->index = panel;
  hit->x = item;
  hit->y = panel;
  g_snprintf (hit->text, sizeof hit->text, "%s%s%s", self->names != NULL ? self->names[item] : "", self->names != NULL ? ", " : "", what);
}

static gboolean
pick (const HillPlot      *plot,
      double               width,
      double               height,
      const HillPlotStyle *style,
      double               x,
      double               y,
      HillPlotHit         *hit)
{
  const HillBlockPlot *self = get_self (plot);
  Layout l;

  lay_out (self, width, height, style, &l);
  for (guint i = 0; i < self->n_items; i++)
    for (guint k = 0; k < self->n_panels; k++)
      {
        g_autofree char *text = NULL;
        cairo_rectangle_t r;

        get_place (self, &l, i, k, &r);
        if (x < r.x || x >= r.x + r.width || y < r.y || y >= r.y + r.height)
          continue;
        set_hit (self, i, k, hit);
        text = hill_block_panel_describe_at (&self->panels[k], get_values (self, i), i, (x - r.x) / r.width, (y - r.y) / r.height);
        if (text != NULL)
          g_snprintf (hit->text, sizeof hit->text, "%s%s%s", self->names != NULL ? self->names[i] : "",
                      self->names != NULL ? ", " : "", text);
        return TRUE;
      }
  return FALSE;
}

/* Left and right from panel to panel, up and down from item to item. */
static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillBlockPlot *self = get_self (plot);
  gssize place = hit->series < 0 ? 0 : (hit->series + dy) * (gssize) self->n_panels + hit->index + dx;

  if (place < 0 || place >= (gssize) self->n_items * self->n_panels)
    return FALSE;
  set_hit (self, (guint) (place / self->n_panels), (guint) (place % self->n_panels), hit);
  return TRUE;
}

static gboolean
locate (const HillPlot      *plot,
        double               width,
        double               height,
        const HillPlotStyle *style,
        const HillPlotHit   *hit,
        cairo_rectangle_t   *place)
{
  const HillBlockPlot *self = get_self (plot);
  Layout l;

  if (hit->series < 0 || hit->index < 0 || (guint) hit->series >= self->n_items || hit->index >= self->n_panels)
    return FALSE;
  lay_out (self, width, height, style, &l);
  get_place (self, &l, (guint) hit->series, (guint) hit->index, place);
  return TRUE;
}

/* "HoG up to 0.31, hue histogram up to 2.4" */
static char *
list_blocks (const HillBlockPlot *self)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < self->n_panels; i++)
    {
      g_autofree char *block = NULL, *limit = NULL;

      if (self->panels[i].sign < 0)
        continue;
      block = hill_feature_block_describe (self->panels[i].block);
      limit = hill_format_number (self->panels[i].limit);
      if (list->len > 0)
        g_string_append (list, _(", "));
      /* Translators: a kind of features, and the largest number on its scale */
      g_string_append_printf (list, _("%s up to %s"), block, limit);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
describe (const HillPlot *plot)
{
  const HillBlockPlot *self = get_self (plot);
  g_autofree char *blocks = list_blocks (self);

  if (self->kind == HILL_BLOCK_FEATURES)
    return g_strdup_printf (_("The features of an image: %s."), blocks);
  if (self->n_items == 1)
    return g_strdup_printf (_("What raises a score and what lowers it, apart for each kind of features: %s."), blocks);
  return g_strdup_printf (ngettext ("What raises the score of %u class and what lowers it, apart for each kind of features: %s.",
                                    "What raises the scores of %u classes and what lowers them, apart for each kind of features: %s.",
                                    self->n_items), self->n_items, blocks);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillBlockPlot *self = get_self (plot);

  hill_csv_append_text (csv, _("class"));
  for (gsize d = 0; d < self->set.length; d++)
    {
      g_autofree char *name = hill_feature_set_dup_dimension_name (&self->set, d);

      hill_csv_append_text (csv, name);
    }
  hill_csv_append_text (csv, "b");
  hill_csv_end_row (csv);
  for (guint i = 0; i < self->n_items; i++)
    {
      hill_csv_append_text (csv, self->names != NULL ? self->names[i] : "");
      for (gsize d = 0; d <= self->set.length; d++)
        hill_csv_append_number (csv, get_values (self, i)[d]);
      hill_csv_end_row (csv);
    }
}

static void
finalize (HillPlot *plot)
{
  HillBlockPlot *self = get_self (plot);

  for (guint i = 0; i < self->n_panels; i++)
    hill_block_panel_clear (&self->panels[i]);
  g_strfreev (self->names);
  g_free (self->values);
  g_free (self->title);
  g_free (self);
}

/* Panel by panel; values that are all 0 have no scale of their own. */
static void
widen (HillPlot       *plot,
       const HillPlot *other_plot)
{
  HillBlockPlot *self = (HillBlockPlot *) plot;
  const HillBlockPlot *other = (const HillBlockPlot *) other_plot;

  for (guint i = 0; i < MIN (self->n_panels, other->n_panels); i++)
    if (!other->panels[i].flat)
      {
        self->panels[i].limit = self->panels[i].flat ? other->panels[i].limit : MAX (self->panels[i].limit, other->panels[i].limit);
        self->panels[i].flat = FALSE;
      }
}

static const HillPlotClass block_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize, widen
};

static void
add_panels (HillBlockPlot *self)
{
  for (guint i = 0; i < self->set.n_blocks; i++)
    {
      const HillFeatureBlock *block = &self->set.blocks[i];
      gboolean apart = self->kind == HILL_BLOCK_WEIGHTS && block->kind == HILL_FEATURE_HOG;

      hill_block_panel_init (&self->panels[self->n_panels++], &self->set, block, self->kind, apart ? 1 : 0, self->values, self->n_items);
      if (apart)
        hill_block_panel_init (&self->panels[self->n_panels++], &self->set, block, self->kind, -1, self->values, self->n_items);
    }
}

HillPlot *
hill_block_plot_new (const char           *title,
                     const HillFeatureSet *set,
                     const float          *values,
                     guint                 n_items,
                     const char * const   *names,
                     HillBlockKind         kind)
{
  HillBlockPlot *self;

  g_return_val_if_fail (set != NULL && set->length > 0 && set->width > 0, NULL);
  g_return_val_if_fail (values != NULL && n_items > 0, NULL);

  self = g_new0 (HillBlockPlot, 1);
  hill_plot_init (&self->parent, &block_plot_class);
  self->title = g_strdup (title);
  self->set = *set;
  self->kind = kind;
  self->n_items = n_items;
  self->values = g_memdup2 (values, n_items * (set->length + 1) * sizeof *values);
  if (names != NULL)
    self->names = g_new0 (char *, n_items + 1);
  for (guint i = 0; names != NULL && i < n_items; i++)
    self->names[i] = g_strdup (names[i]);
  add_panels (self);
  return &self->parent;
}
