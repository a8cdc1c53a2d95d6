#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The gradient page as a person uses it: h shrinks, a direction turns, a table fills, a check finds what is wrong, a derivation goes on.

usage: test-gradient.py DOWNHILL (inside with-display)
"""

import os
import re
import sys

from ui_drive import App

BUGS = ["Missing factor 2", "Forgotten penalty", "Wrong sign", "Not averaged", "True class left out"]


def show(app, view):
    app.find("page tab", view).click()


def describe(app, plot):
    """The sentence of a plot."""
    return app.find("image", plot).description


def wait_described(app, plot, words, what):
    app.wait_for(lambda: words in describe(app, plot), 20, what)


def wait_label(app, pattern, what, timeout=20):
    app.wait_for(lambda: app.exists("label", re.compile(pattern)), timeout, what)


def press(app, name):
    app.find("push button", name).press()


def check_derivative(app):
    """The secant turns into the tangent, until rounding takes over; the point moves."""
    plot = "Secant and tangent"
    wait_described(app, plot, "with h = 1 ", "the curve")
    app.find("slider", "Step h").set_value(12)
    wait_described(app, plot, "with h = 0.001", "the smaller h")
    assert "Curves of relative error against h" in describe(app, "Error against h")
    app.find("slider", "Step h").set_value(48)
    wait_described(app, plot, "with h = 1.000×10⁻¹²", "the smallest h")
    press(app, "Float")
    wait_described(app, plot, "has the slope 0.", "nothing but rounding")
    press(app, "Double")
    press(app, "Centred")
    app.wait_for(lambda: app.exists("math", re.compile("t − h")), 10, "the centred quotient")
    app.find("slider", "Place of the point").set_value(1)
    wait_described(app, plot, "At added to the weight, t 1 ", "the moved point")
    app.find("combo box", "Line through weight space").choose("Down the gradient")
    wait_described(app, plot, "At steps down the gradient, t 1 ", "the other line")
    assert not app.exists("spin button", "Feature of the weight")


def check_direction(app):
    """v is turned by slider and by arrow keys; the words say which way it leads."""
    show(app, "Direction")
    wait_described(app, "Direction on the landscape", "v stands at 120 degrees", "the map")
    angle = app.find("slider", "Angle of v")
    angle.set_value(180)
    wait_label(app, "^Straight against the gradient", "the steepest way down")
    angle.set_value(90)
    wait_label(app, "^At right angles", "no slope")
    app.find("image", "Direction on the landscape").click(fx=0.3, fy=0.35)
    app.wait_for(lambda: angle.refresh() or angle.value != 90, 10, "the direction that was clicked")
    before = angle.value
    press(app, "Enlarge: Slope against the angle")
    app.wait_gone("image", "Direction on the landscape")
    app.key("Escape")
    app.wait_for(lambda: app.exists("image", "Direction on the landscape"), 10, "both plots again")
    app.find("image", "Direction on the landscape").click(fx=0.3, fy=0.35)
    app.wait_for(lambda: angle.refresh() or angle.value == before, 10, "the same direction")
    app.key("Left")
    app.wait_for(lambda: angle.refresh() or angle.value == before + 5, 10, "five degrees more")


def check_numeric(app):
    """Step by step, on its own, and the slide's numbers."""
    show(app, "Numerical gradient")
    wait_label(app, r"weights to go\.", "the weights")
    press(app, "Step")
    wait_label(app, r"^1 of \d+ weights\. ", "one weight")
    press(app, "Step")
    wait_label(app, r"^2 of \d+ weights\. ", "two weights")
    app.find("combo box", "Pace of the weights").choose("2 weights/s")
    press(app, "Run")
    app.wait_for(lambda: not app.exists("label", re.compile(r"^2 of \d+ weights\. ")), 20, "more weights")
    press(app, "Pause")
    app.wait_for(lambda: app.exists("push button", "Run"), 10, "the pause")
    app.find("combo box", "Pace of the weights").choose("All in 5 s")
    press(app, "Run")
    wait_label(app, r"^All \d+ weights are there\.", "all weights", 60)
    press(app, "Start Over")
    wait_label(app, r"weights to go\.", "the beginning")
    press(app, "The Slide’s Example")
    wait_label(app, r"^1\.3$", "the slide's gradient")
    press(app, "The Slide’s Example")
    wait_label(app, r"weights to go\.", "the real weights")


def reach(app, role, name):
    """A control of the panel, which may have to be scrolled to."""
    node = app.find(role, name) if app.exists(role, name) else app.find(role, name, hidden=True)
    node.scroll_into_view()
    return node


def find_bug(app, name):
    return reach(app, "check box", name)


def check_bugs(app):
    """Each mistake is found; without one the check passes."""
    show(app, "Check")
    app.find("combo box", "Weights").choose("Random weights")
    wait_label(app, "^Passed: ", "a gradient that is right")
    for name in BUGS:
        box = find_bug(app, name)
        box.click()
        wait_label(app, "^Failed: ", "the check to find: " + name)
        box.click()
        wait_label(app, "^Passed: ", "the check without: " + name)
    app.find("combo box", "Part of the loss").choose("Penalty alone")
    app.find("combo box", "Penalty").choose("No penalty")
    app.wait_for(lambda: not find_bug(app, BUGS[0]).sensitive, 10, "a mistake that cannot be seen")
    app.find("combo box", "Penalty").choose("L2")
    app.wait_for(lambda: find_bug(app, BUGS[0]).sensitive, 10, "a penalty again")


def check_exercise(app):
    """One mistake is hidden, and guessed."""
    reach(app, "push button", "Hide One from Me").press()
    wait_label(app, "^Failed: ", "the hidden mistake")
    for name in BUGS:
        reach(app, "push button", name).press()
        wait_label(app, "^(Right|Not this one)", "the answer")
        if app.exists("label", re.compile("^Right: " + name)):
            break
    else:
        raise AssertionError("no guess was right")
    reach(app, "push button", "Show It").press()
    app.wait_for(lambda: find_bug(app, name).checked, 10, "the mistake in the open")
    find_bug(app, name).click()
    wait_label(app, "^Passed: ", "a gradient that is right again")


def check_derivation(app):
    """Line by line, for both losses."""
    show(app, "Derivation")
    wait_label(app, "^Line 1 of 10$", "the first line")
    press(app, "Next Line")
    press(app, "Next Line")
    wait_label(app, "^Line 3 of 10$", "the third line")
    press(app, "Line Back")
    wait_label(app, "^Line 2 of 10$", "the line before")
    press(app, "All Lines")
    wait_label(app, "^Line 10 of 10$", "the last line")
    image = app.find("label", re.compile("^Image ")).name
    app.find("spin button", "Example").set_value(3)
    app.wait_for(lambda: not app.exists("label", image), 20, "another example")
    app.find("combo box", "Loss function").choose("Hinge (SVM)")
    wait_label(app, "^Line 1 of 9$", "the other loss")


def main():
    downhill = sys.argv[1]
    os.environ["G_DEBUG"] = "fatal-warnings"
    with App([downhill, "scenes"]) as app:
        app.find("table", "Examples", timeout=30)
        app.key("alt+4")
        check_derivative(app)
        check_direction(app)
        check_numeric(app)
        check_bugs(app)
        check_exercise(app)
        check_derivation(app)
        status = app.close()
        assert status == 0, "closed: status %s\n%s" % (status, app.log())
        assert not app.warnings(), app.warnings()
    print("ok: the gradient page")


if __name__ == "__main__":
    main()
