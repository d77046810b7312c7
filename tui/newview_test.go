package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// bells is a small screen: it counts how often its key was pressed.
type bells struct{ rung int }

func (*bells) Init() tea.Cmd          { return nil }
func (*bells) Update(tea.Msg) tea.Cmd { return nil }
func (*bells) Notice() ui.Notice      { return ui.Notice{} }
func (*bells) Name() string           { return "bells" }
func (b *bells) View() string         { return " Rung " + ui.Number(b.rung, "time", "times") }
func (b *bells) Spoken() ui.Spoken {
	return ui.Spoken{Title: "Bells.", Facts: []string{"Rung " + ui.Number(b.rung, "time", "times") + "."}}
}

func (b *bells) Keys() ui.KeyMap {
	ring := func() tea.Cmd { b.rung++; return nil }
	return ui.KeyMap{{Name: "ring", Keys: []string{"B"}, Show: "B", Foot: "ring", Help: "ring the bell", Do: ring}}
}

// TestNewViewIsOneRow adds a screen by one row of the table of views: it is reached,
// named, drawn, said and listed as all others are.
func TestNewViewIsOneRow(t *testing.T) {
	before := views
	defer func() { views = before }()
	views = append(slices.Clone(views), view{name: "Bells", first: func(*screens) ui.Screen { return &bells{} }})

	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 120, 60).Settle().Says(" Bells")
	d.Press(":").Typed("bell").Says("the view Bells").Says("ring the bell").Press("esc")
	d.Press("9").Says("[Bells]").Says("Rung 0 times").Says("B ring").Press("B").Says("Rung 1 time")
	d.Press("?").Says("ring the bell").Says("the view Bells").Press("esc")

	table, err := Keys(map[string][]string{"bells.ring": {"ctrl+g"}})
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, row := range table.Rows {
		listed[row[0].Plain()] = row[1].Plain()
	}
	if listed["bells.ring"] != "ctrl+g" || listed["view-bells"] != "0" { // behind Sync, which the table has too
		t.Errorf("the reference of keys has %q and %q", listed["bells.ring"], listed["view-bells"])
	}
	said := talk(t, &uitest.Memory{Doc: uitest.Sample()}, "bells\nring\nhelp ring\nquit\n")
	for _, want := range []string{"Bells.", "Rung 0 times.", "Rung 1 time.", "ring the bell; key capital B"} {
		if !strings.Contains(said, want) {
			t.Errorf("linear mode does not say %q:\n%s", want, said)
		}
	}
}
