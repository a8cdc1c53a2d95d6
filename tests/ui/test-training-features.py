#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Features on the training page as a person uses them: chosen, typed, refused; weights, a template times an image, and which ones win.

usage: test-training-features.py DOWNHILL (inside with-display)
"""

import os
import re
import sys

from ui_drive import App

STEP = re.compile(r"^Step (\d+) of (\d+)$")
NUMBER = re.compile(r"^[+−]\d+\.\d{3}$")
WINNER = re.compile(r"^The winner is (.+): (\d+\.\d\d) % of the test set are right, (\d+\.\d\d) points more than with (.+)\.$")


def get_step(app):
    return int(STEP.match(app.find("label", STEP).name).group(1))


def enter(app, name, text):
    app.find("scroll pane", "Training options").find("text", name, hidden=True).enter(text)


def wait_label(app, text):
    app.wait_for(lambda: app.exists("label", text), 20, "the label %r" % text)


def check_choice(app):
    """A set on offer, one that is typed, and one that is wrong."""
    app.find("combo box", "Features").choose("HoG, cells of 8 × 8")
    wait_label(app, "4 × 4 × 9 = 144 features")
    assert app.find("text", "Features").text == "hog:8:9"
    enter(app, "Features", "hog:8:9+hue:12")
    wait_label(app, "144 + 12 = 156 features")
    enter(app, "Features", "hog:8:nine")
    wait_label(app, re.compile("nine.*the value stays hog:8:9\\+hue:12"))
    enter(app, "Features", "hog:40:9")
    wait_label(app, re.compile("the value stays hog:8:9\\+hue:12"))
    enter(app, "Features", "hog:8:9+hue:12")
    app.wait_for(lambda: not app.exists("label", re.compile("the value stays")), 10, "the sentence to go")


def check_weights(app):
    """Some steps, and what the weights are drawn as."""
    enter(app, "Run for", "2")
    app.find("push button", "Start").press()
    app.wait_for(lambda: get_step(app) == 40, 60, "the end of the run")
    app.wait_for(lambda: re.search("HoG up to .*hue histogram up to", app.find("image", "Weights of the features").refresh().description or ""),
                 20, "weights of both kinds")


def read_sums(app):
    """Positive, negative, bias and score."""
    view = app.find(None, "Template times image")
    return [float(n.name.replace("−", "-")) for n in view.find_all("label", NUMBER)]


def check_sums(app):
    app.wait_for(lambda: len(read_sums(app)) == 4, 10, "four numbers")
    above, below, bias, score = read_sums(app)
    assert above >= 0 >= below, (above, below)
    assert abs(above + below + bias - score) < 0.0031, (above, below, bias, score)
    return score


def check_product(app):
    app.find("push button", "Times an image").press()
    wait_label(app, re.compile("has the highest score"))
    first = check_sums(app)
    app.find("spin button", "Number of the image").set_value(7)
    app.wait_for(lambda: read_sums(app) and read_sums(app)[3] != first, 10, "the sums of another image")
    check_sums(app)
    app.find("combo box", "Template of").choose("house")
    check_sums(app)
    for name in (re.compile("^Image: "), "Features of the image", "Template: house", "Product, term by term"):
        app.find("image", name)
    app.key("Escape")
    app.wait_for(lambda: app.exists("image", "Weights of the features"), 10, "the plots")


def check_example(app):
    """From the images behind a cell to the product of one of them."""
    cell = re.compile("recognised$|taken for")
    app.find("image", re.compile("^Confusion matrix")).click()
    app.wait_for(lambda: app.exists("label", cell), 10, "the images behind a cell")
    tile = re.compile("Score of ")
    app.wait_for(lambda: app.exists("push button", tile) or app.exists("label", re.compile("no such example")), 10, "what is behind it")
    if not app.exists("push button", tile):
        app.key("Escape")
        app.wait_for(lambda: not app.exists("label", cell), 10, "the popover to go")
        return
    app.find("push button", tile).press()
    wait_label(app, re.compile("has the highest score"))
    check_sums(app)
    app.find("push button", "Back to all plots").press()
    app.wait_for(lambda: app.exists("image", "Weights of the features"), 10, "the plots")


def check_contest(app):
    app.find("push button", "Which features?", hidden=True).press()
    start = app.find("push button", "Train each of them")
    start.press()
    app.wait_for(lambda: app.exists("label", WINNER), 120, "a winner")
    name, accuracy, lead, _ = WINNER.match(app.find("label", WINNER).name).groups()
    assert float(accuracy) > 10 and float(lead) >= 0, (accuracy, lead)
    shares = [n.name for n in app.find(None, "Comparison of features").find_all("label", re.compile(r"^\d+\.\d\d %$"))]
    assert len(shares) == 8 and accuracy + " %" in shares, shares
    assert "HoG + hue histogram" in app.find("image", "Accuracy with each kind of features").refresh().description
    app.key("Escape")
    app.wait_for(lambda: app.exists("image", "Weights of the features"), 10, "the plots")


def check_cancel(app):
    """It can be cancelled, and left in mid-work."""
    enter(app, "Run for", "3000")
    app.find("push button", "Which features?", hidden=True).press()
    app.find("push button", "Train each of them").press()
    app.find("push button", "Cancel", timeout=10).press()
    app.wait_for(lambda: app.exists("push button", "Train each of them"), 10, "the button again")
    app.find("push button", "Train each of them").press()
    app.find("push button", "Cancel", timeout=10)


def main():
    downhill = sys.argv[1]
    os.environ["G_DEBUG"] = "fatal-warnings"
    with App([downhill, "scenes"]) as app:
        app.wait_for(lambda: app.find_all("frame", "Scenes – Downhill"), 30, "the data set")
        app.key("alt+6")
        check_choice(app)
        check_weights(app)
        check_product(app)
        check_example(app)
        check_contest(app)
        check_cancel(app)
        status = app.close()
        assert status == 0, "closed in mid-work: status %s\n%s" % (status, app.log())
        assert not app.warnings(), app.warnings()
    print("ok: features on the training page")


if __name__ == "__main__":
    main()
