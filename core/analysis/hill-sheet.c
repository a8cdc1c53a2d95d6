/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The sheet as a value: scores in one block, a row per image. */

#include "hill-sheet.h"

#include "hill-i18n.h"

#include <math.h>
#include <string.h>

struct _HillSheet
{
  guint    n_classes;
  guint    n_images;
  double  *scores;              /* N x C */
  guint   *labels;              /* N */
  char   **class_names;         /* C, NULL-terminated */
  char   **image_names;         /* N, NULL-terminated */
};

static char *
make_class_name (guint index)
{
  return g_strdup_printf (_("class %u"), index + 1);
}

static char *
make_image_name (guint index)
{
  return g_strdup_printf (_("image %u"), index + 1);
}

/* A list of @n names: those there are, then new ones. */
static char **
extend_names (char  **names,
              guint   n,
              char *(*make) (guint index))
{
  char **extended = g_new0 (char *, n + 1);
  guint n_old = names != NULL ? g_strv_length (names) : 0;

  for (guint i = 0; i < n; i++)
    extended[i] = i < n_old ? g_strdup (names[i]) : make (i);
  return extended;
}

HillSheet *
hill_sheet_new (guint n_classes,
                guint n_images)
{
  HillSheet *self;

  g_return_val_if_fail (n_classes >= 1 && n_classes <= HILL_SHEET_MAX_CLASSES && n_images <= HILL_SHEET_MAX_IMAGES, NULL);

  self = g_new0 (HillSheet, 1);
  self->n_classes = n_classes;
  self->n_images = n_images;
  self->scores = g_new0 (double, (gsize) n_classes * n_images + 1);
  self->labels = g_new0 (guint, n_images + 1);
  self->class_names = extend_names (NULL, n_classes, make_class_name);
  self->image_names = extend_names (NULL, n_images, make_image_name);
  return self;
}

HillSheet *
hill_sheet_new_lecture (void)
{
  static const double scores[4][3] = { { 7.9, 5.8, -1.9 }, { 3.3, -0.8, 6.5 }, { -1.1, 3.4, 2.5 }, { 2.3, 1.5, 4.4 } };
  static const guint labels[4] = { 0, 1, 2, 0 };
  HillSheet *self = hill_sheet_new (3, 4);

  memcpy (self->scores, scores, sizeof scores);
  memcpy (self->labels, labels, sizeof labels);
  hill_sheet_set_class_name (self, 0, C_("class of pictures", "dog"));
  hill_sheet_set_class_name (self, 1, C_("class of pictures", "cat"));
  hill_sheet_set_class_name (self, 2, C_("class of pictures", "wolf"));
  return self;
}

HillSheet *
hill_sheet_copy (const HillSheet *self)
{
  HillSheet *copy;
  gsize n_scores;

  g_return_val_if_fail (self != NULL, NULL);

  n_scores = (gsize) self->n_classes * self->n_images;
  copy = g_memdup2 (self, sizeof *self);
  copy->scores = g_memdup2 (self->scores, (n_scores + 1) * sizeof *self->scores);
  copy->labels = g_memdup2 (self->labels, ((gsize) self->n_images + 1) * sizeof *self->labels);
  copy->class_names = g_strdupv (self->class_names);
  copy->image_names = g_strdupv (self->image_names);
  return copy;
}

void
hill_sheet_free (HillSheet *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->scores);
  g_free (self->labels);
  g_strfreev (self->class_names);
  g_strfreev (self->image_names);
  g_free (self);
}

gboolean
hill_sheet_is_equal (const HillSheet *self,
                     const HillSheet *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self->n_classes != other->n_classes || self->n_images != other->n_images)
    return FALSE;
  for (gsize i = 0; i < (gsize) self->n_classes * self->n_images; i++)
    if (self->scores[i] != other->scores[i])
      return FALSE;
  return memcmp (self->labels, other->labels, self->n_images * sizeof *self->labels) == 0 &&
         g_strv_equal ((const char * const *) self->class_names, (const char * const *) other->class_names) &&
         g_strv_equal ((const char * const *) self->image_names, (const char * const *) other->image_names);
}

guint
hill_sheet_get_n_classes (const HillSheet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_classes;
}

guint
hill_sheet_get_n_images (const HillSheet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_images;
}

const double *
hill_sheet_get_scores (const HillSheet *self,
                       guint            image)
{
  g_return_val_if_fail (self != NULL && image < self->n_images, NULL);

  return self->scores + (gsize) image * self->n_classes;
}

double
hill_sheet_get_score (const HillSheet *self,
                      guint            image,
                      guint            class_index)
{
  g_return_val_if_fail (self != NULL && image < self->n_images && class_index < self->n_classes, NAN);

  return self->scores[(gsize) image * self->n_classes + class_index];
}

guint
hill_sheet_get_label (const HillSheet *self,
                      guint            image)
{
  g_return_val_if_fail (self != NULL && image < self->n_images, 0);

  return self->labels[image];
}

