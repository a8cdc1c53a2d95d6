/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Descent: the run on the landscape of its own loss, walks over test surfaces, and races. */

#include "hill-figures.h"

#include "hill-descent-state.h"
#include "hill-model-descent.h"
#include "hill-points-state.h"
#include "hill-race.h"
#include "hill-surface-field.h"
#include "hill-values.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define SURFACE_STEPS 150         /* of a race, as the page has it */

static const char * const surface_names[HILL_N_SURFACES + 1] = {
  "bowl", "valley", "saddle", "plateau", "two-minima", "many-minima", "rosenbrock", "beale", NULL
};

static gboolean
get_look (HillFigureSource  *source,
          HillLook          *look,
          GError           **error)
{
  static const char * const views[] = { "map", "space", "slice", NULL };
  guint view;

  if (!hill_figure_source_get_choice (source, "view", views, HILL_VIEW_MAP, &view, error)
      || !hill_figure_source_get_number (source, "azimuth", -360, 360, 30, &look->azimuth, error)
      || !hill_figure_source_get_number (source, "elevation", 10, 85, 40, &look->elevation, error)
      || !hill_figure_source_get_flag (source, "ahead", FALSE, &look->ahead, error))
    return FALSE;
  look->view = (HillView) view;
  return TRUE;
}

/* ---- the run */

/* "0,3:5,12": class and feature, from 0, of either weight; nothing: the two that the next step changes most. */
static gboolean
get_weights (HillFigureSource  *source,
             gsize              weights[2],
             GError           **error)
{
  const char *text = hill_figure_source_get_text (source, "weights");
  const HillDesign *design = hill_figure_source_get_snapshot (source)->design;
  gsize n_columns = hill_design_get_n_features (design) + 1;
  guint n_classes = hill_design_get_n_classes (design);
  g_auto(GStrv) words = g_strsplit_set (text != NULL ? text : "", ",:", 5);
  guint64 numbers[4] = { 0 };
  gboolean known = text == NULL || g_strv_length (words) == 4;

  for (int i = 0; text != NULL && known && i < 4; i++)
    known = g_ascii_string_to_unsigned (words[i], 10, 0, i % 2 == 0 ? n_classes - 1 : n_columns - 1, &numbers[i], NULL);
  weights[0] = (gsize) numbers[0] * n_columns + (gsize) numbers[1];
  weights[1] = (gsize) numbers[2] * n_columns + (gsize) numbers[3];
  if (known && (text == NULL || weights[0] != weights[1]))
    return TRUE;
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
               _("weights=%s does not go: two different weights are written CLASS,FEATURE:CLASS,FEATURE, classes 0 to %u, features 0 to %zu"), text,
               n_classes - 1, n_columns - 1);
  return FALSE;
}

/* "0,20,40"; nothing: start, middle and end of the path. */
static gboolean
get_steps (HillFigureSource  *source,
           guint64            steps[3],
           GError           **error)
{
  const char *text = hill_figure_source_get_text (source, "steps");
  g_auto(GStrv) words = g_strsplit (text != NULL ? text : "0,0,0", ",", 4);
  guint64 last = hill_figure_source_get_snapshot (source)->n_steps;
  gboolean known = g_strv_length (words) == 3;

  for (int i = 0; known && i < 3; i++)
    known = g_ascii_string_to_unsigned (words[i], 10, 0, last, &steps[i], NULL);
  if (!known)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("steps=%s does not go: it takes three steps from 0 to %llu, as in 0,20,40"), text,
                 (unsigned long long) last);
  return known;
}

