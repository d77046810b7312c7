package tui

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"fieldfolio/portfolio"
)

// memoryDesk is what was edited: the logs of records, merged by the rules of
// the portfolio alone, and drafts.
type memoryDesk struct {
	logs   map[string]*portfolio.Log
	n      int64
	drafts map[string]portfolio.Draft // by record
	past   portfolio.Date
	kept   int // how often a draft was kept

	changes int  // how often something was to be changed
	slow    bool // changing and listing all take until they are stopped

	rulings map[portfolio.ID]portfolio.Judgement // by headquarters
	awaits  map[portfolio.ID]bool
}

var errPast = errors.New("this is the portfolio of an earlier day")

func (m *memory) log(id string) *portfolio.Log {
	if m.desk.logs == nil {
		m.desk.logs = map[string]*portfolio.Log{}
	}
	if m.desk.logs[id] == nil {
		m.desk.logs[id] = &portfolio.Log{}
	}
	return m.desk.logs[id]
}

func (m *memory) record(id string) *portfolio.Record {
	r := &portfolio.Record{ID: id, Kind: portfolio.KindOf(id), Log: portfolio.NewLog(m.log(id).Changes()...)}
	for i := range m.doc.Projects {
		if m.doc.Projects[i].ID == id {
			r.Base = &m.doc.Projects[i]
		}
	}
	for _, c := range r.Log.Changes() {
		if c.Creates != "" {
			r.Kind = c.Creates
		}
	}
	r.Rulings, r.Awaits = m.desk.rulings, m.desk.awaits
	for id := range r.Rulings {
		r.Log.Hold(id, true)
	}
	return r
}

