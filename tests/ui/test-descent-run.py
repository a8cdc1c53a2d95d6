#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The run on the Descent page: two weights that alone may move, the plane through three steps, a start and a rate that are dragged.

usage: test-descent-run.py DOWNHILL (inside with-display)
"""

import os
import re
import sys

from ui_drive import App

STEP = re.compile(r"^Step (\d+) of (\d+)$")


def get_description(app):
    return app.find("image", "Landscape").description


def wait_description(app, pattern):
    """The landscape says itself in a sentence."""
    app.wait_for(lambda: re.search(pattern, get_description(app)), 20, "a landscape like " + pattern)


def wait_label(app, pattern):
    app.wait_for(lambda: app.exists("label", re.compile(pattern)), 20, "a label like " + pattern)


def make_step(app, step):
    app.find("push button", re.compile("^Make step %d$|^Make step %d " % (step, step))).press()
    app.wait_for(lambda: STEP.match(app.find("label", STEP).name).group(1) == str(step), 20, "step %d" % step)


def check_sentence(app):
    """Fall, length and angle."""
    wait_description(app, "^Landscape of loss over along the gradient")
    make_step(app, 1)
    wait_label(app, r"^Step 1: loss fell from [0-9.]+ to [0-9.]+; the step was [0-9.]+ long, \d+ degrees off the full gradient\.$")
    wait_description(app, r"step 1 of [1-9][0-9]+ at")


def check_weights(app):
    """Two weights chosen by hand; when only they move, the picture is exact."""
    app.find("combo box", "Plane").choose("Two weights")
    wait_description(app, "over change of")
    app.find("push button", re.compile("^Choose")).press()
    app.find("spin button", "Feature of the axis").set_value(2)
    app.find("combo box", "Class of the axis").choose("B")
    wait_description(app, "over change of “B, feature 2” and change of ")
    app.find("push button", "Swap Axes").press()
    wait_description(app, " and change of “B, feature 2”")
    app.find("check box", "Let only these two move").click()
    app.wait_for(lambda: app.exists("label", re.compile("^Step 0: the start")), 20, "a new run")
    app.key("Escape")
    app.wait_gone("check box", "Let only these two move")
    for step in range(1, 4):
        make_step(app, step)
        wait_label(app, r"True value ([0-9.]+), drawn here \1: the point lies on the plane\.")


def check_points(app):
    """Steps that are chosen lie at the corners."""
    app.find("combo box", "Plane").choose("Three steps of the path")
    wait_description(app, "from step 0 to step 2|from step 0 to step 1")
    app.find("combo box", "Plane").choose("Two weights")
    wait_description(app, "over change of")
    app.find("push button", re.compile("^Choose")).press()
    app.find("check box", "Let only these two move").click()
    app.wait_for(lambda: app.exists("label", re.compile("^Step 0: the start")), 20, "a new run")
    app.key("Escape")
    app.find("combo box", "Plane").choose("Three steps of the path")
    for step in range(1, 5):
        make_step(app, step)
    app.find("push button", re.compile("^Choose")).press()
    app.find("spin button", "Step upwards").set_value(4)
    wait_description(app, "from step 0 to step 1 and from step 0 to step 4")
    app.key("Escape")
    app.wait_gone("spin button", "Step upwards")


def check_start(app):
    """Dragged on the map: the walk begins anew where it is let go."""
    app.find("combo box", "Plane").choose("Two random directions")
    wait_description(app, "over random direction 1")
    before = get_description(app)
    app.find("image", "Landscape").drag((0.4, 0.35), (0.3, 0.6))
    wait_label(app, r"^Step 0: the start, with loss ")
    wait_description(app, r"step 0 of [1-9][0-9]+ at")
    assert get_description(app) != before
    wait_label(app, r"the point lies on the plane\.")
    make_step(app, 1)
    app.find("push button", "Restart").press()
    wait_label(app, r"^Step 0: the start, with loss ")
    wait_label(app, r"the point lies on the plane\.")
    app.find(None, "Training").click()
    wait_label(app, r"^This run begins where its start was put on the Descent page")
    app.find(None, "Descent").click()
    app.find("push button", "Back to the Run’s Own Start").press()
    app.wait_gone("push button", "Back to the Run’s Own Start", 20)
    wait_label(app, r"^Step 0: the start, with loss 1\.099")


def check_rate(app):
    """The ruler shows another path at once."""
    for step in range(1, 3):
        make_step(app, step)
    wait_description(app, r"step 2 of [1-9][0-9]+ at")
    ruler = app.find("image", "Step-size ruler")
    rate = app.find("text", "Learning rate", hidden=True).text
    ruler.drag((0.5, 0.5), (0.8, 0.5))
    app.wait_for(lambda: app.find("text", "Learning rate", hidden=True).text != rate, 10, "another rate")
    wait_description(app, r"step 2 of [1-9][0-9]+ at")


def main():
    os.environ["G_DEBUG"] = "fatal-warnings"
    with App([sys.argv[1], "points:blobs"]) as app:
        app.wait_for(lambda: app.find_all("frame", re.compile(" – Downhill$")), 30, "the data set")
        app.find(None, "Descent").click()
        app.wait_for(lambda: app.exists("combo box", "Plane"), 10, "the page")
        check_sentence(app)
        check_weights(app)
        check_points(app)
        check_start(app)
        check_rate(app)
        status = app.close()
        assert status == 0, "status %s\n%s" % (status, app.log())
        assert not app.warnings(), app.warnings()
    print("ok: the run on the Descent page")


if __name__ == "__main__":
    main()
