package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// offices is the view Sync: the copies with which this one exchanges changes,
// and below them what waits for a person.
type offices struct {
	face  face
	desk  *desk
	ex    Mailroom
	opens officesOpens
	loading
	doing requests // taking in, or judging

	status *MailroomStatus // nil until it is loaded
	fields []portfolio.Conflict
	stops  stops
	prompt prompt
	named  string // the file that was asked for last
}

// officesOpens are the pages behind the lines of the view.
type officesOpens struct {
	link     func(officeRow, *MailroomStatus) screen
	judged   func(portfolio.HeldChange, *MailroomStatus) screen
	refused  func(RefusedMail) screen
	conflict func(record, field string) screen
	mails    func(offices []string, sending bool) screen
	report   func(title string, lines []string) screen
}

func newOffices(d *desk, ex Mailroom, o officesOpens, f face) *offices {
	return &offices{face: f, desk: d, ex: ex, opens: o, doing: requests{base: d.ctx},
		loading: newLoading(d.ctx, "Loading the offices…", "The offices could not be loaded")}
}

// exchanged is how this copy stands, and the conflicts that wait.
type exchanged struct {
	status MailroomStatus
	fields []portfolio.Conflict
}

// Init asks how this copy stands, and for the conflicts.
func (v *offices) Init() tea.Cmd {
	src, ex := v.desk.src, v.ex
	return ask(v.asked.next(), func(ctx context.Context) (m exchanged, err error) {
		if m.status, err = ex.Status(ctx); err == nil {
			m.fields, _, err = src.Conflicts(ctx)
		}
		return m, err //nolint:wrapcheck // a sentence of its own
	})
}

// Update takes sizes, answers, and what is typed.
func (v *offices) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		v.face.resize(msg)
		v.keep()
	case answer[exchanged]:
		if m, ok := msg.to(&v.loading); ok {
			v.status, v.fields = &m.status, m.fields
			v.keep()
		}
	case answer[next]:
		return v.doing.goOn(msg)
	case answer[saved]:
		v.doing.done(msg.req)
	case changed:
		return v.Init()
	case tea.KeyPressMsg, tea.PasteMsg:
		return v.prompt.update(msg)
	}
	return nil
}

// taken says what came of taking in: one line where that is all, a page of
// them otherwise.
func (v *offices) taken(r portfolio.Reception, err error) tea.Cmd {
	lines := r.Words(remedies)
	if rest := r.Rest(); err == nil && rest != "" {
		lines = append(lines, rest)
	}
	refresh := func() tea.Msg { return changed{} }
	v.prompt.open = v.prompt.open && err != nil && len(lines) == 0
	switch {
	case err != nil && len(lines) == 0 && v.prompt.open:
		v.prompt.said = failure("Nothing was taken in", err)
		v.keep()
		return nil
	case err != nil && len(lines) == 0:
		return say(failure("Nothing was taken in", err))
	case err != nil:
		lines = append(lines, failure("", err).text)
		return tea.Batch(refresh, open(v.opens.report("Received, until something went wrong", lines)))
	case len(lines) == 0:
		return tea.Batch(refresh, say(notice{text: "nothing has come"}))
	}
	v.named = ""
	if line := clean(lines[0]); len(lines) == 1 && width(line) < v.face.width {
		return tea.Batch(refresh, say(notice{text: line}))
	}
	return tea.Batch(refresh, open(v.opens.report("Received", lines)))
}

