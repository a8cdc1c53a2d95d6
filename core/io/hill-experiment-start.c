/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The section [Start]: weights as lines of 18 floats, little endian, in base64, each under the index of its first; and which of them move.
 * One line that is damaged spoils the whole start: a run from half of it would be another run. */

#include "hill-experiment-private.h"

#include "hill-i18n.h"

#include <math.h>
#include <string.h>

#define LINE_FLOATS 18                          /* 72 bytes, 96 letters */
#define WEIGHTS_PREFIX "weights-"
#define MAX_MOVING 100000

/* ---- writing */

static void
append_weights (GString     *text,
                const float *weights,
                gsize        first,
                gsize        n)
{
  guint32 bits[LINE_FLOATS];
  g_autofree char *letters = NULL;

  memcpy (bits, weights + first, n * sizeof *bits);
  for (gsize i = 0; i < n; i++)
    bits[i] = GUINT32_TO_LE (bits[i]);
  letters = g_base64_encode ((const guchar *) bits, n * sizeof *bits);
  g_string_append_printf (text, WEIGHTS_PREFIX "%07zu=%s\n", first, letters);
}

static void
append_moving (GString      *text,
               const GArray *moving)
{
  g_string_append (text, "moving=");
  for (guint i = 0; i < moving->len; i++)
    {
      const HillWeightIndex *weight = &g_array_index (moving, HillWeightIndex, i);

      g_string_append_printf (text, "%s%u,", i > 0 ? "; " : "", weight->class_index);
      if (weight->feature == HILL_WEIGHT_BIAS)
        g_string_append (text, "bias");
      else
        g_string_append_printf (text, "%u", weight->feature);
    }
  g_string_append_c (text, '\n');
}

void
hill_start_append_text (GString                  *text,
                        const HillExperimentFile *file)
{
  g_string_append (text, "\n[" HILL_START_GROUP "]\n");
  if (file->moving != NULL)
    append_moving (text, file->moving);
  if (file->start == NULL)
    return;
  g_string_append_printf (text, "count=%zu\n", file->n_start);
  for (gsize first = 0; first < file->n_start; first += LINE_FLOATS)
    append_weights (text, file->start, first, MIN (LINE_FLOATS, file->n_start - first));
}

/* ---- reading */

static gboolean
read_number (char      **p,
             guint32    *number)
{
  char *end;
  guint64 value;

  *p += strspn (*p, " ");
  if (!g_ascii_isdigit (**p))
    return FALSE;
  value = g_ascii_strtoull (*p, &end, 10);
  if (value >= HILL_WEIGHT_BIAS)
    return FALSE;
  *p = end + strspn (end, " ");
  *number = (guint32) value;
  return TRUE;
}

static gboolean
read_weight_index (char            *text,
                   HillWeightIndex *weight)
{
  char *p = text;

  if (!read_number (&p, &weight->class_index) || *p++ != ',')
    return FALSE;
  p = g_strstrip (p);
  if (strcmp (p, "bias") == 0)
    {
      weight->feature = HILL_WEIGHT_BIAS;
      return TRUE;
    }
  return read_number (&p, &weight->feature) && *p == '\0';
}

static void
read_moving (HillExperimentFile *file,
             const HillKeyLine  *line,
             GPtrArray          *complaints)
{
  g_auto(GStrv) words = g_strsplit (line->value, ";", MAX_MOVING + 1);
  g_autoptr(GArray) moving = g_array_new (FALSE, FALSE, sizeof (HillWeightIndex));
  gboolean is_good = words[0] != NULL && g_strv_length (words) <= MAX_MOVING;

  for (char **word = words; is_good && *word != NULL; word++)
    {
      HillWeightIndex weight;

      if (g_strstrip (*word)[0] == '\0' && word[1] == NULL && word != words)
        break;
      is_good = read_weight_index (*word, &weight);
      if (is_good)
        g_array_append_val (moving, weight);
    }
  if (is_good && moving->len > 0)
    file->moving = g_steal_pointer (&moving);
  else
    hill_key_complain (complaints, line->line,
                       _("weights that move are written class,feature; class,feature or class,bias; all weights move instead"));
}

