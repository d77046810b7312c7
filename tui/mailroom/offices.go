package mailroom

import (
	"context"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// offices is the view Sync: the offices with which this copy exchanges changes, and below them what
// a person has to settle.
type offices struct {
	face   draw.Frame
	editor *edit.Editor
	ex     ui.Mailroom
	opens  Opens
	ui.Loading
	doing ui.Requests // receiving, or ruling on a change

	status  *ui.MailroomStatus // nil until loaded
	fields  []provenance.Conflict
	anchors ui.Anchors
	prompt  edit.Prompt
	named   string  // the file name entered last
	back    ui.Spot // where the person returns to once there are lines
}

// Opens makes the pages behind the lines of the view.
type Opens struct {
	Link     func(OfficeRow, *ui.MailroomStatus) ui.Screen
	Judged   func(exchange.HeldChange, *ui.MailroomStatus) ui.Screen
	Refused  func(ui.RefusedMail) ui.Screen
	Conflict func(record, field string) ui.Screen
	Mails    func(offices []string, sending bool) ui.Screen
	Report   func(title string, lines []string) ui.Screen
	Paste    func(take func(text string) tea.Cmd) ui.Screen
}

func New(d *edit.Editor, ex ui.Mailroom, o Opens, f draw.Frame) *offices {
	return &offices{face: f, editor: d, ex: ex, opens: o, doing: ui.Requests{Base: d.Ctx},
		Loading: ui.NewLoading(d.Ctx, "Loading the offices…", "The offices could not be loaded")}
}

// exchanged is the status of this copy, with its conflicts.
type exchanged struct {
	status ui.MailroomStatus
	fields []provenance.Conflict
}

// Init asks how this copy stands, and for the conflicts.
func (v *offices) Init() tea.Cmd {
	src, ex := v.editor.Src, v.ex
	return ui.Ask(v.Asked.Next(), func(ctx context.Context) (m exchanged, err error) {
		if m.status, err = ex.Status(ctx); err == nil {
			var misfits []portfolio.Inconsistency
			m.fields, misfits, err = src.Conflicts(ctx)
			m.status.Desk.Conflicts, m.status.Desk.Misfits = len(m.fields), len(misfits)
		}
		return m, err
	})
}

func (v *offices) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		v.face.Resize(msg)
		v.keep()
	case ui.Answer[exchanged]:
		if m, ok := msg.To(&v.Loading); ok {
			was := v.itemKeys()
			v.status, v.fields = &m.status, m.fields
			v.anchors.Follow(ui.Renumbered(was, v.itemKeys()))
			v.back.Reach(&v.anchors.Sel, v.itemKeys())
			v.keep()
		}
	case ui.Answer[ui.Next]:
		return v.doing.GoOn(msg)
	case ui.Answer[edit.Saved]:
		if v.doing.Done(msg.Req) {
			return v.prompt.Done(msg.Err)
		}
	case edit.Changed:
		return v.Init()
	case tea.KeyPressMsg, tea.PasteMsg:
		return v.prompt.Update(msg)
	}
	return nil
}

// taken reports what a reception came to: in one line if that is enough, otherwise on a page.
func (v *offices) taken(r exchange.Reception, err error) tea.Cmd {
	lines := r.Words(v.status.Remedies())
	if rest := r.Rest(); err == nil && rest != "" {
		lines = append(lines, rest)
	}
	refresh := func() tea.Msg { return edit.Changed{} }
	v.prompt.Open = v.prompt.Open && err != nil && len(lines) == 0
	switch {
	case err != nil && len(lines) == 0 && v.prompt.Open:
		v.prompt.Said = ui.Failure("Nothing was taken in", err)
		v.keep()
		return nil
	case err != nil && len(lines) == 0:
		return ui.Say(ui.Failure("Nothing was taken in", err))
	case err != nil:
		lines = append(lines, ui.Failure("", err).Text)
		return tea.Batch(refresh, ui.Open(v.opens.Report("Received, until something went wrong", lines)))
	case len(lines) == 0:
		return tea.Batch(refresh, ui.Say(ui.Notice{Text: "nothing has come"}))
	}
	v.named = ""
	if line := draw.Clean(lines[0]); len(lines) == 1 && v.face.Cells(line) < v.face.Width {
		return tea.Batch(refresh, ui.Say(ui.Notice{Text: line}))
	}
	return tea.Batch(refresh, ui.Open(v.opens.Report("Received", lines)))
}

