/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The options of a command: GOption entries for what every command takes, one entry for each training option of the
 * experiment, and the command's own. */

#include "hill-command.h"

#include "downhill-config.h"

#include <glib/gi18n.h>

#define NO_LIMIT G_MININT64

typedef struct
{
  const char *key;
  const char *description;
  const char *argument;
} TrainingOption;

static const TrainingOption training_options[] = {
  { "features", N_("what the model sees: pixels, hue:BINS or hog:CELL:BINS:VARIANT, joined by +"), "F" },
  { "scale", N_("scaling of the features: none, center or standardize"), "S" },
  { "loss", N_("softmax or hinge"), "L" },
  { "margin", N_("margin of the hinge loss"), "M" },
  { "regularizer", N_("none, l1, l2 or elastic"), "R" },
  { "lambda", N_("regularisation strength"), "X" },
  { "beta", N_("share of the squares in the elastic net"), "X" },
  { "l1-step", N_("what L1 does in a step: subgradient, or proximal, which makes weights exactly 0 (with gd, momentum, nesterov, adagrad)"), "S" },
  { "optimizer", N_("gd, momentum, nesterov, adagrad, rmsprop, adam or lbfgs"), "O" },
  { "rate", N_("learning rate"), "X" },
  { "schedule", N_("of the learning rate: constant, step or cosine"), "S" },
  { "decay-factor", N_("step schedule: what the rate is multiplied with"), "X" },
  { "decay-epochs", N_("step schedule: after how many epochs"), "N" },
  { "momentum", N_("of momentum and Nesterov; beta1 of Adam"), "X" },
  { "decay", N_("of RMSProp; beta2 of Adam"), "X" },
  { "epsilon", N_("of AdaGrad, RMSProp and Adam"), "X" },
  { "batch", N_("examples in a step, or full"), "N" },
  { "sampling", N_("of minibatches: shuffle or replacement"), "S" },
  { "epochs", N_("length of the run in epochs"), "N" },
  { "steps", N_("length of the run in steps"), "N" },
  { "init-scale", N_("standard deviation of the first weights"), "X" },
  { "validation", N_("share of the training set that is held back"), "X" },
  { "tolerance", N_("stop when an epoch improves the loss by a smaller share"), "X" },
  { "seed", N_("of first weights, minibatches and held-back examples"), "N" },
};

/* hill_experiment_set() for each training option, while GOption walks the command line. */
static gboolean
on_training_option (const char  *name,
                    const char  *value,
                    gpointer     user_data,
                    GError     **error)
{
  HillCommandLine *self = user_data;
  g_autoptr(GError) problem = NULL;

  if (hill_experiment_set (&self->experiment, name + 2, value, &problem))
    {
      g_ptr_array_add (self->options, g_strdup (name + 2));
      g_ptr_array_add (self->options, g_strdup (value));
      return TRUE;
    }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s: %s", name, problem->message);
  return FALSE;
}

static GOptionGroup *
new_training_group (HillCommandLine *self)
{
  GOptionGroup *group = g_option_group_new ("training", _("Training options:"), _("Show the training options"), self, NULL);
  GOptionEntry entries[G_N_ELEMENTS (training_options) + 1] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (training_options); i++)
    {
      entries[i].long_name = training_options[i].key;
      entries[i].arg = G_OPTION_ARG_CALLBACK;
      entries[i].arg_data = on_training_option;
      entries[i].description = training_options[i].description;
      entries[i].arg_description = training_options[i].argument;
    }
  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  return group;
}

static gboolean
check_common (HillCommandLine *self,
              int              n_arguments)
{
  if (self->limit < 0 || self->threads < 0 || self->threads > 1024 || self->image_size < 0 || self->image_size > 1024)
    {
      hill_command_complain (_("--limit, --threads and --size take whole numbers from 0; threads and size end at 1024"));
      return FALSE;
    }
  if ((int) g_strv_length (self->arguments) != n_arguments)
    {
      hill_command_complain (n_arguments == 0 ? _("no data set is wanted here; see --help")
                                              : _("one data set is wanted, such as scenes or a folder; see --help"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
has_option (const GOptionEntry *entries,
            const char         *name)
{
  for (const GOptionEntry *entry = entries; entry != NULL && entry->long_name != NULL; entry++)
    if (g_str_equal (entry->long_name, name))
      return TRUE;
  return FALSE;
}

int
hill_command_line_parse (HillCommandLine    *self,
                         int                 argc,
                         char              **argv,
                         const char         *usage,
                         const char         *summary,
                         const GOptionEntry *own,
                         gboolean            training,
                         int                 n_arguments)
{
  g_autofree char *parameters = g_strdup_printf ("%s %s", argv[0], usage);
  g_autoptr(GOptionContext) context = g_option_context_new (parameters);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) words = g_new0 (char *, argc + 1);
  const GOptionEntry common[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT64, &self->limit, N_("use the first N training examples only"), "N" },
    { "threads", 0, 0, G_OPTION_ARG_INT, &self->threads, N_("use so many threads; 0 for one per core"), "N" },
    { "coarse", 0, 0, G_OPTION_ARG_NONE, &self->coarse, N_("use the 20 coarse classes of CIFAR-100"), NULL },
    { has_option (own, "size") ? "image-size" : "size", 0, 0, G_OPTION_ARG_INT, &self->image_size, N_("resize the pictures of a folder to N x N (32)"), "N" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->arguments, NULL, NULL },
    G_OPTION_ENTRY_NULL
  };

  self->limit = NO_LIMIT;
  hill_experiment_init (&self->experiment);
  self->options = g_ptr_array_new_with_free_func (g_free);
  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (own != NULL)
    g_option_context_add_main_entries (context, own, GETTEXT_PACKAGE);
  if (training)
    g_option_context_add_group (context, new_training_group (self));

  /* The program's own name stands first, so that the help shows "downhill train …". */
  for (int i = 0; i < argc; i++)
    words[i] = g_strdup (i == 0 ? "downhill" : argv[i]);
  if (!g_option_context_parse_strv (context, &words, &error))
    {
      hill_command_complain (error->message);
      return HILL_COMMAND_USAGE;
    }
  if (self->arguments == NULL)
    self->arguments = g_new0 (char *, 1);
  self->has_limit = self->limit != NO_LIMIT;
  self->limit = self->has_limit ? self->limit : 0;
  return check_common (self, n_arguments < 0 ? (int) g_strv_length (self->arguments) : n_arguments) ? HILL_COMMAND_DONE
                                                                                                   : HILL_COMMAND_USAGE;
}

void
hill_command_line_clear (HillCommandLine *self)
{
  g_clear_pointer (&self->arguments, g_strfreev);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_clear_pointer (&self->file, hill_experiment_file_free);
}

HillDataset *
hill_command_line_load (HillCommandLine *self)
{
  g_autoptr(GError) error = NULL;
  HillLoadOptions options = { 0 };
  HillDataset *dataset;

  if (!hill_command_line_open (self))
    return NULL;
  options.limit = (gsize) self->limit;
  options.coarse = self->coarse;
  options.image_size = (guint) self->image_size;
  options.n_threads = (guint) self->threads;
  options.progress.func = hill_command_progress;
  options.progress.user_data = (gpointer) _("Loading");

  dataset = hill_dataset_load (self->arguments[0], &options, &error);
  hill_command_show_progress (NULL);
  if (dataset == NULL)
    hill_command_complain (error->message);
  else if (self->file->hash != NULL)
    hill_command_check_hash (self->file, dataset);
  return dataset;
}
