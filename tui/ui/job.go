package ui

import (
	"fmt"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Job is work that may take long, beside the screens: it reports its progress wherever the person
// is by then, and esc stops it. A job shorter than Blink reports nothing.
type Job struct {
	Req  *Request
	What string // such as "Receiving mails"
	Said string // its progress
}

// Notice says what is running and how far it is.
func (j *Job) Notice() Notice {
	text := j.What + "…"
	if j.Said != "" {
		text = j.What + ": " + j.Said
	}
	return Notice{Text: text, Hint: "esc stops it"}
}

// Progress is the progress of a job; next waits for what follows.
type Progress struct {
	Job  *Job
	Text string
	Next tea.Cmd
}

// JobEnded carries the answer of a job.
type JobEnded struct {
	Job    *Job
	Answer tea.Msg
}

// jobPace is the minimum time between two reports of a job, since each costs bytes. Blink is how
// long a job runs before its first report.
const jobPace = 500 * time.Millisecond

var Blink = 300 * time.Millisecond // 0 in tests, so that they need no clock

// AsJob makes a command a job, which is stopped through the context of q.
func AsJob(q *Request, what string, do tea.Cmd) tea.Cmd {
	return StartJob(q, what, func(func(string)) tea.Msg { return do() })
}

// StartJob starts a job. run is called beside the screens with a function that reports progress;
// its result is delivered as the answer.
func StartJob(q *Request, what string, run func(report func(string)) tea.Msg) tea.Cmd {
	j := &Job{Req: q, What: what}
	return func() tea.Msg {
		news, end := make(chan string, 1), make(chan tea.Msg, 1)
		go func() { end <- caught(func() tea.Msg { return run(pacedReport(news)) }) }()
		next := waitFor(j, news, end)
		if Blink > 0 {
			select {
			case m := <-end:
				return passed(m)
			case <-time.After(Blink):
			}
		}
		return Progress{j, "", next}
	}
}

// panicked is the result of a job that has panicked.
type panicked struct {
	value any
	stack []byte
}

// caught returns a panic of run as its result: it would end the process, and with it all sessions.
func caught(run func() tea.Msg) (m tea.Msg) {
	defer func() {
		if v := recover(); v != nil {
			m = panicked{v, debug.Stack()}
		}
	}()
	return run()
}

// passed panics with the panic of a job, in the command that waits for it: there the program takes it.
func passed(m tea.Msg) tea.Msg {
	if p, is := m.(panicked); is {
		panic(fmt.Sprintf("%v\n%s", p.value, p.stack))
	}
	return m
}

// pacedReport returns a function that reports progress, and drops reports that follow too soon.
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

func waitFor(j *Job, news <-chan string, end <-chan tea.Msg) tea.Cmd {
	return func() tea.Msg {
		select {
		case text := <-news:
			return Progress{j, text, waitFor(j, news, end)}
		case m := <-end:
			return JobEnded{j, passed(m)}
		}
	}
}
