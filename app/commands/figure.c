/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* downhill figure: any figure of the window, of any step of an experiment, without a display. */

#define _GNU_SOURCE

#include "hill-command.h"

#include "figure-output.h"

#include "hill-figure.h"
#include "hill-steps.h"

#include <glib/gi18n.h>
#include <sched.h>
#include <string.h>

typedef struct
{
  char          *names;
  char          *steps_text;
  char         **settings;
  gboolean       list;
  FigureOptions  output;
  gboolean       all;
  GPtrArray     *figures;               /* of const HillFigure */
  GArray        *steps;                 /* of guint64 */
} Options;

static void
options_clear (Options *self)
{
  g_clear_pointer (&self->names, g_free);
  g_clear_pointer (&self->steps_text, g_free);
  g_clear_pointer (&self->settings, g_strfreev);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_array_unref);
  figure_options_clear (&self->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* ---- the list */

/* With a figure: what can be set, and to what; the first word is what holds otherwise. */
static void
print_keys (const HillFigure *figure)
{
  g_print ("%s\n", _(figure->summary));
  for (const HillFigureKey *key = figure->keys; key->name != NULL; key++)
    g_print ("  --set %s=%s\n", key->name, key->values);
}

static int
print_list (HillCommandLine *line,
            const Options   *options)
{
  g_autoptr(HillDataset) dataset = NULL;

  for (guint i = 0; options->names != NULL && i < options->figures->len; i++)
    print_keys (g_ptr_array_index (options->figures, i));
  if (options->names != NULL)
    return HILL_COMMAND_DONE;
  if (line->arguments[0] != NULL && (dataset = hill_command_line_load (line)) == NULL)
    return HILL_COMMAND_FAILED;
  for (guint i = 0; i < options->figures->len; i++)
    {
      const HillFigure *figure = g_ptr_array_index (options->figures, i);

      if (dataset == NULL || hill_figure_check (figure, dataset, NULL))
        g_print ("%-20s %s\n", figure->name, _(figure->summary));
    }
  return HILL_COMMAND_DONE;
}

/* ---- what is asked for */

/* "all", names joined by commas, or all for the list. */
static gboolean
find_figures (Options  *self,
              GError  **error)
{
  g_auto(GStrv) names = g_strsplit (self->names != NULL ? self->names : "", ",", -1);
  gsize n;
  const HillFigure *all = hill_figure_get_all (&n);

  self->figures = g_ptr_array_new ();
  self->all = self->names == NULL || g_str_equal (self->names, "all");
  for (gsize i = 0; self->all && i < n; i++)
    g_ptr_array_add (self->figures, (gpointer) &all[i]);
  for (char **name = names; !self->all && *name != NULL; name++)
    {
      const HillFigure *figure = hill_figure_find (*name, error);

      if (figure == NULL)
        return FALSE;
      g_ptr_array_add (self->figures, (gpointer) figure);
    }
  return TRUE;
}

/* One of the figures has to take it. */
static gboolean
check_setting (const Options  *self,
               const char     *setting,
               GError        **error)
{
  const char *equals = strchr (setting, '=');
  g_autofree char *key = equals != NULL ? g_strndup (setting, (gsize) (equals - setting)) : NULL;

  if (key == NULL)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("--set is written KEY=VALUE, not “%s”"), setting);
      return FALSE;
    }
  for (guint i = 0; i + 1 < self->figures->len; i++)
    if (hill_figure_has_key (g_ptr_array_index (self->figures, i), key, NULL))
      return TRUE;
  return hill_figure_has_key (g_ptr_array_index (self->figures, self->figures->len - 1), key, error);
}

static gboolean
options_finish (Options  *self,
                GError  **error)
{
  if (self->names == NULL)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("--figure is missing; downhill figure --list names all figures"));
      return FALSE;
    }
  for (char **setting = self->settings; setting != NULL && *setting != NULL; setting++)
    if (!check_setting (self, *setting, error))
      return FALSE;
  self->steps = hill_steps_parse (self->steps_text != NULL ? self->steps_text : "end", error);
  return self->steps != NULL && figure_options_finish (&self->output, self->figures->len, self->steps->len, error);
}

static void
set_all (const Options    *self,
         HillFigureSource *source)
{
  for (char **setting = self->settings; setting != NULL && *setting != NULL; setting++)
    {
      const char *equals = strchr (*setting, '=');
      g_autofree char *key = g_strndup (*setting, (gsize) (equals - *setting));

      hill_figure_source_set (source, key, equals + 1);
    }
}

/* ---- work */

