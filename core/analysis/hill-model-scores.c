/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* As the formula reads: slow for a data set, quick for a dozen images. */

#include "hill-model-scores.h"

#include "hill-i18n.h"

double
hill_model_get_input (const HillDesign *design,
                      HillSplit         split,
                      gsize             row,
                      gsize             feature)
{
  const HillCells *cells = hill_design_get_cells (design, split);

  if (feature == hill_design_get_n_features (design))
    return 1;
  return (double) hill_design_get_slopes (design)[feature] * hill_cells_get (cells, row, feature) +
         (double) hill_design_get_offsets (design)[feature];
}

void
hill_model_get_scores (const HillDesign *design,
                       const float      *weights,
                       HillSplit         split,
                       gsize             row,
                       double           *scores)
{
  gsize n_features = hill_design_get_n_features (design);
  guint n_classes = hill_design_get_n_classes (design);

  for (guint c = 0; c < n_classes; c++)
    scores[c] = (double) weights[c * (n_features + 1) + n_features];
  for (gsize d = 0; d < n_features; d++)
    {
      double x = hill_model_get_input (design, split, row, d);

      for (guint c = 0; c < n_classes; c++)
        scores[c] += (double) weights[c * (n_features + 1) + d] * x;
    }
}

/* The index of a class among those of the sheet, or their number. */
static guint
find_class (const guint *classes,
            guint        n_classes,
            guint        label)
{
  guint c = 0;

  while (c < n_classes && (classes != NULL ? classes[c] : c) != label)
    c++;
  return c;
}

static gboolean
fill_image (HillSheet        *sheet,
            guint             image,
            const HillDesign *design,
            const double     *scores,
            const guint      *classes,
            guint             label,
            GError          **error)
{
  HillDataset *dataset = hill_design_get_dataset (design);
  guint n_classes = hill_sheet_get_n_classes (sheet);
  guint place = find_class (classes, n_classes, label);

  if (place == n_classes)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                   _("The true class of image %u, “%s”, is not among those of the sheet: choose it too, or another image"),
                   image + 1, hill_dataset_get_class_name (dataset, label));
      return FALSE;
    }
  hill_sheet_set_label (sheet, image, place);
  for (guint c = 0; c < n_classes; c++)
    {
      double score = scores[classes != NULL ? classes[c] : c];

      if (!hill_score_check (score, error))
        return FALSE;
      hill_sheet_set_score (sheet, image, c, score);
    }
  return TRUE;
}

HillSheet *
hill_sheet_new_model (const HillDesign  *design,
                      const float       *weights,
                      HillSplit          split,
                      const guint32     *rows,
                      guint              n_rows,
                      const guint       *classes,
                      guint              n_classes,
                      GError           **error)
{
  g_autoptr(HillSheet) sheet = NULL;
  g_autofree double *scores = NULL;

  g_return_val_if_fail (design != NULL && weights != NULL && (rows != NULL || n_rows == 0), NULL);

  if (classes == NULL)
    n_classes = hill_design_get_n_classes (design);
  sheet = hill_sheet_new (n_classes, n_rows);
  g_return_val_if_fail (sheet != NULL, NULL);

  for (guint c = 0; c < n_classes; c++)
    hill_sheet_set_class_name (sheet, c, hill_dataset_get_class_name (hill_design_get_dataset (design), classes != NULL ? classes[c] : c));
  scores = g_new (double, hill_design_get_n_classes (design));
  for (guint i = 0; i < n_rows; i++)
    {
      hill_model_get_scores (design, weights, split, rows[i], scores);
      if (!fill_image (sheet, i, design, scores, classes, hill_design_get_labels (design, split)[rows[i]], error))
        return NULL;
    }
  return g_steal_pointer (&sheet);
}
