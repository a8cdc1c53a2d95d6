#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""An experiment as a file: saved, opened, asked about, kept after a crash; the window is as it was.

usage: test-experiments.py DOWNHILL (inside with-display)
"""

import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

from ui_drive import App, SLOW, UIError

STEP = re.compile(r"^Step (\d+) of (\d+)$")


def wait_title(app, pattern, timeout=30):
    app.wait_for(lambda: app.find_all("frame", re.compile(pattern)), timeout, "a title like " + pattern)


def wait_step(app, step):
    app.wait_for(lambda: app.exists("label", re.compile("^Step %d of" % step)), 30, "step %d" % step)


def press(app, name):
    app.find("push button", name).press()


def make_steps(app, first, last):
    for step in range(first, last + 1):
        press(app, "Step")
        wait_step(app, step)


def enter(app, name, text, nth=-1):
    """Pages that were seen keep their controls: Training is the last of them."""
    app.find_all("text", name, hidden=True)[nth].enter(text)


def page(app, name, number):
    app.key("alt+%d" % number)
    app.settle()


def save_as(app, path):
    app.key("ctrl+shift+s")
    app.choose_file(path)
    name = os.path.basename(path).replace(".downhill", "")
    wait_title(app, "^%s – Downhill$" % name)
    app.wait_for(lambda: os.path.exists(path), 10, path)
    with open(path, encoding="utf-8") as f:
        return f.read()


def open_file(app, path):
    app.key("ctrl+o")
    app.choose_file(path)


def answer(app, button):
    """The question about changes."""
    app.wait_for(lambda: app.find_all("push button", button, hidden=True), 10, "the question")
    press(app, button)


def leave(app, act):
    """ACT ends the application, which may be gone before it has said so."""
    try:
        act()
    except UIError:
        pass
    assert app.proc.wait(20) == 0 and not app.warnings()


def change_everything(app):
    """Something on every page."""
    page(app, "Training", 6)
    make_steps(app, 1, 3)
    enter(app, "Learning rate", "0.2")
    press(app, "Start")
    wait_step(app, 80)
    press(app, "Back")
    wait_step(app, 79)
    app.find("toggle button", "Logarithmic").press() if app.exists("toggle button", "Logarithmic") else None
    page(app, "Loss", 3)
    app.find("spin button", re.compile("lasses")).set_value(4)
    app.find(None, "What if?").click()
    app.settle()
    page(app, "Gradient", 4)
    app.find(None, "Check").click()
    app.settle()
    page(app, "Descent", 5)
    app.find("combo box", "Landscape of").choose("Narrow valley")
    app.settle()
    enter(app, "Learning rate", "0.03", 0)
    app.find("combo box", "View").choose("Surface")
    app.settle()


def check_round_trip(downhill, folder):
    """Saved, something else, opened: saved again it is the same file."""
    first, second = os.path.join(folder, "lecture.downhill"), os.path.join(folder, "again.downhill")
    with App([downhill, "points:moons"]) as app:
        wait_title(app, "^Points: moons – Downhill$")
        change_everything(app)
        wait_title(app, "^• ")
        before = save_as(app, first)
        assert "0.2" in before and "page" in before and "sheet" in before, before
        app.key("ctrl+n")
        wait_title(app, "^Scenes – Downhill$")
        page(app, "Training", 6)
        wait_step(app, 0)
        page(app, "Loss", 3)
        assert app.find("spin button", re.compile("lasses"), hidden=True).value == 3
        open_file(app, first)
        wait_title(app, "^lecture – Downhill$")
        app.wait_for(lambda: app.exists("combo box", "Landscape of"), 20, "the Descent page")
        app.wait_for(lambda: app.exists("label", re.compile("^Step 0: the start")), 20, "the walk")
        page(app, "Training", 6)
        wait_step(app, 79)
        assert "0.2" in [n.text for n in app.find_all("text", "Learning rate", hidden=True)]
        page(app, "Descent", 5)
        time.sleep(3)
        assert app.find_all("frame", "lecture – Downhill"), "what was opened counts as changed"
        after = save_as(app, second)
        assert before == after, "\n--- saved\n%s\n--- opened and saved again\n%s" % (before, after)
        assert app.close() == 0 and not app.warnings()
    # By the command line, in a process of its own.
    with App([downhill, first]) as app:
        wait_title(app, "^lecture – Downhill$")
        page(app, "Training", 6)
        wait_step(app, 79)
        assert app.close() == 0 and not app.warnings()
    return first


def check_question(downhill, path):
    with open(path, encoding="utf-8") as f:
        before = f.read()
    with App([downhill, path]) as app:
        wait_title(app, "^lecture – Downhill$")
        page(app, "Training", 6)
        wait_step(app, 79)
        enter(app, "Learning rate", "0.4")
        wait_title(app, "^• lecture – Downhill$")
        app.key("ctrl+w")
        answer(app, "Cancel")
        assert app.find_all("frame", "• lecture – Downhill")
        app.key("ctrl+n")
        answer(app, "Cancel")
        app.settle()
        assert app.find_all("frame", "• lecture – Downhill")
        app.key("ctrl+s")
        wait_title(app, "^lecture – Downhill$")
        with open(path, encoding="utf-8") as f:
            assert f.read() != before
        enter(app, "Learning rate", "0.6")
        wait_title(app, "^• lecture – Downhill$")
        app.key("ctrl+q")
        leave(app, lambda: answer(app, "Discard"))


def check_untouched(downhill):
    """Nobody is asked about looking around."""
    with App([downhill, "points:blobs"]) as app:
        wait_title(app, "^Points: blobs – Downhill$")
        for number in (6, 5, 4, 3, 2, 1):
            page(app, "", number)
            time.sleep(0.5)
        page(app, "Training", 6)
        press(app, "Step")
        wait_step(app, 1)
        time.sleep(2.5)
        assert app.find_all("frame", "Points: blobs – Downhill"), app.find_all("frame")
        leave(app, lambda: app.key("ctrl+w"))


def check_damaged(downhill, folder, good):
    bad, ugly = os.path.join(folder, "damaged.downhill"), os.path.join(folder, "nothing.downhill")
    with open(good, encoding="utf-8") as f:
        text = f.read()
    with open(bad, "w", encoding="utf-8") as f:
        f.write(re.sub(r"(?m)^margin ?=.*$", "margin=much\nwarmup=5", text) + "\n[Sound]\nvolume=3\n")
    with open(ugly, "wb") as f:
        f.write(b"\x00\x01\x02" * 100)
    with App([downhill, bad]) as app:
        app.wait_for(lambda: app.find_all("label", re.compile(r"^line \d+: .*margin.*")), 20, "the complaint")
        press(app, "OK")
        wait_title(app, "^damaged – Downhill$")
        page(app, "Training", 6)
        wait_step(app, 79)
        mended = save_as(app, os.path.join(folder, "mended.downhill"))
        assert "margin=1\n" in mended and "warmup=5\n" in mended and mended.endswith("\n[Sound]\nvolume=3\n"), mended
        open_file(app, ugly)
        app.wait_for(lambda: app.find_all("label", re.compile("nothing.downhill")), 20, "the message")
        assert app.find_all("frame", "mended – Downhill")
        leave(app, lambda: app.key("ctrl+w"))


def write_png(path, experiment=None):
    """A white square, with an experiment in it as an exported figure has it."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)))
        if experiment is not None:
            f.write(chunk(b"iTXt", b"Downhill-Experiment\0\0\0\0\0" + experiment.encode()))
        f.write(chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * 48) * 16)) + chunk(b"IEND", b""))


