/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The field as a surface in space, in parallel projection.  On the screen its cells are filled pixel by pixel with a depth for each
 * (6400 polygons by way of Cairo would take 50 ms); the depths also say which parts of the walk are behind a hill.  In SVG and PDF
 * the cells are polygons, painted from the back to the front. */

#include "hill-landscape-plot-private.h"

#include <math.h>
#include <string.h>

#define N_SHADES 256
#define N_LIGHTS 16
#define RELIEF 0.5
#define BEHIND -1e30f
#define MAX_SIDE 8192
#define MAX_CELLS 160             /* along a side; a finer grid is thinned */

void
hill_space_init (HillSpace                 *self,
                 const HillLandscapePlot   *plot,
                 const HillLandscapeLayout *l)
{
  const HillField *field = plot->field;
  double a = plot->azimuth * G_PI / 180, e = plot->elevation * G_PI / 180;
  double width = l->right - l->left, height = l->bottom - l->top, margin = l->has_labels ? 0.86 : 0.95;
  double side_x = field->x_high - field->x_low, side_y = field->y_high - field->y_low, longer = MAX (side_x, side_y);
  double diagonal;

  self->n_x = field->n_x;
  self->n_y = field->n_y;
  self->cos_a = cos (a);
  self->sin_a = sin (a);
  self->cos_e = cos (e);
  self->sin_e = sin (e);
  self->aspect_x = field->equal ? MAX (side_x / longer, 0.2) : 1;
  self->aspect_y = field->equal ? MAX (side_y / longer, 0.2) : 1;
  self->relief = RELIEF;
  diagonal = hypot (self->aspect_x, self->aspect_y);
  self->size = margin * MIN (width / diagonal, height / (diagonal * self->sin_e + self->relief * self->cos_e));
  self->x = (l->left + l->right) / 2;
  self->y = (l->top + l->bottom) / 2 - (l->has_labels ? 0.03 * height : 0);
}

HillSpot
hill_space_project (const HillSpace *self,
                    double           i,
                    double           j,
                    double           shade)
{
  double u = (i / (self->n_x - 1) - 0.5) * self->aspect_x, v = (j / (self->n_y - 1) - 0.5) * self->aspect_y;
  double across = u * self->cos_a - v * self->sin_a, away = u * self->sin_a + v * self->cos_a, up = (shade - 0.5) * self->relief;

  return (HillSpot) { self->x + self->size * across,
                      self->y - self->size * (away * self->sin_e + up * self->cos_e),
                      up * self->sin_e - away * self->cos_e };
}

typedef struct
{
  const HillField *field;
  guint            n_i, n_j;    /* vertices along each side */
  HillSpot        *spots;
  float           *shades;
} Mesh;

/* Vertices of the grid, or of every second, third … line of it, the last one always. */
static guint
thin (guint  n,
      guint  k,
      guint  n_thin)
{
  return (guint) lrint ((double) k * (n - 1) / (n_thin - 1));
}

static void
mesh_init (Mesh            *self,
           const HillField *field,
           const HillSpace *space)
{
  self->field = field;
  self->n_i = MIN (field->n_x, MAX_CELLS + 1);
  self->n_j = MIN (field->n_y, MAX_CELLS + 1);
  self->spots = g_new (HillSpot, (gsize) self->n_i * self->n_j);
  self->shades = g_new (float, (gsize) self->n_i * self->n_j);
  for (guint b = 0; b < self->n_j; b++)
    for (guint a = 0; a < self->n_i; a++)
      {
        guint i = thin (field->n_x, a, self->n_i), j = thin (field->n_y, b, self->n_j);
        gsize k = (gsize) b * self->n_i + a;

        self->shades[k] = field->shades[(gsize) j * field->n_x + i];
        self->spots[k] = hill_space_project (space, i, j, self->shades[k]);
      }
}

static void
mesh_clear (Mesh *self)
{
  g_free (self->spots);
  g_free (self->shades);
}

/* How a cell is lit, 0 to 1: from the left, above and a little behind. */
static double
get_light (const Mesh      *mesh,
           const HillSpace *space,
           gsize            k)
{
  const float *s = mesh->shades + k;
  double rise_u = (s[1] - s[0] + s[mesh->n_i + 1] - s[mesh->n_i]) / 2 * space->relief * (mesh->n_i - 1) / space->aspect_x;
  double rise_v = (s[mesh->n_i] - s[0] + s[mesh->n_i + 1] - s[1]) / 2 * space->relief * (mesh->n_j - 1) / space->aspect_y;
  double across = -(rise_u * space->cos_a - rise_v * space->sin_a), away = -(rise_u * space->sin_a + rise_v * space->cos_a);
  double length = sqrt (1 + across * across + away * away);

  return CLAMP ((-0.5 * across - 0.35 * away + 0.79) / length * 0.5 + 0.5, 0, 1);
}

