/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The inspector only shows: which example that is, the data page says.  The pixel view tells which pixel is pointed at; its values
 * are read out below in RGB and in HSV, for the next page of the lecture makes features of the hue. */

#include "hill-inspector.h"

#include "hill-pixel-view.h"
#include "hill-point-map.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_CHANNELS 5
#define N_OTHERS 2000

struct _HillInspector
{
  GtkWidget        parent_instance;
  GtkStack        *content;             /* template children, to readout */
  GtkLabel        *title;
  GtkLabel        *subtitle;
  GtkStack        *picture;
  HillPixelView   *pixel_view;
  GtkDrawingArea  *point_area;
  GtkWidget       *tools;
  GtkWidget       *channels;
  GtkToggleButton *channel_rgb;
  GtkToggleButton *channel_red;
  GtkToggleButton *channel_green;
  GtkToggleButton *channel_blue;
  GtkToggleButton *channel_grey;
  GtkWidget       *readout;
  GtkDrawingArea  *swatch;
  GtkLabel        *pixel_place;
  GtkLabel        *pixel_values;
  GtkLabel        *label_fact;
  GtkLabel        *index_fact;
  GtkLabel        *size_caption;
  GtkLabel        *size_fact;
  GtkLabel        *source_fact;

  HillDataset     *dataset;             /* owned, (nullable) */
  HillSplit        split;
  gsize            index;
  gboolean         has_color;           /* of the swatch */
  guint8           color[3];
};

G_DEFINE_FINAL_TYPE (HillInspector, hill_inspector, GTK_TYPE_WIDGET)

static void
draw_swatch (GtkDrawingArea *area,
             cairo_t        *cr,
             int             width,
             int             height,
             gpointer        user_data)
{
  HillInspector *self = user_data;
  GdkRGBA foreground;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &foreground);
  cairo_new_sub_path (cr);
  cairo_arc (cr, width / 2.0, height / 2.0, MIN (width, height) / 2.0 - 1, 0, 2 * G_PI);
  if (self->has_color)
    {
      cairo_set_source_rgb (cr, self->color[0] / 255.0, self->color[1] / 255.0, self->color[2] / 255.0);
      cairo_fill_preserve (cr);
    }
  cairo_set_line_width (cr, 1);
  cairo_set_source_rgba (cr, foreground.red, foreground.green, foreground.blue, 0.3);
  cairo_stroke (cr);
}

static void
draw_point (GtkDrawingArea *area,
            cairo_t        *cr,
            int             width,
            int             height,
            gpointer        user_data)
{
  HillInspector *self = user_data;
  double size = MIN (width, height);

  if (self->dataset == NULL || hill_dataset_has_images (self->dataset))
    return;
  cairo_translate (cr, (width - size) / 2, (height - size) / 2);
  hill_point_map_draw (cr, self->dataset, self->split, self->index, size, N_OTHERS);
}

static void
hill_inspector_update_readout (HillInspector *self)
{
  g_autofree char *place = NULL;
  g_autofree char *values = NULL;
  float h, s, v;
  int x, y;

  self->has_color = hill_pixel_view_get_cursor (self->pixel_view, &x, &y, self->color);
  if (self->has_color)
    {
      gtk_rgb_to_hsv (self->color[0] / 255.0f, self->color[1] / 255.0f, self->color[2] / 255.0f, &h, &s, &v);
      place = g_strdup_printf (_("Column %d, row %d"), x + 1, y + 1);
      values = g_strdup_printf (_("RGB %d, %d, %d   HSV %.0f°, %.0f %%, %.0f %%"), self->color[0], self->color[1], self->color[2],
                                floor (h * 360 + 0.5), s * 100.0, v * 100.0);
    }
  gtk_label_set_label (self->pixel_place, place != NULL ? place : _("Point at a pixel"));
  gtk_label_set_label (self->pixel_values, values != NULL ? values : _("to read its value in RGB and HSV"));
  gtk_widget_queue_draw (GTK_WIDGET (self->swatch));
}

static char *
describe_size (HillDataset *dataset)
{
  guint width = hill_dataset_get_width (dataset), height = hill_dataset_get_height (dataset);

  if (hill_dataset_get_n_channels (dataset) == 3)
    return g_strdup_printf (_("%u × %u pixels, colour"), width, height);
  return g_strdup_printf (_("%u × %u pixels, grey"), width, height);
}

/* "(0.42, -1.3)"; of data with more columns the first three. */
static char *
describe_place (HillDataset *dataset,
                HillSplit    split,
                gsize        index)
{
  const HillCells *cells = hill_dataset_get_cells (dataset, split);
  GString *text = g_string_new ("(");

  for (gsize j = 0; j < MIN (cells->n_cols, 3); j++)
    g_string_append_printf (text, "%s%.3f", j > 0 ? ", " : "", hill_cells_get (cells, index, j));
  g_string_append (text, cells->n_cols > 3 ? ", …)" : ")");
  return g_string_free (text, FALSE);
}