/* Everything computes with one thread for each core that the process may use. */
static void
limit_threads (int n_threads)
{
  cpu_set_t all, few;

  if (n_threads <= 0 || sched_getaffinity (0, sizeof all, &all) != 0)
    return;
  CPU_ZERO (&few);
  for (int cpu = 0; cpu < CPU_SETSIZE && n_threads > 0; cpu++)
    if (CPU_ISSET (cpu, &all))
      {
        CPU_SET (cpu, &few);
        n_threads--;
      }
  sched_setaffinity (0, sizeof few, &few);
}

static guint64
get_last (const GArray *steps)
{
  guint64 last = 0;

  for (guint i = 0; i < steps->len; i++)
    last = MAX (last, g_array_index (steps, guint64, i));
  return last;
}

/* Without --step an experiment is drawn at its own step, a data set at the end of the run. */
static void
choose_steps (Options                  *options,
              const HillExperimentFile *file,
              gboolean                  is_file)
{
  if (options->steps_text == NULL && is_file)
    g_array_index (options->steps, guint64, 0) = file->step;
}

/* Before any is drawn. */
static gboolean
check_steps (const GArray      *steps,
             HillFigureSource  *source,
             GError           **error)
{
  for (guint i = 0; i < steps->len; i++)
    {
      guint64 step = g_array_index (steps, guint64, i);

      if (step != HILL_STEPS_END && step > hill_figure_source_get_snapshot (source)->n_steps)
        return hill_figure_source_show_step (source, step, error);
    }
  return TRUE;
}

static gboolean
load (HillCommandLine   *line,
      Options           *options,
      HillFigureSource  *source,
      GError           **error)
{
  gboolean is_file = hill_command_is_experiment (line->arguments[0]);

  if (!hill_command_line_open (line))
    return FALSE;
  if (!is_file)
    {
      g_free (line->file->dataset);
      line->file->dataset = g_strdup (line->arguments[0]);
    }
  choose_steps (options, line->file, is_file);
  if (!hill_figure_source_load (source, line->file, get_last (options->steps), error) || !check_steps (options->steps, source, error))
    return FALSE;
  if (is_file)
    hill_command_check_hash (line->file, hill_figure_source_get_dataset (source));
  return TRUE;
}

/* The last step comes first: what a plot of it finds, a landscape and its range, holds for the others. */
static gboolean
fix_ranges (const Options     *options,
            const HillFigure  *figure,
            HillFigureSource  *source,
            GError           **error)
{
  g_autoptr(HillPlot) plot = NULL;

  if (!hill_figure_source_show_step (source, get_last (options->steps), error) || (plot = hill_figure_new_plot (figure, source, error)) == NULL)
    return FALSE;
  hill_figure_source_set_fixed (source, TRUE);
  return TRUE;
}

/* (transfer full) (nullable) (element-type HillPlot): one for each step; adds the experiment at each to @recipes. */
static GPtrArray *
make_plots (const Options     *options,
            const HillFigure  *figure,
            HillFigureSource  *source,
            gboolean           has_run,
            GPtrArray         *recipes,
            GError           **error)
{
  g_autoptr(GPtrArray) plots = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_plot_unref);

  hill_figure_source_forget (source);
  if (has_run && options->steps->len > 1 && !fix_ranges (options, figure, source, error))
    return NULL;
  for (guint i = 0; i < options->steps->len; i++)
    {
      HillPlot *plot;

      if (has_run && !hill_figure_source_show_step (source, g_array_index (options->steps, guint64, i), error))
        return NULL;
      plot = hill_figure_new_plot (figure, source, error);
      if (plot == NULL)
        return NULL;
      g_ptr_array_add (plots, plot);
      g_ptr_array_add (recipes, hill_figure_source_dup_recipe (source, figure->page));
    }
  hill_plots_share_ranges ((HillPlot * const *) plots->pdata, plots->len);
  return g_steal_pointer (&plots);
}

static gboolean
draw (const Options     *options,
      const HillFigure  *figure,
      HillFigureSource  *source,
      gboolean           has_run,
      GError           **error)
{
  g_autoptr(GPtrArray) recipes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) plots = make_plots (options, figure, source, has_run, recipes, error);

  return plots != NULL && figure_output_save (&options->output, figure->name, plots, recipes, error);
}

/* Of "all" a figure that cannot be drawn of this step is named and passed over. */
static gboolean
pass_over (const Options     *options,
           const HillFigure  *figure,
           GError           **error)
{
  g_autofree char *message = NULL;

  if (!options->all || !g_error_matches (*error, HILL_ERROR, HILL_ERROR_ARGUMENT))
    return FALSE;
  message = g_strdup_printf ("%s: %s", figure->name, (*error)->message);
  hill_command_complain (message);
  g_clear_error (error);
  return TRUE;
}

