package mailroom

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// link is the page of an office with which this copy exchanges changes: what was received from it,
// what is still to be sent, and its entry in the register.
type link struct {
	ui.Pager
	of     OfficeRow
	status *ui.MailroomStatus
	ex     ui.Mailroom
	Mails  func(offices []string, sending bool) ui.Screen
	asked  ui.Requests
	doing  ui.Requests // retiring the copy
}

func NewLink(ctx context.Context, ex ui.Mailroom, of OfficeRow, st *ui.MailroomStatus, f draw.Frame) *link {
	l := &link{of: of, status: st, ex: ex, asked: ui.Requests{Base: ctx}, doing: ui.Requests{Base: ctx}}
	l.Pager = ui.Pager{Face: f, Text: l.lines}
	return l
}

func (l *link) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		l.Resize(msg)
	case edit.Changed:
		return ui.Ask(l.asked.Next(), l.ex.Status)
	case ui.Answer[edit.Saved]:
		if l.doing.Done(msg.Req) && msg.Err == nil {
			return ui.CloseOf(l)
		}
	case ui.Answer[ui.MailroomStatus]:
		if l.asked.Done(msg.Req) && msg.Err == nil {
			l.take(&msg.Value)
		}
	}
	return nil
}

// take updates the page from a newer status.
func (l *link) take(st *ui.MailroomStatus) {
	for _, r := range officeRows(st) {
		if r.code == l.of.code && r.copyName() == l.of.copyName() {
			l.of, l.status = r, st
			return
		}
	}
}

func (l *link) Keys() ui.KeyMap {
	to := func(sending bool) func() tea.Cmd {
		return func() tea.Cmd { return ui.Open(l.Mails([]string{l.of.code}, sending)) }
	}
	foot := func(text string) string {
		if l.whyNoMail() != "" {
			return ""
		}
		return text
	}
	retire := ""
	if l.of.older {
		retire = "retire copy"
	}
	return append(ui.KeyMap{
		{Name: "send", Keys: []string{"s"}, Show: "s", Foot: foot("send"),
			Help: "send what the office is owed, which is shown first", Off: l.whyNoMail, Do: to(true)},
		{Name: "show-mail", Keys: []string{"m"}, Show: "m", Foot: foot("mail"),
			Help: "show the mail that would go, and send nothing", Off: l.whyNoMail, Do: to(false)},
		{Name: "retire-copy", Keys: []string{"D"}, Show: "D", Foot: retire,
			Help: "send nothing more to an earlier copy that nobody uses", Off: l.whyNotRetire, Do: l.retire, Saves: true},
	}, l.Pager.Keys()...)
}

// whyNotRetire says why the copy cannot be retired, empty if it can.
func (l *link) whyNotRetire() string {
	switch {
	case l.ex.Frozen() != "":
		return l.ex.Frozen()
	case l.doing.Waiting():
		return "still at work"
	case !l.of.older:
		return "only an earlier copy of an office can be retired here"
	}
	return ""
}

func (l *link) retire() tea.Cmd {
	ex, name := l.ex, l.of.link.CopyName()
	said := ui.Notice{Text: "nothing more is sent to " + draw.Clean(name) + ", unless a mail comes from it"}
	done := edit.Saved{Said: said, Tried: "The copy could not be retired"}
	return ui.Ask(l.doing.Next(), func(ctx context.Context) (edit.Saved, error) {
		return done, ex.RetireCopy(ctx, name)
	})
}

// whyNoMail says why no mail can be composed for the office, empty if one can.
func (l *link) whyNoMail() string {
	return l.of.whyNoMail(l.status, l.ex.Frozen())
}

func (r *OfficeRow) whyNoMail(st *ui.MailroomStatus, frozen string) string {
	if frozen != "" {
		return frozen
	}
	if r != nil && r.link == nil && r.code != st.Self.Parent(&st.Register) {
		return draw.Clean(r.code) + " has to be heard first: hand over its invitation"
	}
	return ""
}

func (l *link) lines() []string { return sheet.Lines(l.content(), l.Face) }

func (l *link) content() facts.Page {
	p := facts.Page{Title: l.of.code}
	if l.of.older {
		p.Row("Copy", portfolio.Text("an earlier one: another copy of this office was heard later"))
	}
	p.Row("Last heard", portfolio.Text(l.of.heard(l.status))).Note(draw.Moment(l.of.heardAt()))
	if x := l.of.link; x != nil {
		l.exchanged(&p, x)
	}
	if l.of.of == nil {
		p.Row("Register", portfolio.Text("has not come yet")).Section()
		p.Row("Address", portfolio.Text(l.status.Self.Address(&l.status.Register, l.of.code)))
		return p
	}
	l.registered(&p, l.of.of)
	return p
}

