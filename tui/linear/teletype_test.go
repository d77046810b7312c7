package linear

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// entered returns the lines that become of what is typed in pieces, what is left of one, and what is echoed.
func entered(t *testing.T, text []byte, piece int) (lines []string, rest, echo string) {
	t.Helper()
	var out bytes.Buffer
	in, keys := io.Pipe()
	tt := newTeletype(in, &out)
	go func() {
		for len(text) > 0 {
			n := min(piece, len(text))
			if _, err := keys.Write(text[:n]); err != nil {
				return
			}
			text = text[n:]
		}
		_ = keys.Close()
	}()
	for {
		select {
		case line, ok := <-tt.lines:
			if !ok {
				rest = tt.begun()
				tt.close()
				_ = in.Close()
				return lines, rest, out.String()
			}
			lines = append(lines, line)
		case <-tt.interrupt:
		}
	}
}

// Erasing takes back what was echoed, a character with all that belongs to it.
func TestErase(t *testing.T) {
	for _, c := range []struct{ typed, want, echo string }{
		{"ab\x7f", "a", "ab\b \b"},
		{"a世\x7f", "a", "a世\b \b\b \b"},
		{"ae\u0301\x7f", "a", "ae\u0301\b \b"},
		{"世世\x7f", "世", "世世\b \b\b \b"},
		{strings.Repeat("世", 1000) + strings.Repeat("\x7f", 999), "世", ""},
		{"ab\x15", "", "ab\b \b\b \b"},
		{"\x7f", "", ""},
	} {
		if _, got, echo := entered(t, []byte(c.typed), 7); got != c.want || c.echo != "" && echo != c.echo {
			t.Errorf("%q: %q is left, %q echoed", c.typed, got, echo)
		}
	}
}

// A long line is erased about as fast as it is typed.
func BenchmarkEraseLine(b *testing.B) {
	t := &teletype{out: newOutlet(io.Discard)}
	defer t.out.close()
	for b.Loop() {
		t.line = bytes.Repeat([]byte("世"), longestLine/3)
		t.take(ctrlU)
	}
}

// Whatever is typed, lines are whole characters, bounded and without controls, however it is cut; plain lines arrive
// as they are.
func FuzzTeletype(f *testing.F) {
	for _, s := range []string{"ab\x7f\r", "\x1b[A\x1b[1;5C\x1bOPx\r\n", "é\xc3\r", "\x1b]52;c;x\r", "a\tb\x15c\x03d\r", "世\x08\x08\r\n\n"} {
		f.Add([]byte(s), "plain é 世")
	}
	f.Fuzz(func(t *testing.T, b []byte, plain string) {
		b = bytes.ReplaceAll(b, []byte{ctrlD}, nil)
		lines, rest, _ := entered(t, b, 1+len(b)/3)
		again, restAgain, _ := entered(t, b, 1)
		if strings.Join(lines, "\n") != strings.Join(again, "\n") || rest != restAgain {
			t.Errorf("%q becomes %q and %q, and in pieces %q and %q", b, lines, rest, again, restAgain)
		}
		for _, l := range append(lines, rest) {
			if len(l) > longestLine || !utf8.ValidString(l) || strings.ContainsFunc(l, func(r rune) bool { return r < ' ' }) {
				t.Errorf("%q becomes the line %q", b, l)
			}
		}
		want := strings.Map(func(r rune) rune {
			if r < ' ' || r == erase || r > 0x17f {
				return -1
			}
			return r
		}, strings.ToValidUTF8(plain, ""))
		want = strings.TrimSpace(strings.Map(func(r rune) rune {
			if r > 0x7f && r < 0xa1 {
				return -1
			}
			return r
		}, want))
		if got, _, _ := entered(t, []byte(want+"\r"), 3); len(want) <= longestLine && (len(got) != 1 || got[0] != want) {
			t.Errorf("%q becomes %q", want, got)
		}
	})
}