func (v *offices) Keys() ui.KeyMap {
	if v.prompt.Open {
		return v.prompt.Keys()
	}
	receive, open := v.receiveHelp()
	m := ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open",
			Help: "all about the office, the conflict, the change or the mail", Off: v.whyNotOpen, Do: v.openItem},
		{Name: "send", Keys: []string{"s"}, Show: "s", Foot: "send",
			Help: "send what the selected office is owed, which is shown first", Off: v.whyNoMail, Do: v.send},
		{Name: "receive", Keys: []string{"r"}, Show: "r", Foot: "receive",
			Help: receive, Off: v.whyNoReceive, Do: v.receive, Saves: true},
		{Name: "accept", Keys: []string{"a"}, Show: "a", Foot: v.foot("accept"), Help: "accept the held change",
			Off: v.whyNoJudging, Do: v.accept},
		{Name: "reject", Keys: []string{"R"}, Show: "R", Foot: v.foot("reject"),
			Help: "reject the held change, with a sentence for its office", Off: v.whyNoJudging, Do: v.reject},
	}
	m = slices.Concat(m, ui.Extracts(v.whyNoOffices, v.extract), ui.KeyMap{
		{Name: "show-mail", Keys: []string{"m"}, Show: "m", Foot: "mail",
			Help: "show the mail that would go, and send nothing", Off: v.whyNoMail, Do: v.showMail},
		{Name: "open-file", Keys: []string{"o"}, Show: "o", Help: open,
			Off: v.whyNoReceive, Do: v.askMail},
		{Name: "send-all", Keys: []string{"S"}, Show: "S", Help: "send to all to whom something is owed",
			Off: v.whyNoTraffic,
			Do:  func() tea.Cmd { return ui.Open(v.opens.Mails(nil, true)) }},
		v.editor.Undoing(&v.doing), v.editor.Redoing(&v.doing),
		{Name: "waiting", Keys: []string{"!"}, Show: "!", Help: "to the first thing that waits for you", Off: v.whyNoWaiting,
			Do: v.toWaiting},
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: v.Init},
	})
	if v.whyNoExchange() != "" {
		for i := range m {
			m[i].Foot = ""
		}
	}
	moves := ui.Scrolls(v.move, v.more())
	if v.low() { // there only the footer says that lines are out of sight
		return slices.Insert(m, 1, moves...)
	}
	return append(m, moves...)
}

// receiveHelp says how mails are received, and how without the mailbox.
func (v *offices) receiveHelp() (receive, open string) {
	if v.status != nil && v.status.Pasting {
		return "fetch mails; without a mailbox, paste the text of a mail", "paste the text of a received mail"
	}
	return "fetch mails; without a mailbox, open a received file", "open a received file, or all of a directory"
}

// foot returns the footer word of an action, empty where the action could never do anything.
func (v *offices) foot(text string) string {
	if v.status == nil || !v.status.Self.AtHeadquarters() || len(v.status.Judged) == 0 {
		return ""
	}
	return text
}

// whyNoExchange says why nothing can be sent or received, empty if it can.
func (v *offices) whyNoExchange() string {
	switch {
	case !v.Ready():
		return "nothing is known of the offices yet"
	case v.status.Self.Alone():
		return "this copy exchanges with nobody yet"
	}
	return ""
}

// whyNoTraffic is as whyNoExchange, also for a copy that can only be read.
func (v *offices) whyNoTraffic() string {
	if why := v.ex.Frozen(); why != "" {
		return why
	}
	return v.whyNoExchange()
}

// whyNoMail says why no mail can be composed for the selected line, empty if one can.
func (v *offices) whyNoMail() string {
	if why := v.whyNoTraffic(); why != "" {
		return why
	}
	return v.selected().row.whyNoMail(v.status, v.ex.Frozen())
}

func (v *offices) whyNoReceive() string {
	if why := v.whyNoTraffic(); why != "" {
		return why
	}
	if v.doing.Waiting() {
		return "still at work"
	}
	return ""
}

func (v *offices) whyNotOpen() string {
	switch {
	case v.whyNoExchange() != "":
		return v.whyNoExchange()
	case len(v.items()) == 0:
		return "there is nothing to open"
	}
	return ""
}

