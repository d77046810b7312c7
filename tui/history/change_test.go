package history

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/uitest"
)

func TestChangeScreens(t *testing.T) {
	for _, s := range uitest.Sizes {
		ofRecord(t, uitest.Conflicting(), s.W, s.H).Press("down", "down", "enter").Golden("edit/change-" + s.Name)
	}
}

// What headquarters says of a change stands in the history and on the page of the
// change.
func TestToldByHeadquarters(t *testing.T) {
	for _, s := range uitest.SmallSizes {
		d := ofRecord(t, uitest.Told(), s.W, s.H).Golden("told/history-" + s.Name).Press("enter").Golden("told/change-" + s.Name)
		if s.H >= shell.OwnStatusLine {
			d.Press("esc", "down").Says("held by headquarters: approved needs headquarters").Press("down").Says("waiting for headquarters").Press("down").
				Says("accepted by B. Coord (bcoord), headquarters").Press("enter").Golden("told/accepted-" + s.Name)
		}
	}
}

// TestChangeOfNothing: a field that had no value before is heard as none, not as unknown.
func TestChangeOfNothing(t *testing.T) {
	p := &facts.Page{}
	changeFact(p, &provenance.Entry{Change: &portfolio.Change{}, Kind: portfolio.ProjectRecord,
		Field: portfolio.FieldEnd, To: portfolio.FieldValue{Text: "2012-12-31", Known: true}})
	was := p.Facts[0].Below[0].Parts[0]
	said, shown := was.Spoken(), was.Shown()
	if !strings.Contains(said, "before: none") || !strings.Contains(shown, "before: –") {
		t.Errorf("heard %q, shown %q", said, shown)
	}
}

// TestChangeOfWithdrawn: a project that is withdrawn has no values now.
func TestChangeOfWithdrawn(t *testing.T) {
	for field, want := range map[string]string{portfolio.FieldEnd: "when withdrawn: in effect", portfolio.FieldWithdrawn: "now: in effect"} {
		p := &facts.Page{}
		changeFact(p, &provenance.Entry{Change: &portfolio.Change{}, Kind: portfolio.ProjectRecord, Withdrawn: true,
			Field: field, Stands: provenance.StandsCurrent})
		if said := p.Facts[0].Below[1].Parts[0].Shown(); !strings.HasPrefix(said, want) {
			t.Errorf("%s: %q, want %q", field, said, want)
		}
	}
}

// An open page says how the values of the change stand after others have changed them.
func TestChangeFollows(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Theirs")
	d := ofRecord(t, m, 80, 24).Press("enter").Says("before: ").Says("now: in effect")
	m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Theirs again")
	d.Send(shell.Moved{})
	d.Settle().Says("Theirs").Says("now: one of several values")
}

// On the page of a change of a withdrawn project, values stand as they were when it was withdrawn.
func TestWithdrawnChangeScreens(t *testing.T) {
	for _, s := range uitest.Sizes {
		m := &uitest.Memory{Doc: uitest.Sample()}
		first := m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Theirs")
		second := m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Theirs, and longer", first.ID)
		m.Elsewhere(uitest.SampleID, portfolio.FieldWithdrawn, portfolio.Yes, first.ID, second.ID)
		d := ofRecord(t, m, s.W, s.H).Press("enter").Golden("edit/withdrawal-" + s.Name)
		d.Press("esc", "down", "enter").Golden("edit/when-withdrawn-" + s.Name)
	}
}
