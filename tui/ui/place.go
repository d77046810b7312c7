package ui

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/breakdown"
)

// Place is a project in a list. Without a list only its number is known.
type Place struct {
	Number string
	Record string // record id; empty if only the number is known
	Spec   breakdown.ListSpec
	Index  int
	Count  int // 0 without a list
	// Visit moves the selection of the list along to a project, whose record is given; nil without a
	// list.
	Visit func(index int, record string) tea.Cmd
}