static void
hill_inspector_update_facts (HillInspector *self)
{
  guint label = hill_dataset_get_labels (self->dataset, self->split)[self->index];
  const char *class_name = hill_dataset_get_class_name (self->dataset, label);
  gboolean images = hill_dataset_has_images (self->dataset);
  g_autofree char *label_text = g_strdup_printf ("%u (%s)", label, class_name);
  g_autofree char *index_text = g_strdup_printf (_("%'zu of %'zu"), self->index + 1, hill_dataset_get_n_examples (self->dataset, self->split));
  g_autofree char *size = images ? describe_size (self->dataset) : describe_place (self->dataset, self->split, self->index);
  g_autofree char *origin = hill_dataset_dup_origin (self->dataset, self->split, self->index);

  gtk_label_set_label (self->title, class_name);
  gtk_label_set_label (self->subtitle, self->split == HILL_SPLIT_TRAIN ? _("Training set") : _("Test set"));
  gtk_label_set_label (self->label_fact, label_text);
  gtk_label_set_label (self->index_fact, index_text);
  gtk_label_set_label (self->size_caption, images ? _("Size") : _("Coordinates"));
  gtk_label_set_label (self->size_fact, size);
  gtk_label_set_label (self->source_fact, origin);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->source_fact), origin);
}

void
hill_inspector_set_example (HillInspector *self,
                            HillDataset   *dataset,
                            HillSplit      split,
                            gsize          index)
{
  gboolean images;

  g_return_if_fail (HILL_IS_INSPECTOR (self));

  if (dataset != NULL)
    hill_dataset_ref (dataset);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  self->dataset = dataset;
  self->split = split;
  self->index = index;

  images = dataset != NULL && hill_dataset_has_images (dataset);
  hill_pixel_view_set_example (self->pixel_view, images ? dataset : NULL, split, index);
  gtk_stack_set_visible_child_name (self->content, dataset != NULL ? "example" : "nothing");
  if (dataset == NULL)
    return;
  gtk_stack_set_visible_child_name (self->picture, images ? "pixels" : "point");
  gtk_widget_set_visible (self->tools, images);
  gtk_widget_set_visible (self->readout, images);
  gtk_widget_set_visible (self->channels, images && hill_dataset_get_n_channels (dataset) == 3);
  gtk_widget_queue_draw (GTK_WIDGET (self->point_area));
  hill_inspector_update_facts (self);
}

void
hill_inspector_enlarge (HillInspector *self)
{
  g_return_if_fail (HILL_IS_INSPECTOR (self));

  hill_pixel_view_zoom_numbers (self->pixel_view);
  gtk_widget_grab_focus (GTK_WIDGET (self->pixel_view));
}

static void
on_channel_toggled (GtkToggleButton *button,
                    HillInspector   *self)
{
  GtkToggleButton *buttons[N_CHANNELS] = {
    [HILL_PIXEL_CHANNEL_RGB] = self->channel_rgb, [HILL_PIXEL_CHANNEL_RED] = self->channel_red,
    [HILL_PIXEL_CHANNEL_GREEN] = self->channel_green, [HILL_PIXEL_CHANNEL_BLUE] = self->channel_blue,
    [HILL_PIXEL_CHANNEL_GREY] = self->channel_grey,
  };

  for (int i = 0; i < N_CHANNELS; i++)
    if (gtk_toggle_button_get_active (buttons[i]))
      hill_pixel_view_set_channel (self->pixel_view, i);
}

static void
on_zoom_in (HillInspector *self)
{
  hill_pixel_view_zoom (self->pixel_view, 1);
}

static void
on_zoom_out (HillInspector *self)
{
  hill_pixel_view_zoom (self->pixel_view, -1);
}

static void
on_zoom_fit (HillInspector *self)
{
  hill_pixel_view_zoom_fit (self->pixel_view);
}

static void
hill_inspector_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HILL_TYPE_INSPECTOR);
  G_OBJECT_CLASS (hill_inspector_parent_class)->dispose (object);
}

static void
hill_inspector_finalize (GObject *object)
{
  g_clear_pointer (&HILL_INSPECTOR (object)->dataset, hill_dataset_unref);
  G_OBJECT_CLASS (hill_inspector_parent_class)->finalize (object);
}

static void
hill_inspector_bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HillInspector, content);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, title);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, subtitle);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, picture);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, pixel_view);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, point_area);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, tools);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, channels);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, channel_rgb);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, channel_red);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, channel_green);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, channel_blue);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, channel_grey);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, readout);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, swatch);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, pixel_place);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, pixel_values);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, label_fact);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, index_fact);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, size_caption);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, size_fact);
  gtk_widget_class_bind_template_child (widget_class, HillInspector, source_fact);
}

static void
hill_inspector_class_init (HillInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = hill_inspector_finalize;
  g_type_ensure (HILL_TYPE_PIXEL_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-inspector.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "inspector");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  hill_inspector_bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_channel_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_zoom_in);
  gtk_widget_class_bind_template_callback (widget_class, on_zoom_out);
  gtk_widget_class_bind_template_callback (widget_class, on_zoom_fit);
}

static void
hill_inspector_init (HillInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->swatch, draw_swatch, self, NULL);
  gtk_drawing_area_set_draw_func (self->point_area, draw_point, self, NULL);
  g_signal_connect_object (self->pixel_view, "cursor-changed", G_CALLBACK (hill_inspector_update_readout), self, G_CONNECT_SWAPPED);
  hill_inspector_update_readout (self);
}
