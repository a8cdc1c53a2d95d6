/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* g_settings_new() ends the program when the schema is missing, as in a build that was neither installed nor started by ./run:
 * so the schema is looked for first. */

#include "hill-settings.h"

#include "downhill-config.h"

GSettings *
hill_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, DOWNHILL_APPLICATION_ID, TRUE);
  if (schema == NULL)
    return NULL;
  return g_settings_new_full (schema, NULL, NULL);
}
