/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A feature set in words, `pixels+hue:18+hog:8:9:opencv`, read and written. */

#include "hill-feature-set.h"

#include "hill-i18n.h"

#include <string.h>

static gboolean
refuse_word (const char  *block,
             const char  *word,
             GError     **error)
{
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
               _("“%s” is not understood in “%s”: features are pixels, hue:BINS or hog:CELL:BINS:VARIANT, joined by +"), word, block);
  return FALSE;
}

/* Digits and nothing else; what is out of range is said by the checks. */
static gboolean
parse_number (const char *word,
              guint      *number)
{
  guint64 value;

  if (word == NULL || !g_ascii_string_to_unsigned (word, 10, 0, 999999, &value, NULL))
    return FALSE;
  *number = (guint) value;
  return TRUE;
}

/* Where @word stands among @names; -1 for nowhere. */
static int
find_name (const char * const *names,
           const char         *word)
{
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], word) == 0)
      return i;
  return -1;
}

static gboolean
parse_hue_word (HillHueParams *hue,
                const char    *word)
{
  if (strcmp (word, "saturation") == 0)
    hue->weight = HILL_HUE_WEIGHT_SATURATION;
  else if (strcmp (word, "saturation-value") == 0)
    hue->weight = HILL_HUE_WEIGHT_SATURATION_VALUE;
  else if (strcmp (word, "bin0") == 0)
    hue->grey = HILL_HUE_GREY_BIN0;
  else if (strcmp (word, "counts") == 0)
    hue->normalize = FALSE;
  else
    return FALSE;
  return TRUE;
}

static gboolean
parse_hue (HillHueParams  *hue,
           const char     *block,
           char          **words,
           GError        **error)
{
  *hue = (HillHueParams) { .normalize = TRUE };
  if (!parse_number (words[1], &hue->n_bins))
    return refuse_word (block, words[1] != NULL ? words[1] : words[0], error);
  for (char **word = words + 2; *word != NULL; word++)
    if (!parse_hue_word (hue, *word))
      return refuse_word (block, *word, error);
  return hill_hue_params_check (hue, error);
}

static gboolean
parse_hog_word (HillHogParams *hog,
                const char    *word)
{
  int norm = find_name (hill_hog_get_norm_names (), word);

  if (find_name (hill_hog_get_variant_names (), word) >= 0)
    return TRUE;
  if (norm >= 0)
    hog->norm = (HillHogNorm) norm;
  else if (strcmp (word, "signed") == 0)
    hog->is_signed = TRUE;
  else if (strcmp (word, "gamma") == 0)
    hog->gamma = TRUE;
  else if (strcmp (word, "rows") == 0)
    hog->order = HILL_HOG_ORDER_ROWS;
  else if (strcmp (word, "columns") == 0)
    hog->order = HILL_HOG_ORDER_COLUMNS;
  else
    return g_str_has_prefix (word, "block") && parse_number (word + 5, &hog->block);
  return TRUE;
}

/* The variant first, as it decides what is not written. */
static gboolean
parse_hog (HillHogParams  *hog,
           const char     *block,
           char          **words,
           GError        **error)
{
  guint n_words = g_strv_length (words);
  int variant = HILL_HOG_LECTURE;

  for (guint i = 3; i < n_words; i++)
    variant = MAX (variant, find_name (hill_hog_get_variant_names (), words[i]));
  hill_hog_params_init (hog, (HillHogVariant) variant);
  for (guint i = 1; i <= 2; i++)
    if (i >= n_words || !parse_number (words[i], i == 1 ? &hog->cell : &hog->n_bins))
      return refuse_word (block, words[MIN (i, n_words - 1)], error);
  for (guint i = 3; i < n_words; i++)
    if (!parse_hog_word (hog, words[i]))
      return refuse_word (block, words[i], error);
  return hill_hog_params_check (hog, error);
}

static gboolean
parse_block (HillFeatureBlock  *block,
             const char        *text,
             GError           **error)
{
  g_auto(GStrv) words = g_strsplit (text, ":", 12);

  memset (block, 0, sizeof *block);
  if (g_strcmp0 (words[0], "hue") == 0)
    {
      block->kind = HILL_FEATURE_HUE;
      return parse_hue (&block->hue, text, words, error);
    }
  if (g_strcmp0 (words[0], "hog") == 0)
    {
      block->kind = HILL_FEATURE_HOG;
      return parse_hog (&block->hog, text, words, error);
    }
  block->kind = HILL_FEATURE_PIXELS;
  return strcmp (text, "pixels") == 0 || refuse_word (text, text, error);
}

gboolean
hill_feature_set_parse (HillFeatureSet  *self,
                        const char      *text,
                        GError         **error)
{
  g_auto(GStrv) blocks = NULL;
  HillFeatureSet parsed = { 0 };

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL) || text[0] == '\0' || strlen (text) > 256)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                           _("Features are named by up to 256 letters: pixels, hue:BINS or hog:CELL:BINS:VARIANT, joined by +"));
      return FALSE;
    }
  blocks = g_strsplit (text, "+", -1);
  parsed.n_blocks = g_strv_length (blocks);
  if (parsed.n_blocks > HILL_FEATURE_SET_MAX_BLOCKS)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("At most %d kinds of features go together"), HILL_FEATURE_SET_MAX_BLOCKS);
      return FALSE;
    }
  for (guint i = 0; i < parsed.n_blocks; i++)
    if (!parse_block (&parsed.blocks[i], blocks[i], error))
      return FALSE;
  *self = parsed;
  return TRUE;
}

static void
append_hue (GString             *text,
            const HillHueParams *hue)
{
  static const char * const weights[] = { "", ":saturation", ":saturation-value" };

  g_string_append_printf (text, "hue:%u%s", hue->n_bins, weights[hue->weight]);
  if (hue->grey == HILL_HUE_GREY_BIN0)
    g_string_append (text, ":bin0");
  if (!hue->normalize)
    g_string_append (text, ":counts");
}

static void
append_hog (GString             *text,
            const HillHogParams *hog)
{
  HillHogParams usual;

  hill_hog_params_init (&usual, hog->variant);
  g_string_append_printf (text, "hog:%u:%u", hog->cell, hog->n_bins);
  if (hog->variant != HILL_HOG_LECTURE)
    g_string_append_printf (text, ":%s", hill_hog_get_variant_names ()[hog->variant]);
  if (hog->is_signed)
    g_string_append (text, ":signed");
  if (hog->gamma)
    g_string_append (text, ":gamma");
  if (hog->block != usual.block)
    g_string_append_printf (text, ":block%u", hog->block);
  if (hog->norm != usual.norm)
    g_string_append_printf (text, ":%s", hill_hog_get_norm_names ()[hog->norm]);
  if (hog->order != usual.order)
    g_string_append (text, hog->order == HILL_HOG_ORDER_ROWS ? ":rows" : ":columns");
}

static void
append_block (GString                *text,
              const HillFeatureBlock *block)
{
  if (block->kind == HILL_FEATURE_HUE)
    append_hue (text, &block->hue);
  else if (block->kind == HILL_FEATURE_HOG)
    append_hog (text, &block->hog);
  else
    g_string_append (text, "pixels");
}

char *
hill_feature_block_to_text (const HillFeatureBlock *self)
{
  GString *text = g_string_new (NULL);

  append_block (text, self);
  return g_string_free (text, FALSE);
}

char *
hill_feature_set_to_text (const HillFeatureSet *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n_blocks; i++)
    {
      if (i > 0)
        g_string_append_c (text, '+');
      append_block (text, &self->blocks[i]);
    }
  return g_string_free (text, FALSE);
}
