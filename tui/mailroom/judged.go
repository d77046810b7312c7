package mailroom

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// judged is the page of a change that headquarters holds or has rejected, with the present values
// and those that the change would set.
type judged struct {
	ui.Pager
	editor  *edit.Editor
	ex      ui.Mailroom
	of      exchange.HeldChange
	settled bool // others have ruled on it, or are done with it
	status  *ui.MailroomStatus
	asked   ui.Requests
	doing   ui.Requests
	prompt  edit.Prompt
}

func NewJudged(d *edit.Editor, ex ui.Mailroom, of exchange.HeldChange, st *ui.MailroomStatus, f draw.Frame) *judged {
	j := &judged{editor: d, ex: ex, of: of, status: st, asked: ui.Requests{Base: d.Ctx}}
	j.Pager = ui.Pager{Face: f, Text: j.lines, Above: 1}
	j.doing.Base = d.Ctx
	return j
}

func (j *judged) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		j.Resize(msg)
	case edit.Changed:
		return ui.Ask(j.asked.Next(), j.ex.Status)
	case ui.Answer[ui.MailroomStatus]:
		if j.asked.Done(msg.Req) && msg.Err == nil {
			j.take(&msg.Value)
		}
	case ui.Answer[edit.Saved]:
		return j.answered(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return j.prompt.Update(msg)
	}
	return nil
}

// take updates the page from a newer status. A change on which others have ruled stays in sight, with
// what it would have set.
func (j *judged) take(st *ui.MailroomStatus) {
	j.status, j.settled = st, true
	for i := range st.Judged {
		if st.Judged[i].Change.ID == j.of.Change.ID {
			j.of, j.settled = st.Judged[i], false
		}
	}
	j.Hold()
}

func (j *judged) answered(m ui.Answer[edit.Saved]) tea.Cmd {
	if !j.doing.Done(m.Req) {
		return nil
	}
	used := j.prompt.Done(m.Err)
	if m.Err != nil {
		return nil
	}
	return tea.Batch(used, ui.CloseOf(j))
}

func (j *judged) Keys() ui.KeyMap {
	if j.prompt.Open {
		return j.prompt.Keys()
	}
	foot := func(text string) string {
		if !j.status.Rules() {
			return ""
		}
		return text
	}
	done := ""
	if !j.status.Rules() && j.of.Ruling == portfolio.Rejected {
		done = "done with it"
	}
	return append(ui.KeyMap{
		{Name: "accept", Keys: []string{"a"}, Show: "a", Foot: foot("accept"), Help: "accept the change", Off: j.whyNoJudging,
			Do: j.accept},
		{Name: "reject", Keys: []string{"R"}, Show: "R", Foot: foot("reject"),
			Help: "reject the change, with a sentence for its office", Off: j.whyNoJudging, Do: j.reject},
		{Name: "dismiss", Keys: []string{"D"}, Show: "D", Foot: done,
			Help: "done with it: the change stays rejected, and in the history", Off: j.whyNotDismissed, Do: j.dismiss, Saves: true},
	}, j.Pager.Keys()...)
}

func (j *judged) whyNoJudging() string {
	switch {
	case j.ex.Frozen() != "":
		return j.ex.Frozen()
	case j.doing.Waiting():
		return "still at work"
	case j.settled:
		return settledText
	}
	return whyNotJudged(&j.of, j.status)
}

// whyNotDismissed says why a person cannot be done with the change, empty if one can.
func (j *judged) whyNotDismissed() string {
	switch {
	case j.ex.Frozen() != "" && (!j.status.Guest || j.editor.Off() != ""):
		return j.ex.Frozen()
	case j.doing.Waiting():
		return "still at work"
	case j.settled:
		return settledText
	case j.status.Rules():
		return "only the office that made it is done with it"
	case j.of.Ruling != portfolio.Rejected:
		return "this is not a rejected change"
	}
	return ""
}

