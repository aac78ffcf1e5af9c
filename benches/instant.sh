#!/bin/sh
# The figures of "It is instant" on the whole program, each beside its anchor in the same run.
#
#   TTYBENCH=path FLOOR=path [YPARSE=path] sh benches/instant.sh PROGRAM [ROUNDS]
#
# TTYBENCH starts programs in a terminal and measures them (`ttybench --help`); FLOOR is the bare ratatui program
# (`floor hello`, `floor board N`), YPARSE libyaml's bare events of a file (`cc -O2 -o yparse yparse.c -lyaml`). vim and
# a release build of stratboard as PROGRAM. State and settings are a throw-away folder's. Ratios are medians of ROUNDS
# rounds (11) that alternate, but for the rows from "memory" to "binary", which take one side after the other; figures of
# CPU are the least noisy ones.
# shellcheck disable=SC2046,SC2086 # the words of commands are meant
set -eu
program=$(realpath "$1")
rounds=${2:-11}
: "${TTYBENCH:?the path of ttybench}" "${FLOOR:?the path of floor}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Before HOME changes: rustup looks for its toolchain there.
cargo bench --quiet --bench figures -- --write "$work/boards"
export HOME="$work" XDG_STATE_HOME="$work/state" XDG_CONFIG_HOME="$work/config" XDG_CACHE_HOME="$work/cache"

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

# CELL of the rows of `ttybench run` in which KEY stands: KEY CELL, then the arguments.
cell() {
    key=$1
    cell=$2
    shift 2
    "$TTYBENCH" run --idle-s 0 --runs "$rounds" "$@" 2>/dev/null |
        awk -F'|' -v key="$key" -v cell="$cell" '{ gsub(/ /, "") } $3 == key { print $cell + 0; exit }'
}
by() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }
# Memory that COMMAND makes for 100,000 items less that for 20: TEXT QUIT COMMAND.
anon() { cell "$rounds" 11 --text "$1" --quit "$2" -- $3 "$work/boards/$4.yaml"; }
grown() { awk -v a="$(anon "$@" 100000)" -v b="$(anon "$@" 20)" 'BEGIN { print a - b }'; }

echo "| memory of 100000 items less 20 / vim | anon |" \
    "$(by "$(grown Strengths q "$program")" "$(grown title ':q!<CR>' 'vim -u NONE -n')") | |"
set -- --text Strengths --quit q -- $(ours 100000)
echo "| peak / resident, 100000 items | VmHWM |" \
    "$(by "$(cell "$rounds" 10 "$@")" "$(cell "$rounds" 9 "$@")") | |"
if [ -n "${YPARSE:-}" ]; then
    ours=$(cell "$rounds" 6 --text Strengths --quit q -- $(ours 100000))
    events=$("$YPARSE" "$work/boards/100000.yaml" | sort -n | awk 'NR == 4 { print $1 }')
    start=$(cell "$rounds" 6 --text READY --quit q -- $hello)
    echo "| start, 100000 items / (libyaml's events + hello) | frame_ms |" \
        "$(awk -v a="$ours" -v b="$events" -v c="$start" 'BEGIN { printf "%.2f", a / (b + c) }') | |"
fi

# Each Enter keeps an edit, which is written behind the screen; the frame that shows it comes in one write.
kept='j*10 i x <CR> j i x <CR> j i x <CR> j i x <CR> j i x <CR> j i x <CR> j i x <CR> j i x <CR>'
set -- --text Strengths --keys "$kept" --quit q -- $(ours 10000)
echo "| Enter to its frame, 10000 items / moving | first byte | $(by "$(cell '<CR>' 9 "$@")" "$(cell j 9 "$@")") | |"

# Every key is an edit that is saved, and another program writes the file all the time; floor in the same noise. What goes
# down comes up again: at a pane's end the key would do nothing, and the next frame be another's.
touch "$work/going"
cp "$work/boards/1000.yaml" "$work/busy.yaml"
while [ -e "$work/going" ]; do
    sed "s/^mission: .*/mission: $(date +%s%N)/" "$work/busy.yaml" >"$work/busy.new"
    mv "$work/busy.new" "$work/busy.yaml"
    sleep 0.2
done &
busy=$(cell J 7 --text Strengths --keys 'J*50 K*50' --quit q -- "$program" "$work/busy.yaml")
calm=$(cell j 7 --text READY --keys 'j*100' --quit q -- "$FLOOR" board 1000)
rm "$work/going"
wait
echo "| p99 of a key while saves and reloads go on / floor | p99 | $(by "$busy" "$calm") | |"
echo "| binary | MB | $(awk -v a="$(stat -c %s "$program")" 'BEGIN { printf "%.1f", a / 1e6 }') | |"

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
    "$TTYBENCH" run --runs 3 --text 'Strengths|READY' --flood 'j*3000' --idle-s 3 --quit q -- $target 2>/dev/null
done
