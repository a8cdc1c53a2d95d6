/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The picture is scaled by hand to the very device pixels it covers, then drawn one to one: no renderer smooths it.  Enlarging
 * repeats pixels; shrinking averages the area each pixel covers, else thin strokes would vanish.  It is made when it is drawn
 * for the first time, so a cell of a grid that is never scrolled to costs nothing, and it goes with the cell. */

#include "hill-thumbnail.h"

#include "hill-point-map.h"

#include <glib/gi18n.h>
#include <math.h>

#define POINT_TEXTURE_SIZE 64
#define N_OTHERS 240

struct _HillThumbnail
{
  GtkWidget    parent_instance;
  HillDataset *dataset;                 /* owned, (nullable) */
  HillSplit    split;
  gsize        index;
  int          size;
  GdkTexture  *texture;                 /* owned, (nullable): made for ... */
  int          texture_scale;           /* ... this many device pixels per logical one */
};

G_DEFINE_FINAL_TYPE (HillThumbnail, hill_thumbnail, GTK_TYPE_WIDGET)

static GdkTexture *
texture_from_rgba (guint8 *rgba,
                   int     width,
                   int     height)
{
  g_autoptr(GBytes) bytes = g_bytes_new_take (rgba, (gsize) width * height * 4);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, bytes, (gsize) width * 4);
}

static GdkTexture *
point_texture (HillDataset *dataset,
               HillSplit    split,
               gsize        index,
               int          size,
               double       scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size * scale, size * scale);
  cairo_t *cr = cairo_create (surface);
  g_autoptr(GBytes) bytes = NULL;
  GdkTexture *texture;
  int width, height, stride;

  cairo_scale (cr, scale, scale);
  hill_point_map_draw (cr, dataset, split, index, size, N_OTHERS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  width = cairo_image_surface_get_width (surface);
  height = cairo_image_surface_get_height (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * height);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
  cairo_surface_destroy (surface);
  return texture;
}

GdkTexture *
hill_thumbnail_new_texture (HillDataset *dataset,
                            HillSplit    split,
                            gsize        index)
{
  int width, height;
  guint8 *rgba;

  g_return_val_if_fail (dataset != NULL, NULL);
  g_return_val_if_fail (index < hill_dataset_get_n_examples (dataset, split), NULL);

  if (!hill_dataset_has_images (dataset))
    return point_texture (dataset, split, index, POINT_TEXTURE_SIZE, 1);
  width = hill_dataset_get_width (dataset);
  height = hill_dataset_get_height (dataset);
  rgba = g_malloc ((gsize) width * height * 4);
  hill_dataset_copy_rgba (dataset, split, index, rgba);
  return texture_from_rgba (rgba, width, height);
}

/* The mean over the source pixels [from, to) in both directions; at least one. */
static void
average_area (const guint8 *source,
              int           width,
              const int     from[2],
              const int     to[2],
              guint8       *pixel)
{
  guint sum[4] = { 0, 0, 0, 0 };
  guint n = (to[0] - from[0]) * (to[1] - from[1]);

  for (int y = from[1]; y < to[1]; y++)
    for (int x = from[0]; x < to[0]; x++)
      for (int c = 0; c < 4; c++)
        sum[c] += source[((gsize) y * width + x) * 4 + c];
  for (int c = 0; c < 4; c++)
    pixel[c] = (sum[c] + n / 2) / n;
}

static guint8 *
scale_rgba (const guint8 *source,
            int           width,
            int           height,
            int           new_width,
            int           new_height)
{
  guint8 *scaled = g_malloc ((gsize) new_width * new_height * 4);

  for (int y = 0; y < new_height; y++)
    for (int x = 0; x < new_width; x++)
      {
        int from[2] = { (gint64) x * width / new_width, (gint64) y * height / new_height };
        int to[2] = { MAX (from[0] + 1, (gint64) (x + 1) * width / new_width),
                      MAX (from[1] + 1, (gint64) (y + 1) * height / new_height) };

        if (new_width >= width)
          to[0] = from[0] + 1;
        if (new_height >= height)
          to[1] = from[1] + 1;
        average_area (source, width, from, to, scaled + ((gsize) y * new_width + x) * 4);
      }
  return scaled;
}

