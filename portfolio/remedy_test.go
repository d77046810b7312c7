package portfolio

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fieldfolio/portfolio/fault"
)

// commandLine matches the name of the program, its variables and its flags.
var commandLine = regexp.MustCompile(`(?i:fieldfolio)|--[a-z]`)

// namesProgram are the string literals of the domain that name the program, with
// the reason why.
var namesProgram = map[string]string{
	"fieldfolio %d":           "on the wire: the format of a diff",
	"begin fieldfolio 1":      "on the wire: above a diff",
	"end fieldfolio 1":        "on the wire: below a diff",
	"fieldfolio invitation 1": "on the wire: the format of an invitation",
	"fieldfolio invitation\n": "goes into the hash of an invitation's secret, which the register keeps",
	"# An invitation to fieldfolio. It is for one office, and good once: hand it over\n" +
		"# as you would a password. The office runs:  fieldfolio sync join THIS-FILE\n": "the head of an invitation, " +
		"a constant of that format: whoever reads the file has neither a screen nor help yet",
	"fieldfolio ":      "on the wire: the subject of a mail, before the office",
	"fieldfolio sync ": "on the wire: the greeting of an exchange over SSH, before its version",
	"fieldfolio: ":     "before what the program says on standard error at the other end of a line",
	"fieldfolio":       "in mails: the word by which one of ours is known",
	".fieldfolio-":     "the name of a file",
	"fieldfolio-":      "the name of a directory",
}

// TestNoCommandLine finds no command and no flag in the string literals of the
// domain: 53 sentences there named some, and screens printed them. What to do is
// a Remedy, which the command line and the screens put into words.
func TestNoCommandLine(t *testing.T) {
	used := map[string]bool{}
	for _, root := range []string{".", "../sync", "../seed"} {
		for _, s := range literals(t, root) {
			if !commandLine.MatchString(s.text) {
				continue
			}
			if used[s.text] = true; namesProgram[s.text] == "" {
				t.Errorf("%s names the command line: %q", s.at, s.text)
			}
		}
	}
	for text := range namesProgram {
		if !used[text] {
			t.Errorf("no literal needs the exception %q", text)
		}
	}
}

type literal struct {
	at   token.Position
	text string
}

// literals returns the string literals of the sources below a directory, apart
// from tests and what is only for tests.
func literals(t *testing.T, root string) []literal {
	t.Helper()
	var found []literal
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "mailtest" || d.Name() == "imaptest"):
			return fs.SkipDir
		case filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("parse: %w", err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if _, is := n.(*ast.ImportSpec); is {
				return false
			}
			if l, is := n.(*ast.BasicLit); is && l.Kind == token.STRING {
				text, _ := strconv.Unquote(l.Value) // it was parsed
				found = append(found, literal{files.Position(l.Pos()), text})
			}
			return true
		})
		return nil
	})
	if err != nil || len(found) == 0 {
		t.Fatalf("%s: %d literals, %v", root, len(found), err)
	}
	return found
}

// TestWords puts remedies into the words of a table.
func TestWords(t *testing.T) {
	table := map[fault.Action]string{fault.UndoInstead: "run undo %s", fault.ListOffices: "run offices"}
	for _, c := range []struct {
		of   fault.Remedy
		want string
	}{
		{fault.Remedy{}, ""},
		{fault.Remedy{Text: "write 5 %s"}, "write 5 %s"},
		{fault.Remedy{Action: fault.ListOffices}, "run offices"},
		{fault.Remedy{Action: fault.ListOffices, Text: "nothing was changed"}, "run offices; nothing was changed"},
		{fault.Remedy{Action: fault.UndoInstead, Of: "a %s"}, "run undo a %s"},
	} {
		if got := c.of.Words(table); got != c.want {
			t.Errorf("%+v: %q, want %q", c.of, got, c.want)
		}
	}
	for _, c := range []struct {
		of   fault.Remark
		want string
	}{
		{fault.Remark{Text: "50 %s"}, "50 %s"},
		{fault.Remark{Text: "held: %s; by %s", Remedy: fault.Remedy{Action: fault.ListOffices}}, "held: run offices; by %s"},
	} {
		if got := c.of.Words(table); got != c.want {
			t.Errorf("%+v: %q, want %q", c.of, got, c.want)
		}
	}
}

// TestSentence gives each of several faults its remedy; a single one has it
// behind the sentence.
func TestSentence(t *testing.T) {
	table := map[fault.Action]string{fault.ListOffices: "run offices"}
	hub := &fault.Invalid{Field: "hub", Value: "x", Why: "is not an office", Action: fault.ListOffices}
	end := &fault.Invalid{Field: "end", Why: "is missing", Do: "write a day"}
	both := &RecordFault{Name: "ABCX01", Err: fault.Faults{hub, end}}
	want := "ABCX01: 2 values cannot be taken; nothing was changed\n" +
		"  hub \"x\" is not an office; run offices\n  end is missing; write a day"
	if got := fault.Sentence(both, table); got != want || fault.RemedyOf(both) != (fault.Remedy{}) {
		t.Errorf("%q, want %q", got, want)
	}
	one := fmt.Errorf("set: %w", fault.Faults{hub})
	if got := fault.Sentence(one, table); got != `set: hub "x" is not an office` || fault.RemedyOf(one) != hub.Remedy() {
		t.Errorf("%q, %+v", got, fault.RemedyOf(one))
	}
}
