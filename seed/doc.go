// Package seed is the portfolio of the programme document as embedded TOML,
// the loader that checks it, and synthetic portfolios for tests and benchmarks.
//
//	doc, err := seed.Document()            // the document: 83 projects
//	doc, err := seed.Load(os.DirFS("dir")) // the same files from elsewhere
//	doc := seed.Synthetic(100_000, 1)      // made up, the same for each seed
//
// # Files
//
// Each file begins with a comment that explains its keys.
//
//	programmes.toml     the reference date; the programmes, with years and States
//	service-lines.toml  the service lines that we assign
//	places.toml         places, and what each text of the country column means
//	field.toml          Annex 3: field projects in the order of its ten lists
//	global.toml         Annex 2: global programmes, some with a provisional number
//	outcomes.toml       Sections VI to VIII and XI(C): outcomes and activities
//	published.toml      printed totals and counts, with the rules that recompute them
//
// # Reading one
//
//	[[project]]
//	number = "RERF23"
//	programme = "afghanistan-neighbours"  # so it stands in Annex 3, X
//	row = 20                              # in the 20th row
//	approved = 4277843                    # what was taken, in US dollars
//	printed_approved = "4,277.843"        # what was printed
//
//	[[project.note]]                      # why the two differ
//	field = "approved"
//	taken = "4,277,843"
//	why = "A point stands where the second comma belongs."
//
// Amounts are whole US dollars, or text where there are cents ("12.50"). Days
// are text, YYYY-MM-DD. Shares are text, code:per cent. A note without taken
// is something to know of a value that was taken as printed; assumed = true
// marks a value that the print does not give.
//
// # Why the loader reads the printed form
//
// It reads each printed amount and day as a stranger would. Where that is not
// the value taken, a note must say why. So nothing can be corrected silently,
// neither by whoever made these files nor by whoever changes them. All faults
// are reported at once, each with its file, table and field.
package seed
