package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// job is something that takes long, beside the screens: it says how far it is,
// and can be cancelled. One runs at a time.
type job struct {
	what   string // such as taking in mails
	cancel context.CancelFunc
	said   string // how far it is
}

// progress is how far a job is; next waits for what comes after.
type progress struct {
	job  *job
	text string
	next tea.Cmd
}

// jobEnded brings the answer of a job.
type jobEnded struct {
	job    *job
	answer tea.Msg
}

// jobPace is the least time between two reports of a job: each is a line on the
// wire.
const jobPace = 500 * time.Millisecond

// startJob begins a job. run is called beside the screens with a context that
// esc ends and a function that says how far it is; what it returns is delivered
// as the answer.
func startJob(base context.Context, what string, run func(ctx context.Context, report func(string)) tea.Msg) tea.Cmd {
	ctx, cancel := context.WithCancel(base)
	j := &job{what: what, cancel: cancel}
	return func() tea.Msg {
		news := make(chan string, 1)
		end := make(chan tea.Msg, 1)
		go func() {
			defer cancel()
			end <- run(ctx, pacedReport(news))
		}()
		return progress{j, "", waitFor(j, news, end)}
	}
}

// pacedReport returns a function that says how far a job is; what comes too soon
// after another is left out.
func pacedReport(news chan<- string) func(string) {
	var last time.Time
	return func(text string) {
		if now := time.Now(); now.Sub(last) >= jobPace {
			select {
			case news <- text:
				last = now
			default:
			}
		}
	}
}

func waitFor(j *job, news <-chan string, end <-chan tea.Msg) tea.Cmd {
	return func() tea.Msg {
		select {
		case text := <-news:
			return progress{j, text, waitFor(j, news, end)}
		case m := <-end:
			return jobEnded{j, m}
		}
	}
}

// working takes what a job says.
func (r *root) working(m progress) tea.Cmd {
	if r.job == nil {
		r.job = m.job
	}
	m.job.said = m.text
	return m.next
}

// worked takes the answer of a job.
func (r *root) worked(m jobEnded) tea.Cmd {
	if r.job == m.job {
		r.job = nil
	}
	return func() tea.Msg { return m.answer }
}

// cancelling is the action that ends a job before its time.
func (r *root) cancelling() keyMap {
	if r.job == nil {
		return nil
	}
	return keyMap{{name: "cancel", keys: []string{"esc"}, show: "esc", help: "cancel " + r.job.what, do: func() tea.Cmd {
		r.job.cancel()
		return say(notice{text: "cancelling " + r.job.what})
	}}}
}

// notice says what is at work and how far it is.
func (j *job) notice() notice {
	text := j.what + "…"
	if j.said != "" {
		text = j.what + ": " + j.said
	}
	return notice{text: text, hint: "esc cancels"}
}
