"""The gate: no number of `floors.json` may be missed.

    python -m bench.floors            measures the sets that are here and compares; exit status 1 below a floor
    python -m bench.floors --raise    measures, and raises floors to what was reached (never lowers one)

`none` holds the floors of the rules alone, `compact` those of the default, which reads with a model.
A floor is lowered only by hand, in a commit that says why.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Sequence

from bench.run import HERE, MODEL, SETS, Numbers, available

FILE = HERE / "floors.json"
PLAY = 1e-9


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="up", action="store_true", help="raise the floors to what is reached")
    args = parser.parse_args(argv)
    floors: dict[str, dict[str, Numbers]] = json.loads(FILE.read_text(encoding="utf-8"))
    missed, held = [], 0
    for model, name in [(reader, name) for reader, sets in floors.items() for name in sets]:
        if name not in available():
            print(f"{model}, {name}: not here, not measured")
            continue
        os.environ[MODEL] = model
        reached = SETS[name]()
        for metric, floor in floors[model][name].items():
            value = reached.get(metric, 0.0)
            if value + PLAY < floor:
                missed.append(f"{model}, {name}: {metric} is {value:.3f}, its floor {floor:.3f}")
            held += value + PLAY >= floor
            floors[model][name][metric] = max(floor, math.floor(value * 1000) / 1000) if args.up else floor
    if args.up:
        FILE.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    print(*missed, sep="\n", end="\n" if missed else "")
    print(f"{held} numbers at or above their floor, {len(missed)} below")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
