package mailbox

import (
	"context"
	"fieldfolio/sync/mail/compose"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func letter() compose.Letter {
	return compose.Letter{From: "desk-roea@exam.org", To: "hq-desk@example.org", Subject: "fieldfolio roea", Body: "begin fieldfolio 1\nend fieldfolio 1\n",
		Date: time.Date(2011, 4, 11, 9, 15, 0, 0, time.UTC)}
}

func TestFiles(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	file := File(filepath.Join(dir, "one.eml"))
	if _, err := file.Send(ctx, letter()); err != nil {
		t.Fatal(err)
	}
	if _, err := file.Send(ctx, letter()); err == nil {
		t.Error("a mail was overwritten")
	}
	out := filepath.Join(dir, "outgoing")
	if err := os.Mkdir(out, 0o700); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := Directory(out).Send(ctx, letter()); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := os.ReadDir(out); err != nil || len(list) != 3 {
		t.Errorf("%d mails, %v", len(list), err)
	}
}

func TestSendmail(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "sendmail")
	script := "#!/bin/sh\ncat > " + filepath.Join(dir, "got") + "\necho \"$@\" > " + filepath.Join(dir, "args") + "\n"
	if err := os.WriteFile(program, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("no shell here")
	}
	if _, err := (Sendmail{Program: program}).Send(context.Background(), letter()); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "got"))
	want, _ := letter().Bytes()
	if err != nil || string(got) != string(want) {
		t.Errorf("%q %v", got, err)
	}
	args, _ := os.ReadFile(filepath.Join(dir, "args"))
	if !strings.Contains(string(args), "hq-desk@example.org") {
		t.Errorf("%s", args)
	}
	slow := filepath.Join(dir, "slow")
	if err := os.WriteFile(slow, []byte("#!/bin/sh\nexec sleep 20\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := (Sendmail{Program: slow, patience: 100 * time.Millisecond}).Send(context.Background(), letter()); !Unreachable(err) || !strings.Contains(err.Error(), "did not end in time") {
		t.Errorf("a program that does not end: %v", err)
	}
	if _, err := (Sendmail{Program: filepath.Join(dir, "none")}).Send(context.Background(), letter()); err == nil {
		t.Error("a program that is not there has sent")
	}
}
