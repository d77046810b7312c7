package mailroom

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/history"
	"fieldfolio/tui/ui"
)

// OfficeRow is a copy with which this one exchanges changes, or an office not heard from yet.
type OfficeRow struct {
	code  string
	of    *exchange.Office     // its entry in the register; nil if this copy does not have it
	link  *exchange.LinkStatus // nil if not heard from yet
	older bool                 // another copy of the office was heard from later
}

// officeRows returns the offices with which this copy exchanges changes: the one above first, the
// others by code; of several copies of an office, the one heard from last first.
func officeRows(st *ui.MailroomStatus) []OfficeRow {
	var out []OfficeRow
	add := func(code string, l *exchange.LinkStatus) {
		r := OfficeRow{code: code, link: l}
		r.of, _ = st.Register.Office(code)
		out = append(out, r)
	}
	for i := range st.Links {
		add(st.Links[i].Office, &st.Links[i])
	}
	linked := func(code string) bool {
		return slices.ContainsFunc(st.Links, func(l exchange.LinkStatus) bool { return l.Office == code })
	}
	for _, o := range st.Register.Offices() {
		if !o.Retired && !linked(o.Code) && st.Register.Parent(o.Code) == st.Self.Office {
			add(o.Code, nil)
		}
	}
	if p := st.Self.Parent(&st.Register); p != "" && !linked(p) {
		add(p, nil)
	}
	slices.SortStableFunc(out, func(a, b OfficeRow) int {
		switch up := st.Self.Parent(&st.Register); {
		case a.code == b.code:
		case a.code == up:
			return -1
		case b.code == up:
			return 1
		}
		return cmp.Or(strings.Compare(a.code, b.code), b.heardAs(st.Now).Compare(a.heardAs(st.Now)))
	})
	for i := 1; i < len(out); i++ {
		out[i].older = out[i].code == out[i-1].code
	}
	return out
}

func (r *OfficeRow) heardAt() (at time.Time) {
	if r.link != nil {
		at = r.link.HeardAt
	}
	return at
}

func (r *OfficeRow) heardAs(now time.Time) exchange.Heard {
	return exchange.Heard{At: r.heardAt(), Now: now}
}

// copyName returns the incarnation of the copy, empty until it has been heard from.
func (r *OfficeRow) copyName() string {
	if r.link == nil {
		return ""
	}
	return r.link.Incarnation
}

// heard says when the office was last heard from.
func (r *OfficeRow) heard(st *ui.MailroomStatus) string {
	if r.link == nil && r.code != st.Self.Parent(&st.Register) {
		if r.of != nil && len(r.of.Keys) == 0 {
			return "not joined yet"
		}
		return "never"
	}
	return r.heardAs(st.Now).Shown()
}

func (r *OfficeRow) stale(st *ui.MailroomStatus) bool {
	return r.link != nil && !r.heardAt().IsZero() && r.heardAs(st.Now).Stale()
}

// what returns the scope of the office, or its role: headquarters, hub, earlier copy.
func (v *offices) what(r *OfficeRow) string {
	switch {
	case r.older:
		return "an earlier copy of it"
	case r.code == v.status.Self.Headquarter:
		return "headquarters"
	case r.code == v.status.Self.Parent(&v.status.Register):
		return "the hub of this office"
	case r.of == nil:
		return "not in the register"
	}
	return v.face.Scope(r.of.Scope)
}

func (v *offices) View() string {
	return v.Draw(&v.face, []string{v.caption()}, v.alone, v.seen)
}

// seen returns the lines in sight below the caption, the selected one marked.
func (v *offices) seen() []string {
	lines, at := v.list()
	return append(v.above()[1:], v.anchors.Seen(lines, at, v.page())...)
}

