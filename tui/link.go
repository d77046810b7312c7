package tui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// link is the page of an office with which this copy exchanges: what was
// heard, what is owed, and what the register has of it.
type link struct {
	pager
	of     officeRow
	status *MailroomStatus
	ex     postOffice
	mails  func(offices []string, sending bool) screen
	asked  requests
}

func newLink(ctx context.Context, ex postOffice, of officeRow, st *MailroomStatus, f face) *link {
	l := &link{of: of, status: st, ex: ex, asked: requests{base: ctx}}
	l.pager = pager{face: f, text: l.lines}
	return l
}

// Update takes sizes, and asks again when something was sent or received.
func (l *link) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		l.resize(msg)
	case changed:
		return ask(l.asked.next(), l.ex.Status)
	case answer[MailroomStatus]:
		if l.asked.done(msg.req) && msg.err == nil {
			l.take(&msg.value)
		}
	}
	return nil
}

// take takes what is known now of the same copy.
func (l *link) take(st *MailroomStatus) {
	for _, r := range st.rows() {
		if r.code == l.of.code && r.copyName() == l.of.copyName() {
			l.of, l.status = r, st
			return
		}
	}
}

// Keys returns what can be done.
func (l *link) Keys() keyMap {
	to := func(sending bool) func() tea.Cmd {
		return func() tea.Cmd { return open(l.mails([]string{l.of.code}, sending)) }
	}
	foot := func(text string) string {
		if l.noMail() != "" {
			return ""
		}
		return text
	}
	return append(keyMap{
		{name: "send", keys: []string{"s"}, show: "s", foot: foot("send"), help: "send what the office is owed, which is shown first", off: l.noMail, do: to(true)},
		{name: "show-mail", keys: []string{"m"}, show: "m", foot: foot("mail"), help: "show the mail that would go, and send nothing", off: l.noMail, do: to(false)},
	}, l.pager.Keys()...)
}

// noMail says why the office gets no mail.
func (l *link) noMail() string {
	return l.of.noMail(l.status)
}

func (r *officeRow) noMail(st *MailroomStatus) string {
	if r != nil && r.link == nil && r.code != st.Self.Parent(&st.Register) {
		return clean(r.code) + " has to be heard first: hand over its invitation"
	}
	return ""
}

func (l *link) lines() []string {
	s := newSheet(clean(l.of.code), l.face)
	if l.of.older {
		s.row("Copy", "an earlier one: another copy of this office was heard later", "")
	}
	s.row("Last heard", l.of.heard(l.status), moment(l.of.heardAt()))
	if x := l.of.link; x != nil {
		l.exchanged(s, x)
	}
	s.lines = append(s.lines, "")
	if l.of.of == nil {
		s.row("Register", "has not come yet", "")
		s.row("Address", clean(l.status.Self.Address(&l.status.Register, l.of.code)), "")
		return s.lines
	}
	l.registered(s, l.of.of)
	return s.lines
}

// moment returns a time for people, nothing for never.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 Jan 2006, 15:04") + " UTC"
}

// exchanged adds what was exchanged on a link.
func (l *link) exchanged(s *sheet, x *portfolio.LinkStatus) {
	if x.Told != "" {
		s.row("It says", clean(x.Told), "")
	}
	if x.Rejected != "" {
		s.row("To be told", clean(x.Rejected), "with the next mail")
	}
	s.lines = append(s.lines, "")
	from := "nothing yet"
	if x.In > 0 {
		from = count(portfolio.Count(x.In).Shown(), "change", "changes") + " taken in"
	}
	if x.Behind > 0 {
		from += "; it has " + portfolio.Count(x.Behind).Shown() + " more to send"
	}
	s.row("From it", from, "")
	s.row("To it", sentTo(x), "")
	answer := "no answer is owed"
	if x.Owes {
		answer = "an answer is owed"
	}
	s.row("Answer", answer, "")
	if !x.SentAt.IsZero() {
		s.row("Last mail", moment(x.SentAt), "")
		if x.Tries > 1 {
			s.under(fmt.Sprintf("%d mails since it was last heard", x.Tries), s.face.look.muted)
		}
	}
	if x.Incarnation != "" {
		s.row("Its copy", clean(x.Incarnation), "")
	}
	s.row("This copy", clean(x.Mine), "")
	if x.Version != "" {
		s.row("Its program", "fieldfolio "+clean(x.Version), "")
	}
}

// sentTo says how far the other side is.
func sentTo(x *portfolio.LinkStatus) string {
	if x.Out == 0 {
		return "nothing is meant for it yet"
	}
	all := count(portfolio.Count(x.Out).Shown(), "change", "changes")
	text := portfolio.Count(x.Acked).Shown() + " of " + all + " acknowledged"
	if x.Open > 0 {
		text += "; " + portfolio.Count(x.Open).Shown() + " sent and not acknowledged"
	}
	if x.ToSend > 0 {
		text += "; " + portfolio.Count(x.ToSend).Shown() + " to be sent"
	}
	return text
}

// registered adds what the register has of the office.
func (l *link) registered(s *sheet, o *portfolio.Office) {
	s.row("Role", o.Role, "")
	s.row("Scope", l.face.scope(o.Scope), "")
	if o.Hub != "" {
		s.row("Hub", clean(o.Hub), "")
	}
	s.row("Address", clean(l.status.Self.Address(&l.status.Register, o.Code)), "")
	limit := "1,000,000 bytes"
	if o.MailLimit > 0 {
		limit = portfolio.Count(o.MailLimit).Shown() + " bytes"
	}
	s.row("Mail limit", limit, "")
	if len(o.Keys) == 0 {
		s.row("Signing key", "none yet: it has not answered its invitation", "")
	}
	label := "Signing key"
	for _, k := range o.Keys {
		s.row(label, portfolio.Fingerprint(k), "fingerprint")
		label = ""
	}
	encrypted := "not encrypted"
	if o.Recipient != "" {
		encrypted = "encrypted to " + clean(o.Recipient)
	}
	if l.of.link != nil && l.of.link.Barred != nil {
		encrypted = "not composed: it cannot be encrypted to " + clean(o.Recipient)
	}
	s.row("Its mail", encrypted, "")
}

// Name returns office.
func (*link) Name() string { return "office" }

// Spoken says all about the office.
func (l *link) Spoken() spoken { return l.spoken("") }
