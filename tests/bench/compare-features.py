#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Features of images: Downhill and its peers in turn on one processor, and how many times faster it is.

OpenCV's and dlib's part is compiled here, with all that this processor can do; scikit-image is called where this Python has it.  The
machine's speed drifts and others may use it, so the two take turns, and the best rounds are divided.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time

# our case, the peer's, the pictures, how many times faster it should be
TARGETS = (
    ("opencv", "opencv", ("gray128x64", "gray3000x4000", "color3000x4000"), 3),
    ("lecture", "dlib", ("gray128x64", "gray3000x4000", "color3000x4000"), 8),
    ("skimage1", "skimage1", ("gray128x64",), 100),
    ("skimage2", "skimage2", ("gray128x64",), 100),
    ("hue", "hue", ("color32x32", "color3000x4000"), 1.5),
)


def pin():
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-1:])


def run(command):
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, preexec_fn=pin)
    return dict(line.split("=", 1) for line in result.stdout.splitlines() if "=" in line)


def compile_peers(folder):
    """The program of the C++ peers, or None where they are not installed."""
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers-features.cpp")
    program = os.path.join(folder, "peers-features")
    result = subprocess.run(["g++", "-O3", "-march=native", "-I/usr/include/opencv4", source, "-o", program, "-lopencv_objdetect",
                             "-lopencv_imgproc", "-lopencv_core", "-ldlib", "-lblas", "-llapack"], capture_output=True, text=True)
    return program if result.returncode == 0 else None


def measure_skimage(folder):
    """Microseconds of the two ways of scikit-image for the small picture."""
    try:
        import numpy
        from skimage.feature import hog
    except ImportError:
        return {}
    picture = numpy.fromfile(os.path.join(folder, "gray128x64"), dtype=numpy.uint8).reshape(128, 64)
    figures = {}
    for name, block, norm in (("skimage1", 1, "L1"), ("skimage2", 2, "L2-Hys")):
        seconds = []
        for _ in range(5):
            start = time.perf_counter()
            for _ in range(20):
                hog(picture, orientations=9, pixels_per_cell=(8, 8), cells_per_block=(block, block), block_norm=norm)
            seconds.append((time.perf_counter() - start) / 20)
        figures[f"gray128x64.{name}.us"] = min(seconds) * 1e6
    return figures


def keep_best(best, figures):
    for key, value in figures.items():
        if key.endswith(".us"):
            best[key] = min(best.get(key, float("inf")), float(value))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", help="the program bench-features")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kernels", help="ours: plain, avx2, avx512; the best unless told")
    parser.add_argument("--strict", action="store_true", help="fail where a target is missed")
    arguments = parser.parse_args()
    ours, peers, n_missed = {}, {}, 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([arguments.bench, "--write", folder], check=True, stdout=subprocess.DEVNULL)
        program = compile_peers(folder)
        if program is None:
            print("OpenCV and dlib are not installed: apt install libopencv-objdetect-dev libopencv-imgproc-dev libdlib-dev libblas-dev liblapack-dev")
        for _ in range(arguments.rounds):
            figures = run([arguments.bench] + (["--kernels", arguments.kernels] if arguments.kernels else []))
            print("kernels=" + figures["kernels"], flush=True)
            keep_best(ours, figures)
            if program is not None:
                keep_best(peers, run([program, folder]))
            keep_best(peers, measure_skimage(folder))
    for case, peer, pictures, target in TARGETS:
        for picture in pictures:
            a, b = ours.get(f"{picture}.{case}.us"), peers.get(f"{picture}.{peer}.us")
            if a is None or b is None:
                continue
            n_missed += b / a < target
            print(f"{picture} {case}: {a:.1f} us, {peer} {b:.1f} us, {b / a:.2f} times as fast; wanted {target}")
    sys.exit(1 if n_missed > 0 and arguments.strict else 0)


if __name__ == "__main__":
    main()
