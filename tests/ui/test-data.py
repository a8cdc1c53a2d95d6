#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The window and its Data page as a person uses them: open, browse, filter, look closely, go wrong, close.

usage: test-data.py DOWNHILL (inside with-display)
"""

import os
import re
import subprocess
import sys
import tempfile

from pictures import write_folder, write_png
from ui_drive import App

PLACE = re.compile(r"^(\d+) of (\d+)$")
PIXEL = re.compile(r"^Column (\d+), row (\d+)$")
VALUES = re.compile(r"^RGB (\d+), (\d+), (\d+) +HSV (\d+)°, (\d+) %, (\d+) %$")


def inspector(app):
    """Looked up once: what is in it changes, it does not."""
    if not hasattr(app, "inspector"):
        app.inspector = app.find(None, "Selected example")
    return app.inspector


def place(app):
    """Index of the example in the inspector, and how many its split has."""
    found = inspector(app).find("label", PLACE)
    return tuple(int(n) for n in PLACE.match(found.name).groups())


def wait_place(app, index, total):
    app.wait_for(lambda: place(app) == (index, total), 10, "example %d of %d, not %r" % (index, total, place(app)))


def names(app):
    """Of the thumbnails that can be seen."""
    return [n.name for n in app.find("table", "Examples").find_all("image")]


def wait_open(app, title, timeout=30):
    app.wait_for(lambda: app.find_all("frame", re.compile("^%s – Downhill$" % re.escape(title))), timeout, title)
    app.find("image", re.compile("^(Image|Point) 1: "))


def check_arrows(app, total):
    """The inspector follows the arrow keys."""
    seen = names(app)
    for key, index in (("Right", 2), ("Right", 3), ("Left", 2)):
        app.key(key)
        wait_place(app, index, total)
        title = seen[index - 1].split(": ", 1)[1]
        assert inspector(app).find_all("label", title), title
    app.key("End")
    wait_place(app, total, total)
    app.key("Home")
    wait_place(app, 1, total)
    app.key("alt+Right")
    wait_place(app, 2, total)
    inspector(app).find("push button", "Previous example").press()
    wait_place(app, 1, total)


def check_split(app, n_train, n_test):
    test = app.find("push button", re.compile("^Test set"))
    assert str(n_test) in test.name, test.name
    test.press()
    wait_place(app, 1, n_test)
    inspector(app).find("label", "Test set")
    app.find("push button", re.compile("^Training set")).press()
    wait_place(app, 1, n_train)


def check_filter(app, class_name, count, total):
    """Only the class is listed, and all of it: its last example is the last row."""
    box = app.find("combo box", "Class")
    box.choose("%s %d" % (class_name, count))
    app.wait_for(lambda: {n.split(": ", 1)[1] for n in names(app)} == {class_name}, 10, "only %s" % class_name)
    first, n = place(app)
    assert n == total
    app.find("table", "Examples").find_all("image")[0].click()
    app.key("End")
    app.wait_for(lambda: place(app)[0] > first, 5, "the last of the class")
    box = app.find("combo box", "Class")
    box.choose("All classes %d" % total)
    wait_place(app, 1, total)


def check_thumbnail_size(app):
    slider = app.find("slider", "Thumbnail size")
    before = len(names(app))
    slider.set_value(128)
    app.wait_for(lambda: 0 < len(names(app)) < before, 5, "fewer, larger thumbnails")
    assert app.find("table", "Examples").find_all("image")[0].ext[2] == 128
    large = slider.value
    app.find("table", "Examples").find_all("image")[0].hover()
    app.xdotool("keydown", "ctrl", "click", "5", "keyup", "ctrl")
    app.wait_for(lambda: slider.value < large, 5, "Ctrl+scroll to shrink them")
    app.find("table", "Examples").find_all("image")[0].click()
    app.key("ctrl+0")
    app.wait_for(lambda: slider.value == 64 and len(names(app)) == before, 5, "the usual size")


def check_pixels(app, colored):
    """Enter goes to the enlarged image; there the arrow keys read out pixel by pixel."""
    app.find("table", "Examples").find_all("image")[0].click()
    app.key("Return")
    panel = inspector(app)
    image = panel.find("image", "Enlarged image")
    app.wait_for(lambda: image.has("focused"), 5, "the focus on the enlarged image")
    app.key("Right")
    column, row = map(int, PIXEL.match(panel.find("label", PIXEL).name).groups())
    red, green, blue, _, _, value = map(int, VALUES.match(panel.find("label", VALUES).name).groups())
    assert abs(max(red, green, blue) / 255 * 100 - value) <= 0.51, (red, green, blue, value)
    assert colored or red == green == blue
    app.key("Right", "Down")
    panel.find("label", "Column %d, row %d" % (column + 1, row + 1))
    assert "Column %d, row %d" % (column + 1, row + 1) in image.refresh().description
    assert bool(panel.find_all("push button", "Red channel")) == colored
    if colored:
        for name in ("Red channel", "Green channel", "Blue channel", "Grey", "RGB"):
            button = panel.find("push button", name)
            button.press()
            app.wait_for(lambda: button.checked, 5, name)
    for name in ("Zoom in", "Zoom out", "Whole image"):
        panel.find("push button", name).press()
    image.hover(0.5, 0.5)
    panel.find("label", PIXEL)


def check_tab(app):
    """Tab leaves the thumbnails at once, and comes by every control."""
    app.find("table", "Examples").find_all("image")[0].click()
    seen = []
    for _ in range(30):
        app.key("Tab")
        seen.append(next((n.name for n in app.snapshot().walk() if "focused" in n.states), "nothing"))
        if seen[-1].startswith("Image "):
            break
    assert seen[-1].startswith("Image 1"), seen
    for name in ("Next example", "Enlarged image", "Zoom in", "Open", "Data", "Main menu", "Test set: ", "Thumbnail size"):
        assert any(s.startswith(name) for s in seen), (name, seen)


def check_scenes(downhill):
    with App([downhill, "scenes"]) as app:
        wait_open(app, "Scenes")
        total = place(app)[1]
        n_test = int(re.search(r"\d+$", app.find("push button", re.compile("^Test set")).name).group())
        check_arrows(app, total)
        check_split(app, total, n_test)
        class_name = names(app)[3].split(": ", 1)[1]
        entry = app.find("combo box", "Class")
        entry.find_all("push button")[0].press()
        counts = app.wait_for(lambda: [n.name for n in app.find_all("list item") if n.name.startswith(class_name)], 5, "the classes")
        app.key("Escape")
        check_filter(app, class_name, int(counts[0].split()[-1]), total)
        check_thumbnail_size(app)
        check_pixels(app, True)
        check_tab(app)
        finish(app)
    print("ok: scenes, %d + %d" % (total, n_test), flush=True)


def check_fashion(downhill):
    if subprocess.run([downhill, "info", "fashion-mnist"], capture_output=True).returncode != 0:
        print("# fashion-mnist is not installed (package dataset-fashion-mnist): not tried", flush=True)
        return
    with App([downhill, "points:blobs"]) as app:
        wait_open(app, "Points: blobs")
        assert app.exists("label", "Coordinates")
        assert app.exists("image", "The point among the others")
        app.find("push button", "Open").press()
        app.find("menu item", "Fashion-MNIST").click()
        wait_open(app, "Fashion-MNIST")
        wait_place(app, 1, 60000)
        check_arrows(app, 60000)
        check_split(app, 60000, 10000)
        check_filter(app, "Sandal", 6000, 60000)
        check_pixels(app, False)
        finish(app)
    print("ok: points, Fashion-MNIST from the menu", flush=True)


def check_errors(downhill):
    """What cannot be opened leaves a sentence and all else as it was."""
    with tempfile.TemporaryDirectory() as folder:
        write_folder(os.path.join(folder, "stamps"), {"red": (200, 20, 20), "green": (20, 180, 40)}, 12)
        with open(os.path.join(folder, "stamps", "red", "broken.png"), "w") as f:
            f.write("not a picture\n")
        with open(os.path.join(folder, "list.txt"), "w") as f:
            f.write("not a data set\n")
        with App([downhill, os.path.join(folder, "missing")]) as app:
            app.find("label", "No data set is open", timeout=10)
            alert = app.find("alert")
            assert "missing" in alert.find_all("label")[0].name, alert.find_all("label")
            app.find("push button", "Dismiss the message").press()
            app.wait_gone("alert")
            app.key("ctrl+shift+o")
            app.choose_file(os.path.join(folder, "stamps"))
            wait_open(app, "stamps")
            app.find("push button", "1 file skipped").press()
            app.find("label", re.compile("broken.png"))
            app.key("Escape")
            app.key("ctrl+o")
            app.choose_file(os.path.join(folder, "list.txt"))
            assert "list.txt" in app.find("alert").find_all("label")[0].name
            assert app.exists("image", re.compile("^Image 1: ")), "the data set open before has gone"
            app.find("table", "Examples").find_all("image")[0].click()
            app.key("Escape")
            app.wait_gone("alert")
            app.find("push button", "Open").press()
            app.find("menu item", "stamps")
            app.key("Escape")
            finish(app)
    print("ok: errors, the file chooser, skipped files", flush=True)


def check_mid_load(downhill):
    """Many large pictures take a while: it can be cancelled, and closing does not wait for it."""
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "a"))
        write_png(os.path.join(folder, "a", "first.png"), (90, 99, 200), 2000)
        for i in range(1500):
            os.link(os.path.join(folder, "a", "first.png"), os.path.join(folder, "a", "%04d.png" % i))
        with App([downhill, folder]) as app:
            app.find("progress bar", "Loading")
            app.find("push button", "Cancel").press()
            app.find("label", "No data set is open")
            app.wait_gone("progress bar", "Loading")
            assert not app.exists("alert"), "a cancelled load is no error"
            app.key("ctrl+shift+o")
            app.choose_file(folder)
            app.find("progress bar", "Loading")
            finish(app)
    print("ok: cancelled, and closed in mid-load", flush=True)


def check_size_is_kept(downhill):
    with tempfile.TemporaryDirectory() as folder:
        kept = {"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": folder}
        sizes = []
        for i in range(2):
            with App([downhill, "points:moons"], env=kept) as app:
                app.find("table", "Examples")
                if i == 0:
                    app.resize(1060, 716)
                    app.find("slider", "Thumbnail size").set_value(96)
                sizes.append(app.frame()._measure()[2:] + (app.find("slider", "Thumbnail size").value,))
                finish(app)
        assert sizes[0] == sizes[1] and sizes[0][2] == 96, sizes
    print("ok: sizes are kept from one start to the next", flush=True)


def finish(app):
    status = app.close()
    assert status == 0, "closed with status %s\n%s" % (status, app.log())
    assert not app.warnings(), app.warnings()


def main():
    downhill = sys.argv[1]
    os.environ["G_DEBUG"] = "fatal-warnings"
    for check in (check_scenes, check_fashion, check_errors, check_size_is_kept, check_mid_load):
        check(downhill)


if __name__ == "__main__":
    main()
