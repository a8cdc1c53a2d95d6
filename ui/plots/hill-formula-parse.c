/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The subset of TeX that hill-formula.h lists, read by descent.  Nothing is refused; what nests too deeply is left out. */

#include "hill-formula-private.h"

#include <string.h>

#define MAX_DEPTH 32

typedef struct
{
  const char *p;
  int         depth;
} Reader;

typedef struct
{
  const char      *name;        /* after the backslash */
  HillFormulaKind  kind;
  const char      *text;
  const char      *latex;
} Command;

static const Command commands[] = {
  { "max", HILL_FORMULA_FUNCTION, "max", "\\max" }, { "min", HILL_FORMULA_FUNCTION, "min", "\\min" },
  { "exp", HILL_FORMULA_FUNCTION, "exp", "\\exp" }, { "log", HILL_FORMULA_FUNCTION, "log", "\\log" },
  { "ln", HILL_FORMULA_FUNCTION, "ln", "\\ln" },
  { "alpha", HILL_FORMULA_VARIABLE, "α", "\\alpha" }, { "beta", HILL_FORMULA_VARIABLE, "β", "\\beta" },
  { "delta", HILL_FORMULA_VARIABLE, "δ", "\\delta" }, { "eta", HILL_FORMULA_VARIABLE, "η", "\\eta" },
  { "lambda", HILL_FORMULA_VARIABLE, "λ", "\\lambda" }, { "sigma", HILL_FORMULA_VARIABLE, "σ", "\\sigma" },
  { "epsilon", HILL_FORMULA_VARIABLE, "ε", "\\varepsilon" }, { "theta", HILL_FORMULA_VARIABLE, "θ", "\\theta" }, { "mu", HILL_FORMULA_VARIABLE, "μ", "\\mu" },
  { "Delta", HILL_FORMULA_SYMBOL, "Δ", "\\Delta" }, { "nabla", HILL_FORMULA_SYMBOL, "∇", "\\nabla" },
  { "partial", HILL_FORMULA_SYMBOL, "∂", "\\partial" }, { "infty", HILL_FORMULA_SYMBOL, "∞", "\\infty" },
  { "ldots", HILL_FORMULA_SYMBOL, "…", "\\ldots" },
  { "neq", HILL_FORMULA_RELATION, "≠", "\\neq" }, { "leq", HILL_FORMULA_RELATION, "≤", "\\leq" },
  { "geq", HILL_FORMULA_RELATION, "≥", "\\geq" }, { "approx", HILL_FORMULA_RELATION, "≈", "\\approx" },
  { "in", HILL_FORMULA_RELATION, "∈", "\\in" }, { "to", HILL_FORMULA_RELATION, "→", "\\to" },
  { "cdot", HILL_FORMULA_BINARY, "·", "\\cdot" }, { "times", HILL_FORMULA_BINARY, "×", "\\times" },
  { "left", HILL_FORMULA_BREAK, NULL, NULL }, { "right", HILL_FORMULA_BREAK, NULL, NULL },
  { "quad", HILL_FORMULA_SPACE, NULL, "\\quad" }, { "break", HILL_FORMULA_BREAK, NULL, NULL },
};

/* Those that take something in braces. */
static const Command constructs[] = {
  { "frac", HILL_FORMULA_FRACTION, NULL, NULL }, { "sqrt", HILL_FORMULA_ROOT, NULL, NULL }, { "val", HILL_FORMULA_VALUE, NULL, NULL },
  { "part", HILL_FORMULA_PART, NULL, NULL }, { "muted", HILL_FORMULA_MUTED, NULL, NULL },
  { "result", HILL_FORMULA_RESULT, NULL, NULL }, { "sum", HILL_FORMULA_SUM, NULL, NULL },
  { "text", HILL_FORMULA_WORDS, NULL, NULL }, { "mathrm", HILL_FORMULA_WORDS, NULL, NULL },
};

static HillFormulaNode *read_row  (Reader *r, const char *ends);
static HillFormulaNode *read_atom (Reader *r);

void
hill_formula_node_free (HillFormulaNode *self)
{
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self->text);
  g_free (self);
}

static HillFormulaNode *
new_node (HillFormulaKind  kind,
          const char      *text,
          gssize           length)
{
  HillFormulaNode *self = g_new0 (HillFormulaNode, 1);

  self->kind = kind;
  if (text != NULL)
    self->text = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);
  return self;
}

static void
take_child (HillFormulaNode *self,
            HillFormulaNode *child)
{
  if (self->children == NULL)
    self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_formula_node_free);
  g_ptr_array_add (self->children, child);
}

