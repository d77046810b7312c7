package ssh

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"fieldfolio/sync"
	"fieldfolio/sync/wire"
)

func TestGreeting(t *testing.T) {
	c := wire.Copy{Office: "roea", Incarnation: "k3f9ab12"}
	if got, err := readGreeting(bytes.NewReader(greetingOf(c))); err != nil || got != c {
		t.Errorf("%v %v", got, err)
	}
	in := strings.NewReader("fieldfolio sync 1 roea.k3f9ab12 and more\nD")
	if got, err := readGreeting(in); err != nil || got != c || in.Len() != 1 {
		t.Errorf("with more words: %v %v, %d bytes left", got, err, in.Len())
	}
	for said, want := range map[string]error{
		"":                                   io.EOF,
		"fieldfolio sync 2 roea.k3f9ab12\n":  errOtherVersion,
		"fieldfolio sync 1 roea\n":           &stranger{},
		"fieldfolio sync 1\n":                &stranger{},
		"fieldfolio sync 1 ../../x.y\n":      &stranger{},
		"Welcome!\n":                         &stranger{},
		"\x1b[2Jfieldfolio sync 1 a.b\n":     &stranger{},
		strings.Repeat("x", 10_000):          &stranger{},
		"fieldfolio sync 1 roea.k3f9ab12":    &stranger{},
		"sync: error opening 'exchange': No": &stranger{},
	} {
		_, err := readGreeting(strings.NewReader(said))
		_, odd := errors.AsType[*stranger](want)
		if got, is := errors.AsType[*stranger](err); is != odd || !odd && !errors.Is(err, want) || is && strings.Contains(got.Error(), "\x1b") {
			t.Errorf("%.40q: %v", said, err)
		}
	}
}

func TestMessage(t *testing.T) {
	for _, m := range []message{{kindDiff, []byte("x")}, {kindEnd, []byte{}}, reasonOf(kindRefused, "no", "do")} {
		got, err := readMessage(bytes.NewReader(m.bytes()))
		if err != nil || got.kind != m.kind || !bytes.Equal(got.content, m.content) {
			t.Errorf("%c: %v %v", m.kind, got, err)
		}
		for n := range len(m.bytes()) {
			if _, err := readMessage(bytes.NewReader(m.bytes()[:n])); !errors.Is(err, io.EOF) {
				t.Errorf("%c, %d bytes: %v", m.kind, n, err)
			}
		}
	}
	long := reasonOf(kindFailed, "a\x1b[2Jb\n"+strings.Repeat("c", 5000), "")
	why, do := long.reason()
	if len(long.content) > maxReason || strings.ContainsAny(why+do, "\x1b\n") || len(do) > 410 {
		t.Errorf("%q %q", why, do)
	}
}

// TestHostileSizes has the far end state sizes that it may not: nothing is allocated
// for them.
func TestHostileSizes(t *testing.T) {
	for kind, size := range map[byte]uint32{kindDiff: maxDiff + 1, kindEnd: 1, kindRefused: maxReason + 1, 'X': 0, 0: 1 << 31} {
		head := binary.BigEndian.AppendUint32([]byte{kind}, size)
		if _, err := readMessage(io.MultiReader(bytes.NewReader(head), endless{})); !errors.Is(err, errFormat) {
			t.Errorf("%q of %d bytes: %v", kind, size, err)
		}
	}
	head := binary.BigEndian.AppendUint32([]byte{kindDiff}, maxDiff)
	if n := testing.AllocsPerRun(5, func() { _, _ = readMessage(bytes.NewReader(head)) }); n > 10 {
		t.Errorf("%v allocations for what never came", n)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// TestLimits has far ends that are silent, that do not read, that never end, and that
// the user does not wait for.
func TestLimits(t *testing.T) {
	hq, roea := newPair(t)
	roea.whole(hq)
	self := must(roea.Peer.Ready(t.Context()))
	other := must(hq.Peer.Ready(t.Context()))
	open, _ := io.Pipe()
	greeted := func(then io.Reader) io.Reader { return io.MultiReader(bytes.NewReader(greetingOf(other)), then) }
	end := message{kind: kindEnd}
	over := func(ctx context.Context, l limits, in io.Reader, out io.Writer) error {
		e := roea.End
		e.limits = l
		_, err := e.over(ctx, self, in, out)
		return err
	}
	short := limits{silence: 50 * time.Millisecond, whole: time.Minute, messages: 10}
	if err := over(t.Context(), short, open, io.Discard); !errors.Is(err, errSilent) {
		t.Errorf("silent before the greeting: %v", err)
	}
	if err := over(t.Context(), short, greeted(open), io.Discard); !errors.Is(err, errSilent) {
		t.Errorf("silent after the greeting: %v", err)
	}
	_, full := io.Pipe()
	if err := over(t.Context(), short, greeted(open), full); !errors.Is(err, errSilent) {
		t.Errorf("a far end that does not read: %v", err)
	}
	if err := over(t.Context(), limits{time.Minute, 50 * time.Millisecond, 10}, greeted(open), io.Discard); !errors.Is(err, errOver) {
		t.Errorf("over time: %v", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if err := over(stopped, patient, greeted(open), io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	roea.edit(1)
	if err := over(t.Context(), patient, greeted(bytes.NewReader(end.bytes())), io.Discard); !errors.Is(err, errNoLink) {
		t.Errorf("an end at once: %v", err)
	}
	if l := roea.link("hq"); l.Sent == l.Out { // nobody has signed anything
		t.Errorf("counts as sent: %+v", l)
	}
	if err := over(t.Context(), limits{time.Minute, time.Minute, 0}, greeted(open), io.Discard); !errors.Is(err, errMany) {
		t.Errorf("too many messages: %v", err)
	}
}

// FuzzFarEnd reads what a far end may say, as the copy that calls and as the one that
// is called: nothing but a signed diff may change anything.
func FuzzFarEnd(f *testing.F) {
	hq, roea := newPair(f)
	roea.whole(hq)
	other := must(hq.Peer.Ready(context.Background()))
	roea.edit(1)
	talk := roea.Peer.Talk(other)
	m := must(talk.Next(context.Background(), 1<<20))
	diff, end, no := message{kindDiff, []byte(m.Body)}, message{kind: kindEnd}, reasonOf(kindRefused, "why", "do")
	f.Add(append(greetingOf(must(roea.Peer.Ready(context.Background()))), diff.bytes()...))
	f.Add(append(greetingOf(other), end.bytes()...))
	f.Add(append(greetingOf(other), no.bytes()...))
	f.Add(append(greetingOf(other), append(end.bytes(), end.bytes()...)...))
	f.Add([]byte("Welcome\nfieldfolio sync 1 hq.x\n"))
	stranger := newOffice(f, 3)
	if err := stranger.Peer.Found(context.Background(), foundingOf("apart")); err != nil {
		f.Fatal(err)
	}
	self := must(stranger.Peer.Ready(context.Background()))
	must(stranger.Peer.Compose(context.Background(), sync.Which{})) // it has signed its register
	before := len(stranger.log())
	f.Fuzz(func(t *testing.T, said []byte) {
		_, _ = stranger.over(context.Background(), self, bytes.NewReader(said), io.Discard)
		_, _ = stranger.Serve(context.Background(), bytes.NewReader(said), io.Discard)
		if n := len(stranger.log()); n != before {
			t.Errorf("%d changes, before %d", n, before)
		}
	})
}
