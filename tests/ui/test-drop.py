#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Files dragged onto the window by the pointer: a figure brings its experiment back, an image is looked at, a data set is opened, and what
is none of these is refused in words."""
import os
import re
import subprocess
import sys
import tempfile

from ui_drive import App

EXPERIMENT = "[Downhill]\nversion=1\n[Data]\ndataset=points:moons\n[Experiment]\nsteps=40\n[View]\npage=training\nstep=7\n"


def drop(app, source, path):
    """PATH is dragged from a window of its own onto the middle of APP's."""
    with App([source, path]) as other:
        window = other.wait_for(other._xwindows, 10, "the window to drag from")[0]
        target = app._xwindows()[0]
        other.xdotool("windowmove", window["id"], str(target["x"] + target["w"] - 130), str(target["y"] + target["h"] - 70))
        other.settle(0.3)
        x0, y0 = target["x"] + target["w"] - 70, target["y"] + target["h"] - 40
        x1, y1 = target["x"] + target["w"] // 2, target["y"] + target["h"] // 2
        other.pointer(x0, y0)
        other.xdotool("mousedown", "1")
        for i in range(1, 21):
            other.pointer(x0 + (x1 - x0) * i // 20, y0 + (y1 - y0) * i // 20)
            other.settle(0.02)
        app.settle(0.3)
        other.xdotool("mouseup", "1")
        other.settle(0.3)
        assert not other.warnings()


def wait_title(app, pattern):
    app.wait_for(lambda: app.find_all("frame", re.compile(pattern)), 30, "a title like " + pattern)


def main():
    downhill, source = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        experiment, figure, image, text = (os.path.join(folder, name) for name in ("a.downhill", "Bild 1.png", "shirt.png", "letter.txt"))
        with open(experiment, "w", encoding="utf-8") as f:
            f.write(EXPERIMENT)
        with open(text, "w", encoding="utf-8") as f:
            f.write("Dear Ada,\n")
        subprocess.run([downhill, "figure", experiment, "--figure", "loss", "--output", figure], check=True)
        subprocess.run(["convert", "-size", "8x8", "xc:red", image], check=True)
        with App([downhill, "points:blobs"]) as app:
            wait_title(app, "^Points: blobs – Downhill$")
            drop(app, source, figure)
            wait_title(app, "^Points: moons – Downhill$")
            app.wait_for(lambda: app.exists("label", re.compile("^Step 7 of 40")), 30, "step 7")
            drop(app, source, image)
            app.wait_for(lambda: app.find_all("label", "shirt.png"), 20, "the picture on the Features page")
            drop(app, source, text)
            app.wait_for(lambda: app.find_all("label", re.compile("letter.txt")), 20, "the message")
            drop(app, source, experiment)
            wait_title(app, "^a – Downhill$")
            assert app.close() == 0 and not app.warnings()


main()
