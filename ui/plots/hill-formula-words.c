/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The formula in words, and in LaTeX. */

#include "hill-formula-private.h"

#include <glib/gi18n.h>
#include <string.h>

static char *say (const HillFormulaNode *node);
static void  append_latex (const HillFormulaNode *node, GString *latex);

/* One that belongs to what comes after it. */
static gboolean
is_sign (const HillFormulaNode *node)
{
  return node->kind == HILL_FORMULA_SYMBOL && (g_str_equal (node->text, "−") || g_str_equal (node->text, "+"));
}

/* Signs that have room around them in print have it in words, too. */
static void
append_said (const HillFormulaNode *row,
             guint                  i,
             GString               *words)
{
  const HillFormulaNode *node = hill_formula_node_get_child (row, i);
  g_autofree char *said = say (node);
  gboolean glued = words->len == 0 || node->kind == HILL_FORMULA_COMMA;

  if (said[0] == '\0')
    return;
  if (i > 0 && is_sign (hill_formula_node_get_child (row, i - 1)))
    glued = TRUE;
  if (!glued)
    g_string_append_c (words, ' ');
  g_string_append (words, said);
}

static char *
say_scripts (const HillFormulaNode *node)
{
  const HillFormulaNode *power = hill_formula_node_get_child (node, 2);
  g_autofree char *base = say (hill_formula_node_get_child (node, 0));
  g_autofree char *below = say (hill_formula_node_get_child (node, 1));
  g_autofree char *above = say (power);
  g_autofree char *indexed = NULL;

  indexed = below[0] != '\0' ? g_strdup_printf (_("%s sub %s"), base, below) : g_steal_pointer (&base);
  if (g_str_equal (above, "2"))
    return g_strdup_printf (_("%s squared"), indexed);
  return above[0] != '\0' ? g_strdup_printf (_("%s to the power %s"), indexed, above) : g_steal_pointer (&indexed);
}

static char *
say_sum (const HillFormulaNode *node)
{
  g_autofree char *below = say (hill_formula_node_get_child (node, 0));
  g_autofree char *above = say (hill_formula_node_get_child (node, 1));

  if (below[0] == '\0')
    return g_strdup (_("the sum of"));
  if (above[0] == '\0')
    return g_strdup_printf (_("the sum over %s of"), below);
  return g_strdup_printf (_("the sum from %s to %s of"), below, above);
}

static char *
say_pair (const HillFormulaNode *node,
          const char            *format)
{
  g_autofree char *first = say (hill_formula_node_get_child (node, 0));
  g_autofree char *second = say (hill_formula_node_get_child (node, 1));
  g_autoptr(GString) text = g_string_new (format);

  g_string_replace (text, "{1}", first, 1);
  g_string_replace (text, "{2}", second, 1);
  return g_strdup (text->str);
}

/* The marks fall away, the words stay. */
static char *
say_row (const HillFormulaNode *node)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < node->children->len; i++)
    append_said (node, i, words);
  return g_string_free (words, FALSE);
}

static char *
say_root (const HillFormulaNode *node)
{
  g_autofree char *inside = say (hill_formula_node_get_child (node, 0));

  return g_strdup_printf (_("the square root of (%s)"), inside);
}

static char *
say_fence (const HillFormulaNode *node)
{
  g_autofree char *inside = say (hill_formula_node_get_child (node, 0));

  return node->text[0] == '|' ? g_strdup_printf ("|%s|", inside) : g_strdup_printf ("(%s)", inside);
}

/* (transfer full) */
static char *
say (const HillFormulaNode *node)
{
  switch (node->kind)
    {
    case HILL_FORMULA_ROW:
      return say_row (node);
    case HILL_FORMULA_SCRIPTS:
      return say_scripts (node);
    case HILL_FORMULA_SUM:
      return say_sum (node);
    case HILL_FORMULA_FRACTION:
      return say_pair (node, _("({1}) over ({2})"));
    case HILL_FORMULA_ROOT:
      return say_root (node);
    case HILL_FORMULA_VALUE:
      return say_pair (node, _("{1} [{2}]"));
    case HILL_FORMULA_FENCE:
      return say_fence (node);
    case HILL_FORMULA_PART:
    case HILL_FORMULA_MUTED:
    case HILL_FORMULA_RESULT:
      return say (hill_formula_node_get_child (node, 0));
    case HILL_FORMULA_SPACE:
    case HILL_FORMULA_BREAK:
    case HILL_FORMULA_LINE:
      return g_strdup ("");
    case HILL_FORMULA_VARIABLE:
    case HILL_FORMULA_NUMBER:
    case HILL_FORMULA_SYMBOL:
    case HILL_FORMULA_WORDS:
    case HILL_FORMULA_FUNCTION:
    case HILL_FORMULA_BINARY:
    case HILL_FORMULA_RELATION:
    case HILL_FORMULA_COMMA:
    default:
      return g_strdup (node->text);
    }
}

