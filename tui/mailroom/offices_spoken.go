package mailroom

import (
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

func (v *offices) Spoken() ui.Spoken {
	if v.prompt.Open {
		return v.prompt.Spoken()
	}
	if s, unready := v.Unready(v.spokenCaption()); unready {
		return s
	}
	if v.status.Self.Alone() {
		return v.spokenAlone()
	}
	all := v.items()
	s := ui.SpokenList(len(all), func(i int) string { return v.spokenItem(all[i]) }, &v.anchors.Sel, v.keep)
	s.Name = func(i int) string {
		if all[i].row != nil {
			return draw.Clean(all[i].row.code)
		}
		return v.spokenItem(all[i])
	}
	s.Title = draw.Sentence("Sync of " + draw.Clean(v.status.Self.Office))
	s.Facts = v.spokenState()
	return s
}

// spokenCaption says which office this is and what is waiting, as far as that is known.
func (v *offices) spokenCaption() string {
	if v.status == nil || v.status.Self.Alone() {
		return ""
	}
	return strings.Join(v.spokenState(), " ")
}

func (v *offices) spokenAlone() ui.Spoken {
	var facts []string
	for _, l := range aloneText {
		facts = append(facts, l.text)
	}
	return ui.Spoken{Title: facts[0], Facts: facts[1:]}
}

// spokenState says which office this is and what is waiting.
func (v *offices) spokenState() []string {
	st := v.status
	var out []string
	if st.Self.AtHeadquarters() {
		n := 0
		for _, o := range st.Register.Offices() {
			if !o.Retired && o.Role != portfolio.RoleHeadquarters {
				n++
			}
		}
		out = append(out, "It is headquarters.", "Register: "+ui.Number(n, "office", "offices")+".")
	} else if me, ok := st.Register.Office(st.Self.Office); ok {
		out = append(out, draw.Sentence(ui.Labelled("Scope", v.face.Scope(me.Scope))))
	}
	if st.Waiting > 0 && !st.Self.AtHeadquarters() {
		out = append(out, ui.Number(st.Waiting, "change", "changes")+" not yet received by headquarters.")
	}
	for _, part := range v.waits() {
		out = append(out, draw.Sentence(part))
	}
	if v.whyNoWaiting() != "" {
		out = append(out, "Nothing waits for you.")
	}
	return out
}

func (v *offices) spokenItem(x officeItem) string {
	if x.note != "" {
		return draw.Sentence(x.note)
	}
	if x.row == nil {
		parts := append([]string{v.waitsAs(x), draw.Clean(v.waitsOf(x))}, draw.SpokenTexts(v.waitsFor(x, uncut))...)
		return draw.Joined(parts...)
	}
	r := x.row
	heard := "last heard " + r.heard(v.status)
	if r.link == nil && r.heardAt().IsZero() {
		heard = r.heard(v.status)
	}
	parts := []string{draw.Clean(r.code), v.what(r), heard}
	if r.link != nil {
		parts = append(parts, owed(r.link.ToSend)+" to send", owed(r.link.Open)+" unacknowledged")
	}
	return draw.Joined(parts...)
}
