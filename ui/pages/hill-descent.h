/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Something that is walked down, step by step, forward and back: a test surface, a classifier of points, or the session's run.
 * It makes plots and sentences of where it stands; the Descent page shows them and hands on what a person does.  No GTK.
 * Signal: "changed": all that is said and drawn may be another. */

#pragma once

#include "hill-experiment.h"
#include "hill-plot.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  HILL_VIEW_MAP,
  HILL_VIEW_SPACE,
  HILL_VIEW_SLICE,
} HillView;

/**
 * HillLook:
 * @azimuth, @elevation: of the eye in %HILL_VIEW_SPACE, in degrees
 * @ahead: show the steps after the one shown, too
 */
typedef struct
{
  HillView view;
  double   azimuth, elevation;
  gboolean ahead;
} HillLook;

/**
 * HillPosition:
 * @step: the step shown
 * @reached: steps made
 * @last: where the walk ends
 */
typedef struct
{
  guint64 step;
  guint64 reached;
  guint64 last;
} HillPosition;

#define HILL_TYPE_DESCENT (hill_descent_get_type ())
G_DECLARE_DERIVABLE_TYPE (HillDescent, hill_descent, HILL, DESCENT, GObject)

struct _HillDescentClass
{
  GObjectClass           parent_class;

  HillPlot             *(*new_plot)       (HillDescent *self, const HillLook *look);
  HillPlot             *(*new_ruler)      (HillDescent *self);
  char                 *(*dup_sentence)   (HillDescent *self);
  char                 *(*dup_update)     (HillDescent *self);
  char                 *(*dup_next)       (HillDescent *self, gboolean whole);
  char                 *(*dup_trouble)    (HillDescent *self);
  HillPosition          (*get_position)   (HillDescent *self);
  const HillExperiment *(*get_experiment) (HillDescent *self);
  double                (*get_rate)       (HillDescent *self);
  gboolean              (*set_experiment) (HillDescent *self, const HillExperiment *experiment, GError **error);
  void                  (*step)           (HillDescent *self, gboolean whole);
  void                  (*seek)           (HillDescent *self, guint64 step);
  void                  (*restart)        (HillDescent *self);
  gboolean              (*set_start)      (HillDescent *self, double x, double y);
  gboolean              (*get_start)      (HillDescent *self, double *x, double *y);
  gboolean              (*hold_start)     (HillDescent *self, double x, double y);
  double                (*get_span)       (HillDescent *self);
  guint64               (*get_step_at)    (HillDescent *self, gsize index);
  gboolean              (*get_playing)    (HillDescent *self);
  void                  (*set_playing)    (HillDescent *self, gboolean playing);
  void                  (*set_pace)       (HillDescent *self, double steps_per_second);
};

/* (transfer full): the landscape with the walk on it, or a slice through the point. */
HillPlot             *hill_descent_new_plot       (HillDescent           *self,
                                                   const HillLook        *look);

/* (transfer full) (nullable): the loss along the negative gradient, with marks at a tenth of the rate, the rate, and ten times it;
 * its x axis is the rate. */
HillPlot             *hill_descent_new_ruler      (HillDescent           *self);

/* (transfer full): the state in a sentence. */
char                 *hill_descent_dup_sentence   (HillDescent           *self);

/* (transfer full): how the next step is made, for hill_formula_new(): hill_descent_write_rule(). */
char                 *hill_descent_dup_rule       (HillDescent           *self);

/* (transfer full): W_new = W - rate x gradient with its numbers, a line for each. */
char                 *hill_descent_dup_update     (HillDescent           *self);

/* (transfer full) (nullable): what hill_descent_step() will do; %NULL at the end. */
char                 *hill_descent_dup_next       (HillDescent           *self,
                                                   gboolean               whole);

/* (transfer full) (nullable): why the walk runs away. */
char                 *hill_descent_dup_trouble    (HillDescent           *self);

HillPosition          hill_descent_get_position   (HillDescent           *self);

/* (transfer none): optimiser, rate, batch size … from the step shown on. */
const HillExperiment *hill_descent_get_experiment (HillDescent           *self);
gboolean              hill_descent_set_experiment (HillDescent           *self,
                                                   const HillExperiment  *experiment,
                                                   GError               **error);

/* The rate alone, rounded to what a hand can set. */
gboolean              hill_descent_set_rate       (HillDescent           *self,
                                                   double                 rate);

/* A whole step, or the next part of one. */
void                  hill_descent_step           (HillDescent           *self,
                                                   gboolean               whole);

/* One step back, or to the beginning of the one that is under way. */
void                  hill_descent_back           (HillDescent           *self,
                                                   guint                  n_steps);
void                  hill_descent_seek           (HillDescent           *self,
                                                   guint64                step);
void                  hill_descent_restart        (HillDescent           *self);

/* The way out of trouble: five steps back, and half the rate from there. */
void                  hill_descent_calm           (HillDescent           *self);

/* The start, in the units of the landscape; FALSE where it cannot be moved. */
gboolean              hill_descent_set_start      (HillDescent           *self,
                                                   double                 x,
                                                   double                 y);
gboolean              hill_descent_get_start      (HillDescent           *self,
                                                   double                *x,
                                                   double                *y);


/* The start while it is dragged: shows where a walk from there leads.  hill_descent_set_start() follows in the end. */
gboolean              hill_descent_hold_start     (HillDescent           *self,
                                                   double                 x,
                                                   double                 y);

/* How wide the landscape is, in its units; 0 while there is none. */
double                hill_descent_get_span       (HillDescent           *self);

/* The step at a point of the first track, which is not always each step's. */
guint64               hill_descent_get_step_at    (HillDescent           *self,
                                                   gsize                  index);

gboolean              hill_descent_get_playing    (HillDescent           *self);
void                  hill_descent_set_playing    (HillDescent           *self,
                                                   gboolean               playing);
void                  hill_descent_set_pace       (HillDescent           *self,
                                                   double                 steps_per_second);

/* For those that implement it. */
void                  hill_descent_changed        (HillDescent           *self);

G_END_DECLS
