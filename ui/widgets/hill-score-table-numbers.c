/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the table says: scores, what stands below them, losses, names and marks. */

#include "hill-score-table-private.h"

#include "hill-number-display.h"

#include <glib/gi18n.h>
#include <math.h>

static const HillSheet *
get_sheet (HillScoreTable *self)
{
  return hill_worksheet_get_sheet (self->worksheet);
}

static HillSheetLoss
get_loss (guint which)
{
  return which == 0 ? HILL_SHEET_LOSS_HINGE : HILL_SHEET_LOSS_SOFTMAX;
}

/* No more digits than a cell has room for. */
static char *
format_score (double score)
{
  double size = fabs (score);

  return hill_display_number (score, size >= 100 ? 1 : size >= 10 ? 2 : 3);
}

/* What stands below the score, and whether it counts for nothing. */
static char *
format_below (HillScoreTable  *self,
              guint            image,
              guint            class_index,
              const double    *shares,
              gboolean        *faint)
{
  const HillSheet *sheet = get_sheet (self);
  const double *scores = hill_sheet_get_scores (sheet, image);
  guint label = hill_sheet_get_label (sheet, image);
  double term = scores[class_index] - scores[label] + 1;

  *faint = FALSE;
  if (self->below == HILL_SCORE_BELOW_NOTHING)
    return NULL;
  if (self->below == HILL_SCORE_BELOW_SHARE)
    return hill_display_fixed (shares[class_index]);
  *faint = class_index == label || term <= 0;
  return class_index == label ? g_strdup ("–") : format_score (MAX (term, 0));
}

static char *
format_words (HillScoreTable *self,
              gboolean        is_true,
              const char     *below)
{
  g_autofree char *small = NULL;

  if (self->below == HILL_SCORE_BELOW_HINGE && !is_true)
    small = g_strdup_printf (_("hinge term %s"), below);
  else if (self->below == HILL_SCORE_BELOW_SHARE)
    small = g_strdup_printf (_("probability %s"), below);
  if (!is_true)
    return g_steal_pointer (&small);
  return small != NULL ? g_strdup_printf (_("the true class, %s"), small) : g_strdup (_("the true class"));
}

void
hill_score_table_show_image (HillScoreTable *self,
                             guint           image)
{
  const HillSheet *sheet = get_sheet (self);
  g_autofree HillSoftmaxTerm *terms = g_new0 (HillSoftmaxTerm, self->n_classes);
  g_autofree double *shares = g_new0 (double, self->n_classes);
  guint label = hill_sheet_get_label (sheet, image);

  hill_sheet_get_softmax_terms (sheet, HILL_LOG_E, image, TRUE, terms);
  for (guint c = 0; c < self->n_classes; c++)
    shares[c] = terms[c].share;
  for (guint c = 0; c < self->n_classes; c++)
    {
      g_autofree char *text = format_score (hill_sheet_get_score (sheet, image, c));
      gboolean faint;
      g_autofree char *below = format_below (self, image, c, shares, &faint);
      g_autofree char *words = format_words (self, c == label, below);

      hill_score_cell_set_score (hill_score_table_get_cell (self, image, c), text, below, faint, c == label, words);
    }
}

static char *
format_loss (guint  which,
             double loss)
{
  return which == 0 ? hill_display_number (loss, 4) : hill_display_share (loss);
}

void
hill_score_table_show_losses (HillScoreTable *self)
{
  g_autofree double *losses = g_new0 (double, self->n_images);

  for (guint which = 0; which < HILL_SCORE_TABLE_N_LOSSES; which++)
    {
      HillSheetLoss loss = get_loss (which);
      double mean = hill_sheet_get_mean (get_sheet (self), &loss, losses);

      for (guint i = 0; i <= self->n_images; i++)
        {
          g_autofree char *text = format_loss (which, i < self->n_images ? losses[i] : mean);

          hill_readout_set_text (hill_score_table_get_readout (self, i, which), text);
        }
    }
}

/* Whether one is another than before. */
static gboolean
show_names (GPtrArray       *labels,
            const HillSheet *sheet,
            const char    *(*get_name) (const HillSheet *, guint))
{
  gboolean changed = FALSE;

  for (guint i = 0; i < labels->len; i++)
    {
      const char *name = get_name (sheet, i);
      GtkLabel *label = g_ptr_array_index (labels, i);

      if (g_str_equal (name, gtk_label_get_text (label)))
        continue;
      gtk_label_set_text (label, name);
      gtk_widget_set_tooltip_text (GTK_WIDGET (label), name);
      changed = TRUE;
    }
  return changed;
}

void
hill_score_table_show_names (HillScoreTable *self)
{
  show_names (self->image_labels, get_sheet (self), hill_sheet_get_image_name);
  if (!show_names (self->class_labels, get_sheet (self), hill_sheet_get_class_name))
    return;
  self->name_width = 0;
  for (guint i = 0; i < self->n_images; i++)
    for (guint c = 0; c < self->n_classes; c++)
      {
        g_autofree char *name = g_strdup_printf (_("Score of %s for image %u"), hill_sheet_get_class_name (get_sheet (self), c), i + 1);

        hill_score_cell_set_name (hill_score_table_get_cell (self, i, c), name);
      }
}

void
hill_score_table_show_marks (HillScoreTable *self)
{
  for (guint i = 0; i < self->n_images; i++)
    {
      for (guint c = 0; c < self->n_classes; c++)
        {
          HillScoreCell *cell = hill_score_table_get_cell (self, i, c);

          hill_score_cell_set_mark (cell, "chosen", i == self->image);
          hill_score_cell_set_mark (cell, "marked", i == self->image && (self->marked >> c & 1) != 0);
        }
      if (i == self->image)
        gtk_widget_add_css_class (g_ptr_array_index (self->image_labels, i), "chosen");
      else
        gtk_widget_remove_css_class (g_ptr_array_index (self->image_labels, i), "chosen");
    }
}
