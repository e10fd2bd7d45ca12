# Sourced by the commands at the root: finds a JDK 25, builds what is missing. Plain sh.

godwit_version=0.1.0

# The folder of a JDK 25 in $1, or nothing.
is_jdk25() {
  [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$1/release" 2>/dev/null
}

find_jdk25() {
  for jdk in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /)")")")" \
    /usr/lib/jvm/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    if [ -n "$jdk" ] && is_jdk25 "$jdk"; then
      echo "$jdk"
      return
    fi
  done
  echo "Godwit needs a JDK 25 and found none: install one (Eclipse Temurin 25, say) and set JAVA_HOME to it." >&2
  return 1
}

# Puts the JDK 25 first, for this process and its children.
use_jdk25() {
  JAVA_HOME=$(find_jdk25) || exit 3
  export JAVA_HOME
  PATH="$JAVA_HOME/bin:$PATH"
}

need_maven() {
  command -v mvn >/dev/null || {
    echo "Godwit is built with Maven and found none: apt-get install maven" >&2
    exit 3
  }
}

# Debian's Chromium, installed when it is missing and this may be done.
need_chromium() {
  if [ -n "${GODWIT_CHROMIUM:-}" ] || command -v chromium >/dev/null; then
    return
  fi
  echo "Installing Chromium, in which the web client is tested …" >&2
  if [ "$(id -u)" != 0 ] || ! { apt-get update -q && apt-get install -y -q --no-install-recommends chromium; } >&2; then
    echo "The web client is tested in Chromium and found none: apt-get install chromium, or say where with GODWIT_CHROMIUM." >&2
    exit 3
  fi
}

# Builds a module and what it needs, when a source is newer than the last build of it.
#   build_if_stale MODULE [FLAGS]
# The flags stand in place of -Pquick, which leaves out what belongs to tests.
# GODWIT_BUILT=1 says that the caller has built (a test, or ./bench).
build_if_stale() {
  if [ -n "${GODWIT_BUILT:-}" ]; then
    return
  fi
  stamp="$root/$1/target/built"
  if [ -f "$stamp" ] && [ -z "$(find "$root" \( -name target -o -name node_modules -o -name .git \
    -o -name docs -o -path '*/src/test' \) -prune -o -type f -newer "$stamp" \
    \( -name '*.java' -o -name 'pom.xml' -o -name '*.proto' -o -path '*/src/main/*' -o -path "$root/web/src/*" \) -print -quit)" ]; then
    return
  fi
  need_maven
  echo "Building $1 (the first time takes a few minutes) …" >&2
  mkdir -p "$root/$1/target"
  started=$(mktemp)
  if ! (cd "$root" && mvn -q -B --no-transfer-progress -pl "$1" -am package ${2:--Pquick}) >&2; then
    rm -f "$started"
    echo "The build failed; the messages above say where." >&2
    exit 3
  fi
  touch -r "$started" "$stamp"
  rm -f "$started"
}

# The start-up archive of a program, made when a jar or the command itself is newer; prints the flag that uses it.
# It gets its name when it is whole, since others may start the program meanwhile; without one it starts slower.
#   aot_flag MODULE MAIN ARGUMENT…
aot_flag() {
  module=$1
  shift
  cache="$root/$module/target/$module.aot"
  if [ ! -f "$cache" ] || [ -n "$(find "$root/$module/target/lib" "$0" -newer "$cache" -print -quit)" ]; then
    rm -f "$cache"
    making="$cache.$$"
    if java -XX:AOTCacheOutput="$making" $java_flags -cp "$root/$module/target/lib/*" "$@" \
      >"$making.log" 2>&1 </dev/null && [ -f "$making" ]; then
      mv -f "$making" "$cache"
    fi
    mv -f "$making.log" "$root/$module/target/aot.log"
    rm -f "$making"*
  fi
  [ ! -f "$cache" ] || echo "-XX:AOTCache=$cache"
}

# RocksDB starts a process to find out which C library this is, unless it is told; the name of what it unpacked
# into the folder $1 tells.
say_which_c_library() {
  for library in "$1"/*rocksdbjni*; do
    case $library in
      *-musl.so) export ROCKSDB_MUSL_LIBC=true ;;
      *.so) export ROCKSDB_MUSL_LIBC=false ;;
    esac
  done
}
