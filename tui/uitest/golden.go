package uitest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fieldfolio/tui/shell"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// BelowViews draws all but the line of views, which has golden screens of its own:
// so another view does not change those of every screen.
func BelowViews(r *shell.Root) string {
	_, rest, _ := strings.Cut(r.Draw(), "\n")
	return rest
}

// SameAsFile compares a text with a golden file.
func SameAsFile(t testing.TB, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s\ngot:\n%swant:\n%s", name, got, want)
	}
}

// Sizes are those that every screen has a golden of.
var Sizes = []struct {
	Name string
	W, H int
}{{"40x12", 40, 12}, {"80x24", 80, 24}, {"120x40", 120, 40}, {"200x60", 200, 60}}

// SmallSizes are those of pages that scroll on small terminals.
var SmallSizes = []struct {
	Name string
	W, H int
}{{"60x20", 60, 20}, {"80x24", 80, 24}, {"120x40", 120, 40}}
