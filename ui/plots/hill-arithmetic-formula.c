/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The spans become braces in the text; they are nested, so that inner ones close first. */

#include "hill-arithmetic-formula.h"

static void
open_span (const HillSpan *span,
           GString        *tex)
{
  switch (span->kind)
    {
    case HILL_SPAN_TERM:
      g_string_append_printf (tex, span->is_zero ? "\\part{t%u}{\\muted{" : "\\part{t%u}{", span->index);
      break;
    case HILL_SPAN_SCORE:
    case HILL_SPAN_TRUE_SCORE:
      g_string_append_printf (tex, "\\part{s%u}{", span->index);
      break;
    case HILL_SPAN_SHARE:
      g_string_append_printf (tex, "\\part{p%u}{", span->index);
      break;
    case HILL_SPAN_MARGIN:
      g_string_append (tex, "\\part{margin}{");
      break;
    case HILL_SPAN_SHIFT:
      g_string_append (tex, "\\part{shift}{");
      break;
    case HILL_SPAN_PENALTY:
      g_string_append (tex, "\\part{penalty}{");
      break;
    case HILL_SPAN_RESULT:
    default:
      g_string_append (tex, "\\result{");
      break;
    }
}

static void
close_span (const HillSpan *span,
            GString        *tex)
{
  g_string_append (tex, span->kind == HILL_SPAN_TERM && span->is_zero ? "}}" : "}");
}

char *
hill_arithmetic_to_tex (const HillArithmetic *self)
{
  g_autoptr(GPtrArray) open = NULL;
  GString *tex;
  gsize next = 0;

  g_return_val_if_fail (self != NULL, NULL);

  open = g_ptr_array_new ();
  tex = g_string_new (NULL);
  for (gsize at = 0;; at++)
    {
      while (open->len > 0 && ((const HillSpan *) open->pdata[open->len - 1])->end == at)
        close_span (g_ptr_array_remove_index (open, open->len - 1), tex);
      for (; next < self->n_spans && self->spans[next].start == at; next++)
        {
          open_span (&self->spans[next], tex);
          g_ptr_array_add (open, &self->spans[next]);
        }
      if (self->text[at] == '\0')
        break;
      g_string_append_c (tex, self->text[at]);
    }
  return g_string_free (tex, FALSE);
}
