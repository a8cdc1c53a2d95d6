/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A sheet knows names only, and undo brings old names back: so the names lead to the pictures. */

#include "hill-model-images.h"

#include "hill-loss-jobs.h"
#include "hill-template-plot.h"

#include <glib/gi18n.h>

struct _HillModelImages
{
  HillModelImagesFunc  func;
  gpointer             user_data;
  HillJob             *job;             /* owned, (nullable) */
  HillSnapshot        *snapshot;        /* owned, (nullable): of the model asked last */
  HillSplit            split;
  GArray              *rows;            /* guint32, asked for last */
  gsize                next;            /* row of the split */
  GHashTable          *places;          /* name of an image -> its row of the split */
};

HillModelImages *
hill_model_images_new (HillModelImagesFunc func,
                       gpointer            user_data)
{
  HillModelImages *self = g_new0 (HillModelImages, 1);

  self->func = func;
  self->user_data = user_data;
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static void
cancel (HillModelImages *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
}

void
hill_model_images_forget (HillModelImages *self)
{
  cancel (self);
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  g_hash_table_remove_all (self->places);
  self->next = 0;
}

void
hill_model_images_free (HillModelImages *self)
{
  hill_model_images_forget (self);
  g_array_unref (self->rows);
  g_hash_table_unref (self->places);
  g_free (self);
}

/* Names that lead to the pictures. */
static void
name_images (HillModelImages *self,
             HillSheet       *sheet)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      gsize row = g_array_index (self->rows, guint32, i);
      char *name = g_strdup_printf (self->split == HILL_SPLIT_TEST ? _("test %zu") : _("training %zu"), row + 1);

      hill_sheet_set_image_name (sheet, i, name);
      g_hash_table_insert (self->places, name, GSIZE_TO_POINTER (row));
    }
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillModelImages *self = user_data;
  g_autoptr(HillSheet) sheet = hill_job_take_result (job);

  if (sheet != NULL)
    {
      name_images (self, sheet);
      self->func (sheet, NULL, self->user_data);
    }
  else if (hill_job_get_message (job) != NULL)
    self->func (NULL, hill_job_get_message (job), self->user_data);
}

static void
choose_rows (HillModelImages *self,
             guint            n_images)
{
  HillDataset *dataset = hill_design_get_dataset (self->snapshot->design);
  gsize n;

  self->split = hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST) > 0 ? HILL_SPLIT_TEST : HILL_SPLIT_TRAIN;
  n = hill_dataset_get_n_examples (dataset, self->split);
  g_array_set_size (self->rows, 0);
  for (guint i = 0; i < MIN (n_images, n); i++)
    {
      guint32 row = (guint32) ((self->next + i) % n);

      g_array_append_val (self->rows, row);
    }
  self->next = n > 0 ? (self->next + self->rows->len) % n : 0;
}

static void
add_class (GArray *classes,
           guint   class_index,
           guint   limit)
{
  for (guint i = 0; i < classes->len; i++)
    if (g_array_index (classes, guint, i) == class_index)
      return;
  if (classes->len < limit)
    g_array_append_val (classes, class_index);
}

/* Of many classes, those of the images and the first others. */
static GArray *
choose_classes (HillModelImages *self,
                guint            limit)
{
  const guint16 *labels = hill_design_get_labels (self->snapshot->design, self->split);
  GArray *classes = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = hill_design_get_n_classes (self->snapshot->design);

  if (n > limit)
    for (guint i = 0; i < self->rows->len; i++)
      add_class (classes, labels[g_array_index (self->rows, guint32, i)], limit);
  for (guint c = 0; c < n; c++)
    add_class (classes, c, limit);
  return classes;
}

void
hill_model_images_ask (HillModelImages *self,
                       HillSession     *session,
                       guint            n_images,
                       guint            max_classes)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (session);
  g_autoptr(GArray) classes = NULL;

  cancel (self);
  if (snapshot == NULL)
    return;
  hill_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  self->snapshot = snapshot;
  choose_rows (self, n_images);
  classes = choose_classes (self, max_classes);
  self->job = hill_session_score_images (session, self->split, (const guint32 *) (void *) self->rows->data, self->rows->len,
                                         (const guint *) (void *) classes->data, classes->len, on_job, self);
}

HillDataset *
hill_model_images_find (const HillModelImages *self,
                        const char            *name,
                        HillSplit             *split,
                        gsize                 *row)
{
  gpointer place;

  if (self->snapshot == NULL || !g_hash_table_lookup_extended (self->places, name, NULL, &place))
    return NULL;
  *split = self->split;
  *row = GPOINTER_TO_SIZE (place);
  return hill_design_get_dataset (self->snapshot->design);
}

double
hill_model_images_get_penalty (const HillModelImages *self)
{
  if (self->snapshot == NULL)
    return 0;
  return hill_loss_get_penalty (&self->snapshot->experiment.loss, hill_design_get_n_classes (self->snapshot->design),
                                hill_design_get_n_features (self->snapshot->design), self->snapshot->weights);
}

HillPlot *
hill_model_images_new_templates (const HillModelImages *self)
{
  const HillSnapshot *snapshot = self->snapshot;
  g_autofree const char **names = NULL;
  HillDataset *dataset;
  guint n;

  if (snapshot == NULL || !g_str_equal (hill_design_get_features (snapshot->design), "pixels"))
    return NULL;
  dataset = hill_design_get_dataset (snapshot->design);
  n = hill_design_get_n_classes (snapshot->design);
  names = g_new0 (const char *, n + 1);
  for (guint c = 0; c < n; c++)
    names[c] = hill_dataset_get_class_name (dataset, c);
  return hill_template_plot_new (_("Templates: the weights whose product with the image is the score"), snapshot->templates, n,
                                 hill_design_get_n_features (snapshot->design), hill_dataset_get_width (dataset),
                                 hill_dataset_get_height (dataset), hill_dataset_get_n_channels (dataset), names,
                                 HILL_TEMPLATE_DIVERGING);
}
