package tui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
)

// officeRow is a copy with which this one exchanges, or an office that was
// never heard.
type officeRow struct {
	code  string
	of    *portfolio.Office     // its entry in the register; nil while that is not here
	link  *portfolio.LinkStatus // nil if it was never heard
	older bool                  // another copy of the office was heard later
}

// rows returns those with which this copy exchanges, the one above first, the
// others by their codes, of several copies the one that was heard last first.
func (st *MailroomStatus) rows() []officeRow {
	var out []officeRow
	add := func(code string, l *portfolio.LinkStatus) {
		r := officeRow{code: code, link: l}
		r.of, _ = st.Register.Office(code)
		out = append(out, r)
	}
	for i := range st.Links {
		add(st.Links[i].Office, &st.Links[i])
	}
	linked := func(code string) bool {
		return slices.ContainsFunc(st.Links, func(l portfolio.LinkStatus) bool { return l.Office == code })
	}
	for _, o := range st.Register.Offices() {
		if !o.Retired && !linked(o.Code) && st.Register.Parent(o.Code) == st.Self.Office {
			add(o.Code, nil)
		}
	}
	if p := st.Self.Parent(&st.Register); p != "" && !linked(p) {
		add(p, nil)
	}
	slices.SortStableFunc(out, func(a, b officeRow) int {
		switch up := st.Self.Parent(&st.Register); {
		case a.code == b.code:
		case a.code == up:
			return -1
		case b.code == up:
			return 1
		}
		return cmp.Or(strings.Compare(a.code, b.code), b.heardAt().Compare(a.heardAt()))
	})
	for i := 1; i < len(out); i++ {
		out[i].older = out[i].code == out[i-1].code
	}
	return out
}

func (r *officeRow) heardAt() (at time.Time) {
	if r.link != nil {
		at = r.link.HeardAt
	}
	return at
}

// copyName returns the incarnation of the copy, empty while it was not heard.
func (r *officeRow) copyName() string {
	if r.link == nil {
		return ""
	}
	return r.link.Incarnation
}

// heard says when the office was last heard.
func (r *officeRow) heard(st *MailroomStatus) string {
	if r.link == nil && r.code != st.Self.Parent(&st.Register) {
		if r.of != nil && len(r.of.Keys) == 0 {
			return "not joined yet"
		}
		return "never"
	}
	return portfolio.Heard{At: r.heardAt(), Now: st.Now}.Shown()
}

func (r *officeRow) stale(st *MailroomStatus) bool {
	return r.link != nil && !r.heardAt().IsZero() && portfolio.Heard{At: r.heardAt(), Now: st.Now}.Stale()
}

// what says which part of the portfolio the office has, or what it is.
func (v *offices) what(r *officeRow) string {
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
	return v.face.scope(r.of.Scope)
}

// scope names regions.
func (f *face) scope(codes []string) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		if names[i] = f.programmeName(c); c == portfolio.ScopeAll {
			return "everything"
		}
	}
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

// View draws the links and what waits, or says why there is nothing.
func (v *offices) View() string {
	return v.draw(&v.face, []string{v.caption()}, v.alone, v.seen)
}

// seen returns what is in sight below the caption, the selected line marked.
func (v *offices) seen() []string {
	lines, at := v.list()
	return append(v.above()[1:], v.stops.seen(lines, at, v.page())...)
}

// alone says how to begin, where nothing is exchanged.
func (v *offices) alone() []string {
	if !v.status.Self.Alone() {
		return nil
	}
	w := v.face.width - 6
	var lines []string
	for _, l := range aloneText {
		if l.apart {
			lines = append(lines, "")
		}
		lines = append(lines, indent(wrap(l.text, w-l.indent), l.indent)...)
	}
	return lines
}

// aloneText is what is said where there are no other offices.
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
	{"What was changed before goes along.", 0, true},
}

// caption says which office this is, and how much waits.
func (v *offices) caption() string {
	if v.prompt.open {
		text, _ := v.prompt.line(v.face.width)
		return text
	}
	if v.status == nil || v.status.Self.Alone() {
		return " " + v.face.look.title.Render("Exchange with other offices")
	}
	st := v.status
	text := " " + v.face.look.title.Render(clean(st.Self.Office))
	n := 0
	for _, o := range st.Register.Offices() {
		if !o.Retired && o.Role != portfolio.RoleHeadquarters {
			n++
		}
	}
	more := ""
	if st.Self.AtHeadquarters() {
		more = "   headquarters   " + number(n, "office", "offices")
	} else if me, ok := st.Register.Office(st.Self.Office); ok {
		more = "   " + cut(v.face.scope(me.Scope), v.face.width/2)
	}
	sum := v.summary()
	if width(text)+width(more)+2+width(sum) >= v.face.width && sum != "" {
		more = ""
	}
	return sides(text+more, sum, v.face.width)
}

