package mailbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fieldfolio/portfolio/durable"
)

// Maildir is a directory with new mails in new and mails that a program has
// seen in cur, each in a file of its own. The mark of a mail is its name
// without its flags.
type Maildir string

// Fetch calls take for each mail that is not marked. Ours go to cur with the
// flag S; others stay where they are.
func (d Maildir) Fetch(ctx context.Context, marks Marks, take func(string, []byte) (bool, error)) error {
	box := "maildir:" + string(d)
	known, err := marks.Marks(ctx, box)
	if err != nil {
		return err
	}
	there, err := d.mails()
	if err != nil {
		return err
	}
	done := map[string]bool{}
	for _, mark := range known {
		done[mark] = true
	}
	for _, name := range there {
		if err := ctx.Err(); err != nil {
			return err
		}
		mark := unflagged(name)
		if done[mark] {
			continue
		}
		raw, err := readMail(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // another program has moved it; it is there the next time
		}
		if err != nil {
			return trouble(durable.Reason(err), "make the maildir readable for yourself", "the mail %s cannot be read", name)
		}
		ours, err := take(mark, raw)
		if err != nil {
			return err
		}
		if ours {
			d.see(name)
		}
		if err := marks.Mark(ctx, box, []string{mark}, nil); err != nil {
			return err
		}
	}
	return d.forget(ctx, marks, box, known, there)
}

// mails returns the files in new and cur, oldest name first.
func (d Maildir) mails() ([]string, error) {
	var all []string
	for _, sub := range []string{"new", "cur"} {
		entries, err := os.ReadDir(filepath.Join(string(d), sub))
		if err != nil {
			return nil, trouble(durable.Reason(err), "name a directory in which new and cur are", "%s is no maildir", string(d))
		}
		for _, e := range entries {
			if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
				all = append(all, filepath.Join(string(d), sub, e.Name()))
			}
		}
	}
	slices.SortFunc(all, func(a, b string) int { return strings.Compare(filepath.Base(a), filepath.Base(b)) })
	return all, nil
}

// unflagged returns the part of a mail's name that stays the same.
func unflagged(name string) string {
	base, _, _ := strings.Cut(filepath.Base(name), ":")
	return base
}

func readMail(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open a mail: %w", err)
	}
	defer func() { _ = f.Close() }()
	raw, err := io.ReadAll(io.LimitReader(f, MaxSize))
	if err != nil {
		return nil, fmt.Errorf("read a mail: %w", err)
	}
	return raw, nil
}

// see moves a mail into cur with the flag S, as mail programs do. Failure is
// ignored: the mark is enough.
func (d Maildir) see(name string) {
	base, flags, _ := strings.Cut(filepath.Base(name), ":2,")
	if !strings.Contains(flags, "S") {
		letters := []byte(flags + "S")
		slices.Sort(letters)
		flags = string(letters)
	}
	_ = os.Rename(name, filepath.Join(string(d), "cur", base+":2,"+flags))
}

// forget deletes the marks of mails that no longer exist.
func (d Maildir) forget(ctx context.Context, marks Marks, box string, known, there []string) error {
	still := map[string]bool{}
	for _, name := range there {
		still[unflagged(name)] = true
	}
	gone := slices.DeleteFunc(slices.Clone(known), func(mark string) bool { return still[mark] })
	if len(gone) == 0 {
		return nil
	}
	return marks.Mark(ctx, box, nil, gone)
}
