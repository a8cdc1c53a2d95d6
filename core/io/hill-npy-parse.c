/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* NumPy's format: a magic string, a version, the length of a header, the header (a Python dictionary of three keys), then the
 * values.  https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.  Nothing is allocated before the
 * sizes of the header agree with the bytes that are there. */

#include "hill-npy-parse.h"

#include "hill-i18n.h"

#include <math.h>
#include <string.h>

#define MAX_RANK 8
#define MAX_HEADER_BYTES 65536
#define MAX_DOUBLES ((gsize) 64 << 20)          /* so that the file and twice its bytes stay below a gibibyte */

typedef struct
{
  gsize    item_size;           /* 4 or 8 */
  gboolean big_endian;
  gboolean fortran_order;
  guint    rank;
  gsize    shape[MAX_RANK];
  char     descr[16];           /* of what is no float here */
  gboolean has_descr, has_order, has_shape;
} NpyHeader;

typedef struct
{
  const char *p;
  const char *end;
} Cursor;

static void
skip_space (Cursor *c)
{
  while (c->p < c->end && (*c->p == ' ' || *c->p == '\n' || *c->p == '\t'))
    c->p++;
}

static gboolean
take (Cursor     *c,
      const char *word)
{
  gsize n = strlen (word);

  skip_space (c);
  if ((gsize) (c->end - c->p) < n || memcmp (c->p, word, n) != 0)
    return FALSE;
  c->p += n;
  return TRUE;
}

/* A quoted string without escapes, as NumPy writes them. */
static gboolean
take_string (Cursor *c,
             char   *text,
             gsize   size)
{
  char quote;
  gsize n = 0;

  skip_space (c);
  if (c->p == c->end || (*c->p != '\'' && *c->p != '"'))
    return FALSE;
  quote = *c->p++;
  while (c->p < c->end && *c->p != quote)
    {
      if (n + 1 >= size || *c->p == '\\')
        return FALSE;
      text[n++] = *c->p++;
    }
  if (c->p == c->end)
    return FALSE;
  c->p++;
  text[n] = '\0';
  return TRUE;
}

static gboolean
take_size (Cursor *c,
           gsize  *size)
{
  gsize n = 0;

  skip_space (c);
  if (c->p == c->end || !g_ascii_isdigit (*c->p))
    return FALSE;
  for (; c->p < c->end && g_ascii_isdigit (*c->p); c->p++)
    if (!g_size_checked_mul (&n, n, 10) || !g_size_checked_add (&n, n, (gsize) (*c->p - '0')))
      return FALSE;
  if (c->p < c->end && *c->p == 'L')          /* as Python 2 wrote it */
    c->p++;
  *size = n;
  return TRUE;
}

static gboolean
take_shape (Cursor    *c,
            NpyHeader *header)
{
  if (!take (c, "("))
    return FALSE;
  while (!take (c, ")"))
    {
      if (header->rank == MAX_RANK || !take_size (c, &header->shape[header->rank]))
        return FALSE;
      header->rank++;
      if (!take (c, ","))
        return take (c, ")");
    }
  return TRUE;
}

static gboolean
take_descr (Cursor    *c,
            NpyHeader *header)
{
  char descr[16];

  if (!take_string (c, descr, sizeof descr))
    {
      g_strlcpy (header->descr, c->p < c->end && *c->p == '[' ? "[" : "", sizeof header->descr);
      return FALSE;
    }
  if (strchr ("<>=", descr[0]) == NULL || descr[0] == '\0' || descr[1] != 'f' || (descr[2] != '4' && descr[2] != '8') || descr[3] != '\0')
    {
      g_strlcpy (header->descr, descr, sizeof header->descr);
      return FALSE;
    }
  header->item_size = descr[2] == '4' ? 4 : 8;
  header->big_endian = descr[0] == '>';
  return TRUE;
}

static gboolean
take_entry (Cursor    *c,
            NpyHeader *header)
{
  char key[32];

  if (!take_string (c, key, sizeof key) || !take (c, ":"))
    return FALSE;
  if (g_str_equal (key, "descr") && !header->has_descr)
    return header->has_descr = take_descr (c, header);
  if (g_str_equal (key, "shape") && !header->has_shape)
    return header->has_shape = take_shape (c, header);
  if (g_str_equal (key, "fortran_order") && !header->has_order)
    {
      header->fortran_order = take (c, "True");
      return header->has_order = header->fortran_order || take (c, "False");
    }
  return FALSE;
}

