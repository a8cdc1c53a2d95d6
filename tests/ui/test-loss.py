#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The worksheet of the losses by keyboard alone: the lecture's numbers stand on the page, and follow what is typed.

usage: test-loss.py DOWNHILL (inside with-display)
"""

import os
import re
import subprocess
import sys

from ui_drive import App

CLASSES = ("dog", "cat", "wolf")
SCORES = ((7.9, 5.8, -1.9), (3.3, -0.8, 6.5), (-1.1, 3.4, 2.5), (2.3, 1.5, 4.4))      # S9
TRUE = ("dog", "cat", "wolf", "dog")
TERMS = (("cat", 1, "0"), ("wolf", 1, "0"), ("dog", 2, "5.1"), ("wolf", 2, "8.3"), ("dog", 3, "0"), ("cat", 3, "1.9"),
         ("cat", 4, "0.2"), ("wolf", 4, "3.1"))
HINGE = ("0", "13.4", "1.9", "3.3")
COLUMNS = {"dog": ("2697.3", "0.89"), "cat": ("330.3", "0.11"), "wolf": ("0.15", "0.00")}  # S22


def minus(number):
    """As the screen writes it."""
    return str(number).replace("-", "−")


class Sheet:
    """The page's nodes, looked up once: they stay while the table keeps its size."""

    def __init__(self, app):
        self.app = app
        self.scan()

    def scan(self):
        switcher = self.app.find("page tab list", "Views of the loss", timeout=20)
        nodes = self.app.find_all(under=switcher.parent.parent, hidden=True)
        self.cells = {n.name: n for n in nodes if n.role == "table cell" and " for image " in n.name}     # not of other views
        self.labels = {n.description: n for n in nodes if n.role == "label" and n.description}
        self.formulas = {n.name.split(": ")[0]: n for n in nodes if n.role == "math"}
        self.buttons = {n.name: n for n in nodes if n.role in ("push button", "check box")}

    def wait_scan(self, predicate, what):
        """For changes that make new nodes."""
        def scan():
            self.scan()
            return predicate()
        self.app.wait_for(scan, 40, what)

    def cell(self, name, image):
        return self.cells["Score of %s for image %d" % (name, image)]

    def said(self, name, image):
        return self.cell(name, image).refresh().description

    def wait_said(self, name, image, text):
        self.app.wait_for(lambda: self.said(name, image).startswith(text), 20, "%s for image %d: %s" % (name, image, text))

    def wait_label(self, description, text):
        self.app.wait_for(lambda: self.labels[description].refresh().name == text, 20, "%s: %s" % (description, text))

    def wait_formula(self, name, text):
        self.app.wait_for(lambda: text in self.formulas[name].refresh().raw_name, 20, "%s with %s" % (name, text))

    def wait_focus(self, name, image):
        self.app.wait_for(lambda: self.cell(name, image).has("focused"), 20, "the focus on %s for image %d" % (name, image))

    def press(self, name):
        """The page may be scrolled down."""
        self.buttons[name].scroll_into_view()
        self.buttons[name].press()

    def get_entry(self, name):
        """The entry over a cell that is being edited."""
        return self.app.find("text", name, under=self.cell("dog", 1).parent, timeout=20)


def check_lecture(app, sheet):
    """S9 and S22, as the page opens."""
    for i, scores in enumerate(SCORES):
        for name, score in zip(CLASSES, scores):
            assert sheet.said(name, i + 1).split(",")[0] == minus(score), sheet.said(name, i + 1)
        assert "the true class" in sheet.said(TRUE[i], i + 1)
        sheet.wait_label("Hinge loss of image %d" % (i + 1), HINGE[i])
    for name, image, term in TERMS:
        assert sheet.said(name, image).endswith("hinge term " + term), sheet.said(name, image)
    sheet.wait_label("Mean hinge loss", "4.65")
    for name, (exponential, share) in COLUMNS.items():
        sheet.wait_label("Exponential of " + name, exponential)
        sheet.wait_label("Probability of " + name, share)
    sheet.wait_formula("Hinge loss, mean", "(0 + 13.4 + 1.9 + 3.3) / 4 = 4.65")
    sheet.wait_formula("Softmax loss", "log p sub y [0.89]")


def reach_table(app, sheet):
    """With Tab, from wherever the page begins."""
    for _ in range(20):
        focused = [name for name, cell in sheet.cells.items() if cell.has("focused")]
        if focused:
            break
        app.key("Tab")
        app.settle(0.1)
    image = focused[0].split()[-1]
    sheet.wait_formula("Hinge loss, step by step", "L sub %s =" % image)       # the image of the cell that Tab came to
    app.key("ctrl+Home")
    sheet.wait_focus("dog", 1)


def check_arithmetic(app, sheet):
    """The arrows choose the image that is written out."""
    app.key("Right")
    sheet.wait_focus("dog", 2)
    sheet.wait_formula("Hinge loss, step by step",
                 "max (0, 3.3 − (−0.8) + 1) + max (0, 6.5 − (−0.8) + 1) = max (0, 5.1) + max (0, 8.3) = 5.1 + 8.3 = 13.4")
    app.key("Down", "Right", "Right")
    sheet.wait_focus("cat", 4)
    sheet.wait_formula("Hinge loss, step by step", "max (0, 0.2) + max (0, 3.1) = 0.2 + 3.1 = 3.3")
    app.key("Up", "Left")
    sheet.wait_focus("dog", 3)
    sheet.wait_formula("Hinge loss, step by step", "max (0, −2.6) + max (0, 1.9) = 0 + 1.9 = 1.9")
    app.key("Left")
    sheet.wait_focus("dog", 2)


