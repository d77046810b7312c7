package portfolio

import "strings"

// Ruling is headquarters' decision on a change. The empty ruling means that the
// change has effect.
type Ruling string

// The rulings. Held and rejected changes have no effect.
const (
	Taken    Ruling = ""
	Held     Ruling = "held"     // waiting for a person at headquarters
	Rejected Ruling = "rejected" // by a person at headquarters
)

// Judgement is headquarters' ruling on one change, merged from all receipts
// that list the change.
type Judgement struct {
	Day    Date   // the earliest; 0 if none is known
	By     ID     // the receipt with the largest id, whose ruling applies
	More   string // how it identifies the change beyond its id, see ReceiptRef
	Ruling Ruling
	Why    string
	Person string
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