static HillColor
light_color (HillColor color,
             double    light)
{
  double factor = 0.62 + 0.38 * light;

  return (HillColor) { color.red * factor, color.green * factor, color.blue * factor, 1 };
}

typedef struct
{
  guint32 *pixels;
  float   *depths;
  int      width, height;
  gsize    stride;              /* of @pixels, in pixels */
  double   scale;
  guint32  palette[N_LIGHTS][N_SHADES];
} Raster;

typedef struct
{
  float x, y, depth, shade;
} Vertex;

/* A quantity that is linear over a triangle: at the origin, and its slopes. */
typedef struct
{
  float origin, by_x, by_y;
} Plane;

static Plane
make_plane (const Vertex *v[3],
            float         area,
            float         q0,
            float         q1,
            float         q2)
{
  Plane plane;

  plane.by_x = ((q1 - q0) * (v[2]->y - v[0]->y) - (q2 - q0) * (v[1]->y - v[0]->y)) / area;
  plane.by_y = ((q2 - q0) * (v[1]->x - v[0]->x) - (q1 - q0) * (v[2]->x - v[0]->x)) / area;
  plane.origin = q0 - plane.by_x * v[0]->x - plane.by_y * v[0]->y;
  return plane;
}

/* Where the row at @y enters and leaves the triangle. */
static void
find_span (const Vertex *v[3],
           float         y,
           float        *left,
           float        *right)
{
  *left = G_MAXFLOAT;
  *right = -G_MAXFLOAT;
  for (int i = 0; i < 3; i++)
    {
      const Vertex *a = v[i], *b = v[(i + 1) % 3];
      float x;

      if ((a->y <= y) == (b->y <= y))
        continue;
      x = a->x + (y - a->y) / (b->y - a->y) * (b->x - a->x);
      *left = MIN (*left, x);
      *right = MAX (*right, x);
    }
}

static void
fill_triangle (Raster        *r,
               const Vertex  *v[3],
               const guint32 *palette)
{
  float area = (v[1]->x - v[0]->x) * (v[2]->y - v[0]->y) - (v[2]->x - v[0]->x) * (v[1]->y - v[0]->y);
  int top = (int) MAX (ceilf (MIN (MIN (v[0]->y, v[1]->y), v[2]->y) - 0.5f), 0);
  int bottom = (int) MIN (ceilf (MAX (MAX (v[0]->y, v[1]->y), v[2]->y) - 0.5f), (float) r->height);
  Plane depth, shade;

  if (fabsf (area) < 1e-4f)
    return;
  depth = make_plane (v, area, v[0]->depth, v[1]->depth, v[2]->depth);
  shade = make_plane (v, area, v[0]->shade, v[1]->shade, v[2]->shade);
  for (int row = top; row < bottom; row++)
    {
      float y = (float) row + 0.5f, from, to, d, s;
      float *depths = r->depths + (gsize) row * (gsize) r->width;
      guint32 *pixels = r->pixels + (gsize) row * r->stride;
      int first, last;

      find_span (v, y, &from, &to);
      first = (int) MAX (ceilf (from - 0.5f), 0);
      last = (int) MIN (ceilf (to - 0.5f), (float) r->width);
      d = depth.origin + depth.by_y * y + depth.by_x * ((float) first + 0.5f);
      s = shade.origin + shade.by_y * y + shade.by_x * ((float) first + 0.5f);
      for (int x = first; x < last; x++, d += depth.by_x, s += shade.by_x)
        if (d > depths[x])
          {
            depths[x] = d;
            pixels[x] = palette[(int) (CLAMP (s, 0, 1) * (N_SHADES - 1))];
          }
    }
}

static Vertex
make_vertex (const Raster *r,
             const Mesh   *mesh,
             gsize         k)
{
  const HillSpot *spot = &mesh->spots[k];

  return (Vertex) { (float) (spot->x * r->scale), (float) (spot->y * r->scale), (float) spot->depth, mesh->shades[k] };
}

static void
fill_palette (Raster   *r,
              gboolean  dark)
{
  for (int light = 0; light < N_LIGHTS; light++)
    for (int shade = 0; shade < N_SHADES; shade++)
      {
        HillColor c = light_color (hill_field_get_color (shade / (double) (N_SHADES - 1), dark), light / (double) (N_LIGHTS - 1));

        r->palette[light][shade] = 0xff000000u | (guint32) lrint (255 * c.red) << 16 | (guint32) lrint (255 * c.green) << 8
                                   | (guint32) lrint (255 * c.blue);
      }
}

