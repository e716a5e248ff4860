# Finds a JDK, and says with which flags and environment it runs Tributary: sourced by ./tributary, loadtest/launch and .ci/run.
# Works with bash 3.2, which macOS has. What is printed for the user begins with the name in $program.

least_java=25

say() { printf '%s: %s\n' "$program" "$*" >&2; }

die() {
    say "$@"
    exit 1
}

# Prints the version of the JDK in folder $1 as three numbers of six digits, which sort as text; nothing if it is none.
jdk_version() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    {
        sed -n 's/^JAVA_VERSION="\(.*\)".*/\1/p' "$1/release" 2>/dev/null ||
            "$1/bin/java" -version 2>&1 | sed -n 's/^[^"]*version "\([^"]*\)".*/\1/p'
    } | sed 's/[^0-9.].*//;q' | awk -F. 'NF { printf "%06d%06d%06d\n", $1, $2, $3 }'
}

# Whether version $1, as jdk_version prints it, is recent enough.
is_recent() { [ -n "$1" ] && [ "$(printf '%s\n' "$1" | cut -c 1-6 | sed 's/^0*//')" -ge "$least_java" ] 2>/dev/null; }

# The home of the java on the PATH, as far as it can be told without starting it.
java_on_path() {
    local java
    java=$(command -v java) && java=$(readlink -f "$java" 2>/dev/null) || return 0
    printf '%s\n' "${java%/bin/java}"
}

# Prints the home of the JDK to use: the one asked for, else the one in use here, else the newest that is installed. Fails without a
# word if there is none.
look_for_jdk() {
    local home version best='' best_version=''
    if [ -n "${TRIBUTARY_JAVA_HOME:-}" ]; then
        is_recent "$(jdk_version "$TRIBUTARY_JAVA_HOME")" ||
            die "TRIBUTARY_JAVA_HOME=$TRIBUTARY_JAVA_HOME is not the home of a JDK $least_java or later (with bin/java and bin/javac)"
        printf '%s\n' "$TRIBUTARY_JAVA_HOME"
        return
    fi
    for home in "${JAVA_HOME:-}" "$(java_on_path)"; do
        if [ -n "$home" ] && is_recent "$(jdk_version "$home")"; then
            printf '%s\n' "$home"
            return
        fi
    done
    for home in /usr/lib/jvm/* /opt/* /opt/java/* "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -x "$home/bin/javac" ] || continue
        version=$(jdk_version "$home")
        if is_recent "$version" && [[ $version > $best_version ]]; then
            best=$home best_version=$version
        fi
    done
    [ -n "$best" ] && printf '%s\n' "$best"
}

# The same, and without one it says what to install and ends.
find_jdk() {
    local status=0
    look_for_jdk || status=$?
    if [ "$status" -ne 0 ] && [ -z "${TRIBUTARY_JAVA_HOME:-}" ]; then
        say "needs a JDK $least_java or later, and found none"
        say "  looked at TRIBUTARY_JAVA_HOME, JAVA_HOME, java on the PATH, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks, /Library/Java"
        say "  install one, say:  apt-get install openjdk-$least_java-jdk-headless   (Debian, Ubuntu)"
        say "                     sdk install java $least_java-tem                   (SDKMAN)"
        say "                     brew install --cask temurin                 (macOS)"
        say "  or set TRIBUTARY_JAVA_HOME to the folder of one"
    fi
    return "$status"
}

# Sets jvm_flags, from the files in folder $1, and the environment of the JVM.
prepare_jvm() {
    local heap=-XX:MaxRAMPercentage=40 files
    # The class path has more than a hundred jars: with fewer files than that Java cannot even say what it lacks.
    files=$(ulimit -Hn)
    if [ "$files" != unlimited ] && [ "$files" -lt 256 ]; then
        say "this process may open only $files files; at least 256 are needed: raise the limit (ulimit -n 4096, or LimitNOFILE= of a systemd unit)"
        exit 2
    fi
    if [ -n "${TRIBUTARY_HEAP:-}" ]; then
        if ! [[ $TRIBUTARY_HEAP =~ ^[1-9][0-9]*[kKmMgG]$ ]]; then
            say "TRIBUTARY_HEAP=$TRIBUTARY_HEAP is not a size such as 800m or 4g"
            exit 2
        fi
        heap=-Xmx$TRIBUTARY_HEAP
    fi
    # The parallel collector: the heap holds few, large float arrays. Tensors live outside of it. Devices are small machines, or a
    # thousand in one: the serial collector gives back what is free, takes half the memory and no more time. A coordinator makes many
    # arrays that live for a moment: G1 takes them away as fast, and its heap stays near what it holds.
    # Commands that only ask and answer end before code that is compiled twice would pay; others read and check what may be large.
    local collector=(-XX:+UseParallelGC)
    case ${2:-} in
        run | device) collector=(-XX:+UseSerialGC -XX:MinHeapFreeRatio=15 -XX:MaxHeapFreeRatio=30) ;;
        coordinator) collector=(-XX:+UseG1GC -XX:MinHeapFreeRatio=15 -XX:MaxHeapFreeRatio=30) ;;
        models | audit | registry) collector=(-XX:+UseSerialGC) ;;
        runs | devices | tokens | keys | certs | plan | strategies | help | -*) collector=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1) ;;
    esac
    jvm_flags=("$heap" "${collector[@]}" "@$1/jvm-flags" "@$1/jvm-flags-25")
    # A server that is out of memory answers nobody and cannot be told to stop: it ends, and whoever watches it starts it again.
    if [ "${2:-}" = coordinator ]; then jvm_flags+=(-XX:+ExitOnOutOfMemoryError); fi
    export OPT_OUT_TRACKING=true
    # Names of files and arguments are UTF-8. Where the locale says less, as under cron (LC_ALL=C), the JVM reads each other letter as the
    # same stand-in. Its own settings do not change that. bash warns of a locale that a system does not have.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
        *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
        *) { export LC_ALL=C.UTF-8; } 2>/dev/null ;;
    esac
    # Huge pages for the tensors that libtorch allocates: the large networks train twice as fast.
    case ${GLIBC_TUNABLES:-} in
        *glibc.malloc.hugetlb=*) ;;
        *) export GLIBC_TUNABLES="${GLIBC_TUNABLES:+$GLIBC_TUNABLES:}glibc.malloc.hugetlb=1" ;;
    esac
}

# Sets aot_flags for command $1: classes and profiles as .mvn/train found them, from a file in folder $2. The JVM looks whether it fits JDK,
# class path and flags, and does without it if not; it says nothing of that. A cache is made by what TRIBUTARY_AOT says:
#   off          without a cache; none is made            none         the same, and nothing is built
#   record=DIR   writes DIR/KIND.conf when it ends        create=DIR   makes DIR/KIND.aot of it, and runs nothing
prepare_aot() {
    local kind=command folder=${TRIBUTARY_AOT:-}
    folder=${folder#*=}
    case $1 in
        run | device) kind=run ;;
        coordinator) kind=coordinator ;;
    esac
    aot_flags=('-Xlog:aot*=off' '-Xlog:cds*=off')
    case ${TRIBUTARY_AOT:-} in
        record=*) aot_flags+=(-XX:AOTMode=record "-XX:AOTConfiguration=$folder/$kind.conf") ;;
        create=*) aot_flags+=(-XX:AOTMode=create "-XX:AOTConfiguration=$folder/$kind.conf" "-XX:AOTCache=$folder/$kind.aot") ;;
        '') aot_flags+=("-XX:AOTCache=$2/$kind.aot") ;;
        *) aot_flags=() ;;
    esac
}
