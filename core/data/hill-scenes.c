/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Each picture has a random stream of its own, made from the seed and its number, so that it does not matter which thread draws
 * it, and that a longer data set begins with the shorter one. */

#include "hill-scenes.h"

#include "hill-dataset-private.h"
#include "hill-i18n.h"
#include "hill-parallel.h"
#include "hill-scenes-draw.h"

#include <math.h>
#include <string.h>

#define N_PIXELS (HILL_SCENES_EDGE * HILL_SCENES_EDGE)
#define CHUNK 64
#define WAVE_CHUNKS 8           /* chunks between two reports */

typedef struct
{
  const HillScenesOptions *options;
  HillSplit                split;
  gsize                    n;
  gsize                    first_chunk;
  guint8                  *pixels;
  guint16                 *labels;
} Job;

/* Every ten neighbours hold each class once, in an order of their own. */
static guint16
choose_label (const Job *job,
              gsize      index)
{
  HillRandom random;
  guint32 order[HILL_SCENES_N_CLASSES];

  hill_random_init (&random, job->options->seed * 2 + job->split + (index / HILL_SCENES_N_CLASSES) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  for (guint32 i = 0; i < HILL_SCENES_N_CLASSES; i++)
    order[i] = i;
  hill_random_shuffle (&random, order, HILL_SCENES_N_CLASSES);
  return (guint16) order[index % HILL_SCENES_N_CLASSES];
}

static void
store_pixels (cairo_surface_t *surface,
              guint8          *row)
{
  const guint8 *bytes = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (gsize y = 0; y < HILL_SCENES_EDGE; y++)
    for (gsize x = 0; x < HILL_SCENES_EDGE; x++)
      {
        guint32 pixel = ((const guint32 *) (bytes + y * (gsize) stride))[x];

        for (gsize k = 0; k < 3; k++)
          row[k * N_PIXELS + y * HILL_SCENES_EDGE + x] = (guint8) (pixel >> (16 - 8 * k));
      }
}

static void
draw_chunk (gsize    chunk,
            gpointer data)
{
  Job *job = data;
  gsize first = (job->first_chunk + chunk) * CHUNK;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, HILL_SCENES_EDGE, HILL_SCENES_EDGE);

  for (gsize i = first; i < MIN (first + CHUNK, job->n); i++)
    {
      cairo_t *cr = cairo_create (surface);
      HillRandom random;

      job->labels[i] = choose_label (job, i);
      hill_random_init (&random, (job->options->seed * 2 + job->split) * G_GUINT64_CONSTANT (0xd1342543de82ef95) + i);
      hill_scenes_draw (cr, job->labels[i], job->options, &random);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      store_pixels (surface, job->pixels + i * 3 * N_PIXELS);
    }
  cairo_surface_destroy (surface);
}

/* @done and @all: chunks of all splits. */
static gboolean
draw_split (Job                 *job,
            guint                n_threads,
            gsize               *done,
            gsize                all,
            const HillProgress  *progress,
            GError             **error)
{
  gsize n_chunks = (job->n + CHUNK - 1) / CHUNK;

  for (job->first_chunk = 0; job->first_chunk < n_chunks; job->first_chunk += WAVE_CHUNKS)
    {
      gsize n = MIN (WAVE_CHUNKS, n_chunks - job->first_chunk);

      if (!hill_progress_report (progress, (double) *done / (double) all, error))
        return FALSE;
      hill_parallel_for (n, n_threads, draw_chunk, job);
      *done += n;
    }
  return TRUE;
}

static gboolean
fill_split (HillDatasetParts         *parts,
            const HillScenesOptions  *options,
            HillSplit                 split,
            guint                     n_threads,
            gsize                    *done,
            gsize                     all,
            const HillProgress       *progress,
            GError                  **error)
{
  gsize n = split == HILL_SPLIT_TRAIN ? options->n_train : options->n_test;
  HillSplitData *data = &parts->splits[split];
  guint8 *pixels;
  Job job;

  if (n == 0)
    return TRUE;
  pixels = g_malloc (n * 3 * N_PIXELS);
  data->bytes = g_bytes_new_take (pixels, n * 3 * N_PIXELS);
  data->cells = (HillCells) { pixels, HILL_CELLS_U8, n, 3 * N_PIXELS, 3 * N_PIXELS };
  data->labels = g_new (guint16, n);
  job = (Job) { options, split, n, 0, pixels, data->labels };
  return draw_split (&job, n_threads, done, all, progress, error);
}

