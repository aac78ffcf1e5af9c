#!/bin/sh
# The figures of "It is instant" on the whole program, each beside its anchor in the same run.
#
#   TTYBENCH=path FLOOR=path sh benches/instant.sh PROGRAM [ROUNDS]
#
# TTYBENCH starts programs in a terminal and measures them (`ttybench --help`); FLOOR is the bare ratatui program
# (`floor hello`, `floor board N`). vim and a release build of stratboard as PROGRAM. State and settings are a throw-away
# folder's. Ratios are medians of ROUNDS rounds (11) that alternate; figures of CPU are the least noisy ones.
set -eu
program=$(realpath "$1")
rounds=${2:-11}
: "${TTYBENCH:?the path of ttybench}" "${FLOOR:?the path of floor}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_STATE_HOME="$work/state" XDG_CONFIG_HOME="$work/config" XDG_CACHE_HOME="$work/cache"
cargo bench --quiet --bench figures -- --write "$work/boards"

# NAME, what the ratios are of (a pattern of ttybench's rows), then the arguments of `ttybench pair`.
pair() {
    name=$1
    rows=$2
    shift 2
    rm -rf "$XDG_STATE_HOME"
    "$TTYBENCH" pair --idle-s 0 --runs "$rounds" --a-text Strengths "$@" 2>/dev/null |
        awk -F'|' -v name="$name" -v rows="$rows" '
            $2 ~ "^ (" rows ") *$" { gsub(/ +/, " "); printf "| %s |%s|%s| %s..%s |\n", name, $2, $3, $5, $6 }'
}

ours() { echo "$program $work/boards/$1.yaml"; }
hello="$FLOOR hello"

echo "| what | figure | ratio | least..greatest |"
echo "| --- | --- | ---: | --- |"
for items in 20 1000; do
    pair "start, $items items / hello" 'frame_ms|start_cpu_ms|VmRSS|Threads' \
        --a "$(ours $items)" --a-quit q --b "$hello" --b-text READY --b-quit q
done
pair "start, 20 items / vim" 'frame_ms|start_cpu_ms|VmRSS' \
    --a "$(ours 20)" --a-quit q --b "vim -u NONE -n $work/boards/20.yaml" --b-text title --b-quit ':q!<CR>'
for items in 10000 100000; do
    pair "start, $items items / vim" 'frame_ms|start_cpu_ms|RssAnon|VmHWM' \
        --a "$(ours $items)" --a-quit q --b "vim -u NONE -n $work/boards/$items.yaml" --b-text title --b-quit ':q!<CR>'
done
for items in 1000 10000 100000; do
    pair "moving, $items items / floor" 'key j/j.*' --keys 'j*100' \
        --a "$(ours $items)" --a-quit q --b "$FLOOR board $items" --b-text READY --b-quit q
done
pair "moving, 100000 items / 1000 items" 'key j/j.*' --keys 'j*100' \
    --a "$(ours 100000)" --a-quit q --b "$(ours 1000)" --b-text Strengths --b-quit q
for items in 20 100000; do
    pair "typing, $items items / hello" 'key x/x.*' --keys 'x*60' --a-before i \
        --a "$(ours $items)" --a-quit '<C-c>q' --b "$hello" --b-text READY --b-quit q
done

for target in "$(ours 1000)" "$FLOOR board 1000"; do
    echo
    rm -rf "$XDG_STATE_HOME"
    # shellcheck disable=SC2086 # the words of the command
    "$TTYBENCH" run --runs 3 --text 'Strengths|READY' --flood 'j*3000' --idle-s 3 --quit q -- $target 2>/dev/null
done
