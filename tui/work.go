package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// job is something that may take long, beside the screens: it says how far it
// is, wherever the person is by then, and esc stops it. What is done within a
// blink says nothing.
type job struct {
	req  *request
	what string // such as taking in mails
	said string // how far it is
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
// wire. blink is how long a job may take without a word.
const jobPace = 500 * time.Millisecond

var blink = 300 * time.Millisecond // 0 in tests, so that they need no clock

// asJob makes a command a job, which is stopped through the context of q.
func asJob(q *request, what string, do tea.Cmd) tea.Cmd {
	return startJob(q, what, func(func(string)) tea.Msg { return do() })
}

// startJob begins a job. run is called beside the screens, with a function that
// says how far it is; what it returns is delivered as the answer.
func startJob(q *request, what string, run func(report func(string)) tea.Msg) tea.Cmd {
	j := &job{req: q, what: what}
	return func() tea.Msg {
		news, end := make(chan string, 1), make(chan tea.Msg, 1)
		go func() { end <- run(pacedReport(news)) }()
		next := waitFor(j, news, end)
		if blink > 0 {
			select {
			case m := <-end:
				return m
			case <-time.After(blink):
			}
		}
		return progress{j, "", next}
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
	if m.job.said = m.text; !slices.Contains(r.jobs, m.job) {
		r.jobs = append(r.jobs, m.job)
	}
	return m.next
}

// worked takes the answer of a job.
func (r *root) worked(m jobEnded) tea.Cmd {
	r.jobs = slices.DeleteFunc(r.jobs, func(j *job) bool { return j == m.job })
	return func() tea.Msg { return m.answer }
}

// stopping is the action that stops what takes longer, the latest first.
func (r *root) stopping() keyMap {
	if len(r.jobs) == 0 {
		return nil
	}
	j := r.jobs[len(r.jobs)-1]
	return keyMap{{name: "stop", keys: []string{"esc"}, show: "esc", foot: "stop", help: "stop " + j.what, do: func() tea.Cmd {
		j.req.cancel()
		return nil
	}}}
}

// notice says what is at work and how far it is.
func (j *job) notice() notice {
	text := j.what + "…"
	if j.said != "" {
		text = j.what + ": " + j.said
	}
	return notice{text: text, hint: "esc stops it"}
}
