"""`python -m benchmarks NAME [options]`: runs the measurement with this name."""

from __future__ import annotations

import sys
from importlib import import_module

MEASUREMENTS = {
    "web": "the endpoint beside Amazon's own adapters: requests a second, milliseconds a verification",
    "answers": "questions asked between two steps: words of the answers, and how many list dangers",
    "models": "a folder of interaction models, anybody's: whether each sample means its own intent",
    "hearing": "red flags and answers heard in single turns, without understanding: shares and microseconds",
    "nearer": "samples that are nearer to another intent than to their own",
    "understanding": "ours beside virtual-alexa, hassil and the nearest sample: accuracy, false accepts, milliseconds",
    "side_by_side": "five other skills: ours beside virtual-alexa and the nearest sample, in own and other words",
    "fit": "the fitted constants of understanding, fitted again on what was left out of learning, beside the code's",
    "soak": "hundreds of thousands of signed turns while workers are killed and replaced",
    "killed_writes": "a thousand writers of the memory killed at work: none may leave a broken or a lost record",
    "cold": "a cold start on Lambda beside the SDK hello world, and with ten and a hundred times the content",
    "turn": "microseconds a warm turn beside the SDK hello world, and with more content",
    "fuzz_understanding": "thousands of interaction models, any text said to each: an answer, or what is wrong",
    "mutants": "small faults planted in a room, such as guidance: the part of them that its tests find",
    "chaos": "bad days: the host of the certificates down, slow or poisoned, floods, slow senders, kills",
    "limbo": "the cases of x509-limbo and Wycheproof through our verifier, beside Amazon's two",
    "commands": "`say` with and without a desk in the background: seconds of work, seconds waited",
    "first_sentence": "from `serve` on an empty and on a filled cache to the first answers, and the memory of the desk",
    "same_answers": "whether every labelled sentence is understood and answered as in a file of another time",
    "all": "cold, turn, web, commands and first_sentence in one go; with --report one page with pictures",
    "fuzz_web": "a hundred thousand requests that are anything: no error of ours may come of one",
}


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    if not arguments or arguments[0] not in MEASUREMENTS:
        print("usage: script/bench NAME [options]\n", file=sys.stderr)
        for name, what in MEASUREMENTS.items():
            print(f"  {name:<18} {what}", file=sys.stderr)
        return 2
    result: int = import_module(f"benchmarks.{arguments[0]}").main(arguments[1:])
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
