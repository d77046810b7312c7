package portfolio

// Ruling is what headquarters says of a change. The empty one is that it has
// effect.
type Ruling string

// The rulings. What is held or rejected has no effect.
const (
	Taken    Ruling = ""
	Held     Ruling = "held"     // waits for a person at headquarters
	Rejected Ruling = "rejected" // by a person at headquarters
)

// Judgement is what headquarters has said of one change, of all receipts that
// list it.
type Judgement struct {
	Day    Date   // the earliest; 0 if none is known
	By     ID     // the receipt with the largest id, whose ruling counts
	More   string // how it names the change behind its id, see ReceiptRef
	Ruling Ruling
	Why    string
	Person string
}
