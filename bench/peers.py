"""Peers for bench.ts: answers each line of stdin with one line. The arguments name the suites to load.

`versions`: a JSON object. `peak`: the most memory that this process held, in bytes. A task's name: the milliseconds of
one run, or `absent <name>`. What a task needs is made when it is first asked for.
"""
import importlib
import json
import platform
import sys
import time

makers = {}
versions = {"python": platform.python_version()}
for suite in sys.argv[1:]:
    try:
        module = importlib.import_module(f"{suite}_tasks")
        makers |= module.makers
        versions |= module.versions
    except ImportError as error:
        print(f"# {error}", file=sys.stderr)


def peak_bytes():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    except OSError:
        import resource

        # In bytes on macOS, in kB elsewhere. On Linux it would count what the parent held when it started us.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


ready = {}


def milliseconds(name):
    if name not in ready:
        ready[name] = makers[name]()
    start = time.perf_counter()
    ready[name]()
    return (time.perf_counter() - start) * 1e3


for line in sys.stdin:
    question = line.strip()
    if question == "versions":
        answer = json.dumps(versions)
    elif question == "peak":
        answer = peak_bytes()
    else:
        answer = milliseconds(question) if question in makers else f"absent {question}"
    print(answer, flush=True)
