package paint

import (
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

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

// passed returns what keys pass on of some pieces, and after which time each part.
func passed(t *testing.T, pieces ...typed) (parts []string, at []time.Duration) {
	t.Helper()
	synctest.Test(t, func(*testing.T) {
		h := &hand{pieces: pieces, end: make(chan struct{})}
		k := newKeys(h, func() {})
		k.patience.Store(int64(400 * time.Millisecond))
		start := time.Now()
		time.AfterFunc(time.Minute, func() { close(h.end) })
		p := make([]byte, 4096)
		for {
			n, err := k.Read(p)
			if err != nil {
				return
			}
			parts, at = append(parts, string(p[:n])), append(at, time.Since(start))
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
			if got := strings.Join(parts, "|"); got != key+"j" {
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
		{"esc alone", []typed{{0, "\x1b"}}, escKey, 400 * time.Millisecond},
		{"esc, then a key", []typed{{0, "\x1b"}, {100 * time.Millisecond, "q"}}, escKey + "q", 100 * time.Millisecond},
		{"esc twice", []typed{{0, "\x1b"}, {soon, "\x1b"}}, escKey + "|" + escKey, soon + 400*time.Millisecond},
		{"esc, then an arrow", []typed{{0, "\x1b\x1b[A"}}, escKey + "\x1b[A", 0},
		{"alt and a key", []typed{{0, "\x1bq"}}, "\x1bq", 0},
		{"esc, then a bracket", []typed{{0, "\x1b"}, {soon, "["}}, escKey + "[", soon + 400*time.Millisecond},
		{"the rest is lost", []typed{{0, "\x1b[1;"}, {time.Second, "q"}}, "q", time.Second},
		{"a broken sequence, then ctrl+c", []typed{{0, "\x1b[1;\x03"}}, "\x1b[1;\x03", 0},
		{"half a character", []typed{{0, "\xc3"}, {time.Second, "q"}}, "q", time.Second},
		{"not UTF-8", []typed{{0, "\xffq"}}, "\xffq", 0},
		{"paste", []typed{{0, pasteStart + "a\x1b[Ab"}, {soon, pasteEnd + "q"}}, pasteStart + "a\x1b[Ab|" + pasteEnd + "q", soon},
		{"the end of a paste in pieces", []typed{{0, pasteStart + "a\x1b[20"}, {soon, "1~q"}}, pasteStart + "a|" + pasteEnd + "q", soon},
		{"a paste without an end", []typed{{0, pasteStart + "ab"}, {time.Second + soon, "q"}},
			pasteStart + "ab|" + pasteEnd + "|q", time.Second + soon},
		{"a paste without an end that breaks off in a sequence", []typed{{0, pasteStart + "ab\x1b"}, {2 * time.Second, "q"}},
			pasteStart + "ab|\x1b|" + pasteEnd + "|q", 2 * time.Second},
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

// Whatever arrives, every byte is passed on or given up, and the keys of what was passed on are
// whole.
func FuzzKeys(f *testing.F) {
	for _, s := range []string{"\x1b[200~\x1b[", "\x1b]52;", "\x1b\x1b\x1bO", "\x1b[M\xff\xc3"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) == 0 {
			return
		}
		if n := keyLength(b); n < 0 || n > len(b) {
			t.Fatalf("%q has a key of %d bytes", b, n)
		}
		k := &keys{held: slices.Clone(b)}
		k.split()
		for range 2 * len(b) {
			if len(k.held) == 0 {
				break
			}
			k.giveUp()
		}
		if len(k.held) > 0 {
			t.Fatalf("%q is held for ever", k.held)
		}
	})
}
