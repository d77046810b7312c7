package format

import (
	"bufio"
	"io"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
)

// writeMarkdown writes a table in GitHub Flavored Markdown: figures
// right-aligned, the total in bold, the title above and notes below.
func writeMarkdown(w io.Writer, t portfolio.Table, o Options) error {
	out := bufio.NewWriter(w)
	if t.Title != "" {
		_, _ = out.WriteString("**" + markdown(t.Title) + "**\n\n")
	}
	if len(t.Columns) > 0 {
		markdownTable(out, t)
	}
	for i, n := range notes(t, o) {
		if i == 0 && len(t.Columns) > 0 {
			_ = out.WriteByte('\n')
		}
		if n = strings.TrimSpace(n); n != "" {
			_, _ = out.WriteString("- " + markdown(n) + "\n")
		}
	}
	return out.Flush() // the first error of all writes
}

func markdownTable(out *bufio.Writer, t portfolio.Table) {
	heads, rules := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i], rules[i] = markdown(head(c)), "---"
		if c.Numeric {
			rules[i] = "---:"
		}
	}
	markdownRow(out, heads)
	markdownRow(out, rules)
	for _, values := range t.Rows {
		markdownRow(out, markdownCells(values, ""))
	}
	if t.Total != nil {
		markdownRow(out, markdownCells(t.Total, "**"))
	}
}

func markdownCells(values []portfolio.Value, around string) []string {
	cells := make([]string, len(values))
	for i, v := range values {
		if s := markdown(v.Shown()); s != "" {
			cells[i] = around + s + around
		}
	}
	return cells
}

func markdownRow(out *bufio.Writer, cells []string) {
	_, _ = out.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// head returns the head of a column for people.
func head(c portfolio.Column) string {
	if c.Head != "" {
		return legible.Line(c.Head)
	}
	return legible.Line(c.Name)
}

// markdown escapes a cleaned text so that nothing in it is markup.
func markdown(s string) string {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `&lt;`, "[", `\[`).
		Replace(strings.TrimSpace(legible.Line(s)))
}
