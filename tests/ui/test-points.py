#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Points in the plane on the Descent page: steps and back, a point moved by keys and by pointer, weights typed and nudged, undo.

usage: test-points.py DOWNHILL (inside with-display)
"""

import os
import re
import sys

from ui_drive import App

STEP = re.compile(r"^Step (\d+) of (\d+)$")
NAMES = ["W[%s, %s]" % (c, x) for c in "ABC" for x in "xy"] + ["b[%s]" % c for c in "ABC"]
PLOT = "Class regions"


def press(app, name):
    app.find("push button", name).press()


def get_step(app):
    return int(STEP.match(app.find("label", STEP).name).group(1))


def wait_step(app, step):
    app.wait_for(lambda: get_step(app) == step, 10, "step %d" % step)


def wait_label(app, pattern):
    """It may be scrolled out of sight."""
    app.wait_for(lambda: app.find_all("label", re.compile(pattern), hidden=True), 10, "a label like " + pattern)


def find_entry(app, name):
    """In this walk's options, to which may have to be scrolled; those of other walks and pages are hidden."""
    return [n for n in app.find_all("text", name, hidden=True) if n._pane().showing][0]


def enter(app, name, text):
    find_entry(app, name).enter(text)


parts = {}


def look_under(app, name):
    """What is inside a widget that stays: much quicker than to look through all pages."""
    if name not in parts:
        parts[name] = [n for n in app.find_all(None, name, hidden=True) if n.role != "label"][0]
    return app.snapshot(under=parts[name], hidden=True).walk()


def get_weights(app):
    """Cells as they read, with their gradients."""
    cells = {n.name: (n.text, n.description) for n in look_under(app, "W and b") if n.role == "spin button"}
    return [cells[name] for name in NAMES]


def get_lines(app):
    """The table of points."""
    return [n.name for n in look_under(app, "Scores and loss of each point") if n.role == "list item"]


def get_state(app):
    return get_weights(app), get_lines(app)


def wait_change(app, get, before, what):
    app.wait_for(lambda: get(app) != before, 10, what)


def check_steps(app):
    """Forward and back: every number comes back bit by bit."""
    states = []
    for step in range(1, 4):
        states.append(get_state(app))
        press(app, re.compile("^Make step %d$" % step))
        wait_step(app, step)
    assert len(set(str(s) for s in states)) == 3
    wait_label(app, r"^Step 3: loss fell from .* Points classified right: \d+ of 30\.$")
    wait_label(app, r"^W\[., x\]: .* = .* − 0.1 × ")
    for step in range(2, -1, -1):
        press(app, "Back")
        wait_step(app, step)
        app.wait_for(lambda: get_state(app) == states[step], 10, "step %d as it was" % step)


def check_parts(app):
    """The parts of a step, with a minibatch."""
    enter(app, "Batch size", "8")
    press(app, "In parts")
    press(app, "Take the batch")
    wait_label(app, r"^The batch: 8 of 30 points, ")
    press(app, "Its scores and loss")
    wait_label(app, r"^Loss of the batch: .* \+ penalty ")
    press(app, "Its gradient")
    wait_label(app, r"^Its gradient is .* long\.\nRow [ABC]: \(")
    press(app, "Times the rate")
    press(app, "New W: go there")
    wait_step(app, 1)
    press(app, "In parts")
    press(app, "Back")
    wait_step(app, 0)
    enter(app, "Batch size", "full")


def check_keys(app):
    """The cursor finds points and says them; Shift moves them, a letter changes the class, Delete removes; all can be undone."""
    plot = app.find("image", PLOT)
    before = get_lines(app)
    assert len(before) == 30
    plot.click(fx=0.9, fy=0.1)
    app.key("Left")
    app.wait_for(lambda: re.search(r"^Point \d+, class", app.find("image", PLOT).description), 10, "a point under the cursor")
    app.key("Right", "Left")
    app.key("shift+Right", "shift+Right", "shift+Up")
    app.wait_for(lambda: get_lines(app) != before, 10, "a point elsewhere")
    moved = get_lines(app)
    different = [i for i in range(30) if moved[i] != before[i]]
    assert len(different) == 1, different
    app.key("b")
    app.wait_for(lambda: "class B" in get_lines(app)[different[0]], 10, "another class")
    app.key("Delete")
    app.wait_for(lambda: len(get_lines(app)) == 29, 10, "a point less")
    for _ in range(5):
        app.key("ctrl+z")
    app.wait_for(lambda: get_lines(app) == before, 10, "the points as they were")
    row = app.find("list item", re.compile("^Point 3, class C"), hidden=True)
    row._pane().parent.scroll_into_view()
    row.click()
    app.key("a")
    app.wait_for(lambda: get_lines(app)[2].startswith("Point 3, class A"), 10, "another class by the table")
    app.key("ctrl+z")
    app.wait_for(lambda: get_lines(app) == before, 10, "the class as it was")