static void
hill_thumbnail_ensure_texture (HillThumbnail *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double width, height, factor;
  g_autofree guint8 *rgba = NULL;
  int new_width, new_height;

  if (self->texture != NULL && self->texture_scale == scale)
    return;
  g_clear_object (&self->texture);
  self->texture_scale = scale;
  if (!hill_dataset_has_images (self->dataset))
    {
      self->texture = point_texture (self->dataset, self->split, self->index, self->size, scale);
      return;
    }

  width = hill_dataset_get_width (self->dataset);
  height = hill_dataset_get_height (self->dataset);
  factor = self->size * scale / MAX (width, height);
  new_width = MAX (1, lround (width * factor));
  new_height = MAX (1, lround (height * factor));
  rgba = g_malloc ((gsize) (width * height * 4));
  hill_dataset_copy_rgba (self->dataset, self->split, self->index, rgba);
  self->texture = texture_from_rgba (scale_rgba (rgba, width, height, new_width, new_height), new_width, new_height);
}

static void
hill_thumbnail_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  HillThumbnail *self = HILL_THUMBNAIL (widget);
  float width, height;

  if (self->dataset == NULL)
    return;
  hill_thumbnail_ensure_texture (self);
  width = (float) gdk_texture_get_width (self->texture) / self->texture_scale;
  height = (float) gdk_texture_get_height (self->texture) / self->texture_scale;
  /* Whole pixels, or the renderer would have to smooth after all. */
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT (floorf ((gtk_widget_get_width (widget) - width) / 2),
                                                    floorf ((gtk_widget_get_height (widget) - height) / 2),
                                                    width, height));
}

static void
hill_thumbnail_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = *natural = HILL_THUMBNAIL (widget)->size;
}

static void
hill_thumbnail_finalize (GObject *object)
{
  HillThumbnail *self = HILL_THUMBNAIL (object);

  g_clear_object (&self->texture);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  G_OBJECT_CLASS (hill_thumbnail_parent_class)->finalize (object);
}

static void
hill_thumbnail_class_init (HillThumbnailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hill_thumbnail_finalize;
  widget_class->snapshot = hill_thumbnail_snapshot;
  widget_class->measure = hill_thumbnail_measure;
  gtk_widget_class_set_css_name (widget_class, "thumbnail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hill_thumbnail_init (HillThumbnail *self)
{
  self->size = 48;
}

char *
hill_thumbnail_dup_name (HillDataset *dataset,
                         HillSplit    split,
                         gsize        index)
{
  const char *class_name = hill_dataset_get_class_name (dataset, hill_dataset_get_labels (dataset, split)[index]);

  if (hill_dataset_has_images (dataset))
    return g_strdup_printf (_("Image %zu: %s"), index + 1, class_name);
  return g_strdup_printf (_("Point %zu: %s"), index + 1, class_name);
}

void
hill_thumbnail_set_example (HillThumbnail *self,
                            HillDataset   *dataset,
                            HillSplit      split,
                            gsize          index)
{
  g_autofree char *name = NULL;

  g_return_if_fail (HILL_IS_THUMBNAIL (self));
  g_return_if_fail (dataset == NULL || index < hill_dataset_get_n_examples (dataset, split));

  if (dataset != NULL)
    hill_dataset_ref (dataset);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  g_clear_object (&self->texture);
  self->dataset = dataset;
  self->split = split;
  self->index = index;
  if (dataset != NULL)
    {
      name = hill_thumbnail_dup_name (dataset, split, index);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
hill_thumbnail_set_size (HillThumbnail *self,
                         int            size)
{
  g_return_if_fail (HILL_IS_THUMBNAIL (self));
  g_return_if_fail (size > 0);

  if (self->size == size)
    return;
  self->size = size;
  g_clear_object (&self->texture);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

GtkWidget *
hill_thumbnail_new (HillDataset *dataset,
                    HillSplit    split,
                    gsize        index,
                    int          size)
{
  HillThumbnail *self = g_object_new (HILL_TYPE_THUMBNAIL, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER, NULL);

  hill_thumbnail_set_size (self, size);
  hill_thumbnail_set_example (self, dataset, split, index);
  return GTK_WIDGET (self);
}