func (v *offices) whyNoWaiting() string {
	if v.whyNoExchange() != "" || v.firstWaiting() < 0 {
		return "nothing waits for you"
	}
	return ""
}

// firstWaiting returns the index of the first thing that needs a person, -1 if there is none.
func (v *offices) firstWaiting() int {
	p := v.parts()
	if len(p.forYou) == 0 {
		return -1
	}
	return len(p.rows)
}

func (v *offices) toWaiting() tea.Cmd {
	lines, at := v.list()
	v.anchors.Show(v.firstWaiting(), at, len(lines), v.page())
	return nil
}

// whyNoJudging says why the selected line cannot be accepted or rejected, empty if it can.
func (v *offices) whyNoJudging() string {
	if why := v.whyNoReceive(); why != "" {
		return why
	}
	return whyNotJudged(v.selected().judged, v.status)
}

func whyNotJudged(of *exchange.HeldChange, st *ui.MailroomStatus) string {
	switch {
	case !st.Self.AtHeadquarters():
		return "only headquarters accepts and rejects"
	case of == nil || of.Ruling != portfolio.Held:
		return "this is not a held change"
	}
	return ""
}

func (v *offices) accept() tea.Cmd {
	return askAccept(v.editor, v.ex, &v.prompt, &v.doing, v.selected().judged)
}

func (v *offices) reject() tea.Cmd {
	return askReject(v.editor, v.ex, &v.prompt, &v.doing, v.selected().judged)
}

// officeItem is a line that can be selected; exactly one of its fields is set.
type officeItem struct {
	row      *OfficeRow
	conflict *provenance.Conflict
	judged   *exchange.HeldChange
	refused  *ui.RefusedMail
	need     *exchange.Need // anything else that needs a person
	note     string         // what is to be known, and needs nobody
}

// items returns the lines that can be selected, from top to bottom.
func (v *offices) items() []officeItem {
	p := v.parts()
	return slices.Concat(p.rows, p.forYou, p.there, p.notes)
}

// itemKeys returns the keys of the lines that can be selected.
func (v *offices) itemKeys() []string {
	if v.status == nil {
		return nil
	}
	items := v.items()
	keys := make([]string, len(items))
	for i, x := range items {
		switch {
		case x.row != nil:
			keys[i] = "office " + x.row.code + " " + x.row.copyName()
		case x.conflict != nil:
			keys[i] = "conflict " + x.conflict.Record + " " + x.conflict.Field
		case x.judged != nil:
			keys[i] = "judged " + x.judged.Change.ID.String()
		case x.refused != nil:
			keys[i] = "mail " + x.refused.Name
		case x.need != nil:
			keys[i] = "need " + strconv.Itoa(int(x.need.Do.Action)) + " " + strings.Join(x.need.Offices, " ")
		default:
			keys[i] = "note " + x.note
		}
	}
	return keys
}

// officeParts are the lines that can be selected: the offices, what needs a person, the changes
// that wait at headquarters, and what else is to be known.
type officeParts struct{ rows, forYou, there, notes []officeItem }

func (v *offices) parts() (p officeParts) {
	if v.whyNoExchange() != "" {
		return p
	}
	rows := officeRows(v.status)
	for i := range rows {
		p.rows = append(p.rows, officeItem{row: &rows[i]})
	}
	for i := range v.fields {
		p.forYou = append(p.forYou, officeItem{conflict: &v.fields[i]})
	}
	for i := range v.status.Judged {
		x := officeItem{judged: &v.status.Judged[i]}
		if x.judged.Ruling == portfolio.Held && !v.status.Self.AtHeadquarters() {
			p.there = append(p.there, x)
		} else {
			p.forYou = append(p.forYou, x)
		}
	}
	for _, n := range v.status.Needs() {
		if !inItems(n) {
			p.forYou = append(p.forYou, officeItem{need: &n})
		}
	}
	for i := range v.status.Refused {
		p.forYou = append(p.forYou, officeItem{refused: &v.status.Refused[i]})
	}
	if len(p.rows) > 0 {
		for _, n := range v.status.Notes() {
			p.notes = append(p.notes, officeItem{note: draw.Clean(n.Words(v.status.Remedies()))})
		}
	}
	return p
}

// inItems reports whether what a person is needed for is among the lines one by one.
func inItems(n exchange.Need) bool {
	return slices.Contains([]fault.Action{fault.ListHeld, fault.ListConflicts, fault.ListRejected, fault.ListMails},
		n.Do.Action)
}

