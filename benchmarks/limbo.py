"""Cases that others made against verifiers, run through ours: x509-limbo for chains, Wycheproof for signatures.

Their files are not in this repository. `--limbo` names x509-limbo's list of cases (limbo.json, or what its `limbo`
package makes), `--wycheproof` the folder of Wycheproof's vectors. The list of ids with what we expect is ours:
verifier_cases.toml; `--write` makes it anew, and what differs from their own view has to be explained there.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509 import load_pem_x509_certificates
from cryptography.x509.verification import Store

from skill.web import chain, signature
from skill.web.refusal import Refused

CASES = Path(__file__).with_name("verifier_cases.toml")
NOT_OURS = {"has-crl", "has-policy-constraints", "has-cert-policies", "max-chain-depth"}
"""What a verifier has to offer for some of the cases, and none of those compared does."""

Json = dict[str, Any]
OUR_OWN = ("another name", "not an RSA key")
"""Where we are stricter than any chain has to be: an exact name, and Amazon's kind of key."""


def main(arguments: list[str]) -> int:
    """Prints a table a suite. Returns 1 where a result is not the one that is listed."""
    parser = argparse.ArgumentParser(prog="script/bench limbo", description=__doc__)
    parser.add_argument("--limbo", type=Path, metavar="limbo.json")
    parser.add_argument("--wycheproof", type=Path, metavar="FOLDER", help="its testvectors_v1")
    parser.add_argument("--express", type=Path, metavar="FOLDER", help="where ask-sdk-express-adapter is installed")
    parser.add_argument("--write", action="store_true", help="list what was found as what is expected")
    options = parser.parse_args(arguments)
    found: dict[str, dict[str, str]] = {}
    if options.limbo:
        cases = [each for each in _list(options.limbo) if applies(each)]
        found["limbo"] = {each["id"]: ours(each) for each in cases}
        report(
            "x509-limbo", {each["id"]: wanted(each) for each in cases}, found["limbo"], peers(cases, options.express)
        )
    if options.wycheproof:
        vectors = list(signatures(options.wycheproof))
        found["wycheproof"] = {id: checked(key, message, signed) for id, key, message, signed, _ in vectors}
        report(
            "Wycheproof, RSA PKCS#1 v1.5 with SHA-256",
            {id: each for id, _, _, _, each in vectors},
            found["wycheproof"],
            {},
        )
    if options.write:
        CASES.write_text(listed(found), encoding="utf-8")
        return 0
    expected = tomllib.loads(CASES.read_text(encoding="utf-8"))
    wrong = [f"{suite}: {id} is {result}" for suite, results in found.items() for id, result in results.items()
             if expected[suite].get(id) != result]  # fmt: skip
    print(*wrong, sep="\n")
    return 1 if wrong else 0


def _list(file: Path) -> list[Json]:
    data = json.loads(file.read_text(encoding="utf-8"))
    return list(data["testcases"] if isinstance(data, dict) else data)


def applies(case: Json) -> bool:
    """Whether a case is about what every verifier of a server's chain does."""
    name = case["expected_peer_name"] or {}
    return case["validation_kind"] == "SERVER" and name.get("kind") == "DNS" and not NOT_OURS & set(case["features"])


def wanted(case: Json) -> str:
    """What its authors expect."""
    return "accepted" if case["expected_result"] == "SUCCESS" else "refused"


def moment(case: Json) -> datetime:
    """When it is to be looked at."""
    return datetime.fromisoformat(case["validation_time"]) if case["validation_time"] else datetime.now(UTC)


def ours(case: Json) -> str:
    """What `skill.web.chain` makes of a case, in whose place Amazon's name is the one the case asks for."""
    really, chain.CERT_CHAIN_DOMAIN = chain.CERT_CHAIN_DOMAIN, case["expected_peer_name"]["value"]
    try:
        roots = Store(load_pem_x509_certificates("".join(case["trusted_certs"]).encode()))
        pem = "\n".join([case["peer_certificate"], *case["untrusted_intermediates"]])
        chain.signing_key(pem.encode(), roots, moment(case))
    except Refused as error:
        return "stricter" if error.detail.startswith(OUR_OWN) else "refused"
    except ValueError:  # no authorities that could be read
        return "refused"
    finally:
        chain.CERT_CHAIN_DOMAIN = really
    return "accepted"


def signatures(folder: Path) -> Any:
    """The vectors that apply: RSA keys of 2048 bits and more, SHA-256."""
    for file in sorted(folder.glob("rsa_signature_*_sha256_test.json")):
        for group in json.loads(file.read_text(encoding="utf-8"))["testGroups"]:
            key = load_der_public_key(bytes.fromhex(group["publicKeyDer"]))
            assert isinstance(key, RSAPublicKey)
            for test in group["tests"]:
                id = f"{key.key_size} {test['tcId']}"
                good = {"valid": "accepted", "invalid": "refused", "acceptable": "either"}[test["result"]]
                yield id, key, bytes.fromhex(test["msg"]), bytes.fromhex(test["sig"]), good


def checked(key: RSAPublicKey, message: bytes, signed: bytes) -> str:
    """What `skill.web.signature` makes of one."""
    try:
        signature.verify(key, signed, message)
    except Refused:
        return "refused"
    return "accepted"


def peers(cases: list[Json], express: Path | None) -> dict[str, dict[str, str]]:
    """What Amazon's own verifiers make of the same chains."""
    found = {"Amazon's Python adapter": _asked([sys.executable, "-W", "ignore", "-m", "benchmarks.limbo_sdk"], cases)}
    if express and shutil.which("node"):
        script = str(Path(__file__).with_name("limbo_express.cjs"))
        found["Amazon's Node adapter"] = _asked(["node", script], cases, BENCH_NODE=str(express))
    return found


def _asked(command: list[str], cases: list[Json], **more: str) -> dict[str, str]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(cases, file)
        file.flush()
        done = subprocess.run(
            [*command, file.name], capture_output=True, text=True, check=True, env={**os.environ, **more}
        )
    results: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return results


def report(suite: str, right: dict[str, str], mine: dict[str, str], others: dict[str, dict[str, str]]) -> None:
    """The table."""
    print(f"\n{suite}: {len(right)} cases\n")
    print("| verifier | right | wrongly accepted | wrongly refused | stricter on purpose | broke | endless |")
    print("|---|---|---|---|---|---|---|")
    for name, results in {"ours": mine, **others}.items():
        told = Counter(
            "bad" if each == "accepted" and right[id] == "refused" else
            "strict" if each == "stricter" else
            "lost" if each == "refused" and right[id] == "accepted" else
            each if each in ("crash", "endless") else "good"
            for id, each in results.items()
        )  # fmt: skip
        kinds = ("good", "bad", "lost", "strict", "crash", "endless")
        print(f"| {name} | {' | '.join(str(told[kind]) for kind in kinds)} |")
    for id, each in mine.items():
        if (each == "accepted" and right[id] == "refused") or (each == "refused" and right[id] == "accepted"):
            print(f"  differs: {id}: {each}")


def listed(found: dict[str, dict[str, str]]) -> str:
    """The list as a file."""
    lines = ["# What our verifier makes of the cases of others, by their ids. Made by `script/bench limbo --write`."]
    for suite, results in found.items():
        lines += ["", f"[{suite}]", *(f'"{id}" = "{each}"' for id, each in sorted(results.items()))]
    return "\n".join(lines) + "\n"
