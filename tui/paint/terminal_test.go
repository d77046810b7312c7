package paint

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A size that is not known counts as 80 by 24, at first and later.
func TestSizes(t *testing.T) {
	later := make(chan Size, 3)
	later <- Size{0, 0}
	later <- Size{-1, 30}
	later <- Size{120, 0}
	close(later)
	s := (&Options{Terminal: &Terminal{Width: 0, Height: 50, Sizes: later}}).device()
	if w, h, err := s.GetSize(); w != 80 || h != 50 || err != nil {
		t.Errorf("at first %d by %d, %v", w, h, err)
	}
	var got []tea.Msg
	s.sizes(nil, func(m tea.Msg) { got = append(got, m) })
	want := []tea.Msg{tea.WindowSizeMsg{Width: 80, Height: 24}, tea.WindowSizeMsg{Width: 80, Height: 30},
		tea.WindowSizeMsg{Width: 120, Height: 24}}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("told %v, want %v", got, want)
		}
	}
	if w, h, err := s.GetSize(); w != 120 || h != 24 || err != nil {
		t.Errorf("in the end %d by %d, %v", w, h, err)
	}
}
