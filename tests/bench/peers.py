#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The same work in the tools that people use today: numpy, PyTorch and scikit-learn.

Random bytes of the shapes of Fashion-MNIST and CIFAR-10; an epoch of minibatch SGD (256, shuffled, in memory) and one
full-batch loss and gradient of a linear classifier, softmax and hinge.  Every peer works as its users would have it do at
its best: float32 converted beforehand and not counted, its fastest BLAS, no copies that it does not need.
Prints name=value lines; a library that is missing is passed over with a sentence.
"""

import argparse
import os
import sys
import time

SETS = {"fashion": (60000, 784), "cifar": (50000, 3072)}
CLASSES = 10
BATCH = 256
RATE = 1e-3


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--set", choices=list(SETS), help="only this shape")
    parser.add_argument("--skip-slow", action="store_true", help="leave out what takes seconds: scikit-learn's epoch")
    parser.add_argument("--quick", action="store_true", help="a fiftieth of the rows, to see that it runs")
    return parser.parse_args()


def tune(threads):
    """Before numpy and torch start their pools.

    OpenBLAS 0.3.21 takes processors that are newer than itself for very old ones and is then up to five times slower: it is
    told which one to take.  The pools of torch and OpenBLAS spin against each other unless they wait passively.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "LOKY_MAX_CPU_COUNT"):
        os.environ[name] = str(threads)
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            flags = file.read()
    except OSError:
        flags = ""
    if "avx512f" in flags:
        os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")
        os.environ.setdefault("ATEN_CPU_CAPABILITY", "avx512")
    elif "avx2" in flags:
        os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")


def median_ms(function, repeats):
    function()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2] * 1e3


class Numpy:
    """Gradients by hand, the way of the CS231n exercises; weights lie class by class, which OpenBLAS multiplies faster."""

    def __init__(self, np, pixels, labels):
        self.np = np
        self.x = pixels.astype(np.float32) * np.float32(1 / 255)
        self.y = labels
        self.w = (0.01 * np.random.default_rng(2).standard_normal((CLASSES, pixels.shape[1]))).astype(np.float32)
        self.b = np.zeros(CLASSES, np.float32)
        self.random = np.random.default_rng(1)

    def slopes(self, s, y, loss):
        """Scores become their slopes, in place where that is faster; returns them and the loss."""
        np, rows = self.np, np_arange(self.np, len(y))
        if loss == "softmax":
            s -= s.max(1, keepdims=True)
            np.exp(s, out=s)
            s /= s.sum(1, keepdims=True)
            value = -np.log(s[rows, y]).sum()
            s[rows, y] -= 1
        else:
            s -= s[rows, y][:, None] - 1
            np.maximum(s, 0, out=s)
            s[rows, y] = 0
            value = s.sum()
            s = (s > 0).astype(np.float32)
            s[rows, y] = -s.sum(1)
        s /= len(y)
        return s, value / len(y)

    def epoch(self, loss):
        order = self.random.permutation(len(self.x))
        for start in range(0, len(order), BATCH):
            rows = order[start:start + BATCH]
            x, y = self.x[rows], self.y[rows]
            s, _ = self.slopes(x @ self.w.T + self.b, y, loss)
            self.w -= RATE * (s.T @ x)
            self.b -= RATE * s.sum(0)

    def full(self, loss):
        s = self.x @ self.w.T
        s += self.b
        s, value = self.slopes(s, self.y, loss)
        return value, s.T @ self.x, s.sum(0)


def np_arange(np, n, made={}):
    """Kept, so that the peer does not make it again for every batch."""
    if n not in made:
        made[n] = np.arange(n)
    return made[n]


class TorchByHand:
    def __init__(self, torch, pixels, labels):
        self.torch = torch
        self.x = torch.from_numpy(pixels).float().mul_(1 / 255)
        self.y = torch.from_numpy(labels)
        self.w = 0.01 * torch.randn(CLASSES, pixels.shape[1])
        self.b = torch.zeros(CLASSES)

    def slopes(self, s, y, loss):
        torch, rows = self.torch, torch_arange(self.torch, len(y))
        if loss == "softmax":
            s = torch.log_softmax(s, 1)
            value = -s[rows, y].sum()
            s.exp_()
            s[rows, y] -= 1
        else:
            s = (s - s[rows, y][:, None] + 1).clamp_(min=0)
            s[rows, y] = 0
            value = s.sum()
            s = (s > 0).float()
            s[rows, y] = -s.sum(1)
        return s.div_(len(y)), value / len(y)

    def epoch(self, loss):
        order = self.torch.randperm(len(self.x))
        for start in range(0, len(order), BATCH):
            rows = order[start:start + BATCH]
            x, y = self.x[rows], self.y[rows]
            s, _ = self.slopes(self.torch.addmm(self.b, x, self.w.t()), y, loss)
            self.w.addmm_(s.t(), x, alpha=-RATE)
            self.b.sub_(s.sum(0), alpha=RATE)

    def full(self, loss):
        s, value = self.slopes(self.torch.addmm(self.b, self.x, self.w.t()), self.y, loss)
        return value, s.t() @ self.x, s.sum(0)


