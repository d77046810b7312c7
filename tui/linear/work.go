package linear

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
)

// The delay before it is first said that work is running, and the longest silence after that.
const (
	firstWord    = 2 * time.Second
	longestQuiet = time.Minute
)

// settle waits for all commands, and says so at growing intervals. cancel and ctrl+c end the
// waiting; all other lines are queued.
func (l *Mode) settle() {
	quiet, waited := firstWord, time.Duration(0)
	word := l.After(quiet)
	for l.under > l.adrift && !l.Gone {
		select {
		case m := <-l.work:
			l.arrived(m)
		case line, ok := <-l.more():
			l.hear(line, ok)
		case <-l.stop:
			l.end()
		case _, open := <-l.interrupt:
			if !open {
				l.end()
				continue
			}
			l.put("\n") // the terminal has written ^C
			l.cancel()
		case <-word:
			waited += quiet
			quiet = min(2*quiet, longestQuiet)
			word = l.After(quiet)
			l.line(draw.Sentence("Still at work after " + ui.Number(int(waited/time.Second), "second", "seconds") + ": " +
				l.atWork()))
			if waited == firstWord {
				l.line("cancel ends it.")
			}
			l.Flush()
		case <-l.Ctx.Done():
			return
		}
	}
}

// atWork says what is running, and its progress.
func (l *Mode) atWork() string {
	j := l.Root.Latest()
	if j == nil {
		return l.Doing
	}
	return draw.Joined(j.What, draw.Clean(j.Said))
}

// waitingLines is the maximum number of queued lines.
const waitingLines = 100

// more returns the channel of lines, nil if the queue is full.
func (l *Mode) more() <-chan string {
	if len(l.queue) >= waitingLines {
		return nil
	}
	return l.lines
}

// hear handles a line typed while work is running.
func (l *Mode) hear(line string, ok bool) {
	switch {
	case !ok:
		l.over()
	case line == "cancel" && len(l.queue) == 0:
		l.cancel()
	default:
		l.queue = append(l.queue, line)
	}
}

// cancel cancels what is running. The second time, it no longer waits for what has not stopped.
func (l *Mode) cancel() {
	if j, n := l.Root.Latest(), l.works.Cancel(); n > 0 && j != nil {
		l.line(draw.Sentence("Cancelling " + j.What))
	} else if n > 0 {
		l.line("Cancelling.")
	} else {
		l.line("It is no longer waited for; what comes of it will be said.")
		l.adrift = l.under
	}
	l.Flush()
}

// do runs a command beside the loop.
func (l *Mode) do(c tea.Cmd) {
	if c == nil {
		return
	}
	l.under++
	l.Beside(func() {
		m := c()
		select {
		case l.work <- m:
		case <-l.Ctx.Done():
		}
	})
}

// arrived handles the message of a command.
func (l *Mode) arrived(m tea.Msg) {
	l.under--
	l.adrift = min(l.adrift, l.under)
	l.deliver(m)
}

func (l *Mode) deliver(m tea.Msg) {
	switch m := m.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range m {
			l.do(c)
		}
	case tea.QuitMsg:
		l.Gone = true
	case ui.Copied:
		l.copied(m)
	case shell.Moved:
		l.news(m)
	case shell.Left:
		l.send(m)
		if text := ui.NoticeWords(l.Root.Status); !m.Said.Empty() && text != "" {
			l.line(text)
			l.Root.Status = ui.Notice{}
		}
	default:
		l.send(m)
	}
}

func (l *Mode) send(m tea.Msg) {
	_, c := l.Root.Update(m)
	l.do(c)
}

// copied says a text that would go to the clipboard unchanged, including the tabs between its
// values.
func (l *Mode) copied(m ui.Copied) {
	l.line(draw.Sentence("To copy, " + m.What + ", between two lines of hyphens"))
	l.put("---\n" + m.Text + "\n---\n")
}

func (l *Mode) press(k tea.KeyPressMsg) {
	l.send(k)
	l.settle()
}

// news says what others have changed.
func (l *Mode) news(m shell.Moved) {
	if text := m.News.Sentence(); text != "" {
		l.line(draw.Sentence(text))
	}
	l.moved = &m
}

// renew has the screens show what others have changed. It comes after the line that was typed, whose
// number is one of the list that was said before.
func (l *Mode) renew() {
	if l.moved != nil {
		l.send(*l.moved)
		l.moved = nil
	}
}
