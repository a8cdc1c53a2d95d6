#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Saving is whole or nothing, for every format: with each system call failing, on a full disk, where writing is forbidden, and when the
program is killed.

usage: test-saving.py DOWNHILL FAULT_MODULE (none: what needs it is skipped)
"""

import errno
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

DOWNHILL, FAULT = sys.argv[1:3]
del sys.argv[1:3]
RUN = ["train", "points:blobs", "--limit", "60", "--steps", "3", "--threads", "1"]
FORMATS = {"png": "--plot", "svg": "--plot", "pdf": "--plot", "csv": "--history", "npy": "--weights", "downhill": "--experiment"}
KILLS = 200


def environment(**more):
    env = dict(os.environ, LC_ALL="C.UTF-8", **more)
    env.pop("LANGUAGE", None)
    return env


def save(path, ending, *, times=1, **more):
    return subprocess.run([DOWNHILL, *RUN, *[FORMATS[ending], path] * times], env=environment(**more), capture_output=True, text=True,
                          timeout=60)


def read(path):
    with open(path, "rb") as f:
        return f.read()


class Saving(unittest.TestCase):
    def setUp(self):
        self.folder = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, ending):
        return os.path.join(self.folder, "result." + ending)

    def check_tidy(self):
        """No temporary file stays."""
        self.assertEqual([name for name in os.listdir(self.folder) if not name.startswith("result.")], [])

    def put_old(self, ending):
        path = self.path(ending)
        with open(path, "w") as f:
            f.write("old " + ending)
        os.chmod(path, 0o640)
        return path

    @staticmethod
    def normalize(data):
        """Cairo numbers the surfaces of a process, and writes the time into a PDF."""
        return re.sub(rb"surface\d+|\(D:[^)]*\)", b"", data)

    def whole(self, ending):
        """What the format is when nothing goes wrong."""
        with tempfile.TemporaryDirectory() as other:
            path = os.path.join(other, "result." + ending)
            self.assertEqual(save(path, ending).returncode, 0)
            return read(path)

    def fault(self, ending, how, at=0, cause=errno.EIO):
        path = self.put_old(ending)
        with tempfile.NamedTemporaryFile() as log:
            result = save(path, ending, LD_PRELOAD=FAULT, FAULT_FOLDER=self.folder, FAULT_HOW=how, FAULT_AT=str(at),
                          FAULT_ERRNO=str(cause), FAULT_LOG=log.name)
            return path, result, int(read(log.name) or 0)

    def need_fault(self):
        if FAULT == "none":
            self.skipTest("a sanitizer is in the way of the preloaded module")

    def test_each_call_fails(self):
        self.need_fault()
        for ending in FORMATS:
            whole = self.whole(ending)
            path, result, n_calls = self.fault(ending, "none")
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertGreaterEqual(n_calls, 6, ending)         # open, write, fchmod, fsync, close, rename
            n_refused = 0
            for at in range(1, n_calls + 1):
                with self.subTest(ending=ending, call=at):
                    path, result, _ = self.fault(ending, "fail", at, errno.ENOSPC)
                    self.check_tidy()
                    self.assertEqual(os.stat(path).st_mode & 0o777, 0o640)
                    if result.returncode == 0:                  # of syncing the folder: the file is in place by then
                        self.assertTrue(self.normalize(read(path)) == self.normalize(whole))
                        continue
                    n_refused += 1
                    self.assertEqual(read(path), b"old " + ending.encode())
                    self.assertIn("the disk is full", result.stderr)
                    self.assertEqual(result.stderr.count("\n"), 1)
            self.assertGreaterEqual(n_refused, 6)

    def test_short_writes_and_interrupts(self):
        self.need_fault()
        for ending in FORMATS:
            for how in ("short", "again"):
                with self.subTest(ending=ending, how=how):
                    path, result, _ = self.fault(ending, how)
                    self.assertEqual(result.returncode, 0, result.stderr)
                    self.assertTrue(self.normalize(read(path)) == self.normalize(self.whole(ending)))
                    self.check_tidy()

    def test_killed_at_each_call(self):
        self.need_fault()
        whole = self.whole("npy")
        _, _, n_calls = self.fault("npy", "none")
        for at in range(1, n_calls + 1):
            path, result, _ = self.fault("npy", "kill", at)
            self.assertEqual(result.returncode, -signal.SIGKILL)
            self.assertIn(read(path), (b"old npy", whole))
        self.age_and_save_again(path)

    def age_and_save_again(self, path):
        """What the killed left goes with a later save; what is young, or of another name, stays."""
        for name in os.listdir(self.folder):
            if name.startswith(".hill-"):
                os.utime(os.path.join(self.folder, name), (0, time.time() - 7200))
        kept = [".hill-young1", ".hill-notours", ".profile"]
        for name in kept:
            with open(os.path.join(self.folder, name), "w"):
                pass
        for name in kept[1:]:
            os.utime(os.path.join(self.folder, name), (0, 0))
        self.assertEqual(save(path, path.rsplit(".", 1)[1]).returncode, 0)
        self.assertEqual(sorted(os.listdir(self.folder)), sorted([*kept, os.path.basename(path)]))

    def test_kills(self):
        """At any moment, over and over: the file is the old one or the new one."""
        whole = {ending: self.whole(ending) for ending in FORMATS}
        n_new = 0
        chance = random.Random(5)
        for i in range(KILLS):
            ending = list(FORMATS)[i % len(FORMATS)]
            path = self.put_old(ending)
            process = subprocess.Popen([DOWNHILL, *RUN, *[FORMATS[ending], path] * 500], env=environment(), stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.02, 0.12))
            process.kill()
            process.wait()
            data = self.normalize(read(path))
            is_new = data == self.normalize(whole[ending])
            self.assertTrue(is_new or data == b"old " + ending.encode(), f"kill {i}: {len(data)} bytes of {ending} are neither old nor new")
            n_new += is_new
        self.assertGreater(n_new, 0)

    def in_namespace(self, script):
        """Runs @script as sh -c, with the folder as $1 and the program's words after it, where mounts are of no consequence."""
        if os.geteuid() != 0 or shutil.which("unshare") is None or \
                subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode != 0:
            self.skipTest("mounting a small file system needs root")
        outputs = [word for ending, option in FORMATS.items() for word in (option, self.path(ending))]
        results = {}
        for i in range(0, len(outputs), 2):
            results[outputs[i + 1].rsplit(".", 1)[1]] = subprocess.run(
                ["unshare", "-m", "sh", "-c", script, "sh", self.folder, outputs[i + 1], DOWNHILL, *RUN, outputs[i], outputs[i + 1]],
                env=environment(), capture_output=True, text=True, timeout=60)
        return results

    FULL = """
        mount -t tmpfs -o size=64k none "$1" || exit 77
        printf old > "$2"
        cat /dev/zero > "$1/filler" 2> /dev/null
        file="$2" folder="$1"; shift 2
        "$@" > /dev/null; status=$?
        test "$(cat "$file")" = old || exit 99
        test "$(ls -A "$folder" | wc -l)" = 2 || exit 98
        exit $status
    """

    def test_full_file_system(self):
        for ending, result in self.in_namespace(self.FULL).items():
            if result.returncode == 77:
                self.skipTest("a small file system cannot be mounted here")
            self.assertEqual(result.returncode, 1, (ending, result.stderr))
            self.assertIn("the disk is full", result.stderr)

    READ_ONLY = """
        printf old > "$2"
        mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 77
        file="$2" folder="$1"; shift 2
        "$@" > /dev/null; status=$?
        test "$(cat "$file")" = old || exit 99
        exit $status
    """

    def test_read_only_folder(self):
        for ending, result in self.in_namespace(self.READ_ONLY).items():
            if result.returncode == 77:
                self.skipTest("a folder cannot be made read-only here")
            self.assertEqual(result.returncode, 1, (ending, result.stderr))
            self.assertIn("you may not write there", result.stderr)
        self.assertEqual(len(os.listdir(self.folder)), len(FORMATS))


if __name__ == "__main__":
    unittest.main(verbosity=1)
