package format

import (
	"bufio"
	"io"

	"fieldfolio/portfolio"
)

// writeTSV writes a header with the names of the columns and one line per row,
// separated by tabs, without quoting: cells contain neither tabs nor line
// breaks.
func writeTSV(w io.Writer, t portfolio.Table, _ Options) error {
	out := bufio.NewWriter(w)
	for i, c := range t.Columns {
		tab(out, i)
		_, _ = out.WriteString(c.Name)
	}
	_ = out.WriteByte('\n')
	for _, values := range allRows(t) {
		for i, v := range values {
			tab(out, i)
			_, _ = out.WriteString(cell(v))
		}
		_ = out.WriteByte('\n')
	}
	return out.Flush() // the first error of all writes
}

func tab(out *bufio.Writer, i int) {
	if i > 0 {
		_ = out.WriteByte('\t')
	}
}
