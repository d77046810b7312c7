package tui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// inSession is a portfolio in a session in which no file can be written. sent is what goes by mail.
func inSession(fails error) (src *uitest.Memory, sent *portfolio.Table) {
	src, sent = uitest.Conflicting(), &portfolio.Table{}
	src.Exporter()
	src.Exported.Further = func(x ui.Extract) (ways []ui.Way) {
		if x.Command != nil {
			ways = append(ways, ui.Way{Label: "a command for your own machine", Detail: "csv",
				Command: "ssh fieldfolio@roea.example.org " + strings.Join(x.Command, " ") + " --format csv > " + x.File})
		}
		return append(ways, ui.Way{Label: "the clipboard", Clipboard: true},
			ui.Way{Label: "mail", Detail: "awa@example.org", Write: func(_ context.Context, _ string, t portfolio.Table) (string, error) {
				*sent = t
				return "sent to awa@example.org", fails
			}})
	}
	return src, sent
}

// Where no file can be written, a table is taken by a command on one's own machine, by the clipboard or by mail.
func TestWaysOfExport(t *testing.T) {
	src, sent := inSession(nil)
	d := newDriver(t, src, 80, 24).Settle().Press("@Portfolio", "x").Golden("ways-80x24")
	d.Press("enter").Says("ssh fieldfolio@roea.example.org list").Says("portfolio.csv")
	d.Press("x", "down", "enter").Says("copied: 30 rows")
	if got := src.Exported.Told; !slices.Equal(got, []string{"project: 30 rows"}) {
		t.Errorf("the exporter is told of %q", got)
	}
	if n := strings.Count(d.Copied.Text, "\n"); n != 30 {
		t.Errorf("%d lines were copied below the heads", n)
	}
	if d.Press("x", "end", "down", "down", "enter").Says("sent to awa@example.org"); len(sent.Rows) != 30 {
		t.Errorf("%d rows were sent", len(sent.Rows))
	}
	d.Press("space", "space", "x", "enter")
	if text := d.Root.Draw(); strings.Contains(text, "own machine") || !strings.Contains(text, "the clipboard") {
		t.Errorf("no command prints marked rows:\n%s", text)
	}
	newDriver(t, src, 40, 24).Settle().Press("@Portfolio", "x").Golden("ways-40x24")
	src, _ = inSession(errors.New("the mail server refused it"))
	newDriver(t, src, 80, 24).Settle().Press("@Portfolio", "x", "down", "down", "enter").
		Says("Nothing was exported: the mail server refused it")
}

// Each view knows the command that prints the table that it shows; there is none for the projects behind a figure.
func TestCommandOfTable(t *testing.T) {
	src, _ := inSession(nil)
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"@Portfolio"}, "list --as-of 2011-04-30 --format csv > portfolio.csv"},
		{[]string{"@Portfolio", "/", "A", "enter"}, "list --as-of 2011-04-30 A --format csv > a.csv"},
		{[]string{"@Breakdown", "c"}, "breakdown --by region,kind --measure approved --as-of 2011-04-30 --format csv"},

		{[]string{"@Timeline"}, "timeline --as-of 2011-04-30 --format csv > timeline.csv"},
		{[]string{"@Programme"}, "programme --format csv > programme.csv"},
		{[]string{"@Reconcile"}, "reconcile --explain --format csv"},
		{[]string{"@Funding"}, "funding --as-of 2011-04-30"},
		{[]string{"@History"}, "history --limit 0 --format csv"},
		{[]string{"@Breakdown", "enter"}, ""},
	} {
		d := newDriver(t, src, 120, 40).Settle().Press(c.keys...).Press("x")
		if text := d.Root.Draw(); c.want == "" {
			if strings.Contains(text, "own machine") {
				t.Errorf("%v:\n%s", c.keys, text)
			}
			continue
		}
		if d.Press("enter"); !strings.Contains(strings.Join(strings.Fields(d.Root.Draw()), " "), c.want) {
			t.Errorf("%v: not %q, but\n%s", c.keys, c.want, d.Root.Draw())
		}
	}
}
