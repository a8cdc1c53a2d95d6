/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Jobs run one after another; the newest takes the place of one that waits; whatever is cancelled is freed. */

#include "hill-worker.h"

typedef struct
{
  GMutex  mutex;
  GCond   changed;
  GString *log;                 /* what ran, a letter each */
  gboolean gate_open;
  int      n_freed;
  int      n_finished;
} Scene;

typedef struct
{
  Scene *scene;
  char   letter;
} Note;

static void
scene_init (Scene *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->log = g_string_new (NULL);
  self->gate_open = FALSE;
  self->n_freed = self->n_finished = 0;
}

static void
scene_clear (Scene *self)
{
  g_string_free (self->log, TRUE);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
}

static Note *
note_new (Scene *scene,
          char   letter)
{
  Note *note = g_new (Note, 1);

  *note = (Note) { scene, letter };
  return note;
}

static void
note_free (gpointer data)
{
  Note *note = data;

  g_mutex_lock (&note->scene->mutex);
  note->scene->n_freed++;
  g_cond_broadcast (&note->scene->changed);
  g_mutex_unlock (&note->scene->mutex);
  g_free (note);
}

static void
on_finished (gpointer worker,
             gpointer data)
{
  Scene *scene = data;

  g_mutex_lock (&scene->mutex);
  scene->n_finished++;
  g_cond_broadcast (&scene->changed);
  g_mutex_unlock (&scene->mutex);
}

static void
write_letter (GCancellable *cancellable,
              gpointer      data)
{
  Note *note = data;

  g_mutex_lock (&note->scene->mutex);
  g_string_append_c (note->scene->log, note->letter);
  g_mutex_unlock (&note->scene->mutex);
}

static void
write_other (GCancellable *cancellable,
             gpointer      data)
{
  write_letter (cancellable, data);
}

/* Holds the worker until the gate is open. */
static void
wait_at_gate (GCancellable *cancellable,
              gpointer      data)
{
  Note *note = data;

  g_mutex_lock (&note->scene->mutex);
  g_string_append_c (note->scene->log, note->letter);
  g_cond_broadcast (&note->scene->changed);
  while (!note->scene->gate_open)
    g_cond_wait (&note->scene->changed, &note->scene->mutex);
  g_mutex_unlock (&note->scene->mutex);
}

static void
wait_for_cancel (GCancellable *cancellable,
                 gpointer      data)
{
  Note *note = data;

  write_letter (cancellable, data);
  g_mutex_lock (&note->scene->mutex);
  g_cond_broadcast (&note->scene->changed);
  g_mutex_unlock (&note->scene->mutex);
  while (!g_cancellable_is_cancelled (cancellable))
    g_usleep (1000);
}

static void
wait_until (Scene *scene,
            int   *counter,
            int    value)
{
  g_mutex_lock (&scene->mutex);
  while (*counter < value)
    g_cond_wait (&scene->changed, &scene->mutex);
  g_mutex_unlock (&scene->mutex);
}

static void
wait_for_log (Scene *scene,
              gsize  length)
{
  g_mutex_lock (&scene->mutex);
  while (scene->log->len < length)
    g_cond_wait (&scene->changed, &scene->mutex);
  g_mutex_unlock (&scene->mutex);
}

static void
open_gate (Scene *scene)
{
  g_mutex_lock (&scene->mutex);
  scene->gate_open = TRUE;
  g_cond_broadcast (&scene->changed);
  g_mutex_unlock (&scene->mutex);
}

static void
push (HillWorker *worker,
      Scene      *scene,
      HillJobFunc func,
      char        letter)
{
  hill_worker_push (worker, func, note_new (scene, letter), note_free);
}

static void
test_order (void)
{
  Scene scene;
  HillWorker *worker;

  scene_init (&scene);
  worker = hill_worker_new ("test", on_finished, &scene);
  for (char letter = 'a'; letter <= 'j'; letter++)
    push (worker, &scene, write_letter, letter);
  wait_until (&scene, &scene.n_finished, 10);
  g_assert_cmpstr (scene.log->str, ==, "abcdefghij");
  g_assert_true (hill_worker_is_idle (worker));
  hill_worker_free (worker);
  g_assert_cmpint (scene.n_freed, ==, 10);
  scene_clear (&scene);
}

static void
test_newest_wins (void)
{
  Scene scene;
  HillWorker *worker;

  scene_init (&scene);
  worker = hill_worker_new ("test", on_finished, &scene);
  push (worker, &scene, wait_at_gate, 'g');
  wait_for_log (&scene, 1);
  g_assert_false (hill_worker_has_waiting (worker));
  for (char letter = 'a'; letter <= 'e'; letter++)
    hill_worker_push_newest (worker, write_letter, note_new (&scene, letter), note_free);
  push (worker, &scene, write_other, 'x');
  hill_worker_push_newest (worker, write_letter, note_new (&scene, 'f'), note_free);
  g_assert_true (hill_worker_has_waiting (worker));
  g_assert_false (hill_worker_is_idle (worker));
  g_assert_cmpint (scene.n_freed, ==, 4);
  open_gate (&scene);
  wait_until (&scene, &scene.n_finished, 4);
  g_assert_cmpstr (scene.log->str, ==, "gexf");
  hill_worker_free (worker);
  g_assert_cmpint (scene.n_freed, ==, 8);
  scene_clear (&scene);
}

static void
test_cancel (void)
{
  Scene scene;
  HillWorker *worker;

  scene_init (&scene);
  worker = hill_worker_new ("test", on_finished, &scene);
  push (worker, &scene, wait_for_cancel, 'a');
  wait_for_log (&scene, 1);
  push (worker, &scene, write_letter, 'b');
  push (worker, &scene, write_letter, 'c');
  hill_worker_cancel (worker);
  push (worker, &scene, write_letter, 'd');
  wait_until (&scene, &scene.n_finished, 2);
  g_assert_cmpstr (scene.log->str, ==, "ad");
  hill_worker_free (worker);
  g_assert_cmpint (scene.n_freed, ==, 4);
  scene_clear (&scene);
}

static void
test_free_in_the_middle (void)
{
  Scene scene;
  HillWorker *worker;

  scene_init (&scene);
  worker = hill_worker_new ("test", on_finished, &scene);
  push (worker, &scene, wait_for_cancel, 'a');
  wait_for_log (&scene, 1);
  push (worker, &scene, write_letter, 'b');
  hill_worker_free (worker);
  g_assert_cmpstr (scene.log->str, ==, "a");
  g_assert_cmpint (scene.n_freed, ==, 2);
  scene_clear (&scene);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker/order", test_order);
  g_test_add_func ("/worker/newest-wins", test_newest_wins);
  g_test_add_func ("/worker/cancel", test_cancel);
  g_test_add_func ("/worker/free-in-the-middle", test_free_in_the_middle);
  return g_test_run ();
}
