#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Figures leave the window as a person has them leave: one, all of a page, several steps of a run, and over the clipboard.

usage: test-export.py DOWNHILL (inside with-display)
"""

import os
import re
import struct
import sys
import tempfile

from ui_drive import App

FIGURES = ["Loss", "Accuracy", "Weights as images", "Confusion matrix, test set"]


def press(app, name):
    app.find("push button", name).press()


def open_dialog(app, figure):
    app.find("image", figure).click()
    app.key("ctrl+e")
    app.find("image", "Preview")


def wait_closed(app):
    app.wait_gone("image", "Preview", 60)


def export_to(app, path):
    press(app, "Export…")
    app.choose_file(path)


def read(path):
    with open(path, "rb") as f:
        return f.read()


def get_png_size(path):
    data = read(path)
    assert data[:8] == b"\x89PNG\r\n\x1a\n", path
    return struct.unpack(">II", data[16:24])


def train(app):
    app.key("alt+6")
    pace = app.find("combo box", re.compile("^Pace"))
    press(app, "Start")
    app.wait_for(lambda: app.exists("label", re.compile("^Step 400 of 400")), 60, "the end of the run")
    return pace


def check_one(app, folder):
    """The usual choice is a slide; the name gets the format's ending."""
    open_dialog(app, "Loss")
    assert app.exists("label", re.compile("^1920 × 1080 pixels"))
    export_to(app, folder + "/loss")
    wait_closed(app)
    assert get_png_size(folder + "/loss.png") == (1920, 1080)


def check_choices(app, folder):
    open_dialog(app, "Loss")
    app.find("combo box", "Size").choose("Column of a Paper")
    assert app.exists("label", re.compile("^1000 × 708 pixels"))
    app.find("spin button", "Width").set_value(1200)
    app.wait_for(lambda: app.exists("label", re.compile("^1200 × 708 pixels")), 10, "the own width")
    app.find("combo box", "Ground").choose("Transparent")
    app.wait_for(lambda: app.exists("label", re.compile("^For light slides")), 10, "the warning")
    export_to(app, folder + "/column.png")
    wait_closed(app)
    assert get_png_size(folder + "/column.png") == (1200, 708)
    assert read(folder + "/column.png")[25] == 6, "no alpha channel"


def check_remembered(app, folder):
    """The choice is as it was; a drawing's text can be searched."""
    open_dialog(app, "Accuracy")
    assert app.exists("label", re.compile("^1200 × 708 pixels"))
    app.find("combo box", "Format").choose("Drawing (SVG)")
    app.find("combo box", "Ground").choose("White")
    app.find("check box", "Text stays text").click()
    export_to(app, folder + "/accuracy.svg")
    wait_closed(app)
    assert b">step</text>" in read(folder + "/accuracy.svg")


def check_refused(app):
    """Where nothing can be written, a sentence says so, and the dialog stays."""
    open_dialog(app, "Accuracy")
    press(app, "Export…")
    app.settle(1.5)
    app.key("ctrl+a")
    app.type_text("/proc/accuracy.svg")
    app.key("Return")
    app.wait_for(lambda: app.exists("label", "The figure was not exported"), 20, "the refusal")
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
    app.find("combo box", "Format").choose("Page (PDF)")
    export_to(app, folder + "/page")
    app.wait_for(lambda: app.exists("label", "Replace 1 file?"), 20, "the question")
    press(app, "Replace")
    wait_closed(app)
    assert sorted(os.listdir(folder + "/page")) == sorted(name + ".pdf" for name in FIGURES)
    assert read(folder + "/page/Loss.pdf")[:5] == b"%PDF-"


def check_steps(app, folder):
    """One PDF with a page for each step; the run stands where it stood."""
    open_dialog(app, "Weights as images")
    steps = app.find("text", "Steps of the run")
    steps.enter("0:9000:1")
    press(app, "Export…")
    app.wait_for(lambda: app.exists("label", "The steps cannot be exported"), 20, "the refusal")
    app.key("Escape")
    steps.enter("1,2,5,10,end")
    export_to(app, folder + "/steps.pdf")
    wait_closed(app)
    assert re.search(rb"/Count 5\b", read(folder + "/steps.pdf"))
    app.wait_for(lambda: app.exists("label", re.compile("^Step 400 of 400")), 20, "the step that was shown")


def check_table(app, folder):
    open_dialog(app, "Confusion matrix, test set")
    app.find("combo box", "Format").choose("Table (CSV)")
    export_to(app, folder + "/confusion.csv")
    wait_closed(app)
    assert read(folder + "/confusion.csv").count(b"\r\n") == 11


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
        assert app.close() == 0 and not app.warnings(), app.warnings()


if __name__ == "__main__":
    main()