static HillDescent *
get_model (HillFigureSource  *source,
           GError           **error)
{
  static const char * const planes[] = { "path", "gradient", "random", "weights", "points", NULL };
  static const char * const measures[] = { "loss", "data", "accuracy", NULL };
  HillDescent *model = hill_figure_source_get_model (source);
  const HillScene *scene;
  HillSceneChoice choice;
  guint plane, measure;
  gboolean follow;

  if (!hill_figure_source_get_choice (source, "plane", planes, HILL_SCENE_PATH, &plane, error)
      || !hill_figure_source_get_choice (source, "measure", measures, HILL_MEASURE_LOSS, &measure, error)
      || !hill_figure_source_get_flag (source, "follow", FALSE, &follow, error)
      || !get_weights (source, choice.weights, error) || !get_steps (source, choice.steps, error))
    return NULL;
  hill_model_descent_choose (HILL_MODEL_DESCENT (model), &choice);
  hill_model_descent_set_scene (HILL_MODEL_DESCENT (model), (HillSceneKind) plane, (HillMeasure) measure, follow,
                                hill_figure_source_get_fixed (source));
  hill_model_descent_set_active (HILL_MODEL_DESCENT (model), TRUE);
  if (!hill_figure_source_settle (source, error))
    return NULL;
  scene = hill_model_descent_get_scene (HILL_MODEL_DESCENT (model));
  if (scene != NULL && scene->fine && scene->snapshot->step == hill_figure_source_get_snapshot (source)->step)
    return model;
  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                       hill_model_descent_get_failure (HILL_MODEL_DESCENT (model)) != NULL
                         ? hill_model_descent_get_failure (HILL_MODEL_DESCENT (model)) : _("The landscape about this step could not be computed"));
  return NULL;
}

static HillPlot *
new_landscape (HillFigureSource  *source,
               GError           **error)
{
  HillDescent *model = get_model (source, error);
  HillLook look;

  return model != NULL && get_look (source, &look, error) ? hill_descent_new_plot (model, &look) : NULL;
}

static HillPlot *
new_step_size (HillFigureSource  *source,
               GError           **error)
{
  HillDescent *model = get_model (source, error);
  HillPlot *plot;

  if (model == NULL)
    return NULL;
  plot = hill_descent_new_ruler (model);
  if (plot == NULL)
    g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("No step starts here, for the run is over: show an earlier one"));
  return plot;
}

/* ---- test surfaces */

/* Which ground of the Descent page the window shows: 0 is the run, then come the surfaces, then the points. */
static guint
get_ground (HillFigureSource *source)
{
  g_autoptr(GHashTable) page = hill_figure_source_dup_part (source, "descent.");

  return (guint) hill_values_get_number (page, "ground", 0, HILL_N_SURFACES + 1, 0);
}

/* As it is set, or as the window shows it. */
static gboolean
choose_surface (HillFigureSource  *source,
                HillSurface       *surface,
                gboolean          *is_shown,
                GError           **error)
{
  guint ground = get_ground (source);
  gboolean is_surface = ground >= 1 && ground <= HILL_N_SURFACES;
  guint shown = is_surface ? ground - 1 : HILL_SURFACE_BOWL, chosen;

  if (!hill_figure_source_get_choice (source, "surface", surface_names, shown, &chosen, error))
    return FALSE;
  *surface = (HillSurface) chosen;
  *is_shown = is_surface && chosen == shown;
  return TRUE;
}

/* What is set of @walk's options goes into its @state. */
static gboolean
set_options (HillFigureSource  *source,
             HillDescent       *walk,
             GHashTable        *state,
             GError           **error)
{
  const char *optimizer = hill_figure_source_get_text (source, "optimizer"), *loss = hill_figure_source_get_text (source, "loss");
  HillExperiment experiment = *hill_descent_get_experiment (walk);
  double rate = hill_values_get_number (state, "rate", 1e-9, 1e3, experiment.rate);

  if ((optimizer != NULL && !hill_experiment_set (&experiment, "optimizer", optimizer, error))
      || (loss != NULL && !hill_experiment_set (&experiment, "loss", loss, error))
      || !hill_figure_source_get_number (source, "rate", 1e-9, 1e3, rate, &rate, error)
      || !hill_descent_set_experiment (walk, &experiment, error))
    return FALSE;
  if (optimizer != NULL)
    hill_values_put (state, "optimizer", optimizer);
  if (loss != NULL)
    hill_values_put (state, "loss", loss);
  hill_values_put_number (state, "rate", rate);
  return TRUE;
}