// exchanged adds what was exchanged with the office.
func (l *link) exchanged(p *facts.Page, x *exchange.LinkStatus) {
	p.Text("It says", x.Told)
	if x.Rejected != "" {
		p.Row("To be told", portfolio.Text(x.Rejected)).Note(portfolio.Text("with the next mail"))
	}
	from := "nothing yet"
	if x.In > 0 {
		from = draw.Count(portfolio.Count(x.In).Shown(), "change", "changes") + " taken in"
	}
	if x.Behind > 0 {
		from += "; it has " + portfolio.Count(x.Behind).Shown() + " more to send"
	}
	p.Row("From it", portfolio.Text(from)).Section()
	p.Row("To it", portfolio.Text(sentTo(x)))
	answer := "no answer is owed"
	if x.Owes {
		answer = "an answer is owed"
	}
	p.Row("Answer", portfolio.Text(answer))
	if !x.SentAt.IsZero() {
		last := p.Row("Last mail", draw.Moment(x.SentAt))
		if x.Tries > 1 {
			last.Say(portfolio.Say("%d mails since it was last heard", x.Tries))
		}
	}
	if u, waits := x.Waits(l.status.Now); waits {
		p.Row("No answer", portfolio.Say("since %s", portfolio.DateOf(u.Since)))
	}
	if !x.Next.IsZero() {
		p.Row("Next mail", portfolio.DateOf(x.Next)).Note(portfolio.Text("unless something changes before"))
	}
	p.Text("Its copy", x.Incarnation)
	p.Row("This copy", portfolio.Text(x.Mine))
	if x.Version != "" {
		p.Text("Its program", "fieldfolio "+x.Version)
	}
}

// sentTo says how much of this copy's changes the office has acknowledged.
func sentTo(x *exchange.LinkStatus) string {
	if x.Out == 0 {
		return "nothing is meant for it yet"
	}
	all := draw.Count(portfolio.Count(x.Out).Shown(), "change", "changes")
	text := portfolio.Count(x.Acked).Shown() + " of " + all + " acknowledged"
	if x.Open > 0 {
		text += "; " + portfolio.Count(x.Open).Shown() + " sent and not acknowledged"
	}
	if x.ToSend > 0 {
		text += "; " + portfolio.Count(x.ToSend).Shown() + " to be sent"
	}
	return text
}

// registered adds the office's entry in the register.
func (l *link) registered(p *facts.Page, o *exchange.Office) {
	p.Row("Role", portfolio.Text(o.Role)).Section()
	p.Row("Scope", portfolio.Text(l.Face.Scope(o.Scope)))
	p.Text("Hub", o.Hub)
	p.Row("Address", portfolio.Text(l.status.Self.Address(&l.status.Register, o.Code)))
	limit := "1,000,000 bytes"
	if o.MailLimit > 0 {
		limit = portfolio.Count(o.MailLimit).Shown() + " bytes"
	}
	p.Row("Mail limit", portfolio.Text(limit))
	if len(o.Keys) == 0 {
		p.Row("Signing key", portfolio.Text("none yet: it has not answered its invitation"))
	}
	label := "Signing key"
	keys := o.Keys
	if o.Code == l.status.Self.Headquarter {
		keys = nil
		p.Row(label, portfolio.Text(l.status.Self.Roots.Fingerprint())).Note(portfolio.Text("fingerprint"))
	}
	for _, k := range keys {
		p.Row(label, portfolio.Text(exchange.Fingerprint(k))).Note(portfolio.Text("fingerprint"))
		label = ""
	}
	encrypted := "not encrypted"
	if o.Recipient != "" {
		encrypted = "encrypted to " + o.Recipient
	}
	if l.of.link != nil && l.of.link.Barred != nil {
		encrypted = "not composed: it cannot be encrypted to " + o.Recipient
	}
	p.Row("Its mail", portfolio.Text(encrypted))
	if o.Role != portfolio.RoleHeadquarters {
		rules, _ := l.status.Register.Rules(o.Code)
		p.Row("Held", portfolio.Sentence(rules.Shown()))
	}
}

func (*link) Name() string { return "office" }

func (l *link) Spoken() ui.Spoken { return sheet.Spoken("", l.content()) }
