package quit_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestEarly sees that the program catches ctrl+\ before its other packages are
// initialized.
func TestEarly(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	program := t.TempDir() + "/fieldfolio.exe"
	if out, err := exec.Command("go", "build", "-o", program, "fieldfolio/cmd/fieldfolio").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	cmd := exec.Command(program, "--version")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		if name := strings.Fields(line); len(name) > 1 && strings.HasPrefix(name[1], "fieldfolio/") {
			if name[1] != "fieldfolio/cmd/fieldfolio/quit" {
				t.Errorf("%s is initialized before", name[1])
			}
			return
		}
	}
	t.Errorf("no package of the program is initialized: %s", out)
}
