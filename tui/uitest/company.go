package uitest

import (
	"context"
	"slices"
	"time"

	"fieldfolio/portfolio/access"
)

// MemoryCompany is sessions of people. Nothing is told of changes: a test sends ui.Beside.
type MemoryCompany struct {
	Here  []access.Present
	Edits []string // what was said to be edited, in order
	Acts  int      // how often the person acted
}

// Who returns the sessions.
func (c *MemoryCompany) Who() ([]access.Present, <-chan struct{}) { return slices.Clone(c.Here), nil }

// Editing notes what is edited.
func (c *MemoryCompany) Editing(record string) { c.Edits = append(c.Edits, record) }

// Acted counts.
func (c *MemoryCompany) Acted() { c.Acts++ }

// CompanyDay is when the sessions of Together began.
var CompanyDay = time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)

// Present is a session of a person of the office roea.
func Present(session, person string, role access.Role, editing string) access.Present {
	return access.Present{Visitor: access.Visitor{Session: session, Person: person, From: "192.0.2.7"}, Role: role,
		Office: "roea", Since: CompanyDay, Acted: CompanyDay.Add(time.Hour), Editing: editing}
}

// Together is two sessions of one person, of which the first is the test's, and one of another person, who edits
// ABCX12.
func Together(role access.Role) *MemoryCompany {
	return &MemoryCompany{Here: []access.Present{Present("s1", "A. Desk", role, ""),
		Present("s2", "A. Desk", role, ""), Present("s3", "Ben Okoro", access.Editor, SampleID)}}
}

// Trail returns the audit trail.
func (m *Memory) Trail(_ context.Context, most int) ([]access.Event, error) {
	return m.Events[:min(len(m.Events), most)], nil
}