/* The step of @walk, not that of the run: as it is set, as the window shows it, or one that has come some way. */
static gboolean
set_walked (HillFigureSource  *source,
            gboolean           is_shown,
            GHashTable        *state,
            GError           **error)
{
  guint64 step = is_shown ? (guint64) hill_values_get_number (state, "step", 0, 150, 0) : 20;

  if (!hill_figure_source_get_count (source, "walked", 0, 150, step, &step, error))
    return FALSE;
  hill_values_put_number (state, "step", (double) step);
  return TRUE;
}

static gboolean
set_place (HillFigureSource  *source,
           HillDescent       *walk,
           GHashTable        *state,
           GError           **error)
{
  double x, y, noise = hill_values_get_number (state, "noise", 0, 1e6, 0);

  hill_descent_get_start (walk, &x, &y);
  x = hill_values_get_number (state, "start-x", -1e6, 1e6, x);
  y = hill_values_get_number (state, "start-y", -1e6, 1e6, y);
  if (!hill_figure_source_get_number (source, "noise", 0, 100, noise, &noise, error)
      || !hill_figure_source_get_number (source, "x", -100, 100, x, &x, error)
      || !hill_figure_source_get_number (source, "y", -100, 100, y, &y, error))
    return FALSE;
  hill_values_put_number (state, "noise", noise);
  hill_values_put_number (state, "start-x", x);
  hill_values_put_number (state, "start-y", y);
  return TRUE;
}

/* The walk that the window shows, unless another surface is set. */
static HillDescent *
get_surface_walk (HillFigureSource  *source,
                  GError           **error)
{
  HillDescent *walk = hill_figure_source_get_surface (source);
  g_autoptr(GHashTable) state = hill_figure_source_dup_part (source, "descent.options.");
  HillSurface surface;
  gboolean is_shown;

  if (!choose_surface (source, &surface, &is_shown, error))
    return NULL;
  if (!is_shown)
    g_hash_table_remove_all (state);
  hill_surface_descent_set_surface (HILL_SURFACE_DESCENT (walk), surface);
  if (!set_options (source, walk, state, error) || !set_place (source, walk, state, error)
      || !set_walked (source, is_shown, state, error))
    return NULL;
  hill_surface_state_restore (HILL_SURFACE_DESCENT (walk), state);
  return walk;
}

static HillPlot *
new_surface (HillFigureSource  *source,
             GError           **error)
{
  HillDescent *walk = get_surface_walk (source, error);
  HillLook look;

  return walk != NULL && get_look (source, &look, error) ? hill_descent_new_plot (walk, &look) : NULL;
}

static HillPlot *
new_surface_step_size (HillFigureSource  *source,
                       GError           **error)
{
  HillDescent *walk = get_surface_walk (source, error);

  return walk != NULL ? hill_descent_new_ruler (walk) : NULL;
}

/* ---- points */

/* Those that the window shows, unless others are set. */
static HillDescent *
get_points (HillFigureSource  *source,
            GError           **error)
{
  static const char * const presets[] = { "blobs", "moons", "spiral", "circles", NULL };
  HillDescent *walk = hill_figure_source_get_points (source);
  g_autoptr(GHashTable) state = hill_figure_source_dup_part (source, "descent.points-view.");
  gboolean is_shown = get_ground (source) == HILL_N_SURFACES + 1 && hill_figure_source_get_text (source, "points") == NULL;
  guint preset;

  if (!hill_figure_source_get_choice (source, "points", presets, 0, &preset, error))
    return NULL;
  if (!is_shown)
    g_hash_table_remove_all (state);
  hill_points_descent_set_preset (HILL_POINTS_DESCENT (walk), preset);
  hill_points_descent_reset_weights (HILL_POINTS_DESCENT (walk));
  if (!set_options (source, walk, state, error) || !set_walked (source, is_shown, state, error))
    return NULL;
  hill_points_state_restore (HILL_POINTS_DESCENT (walk), state);
  return walk;
}

static HillPlot *
new_points (HillFigureSource  *source,
            GError           **error)
{
  HillDescent *walk = get_points (source, error);
  const HillLook look = { .view = HILL_VIEW_MAP };

  return walk != NULL ? hill_descent_new_plot (walk, &look) : NULL;
}