const char *
hill_sheet_get_class_name (const HillSheet *self,
                           guint            class_index)
{
  g_return_val_if_fail (self != NULL && class_index < self->n_classes, NULL);

  return self->class_names[class_index];
}

const char *
hill_sheet_get_image_name (const HillSheet *self,
                           guint            image)
{
  g_return_val_if_fail (self != NULL && image < self->n_images, NULL);

  return self->image_names[image];
}

void
hill_sheet_set_score (HillSheet *self,
                      guint      image,
                      guint      class_index,
                      double     score)
{
  g_return_if_fail (self != NULL && image < self->n_images && class_index < self->n_classes);
  g_return_if_fail (hill_score_check (score, NULL));

  self->scores[(gsize) image * self->n_classes + class_index] = score;
}

void
hill_sheet_set_label (HillSheet *self,
                      guint      image,
                      guint      label)
{
  g_return_if_fail (self != NULL && image < self->n_images && label < self->n_classes);

  self->labels[image] = label;
}

static void
set_name (char       **name,
          const char  *value)
{
  char *copy = g_strdup (value);

  g_free (*name);
  *name = copy;
}

void
hill_sheet_set_class_name (HillSheet  *self,
                           guint       class_index,
                           const char *name)
{
  g_return_if_fail (self != NULL && class_index < self->n_classes && name != NULL);

  set_name (&self->class_names[class_index], name);
}

void
hill_sheet_set_image_name (HillSheet  *self,
                           guint       image,
                           const char *name)
{
  g_return_if_fail (self != NULL && image < self->n_images && name != NULL);

  set_name (&self->image_names[image], name);
}

void
hill_sheet_resize (HillSheet *self,
                   guint      n_classes,
                   guint      n_images)
{
  HillSheet *resized;
  HillSheet old;

  g_return_if_fail (self != NULL);

  resized = hill_sheet_new (n_classes, n_images);
  g_return_if_fail (resized != NULL);

  for (guint i = 0; i < MIN (n_images, self->n_images); i++)
    {
      memcpy (resized->scores + (gsize) i * n_classes, self->scores + (gsize) i * self->n_classes,
              MIN (n_classes, self->n_classes) * sizeof *self->scores);
      resized->labels[i] = self->labels[i] < n_classes ? self->labels[i] : 0;
      hill_sheet_set_image_name (resized, i, self->image_names[i]);
    }
  for (guint c = 0; c < MIN (n_classes, self->n_classes); c++)
    hill_sheet_set_class_name (resized, c, self->class_names[c]);

  old = *self;
  *self = *resized;
  *resized = old;
  hill_sheet_free (resized);
}

gboolean
hill_score_check (double   score,
                  GError **error)
{
  const char *message;

  if (fabs (score) <= HILL_SHEET_MAX_SCORE)
    return TRUE;

  if (isnan (score))
    message = _("A score must be a number; this is “not a number” (NaN)");
  else if (isinf (score))
    message = _("A score must be finite; this is infinite");
  else
    message = _("A score must be between -1e300 and 1e300");
  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, message);
  return FALSE;
}

/* The words that strtod() would take for what they say. */
static gboolean
refuse_word (const char  *text,
             GError     **error)
{
  const char *word = text + strspn (text, "+-");

  if (g_ascii_strncasecmp (word, "nan", 3) == 0)
    return hill_score_check (NAN, error);
  if (g_ascii_strncasecmp (word, "inf", 3) == 0 || strcmp (word, "∞") == 0)
    return hill_score_check (HUGE_VAL, error);
  if (text[0] == '\0')
    g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("The cell is empty; write a score such as 3.3"));
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("“%s” is not a number; write a score such as 3.3 or -0.8"), text);
  return FALSE;
}

/* (transfer full): without blanks around it, with the hyphen for the minus sign and the point for one comma. */
static char *
tidy_number (const char *text)
{
  char *tidy = g_strstrip (g_strdup (text));
  char *comma;
  const gsize n_minus = strlen ("−");

  if (g_str_has_prefix (tidy, "−"))
    {
      tidy[0] = '-';
      memmove (tidy + 1, tidy + n_minus, strlen (tidy + n_minus) + 1);
    }
  comma = strchr (tidy, ',');
  if (comma != NULL && strchr (tidy, '.') == NULL)
    *comma = '.';
  return tidy;
}

gboolean
hill_score_parse (const char  *text,
                  double      *score,
                  GError     **error)
{
  g_autofree char *tidy = NULL;
  char *end;
  double number;

  g_return_val_if_fail (text != NULL && score != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("This is not text in UTF-8; write a score such as 3.3"));
      return FALSE;
    }
  tidy = tidy_number (text);
  if (tidy[0] == '\0' || strspn (tidy, "+-.0123456789eE") != strlen (tidy))
    return refuse_word (tidy, error);

  number = g_ascii_strtod (tidy, &end);
  if (*end != '\0' || end == tidy)
    return refuse_word (tidy, error);
  if (!hill_score_check (number, error))
    return FALSE;
  *score = number;
  return TRUE;
}