static char *
name_origin (HillSplit     split,
             gsize         index,
             gconstpointer data)
{
  return g_strdup_printf (split == HILL_SPLIT_TRAIN ? _("scenes, training picture %zu") : _("scenes, test picture %zu"), index);
}

/* (transfer full): "scenes", or with what differs from the default. */
static char *
make_spec (const HillScenesOptions *options)
{
  const HillScenesOptions normal = HILL_SCENES_DEFAULT;
  const struct { const char *key; double value, usual; } keys[] =
  {
    { "illumination", options->illumination, normal.illumination },
    { "clutter", options->clutter, normal.clutter },
    { "occlusion", options->occlusion, normal.occlusion },
    { "deformation", options->deformation, normal.deformation },
  };
  GString *spec = g_string_new ("scenes");
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (options->seed != normal.seed)
    g_string_append_printf (spec, ":seed=%" G_GUINT64_FORMAT, options->seed);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].value != keys[i].usual)
      g_string_append_printf (spec, "%c%s=%s", strchr (spec->str, ':') == NULL ? ':' : ',', keys[i].key,
                              g_ascii_dtostr (digits, sizeof digits, keys[i].value));
  return g_string_free (spec, FALSE);
}

HillDataset *
hill_scenes_new (const HillScenesOptions  *options,
                 guint                     n_threads,
                 const HillProgress       *progress,
                 GError                  **error)
{
  g_auto(HillDatasetParts) parts = { 0 };
  gsize done = 0, all;

  g_return_val_if_fail (options != NULL && options->n_train > 0, NULL);

  all = (options->n_train + CHUNK - 1) / CHUNK + (options->n_test + CHUNK - 1) / CHUNK;
  parts.name = g_strdup (_("Scenes"));
  parts.spec = make_spec (options);
  parts.width = parts.height = HILL_SCENES_EDGE;
  parts.n_channels = 3;
  parts.origin = name_origin;
  parts.class_names = g_new0 (char *, HILL_SCENES_N_CLASSES + 1);
  for (guint c = 0; c < HILL_SCENES_N_CLASSES; c++)
    parts.class_names[c] = g_strdup (hill_scenes_get_class_name (c));
  if (!fill_split (&parts, options, HILL_SPLIT_TRAIN, n_threads, &done, all, progress, error) ||
      !fill_split (&parts, options, HILL_SPLIT_TEST, n_threads, &done, all, progress, error))
    return NULL;
  return hill_dataset_new (&parts);
}

static gboolean
parse_strength (const char *text,
                double     *strength)
{
  char *end;
  double value = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !(value >= 0 && value <= 1))
    return FALSE;
  *strength = value;
  return TRUE;
}

static gboolean
parse_pair (const char        *key,
            const char        *value,
            HillScenesOptions *options)
{
  if (g_str_equal (key, "seed"))
    return g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &options->seed, NULL);
  if (g_str_equal (key, "illumination"))
    return parse_strength (value, &options->illumination);
  if (g_str_equal (key, "clutter"))
    return parse_strength (value, &options->clutter);
  if (g_str_equal (key, "occlusion"))
    return parse_strength (value, &options->occlusion);
  if (g_str_equal (key, "deformation"))
    return parse_strength (value, &options->deformation);
  return FALSE;
}

gboolean
hill_scenes_parse (const char         *arguments,
                   HillScenesOptions  *options,
                   GError            **error)
{
  g_auto(GStrv) pairs = NULL;

  g_return_val_if_fail (options != NULL, FALSE);

  if (arguments == NULL)
    return TRUE;
  pairs = g_strsplit (arguments[0] != '\0' ? arguments : " ", ",", -1);
  for (char **pair = pairs; *pair != NULL; pair++)
    {
      g_auto(GStrv) words = g_strsplit (*pair, "=", 2);

      if (g_strv_length (words) == 2 && parse_pair (words[0], words[1], options))
        continue;
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                   _("scenes does not understand “%s”: it takes seed (a whole number), illumination, clutter, occlusion and "
                     "deformation (0 to 1), such as scenes:seed=2,occlusion=0.5"), *pair);
      return FALSE;
    }
  return TRUE;
}

HillDataset *
hill_load_scenes (const char             *arguments,
                  const HillLoadOptions  *options,
                  GError                **error)
{
  HillScenesOptions scenes = HILL_SCENES_DEFAULT;

  scenes.seed = options->seed;
  if (!hill_scenes_parse (arguments, &scenes, error))
    return NULL;
  return hill_scenes_new (&scenes, options->n_threads, &options->progress, error);
}