static HillPlot *
new_points_loss (HillFigureSource  *source,
                 GError           **error)
{
  HillDescent *walk = get_points (source, error);
  gboolean ahead;

  if (walk == NULL || !hill_figure_source_get_flag (source, "ahead", FALSE, &ahead, error))
    return NULL;
  return hill_points_descent_new_curve (HILL_POINTS_DESCENT (walk), ahead);
}

/* ---- races */

static const char * const racer_names[HILL_N_RACERS + 1] = {
  "gd", "sgd", "sgd-large", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "random-search", "local-search", NULL
};

/* "gd,momentum,adam", or those that the page begins with. */
static gboolean
choose_racers (HillFigureSource  *source,
               HillRacer          racers[HILL_N_RACERS],
               GError           **error)
{
  const char *text = hill_figure_source_get_text (source, "racers");
  g_auto(GStrv) words = text != NULL ? g_strsplit (text, ",", HILL_N_RACERS + 1) : NULL;
  g_autofree char *all = NULL;
  guint n = words != NULL ? g_strv_length (words) : 0;
  gboolean known = n <= HILL_MAX_RUNNERS;

  if (text == NULL)
    return TRUE;
  for (guint i = 0; i < HILL_N_RACERS; i++)
    racers[i].runs = g_strv_contains ((const char * const *) words, racer_names[i]);
  for (guint i = 0; i < n; i++)
    known = known && g_strv_contains (racer_names, words[i]);
  if (known && n > 0)
    return TRUE;
  all = g_strjoinv (", ", (char **) racer_names);
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("racers=%s does not go: it takes up to %d of %s"), text, HILL_MAX_RUNNERS, all);
  return FALSE;
}

static HillRaceResult *
race_on_data (HillFigureSource  *source,
              HillRacer          racers[HILL_N_RACERS],
              GError           **error)
{
  HillRaceRequest *request;
  double budget;

  hill_race_init_racers (racers);
  if (!choose_racers (source, racers, error) || !hill_figure_source_get_number (source, "budget", 0.1, 100, 5, &budget, error))
    return NULL;
  request = g_new0 (HillRaceRequest, 1);
  request->snapshot = hill_snapshot_ref (hill_figure_source_get_snapshot (source));
  memcpy (request->racers, racers, sizeof request->racers);
  request->budget = budget;
  return hill_figure_source_compute (source, hill_race_compute, request, hill_race_request_free, (GDestroyNotify) hill_race_result_free, error);
}

static HillRaceResult *
race_on_surface (HillFigureSource  *source,
                 HillRacer          racers[HILL_N_RACERS],
                 GError           **error)
{
  g_autoptr(HillField) field = NULL;
  HillSurface surface;
  gboolean is_shown;

  hill_race_init_racers (racers);
  if (!choose_surface (source, &surface, &is_shown, error) || !choose_racers (source, racers, error))
    return NULL;
  hill_race_suit_surface (racers, surface);
  field = hill_surface_field_new (surface);
  return hill_race_on_surface (surface, racers, hill_surface_get_info (surface)->start, SURFACE_STEPS, field);
}

typedef HillRaceResult *(*Race) (HillFigureSource  *source,
                                 HillRacer          racers[HILL_N_RACERS],
                                 GError           **error);

static HillPlot *
new_race_landscape (HillFigureSource  *source,
                    Race               race,
                    GError           **error)
{
  HillRacer racers[HILL_N_RACERS];
  HillRaceResult *result = race (source, racers, error);
  HillPlot *plot = result != NULL ? hill_race_new_landscape (result, racers) : NULL;

  g_clear_pointer (&result, hill_race_result_free);
  return plot;
}

static HillPlot *
new_race_chart (HillFigureSource  *source,
                Race               race,
                guint              axis,
                GError           **error)
{
  HillRacer racers[HILL_N_RACERS];
  HillRaceResult *result = race (source, racers, error);
  HillPlot *plot = result != NULL ? hill_race_new_chart (result, racers, (HillRaceAxis) axis) : NULL;

  g_clear_pointer (&result, hill_race_result_free);
  return plot;
}

