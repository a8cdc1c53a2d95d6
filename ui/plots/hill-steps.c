/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A range is bounded before it is counted out. */

#include "hill-steps.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
parse_step (const char *text,
            guint64    *step)
{
  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, step, NULL);
}

static gboolean
refuse (const char  *text,
        GError     **error)
{
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
               _("“%s” names no steps: write 40, end, 1,2,5,10 or FROM:TO:STRIDE, as in 0:100:10"), text);
  return FALSE;
}

static gboolean
append_range (GArray      *steps,
              const char  *text,
              GError     **error)
{
  g_auto(GStrv) words = g_strsplit (text, ":", 4);
  guint n = g_strv_length (words);
  guint64 from, to, stride = 1;

  if ((n != 2 && n != 3) || !parse_step (words[0], &from) || !parse_step (words[1], &to) || (n == 3 && !parse_step (words[2], &stride))
      || to < from || stride == 0)
    return refuse (text, error);
  if ((to - from) / stride >= HILL_STEPS_MAX - MIN (steps->len, HILL_STEPS_MAX))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("“%s” names too many steps: at most %d are drawn"), text, HILL_STEPS_MAX);
      return FALSE;
    }
  for (guint64 step = from; step <= to; step += stride)
    g_array_append_val (steps, step);
  return TRUE;
}

static gboolean
append_word (GArray      *steps,
             const char  *text,
             GError     **error)
{
  guint64 step = HILL_STEPS_END;

  if (strchr (text, ':') != NULL)
    return append_range (steps, text, error);
  if ((!g_str_equal (text, "end") && !parse_step (text, &step)) || steps->len >= HILL_STEPS_MAX)
    return refuse (text, error);
  g_array_append_val (steps, step);
  return TRUE;
}

GArray *
hill_steps_parse (const char  *text,
                  GError     **error)
{
  g_autoptr(GArray) steps = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_auto(GStrv) words = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  words = g_strsplit (text, ",", HILL_STEPS_MAX + 1);
  if (words[0] == NULL)
    {
      refuse (text, error);
      return NULL;
    }
  for (char **word = words; *word != NULL; word++)
    if (!append_word (steps, *word, error))
      return NULL;
  return g_steal_pointer (&steps);
}
