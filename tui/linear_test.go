package tui

import (
	"path/filepath"
	"strings"
	"testing"

	"fieldfolio/tui/linear"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// talk returns what linear mode says to what is typed. Commands run one after the
// other, as a portfolio in memory needs it.
func talk(t testing.TB, src *uitest.Memory, typed string) string {
	t.Helper()
	return converse(t, src, Options{Mailroom: src.Ex, Export: src.Exporter(), In: strings.NewReader(typed)})
}

// converse runs linear mode, beginning with the Portfolio, and returns what it says.
func converse(t testing.TB, src *uitest.Memory, o Options) string {
	t.Helper()
	var out strings.Builder
	o.AsOf, o.Person, o.Linear, o.Out = 20110430, "A. Desk", true, &out
	ctx, works := ui.WithWorks(t.Context())
	r, err := newProgram(ctx, src, o)
	if err != nil {
		t.Fatal(err)
	}
	r.At = 1 // Portfolio
	l := linear.New(r, works, linear.Streams{In: o.In, Out: o.Out})
	l.Beside = oneByOne(t)
	if err := l.Run(ctx); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// oneByOne runs what it is given in the order of asking, beside the test.
func oneByOne(t testing.TB) func(func()) {
	t.Helper()
	const atOnce = 1000
	all := make(chan func(), atOnce)
	t.Cleanup(func() { close(all) })
	go func() {
		for f := range all {
			f()
		}
	}()
	return func(f func()) { all <- f }
}

// transcript runs linear mode over some lines and returns all that was said,
// with what was typed.
func transcript(t *testing.T, src *uitest.Memory, lines ...string) string {
	t.Helper()
	text := talk(t, src, strings.Join(lines, "\n")+"\n")
	said := strings.Split(text, "\n> ")
	for i := range min(len(said)-1, len(lines)) {
		said[i+1] = lines[i] + "\n" + said[i+1]
	}
	text = strings.Join(said, "\n> ")
	if strings.ContainsAny(text, "\x1b\r\b") {
		t.Errorf("a control character: %q", text)
	}
	return text
}

// TestLinear compares whole sessions line by line.
func TestLinear(t *testing.T) {
	for name, lines := range map[string][]string{
		"browse":   {"", "2", "back", "", "", "again", "where", "top", "quit"},
		"searched": {"funding", "search place:", "search place:syldavia", "why", "back", "portfolio", "/programme:syldavia", "search -", "quit"},
		"anywhere": {"overview", "search container", "where", "search -", "1", "search short", "programme", "search", "laws", "programme", "/evidence", "history", "1", "search approved", "quit"},
		"search":   {"/", "programme:syldavia", "s", "title", "1", "down", "measure", "quit"},
		"edit":     {"1", "5 e", "2013-06-30", "quit", "2007-01-01", "h", "1", "back", "back", "back", "u", "1", "5 e", "2013-06-30", ":quit"},
		"form":     {"a", "1", "ABCX99", "2", "A new one", "form-save", "4", "syldavia", ":save", "where", "quit"},
		"walk":     {"a", "all", "ABCX99", "=quit", "", "nowhere", ":stop", "leave", "quit"},
		"unknown":  {"zz", "99", "e", "vi", "column 2", "all", "help nonsense", "abbx27", "top", "quit"},
		"help":     {"help", "help sort", "help query", "?", "quit"},
		"palette":  {":", "reverse", "1", "quit"},
		"breaking": {"breakdown", "column BOR", "1", "back", "column total", "column 9", "shares", "measure", "columns", "where", "quit"},
		"figures":  {"reconcile", "2", "1", "back", "back", "all", "quit"},
		"ends":     {"1", "note", "A remark"},
		"together": {"3 mark", "4 mark", "where", "e", "last", "1", "2012-12-31", "do", "u", "", "5 mark", "mark-all", "mark-none", "quit"},
		"columns":  {"c", "9 space", "enter", "s", "1", "f", "1", "2 space", "enter", "v", "Mine", "enter", "v", "1", "quit"},
		"copying":  {"2 copy", "1", "copy", "6", "3 mark", "copy", "marked", "1", "x", "2", "all.csv", "quit"},
		"choosing": {"a", "4", ":complete s", "", "8", ":complete dr", ":leave", "a", "14", ":complete dr", ":complete", ":complete-back", "", "14", "DRG:60, LEI", "14", "=", "", "14", ":fill DRG:30, BOR", ":complete-back", "", "where", "quit"},
		"pivot":    {"breakdown", "1 expand", "country", "enter", "2", "back", "why", "back", "since", "2011-04-30", "tense", "tense", "heat", "lines", "quit"},
		"overview": {"overview", "1", "back", "", "8 why", "1", "back", "back", "10", "back", "5", "quit"},
		"timeline": {"timeline", "group", "zoom-in", "later", "as-of", "1", "quit"},
		"tree":     {"programme", "1 expand", "2 why", "back", "all", "2", "4 detail", "quit"},
		"past":     {"history", "1", "search", "end", "quit"},
	} {
		t.Run(name, func(t *testing.T) {
			uitest.SameAsFile(t, filepath.Join("linear", name), transcript(t, &uitest.Memory{Doc: uitest.Sample()}, lines...))
		})
	}
}

// TestLinearExchange compares sessions at headquarters and at an office.
func TestLinearExchange(t *testing.T) {
	m, _ := uitest.AtHeadquarters()
	uitest.SameAsFile(t, "linear/headquarters", transcript(t, m, "sync", "2", "mail", "again", "", "", "", "back", "back", "7", "another", "2014-01-31", "8", "reject", "", "not now", "where", "quit"))
	m, x := uitest.AtOffice()
	x.Report = uitest.ReceptionOf("hq", 4)
	uitest.SameAsFile(t, "linear/office", transcript(t, m, "sync", "receive", "nowhere.eml", "receive", "mail.eml", "1", "send", "send", "quit"))
}

// TestNameChoosesWhateverItsMarks types the names of rows that carry marks: a
// number that is provisional or whose project has values that do not fit
// together, and a region whose rows are expanded.
func TestNameChoosesWhateverItsMarks(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Doc.Projects[1].Provisional = true
	m.Elsewhere(uitest.SampleID, "spent", "99999999")
	marked, provisional := m.Now("number"), m.Doc.Projects[1].Number
	for name, said := range map[string]string{
		marked + "\n":                                     "Project " + marked + ", values do not fit together",
		provisional + "\n":                                "Project " + provisional + ", provisional number",
		"timeline\n" + marked + "\n":                      "Project " + marked + ", values do not fit together",
		"timeline\n" + provisional + "\n":                 "Project " + provisional + ", provisional number",
		"funding\nABCX02\n":                               "Project ABCX02, provisional number",
		"breakdown\n1 expand\ncountry\nenter\nSyldavia\n": "Syldavia, Border control, 6 projects.",
	} {
		if text := talk(t, m, name); !strings.Contains(text, said) || strings.Contains(text, "does nothing here") {
			t.Errorf("%q is answered:\n%s", name, text)
		}
	}
}