static gboolean
parse_dictionary (const char *text,
                  gsize       n,
                  NpyHeader  *header)
{
  Cursor c = { text, text + n };

  if (!take (&c, "{"))
    return FALSE;
  while (!take (&c, "}"))
    {
      if (!take_entry (&c, header))
        return FALSE;
      if (!take (&c, ","))
        {
          if (!take (&c, "}"))
            return FALSE;
          break;
        }
    }
  skip_space (&c);
  return c.p == c.end && header->has_descr && header->has_order && header->has_shape;
}

/* (nullable): what an array of another type holds, by the letter of its type. */
static const char *
name_type (const char *descr)
{
  static const struct { char letter; const char *name; } types[] = {
    { 'i', N_("whole numbers") }, { 'u', N_("whole numbers") }, { 'b', N_("truth values") }, { 'f', N_("floats of another length") },
    { 'c', N_("complex numbers") }, { 'O', N_("Python objects") }, { 'S', N_("texts") }, { 'a', N_("texts") }, { 'U', N_("texts") },
    { 'M', N_("dates") }, { 'm', N_("dates") }, { 'V', N_("records") },
  };
  char letter = descr[0] != '\0' && strchr ("<>=|", descr[0]) != NULL ? descr[1] : '\0';

  if (descr[0] == '[')
    return _("records");
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].letter == letter && letter != '\0')
      return _(types[i].name);
  return NULL;
}

static void
set_dictionary_error (GError          **error,
                      const NpyHeader  *header,
                      const char       *name)
{
  const char *type = name_type (header->descr);

  if (type != NULL)
    g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED,
                 _("%s is an array of %s; 32 or 64 bit floats are wanted. Save it as such: numpy.save (name, a.astype ('f4'))"),
                 name, type);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED,
                 _("%s does not hold an array of 32 or 64 bit floats. Save it as such: numpy.save (name, a.astype ('f4'))"), name);
}

/* Finds the values: their offset in the file, or 0 with an error. */
static gsize
parse_header (const guint8  *bytes,
              gsize          n_bytes,
              const char    *name,
              NpyHeader     *header,
              GError       **error)
{
  gsize start, length;

  if (n_bytes < 10 || memcmp (bytes, "\x93NUMPY", 6) != 0)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT,
                   _("%s is not an array file: it does not begin with NumPy's signature. Choose a file ending in .npy"), name);
      return 0;
    }
  if (bytes[6] < 1 || bytes[6] > 3)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED,
                   _("%s has version %u of NumPy's array format; versions 1 to 3 are known. Save it again with numpy.save"),
                   name, bytes[6]);
      return 0;
    }
  start = bytes[6] == 1 ? 10 : 12;
  length = bytes[8] | (gsize) bytes[9] << 8;
  if (bytes[6] > 1 && n_bytes >= 12)
    length |= (gsize) bytes[10] << 16 | (gsize) bytes[11] << 24;
  if (n_bytes < start || length > n_bytes - start)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TRUNCATED,
                   _("%s ends in the middle of its header. Copy it again from where it came from"), name);
      return 0;
    }
  if (length > MAX_HEADER_BYTES)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                   _("%s has a header of %zu bytes; at most %d are read. Save the array again with numpy.save"),
                   name, length, MAX_HEADER_BYTES);
      return 0;
    }
  if (!parse_dictionary ((const char *) bytes + start, length, header))
    {
      set_dictionary_error (error, header, name);
      return 0;
    }
  return start + length;
}

static gboolean
count_values (const NpyHeader *header,
              gsize            n_left,
              const char      *name,
              gsize           *n_values,
              GError         **error)
{
  gsize n = 1, n_wanted;

  for (guint i = 0; i < header->rank; i++)
    if (!g_size_checked_mul (&n, n, header->shape[i]))
      n = G_MAXSIZE;
  if (!g_size_checked_mul (&n_wanted, n, header->item_size) || n_wanted != n_left)
    {
      g_set_error (error, HILL_ERROR, n_wanted > n_left ? HILL_ERROR_TRUNCATED : HILL_ERROR_FORMAT,
                   _("%s promises an array that does not fit the %zu bytes that follow its header. Copy or save it again"),
                   name, n_left);
      return FALSE;
    }
  *n_values = n;
  return TRUE;
}

