package sqlite

import (
	"context"
	"slices"
	"testing"
)

func TestMarks(t *testing.T) {
	ctx := context.Background()
	s := small(t)
	for _, step := range []struct{ add, drop, want []string }{
		{[]string{"1 7"}, nil, []string{"1 7"}},
		{[]string{"1 9"}, []string{"1 7"}, []string{"1 9"}},
		{[]string{"1 9", "1 8"}, nil, []string{"1 8", "1 9"}},
		{nil, []string{"1 8", "1 9", "1 10"}, nil},
	} {
		if err := s.Mark(ctx, "a", step.add, step.drop); err != nil {
			t.Fatal(err)
		}
		got, err := s.Marks(ctx, "a")
		if err != nil || !slices.Equal(got, step.want) {
			t.Errorf("%v %v, want %v", got, err, step.want)
		}
		if other, err := s.Marks(ctx, "b"); err != nil || len(other) > 0 {
			t.Errorf("another mailbox has %v %v", other, err)
		}
	}
}