def check_typing(app, sheet):
    """Typing replaces, Enter goes down, Escape leaves the score, F2 changes it."""
    app.type_text("-2.5")
    app.key("Return")
    sheet.wait_focus("cat", 2)
    sheet.wait_said("dog", 2, "−2.5")
    sheet.wait_label("Hinge loss of image 2", "8.3")
    app.type_text("9")
    sheet.get_entry("New score of cat for image 2")
    app.key("Escape")
    sheet.wait_focus("cat", 2)
    sheet.wait_said("cat", 2, "−0.8")
    app.key("F2")
    entry = sheet.get_entry("New score of cat for image 2")
    app.wait_for(lambda: entry.text == "-0.8", 5, "the score, ready to be changed")
    app.key("End")
    app.type_text("5")
    app.key("Tab")
    sheet.wait_focus("cat", 3)
    sheet.wait_said("cat", 2, "−0.85")


def check_refusal(app, sheet):
    """What is no score is refused in words, and what was typed stays."""
    for text in ("nan", "1e999", "wolf"):
        app.type_text(text)
        app.key("Return")
        entry = sheet.get_entry("New score of cat for image 3")
        sentence = app.wait_for(lambda: entry.refresh().description, 20, "a sentence about " + text)
        assert entry.text == text, entry.text
        app.wait_for(lambda: app.exists("label", sentence, under=entry.parent), 20, "the sentence beside the cell: " + sentence)
        app.key("Escape")
        sheet.wait_focus("cat", 3)
    sheet.wait_said("cat", 3, "3.4")


def check_undo(app, sheet):
    for _ in range(2):
        app.key("ctrl+z")
    sheet.wait_said("cat", 2, "−0.8,")
    sheet.wait_said("dog", 2, "3.3")
    sheet.wait_label("Mean hinge loss", "4.65")
    app.key("ctrl+shift+z")
    sheet.wait_said("dog", 2, "−2.5")
    app.key("ctrl+z")
    sheet.wait_label("Hinge loss of image 2", "13.4")


def check_true_class(app, sheet):
    """The space bar moves the tick, and the losses follow."""
    app.key("space")
    app.wait_for(lambda: "the true class" in sheet.said("cat", 3), 10, "the cat as the true class")
    sheet.wait_label("Hinge loss of image 3", "0.1")
    app.key("ctrl+z")
    app.wait_for(lambda: "the true class" in sheet.said("wolf", 3), 10, "the wolf again")


def copy_to_clipboard(text):
    """As another program would; FALSE where there is no tool for it."""
    try:
        subprocess.run(["xclip", "-selection", "clipboard"], input=text.encode(), check=True, stdout=subprocess.DEVNULL, timeout=10)
    except (FileNotFoundError, subprocess.SubprocessError):
        return False
    return True


def check_paste(app, sheet):
    """A table goes in from the cursor on; here the page's own, brought to the clipboard by its own key."""
    app.key("ctrl+c")
    app.type_text("77")
    app.key("Return")
    sheet.wait_said("cat", 3, "77")
    app.key("ctrl+v")
    sheet.wait_said("cat", 3, "3.4")
    if copy_to_clipboard("1\t2\n3\t4\n"):
        app.key("ctrl+Home", "ctrl+v")
        sheet.wait_said("cat", 2, "4")
        app.key("ctrl+z")
        sheet.wait_said("cat", 2, "−0.8")


def check_overflow(app, sheet):
    """Without the shift a score of 1000 breaks softmax, and the page says so; with it nothing breaks."""
    app.key("ctrl+Home")
    sheet.wait_focus("dog", 1)
    app.type_text("1000")
    app.key("Return")
    sheet.wait_label("Exponential of dog", "∞")
    button = sheet.buttons["Take the highest score away first (log-sum-exp)"]
    button.scroll_into_view()
    button.click()
    sheet.wait_scan(lambda: "Shifted score of dog" in sheet.labels, "the column of shifted scores")
    sheet.wait_label("Shifted score of dog", "0")
    sheet.wait_label("Probability of dog", "1.00")
    button.click()
    sheet.wait_scan(lambda: "Shifted score of dog" not in sheet.labels, "the columns without the shift")
    sheet.wait_label("Exponential of dog", "∞")


def check_model(app, sheet):
    """The model's scores of real images: as many images as there are, all classes, and the way back by undo."""
    sheet.press("Model’s Scores")
    sheet.wait_scan(lambda: "test 1" in sheet.labels, "the first image of the test set")
    assert len([name for name in sheet.cells if name.endswith("for image 4")]) == 10
    sheet.press("Lecture’s Example")
    sheet.wait_scan(lambda: len(sheet.cells) == 12, "the lecture's sheet")
    sheet.wait_label("Mean hinge loss", "4.65")


def main():
    downhill = sys.argv[1]
    os.environ["G_DEBUG"] = "fatal-warnings"
    with App([downhill, "scenes"]) as app:
        app.wait_for(lambda: app.find_all("frame", "Scenes – Downhill"), 30, "the data set")
        app.key("alt+3")
        sheet = Sheet(app)
        check_lecture(app, sheet)
        reach_table(app, sheet)
        check_arithmetic(app, sheet)
        check_typing(app, sheet)
        check_refusal(app, sheet)
        check_undo(app, sheet)
        check_true_class(app, sheet)
        check_paste(app, sheet)
        check_overflow(app, sheet)
        check_model(app, sheet)
        status = app.close()
        assert status == 0, "status %s\n%s" % (status, app.log())
        assert not app.warnings(), app.warnings()
    print("ok: the worksheet of the losses")


if __name__ == "__main__":
    main()