static double
read_value (const guint8    *p,
            const NpyHeader *header)
{
  union { guint32 bits; float value; } single;
  union { guint64 bits; double value; } twice;

  if (header->item_size == 4)
    {
      memcpy (&single.bits, p, 4);
      single.bits = header->big_endian ? GUINT32_FROM_BE (single.bits) : GUINT32_FROM_LE (single.bits);
      return single.value;
    }
  memcpy (&twice.bits, p, 8);
  twice.bits = header->big_endian ? GUINT64_FROM_BE (twice.bits) : GUINT64_FROM_LE (twice.bits);
  return twice.value;
}

/* Where the value at place @i of the file stands in C order: the file's first index runs fastest. */
static gsize
transpose_index (const NpyHeader *header,
                 gsize            i)
{
  gsize place = 0, step = 1;
  gsize index[MAX_RANK];

  for (guint d = 0; d < header->rank; d++)
    {
      index[d] = i % header->shape[d];
      i /= header->shape[d];
    }
  for (guint d = header->rank; d-- > 0; step *= header->shape[d])
    place += index[d] * step;
  return place;
}

/* Finds the values: their offset in the file, or 0 with an error. */
static gsize
parse_shape (const guint8  *bytes,
             gsize          n_bytes,
             const char    *name,
             guint          rank,
             NpyHeader     *header,
             gsize         *n_values,
             GError       **error)
{
  gsize start = parse_header (bytes, n_bytes, name, header, error);

  if (start == 0)
    return 0;
  if (header->rank != rank)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT,
                   _("%s holds an array of %u dimensions, but %u are wanted. Choose a file with weights"), name, header->rank, rank);
      return 0;
    }
  return count_values (header, n_bytes - start, name, n_values, error) ? start : 0;
}

static gboolean
check_value (double       value,
             double       largest,
             const char  *name,
             gsize        place,
             GError     **error)
{
  if (fabs (value) <= largest)
    return TRUE;
  g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s: value %zu is not a finite number. Save finite weights"), name, place);
  return FALSE;
}

float *
hill_npy_parse_float32 (const guint8  *bytes,
                        gsize          n_bytes,
                        const char    *name,
                        gsize         *shape,
                        guint          rank,
                        GError       **error)
{
  NpyHeader header = { 0 };
  gsize n_values;
  gsize start = parse_shape (bytes, n_bytes, name, rank, &header, &n_values, error);
  g_autofree float *values = NULL;

  if (start == 0)
    return NULL;
  values = g_new (float, MAX (n_values, 1));
  for (gsize i = 0; i < n_values; i++)
    {
      double value = read_value (bytes + start + i * header.item_size, &header);

      if (!check_value (value, G_MAXFLOAT, name, i, error))
        return NULL;
      values[header.fortran_order ? transpose_index (&header, i) : i] = (float) value;
    }
  memcpy (shape, header.shape, rank * sizeof *shape);
  return g_steal_pointer (&values);
}

double *
hill_npy_parse_float64 (const guint8  *bytes,
                        gsize          n_bytes,
                        const char    *name,
                        gsize         *shape,
                        guint          rank,
                        GError       **error)
{
  NpyHeader header = { 0 };
  gsize n_values;
  gsize start = parse_shape (bytes, n_bytes, name, rank, &header, &n_values, error);
  g_autofree double *values = NULL;

  if (start == 0)
    return NULL;
  if (n_values > MAX_DOUBLES)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE, _("%s holds %zu values; at most %zu are read. Save a part of the array"), name,
                   n_values, MAX_DOUBLES);
      return NULL;
    }
  values = g_new (double, MAX (n_values, 1));
  for (gsize i = 0; i < n_values; i++)
    {
      double value = read_value (bytes + start + i * header.item_size, &header);

      if (!check_value (value, G_MAXDOUBLE, name, i, error))
        return NULL;
      values[header.fortran_order ? transpose_index (&header, i) : i] = value;
    }
  memcpy (shape, header.shape, rank * sizeof *shape);
  return g_steal_pointer (&values);
}
