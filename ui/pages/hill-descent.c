/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Only hands on; what a kind cannot do, it leaves out. */

#include "hill-descent.h"

#include "hill-descent-rule.h"
#include "hill-descent-words.h"

G_DEFINE_ABSTRACT_TYPE (HillDescent, hill_descent, G_TYPE_OBJECT)

static guint changed_signal;

/* Where no schedule lowers it. */
static double
get_constant_rate (HillDescent *self)
{
  return hill_descent_get_experiment (self)->rate;
}

static void
hill_descent_class_init (HillDescentClass *klass)
{
  klass->get_rate = get_constant_rate;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hill_descent_init (HillDescent *self)
{
}

HillPlot *
hill_descent_new_plot (HillDescent    *self,
                       const HillLook *look)
{
  return HILL_DESCENT_GET_CLASS (self)->new_plot (self, look);
}

HillPlot *
hill_descent_new_ruler (HillDescent *self)
{
  return HILL_DESCENT_GET_CLASS (self)->new_ruler (self);
}

char *
hill_descent_dup_sentence (HillDescent *self)
{
  return HILL_DESCENT_GET_CLASS (self)->dup_sentence (self);
}

char *
hill_descent_dup_rule (HillDescent *self)
{
  return hill_descent_write_rule (hill_descent_get_experiment (self), HILL_DESCENT_GET_CLASS (self)->get_rate (self));
}

char *
hill_descent_dup_update (HillDescent *self)
{
  return HILL_DESCENT_GET_CLASS (self)->dup_update (self);
}

char *
hill_descent_dup_next (HillDescent *self,
                       gboolean     whole)
{
  return HILL_DESCENT_GET_CLASS (self)->dup_next (self, whole);
}

char *
hill_descent_dup_trouble (HillDescent *self)
{
  return HILL_DESCENT_GET_CLASS (self)->dup_trouble (self);
}

HillPosition
hill_descent_get_position (HillDescent *self)
{
  return HILL_DESCENT_GET_CLASS (self)->get_position (self);
}

const HillExperiment *
hill_descent_get_experiment (HillDescent *self)
{
  return HILL_DESCENT_GET_CLASS (self)->get_experiment (self);
}

gboolean
hill_descent_set_experiment (HillDescent           *self,
                             const HillExperiment  *experiment,
                             GError               **error)
{
  return HILL_DESCENT_GET_CLASS (self)->set_experiment (self, experiment, error);
}

gboolean
hill_descent_set_rate (HillDescent *self,
                       double       rate)
{
  HillExperiment experiment = *hill_descent_get_experiment (self);

  experiment.rate = hill_descent_round_rate (rate);
  return hill_descent_set_experiment (self, &experiment, NULL);
}

void
hill_descent_step (HillDescent *self,
                   gboolean     whole)
{
  HILL_DESCENT_GET_CLASS (self)->step (self, whole);
}

void
hill_descent_back (HillDescent *self,
                   guint        n_steps)
{
  guint64 step = hill_descent_get_position (self).step;

  hill_descent_seek (self, step > n_steps ? step - n_steps : 0);
}

void
hill_descent_seek (HillDescent *self,
                   guint64      step)
{
  HILL_DESCENT_GET_CLASS (self)->seek (self, step);
}

void
hill_descent_restart (HillDescent *self)
{
  HILL_DESCENT_GET_CLASS (self)->restart (self);
}

void
hill_descent_calm (HillDescent *self)
{
  HillExperiment experiment = *hill_descent_get_experiment (self);      /* the rate that was too high */

  experiment.rate /= 2;
  hill_descent_set_playing (self, FALSE);
  hill_descent_back (self, 5);
  hill_descent_set_experiment (self, &experiment, NULL);
}

gboolean
hill_descent_set_start (HillDescent *self,
                        double       x,
                        double       y)
{
  HillDescentClass *klass = HILL_DESCENT_GET_CLASS (self);

  return klass->set_start != NULL && klass->set_start (self, x, y);
}

gboolean
hill_descent_get_start (HillDescent *self,
                        double      *x,
                        double      *y)
{
  HillDescentClass *klass = HILL_DESCENT_GET_CLASS (self);

  return klass->get_start != NULL && klass->get_start (self, x, y);
}

gboolean
hill_descent_hold_start (HillDescent *self,
                         double       x,
                         double       y)
{
  HillDescentClass *klass = HILL_DESCENT_GET_CLASS (self);

  return klass->hold_start != NULL ? klass->hold_start (self, x, y) : hill_descent_set_start (self, x, y);
}

double
hill_descent_get_span (HillDescent *self)
{
  HillDescentClass *klass = HILL_DESCENT_GET_CLASS (self);

  return klass->get_span != NULL ? klass->get_span (self) : 0;
}

guint64
hill_descent_get_step_at (HillDescent *self,
                          gsize        index)
{
  HillDescentClass *klass = HILL_DESCENT_GET_CLASS (self);

  return klass->get_step_at != NULL ? klass->get_step_at (self, index) : index;
}

gboolean
hill_descent_get_playing (HillDescent *self)
{
  return HILL_DESCENT_GET_CLASS (self)->get_playing (self);
}

void
hill_descent_set_playing (HillDescent *self,
                          gboolean     playing)
{
  HILL_DESCENT_GET_CLASS (self)->set_playing (self, playing);
}

void
hill_descent_set_pace (HillDescent *self,
                       double       steps_per_second)
{
  HILL_DESCENT_GET_CLASS (self)->set_pace (self, steps_per_second);
}

void
hill_descent_changed (HillDescent *self)
{
  g_signal_emit (self, changed_signal, 0);
}
