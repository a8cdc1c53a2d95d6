/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the answers are made with.  Numbers are written as on the slides: no more places than they need. */

#pragma once

#include "hill-evidence.h"

G_BEGIN_DECLS

/* (transfer full): with at most four places. */
char         *hill_evidence_number      (double              number);

/* The same with its sign, for changes. */
char         *hill_evidence_change      (double              number);

void          hill_evidence_take_answer (HillEvidence       *self,
                                         char               *answer);
void          hill_evidence_take_note   (HillEvidence       *self,
                                         char               *note);

/* The table: a header, then cell by cell. */
void          hill_evidence_set_header  (HillEvidence       *self,
                                         const char         *first,
                                         ...) G_GNUC_NULL_TERMINATED;
void          hill_evidence_add_text    (HillEvidence       *self,
                                         const char         *text);
void          hill_evidence_take_text   (HillEvidence       *self,
                                         char               *text);
void          hill_evidence_add_number  (HillEvidence       *self,
                                         double              number);

/* A curve of the loss over one score of the setting's image, with the present score marked. */
void          hill_evidence_add_sweep   (HillEvidence              *self,
                                         const HillQuestionSetting *setting,
                                         guint                      class_index,
                                         const HillSheetLoss       *losses,
                                         const char * const        *names,
                                         guint                      n_losses,
                                         double                     low,
                                         double                     high);

/* Curves of the sheet's mean loss with all scores times c, from 0 to @highest. */
void          hill_evidence_add_scaling (HillEvidence              *self,
                                         const HillSheet           *sheet,
                                         const HillSheetLoss       *losses,
                                         const char * const        *names,
                                         guint                      n_losses,
                                         double                     highest,
                                         double                     present);

/* A table and bars of what each image pays, and where the switch is on what it pays with the change. */
void          hill_evidence_compare     (HillEvidence              *self,
                                         const HillQuestionSetting *setting,
                                         const HillSheetLoss       *loss,
                                         const HillSheetLoss       *other,
                                         const char                *name,
                                         const char                *other_name);

void          hill_evidence_hinge       (HillEvidence              *self,
                                         HillQuestionId             id,
                                         const HillQuestionSetting *setting);
void          hill_evidence_softmax     (HillEvidence              *self,
                                         HillQuestionId             id,
                                         const HillQuestionSetting *setting);
void          hill_evidence_strength    (HillEvidence              *self,
                                         HillQuestionId             id,
                                         const HillQuestionSetting *setting);

G_END_DECLS
