package shell

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/ui"
)

// working handles the progress of a job.
func (r *Root) working(m ui.Progress) tea.Cmd {
	if m.Job.Said = m.Text; !slices.Contains(r.Jobs, m.Job) {
		r.Jobs = append(r.Jobs, m.Job)
	}
	return m.Next
}

// worked handles the end of a job.
func (r *Root) worked(m ui.JobEnded) tea.Cmd {
	r.Jobs = slices.DeleteFunc(r.Jobs, func(j *ui.Job) bool { return j == m.Job })
	return func() tea.Msg { return m.Answer }
}

// Latest returns the job that was started last, nil if there is none.
func (r *Root) Latest() *ui.Job {
	if len(r.Jobs) == 0 {
		return nil
	}
	return r.Jobs[len(r.Jobs)-1]
}

// stopping is the action that stops the latest job.
func (r *Root) stopping() ui.KeyMap {
	j := r.Latest()
	if j == nil {
		return nil
	}
	return ui.KeyMap{{Name: "stop", Keys: []string{"esc"}, Show: "esc", Foot: "stop", Help: "stop " + j.What,
		Do: func() tea.Cmd {
			j.Req.Cancel()
			return nil
		}}}
}
