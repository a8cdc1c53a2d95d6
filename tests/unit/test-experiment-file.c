/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Experiment files: what is written comes back, in words that a person can edit; what is damaged is named with its line, and the rest is
 * kept. */

#include "hill-experiment-file.h"
#include "hill-plan.h"
#include "small-data.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define HEAD "[Downhill]\nversion=1\n\n[Data]\ndataset=points:blobs\n\n[Experiment]\n"

static HillExperimentFile *
parse (const char *text,
       GPtrArray  *complaints)
{
  GError *error = NULL;
  HillExperimentFile *file = hill_experiment_file_parse (text, strlen (text), "/home/ada", complaints, &error);

  g_assert_no_error (error);
  return file;
}

static GPtrArray *
complaints_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

/* A file with something in each place. */
static HillExperimentFile *
make_file (void)
{
  HillExperimentFile *file = hill_experiment_file_new ();
  const HillWeightIndex moving[] = { { 0, 12 }, { 3, HILL_WEIGHT_BIAS } };
  HillExperimentChange change;
  HillRandom random;

  hill_random_init (&random, 7);
  file->dataset = g_strdup ("/home/ada/data/cifar");
  file->hash = g_strdup_printf ("sha256:%064d", 7);
  file->limit = 1000;
  file->coarse = TRUE;
  file->image_size = 48;
  file->experiment.rate = 0.1;
  file->experiment.seed = G_MAXUINT64;
  change = (HillExperimentChange) { 20, file->experiment };
  change.experiment.rate = 1e-300;
  change.experiment.batch_size = 0;
  g_array_append_val (file->changes, change);
  change.step = 31;
  change.experiment.loss.type = HILL_LOSS_HINGE;
  g_array_append_val (file->changes, change);
  file->n_start = 40;
  file->start = g_new (float, file->n_start);
  for (gsize i = 0; i < file->n_start; i++)
    file->start[i] = (float) hill_random_normal (&random);
  file->start[3] = -0.0f;
  file->start[4] = 1e-45f;
  file->moving = g_array_new (FALSE, FALSE, sizeof (HillWeightIndex));
  g_array_append_vals (file->moving, moving, G_N_ELEMENTS (moving));
  file->step = 40;
  g_hash_table_insert (file->view, g_strdup ("page"), g_strdup ("descent"));
  g_hash_table_insert (file->view, g_strdup ("loss.view.note"), g_strdup ("  two\nlines\tand a back\\slash, 中文 "));
  return file;
}

static void
test_round_trip (void)
{
  g_autoptr(HillExperimentFile) file = make_file ();
  g_autoptr(GPtrArray) complaints = complaints_new ();
  g_autofree char *text = hill_experiment_file_to_text (file, "/home/ada");
  g_autoptr(HillExperimentFile) back = parse (text, complaints);
  g_autofree char *again = hill_experiment_file_to_text (back, "/home/ada");
  const HillExperimentChange *change;

  g_assert_cmpuint (complaints->len, ==, 0);
  g_assert_cmpstr (text, ==, again);
  g_assert_cmpstr (back->dataset, ==, file->dataset);
  g_assert_nonnull (strstr (text, "\ndataset=./data/cifar\n"));
  g_assert_cmpmem (back->start, back->n_start * sizeof (float), file->start, file->n_start * sizeof (float));
  g_assert_cmpuint (back->changes->len, ==, 2);
  change = &g_array_index (back->changes, HillExperimentChange, 1);
  g_assert_cmpuint (change->step, ==, 31);
  g_assert_true (change->experiment.rate == 1e-300 && change->experiment.batch_size == 0);
  g_assert_cmpuint (g_array_index (back->moving, HillWeightIndex, 1).feature, ==, HILL_WEIGHT_BIAS);
  g_assert_cmpstr (g_hash_table_lookup (back->view, "loss.view.note"), ==, "  two\nlines\tand a back\\slash, 中文 ");
}

