package uitest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
)

// memoryDesk is what was edited: the logs of records, merged by the rules of
// the portfolio alone, and drafts.
type memoryDesk struct {
	logs   map[string]*portfolio.Log
	N      int64
	Drafts map[string]portfolio.Draft // by record
	Past   portfolio.Date
	Frozen string // why nothing can be changed
	Kept   int    // how often a draft was kept

	Changes int    // how often something was to be changed
	Holds   string // why every change is held; empty: none is
	Slow    bool   // changing and listing all take until they are stopped

	rulings  map[portfolio.ID]portfolio.Judgement // by headquarters
	received map[portfolio.ID]portfolio.DayReceived
	awaits   map[portfolio.ID]bool
}

var errPast = errors.New("this is the portfolio of an earlier day")

// LogOf returns the changes of a record. It changes nothing: several commands read at a time.
func (m *Memory) LogOf(id string) *portfolio.Log {
	if l := m.Editor.logs[id]; l != nil {
		return l
	}
	return &portfolio.Log{}
}

// Log adds a change to its record.
func (m *Memory) Log(c portfolio.Change) {
	if m.Editor.logs == nil {
		m.Editor.logs = map[string]*portfolio.Log{}
	}
	l := m.LogOf(c.Target())
	l.Add(c)
	m.Editor.logs[c.Target()] = l
}

func (m *Memory) RecordOf(id string) *portfolio.Record {
	r := &portfolio.Record{ID: id, Kind: portfolio.KindOf(id), Log: portfolio.NewLog(m.LogOf(id).Changes()...)}
	for i := range m.Doc.Projects {
		if m.Doc.Projects[i].ID == id {
			r.Base = &m.Doc.Projects[i]
		}
	}
	for _, c := range r.Log.Changes() {
		if c.Creates != "" {
			r.Kind = c.Creates
		}
	}
	r.Rulings, r.Awaits, r.Received = m.Editor.rulings, m.Editor.awaits, m.Editor.received
	for id, j := range r.Rulings {
		r.Log.Hold(id, j.Ruling != portfolio.Taken)
	}
	return r
}