// alone says how to begin, if there are no other offices yet.
func (v *offices) alone() []string {
	if !v.status.Self.Alone() {
		return nil
	}
	w := v.face.Width - 6
	var lines []string
	for _, l := range aloneText {
		if l.apart {
			lines = append(lines, "")
		}
		lines = append(lines, draw.Indent(v.face.Wrap(l.text, w-l.indent), l.indent)...)
	}
	return lines
}

// aloneText is shown if there are no other offices yet.
var aloneText = []struct {
	text   string
	indent int
	apart  bool // after a blank line
}{
	{"This copy exchanges with nobody yet: what is changed here stays here.", 0, false},
	{"An office gets an invitation from headquarters, a small file. To begin:", 0, true},
	{"fieldfolio sync join FILE", 2, false},
	{"To make this copy headquarters, with its register of offices:", 0, true},
	{"fieldfolio office init CODE --email ADDRESS", 2, false},
	{"Earlier changes are sent too.", 0, true},
}

// caption says which office this is, and what is waiting.
func (v *offices) caption() string {
	if v.prompt.Open {
		text, _ := v.prompt.Line(&v.face)
		return text
	}
	if v.status == nil || v.status.Self.Alone() {
		return " " + v.face.Styles.Title.Render("Exchange with other offices")
	}
	st := v.status
	text := " " + v.face.Styles.Title.Render(draw.Clean(st.Self.Office))
	n := 0
	for _, o := range st.Register.Offices() {
		if !o.Retired && o.Role != portfolio.RoleHeadquarters {
			n++
		}
	}
	more := ""
	if st.Self.AtHeadquarters() {
		more = "   headquarters   " + ui.Number(n, "office", "offices")
	} else if me, ok := st.Register.Office(st.Self.Office); ok {
		more = "   " + v.face.Cut(v.face.Scope(me.Scope), v.face.Width/2)
	}
	all := strings.Join(v.waits(), "   ")
	if v.face.Cells(text)+v.face.Cells(more)+2+v.face.Cells(all) >= v.face.Width && all != "" {
		more = ""
	}
	return v.face.Sides(text+more, v.fitting(v.waits(), v.face.Width-v.face.Cells(text+more)-3), v.face.Width)
}

// fitting returns as many of the parts as fit into w cells, with an ellipsis for the others.
func (v *offices) fitting(parts []string, w int) string {
	for n := len(parts); n > 0; n-- {
		kept := parts[:n:n]
		if n < len(parts) {
			kept = append(kept, "…")
		}
		if text := strings.Join(kept, "   "); v.face.Cells(text) <= w {
			return text
		}
	}
	return ""
}

// waits counts each kind of thing that is waiting.
func (v *offices) waits() []string {
	var parts []string
	for _, n := range v.status.Needs() {
		parts = append(parts, n.Short)
	}
	if held := v.heldThere(); held > 0 {
		parts = append(parts, portfolio.Count(held).Shown()+" held")
	}
	return parts
}

// heldThere counts this office's changes that are held at headquarters.
func (v *offices) heldThere() (n int) {
	for _, x := range v.status.Judged {
		if x.Ruling == portfolio.Held && !v.status.Rules() {
			n++
		}
	}
	return n
}

// above returns the lines that do not scroll.
func (v *offices) above() []string {
	lines := slices.Concat([]string{v.caption()}, v.face.BelowCaption())
	if v.face.Height >= 6 && v.whyNoExchange() == "" {
		lines = append(lines, draw.Heads(&v.face, v.columns()))
	}
	return lines
}

// low reports whether the screen has no lines to spare.
func (v *offices) low() bool { return v.face.Height < 14 }

func (v *offices) page() int { return max(v.face.Height-len(v.above()), 1) }

