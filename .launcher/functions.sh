# What ./voxpost and ./benchmarks/run share: finds a Java 25 or newer, and builds a module where that was not done yet. Sourced, after
#
#   say       tells one line to people
#   home      the tree, or the directory of the installation
#   module    the module's directory in it
#   artifact  its Maven name
#   sources   what it is built from, relative to the tree
# shellcheck shell=sh disable=SC2154

target=$home/$module/target

# A Java's own "release" file tells its version without starting it.
is_recent() {
    [ -x "$1/bin/java" ] || return 1
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
    if [ -z "$version" ]; then
        version=$("$1/bin/java" -version 2>&1 | sed -n '1s/[^"]*"\([0-9]*\).*/\1/p')
    fi
    [ "${version:-0}" -ge 25 ]
}

find_java() {
    on_path=$(command -v java 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null) && on_path=${on_path%/bin/java}
    for candidate in "${VOXPOST_JAVA_HOME:-}" "${JAVA_HOME:-}" "${on_path:-}" /usr/lib/jvm/* /opt/*; do
        if [ -n "$candidate" ] && is_recent "$candidate"; then
            java_home=$candidate
            return 0
        fi
    done
    say "no Java 25 or newer found: install one (Debian: apt install openjdk-25-jdk, or https://adoptium.net) or set VOXPOST_JAVA_HOME"
    exit 1
}

# The module's jar; its manifest names the libraries in target/lib.
find_jar() {
    jar=
    for candidate in "$target/$artifact"-*.jar; do
        [ -f "$candidate" ] && jar=$candidate
    done
    [ -n "$jar" ]
}

is_stale() {
    [ -f "$home/pom.xml" ] || return 1
    find_jar && [ -d "$target/lib" ] || return 0
    reference=$jar
    [ -n "$(find "$target/.built" -newer "$jar" 2>/dev/null)" ] && reference=$target/.built
    # shellcheck disable=SC2086 # sources are words
    newer=$(cd "$home" && find pom.xml $sources \
        \( -name target -o -path '*/src/test' -o -path 'server/testkit' \) -prune -o \
        -type f -newer "$reference" -print | head -n 1)
    [ -n "$newer" ]
}

build() {
    if ! command -v mvn >/dev/null 2>&1; then
        say "$artifact is not built and there is no mvn: install Maven 3.8 or newer (Debian: apt install maven)"
        exit 1
    fi
    say "building $artifact first (once; about a minute) ..."
    # Maven may run on an older Java; it looks for the newer one under names like this, too.
    [ -n "${JAVA_HOME:-}" ] || command -v java >/dev/null 2>&1 || export JAVA_HOME="$java_home"
    JAVA25_HOME=$java_home mvn -B -q -Dstyle.color=never -f "$home/pom.xml" -pl "$module" -am -DskipTests -Dmaven.test.skip=true package >&2 || {
        say "the build failed"
        exit 1
    }
    touch "$target/.built"
}

build_if_stale() {
    is_stale || return 0
    # Two launchers at the same time: one builds, the other waits. Modules are built from each other, so there is one lock.
    mkdir -p "$target" "$home/server/app/target"
    lock=$home/server/app/target/.building
    waited=0
    until mkdir "$lock" 2>/dev/null; do
        owner=$(cat "$lock/pid" 2>/dev/null)
        if { [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; } || [ "$waited" -ge 600 ]; then
            rm -rf "$lock"
        fi
        sleep 1
        waited=$((waited + 1))
    done
    echo $$ >"$lock/pid"
    trap 'rm -rf "$lock"' EXIT
    trap 'exit 130' INT TERM HUP
    is_stale && build
    rm -rf "$lock"
    trap - EXIT INT TERM HUP
}

# Leaves $java_home and $jar, or ends the process with a sentence.
prepare() {
    find_java
    build_if_stale
    if ! find_jar; then
        say "no $artifact in $target"
        exit 1
    fi
    # Java names files in the encoding of the locale, and in the POSIX one that is ASCII.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
        C | POSIX) export LC_ALL=C.UTF-8 ;;
    esac
}
