package tui

import (
	"fieldfolio/portfolio"
	"strings"
)

// Spoken says the links with other offices, and what waits.
func (v *offices) Spoken() spoken {
	if v.prompt.open {
		s := v.prompt.spoken()
		if len(v.prompt.whole(v.face.width)) > 0 {
			s.facts = nonEmpty(noticeWords(v.prompt.notice()))
		}
		return s
	}
	if s, unready := v.unready(v.spokenCaption()); unready {
		return s
	}
	if v.status.Self.Alone() {
		return v.spokenAlone()
	}
	all := v.items()
	s := spokenList(len(all), func(i int) string { return v.spokenItem(all[i]) }, &v.stops.sel, v.keep)
	s.name = func(i int) string {
		if all[i].row != nil {
			return clean(all[i].row.code)
		}
		return v.spokenItem(all[i])
	}
	s.title = sentence("Sync of " + clean(v.status.Self.Office))
	s.facts = v.spokenState()
	return s
}

// spokenCaption says which office this is and how much waits, as far as that is known.
func (v *offices) spokenCaption() string {
	if v.status == nil || v.status.Self.Alone() {
		return ""
	}
	return strings.Join(v.spokenState(), " ")
}

func (v *offices) spokenAlone() spoken {
	var facts []string
	for _, l := range aloneText {
		facts = append(facts, l.text)
	}
	return spoken{title: facts[0], facts: facts[1:]}
}

// spokenState says which office this is, and how much waits.
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
		out = append(out, "It is headquarters.", "Register: "+number(n, "office", "offices")+".")
	} else if me, ok := st.Register.Office(st.Self.Office); ok {
		out = append(out, sentence(labelled("Scope", v.face.scope(me.Scope))))
	}
	if st.Waiting > 0 && !st.Self.AtHeadquarters() {
		out = append(out, number(st.Waiting, "change", "changes")+" not yet received by headquarters.")
	}
	for _, part := range v.waits() {
		out = append(out, sentence(part))
	}
	if v.noWaiting() != "" {
		out = append(out, "Nothing waits for you.")
	}
	return out
}

func (v *offices) spokenItem(x officeItem) string {
	if x.row == nil {
		parts := append([]string{v.waitsAs(x), clean(v.waitsOf(x))}, spokenTexts(v.waitsFor(x, uncut))...)
		return joined(parts...)
	}
	r := x.row
	heard := "last heard " + r.heard(v.status)
	if r.link == nil && r.heardAt().IsZero() {
		heard = r.heard(v.status)
	}
	parts := []string{clean(r.code), v.what(r), heard}
	if r.link != nil {
		parts = append(parts, owed(r.link.ToSend)+" to send", owed(r.link.Open)+" unacknowledged")
	}
	return joined(parts...)
}
