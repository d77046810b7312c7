package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/sqlite/dbfile"
	"fieldfolio/tui/ui"
)

// rejectedBeside returns the directory of the rejected mails.
func rejectedBeside(s *session) string { return besideDatabase(s, "rejected") }

// besideDatabase returns the path of a directory in that of the database.
func besideDatabase(s *session, name string) string {
	return dbfile.Beside(s.store.Path(), func(database string) string {
		return filepath.Join(filepath.Dir(database), name)
	})
}

// mostRefused is the maximum number of rejected mails on the screen.
const mostRefused = 50

// rejectedMails returns the names of the rejected mails that nobody has dismissed, the newest first.
func rejectedMails(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &hinted{fmt.Sprintf("%s cannot be read: %s", dir, durable.Reason(err).Error()),
			"make it readable for yourself"}
	}
	var names []string
	for _, e := range slices.Backward(entries) { // their names begin with the time
		if base, is := strings.CutSuffix(e.Name(), ".txt"); is && e.Type().IsRegular() {
			names = append(names, base)
		}
	}
	return names, nil
}

// refusedIn returns the rejected mails, the newest first, at most so many.
func refusedIn(dir string, most int) ([]ui.RefusedMail, error) {
	names, err := rejectedMails(dir)
	var out []ui.RefusedMail
	for _, base := range names {
		at, wrong := time.Parse("20060102T150405", base[:min(len(base), len("20060102T150405"))])
		text, unread := os.ReadFile(filepath.Join(dir, base+".txt"))
		if wrong != nil || unread != nil || len(out) == most {
			continue
		}
		why, do, _ := strings.Cut(strings.TrimSpace(string(text[:min(len(text), 4000)])), "\n")
		out = append(out, ui.RefusedMail{Name: base, File: filepath.Join(dir, base+".eml"), At: at, Why: why, Do: do})
	}
	return out, err
}

// dismiss moves a rejected mail with its reason into the directory done.
func dismiss(dir, refused string) error {
	if filepath.Base(refused) != refused {
		return &hinted{oneLine(refused) + " is not a rejected mail", "fieldfolio sync rejected lists them"}
	}
	done := filepath.Join(dir, "done")
	err := os.MkdirAll(done, 0o700)
	for _, ext := range []string{".eml", ".txt"} {
		if err == nil {
			err = os.Rename(filepath.Join(dir, refused+ext), filepath.Join(done, refused+ext))
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &hinted{oneLine(refused) + " is not a rejected mail", "fieldfolio sync rejected lists them"}
	case err != nil:
		return &hinted{"it cannot be moved: " + durable.Reason(err).Error(), "make the directory rejected writable"}
	}
	return nil
}