// Keys returns what can be done.
func (v *offices) Keys() keyMap {
	if v.prompt.open {
		return v.prompt.keys()
	}
	m := keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "all about the office, the conflict, the change or the mail", off: v.nothing, do: v.openItem},
		{name: "send", keys: []string{"s"}, show: "s", foot: "send", help: "send what the selected office is owed, which is shown first", off: v.noMail, do: v.send},
		{name: "receive", keys: []string{"r"}, show: "r", foot: "receive", help: "fetch mails; without a mailbox, open a received file", off: v.noReceive, do: v.receive},
		{name: "show-mail", keys: []string{"m"}, show: "m", foot: "mail", help: "show the mail that would go, and send nothing", off: v.noMail, do: v.showMail},
		{name: "accept", keys: []string{"a"}, show: "a", foot: v.foot("accept"), help: "accept the held change", off: v.noJudging, do: v.accept},
		{name: "reject", keys: []string{"j"}, show: "j", foot: v.foot("reject"), help: "reject the held change, with a sentence for its office", off: v.noJudging, do: v.reject},
		{name: "open-file", keys: []string{"o"}, show: "o", help: "open a received file, or all of a directory", off: v.noReceive, do: v.askFile},
		{name: "send-all", keys: []string{"S"}, show: "S", help: "send to all to whom something is owed", off: v.noExchange, do: func() tea.Cmd { return open(v.opens.mails(nil, true)) }},
		v.desk.undoing(&v.doing),
		{name: "waiting", keys: []string{"w"}, show: "w", help: "to the first thing that waits for you", off: v.noWaiting, do: v.toWaiting},
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: v.Init},
	}
	if v.noExchange() != "" {
		for i := range m {
			m[i].foot = ""
		}
	}
	return append(m, withoutLetters(moves(v.move, "line"))...)
}

// withoutLetters leaves out the letters j and k, of which this screen has
// another use for one.
func withoutLetters(m keyMap) keyMap {
	m[0].keys, m[0].show = []string{"up"}, "↑"
	m[1].keys, m[1].show = []string{"down"}, "↓"
	return m
}

// foot leaves keys out of the footer where they can do nothing at all.
func (v *offices) foot(text string) string {
	if v.status == nil || !v.status.Self.AtHeadquarters() || len(v.status.Judged) == 0 {
		return ""
	}
	return text
}

// noExchange says why nothing can be sent or received.
func (v *offices) noExchange() string {
	switch {
	case !v.ready():
		return "nothing is known of the offices yet"
	case v.status.Self.Alone():
		return "this copy exchanges with nobody yet"
	}
	return ""
}

// noMail says why no mail can be composed for the selected line.
func (v *offices) noMail() string {
	if why := v.noExchange(); why != "" {
		return why
	}
	return v.selected().row.noMail(v.status)
}

func (v *offices) noReceive() string {
	if why := v.noExchange(); why != "" {
		return why
	}
	if v.doing.waiting() {
		return "still at work"
	}
	return ""
}

func (v *offices) nothing() string {
	switch {
	case v.noExchange() != "":
		return v.noExchange()
	case len(v.items()) == 0:
		return "there is nothing to open"
	}
	return ""
}

func (v *offices) noWaiting() string {
	if v.noExchange() != "" || v.firstWaiting() < 0 {
		return "nothing waits for you"
	}
	return ""
}

func (v *offices) firstWaiting() int {
	for i, x := range v.items() {
		if x.row == nil {
			return i
		}
	}
	return -1
}

func (v *offices) toWaiting() tea.Cmd {
	lines, at := v.list()
	v.stops.show(v.firstWaiting(), at, len(lines), v.page())
	return nil
}

// noJudging says why the selected line cannot be accepted or rejected.
func (v *offices) noJudging() string {
	if why := v.noReceive(); why != "" {
		return why
	}
	return whyNotJudged(v.selected().judged, v.status)
}

func whyNotJudged(of *portfolio.HeldChange, st *MailroomStatus) string {
	switch {
	case !st.Self.AtHeadquarters():
		return "only headquarters accepts and rejects"
	case of == nil || of.Ruling != portfolio.Held:
		return "this is no held change"
	}
	return ""
}

func (v *offices) accept() tea.Cmd {
	return askAccept(v.desk, v.ex, &v.prompt, &v.doing, v.selected().judged)
}

func (v *offices) reject() tea.Cmd {
	return askReject(v.desk, v.ex, &v.prompt, &v.doing, v.selected().judged)
}

// officeItem is a line that can be selected: one of the four.
type officeItem struct {
	row      *officeRow
	conflict *portfolio.Conflict
	judged   *portfolio.HeldChange
	refused  *RefusedMail
}

