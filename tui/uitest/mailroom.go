package uitest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/tui/ui"
)

// MemoryMailroom is a Mailroom without any other copy.
type MemoryMailroom struct {
	Stand  ui.MailroomStatus
	Out    []exchange.Mail
	way    string // how they are sent
	Bars   string // why nothing can be sent, received or ruled on
	Fails  error
	Did    []string // what it was asked to do
	Report exchange.Reception
}

func (x *MemoryMailroom) Status(context.Context) (ui.MailroomStatus, error) { return x.Stand, x.Fails }

func (x *MemoryMailroom) Mails(_ context.Context, offices []string) (ui.Outgoing, error) {
	return ui.Outgoing{Mails: slices.DeleteFunc(slices.Clone(x.Out), func(m exchange.Mail) bool {
		return offices != nil && !slices.Contains(offices, m.Link.Office)
	}), Way: x.way}, x.Fails
}

func (x *MemoryMailroom) Send(_ context.Context, mails []exchange.Mail) error {
	var to []string
	for i := range mails {
		if !slices.ContainsFunc(x.Out, func(m exchange.Mail) bool { return m.Same(&mails[i]) }) {
			return exchange.ErrMailChanged
		}
		to = append(to, mails[i].Link.Office)
	}
	x.Did = append(x.Did, "send "+strings.Join(to, ","))
	return x.Fails
}

var errNoFile = errors.New("nowhere.eml cannot be read: there is no such file")

// Frozen says why nothing can be sent, received or ruled on.
func (x *MemoryMailroom) Frozen() string { return x.Bars }

func (x *MemoryMailroom) Receive(_ context.Context, from ui.MailSource, _ func(string)) (exchange.Reception, error) {
	if from.Text != "" {
		x.Did = append(x.Did, fmt.Sprintf("receive text %q", from.Text))
		return x.Report, x.Fails
	}
	x.Did = append(x.Did, "receive "+from.File)
	if from.File == "nowhere.eml" {
		return exchange.Reception{}, errNoFile
	}
	return x.Report, x.Fails
}

func (x *MemoryMailroom) Judge(_ context.Context, person string, of *exchange.HeldChange, what portfolio.Ruling,
	why string) error {
	id := of.Change.ID
	x.Did = append(x.Did, fmt.Sprintf("%s judges %d %q %q", person, id.N, what, why))
	if x.Fails == nil {
		x.Stand.Judged = slices.DeleteFunc(x.Stand.Judged, func(j exchange.HeldChange) bool { return j.Change.ID == id })
	}
	return x.Fails
}

func (x *MemoryMailroom) Dismiss(_ context.Context, refused string) error {
	x.Did = append(x.Did, "dismiss "+refused)
	if x.Fails == nil {
		x.Stand.Refused = slices.DeleteFunc(x.Stand.Refused, func(m ui.RefusedMail) bool { return m.Name == refused })
	}
	return x.Fails
}

func (x *MemoryMailroom) DismissChange(_ context.Context, id portfolio.ID) error {
	x.Did = append(x.Did, fmt.Sprintf("dismiss %d", id.N))
	if x.Fails == nil {
		x.Stand.Judged = slices.DeleteFunc(x.Stand.Judged, func(j exchange.HeldChange) bool { return j.Change.ID == id })
		x.Stand.Rejected--
	}
	return x.Fails
}

func (x *MemoryMailroom) RetireCopy(_ context.Context, name string) error {
	x.Did = append(x.Did, "retire "+name)
	if x.Fails == nil {
		x.Stand.Links = slices.DeleteFunc(x.Stand.Links, func(l exchange.LinkStatus) bool { return l.CopyName() == name })
	}
	return x.Fails
}

// ReceptionOf returns what came of mails: office and number of new changes by turns.
func ReceptionOf(mails ...any) (r exchange.Reception) {
	for i := 0; i < len(mails); i += 2 {
		d := exchange.ReceivedDiff{From: mails[i].(string), Fresh: mails[i+1].(int)}
		r.Mails = append(r.Mails, exchange.ReceivedMail{Diffs: []exchange.ReceivedDiff{d}})
	}
	return r
}

var exchangeDay = time.Date(2026, 11, 24, 9, 15, 0, 0, time.UTC)

func DaysAgo(n int) time.Time { return exchangeDay.AddDate(0, 0, -n) }

// sampleKey is a public signing key.
const sampleKey = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"

