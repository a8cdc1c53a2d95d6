#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The other views of the loss page: the lecture's questions with a prediction and a reveal, the sanity checks of the model, regularisation
by hand and over lambda, entropies and the sigmoid.  Every number of S12, S21 to S24 and S27 stands on the page.

usage: test-loss-more.py DOWNHILL (inside with-display)
"""

import os
import re
import sys

from ui_drive import App

HINGE = ("A small change", "Smallest and largest", "All scores are 0", "Without j ≠ y", "Mean instead of sum", "Margin 2 instead of 1",
         "Is the best W unique?")
SOFTMAX = ("A small change", "Smallest and largest", "All scores are 0")


def wait_label(part, *texts, hidden=False):
    """TEXTS are whole labels, or compiled expressions; one look at PART of the window finds them all."""
    def shown():
        names = [n.name for n in part.find_all("label", hidden=hidden)]
        return all(text in names if isinstance(text, str) else any(text.search(n) for n in names) for text in texts)
    part.app.wait_for(shown, 30, "the labels %s" % (texts,))


def show(app, view):
    app.find("page tab", re.compile(view)).click()


class Questions:
    """The list of questions, and the card of the one that is chosen."""

    def __init__(self, app):
        self.app = app
        self.list = app.find("list", "Questions")
        self.view = self.list.parent.parent.parent.parent
        rows = self.list.find_all("list item")
        self.rows = dict(zip([("hinge", t) for t in HINGE] + [("softmax", t) for t in SOFTMAX] + [("model", "checks")], rows))
        assert len(rows) == 11, rows

    def choose(self, loss, title, question):
        """QUESTION is how it is asked."""
        self.rows[loss, title].click()
        wait_label(self.view, re.compile(question))

    def predict(self, text):
        entry = self.view.find("text", "Your prediction")
        entry.click()
        self.app.wait_for(lambda: entry.has("focused"), 30, "the entry to have the focus")
        entry.set_text(text)
        self.app.key("Return")

    def pick(self, choice):
        button = self.view.find("check box", choice)
        button.click()
        self.app.wait_for(lambda: button.has("checked"), 30, choice)

    def reveal(self):
        self.view.find("push button", "Reveal").press()

    def ask_again(self):
        self.view.find("push button", "Ask again").press()
        self.view.find("push button", "Reveal")

    def expect(self, *labels):
        wait_label(self.view, *labels)


def check_nudge(app, questions):
    """S10, S25: image 1 feels nothing of a small change, image 2 does; softmax always does."""
    questions.choose("hinge", "A small change", "how much does the hinge loss")
    questions.predict("nothing")
    questions.expect(re.compile("“nothing” is not a number"))
    questions.predict("0")
    questions.expect("✓ Right: 0.", re.compile("^Not at all"), re.compile("^Of the 12 scores of the sheet, 8 move"))
    questions.view.find("combo box", "Image of the question").choose("image 2: cat")
    questions.expect(re.compile(r"^By \+0\.001: 1 term is above 0"), "5.1", "5.101", "13.4", "13.401")
    questions.choose("softmax", "A small change", "When does that change the softmax loss")
    questions.pick("always")
    questions.reveal()
    questions.expect("✓ Right: “always”.", re.compile("^The hinge loss does not feel the same change"), "0.8909", "0.1091")


def check_bounds(app, questions):
    """S11, S26."""
    questions.choose("hinge", "Smallest and largest", "value that the hinge loss")
    questions.pick("0 and C − 1")
    questions.reveal()
    questions.expect("✗ Not quite: the prediction was “0 and C − 1”.", re.compile("^0 and infinity"))
    questions.choose("softmax", "Smallest and largest", "value that the softmax loss")
    questions.pick("0 and infinity, in theory")
    questions.reveal()
    questions.expect("✓ Right: “0 and infinity, in theory”.", re.compile("^0 and infinity, both in theory only"))


def check_zero(app, questions):
    """S12: C - 1 = 2.  S27: log10 3 = 0.477."""
    questions.choose("hinge", "All scores are 0", "What is the hinge loss of an image then")
    questions.predict("3")
    questions.expect("✗ Not quite: the prediction was 3.", re.compile("^C − 1 = 3 − 1 = 2: "), "4.65", "2")
    questions.ask_again()
    questions.predict("2")
    questions.expect("✓ Right: 2.")
    questions.choose("softmax", "All scores are 0", "What is the softmax loss of an image then")
    questions.view.find("combo box", "Base of the logarithm").choose("10")
    questions.predict("0,48")
    questions.expect("✓ Right: 0,48.", re.compile("^log C = log 3 = 0.477: "), "0.477", "1.099", "1.585")


def check_variants(app, questions):
    """S13 to S16, and what a regulariser changes in the answer."""
    questions.choose("hinge", "Without j ≠ y", "The sum leaves out the true class")
    questions.predict("1")
    questions.expect("✓ Right: 1.", "4.65", "5.65")
    questions.choose("hinge", "Mean instead of sum", "averaged instead of added up")
    questions.pick("stays the same")
    questions.reveal()
    questions.expect("✓ Right: “stays the same”.", re.compile("A regulariser changes the answer: with 10 classes, .* under λ = 0.0009"), "4.65", "2.325")
    questions.choose("hinge", "Margin 2 instead of 1", "The margin is 2 instead of 1")
    questions.reveal()
    questions.expect("Nothing was predicted.", re.compile("9.3 = 2 × 4.65"), re.compile("margin 1 under λ = 0.0002, times 2"))
    questions.choose("hinge", "Is the best W unique?", "Some weights W give L = 0")
    questions.reveal()
    questions.expect(re.compile("^One of many"), re.compile("of all perfect weights it chooses the smallest"))
    questions.expect("7 of 8 predictions right")


def check_sanity(app, questions):
    """The lights of the real model, each with its reason."""
    questions.choose("model", "checks", "Is the loss of the real model what it must be")
    questions.view.find("push button", "Run the checks").press()
    app.wait_for(lambda: len(questions.view.find_all("label", "pass")) == 3, 60, "three lights")
    questions.expect(re.compile("^With W = 0 the data loss is 2.3026"), re.compile("raises the loss"), re.compile("^20 images were fitted"))


def enter(part, name, text):
    part.find("text", name).set_text(text)


def check_by_hand(app):
    """S21: the same score 1; L1: 1 and 1.2; L2: 1 and 0.74."""
    example = app.find(None, "Same score, different penalties")
    wait_label(example, "1", "1.2", "0.74", "1.94",
               re.compile(r"Both weights give the score 1, .* L1 prefers W₁ \(1 < 1\.2\)\. L2 prefers W₂ \(0\.74 < 1\)\."))
    enter(example, "W₂, input 1", "0.5")
    wait_label(example, "1.4", "0.9", re.compile("^The weights give different scores, 1 and 1.2"))
    enter(example, "W₂, input 1", "a lot")
    wait_label(example, re.compile("“a lot” is not a number"))
    example.find("push button", "Lecture's numbers").press()
    wait_label(example, "1.2", "0.74")
    example.find("push button", "More inputs").press()
    example.find("text", "W₂, input 4")
    example.find("push button", "Fewer inputs").press()


def check_shapes(app):
    """The picture says where each regulariser is best."""
    card = app.find(None, "Shapes over the data loss of two weights")
    plot = card.find("image", re.compile("^Shapes of the regularisers"))
    app.wait_for(lambda: "Best with L1" in plot.refresh().description, 30, "the shapes")
    wait_label(card, re.compile("^L1 is best"), hidden=True)
    before = plot.refresh().description
    card.find("spin button", "Size of the shapes").set_value(0.5)
    app.wait_for(lambda: plot.refresh().description not in ("", before), 30, "other shapes")


def check_path(app):
    """Three strengths, one epoch each; which steps of L1 are in use stands on the page."""
    path = app.find(None, "Path over λ")
    path.find("spin button", "Number of strengths", hidden=True).scroll_into_view()
    wait_label(path, re.compile("^In use: proximal steps of L1"))
    path.find("combo box", "Steps of L1").choose("subgradient")
    wait_label(path, re.compile("^In use: the subgradient of L1"))
    path.find("combo box", "Steps of L1").choose("proximal steps")
    path.find("spin button", "Number of strengths").set_value(3)
    path.find("spin button", "Epochs at each strength").set_value(1)
    path.find("push button", "Trace λ").press()
    curves = path.find("image", re.compile("^Accuracy and zeros over λ"), hidden=True)
    app.wait_for(lambda: "weights exactly 0" in curves.refresh().description, 60, "the curves")
    app.wait_for(lambda: path.find_all("push button", "Trace λ"), 60, "the end of the path")
    wait_label(path, re.compile(r"^λ = 1e-05: training accuracy .* % of the weights exactly 0"), hidden=True)
    path.find("slider", "Strength shown", hidden=True).set_value(2)
    wait_label(path, re.compile(r"^λ = 0\.1: .* 100\.0 % of the weights exactly 0"), hidden=True)
    histogram = path.find("image", re.compile("^Histogram of the weights"), hidden=True)
    app.wait_for(lambda: "exactly 0: 100.0 %" in histogram.refresh().description, 30, "the histogram of the strongest")


def check_weather(app):
    """S24: 0.45 and 0.46 to base 10; a sum that is not 1 is refused in words, and mended."""
    table = app.find(None, "Distributions Q and P")
    view = table.parent.parent.parent
    wait_label(table, "0.45", "0.46", "0.01", "1.00")
    enter(table, "P 1", "0.5")
    wait_label(view, re.compile("^The probabilities of P sum to 1.1, not to 1"), "–")
    view.find("push button", "Make the sums 1").press()
    app.wait_for(lambda: not view.find_all("push button", "Make the sums 1"), 30, "the button to go")
    enter(table, "P 1", "much")
    wait_label(view, re.compile("^“much” is no probability"))
    view.find("combo box", "Example").choose("Perfect forecast")
    wait_label(table, "0.45", "0.00")
    view.find("combo box", "Base of the logarithm").choose("2")
    wait_label(table, "1.49")
    return view, table


def check_softmax(app, view, table):
    """S22, S23: the columns of the slide, and -log 0.89."""
    shares = {"Q 1": "1", "P 1": "0.89", "P 2": "0.11", "P 3": "0.00"}
    view.find("combo box", "Example").choose("Softmax of an image")
    wait_label(table, "2697.3", "330.3", "0.15", "7.9", "5.8", "0.12")
    found = {n.name: n.text for n in table.find_all("text") if n.name in shares}
    assert found == shares, found
    formula = view.find("math", re.compile("^Cross-entropy"), hidden=True)
    app.wait_for(lambda: "0.89 = 0.12" in formula.refresh().raw_name, 30, "-log 0.89 in %s" % formula.raw_name)
    view.find("combo box", "Image of the softmax").choose("image 4")
    wait_label(table, "2.3")


def check_sigmoid(view):
    card = view.find(None, "Sigmoid: softmax of two classes", hidden=True)
    wait_label(card, re.compile("give the same 0.818"), hidden=True)
    card.find("spin button", "Score of class 1", hidden=True).set_value(0.5)
    wait_label(card, re.compile("give the same 0.500"), hidden=True)


def main():
    os.environ["G_DEBUG"] = "fatal-warnings"
    with App([sys.argv[1], "scenes"]) as app:
        app.wait_for(lambda: app.find_all("frame", "Scenes – Downhill"), 30, "the data set")
        show(app, "_?Loss$")
        show(app, "hat if")
        questions = Questions(app)
        check_nudge(app, questions)
        check_bounds(app, questions)
        check_zero(app, questions)
        check_variants(app, questions)
        check_sanity(app, questions)
        show(app, "egula")
        check_by_hand(app)
        check_shapes(app)
        check_path(app)
        show(app, "nformation")
        view, table = check_weather(app)
        check_softmax(app, view, table)
        check_sigmoid(view)
        status = app.close()
        assert status == 0, "closed: status %s\n%s" % (status, app.log())
        assert not app.warnings(), app.warnings()
    print("ok: the questions, regularisation and information")


if __name__ == "__main__":
    main()