/* Anybody's key file reader understands it. */
static void
test_key_file (void)
{
  g_autoptr(HillExperimentFile) file = make_file ();
  g_autofree char *text = hill_experiment_file_to_text (file, NULL);
  g_autoptr(GKeyFile) key_file = g_key_file_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *note = NULL, *rate = NULL;

  g_key_file_load_from_data (key_file, text, strlen (text), G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  note = g_key_file_get_string (key_file, "View", "loss.view.note", NULL);
  g_assert_cmpstr (note, ==, g_hash_table_lookup (file->view, "loss.view.note"));
  rate = g_key_file_get_string (key_file, "Change 20", "rate", NULL);
  g_assert_cmpstr (rate, ==, "1e-300");
}

static void
test_paths (void)
{
  const struct { const char *dataset, *folder, *written; } cases[] = {
    { "/home/ada/cifar", "/home/ada", "./cifar" },
    { "/home/ada/cifar", "/home/ada/", "./cifar" },
    { "/home/ada", "/home/ada", "." },
    { "/home/adam/cifar", "/home/ada", "/home/adam/cifar" },
    { "/home/ada/cifar", "/", "./home/ada/cifar" },
    { "/home/ada/a:b", "/home/ada", "./a:b" },
    { "scenes:seed=2", "/home/ada", "scenes:seed=2" },
    { "fashion-mnist", "/home/ada", "fashion-mnist" },
    { "file:///home/%FF", "/home/ada", "file:///home/%FF" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(HillExperimentFile) file = hill_experiment_file_new ();
      g_autoptr(HillExperimentFile) back = NULL;
      g_autofree char *text = NULL, *line = NULL;

      file->dataset = g_strdup (cases[i].dataset);
      text = hill_experiment_file_to_text (file, cases[i].folder);
      line = g_strdup_printf ("\ndataset=%s\n", cases[i].written);
      g_assert_nonnull (strstr (text, line));
      back = hill_experiment_file_parse (text, strlen (text), cases[i].folder, NULL, NULL);
      g_assert_cmpstr (back->dataset, ==, cases[i].dataset);
    }
}

/* Every section and every key that is written has its line in docs/experiment.md. */
static void
test_documented (void)
{
  g_autoptr(HillExperimentFile) file = make_file ();
  g_autofree char *text = hill_experiment_file_to_text (file, NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "experiment.md", NULL);
  g_autofree char *page = NULL;
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_true (g_file_get_contents (path, &page, NULL, NULL));
  for (char **line = lines; *line != NULL; line++)
    {
      char *equals = strchr (*line, '=');
      g_autofree char *key = equals != NULL ? g_strndup (*line, (gsize) (equals - *line)) : g_strdup (*line);
      g_autofree char *row = g_strconcat (equals != NULL ? "| `" : "## `", key, "`", NULL);

      if (key[0] == '\0' || key[0] == '#' || strchr (key, '.') != NULL)
        continue;
      if (!g_str_has_prefix (key, "[Change ") && !g_str_has_prefix (key, "weights-") && strstr (page, row) == NULL)
        g_error ("docs/experiment.md does not say what %s is", key);
    }
}

/* ---- damage */

static void
check_complaint (const char *text,
                 const char *expected)
{
  g_autoptr(GPtrArray) complaints = complaints_new ();
  g_autoptr(HillExperimentFile) file = parse (text, complaints);

  g_assert_cmpuint (complaints->len, ==, 1);
  if (!g_str_has_prefix (g_ptr_array_index (complaints, 0), expected))
    g_assert_cmpstr (g_ptr_array_index (complaints, 0), ==, expected);
}

static void
test_complaints (void)
{
  check_complaint (HEAD "rate=abc\n", "line 8: rate: “abc” is not a number; write it like 0.05 or 1e-4; 0.05 is used instead");
  check_complaint (HEAD "rate=1e999\n", "line 8: rate: “1e999” is not a number");
  check_complaint (HEAD "rate=nan\n", "line 8: rate: “nan” is not a number");
  check_complaint (HEAD "rate=0x10\n", "line 8: rate: “0x10” is not a number");
  check_complaint (HEAD "rate=-1\n", "line 8: The learning rate must be a finite number above 0; 0.05 is used instead");
  check_complaint (HEAD "rate=0.1\n\nrate=0.2\n", "line 10: rate stands here a second time; line 8 is used instead");
  check_complaint (HEAD "rates=0.1\n", "line 8: the key rates is not known here; it is kept but not used");
  check_complaint (HEAD "rate\n", "line 8: “rate” is not of the form key=value; the line is left out");
  check_complaint (HEAD "[Change 5]\noptimizer=adam\n", "line 9: optimizer cannot change in mid-run");
  check_complaint (HEAD "[Change 0]\nrate=1\n", "line 9: changes are written by rising step, from 1 to 10000000");
  check_complaint (HEAD "[Change 9]\nrate=1\n[Change 5]\nrate=2\n", "line 11: changes are written by rising step");
  check_complaint (HEAD "[Experiments]\nrate=1\nbatch=7\n", "line 9: the section [Experiments] is not known here; it is kept but not used");
  check_complaint (HEAD "[Start\ncount=7\n", "line 8: this heading of a section is broken; the section is left out");
  check_complaint (HEAD "[View]\nstep=99999999999\n", "line 9: step is not a whole number from 0 to 10000000; 0 is used instead");
  check_complaint (HEAD "[View]\nstep=1.5\n", "line 9: step is not a whole number");
  check_complaint (HEAD "[View]\npa ge=1\n", "line 9: the key pa ge is not known here");
  check_complaint (HEAD "[View]\npage=\\q\n", "line 9: a backslash may only stand in");
  check_complaint (HEAD "[View]\npage=\xff\n", "line 9: this is no valid UTF-8; the line is left out");
  check_complaint ("rate=1\n" HEAD, "line 1: this stands before the first heading");
  check_complaint ("[Downhill]\nversion=3\n[Data]\ndataset=scenes\n", "line 2: the file was written by a newer Downhill (version 3, this one knows 1)");
  check_complaint ("[Downhill]\nversion=1\n", "no data set is named; scenes is used instead");
  check_complaint (HEAD "[Data]\nhash=md5:7\n", "line 9: hash is not “sha256:” and 64 digits");
  check_complaint (HEAD "[Data]\nlimit=-1\n", "line 9: limit is not a whole number");
}

static void
test_start_damage (void)
{
  check_complaint (HEAD "[Start]\ncount=99999999999999\nweights-0000000=AAAAAA==\n", "line 9: count is not the number of the weights below");
  check_complaint (HEAD "[Start]\ncount=2\nweights-0000000=AAAAAA==\n", "line 10: the weights in this line are damaged");
  check_complaint (HEAD "[Start]\ncount=1\nweights-0000000=AACAfw==\n", "line 10: the weights in this line are damaged");    /* infinite */
  check_complaint (HEAD "[Start]\ncount=1\nweights-0000000=AAA*AA==\n", "line 10: the weights in this line are damaged");
  check_complaint (HEAD "[Start]\ncount=1\nweights-0000001=AAAAAA==\n", "line 10: the weights in this line are damaged");
  check_complaint (HEAD "[Start]\ncount=19\nweights-0000018=AAAAAA==\n", "[Start] has 1 of its 19 weights");
  check_complaint (HEAD "[Start]\nweights-0000000=AAAAAA==\n", "[Start] does not say the count of its weights");
  check_complaint (HEAD "[Start]\nmoving=1,2; 3\n", "line 9: weights that move are written class,feature");
  check_complaint (HEAD "[Start]\nmoving=1,4294967295\n", "line 9: weights that move are written class,feature");
}

static void
test_kept (void)
{
  g_autoptr(GPtrArray) complaints = complaints_new ();
  g_autoptr(HillExperimentFile) file = parse (HEAD "rate=x\nbatch=32\n[View]\npage=loss\n", complaints);

  g_assert_cmpuint (complaints->len, ==, 1);
  g_assert_cmpuint (file->experiment.batch_size, ==, 32);
  g_assert_true (file->experiment.rate == 0.05);
  g_assert_cmpstr (g_hash_table_lookup (file->view, "page"), ==, "loss");
  g_assert_cmpstr (file->dataset, ==, "points:blobs");
}

/* What a newer version has written goes through this one; what stands in a section that is written no more goes with it. */
static void
test_unknown_kept (void)
{
  const char *text = "[Downhill]\nversion=1\ncolour=a\\sb\n[Data]\ndataset=points:blobs\nmirror=./b\n[Experiment]\nwarmup=5\nrate=0.1\n"
    "[Change 7]\nrate=0.2\npulse=1\n[Change 9]\npulse=2\n[Start]\nfrom=x\n[View]\npa ge=1\n[Later]\nb=2\n[Sound]\nc=3\n[Later]\na=1\n";
  const char *kept[] = {
    "version=1\ncolour=a b\n\n[Data]\n", "\nmirror=./b\n\n[Experiment]\n", "\nwarmup=5\n\n[Change 7]\nrate=0.2\npulse=1\n\n[View]\nstep=0\npa ge=1\n",
    "\n\n[Later]\nb=2\na=1\n\n[Sound]\nc=3\n",
  };
  g_autoptr(GPtrArray) complaints = complaints_new ();
  g_autoptr(HillExperimentFile) file = parse (text, complaints);
  g_autoptr(HillExperimentFile) next = hill_experiment_file_new ();
  g_autofree char *written = hill_experiment_file_to_text (file, NULL);
  g_autofree char *later = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_nonnull (strstr (written, kept[i]));
  g_assert_null (strstr (written, "pulse=2"));
  g_assert_null (strstr (written, "from=x"));

  hill_experiment_file_set_unknown (next, file->unknown);
  later = hill_experiment_file_to_text (next, NULL);
  g_assert_nonnull (strstr (later, "warmup=5"));
  g_assert_null (strstr (later, "pulse"));
}

static void
test_no_experiment (void)
{
  const char *texts[] = { "", "hello", "[Desktop Entry]\nName=x\n", "\x89PNG\r\n\x1a\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (hill_experiment_file_parse (texts[i], strlen (texts[i]), NULL, NULL, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_FORMAT);
    }
}

static void
test_zero_byte (void)
{
  const char text[] = HEAD "rate=0.1\0garbage\nbatch=32\n";
  g_autoptr(GPtrArray) complaints = complaints_new ();
  g_autoptr(HillExperimentFile) file = hill_experiment_file_parse (text, sizeof text - 1, NULL, complaints, NULL);

  g_assert_cmpuint (complaints->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (complaints, 0), ==, "line 8: a zero byte stands here; the line is left out");
  g_assert_cmpuint (file->experiment.batch_size, ==, 32);
}

/* As much as is read at all, and a little more. */
static void
test_large (void)
{
  gsize n = HILL_EXPERIMENT_MAX_BYTES;
  g_autofree char *text = g_malloc (n + 1);
  g_autoptr(GPtrArray) complaints = complaints_new ();
  g_autoptr(HillExperimentFile) file = NULL;
  g_autoptr(GError) error = NULL;

  memcpy (text, HEAD, strlen (HEAD));
  for (gsize i = strlen (HEAD); i < n; i++)
    text[i] = "a=\n"[i % 3];
  file = hill_experiment_file_parse (text, n, NULL, complaints, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (complaints->len, <=, 101);
  g_assert_null (hill_experiment_file_parse (text, n + 1, NULL, NULL, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE);
}

/* Bytes changed, lost, doubled: an error or a file, which is a sound one. */
static void
test_mutated (void)
{
  g_autoptr(HillExperimentFile) file = make_file ();
  g_autofree char *text = hill_experiment_file_to_text (file, NULL);
  gsize n = strlen (text);
  HillRandom random;

  hill_random_init (&random, 3);
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *bad = g_memdup2 (text, n);
      g_autoptr(GPtrArray) complaints = complaints_new ();
      g_autoptr(HillExperimentFile) back = NULL;
      g_autoptr(GError) error = NULL;
      gsize length = i % 5 == 0 ? hill_random_below (&random, n) : n;

      for (guint k = 0; k <= i % 4 && length > 0; k++)
        bad[hill_random_below (&random, length)] = (char) hill_random_below (&random, 256);
      back = hill_experiment_file_parse (bad, length, "/", complaints, &error);
      g_assert_true ((back == NULL) == (error != NULL));
      if (back == NULL)
        continue;
      g_assert_true (hill_experiment_check (&back->experiment, NULL));
      for (guint k = 0; k < back->changes->len; k++)
        g_assert_true (hill_experiment_check (&g_array_index (back->changes, HillExperimentChange, k).experiment, NULL));
      for (guint k = 0; k < complaints->len; k++)
        g_assert_true (g_utf8_validate (g_ptr_array_index (complaints, k), -1, NULL));
    }
}

/* ---- disk */

static void
test_disk (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hill-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.downhill", NULL);
  g_autofree char *dataset = g_build_filename (folder, "cifar", NULL);
  g_autoptr(HillExperimentFile) file = make_file ();
  g_autoptr(HillExperimentFile) back = NULL;
  g_autoptr(GError) error = NULL;

  g_free (file->dataset);
  file->dataset = g_strdup (dataset);
  g_assert_true (hill_experiment_file_save (file, path, &error));
  g_assert_true (hill_experiment_file_sniff (path));
  g_assert_false (hill_experiment_file_sniff (folder));
  g_assert_false (hill_experiment_file_sniff ("/dev/zero"));
  back = hill_experiment_file_load (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->dataset, ==, dataset);

  g_file_set_contents (path, "nothing", -1, NULL);
  g_assert_null (hill_experiment_file_load (path, NULL, &error));
  g_assert_true (g_str_has_prefix (error->message, "a.downhill: this is no experiment of Downhill"));
  g_unlink (path);
  g_rmdir (folder);
}

/* ---- runs */

static HillDesign *
draw_design (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 230, 60, 9, 4, 21);

  return small_design_new (dataset, HILL_SCALE_STANDARDIZE, 0);
}

static void
run_to (const HillExperimentFile *file,
        HillTrainer              *trainer,
        guint64                   step)
{
  g_assert_true (hill_experiment_file_follow (file, trainer, NULL));
  while (hill_trainer_get_n_steps (trainer) < step && hill_trainer_get_state (trainer) == HILL_TRAINER_READY)
    {
      g_assert_true (hill_trainer_step (trainer, NULL, NULL));
      g_assert_true (hill_experiment_file_follow (file, trainer, NULL));
    }
}

static void
change_rate (HillTrainer *trainer,
             double       rate)
{
  HillExperiment e = *hill_trainer_get_experiment (trainer);

  e.rate = rate;
  e.batch_size = 50;
  g_assert_true (hill_trainer_change (trainer, &e, NULL));
}

/* A run with changes and a branch, written down, read and run again. */
static void
test_run (gconstpointer data)
{
  HillOptimizer optimizer = GPOINTER_TO_UINT (data);
  g_autoptr(HillDesign) design = draw_design ();
  g_autoptr(HillExperimentFile) nothing = hill_experiment_file_new ();
  g_autoptr(HillExperimentFile) file = hill_experiment_file_new ();
  g_autoptr(HillExperimentFile) back = NULL;
  g_autoptr(HillTrainer) trainer = NULL;
  g_autoptr(HillTrainer) again = NULL;
  g_autofree char *text = NULL;

  nothing->experiment.scale = HILL_SCALE_STANDARDIZE;
  nothing->experiment.optimizer = optimizer;
  nothing->experiment.init_scale = 0.01;
  trainer = hill_experiment_file_new_trainer (nothing, design, 1, NULL);
  run_to (nothing, trainer, 7);
  change_rate (trainer, 0.02);
  run_to (nothing, trainer, 30);
  g_assert_true (hill_trainer_seek (trainer, 12, NULL, NULL));
  change_rate (trainer, 0.3);
  run_to (nothing, trainer, 25);

  hill_experiment_file_set_run (file, trainer);
  g_assert_cmpuint (file->changes->len, ==, 2);
  text = hill_experiment_file_to_text (file, NULL);
  back = parse (text, NULL);
  again = hill_experiment_file_new_trainer (back, design, 2, NULL);
  run_to (back, again, back->step);
  g_assert_cmpuint (hill_trainer_get_step (again), ==, hill_trainer_get_step (trainer));
  g_assert_cmpmem (hill_trainer_get_weights (trainer), 40 * sizeof (float), hill_trainer_get_weights (again), 40 * sizeof (float));
}

/* With a start of its own, from which only two weights move. */
static void
test_start (void)
{
  g_autoptr(HillDesign) design = draw_design ();
  g_autoptr(HillExperimentFile) nothing = hill_experiment_file_new ();
  g_autoptr(HillExperimentFile) file = hill_experiment_file_new ();
  g_autoptr(HillExperimentFile) back = NULL;
  g_autoptr(HillTrainer) trainer = NULL, again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  float start[40];
  guint8 mask[40] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (start); i++)
    start[i] = (float) i / 100;
  mask[13] = mask[39] = 1;
  trainer = hill_trainer_new_from (design, &nothing->experiment, start, mask, 1, NULL);
  run_to (nothing, trainer, 15);
  hill_experiment_file_set_run (file, trainer);
  text = hill_experiment_file_to_text (file, NULL);
  g_assert_nonnull (strstr (text, "\nmoving=1,3; 3,bias\n"));

  back = parse (text, NULL);
  again = hill_experiment_file_new_trainer (back, design, 1, &error);
  g_assert_no_error (error);
  run_to (back, again, back->step);
  g_assert_cmpmem (hill_trainer_get_weights (trainer), sizeof start, hill_trainer_get_weights (again), sizeof start);
  g_assert_true (hill_trainer_get_weights (again)[12] == start[12] && hill_trainer_get_weights (again)[13] != start[13]);

  back->n_start = 39;
  g_assert_null (hill_experiment_file_new_trainer (back, design, 1, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_clear_error (&error);
  back->n_start = 40;
  g_array_index (back->moving, HillWeightIndex, 0).feature = 10;
  g_assert_null (hill_experiment_file_new_trainer (back, design, 1, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

static void
test_hash (void)
{
  g_autoptr(HillDataset) a = small_data_draw (HILL_CELLS_F32, 30, 10, 9, 4, 21);
  g_autoptr(HillDataset) same = small_data_draw (HILL_CELLS_F32, 30, 10, 9, 4, 21);
  g_autoptr(HillDataset) other = small_data_draw (HILL_CELLS_F32, 30, 10, 9, 4, 22);
  g_autoptr(HillDataset) shorter = hill_dataset_limit (a, 29);
  g_autofree char *hash = hill_dataset_get_hash (a), *hash_same = hill_dataset_get_hash (same);
  g_autofree char *hash_other = hill_dataset_get_hash (other), *hash_shorter = hill_dataset_get_hash (shorter);

  g_assert_true (g_str_has_prefix (hash, "sha256:"));
  g_assert_cmpstr (hash, ==, hash_same);
  g_assert_cmpstr (hash, !=, hash_other);
  g_assert_cmpstr (hash, !=, hash_shorter);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/experiment-file/round-trip", test_round_trip);
  g_test_add_func ("/experiment-file/key-file", test_key_file);
  g_test_add_func ("/experiment-file/paths", test_paths);
  g_test_add_func ("/experiment-file/documented", test_documented);
  g_test_add_func ("/experiment-file/complaints", test_complaints);
  g_test_add_func ("/experiment-file/start-damage", test_start_damage);
  g_test_add_func ("/experiment-file/kept", test_kept);
  g_test_add_func ("/experiment-file/unknown-kept", test_unknown_kept);
  g_test_add_func ("/experiment-file/no-experiment", test_no_experiment);
  g_test_add_func ("/experiment-file/zero-byte", test_zero_byte);
  g_test_add_func ("/experiment-file/large", test_large);
  g_test_add_func ("/experiment-file/mutated", test_mutated);
  g_test_add_func ("/experiment-file/disk", test_disk);
  g_test_add_data_func ("/experiment-file/run/momentum", GUINT_TO_POINTER (HILL_OPTIMIZER_MOMENTUM), test_run);
  g_test_add_data_func ("/experiment-file/run/adam", GUINT_TO_POINTER (HILL_OPTIMIZER_ADAM), test_run);
  g_test_add_data_func ("/experiment-file/run/lbfgs", GUINT_TO_POINTER (HILL_OPTIMIZER_LBFGS), test_run);
  g_test_add_func ("/experiment-file/run/start", test_start);
  g_test_add_func ("/experiment-file/hash", test_hash);
  return g_test_run ();
}