// register returns the register of some offices: code and scope by turns.
func register(codes ...string) exchange.Register {
	var all []portfolio.Record
	for i := 0; i < len(codes); i += 2 {
		role, key := portfolio.RoleOffice, sampleKey
		if codes[i] == "hq" {
			role = portfolio.RoleHeadquarters
		}
		if codes[i] == "newcomer" {
			key = ""
		}
		c := portfolio.Change{ID: portfolio.ID{Office: "hq", Incarnation: "k3f9ab", N: int64(i + 1)}, Person: "B. Coord",
			At: exchangeDay, Record: exchange.OfficeKey(codes[i])}
		for field, value := range map[string]string{portfolio.FieldRole: role, portfolio.FieldScope: codes[i+1],
			portfolio.FieldEmail: codes[i] + "@example.org", portfolio.FieldKey: key} {
			if value != "" {
				c.Fields = append(c.Fields, portfolio.Setting{Field: field, Value: value})
			}
		}
		slices.SortFunc(c.Fields, func(a, b portfolio.Setting) int { return strings.Compare(a.Field, b.Field) })
		c.Finish()
		all = append(all, portfolio.Record{ID: c.Record, Kind: portfolio.OfficeRecord, Log: portfolio.NewLog(c)})
	}
	return exchange.NewRegister(all, func(*portfolio.Change) bool { return true })
}

func LinkTo(office string, heard time.Time, toSend, open int64) exchange.LinkStatus {
	l := exchange.Link{Mine: "a484a650", Office: office, Incarnation: "26614a85", In: 40, Out: 100 + toSend + open,
		Acked: 100, Sent: 100 + open, HeardAt: heard, SentAt: heard.Add(time.Hour), Tries: 2, Version: "1.0"}
	return exchange.LinkStatus{Link: l, ToSend: toSend, Open: open}
}

// judgedChange is a change that headquarters says something of.
func (m *Memory) judgedChange(field, value string, what portfolio.Ruling, why string) exchange.HeldChange {
	r := m.RecordOf(SampleID)
	c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "k3f9ab", N: int64(len(value) + 20)},
		Person: "B. Field", At: deskDay, Record: SampleID, Fields: []portfolio.Setting{{Field: field, Value: value}}}
	c.Finish()
	return exchange.HeldChange{Change: c, Record: *r, Judgement: ruled(what, why)}
}

// ruled returns headquarters' ruling on a change that it received on 24 Nov
// 2026: it was held by the program, and then rejected by a person.
func ruled(what portfolio.Ruling, why string) portfolio.Judgement {
	at := func(n int64) portfolio.ID {
		return portfolio.ID{Office: "hq", Incarnation: "k3f9ab", N: n, Hash: "00000000"}
	}
	j := portfolio.Judgement{Day: 20261124}
	held := portfolio.Decision{By: at(1), Ruling: portfolio.Held, Why: why, Person: portfolio.Program, On: 20261124}
	if what != portfolio.Held {
		held.Why = "the start date needs headquarters"
		j.Add(&portfolio.Decision{By: at(2), Ruling: what, Why: why, Person: "B. Coord", Login: "bcoord", On: 20261125})
	}
	j.Add(&held)
	return j
}

// aboveLimit is a reason for which a budget is held.
const aboveLimit = "approved budget raised by US$ 2,865,433 (232.1 %), above the limit of 5 %"

// AtHeadquarters returns a portfolio with everything that the view Sync can
// show at headquarters.
func AtHeadquarters() (*Memory, *MemoryMailroom) {
	m := Conflicting()
	x := &MemoryMailroom{}
	older := LinkTo("roea", DaysAgo(90), 0, 3)
	older.Incarnation, older.Stale, older.Earlier, older.Dead = "11111111", true, true, true
	older.Told = "two mails of 3 Nov could not be read: \x1b[31mcut off\n after 60 %"
	x.Stand.SyncStatus = exchange.SyncStatus{Self: exchange.Self{Office: "hq", Headquarter: "hq", Incarnation: "a484a650", Roots: exchange.Roots{sampleKey}},
		Now: exchangeDay,
		Register: register("hq", "all", "roea", "ruritania,syldavia,global", "copak", "syldavia", "newcomer", "ruritania",
			"an-office-with-a-quite-long-code", "all"),
		Links: []exchange.LinkStatus{older, LinkTo("roea", DaysAgo(2), 4, 0), LinkTo("copak", DaysAgo(41), 118, 1234),
			LinkTo("an-office-with-a-quite-long-code", exchangeDay.Add(-6*time.Hour), 0, 1)}}
	x.Stand.Judged = []exchange.HeldChange{m.judgedChange(portfolio.FieldApproved, "4100000", portfolio.Held,
		portfolio.JoinReasons([]string{aboveLimit, "ABCX12 is outside the scope of roea"})),
		m.judgedChange(portfolio.FieldTitle, "A title from outside \x1b[31mwith an escape\x1b[0m, \u202eturned round, that is longer than any small terminal is wide", portfolio.Held, "ABCX12 is outside the scope of roea")}
	x.Stand.Refused = []ui.RefusedMail{{Name: "20261111T091500.1", File: "/data/rejected/20261111T091500.1.eml",
		At: DaysAgo(13), Why: "mail.eml: there is no diff in it", Do: "it may have been cut; ask the office to send again"}}
	x.Stand.Held, x.Stand.Desk.Refused = 2, 1
	text := "begin fieldfolio 1\nfrom = \"hq.a484a650\"\n[[change]]\nset.title = \"a line with an escape \x1b[31m, and longer than the screen of a small terminal is wide by far\"\n" + strings.Repeat("n = 13\n", 60) + "end\n"
	x.way = "as files in /data/outgoing, for any mail program to send"
	x.Out = []exchange.Mail{
		{Link: exchange.Link{Office: "copak"}, To: "copak@example.org", Text: text, Body: strings.Repeat("=", 1255),
			Number: 4, More: 30},
		{Link: exchange.Link{Office: "roea"}, Text: "begin fieldfolio 1\nend\n", Body: strings.Repeat("=", 325),
			Recipient: "age1"},
	}
	m.Ex = x
	return m, x
}

