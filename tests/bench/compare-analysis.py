#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Landscapes, numerical gradients, paths: Downhill and its peers in turn on the same processors, and the ratios.

The best round of each is taken, the one that was disturbed least.  Targets are ratios to the naive way, and milliseconds where a
person waits.  Where others use the machine the ratio of processor times with one thread says more than that of the clock.
"""

import argparse
import os
import subprocess
import sys

# case, loss, the peer's case, how many times faster it should be
RATIOS = (("landscape", "softmax", 1500), ("landscape", "hinge", 1500), ("numeric-256", "softmax", 4000))
# case, loss, milliseconds it may take with two threads
LIMITS = (("preview", "softmax", 16), ("preview", "hinge", 16), ("numeric", "softmax", 1000), ("path", "softmax", 100),
          ("path", "hinge", 100), ("surface", "softmax", 1))


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", help="the program bench-analysis")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a fiftieth of the rows, one round, to see that it runs")
    parser.add_argument("--strict", action="store_true", help="fail where a target is missed")
    return parser.parse_args()


def run(command, threads):
    def pin():
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, processors[-threads:])
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, preexec_fn=pin)
    return dict(line.split("=", 1) for line in result.stdout.splitlines() if "=" in line)


def take_turns(arguments):
    """The best milliseconds by (who, case, loss, threads), the same by the processor's clock, and which kernels ran."""
    peers = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers-analysis.py")]
    quick = ["--quick"] if arguments.quick else []
    best, cpu, kernels = {}, {}, ""
    for _ in range(1 if arguments.quick else arguments.rounds):
        for threads in (1, 2):
            options = ["--threads", str(threads)] + quick
            for prefix, command in (("downhill.", [arguments.bench] + options), ("", peers + options)):
                for key, value in run(command, threads).items():
                    parts = (prefix + key).split(".")
                    if parts[-1] in ("ms", "cpu_ms"):
                        name = (parts[0], parts[1], parts[2], int(parts[3][:-1]))
                        times = best if parts[-1] == "ms" else cpu
                        times[name] = min(times.get(name, float("inf")), float(value))
                    elif key == "kernels":
                        kernels = value
    return best, cpu, kernels


def main():
    arguments = parse_arguments()
    best, cpu, kernels = take_turns(arguments)
    print(f"kernels={kernels}")
    for name in sorted(best, key=lambda name: (name[1:], name[0])):
        print(f"{name[1]}.{name[2]}.{name[3]}t {name[0]}: {best[name]:.2f} ms, of the processor {cpu[name]:.2f} ms")
    n_missed = 0
    for case, loss, target in RATIOS:
        peers = [(ms, name[0], name[3]) for name, ms in best.items() if name[1:3] == (case, loss) and name[0] in ("numpy", "torch")]
        if not peers:
            print(f"ratio.{case}.{loss}: no peer to compare with")
            continue
        alone = min(ms for name, ms in cpu.items() if name[1:] == (case, loss, 1) and name[0] in ("numpy", "torch"))
        print(f"cpu_ratio.{case}.{loss}={alone / cpu[('downhill', case, loss, 1)]:.0f} (one thread each)")
        ours, (ms, peer, threads) = best[("downhill", case, loss, 2)], min(peers)
        n_missed += ms / ours < target
        print(f"ratio.{case}.{loss}={ms / ours:.0f} ({ours:.2f} ms with two threads against {ms / 1e3:.1f} s of {peer} on {threads}; "
              f"target {target}: {'reached' if ms / ours >= target else 'missed'})")
    for case, loss, limit in LIMITS:
        ours = best[("downhill", case, loss, 2)]
        n_missed += ours > limit
        print(f"time.{case}.{loss}={ours:.3f} ms (limit {limit} ms: {'reached' if ours <= limit else 'missed'})")
    return 1 if arguments.strict and n_missed > 0 else 0


sys.exit(main())