static void
fill_mesh (Raster          *r,
           const Mesh      *mesh,
           const HillSpace *space)
{
  for (guint b = 0; b + 1 < mesh->n_j; b++)
    for (guint a = 0; a + 1 < mesh->n_i; a++)
      {
        gsize k = (gsize) b * mesh->n_i + a;
        Vertex v[4] = { make_vertex (r, mesh, k), make_vertex (r, mesh, k + 1),
                        make_vertex (r, mesh, k + mesh->n_i + 1), make_vertex (r, mesh, k + mesh->n_i) };
        const guint32 *palette = r->palette[(int) (get_light (mesh, space, k) * (N_LIGHTS - 1))];

        fill_triangle (r, (const Vertex *[]) { &v[0], &v[1], &v[2] }, palette);
        fill_triangle (r, (const Vertex *[]) { &v[0], &v[2], &v[3] }, palette);
      }
}

/* From the back to the front. */
static void
paint_polygons (cairo_t         *cr,
                const Mesh      *mesh,
                const HillSpace *space,
                gboolean         dark)
{
  gboolean back_i = space->sin_a > 0, back_j = space->cos_a > 0;

  for (guint n_b = 0; n_b + 1 < mesh->n_j; n_b++)
    for (guint n_a = 0; n_a + 1 < mesh->n_i; n_a++)
      {
        guint b = back_j ? mesh->n_j - 2 - n_b : n_b, a = back_i ? mesh->n_i - 2 - n_a : n_a;
        gsize k = (gsize) b * mesh->n_i + a, corners[4] = { k, k + 1, k + mesh->n_i + 1, k + mesh->n_i };
        double shade = 0;
        HillColor color;

        for (int c = 0; c < 4; c++)
          {
            shade += mesh->shades[corners[c]] / 4;
            cairo_line_to (cr, mesh->spots[corners[c]].x, mesh->spots[corners[c]].y);
          }
        cairo_close_path (cr);
        color = light_color (hill_field_get_color (shade, dark), get_light (mesh, space, k));
        cairo_set_source_rgb (cr, color.red, color.green, color.blue);
        cairo_fill_preserve (cr);
        /* Closes the seam to the next cell. */
        cairo_set_line_width (cr, 0.4);
        cairo_stroke (cr);
      }
}

/* Sets the stage's depths, and paints the pixels where @paint. */
static void
draw_mesh (HillStage  *stage,
           const Mesh *mesh,
           double      width,
           double      height,
           gboolean    paint)
{
  Raster *r = g_new0 (Raster, 1);
  cairo_surface_t *surface;

  r->scale = stage->scale;
  r->width = (int) CLAMP (ceil (width * r->scale), 1, MAX_SIDE);
  r->height = (int) CLAMP (ceil (height * r->scale), 1, MAX_SIDE);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, r->width, r->height);
  r->pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  if (r->pixels != NULL)
    {
      gsize n = (gsize) r->width * (gsize) r->height;

      r->stride = (gsize) cairo_image_surface_get_stride (surface) / 4;
      r->depths = g_new (float, n);
      for (gsize k = 0; k < n; k++)
        r->depths[k] = BEHIND;
      fill_palette (r, stage->pen->style->dark);
      fill_mesh (r, mesh, &stage->space);
      cairo_surface_mark_dirty (surface);
      stage->depths = r->depths;
      stage->columns = r->width;
      stage->rows = r->height;
    }
  if (paint)
    {
      cairo_save (stage->pen->cr);
      cairo_scale (stage->pen->cr, 1 / r->scale, 1 / r->scale);
      cairo_set_source_surface (stage->pen->cr, surface, 0, 0);
      cairo_pattern_set_filter (cairo_get_source (stage->pen->cr), CAIRO_FILTER_NEAREST);
      cairo_paint (stage->pen->cr);
      cairo_restore (stage->pen->cr);
    }
  cairo_surface_destroy (surface);
  g_free (r);
}

