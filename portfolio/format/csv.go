package format

import (
	"encoding/csv"
	"io"
	"regexp"
	"sync"

	"fieldfolio/portfolio"
)

// writeCSV writes a header with the names of the columns and one line per row,
// as in RFC 4180 but with bare line feeds.
func writeCSV(w io.Writer, t portfolio.Table, _ Options) error {
	out := csv.NewWriter(w)
	row := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		row[i] = c.Name
	}
	if err := out.Write(row); err != nil {
		return err
	}
	for _, values := range allRows(t) {
		for i, v := range values {
			row[i] = cell(v)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// number matches what Plain returns for numbers.
var number = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
})

// cell returns a value for a spreadsheet. Numbers are not escaped.
func cell(v portfolio.Value) string {
	s := v.Plain()
	if _, text := v.(portfolio.Text); !text && number().MatchString(s) {
		return s
	}
	return unformula(s)
}
