#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Figures leave the window as a person has them leave: one, all of a page, several steps of a run, and over the clipboard.

usage: test-export.py DOWNHILL (inside with-display)
"""

import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile

from ui_drive import App, UIError

FIGURES = ["Loss", "Accuracy", "Weights as images", "Confusion matrix, test set"]


def press(app, name):
    app.find("push button", name).press()


def choose(app, name, row):
    """A click that comes while the dialog lays itself out anew may be lost."""
    app.settle(0.5)
    try:
        app.find("combo box", name).choose(row)
    except UIError:
        app.find("combo box", name).choose(row)


def open_dialog(app, figure):
    app.find("image", figure).click()
    app.key("ctrl+e")
    app.find("image", "Preview")


def open_beside(app, figure):
    """Where a click on the figure leads elsewhere, its menu gives it the focus, too.  A Return more than the chooser wanted leads there as
    well."""
    if not app.exists("image", figure):
        app.key("Escape")
    app.find("image", figure).click(button=3)
    app.settle(0.5)
    app.key("Escape")
    app.key("ctrl+e")
    app.find("image", "Preview")


def wait_closed(app):
    app.wait_gone("image", "Preview", 60)


def export_to(app, path):
    press(app, "Export…")
    app.choose_file(path)


def export_and_wait(app, path, words):
    """Where a question or a message follows, which the chooser cannot be told from by the number of windows."""
    press(app, "Export…")
    app.settle(1.5)
    app.key("ctrl+l", "ctrl+a")
    app.type_text(path)
    for _ in range(5):
        if not app.exists("label", words):
            app.key("Return")
            app.settle(1)
    assert app.exists("label", words), words


def read(path):
    with open(path, "rb") as f:
        return f.read()


def get_png_size(path):
    data = read(path)
    assert data[:8] == b"\x89PNG\r\n\x1a\n", path
    return struct.unpack(">II", data[16:24])


def train(app):
    app.key("alt+6")
    press(app, "Start")
    app.wait_for(lambda: app.exists("label", re.compile("^Step 400 of 400")), 60, "the end of the run")


def check_one(app, folder):
    """The usual choice is a slide; the name gets the format's ending."""
    open_dialog(app, "Loss")
    assert app.exists("label", re.compile("^1920 × 1080 pixels"))
    export_to(app, folder + "/loss")
    wait_closed(app)
    assert get_png_size(folder + "/loss.png") == (1920, 1080)


def check_choices(app, folder):
    open_dialog(app, "Loss")
    choose(app, "Size", "Column of a Paper")
    assert app.exists("label", re.compile("^1000 × 708 pixels"))
    app.find("spin button", "Width").set_value(1200)
    app.wait_for(lambda: app.exists("label", re.compile("^1200 × 708 pixels")), 10, "the own width")
    choose(app, "Ground", "Transparent")
    app.wait_for(lambda: app.exists("label", re.compile("^For light slides")), 10, "the warning")
    export_to(app, folder + "/column.png")
    wait_closed(app)
    assert get_png_size(folder + "/column.png") == (1200, 708)
    assert read(folder + "/column.png")[25] == 6, "no alpha channel"


def check_remembered(app, folder):
    """The choice is as it was; a drawing's text can be searched."""
    open_dialog(app, "Accuracy")
    assert app.exists("label", re.compile("^1200 × 708 pixels"))
    choose(app, "Format", "Drawing (SVG)")
    choose(app, "Ground", "White")
    app.find("check box", "Text stays text").click()
    export_to(app, folder + "/accuracy.svg")
    wait_closed(app)
    assert b">step</text>" in read(folder + "/accuracy.svg")


def check_refused(app):
    """Where nothing can be written, a sentence says so, and the dialog stays."""
    open_dialog(app, "Accuracy")
    export_and_wait(app, "/proc/accuracy.svg", "The figure was not exported")
    app.key("Escape")
    assert app.exists("image", "Preview")
    app.key("Escape")
    wait_closed(app)


def check_page(app, folder):
    """All figures that are seen, each by its name; old files are asked about."""
    os.mkdir(folder + "/page")
    with open(folder + "/page/Loss.pdf", "w") as f:
        f.write("old")
    app.key("ctrl+shift+e")
    app.find("image", "Preview")
    choose(app, "Format", "Page (PDF)")
    export_and_wait(app, folder + "/page", "Replace 1 file?")
    press(app, "Replace")
    wait_closed(app)
    assert sorted(os.listdir(folder + "/page")) == sorted(name + ".pdf" for name in FIGURES)
    assert read(folder + "/page/Loss.pdf")[:5] == b"%PDF-"


