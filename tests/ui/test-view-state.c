/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What pages show, as words: what was changed comes back, and only that is written.  Needs a display. */

#include "hill-data-page.h"
#include "hill-descent-page.h"
#include "hill-features-page.h"
#include "hill-gradient-page.h"
#include "hill-loss-page.h"
#include "hill-stateful.h"
#include "hill-training-page.h"
#include "hill-view-state.h"
#include "hill-view-walk.h"

#define PATIENCE (60 * G_USEC_PER_SEC)

typedef struct
{
  HillSession   *session;
  GtkWidget     *window;
  GtkWidget     *page;
  HillViewState *state;
  const char    *name;
} Fixture;

static void
wait_idle (Fixture *f)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  do
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
  while (hill_session_get_busy (f->session));
}

static void
set_up (Fixture    *f,
        const char *name,
        GType       type)
{
  f->name = name;
  f->session = hill_session_new ();
  hill_session_load (f->session, "scenes:seed=1", NULL);
  wait_idle (f);
  f->page = g_object_new (type, "session", f->session, NULL);
  f->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (f->window), f->page);
  f->state = hill_view_state_new ();
  hill_view_state_add_page (f->state, name, f->page);
  gtk_window_present (GTK_WINDOW (f->window));
  wait_idle (f);
}

static void
tear_down (Fixture *f)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  hill_view_state_free (f->state);
  hill_session_shut_down (f->session);
  g_object_unref (f->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* What waits for the data, or for the next frame, comes. */
static void
settle (Fixture *f)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  do
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      wait_idle (f);
    }
  while (!hill_view_state_settle (f->state));
}

static GHashTable *
dup_view (Fixture *f)
{
  GHashTable *view = hill_values_new ();

  hill_view_state_save (f->state, view);
  return view;
}

static void
assert_same (GHashTable *a,
             GHashTable *b)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (g_hash_table_lookup (b, key), value) != 0)
      g_error ("%s is %s, not %s", (char *) key, (char *) g_hash_table_lookup (b, key), (char *) value);
}

/* Shows the values, then the beginning again, then the values. */
static void
check (const char         *name,
       GType               type,
       const char * const *pairs)
{
  Fixture f;
  g_autoptr(GHashTable) wanted = hill_values_new ();
  g_autoptr(GHashTable) nothing = hill_values_new ();
  g_autoptr(GHashTable) first = NULL;
  g_autoptr(GHashTable) second = NULL;
  g_autoptr(GHashTable) empty = NULL;

  set_up (&f, name, type);
  for (gsize i = 0; pairs[i] != NULL; i += 2)
    hill_values_put (wanted, pairs[i], pairs[i + 1]);
  hill_view_state_restore (f.state, wanted);
  settle (&f);
  first = dup_view (&f);
  assert_same (wanted, first);

  hill_view_state_restore (f.state, nothing);
  wait_idle (&f);
  hill_view_state_settle (f.state);
  empty = dup_view (&f);
  for (gsize i = 0; pairs[i] != NULL; i += 2)
    if (g_hash_table_contains (empty, pairs[i]))
      g_error ("%s is still there: %s", pairs[i], (char *) g_hash_table_lookup (empty, pairs[i]));

  hill_view_state_restore (f.state, first);
  settle (&f);
  second = dup_view (&f);
  assert_same (first, second);
  assert_same (second, first);
  tear_down (&f);
}

static void
test_data (void)
{
  static const char * const pairs[] = {
    "data.train-button", "false", "data.test-button", "true", "data.class-filter", "3", "data.example", "4",
    "data.inspector.channel-rgb", "false", "data.inspector.channel-red", "true", NULL
  };

  check ("data", HILL_TYPE_DATA_PAGE, pairs);
}

static void
test_features (void)
{
  static const char * const pairs[] = {
    "features.views", "hog", "features.hog-view.n-bins", "12", "features.hog-view.is-signed", "true",
    "features.hue-view.weight", "1", "features.hue-view.n-bins", "36", "features.hog-view.glyph-card.enlarged", "true", NULL
  };

  check ("features", HILL_TYPE_FEATURES_PAGE, pairs);
}

static void
test_loss (void)
{
  static const char * const pairs[] = {
    "loss.views", "what-if", "loss.type-size", "2", "loss.worksheet.class-spin", "4", "loss.worksheet.image-spin", "2",
    "loss.worksheet.sheet", "label,dog,cat,wolf,fox\r\ndog,1.5,2,-3,0.25\r\nfox,0,1,2,4\r\n",
    "loss.worksheet.below-choice", "1", "loss.worksheet.image", "1", "loss.worksheet.class", "2",
    "loss.what-if.opened", "2,3", "loss.what-if.row", "3", "loss.what-if.question-3.entry", "1.1",
    "loss.what-if.question-3.revealed", "true", "loss.what-if.question-2.choice", "2",
    "loss.information.base-drop-down", "1", "loss.information.table.outcomes", "sun\t0.5\t0.25\nrain\t0.5\t0.75",
    "loss.regularization.beta-spin", "2", NULL
  };

  check ("loss", HILL_TYPE_LOSS_PAGE, pairs);
}

