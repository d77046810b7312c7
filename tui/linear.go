package tui

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// linear shows the screens line by line: for a screen reader, a braille line
// or the slowest link. Nothing is drawn, moved or drawn again; what a screen says
// is its Spoken, and what can be done are its actions, by number, key or name.
type linear struct {
	root  *root
	in    *bufio.Scanner
	out   *bufio.Writer
	work  chan tea.Msg
	under int  // commands under way
	gone  bool // quitting

	said  string // what was said last, so that nothing is said twice
	first int    // the first choice that was not said yet
	asked bool   // a choice of a form was made: the next line is its text
}

// linearPage is how many choices are said at once, linearWidth and linearHeight
// the size that screens are made for.
const (
	linearPage   = 20
	linearWidth  = 100
	linearHeight = 60
)

// longWork is after how long it is said that something is still at work.
const longWork = 2 * time.Second

func newLinear(r *root, in io.Reader, out io.Writer) *linear {
	return &linear{root: r, in: bufio.NewScanner(in), out: bufio.NewWriter(out), work: make(chan tea.Msg, 16)}
}

// run says the first screen, and then does what each line asks for until the
// input ends or a person quits.
func (l *linear) run(ctx context.Context) error {
	l.do(ctx, l.root.Init())
	l.send(ctx, tea.WindowSizeMsg{Width: linearWidth, Height: linearHeight})
	lines := l.read(ctx)
	for {
		l.settle(ctx)
		if l.gone || ctx.Err() != nil {
			return ctx.Err()
		}
		if err := l.say(); err != nil {
			return err
		}
		select {
		case line, ok := <-lines:
			if !ok {
				return l.leave(ctx)
			}
			l.take(ctx, strings.TrimSpace(line))
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// leave quits when the input has ended, as soon as what was typed is kept.
func (l *linear) leave(ctx context.Context) error {
	l.do(ctx, l.root.quit())
	l.settle(ctx)
	return l.in.Err()
}

// read hands over the lines that are typed.
func (l *linear) read(ctx context.Context) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for l.in.Scan() {
			select {
			case lines <- l.in.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// do runs a command beside the loop.
func (l *linear) do(ctx context.Context, c tea.Cmd) {
	if c == nil {
		return
	}
	l.under++
	go func() {
		m := c()
		select {
		case l.work <- m:
		case <-ctx.Done():
		}
	}()
}

// settle waits for all commands, and says now and then that it does.
func (l *linear) settle(ctx context.Context) {
	for l.under > 0 && !l.gone {
		select {
		case m := <-l.work:
			l.under--
			l.deliver(ctx, m)
		case <-time.After(longWork):
			l.line("still at work…")
			_ = l.out.Flush()
		case <-ctx.Done():
			return
		}
	}
}

func (l *linear) deliver(ctx context.Context, m tea.Msg) {
	switch m := m.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range m {
			l.do(ctx, c)
		}
	case tea.QuitMsg:
		l.gone = true
	default:
		l.send(ctx, m)
	}
}

func (l *linear) send(ctx context.Context, m tea.Msg) {
	_, c := l.root.Update(m)
	l.do(ctx, c)
}

func (l *linear) line(text string) {
	for _, s := range wrap(text, linearWidth) {
		_, _ = fmt.Fprintln(l.out, s)
	}
}

// say says the screen if it says something else than before, what the status
// line has to say, and what is asked for.
func (l *linear) say() error {
	s := l.root.top().Spoken()
	text := strings.Join(append([]string{s.title}, s.facts...), "\n") + "\n" + strconv.Itoa(s.count) + strings.Join(s.after, "\n")
	if l.asked {
		l.line(s.ask)
	} else if text != l.said {
		l.said, l.first = text, 0
		for _, x := range append(nonEmpty(s.title), s.facts...) {
			l.line(x)
		}
		l.choices(s)
		for _, x := range s.after {
			l.line(x)
		}
	}
	if s.now != "" {
		l.line(sentence(s.now))
	}
	if n := l.root.said(); !n.empty() && !n.tip {
		l.line(sentence(joined(n.text, n.hint)))
	}
	l.line(l.hint(s))
	_, _ = io.WriteString(l.out, "> ")
	return l.out.Flush()
}

// choices says the next page of choices.
func (l *linear) choices(s spoken) {
	end := min(l.first+linearPage, s.count)
	for ; l.first < end; l.first++ {
		text := s.item(l.first)
		if text == "" {
			text = "…"
		}
		l.line(strconv.Itoa(l.first+1) + ". " + text)
	}
	if left := s.count - l.first; left > 0 {
		l.line(number(left, "more.", "more."))
	}
}

// hint says what can be typed now.
func (l *linear) hint(s spoken) string {
	if l.asked || s.count == 0 && s.ask != "" {
		text := "Type it, or nothing to leave it as it is"
		if !l.asked {
			text = sentence(s.ask) + " " + text
		}
		return sentence(text)
	}
	var parts []string
	if s.count > 0 {
		parts = append(parts, "Number to choose")
	}
	if l.first < s.count {
		parts = append(parts, "nothing for more")
	}
	for _, a := range append(l.root.own(), l.root.keys()...) {
		if a.foot != "" && a.why() == "" && a.keys[0] != "enter" {
			parts = append(parts, a.keys[0]+" "+a.foot)
		}
	}
	return sentence(strings.Join(parts, ", "))
}