def check_steps(app, folder):
    """One PDF with a page for each step; the run stands where it stood."""
    open_beside(app, "Weights as images")
    choose(app, "Format", "Page (PDF)")
    steps = app.find("text", "Steps to export")
    steps.enter("0:9000:1")
    press(app, "Export…")
    app.wait_for(lambda: app.exists("label", "The steps cannot be exported"), 20, "the refusal")
    app.key("Escape")
    steps.enter("1,2,5,10,end")
    export_to(app, folder + "/steps.pdf")
    wait_closed(app)
    assert re.search(rb"/Count 5\b", read(folder + "/steps.pdf"))
    app.wait_for(lambda: app.exists("label", re.compile("^Step 400 of 400")), 20, "the step that was shown")


def export_walk(app, figure, folder):
    """A drawing for each step, none like another, with the same scale; the walk stands where it stood.  Steps beyond its end are refused."""
    os.mkdir(folder)
    before = app.find("image", figure).description
    open_beside(app, figure)
    choose(app, "Format", "Drawing (SVG)")
    steps = app.find("text", "Steps to export")
    steps.enter("0:60:5")
    export_to(app, folder)
    wait_closed(app)
    drawings = [read(os.path.join(folder, name)).decode() for name in sorted(os.listdir(folder))]
    assert len(drawings) == len(set(drawings)) == 13, (len(drawings), len(set(drawings)))
    ticks = [re.findall(">([−0-9.]+)</text>", drawing) for drawing in drawings]
    assert len(ticks[0]) > 4 and all(row == ticks[0] for row in ticks), ticks
    app.wait_for(lambda: app.find("image", figure).description == before, 10, "the step that was shown")


def check_walks(app, folder):
    """On a test surface and with points the sequence follows what is shown, not the run."""
    app.key("alt+5")
    app.wait_for(lambda: app.exists("combo box", "Landscape of"), 10, "the page")
    app.find("combo box", "Landscape of").choose("Narrow valley")
    app.wait_for(lambda: re.search("x", app.find("image", "Landscape").description), 10, "the surface")
    export_walk(app, "Landscape", folder + "/surface")
    app.find("combo box", "Landscape of").choose("Points in the plane")
    app.wait_for(lambda: app.exists("image", "Class regions"), 10, "the points")
    export_walk(app, "Class regions", folder + "/points")
    app.find("image", "Class regions").click(button=3)
    app.settle(0.5)
    app.key("Escape", "ctrl+e")
    app.find("text", "Steps to export").enter("151")
    export_and_wait(app, folder + "/points", re.compile("^There is no step 151"))
    app.key("Escape", "Escape")
    wait_closed(app)


def check_table(app, folder):
    open_beside(app, "Confusion matrix, test set")
    choose(app, "Format", "Table (CSV)")
    export_to(app, folder + "/confusion.csv")
    wait_closed(app)
    assert read(folder + "/confusion.csv").count(b"\r\n") == 11
    open_beside(app, "Weights as images")
    choose(app, "Format", "Array (NPY)")
    export_to(app, folder + "/weights.npy")
    wait_closed(app)
    assert b"'shape': (10, 3073)" in read(folder + "/weights.npy")[:128]


def paste(kind):
    return subprocess.run(["xclip", "-selection", "clipboard", "-o", "-t", kind], capture_output=True, timeout=20).stdout


def check_clipboard(app):
    """A figure is offered as a drawing and as a picture, its numbers as cells apart by tabs and as CSV."""
    if not shutil.which("xclip"):
        return
    if not app.exists("image", "Loss"):
        app.key("Escape")
    app.find("image", "Loss").click()
    app.key("ctrl+c")
    app.wait_for(lambda: b"image/svg+xml" in paste("TARGETS"), 20, "the figure on the clipboard")
    assert paste("image/png").startswith(b"\x89PNG") and b"<svg" in paste("image/svg+xml")
    app.key("ctrl+shift+c")
    app.wait_for(lambda: b"text/csv" in paste("TARGETS"), 20, "the numbers on the clipboard")
    assert paste("text/csv").startswith(b"curve,step,loss\r\n") and paste("UTF8_STRING").startswith(b"curve\tstep\tloss\n")


def main():
    with App([sys.argv[1], "scenes"]) as app, tempfile.TemporaryDirectory() as folder:
        app.wait_for(lambda: app.exists("label", re.compile("images, 10 classes")), 30, "the data")
        train(app)
        check_one(app, folder)
        check_choices(app, folder)
        check_remembered(app, folder)
        check_refused(app)
        check_page(app, folder)
        check_steps(app, folder)
        check_table(app, folder)
        check_clipboard(app)
        check_walks(app, folder)
        assert app.close() == 0 and not app.warnings(), app.warnings()


if __name__ == "__main__":
    main()
