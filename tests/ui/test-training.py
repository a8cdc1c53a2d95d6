#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The training page as a person uses it: start, pause, back, the slider, a rate changed in mid-run, the images behind a cell.

usage: test-training.py DOWNHILL (inside with-display)
"""

import os
import re
import subprocess
import sys

from ui_drive import App

STEP = re.compile(r"^Step (\d+) of (\d+)$")
PERCENT = re.compile(r"^\d+\.\d\d %$")


def choose_dataset(downhill):
    """Fashion-MNIST where it is installed, the built-in pictures else."""
    if subprocess.run([downhill, "info", "fashion-mnist"], capture_output=True).returncode == 0:
        return "fashion-mnist", "Fashion-MNIST", "Sandal"
    print("# fashion-mnist is not installed (package dataset-fashion-mnist): the built-in scenes take its place", flush=True)
    return "scenes", "scenes", None


def get_step(app):
    """The step shown, and the length of the plan."""
    return tuple(int(n) for n in STEP.match(app.find("label", STEP).name).groups())


def get_numbers(app):
    """Every number of the strip above the plots."""
    return [n.name for n in app.find(None, "Numbers of the step shown").find_all("label")]


def get_slider(app):
    return app.find("slider", "Step shown")


def is_running(app):
    return app.exists("push button", "Pause")


def press(app, name):
    app.find("push button", name).press()


def wait_step(app, step):
    app.wait_for(lambda: get_step(app)[0] == step, 10, "step %d" % step)


def pause(app):
    """Pauses, and waits until the step stands still."""
    press(app, "Pause")
    app.wait_for(lambda: not is_running(app), 10, "the pause")

    def still():
        before = get_step(app)[0]
        app.settle(0.5)
        return get_step(app)[0] == before
    app.wait_for(still, 10, "a step that stays")
    return get_step(app)[0]


def check_data_page(app, class_name):
    """A class alone, before anything is trained."""
    if class_name is None:
        return

    def shown():
        return {n.name.split(": ", 1)[1] for n in app.find("table", "Examples").find_all("image")}
    app.wait_for(lambda: len(shown()) > 1, 10, "examples of several classes")
    app.find("combo box", "Class").choose(class_name + " 6000")
    app.wait_for(lambda: shown() == {class_name}, 10, "only " + class_name)


def enter(app, name, text):
    """Into an entry of the options, as if typed."""
    app.find("scroll pane", "Training options").find("text", name, hidden=True).enter(text)


def check_length(app):
    """A longer run, so that it does not end before it is paused."""
    assert get_step(app)[0] == 0
    planned = get_step(app)[1]
    enter(app, "Run for", "2000")
    app.wait_for(lambda: get_step(app)[1] == 100 * planned, 10, "the longer plan")


def check_start_and_pause(app):
    first = get_numbers(app)
    press(app, "Start")
    app.wait_for(lambda: get_step(app)[0] > 20, 20, "the first steps")
    step = pause(app)
    app.wait_for(lambda: get_numbers(app) != first, 10, "other numbers")
    assert any(PERCENT.match(n) for n in get_numbers(app)), get_numbers(app)
    return step


def check_back_and_forth(app, step):
    """Back changes the numbers, forward brings the very same back."""
    app.settle(0.5)
    before = get_numbers(app)
    press(app, "Back")
    wait_step(app, step - 1)
    app.wait_for(lambda: get_numbers(app) != before, 10, "the numbers of the step before")
    earlier = get_numbers(app)
    press(app, "Step")
    wait_step(app, step)
    app.wait_for(lambda: get_numbers(app) == before, 10, "the numbers of the last step")
    assert earlier != before


def check_slider(app, step):
    slider = get_slider(app)
    assert int(slider.value) == step
    slider.click()                       # the focus, and a place in the middle
    app.key("Home")
    wait_step(app, 0)
    app.key("Right", "Right", "Right")
    wait_step(app, 3)
    app.key("End")
    wait_step(app, step)


def check_rate_in_mid_run(app):
    """Another rate takes hold while the steps go on; nonsense is refused in words."""
    app.find("combo box", "Pace").choose("30 steps/s")
    press(app, "Start")
    app.wait_for(lambda: is_running(app), 10, "the run")
    begin = get_step(app)[0]
    enter(app, "Learning rate", "0,01")
    app.wait_for(lambda: app.find("text", "Learning rate").text == "0.01", 10, "the new rate")
    app.wait_for(lambda: get_step(app)[0] > begin + 5, 10, "more steps, without a reset")
    enter(app, "Learning rate", "-1")
    app.wait_for(lambda: app.exists("label", re.compile(r"the value stays 0\.01\.$")), 10, "the sentence about −1")
    enter(app, "Learning rate", "0.02")
    app.wait_for(lambda: not app.exists("label", re.compile("the value stays")), 10, "the sentence to go")
    assert pause(app) > begin
    app.find("combo box", "Pace").choose("Full speed")


def check_relevance(app):
    """Controls that do not matter are out of the way."""
    assert not app.exists("text", "Margin")
    app.find("combo box", "Loss function").choose("Hinge (SVM)")
    app.wait_for(lambda: app.exists("text", "Margin"), 10, "the margin")
    app.find("combo box", "Loss function").choose("Softmax")
    app.wait_for(lambda: not app.exists("text", "Margin"), 10, "the margin to go")


def check_cell(app):
    """By keyboard to a cell of the confusion matrix, and to the images behind it."""
    cell = re.compile("recognised$|taken for")
    app.find("image", re.compile("^Confusion matrix")).click()
    app.key("Escape")
    app.wait_for(lambda: not app.exists("label", cell), 5, "the popover to go")
    app.key("Return")
    app.wait_for(lambda: app.exists("label", cell), 10, "the images behind a cell")
    app.key("Escape")
    app.wait_for(lambda: not app.exists("label", cell), 10, "the popover to go")


def check_views(app):
    """One plot alone and back, the options away and back."""
    app.find("push button", "Enlarge: Loss").press()
    app.wait_gone("image", "Accuracy")
    app.find("push button", "Log axis").press()
    app.key("Escape")
    app.wait_for(lambda: app.exists("image", "Accuracy"), 5, "all plots")
    app.key("F9")
    app.wait_gone("combo box", "Optimiser")
    app.key("F9")
    app.find("combo box", "Optimiser")


def check_new_run(app):
    """An option that cannot change in mid-run says so, and holds from the next start on."""
    sentence = re.compile("^Changed, and held from a new run on: Optimiser")
    app.find("combo box", "Optimiser").choose("Adam")
    app.wait_for(lambda: app.exists("label", sentence), 10, "what has to wait")
    press(app, "Reset")
    wait_step(app, 0)
    app.wait_for(lambda: not app.exists("label", sentence), 10, "the new run")
    press(app, "Step")
    wait_step(app, 1)


def check_divergence(app):
    """A rate beyond all measure ends in a sentence."""
    app.find("combo box", "Optimiser").choose("Gradient descent")
    enter(app, "Learning rate", "1e300")
    press(app, "Reset")
    wait_step(app, 0)
    press(app, "Start")
    app.wait_for(lambda: app.exists("label", re.compile("too high")), 20, "the sentence about the rate")
    enter(app, "Learning rate", "0.05")
    app.find("combo box", "Optimiser").choose("Momentum")


def check_reset(app):
    press(app, "Reset")
    wait_step(app, 0)


def main():
    downhill = sys.argv[1]
    dataset, title, class_name = choose_dataset(downhill)
    os.environ["G_DEBUG"] = "fatal-warnings"
    with App([downhill, dataset]) as app:
        app.wait_for(lambda: app.find_all("frame", title + " – Downhill"), 30, "the data set")
        check_data_page(app, class_name)
        app.key("alt+6")
        check_length(app)
        step = check_start_and_pause(app)
        check_back_and_forth(app, step)
        check_slider(app, step)
        check_rate_in_mid_run(app)
        check_relevance(app)
        check_cell(app)
        check_views(app)
        check_new_run(app)
        check_divergence(app)
        check_reset(app)
        press(app, "Start")
        app.wait_for(lambda: get_step(app)[0] > 0, 10, "steps again")
        status = app.close()
        assert status == 0, "closed in mid-run: status %s\n%s" % (status, app.log())
        assert not app.warnings(), app.warnings()
    print("ok: the training page, on", dataset)


if __name__ == "__main__":
    main()
