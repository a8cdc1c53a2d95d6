#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Downhill and its peers in turn on the same processors, and how many times faster it is than the best of them.

The machine's speed drifts and others may use it, so only figures of one run are compared: the two take turns, shape by
shape; each round gives a median for either, and the best rounds are divided, those that were disturbed least.  A peer that
gains nothing from a second thread may use its figure for one.
"""

import argparse
import os
import statistics
import subprocess
import sys

SETS = ("fashion", "cifar")
THREADS = (1, 2)
# case, threads of ours, how many times faster than the best peer it should be
TARGETS = (("epoch", 1, 3.5), ("full", 1, 3.5), ("full", 2, 5.0))


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", help="the program bench-kernels")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a fiftieth of the rows, one round, to see that it runs")
    parser.add_argument("--strict", action="store_true", help="fail where a target is missed")
    return parser.parse_args()


def run(command, threads):
    """Runs on as many processors as threads are allowed; name=value lines come back as a dictionary."""
    def pin():
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, processors[-threads:])
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, preexec_fn=pin)
    return dict(line.split("=", 1) for line in result.stdout.splitlines() if "=" in line)


def take_turns(arguments):
    """Everything measured, name → list over the rounds."""
    peers = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers.py")]
    quick = ["--quick"] if arguments.quick else []
    figures = {}
    for number in range(1 if arguments.quick else arguments.rounds):
        slow = ["--skip-slow"] if number > 0 else []
        for name in SETS:
            for threads in THREADS:
                options = ["--threads", str(threads), "--set", name] + quick
                for prefix, command in (("", peers + options + slow), ("downhill.", [arguments.bench] + options)):
                    for key, value in run(command, threads).items():
                        figures.setdefault(prefix + key, []).append(value)
    return figures


def get_best(figures):
    """Milliseconds by (who, shape, loss, case, threads)."""
    best = {}
    for key, values in figures.items():
        parts = key.split(".")
        if len(parts) == 6 and parts[5] == "ms":
            best[tuple(parts[:4]) + (int(parts[4][:-1]),)] = min(map(float, values))
    return best


def find_best_peer(times, shape, loss, case, threads):
    """The fastest of all with at most so many threads: (milliseconds, name, threads)."""
    return min(((ms, key[0], key[4]) for key, ms in times.items()
                if key[0] != "downhill" and key[1:4] == (shape, loss, case) and key[4] <= threads), default=None)


def print_all(times):
    cases = sorted({key[1:] for key in times}, reverse=True)
    names = sorted({key[0] for key in times}, key=lambda name: (name != "downhill", name))
    print("milliseconds".ljust(32) + "".join(name.rjust(16) for name in names))
    for case in cases:
        cells = [times.get((name,) + case) for name in names]
        print(" ".join(map(str, case[:3])).ljust(26) + f"{case[3]} thr.".ljust(6) +
              "".join(("-" if ms is None else f"{ms:.1f}").rjust(16) for ms in cells))


def print_shares(figures):
    for key in sorted(figures):
        if key.endswith(("fma_share", "read_share")):
            share = statistics.median(map(float, figures[key]))
            print(f"{key}={share:.3f}")
    for key in ("downhill.kernels", "downhill.limit.read.gigabytes_per_second", "downhill.limit.fma.gflops", "blas"):
        if key in figures:
            print(f"{key}={figures[key][-1]}")


def print_ratios(times):
    """Returns how many targets were missed."""
    n_missed = 0
    for case, threads, target in TARGETS:
        for shape in SETS:
            for loss in ("softmax", "hinge"):
                ours = times.get(("downhill", shape, loss, case, threads))
                best = find_best_peer(times, shape, loss, case, threads)
                if ours is None or best is None:
                    print(f"ratio.{shape}.{loss}.{case}.{threads}t: no peer to compare with")
                    continue
                ratio = best[0] / ours
                n_missed += ratio < target
                print(f"ratio.{shape}.{loss}.{case}.{threads}t={ratio:.2f} "
                      f"({ours:.1f} ms against {best[0]:.1f} ms of {best[1]} on {best[2]}; "
                      f"target {target}: {'reached' if ratio >= target else 'missed'})")
    return n_missed


def main():
    arguments = parse_arguments()
    if len(os.sched_getaffinity(0)) < max(THREADS):
        print("This machine has one processor: the figures for two threads mean nothing here.")
    figures = take_turns(arguments)
    times = get_best(figures)
    print_all(times)
    print_shares(figures)
    n_missed = print_ratios(times)
    return 1 if arguments.strict and n_missed > 0 else 0


sys.exit(main())
