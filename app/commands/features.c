/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* downhill features: the features of one image, as an array, a table or a picture. */

#include "hill-command.h"

#include "hill-feature-results.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_EDGE 4096

typedef struct
{
  int      width, height;
  int      cell, bins, block;             /* -1 where they are not given */
  gboolean is_signed, gamma;
  char    *variant, *norm, *order;        /* owned, like all strings */
  char    *weight, *grey, *normalize;
  char    *scale;
  char   **outputs;
  char   **plots;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->variant);
  g_free (self->norm);
  g_free (self->order);
  g_free (self->weight);
  g_free (self->grey);
  g_free (self->normalize);
  g_free (self->scale);
  g_strfreev (self->outputs);
  g_strfreev (self->plots);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Where @value stands among @names; what is not given keeps *@choice. */
static gboolean
choose (const char          *option,
        const char          *value,
        const char * const  *names,
        guint               *choice,
        GError             **error)
{
  g_autofree char *all = NULL;

  if (value == NULL)
    return TRUE;
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], value) == 0)
      {
        *choice = i;
        return TRUE;
      }
  all = g_strjoinv (", ", (char **) names);
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s: “%s” is not known; choose one of %s"), option, value, all);
  return FALSE;
}

static gboolean
set_hog (HillHogParams  *hog,
         const Options  *options,
         GError        **error)
{
  static const char * const orders[] = { "rows", "columns", NULL };
  guint variant = HILL_HOG_LECTURE, norm, order;

  if (!choose ("--variant", options->variant, hill_hog_get_variant_names (), &variant, error))
    return FALSE;
  hill_hog_params_init (hog, (HillHogVariant) variant);
  norm = hog->norm;
  order = hog->order;
  if (!choose ("--norm", options->norm, hill_hog_get_norm_names (), &norm, error) ||
      !choose ("--order", options->order, orders, &order, error))
    return FALSE;
  hog->norm = (HillHogNorm) norm;
  hog->order = (HillHogOrder) order;
  hog->is_signed = options->is_signed;
  hog->gamma = options->gamma;
  if (options->cell >= 0)
    hog->cell = (guint) options->cell;
  if (options->bins >= 0)
    hog->n_bins = (guint) options->bins;
  if (options->block >= 0)
    hog->block = (guint) options->block;
  /* Who asks for blocks wants them normalised. */
  if (options->norm == NULL && hog->block > 1 && norm == HILL_HOG_NORM_NONE)
    hog->norm = HILL_HOG_NORM_L2_HYS;
  return hill_hog_params_check (hog, error);
}

static gboolean
set_hue (HillHueParams  *hue,
         const Options  *options,
         GError        **error)
{
  static const char * const weights[] = { "none", "saturation", "saturation-value", NULL };
  static const char * const greys[] = { "skip", "bin0", NULL };
  static const char * const sums[] = { "none", "sum", NULL };
  guint weight = HILL_HUE_WEIGHT_NONE, grey = HILL_HUE_GREY_SKIP, normalize = 0;

  if (!choose ("--weight", options->weight, weights, &weight, error) || !choose ("--grey", options->grey, greys, &grey, error) ||
      !choose ("--normalize", options->normalize, sums, &normalize, error))
    return FALSE;
  *hue = (HillHueParams) { options->bins >= 0 ? (guint) options->bins : 18, (HillHueWeight) weight, (HillHueGrey) grey, normalize == 1 };
  return hill_hue_params_check (hue, error);
}

static gboolean
set_features (HillFeatureSet   *set,
              HillFeatureKind   kind,
              const Options    *options,
              GError          **error)
{
  static const char * const scales[] = { "none", NULL };
  guint scale = 0;

  *set = (HillFeatureSet) { .n_blocks = 1 };
  set->blocks[0].kind = kind;
  if (kind == HILL_FEATURE_HOG)
    return set_hog (&set->blocks[0].hog, options, error);
  if (kind == HILL_FEATURE_HUE)
    return set_hue (&set->blocks[0].hue, options, error);
  return choose ("--scale", options->scale, scales, &scale, error);
}

/* In its own size, unless it is to be resized; one edge alone keeps the shape. */
static guint8 *
load_pixels (const char     *path,
             const Options  *options,
             HillPixels     *pixels,
             GError        **error)
{
  HillProgress progress = { hill_command_progress, (gpointer) _("Loading") };
  g_auto(HillImage) image = { 0 };
  guint width = (guint) options->width, height = (guint) options->height;
  guint8 *data;

  if (!hill_image_load (&image, path, &progress, error))
    return NULL;
  if (width == 0 && height == 0)
    return hill_pixels_from_image (&image, pixels);

  if (width == 0)
    width = (guint) CLAMP (((guint64) image.width * height + image.height / 2) / image.height, 1, MAX_EDGE);
  if (height == 0)
    height = (guint) CLAMP (((guint64) image.height * width + image.width / 2) / image.width, 1, MAX_EDGE);
  data = g_malloc (3 * (gsize) width * height);
  hill_image_resize (&image, width, height, data);
  *pixels = (HillPixels) { data, width, height, 3 };
  return data;
}

static void
print_results (const HillFeatureSet *set,
               gsize                 n_grey)
{
  g_autofree char *text = hill_feature_set_to_text (set);
  g_autoptr(GString) joined = g_string_new (NULL);
  gsize shape[5];
  guint rank = hill_feature_results_get_shape (set, shape);

  for (guint i = 0; i < rank; i++)
    g_string_append_printf (joined, i > 0 ? "x%zu" : "%zu", shape[i]);
  hill_command_print_text ("features", text);
  hill_command_print_integer ("width", set->width);
  hill_command_print_integer ("height", set->height);
  hill_command_print_text ("shape", joined->str);
  hill_command_print_integer ("length", set->length);
  if (set->blocks[0].kind == HILL_FEATURE_HUE)
    hill_command_print_integer ("grey", n_grey);
}

