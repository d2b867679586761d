# Read by ./demo, ./check and .ci/run: makes .venv from uv.lock, hashes checked, with nothing on the
# machine but Python 3.11 or later and pip. Everything it writes is inside the checkout.

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$1"
    exit 4
}

find_python() {
    for python in python3 python3.13 python3.12 python3.11 python; do
        if command -v "$python" >/dev/null &&
            "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$python"
            return
        fi
    done
    return 1
}

# Debian ships venv without ensurepip, so the new environment may have no pip of its own:
# the machine's pip installs into it from outside.
install_uv() {
    say "Fetching uv, which installs the rest …"
    "$PYTHON" -m venv --without-pip .uv ||
        fail "Python cannot make a virtual environment: install the package python3-venv."
    "$PYTHON" -m pip --version >/dev/null 2>&1 ||
        fail "pip is missing: install the package python3-pip, or uv (https://docs.astral.sh/uv)."
    "$PYTHON" -m pip --python .uv/bin/python install --quiet --disable-pip-version-check \
        --require-hashes --requirement .ci/uv.txt ||
        fail "uv could not be installed: is the Python package index reachable?"
}

# The same packages by pip, for a machine whose index or certificates only pip knows of.
# --editable builds the project, which pip does apart from the environment.
sync_with_pip() {
    local wanted=.venv/requirements.txt
    "$PYTHON" -m venv --without-pip --clear .venv &&
        "$UV" export --frozen --quiet --no-emit-project --output-file "$wanted" "$@" &&
        "$PYTHON" -m pip --python .venv/bin/python install --quiet --disable-pip-version-check \
            --require-hashes --requirement "$wanted" &&
        "$PYTHON" -m pip --python .venv/bin/python install --quiet --disable-pip-version-check \
            --no-deps --editable .
}

# prepare [OPTION...]: options are those of `uv sync`, such as --no-dev.
prepare() {
    PYTHON=$(find_python) || fail "Python 3.11 or later is needed and was not found."
    if command -v uv >/dev/null; then
        UV=uv
    else
        [ -x .uv/bin/uv ] || install_uv
        UV=.uv/bin/uv
    fi
    # The machine's own certificates: a proxy in between may have added one.
    export UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
    "$UV" sync --frozen --quiet "$@" || {
        say "uv could not install the packages (above); trying pip …"
        sync_with_pip "$@" || fail "The packages could not be installed; the lines above say why."
    }
}
