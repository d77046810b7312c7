package paint

import (
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// typed is a piece of input, and the time that passes before it.
type typed struct {
	after time.Duration
	piece string
}

// hand types pieces.
type hand struct {
	pieces []typed
	end    chan struct{} // closed: the terminal is gone
}

func (h *hand) Read(p []byte) (int, error) {
	if len(h.pieces) == 0 {
		<-h.end
		return 0, io.EOF
	}
	t := h.pieces[0]
	h.pieces = h.pieces[1:]
	time.Sleep(t.after)
	return copy(p, t.piece), nil
}

// String returns what was typed.
func (in input) String() string {
	if in.paste != nil {
		return pasteStart + in.paste.text.String() + pasteEnd
	}
	return in.key
}

// passed returns what keys pass on of some pieces, and after which time each part.
func passed(t *testing.T, pieces ...typed) (parts []string, at []time.Duration) {
	t.Helper()
	synctest.Test(t, func(*testing.T) {
		h := &hand{pieces: pieces, end: make(chan struct{})}
		k := newKeys(h, func() {})
		k.patience.Store(int64(400 * time.Millisecond))
		start := time.Now()
		time.AfterFunc(time.Minute, func() { close(h.end) })
		for {
			in, err := k.next()
			if err != nil {
				return
			}
			if since, n := time.Since(start), len(at); n > 0 && at[n-1] == since {
				parts[n-1] += in.String()
			} else {
				parts, at = append(parts, in.String()), append(at, since)
			}
		}
	})
	return parts, at
}

const soon = 390 * time.Millisecond

// A sequence in pieces is one key.
func TestSplitKey(t *testing.T) {
	for _, key := range []string{"\x1b[A", "\x1bOP", "\x1b[1;5C", "\x1b[[A", "\x1b[<0;10;20M", "\x1b[M !!", "\x1b[99;5u", "é", "世",
		"\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b]52;c;x\a", "\x1bP>|tmux\x1b\\"} {
		for i := 1; i < len(key); i++ {
			parts, _ := passed(t, typed{piece: key[:i]}, typed{soon, key[i:] + "j"})
			if got := strings.Join(parts, ""); got != key+"j" {
				t.Errorf("%q in two pieces at %d: %q", key, i, got)
			}
		}
	}
}

func TestKeys(t *testing.T) {
	for _, c := range []struct {
		name   string
		pieces []typed
		want   string
		last   time.Duration // when the last part comes
	}{
		{"esc alone", []typed{{0, "\x1b"}}, "\x1b", 400 * time.Millisecond},
		{"esc, then a key", []typed{{0, "\x1b"}, {100 * time.Millisecond, "q"}}, "\x1b" + "q", 100 * time.Millisecond},
		{"esc twice", []typed{{0, "\x1b"}, {soon, "\x1b"}}, "\x1b" + "|" + "\x1b", soon + 400*time.Millisecond},
		{"esc, then an arrow", []typed{{0, "\x1b\x1b[A"}}, "\x1b" + "\x1b[A", 0},
		{"alt and a key", []typed{{0, "\x1bq"}}, "\x1bq", 0},
		{"esc, then a bracket", []typed{{0, "\x1b"}, {soon, "["}}, "\x1b" + "[", soon + 400*time.Millisecond},
		{"the rest is lost", []typed{{0, "\x1b[1;"}, {time.Second, "q"}}, "q", time.Second},
		{"a broken sequence, then ctrl+c", []typed{{0, "\x1b[1;\x03"}}, "\x1b[1;\x03", 0},
		{"half a character", []typed{{0, "\xc3"}, {time.Second, "q"}}, "q", time.Second},
		{"not UTF-8", []typed{{0, "\xffq"}}, "q", 0},
		{"paste", []typed{{0, pasteStart + "a\x1b[Ab"}, {soon, pasteEnd + "q"}}, pasteStart + "a\x1b[Ab" + pasteEnd + "q", soon},
		{"the end of a paste in pieces", []typed{{0, pasteStart + "a\x1b[20"}, {soon, "1~q"}}, pasteStart + "a" + pasteEnd + "q", soon},
		{"a paste without an end", []typed{{0, pasteStart + "ab"}, {time.Second + soon, "q"}},
			pasteStart + "ab" + pasteEnd + "|q", time.Second + soon},
		{"a paste without an end that breaks off in a sequence", []typed{{0, pasteStart + "ab\x1b"}, {2 * time.Second, "q"}},
			pasteStart + "ab\x1b" + pasteEnd + "|q", 2 * time.Second},
		{"ctrl+c in a paste", []typed{{0, pasteStart + "ab\x03"}}, pasteStart + "ab" + pasteEnd + "\x03", 0},
		{"ctrl+c in a paste, as Kitty sends it", []typed{{0, pasteStart + "ab\x1b[99;5u"}},
			pasteStart + "ab" + pasteEnd + "\x1b[99;5u", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			parts, at := passed(t, c.pieces...)
			if got := strings.Join(parts, "|"); got != c.want || at[len(at)-1] != c.last {
				t.Errorf("got %q after %v, want %q after %v", got, at, c.want, c.last)
			}
		})
	}
}

