/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A change is made to a copy, and if it is one, the sheet before it goes onto the pile of what can be undone.  Sheets are small: 20 x 12
 * numbers and 32 names, so that whole ones are kept. */

#include "hill-worksheet.h"

#include "hill-sheet-file.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_UNDO 500

struct _HillWorksheet
{
  GObject    parent_instance;
  HillSheet *sheet;             /* owned */
  GPtrArray *undo;              /* owned; (element-type HillSheet), the newest last */
  GPtrArray *redo;              /* owned; likewise */
  HillSheet *before_drag;       /* owned (nullable): the sheet when a drag began */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillWorksheet, hill_worksheet, G_TYPE_OBJECT)

static void
hill_worksheet_finalize (GObject *object)
{
  HillWorksheet *self = HILL_WORKSHEET (object);

  hill_sheet_free (self->sheet);
  g_clear_pointer (&self->before_drag, hill_sheet_free);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  G_OBJECT_CLASS (hill_worksheet_parent_class)->finalize (object);
}

static void
hill_worksheet_class_init (HillWorksheetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hill_worksheet_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
hill_worksheet_init (HillWorksheet *self)
{
  self->sheet = hill_sheet_new_lecture ();
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_sheet_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_sheet_free);
}

HillWorksheet *
hill_worksheet_new (void)
{
  return g_object_new (HILL_TYPE_WORKSHEET, NULL);
}

const HillSheet *
hill_worksheet_get_sheet (HillWorksheet *self)
{
  g_return_val_if_fail (HILL_IS_WORKSHEET (self), NULL);

  return self->sheet;
}

/* Takes @before over. */
static void
push_undo (HillWorksheet *self,
           HillSheet     *before)
{
  g_ptr_array_set_size (self->redo, 0);
  g_ptr_array_add (self->undo, before);
  if (self->undo->len > MAX_UNDO)
    g_ptr_array_remove_index (self->undo, 0);
}

/* Takes @changed over: the sheet from now on, unless it is the same. */
static void
take_change (HillWorksheet *self,
             HillSheet     *changed)
{
  if (hill_sheet_is_equal (self->sheet, changed))
    {
      hill_sheet_free (changed);
      return;
    }
  if (self->before_drag != NULL)
    hill_sheet_free (self->sheet);
  else
    push_undo (self, self->sheet);
  self->sheet = changed;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
hill_worksheet_set_score (HillWorksheet  *self,
                          guint           image,
                          guint           class_index,
                          double          score,
                          GError        **error)
{
  HillSheet *changed;

  g_return_val_if_fail (HILL_IS_WORKSHEET (self), FALSE);

  if (!hill_score_check (score, error))
    return FALSE;
  changed = hill_sheet_copy (self->sheet);
  hill_sheet_set_score (changed, image, class_index, score);
  take_change (self, changed);
  return TRUE;
}

gboolean
hill_worksheet_type (HillWorksheet  *self,
                     guint           image,
                     guint           class_index,
                     const char     *text,
                     GError        **error)
{
  double score;

  g_return_val_if_fail (HILL_IS_WORKSHEET (self) && text != NULL, FALSE);

  return hill_score_parse (text, &score, error) && hill_worksheet_set_score (self, image, class_index, score, error);
}

void
hill_worksheet_set_label (HillWorksheet *self,
                          guint          image,
                          guint          label)
{
  HillSheet *changed;

  g_return_if_fail (HILL_IS_WORKSHEET (self));

  changed = hill_sheet_copy (self->sheet);
  hill_sheet_set_label (changed, image, label);
  take_change (self, changed);
}

void
hill_worksheet_set_class_name (HillWorksheet *self,
                               guint          class_index,
                               const char    *name)
{
  HillSheet *changed;

  g_return_if_fail (HILL_IS_WORKSHEET (self) && name != NULL);

  changed = hill_sheet_copy (self->sheet);
  hill_sheet_set_class_name (changed, class_index, name);
  take_change (self, changed);
}

static gboolean
check_size (guint    n_classes,
            guint    n_images,
            GError **error)
{
  if (n_classes >= HILL_WORKSHEET_MIN_CLASSES && n_classes <= HILL_WORKSHEET_MAX_CLASSES &&
      n_images >= HILL_WORKSHEET_MIN_IMAGES && n_images <= HILL_WORKSHEET_MAX_IMAGES)
    return TRUE;

  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
               _("A worksheet has %d to %d classes and %d to %d images; this would be %u and %u"), HILL_WORKSHEET_MIN_CLASSES,
               HILL_WORKSHEET_MAX_CLASSES, HILL_WORKSHEET_MIN_IMAGES, HILL_WORKSHEET_MAX_IMAGES, n_classes, n_images);
  return FALSE;
}

