package funding

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/proof"
	"fieldfolio/tui/uitest"
)

// westAfrica asks for what is unfunded in West Africa.
func westAfrica() []string {
	keys := []string{"/"}
	for _, r := range "place:west-africa" {
		keys = append(keys, string(r))
	}
	return append(keys, "enter")
}

func TestFundingStates(t *testing.T) {
	for _, s := range uitest.Sizes {
		newDriver(t, uitest.Seeded(t), s.W, s.H).Settle().Golden("seed-" + s.Name)
		newDriver(t, uitest.Seeded(t), s.W, s.H).Settle().Press(westAfrica()...).Golden("west-africa-" + s.Name)
	}
	newDriver(t, uitest.Seeded(t), 80, 24).Settle().Press("/", "x", "y", "z", "z", "y", "enter").Golden("none")
	newDriver(t, uitest.Full(), 80, 24).Settle().Press("end").AtEverySize()
}

// Every line opens into what stands behind it, and its proof has its figure.
func TestEveryLineOpens(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 80, 24).Settle().Press(westAfrica()...)
	v := d.Root.Top().(*Funding)
	pages := []string{"GLOX34", "proof", "activity:2.2/1", "activity:2.2/2", "activity:2.2/4", "proof"}
	if len(v.lines) != len(pages) {
		t.Fatalf("%d lines, want %d", len(v.lines), len(pages))
	}
	for i, want := range pages {
		if page := d.Press("enter").Root.Draw(); !strings.Contains(page, want) {
			t.Errorf("line %d opens\n%s\nwant %s", i, page, want)
		}
		d.Press("esc", "down")
	}
	for i := range v.lines {
		p, err := proof.Prove(t.Context(), d.Src, v.lines[i].Ask, &d.Src.Doc.Catalogue)
		if err != nil || portfolio.Known(portfolio.Cents(p.Figure)) != v.lines[i].Shortfall {
			t.Errorf("line %d is %v, its proof %v, %v", i, v.lines[i].Shortfall, p, err)
		}
	}
}

// Linear mode says the same.
func TestFundingSpoken(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 80, 24).Settle().Press(westAfrica()...)
	s := d.Root.Top().Spoken()
	if got := s.Item(0); got != "GLOX34, Global Programme on Firearms, 8 of 15 places, shortfall 1,733,333 of 3,250,000" {
		t.Error(got)
	}
	if got := s.Item(5); got != "Priority activities, together, shortfall 6,750,000" {
		t.Error(got)
	}
}

// The sums come before a list that is longer than the screen is heard, and what is outside in words
// for the ear: 3,250,000 × 8/15 = 1,733,333.33.
func TestFundingSumsFirst(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 80, 24).Settle()
	d.Says("Priority activities and evaluation, together").Says("32,729,240").Says("68 other projects here state no shortfall")
	facts := strings.Join(d.Root.Top().Spoken().Facts, " ")
	if !strings.Contains(facts, "Projects, together: 66,205,721.") {
		t.Error(facts)
	}
	after := strings.Join(d.Press(westAfrica()...).Root.Top().Spoken().After, " ")
	if !strings.Contains(after, "West Africa: 1,733,333.33 dollars of 66,205,721 shortfall; 64,472,387.67 outside.") {
		t.Error(after)
	}
}
