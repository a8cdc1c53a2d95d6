# SPDX-License-Identifier: LGPL-2.1-or-later
"""Folders of pictures made for a test, without a picture library."""

import os
import struct
import zlib


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_png(path, color, size=32):
    """A square of one colour, with a dark bar at the left."""
    dark = bytes(c // 3 for c in color)
    row = b"\0" + b"".join(bytes(color) if x > size // 4 else dark for x in range(size))
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
                + chunk(b"IDAT", zlib.compress(row * size)) + chunk(b"IEND", b""))


def write_folder(root, classes, n):
    """A sub-folder for each of CLASSES, a name and a colour, with N pictures in it."""
    for name, color in classes.items():
        os.makedirs(os.path.join(root, name))
        for i in range(n):
            write_png(os.path.join(root, name, "%s-%02d.png" % (name, i)), [min(255, c + 3 * i) for c in color])
