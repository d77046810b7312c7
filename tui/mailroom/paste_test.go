package mailroom

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// pasted shows the page into which a mail is pasted.
func pasted(t *testing.T, w, h int) (*uitest.Driver, *uitest.MemoryMailroom) {
	t.Helper()
	m, x := uitest.AtHeadquarters()
	x.Stand.Pasting, x.Report = true, uitest.ReceptionOf("roea", 4)
	return shown(t, m, w, h).Press("r"), x
}

// Where no file can be named, a mail is pasted as text: line breaks of any terminal are those of a file.
func TestPaste(t *testing.T) {
	for _, breaks := range []string{"\n", "\r", "\r\n"} {
		d, x := pasted(t, 80, 24)
		d.Golden("paste/empty-80x24").Press("enter").Says("nothing was pasted yet")
		text := "From: roea@example.org\n\nbegin fieldfolio 1\n[[change]]\nend\n"
		d.Send(tea.PasteMsg{Content: strings.ReplaceAll(text, "\n", breaks)})
		d.Settle().Golden("paste/arrived-80x24").Press("enter").Says("from roea: 4 new changes")
		if want := fmt.Sprintf("receive text %q", text); len(x.Did) != 1 || x.Did[0] != want {
			t.Errorf("with %q, did %q, want %q", breaks, x.Did, want)
		}
	}
	d, _ := pasted(t, 40, 12)
	d.Send(tea.PasteMsg{Content: strings.Repeat("a line that is longer than the screen of a small terminal\n", 1234)})
	d.Settle().Golden("paste/arrived-40x12")
}

// A terminal that pastes as if it was typed keeps its line breaks, and enter in the paste receives nothing.
func TestPasteAsTyped(t *testing.T) {
	d, x := pasted(t, 80, 24)
	d.Send(uitest.Key("F"))
	d.Burst = true
	for _, k := range []string{"r", "o", "m", "enter", "enter", "e", "n", "d", "enter"} {
		d.Send(uitest.Key(k))
	}
	d.Burst = false
	if d.Settle().Press("enter"); len(x.Did) != 1 || x.Did[0] != `receive text "From\n\nend\n"` {
		t.Errorf("did %q", x.Did)
	}
}

// Esc drops what was pasted; too much is refused as a whole, and more of it stays refused.
func TestPasteBounds(t *testing.T) {
	d, x := pasted(t, 80, 24)
	d.Send(tea.PasteMsg{Content: "begin"})
	d.Press("esc").Says("LAST HEARD").Press("r").Send(tea.PasteMsg{Content: strings.Repeat("x", ui.MostPasted)})
	d.Settle().Says("1 line, 8,388,608 bytes").Send(tea.PasteMsg{Content: "y"})
	d.Settle().Says("More than 8 MB arrived").Send(tea.PasteMsg{Content: "end"})
	d.Settle().Golden("paste/too-much-80x24").Press("enter").Says("at most 8 MB")
	if len(x.Did) > 0 {
		t.Errorf("did %q", x.Did)
	}
	d.Press("esc").Says("LAST HEARD")
}

// Where no file can be named, nothing speaks of one: neither the help nor the page of a rejected mail.
func TestPasteNamesNoFile(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	x.Stand.Pasting, x.Stand.Refused[0].File = true, ""
	d := shown(t, m, 80, 24)
	for _, name := range []string{"receive", "open-file"} {
		if help := d.Root.Own().Named(name)[0].Help; !strings.Contains(help, "paste the text of") || strings.Contains(help, "file") {
			t.Errorf("%s: %s", name, help)
		}
	}
	d.Press("!", "down", "down", "down", "down", "enter").Says("Kept            on the server")
	if text := d.All(); strings.Contains(text, "Kept in") {
		t.Error(text)
	}
}
