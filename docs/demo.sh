# The tour that `make demo` takes: builds the record of the invented pile in examples/corpus and asks it a few questions.
# Run it from the top of the project; `rashomon` must be on the path. README.md shows what it prints.
set -eu

export RASHOMON_STORE=out/demo.sqlite
mkdir -p out
rm -f out/demo.sqlite out/demo.sqlite-wal out/demo.sqlite-shm
answer=out/answer.txt
trap 'rm -f "$answer"' EXIT

title() {
    printf '\n# %s\n' "$1"
}

# Shows a command, runs it, and prints the first $1 lines of its answer (0: all of them).
tour() {
    most=$1
    shift
    printf '> rashomon'
    for word in "$@"; do
        case $word in
            *' '*) printf " '%s'" "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    rashomon "$@" > "$answer" 2>&1 || { cat "$answer"; exit 1; }
    lines=$(grep -c '' "$answer" || true)
    if [ "$most" -eq 0 ] || [ "$lines" -le "$most" ]; then
        cat "$answer"
    else
        head -n "$most" "$answer"
        printf '  ... and %s lines more\n' "$((lines - most))"
    fi
}

echo '# Fifteen reports become one record'
echo "> export RASHOMON_STORE=$RASHOMON_STORE"
tour 0 build examples/corpus

title 'The shelling of May 6, and who says what of it'
tour 16 timeline --from 2031-05-06 --to 2031-05-15

title 'One general, his spellings in two scripts, and why they are taken for one man'
tour 14 dossier 'Muhsin al-Qutrubi'

title 'Who denies what, side by side'
tour 15 disputes --type denies

title 'Accounts that say the opposite'
tour 24 disputes --type contradicts

title 'How many died at the market, account by account'
tour 16 figures --sort deaths

title 'Everything on one page'
tour 0 export --format html --out out/report.html --title 'The fish market of Marsa Rimal'
echo 'Wrote out/report.html: open it in a browser. Every line there unfolds the passage it comes from.'
