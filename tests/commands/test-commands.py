#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The headless commands as a person types them: results as key=value lines, exit statuses, one-line complaints.

usage: test-commands.py DOWNHILL
"""

import ast
import csv
import os
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import zlib

DOWNHILL = sys.argv.pop(1) if len(sys.argv) > 1 else "downhill"
SMALL = ["scenes", "--limit", "600", "--epochs", "3", "--batch", "64"]


def environment():
    env = dict(os.environ, LC_ALL="C.UTF-8", G_DEBUG="fatal-warnings")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE"):
        env.pop(name, None)
    return env


def run(*words):
    return subprocess.run([DOWNHILL, *map(str, words)], env=environment(), capture_output=True, text=True, timeout=120)


def values(result):
    return dict(line.split("=", 1) for line in result.stdout.splitlines())


def write_png(path, width, height, pixel):
    """A picture of three channels; pixel (x, y) gives red, green, blue."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(value for x in range(width) for value in pixel(x, y)) for y in range(height))
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
                chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def read_npy(path):
    """Shape and values of an array of float32."""
    with open(path, "rb") as f:
        data = f.read()
    length = struct.unpack("<H", data[8:10])[0]
    header = ast.literal_eval(data[10:10 + length].decode())
    values = struct.unpack(f"<{(len(data) - 10 - length) // 4}f", data[10 + length:])
    return header["shape"], values