// AtOffice returns what an office sees.
func AtOffice() (*Memory, *MemoryMailroom) {
	m := &Memory{Doc: Sample()}
	x := &MemoryMailroom{}
	x.Stand.SyncStatus = exchange.SyncStatus{Self: exchange.Self{Office: "roea", Headquarter: "hq", Roots: exchange.Roots{sampleKey},
		HQEmail: "hq@example.org"}, Now: exchangeDay, Waiting: 12, Held: 1, Rejected: 1,
		Register: register("hq", "all", "roea", "syldavia"), Links: []exchange.LinkStatus{LinkTo("hq", DaysAgo(3), 12, 0)}}
	x.Stand.Judged = []exchange.HeldChange{m.judgedChange(portfolio.FieldApproved, "4100000", portfolio.Held,
		aboveLimit),
		m.judgedChange(portfolio.FieldEnd, "2013-01-31", portfolio.Rejected, "the donor has not signed")}
	m.Ex = x
	return m, x
}

func Headquarters() *Memory {
	m, _ := AtHeadquarters()
	return m
}

// NewHeadquarters has no office yet.
func NewHeadquarters() *Memory {
	m, x := AtHeadquarters()
	x.Stand = ui.MailroomStatus{SyncStatus: exchange.SyncStatus{Self: x.Stand.Self, Now: exchangeDay,
		Register: register("hq", "all")}}
	m.Editor.logs = nil
	return m
}

func Office() *Memory {
	m, _ := AtOffice()
	return m
}

// QuietOffice is an office for which nothing waits.
func QuietOffice() *Memory {
	m, x := AtOffice()
	x.Stand.Judged, x.Stand.Waiting, x.Stand.Held, x.Stand.Rejected = nil, 0, 0, 0
	return m
}

// Alone is a copy that exchanges with nobody.
func Alone() *Memory {
	m, x := AtOffice()
	x.Stand = ui.MailroomStatus{SyncStatus: exchange.SyncStatus{Self: exchange.Self{Office: portfolio.LocalOffice}}}
	return m
}

func AtHQ() *Memory { m, _ := AtHeadquarters(); return m }

func AtAnOffice() *Memory { m, _ := AtOffice(); return m }

// Silent is how fresh the figures of a headquarters are that has not heard from an
// office for 41 days.
func Silent() exchange.Freshness {
	return exchange.Freshness{Office: "copak", Heard: exchange.Heard{At: freshDay.AddDate(0, 0, -41), Now: freshDay}}
}

// InScope is how fresh the figures of an office are that keeps only some regions
// up to date.
func InScope() exchange.Freshness {
	return exchange.Freshness{Office: "hq", Above: "headquarters",
		Heard:   exchange.Heard{At: freshDay.AddDate(0, 0, -3), Now: freshDay},
		Outside: []exchange.Outside{{Region: "syldavia"}, {Region: "global"}}}
}

// freshDay is the day on which figures are looked at.
var freshDay = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// Busy is a headquarters with much to say: conflicts, held changes, a refused
// mail, an office that is silent.
func Busy(t testing.TB) *Memory {
	t.Helper()
	m := Seeded(t)
	m.Elsewhere("MLIU58", "end", "2012-11-30")
	m.Make("hq", "A. Desk", portfolio.Change{Record: "MLIU58",
		Fields: []portfolio.Setting{{Field: "end", Value: "2012-12-31"}}})
	m.Fresh = Silent()
	st := ui.MailroomStatus{Judged: make([]exchange.HeldChange, 3), Refused: make([]ui.RefusedMail, 1)}
	st.Self.Office, st.Self.Headquarter = "hq", "hq"
	st.Held, st.Desk.Refused = 3, 1
	m.Ex = &MemoryMailroom{Stand: st}
	return m
}
