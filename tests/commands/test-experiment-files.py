#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Experiment files on the command line, and that no file depends on the language of the person who writes it.

usage: test-experiment-files.py DOWNHILL
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

DOWNHILL = os.path.abspath(sys.argv.pop(1))
RUN = ["train", "points:blobs", "--limit", "200", "--batch", "16", "--epochs", "3", "--rate", "0.1", "--seed", "18446744073709551615"]
LOCALES = ["de_DE", "zh_CN", "ar_EG"]


def read(path):
    with open(path, "rb") as f:
        return f.read()


class Experiments(unittest.TestCase):
    def setUp(self):
        self.folder = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)
        return self.path(name)

    def run_(self, *words, status=0, **more):
        env = dict(os.environ, LC_ALL="C.UTF-8", G_DEBUG="fatal-warnings")
        env.pop("LANGUAGE", None)
        env.update(more)
        result = subprocess.run([DOWNHILL, *map(str, words)], env=env, cwd=self.folder, capture_output=True, text=True, timeout=120)
        self.assertEqual(result.returncode, status, result.stderr)
        return result

    def values(self, *words):
        result = self.run_(*words)
        self.assertEqual(result.stderr, "")
        return dict(line.split("=", 1) for line in result.stdout.splitlines())

    def test_same_bits(self):
        self.values(*RUN, "--experiment", "a.downhill", "--weights", "a.npy")
        self.values("train", "a.downhill", "--weights", "b.npy", "--experiment", "b.downhill", "--threads", "2")
        self.assertEqual(read(self.path("a.npy")), read(self.path("b.npy")))
        self.assertEqual(read(self.path("a.downhill")), read(self.path("b.downhill")))

    def test_change_and_stop(self):
        """The rate is changed at step 10, and step 15 is shown: what the file says is what is run."""
        self.values(*RUN, "--experiment", "a.downhill")
        text = read(self.path("a.downhill")).decode().replace("\n[View]\nstep=39\n", "\n[Change 10]\nrate=0.01\n\n[View]\nstep=15\npage=descent\n")
        self.write("a.downhill", text)
        self.assertEqual(self.values("train", "a.downhill", "--stop-at", "shown", "--weights", "a.npy", "--experiment", "b.downhill")["steps"], "15")
        self.assertEqual(read(self.path("b.downhill")).decode(), text)
        self.assertEqual(self.values("train", "b.downhill", "--stop-at", "15", "--weights", "b.npy")["steps"], "15")
        self.assertEqual(read(self.path("a.npy")), read(self.path("b.npy")))
        self.values("train", "a.downhill", "--stop-at", "15", "--rate", "0.1", "--weights", "c.npy")
        self.values(*RUN, "--stop-at", "15", "--weights", "d.npy")
        self.assertNotEqual(read(self.path("a.npy")), read(self.path("c.npy")))
        self.assertEqual(read(self.path("c.npy")), read(self.path("d.npy")))

    def test_options_go_before_the_file(self):
        self.values(*RUN, "--experiment", "a.downhill")
        self.values("train", "a.downhill", "--loss", "hinge", "--limit", "100", "--experiment", "b.downhill")
        info = self.values("info", "b.downhill")
        self.assertEqual((info["loss"], info["limit"], info["rate"], info["seed"]), ("hinge", "100", "0.1", "18446744073709551615"))
        self.values("train", "b.downhill")

    def test_info(self):
        self.write("a.downhill", "[Downhill]\nversion=1\n[Data]\ndataset=scenes\n[Change 7]\nrate=0.5\n[View]\nstep=9\npage=loss\nloss.note=中\\n=文\n")
        info = self.values("info", "a.downhill")
        self.assertEqual((info["kind"], info["dataset"], info["change.7.rate"], info["step"], info["view.page"], info["view.loss.note"]),
                         ("experiment", "scenes", "0.5", "9", "loss", "中\\n=文"))

    def test_other_data_are_noticed(self):
        self.values(*RUN, "--experiment", "a.downhill")
        self.write("a.downhill", read(self.path("a.downhill")).decode().replace("limit=200", "limit=199"))
        self.values("train", "a.downhill", "--limit", "0")      # other data on purpose
        result = self.run_("train", "a.downhill", "--weights", "w.npy")
        self.assertIn("is not the one that this experiment was made with", result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1)
        self.assertIn("steps=", result.stdout)
        self.assertIn("is not the one", self.run_("evaluate", "a.downhill", "--weights", "w.npy").stderr)

    def test_other_commands(self):
        """They take data set, features and loss from the experiment."""
        train = self.values(*RUN, "--loss", "hinge", "--experiment", "a.downhill", "--weights", "w.npy")
        again = self.values("evaluate", "a.downhill", "--weights", "w.npy")
        self.assertAlmostEqual(float(train["train.data_loss"]), float(again["train.data_loss"]), places=4)

    def test_damage_is_named(self):
        self.write("a.downhill", "[Downhill]\nversion=9\n[Data]\ndataset=points:blobs\n[Experiment]\nrate=1e999\nwings=2\nsteps=3\n")
        result = self.run_("train", "a.downhill")
        lines = result.stderr.splitlines()
        self.assertEqual(len(lines), 3)
        self.assertTrue(lines[0].startswith("downhill: a.downhill: line 2: the file was written by a newer Downhill"))
        self.assertTrue(lines[1].startswith("downhill: a.downhill: line 6: rate: “1e999” is not a number"))
        self.assertTrue(lines[2].startswith("downhill: a.downhill: line 7: the key wings is not known"))
        self.assertIn("steps=3", result.stdout)

    def test_no_experiment(self):
        self.write("a.downhill", "once upon a time\n")
        self.assertIn("a.downhill: this is no experiment", self.run_("train", "a.downhill", status=1).stderr)
        self.run_(*RUN, "--stop-at", "soon", status=2)

    def test_known_by_its_contents(self):
        self.values(*RUN, "--experiment", "a.txt")
        self.assertEqual(self.values("info", "a.txt")["kind"], "experiment")

    def test_moves_with_its_data(self):
        """A data set beside the experiment is found after both have been moved."""
        os.makedirs(self.path("one/data/train/a"))
        os.makedirs(self.path("one/data/train/b"))
        for name, grey in (("a/1", 10), ("a/2", 30), ("b/1", 200), ("b/2", 240)):
            write_png(self.path(f"one/data/train/{name}.png"), grey)
        self.values("train", self.path("one/data"), "--steps", "2", "--batch", "full", "--size", "4", "--experiment", "one/a.downhill",
                    "--weights", "a.npy")
        os.rename(self.path("one"), self.path("two"))
        self.values("train", "two/a.downhill", "--weights", "b.npy")
        self.assertEqual(read(self.path("a.npy")), read(self.path("b.npy")))

    def test_start(self):
        """A start in the file is where the run begins."""
        self.values(*RUN, "--experiment", "a.downhill", "--stop-at", "0")
        text = read(self.path("a.downhill")).decode()
        lines = "[Start]\nmoving=0,0\ncount=9\nweights-0000000=AACAPwAAAEAAAEBAAACAPwAAAEAAAEBAAACAPwAAAEAAAEBA\n"
        self.write("b.downhill", text + lines)
        self.values("train", "b.downhill", "--experiment", "c.downhill", "--stop-at", "5")
        self.assertIn(lines, read(self.path("c.downhill")).decode())
        self.write("d.downhill", text + lines.replace("moving=0,0", "moving=7,0"))
        self.assertIn("The weight 7,0 that is to move is not there", self.run_("train", "d.downhill", status=1).stderr)
        self.write("e.downhill", text + "[Start]\ncount=1\nweights-0000000=AACAPw==\n")
        self.assertIn("The start has 1 weights", self.run_("train", "e.downhill", status=1).stderr)

    # ---- languages

    def make_locales(self):
        if shutil.which("localedef") is None:
            self.skipTest("localedef is missing")
        place = self.path("locales")
        os.mkdir(place)
        for name in LOCALES:
            result = subprocess.run(["localedef", "--no-archive", "-i", name, "-f", "UTF-8", os.path.join(place, name + ".UTF-8")],
                                    capture_output=True)
            if result.returncode > 1:
                self.skipTest(f"the locale {name} cannot be made here")
        return place

    def test_files_do_not_depend_on_the_locale(self):
        place = self.make_locales()
        shown = subprocess.run(["printf", "%.1f", "0,5"], env=dict(os.environ, LC_ALL="de_DE.UTF-8", LOCPATH=place), capture_output=True,
                               text=True, executable=shutil.which("printf"))
        self.assertEqual(shown.stdout, "0,5")           # the locale is in force
        outputs = {"w.npy": "--weights", "h.csv": "--history", "p.svg": "--plot", "p.png": "--plot", "p.pdf": "--plot",
                   "c.csv": "--confusion", "e.downhill": "--experiment"}
        found = {}
        for locale in ["C", *[name + ".UTF-8" for name in LOCALES]]:
            words = [word for name, option in outputs.items() for word in (option, name)]
            result = self.run_(*RUN, *words, LC_ALL=locale, LOCPATH=place)
            self.run_("info", "e.downhill", LC_ALL=locale, LOCPATH=place)
            self.run_("train", "e.downhill", "--weights", "again.npy", LC_ALL=locale, LOCPATH=place)
            self.assertEqual(read(self.path("again.npy")), read(self.path("w.npy")))
            numbers = [line for line in result.stdout.splitlines() if "second" not in line]
            found[locale] = [numbers, *[re.sub(rb"\(D:[^)]*\)", b"", read(self.path(name))) for name in outputs]]
        for locale, files in found.items():
            for name, one, other in zip(["numbers", *outputs], found["C"], files):
                self.assertTrue(one == other, f"{name} is another under {locale}")


def write_png(path, grey):
    """4 x 4 pixels."""
    import struct
    import zlib

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)) +
                chunk(b"IDAT", zlib.compress((b"\0" + bytes([grey] * 4)) * 4)) + chunk(b"IEND", b""))


if __name__ == "__main__":
    unittest.main(verbosity=1)
