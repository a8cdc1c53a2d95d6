/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One training option as a control: a drop-down, with an entry below it where other words can be typed; or an entry with its unit,
 * a slider where the number spans powers of ten; and room below for the sentence that says what is wrong with it. */

#pragma once

#include "hill-training-options.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal: "changed" (const char *value: what the person chose or typed, with the point as the decimal sign). */
#define HILL_TYPE_OPTION_ROW (hill_option_row_get_type ())
G_DECLARE_FINAL_TYPE (HillOptionRow, hill_option_row, HILL, OPTION_ROW, GtkWidget)

/* @option must outlive the row. */
GtkWidget        *hill_option_row_new        (const HillOption *option);
const HillOption *hill_option_row_get_option (HillOptionRow    *self);

/* (nullable): the value set last, not what is being typed. */
const char       *hill_option_row_get_value  (HillOptionRow    *self);

/* Shows a value without the signal; what was typed, and its error, go away. */
void              hill_option_row_set_value  (HillOptionRow    *self,
                                              const char       *value);
void              hill_option_row_set_label  (HillOptionRow    *self,
                                              const char       *label);

/* @note: (nullable): what the value comes to, below the control. */
void              hill_option_row_set_note   (HillOptionRow    *self,
                                              const char       *note);

/* @message: (nullable): a sentence below the control; what was typed stays. */
void              hill_option_row_set_error  (HillOptionRow    *self,
                                              const char       *message);

G_END_DECLS
