"""Builds the Python package with CMake: the extension module and the worker go into it.

    pip install --no-build-isolation --no-index .

Environment: STOCKADE_BUILD_DIR, a build directory to use and keep (else build/python-TAG);
STOCKADE_JOBS, how many compilers run at a time.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = Path(__file__).resolve().parent


def version():
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"project\(stockade VERSION ([0-9.]+)", text).group(1)


def need(program, why):
    if shutil.which(program) is None:
        sys.exit(f"stockade: {program} is needed {why}; tools/bootstrap build installs what is missing")


class CMakeBuild(build_ext):
    """Builds the targets `stockade_python` and `stockade-worker`, and copies what they make."""

    def build_extension(self, extension):
        need("cmake", "to build the extension module")
        need("ninja", "to build the extension module")
        if not (ROOT / "node_modules" / "tree-sitter-python").is_dir():
            need("npm", "to fetch the pinned grammar")
            subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                           cwd=ROOT, check=True)
        build = Path(os.environ.get(
            "STOCKADE_BUILD_DIR", ROOT / "build" / f"python-{sysconfig.get_config_var('SOABI')}"))
        subprocess.run(
            ["cmake", "-S", str(ROOT), "-B", str(build), "-G", "Ninja",
             "-DCMAKE_BUILD_TYPE=Release", "-DSTOCKADE_DEVELOPER=OFF", "-DSTOCKADE_TESTS=OFF",
             "-DSTOCKADE_BENCH=OFF", "-DSTOCKADE_PYTHON_PACKAGE=ON",
             "-DSTOCKADE_FIND_BUILT_WORKER=OFF",
             f"-DPython3_EXECUTABLE={sys.executable}"], check=True)
        jobs = os.environ.get("STOCKADE_JOBS", str(os.cpu_count() or 1))
        subprocess.run(["cmake", "--build", str(build), "-j", jobs,
                        "--target", "stockade_python", "stockade-worker"], check=True)
        target = Path(self.get_ext_fullpath(extension.name)).parent
        target.mkdir(parents=True, exist_ok=True)
        (module,) = (build / "tools" / "python" / "stockade").glob("_native*.so")
        shutil.copy2(module, self.get_ext_fullpath(extension.name))
        shutil.copy2(build / "executor" / "stockade-worker", target / "stockade-worker")


setup(
    version=version(),
    package_dir={"": "tools/python"},
    packages=["stockade", "stockade.restricted"],
    package_data={"stockade": ["py.typed", "*.pyi"]},
    ext_modules=[Extension("stockade._native", [])],
    cmdclass={"build_ext": CMakeBuild},
)
