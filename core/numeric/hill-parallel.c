/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One pool for the process, started at the first parallel loop.  A loop is posted as a job; whoever is awake takes
 * chunks from it by one atomic counter.  The caller closes the job when no chunk is left and waits only for those
 * inside: a worker that the system wakes too late costs nothing.  Workers watch for the next job for a fraction of
 * a millisecond before they sleep, because the next minibatch comes at once.  One loop at a time has the pool: a
 * second caller meanwhile, or a loop inside a loop, runs on its own thread alone, with the same result. */

#define _GNU_SOURCE

#include "hill-parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#define MAX_WORKERS 63
#define SPIN_ROUNDS 4000

typedef struct
{
  HillChunkFunc func;
  gpointer      user_data;
  gsize         n_chunks;
} Job;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;

static Job job;                       /* written by the owner of the pool while it is closed and nobody is inside */
static atomic_size_t next_chunk;
static atomic_uint n_inside;          /* workers that may be looking at the job */
static atomic_ullong ticket;          /* number of the job, times 64, plus how many workers may take part in it */
static atomic_ullong open_ticket;     /* the same while there is work to take, else 0 */
static atomic_bool taken;             /* somebody owns the pool */
static guint n_started;               /* guarded by "taken" */

static inline void
pause_briefly (void)
{
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause ();
#endif
}

static void
take_chunks (const Job *self)
{
  gsize chunk;

  while ((chunk = atomic_fetch_add (&next_chunk, 1)) < self->n_chunks)
    self->func (chunk, self->user_data);
}

static guint64
wait_for_job (guint64 last_ticket)
{
  guint64 now;

  for (int i = 0; i < SPIN_ROUNDS; i++)
    {
      now = atomic_load (&ticket);
      if (now != last_ticket)
        return now;
      pause_briefly ();
    }

  pthread_mutex_lock (&mutex);
  while ((now = atomic_load (&ticket)) == last_ticket)
    pthread_cond_wait (&wake, &mutex);
  pthread_mutex_unlock (&mutex);
  return now;
}

typedef struct
{
  guint   index;
  guint64 ticket;     /* of the last job before this worker was started */
} WorkerStart;

static void *
worker_main (void *data)
{
  WorkerStart *start = data;
  guint index = start->index;
  guint64 last_ticket = start->ticket;

  g_free (start);
  for (;;)
    {
      last_ticket = wait_for_job (last_ticket);
      if (index >= last_ticket % 64)
        continue;
      atomic_fetch_add (&n_inside, 1);        /* before the look at the door, so that the owner who closes it sees us */
      if (atomic_load (&open_ticket) == last_ticket)
        take_chunks (&job);
      atomic_fetch_sub (&n_inside, 1);
    }
  return NULL;
}

/* Detached: a worker never outlives the process, and nobody waits for one that sleeps. */
static guint
ensure_workers (guint n_wanted)
{
  while (n_started < MIN (n_wanted, MAX_WORKERS))
    {
      WorkerStart *start = g_new (WorkerStart, 1);
      pthread_attr_t attributes;
      pthread_t thread;
      int status;

      start->index = n_started;
      start->ticket = atomic_load (&ticket);
      pthread_attr_init (&attributes);
      pthread_attr_setdetachstate (&attributes, PTHREAD_CREATE_DETACHED);
      status = pthread_create (&thread, &attributes, worker_main, start);
      pthread_attr_destroy (&attributes);
      if (status != 0)
        {
          g_free (start);
          break;
        }
      n_started++;
    }
  return MIN (n_started, n_wanted);
}

static void
post_job (guint n_workers)
{
  guint64 number = (atomic_load (&ticket) / 64 + 1) * 64 + n_workers;

  atomic_store (&open_ticket, number);
  pthread_mutex_lock (&mutex);
  atomic_store (&ticket, number);
  pthread_cond_broadcast (&wake);
  pthread_mutex_unlock (&mutex);
}

static void
close_job (void)
{
  atomic_store (&open_ticket, 0);
  for (guint round = 0; atomic_load (&n_inside) > 0; round++)
    if (round < SPIN_ROUNDS)
      pause_briefly ();
    else
      sched_yield ();
}

static void
run_alone (gsize         n_chunks,
           HillChunkFunc func,
           gpointer      user_data)
{
  for (gsize chunk = 0; chunk < n_chunks; chunk++)
    func (chunk, user_data);
}

void
hill_parallel_for (gsize         n_chunks,
                   guint         n_threads,
                   HillChunkFunc func,
                   gpointer      user_data)
{
  guint n_workers;

  g_return_if_fail (func != NULL);

  if (n_threads == 0)
    n_threads = hill_parallel_get_n_threads ();
  n_threads = (guint) MIN (n_threads, n_chunks);
  if (n_threads <= 1 || atomic_exchange (&taken, TRUE))
    {
      run_alone (n_chunks, func, user_data);
      return;
    }

  n_workers = ensure_workers (n_threads - 1);
  job = (Job) { func, user_data, n_chunks };
  atomic_store (&next_chunk, 0);
  post_job (n_workers);
  take_chunks (&job);
  close_job ();
  atomic_store (&taken, FALSE);
}

guint
hill_parallel_get_n_threads (void)
{
  cpu_set_t set;

  if (sched_getaffinity (0, sizeof set, &set) == 0)
    return (guint) MAX (1, CPU_COUNT (&set));
  return g_get_num_processors ();
}
