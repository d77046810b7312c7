package main

import (
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/rogpeppe/go-internal/testscript"
)

// scriptNarrow checks the last output: narrow N fails if a line is wider than N
// columns, or if there is an escape sequence.
func scriptNarrow(ts *testscript.TestScript, _ bool, args []string) {
	width, err := strconv.Atoi(args[0])
	ts.Check(err)
	out := ts.ReadFile("stdout")
	if strings.Contains(out, "\x1b") {
		ts.Fatalf("there is an escape sequence in the output")
	}
	for _, line := range strings.Split(out, "\n") {
		if ansi.StringWidth(line) > width {
			ts.Fatalf("wider than %d columns: %q", width, line)
		}
	}
}

// scriptSame adds up a column of the CSV that was written last: same COLUMN SUM
// fails if the rows, or the row total, do not give the sum.
func scriptSame(ts *testscript.TestScript, _ bool, args []string) {
	rows, err := csv.NewReader(strings.NewReader(ts.ReadFile("stdout"))).ReadAll()
	ts.Check(err)
	want, err := strconv.ParseFloat(args[1], 64)
	ts.Check(err)
	column := -1
	for i, name := range rows[0] {
		if name == args[0] {
			column = i
		}
	}
	sum, total := int64(0), int64(0)
	for _, r := range rows[1:] {
		dollars, cents, _ := strings.Cut(r[column], ".")
		n, err := strconv.ParseInt(dollars+(cents + "00")[:2], 10, 64)
		ts.Check(err)
		if r[0] == "total" {
			total = n
			continue
		}
		sum += n
	}
	if wanted := int64(want * 100); sum != wanted || total != wanted {
		ts.Fatalf("rows add up to %d cents, total is %d, want %d", sum, total, wanted)
	}
}