gboolean
hill_worksheet_resize (HillWorksheet  *self,
                       guint           n_classes,
                       guint           n_images,
                       GError        **error)
{
  HillSheet *changed;

  g_return_val_if_fail (HILL_IS_WORKSHEET (self), FALSE);

  if (!check_size (n_classes, n_images, error))
    return FALSE;
  changed = hill_sheet_copy (self->sheet);
  hill_sheet_resize (changed, n_classes, n_images);
  take_change (self, changed);
  return TRUE;
}

gboolean
hill_worksheet_replace (HillWorksheet    *self,
                        const HillSheet  *sheet,
                        GError          **error)
{
  g_return_val_if_fail (HILL_IS_WORKSHEET (self) && sheet != NULL, FALSE);

  if (!check_size (hill_sheet_get_n_classes (sheet), hill_sheet_get_n_images (sheet), error))
    return FALSE;
  take_change (self, hill_sheet_copy (sheet));
  return TRUE;
}

gboolean
hill_worksheet_paste (HillWorksheet  *self,
                      guint           image,
                      guint           class_index,
                      gboolean        image_is_row,
                      const char     *text,
                      GError        **error)
{
  g_autoptr(HillSheet) changed = NULL;

  g_return_val_if_fail (HILL_IS_WORKSHEET (self) && text != NULL, FALSE);

  if (hill_sheet_text_has_header (text))
    {
      changed = hill_sheet_parse (text, strlen (text), _("The pasted table"), error);
      return changed != NULL && hill_worksheet_replace (self, changed, error);
    }
  changed = hill_sheet_copy (self->sheet);
  if (!hill_sheet_paste (changed, image, class_index, image_is_row, HILL_WORKSHEET_MAX_CLASSES, HILL_WORKSHEET_MAX_IMAGES, text, error))
    return FALSE;
  take_change (self, g_steal_pointer (&changed));
  return TRUE;
}

void
hill_worksheet_begin_drag (HillWorksheet *self)
{
  g_return_if_fail (HILL_IS_WORKSHEET (self) && self->before_drag == NULL);

  self->before_drag = hill_sheet_copy (self->sheet);
}

void
hill_worksheet_end_drag (HillWorksheet *self)
{
  g_return_if_fail (HILL_IS_WORKSHEET (self) && self->before_drag != NULL);

  if (hill_sheet_is_equal (self->sheet, self->before_drag))
    g_clear_pointer (&self->before_drag, hill_sheet_free);
  else
    {
      push_undo (self, g_steal_pointer (&self->before_drag));
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
}

/* Between drags only: what is under way is no step yet. */
gboolean
hill_worksheet_can_undo (HillWorksheet *self)
{
  g_return_val_if_fail (HILL_IS_WORKSHEET (self), FALSE);

  return self->undo->len > 0 && self->before_drag == NULL;
}

gboolean
hill_worksheet_can_redo (HillWorksheet *self)
{
  g_return_val_if_fail (HILL_IS_WORKSHEET (self), FALSE);

  return self->redo->len > 0 && self->before_drag == NULL;
}

/* From the top of one pile to that of the other. */
static void
go_back (HillWorksheet *self,
         GPtrArray     *from,
         GPtrArray     *to)
{
  g_ptr_array_add (to, self->sheet);
  self->sheet = g_ptr_array_steal_index (from, from->len - 1);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
hill_worksheet_undo (HillWorksheet *self)
{
  g_return_if_fail (HILL_IS_WORKSHEET (self));

  if (hill_worksheet_can_undo (self))
    go_back (self, self->undo, self->redo);
}

void
hill_worksheet_redo (HillWorksheet *self)
{
  g_return_if_fail (HILL_IS_WORKSHEET (self));

  if (hill_worksheet_can_redo (self))
    go_back (self, self->redo, self->undo);
}