func number(n int, one, many string) string {
	return count(portfolio.Count(n).Shown(), one, many)
}

// summary says how much waits, in as many words as there is room for.
func (v *offices) summary() string { return strings.Join(v.waits(), "   ") }

// waits counts each of the things that wait.
func (v *offices) waits() []string {
	var parts []string
	if n := len(v.fields); n > 0 {
		parts = append(parts, number(n, "conflict", "conflicts"))
	}
	held, rejected := 0, 0
	for _, x := range v.status.Judged {
		if x.Ruling == portfolio.Held {
			held++
		} else {
			rejected++
		}
	}
	if held > 0 {
		parts = append(parts, portfolio.Count(held).Shown()+" held")
	}
	if rejected > 0 {
		parts = append(parts, portfolio.Count(rejected).Shown()+" rejected")
	}
	if n := len(v.status.Refused); n > 0 {
		parts = append(parts, number(n, "mail refused", "mails refused"))
	}
	return parts
}

// above returns what stands over the lines that scroll.
func (v *offices) above() []string {
	lines := append([]string{v.caption()}, v.prompt.whole(v.face.width)...)
	if v.face.height >= 14 {
		lines = append(lines, "")
	}
	if v.face.height >= 6 && v.noExchange() == "" {
		lines = append(lines, v.face.look.head.Render(blanks(gutterWidth)+heads(v.columns())))
	}
	return lines
}

func (v *offices) page() int { return max(v.face.height-len(v.above()), 1) }

// list returns the lines that scroll, and which of them can be selected.
func (v *offices) list() (lines []string, at []int) {
	if v.noExchange() != "" {
		return nil, nil
	}
	cols := v.columns()
	section := ""
	for _, x := range v.items() {
		if s := v.section(x); s != section && s != "" {
			lines = append(lines, "", "   "+v.face.look.head.Render(s))
			if s == toHeadquarters {
				lines = append(lines, v.waiting()...)
			}
			section = s
		}
		at = append(at, len(lines))
		if x.row != nil {
			lines = append(lines, blanks(gutterWidth)+rowText(cols, x.row))
		} else {
			lines = append(lines, cut(blanks(gutterWidth)+v.waitingText(x), v.face.width-1))
		}
	}
	if section != toHeadquarters && !v.status.Self.AtHeadquarters() && v.status.Waiting > 0 && !v.anyJudged() {
		lines = append(append(lines, "", "   "+v.face.look.head.Render(toHeadquarters)), v.waiting()...)
	}
	if len(v.status.Links) == 0 && len(at) == 0 && v.status.Self.AtHeadquarters() {
		w := v.face.width - 6
		lines = append(lines, indent(wrap("There is no office yet. Each joins with an invitation, a small file. To make one:", w), 3)...)
		lines = append(lines, indent(wrap("fieldfolio office add CODE --scope REGION --email ADDRESS", w-2), 5)...)
	}
	if section != forYou {
		lines = append(lines, "", "   "+v.face.look.muted.Render("Nothing waits for you."))
	}
	return lines, at
}

// The sections below the links.
const (
	forYou         = "Waiting for you"
	toHeadquarters = "With headquarters"
)

func (v *offices) anyJudged() bool { return len(v.status.Judged) > 0 }

// section returns under which heading a line stands.
func (v *offices) section(x officeItem) string {
	switch {
	case x.row != nil:
		return ""
	case x.judged != nil && !v.status.Self.AtHeadquarters():
		return toHeadquarters
	}
	return forYou
}

// waiting says how many changes headquarters has not received yet.
func (v *offices) waiting() []string {
	if v.status.Waiting == 0 {
		return nil
	}
	text := number(v.status.Waiting, "change", "changes") + " not yet received by headquarters"
	return indent(wrap(text, v.face.width-gutterWidth-1), gutterWidth)
}

