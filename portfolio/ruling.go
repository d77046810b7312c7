package portfolio

import (
	"slices"
	"strings"
)

// Ruling is headquarters' decision on a change. The empty ruling means that the
// change has effect.
type Ruling string

// The rulings. Held and rejected changes have no effect.
const (
	Taken    Ruling = ""
	Held     Ruling = "held"     // waiting for a person at headquarters
	Rejected Ruling = "rejected" // by a person at headquarters
)

// Program is the person of changes and rulings that headquarters' program makes
// by itself.
const Program = "headquarters, by the register"

// Judgement is headquarters' ruling on one change, merged from all receipts
// that list the change. The embedded decision is that of the receipt with the
// largest id, which applies.
type Judgement struct {
	Decision
	Earlier []Decision // those that it replaced, in the order of their ids
	More    string     // how the receipt identifies the change beyond its id, see ReceiptRef
	// Day is when the change reached headquarters: what the correction with the
	// largest id says, otherwise the earliest receipt; 0 if no receipt does.
	Day        Date
	Correction ID   // that says so; zero if none does
	Receipted  bool // a receipt that is no correction gives a day
}

// Decision is one ruling on a change. The zero value is that of a change that
// headquarters has not ruled on.
type Decision struct {
	By     ID // the receipt
	Ruling Ruling
	Why    string
	Person string // Program if no person ruled
	Login  string // of the person; empty if it is not known
	On     Date   // by headquarters' clock
}

// Author returns who ruled, such as B. Coord (bcoord); Program for the program.
func (d *Decision) Author() string { return NameAndLogin(d.Person, d.Login) }

// ByPerson reports whether a person ruled, not the program.
func (d *Decision) ByPerson() bool { return d.By != (ID{}) && d.Person != Program }

// Sentence describes the decision, such as rejected by B. Coord, headquarters,
// 24 Nov 2026: the donor has not signed. The program's has no name and no day:
// it rules when a change arrives.
func (d *Decision) Sentence() string {
	verb := string(d.Ruling)
	if d.Ruling == Taken {
		verb = "accepted"
	}
	s := verb + " by headquarters"
	if d.ByPerson() {
		s = verb + " by " + d.Author() + ", headquarters"
		if d.On.Known() {
			s += ", " + d.On.Shown()
		}
	}
	if d.Why != "" {
		s += ": " + d.Why
	}
	return s
}

// Accepted reports whether a change has effect because a person or the program
// accepted it after it was held or rejected.
func (j *Judgement) Accepted() bool {
	return j.Ruling == Taken && (j.ByPerson() || len(j.Earlier) > 0)
}

// Add merges another decision into j, in any order. It reports whether d is the
// one that applies.
func (j *Judgement) Add(d *Decision) bool {
	order := func(a Decision, id ID) int { return a.By.Compare(id) }
	i, known := slices.BinarySearchFunc(j.Earlier, d.By, order)
	switch {
	case known || d.By == j.By:
		return false
	case d.By.Compare(j.By) < 0:
		j.Earlier = slices.Insert(slices.Clone(j.Earlier), i, *d)
		return false
	case j.By != (ID{}):
		j.Earlier = append(slices.Clone(j.Earlier), j.Decision)
	}
	j.Decision = *d
	return true
}

// The largest numbers of characters of a reason, and of all reasons together.
const (
	maxOneReason = 400
	maxReasons   = 2000
)

// betweenReasons separates the reasons of a ruling, which do not contain it.
const betweenReasons = "; "

// JoinReasons returns the reasons of a ruling as one text.
func JoinReasons(reasons []string) string {
	out := make([]string, len(reasons))
	for i, r := range reasons {
		out[i] = cutTo(strings.ReplaceAll(r, betweenReasons, ", "), maxOneReason)
	}
	return cutTo(strings.Join(out, betweenReasons), maxReasons)
}

func cutTo(text string, limit int) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), limit)])
}

// Reasons returns each reason of the ruling. A person gives one.
func (j *Judgement) Reasons() []string {
	switch {
	case j.Why == "":
		return nil
	case j.Ruling == Held:
		return strings.Split(j.Why, betweenReasons)
	}
	return []string{j.Why}
}
