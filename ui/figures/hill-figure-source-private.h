/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the two files of the source share. */

#pragma once

#include "hill-figure-source.h"

G_BEGIN_DECLS

struct _HillFigureSource
{
  const HillProgress *progress;         /* (unowned) */
  HillSession        *session;          /* owned */
  HillDescent        *model;            /* owned (nullable) */
  HillDescent        *surface;          /* owned (nullable) */
  HillDescent        *points;           /* owned (nullable) */
  GHashTable         *values;           /* string -> string */
  char               *page;             /* (nullable): whose view is asked next */
  HillExperimentFile *file;             /* owned (nullable): what was loaded */
  gboolean            fixed;
};

G_END_DECLS
