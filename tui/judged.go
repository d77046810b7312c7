package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// judged is the page of a change that headquarters holds or has rejected, with
// the values as they are and as the change wants them.
type judged struct {
	pager
	desk   *desk
	ex     review
	of     portfolio.HeldChange
	status *MailroomStatus
	doing  requests
	prompt prompt
}

func newJudged(d *desk, ex review, of portfolio.HeldChange, st *MailroomStatus, f face) *judged {
	j := &judged{desk: d, ex: ex, of: of, status: st}
	j.pager = pager{face: f, text: j.lines, above: 1}
	j.doing.base = d.ctx
	return j
}

// Update takes sizes, the answer, and what is typed.
func (j *judged) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		j.resize(msg)
	case answer[saved]:
		if j.doing.done(msg.req) && msg.err == nil {
			return closeOf(j)
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		return j.prompt.update(msg)
	}
	return nil
}

// Keys returns what can be done.
func (j *judged) Keys() keyMap {
	if j.prompt.open {
		return j.prompt.keys()
	}
	foot := func(text string) string {
		if !j.status.Self.AtHeadquarters() {
			return ""
		}
		return text
	}
	return append(keyMap{
		{name: "accept", keys: []string{"a"}, show: "a", foot: foot("accept"), help: "accept the change", off: j.noJudging, do: j.accept},
		{name: "reject", keys: []string{"j"}, show: "j", foot: foot("reject"), help: "reject the change, with a sentence for its office", off: j.noJudging, do: j.reject},
	}, withoutLetters(j.pager.Keys())...)
}

func (j *judged) noJudging() string {
	if j.doing.waiting() {
		return "still at work"
	}
	return whyNotJudged(&j.of, j.status)
}

func (j *judged) accept() tea.Cmd { return askAccept(j.desk, j.ex, &j.prompt, &j.doing, &j.of) }
func (j *judged) reject() tea.Cmd { return askReject(j.desk, j.ex, &j.prompt, &j.doing, &j.of) }

// askAccept accepts a held change, and asks for a remark first.
func askAccept(d *desk, ex review, line *prompt, doing *requests, of *portfolio.HeldChange) tea.Cmd {
	do := func(why string) tea.Cmd { return judge(d, ex, doing.next(), of, portfolio.Taken, why) }
	return line.ask(prompt{label: "Accept " + clean(of.Record.Name()) + ", with a remark if you like:", do: do}, "")
}

// askReject rejects a held change, and asks for the sentence that its office
// gets.
func askReject(d *desk, ex review, line *prompt, doing *requests, of *portfolio.HeldChange) tea.Cmd {
	do := func(why string) tea.Cmd { return judge(d, ex, doing.next(), of, portfolio.Rejected, why) }
	return line.ask(prompt{label: "Reject, a sentence for " + clean(of.Change.Office()) + ":", needs: "say in a sentence why; the office gets it back", do: do}, "")
}

func judge(d *desk, ex review, q *request, of *portfolio.HeldChange, what portfolio.Ruling, why string) tea.Cmd {
	person, id, name, office := d.person, of.Change.ID, clean(of.Record.Name()), clean(of.Change.Office())
	verb := "accepted"
	if what == portfolio.Rejected {
		verb = "rejected"
	}
	said := notice{text: verb + ": the change of " + name + "; " + office + " hears of it with the next mail"}
	return ask(q, func(ctx context.Context) (saved, error) {
		done := saved{said, "Nothing was " + verb}
		return done, ex.Judge(ctx, person, id, what, why) //nolint:wrapcheck // a sentence of its own
	})
}

// Typing reports whether something is asked for.
func (j *judged) Typing() bool { return j.prompt.open }

// Cursor returns where the next letter goes.
func (j *judged) Cursor() (x, y int) {
	_, x = j.prompt.line(j.face.width)
	return x, 0
}

// Notice says what the line has to say.
func (j *judged) Notice() notice {
	if j.prompt.open {
		return j.prompt.notice()
	}
	more := j.pager.Notice()
	if j.face.height >= smallBody || more.empty() || !j.status.Self.AtHeadquarters() {
		return more
	}
	return notice{text: "↑↓ more; a accept, j reject, esc back"}
}

// smallBody is the height below which one line says either that there is more
// of a text, or the keys.
const smallBody = 14

// View draws the page.
func (j *judged) View() string {
	first := " " + j.face.look.title.Render(clean(j.of.Record.Name())+", "+j.standing())
	if j.prompt.open {
		first, _ = j.prompt.line(j.face.width)
	}
	return page(append([]string{first}, j.seen()...), j.face.width, j.face.height)
}

func (j *judged) standing() string {
	if j.of.Ruling == portfolio.Rejected {
		return "a change rejected by headquarters"
	}
	return "a change held at headquarters"
}

// lines returns what the change is about, first why it waits and what it wants:
// that is what is judged.
func (j *judged) lines() []string {
	lines := drawPage(j.content(), j.face)
	if j.face.height >= smallBody {
		return append([]string{""}, lines...)
	}
	return lines
}

func (j *judged) content() portfolio.Page {
	c, p := &j.of.Change, portfolio.Page{}
	p.Text("Why", j.of.Why)
	for _, f := range c.Fields {
		p.Row(labelOf(j.of.Record.Kind, f.Field), nil).Section()
		if c.Creates == "" {
			p.Row("now", valueOf(j.of.Record.Kind, f.Field, j.of.Record.Value(f.Field)))
		}
		p.Row("wanted", wanted(&j.of, f))
	}
	section := len(p.Facts)
	if j.of.Ruling == portfolio.Rejected {
		p.Text("Rejected by", j.of.Person)
	}
	p.Row("Made by", portfolio.Say("%s, %s", c.Person, c.Office()))
	p.Facts[section].Apart = true
	p.Row("When", moment(c.At)).Note(authorsClock)
	if j.of.Day.Known() {
		p.Row("Received", j.of.Day).Note(portfolio.Text("by headquarters"))
	}
	p.Text("Reason", c.Reason)
	if t, ok := j.title(); ok {
		p.Row("Title", portfolio.Text(t))
	}
	p.Row("Change", c.ID).Section()
	return p
}

// title returns the title of the project that the change is of.
func (j *judged) title() (string, bool) {
	v := j.of.Record.Value(portfolio.FieldTitle)
	_, sets := j.of.Change.Setting(portfolio.FieldTitle)
	return clean(v.Text), v.Known && !sets && j.of.Record.Kind == portfolio.ProjectRecord && j.of.Change.Creates == ""
}

// Name returns judged.
func (*judged) Name() string { return "judged" }

// Spoken says the change that waits, and what the line asks for.
func (j *judged) Spoken() spoken {
	if j.prompt.open {
		return j.prompt.spoken()
	}
	return spokenPage(clean(j.of.Record.Name())+", "+j.standing(), j.content())
}