// list returns the lines that scroll, and the indexes of those that can be selected: the offices,
// what needs a person, then the rest.
func (v *offices) list() (lines []string, at []int) {
	if v.whyNoExchange() != "" {
		return nil, nil
	}
	cols := v.columns()
	add := func(items []officeItem) {
		for _, x := range items {
			at = append(at, len(lines))
			switch {
			case x.row != nil:
				lines = append(lines, draw.Blanks(draw.GutterWidth)+draw.RowText(v.face.Measure, cols, x.row))
			case x.note != "":
				lines = append(lines, v.wrapped(x.note)...)
			default:
				lines = append(lines, v.face.Cut(draw.Blanks(draw.GutterWidth)+v.waitingText(x), v.face.Width-1))
			}
		}
	}
	head := func(text string) { lines = append(lines, "", "   "+v.face.Styles.Head.Render(text)) }
	p := v.parts()
	if add(p.rows); len(p.rows) == 0 && v.status.Self.AtHeadquarters() && !v.status.Restoring() {
		lines = append(lines, v.noOffice()...)
	}
	if len(p.forYou) > 0 {
		head(edit.Waiting(v.editor.Off()))
		add(p.forYou)
	} else {
		lines = append(lines, "", "   "+v.face.Styles.Muted.Render("Nothing waits for you."))
	}
	if waiting := v.waiting(); len(waiting)+len(p.there) > 0 {
		head(v.elsewhere())
		lines = append(lines, waiting...)
		add(p.there)
	}
	if len(p.notes) > 0 {
		head("Notes")
		add(p.notes)
	}
	return lines, at
}

// elsewhere is the head of what waits for others.
func (v *offices) elsewhere() string {
	if v.status.Self.AtHeadquarters() {
		return "Waiting for a coordinator"
	}
	return "With headquarters"
}

// noOffice says how to begin a register.
func (v *offices) noOffice() []string {
	w := v.face.Width - 6
	text := "There is no office yet. Each joins with an invitation, a small file. To make one:"
	return append(draw.Indent(v.face.Wrap(text, w), 3),
		draw.Indent(v.face.Wrap("fieldfolio office add CODE --scope REGION --email ADDRESS", w-2), 5)...)
}

// waiting says how many changes headquarters has not acknowledged yet.
func (v *offices) waiting() []string {
	if v.status.Waiting == 0 || v.status.Self.AtHeadquarters() {
		return nil
	}
	return v.wrapped(ui.Number(v.status.Waiting, "change", "changes") + " not yet received by headquarters")
}

// wrapped returns a text in lines behind the gutter.
func (v *offices) wrapped(text string) []string {
	return v.face.Paragraph(text)
}

// columns returns the columns of offices that fit.
func (v *offices) columns() []draw.ValueColumn[*OfficeRow] {
	office, scope, heard := 6, len("headquarters"), len("LAST HEARD")
	for _, r := range officeRows(v.status) {
		office = max(office, min(v.face.Cells(draw.Clean(r.code)), max(14, v.face.Width/6)))
		heard = max(heard, min(v.face.Cells(r.heard(v.status)), 18))
		scope = max(scope, v.face.Cells(v.what(&r)))
	}
	return draw.FitColumns([]draw.ValueColumn[*OfficeRow]{
		draw.Valued(draw.Column{Head: "OFFICE", Width: office}, func(r *OfficeRow) string { return draw.Clean(r.code) }),
		draw.Valued(draw.Column{Head: "SCOPE", Width: scope}, v.what),
		draw.Valued(draw.Column{Head: "LAST HEARD", Width: heard}, v.lastHeard),
		draw.Valued(draw.Column{Head: "TO SEND", Width: 11, Drop: 2, Least: 10}, (*OfficeRow).toSend),
		draw.Valued(draw.Column{Head: "UNACKNOWLEDGED", Width: 14, Drop: 3, Least: 14}, (*OfficeRow).unacknowledged),
	}, 1, v.face.Width)
}

func (v *offices) lastHeard(r *OfficeRow) string {
	if r.stale(v.status) {
		return v.face.Styles.Doubt.Render(r.heard(v.status))
	}
	return r.heard(v.status)
}

func (r *OfficeRow) toSend() string {
	if r.link == nil {
		return ""
	}
	return owed(r.link.ToSend)
}