static gboolean
run (HillFeatureSet  *set,
     const char      *path,
     const Options   *options,
     GError         **error)
{
  HillPixels pixels;
  g_autofree guint8 *data = load_pixels (path, options, &pixels, error);
  g_autofree float *features = NULL;
  gsize n_grey = 0;

  hill_command_show_progress (NULL);
  if (data == NULL || !hill_feature_set_fit (set, pixels.width, pixels.height, pixels.n_channels, error))
    return FALSE;

  features = g_new (float, set->length);
  if (set->blocks[0].kind == HILL_FEATURE_HUE)
    n_grey = hill_hue_extract (&set->blocks[0].hue, &pixels, features);
  else
    hill_feature_set_extract (set, &pixels, features);
  for (char **output = options->outputs; output != NULL && *output != NULL; output++)
    if (!hill_feature_results_save (set, features, *output, error))
      return FALSE;
  for (char **plot = options->plots; plot != NULL && *plot != NULL; plot++)
    if (!hill_feature_results_draw (set, &pixels, features, n_grey, *plot, error))
      return FALSE;
  print_results (set, n_grey);
  return TRUE;
}

/* The words and the numbers that can be wrong before anything is read; complains by itself. */
static gboolean
check (HillCommandLine *line,
       const Options   *options,
       HillFeatureSet  *set)
{
  static const char * const kinds[] = { "pixels", "hue", "hog", NULL };
  g_autoptr(GError) error = NULL;
  guint kind = HILL_FEATURE_PIXELS;

  if (g_strv_length (line->arguments) != 2)
    hill_command_complain (_("a kind of features and an image are wanted, such as hog photo.jpg; see --help"));
  else if (options->outputs == NULL && options->plots == NULL)
    hill_command_complain (_("--output or --plot is missing: name the file for the features, such as features.npy"));
  else if (options->width < 0 || options->width > MAX_EDGE || options->height < 0 || options->height > MAX_EDGE)
    hill_command_complain (_("--width and --height take whole numbers up to 4096"));
  else if (!choose ("features", line->arguments[0], kinds, &kind, &error) ||
           !set_features (set, (HillFeatureKind) kind, options, &error))
    hill_command_complain (error->message);
  else
    return TRUE;
  return FALSE;
}

int
hill_command_features (int    argc,
                       char **argv)
{
  g_auto(HillCommandLine) line = { 0 };
  g_auto(Options) o = { .cell = -1, .bins = -1, .block = -1 };
  g_autoptr(GError) error = NULL;
  HillFeatureSet set;
  const GOptionEntry own[] = {
    { "width", 0, 0, G_OPTION_ARG_INT, &o.width, N_("resize the image to this width"), "W" },
    { "height", 0, 0, G_OPTION_ARG_INT, &o.height, N_("resize the image to this height"), "H" },
    { "cell", 0, 0, G_OPTION_ARG_INT, &o.cell, N_("hog: edge of a cell in pixels (8)"), "N" },
    { "bins", 0, 0, G_OPTION_ARG_INT, &o.bins, N_("hog: bins of a cell (9); hue: bins (18)"), "N" },
    { "signed", 0, 0, G_OPTION_ARG_NONE, &o.is_signed, N_("hog: angles up to 360 degrees"), NULL },
    { "variant", 0, 0, G_OPTION_ARG_STRING, &o.variant, N_("hog: lecture, linear, skimage, opencv or cs231n"), "V" },
    { "block", 0, 0, G_OPTION_ARG_INT, &o.block, N_("hog: edge of a block in cells"), "N" },
    { "norm", 0, 0, G_OPTION_ARG_STRING, &o.norm, N_("hog: of the blocks: none, l1, l1-sqrt, l2 or l2-hys"), "N" },
    { "gamma", 0, 0, G_OPTION_ARG_NONE, &o.gamma, N_("hog: take the square roots of the values first"), NULL },
    { "order", 0, 0, G_OPTION_ARG_STRING, &o.order, N_("hog: rows, or columns as OpenCV and CS231n have it"), "O" },
    { "weight", 0, 0, G_OPTION_ARG_STRING, &o.weight, N_("hue: what a pixel counts: none, saturation or saturation-value"), "W" },
    { "grey", 0, 0, G_OPTION_ARG_STRING, &o.grey, N_("hue: what becomes of grey pixels: skip or bin0"), "G" },
    { "normalize", 0, 0, G_OPTION_ARG_STRING, &o.normalize, N_("hue: none, or sum to divide by the sum"), "N" },
    { "scale", 0, 0, G_OPTION_ARG_STRING, &o.scale, N_("pixels: none, which is the value divided by 255"), "S" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o.outputs, N_("save the features as an array or a table (.npy, .csv)"), "F.npy" },
    { "plot", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o.plots, N_("draw the features (.png, .svg, .pdf)"), "F.svg" },
    G_OPTION_ENTRY_NULL
  };
  int status = hill_command_line_parse (&line, argc, argv, _("hog|hue|pixels IMAGE --output F.npy"),
                                        _("Turns an image into a feature vector."), own, FALSE, -1);

  if (status != HILL_COMMAND_DONE)
    return status;
  if (!check (&line, &o, &set))
    return HILL_COMMAND_USAGE;
  if (!run (&set, line.arguments[1], &o, &error))
    {
      hill_command_complain (error->message);
      return HILL_COMMAND_FAILED;
    }
  return HILL_COMMAND_DONE;
}
