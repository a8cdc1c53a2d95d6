/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which plot suits which features. */

#include "hill-template-plots.h"

#include "hill-block-plot.h"
#include "hill-confusion-plot.h"
#include "hill-template-plot.h"

static gboolean
has_only_pixels (const HillFeatureSet *set)
{
  return set->n_blocks == 1 && set->blocks[0].kind == HILL_FEATURE_PIXELS;
}

gboolean
hill_snapshot_has_pictures (const HillSnapshot *self)
{
  const HillFeatureSet *set = hill_design_get_feature_set (self->design);

  return set->width > 0 && has_only_pixels (set);
}

const char **
hill_dataset_list_class_names (const HillDataset *self)
{
  guint n_classes = hill_dataset_get_n_classes (self);
  const char **names = g_new0 (const char *, n_classes + 1);

  for (guint c = 0; c < n_classes; c++)
    names[c] = hill_dataset_get_class_name (self, c);
  return names;
}

HillPlot *
hill_snapshot_new_template_plot (const HillSnapshot *self,
                                 gboolean            in_color)
{
  const HillFeatureSet *set = hill_design_get_feature_set (self->design);
  g_autofree const char **names = hill_dataset_list_class_names (hill_design_get_dataset (self->design));
  guint n_classes = hill_design_get_n_classes (self->design);

  if (!has_only_pixels (set))
    return hill_block_plot_new (NULL, set, self->templates, n_classes, names, HILL_BLOCK_WEIGHTS);
  return hill_template_plot_new (NULL, self->templates, n_classes, set->length, set->width, set->height, set->n_channels, names,
                                 in_color && set->n_channels == 3 ? HILL_TEMPLATE_COLOR : HILL_TEMPLATE_DIVERGING);
}

HillPlot *
hill_snapshot_new_confusion_plot (const HillSnapshot *self)
{
  g_autofree const char **names = hill_dataset_list_class_names (hill_design_get_dataset (self->design));

  g_return_val_if_fail (self->confusion != NULL, NULL);

  return hill_confusion_plot_new (NULL, self->confusion->counts, self->confusion->n_classes, names);
}
