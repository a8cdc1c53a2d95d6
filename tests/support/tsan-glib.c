/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Linked into a -Db_sanitize=thread build only: tells ThreadSanitizer of the
 * happens-before edges that GLib's own (uninstrumented, futex-based) locks,
 * queues, main context, thread pools and GTask make; without it, correct code
 * that uses them is reported.  In meson:
 *
 *   if get_option('b_sanitize').contains('thread')
 *     tsan = static_library('tsan-glib', 'tsan-glib.c', dependencies: gio, c_args: ['-Wno-pedantic'])
 *     tsan_dep = declare_dependency(link_whole: tsan, dependencies: cc.find_library('dl', required: false))
 *   endif
 *
 * and run with TSAN_OPTIONS=ignore_noninstrumented_modules=1:halt_on_error=1
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <gio/gio.h>
#include <sanitizer/tsan_interface.h>

#define REAL(f) static __typeof__ (f) *real; if (!real) *(void **) &real = dlsym (RTLD_NEXT, #f)
#define ACQ(p) __tsan_acquire ((void *) (p))
#define REL(p) __tsan_release ((void *) (p))

void     g_mutex_lock (GMutex *m)          { REAL (g_mutex_lock); real (m); ACQ (m); }
gboolean g_mutex_trylock (GMutex *m)       { REAL (g_mutex_trylock); gboolean r = real (m); if (r) ACQ (m); return r; }
void     g_mutex_unlock (GMutex *m)        { REAL (g_mutex_unlock); REL (m); real (m); }
void     g_rec_mutex_lock (GRecMutex *m)   { REAL (g_rec_mutex_lock); real (m); ACQ (m); }
gboolean g_rec_mutex_trylock (GRecMutex *m){ REAL (g_rec_mutex_trylock); gboolean r = real (m); if (r) ACQ (m); return r; }
void     g_rec_mutex_unlock (GRecMutex *m) { REAL (g_rec_mutex_unlock); REL (m); real (m); }
void     g_rw_lock_writer_lock (GRWLock *m)   { REAL (g_rw_lock_writer_lock); real (m); ACQ (m); }
void     g_rw_lock_writer_unlock (GRWLock *m) { REAL (g_rw_lock_writer_unlock); REL (m); real (m); }
void     g_rw_lock_reader_lock (GRWLock *m)   { REAL (g_rw_lock_reader_lock); real (m); ACQ (m); }
void     g_rw_lock_reader_unlock (GRWLock *m) { REAL (g_rw_lock_reader_unlock); REL (m); real (m); }
void     g_cond_wait (GCond *c, GMutex *m) { REAL (g_cond_wait); REL (m); real (c, m); ACQ (m); }
gboolean g_cond_wait_until (GCond *c, GMutex *m, gint64 t) { REAL (g_cond_wait_until); REL (m); gboolean r = real (c, m, t); ACQ (m); return r; }

/* counts of references: what was done before one is dropped comes before the end of the last */
void     (g_atomic_ref_count_inc) (gatomicrefcount *n) { __atomic_fetch_add (n, 1, __ATOMIC_RELAXED); }
gboolean (g_atomic_ref_count_dec) (gatomicrefcount *n) { return __atomic_fetch_sub (n, 1, __ATOMIC_ACQ_REL) == 1; }

void     g_async_queue_push (GAsyncQueue *q, gpointer d) { REAL (g_async_queue_push); REL (q); real (q, d); }
gpointer g_async_queue_pop (GAsyncQueue *q)              { REAL (g_async_queue_pop); gpointer r = real (q); ACQ (q); return r; }
gpointer g_async_queue_try_pop (GAsyncQueue *q)          { REAL (g_async_queue_try_pop); gpointer r = real (q); ACQ (q); return r; }
gpointer g_async_queue_timeout_pop (GAsyncQueue *q, guint64 t) { REAL (g_async_queue_timeout_pop); gpointer r = real (q, t); ACQ (q); return r; }

