package format

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
)

// writeTOML writes an array of tables named after the table, with keys in the
// order of the columns. Numbers and dates are TOML's own; unknown values are
// left out. An encoder was rejected: it sorts the keys of maps.
func writeTOML(w io.Writer, t portfolio.Table, _ Options) error {
	out := bufio.NewWriter(w)
	for i, values := range allRows(t) {
		if i > 0 {
			_ = out.WriteByte('\n')
		}
		_, _ = fmt.Fprintf(out, "[[%s]]\n", tomlKey(t.Name))
		for j, v := range values {
			if s := tomlValue(t.Columns[j], v); s != "" {
				_, _ = fmt.Fprintf(out, "%s = %s\n", tomlKey(t.Columns[j].Name), s)
			}
		}
	}
	return out.Flush() // the first error of all writes
}

// tomlValue returns a value in TOML, empty if it is unknown.
func tomlValue(c portfolio.Column, v portfolio.Value) string {
	s := v.Plain()
	if s == "" {
		return ""
	}
	if _, day := v.(portfolio.Date); day || c.Numeric && number().MatchString(s) {
		return s
	}
	return tomlString(legible.Line(s))
}

// tomlKey returns a bare key, or a quoted one if necessary.
func tomlKey(s string) string {
	bare := func(r rune) bool {
		return r == '_' || r == '-' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !bare(r) }) < 0 {
		return s
	}
	return tomlString(legible.Line(s))
}

// tomlString returns a cleaned text as a basic string: without control
// characters, only quotes and backslashes need escaping.
func tomlString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
