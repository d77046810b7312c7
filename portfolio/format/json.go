package format

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
)

// writeJSON writes an array of objects whose members are in the order of the
// columns. Numbers are numbers; unknown values are null.
func writeJSON(w io.Writer, t portfolio.Table, _ Options) error {
	out := bufio.NewWriter(w)
	_ = out.WriteByte('[')
	for i, values := range allRows(t) {
		if i > 0 {
			_ = out.WriteByte(',')
		}
		_, _ = out.WriteString("\n  {")
		for j, v := range values {
			if j > 0 {
				_, _ = out.WriteString(", ")
			}
			_, _ = out.WriteString(jsonString(t.Columns[j].Name) + ": " + jsonValue(t.Columns[j], v))
		}
		_ = out.WriteByte('}')
	}
	_, _ = out.WriteString("\n]\n")
	return out.Flush() // the first error of all writes
}

func jsonValue(c portfolio.Column, v portfolio.Value) string {
	s := v.Plain()
	_, text := v.(portfolio.Text)
	switch {
	case s == "" && (c.Numeric || !text):
		return "null"
	case c.Numeric && number().MatchString(s):
		return s
	}
	return jsonString(legible.Line(s))
}

// jsonString quotes s; unlike json.Marshal it leaves <, > and & readable.
func jsonString(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err) // strings always encode
	}
	return string(bytes.TrimRight(b.Bytes(), "\n"))
}
