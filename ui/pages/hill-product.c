/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Sums are made in double; the terms are kept in float, to be drawn. */

#include "hill-product.h"

#include "hill-block-plot.h"
#include "hill-feature-image.h"

#include <glib/gi18n.h>
#include <math.h>

/* The features as the templates want them: unit times the stored cells. */
static void
read_features (const HillDesign *design,
               HillSplit         split,
               gsize             index,
               float            *features)
{
  const HillCells *cells = hill_design_get_cells (design, split);
  float unit = hill_design_get_unit (design);

  for (gsize d = 0; d < cells->n_cols; d++)
    features[d] = (float) hill_cells_get (cells, index, d) * unit;
}

static const float *
get_template (const HillSnapshot *snapshot,
              guint               class_index)
{
  return snapshot->templates + class_index * (hill_design_get_n_features (snapshot->design) + 1);
}

static double
get_score (const HillSnapshot *snapshot,
           guint               class_index,
           const float        *features)
{
  gsize n = hill_design_get_n_features (snapshot->design);
  const float *weights = get_template (snapshot, class_index);
  double score = weights[n];

  for (gsize d = 0; d < n; d++)
    score += (double) weights[d] * features[d];
  return score;
}

static guint
find_best (const HillSnapshot *snapshot,
           const float        *features,
           double             *best_score)
{
  guint best = 0;

  *best_score = get_score (snapshot, 0, features);
  for (guint c = 1; c < hill_design_get_n_classes (snapshot->design); c++)
    {
      double score = get_score (snapshot, c, features);

      if (score <= *best_score)
        continue;
      *best_score = score;
      best = c;
    }
  return best;
}

guint
hill_product_find_best (HillSnapshot *snapshot,
                        HillSplit     split,
                        gsize         index)
{
  g_autofree float *features = g_new (float, hill_design_get_n_features (snapshot->design));
  double score;

  read_features (snapshot->design, split, index, features);
  return find_best (snapshot, features, &score);
}

static void
multiply (HillProduct *self)
{
  gsize n = hill_design_get_n_features (self->snapshot->design);
  const float *weights = get_template (self->snapshot, self->class_index);

  for (gsize d = 0; d < n; d++)
    {
      double term = (double) weights[d] * self->features[d];

      self->terms[d] = (float) term;
      if (term > 0)
        self->positive += term;
      else
        self->negative += term;
    }
  self->bias = weights[n];
  self->terms[n] = weights[n];
  self->score = self->positive + self->negative + self->bias;
}

HillProduct *
hill_product_new (HillSnapshot *snapshot,
                  HillSplit     split,
                  gsize         index,
                  guint         class_index)
{
  gsize n = hill_design_get_n_features (snapshot->design);
  HillProduct *self;

  g_return_val_if_fail (class_index < hill_design_get_n_classes (snapshot->design), NULL);
  g_return_val_if_fail (index < hill_design_get_cells (snapshot->design, split)->n_rows, NULL);

  self = g_new0 (HillProduct, 1);
  self->snapshot = hill_snapshot_ref (snapshot);
  self->split = split;
  self->index = index;
  self->class_index = class_index;
  self->features = g_new0 (float, n + 1);
  self->terms = g_new0 (float, n + 1);
  read_features (snapshot->design, split, index, self->features);
  multiply (self);
  self->best = find_best (snapshot, self->features, &self->best_score);
  return self;
}

void
hill_product_free (HillProduct *self)
{
  hill_snapshot_unref (self->snapshot);
  g_free (self->features);
  g_free (self->terms);
  g_free (self);
}

HillPlot *
hill_product_new_image_plot (const HillProduct *self)
{
  HillDataset *dataset = hill_design_get_dataset (self->snapshot->design);
  const char *name = hill_dataset_get_class_name (dataset, hill_dataset_get_labels (dataset, self->split)[self->index]);
  g_autoptr(HillFeatureImage) image = hill_feature_image_new_from_example (dataset, self->split, self->index, name);
  /* Translators: the class of an image */
  g_autofree char *sentence = g_strdup_printf (_("The image: %s."), name);
  HillPlot *plot = hill_picture_plot_new (NULL, image->photo, sentence);

  /* As large as the maps beside it. */
  hill_picture_plot_set_key (plot, HILL_PICTURE_KEY_ROOM, 0, FALSE);
  return plot;
}

static HillPlot *
new_block_plot (const HillProduct *self,
                const float       *values,
                HillBlockKind      kind)
{
  return hill_block_plot_new (NULL, hill_design_get_feature_set (self->snapshot->design), values, 1, NULL, kind);
}

HillPlot *
hill_product_new_feature_plot (const HillProduct *self)
{
  return new_block_plot (self, self->features, HILL_BLOCK_FEATURES);
}

HillPlot *
hill_product_new_template_plot (const HillProduct *self)
{
  return new_block_plot (self, get_template (self->snapshot, self->class_index), HILL_BLOCK_WEIGHTS);
}

HillPlot *
hill_product_new_term_plot (const HillProduct *self)
{
  return new_block_plot (self, self->terms, HILL_BLOCK_WEIGHTS);
}

char *
hill_product_format_number (double value)
{
  return g_strdup_printf ("%s%.3f", value < 0 ? "−" : "+", fabs (value));
}

char *
hill_product_describe (const HillProduct *self)
{
  HillDataset *dataset = hill_design_get_dataset (self->snapshot->design);
  guint label = hill_dataset_get_labels (dataset, self->split)[self->index];
  const char *true_name = hill_dataset_get_class_name (dataset, label), *best_name = hill_dataset_get_class_name (dataset, self->best);
  g_autofree char *score = hill_product_format_number (self->best_score);

  if (self->best == label)
    /* Translators: a class and its score */
    return g_strdup_printf (_("%s has the highest score, %s: the image is recognised."), best_name, score);
  /* Translators: a class and its score, and the class that the image is of */
  return g_strdup_printf (_("%s has the highest score, %s; but the image is of the class %s."), best_name, score, true_name);
}