class Commands(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def succeed(self, *words):
        result = run(*words)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stderr, "")
        return values(result)

    def complain(self, status, *words):
        result = run(*words)
        self.assertEqual(result.returncode, status, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertTrue(result.stderr.startswith("downhill: "), result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        return result.stderr

    def test_help_needs_no_display(self):
        self.assertIn("train", run("--help").stdout)
        for command in ("info", "features", "train", "evaluate", "loss", "entropy", "figure", "gradcheck", "landscape"):
            self.assertIn("--threads", run(command, "--help").stdout)

    def test_no_display_is_said(self):
        self.assertIn("display", self.complain(1, "scenes"))

    def test_info(self):
        info = self.succeed("info", "scenes")
        self.assertEqual((info["train.examples"], info["test.examples"], info["classes"]), ("5000", "1000", "10"))
        self.assertEqual((info["width"], info["height"], info["channels"], info["features"]), ("32", "32", "3", "3072"))
        self.assertEqual(sum(int(info[f"class.{i}.train"]) for i in range(10)), 5000)

    def test_info_version(self):
        info = self.succeed("info", "--version")
        self.assertIn(info["kernels"], ("plain", "avx2", "avx512"))

    def test_limit(self):
        self.assertEqual(self.succeed("info", "scenes", "--limit", "123")["train.examples"], "123")

    def test_train_then_evaluate_agree(self):
        weights = self.path("w.npy")
        train = self.succeed("train", *SMALL, "--weights", weights)
        again = self.succeed("evaluate", "scenes", "--limit", "600", "--weights", weights)
        for key in ("train.accuracy", "test.accuracy"):
            self.assertAlmostEqual(float(train[key]), float(again[key]), delta=0.002)
        for key in ("train.data_loss", "test.data_loss", "penalty"):
            self.assertAlmostEqual(float(train[key]), float(again[key]), delta=1e-3 * (1 + float(train[key])))
        self.assertAlmostEqual(float(train["loss"]), float(train["train.data_loss"]) + float(train["penalty"]), delta=1e-9)

    def test_scaled_weights_act_on_plain_pixels(self):
        weights = self.path("w.npy")
        train = self.succeed("train", *SMALL, "--scale", "standardize", "--rate", "0.001", "--weights", weights)
        again = self.succeed("evaluate", "scenes", "--limit", "600", "--weights", weights)
        self.assertAlmostEqual(float(train["train.accuracy"]), float(again["train.accuracy"]), delta=0.005)

    def test_first_loss_is_log_c_or_c_minus_1(self):
        for loss, expected in (("softmax", 2.302585), ("hinge", 9.0)):
            history = self.path(loss + ".csv")
            self.succeed("train", *SMALL, "--loss", loss, "--init-scale", "0", "--history", history)
            with open(history, newline="") as f:
                first = next(csv.DictReader(f))
            self.assertAlmostEqual(float(first["batch_data_loss"]), expected, places=5)
            self.assertEqual(float(first["penalty"]), 0)

    def test_threads_do_not_change_bits(self):
        for words in (["--batch", "64"], ["--batch", "full", "--optimizer", "adam"], ["--optimizer", "lbfgs", "--steps", "5"]):
            saved = []
            for threads in (1, 2, 3):
                path = self.path(f"w{threads}.npy")
                self.succeed("train", *SMALL, *words, "--threads", threads, "--weights", path)
                with open(path, "rb") as f:
                    saved.append(f.read())
            self.assertEqual(saved[0], saved[1])
            self.assertEqual(saved[0], saved[2])

    def test_weights_are_npy(self):
        path = self.path("w.npy")
        self.succeed("train", *SMALL, "--weights", path)
        with open(path, "rb") as f:
            data = f.read()
        self.assertEqual(data[:6], b"\x93NUMPY")
        header_length = struct.unpack("<H", data[8:10])[0]
        self.assertIn(b"(10, 3073)", data[:10 + header_length])
        self.assertEqual(len(data), 10 + header_length + 4 * 10 * 3073)

    def test_proximal_steps_make_zeros(self):
        zeros = {}
        for step in ("subgradient", "proximal"):
            path = self.path(step + ".npy")
            self.succeed("train", *SMALL, "--regularizer", "l1", "--lambda", "0.02", "--l1-step", step, "--weights", path)
            with open(path, "rb") as f:
                data = f.read()
            weights = struct.unpack(f"<{10 * 3073}f", data[-4 * 10 * 3073:])
            zeros[step] = sum(w == 0 for w in weights)
        self.assertGreater(zeros["proximal"], 10000)
        self.assertLess(zeros["subgradient"], zeros["proximal"] / 10)
        self.complain(2, "train", "scenes", "--l1-step", "none")

    def test_pictures_and_tables(self):
        names = ["loss.png", "loss.svg", "loss.pdf"]
        words = [word for name in names for word in ("--plot", self.path(name))]
        words += ["--templates", self.path("t.svg"), "--confusion", self.path("c.png"), "--confusion", self.path("c.csv")]
        self.succeed("train", *SMALL, *words)
        for name, start in (("loss.png", b"\x89PNG"), ("loss.svg", b"<?xml"), ("loss.pdf", b"%PDF"), ("t.svg", b"<?xml"), ("c.png", b"\x89PNG")):
            with open(self.path(name), "rb") as f:
                self.assertTrue(f.read(8).startswith(start), name)
        with open(self.path("c.csv"), newline="") as f:
            rows = list(csv.reader(f))
        self.assertEqual(len(rows), 11)
        self.assertEqual(sum(float(cell) for row in rows[1:] for cell in row[1:]), 1000)

    def test_points(self):
        result = self.succeed("train", "points:blobs", "--epochs", "50")
        self.assertGreater(float(result["test.accuracy"]), 0.8)

    def picture(self, width=64, height=128):
        path = self.path("picture.png")
        write_png(path, width, height, lambda x, y: (2 * x % 256, 2 * x % 256, 0))
        return path

    def test_features_hog(self):
        npy, table, drawing = self.path("f.npy"), self.path("f.csv"), self.path("f.svg")
        result = self.succeed("features", "hog", self.picture(), "--output", npy, "--output", table, "--plot", drawing)
        self.assertEqual((result["shape"], result["length"]), ("16x8x9", "1152"))
        shape, array = read_npy(npy)
        self.assertEqual(shape, (16, 8, 9))
        # A ramp of 2 a pixel: 64 gradients of 4 to the right in each cell inside.
        self.assertEqual(array[9:18], (256.0,) + 8 * (0.0,))
        with open(table, newline="", encoding="utf-8") as f:
            rows = list(csv.DictReader(f))
        self.assertEqual([float(row["value"]) for row in rows], list(array))
        self.assertEqual(rows[9]["feature"], "HoG cell 1,2, 0\N{EN DASH}20 degrees")
        with open(drawing, "rb") as f:
            self.assertTrue(f.read(5).startswith(b"<?xml"))

    def test_features_hog_variants(self):
        npy = self.path("f.npy")
        for words, shape in ((["--variant", "opencv"], (7, 15, 2, 2, 9)), (["--variant", "opencv", "--order", "rows", "--gamma"], (15, 7, 2, 2, 9)),
                             (["--variant", "skimage", "--block", "3", "--norm", "l1"], (14, 6, 3, 3, 9)),
                             (["--variant", "linear", "--signed", "--bins", "18", "--cell", "16"], (8, 4, 18)),
                             (["--variant", "cs231n", "--width", "32", "--height", "40"], (4, 5, 9))):
            result = self.succeed("features", "hog", self.picture(), *words, "--output", npy)
            self.assertEqual(read_npy(npy)[0], shape)
            self.assertEqual(result["shape"], "x".join(map(str, shape)))

    def test_features_hue(self):
        npy = self.path("f.npy")
        result = self.succeed("features", "hue", self.picture(), "--output", npy, "--plot", self.path("f.png"))
        self.assertEqual(result["grey"], "128")
        shape, array = read_npy(npy)
        self.assertEqual((shape, array[3], sum(array)), ((18,), 63 * 128, 63 * 128))
        self.succeed("features", "hue", self.picture(), "--bins", "6", "--grey", "bin0", "--normalize", "sum", "--output", npy)
        self.assertEqual(read_npy(npy)[1], (1 / 64, 63 / 64, 0, 0, 0, 0))
        self.succeed("features", "hue", self.picture(), "--weight", "saturation", "--output", npy)
        self.assertEqual(read_npy(npy)[1][3], 63 * 128)

    def test_features_pixels(self):
        npy = self.path("f.npy")
        self.succeed("features", "pixels", self.picture(), "--output", npy)
        shape, array = read_npy(npy)
        self.assertEqual(shape, (3, 128, 64))
        self.assertAlmostEqual(array[10], 20 / 255, places=6)
        self.succeed("features", "pixels", self.picture(), "--width", "16", "--output", npy)
        self.assertEqual(read_npy(npy)[0], (3, 32, 16))

    def test_features_refusals(self):
        npy = self.path("f.npy")
        for words in (["hog"], ["hog", self.picture()], ["smell", self.picture(), "--output", npy], ["hog", self.picture(), "--bins", "1", "--output", npy],
                      ["hog", self.picture(), "--variant", "other", "--output", npy], ["hue", self.picture(), "--bins", "361", "--output", npy],
                      ["hue", self.picture(), "--grey", "red", "--output", npy], ["hog", self.picture(), "--width", "-3", "--output", npy],
                      ["pixels", self.picture(), "--scale", "center", "--output", npy]):
            self.complain(2, "features", *words)
        self.complain(1, "features", "hog", self.picture(5, 5), "--output", npy)
        self.complain(1, "features", "hog", self.path("missing.png"), "--output", npy)
        self.assertIn("f.txt", self.complain(1, "features", "hog", self.picture(), "--output", self.path("f.txt")))
        self.assertFalse(os.path.exists(npy))

    def test_train_on_features(self):
        weights = self.path("w.npy")
        words = ["--features", "pixels+hue:18+hog:8:9:opencv"]
        train = self.succeed("train", *SMALL, *words, "--weights", weights, "--templates", self.path("t.png"))
        self.assertEqual(read_npy(weights)[0], (10, 3072 + 18 + 324 + 1))
        again = self.succeed("evaluate", "scenes", "--limit", "600", *words, "--weights", weights)
        for key in ("train.accuracy", "test.accuracy"):
            self.assertAlmostEqual(float(train[key]), float(again[key]), delta=0.003)
        self.assertIn("hog", self.complain(2, "train", "scenes", "--features", "hog:8"))
        self.assertIn("hue", self.complain(1, "train", "points:blobs", "--features", "hue:18"))

    def test_validation(self):
        result = self.succeed("train", *SMALL, "--validation", "0.2")
        self.assertGreater(float(result["validation.accuracy"]), 0.1)

    def read_npy(self, path):
        """(shape, values) of a float32 or float64 array as numpy.save writes it."""
        with open(path, "rb") as f:
            data = f.read()
        self.assertEqual(data[:6], b"\x93NUMPY")
        length = struct.unpack("<H", data[8:10])[0]
        header = ast.literal_eval(data[10:10 + length].decode())
        self.assertFalse(header["fortran_order"])
        size, letter = {"<f4": (4, "f"), "<f8": (8, "d")}[header["descr"]]
        return header["shape"], struct.unpack(f"<{(len(data) - 10 - length) // size}{letter}", data[10 + length:])

    def write_npy(self, path, shape, floats):
        header = repr({"descr": "<f4", "fortran_order": False, "shape": tuple(shape)}).encode()
        header += b" " * (-(len(header) + 11) % 64) + b"\n"
        with open(path, "wb") as f:
            f.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + struct.pack(f"<{len(floats)}f", *floats))

    def test_gradcheck_passes(self):
        for data, loss, regularizer in (("points:spiral", "softmax", "l1"), ("points:spiral", "softmax", "elastic"),
                                        ("points:spiral", "hinge", "l2"), ("scenes", "softmax", "l2")):
            check = self.succeed("gradcheck", data, "--limit", "200", "--loss", loss, "--regularizer", regularizer)
            self.assertEqual(check["failed"], "0")
            self.assertLess(float(check["max_error"]), 1e-7)
            self.assertEqual(int(check["weights"]), int(check["kinks"]) + int(check["errors.below_1e-7"]))

    def test_gradcheck_finds_bugs(self):
        for bug in ("factor-2", "no-penalty", "sign", "not-averaged", "no-true-class"):
            result = run("gradcheck", "points:spiral" if bug != "sign" else "scenes", "--limit", "200", "--bug", bug)
            self.assertEqual(result.returncode, 1, bug)
            self.assertEqual(result.stderr.count("\n"), 1)
            self.assertIn(values(result)["worst.1"], result.stderr)
            self.assertGreater(int(values(result)["failed"]), 0)

    def test_gradcheck_honestly_at_trained_weights(self):
        weights, table = self.path("w.npy"), self.path("g.csv")
        self.succeed("train", "points:blobs", "--epochs", "5", "--weights", weights)
        check = self.succeed("gradcheck", "points:blobs", "--weights", weights, "--honest", "--sample", "6", "--output", table)
        self.assertEqual(check["weights"], "6")
        with open(table, newline="") as f:
            rows = list(csv.DictReader(f))
        self.assertEqual(len(rows), 6)
        for row in rows:
            self.assertAlmostEqual(float(row["analytic"]), float(row["numeric"]), delta=1e-6)
            self.assertAlmostEqual(float(row["analytic"]), float(row["data_analytic"]) + float(row["penalty_analytic"]), delta=1e-12)

    def test_landscape_agrees_with_evaluate(self):
        weights, table, array = self.path("w.npy"), self.path("g.csv"), self.path("g.npy")
        self.succeed("train", *SMALL, "--weights", weights)
        expected = self.succeed("evaluate", "scenes", "--limit", "600", "--weights", weights)
        found = self.succeed("landscape", "scenes", "--limit", "600", "--weights", weights, "--plane", "random", "--grid", "5",
                             "--range=-1:1,-0.5:0.5", "--measure", "data", "--output", table, "--output", array)
        self.assertEqual((found["plane"], found["points"], found["examples"]), ("random", "25", "600"))
        with open(table, newline="") as f:
            rows = list(csv.DictReader(f))
        self.assertEqual((float(rows[1]["a"]), float(rows[1]["b"])), (-0.5, -0.5))
        middle = rows[12]
        self.assertAlmostEqual(float(middle["data_loss"]), float(expected["train.data_loss"]), delta=1e-4)
        self.assertAlmostEqual(float(middle["accuracy"]), float(expected["train.accuracy"]), delta=0.004)
        self.assertAlmostEqual(float(middle["loss"]) - float(middle["data_loss"]), float(expected["penalty"]), delta=1e-5)
        shape, floats = self.read_npy(array)
        self.assertEqual(shape, (5, 5))
        for row, value in zip(rows, floats):
            self.assertAlmostEqual(float(row["data_loss"]), value, delta=1e-5 * (1 + value))

    def test_landscape_planes(self):
        weights, directions, array = self.path("w.npy"), self.path("d.npy"), self.path("g.npy")
        self.succeed("train", "points:blobs", "--weights", weights)
        for plane in ("gradient", "random", "weights:0,0:2,2"):
            found = self.succeed("landscape", "points:blobs", "--weights", weights, "--plane", plane, "--grid", "9",
                                 "--save-directions", directions, "--output", array)
            self.assertEqual(self.read_npy(directions)[0], (2, 3, 3))
            again = self.succeed("landscape", "points:blobs", "--weights", weights, "--directions", directions, "--grid", "9",
                                 "--output", self.path("again.npy"))
            self.assertAlmostEqual(float(found["min_loss"]), float(again["min_loss"]), delta=1e-6)
        path = self.succeed("landscape", "points:blobs", "--plane", "pca", "--steps", "30", "--grid", "9", "--output", array)
        self.assertGreater(float(path["explained.a"]), float(path["explained.b"]))
        for name, start in (("l.png", b"\x89PNG"), ("l.svg", b"<?xml"), ("l.pdf", b"%PDF")):
            self.succeed("landscape", "points:blobs", "--plane", "pca", "--steps", "30", "--grid", "9", "--output", array,
                         "--plot", self.path(name))
            with open(self.path(name), "rb") as f:
                self.assertTrue(f.read(8).startswith(start), name)

    def test_landscape_threads_do_not_change_bits(self):
        weights, saved = self.path("w.npy"), []
        self.succeed("train", *SMALL, "--weights", weights)
        for threads in (1, 2, 3):
            path = self.path(f"g{threads}.npy")
            self.succeed("landscape", "scenes", "--limit", "600", "--weights", weights, "--plane", "gradient", "--grid", "7",
                         "--threads", threads, "--output", path)
            with open(path, "rb") as f:
                saved.append(f.read())
        self.assertEqual(saved[0], saved[1])
        self.assertEqual(saved[0], saved[2])

    def test_hostile_directions(self):
        weights, path, output = self.path("w.npy"), self.path("d.npy"), self.path("g.npy")
        self.succeed("train", "points:blobs", "--weights", weights)
        words = ("landscape", "points:blobs", "--weights", weights, "--directions", path, "--output", output)
        for shape in ((2, 3, 4), (1, 3, 3), (3, 3, 3), (3, 3), (2, 3, 3, 1)):
            count = 1
            for size in shape:
                count *= size
            self.write_npy(path, shape, [0.5 + i for i in range(count)])
            self.assertIn("d.npy", self.complain(1, *words))
        self.write_npy(path, (2, 3, 3), [0.0] * 18)
        self.complain(1, *words)
        self.write_npy(path, (2, 3, 3), [float("nan")] * 18)
        self.assertIn("d.npy", self.complain(1, *words))
        self.write_npy(path, (2, 3, 2 ** 60), [1.0] * 18)
        self.assertIn("d.npy", self.complain(1, *words))
        self.write_npy(path, (2, 3, 3), [1.0] * 17)
        self.assertIn("d.npy", self.complain(1, *words))
        self.assertFalse(os.path.exists(output))

    def test_usage_of_analysis(self):
        self.complain(2, "gradcheck", "scenes", "--step-size", "nan")
        self.complain(2, "gradcheck", "scenes", "--step-size", "2")
        self.complain(2, "gradcheck", "scenes", "--bug", "typo")
        self.complain(2, "gradcheck", "scenes", "--difference", "sideways")
        self.complain(2, "gradcheck", "scenes", "--sample", "-1")
        self.complain(2, "landscape", "scenes")
        plane = ("landscape", "scenes", "--weights", "w.npy", "--plane", "random")
        self.complain(2, *plane)
        for words in (("--grid", "0"), ("--grid", "1000000"), ("--range", "1:2"), ("--range", "2:1,0:1"), ("--range", "nan:1,0:1"),
                      ("--range", "-1e300:1e300,0:1"), ("--measure", "height"), ("--directions", "d.npy")):
            self.complain(2, *plane, "--output", "g.npy", *words)
        for name in ("weights:1,2", "weights:1,2:3,4,5", "weights:-1,2:3,4", "weights:1,2:3,x", "sideways"):
            self.complain(2, "landscape", "scenes", "--weights", "w.npy", "--plane", name, "--output", "g.npy")
        weights = self.path("w.npy")
        self.succeed("train", "points:blobs", "--weights", weights)
        for name in ("weights:0,0:0,0", "weights:3,0:0,0", "weights:0,3:0,99999999999999999999999999"):
            self.complain(1, "landscape", "points:blobs", "--weights", weights, "--plane", name, "--output", self.path("g.npy"))

    def test_divergence_is_said(self):
        result = run("train", *SMALL, "--rate", "1e300", "--weights", self.path("w.npy"))
        self.assertEqual(result.returncode, 1)
        self.assertIn("step", result.stderr)
        self.assertNotIn("nan", result.stdout.lower())

    def test_missing_data(self):
        self.assertIn("missing-data", self.complain(1, "info", "/nowhere/missing-data"))
        self.complain(1, "train", "no-such-data-set")

    def test_wrong_weights(self):
        path = self.path("w.npy")
        self.succeed("train", "points:blobs", "--weights", path)
        self.assertIn("w.npy", self.complain(1, "evaluate", "scenes", "--weights", path))
        with open(path, "wb") as f:
            f.write(b"not an array")
        self.assertIn("w.npy", self.complain(1, "evaluate", "scenes", "--weights", path))

    def test_output_that_cannot_be_written(self):
        result = run("train", *SMALL, "--weights", self.path("missing/w.npy"))
        self.assertEqual(result.returncode, 1)
        self.assertIn("w.npy", result.stderr)

    def scores(self, text="label,dog,cat,wolf\ndog,7.9,5.8,-1.9\n1,3.3,-0.8,6.5\nwolf,-1.1,3.4,2.5\ndog,2.3,1.5,4.4\n"):
        with open(self.path("s.csv"), "w") as f:
            f.write(text)
        return ["--scores", self.path("s.csv")]

    def test_loss_of_the_lecture(self):
        hinge = self.succeed("loss", "--loss", "hinge", *self.scores())
        self.assertEqual(list(hinge), ["loss.1", "loss.2", "loss.3", "loss.4", "mean"])
        for key, expected in (("loss.1", 0), ("loss.2", 13.4), ("loss.3", 1.9), ("loss.4", 3.3), ("mean", 4.65)):
            self.assertAlmostEqual(float(hinge[key]), expected, delta=1e-12)
        softmax = self.succeed("loss", "--loss", "softmax", *self.scores(), "--log-base", "10", "--limit", "1")
        self.assertAlmostEqual(float(softmax["mean"]), 0.0502, delta=5e-5)

    def test_loss_steps(self):
        steps = self.succeed("loss", "--loss", "hinge", "--steps", *self.scores())
        self.assertEqual(steps["steps.2"], "max(0, 3.3 - (-0.8) + 1) + max(0, 6.5 - (-0.8) + 1) = max(0, 5.1) + max(0, 8.3) = 13.4")
        self.assertEqual(steps["steps.mean"], "(0 + 13.4 + 1.9 + 3.3) / 4 = 4.65")
        far = self.succeed("loss", "--loss", "softmax", "--steps", *self.scores("label,a,b\n0,1000,1000\n"))
        self.assertEqual(far["steps.1"], "-log(e^(1000 - 1000) / (e^(1000 - 1000) + e^(1000 - 1000))) = -log(1 / (1 + 1)) = "
                                         "-log(0.50) = 0.693")

    def test_loss_choices(self):
        def mean(*words):
            return float(self.succeed("loss", "--loss", "hinge", *self.scores(), *words)["mean"])

        self.assertAlmostEqual(mean("--include-true-class"), 5.65, delta=1e-12)
        self.assertAlmostEqual(mean("--mean"), 4.65 / 2, delta=1e-12)
        self.assertAlmostEqual(mean("--margin", "2"), (0 + 15.4 + 2.9 + 5.3) / 4, delta=1e-12)

    def test_loss_refuses(self):
        message = self.complain(1, "loss", "--loss", "hinge", *self.scores("label,a,b\na,1,nan\n"))
        self.assertIn("s.csv, line 2: ", message)
        self.assertIn("nowhere.csv", self.complain(1, "loss", "--loss", "hinge", "--scores", self.path("nowhere.csv")))
        self.complain(2, "loss", "--loss", "hinge")
        self.complain(2, "loss", *self.scores())
        self.complain(2, "loss", "--loss", "squared", *self.scores())
        self.complain(2, "loss", "--loss", "hinge", "--margin", "0", *self.scores())
        self.complain(2, "loss", "--loss", "softmax", "--log-base", "3", *self.scores())

    def test_entropy(self):
        weather = ["--q", "0.5,0.3,0.2", "--p", "0.4,0.3,0.3"]
        values = self.succeed("entropy", *weather, "--base", "10")
        self.assertEqual(list(values), ["entropy", "cross_entropy", "kl"])
        self.assertEqual((f"{float(values['entropy']):.2f}", f"{float(values['cross_entropy']):.2f}"), ("0.45", "0.46"))
        self.assertAlmostEqual(float(values["kl"]), float(values["cross_entropy"]) - float(values["entropy"]), delta=1e-12)
        natural = self.succeed("entropy", *weather)
        self.assertAlmostEqual(float(natural["entropy"]), 1.0296530140645737, delta=1e-12)
        self.assertEqual(self.succeed("entropy", "--q", "0.5,0.5", "--p", "1,0", "--base", "2")["kl"], "inf")

    def test_entropy_refuses(self):
        self.assertIn("0.9", self.complain(1, "entropy", "--q", "0.5,0.4", "--p", "0.5,0.5"))
        self.complain(1, "entropy", "--q", "0.5,0.5", "--p", "0.5,0.3,0.2")
        self.complain(1, "entropy", "--q", "1.5,-0.5", "--p", "0.5,0.5")
        self.complain(2, "entropy", "--q", "0.5,half", "--p", "0.5,0.5")
        self.complain(2, "entropy", "--q", "0.5,0.5")
        self.complain(2, "entropy", "--q", "0.5,0.5", "--p", "0.5,0.5", "--base", "7")

    def test_usage(self):
        self.complain(2, "info")
        self.complain(2, "train", "scenes", "--loss", "squared")
        self.complain(2, "train", "scenes", "--lambda", "nan")
        self.complain(2, "train", "scenes", "--rate", "-1")
        self.complain(2, "train", "scenes", "--no-such-option")
        self.complain(2, "train", "scenes", "points:blobs")
        self.complain(2, "evaluate", "scenes")
        self.complain(2, "info", "scenes", "--threads", "-1")
        self.complain(2, "--no-such-option")

    def test_interrupt_keeps_what_was_learned(self):
        path = self.path("w.npy")
        process = subprocess.Popen([DOWNHILL, "train", "scenes", "--epochs", "100000", "--weights", path], env=environment(),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 1)
        self.assertIn("interrupted", err)
        self.assertIn("test.accuracy=", out)
        self.assertTrue(os.path.exists(path))


if __name__ == "__main__":
    unittest.main(verbosity=2)
