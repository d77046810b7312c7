// Package rejected keeps mails that were not taken in, with the reason, in a
// folder on the disk, until a person is done with them. It is bounded by age,
// size and number, so that nobody can fill the disk with bad mail: the oldest
// ones go first.
package rejected

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio/durable"
)

// Folder is the path of a folder of rejected mails. It need not exist. Each mail
// is two files in it, NAME.txt with the reason and NAME.eml as it came; those a
// person is done with are in its folder done.
type Folder string

// Mail is a rejected mail.
type Mail struct {
	Name string // for Dismiss; begins with the time
	File string // path of the mail
	At   time.Time
	Why  string
	Do   string // what to do about it
}

// stamp is the form of the time with which names begin.
const stamp = "20060102T150405"

const doneFolder = "done"

// Keep keeps a mail with the reason and the remedy. It reports whether the mail
// is there already; then nothing is written.
func (f Folder) Keep(now time.Time, raw []byte, why, do string) (again bool, err error) {
	if err := durable.MakeDir(string(f), 0o700); err != nil {
		return false, fmt.Errorf("keep a rejected mail: %w", err)
	}
	sum := sha256.Sum256(raw)
	mark := hex.EncodeToString(sum[:6])
	if again, err = f.has("-" + mark + ".eml"); err != nil || again {
		return again, err
	}
	base := filepath.Join(string(f), now.UTC().Format(stamp+".000000000")+"-"+mark)
	err = durable.Create(base+".txt", []byte(why+"\n"+do+"\n"))
	if err == nil {
		err = durable.Create(base+".eml", raw)
	}
	return false, err
}

// has reports whether the name of a file in the folder, or in done, ends so.
func (f Folder) has(end string) (bool, error) {
	for _, dir := range []string{string(f), filepath.Join(string(f), doneFolder)} {
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, fmt.Errorf("look at the rejected mails: %w", err)
		}
		if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return strings.HasSuffix(e.Name(), end) }) {
			return true, nil
		}
	}
	return false, nil
}

// longestReason is how many bytes of a reason are read.
const longestReason = 4000

// List returns at most limit mails with which nobody is done, the newest first.
func (f Folder) List(limit int) ([]Mail, error) {
	entries, err := os.ReadDir(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list the rejected mails: %w", err)
	}
	var out []Mail
	for _, e := range slices.Backward(entries) { // their names begin with the time
		base, is := strings.CutSuffix(e.Name(), ".txt")
		if !is || !e.Type().IsRegular() || len(out) == limit {
			continue
		}
		at, err := time.Parse(stamp, base[:min(len(base), len(stamp))])
		text, read := os.ReadFile(filepath.Join(string(f), e.Name()))
		if err != nil || read != nil {
			continue
		}
		why, do, _ := strings.Cut(strings.TrimSpace(string(text[:min(len(text), longestReason)])), "\n")
		out = append(out, Mail{Name: base, File: filepath.Join(string(f), base+".eml"), At: at, Why: why, Do: do})
	}
	return out, nil
}

// Is reports whether a person may mean the mail by a name: its own, that of its
// file, or that of the file or mail in which it came, with which Why begins.
func (m *Mail) Is(name string) bool {
	if name == "" {
		return false
	}
	return name == m.Name || name == filepath.Base(m.File) ||
		strings.HasPrefix(m.Why, name+": ") || strings.HasPrefix(m.Why, name+", ")
}

// Dismiss moves a mail with its reason into the folder done. It returns
// fs.ErrInvalid for what is not the name of a mail.
func (f Folder) Dismiss(name string) error {
	if filepath.Base(name) != name {
		return fs.ErrInvalid
	}
	done := filepath.Join(string(f), doneFolder)
	err := durable.MakeDir(done, 0o700)
	for _, ext := range []string{".eml", ".txt"} {
		if err == nil {
			err = os.Rename(filepath.Join(string(f), name+ext), filepath.Join(done, name+ext))
		}
	}
	return err
}
