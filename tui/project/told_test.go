package project

import (
	"testing"

	"fieldfolio/tui/uitest"
)

// What headquarters says of a change stands on the project's page.
func TestToldByHeadquarters(t *testing.T) {
	for _, s := range uitest.SmallSizes {
		showing(t, uitest.Told(), s.W, s.H).Press("end").Golden("told/project-" + s.Name)
	}
}