// However input is cut, the same keys come out, and nothing is held for ever.
func TestCuts(t *testing.T) {
	words := []string{"\x1b[A", "\x1b[1;5C", "\x1bOP", "j", "é", "世", "\x1b[27u", pasteStart + "some text" + pasteEnd, "\x03"}
	rapid.Check(t, func(r *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 20).Draw(r, "words"), "")
		var pieces []typed
		for rest := text; rest != ""; {
			n := rapid.IntRange(1, len(rest)).Draw(r, "cut")
			pieces = append(pieces, typed{time.Duration(rapid.IntRange(0, 399).Draw(r, "ms")) * time.Millisecond, rest[:n]})
			rest = rest[n:]
		}
		parts, _ := passed(t, pieces...)
		if got := strings.Join(parts, ""); got != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

// text returns what is ready.
func (k *keys) text() string {
	var all strings.Builder
	for _, in := range k.ready {
		all.WriteString(in.String())
	}
	return all.String()
}

// A sequence that does not end costs little, and its end is the next one's beginning.
func TestEndlessSequence(t *testing.T) {
	for _, c := range []struct{ begins, ends string }{{"\x1b]52;c;", "\a"}, {"\x1bP", "\x1b\\"}, {"\x1b[", "u"}, {"\x1b_", "\x1b\\"}} {
		k := &keys{}
		for range 1 << 20 / 64 {
			k.held = append(k.held, strings.Repeat("1", 64)...)
			if len(k.ready) == 0 && len(k.held) == 64 {
				k.held = []byte(c.begins + strings.Repeat("1", 64))
			}
			if k.split(); len(k.held) > longestKey {
				t.Fatalf("%q: %d bytes are held", c.begins, len(k.held))
			}
		}
		k.held = append(k.held, c.ends+"q"...)
		if k.split(); k.text() != "q" || len(k.held) > 0 {
			t.Errorf("%q: %q is passed on, %q is held", c.begins, k.text(), k.held)
		}
	}
}

// A paste that does not end costs no more than the longest, and is told to be cut.
func TestEndlessPaste(t *testing.T) {
	k := &keys{held: []byte(pasteStart)}
	piece := []byte(strings.Repeat("é", 2048))
	for range 16 << 20 / len(piece) {
		k.held = append(k.held, piece...)
		k.split()
	}
	k.held = append(k.held, pasteEnd+"q"...)
	k.split()
	p := k.ready[0].paste
	if n := p.text.Len(); n < longestPaste || n > longestPaste+1 || p.text.Cap() > 3*longestPaste || !p.cut {
		t.Errorf("%d bytes of a paste are kept, cut %v", n, p.cut)
	}
	if k.ready[1].key != "q" || len(k.ready) > 2 {
		t.Errorf("%d keys are passed on", len(k.ready))
	}
}

// pieces reads a text in pieces of given lengths, in turn.
type pieces struct {
	text  []byte
	cuts  []byte
	piece int
}

func (p *pieces) Read(b []byte) (int, error) {
	if len(p.text) == 0 {
		return 0, io.EOF
	}
	n := len(p.text)
	if len(p.cuts) > 0 {
		n = min(n, 1+int(p.cuts[p.piece%len(p.cuts)]))
	}
	p.piece++
	n = copy(b, p.text[:n])
	p.text = p.text[n:]
	return n, nil
}

// Whatever arrives, in whatever pieces: keys end, hold little, pass on whole characters only, and of plain text
// all of it.
func FuzzKeys(f *testing.F) {
	for _, s := range []string{"\x1b[200~\x1b[", "\x1b]52;", "\x1b\x1b\x1bO", "\x1b[M\xff\xc3", "\x1b[200~a\x03b", "plain é 世 text",
		"\x1b[1;\x00x", "\x9dx", "\x1b[999zq"} {
		f.Add([]byte(s), []byte{0}, "plain")
		f.Add([]byte(s), []byte{3, 0, 200}, "é")
	}
	f.Fuzz(func(t *testing.T, b, cuts []byte, plain string) {
		if len(b) > 1<<14 || len(plain) > 1<<14 {
			return
		}
		synctest.Test(t, func(t *testing.T) {
			if got := heard(t, b, cuts); len(got) > len(b)*len(pasteStart+pasteEnd) {
				t.Errorf("%q became %q", b, got)
			}
			want := strings.Map(printable, plain)
			if got := heard(t, []byte(want), cuts); got != want {
				t.Errorf("%q became %q", want, got)
			}
		})
	})
}

// printable drops what is no plain character.
func printable(r rune) rune {
	if r < ' ' || r == utf8.RuneError || r == 0x7f {
		return -1
	}
	return r
}

// heard returns what keys pass on of a text that arrives in pieces.
func heard(t *testing.T, text, cuts []byte) string {
	t.Helper()
	k := newKeys(&pieces{text: text, cuts: cuts}, func() {})
	k.patience.Store(int64(400 * time.Millisecond))
	defer k.close()
	var got strings.Builder
	for {
		in, err := k.next()
		if err != nil {
			return got.String()
		}
		got.WriteString(in.String())
		if len(k.held) > longestKey+4096 || len(k.ready) > 1<<16 {
			t.Fatalf("%d bytes are held, %d ready", len(k.held), len(k.ready))
		}
	}
}