/* callbacks on the main context */
typedef struct { GSourceFunc func; gpointer data; GDestroyNotify notify; } Wrap;
static Wrap *wrap (GSourceFunc f, gpointer d, GDestroyNotify n) { Wrap *w = g_new (Wrap, 1); w->func = f; w->data = d; w->notify = n; REL (w); return w; }
static gboolean wrap_call (gpointer p) { Wrap *w = p; ACQ (w); gboolean r = w->func (w->data); REL (w); return r; }
static void wrap_free (gpointer p) { Wrap *w = p; ACQ (w); if (w->notify) w->notify (w->data); g_free (w); }
guint g_idle_add_full (gint p, GSourceFunc f, gpointer d, GDestroyNotify n) { REAL (g_idle_add_full); return real (p, wrap_call, wrap (f, d, n), wrap_free); }
guint (g_idle_add) (GSourceFunc f, gpointer d) { return g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, f, d, NULL); }
guint g_timeout_add_full (gint p, guint ms, GSourceFunc f, gpointer d, GDestroyNotify n) { REAL (g_timeout_add_full); return real (p, ms, wrap_call, wrap (f, d, n), wrap_free); }
guint (g_timeout_add) (guint ms, GSourceFunc f, gpointer d) { return g_timeout_add_full (G_PRIORITY_DEFAULT, ms, f, d, NULL); }
void g_main_context_invoke_full (GMainContext *c, gint p, GSourceFunc f, gpointer d, GDestroyNotify n) { REAL (g_main_context_invoke_full); real (c, p, wrap_call, wrap (f, d, n), wrap_free); }
void g_main_context_invoke (GMainContext *c, GSourceFunc f, gpointer d) { g_main_context_invoke_full (c, G_PRIORITY_DEFAULT, f, d, NULL); }

/* GTask */
#define FUNC (g_quark_from_static_string ("tsan-task-func"))
static void task_call (GTask *t, gpointer so, gpointer td, GCancellable *c) { ACQ (t); ((GTaskThreadFunc) g_object_get_qdata (G_OBJECT (t), FUNC)) (t, so, td, c); REL (t); }
void g_task_run_in_thread (GTask *t, GTaskThreadFunc f) { REAL (g_task_run_in_thread); g_object_set_qdata (G_OBJECT (t), FUNC, (gpointer) f); REL (t); real (t, task_call); }
void g_task_return_pointer (GTask *t, gpointer p, GDestroyNotify n) { REAL (g_task_return_pointer); REL (t); real (t, p, n); }
void g_task_return_boolean (GTask *t, gboolean b) { REAL (g_task_return_boolean); REL (t); real (t, b); }
void g_task_return_error (GTask *t, GError *e) { REAL (g_task_return_error); REL (t); real (t, e); }
gpointer g_task_propagate_pointer (GTask *t, GError **e) { REAL (g_task_propagate_pointer); ACQ (t); return real (t, e); }
gboolean g_task_propagate_boolean (GTask *t, GError **e) { REAL (g_task_propagate_boolean); ACQ (t); return real (t, e); }

/* GThreadPool */
typedef struct { GFunc func; gpointer data; } Pool;
static void pool_call (gpointer item, gpointer p) { Pool *w = p; ACQ (w); w->func (item, w->data); REL (w); }
static GHashTable *pools;
GThreadPool *g_thread_pool_new (GFunc f, gpointer d, gint n, gboolean x, GError **e)
{ REAL (g_thread_pool_new); Pool *w = g_new (Pool, 1); w->func = f; w->data = d; REL (w); GThreadPool *p = real (pool_call, w, n, x, e);
  if (!pools) pools = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (pools, p, w); return p; }   /* pools are made on one thread */
gboolean g_thread_pool_push (GThreadPool *p, gpointer item, GError **e) { REAL (g_thread_pool_push); Pool *w = g_hash_table_lookup (pools, p); if (w) REL (w); return real (p, item, e); }
void g_thread_pool_free (GThreadPool *p, gboolean now, gboolean wait) { REAL (g_thread_pool_free); Pool *w = g_hash_table_lookup (pools, p); real (p, now, wait); if (w) ACQ (w); }