static HillFormulaNode *
new_row (void)
{
  HillFormulaNode *self = new_node (HILL_FORMULA_ROW, NULL, -1);

  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_formula_node_free);
  return self;
}

static void
skip_space (Reader *r)
{
  while (g_ascii_isspace (*r->p))
    r->p++;
}

/* What stands in braces, or one atom without them. */
static HillFormulaNode *
read_argument (Reader *r)
{
  HillFormulaNode *row;

  skip_space (r);
  if (*r->p == '{')
    {
      r->p++;
      row = read_row (r, "}");
      if (*r->p == '}')
        r->p++;
      return row;
    }
  row = new_row ();
  r->depth++;
  if (r->depth <= MAX_DEPTH && *r->p != '\0' && strchr ("})", *r->p) == NULL)
    take_child (row, read_atom (r));
  r->depth--;
  return row;
}

/* Raw characters in braces; a backslash takes the next one as it is. */
static char *
read_raw (Reader *r)
{
  GString *text = g_string_new (NULL);

  skip_space (r);
  if (*r->p != '{')
    return g_string_free (text, FALSE);
  for (r->p++; *r->p != '\0' && *r->p != '}'; r->p++)
    {
      if (*r->p == '\\' && r->p[1] != '\0')
        r->p++;
      g_string_append_c (text, *r->p);
    }
  if (*r->p == '}')
    r->p++;
  return g_string_free (text, FALSE);
}

static HillFormulaNode *
read_sum (Reader *r)
{
  HillFormulaNode *self = new_node (HILL_FORMULA_SUM, NULL, -1);
  HillFormulaNode *limits[2] = { NULL, NULL };

  for (;;)
    {
      int which;

      skip_space (r);
      if (*r->p != '_' && *r->p != '^')
        break;
      which = *r->p == '^';
      if (limits[which] != NULL)
        break;
      r->p++;
      limits[which] = read_argument (r);
    }
  take_child (self, limits[0] != NULL ? limits[0] : new_row ());
  take_child (self, limits[1] != NULL ? limits[1] : new_row ());
  return self;
}

static HillFormulaNode *
read_construct (Reader          *r,
                HillFormulaKind  kind)
{
  HillFormulaNode *self;

  if (kind == HILL_FORMULA_SUM)
    return read_sum (r);
  self = new_node (kind, NULL, -1);
  if (kind == HILL_FORMULA_WORDS || kind == HILL_FORMULA_PART)
    self->text = read_raw (r);
  if (kind == HILL_FORMULA_WORDS)
    return self;
  take_child (self, read_argument (r));
  if (kind == HILL_FORMULA_FRACTION || kind == HILL_FORMULA_VALUE)
    take_child (self, read_argument (r));
  return self;
}

static gboolean
is_name (const char *name,
         gsize       length,
         const char *other)
{
  return strlen (other) == length && strncmp (other, name, length) == 0;
}

static const Command *
find_command (const Command *list,
              gsize          n,
              const char    *name,
              gsize          length)
{
  for (gsize i = 0; i < n; i++)
    if (is_name (name, length, list[i].name))
      return &list[i];
  return NULL;
}

static HillFormulaNode *
read_command (Reader *r)
{
  const char *name = r->p + 1;
  gsize length = 0;
  const Command *command;
  HillFormulaNode *self;

  while (g_ascii_isalpha (name[length]))
    length++;
  if (*name == '\\')
    {
      r->p = name + 1;
      return new_node (HILL_FORMULA_LINE, NULL, -1);
    }
  if (length == 0)                      /* \{ and the like */
    {
      length = *name != '\0' ? (gsize) (g_utf8_next_char (name) - name) : 0;
      r->p = name + length;
      return new_node (HILL_FORMULA_SYMBOL, name, (gssize) length);
    }
  r->p = name + length;
  if (is_name (name, length, "begin") || is_name (name, length, "end"))
    {
      g_free (read_raw (r));
      return new_node (HILL_FORMULA_BREAK, NULL, -1);
    }
  command = find_command (constructs, G_N_ELEMENTS (constructs), name, length);
  if (command != NULL)
    return read_construct (r, command->kind);
  command = find_command (commands, G_N_ELEMENTS (commands), name, length);
  if (command == NULL)
    return new_node (HILL_FORMULA_WORDS, name, (gssize) length);
  self = new_node (command->kind, command->text, -1);
  self->latex = command->latex;
  return self;
}

static HillFormulaNode *
read_number (Reader *r)
{
  const char *start = r->p;

  while (g_ascii_isdigit (*r->p) || (*r->p == '.' && g_ascii_isdigit (r->p[1])))
    r->p++;
  return new_node (HILL_FORMULA_NUMBER, start, r->p - start);
}