static void
draw_contours (const HillStage *stage)
{
  const HillField *field = stage->plot->field;
  cairo_t *cr = stage->pen->cr;
  HillColor color = stage->pen->style->foreground;

  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  for (guint c = 0; c < field->contours->len; c++)
    {
      const HillContour *contour = &g_array_index (field->contours, HillContour, c);
      const HillFieldPoint *points = &g_array_index (field->points, HillFieldPoint, contour->first);
      gboolean seen_before = FALSE;

      for (guint k = 0; k < contour->n_points + (contour->closed ? 1 : 0); k++)
        {
          const HillFieldPoint *point = &points[k % contour->n_points];
          double x, y;
          gboolean seen = hill_stage_place (stage, hill_field_get_x (field, point->x), hill_field_get_y (field, point->y),
                                            contour->level, &x, &y);

          if (seen && seen_before)
            cairo_line_to (cr, x, y);
          else if (seen)
            cairo_move_to (cr, x, y);
          seen_before = seen;
        }
    }
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, 0.4);
  cairo_set_line_width (cr, 0.5 * stage->pen->style->line_width);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* One side of the floor with its numbers and name: from (@i0, @j0) to (@i1, @j1) in grid units. */
static void
draw_side (const HillStage *stage,
           const HillAxis  *axis,
           const char      *label,
           double           i0,
           double           j0,
           double           i1,
           double           j1)
{
  HillPen *pen = stage->pen;
  HillSpot a = hill_space_project (&stage->space, i0, j0, 0), b = hill_space_project (&stage->space, i1, j1, 0);
  double line = hill_pen_get_height (pen), ticks[HILL_AXIS_MAX_TICKS], length = hypot (b.x - a.x, b.y - a.y);
  double out_x = (a.x + b.x) / 2 - stage->space.x, across = out_x > 0.1 * stage->space.size ? 0 : out_x < -0.1 * stage->space.size ? 1 : 0.5;
  double dx = across == 0 ? 0.35 * line : across == 1 ? -0.35 * line : 0;
  guint n = hill_axis_get_ticks (axis, (guint) MAX (length / (4 * line), 2), ticks);
  double width, left;

  hill_pen_set_color (pen, pen->style->muted);
  for (guint t = 0; t < n; t++)
    {
      double share = (ticks[t] - axis->low) / (axis->high - axis->low);
      g_autofree char *text = hill_axis_format_tick (axis, ticks, n, t);

      if (share > 0.03 && share < 0.97)
        hill_pen_write (pen, text, a.x + share * (b.x - a.x) + dx, a.y + share * (b.y - a.y) + 0.1 * line, across, 0, 0);
    }
  hill_pen_set_color (pen, pen->style->foreground);
  /* The name has to stay on the paper. */
  width = hill_pen_get_width (pen, label);
  left = (a.x + b.x) / 2 + 3 * dx - across * width;
  left = MAX (MIN (left, stage->layout->right - width), stage->layout->left);
  hill_pen_write (pen, label, left, (a.y + b.y) / 2 + 1.4 * line, 0, 0, stage->layout->right - left);
}

/* The floor's edges; names stand at the two that are nearest. */
static void
draw_floor (const HillStage *stage)
{
  const HillField *field = stage->plot->field;
  double last_i = field->n_x - 1, last_j = field->n_y - 1;
  double corners[4][2] = { { 0, 0 }, { last_i, 0 }, { last_i, last_j }, { 0, last_j } };
  double front_i = stage->space.sin_a > 0 ? 0 : last_i, front_j = stage->space.cos_a > 0 ? 0 : last_j;

  for (int c = 0; c < 4; c++)
    {
      HillSpot spot = hill_space_project (&stage->space, corners[c][0], corners[c][1], 0);

      cairo_line_to (stage->pen->cr, spot.x, spot.y);
    }
  cairo_close_path (stage->pen->cr);
  hill_pen_set_color (stage->pen, stage->pen->style->muted);
  cairo_set_line_width (stage->pen->cr, 1);
  cairo_stroke (stage->pen->cr);
  if (!stage->layout->has_labels)
    return;
  draw_side (stage, &stage->layout->x, field->x_label, 0, front_j, last_i, front_j);
  draw_side (stage, &stage->layout->y, field->y_label, front_i, 0, front_i, last_j);
}

void
hill_landscape_draw_surface (const HillLandscapePlot   *self,
                             HillPen                   *pen,
                             const HillLandscapeLayout *l,
                             HillStage                 *stage)
{
  gboolean as_pixels = pen->style->pixel_scale > 0;
  Mesh mesh;

  stage->scale = as_pixels ? pen->style->pixel_scale : 1;
  hill_space_init (&stage->space, self, l);
  draw_floor (stage);
  mesh_init (&mesh, self->field, &stage->space);
  draw_mesh (stage, &mesh, l->right, l->bottom, as_pixels);
  if (!as_pixels)
    paint_polygons (pen->cr, &mesh, &stage->space, pen->style->dark);
  mesh_clear (&mesh);
  draw_contours (stage);
}