func (m *memory) ids() []string {
	var ids []string
	for i := range m.doc.Projects {
		ids = append(ids, m.doc.Projects[i].ID)
	}
	for id, l := range m.desk.logs {
		if len(l.Changes()) > 0 && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// projects returns the projects as they are now.
func (m *memory) projects() []portfolio.Project {
	if m.desk.n == 0 {
		return m.doc.Projects
	}
	var out []portfolio.Project
	for _, id := range m.ids() {
		r := m.record(id)
		if r.Kind != portfolio.ProjectRecord || r.Withdrawn() {
			continue
		}
		if p, _ := r.Project(&m.doc.Catalogue); p != nil {
			out = append(out, *p)
		}
	}
	return out
}

func (m *memory) Record(_ context.Context, name string) (*portfolio.Record, error) {
	if m.fails != nil {
		return nil, m.fails
	}
	name = strings.TrimPrefix(name, portfolio.IDPrefix)
	for _, id := range m.ids() {
		if r := m.record(id); id == name || r.Name() == name {
			return r, nil
		}
	}
	return nil, &portfolio.Invalid{Field: "project", Value: name, Why: "does not exist", Do: "did you mean ABCX12?"}
}

var deskDay = time.Date(2026, 11, 24, 9, 15, 0, 0, time.UTC)

// make makes a change of a record at an office, over what its author had seen.
func (m *memory) make(office, person string, c portfolio.Change) portfolio.Change {
	m.desk.n++
	c.ID, c.Person, c.At = portfolio.ID{Office: office, Incarnation: "k3f9ab", N: m.desk.n}, person, deskDay
	c.Seal()
	if err := c.Check(); err != nil {
		panic(err)
	}
	m.log(c.Target()).Add(c)
	return c
}

// elsewhere makes a change of a project by somebody of another office who has
// seen some changes.
func (m *memory) elsewhere(id, field, value string, seen ...portfolio.ID) portfolio.Change {
	set := portfolio.Setting{Field: field, Value: value}
	return m.make("roea", "B. Field", portfolio.Change{Record: id, Fields: []portfolio.Setting{set}, Over: seen})
}

func (m *memory) Change(ctx context.Context, person string, edits ...portfolio.Edit) ([]portfolio.Change, error) {
	if m.fails != nil {
		return nil, m.fails
	}
	if m.desk.past.Known() {
		return nil, errPast
	}
	if m.desk.slow {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	m.desk.changes++
	var ready []portfolio.Change
	for _, e := range edits {
		r := &portfolio.Record{Kind: e.Creates}
		if e.Creates == "" {
			r = m.record(e.Record)
		}
		set, err := e.Read(r, &m.doc.Catalogue)
		if err != nil {
			return nil, err
		}
		if err := overtaken(r, e, set); err != nil {
			return nil, err
		}
		var fields []string
		for _, s := range set {
			fields = append(fields, s.Field)
		}
		ready = append(ready, portfolio.Change{Record: e.Record, Creates: e.Creates, Fields: set, Over: r.Log.Heads(fields...), Reason: e.Reason})
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return m.makeStep(person, ready), nil
}

// makeStep makes changes of one step.
func (m *memory) makeStep(person string, ready []portfolio.Change) []portfolio.Change {
	step := ""
	if len(ready) > 1 {
		step = "local.k3f9ab:" + strconv.FormatInt(m.desk.n+1, 10)
	}
	made := make([]portfolio.Change, len(ready))
	for i, c := range ready {
		c.Step = step
		made[i] = m.make("local", person, c)
	}
	return made
}

func overtaken(r *portfolio.Record, e portfolio.Edit, set []portfolio.Setting) error {
	if e.Seen == nil {
		return nil
	}
	for _, s := range set {
		for _, id := range r.Log.Heads(s.Field) {
			if !slices.Contains(e.Seen, id) {
				return &portfolio.Overtaken{Name: r.Name(), Field: s.Field, By: r.Log.Find(id), Value: r.Value(s.Field)}
			}
		}
	}
	return nil
}

func (m *memory) Undo(_ context.Context, person string, id portfolio.ID, reason string) ([]portfolio.Change, error) {
	if m.fails != nil {
		return nil, m.fails
	}
	if id == (portfolio.ID{}) {
		id = m.latest(person)
	}
	step := m.step(id)
	if len(step) == 0 {
		return nil, &portfolio.Invalid{Field: "change", Why: "is not here: there is nothing to undo"}
	}
	var ready []portfolio.Change
	for _, c := range step {
		r := m.record(c.Target())
		set, err := r.Undo(&c)
		if err != nil {
			return nil, err
		}
		var fields []string
		for _, s := range set {
			fields = append(fields, s.Field)
		}
		ready = append(ready, portfolio.Change{Record: r.ID, Fields: set, Over: r.Log.Heads(fields...), Reason: portfolio.UndoReason(c.ID, reason)})
	}
	return m.makeStep(person, ready), nil
}

// step returns a change and all others of its step.
func (m *memory) step(id portfolio.ID) []portfolio.Change {
	var all, out []portfolio.Change
	for _, record := range m.ids() {
		all = append(all, m.record(record).Log.Changes()...)
	}
	i := slices.IndexFunc(all, func(c portfolio.Change) bool { return c.ID == id })
	for j := range all {
		if i >= 0 && (j == i || all[i].Step != "" && all[j].Step == all[i].Step) {
			out = append(out, all[j])
		}
	}
	return out
}

func (m *memory) latest(person string) (id portfolio.ID) {
	for _, record := range m.ids() {
		r := m.record(record)
		for _, c := range r.Log.Changes() {
			if c.Person == person && r.Undoable(&c) && c.ID.Compare(id) > 0 {
				id = c.ID
			}
		}
	}
	return id
}

func (m *memory) History(_ context.Context, spec portfolio.HistorySpec) (portfolio.History, error) {
	var h portfolio.History
	for _, id := range m.ids() {
		r := m.record(id)
		if n, ok := r.Note(); spec.Record == "" || id == spec.Record || ok && n.On == spec.Record {
			h.Entries = append(h.Entries, r.History()...)
		}
	}
	h.Entries = slices.DeleteFunc(h.Entries, func(e portfolio.Entry) bool { return !spec.Finds(e.Change, e.Kind, e.Name) })
	slices.SortStableFunc(h.Entries, func(a, b portfolio.Entry) int { return -a.Change.ID.Compare(b.Change.ID) })
	h.Entries, h.Changes = partOfHistory(h.Entries, spec)
	return h, m.fails
}

// partOfHistory returns the lines of the changes that are wanted, and how many
// changes there are in all.
func partOfHistory(all []portfolio.Entry, spec portfolio.HistorySpec) (part []portfolio.Entry, changes int64) {
	at := -1
	for i, e := range all {
		if i == 0 || all[i-1].Change.ID != e.Change.ID {
			at++
		}
		if at >= spec.Offset && (spec.Limit == 0 || at < spec.Offset+spec.Limit) {
			part = append(part, e)
		}
	}
	return part, int64(at + 1)
}

func (m *memory) Conflicts(context.Context) ([]portfolio.Conflict, []portfolio.Inconsistency, error) {
	var all []portfolio.Conflict
	var wrong []portfolio.Inconsistency
	for _, id := range m.ids() {
		r := m.record(id)
		all = append(all, r.Conflicts()...)
		if r.Kind == portfolio.ProjectRecord {
			_, w := r.Project(&m.doc.Catalogue)
			wrong = append(wrong, w...)
		}
	}
	return all, wrong, m.fails
}

func (m *memory) Notes(_ context.Context, record string) ([]portfolio.Note, error) {
	var notes []portfolio.Note
	for _, id := range m.ids() {
		if n, ok := m.record(id).Note(); ok && n.On == record {
			notes = append(notes, n)
		}
	}
	return notes, m.fails
}

func (m *memory) Draft(_ context.Context, person, record string) (*portfolio.Draft, error) {
	if d, ok := m.desk.drafts[record]; ok && d.Person == person {
		return &d, m.fails
	}
	return nil, m.fails
}

func (m *memory) Drafts(_ context.Context, person string) ([]portfolio.Draft, error) {
	var all []portfolio.Draft
	for _, d := range m.desk.drafts {
		if d.Person == person {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b portfolio.Draft) int { return cmp.Compare(a.Record, b.Record) })
	return all, m.fails
}

func (m *memory) SaveDraft(_ context.Context, d portfolio.Draft) error {
	if m.fails != nil {
		return m.fails
	}
	if m.desk.drafts == nil {
		m.desk.drafts = map[string]portfolio.Draft{}
	}
	m.desk.kept++
	m.desk.drafts[d.Record] = d
	return nil
}

func (m *memory) DropDraft(_ context.Context, _, record string) error {
	delete(m.desk.drafts, record)
	return m.fails
}

// conflicting returns a portfolio with a conflict, a change of somebody else,
// one of the person, and a note.
func conflicting() *memory {
	m := &memory{doc: sample()}
	m.elsewhere(sampleID, portfolio.FieldEnd, "2012-11-30")
	m.make("local", "A. Desk", portfolio.Change{Record: sampleID, Fields: []portfolio.Setting{{Field: portfolio.FieldEnd, Value: "2012-12-31"}}, Reason: "as agreed with the donor"})
	first := m.elsewhere(sampleID, portfolio.FieldCountry, "Ruritania and Syldavia")
	m.elsewhere(sampleID, portfolio.FieldCountry, "Ruritania, Syldavia", first.ID)
	m.make("roea", "B. Field", portfolio.Change{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{{Field: portfolio.FieldOn, Value: sampleID}, {Field: portfolio.FieldText, Value: "visited, see minutes"}}})
	return m
}

func (m *memory) now(field string) string { return m.record(sampleID).Value(field).Text }

// edited is the sample after some weeks of work at two offices.
func editedBy() *memory {
	m := &memory{doc: sample()}
	set := func(field, value string) portfolio.Setting { return portfolio.Setting{Field: field, Value: value} }
	m.elsewhere("ABBX01", "country", "Syldavia and الرور")
	m.make("roea", "B. Field", portfolio.Change{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{
		set(portfolio.FieldOn, "ABCX02"), set(portfolio.FieldText, "visited, see the minutes")}})
	c := m.make("local", "A. Desk", portfolio.Change{Record: "ABAX00", Reason: "as agreed with the donor in the meeting of April",
		Fields: []portfolio.Setting{set("approved", "2000000"), set("title", "加强边境管制与打击跨国有组织犯罪能力建设项目第二阶段")}})
	m.make("local", "A. Desk", portfolio.Change{Record: "ABAX00", Fields: []portfolio.Setting{set("approved", "2500000")}, Over: []portfolio.ID{c.ID}})
	m.elsewhere("ABAX00", "end", "2012-11-30")
	m.make("local", "A. Desk", portfolio.Change{Record: "ABAX00", Fields: []portfolio.Setting{set("end", "2012-12-31")}})
	return m
}

// edited is the sample with changes made on deskDay: an amount raised, one
// lowered, a project withdrawn.
func edited() *memory {
	m := &memory{doc: sample()}
	m.elsewhere("ABBX01", portfolio.FieldApproved, "3000000")
	m.elsewhere("ABDX03", portfolio.FieldApproved, "1")
	m.elsewhere("ABEX04", portfolio.FieldWithdrawn, portfolio.Yes)
	return m
}
