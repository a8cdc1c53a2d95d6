/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Marching squares (Lorensen and Cline 1987, in the plane): in each cell of the grid a line enters and leaves through edges whose
 * ends lie on both sides of the level; the pieces are then followed from edge to edge, so that each line is one. */

#include "hill-field-private.h"

#include <math.h>
#include <string.h>

/* The edges of a grid by number: 2 k goes from grid point k to the right, 2 k + 1 upwards. */
typedef struct
{
  HillField *self;
  double     level;
  gint32   (*links)[2];         /* of each edge: the edges where the line goes on, or -1 */
} Tracer;

static double
get_height (const HillField *self,
            gsize            k)
{
  double value = self->values[k];

  /* What is not finite is above every line. */
  return isfinite (value) ? value : G_MAXDOUBLE;
}

static void
add_link (Tracer *t,
          gint32  a,
          gint32  b)
{
  t->links[a][t->links[a][0] >= 0] = b;
  t->links[b][t->links[b][0] >= 0] = a;
}

/* One cell, its lower left grid point @k.  Where two opposite corners are high, the mean of all four says whether they are joined. */
static void
trace_cell (Tracer *t,
            gsize   k)
{
  const HillField *self = t->self;
  double h[4] = { get_height (self, k), get_height (self, k + 1), get_height (self, k + self->n_x + 1), get_height (self, k + self->n_x) };
  gint32 bottom = (gint32) (2 * k), left = bottom + 1, right = left + 2, top = (gint32) (2 * (k + self->n_x));
  guint mask = (h[0] > t->level) | (guint) (h[1] > t->level) << 1 | (guint) (h[2] > t->level) << 2 | (guint) (h[3] > t->level) << 3;
  gboolean high_middle;

  switch (MIN (mask, 15 - mask))
    {
    case 1:
      add_link (t, left, bottom);
      break;
    case 2:
      add_link (t, bottom, right);
      break;
    case 3:
      add_link (t, left, right);
      break;
    case 4:
      add_link (t, right, top);
      break;
    case 6:
      add_link (t, bottom, top);
      break;
    case 7:
      add_link (t, left, top);
      break;
    case 5:
      high_middle = h[0] / 4 + h[1] / 4 + h[2] / 4 + h[3] / 4 > t->level;
      if (high_middle == (mask == 5))
        {
          add_link (t, left, top);
          add_link (t, bottom, right);
        }
      else
        {
          add_link (t, left, bottom);
          add_link (t, right, top);
        }
      break;
    default:
      break;
    }
}

/* Where the line crosses an edge. */
static HillFieldPoint
cross (const Tracer *t,
       gint32        edge)
{
  const HillField *self = t->self;
  gsize k = (gsize) edge / 2, other = edge % 2 == 0 ? k + 1 : k + self->n_x;
  double from = get_height (self, k), to = get_height (self, other);
  double share = (t->level - from) / (to - from);
  HillFieldPoint point = { (float) (k % self->n_x), (float) (k / self->n_x) };

  /* Across a cliff the logarithm is nearer to the truth. */
  if (self->height.log && from > 0 && to > 0 && t->level > 0)
    share = log (t->level / from) / log (to / from);
  share = CLAMP (share, 0, 1);
  if (edge % 2 == 0)
    point.x += (float) share;
  else
    point.y += (float) share;
  return point;
}

/* Takes the line that starts at @edge off the links. */
static void
follow (Tracer *t,
        gint32  edge,
        gboolean closed)
{
  HillContour contour = { .level = t->level, .first = t->self->points->len, .closed = closed };
  gint32 from = -1, here = edge;

  while (here >= 0)
    {
      gint32 next = t->links[here][0] == from && from >= 0 ? t->links[here][1] : t->links[here][0];
      HillFieldPoint point = cross (t, here);

      g_array_append_val (t->self->points, point);
      t->links[here][0] = t->links[here][1] = -1;
      from = here;
      here = next >= 0 && (t->links[next][0] >= 0 || t->links[next][1] >= 0) ? next : -1;
    }
  contour.n_points = t->self->points->len - contour.first;
  if (contour.n_points > 1)
    g_array_append_val (t->self->contours, contour);
  else
    g_array_set_size (t->self->points, contour.first);
}

static void
trace_level (Tracer *t)
{
  const HillField *self = t->self;
  gsize n_edges = 2 * (gsize) self->n_x * self->n_y;

  memset (t->links, -1, n_edges * sizeof *t->links);
  for (guint j = 0; j + 1 < self->n_y; j++)
    for (guint i = 0; i + 1 < self->n_x; i++)
      trace_cell (t, (gsize) j * self->n_x + i);
  for (gsize e = 0; e < n_edges; e++)
    if (t->links[e][0] >= 0 && t->links[e][1] < 0)
      follow (t, (gint32) e, FALSE);
  for (gsize e = 0; e < n_edges; e++)
    if (t->links[e][0] >= 0)
      follow (t, (gint32) e, TRUE);
}

void
hill_field_trace (HillField *self)
{
  Tracer t = { .self = self };

  t.links = g_malloc_n (2 * (gsize) self->n_x * self->n_y, sizeof *t.links);
  for (guint i = 0; i < self->n_ticks; i++)
    {
      t.level = self->ticks[i];
      trace_level (&t);
    }
  g_free (t.links);
}
