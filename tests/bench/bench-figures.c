/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How long figures take on their way to a file: each one as a PNG of 1920 x 1080 pixels, and 60 steps of a landscape as the pages of a
 * PDF, the run included.  Prints name=milliseconds of processor time: the least of some drawings, and the PDF's from beginning to end. */

#include "hill-export-size.h"
#include "hill-export.h"
#include "hill-figure.h"

#include <stdio.h>
#include <time.h>

#define N_REPEATS 3
#define N_PAGES 60

/* Of all threads. */
static double
get_milliseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * (double) now.tv_sec + 1e-6 * (double) now.tv_nsec;
}

static HillFigureSource *
new_source (void)
{
  g_autoptr(HillExperimentFile) file = hill_experiment_file_new ();
  HillFigureSource *source = hill_figure_source_new (NULL);

  file->limit = 1000;
  file->experiment.batch_size = 32;
  if (!hill_figure_source_load (source, file, N_PAGES, NULL))
    g_error ("the scenes cannot be loaded");
  return source;
}

static void
init_options (HillExportOptions *options)
{
  const HillExportSize *slide = hill_export_size_find ("slide");

  *options = (HillExportOptions) { .format = HILL_EXPORT_PNG, .width = slide->width, .height = slide->height, .dpi = slide->dpi };
  hill_export_style_init (&options->style, HILL_GROUND_WHITE, slide->font_size);
}

static void
time_png (const HillFigure *figure,
          HillFigureSource *source)
{
  g_autoptr(HillPlot) plot = NULL;
  HillExportOptions options;
  double least = 1e9;

  hill_figure_source_forget (source);
  plot = hill_figure_new_plot (figure, source, NULL);
  init_options (&options);
  for (int i = 0; plot != NULL && i < N_REPEATS; i++)
    {
      double start = get_milliseconds ();
      g_autoptr(GBytes) file = hill_plot_render (plot, &options, NULL);

      least = MIN (least, get_milliseconds () - start);
    }
  if (plot != NULL)
    printf ("%s=%.1f\n", figure->name, least);
}

static void
time_pages (const HillFigure *figure)
{
  double start = get_milliseconds ();
  g_autoptr(HillFigureSource) source = new_source ();
  g_autoptr(GBytes) file = NULL;
  g_autoptr(HillPages) pages = NULL;
  HillExportOptions options;

  init_options (&options);
  pages = hill_pages_new (&options);
  for (guint step = 1; step <= N_PAGES; step++)
    {
      g_autoptr(HillPlot) plot = NULL;

      hill_figure_source_show_step (source, step, NULL);
      plot = hill_figure_new_plot (figure, source, NULL);
      hill_figure_source_set_fixed (source, TRUE);
      hill_pages_add (pages, plot, NULL);
    }
  file = hill_pages_finish (pages, NULL);
  printf ("%s, %d pages=%.1f\n", figure->name, N_PAGES, get_milliseconds () - start);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(HillFigureSource) source = new_source ();
  gsize n;
  const HillFigure *all = hill_figure_get_all (&n);

  time_pages (hill_figure_find ("landscape", NULL));
  for (gsize i = 0; i < n; i++)
    time_png (&all[i], source);
  return 0;
}
