package tui

import (
	"context"
	"strings"
	"testing"

	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/uitest"
)

// colleague changes something between the first look and the second.
type colleague struct {
	src   *uitest.Memory
	looks int
}

func (*colleague) Wait(ctx context.Context) (provenance.News, error) {
	<-ctx.Done()
	return provenance.News{}, ctx.Err()
}

func (w *colleague) Look(ctx context.Context) (n provenance.News, moved bool, err error) {
	if w.looks++; w.looks != 2 {
		return n, false, nil
	}
	made, err := w.src.Change(ctx, "Awa", setting("ABCX28", "title", "Ports"))
	for _, c := range made {
		r := w.src.RecordOf(c.Target())
		n.Changes = append(n.Changes, provenance.NewChange{Change: c, Name: r.Name(), Kind: r.Kind})
	}
	return n, true, err
}

// TestLinearTellsNews checks that what another person changed is said before the next answer, once,
// and that the answer shows it.
func TestLinearTellsNews(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	said := converse(t, src, Options{Export: src.Exporter(), In: strings.NewReader("where\nwhere\nwhere\n"),
		Watch: &colleague{src: src}})
	answers := strings.Split(said, "\n> ")
	for i, want := range []int{0, 0, 1, 0} {
		if n := strings.Count(answers[i], "Awa changed ABCX28: title."); n != want || strings.Contains(answers[i], "changed") != strings.HasPrefix(answers[i], "Awa") {
			t.Errorf("answer %d says the news %d times, want %d:\n%s", i, n, want, answers[i])
		}
	}
	if !strings.Contains(answers[2], "ABCX28, Ports,") {
		t.Errorf("the list is still as it was:\n%s", answers[2])
	}
}
