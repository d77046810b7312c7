package portfolio

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
