"""Where the catalogs and the demo event lie: in a checkout beside the package, in a wheel inside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHARED = _PACKAGE / "share"

ROOT: Path = _SHARED if _SHARED.is_dir() else _PACKAGE.parent
CATALOGS: Path = ROOT / "locales"
DEMO_EVENT: Path = ROOT / "data"