static void
append_braced (const HillFormulaNode *node,
               const char            *before,
               GString               *latex)
{
  g_string_append (latex, before);
  g_string_append_c (latex, '{');
  append_latex (node, latex);
  g_string_append_c (latex, '}');
}

/* Words are any characters at all. */
static void
append_latex_words (const char *words,
                    GString    *latex)
{
  g_string_append (latex, "\\text{");
  for (const char *p = words; *p != '\0'; p++)
    if (*p == '\\')
      g_string_append (latex, "\\textbackslash{}");
    else if (*p == '~' || *p == '^')
      g_string_append_printf (latex, "\\%c{}", *p);
    else
      {
        if (strchr ("#$%&_{}", *p) != NULL)
          g_string_append_c (latex, '\\');
        g_string_append_c (latex, *p);
      }
  g_string_append_c (latex, '}');
}

static void
append_latex_scripts (const HillFormulaNode *node,
                      GString               *latex)
{
  append_latex (hill_formula_node_get_child (node, 0), latex);
  if (!hill_formula_node_is_empty (hill_formula_node_get_child (node, 1)))
    append_braced (hill_formula_node_get_child (node, 1), "_", latex);
  if (!hill_formula_node_is_empty (hill_formula_node_get_child (node, 2)))
    append_braced (hill_formula_node_get_child (node, 2), "^", latex);
}

static void
append_latex_sum (const HillFormulaNode *node,
                  GString               *latex)
{
  g_string_append (latex, "\\sum");
  if (!hill_formula_node_is_empty (hill_formula_node_get_child (node, 0)))
    append_braced (hill_formula_node_get_child (node, 0), "_", latex);
  if (!hill_formula_node_is_empty (hill_formula_node_get_child (node, 1)))
    append_braced (hill_formula_node_get_child (node, 1), "^", latex);
}

static void
append_latex_fence (const HillFormulaNode *node,
                    GString               *latex)
{
  g_string_append_printf (latex, "\\left%c ", node->text[0]);
  append_latex (hill_formula_node_get_child (node, 0), latex);
  g_string_append_printf (latex, " \\right%c", node->text[0] == '(' ? ')' : '|');
}

static void
append_latex_symbol (const HillFormulaNode *node,
                     GString               *latex)
{
  if (node->latex != NULL)
    g_string_append_printf (latex, "%s ", node->latex);
  else if (node->kind == HILL_FORMULA_SYMBOL && (node->text[0] & 0x80 || strchr ("\\#$%&_{}~^", node->text[0]) != NULL))
    append_latex_words (node->text, latex);
  else
    g_string_append (latex, node->text);
}

static void
append_latex (const HillFormulaNode *node,
              GString               *latex)
{
  switch (node->kind)
    {
    case HILL_FORMULA_ROW:
      for (guint i = 0; i < node->children->len; i++)
        append_latex (hill_formula_node_get_child (node, i), latex);
      break;
    case HILL_FORMULA_SCRIPTS:
      append_latex_scripts (node, latex);
      break;
    case HILL_FORMULA_SUM:
      append_latex_sum (node, latex);
      break;
    case HILL_FORMULA_FRACTION:
      append_braced (hill_formula_node_get_child (node, 0), "\\frac", latex);
      append_braced (hill_formula_node_get_child (node, 1), "", latex);
      break;
    case HILL_FORMULA_ROOT:
      append_braced (hill_formula_node_get_child (node, 0), "\\sqrt", latex);
      break;
    case HILL_FORMULA_FENCE:
      append_latex_fence (node, latex);
      break;
    case HILL_FORMULA_VALUE:
    case HILL_FORMULA_PART:
    case HILL_FORMULA_MUTED:
    case HILL_FORMULA_RESULT:
      append_latex (hill_formula_node_get_child (node, 0), latex);
      break;
    case HILL_FORMULA_WORDS:
      append_latex_words (node->text, latex);
      break;
    case HILL_FORMULA_BREAK:
      break;
    case HILL_FORMULA_LINE:
      g_string_append (latex, " \\\\\n");
      break;
    case HILL_FORMULA_BINARY:
    case HILL_FORMULA_RELATION:
      g_string_append_c (latex, ' ');
      append_latex_symbol (node, latex);
      if (node->latex == NULL)
        g_string_append_c (latex, ' ');
      break;
    case HILL_FORMULA_SPACE:
    case HILL_FORMULA_VARIABLE:
    case HILL_FORMULA_NUMBER:
    case HILL_FORMULA_SYMBOL:
    case HILL_FORMULA_FUNCTION:
    case HILL_FORMULA_COMMA:
    default:
      append_latex_symbol (node, latex);
    }
}

char *
hill_formula_describe (const HillFormula *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return say (self->root);
}

char *
hill_formula_to_latex (const HillFormula *self)
{
  GString *latex;

  g_return_val_if_fail (self != NULL, NULL);

  latex = g_string_new (NULL);
  append_latex (self->root, latex);
  return g_string_free (latex, FALSE);
}