/* The weights of one line go to their place; returns how many they are, 0 for a line that is damaged. */
static gsize
read_weights (float             *start,
              gsize              n_start,
              const HillKeyLine *line)
{
  gsize length = strlen (line->value);
  g_autofree guchar *bytes = NULL;
  g_autofree char *back = NULL;
  guint64 first;
  gsize n_bytes, n;

  if (!g_ascii_string_to_unsigned (line->key + strlen (WEIGHTS_PREFIX), 10, 0, n_start - 1, &first, NULL) || first % LINE_FLOATS != 0)
    return 0;
  n = MIN (LINE_FLOATS, n_start - first);
  if (length > 2 * LINE_FLOATS * sizeof *start)
    return 0;
  bytes = g_base64_decode (line->value, &n_bytes);
  back = g_base64_encode (bytes, n_bytes);
  if (n_bytes != n * sizeof *start || strcmp (back, line->value) != 0)
    return 0;
  for (gsize i = 0; i < n; i++)
    {
      guint32 bits;

      memcpy (&bits, bytes + i * sizeof bits, sizeof bits);
      bits = GUINT32_FROM_LE (bits);
      memcpy (&start[first + i], &bits, sizeof bits);
      if (!isfinite (start[first + i]))
        return 0;
    }
  return n;
}

static gboolean
is_start_line (const HillKeyLine *line)
{
  return strcmp (line->group, HILL_START_GROUP) == 0;
}

/* No more than the lines can hold: nothing is taken for a number that is only claimed. */
static gsize
read_count (const GArray      *lines,
            const HillKeyLine *line,
            GPtrArray         *complaints)
{
  guint64 count = 0;

  if (g_ascii_string_to_unsigned (line->value, 10, 1, (guint64) lines->len * LINE_FLOATS, &count, NULL))
    return (gsize) count;
  hill_key_complain (complaints, line->line, _("count is not the number of the weights below; the run begins with its own first weights"));
  return 0;
}

static gboolean
read_all_weights (float        *start,
                  gsize         n_start,
                  const GArray *lines,
                  GPtrArray    *complaints)
{
  gsize n = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const HillKeyLine *line = &g_array_index (lines, HillKeyLine, i);
      gsize n_here;

      if (!is_start_line (line) || !g_str_has_prefix (line->key, WEIGHTS_PREFIX))
        continue;
      n_here = read_weights (start, n_start, line);
      if (n_here == 0)
        {
          hill_key_complain (complaints, line->line, _("the weights in this line are damaged; the run begins with its own first weights"));
          return FALSE;
        }
      n += n_here;
    }
  if (n == n_start)
    return TRUE;
  hill_key_complain (complaints, 0, _("[Start] has %zu of its %zu weights; the run begins with its own first weights"), n, n_start);
  return FALSE;
}

void
hill_start_parse (HillExperimentFile *file,
                  const GArray       *lines,
                  GPtrArray          *complaints)
{
  gsize count = 0;
  gboolean has_weights = FALSE, has_count = FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      const HillKeyLine *line = &g_array_index (lines, HillKeyLine, i);

      if (!is_start_line (line))
        continue;
      if (strcmp (line->key, "moving") == 0)
        read_moving (file, line, complaints);
      else if (strcmp (line->key, "count") == 0)
        {
          count = read_count (lines, line, complaints);
          has_count = TRUE;
        }
      else if (g_str_has_prefix (line->key, WEIGHTS_PREFIX))
        has_weights = TRUE;
      else
        hill_experiment_keep_unknown (file, line, complaints);
    }
  if (has_weights && !has_count)
    hill_key_complain (complaints, 0, _("[Start] does not say the count of its weights; the run begins with its own first weights"));
  if (count == 0)
    return;

  file->start = g_new (float, count);
  file->n_start = count;
  if (read_all_weights (file->start, count, lines, complaints))
    return;
  g_clear_pointer (&file->start, g_free);
  file->n_start = 0;
}
