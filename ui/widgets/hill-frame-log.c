/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The work of a frame lies between the frame clock's "before-paint" and "after-paint": animation, layout, painting.
 * The benchmark of the window reads the file. */

#include "hill-frame-log.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

typedef struct
{
  FILE          *file;
  GdkFrameClock *clock;                 /* while the window is realized */
  gulong         handlers[2];
  gint64         begin;
  gint64         cpu_begin;
} FrameLog;

/* Microseconds; a busy machine does not count. */
static gint64
get_cpu_time (void)
{
  struct timespec now;

  if (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now) != 0)
    return 0;
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
frame_log_stop (FrameLog *self)
{
  if (self->clock == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (self->handlers); i++)
    g_clear_signal_handler (&self->handlers[i], self->clock);
  g_clear_object (&self->clock);
}

static void
frame_log_free (gpointer data)
{
  FrameLog *self = data;

  frame_log_stop (self);
  fclose (self->file);
  g_free (self);
}

static void
on_begin (GdkFrameClock *clock,
          FrameLog      *self)
{
  self->begin = g_get_monotonic_time ();
  self->cpu_begin = get_cpu_time ();
}

static void
on_end (GdkFrameClock *clock,
        FrameLog      *self)
{
  fprintf (self->file, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
           " %" G_GINT64_FORMAT "\n",
           gdk_frame_clock_get_frame_counter (clock), gdk_frame_clock_get_frame_time (clock),
           self->begin, g_get_monotonic_time (), get_cpu_time () - self->cpu_begin);
}

static void
on_realize (GtkWidget *widget,
            FrameLog  *self)
{
  frame_log_stop (self);
  self->clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  self->handlers[0] = g_signal_connect (self->clock, "before-paint", G_CALLBACK (on_begin), self);
  self->handlers[1] = g_signal_connect_after (self->clock, "after-paint", G_CALLBACK (on_end), self);
}

static void
on_unrealize (GtkWidget *widget,
              FrameLog  *self)
{
  frame_log_stop (self);
}

void
hill_frame_log_watch (GtkWindow *window)
{
  const char *path = g_getenv ("DOWNHILL_FRAME_LOG");
  FrameLog *self;
  FILE *file;

  g_return_if_fail (GTK_IS_WINDOW (window));

  if (path == NULL || *path == '\0')
    return;
  file = fopen (path, "ae");
  if (file == NULL)
    {
      g_message ("DOWNHILL_FRAME_LOG: %s: %s", path, g_strerror (errno));
      return;
    }

  setvbuf (file, NULL, _IOLBF, 0);      /* whole lines, even if the program is killed */
  self = g_new0 (FrameLog, 1);
  self->file = file;
  g_signal_connect (window, "realize", G_CALLBACK (on_realize), self);
  g_signal_connect (window, "unrealize", G_CALLBACK (on_unrealize), self);
  g_object_set_data_full (G_OBJECT (window), "hill-frame-log", self, frame_log_free);
}
