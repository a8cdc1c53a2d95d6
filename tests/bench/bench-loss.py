#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""How long does a changed score take to be seen, with 20 classes and 12 images on the worksheet of the losses?

usage: bench-loss.py DOWNHILL UI_TESTS (inside with-display)

The slider moves a score by its own keys; each press makes one frame in which everything that follows from the score is computed, laid out and
painted.  A frame's time is that from the frame clock's "before-paint" to its "after-paint".  Ends with 1 where more than one in ten
exceeds 16 ms.
"""

import os
import re
import statistics
import sys
import tempfile
import time

sys.path.insert(0, sys.argv[2])
from ui_drive import App  # noqa: E402

PRESSES = 60
LIMIT = 16


def now():
    return time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000


def read_log(path):
    """(begin, wall, processor) of each frame, in microseconds."""
    with open(path) as f:
        rows = [[int(word) for word in line.split()[1:]] for line in f if line.endswith("\n")]
    return [(row[1], row[2] - row[1], row[3]) for row in rows]


def fill(app):
    """20 x 12, and scores that are not all alike: the model's."""
    app.find("push button", "Model’s Scores", timeout=20).activate()
    app.find("label", "test 1", timeout=30, hidden=True)
    app.find("spin button", "Number of classes Classes").set_value(20)
    app.find("spin button", "Number of images Images").set_value(12)
    app.find("table cell", "Score of class 20 for image 12", timeout=30, hidden=True)


def drag(app):
    slider = app.find("slider", re.compile("^Move the score"), hidden=True)
    slider.scroll_into_view()
    slider.click(fx=0.4)
    app.settle(1)
    begin = now()
    for _ in range(PRESSES):
        app.xdotool("key", "Right")
        time.sleep(0.06)
    return begin, now()


def main():
    downhill = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "frames")
        os.environ["DOWNHILL_FRAME_LOG"] = path
        with App([downhill, "scenes"]) as app:
            app.find("table", "Examples", timeout=30)
            app.key("alt+3")
            fill(app)
            begin, end = drag(app)
            app.close()
        frames = [f for f in read_log(path) if begin <= f[0] <= end]
    costs = [f[1] / 1000 for f in frames]
    cpu = [f[2] / 1000 for f in frames]
    print("frames=%d" % len(frames))
    print("median_ms=%.4g" % statistics.median(costs))
    print("p90_ms=%.4g" % statistics.quantiles(costs, n=10)[-1])
    print("max_ms=%.4g" % max(costs))
    print("cpu_median_ms=%.4g" % statistics.median(cpu))
    print("cpu_max_ms=%.4g" % max(cpu))
    sys.exit(1 if statistics.quantiles(costs, n=10)[-1] > LIMIT else 0)


if __name__ == "__main__":
    main()