// items returns the lines that can be selected, from top to bottom.
func (v *offices) items() []officeItem {
	if v.noExchange() != "" {
		return nil
	}
	var out []officeItem
	rows := v.status.rows()
	for i := range rows {
		out = append(out, officeItem{row: &rows[i]})
	}
	judged := make([]officeItem, len(v.status.Judged))
	for i := range v.status.Judged {
		judged[i].judged = &v.status.Judged[i]
	}
	if !v.status.Self.AtHeadquarters() {
		out = append(out, judged...)
	}
	for i := range v.fields {
		out = append(out, officeItem{conflict: &v.fields[i]})
	}
	if v.status.Self.AtHeadquarters() {
		out = append(out, judged...)
	}
	for i := range v.status.Refused {
		out = append(out, officeItem{refused: &v.status.Refused[i]})
	}
	return out
}

func (v *offices) selected() officeItem {
	if all := v.items(); v.stops.sel < len(all) {
		return all[v.stops.sel]
	}
	return officeItem{}
}

func (v *offices) openItem() tea.Cmd {
	x := v.selected()
	switch {
	case x.row != nil:
		return open(v.opens.link(*x.row, v.status))
	case x.conflict != nil:
		return open(v.opens.conflict(x.conflict.Record, x.conflict.Field))
	case x.judged != nil:
		return open(v.opens.judged(*x.judged, v.status))
	case x.refused != nil:
		return open(v.opens.refused(*x.refused))
	}
	return nil
}

// receivers returns the office of the selected line, nil for all that are owed
// something.
func (v *offices) receivers() []string {
	if row := v.selected().row; row != nil {
		return []string{row.code}
	}
	return nil
}

func (v *offices) send() tea.Cmd     { return open(v.opens.mails(v.receivers(), true)) }
func (v *offices) showMail() tea.Cmd { return open(v.opens.mails(v.receivers(), false)) }

func (v *offices) receive() tea.Cmd {
	if v.status.Mailbox {
		return v.takeIn("")
	}
	return v.askFile()
}

// askFile asks for a file or directory.
func (v *offices) askFile() tea.Cmd {
	cmd := v.prompt.ask(prompt{label: "File or directory:", needs: "write where the mail was saved; esc leaves", stays: true, do: func(text string) tea.Cmd {
		if v.doing.waiting() {
			return nil
		}
		v.named = text
		return v.takeIn(strings.TrimSpace(text))
	}}, "")
	v.prompt.field.input.CharLimit = 4096 // of a path
	v.prompt.field.set(v.named)
	return cmd
}

func (v *offices) takeIn(name string) tea.Cmd {
	q, ex := v.doing.next(), v.ex
	return startJob(q, "taking in mails", func(report func(string)) tea.Msg {
		receive := func(ctx context.Context) (portfolio.Reception, error) { return ex.Receive(ctx, name, report) }
		return askThen(q, receive, v.taken)()
	})
}

func (v *offices) move(s step) tea.Cmd {
	lines, at := v.list()
	v.stops.move(s, at, len(lines), v.page())
	return nil
}

func (v *offices) keep() {
	lines, at := v.list()
	v.stops.keep(at, len(lines), v.page())
}

// Typing reports whether something is asked for.
func (v *offices) Typing() bool { return v.prompt.open }

// Cursor returns where the next letter goes.
func (v *offices) Cursor() (x, y int) {
	_, x = v.prompt.line(v.face.width)
	return x, 0
}

// Notice says what the line has to say, and what is under way.
func (v *offices) Notice() notice {
	switch {
	case v.doing.waiting():
		return notice{text: "at work…"}
	case v.prompt.open && len(v.prompt.whole(v.face.width)) == 0: // otherwise it stands below the line
		return v.prompt.notice()
	}
	return notice{}
}

// Name returns sync.
func (*offices) Name() string { return "sync" }

// Pointed returns the line of the view Sync at a cell.
func (v *offices) Pointed(_, y int) (int, bool) {
	above := len(v.above())
	if v.Typing() || y < above {
		return 0, false
	}
	_, at := v.list()
	return stopAt(at, v.stops.top+y-above)
}
