#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""downhill figure: telling figures look as the stored pictures of them do.

usage: test-figure-pictures.py DOWNHILL [--write]

With --write the pictures in tests/fixtures/figures are drawn anew instead of compared; look at them before they are stored.

Channels are of 0 to 255. The mean absolute difference over the picture may be WHOLE; of 16 x 9 tiles, the mean colour may differ
by more than TILE in at most TILES. A missing curve or legend does not stay within, nor does another family of fonts, which
moves the axes: without the font Cantarell nothing is compared.
"""

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

WRITE = "--write" in sys.argv
if WRITE:
    sys.argv.remove("--write")
DOWNHILL = sys.argv.pop(1) if len(sys.argv) > 1 else "downhill"
STORED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "figures")

WIDTH, HEIGHT = 400, 225
COLUMNS, ROWS = 16, 9
WHOLE, TILE, TILES = 6.0, 5.0, 7

SCENES = ["scenes", "--limit", "200", "--batch", "32", "--epochs", "2", "--step", "4"]
POINTS = ["points:blobs", "--batch", "16", "--epochs", "2", "--step", "4"]
FIGURES = {
    "loss": [*SCENES, "--figure", "loss"],
    "accuracy": [*SCENES, "--figure", "accuracy"],
    "templates": [*SCENES, "--figure", "templates"],
    "confusion": [*SCENES, "--figure", "confusion"],
    "landscape": [*SCENES, "--figure", "landscape"],
    "landscape-space": [*SCENES, "--figure", "landscape", "--set", "view=space"],
    "hog-glyphs": [*SCENES, "--figure", "hog-glyphs"],
    "hue-histogram": [*SCENES, "--figure", "hue-histogram"],
    "shapes": [*SCENES, "--figure", "shapes"],
    "distributions": [*SCENES, "--figure", "distributions"],
    "surface": [*SCENES, "--figure", "surface"],
    "points": [*POINTS, "--figure", "points"],
}


def has_font():
    if shutil.which("fc-match") is None:
        return True
    return "Cantarell" in subprocess.run(["fc-match", "Cantarell"], capture_output=True, text=True).stdout


def draw(name, path):
    environment = dict(os.environ, LC_ALL="C", G_DEBUG="fatal-warnings")
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE"):
        environment.pop(variable, None)
    words = [DOWNHILL, "figure", *FIGURES[name], "--size", "%dx%d" % (WIDTH, HEIGHT), "--output", path]
    subprocess.run(words, env=environment, check=True, timeout=60)


def chunks(data):
    at = 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8:at + 8 + length]
        at += length + 12


def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]


def unfilter(kind, row, above, bpp):
    for i in range(len(row)):
        a, b, c = (row[i - bpp] if i >= bpp else 0), above[i], (above[i - bpp] if i >= bpp else 0)
        row[i] = (row[i] + (0, a, b, (a + b) // 2, paeth(a, b, c) if kind == 4 else 0)[kind]) & 255
    return row


def read_rows(path):
    """The rows of an 8-bit RGB or RGBA picture, as bytes of RGB."""
    with open(path, "rb") as f:
        parts = list(chunks(f.read()))
    width, height, depth, color = struct.unpack_from(">IIBB", parts[0][1])
    if (width, height, depth) != (WIDTH, HEIGHT, 8) or color not in (2, 6):
        raise ValueError("%s: %d x %d, depth %d, colour type %d" % (path, width, height, depth, color))
    bpp = 3 if color == 2 else 4
    data = zlib.decompress(b"".join(body for kind, body in parts if kind == b"IDAT"))
    rows, above, stride = [], bytearray(width * bpp), width * bpp + 1
    for y in range(height):
        line = data[y * stride:(y + 1) * stride]
        above = bytearray(line[1:]) if line[0] == 0 else unfilter(line[0], bytearray(line[1:]), above, bpp)
        rgb = bytearray(3 * width)
        for channel in range(3):
            rgb[channel::3] = above[channel::bpp]
        rows.append(bytes(rgb))
    return rows


def differences(a, b):
    """The mean difference over the whole, and in how many tiles the mean colour is another."""
    step, tall = 3 * WIDTH // COLUMNS, HEIGHT // ROWS
    total, tiles = 0, [[0, 0, 0] for i in range(COLUMNS * ROWS)]
    for y in range(HEIGHT):
        if a[y] == b[y]:
            continue
        total += sum(abs(i - j) for i, j in zip(a[y], b[y]))
        for x in range(COLUMNS):
            for channel in range(3):
                part = slice(x * step + channel, (x + 1) * step, 3)
                tiles[y // tall * COLUMNS + x][channel] += sum(a[y][part]) - sum(b[y][part])
    area = step // 3 * tall
    return total / (3 * WIDTH * HEIGHT), sum(max(map(abs, tile)) / area > TILE for tile in tiles)


def is_alike(a, b):
    whole, tiles = differences(a, b)
    return whole <= WHOLE and tiles <= TILES


def erase(rows, is_erased):
    """A copy with those pixels white of which is_erased (y, r, g, b)."""
    copy = []
    for y, row in enumerate(rows):
        pixels = zip(row[0::3], row[1::3], row[2::3])
        copy.append(b"".join(b"\xff\xff\xff" if is_erased(y, *p) else bytes(p) for p in pixels))
    return copy


class Pictures(unittest.TestCase):
    def test_figures_look_as_stored(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in FIGURES:
                with self.subTest(name):
                    path = os.path.join(folder, name + ".png")
                    draw(name, path)
                    found = differences(read_rows(path), read_rows(os.path.join(STORED, name + ".png")))
                    self.assertTrue(found[0] <= WHOLE and found[1] <= TILES, "differs by %.2f, and in %d tiles" % found)

    def test_figures_are_told_apart(self):
        rows = [read_rows(os.path.join(STORED, name + ".png")) for name in FIGURES]
        for i, a in enumerate(rows):
            self.assertTrue(is_alike(a, a))
            self.assertFalse(is_alike(a, rows[i - 1]))

    def test_a_shifted_figure_is_told_apart(self):
        rows = read_rows(os.path.join(STORED, "loss.png"))
        self.assertFalse(is_alike(rows, rows[8:] + rows[:8]))

    def test_a_missing_part_is_told_apart(self):
        rows = read_rows(os.path.join(STORED, "loss.png"))
        self.assertFalse(is_alike(rows, erase(rows, lambda y, r, g, b: y < HEIGHT // ROWS)), "legend")
        self.assertFalse(is_alike(rows, erase(rows, lambda y, r, g, b: b > r + 30)), "curve")


if __name__ == "__main__":
    if WRITE:
        os.makedirs(STORED, exist_ok=True)
        for figure in FIGURES:
            draw(figure, os.path.join(STORED, figure + ".png"))
    elif not has_font():
        print("skipped: the font Cantarell is not installed")
        sys.exit(77)
    else:
        unittest.main()
