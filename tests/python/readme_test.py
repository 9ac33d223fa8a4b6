"""What README shows of the commands is what they print."""

import os
import re
import shlex
import subprocess
import unittest

ROOT = os.environ["STOCKADE_SOURCE_DIR"]


def sessions():
    """(command, lines) for every `$ stockade ...` in a fenced block."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as f:
        blocks = re.findall(r"^```\n(.*?)^```$", f.read(), re.MULTILINE | re.DOTALL)
    for block in blocks:
        command, lines = None, []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, lines
                command, lines = line[2:], []
            elif command:
                lines.append(line)
        if command:
            yield command, lines


def shows(line, printed):
    """"..." at the end stands for the rest of the line."""
    return printed.startswith(line[:-3].rstrip()) if line.endswith("...") else printed == line


class Readme(unittest.TestCase):
    maxDiff = None

    def test_commands_print_what_is_shown(self):
        seen = 0
        for command, lines in sessions():
            program, *arguments = shlex.split(command)
            self.assertEqual(program, "stockade")
            run = subprocess.run([os.environ["STOCKADE_PROGRAM"], *arguments], cwd=ROOT,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            printed = run.stdout.decode().splitlines()
            at = 0
            for line in lines:
                if line == "...":  # some lines are left out
                    continue
                at = next((i + 1 for i in range(at, len(printed)) if shows(line, printed[i])), None)
                self.assertIsNotNone(at, f"{command}: not printed: {line!r}\n{run.stdout.decode()}")
            seen += 1
        self.assertGreaterEqual(seen, 5)


if __name__ == "__main__":
    unittest.main()
