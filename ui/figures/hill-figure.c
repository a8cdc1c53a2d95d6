/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The figures of all pages in one table. */

#include "hill-figures.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_FIGURES 64

const HillFigure *
hill_figure_get_all (gsize *n_figures)
{
  static const HillFigure * const pages[] = {
    hill_figures_features, hill_figures_loss, hill_figures_gradient, hill_figures_descent, hill_figures_training
  };
  static HillFigure all[MAX_FIGURES];
  static gsize n_all = 0;

  if (g_once_init_enter (&n_all))
    {
      gsize n = 0;

      for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
        for (const HillFigure *figure = pages[i]; figure->name != NULL && n < MAX_FIGURES; figure++)
          all[n++] = *figure;
      g_once_init_leave (&n_all, n);
    }
  *n_figures = n_all;
  return all;
}

/* How many letters must be changed, added or left out to make one word of the other (Levenshtein 1966). */
static guint
get_distance (const char *a,
              const char *b)
{
  gsize n = strlen (b);
  g_autofree guint *row = g_new (guint, n + 1);

  for (gsize j = 0; j <= n; j++)
    row[j] = (guint) j;
  for (gsize i = 0; a[i] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i + 1;
      for (gsize j = 0; j < n; j++)
        {
          guint above = row[j + 1];

          row[j + 1] = MIN (MIN (above, row[j]) + 1, diagonal + (a[i] != b[j] ? 1 : 0));
          diagonal = above;
        }
    }
  return row[n];
}

static const HillFigure *
find_nearest (const char *name)
{
  gsize n;
  const HillFigure *all = hill_figure_get_all (&n), *nearest = NULL;
  guint least = G_MAXUINT;

  for (gsize i = 0; i < n; i++)
    {
      guint distance = strlen (name) >= 4 && strstr (all[i].name, name) != NULL ? 1 : get_distance (name, all[i].name);

      if (distance < least)
        nearest = &all[i];
      least = MIN (least, distance);
    }
  return least <= MAX (2, strlen (name) / 3) ? nearest : NULL;
}

const HillFigure *
hill_figure_find (const char  *name,
                  GError     **error)
{
  gsize n;
  const HillFigure *all = hill_figure_get_all (&n), *nearest;

  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (all[i].name, name))
      return &all[i];
  nearest = strlen (name) < 64 ? find_nearest (name) : NULL;
  if (nearest != NULL)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("There is no figure “%s”; did you mean “%s”? downhill figure --list names all of them"),
                 name, nearest->name);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("There is no figure “%s”; downhill figure --list names all of them"), name);
  return NULL;
}

gboolean
hill_figure_has_key (const HillFigure  *self,
                     const char        *key,
                     GError           **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (const HillFigureKey *k = self->keys; k->name != NULL; k++)
    {
      if (g_str_equal (k->name, key))
        return TRUE;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", k->name);
    }
  if (names->len == 0)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("“%s” cannot be set: the figure %s takes no settings"), key, self->name);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("“%s” cannot be set: the figure %s takes %s"), key, self->name, names->str);
  return FALSE;
}

gboolean
hill_figure_check (const HillFigure   *self,
                   const HillDataset  *dataset,
                   GError            **error)
{
  const char *reason = NULL;

  if (self->needs == HILL_FIGURE_NEEDS_NOTHING)
    return TRUE;
  if (dataset == NULL)
    reason = _("it needs an experiment or a data set");
  else if ((self->needs & HILL_FIGURE_NEEDS_IMAGES) != 0 && !hill_dataset_has_images (dataset))
    reason = _("this data set holds no images");
  else if ((self->needs & HILL_FIGURE_NEEDS_COLOR) != 0 && hill_dataset_get_n_channels (dataset) != 3)
    reason = _("the images of this data set have no colours");
  if (reason == NULL)
    return TRUE;
  /* Translators: name of a figure, why not */
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("The figure %s cannot be drawn: %s"), self->name, reason);
  return FALSE;
}

HillPlot *
hill_figure_new_plot (const HillFigure  *self,
                      HillFigureSource  *source,
                      GError           **error)
{
  if (!hill_figure_check (self, hill_figure_source_get_dataset (source), error))
    return NULL;
  hill_figure_source_set_page (source, self->page);
  return self->new_plot (source, error);
}
