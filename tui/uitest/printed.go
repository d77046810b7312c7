package uitest

import (
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"fieldfolio/portfolio/cells"
)

// PrintedSum adds up the parts that a proof prints for the rows of a figure, in cents
// or, where they count projects, in projects. They stand in the column in which the
// figure stands below them.
func PrintedSum(t interface{ Fatalf(string, ...any) }, text, figure string, counts bool) (sum int64) {
	lines := strings.Split(text, "\n")
	end := 0
	for i, l := range lines {
		if before, words, ok := strings.Cut(l, figure); ok && isSum(before+words) {
			end, lines = cells.CodePoints.Width(before+figure), lines[:i]
			break
		}
	}
	if end == 0 {
		t.Fatalf("%s is not printed below its parts:\n%s", figure, text)
	}
	heads := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "   ROW") })
	for _, l := range lines[heads+1:] {
		if len(l) < 4 || ansi.Cut(l, 1, 3) != "  " || ansi.Cut(l, 3, 4) == " " {
			continue // no row
		}
		words := strings.Fields(ansi.Cut(l, 0, end))
		sum += printedPart(t, words[len(words)-1], counts)
	}
	return sum
}

// isSum reports whether a line says that its figure is a sum.
func isSum(line string) bool {
	line = strings.TrimSpace(line)
	return line == "the figure asked about" || line == "the sum" || line == "the part"
}

func printedPart(t interface{ Fatalf(string, ...any) }, printed string, counts bool) int64 {
	whole, decimals, _ := strings.Cut(strings.ReplaceAll(printed, ",", ""), ".")
	digits := whole + (decimals + "00")[:2]
	if counts {
		digits = whole
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		t.Fatalf("%q is printed as a part", printed)
	}
	return n
}