func (m *Memory) ids() []string {
	var ids []string
	for i := range m.Doc.Projects {
		ids = append(ids, m.Doc.Projects[i].ID)
	}
	for id, l := range m.Editor.logs {
		if len(l.Changes()) > 0 && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// AllProjects returns the projects as they are now.
func (m *Memory) AllProjects() []portfolio.Project {
	if m.Editor.N == 0 {
		return m.Doc.Projects
	}
	var out []portfolio.Project
	for _, id := range m.ids() {
		r := m.RecordOf(id)
		if r.Kind != portfolio.ProjectRecord || r.Withdrawn() {
			continue
		}
		if p, _ := r.Project(&m.Doc.Catalogue); p != nil {
			out = append(out, *p)
		}
	}
	return out
}

func (m *Memory) Record(_ context.Context, name string) (*portfolio.Record, error) {
	if m.Fails != nil {
		return nil, m.Fails
	}
	name = strings.TrimPrefix(name, portfolio.IDPrefix)
	for _, id := range m.ids() {
		if r := m.RecordOf(id); id == name || r.Name() == name {
			return r, nil
		}
	}
	return nil, &fault.Invalid{Field: "project", Value: name, Why: "does not exist", Do: "did you mean ABCX12?"}
}

var deskDay = time.Date(2026, 11, 24, 9, 15, 0, 0, time.UTC)

// Make makes a change of a record at an office, over what its author had seen.
func (m *Memory) Make(office, person string, c portfolio.Change) portfolio.Change {
	m.Editor.N++
	c.ID, c.Person, c.At = portfolio.ID{Office: office, Incarnation: "k3f9ab", N: m.Editor.N}, person, deskDay
	c.Finish()
	if err := c.Check(); err != nil {
		panic(err)
	}
	m.Log(c)
	return c
}

// Elsewhere makes a change of a project by somebody of another office who has
// seen some changes.
func (m *Memory) Elsewhere(id, field, value string, seen ...portfolio.ID) portfolio.Change {
	set := portfolio.Setting{Field: field, Value: value}
	return m.Make("roea", "B. Field", portfolio.Change{Record: id, Fields: []portfolio.Setting{set}, Over: seen})
}

func (m *Memory) Change(ctx context.Context, person string, edits ...portfolio.Edit) ([]portfolio.Change, error) {
	if m.Fails != nil {
		return nil, m.Fails
	}
	if m.Editor.Past.Known() {
		return nil, errPast
	}
	if m.Editor.Slow {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	m.Editor.Changes++
	var ready []portfolio.Change
	var faults fault.Faults
	for _, e := range edits {
		r := &portfolio.Record{Kind: e.Creates}
		if e.Creates == "" {
			r = m.RecordOf(e.Record)
		}
		set, err := e.Read(r, &m.Doc.Catalogue)
		if err != nil {
			return nil, err
		}
		if err := overtaken(r, e, set); err != nil {
			faults = append(faults, err)
		}
		var fields []string
		for _, s := range set {
			fields = append(fields, s.Field)
		}
		ready = append(ready, portfolio.Change{Record: e.Record, Creates: e.Creates, Fields: set,
			Over: r.Log.Heads(fields...), Reason: e.Reason})
	}
	if len(faults) > 0 {
		return nil, faults
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return m.makeStep(person, ready), nil
}

// makeStep makes changes of one step.
func (m *Memory) makeStep(person string, ready []portfolio.Change) []portfolio.Change {
	step := ""
	if len(ready) > 1 {
		step = "local.k3f9ab:" + strconv.FormatInt(m.Editor.N+1, 10)
	}
	made := make([]portfolio.Change, len(ready))
	for i, c := range ready {
		c.Step = step
		made[i] = m.Make("local", person, c)
		if m.Editor.Holds != "" {
			if m.Editor.rulings == nil {
				m.Editor.rulings = map[portfolio.ID]portfolio.Judgement{}
			}
			m.Editor.rulings[made[i].ID] = ruled(portfolio.Held, m.Editor.Holds)
		}
	}
	return made
}

func overtaken(r *portfolio.Record, e portfolio.Edit, set []portfolio.Setting) error {
	if e.Seen == nil {
		return nil
	}
	for _, s := range set {
		if late := r.Unseen(s.Field, e.Seen); late != nil {
			return late
		}
	}
	return nil
}

func (m *Memory) Undo(_ context.Context, person string, id portfolio.ID, reason string) ([]portfolio.Change, error) {
	if m.Fails != nil {
		return nil, m.Fails
	}
	if id == (portfolio.ID{}) {
		_, id = m.latest(person)
	}
	step := m.step(id)
	if len(step) == 0 {
		return nil, &fault.Invalid{Field: "change", Why: "is not here: there is nothing to undo"}
	}
	var ready []portfolio.Change
	for _, c := range step {
		r := m.RecordOf(c.Target())
		set, err := provenance.UndoOf(r, &c)
		if err != nil {
			return nil, err
		}
		var fields []string
		for _, s := range set {
			fields = append(fields, s.Field)
		}
		ready = append(ready, portfolio.Change{Record: r.ID, Fields: set, Over: r.Log.Heads(fields...),
			Reason: provenance.UndoReason(c.ID, reason)})
	}
	return m.makeStep(person, ready), nil
}

// step returns a change and all others of its step.
func (m *Memory) step(id portfolio.ID) []portfolio.Change {
	var all, out []portfolio.Change
	for _, record := range m.ids() {
		all = append(all, m.RecordOf(record).Log.Changes()...)
	}
	i := slices.IndexFunc(all, func(c portfolio.Change) bool { return c.ID == id })
	for j := range all {
		if i >= 0 && (j == i || all[i].Step != "" && all[j].Step == all[i].Step) {
			out = append(out, all[j])
		}
	}
	return out
}

// Undoing returns what Undo would take back.
func (m *Memory) Undoing(_ context.Context, person string, id portfolio.ID) (of provenance.Undoing, err error) {
	if id == (portfolio.ID{}) {
		of.Passed, id = m.latest(person)
	}
	of.Changes = m.step(id)
	switch {
	case len(of.Changes) > 0:
		return of, m.Fails
	case len(of.Passed) > 0:
		return of, of.Passed[0]
	}
	return of, &fault.Invalid{Field: "change", Why: "is not here: there is nothing to undo"}
}

// Redo undoes the newest undo by a person that can be undone.
func (m *Memory) Redo(ctx context.Context, person string) ([]portfolio.Change, error) {
	last, err := m.Redoing(ctx, person)
	if err != nil {
		return nil, err
	}
	return m.Undo(ctx, person, last[0].ID, "")
}

// Redoing returns the changes that Redo would take back.
func (m *Memory) Redoing(_ context.Context, person string) ([]portfolio.Change, error) {
	var last portfolio.Change
	for _, record := range m.ids() {
		for _, c := range m.RecordOf(record).Log.Changes() {
			if c.Person == person && c.ID.Compare(last.ID) > 0 {
				last = c
			}
		}
	}
	if _, ok := provenance.Undoes(&last); !ok {
		return nil, &fault.Invalid{Field: "person", Value: person, Why: "has undone nothing here since the last change"}
	}
	return m.step(last.ID), m.Fails
}

func (m *Memory) latest(person string) (passed []*provenance.CannotUndo, id portfolio.ID) {
	var all []portfolio.Change
	for _, record := range m.ids() {
		all = append(all, m.RecordOf(record).Log.Changes()...)
	}
	slices.SortFunc(all, func(a, b portfolio.Change) int { return b.ID.Compare(a.ID) })
	var of provenance.Undoing
	for i := range all {
		c := &all[i]
		if _, undoes := provenance.Undoes(c); undoes || c.Person != person {
			continue
		}
		_, err := provenance.UndoOf(m.RecordOf(c.Target()), c)
		if err == nil {
			return of.Passed, c.ID
		}
		of.Pass(c, err)
	}
	return of.Passed, portfolio.ID{}
}

func (m *Memory) History(_ context.Context, spec provenance.HistorySpec) (provenance.History, error) {
	var h provenance.History
	for _, id := range m.ids() {
		r := m.RecordOf(id)
		if n, ok := r.Note(); spec.Record == "" || id == spec.Record || ok && n.On == spec.Record {
			h.Entries = append(h.Entries, provenance.HistoryOf(r)...)
		}
	}
	slices.SortStableFunc(h.Entries, func(a, b provenance.Entry) int { return -a.Change.ID.Compare(b.Change.ID) })
	return partOfHistory(h.Entries, spec), m.Fails
}

// partOfHistory returns the wanted part of a history.
func partOfHistory(all []provenance.Entry, spec provenance.HistorySpec) (h provenance.History) {
	of := map[portfolio.ID][]provenance.Entry{}
	steps := provenance.Steps{Spec: spec}
	for _, e := range all {
		if of[e.Change.ID] == nil {
			steps.Add(e.Change, e.Kind, e.Name)
		}
		of[e.Change.ID] = append(of[e.Change.ID], e)
	}
	h.Steps, h.Changes = steps.All, steps.Changes
	h.Entries = steps.Entries(func(c *portfolio.Change) []provenance.Entry { return of[c.ID] })
	return h
}

func (m *Memory) Conflicts(context.Context) ([]provenance.Conflict, []portfolio.Inconsistency, error) {
	var all []provenance.Conflict
	var wrong []portfolio.Inconsistency
	for _, id := range m.ids() {
		r := m.RecordOf(id)
		all = append(all, provenance.ConflictsOf(r)...)
		if r.Kind == portfolio.ProjectRecord {
			_, w := r.Project(&m.Doc.Catalogue)
			wrong = append(wrong, w...)
		}
	}
	return all, wrong, m.Fails
}

func (m *Memory) Notes(_ context.Context, record string) ([]portfolio.Note, error) {
	var notes []portfolio.Note
	for _, id := range m.ids() {
		if n, ok := m.RecordOf(id).Note(); ok && n.On == record {
			notes = append(notes, n)
		}
	}
	return notes, m.Fails
}

// savedAt returns when a draft was saved: now, unless a test says otherwise.
func savedAt(d portfolio.Draft) time.Time {
	if d.Saved.IsZero() {
		return time.Now().UTC()
	}
	return d.Saved
}

func (m *Memory) Draft(_ context.Context, person, record string) (*portfolio.Draft, error) {
	if d, ok := m.Editor.Drafts[record]; ok && d.Person == person {
		d.Saved = savedAt(d)
		return &d, m.Fails
	}
	return nil, m.Fails
}

func (m *Memory) Drafts(_ context.Context, person string) ([]portfolio.Draft, error) {
	var all []portfolio.Draft
	for _, d := range m.Editor.Drafts {
		if d.Person == person {
			d.Saved = savedAt(d)
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b portfolio.Draft) int { return cmp.Compare(a.Record, b.Record) })
	return all, m.Fails
}

func (m *Memory) SaveDraft(_ context.Context, d portfolio.Draft) error {
	if m.Fails != nil {
		return m.Fails
	}
	if m.Editor.Drafts == nil {
		m.Editor.Drafts = map[string]portfolio.Draft{}
	}
	m.Editor.Kept++
	m.Editor.Drafts[d.Record] = d
	return nil
}

func (m *Memory) DropDraft(_ context.Context, _, record string) error {
	delete(m.Editor.Drafts, record)
	return m.Fails
}

// Conflicting returns a portfolio with a conflict, a change of somebody else,
// one of the person, and a note.
func Conflicting() *Memory {
	m := &Memory{Doc: Sample()}
	m.Elsewhere(SampleID, portfolio.FieldEnd, "2012-11-30")
	m.Make("local", "A. Desk", portfolio.Change{Record: SampleID,
		Fields: []portfolio.Setting{{Field: portfolio.FieldEnd, Value: "2012-12-31"}}, Reason: "as agreed with the donor"})
	first := m.Elsewhere(SampleID, portfolio.FieldCountry, "Ruritania and Syldavia")
	m.Elsewhere(SampleID, portfolio.FieldCountry, "Ruritania, Syldavia", first.ID)
	m.Make("roea", "B. Field", portfolio.Change{Creates: portfolio.NoteRecord,
		Fields: []portfolio.Setting{{Field: portfolio.FieldOn, Value: SampleID},
			{Field: portfolio.FieldText, Value: "visited, see minutes"}}})
	return m
}

func (m *Memory) Now(field string) string { return m.RecordOf(SampleID).Value(field).Text }

// EditedBy returns the sample after some weeks of work at two offices.
func EditedBy() *Memory {
	m := &Memory{Doc: Sample()}
	set := func(field, value string) portfolio.Setting { return portfolio.Setting{Field: field, Value: value} }
	m.Elsewhere("ABBX01", "country", "Syldavia and الرور")
	m.Make("roea", "B. Field", portfolio.Change{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{
		set(portfolio.FieldOn, "ABCX02"), set(portfolio.FieldText, "visited, see the minutes")}})
	c := m.Make("local", "A. Desk", portfolio.Change{Record: "ABAX00",
		Reason: "as agreed with the donor in the meeting of April",
		Fields: []portfolio.Setting{set("approved", "2000000"), set("title", "加强边境管制与打击跨国有组织犯罪能力建设项目第二阶段")}})
	m.Make("local", "A. Desk", portfolio.Change{Record: "ABAX00", Fields: []portfolio.Setting{set("approved", "2500000")},
		Over: []portfolio.ID{c.ID}})
	m.Elsewhere("ABAX00", "end", "2012-11-30")
	m.Make("local", "A. Desk", portfolio.Change{Record: "ABAX00", Fields: []portfolio.Setting{set("end", "2012-12-31")}})
	return m
}

// Edited is the sample with changes made on deskDay: an amount raised, one
// lowered, a project withdrawn.
func Edited() *Memory {
	m := &Memory{Doc: Sample()}
	m.Elsewhere("ABBX01", portfolio.FieldApproved, "3000000")
	m.Elsewhere("ABDX03", portfolio.FieldApproved, "1")
	m.Elsewhere("ABEX04", portfolio.FieldWithdrawn, portfolio.Yes)
	return m
}

// Told returns the conflicting portfolio as an office has it: a change waits for
// headquarters, one is held, one is rejected, and one was accepted, after a day
// that cannot be right.
func Told() *Memory {
	m := Conflicting()
	m.Editor.awaits, m.Editor.rulings = map[portfolio.ID]bool{}, map[portfolio.ID]portfolio.Judgement{}
	accepted := m.Elsewhere(SampleID, portfolio.FieldOverall, "4000000")
	waits := m.Elsewhere(SampleID, portfolio.FieldStart, "2006-01-01")
	held := m.Elsewhere(SampleID, portfolio.FieldApproved, "4100000")
	rejected := m.Elsewhere(SampleID, portfolio.FieldTitle, "Another title")
	m.Editor.awaits[waits.ID] = true
	m.Editor.rulings[held.ID] = ruled(portfolio.Held, "approved needs headquarters")
	m.Editor.rulings[rejected.ID] = ruled(portfolio.Rejected,
		"the donor has \x1b[31mnot signed, and the ministry, which has a long name, has not answered yet")
	m.Editor.rulings[accepted.ID] = ruled(portfolio.Taken, "Signed on Friday")
	m.Editor.received = map[portfolio.ID]portfolio.DayReceived{accepted.ID: {Day: 20310103, Doubt: "it is after today"},
		rejected.ID: {Day: 20261124, Corrected: true}}
	return m
}