def check_pointer(app):
    """A dragged point takes regions, loss and table with it; a double click adds one."""
    press(app, "Make step 1")
    wait_step(app, 1)
    before = get_state(app)
    app.find("image", PLOT).double_click(fx=0.9, fy=0.9)
    app.wait_for(lambda: len(get_lines(app)) == 31, 10, "a point more")
    wait_change(app, get_weights, before[0], "other weights at the same step")
    wait_step(app, 1)
    line = get_lines(app)[-1]
    app.find("image", PLOT).drag((0.9, 0.9), (0.5, 0.5))
    wait_change(app, lambda a: get_lines(a)[-1], line, "the new point elsewhere")
    app.find("image", PLOT).drag((0.5, 0.5), (0.5, 1.2))
    app.wait_for(lambda: ", −1.20): " in get_lines(app)[-1], 10, "the point at the border")
    press(app, "Remove the point")
    app.wait_for(lambda: len(get_lines(app)) == 30, 10, "the point gone")
    app.wait_for(lambda: get_state(app) == before, 10, "all as it was")
    app.find("combo box", "Arrangement").choose("Spiral")
    app.wait_for(lambda: len(get_lines(app)) == 42, 10, "other points")
    press(app, "Undo the change of the points")
    app.wait_for(lambda: get_lines(app) == before[1], 10, "the points before")


def check_weights(app):
    """A weight typed at step 0 is another start; nudged at a later step it is a branch, and back is exact."""
    press(app, "Restart")
    wait_step(app, 0)
    start = get_weights(app)
    cell = app.find("spin button", NAMES[1], hidden=True)
    cell.scroll_into_view()
    cell.click(fx=0.2)
    app.key("ctrl+a")
    app.type_text("1,5")
    app.key("Return")
    app.wait_for(lambda: app.find("spin button", NAMES[1]).value == 1.5, 10, "the weight as typed")
    assert get_weights(app)[0][0] == start[0][0]
    app.key("Tab", "shift+Tab")
    wait_step(app, 0)
    press(app, "Make step 1")
    press(app, "Make step 2")
    wait_step(app, 2)
    at_two = get_state(app)
    app.find("spin button", NAMES[0]).click(fx=0.2)
    app.key("Up")
    wait_change(app, get_weights, at_two[0], "the nudged weight")
    assert abs(float(get_weights(app)[0][0]) - float(at_two[0][0][0]) - 0.1) < 0.0011
    app.wait_for(lambda: "before the branch" in app.find("image", "Loss at each step", hidden=True).description, 10, "a branch")
    nudged = get_state(app)
    press(app, "Back")
    wait_step(app, 1)
    press(app, "Make step 2")
    wait_step(app, 2)
    app.wait_for(lambda: get_state(app) == nudged, 10, "step 2 as it was")
    press(app, "Reset W")
    app.wait_for(lambda: get_weights(app) == start, 10, "the first weights")


def check_problem(app):
    """Another loss and strength: the same steps again; too high a rate is explained and mended."""
    press(app, "Make step 1")
    wait_step(app, 1)
    before = get_weights(app)
    app.find("combo box", "Loss function", hidden=True).scroll_into_view()
    app.find("combo box", "Loss function").choose("Softmax")
    wait_change(app, get_weights, before, "other weights at the same step")
    wait_step(app, 1)
    press(app, "Restart")
    enter(app, "Strength λ", "0.5")
    enter(app, "Learning rate", "9")
    press(app, "Play")
    wait_label(app, r"jumped over the valley: loss rose|The loss became infinite|was too long")
    if app.exists("push button", "Pause"):
        press(app, "Pause")
    step = get_step(app)
    press(app, "Back 5 Steps, Half the Rate")
    app.wait_for(lambda: get_step(app) < step and find_entry(app, "Learning rate").text == "4.5", 10, "half the rate")


def main():
    os.environ["G_DEBUG"] = "fatal-warnings"
    with App([sys.argv[1], "points:blobs"]) as app:
        app.wait_for(lambda: app.find_all("frame", re.compile(" – Downhill$")), 30, "the data set")
        app.find(None, "Descent").click()
        app.wait_for(lambda: app.exists("combo box", "Landscape of"), 10, "the page")
        app.find("combo box", "Landscape of").choose("Points in the plane")
        wait_step(app, 0)
        wait_label(app, r"^Step 0: the start, with loss .* Points classified right: 0 of 30\.$")
        check_steps(app)
        check_parts(app)
        check_keys(app)
        check_pointer(app)
        check_weights(app)
        check_problem(app)
        app.find("combo box", "Landscape of").choose("Bowl")
        app.wait_for(lambda: app.exists("image", "Landscape"), 10, "a surface again")
        status = app.close()
        assert status == 0, "status %s\n%s" % (status, app.log())
        assert not app.warnings(), app.warnings()
    print("ok: points on the Descent page")


if __name__ == "__main__":
    main()
