/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The rules in TeX; @words are put in afterwards, so that they can be translated. */

#include "hill-descent-rule.h"

#include "hill-descent-words.h"
#include "hill-formula.h"

#include <glib/gi18n.h>

#define DIVIDED_BY_ROOT "\\\\ W_@new = W - \\val{@rate}{@r} \\times \\frac{@gradient}{\\sqrt{q_@new} + \\epsilon}"

static const char *
get_rule (HillOptimizer optimizer)
{
  switch (optimizer)
    {
    case HILL_OPTIMIZER_MOMENTUM:
      return "v_@new = \\val{m}{@m} v - \\val{@rate}{@r} \\times @gradient \\\\ W_@new = W + v_@new";
    case HILL_OPTIMIZER_NESTEROV:
      return "v_@new = \\val{m}{@m} v - \\val{@rate}{@r} \\times @gradient \\\\ W_@new = W + m v_@new - @rate \\times @gradient";
    case HILL_OPTIMIZER_ADAGRAD:
      return "q_@new = q + @gradient^2 " DIVIDED_BY_ROOT;
    case HILL_OPTIMIZER_RMSPROP:
      return "q_@new = \\val{d}{@d} q + (1 - d) \\cdot @gradient^2 " DIVIDED_BY_ROOT;
    case HILL_OPTIMIZER_ADAM:
      return "v_@new = \\val{\\beta_1}{@m} v + (1 - \\beta_1) \\cdot @gradient \\\\ q_@new = \\val{\\beta_2}{@d} q + (1 - \\beta_2) \\cdot @gradient^2 "
             "\\\\ W_@new = W - \\val{@rate}{@r} \\times \\frac{v_@new / (1 - \\beta_1^t)}{\\sqrt{q_@new / (1 - \\beta_2^t)} + \\epsilon}";
    case HILL_OPTIMIZER_LBFGS:
      return "W_@new = W + @length \\times @direction";
    case HILL_OPTIMIZER_SGD:
    default:
      return "W_@new = W - \\val{@rate}{@r} \\times @gradient";
    }
}

static void
put_words (GString    *tex,
           const char *place,
           const char *words)
{
  g_autofree char *quoted = hill_formula_quote (words);
  g_autofree char *group = g_strconcat ("{", quoted, "}", NULL);

  g_string_replace (tex, place, group, 0);
}

static void
put_number (GString    *tex,
            const char *place,
            double      number)
{
  g_autofree char *text = hill_descent_format_rate (number);

  put_words (tex, place, text);
}

char *
hill_descent_write_rule (const HillExperiment *experiment,
                         double                rate)
{
  GString *tex = g_string_new (get_rule (experiment->optimizer));

  /* Translators: the next five are words within a formula: W_new = W − rate × gradient */
  put_words (tex, "@new", C_("in a formula", "new"));
  put_words (tex, "@rate", C_("in a formula", "rate"));
  put_words (tex, "@gradient", C_("in a formula", "gradient"));
  put_words (tex, "@length", C_("in a formula", "length"));
  put_words (tex, "@direction", C_("in a formula", "direction"));
  put_number (tex, "@r", rate);
  put_number (tex, "@m", experiment->momentum);
  put_number (tex, "@d", experiment->decay);
  return g_string_free (tex, FALSE);
}
