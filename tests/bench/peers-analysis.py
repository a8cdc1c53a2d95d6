#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Landscapes and numerical gradients in NumPy and PyTorch, the way they are made today.

The loss at a point of a landscape is one forward pass over all examples, as the published tools do it; the numerical gradient is the
loop over all weights of the CS231n exercises, in float64.  Some points and weights are timed, the rest is extrapolated.
"affine" is NumPy with the shortcut that scores are affine in the plane.  Prints name=value lines.
"""

import argparse
import importlib.util
import os
import time

CLASSES, COLUMNS, ROWS, GRID = 10, 784, 60000, 101


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--points", type=int, default=3, help="grid points that are timed")
    parser.add_argument("--weights", type=int, default=300, help="weights that are nudged")
    parser.add_argument("--quick", action="store_true", help="a fiftieth of the rows, to see that it runs")
    return parser.parse_args()


def tune(threads):
    """As in peers.py, before the libraries start their threads."""
    place = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers.py")
    spec = importlib.util.spec_from_file_location("peers", place)
    peers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(peers)
    peers.tune(threads)


def seconds_of(function, repeats=3):
    """Medians by the clock on the wall and by the processor's."""
    function()
    times, cpu_times = [], []
    for _ in range(repeats):
        start, cpu_start = time.perf_counter(), time.process_time()
        function()
        times.append(time.perf_counter() - start)
        cpu_times.append(time.process_time() - cpu_start)
    return sorted(times)[repeats // 2], sorted(cpu_times)[repeats // 2]


def loss_of_scores(np, s, y, loss):
    rows = np.arange(len(y))
    if loss == "softmax":
        s = s - s.max(1, keepdims=True)
        return (np.log(np.exp(s).sum(1)) - s[rows, y]).mean()
    m = np.maximum(0, s - s[rows, y][:, None] + 1)
    m[rows, y] = 0
    return m.sum() / len(y)


def report(case, peer, loss, threads, seconds, share):
    """@share: what all is to the part that was timed."""
    print(f"{peer}.{case}.{loss}.{threads}t.ms={seconds[0] * share * 1e3:.1f}")
    print(f"{peer}.{case}.{loss}.{threads}t.cpu_ms={seconds[1] * share * 1e3:.1f}", flush=True)


def time_numpy(np, arguments, x, y, planes):
    w, d1, d2 = planes
    points = [(-1 + 2 * (i + 0.5) / arguments.points, 0.3) for i in range(arguments.points)]
    share = GRID * GRID / arguments.points
    for loss in ("softmax", "hinge"):
        seconds = seconds_of(lambda: [loss_of_scores(np, x @ (w + np.float32(a) * d1 + np.float32(b) * d2), y, loss) for a, b in points])
        report("landscape", "numpy", loss, arguments.threads, seconds, share)
        tables = [x @ v for v in planes]
        seconds = seconds_of(lambda: [loss_of_scores(np, tables[0] + np.float32(a) * tables[1] + np.float32(b) * tables[2], y, loss)
                                      for a, b in points])
        report("landscape", "affine", loss, arguments.threads, seconds, share)


def time_torch(torch, arguments, x, y, planes):
    torch.set_num_threads(arguments.threads)
    torch.set_grad_enabled(False)
    x, y = torch.from_numpy(x), torch.from_numpy(y)
    w, d1, d2 = (torch.from_numpy(v) for v in planes)
    points = [(-1 + 2 * (i + 0.5) / arguments.points, 0.3) for i in range(arguments.points)]
    losses = {"softmax": torch.nn.functional.cross_entropy, "hinge": torch.nn.functional.multi_margin_loss}
    for loss, function in losses.items():
        seconds = seconds_of(lambda: [function(x @ (w + a * d1 + b * d2), y).item() for a, b in points])
        report("landscape", "torch", loss, arguments.threads, seconds, GRID * GRID / arguments.points)


def time_numeric(np, arguments, x, y, w):
    x, w = x[:256].astype(np.float64), w.astype(np.float64)
    flat, y, h = w.reshape(-1), y[:256], 1e-5

    def nudge(loss):
        for i in range(arguments.weights):
            old = flat[i]
            flat[i] = old + h
            up = loss_of_scores(np, x @ w, y, loss)
            flat[i] = old - h
            down = loss_of_scores(np, x @ w, y, loss)
            flat[i] = old
            assert up is not down
    for loss in ("softmax", "hinge"):
        report("numeric-256", "numpy", loss, arguments.threads, seconds_of(lambda: nudge(loss)), flat.size / arguments.weights)


def main():
    arguments = parse_arguments()
    tune(arguments.threads)
    try:
        import numpy as np
    except ImportError:
        print("NumPy is not installed: nothing to compare with (apt install python3-numpy)")
        return
    random = np.random.default_rng(0)
    rows = ROWS // 50 if arguments.quick else ROWS
    x = np.ones((rows, COLUMNS + 1), np.float32)
    x[:, :COLUMNS] = random.integers(0, 256, (rows, COLUMNS), np.uint8) * np.float32(1 / 255)
    y = random.integers(0, CLASSES, rows)
    planes = [(0.1 * random.standard_normal((COLUMNS + 1, CLASSES))).astype(np.float32) for _ in range(3)]
    time_numpy(np, arguments, x, y, planes)
    time_numeric(np, arguments, x, y, planes[0])
    try:
        import torch
    except ImportError:
        print("PyTorch is not installed: apt install python3-torch")
        return
    time_torch(torch, arguments, x, y, planes)


main()