func (j *judged) dismiss() tea.Cmd {
	ex, id := j.ex, j.of.Change.ID
	done := edit.Saved{Said: ui.Notice{Text: "done with: the change stays in the history, and is not shown here again"},
		Tried: "The change could not be put away"}
	return ui.Ask(j.doing.Next(), func(ctx context.Context) (edit.Saved, error) {
		return done, ex.DismissChange(ctx, id)
	})
}

func (j *judged) accept() tea.Cmd { return askAccept(j.editor, j.ex, &j.prompt, &j.doing, &j.of) }
func (j *judged) reject() tea.Cmd { return askReject(j.editor, j.ex, &j.prompt, &j.doing, &j.of) }

// askAccept asks for an optional remark, then accepts a held change.
func askAccept(d *edit.Editor, ex ui.Review, line *edit.Prompt, doing *ui.Requests, of *exchange.HeldChange) tea.Cmd {
	do := func(why string) tea.Cmd { return judge(d, ex, doing.Next(), of, portfolio.Taken, why) }
	remark := edit.Purpose{Of: "accept " + of.Change.ID.String(),
		Words: "a remark on a change of " + draw.Clean(of.Name())}
	return line.AskFor(d, remark, edit.Prompt{Label: "Accept " + draw.Clean(of.Name()) + "; a remark, or enter:",
		Takes: "accept", Doing: doing, Do: do}, "")
}

// askReject asks for a reason, which the office receives, then rejects a held change.
func askReject(d *edit.Editor, ex ui.Review, line *edit.Prompt, doing *ui.Requests, of *exchange.HeldChange) tea.Cmd {
	do := func(why string) tea.Cmd { return judge(d, ex, doing.Next(), of, portfolio.Rejected, why) }
	whom := draw.Clean(of.Told())
	reason := edit.Purpose{Of: "reject " + of.Change.ID.String(),
		Words: "a reason to reject a change of " + draw.Clean(of.Name())}
	return line.AskFor(d, reason, edit.Prompt{Label: "Reject, a sentence for " + whom + ":",
		Takes: "reject", Needs: "say in a sentence why; " + whom + " gets it back", Doing: doing, Do: do}, "")
}

func judge(d *edit.Editor, ex ui.Review, q *ui.Request, of *exchange.HeldChange, what portfolio.Ruling,
	why string) tea.Cmd {
	person, id, name := d.Person, of.Change.ID, draw.Clean(of.Name())
	verb := "accepted"
	if what == portfolio.Rejected {
		verb = "rejected"
	}
	said := ui.Notice{Text: verb + ": the change of " + name + "; " + draw.Clean(exchange.Tells([]exchange.HeldChange{*of}))}
	src, record := d.Src, of.Change.Target()
	return ui.Ask(q, func(ctx context.Context) (edit.Saved, error) {
		done := edit.Saved{Said: said, Tried: "Nothing was " + verb}
		err := ex.Judge(ctx, person, of, what, why)
		if fields := conflictsWith(ctx, src, record, id); err == nil && len(fields) > 0 {
			done.Said = ui.Notice{Bad: true, Text: verb + "; " + name + " has a conflict now: " + strings.Join(fields, ", "),
				Hint: "! lists it"}
		}
		return done, err
	})
}

// conflictsWith returns the fields of a record, by their labels, in which a change is in conflict with another one.
func conflictsWith(ctx context.Context, src ui.RecordSource, record string, id portfolio.ID) (fields []string) {
	r, err := src.Record(ctx, portfolio.ByID(record))
	if err != nil { // the ruling is saved; lists show the conflict
		return nil
	}
	for _, x := range provenance.ConflictsOf(r) {
		if slices.ContainsFunc(x.Candidates, func(c provenance.Candidate) bool { return c.By.ID == id }) {
			fields = append(fields, provenance.InSentence(x.Kind, x.Field))
		}
	}
	return fields
}

func (j *judged) Typing() bool { return j.prompt.Open }

