#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""downhill figure: every figure of the list is drawn without a display, the same bytes every time.

usage: test-figures.py DOWNHILL
"""

import csv
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

DOWNHILL = sys.argv.pop(1) if len(sys.argv) > 1 else "downhill"
SCENES = ["scenes", "--limit", "200", "--batch", "32", "--epochs", "2"]
POINTS = ["points:blobs", "--batch", "16", "--epochs", "2"]
LOCALES = ("de_DE", "zh_CN", "ar_EG")


def environment(**more):
    env = dict(os.environ, LC_ALL="C.UTF-8", G_DEBUG="fatal-warnings") | more
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE"):
        env.pop(name, None)
    return env


def run(*words, **more):
    return subprocess.run([DOWNHILL, "figure", *map(str, words)], env=environment(**more), capture_output=True, text=True, timeout=120)


def read(path):
    with open(path, "rb") as f:
        return f.read()


def list_figures(*words):
    return [line.split()[0] for line in run(*words, "--list").stdout.splitlines()]


class Figures(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def draw(self, name, *words, **more):
        path = self.path(name)
        result = run(*words, "--output", path, **more)
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""), words)
        return path

    def complain(self, status, *words):
        result = run(*words)
        self.assertEqual((result.returncode, result.stdout), (status, ""), result.stderr)
        self.assertTrue(result.stderr.startswith("downhill: "), result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        return result.stderr

    def draw_every(self, run_words):
        names = list_figures(run_words[0], "--limit", 200)
        self.draw("%s.svg", *run_words, "--figure", "all", "--step", 4)
        self.assertEqual(sorted(os.listdir(self.folder.name)), sorted(name + ".svg" for name in names))
        for name in names:
            with self.subTest(name):
                ElementTree.parse(self.path(name + ".svg"))
                self.assertGreater(len(read(self.path(name + ".svg"))), 1000)
        return names

    def test_every_figure_of_images(self):
        self.assertEqual(self.draw_every(SCENES), list_figures())
        alone = read(self.draw("alone.svg", *SCENES, "--figure", "landscape", "--step", 4))
        self.assertEqual(alone, read(self.path("landscape.svg")))

    def test_every_figure_of_points(self):
        names = self.draw_every(POINTS)
        self.assertIn("landscape", names)
        self.assertNotIn("hue-map", names)

    def test_all_passes_over_what_a_step_does_not_have(self):
        result = run(*POINTS, "--figure", "all", "--output", self.path("%s.csv"))
        self.assertEqual((result.returncode, result.stderr.count("\n")), (0, 1), result.stderr)
        self.assertIn("step-size: ", result.stderr)
        self.assertNotIn("step-size.csv", os.listdir(self.folder.name))

    def test_the_list_says_what_can_be_set(self):
        listed = run("--list", "--figure", "landscape").stdout
        self.assertIn("--set plane=path|gradient|random|weights|points", listed)
        for line in run("--list").stdout.splitlines():
            self.assertRegex(line, r"^[a-z-]+ +[A-Z].*\.$")

    def test_figures_that_need_no_data(self):
        for name in ("sigmoid", "scores", "surface", "distributions"):
            self.draw(name + ".svg", "--figure", name)
        self.assertIn("data set", self.complain(2, "--figure", "loss", "--output", self.path("f.svg")))

    def test_the_same_bytes_every_time(self):
        for ending in ("png", "svg", "pdf", "csv"):
            with self.subTest(ending):
                first, *others = [read(self.draw(f"{threads}-{i}.{ending}", *POINTS, "--figure", "landscape", "--step", 5, "--threads", threads))
                                  for threads, i in ((1, 0), (2, 0), (2, 1))]
                for other in others:
                    self.assertEqual(first, other)

    @unittest.skipUnless(shutil.which("localedef") and os.path.isdir("/usr/share/i18n/locales"), "no locales to make")
    def test_the_same_bytes_in_every_locale(self):
        for name in LOCALES:
            subprocess.run(["localedef", "-i", name, "-f", "UTF-8", self.path(name + ".UTF-8")], check=False, capture_output=True)
        figures = ["landscape", "step-size", "lambda-weights", "confusion", "direction"]
        words = [*POINTS, "--figure", ",".join(figures), "--step", 5]
        for ending in ("svg", "png", "pdf", "csv"):
            self.draw(f"C-%s.{ending}", *words)
            for name in LOCALES:
                self.draw(f"{name}-%s.{ending}", *words, LOCPATH=self.folder.name, DOWNHILL_LOCALEDIR=self.folder.name, LC_ALL=name + ".UTF-8")
                for figure in figures:
                    with self.subTest(figure=figure, ending=ending, locale=name):
                        self.assertEqual(read(self.path(f"C-{figure}.{ending}")), read(self.path(f"{name}-{figure}.{ending}")))

    def test_a_png_has_the_pixels_asked_for(self):
        for size, dpi, expected in (("1920x1080", 144, (1920, 1080)), ("slide", 144, (1920, 1080)), ("4:3", 72, (720, 540)),
                                    ("10x5cm", 254, (1000, 500)), ("2x1in", 100, (200, 100))):
            data = read(self.draw("f.png", "--figure", "sigmoid", "--size", size, "--dpi", dpi))
            self.assertEqual(struct.unpack(">II", data[16:24]), expected)
            place = data.index(b"pHYs") + 4
            self.assertAlmostEqual(struct.unpack(">II", data[place:place + 8])[0], dpi / 0.0254, delta=1)

    def test_a_file_per_step(self):
        self.draw("f-%03d.csv", *POINTS, "--figure", "templates", "--step", "0:10:5,12")
        names = sorted(os.listdir(self.folder.name))
        self.assertEqual(names, [f"f-{i:03}.csv" for i in range(1, 5)])
        alone = read(self.draw("alone.csv", *POINTS, "--figure", "templates", "--step", 12))
        self.assertEqual(read(self.path("f-004.csv")), alone)

    def test_a_page_per_step(self):
        data = read(self.draw("f.pdf", *POINTS, "--figure", "landscape", "--step", "1:8"))
        self.assertEqual(len(re.findall(rb"/Type /Page\b", data)), 8)
        self.assertEqual(data, read(self.draw("g.pdf", *POINTS, "--figure", "landscape", "--step", "1:8")))

    def test_a_sequence_has_one_scale(self):
        self.draw("f-%d.png", *POINTS, "--figure", "landscape", "--step", "2,6,10", "--set", "view=map")
        pictures = [read(self.path(f"f-{i}.png")) for i in (1, 2, 3)]
        self.assertEqual(len(set(pictures)), 3)
        self.assertEqual({struct.unpack(">II", data[16:24]) for data in pictures}, {(1920, 1080)})

    def write_experiment(self):
        path = self.path("e.downhill")
        subprocess.run([DOWNHILL, "train", *POINTS, "--experiment", path], env=environment(), check=True, capture_output=True)
        return path

    def test_figures_of_an_experiment(self):
        experiment = self.write_experiment()
        with open(experiment, encoding="utf-8") as f:
            text = f.read()
        with open(experiment, "w", encoding="utf-8") as f:
            f.write(re.sub(r"(?m)^step=.*", "step=7", text))
        self.assertEqual(read(self.draw("a.svg", experiment, "--figure", "landscape")),
                         read(self.draw("b.svg", *POINTS, "--figure", "landscape", "--step", 7)))
        self.assertEqual(read(self.draw("c.svg", experiment, "--figure", "landscape", "--step", 3, "--rate", "0.02")),
                         read(self.draw("d.svg", *POINTS, "--figure", "landscape", "--step", 3, "--rate", "0.02")))

    def test_the_worksheet_of_an_experiment(self):
        experiment = self.path("a.downhill")
        with open(experiment, "w", encoding="utf-8") as f:
            f.write("[Downhill]\nversion=1\n[Data]\ndataset=points:blobs\n[View]\n"
                    "loss.worksheet.sheet=label,dog,cat\\ndog,1,2\\ncat,5,-1\\n\nloss.worksheet.image=1\n")
        with open(self.draw("scores.csv", experiment, "--figure", "scores"), encoding="utf-8") as f:
            rows = [row[:2] for row in csv.reader(f)]
        self.assertEqual(rows, [["class", "score"], ["dog", "5"], ["cat", "-1"]])
        with open(self.draw("lecture.csv", experiment, "--figure", "scores", "--set", "scores=lecture"), encoding="utf-8") as f:
            self.assertEqual(len(list(csv.reader(f))), 4)

    def test_a_figure_draws_itself_again(self):
        first = read(self.draw("a.svg", *POINTS, "--figure", "landscape", "--step", 5))
        inside = ElementTree.fromstring(first).find(".//{urn:downhill}experiment").text
        with open(self.path("inside.downhill"), "w", encoding="utf-8") as f:
            f.write(inside)
        self.assertEqual(first, read(self.draw("b.svg", self.path("inside.downhill"), "--figure", "landscape")))
        self.assertTrue(b"Downhill-Experiment" in read(self.draw("f.png", *POINTS, "--figure", "loss")))

    def test_other_data_are_named(self):
        experiment = self.write_experiment()
        with open(experiment, encoding="utf-8") as f:
            text = f.read()
        with open(experiment, "w", encoding="utf-8") as f:
            f.write(re.sub(r"(?m)^hash=.*", "hash=sha256:" + 64 * "0", text))
        result = run(experiment, "--figure", "loss", "--output", self.path("f.svg"))
        self.assertEqual(result.returncode, 0)
        self.assertIn("is not the one", result.stderr)
        with open(experiment, "wb") as f:
            f.write(b"\0\1\2 nothing of the kind")
        self.assertTrue(self.complain(1, experiment, "--figure", "loss", "--output", self.path("g.svg")))

    def test_text_of_an_svg(self):
        outlines = read(self.draw("a.svg", "--figure", "sigmoid"))
        text = read(self.draw("b.svg", "--figure", "sigmoid", "--text", "text"))
        self.assertEqual((b"probability" in outlines, b"probability" in text), (False, True))
        self.complain(2, "--figure", "sigmoid", "--text", "bold", "--output", self.path("c.svg"))

    def test_numbers_of_a_figure(self):
        with open(self.draw("f.csv", *POINTS, "--figure", "loss"), newline="") as f:
            rows = list(csv.reader(f))
        self.assertGreater(len(rows), 12)
        for row in rows[1:]:
            float(row[-1])

    def test_the_array_of_a_figure(self):
        data = read(self.draw("f.npy", *POINTS, "--figure", "landscape", "--step", 5))
        self.assertEqual((data[:6], b"'fortran_order': False" in data), (b"\x93NUMPY", True))
        self.assertIn(".csv", self.complain(1, "--figure", "sigmoid", "--output", self.path("g.npy")))

    def test_settings(self):
        plain = read(self.draw("a.svg", *SCENES, "--figure", "product-terms"))
        self.assertNotEqual(plain, read(self.draw("b.svg", *SCENES, "--figure", "product-terms", "--set", "class=boat", "--set", "example=12")))
        self.assertIn("takes split, example, class", self.complain(2, *SCENES, "--figure", "product-terms", "--set", "clas=boat",
                                                                   "--output", self.path("f.svg")))
        self.assertIn("red apple", self.complain(1, *SCENES, "--figure", "product-terms", "--set", "class=submarine", "--output", self.path("f.svg")))
        self.assertIn("1 to 200", self.complain(1, *SCENES, "--figure", "product-terms", "--set", "example=201", "--output", self.path("f.svg")))
        for value in ("nan", "1e999", "0x10", "", "one"):
            self.complain(1, "--figure", "sigmoid", "--set", "first=" + value, "--output", self.path("f.svg"))
        self.complain(2, "--figure", "sigmoid", "--set", "first", "--output", self.path("f.svg"))
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["a.svg", "b.svg"])

    def test_grounds(self):
        white, dark, clear = (read(self.draw(ground + ".png", "--figure", "sigmoid", "--ground", ground)) for ground in ("white", "dark", "transparent"))
        self.assertEqual(len({white, dark, clear}), 3)
        self.complain(2, "--figure", "sigmoid", "--ground", "pink", "--output", self.path("f.png"))

    def test_what_does_not_go_is_said(self):
        out = ("--output", self.path("f.svg"))
        self.assertIn("did you mean “landscape”", self.complain(2, *SCENES, "--figure", "landscpe", *out))
        self.assertIn("--list", self.complain(2, *SCENES, *out))
        self.assertIn("ends at step", self.complain(1, *POINTS, "--figure", "loss", "--step", 10000, *out))
        self.assertIn("ends at step", self.complain(1, *POINTS, "--figure", "all", "--step", "end,10000", "--output", self.path("%s.pdf")))
        for steps in ("", "-1", "5:1", "0:10:0", "1:2:3:4", "1,,2", "x", "1e3", "0:100000", "99999999999999999999"):
            self.complain(2, *POINTS, "--figure", "loss", "--step", steps, "--output", self.path("f.pdf"))
        self.complain(2, *POINTS, "--figure", "loss", "--step", "1,2", *out)
        self.complain(2, *POINTS, "--figure", "loss,accuracy", *out)
        self.complain(2, *POINTS, "--figure", "loss")
        for name in ("f.gif", "f", "f-%x.svg", "f-%s-%s.svg", "f-%d-%d.svg", "f-%200d.svg", "%n.svg"):
            self.complain(2, *POINTS, "--figure", "loss", "--output", self.path(name))
        for size in ("0x0", "-1x5", "1x1", "999999x5cm", "5", "axb", "5x5mm", "nanx5", "infxinf"):
            self.complain(2, "--figure", "sigmoid", "--size", size, *out)
        for dpi in ("0.1", "-5", "nan", "1e9"):
            self.complain(2, "--figure", "sigmoid", "--dpi", dpi, *out)
        self.assertIn("no images", self.complain(1, *POINTS, "--figure", "image", *out))
        self.assertIn("choose smaller cells", self.complain(1, *SCENES, "--features", "hog:40:9", "--figure", "loss", *out))
        self.complain(1, "no-such-data-set", "--figure", "loss", *out)
        self.complain(2, "scenes", "points:blobs", "--figure", "loss", *out)
        self.assertIn("does not exist", self.complain(1, "--figure", "sigmoid", "--output", self.path("none/f.svg")))
        self.assertEqual(os.listdir(self.folder.name), [])

    def test_a_run_that_diverges_says_so(self):
        message = self.complain(1, *POINTS, "--rate", "1e300", "--figure", "loss", "--step", 10, "--output", self.path("f.svg"))
        self.assertIn("There is no step 10", message)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
