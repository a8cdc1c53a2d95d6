#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The Descent page as a person uses it: steps, parts of steps, back, the slider, a branch, a walk that runs away and is calmed.

usage: test-descent.py DOWNHILL (inside with-display)
"""

import os
import re
import sys

from ui_drive import App

STEP = re.compile(r"^Step (\d+) of (\d+)$")


def get_step(app):
    return int(STEP.match(app.find("label", STEP).name).group(1))


def press(app, name):
    app.find("push button", name).press()


def wait_step(app, step):
    app.wait_for(lambda: get_step(app) == step, 10, "step %d" % step)


def wait_label(app, pattern):
    app.wait_for(lambda: app.exists("label", re.compile(pattern)), 10, "a label like " + pattern)


def wait_description(app, pattern):
    """The landscape says itself in a sentence."""
    app.wait_for(lambda: re.search(pattern, app.find("image", "Landscape").description), 10, "a landscape like " + pattern)


def get_numbers(app):
    """The step written out."""
    return [n.name for n in app.find_all("label", re.compile(r"^[xy]: .* = "))]


def enter(app, name, text):
    app.find("text", name, hidden=True).enter(text)


def check_run(app):
    """The session's own run: the landscape of its loss, its batch, and one and the same step as on the Training page."""
    app.wait_for(lambda: re.search("^Landscape of loss over along the gradient", app.find("image", "Landscape").description),
                 20, "the landscape of the run")
    wait_label(app, r"^Step 0: the start")
    wait_label(app, r"^The batch: \d+ of \d+ examples\.\n.*\n.* degrees off the full gradient")
    for step in range(1, 4):
        press(app, re.compile("^Make step %d" % step))
        wait_step(app, step)
    wait_label(app, r"^Step 3: loss fell|^Step 3: loss rose|^Step 3: the loss is")
    wait_description(app, r"over PC 1 \(.* of the variance\)")
    wait_label(app, r"True value .* drawn here ")
    app.find("combo box", "Plane").choose("Two random directions")
    wait_description(app, r"over random direction 1")
    app.find("combo box", "Height").choose("Accuracy")
    wait_description(app, r"Landscape of accuracy")
    app.find(None, "Training").click()
    app.wait_for(lambda: app.exists("label", re.compile("^Step 3 of")), 10, "step 3 on the Training page")
    press(app, "Back")
    app.wait_for(lambda: app.exists("label", re.compile("^Step 2 of")), 10, "step 2 on the Training page")
    app.find(None, "Descent").click()
    app.wait_for(lambda: app.exists("combo box", "Landscape of"), 10, "the page")
    wait_step(app, 2)


def check_steps(app):
    """Forward and back: the numbers of a step come back as they were."""
    app.find("combo box", "Landscape of").choose("Narrow valley")
    wait_step(app, 0)
    for step in range(1, 4):
        press(app, re.compile("^Make step %d" % step))
        wait_step(app, step)
    wait_label(app, r"^Step 3: loss fell from .* degrees off the full gradient\.$")
    before = get_numbers(app)
    wait_description(app, r"Gradient descent: step 3 of 150 at")
    press(app, "Back")
    wait_step(app, 2)
    app.wait_for(lambda: get_numbers(app) != before, 10, "other numbers")
    press(app, re.compile("^Make step 3"))
    wait_step(app, 3)
    app.wait_for(lambda: get_numbers(app) == before, 10, "the same numbers")


def check_parts(app):
    """The button says what it does next."""
    press(app, "In parts")
    press(app, re.compile("^Take the gradient"))
    wait_label(app, r"^gradient = \(")
    press(app, re.compile("^Times the rate"))
    press(app, re.compile("^New W"))
    wait_step(app, 4)
    press(app, "In parts")


def check_slider(app):
    app.find("slider", "Step of the walk").click()
    app.key("Home")
    wait_step(app, 0)
    app.key("Right", "Right")
    wait_step(app, 2)
    app.key("End")
    wait_step(app, 150)
    wait_label(app, r"^The walk ends here")


def check_branch(app):
    """Another rate at a past step: a second path, the first one stays; too high a rate is explained, and mended."""
    app.find("slider", "Step of the walk").click()
    app.key("Home", *["Right"] * 8)
    wait_step(app, 8)
    enter(app, "Learning rate", "0.1")
    wait_description(app, r"before the branch: ")
    press(app, "Play")
    wait_label(app, r"jumped over the valley: loss rose")
    press(app, "Pause")
    step = get_step(app)
    press(app, "Back 5 Steps, Half the Rate")
    app.wait_for(lambda: get_step(app) < step and app.find("text", "Learning rate").text == "0.05", 10, "half the rate")
    enter(app, "Learning rate", "-1")
    wait_label(app, r"^The learning rate must be")
    press(app, "Restart")
    wait_step(app, 0)


def check_views(app):
    """Every view says itself; the keyboard moves the cursor over the map and says the loss."""
    app.find("combo box", "View").choose("Slice")
    wait_description(app, r"Curves of loss against distance from the point")
    app.find("combo box", "View").choose("Surface")
    wait_description(app, r"Landscape of loss over x and y")
    app.find("image", "Landscape").click()
    app.key("shift+Left", "shift+Up")
    app.find("combo box", "View").choose("Map")
    app.find("image", "Landscape").click()
    wait_step(app, 0)
    app.key("Left", "Up")
    wait_description(app, r"^loss [0-9.]+ · x ")
    place = app.find("image", "Landscape").description
    app.key("Return")
    wait_description(app, r"Gradient descent: step 0 of 150 at")
    assert place


def check_noise(app):
    app.find("combo box", "Landscape of").choose("Two minima")
    wait_step(app, 0)
    before = get_numbers(app)
    enter(app, "Gradient noise", "1")
    app.wait_for(lambda: get_numbers(app) != before, 10, "a noisy step")


def check_race(app):
    """Several optimisers from one start: at once on a surface, on request on data."""
    app.find("combo box", "View").choose("Race")
    wait_label(app, r"came lowest: loss .* after 150 steps")
    app.find("combo box", "Landscape of").choose("The run: its own loss")
    press(app, re.compile("^Start the Race"))
    wait_label(app, r"came lowest: loss .* The optimum is")
    app.find("combo box", "Axis of the chart").choose("By examples seen")
    app.wait_for(lambda: "examples seen" in app.find("image", "Loss of each").description, 10, "the other axis")
    app.find("combo box", "View").choose("Map")
    app.wait_for(lambda: app.exists("slider", "Step of the walk"), 10, "the walk again")


def main():
    os.environ["G_DEBUG"] = "fatal-warnings"
    with App([sys.argv[1], "points:blobs"]) as app:
        app.wait_for(lambda: app.find_all("frame", re.compile(" – Downhill$")), 30, "the data set")
        app.find(None, "Descent").click()
        app.wait_for(lambda: app.exists("combo box", "Landscape of"), 10, "the page")
        check_run(app)
        check_steps(app)
        check_parts(app)
        check_slider(app)
        check_branch(app)
        check_views(app)
        check_noise(app)
        check_race(app)
        status = app.close()
        assert status == 0, "status %s\n%s" % (status, app.log())
        assert not app.warnings(), app.warnings()
    print("ok: the Descent page")


if __name__ == "__main__":
    main()