static HillPlot *
new_race (HillFigureSource  *source,
          GError           **error)
{
  return new_race_landscape (source, race_on_data, error);
}

/* Seconds are measured: a figure over them is another each time. */
static HillPlot *
new_race_curves (HillFigureSource  *source,
                 GError           **error)
{
  static const char * const axes[] = { "step", "examples", "seconds", NULL };
  guint axis;

  if (!hill_figure_source_get_choice (source, "axis", axes, HILL_RACE_BY_STEP, &axis, error))
    return NULL;
  return new_race_chart (source, race_on_data, axis, error);
}

static HillPlot *
new_surface_race (HillFigureSource  *source,
                  GError           **error)
{
  return new_race_landscape (source, race_on_surface, error);
}

static HillPlot *
new_surface_race_curves (HillFigureSource  *source,
                         GError           **error)
{
  return new_race_chart (source, race_on_surface, HILL_RACE_BY_STEP, error);
}

#define PLANE { "plane", "path|gradient|random|weights|points" }, { "measure", "loss|data|accuracy" }, { "follow", "no|yes" }, \
  { "weights", "CLASS,FEATURE:CLASS,FEATURE" }, { "steps", "STEP,STEP,STEP" }
#define POINTS { "points", "blobs|moons|spiral|circles" }, { "loss", "softmax|hinge" }, { "walked", "NUMBER" }, { "optimizer", "OPTIMIZER" }, \
  { "rate", "NUMBER" }
#define LOOK { "view", "map|space|slice" }, { "azimuth", "NUMBER" }, { "elevation", "NUMBER" }, { "ahead", "no|yes" }
#define SURFACE { "surface", "bowl|valley|saddle|plateau|two-minima|many-minima|rosenbrock|beale" }
#define WALK SURFACE, { "walked", "NUMBER" }, { "optimizer", "OPTIMIZER" }, { "rate", "NUMBER" }, { "noise", "NUMBER" }, \
  { "x", "NUMBER" }, { "y", "NUMBER" }

const HillFigure hill_figures_descent[] = {
  { "landscape", "descent", N_("The loss over a plane through weight space, with the run's path and the next step."), HILL_FIGURE_NEEDS_RUN,
    { PLANE, LOOK }, new_landscape },
  { "step-size", "descent", N_("The loss after the next step, for every learning rate."), HILL_FIGURE_NEEDS_RUN, { PLANE }, new_step_size },
  { "race", "descent", N_("Several optimisers from one start on the landscape of the loss."), HILL_FIGURE_NEEDS_RUN,
    { { "racers", "NAME,NAME" }, { "budget", "NUMBER" } }, new_race },
  { "race-curves", "descent", N_("The losses of several optimisers, with the optimum."), HILL_FIGURE_NEEDS_RUN,
    { { "racers", "NAME,NAME" }, { "budget", "NUMBER" }, { "axis", "step|examples|seconds" } }, new_race_curves },
  { "surface", "descent", N_("A walk down a test surface."), HILL_FIGURE_NEEDS_NOTHING, { WALK, LOOK }, new_surface },
  { "surface-step-size", "descent", N_("On a test surface: the value after the next step, for every learning rate."), HILL_FIGURE_NEEDS_NOTHING,
    { WALK }, new_surface_step_size },
  { "points", "descent", N_("Points in the plane, the regions and lines of their classes, and where the next step leads."), HILL_FIGURE_NEEDS_NOTHING,
    { POINTS }, new_points },
  { "points-loss", "descent", N_("The loss of the points, step by step."), HILL_FIGURE_NEEDS_NOTHING, { POINTS, { "ahead", "no|yes" } }, new_points_loss },
  { "surface-race", "descent", N_("Several optimisers from one start on a test surface."), HILL_FIGURE_NEEDS_NOTHING,
    { SURFACE, { "racers", "NAME,NAME" } }, new_surface_race },
  { "surface-race-curves", "descent", N_("The values that several optimisers come to on a test surface."), HILL_FIGURE_NEEDS_NOTHING,
    { SURFACE, { "racers", "NAME,NAME" } }, new_surface_race_curves },
  { NULL }
};
