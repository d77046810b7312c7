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
	"fieldfolio/sync/mail"
)

// Maildir is a directory with new mails in new and mails that a program has
// seen in cur, each in a file of its own. The mark of a mail is its name
// without its flags, and its size, so that one that was read while it was still
// being written is read again.
type Maildir string

// Fetch calls take for the mails that are not marked. Ours go to cur with the
// flag S; others stay where they are.
func (d Maildir) Fetch(ctx context.Context, marks Marks, take func([]Mail) ([]bool, error)) (Rest, error) {
	v := &shelf{dir: d, marks: marks, take: take, box: "maildir:" + string(d), done: map[string]bool{}}
	known, err := marks.Marks(ctx, v.box)
	if err != nil {
		return Rest{}, err
	}
	for _, mark := range known {
		v.done[mark] = true
	}
	there, err := d.mails()
	if err != nil {
		return Rest{}, err
	}
	for _, name := range there {
		if err := ctx.Err(); err != nil {
			return v.rest, err
		}
		if err := v.read(ctx, name); err != nil {
			return v.rest, err
		}
	}
	if err := v.hand(ctx); err != nil {
		return v.rest, err
	}
	return v.rest, d.forget(ctx, marks, v.box, known, there)
}

// shelf is one visit of a maildir.
type shelf struct {
	dir    Maildir
	marks  Marks
	take   func([]Mail) ([]bool, error)
	box    string
	done   map[string]bool
	rest   Rest
	batch  []Mail
	names  []string // of the files of the batch
	keys   []string // their marks
	bytes  int
	others []string // marks of what is not ours
}

// read adds a mail to the batch unless it is marked or cannot be ours, and hands
// the batch over if that is large enough.
func (v *shelf) read(ctx context.Context, name string) error {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // another program has moved it; it is there the next time
	}
	var raw []byte
	mark := unflagged(name)
	if err == nil {
		if v.done[mark] || v.done[mark+" "+fmt.Sprint(info.Size())] {
			return nil
		}
		mark += " " + fmt.Sprint(info.Size())
		raw, err = readMail(name, info.Size())
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		v.rest.Skipped = append(v.rest.Skipped, Skipped{Name: "the file " + name, Why: durable.Reason(err).Error()})
		return nil
	case raw == nil:
		v.others = append(v.others, mark)
	default:
		v.batch = append(v.batch, Mail{Name: "the file " + filepath.Base(name), Raw: raw})
		v.names, v.keys, v.bytes = append(v.names, name), append(v.keys, mark), v.bytes+len(raw)
	}
	if len(v.batch) >= manyMails || v.bytes >= manyBytes || len(v.others) >= atOnce {
		return v.hand(ctx)
	}
	return nil
}

// hand hands the batch over and stores its marks.
func (v *shelf) hand(ctx context.Context) error {
	defer func() { v.batch, v.names, v.keys, v.bytes, v.others = nil, nil, nil, 0, nil }()
	if len(v.batch)+len(v.others) == 0 {
		return nil
	}
	var ours []bool
	var failed error
	if len(v.batch) > 0 {
		ours, failed = v.take(v.batch)
	}
	for i, is := range ours {
		if is {
			v.dir.see(v.names[i])
		}
	}
	marked := slices.Concat(v.others, v.keys[:len(ours)])
	if err := v.marks.Mark(context.WithoutCancel(ctx), v.box, marked, nil); failed == nil {
		failed = err
	}
	return failed
}

// mails returns the files in new and cur, oldest name first.
func (d Maildir) mails() ([]string, error) {
	var all []string
	for _, sub := range []string{"new", "cur"} {
		entries, err := os.ReadDir(filepath.Join(string(d), sub))
		if err != nil {
			return nil, trouble(durable.Reason(err), "name a directory in which new and cur are", "%s is not a maildir", string(d))
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

// readMail reads a mail. The result is nil for one that is large and does not
// begin like ours.
func readMail(name string, size int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	raw := []byte{}
	if size > doubtful {
		if raw, err = io.ReadAll(io.LimitReader(f, chunk)); err != nil {
			return nil, err //nolint:wrapcheck // of the file
		}
		if _, may := mail.Glance(raw); !may {
			return nil, nil
		}
	}
	rest, err := io.ReadAll(io.LimitReader(f, int64(largest-len(raw))))
	return append(raw, rest...), err
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
	gone := slices.DeleteFunc(slices.Clone(known), func(mark string) bool {
		return still[mark] || still[mark[:max(0, strings.LastIndexByte(mark, ' '))]]
	})
	if len(gone) == 0 {
		return nil
	}
	return marks.Mark(ctx, box, nil, gone)
}
