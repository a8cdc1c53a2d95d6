/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Runs a fuzz target without libFuzzer: on each file given, and on each in the folders given.  With --mutate N also on
 * N inputs made from those by chance; the k-th depends on the seed and k alone, and is written to the file named by
 * --keep before it runs, so that what falls can be looked at. */

#include "fuzz-main.h"

#include <stdlib.h>
#include <string.h>

#define FUZZ_MAX_INPUT (1 << 16)

static gint64 n_mutations;
static gint64 first_mutation;
static char *keep_path;

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static void
add_path (GPtrArray  *inputs,
          const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  const char *name;
  char *bytes;
  gsize n;

  if (dir == NULL)
    {
      if (!g_file_get_contents (path, &bytes, &n, &error))
        g_error ("%s", error->message);
      g_ptr_array_add (inputs, g_bytes_new_take (bytes, n));
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_paths);
  for (guint i = 0; i < names->len; i++)
    add_path (inputs, names->pdata[i]);
}

/* One change: flipped bits, a number at its border, a run removed, repeated, or taken from another input. */
static void
mutate_once (GRand      *rand,
             GByteArray *bytes,
             GBytes     *other)
{
  static const guint32 borders[] = { 0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff };
  guint n = bytes->len, at = g_rand_int_range (rand, 0, n + 1), length = g_rand_int_range (rand, 1, 17);
  guint32 border = GUINT32_TO_BE (borders[g_rand_int_range (rand, 0, G_N_ELEMENTS (borders))]);
  gsize n_other;
  const guint8 *source = g_bytes_get_data (other, &n_other);

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      if (at < n)
        bytes->data[at] ^= 1 << g_rand_int_range (rand, 0, 8);
      break;
    case 1:
      if (at < n)
        bytes->data[at] = g_rand_int_range (rand, 0, 256);
      break;
    case 2:
      if (n - at >= 4)
        memcpy (bytes->data + at, &border, 4);
      break;
    case 3:
      if (at < n)
        g_byte_array_remove_range (bytes, at, MIN (length, n - at));
      break;
    case 4:
      g_byte_array_set_size (bytes, at);
      break;
    default:
      if (n_other > 0 && n + length <= FUZZ_MAX_INPUT)
        {
          gsize from = g_rand_int_range (rand, 0, n_other);
          gsize n_taken = MIN (length * length, n_other - from);
          g_autofree guint8 *tail = g_memdup2 (bytes->data + at, n - at);

          g_byte_array_set_size (bytes, at);
          g_byte_array_append (bytes, source + from, n_taken);
          g_byte_array_append (bytes, tail != NULL ? tail : (const guint8 *) "", n - at);
        }
      break;
    }
}

static GByteArray *
mutate (GPtrArray *inputs,
        guint32    seed,
        gint64     number)
{
  guint32 state[2] = { seed, number };
  g_autoptr(GRand) rand = g_rand_new_with_seed_array (state, 2);
  GByteArray *bytes = g_byte_array_new ();
  GBytes *base = inputs->pdata[g_rand_int_range (rand, 0, inputs->len)];
  int n_changes = g_rand_int_range (rand, 1, 9);

  g_byte_array_append (bytes, g_bytes_get_data (base, NULL), g_bytes_get_size (base));
  for (int i = 0; i < n_changes; i++)
    mutate_once (rand, bytes, inputs->pdata[g_rand_int_range (rand, 0, inputs->len)]);
  return bytes;
}

static void
run_mutations (GPtrArray *inputs,
               guint32    seed)
{
  for (gint64 i = first_mutation; i < first_mutation + n_mutations; i++)
    {
      g_autoptr(GByteArray) bytes = mutate (inputs, seed, i);
      g_autofree guint8 *exact = g_memdup2 (bytes->data, bytes->len);     /* so that one byte too far is seen */

      if (keep_path != NULL)
        g_file_set_contents (keep_path, (const char *) exact, bytes->len, NULL);
      LLVMFuzzerTestOneInput (exact, bytes->len);
    }
}

int
main (int   argc,
      char *argv[])
{
  static int seed;
  static const GOptionEntry entries[] = {
    { "mutate", 0, 0, G_OPTION_ARG_INT64, &n_mutations, "Run N inputs made by chance", "N" },
    { "from", 0, 0, G_OPTION_ARG_INT64, &first_mutation, "Number of the first of them", "K" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Seed of chance", "S" },
    { "keep", 0, 0, G_OPTION_ARG_FILENAME, &keep_path, "Write each input there before it runs", "FILE" },
    { NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("FILE|FOLDER…");
  g_autoptr(GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr(GError) error = NULL;

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  for (int i = 1; i < argc; i++)
    add_path (inputs, argv[i]);
  if (inputs->len == 0)
    {
      g_printerr ("%s: no inputs\n", argv[0]);
      return 2;
    }
  for (guint i = 0; i < inputs->len; i++)
    {
      gsize n;
      g_autofree guint8 *exact = NULL;

      exact = g_memdup2 (g_bytes_get_data (inputs->pdata[i], &n), g_bytes_get_size (inputs->pdata[i]));
      LLVMFuzzerTestOneInput (exact, n);
    }
  run_mutations (inputs, seed);
  g_print ("%u inputs, %" G_GINT64_FORMAT " made by chance\n", inputs->len, n_mutations);
  g_free (keep_path);
  return 0;
}
