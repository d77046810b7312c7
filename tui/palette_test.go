package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"fieldfolio/tui/uitest"
)

// The palette finds an action by words and by its name, does it, and says of
// one that cannot be done why.
func TestPalette(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press(":").Typed("turn").Golden("palette/found")
	if d.Press("enter"); !strings.Contains(d.Root.Draw(), "APPROVED ↑") {
		t.Errorf("the order was not turned:\n%s", d.Root.Draw())
	}
	d.Press(":").Typed("conflicts").Press("enter")
	if d.Root.Top().Name() != "conflicts" {
		t.Errorf("opened is %s", d.Root.Top().Name())
	}
	d.Press("esc", ":").Typed("back to").Golden("palette/disabled").Press("enter")
	if d.Root.Top().Name() != "palette" {
		t.Errorf("what cannot be done leads to %s", d.Root.Top().Name())
	}
	d.Press("esc", ":").Typed("zebra").Press("enter").Says("No project matches zebra")
}

// The palette finds what people call things, and shows the view it belongs to.
func TestPaletteWords(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	for word, want := range map[string]string{
		"prolong": "set one field", "extend": "set one field", "filter": "search by words", "excel": "write all rows",
		"print": "write all rows", "undo": "undo your last", "take back": "undo your last", "clear": "search by words",
		"currency": "currencies: all amounts are in US dollars", "who": "who else is here", "who when": "the view History", "delete": "withdraw the project",
		"remove": "withdraw the project", "new": "add a project", "comment": "add a note", "pivot": "the view Breakdown",
		"reverse": "reverse the order", "draft": "go back to where you were", "exit": "quit",
	} {
		d.Press("@Portfolio", ":").Typed(word)
		if first := strings.Split(d.Root.Draw(), "\n")[3]; !strings.Contains(first, want) {
			t.Errorf("%s: %s, want %s", word, first, want)
		}
		d.Press("esc")
	}
	d.Press("@Overview", ":").Typed("excel").Golden("palette/elsewhere")
}

// The palette finds regions, service lines, fields and projects too, after what can be done, and goes there.
func TestPaletteFindsData(t *testing.T) {
	fresh := func() *uitest.Driver {
		return newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("@Overview", ":")
	}
	for text, want := range map[string]string{
		"syldavia": "region:syldavia", "six months": "end:6 months (", "Ended": "status:ended", "border control": "line:",
	} {
		fresh().Typed(text).Says(": list the projects").Press("enter").Settle().Says(want)
	}
	d := fresh().Typed("shortfall: search").Press("enter").Settle()
	if d.Root.Typing() == nil || !strings.Contains(d.Root.Draw(), "/ shortfall>") {
		t.Errorf("a field does not open the search:\n%s", d.Root.Draw())
	}
	fresh().Typed("training centre").Settle().Says("search the projects: training centre").Golden("palette/projects").
		Press("enter").Settle().Says("training centre")
	d = fresh().Typed("ABZX25").Settle().Says("ABZX25  Training centre").Press("down", "enter").Settle()
	if d.Root.Top().Name() != "project" {
		t.Errorf("a project leads to %s", d.Root.Top().Name())
	}
	d = fresh()
	for _, k := range []string{"t", "r", "a"} {
		d.Send(d.Key(k))
	}
	paused := d.Pending[0]
	d.Pending = d.Pending[1:]
	d.Deliver(paused()) // projects are asked for
	d.Send(d.Key("i"))  // before they have come
	if text := d.Settle().Root.Draw(); strings.Count(text, "ABHX07") != 1 {
		t.Errorf("not listed once:\n%s", text)
	}
	fresh().Typed("region:x y").Press("enter").Settle().Says("No project matches") // no query: its words
	d = fresh()
	for i := range d.Root.Top().Spoken().Count {
		if text := d.Root.Top().Spoken().Item(i); strings.Contains(text, "list the projects") {
			t.Errorf("unasked: %s", text)
		}
	}
}

// An entry of another view is done there, also if the view was never shown.
func TestPaletteElsewhere(t *testing.T) {
	for _, seen := range []bool{false, true} {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("@Overview")
		if seen {
			d.Press("@Breakdown", "enter", "@Overview")
		}
		d.Press(":").Typed("next dimension on the rows").Press("enter").Settle()
		if text := d.Root.Draw(); d.Root.Top().Name() != "breakdown" || strings.Contains(text, "rows region") {
			t.Errorf("seen %v: the rows are the same:\n%s", seen, text)
		}
	}
}

// The palette lists nothing twice.
func TestPaletteOnce(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	for _, view := range []string{"@Overview", "@Portfolio", "@Breakdown", "@History"} {
		s := d.Press(view, ":").Root.Top().Spoken()
		seen := map[string]bool{}
		for i := range s.Count {
			label, _, _ := strings.Cut(s.Item(i), ", key ")
			if label = label[:max(strings.LastIndex(label, ", "), 0)]; seen[label] {
				t.Errorf("%s: twice: %s", view, label)
			} else {
				seen[label] = true
			}
		}
		d.Press("esc")
	}
}

// Every word that people call an action by leads to one that exists.
func TestSynonymsHaveActions(t *testing.T) {
	known := map[string]bool{}
	for _, s := range unloaded(nil).Sections() {
		for _, a := range s.Actions {
			known[a.Name] = true
		}
	}
	file, err := parser.ParseFile(token.NewFileSet(), "palette/words.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	table := file.Scope.Lookup("synonyms").Decl.(*ast.ValueSpec).Values[0].(*ast.CompositeLit).Elts
	if len(table) < 30 {
		t.Errorf("%d actions with synonyms", len(table))
	}
	for _, row := range table {
		if name, err := strconv.Unquote(row.(*ast.KeyValueExpr).Key.(*ast.BasicLit).Value); err != nil || !known[name] {
			t.Errorf("there is no action %s, %v", name, err)
		}
	}
}
