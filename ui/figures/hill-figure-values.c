/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What is set comes from a command line or a file: every word is checked, and what it may be is said. */

#include "hill-figure-source-private.h"

#include "hill-values.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

void
hill_figure_source_set (HillFigureSource *self,
                        const char       *key,
                        const char       *value)
{
  g_hash_table_replace (self->values, g_strdup (key), g_strdup (value));
}

void
hill_figure_source_set_default (HillFigureSource *self,
                                const char       *key,
                                const char       *value)
{
  if (!g_hash_table_contains (self->values, key))
    hill_figure_source_set (self, key, value);
}

void
hill_figure_source_unset (HillFigureSource *self,
                          const char       *key)
{
  g_hash_table_remove (self->values, key);
}

void
hill_figure_source_set_page (HillFigureSource *self,
                             const char       *page)
{
  g_free (self->page);
  self->page = g_strdup (page);
}

/* What the window's control is called, where that is another name: page, key, control. */
static const char *
name_control (const char *page,
              const char *key)
{
  static const char * const names[][3] = {
    { "features", "opacity", "hog-view.opacity" }, { "features", "strokes", "hog-view.along" },
    { "features", "normalized", "hog-view.after-button" }, { "features", "first", "compare-view.first" },
    { "features", "second", "compare-view.second" },
    { "gradient", "loss", "loss-choice" }, { "gradient", "regularizer", "penalty-choice" }, { "gradient", "along", "derivative.along" },
    { "gradient", "at", "derivative.place-scale" }, { "gradient", "centered", "derivative.centered-button" },
    { "gradient", "zoom", "derivative.zoom-button" }, { "gradient", "angle", "direction.angle-scale" },
    { "gradient", "length", "direction.length-scale" }, { "gradient", "part", "check.part-choice" },
    { "gradient", "difference", "check.difference-choice" },
    { "descent", "plane", "kind" }, { "descent", "ahead", "ahead-button" }, { "descent", "follow", "follow-button" },
    { "training", "log", "loss-card.log-button" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (page, names[i][0]) && g_str_equal (key, names[i][1]))
      return names[i][2];
  return key;
}

const char *
hill_figure_source_get_text (HillFigureSource *self,
                             const char       *key)
{
  const char *value = g_hash_table_lookup (self->values, key);
  g_autofree char *view_key = NULL;

  if (value != NULL || self->page == NULL)
    return value;
  view_key = g_strconcat (self->page, ".", name_control (self->page, key), NULL);
  return g_hash_table_lookup (self->values, view_key);
}

GHashTable *
hill_figure_source_dup_part (HillFigureSource *self,
                             const char       *prefix)
{
  return hill_values_dup_part (self->values, prefix);
}

/* What the window showed and a figure cannot show is passed over; what a person sets has to be right. */
static gboolean
is_set (HillFigureSource *self,
        const char       *key)
{
  return g_hash_table_contains (self->values, key);
}

/* The whole of a text as a number, the point whatever the locale. */
static gboolean
parse_number (const char *text,
              double     *number)
{
  char *end;

  if (!g_ascii_isdigit (text[0]) && (text[0] == '\0' || strchr ("+-.", text[0]) == NULL))
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*number) && strpbrk (text, "xX") == NULL;
}

static gboolean
parse_count (const char *text,
             guint64    *count)
{
  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, count, NULL);
}

gboolean
hill_figure_source_get_choice (HillFigureSource    *self,
                               const char          *key,
                               const char * const  *words,
                               guint                otherwise,
                               guint               *choice,
                               GError             **error)
{
  const char *text = hill_figure_source_get_text (self, key);
  guint n = g_strv_length ((char **) words);
  g_autofree char *all = NULL;
  guint64 number;

  *choice = otherwise;
  if (text == NULL)
    return TRUE;
  for (guint i = 0; i < n; i++)
    if (g_str_equal (text, words[i]))
      {
        *choice = i;
        return TRUE;
      }
  if (parse_count (text, &number) && number < n)
    {
      *choice = (guint) number;
      return TRUE;
    }
  if (!is_set (self, key))
    return TRUE;
  all = g_strjoinv (", ", (char **) words);
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s=%s is not known: it takes one of %s"), key, text, all);
  return FALSE;
}

gboolean
hill_figure_source_get_number (HillFigureSource  *self,
                               const char        *key,
                               double             lowest,
                               double             highest,
                               double             otherwise,
                               double            *number,
                               GError           **error)
{
  const char *text = hill_figure_source_get_text (self, key);
  double value = otherwise;

  *number = otherwise;
  if (text != NULL && (!parse_number (text, &value) || value < lowest || value > highest))
    {
      if (!is_set (self, key))
        return TRUE;
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s=%s does not go: it takes a number from %g to %g"), key, text, lowest, highest);
      return FALSE;
    }
  *number = value;
  return TRUE;
}

gboolean
hill_figure_source_get_count (HillFigureSource  *self,
                              const char        *key,
                              guint64            lowest,
                              guint64            highest,
                              guint64            otherwise,
                              guint64           *count,
                              GError           **error)
{
  const char *text = hill_figure_source_get_text (self, key);
  guint64 value = otherwise;

  *count = otherwise;
  if (text != NULL && (!parse_count (text, &value) || value < lowest || value > highest))
    {
      if (!is_set (self, key))
        return TRUE;
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s=%s does not go: it takes a whole number from %llu to %llu"), key, text,
                   (unsigned long long) lowest, (unsigned long long) highest);
      return FALSE;
    }
  *count = value;
  return TRUE;
}

gboolean
hill_figure_source_get_flag (HillFigureSource  *self,
                             const char        *key,
                             gboolean           otherwise,
                             gboolean          *flag,
                             GError           **error)
{
  static const char * const words[] = { "no", "yes", "false", "true", NULL };
  guint choice;

  if (!hill_figure_source_get_choice (self, key, words, otherwise ? 1 : 0, &choice, error))
    return FALSE;
  *flag = choice % 2 == 1;
  return TRUE;
}

gboolean
hill_figure_source_get_class (HillFigureSource  *self,
                              const char        *key,
                              guint              otherwise,
                              guint             *class_index,
                              GError           **error)
{
  HillDataset *dataset = hill_figure_source_get_dataset (self);
  guint n = hill_dataset_get_n_classes (dataset);
  g_autofree const char **names = g_new0 (const char *, n + 1);

  for (guint c = 0; c < n; c++)
    names[c] = hill_dataset_get_class_name (dataset, c);
  return hill_figure_source_get_choice (self, key, names, MIN (otherwise, n - 1), class_index, error);
}

gboolean
hill_figure_source_get_example (HillFigureSource  *self,
                                HillSplit         *split,
                                gsize             *index,
                                GError           **error)
{
  static const char * const splits[] = { "train", "test", NULL };
  HillDataset *dataset = hill_figure_source_get_dataset (self);
  gsize n;
  guint64 number;
  guint choice;

  if (!hill_figure_source_get_choice (self, "split", splits, 0, &choice, error))
    return FALSE;
  *split = choice == 0 ? HILL_SPLIT_TRAIN : HILL_SPLIT_TEST;
  n = hill_dataset_get_n_examples (dataset, *split);
  if (n == 0)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("This data set has no such examples: set split=train or split=test"));
      return FALSE;
    }
  if (!hill_figure_source_get_count (self, "example", 1, n, 1, &number, error))
    return FALSE;
  *index = (gsize) number - 1;
  return TRUE;
}