func (v *offices) selected() officeItem {
	if all := v.items(); v.anchors.Sel < len(all) {
		return all[v.anchors.Sel]
	}
	return officeItem{}
}

func (v *offices) openItem() tea.Cmd {
	x := v.selected()
	switch {
	case x.row != nil:
		return ui.Open(v.opens.Link(*x.row, v.status))
	case x.conflict != nil:
		return ui.Open(v.opens.Conflict(x.conflict.Record, x.conflict.Field))
	case x.judged != nil:
		return ui.Open(v.opens.Judged(*x.judged, v.status))
	case x.refused != nil:
		return ui.Open(v.opens.Refused(*x.refused))
	case x.need != nil:
		return v.openNeed(x.need)
	case x.note != "":
		return ui.Open(v.opens.Report("Note", []string{x.note}))
	}
	return nil
}

// openNeed opens the office concerned, or a page that says what is needed.
func (v *offices) openNeed(n *exchange.Need) tea.Cmd {
	if len(n.Offices) == 1 {
		for _, r := range officeRows(v.status) {
			if r.code == n.Offices[0] {
				return ui.Open(v.opens.Link(r, v.status))
			}
		}
	}
	lines := append([]string{n.What}, n.More...)
	return ui.Open(v.opens.Report(portfolio.UpperFirst(n.Short), append(lines, n.Do.Words(v.status.Remedies()))))
}

// receivers returns the office of the selected line; nil means all to which something is to be
// sent.
func (v *offices) receivers() []string {
	if row := v.selected().row; row != nil {
		return []string{row.code}
	}
	return nil
}

func (v *offices) send() tea.Cmd     { return ui.Open(v.opens.Mails(v.receivers(), true)) }
func (v *offices) showMail() tea.Cmd { return ui.Open(v.opens.Mails(v.receivers(), false)) }

func (v *offices) receive() tea.Cmd {
	if v.status.Mailbox {
		return v.takeIn(ui.MailSource{})
	}
	return v.askMail()
}

// askMail asks for a file or directory or, where none can be named, for the text of a mail.
func (v *offices) askMail() tea.Cmd {
	if v.status.Pasting {
		return ui.Open(v.opens.Paste(func(text string) tea.Cmd { return v.takeIn(ui.MailSource{Text: text}) }))
	}
	return v.prompt.Ask(edit.Prompt{Label: "File or directory:", Limit: 4096, Needs: "write where the mail was saved; esc leaves",
		Doing: &v.doing, Do: func(text string) tea.Cmd {
			v.named = text
			return v.takeIn(ui.MailSource{File: strings.TrimSpace(text)})
		}}, v.named)
}

func (v *offices) takeIn(from ui.MailSource) tea.Cmd {
	q, ex := v.doing.Next(), v.ex
	return ui.StartJob(q, "taking in mails", func(report func(string)) tea.Msg {
		receive := func(ctx context.Context) (exchange.Reception, error) { return ex.Receive(ctx, from, report) }
		return ui.AskThen(q, receive, v.taken)()
	})
}

func (v *offices) move(s ui.Step) tea.Cmd {
	lines, at := v.list()
	v.anchors.Move(s, at, len(lines), v.page())
	return nil
}

func (v *offices) keep() {
	lines, at := v.list()
	v.anchors.Keep(at, len(lines), v.page())
}

func (v *offices) Typing() bool { return v.prompt.Open }

func (v *offices) Cursor() (x, y int) {
	_, x = v.prompt.Line(&v.face)
	return x, 0
}

// more says whether lines are out of sight.
func (v *offices) more() ui.Notice {
	lines, _ := v.list()
	in := ui.Cursor{Top: v.anchors.Top}
	return in.More(len(lines), v.page())
}

// Notice returns that of the prompt, or what job is running.
func (v *offices) Notice() ui.Notice {
	switch {
	case v.doing.Waiting():
		return ui.Notice{Text: "at work…"}
	case v.prompt.Open:
		return v.prompt.Notice()
	}
	return v.more()
}

func (*offices) Name() string { return "sync" }

func (v *offices) Pointed(_, y int) (int, bool) {
	above := len(v.above())
	if v.Typing() || y < above {
		return 0, false
	}
	_, at := v.list()
	return ui.StopAt(at, v.anchors.Top+y-above)
}
