/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The presets are the built-in points, thinned: the first few of each class. */

#include "hill-point-set.h"

#include "hill-load.h"
#include "hill-points.h"

#include <glib/gi18n.h>
#include <math.h>

static const struct
{
  const char *spec;
  const char *name;
  guint       n;
} presets[] = {
  { "points:blobs", N_("Blobs"), 30 },
  { "points:moons", N_("Moons"), 36 },
  { "points:spiral", N_("Spiral"), 42 },
  { "points:circles", N_("Circles"), 42 },
};

const char *
hill_point_set_get_preset_name (guint preset)
{
  return preset < G_N_ELEMENTS (presets) ? _(presets[preset].name) : NULL;
}

void
hill_point_set_fill (HillPointSet *self,
                     guint         preset)
{
  HillLoadOptions options = { .seed = 1 };
  g_autoptr(HillDataset) dataset = NULL;
  const HillCells *cells;

  g_return_if_fail (preset < G_N_ELEMENTS (presets));

  dataset = hill_dataset_load (presets[preset].spec, &options, NULL);
  g_return_if_fail (dataset != NULL);
  cells = hill_dataset_get_cells (dataset, HILL_SPLIT_TRAIN);
  self->n = 0;
  for (gsize i = 0; i < presets[preset].n; i++)
    hill_point_set_add (self, hill_cells_get (cells, i, 0), hill_cells_get (cells, i, 1),
                        hill_dataset_get_labels (dataset, HILL_SPLIT_TRAIN)[i]);
}

gboolean
hill_point_set_move (HillPointSet *self,
                     guint         index,
                     double        x,
                     double        y)
{
  if (index >= self->n || !isfinite (x) || !isfinite (y))
    return FALSE;
  self->points[index].x = (float) CLAMP (x, -HILL_POINT_LIMIT, HILL_POINT_LIMIT);
  self->points[index].y = (float) CLAMP (y, -HILL_POINT_LIMIT, HILL_POINT_LIMIT);
  return TRUE;
}

gboolean
hill_point_set_add (HillPointSet *self,
                    double        x,
                    double        y,
                    guint         label)
{
  g_return_val_if_fail (label < HILL_POINT_CLASSES, FALSE);

  if (self->n >= HILL_POINT_MAX)
    return FALSE;
  self->points[self->n] = (HillPoint) { 0, 0, (guint16) label };
  self->n++;
  if (hill_point_set_move (self, self->n - 1, x, y))
    return TRUE;
  self->n--;
  return FALSE;
}

gboolean
hill_point_set_remove (HillPointSet *self,
                       guint         index)
{
  if (index >= self->n || self->n == 1)
    return FALSE;
  self->n--;
  for (guint i = index; i < self->n; i++)
    self->points[i] = self->points[i + 1];
  return TRUE;
}

gboolean
hill_point_set_equal (const HillPointSet *self,
                      const HillPointSet *other)
{
  if (self->n != other->n)
    return FALSE;
  for (guint i = 0; i < self->n; i++)
    if (self->points[i].x != other->points[i].x || self->points[i].y != other->points[i].y
        || self->points[i].label != other->points[i].label)
      return FALSE;
  return TRUE;
}

HillSample *
hill_point_set_new_sample (const HillPointSet *self)
{
  float places[2 * HILL_POINT_MAX];
  guint16 labels[HILL_POINT_MAX];
  g_autoptr(HillDataset) dataset = NULL;
  g_autoptr(HillPartition) partition = NULL;
  g_autoptr(HillDesign) design = NULL;

  g_return_val_if_fail (self->n > 0 && self->n <= HILL_POINT_MAX, NULL);

  for (guint i = 0; i < self->n; i++)
    {
      places[2 * i] = self->points[i].x;
      places[2 * i + 1] = self->points[i].y;
      labels[i] = self->points[i].label;
    }
  dataset = hill_dataset_new_from_points (places, labels, self->n, HILL_POINT_CLASSES);
  partition = hill_partition_new (dataset, 0, 0);
  design = hill_design_new (dataset, partition, "pixels", HILL_SCALE_NONE, 1, NULL, NULL);
  return hill_sample_new (design, 0);
}
