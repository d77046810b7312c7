package shell

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/report/revision"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// Revisions are what upgrades changed in the figures, the newest first.
type Revisions struct {
	All    []revision.Revision
	Untold []revision.Revision // those that the person has not been told yet
}

// revised is the page of what upgrades changed. Any key closes it that does not scroll it.
type revised struct{ ui.Screen }

// Spoken says the page without the blank lines between its sentences.
func (r *revised) Spoken() ui.Spoken {
	s := r.Screen.Spoken()
	s.Facts = draw.NonEmpty(s.Facts...)
	return s
}

// Notice says how to close the page, unless there is more of it below.
func (r *revised) Notice() ui.Notice {
	if n := r.Screen.Notice(); !n.Empty() {
		return n
	}
	return ui.Notice{Text: "any key closes this page", Hint: ": finds it again", Tip: true}
}

// revisedPage returns the page of some revisions.
func (r *Root) revisedPage(of []revision.Revision) *revised {
	var said []string
	for i := range of {
		if i > 0 {
			said = append(said, of[i].Title(), "")
		}
		for _, s := range of[i].Said {
			said = append(said, s, "")
		}
	}
	return &revised{sheet.NewText(of[0].Title(), said, r.Face())}
}

// tellRevisions opens the page of what the person has not been told yet.
func (r *Root) tellRevisions() tea.Cmd {
	if len(r.Revisions.Untold) == 0 {
		return nil
	}
	return r.push(r.revisedPage(r.Revisions.Untold))
}

// revisions is the action that shows what upgrades changed; none if they changed nothing.
func (r *Root) revisions() ui.KeyMap {
	if len(r.Revisions.All) == 0 {
		return nil
	}
	return ui.KeyMap{{Name: "revisions", Help: "figures that a new release changed, and why",
		Do: func() tea.Cmd { return ui.Open(r.revisedPage(r.Revisions.All)) }}}
}