func (j *judged) Cursor() (x, y int) {
	_, x = j.prompt.Line(&j.Face)
	return x, 0
}

func (j *judged) Notice() ui.Notice {
	if j.prompt.Open {
		return j.prompt.Notice()
	}
	if j.settled {
		return ui.Notice{Text: settledText}
	}
	more := j.Pager.Notice()
	if j.Face.Width >= roomForKeys || more.Empty() || !j.status.Rules() {
		return more
	}
	return ui.Notice{Text: "↑↓ more; a accept, R reject, esc back"}
}

// roomForKeys is the width from which the footer has room for the keys of a held change.
const roomForKeys = 60

func (j *judged) View() string {
	first := " " + j.Face.Styles.Title.Render(draw.Clean(j.of.Record.Name())+", "+j.standing())
	if j.prompt.Open {
		first, _ = j.prompt.Line(&j.Face)
	}
	return j.Face.Page(append([]string{first}, j.Seen()...))
}

// settledText says that nothing is left to do about a change.
const settledText = "this is settled; History says how"

func (j *judged) standing() string {
	if j.settled {
		return "a change that is settled"
	}
	if j.of.Ruling == portfolio.Rejected {
		return "a change rejected by headquarters"
	}
	return "a change held at headquarters"
}

// lines returns the text of the page: first why the change is held and what it would set.
func (j *judged) lines() []string {
	return append(j.Face.BelowCaption(), sheet.Lines(j.content(), j.Face)...)
}

func (j *judged) content() facts.Page {
	c, p := &j.of.Change, facts.Page{}
	label := "Why"
	for _, reason := range j.of.Reasons() {
		p.Row(label, portfolio.Sentence(reason))
		label = ""
	}
	for _, f := range j.of.Fields() {
		p.Row(provenance.LabelOf(j.of.Record.Kind, f.Field), nil).Section()
		if c.Creates == "" {
			label := "now"
			if j.of.Record.Withdrawn() {
				label = "when withdrawn"
			}
			now := p.Row(label, edit.ValueOf(j.of.Record.Kind, f.Field, j.of.Record.Value(f.Field)))
			if by := j.of.Meanwhile(f.Field); by != nil && j.of.Ruling == portfolio.Held {
				now.Note(portfolio.Say("changed meanwhile by %s, %s", by.Person, by.Office()))
			}
		}
		row := p.Row("wanted", wanted(&j.of, f))
		if by := j.of.DifferenceShown(f); !by.Empty() {
			row.Note(by)
		}
	}
	section := len(p.Facts)
	if j.of.ByPerson() {
		ruled := p.Row(portfolio.UpperFirst(string(j.of.Ruling))+" by", portfolio.Text(j.of.Author()))
		if j.of.On.Known() {
			ruled.Note(j.of.On)
		}
	}
	for _, earlier := range provenance.EarlierRulings(&j.of.Judgement) {
		p.Row("Earlier", portfolio.Sentence(earlier))
	}
	p.Row("Made by", portfolio.Say("%s, %s", portfolio.NameAndLogin(c.Person, c.Login), c.Office()))
	p.Facts[section].Apart = true
	p.Row("When", draw.Moment(c.At)).Note(draw.AuthorsClock)
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

// title returns the title of the project that the change is about.
func (j *judged) title() (string, bool) {
	v := j.of.Record.Value(portfolio.FieldTitle)
	_, sets := j.of.Change.Setting(portfolio.FieldTitle)
	return draw.Clean(v.Text), v.Known && !sets && j.of.Record.Kind == portfolio.ProjectRecord && j.of.Change.Creates == ""
}

func (*judged) Name() string { return "judged" }

func (j *judged) Spoken() ui.Spoken {
	if j.prompt.Open {
		return j.prompt.Spoken()
	}
	return sheet.Spoken(draw.Clean(j.of.Record.Name())+", "+j.standing(), j.content())
}