// columns returns the columns of the links that fit.
func (v *offices) columns() []valueColumn[*officeRow] {
	office, scope, heard := 6, len("headquarters"), len("LAST HEARD")
	for _, r := range v.status.rows() {
		office = max(office, min(width(clean(r.code)), max(14, v.face.width/6)))
		heard = max(heard, min(width(r.heard(v.status)), 18))
		scope = max(scope, width(v.what(&r)))
	}
	return fitColumns([]valueColumn[*officeRow]{
		valued(column{head: "OFFICE", width: office}, func(r *officeRow) string { return clean(r.code) }),
		valued(column{head: "SCOPE", width: scope}, v.what),
		valued(column{head: "LAST HEARD", width: heard}, v.lastHeard),
		valued(column{head: "TO SEND", width: 11, drop: 2, least: 10}, (*officeRow).toSend),
		valued(column{head: "UNACKNOWLEDGED", width: 14, drop: 3, least: 14}, (*officeRow).unacknowledged),
	}, 1, v.face.width)
}

func (v *offices) lastHeard(r *officeRow) string {
	if r.stale(v.status) {
		return v.face.look.doubt.Render(r.heard(v.status))
	}
	return r.heard(v.status)
}

func (r *officeRow) toSend() string {
	if r.link == nil {
		return ""
	}
	return owed(r.link.ToSend)
}

func (r *officeRow) unacknowledged() string {
	if r.link == nil {
		return ""
	}
	return owed(r.link.Open)
}

func owed(n int64) string {
	if n == 0 {
		return "none"
	}
	return count(portfolio.Count(n).Shown(), "change", "changes")
}

// waitingText says what one of the things that wait is about.
func (v *offices) waitingText(x officeItem) string {
	text := shownText(portfolio.Join(v.waitsFor(x, longValue), "   "))
	if x.refused != nil {
		return left(v.waitsAs(x), 8) + "  " + text
	}
	return left(v.waitsAs(x), 8) + "  " + left(clean(v.waitsOf(x)), 8) + "  " + text
}

// waitsAs says in a word why something waits.
func (v *offices) waitsAs(x officeItem) string {
	switch {
	case x.conflict != nil:
		return "conflict"
	case x.judged != nil:
		return string(x.judged.Ruling)
	}
	return "refused"
}

// waitsOf names the record of something that waits, empty where it has none.
func (v *offices) waitsOf(x officeItem) string {
	switch {
	case x.conflict != nil:
		return x.conflict.Name
	case x.judged != nil:
		return x.judged.Record.Name()
	}
	return ""
}

// waitsFor says what something that waits is about; values that are there are cut to
// some cells.
func (v *offices) waitsFor(x officeItem, room int) []portfolio.Value {
	switch {
	case x.conflict != nil:
		return conflictParts(x.conflict)
	case x.judged != nil:
		text := judgedText(x.judged, room)
		if v.status.Self.AtHeadquarters() {
			text = portfolio.Say("%s, %s", text, x.judged.Change.Office())
		}
		if x.judged.Why != "" {
			text = portfolio.Say("%s: %s", text, x.judged.Why)
		}
		return []portfolio.Value{text}
	}
	return []portfolio.Value{portfolio.Say("mail of %s: %s", portfolio.DateOf(x.refused.At), x.refused.Why)}
}

// How much a value that is there takes beside the one that is wanted: in a line, and
// where it is not cut.
const (
	longValue = 24
	uncut     = 10_000
)

// judgedText says what a change would do: its first field, from a value in at most
// some cells, and how many more there are.
func judgedText(j *portfolio.HeldChange, room int) portfolio.Phrase {
	c := &j.Change
	if c.Creates == portfolio.ProjectRecord {
		s, _ := c.Setting(portfolio.FieldTitle)
		return portfolio.Say("new project %s", s.Value)
	}
	if len(c.Fields) == 0 {
		return portfolio.Say("nothing")
	}
	f := c.Fields[0]
	text := portfolio.Say("%s %s", lower(labelOf(j.Record.Kind, f.Field)), wanted(j, f))
	if was := j.Record.Value(f.Field); was.Known && c.Creates == "" {
		of := valueOf(j.Record.Kind, f.Field, was)
		now := portfolio.Signed(cut(shownText(of), room), of.Spoken())
		text = portfolio.Say("%s %s%s%s", lower(labelOf(j.Record.Kind, f.Field)), now, portfolio.To, wanted(j, f))
	}
	if n := len(c.Fields) - 1; n > 0 {
		return portfolio.Say("%s and %s", text, number(n, "field more", "fields more"))
	}
	return text
}

// wanted returns the value that a change sets.
func wanted(j *portfolio.HeldChange, f portfolio.Setting) portfolio.Value {
	return valueOf(j.Record.Kind, f.Field, portfolio.FieldValue{Text: f.Value, Known: !f.Unset})
}