func (r *OfficeRow) unacknowledged() string {
	if r.link == nil {
		return ""
	}
	return owed(r.link.Open)
}

func owed(n int64) string {
	if n == 0 {
		return "none"
	}
	return draw.Count(portfolio.Count(n).Shown(), "change", "changes")
}

// waitingText describes one of the things that are waiting.
func (v *offices) waitingText(x officeItem) string {
	text := draw.ShownText(portfolio.Join(v.waitsFor(x, longValue), "   "))
	if x.refused != nil || x.need != nil {
		return v.face.Left(v.waitsAs(x), 8) + "  " + text
	}
	name := draw.Clean(v.waitsOf(x))
	return v.face.Left(v.waitsAs(x), 8) + "  " + v.face.Left(name, max(8, min(v.face.Cells(name), v.face.Width/2))) + "  " + text
}

// waitsAs says in one word why it is waiting.
func (v *offices) waitsAs(x officeItem) string {
	switch {
	case x.conflict != nil:
		return "conflict"
	case x.judged != nil:
		return string(x.judged.Ruling)
	case x.need != nil:
		return "exchange"
	}
	return "rejected"
}

// waitsOf names the record concerned, empty if there is none.
func (v *offices) waitsOf(x officeItem) string {
	switch {
	case x.conflict != nil:
		return x.conflict.Subject()
	case x.judged != nil:
		if about, is := x.judged.Note(); is {
			return about
		}
		return x.judged.Name()
	}
	return ""
}

// waitsFor describes what is waiting. Present values are cut to room cells.
func (v *offices) waitsFor(x officeItem, room int) []portfolio.Value {
	switch {
	case x.conflict != nil:
		return history.ConflictParts(x.conflict)
	case x.judged != nil:
		text := v.judgedText(x.judged, room)
		if v.status.Self.AtHeadquarters() {
			text = portfolio.Say("%s, %s", text, x.judged.Proposer())
		}
		if x.judged.Why != "" {
			text = portfolio.Say("%s: %s", text, portfolio.Sentence(x.judged.Why))
		}
		return []portfolio.Value{text}
	}
	if x.need != nil {
		return []portfolio.Value{portfolio.Sentence(x.need.What)}
	}
	return []portfolio.Value{portfolio.Say("mail of %s: %s", portfolio.DateOf(x.refused.At), x.refused.Why)}
}

// The width of the present value beside the new one: in a line, and uncut.
const (
	longValue = 24
	uncut     = 10_000
)

// judgedText describes a change by its first field and the number of further ones. The present
// value takes at most room cells.
func (v *offices) judgedText(j *exchange.HeldChange, room int) portfolio.Phrase {
	c := &j.Change
	if c.Creates == portfolio.ProjectRecord {
		s, _ := c.Setting(portfolio.FieldTitle)
		return portfolio.Say("new project %s", s.Value)
	}
	fields := j.Fields()
	if len(fields) == 0 {
		return portfolio.Say("nothing")
	}
	f := fields[0]
	text := portfolio.Say("%s %s", provenance.InSentence(j.Record.Kind, f.Field), wanted(j, f))
	if was := j.Record.Value(f.Field); was.Known && c.Creates == "" {
		of := edit.ValueOf(j.Record.Kind, f.Field, was)
		now := portfolio.Signed(v.face.Cut(draw.ShownText(of), room), of.Spoken())
		text = portfolio.Say("%s %s%s%s", provenance.InSentence(j.Record.Kind, f.Field), now, portfolio.To, wanted(j, f))
	}
	if n := len(fields) - 1; n > 0 {
		return portfolio.Say("%s and %s", text, ui.Number(n, "field more", "fields more"))
	}
	return text
}

// wanted returns the value that a change would set.
func wanted(j *exchange.HeldChange, f portfolio.Setting) portfolio.Value {
	return edit.ValueOf(j.Record.Kind, f.Field, portfolio.FieldValue{Text: f.Value, Known: !f.Unset})
}