def check_figures(downhill, folder, good):
    """A figure brings its experiment back; a picture without one is looked at; a drawing without one is refused."""
    figure, plain, drawing = (os.path.join(folder, name) for name in ("figure.png", "plain.png", "plain.svg"))
    with open(good, encoding="utf-8") as f:
        write_png(figure, f.read())
    write_png(plain)
    with open(drawing, "w", encoding="utf-8") as f:
        f.write("<svg xmlns='http://www.w3.org/2000/svg'/>")
    with App([downhill, figure]) as app:
        wait_title(app, "^Points: moons – Downhill$")
        page(app, "Training", 6)
        wait_step(app, 79)
        for ending, step in (("svg", 20), ("pdf", 30)):
            exported = os.path.join(folder, "exported." + ending)
            subprocess.run([downhill, "figure", good, "--figure", "loss", "--step", str(step), "--output", exported], check=True)
            open_file(app, exported)
            wait_step(app, step)
        open_file(app, drawing)
        app.wait_for(lambda: app.find_all("label", re.compile("plain.svg")), 20, "the message")
        open_file(app, plain)
        app.wait_for(lambda: app.find_all("label", "plain.png"), 20, "the picture on the Features page")
        assert app.find_all("frame", "Points: moons – Downhill")
        assert app.close() == 0 and not app.warnings()


def check_recent(downhill, path):
    with App([downhill, "points:blobs"]) as app:
        wait_title(app, "^Points: blobs – Downhill$")
        app.find("push button", "Open").press() if app.exists("push button", "Open") else app.find(None, "Open").click()
        app.find("menu item", os.path.basename(path)).click()
        wait_title(app, "^lecture – Downhill$")
        assert app.close() == 0 and not app.warnings()


def check_lost(downhill, how):
    """Ended without a question: offered at the next start."""
    with App([downhill, "points:moons"]) as app:
        wait_title(app, "^Points: moons – Downhill$")
        page(app, "Training", 6)
        make_steps(app, 1, 3)
        enter(app, "Learning rate", "0.3")
        wait_title(app, "^• Points: moons – Downhill$")
        if how == signal.SIGKILL:
            time.sleep(6 * SLOW)        # three seconds after the change, and some
        app.proc.send_signal(how)
        app.proc.wait(20)
    with App([downhill, "points:blobs"]) as app:
        app.wait_for(lambda: app.exists("label", re.compile("^Downhill ended before “.*oons” was saved")), 20, "the offer")
        press(app, "Restore")
        wait_title(app, "^• Points: moons – Downhill$")
        page(app, "Training", 6)
        wait_step(app, 3)
        assert "0.3" in [n.text for n in app.find_all("text", "Learning rate", hidden=True)]
        app.key("ctrl+w")
        leave(app, lambda: answer(app, "Discard"))
    with App([downhill, "points:blobs"]) as app:
        wait_title(app, "^Points: blobs – Downhill$")
        time.sleep(1)
        assert not app.exists("label", re.compile("^Downhill ended before"))
        assert app.close() == 0 and not app.warnings()


def main():
    downhill = sys.argv[1]
    folder = tempfile.mkdtemp(prefix="downhill-")
    try:
        path = check_round_trip(downhill, folder)
        check_damaged(downhill, folder, path)
        check_figures(downhill, folder, path)
        check_recent(downhill, path)
        check_question(downhill, path)
        check_untouched(downhill)
        for how in (signal.SIGKILL, signal.SIGTERM):
            check_lost(downhill, how)
    finally:
        shutil.rmtree(folder)


main()