static void
test_gradient (void)
{
  static const char * const pairs[] = {
    "gradient.views", "direction", "gradient.direction.angle-scale", "45", "gradient.derivative.class-choice", "1",
    "gradient.derivative.feature-choice", "17", "gradient.loss-choice", "1", "gradient.check.step-choice", "0", NULL
  };

  check ("gradient", HILL_TYPE_GRADIENT_PAGE, pairs);
}

static void
test_descent (void)
{
  static const char * const pairs[] = {
    "descent.ground", "2", "descent.view", "1", "descent.azimuth", "77", "descent.elevation", "33.5", "descent.ahead-button", "false",
    "descent.options.optimizer", "momentum", "descent.options.rate", "0.03", "descent.options.noise", "0.5",
    "descent.options.start-x", "0.5", "descent.options.start-y", "-0.25", "descent.options.step", "9",
    "descent.options.branches", "5 rate=0.01 noise=0.25; 7 optimizer=adam", NULL
  };

  check ("descent", HILL_TYPE_DESCENT_PAGE, pairs);
}

static void
test_points (void)
{
  static const char * const pairs[] = {
    "descent.ground", "9", "descent.points-view.card.preset", "1", "descent.points-view.points", "0.5 -0.25 A; -0.5 0.125 B; 0.75 1 C; 0 0 A",
    "descent.points-view.start", "1 0.5 -0.25 0 0 0.125 -1 2 3", "descent.points-view.step", "9", "descent.points-view.optimizer", "adam",
    "descent.points-view.rate", "0.03", "descent.points-view.loss", "softmax", "descent.points-view.lambda", "0.01",
    "descent.points-view.branches", "3 rate=0.5; 6 optimizer=momentum batch=2 weights=1,0,0.5,0,1,0,0,-0.25,1", NULL
  };

  check ("descent", HILL_TYPE_DESCENT_PAGE, pairs);
}

static void
test_training (void)
{
  static const char * const pairs[] = {
    "training.loss-card.log-button", "true", "training.content", "product", "training.product-view.number", "9",
    "training.product-view.template-class", "2", "training.step-bar.pace-drop-down", "1", "training.loss-card.enlarged", "true", NULL
  };

  check ("training", HILL_TYPE_TRAINING_PAGE, pairs);
}

/* Whatever stands there: no crash, and what makes sense is taken. */
static void
check_nonsense (const char *name,
                GType       type)
{
  Fixture f;
  g_autoptr(GHashTable) wanted = hill_values_new ();
  g_autoptr(GHashTable) all = NULL;
  static const char * const values[] = { "", "-1", "nan", "1e999", "true", "0x10", "99999999999999999999", "\n\n", "a,b;c",
    "3 rate=; 2 weights=1,2; x y=z; 5 noise=-1 =; 9 weights=1,2,3,4,5,6,7,8,1e999", "4 rate=1e999; rate=2; 0 rate=1; 99999 noise=1;;" };
  GHashTableIter iter;
  gpointer key;

  set_up (&f, name, type);
  all = hill_view_collect (f.page, name, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_hash_table_iter_init (&iter, all);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        hill_values_put (wanted, key, values[i]);
      hill_values_put (wanted, "descent.ground", i % 2 == 0 ? "2" : "9");
      hill_values_put (wanted, "loss.nothing.at-all", values[i]);
      hill_values_put (wanted, "elsewhere.x", values[i]);
      hill_view_state_restore (f.state, wanted);
      wait_idle (&f);
      hill_view_state_settle (f.state);
    }
  tear_down (&f);
}

static void
test_nonsense (void)
{
  check_nonsense ("loss", HILL_TYPE_LOSS_PAGE);
  check_nonsense ("descent", HILL_TYPE_DESCENT_PAGE);
}

/* A page that comes later gets what was wanted of it, and until then it is not lost. */
static void
test_late (void)
{
  Fixture f;
  g_autoptr(GHashTable) wanted = hill_values_new ();
  g_autoptr(GHashTable) before = NULL;
  g_autoptr(GHashTable) after = NULL;
  GtkWidget *late;

  set_up (&f, "data", HILL_TYPE_DATA_PAGE);
  hill_values_put (wanted, "loss.views", "information");
  hill_view_state_restore (f.state, wanted);
  before = dup_view (&f);
  g_assert_cmpstr (hill_values_get (before, "loss.views"), ==, "information");
  late = g_object_ref_sink (g_object_new (HILL_TYPE_LOSS_PAGE, "session", f.session, NULL));
  hill_view_state_add_page (f.state, "loss", late);
  after = dup_view (&f);
  assert_same (before, after);
  g_object_unref (late);
  tear_down (&f);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view-state/data", test_data);
  g_test_add_func ("/view-state/features", test_features);
  g_test_add_func ("/view-state/loss", test_loss);
  g_test_add_func ("/view-state/gradient", test_gradient);
  g_test_add_func ("/view-state/descent", test_descent);
  g_test_add_func ("/view-state/points", test_points);
  g_test_add_func ("/view-state/training", test_training);
  g_test_add_func ("/view-state/nonsense", test_nonsense);
  g_test_add_func ("/view-state/late", test_late);
  return g_test_run ();
}
