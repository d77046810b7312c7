package format

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/charmbracelet/x/ansi"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/legible"
)

// nasty are texts that no format may pass on as they are.
var nasty = []string{
	"\x1b[31mred\x1b[m", "a\u202Eb", "x\u2066y\u2069", "=1+1", " =1+1", "+1", "-x", "@sum", "\t=1", "\r=1", "two\nlines",
	"pipe | and *star*", `quote " and \ slash`, "\xff\xfe", "＝1", "C1 \u009b31m", "", "''", "[link](x)", "日本語の題名",
}

func nastyTable() portfolio.Table {
	t := portfolio.Table{Name: "row", Title: "Nasty", Columns: []portfolio.Column{
		{Name: "text", Head: "TEXT"}, {Name: "amount", Head: "AMOUNT", Numeric: true}, {Name: "day", Head: "DAY"},
	}, Notes: fault.Remarks("a \x1b[1mnote")}
	for _, s := range nasty {
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(s), portfolio.Known(-150), portfolio.Date(20111231)})
	}
	t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text("unknown"), portfolio.Amount{}, portfolio.Date(0)})
	return t
}

func render(t *testing.T, format string, table portfolio.Table, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, table, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestNothingReachesTheTerminal(t *testing.T) {
	for _, format := range Formats {
		out := render(t, format, nastyTable(), Options{Width: 60})
		if fault := legible.Fault(strings.ReplaceAll(out, "\t", "")); fault != "" {
			t.Errorf("%s: %s", format, fault)
		}
		if format != "tsv" && strings.Contains(out, "\t") {
			t.Errorf("%s: a tab got through", format)
		}
	}
}

func TestNoFormulaReachesASpreadsheet(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(render(t, "csv", nastyTable(), Options{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if rows[1][1] != "-1.50" {
		t.Errorf("a number became %q", rows[1][1])
	}
	for _, r := range rows[1:] {
		if text := strings.TrimLeft(r[0], " "); text != "" && strings.ContainsAny(text[:1], "=+-@") {
			t.Errorf("%q starts a formula", r[0])
		}
	}
	for _, l := range strings.Split(strings.TrimRight(render(t, "tsv", nastyTable(), Options{}), "\n"), "\n") {
		if strings.Count(l, "\t") != 2 {
			t.Errorf("not three cells: %q", l)
		}
	}
}

func TestJSONAndTOMLCanBeReadBack(t *testing.T) {
	var rows []map[string]any
	if err := json.Unmarshal([]byte(render(t, "json", nastyTable(), Options{})), &rows); err != nil {
		t.Fatal(err)
	}
	last := rows[len(rows)-1]
	if rows[0]["amount"] != -1.5 || last["amount"] != nil || last["day"] != nil || rows[0]["day"] != "2011-12-31" {
		t.Errorf("read back %v and %v", rows[0], last)
	}
	var doc struct{ Row []map[string]any }
	if _, err := toml.Decode(render(t, "toml", nastyTable(), Options{}), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Row) != len(nasty)+1 || doc.Row[0]["amount"] != -1.5 || doc.Row[12]["text"] != `quote " and \ slash` {
		t.Errorf("read back %v", doc.Row)
	}
	if _, ok := doc.Row[len(nasty)]["amount"]; ok {
		t.Error("an unknown amount is not left out")
	}
}

func TestMarkdownHasOneLineARow(t *testing.T) {
	out := render(t, "md", nastyTable(), Options{})
	lines := strings.Split(out, "\n")
	if got := strings.Count(strings.Join(lines[2:2+2+len(nasty)+1], "\n"), "\n| "); got != 1+len(nasty)+1 {
		t.Errorf("%d rows in\n%s", got, out)
	}
	if !strings.Contains(out, `pipe \| and \*star\*`) {
		t.Error("markup is not escaped")
	}
}

func TestTextFitsEveryWidth(t *testing.T) {
	for width := 30; width <= 120; width++ {
		for _, l := range strings.Split(render(t, TableFormat, nastyTable(), Options{Width: width}), "\n") {
			if ansi.StringWidth(l) > width {
				t.Fatalf("width %d: %q", width, l)
			}
		}
	}
}

func TestTextLaysOutColumns(t *testing.T) {
	table := portfolio.Table{Name: "row", Columns: []portfolio.Column{
		{Name: "title", Head: "TITLE"}, {Name: "note", Head: "NOTE", DropOrder: 1}, {Name: "amount", Head: "AMOUNT US$", Numeric: true},
	}, Rows: [][]portfolio.Value{
		{portfolio.Text("A title that is rather too long for it"), portfolio.Text("a note"), portfolio.Dollars(1234567)},
		{portfolio.Text("Short"), portfolio.Text("x"), portfolio.Dollars(5)},
	}, Total: []portfolio.Value{portfolio.Text("2 rows"), portfolio.Text(""), portfolio.Dollars(1234572)}}
	want := `TITLE                       AMOUNT US$
A title that is rather to…   1,234,567
Short                                5

2 rows                       1,234,572
`
	if got := render(t, TableFormat, table, Options{Width: 38}); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := render(t, TableFormat, table, Options{Width: 80}); !strings.Contains(got, "NOTE") {
		t.Errorf("the note is left out:\n%s", got)
	}
	if got := render(t, TableFormat, table, Options{Width: 80, Bold: true}); !strings.HasPrefix(got, "\x1b[1mTITLE") {
		t.Errorf("the head is not bold:\n%q", got)
	}
}

func TestCutMiddle(t *testing.T) {
	const s = "Priority shortfall of outcome 2.3"
	for width := 1; width <= len(s)+1; width++ {
		got := fit(measure.CutMiddle(s, width, least), width, false)
		if ansi.StringWidth(got) != width || width >= 12 && !strings.HasSuffix(strings.TrimRight(got, " "), "2.3") {
			t.Errorf("width %d: %q", width, got)
		}
	}
	if got := measure.CutMiddle(s, 24, least); got != "Priority…of outcome 2.3" {
		t.Errorf("%q", got)
	}
}

func TestUnknownFormatNamesTheNearest(t *testing.T) {
	var bad *fault.Invalid
	if err := Write(&bytes.Buffer{}, "jsn", nastyTable(), Options{}); !errors.As(err, &bad) ||
		bad.Do != "did you mean json?" {
		t.Errorf("got %v", bad)
	}
}

// A byte order mark begins the formats that spreadsheets open, and no other.
func TestByteOrderMark(t *testing.T) {
	for _, format := range Formats {
		marked := strings.HasPrefix(render(t, format, nastyTable(), Options{Mark: true}), "\uFEFF")
		if want := format == "csv" || format == "tsv"; marked != want || TakesMark(format) != want {
			t.Errorf("%s: marked %v, takes one %v", format, marked, TakesMark(format))
		}
	}
}

// Columns that only programs need are left out for people.
func TestPlainColumns(t *testing.T) {
	table := portfolio.Table{Name: "row", Columns: []portfolio.Column{{Name: "a"}, {Name: "b", Plain: true}, {Name: "c"}},
		Rows:  [][]portfolio.Value{portfolio.Texts([]string{"one", "two", "three"})},
		Total: portfolio.Texts([]string{"four", "five", "six"})}
	if got := render(t, "csv", table, Options{}); got != "a,b,c\none,two,three\nfour,five,six\n" {
		t.Errorf("%q", got)
	}
	if got := render(t, "md", table, Options{}); strings.Contains(got, "two") || strings.Contains(got, "five") || !strings.Contains(got, "| one | three |") {
		t.Errorf("%q", got)
	}
	if len(table.Rows[0]) != 3 {
		t.Error("the table was changed")
	}
}