static gboolean
draw_all (const Options     *options,
          HillFigureSource  *source,
          gboolean           has_run,
          GError           **error)
{
  for (guint i = 0; i < options->figures->len; i++)
    {
      const HillFigure *figure = g_ptr_array_index (options->figures, i);

      if (options->all && !hill_figure_check (figure, hill_figure_source_get_dataset (source), NULL))
        continue;
      if (!draw (options, figure, source, has_run, error) && !pass_over (options, figure, error))
        return FALSE;
    }
  return TRUE;
}

static int
run (HillCommandLine *line,
     Options         *options)
{
  const HillProgress progress = { hill_command_progress, (gpointer) _("Drawing") };
  g_autoptr(HillFigureSource) source = NULL;
  g_autoptr(GError) error = NULL;
  gboolean has_run = line->arguments[0] != NULL;

  limit_threads (line->threads);
  hill_command_catch_signals ();
  source = hill_figure_source_new (&progress);
  set_all (options, source);
  if ((!has_run || load (line, options, source, &error)) && draw_all (options, source, has_run, &error))
    {
      hill_command_show_progress (NULL);
      return HILL_COMMAND_DONE;
    }
  if (error != NULL)
    hill_command_complain (error->message);
  return HILL_COMMAND_FAILED;
}

/* What can be wrong with the words. */
static gboolean
check_words (const HillCommandLine  *line,
             Options                *options,
             GError                **error)
{
  if (line->arguments[0] != NULL && line->arguments[1] != NULL)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("one data set is wanted, such as scenes or a folder; see --help"));
      return FALSE;
    }
  if (!options_finish (options, error))
    return FALSE;
  for (guint i = 0; line->arguments[0] == NULL && !options->all && i < options->figures->len; i++)
    if (!hill_figure_check (g_ptr_array_index (options->figures, i), NULL, error))
      return FALSE;
  return TRUE;
}

int
hill_command_figure (int    argc,
                     char **argv)
{
  g_auto(HillCommandLine) line = { 0 };
  g_auto(Options) options = { 0 };
  g_autoptr(GError) error = NULL;
  const GOptionEntry own[] = {
    { "list", 0, 0, G_OPTION_ARG_NONE, &options.list, N_("name all figures, or those of a data set; with --figure, what can be set"), NULL },
    { "figure", 0, 0, G_OPTION_ARG_STRING, &options.names, N_("which figure; several are joined by commas, all stands for all of them"), "NAME" },
    { "step", 0, 0, G_OPTION_ARG_STRING, &options.steps_text, N_("of which step of the run: K, end, A:B:STRIDE, or several, joined by commas (end, or the experiment's own)"), "K" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.settings, N_("a setting of the figure, such as plane=random; may come several times"), "KEY=VALUE" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output.path,
      N_("a picture (.png, .svg, .pdf) or its numbers (.csv, .npy); with %04d in its name a file per step, with %s one per figure; one PDF has a page per step"), "F.svg" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &options.output.size, N_("slide (16:9), 4:3, half, column, poster, or WxH in px, cm or in (slide)"), "SIZE" },
    { "dpi", 0, 0, G_OPTION_ARG_DOUBLE, &options.output.dpi, N_("pixels per inch of a PNG (144; of a column 300, a poster 200)"), "N" },
    { "ground", 0, 0, G_OPTION_ARG_STRING, &options.output.ground, N_("white, dark or transparent (white)"), "G" },
    { "text", 0, 0, G_OPTION_ARG_STRING, &options.output.text, N_("of an SVG: outlines, or text that can be searched and edited (outlines)"), "T" },
    { "type-size", 0, 0, G_OPTION_ARG_DOUBLE, &options.output.type_size, N_("size of the type in percent of the figure's height (3.7)"), "X" },
    G_OPTION_ENTRY_NULL
  };
  int status = hill_command_line_parse (&line, argc, argv, _("EXPERIMENT|DATASET --figure NAME --step K --output F.svg"),
                                        _("Draws any figure of the window, without one."), own, TRUE, -1);

  if (status != HILL_COMMAND_DONE)
    return status;
  if (find_figures (&options, &error) && options.list)
    return print_list (&line, &options);
  if (error == NULL && check_words (&line, &options, &error))
    return run (&line, &options);
  hill_command_complain (error->message);
  return HILL_COMMAND_USAGE;
}
