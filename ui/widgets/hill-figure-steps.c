/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A page draws anew some time after the walk has moved: a step counts as shown when there is nothing left to compute and the view has had
 * a new plot since, or none for a while. */

#include "hill-figure-steps.h"

#include "hill-error.h"
#include "hill-steps.h"

#include <glib/gi18n.h>

#define LOOK_INTERVAL 10                /* milliseconds */
#define PATIENCE (400 * G_TIME_SPAN_MILLISECOND)
#define TIME_LIMIT (60 * G_TIME_SPAN_SECOND)

struct _HillFigureSteps
{
  HillPlotView       *view;             /* owned */
  HillStepSource      source;           /* its object is owned */
  GArray             *steps;            /* of guint64, resolved */
  guint               next;             /* its place in steps; their number: on the way back */
  guint64             home;
  HillPlot           *old_plot;         /* (nullable): what was shown when the step was asked for */
  gint64              asked_at;
  gint64              settled_at;       /* 0: not yet */
  guint               timeout_id;
  HillFigureStepFunc  take;
  HillFigureDoneFunc  done;
  gpointer            data;
};

static void
finish (HillFigureSteps *self,
        const GError    *error)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->done (error, self->data);
}

static guint64
get_wanted (HillFigureSteps *self)
{
  return self->next < self->steps->len ? g_array_index (self->steps, guint64, self->next) : self->home;
}

static void
ask (HillFigureSteps *self)
{
  HillPlot *plot = hill_plot_view_get_plot (self->view);

  g_clear_pointer (&self->old_plot, hill_plot_unref);
  self->old_plot = plot != NULL ? hill_plot_ref (plot) : NULL;
  self->asked_at = g_get_monotonic_time ();
  self->settled_at = 0;
  self->source.funcs->seek (self->source.object, get_wanted (self));
}

static gboolean
is_shown (HillFigureSteps *self)
{
  const HillStepSource *source = &self->source;
  gint64 now = g_get_monotonic_time ();
  guint64 step, reached;

  if (!source->funcs->get_position (source->object, &step, &reached) || step != get_wanted (self)
      || source->funcs->get_busy (source->object))
    {
      self->settled_at = 0;
      return FALSE;
    }
  /* At the first look the page may be about to ask for more. */
  if (self->settled_at == 0)
    {
      self->settled_at = now;
      return FALSE;
    }
  return hill_plot_view_get_plot (self->view) != self->old_plot || now - self->settled_at > PATIENCE;
}

static gboolean
on_look (gpointer data)
{
  HillFigureSteps *self = data;
  HillPlot *plot = hill_plot_view_get_plot (self->view);

  if (g_get_monotonic_time () - self->asked_at > TIME_LIMIT)
    {
      g_autoptr(GError) error = g_error_new (HILL_ERROR, HILL_ERROR_IO, _("Step %zu is not shown. Try again when the run rests"),
                                             (gsize) get_wanted (self));

      self->timeout_id = 0;
      finish (self, error);
      return G_SOURCE_REMOVE;
    }
  if (!is_shown (self))
    return G_SOURCE_CONTINUE;
  if (self->next == self->steps->len)
    {
      self->timeout_id = 0;
      finish (self, NULL);
      return G_SOURCE_REMOVE;
    }
  if (plot != NULL)
    self->take (plot, get_wanted (self), self->data);
  self->next++;
  ask (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
resolve (GArray    *steps,
         guint64    reached,
         gboolean   grows,
         GError   **error)
{
  for (guint i = 0; i < steps->len; i++)
    {
      guint64 *step = &g_array_index (steps, guint64, i);

      if (*step == HILL_STEPS_END)
        *step = reached;
      if (*step > reached)
        {
          g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                       grows ? _("Step %zu is not made yet: the run has %zu steps. Make more, or choose among these")
                             : _("There is no step %zu: the walk ends at step %zu. Choose among the steps up to there"),
                       (gsize) *step, (gsize) reached);
          return FALSE;
        }
    }
  return TRUE;
}

HillFigureSteps *
hill_figure_steps_new (HillPlotView          *view,
                       const HillStepSource  *source,
                       const GArray          *steps,
                       HillFigureStepFunc     take,
                       HillFigureDoneFunc     done,
                       gpointer               data,
                       GError               **error)
{
  guint64 home, reached;
  g_autoptr(GArray) resolved = NULL;
  HillFigureSteps *self;

  g_return_val_if_fail (HILL_IS_PLOT_VIEW (view) && source != NULL, NULL);
  g_return_val_if_fail (steps != NULL && take != NULL && done != NULL, NULL);

  if (!source->funcs->get_position (source->object, &home, &reached))
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("There is no run yet. Make some steps first"));
      return NULL;
    }
  resolved = g_array_copy ((GArray *) steps);
  if (!resolve (resolved, reached, source->funcs->grows, error))
    return NULL;
  self = g_new0 (HillFigureSteps, 1);
  self->view = g_object_ref (view);
  self->source = (HillStepSource) { source->funcs, g_object_ref (source->object) };
  self->steps = g_steal_pointer (&resolved);
  self->home = home;
  self->take = take;
  self->done = done;
  self->data = data;
  ask (self);
  self->timeout_id = g_timeout_add (LOOK_INTERVAL, on_look, self);
  return self;
}

void
hill_figure_steps_free (HillFigureSteps *self)
{
  g_return_if_fail (self != NULL);

  /* Given up on the way: back home all the same. */
  if (self->timeout_id != 0)
    self->source.funcs->seek (self->source.object, self->home);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_pointer (&self->old_plot, hill_plot_unref);
  g_array_unref (self->steps);
  g_object_unref (self->view);
  g_object_unref (self->source.object);
  g_free (self);
}

double
hill_figure_steps_get_progress (HillFigureSteps *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (double) self->next / (self->steps->len + 1);
}
