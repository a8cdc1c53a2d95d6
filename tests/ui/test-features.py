#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The Features page as a person uses it: hues from pixel to bin, gradients from pixel to vector, two classes compared, any image.

usage: test-features.py DOWNHILL (inside with-display)
"""

import math
import os
import re
import struct
import sys
import tempfile
import zlib

from pictures import chunk
from ui_drive import App, UIError

PIXEL = re.compile(r"^Column (\d+), row (\d+): R = (\d+), G = (\d+), B = (\d+)$")
HUE = re.compile(r"= (\d+\.\d)°$")
BIN = re.compile(r": bin (\d+) of (\d+), from ")
GREY = re.compile(r"are grey\.|^No pixel is grey")
CELL = re.compile(r"^Cell (\d+), (\d+): gradients$")
TOO_SMALL = re.compile("32 × 32|smaller|too small")
VOTE = re.compile(r"^Pixel \(\d+, \d+\): ")


def write_picture(path, width, height, color):
    """@color: of a column and a row, three numbers."""
    rows = b"".join(b"\0" + bytes(c for x in range(width) for c in color(x, y)) for y in range(height))
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
                + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def label(app, pattern):
    """The text of the one label that reads so, waited for."""
    return app.find("label", pattern, timeout=10).name


def choose(app, name, row):
    """Opens a list and picks a row; once more where a busy machine has lost the click."""
    try:
        app.find("combo box", name).choose(row)
    except UIError:
        app.key("Escape")
        app.find("combo box", name).choose(row)


def open_image(app, path):
    app.find("push button", re.compile("^Open an image")).press()
    app.choose_file(path)


def wait_image(app, name):
    app.wait_for(lambda: app.exists("label", name), 20, "the image %s" % name)


def steps(app):
    """What is written of the pixel: place and colour, hue, bin; looked up once, for what is in it changes, it does not."""
    if not hasattr(app, "steps"):
        app.steps = app.find(None, "Three steps of the pixel")
    texts = [n.name for n in app.steps.find_all("label")]
    return [next((t for t in texts if pattern.search(t)), None) for pattern in (PIXEL, HUE, BIN)]


def place(app):
    return [int(n) for n in PIXEL.match(steps(app)[0]).groups()[:2]]


def check_steps(app):
    """What is written of a pixel follows from its three numbers."""
    pixel, hue, which = steps(app)
    rgb = [int(n) for n in PIXEL.match(pixel).groups()[2:]]
    top, low = max(rgb), min(rgb)
    assert (hue is None) == (top == low) and (which is None) == (top == low), (rgb, hue, which)
    if top == low:
        return
    r, g, b = rgb
    sixth = ((g - b) / (top - low)) % 6 if top == r else (b - r) / (top - low) + 2 if top == g else (r - g) / (top - low) + 4
    degrees = float(HUE.search(hue).group(1))
    which, n = map(int, BIN.search(which).groups())
    assert abs(degrees - 60 * sixth) <= 0.0501, (rgb, degrees, 60 * sixth)
    assert which == math.floor(n * sixth / 6 + 1e-9) + 1, (rgb, which)


def check_pixels(app):
    """Pointer and arrow keys go from pixel to pixel; the steps follow."""
    for name in ("Image", "Hue map"):
        image = app.find("image", name)
        image.click(fx=0.5, fy=0.45)
        app.wait_for(lambda: image.has("focused"), 5, "the focus on %s" % name)
        check_steps(app)
        column, row = place(app)
        app.key("Right", "Down")
        app.wait_for(lambda: place(app) == [column + 1, row + 1], 5, "the next pixel, not %r" % place(app))
        check_steps(app)
        assert "(%d, %d)" % (column + 1, row + 1) in image.refresh().description


def check_histogram(app):
    """A bar says what it counts; bins and weights change live, and so does the length of the vector."""
    histogram = app.find("image", "Hue histogram")
    histogram.click(fx=0.5, fy=0.5)
    app.key("Left")
    app.wait_for(lambda: re.match(r"\d+° to \d+°: ", histogram.refresh().description), 5, "the words of a bar")
    app.key("Return", "Escape")
    bins = app.find("spin button", "Bins of the hue histogram")
    bins.set_value(36)
    app.wait_for(lambda: ": bin " in (steps(app)[2] or ": bin ") and " of 18," not in (steps(app)[2] or ""), 5, "the bins in the steps")
    app.find("label", "36")
    check_steps(app)
    choose(app, "What a pixel counts", "its saturation")
    app.wait_for(lambda: re.search(r"; \+ (0\.\d+|1)$", steps(app)[2] or "; + 1"), 5, "the weight of the pixel")
    app.find("check box", "Divide by the sum").click()
    bins.set_value(18)
    app.find("push button", "Enlarge: Hue histogram").press()
    app.wait_gone("image", "Hue map")
    app.key("Escape")
    app.find("image", "Hue map")


def check_next(app):
    """The page follows the Data page, and goes on from there."""
    app.find("table", "Examples").find_all("image")[0].click()
    app.key("Right", "Right")
    app.find(None, "Selected example").find("label", re.compile("^3 of "))
    app.key("alt+2")
    wait_image(app, re.compile("^Image 3: "))
    app.find("push button", "Next image").press()
    wait_image(app, re.compile("^Image 4: "))
    app.key("alt+Left")
    wait_image(app, re.compile("^Image 3: "))


def cell(app):
    return tuple(int(n) for n in CELL.match(label(app, CELL)).groups())


def check_cells(app):
    """By keyboard to a cell, into its pixels, and to the vote of one."""
    app.find("label", "4 × 4 × 9 = 144")
    glyphs = app.find("image", "Glyphs")
    glyphs.click(fx=0.5, fy=0.45)
    row, column = cell(app)
    app.key("Right" if column < 4 else "Left")
    wanted = (row, column + 1 if column < 4 else column - 1)
    app.wait_for(lambda: cell(app) == wanted, 5, "cell %r, not %r" % (wanted, cell(app)))
    app.key("Return")
    gradients = app.find("image", CELL)
    gradients.click()
    app.wait_for(lambda: app.exists("label", VOTE), 5, "the vote of a pixel")
    assert cell(app) == wanted, "the cell that was kept"
    vector = app.find("image", "Feature vector")
    vector.click(fx=0.02, fy=0.4)
    app.wait_for(lambda: cell(app) == (1, 1), 5, "the first cell, not %r" % (cell(app),))
    assert re.search("Number", vector.refresh().description) or vector.description.startswith("The feature vector"), vector.description
    magnitude = app.find("image", "Magnitude")
    magnitude.click(fx=0.5, fy=0.4)
    app.wait_for(lambda: cell(app) != (1, 1), 5, "another cell")


def check_variants(app):
    """Each variant says what it does; blocks have a before and an after; a faulty one stands beside the right one."""
    choose(app, "Variant of the HoG", "OpenCV")
    app.find("label", "3 × 3 × 2 × 2 × 9 = 324", timeout=10)
    app.find("push button", "After").press()
    app.find("label", "Its histogram, normalised", timeout=10)
    app.find("push button", "Before").press()
    app.find("label", "Its histogram, vote by vote", timeout=10)
    choose(app, "Variant of the HoG", "CS231n")
    app.find("image", "With two faults", timeout=10)
    app.find("image", "Without faults")
    assert not app.find("check box", re.compile("^Signed")).sensitive
    choose(app, "Variant of the HoG", "Linear votes")
    app.wait_gone("image", "Without faults", timeout=10)
    choose(app, "Norm of a block", "L2")
    app.find("label", "3 × 3 × 2 × 2 × 9 = 324", timeout=10)
    choose(app, "Norm of a block", "None")
    app.find("label", "4 × 4 × 9 = 144", timeout=10)


def check_options(app):
    """Cell, bins, signs and strokes change live; what does not fit says so."""
    edge, bins, signed = (app.find(role, re.compile(name)) for role, name in
                          (("spin button", "^Edge of a cell"), ("spin button", "^Bins of a cell"), ("check box", "^Signed")))
    edge.set_value(4)
    signed.click()
    bins.set_value(18)
    app.find("label", "8 × 8 × 18 = 1152", timeout=10)
    choose(app, "Direction of the strokes", "along the gradient")
    app.find("slider", "Opacity of the image").set_value(0.8)
    edge.set_value(40)
    app.find("label", TOO_SMALL, timeout=10)
    edge.set_value(8)
    signed.click()
    bins.set_value(9)
    app.find("label", "4 × 4 × 9 = 144", timeout=10)
    app.find("push button", "Enlarge: Glyphs").press()
    app.wait_gone("image", "Magnitude")
    app.key("Escape")
    app.find("image", "Magnitude")


def check_files(app, folder):
    """Any image of any size; the lecture's own example; what is no image."""
    pedestrian, large, broken = (os.path.join(folder, n) for n in ("pedestrian.png", "large.png", "broken.png"))
    write_picture(pedestrian, 64, 128, lambda x, y: (200, 200, 200) if (x - 32) ** 2 + (y - 64) ** 2 / 4 < 400 else (60, 60, 60))
    write_picture(large, 320, 240, lambda x, y: (x % 256, y % 256, 128 if (x // 40 + y // 40) % 2 else 20))
    with open(broken, "w") as f:
        f.write("not a picture\n")
    open_image(app, pedestrian)
    app.find("label", "16 × 8 × 9 = 1152", timeout=20)
    app.find("label", "64 × 128 pixels, colour")
    assert not app.find("push button", "Next image").sensitive
    open_image(app, broken)
    assert "broken.png" in app.find("alert", timeout=20).find_all("label")[0].name
    app.find("label", "16 × 8 × 9 = 1152")
    app.find("push button", "Dismiss the message").press()
    app.wait_gone("alert")
    open_image(app, large)
    app.find("label", "30 × 40 × 9 = 10800", timeout=20)
    app.find("page tab", "Hue").click()
    app.find("image", "Hue map", timeout=20)
    app.find("label", GREY)
    app.find("push button", "Back to the data set").press()
    wait_image(app, re.compile("^Image 3: "))
    assert app.find("push button", "Next image").sensitive


def check_compare(app):
    """Two classes of the data set, side by side and as a difference."""
    app.find("page tab", "Compare two classes").click()
    means = re.compile("^Means over ")
    app.wait_for(lambda: app.exists("label", means), 30, "the means")
    before = label(app, means)
    choose(app, "First class", "house")
    app.wait_for(lambda: app.exists("label", means) and label(app, means) != before, 30, "the means of another class")
    for name in ("Hues: house", "Hues: difference", "Gradients: house", "Gradients: difference"):
        app.find("image", name, timeout=10)
    choose(app, "Examples of which set", "the test set")
    app.wait_for(lambda: "100 images of house" in label(app, means), 30, "the test set, not %r" % label(app, means))


def check_points(downhill):
    """Points have no pixels, and the page says so."""
    with App([downhill, "points:blobs"]) as app:
        app.wait_for(lambda: app.find_all("frame", re.compile("blobs")), 30, "the points")
        app.key("alt+2")
        app.find("label", re.compile("^Points have no pixels"), timeout=10)
        app.find("page tab", "HoG").click()
        app.find("label", re.compile("^Points have no pixels"))
        app.find("page tab", "Compare two classes").click()
        app.find("label", re.compile("^Points have no pixels. Open a data set"))
        finish(app)


def finish(app):
    status = app.close()
    assert status == 0, "status %s\n%s" % (status, app.log())
    assert not app.warnings(), app.warnings()


def main():
    downhill = sys.argv[1]
    os.environ["G_DEBUG"] = "fatal-warnings"
    with App([downhill, "scenes"]) as app, tempfile.TemporaryDirectory() as folder:
        app.wait_for(lambda: app.find_all("frame", "Scenes – Downhill"), 30, "the data set")
        check_next(app)
        check_pixels(app)
        check_histogram(app)
        app.find("page tab", "HoG").click()
        check_cells(app)
        check_variants(app)
        check_options(app)
        check_files(app, folder)
        check_compare(app)
        finish(app)
    check_points(downhill)
    print("ok: the features page")


if __name__ == "__main__":
    main()
