/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Of more than MAX_TERMS outcomes the sums are not written out. */

#include "hill-information-formula.h"

#include "hill-arithmetic.h"

#include <math.h>

#define MAX_TERMS 4

static const char *
get_log (HillLogBase base)
{
  return base == HILL_LOG_E ? "\\ln" : base == HILL_LOG_2 ? "\\log_2" : "\\log_{10}";
}

static char *
format_share (const HillDistributions *values,
              double                   share)
{
  return values->has_scores && share != 0 && share != 1 ? hill_number_fixed (share, 2) : hill_number_trim (share, 4);
}

/* -(q1 log x1 + q2 log x2 + …); terms with q = 0 are 0 and drawn faintly. */
static void
append_terms (GString                 *tex,
              const HillDistributions *values,
              const double            *inside,
              HillLogBase              base)
{
  if (values->n > MAX_TERMS)
    return;
  g_string_append (tex, " = \\break -(");
  for (guint i = 0; i < values->n; i++)
    {
      g_autofree char *q = format_share (values, values->q[i]);
      g_autofree char *x = format_share (values, inside[i]);

      g_string_append_printf (tex, "%s%s%s \\times %s %s%s", i > 0 ? " + " : "", values->q[i] == 0 ? "\\muted{" : "",
                              q, get_log (base), x, values->q[i] == 0 ? "}" : "");
    }
  g_string_append_c (tex, ')');
}

static void
append_result (GString *tex,
               double   value)
{
  g_autofree char *text = hill_information_format (value);

  g_string_append_printf (tex, " = \\result{%s}", isinf (value) ? "\\infty" : text);
}

char *
hill_information_formula_entropy (const HillDistributions *values,
                                  HillLogBase              base)
{
  GString *tex = g_string_new (NULL);

  g_string_printf (tex, "H(Q) = -\\sum_k q_k %s q_k", get_log (base));
  append_terms (tex, values, values->q, base);
  append_result (tex, hill_entropy (values->q, values->n, base));
  return g_string_free (tex, FALSE);
}

/* Where Q is certain, what is left is -log P of that outcome: the cross-entropy loss (S23). */
static void
append_certain (GString                 *tex,
                const HillDistributions *values,
                HillLogBase              base)
{
  for (guint i = 0; i < values->n; i++)
    if (values->q[i] == 1)
      {
        g_autofree char *p = format_share (values, values->p[i]);

        g_string_append_printf (tex, " = -%s %s", get_log (base), p);
      }
}

char *
hill_information_formula_cross (const HillDistributions *values,
                                HillLogBase              base)
{
  GString *tex = g_string_new (NULL);

  g_string_printf (tex, "H(Q, P) = -\\sum_k q_k %s p_k", get_log (base));
  append_terms (tex, values, values->p, base);
  append_certain (tex, values, base);
  append_result (tex, hill_cross_entropy (values->q, values->p, values->n, base));
  return g_string_free (tex, FALSE);
}

char *
hill_information_formula_relative (const HillDistributions *values,
                                   HillLogBase              base)
{
  g_autofree char *entropy = hill_information_format (hill_entropy (values->q, values->n, base));
  double cross = hill_cross_entropy (values->q, values->p, values->n, base);
  g_autofree char *cross_text = hill_information_format (cross);
  GString *tex = g_string_new (NULL);

  g_string_printf (tex, "D_{KL}(Q \\text{‖} P) = \\sum_k q_k %s \\frac{q_k}{p_k} = H(Q, P) - H(Q) = %s - %s", get_log (base),
                   isinf (cross) ? "\\infty" : cross_text, entropy);
  append_result (tex, hill_relative_entropy (values->q, values->p, values->n, base));
  return g_string_free (tex, FALSE);
}

static guint
find_certain (const HillDistributions *values)
{
  guint best = 0;

  for (guint i = 1; i < values->n; i++)
    if (values->q[i] > values->q[best])
      best = i;
  return best;
}

char *
hill_information_formula_softmax (const HillDistributions *values)
{
  guint y = find_certain (values);
  g_autofree char *above = hill_number_exponential (exp (values->scores[y]));
  g_autofree char *share = hill_number_fixed (values->p[y], 2);
  GString *tex = g_string_new ("P(y = k) = \\frac{e^{s_k}}{\\sum_j e^{s_j}}");

  for (guint i = 0; i < values->n && values->n <= MAX_TERMS; i++)
    {
      g_autofree char *term = hill_number_exponential (exp (values->scores[i]));

      if (i == 0)
        g_string_append_printf (tex, " = \\frac{%s}{%s", above, term);
      else
        g_string_append_printf (tex, " + %s", term);
    }
  g_string_append_printf (tex, "%s = \\result{%s}", values->n <= MAX_TERMS ? "}" : "", share);
  return g_string_free (tex, FALSE);
}
