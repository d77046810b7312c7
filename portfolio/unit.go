package portfolio

// Unit is the unit of a measure, or of a published figure.
type Unit string

// The units.
const (
	USDollars Unit = "usd"      // figures are cents
	PerCent   Unit = "percent"  // figures are hundredths of a per cent
	Projects  Unit = "projects" // figures are numbers of projects
)