def torch_arange(torch, n, made={}):
    if n not in made:
        made[n] = torch.arange(n)
    return made[n]


class TorchAutograd:
    """nn.Linear, a loss of torch.nn and torch.optim.SGD, as in its tutorials."""

    def __init__(self, torch, pixels, labels):
        self.torch = torch
        self.x = torch.from_numpy(pixels).float().mul_(1 / 255)
        self.y = torch.from_numpy(labels)
        self.model = torch.nn.Linear(pixels.shape[1], CLASSES)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=RATE)
        self.losses = {"softmax": torch.nn.CrossEntropyLoss(), "hinge": torch.nn.MultiMarginLoss()}

    def epoch(self, loss):
        order = self.torch.randperm(len(self.x))
        for start in range(0, len(order), BATCH):
            rows = order[start:start + BATCH]
            self.optimizer.zero_grad()
            self.losses[loss](self.model(self.x[rows]), self.y[rows]).backward()
            self.optimizer.step()

    def full(self, loss):
        self.model.zero_grad()
        value = self.losses[loss](self.model(self.x), self.y)
        value.backward()
        return value


class Sklearn:
    """SGDClassifier learns one example at a time, a class against the rest; its full batch is that of LogisticRegression."""

    def __init__(self, np, pixels, labels):
        self.np = np
        self.x = pixels.astype(np.float32) * np.float32(1 / 255)
        self.y = labels
        self.model = None
        self.w = np.zeros((CLASSES, pixels.shape[1] + 1), np.float32)

    def epoch(self, loss):
        from sklearn.linear_model import SGDClassifier
        model = SGDClassifier(loss="log_loss" if loss == "softmax" else "hinge", max_iter=1, tol=None, random_state=0)
        model.partial_fit(self.x, self.y, classes=list(range(CLASSES)))

    def full(self, loss):
        if self.model is None:
            from sklearn._loss import HalfMultinomialLoss
            from sklearn.linear_model._linear_loss import LinearModelLoss
            self.model = LinearModelLoss(base_loss=HalfMultinomialLoss(n_classes=CLASSES), fit_intercept=True)
        return self.model.loss_gradient(self.w, self.x, self.y.astype(self.np.float32))


def find_peers(np, threads):
    """Name, and what makes it from the data."""
    yield "numpy", lambda x, y: Numpy(np, x, y)
    try:
        import torch
        torch.set_num_threads(threads)
        torch.manual_seed(0)
        yield "torch-by-hand", lambda x, y: TorchByHand(torch, x, y)
        yield "torch-autograd", lambda x, y: TorchAutograd(torch, x, y)
    except ImportError:
        print("PyTorch is not installed (Debian: python3-torch): left out.", file=sys.stderr)
    try:
        import sklearn  # noqa: F401
        import warnings
        warnings.simplefilter("ignore")
        yield "sklearn", lambda x, y: Sklearn(np, x, y)
    except ImportError:
        print("scikit-learn is not installed (Debian: python3-sklearn): left out.", file=sys.stderr)


def measure(peer, name, case, loss, repeats, skip_slow):
    """None where the peer has no such function."""
    function = getattr(peer, case)
    if name == "sklearn":
        if case == "full" and loss == "hinge" or case == "epoch" and skip_slow:
            return None
        if case == "epoch":
            repeats = 1
    try:
        return median_ms(lambda: function(loss), repeats)
    except (ImportError, TypeError, ValueError) as error:
        print(f"{name} has no {case} for {loss} here ({error}): left out.", file=sys.stderr)
        return None


def main():
    arguments = parse_arguments()
    tune(arguments.threads)
    try:
        import numpy as np
    except ImportError:
        print("numpy is not installed (Debian: python3-numpy): no peers.", file=sys.stderr)
        return
    print(f"blas={os.environ.get('OPENBLAS_CORETYPE', 'as installed')}")
    for set_name, (n, d) in SETS.items():
        if arguments.set not in (None, set_name):
            continue
        random = np.random.default_rng(0)
        pixels = random.integers(0, 256, (n // 50 if arguments.quick else n, d), dtype=np.uint8)
        labels = random.integers(0, CLASSES, len(pixels))
        for name, make in find_peers(np, arguments.threads):
            peer = make(pixels, labels)
            for loss in ("softmax", "hinge"):
                for case in ("epoch", "full"):
                    ms = measure(peer, name, case, loss, arguments.repeats, arguments.skip_slow)
                    if ms is not None:
                        print(f"{name}.{set_name}.{loss}.{case}.{arguments.threads}t.ms={ms:.3f}", flush=True)
            del peer


if __name__ == "__main__":
    main()
