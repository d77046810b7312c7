package mail

import (
	"slices"
	"strings"

	"fieldfolio/portfolio/legible"
)

// Undelivered is a recipient of a mail of which the report of a mail server says
// that it was not delivered, or is late. Anybody can write such a report.
type Undelivered struct {
	Addresses []string // as the mail was sent, then as the server had it, if that is another
	Late      bool     // the server still tries
}

// mostReported is the maximum number of recipients of a report, and of
// characters in each address.
const mostReported = 100

// recipients returns the recipients in the body of a delivery status (RFC 3464):
// groups of fields, of which the first is about the mail.
func recipients(body []byte) (out []Undelivered) {
	for group := range strings.SplitSeq(strings.ReplaceAll(string(body), "\r\n", "\n"), "\n\n") {
		var original, final, action string
		for line := range strings.Lines(group) {
			name, value, _ := strings.Cut(line, ":")
			switch strings.ToLower(strings.TrimSpace(name)) {
			case "original-recipient":
				original = reported(value)
			case "final-recipient":
				final = reported(value)
			case "action":
				action = strings.ToLower(strings.TrimSpace(value))
			}
		}
		known := slices.DeleteFunc([]string{original, final}, func(a string) bool { return a == "" })
		if len(known) > 0 && len(out) < mostReported && (action == "" || action == "failed" || action == "delayed") {
			out = append(out, Undelivered{Addresses: slices.Compact(known), Late: action == "delayed"})
		}
	}
	return out
}

// reported returns the address in a field of a delivery status, such as
// rfc822;a@example.org; empty if there is none.
func reported(value string) string {
	_, address, _ := strings.Cut(value, ";")
	address = strings.Trim(legible.Line(strings.TrimSpace(address)), "<>")
	if len(address) > mostReported || strings.Count(address, "@") != 1 || strings.ContainsAny(address, " ;,") {
		return ""
	}
	return address
}
