# shellcheck shell=bash
# What the commands of loadtest do with their arguments before anything is built. Sourced: it needs $0, whose first comment is the usage.

usage() { sed -n '/^#!/d; /^#/!q; s/^# \{0,1\}//p' "$0"; }

# Says in one line what is wrong, and ends.
mistake() {
    echo "${0##*/}: $1; --help says more" >&2
    exit 2
}

# Prints the usage and ends if it is asked for.
help_if_asked() {
    local argument
    for argument in "$@"; do
        case $argument in
            -h | --help)
                usage
                exit 0
                ;;
        esac
    done
}

# Whether it is a whole number of 0..2147483647.
is_number() { [[ $1 =~ ^[0-9]{1,10}$ ]] && ((10#$1 <= 2147483647)); }

# The first of these are whole numbers: numbers HOW_MANY ARGUMENT...
numbers() {
    local most=$1 at=1
    shift
    for argument in "$@"; do
        ((at++ <= most)) || return 0
        is_number "$argument" || mistake "'$argument' is no whole number from 0 to 2147483647"
    done
}

# So many arguments, of which the first are numbers: expect FEWEST MOST NUMBERS ARGUMENT...; MOST of 0 is any
expect() {
    local fewest=$1 most=$2 first=$3
    shift 3
    (($# >= fewest)) || mistake "at least $fewest arguments are needed, not $#"
    ((most == 0 || $# <= most)) || mistake "at most $most arguments are taken, not $#"
    numbers "$first" "$@"
}

# A regular expression, if there is one.
expression() {
    [ $# = 0 ] && return 0
    local status=0
    grep -qE -- "$1" </dev/null 2>/dev/null || status=$?
    ((status < 2)) || mistake "'$1' is no regular expression"
}