static HillFormulaNode *
read_fence (Reader *r)
{
  const char close = *r->p == '(' ? ')' : '|';
  HillFormulaNode *self = new_node (HILL_FORMULA_FENCE, close == ')' ? "(" : "|", -1);

  r->p++;
  take_child (self, read_row (r, close == ')' ? ")" : "|"));
  if (*r->p == close)
    r->p++;
  return self;
}

static HillFormulaNode *
read_character (Reader *r)
{
  static const struct
  {
    char             c;
    HillFormulaKind  kind;
    const char      *text;
  } signs[] = {
    { '+', HILL_FORMULA_BINARY, "+" }, { '-', HILL_FORMULA_BINARY, "−" }, { '=', HILL_FORMULA_RELATION, "=" },
    { '<', HILL_FORMULA_RELATION, "<" }, { '>', HILL_FORMULA_RELATION, ">" }, { ',', HILL_FORMULA_COMMA, "," },
  };
  const char *start = r->p;

  r->p = g_utf8_next_char (r->p);
  if (*start == '&')
    return new_node (HILL_FORMULA_BREAK, NULL, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (*start == signs[i].c)
      {
        HillFormulaNode *self = new_node (signs[i].kind, signs[i].text, -1);

        if (*start == '-')
          self->latex = "-";
        return self;
      }
  return new_node (g_ascii_isalpha (*start) ? HILL_FORMULA_VARIABLE : HILL_FORMULA_SYMBOL, start, r->p - start);
}

/* At something that is not the end of the row. */
static HillFormulaNode *
read_atom (Reader *r)
{
  if (*r->p == '\\')
    return read_command (r);
  if (*r->p == '{')
    return read_argument (r);
  if (*r->p == '(' || *r->p == '|')
    return read_fence (r);
  if (g_ascii_isdigit (*r->p))
    return read_number (r);
  return read_character (r);
}

/* The base takes its index and power. */
static HillFormulaNode *
read_scripts (Reader          *r,
              HillFormulaNode *base)
{
  HillFormulaNode *self = new_node (HILL_FORMULA_SCRIPTS, NULL, -1);
  HillFormulaNode *scripts[2] = { NULL, NULL };

  while ((*r->p == '_' && scripts[0] == NULL) || (*r->p == '^' && scripts[1] == NULL))
    {
      int which = *r->p == '^';

      r->p++;
      scripts[which] = read_argument (r);
      skip_space (r);
    }
  take_child (self, base);
  take_child (self, scripts[0] != NULL ? scripts[0] : new_row ());
  take_child (self, scripts[1] != NULL ? scripts[1] : new_row ());
  return self;
}

/* A sign with nothing before it that it could join belongs to what follows. */
static void
settle_sign (const HillFormulaNode *row,
             HillFormulaNode       *node)
{
  const HillFormulaNode *before = NULL;

  if (node->kind != HILL_FORMULA_BINARY)
    return;
  for (guint i = row->children->len; i > 0 && (before == NULL || before->kind == HILL_FORMULA_BREAK); i--)
    before = hill_formula_node_get_child (row, i - 1);
  if (before == NULL || before->kind == HILL_FORMULA_BINARY || before->kind == HILL_FORMULA_RELATION
      || before->kind == HILL_FORMULA_COMMA || before->kind == HILL_FORMULA_BREAK || before->kind == HILL_FORMULA_LINE)
    node->kind = HILL_FORMULA_SYMBOL;
}

/* Up to the end, or to one of @ends, which is left to be read. */
static HillFormulaNode *
read_row (Reader     *r,
          const char *ends)
{
  HillFormulaNode *row = new_row ();

  r->depth++;
  for (;;)
    {
      HillFormulaNode *node;

      skip_space (r);
      if (*r->p == '\0' || strchr (ends, *r->p) != NULL || (*r->p == '}' && r->depth > 1))
        break;
      if (r->depth > MAX_DEPTH)
        {
          r->p = g_utf8_next_char (r->p);
          continue;
        }
      node = read_atom (r);
      settle_sign (row, node);
      skip_space (r);
      if (*r->p == '_' || *r->p == '^')
        node = read_scripts (r, node);
      take_child (row, node);
    }
  r->depth--;
  return row;
}

HillFormulaNode *
hill_formula_parse (const char *tex)
{
  g_autofree char *valid = g_utf8_make_valid (tex, -1);
  Reader r = { .p = valid };

  return read_row (&r, "");
}
