package mail

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// File writes one letter to the file of this name, which must not exist yet.
type File string

// Send writes the letter; another file of that name is never touched.
func (f File) Send(ctx context.Context, l Letter) (string, error) {
	raw, err := l.Bytes()
	if err != nil {
		return "", err
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	err = Keep(string(f), raw)
	if errors.Is(err, fs.ErrExist) {
		return "", trouble(err, "name a new file", "the file %s exists and is not overwritten", string(f))
	}
	return string(f), err
}

// Close does nothing: the letter is on the disk.
func (f File) Close() error { return nil }

// Directory writes each letter to a file of its own in the folder of this
// name, for whoever carries them on: a stick, another program, a person.
type Directory string

// Send writes the letter to a file named after its date and receiver. Where
// that name is taken, a number is added.
func (d Directory) Send(ctx context.Context, l Letter) (string, error) {
	raw, err := l.Bytes()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(string(d), 0o700); err != nil {
		return "", fmt.Errorf("write mail: %w", err)
	}
	stem := l.Date.UTC().Format("20060102-150405") + "-" + FileSafe(l.To)
	for n := 1; ctx.Err() == nil; n++ {
		name := filepath.Join(string(d), stem+".eml")
		if n > 1 {
			name = filepath.Join(string(d), fmt.Sprintf("%s-%d.eml", stem, n))
		}
		if err := Keep(name, raw); !errors.Is(err, fs.ErrExist) {
			return name, err
		}
	}
	return "", ctx.Err()
}

// Close does nothing: the letters are on the disk.
func (d Directory) Close() error { return nil }

// FileSafe keeps what every file system takes, of at most 64 characters.
func FileSafe(address string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', strings.ContainsRune("@.-_", r):
			return r
		}
		return '_'
	}, address)
	return safe[:min(len(safe), 64)]
}

// Keep makes a file that only the user can read. It is there whole or not at all,
// on the disk itself, under a name that nobody else has. The error is fs.ErrExist
// if somebody has.
func Keep(name string, raw []byte) error {
	temporary, err := writeSynced(filepath.Dir(name), raw)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, plain(err))
	}
	defer func() { _ = os.Remove(temporary) }()
	if err := moveNew(temporary, name); err != nil {
		return fmt.Errorf("write %s: %w", name, plain(err))
	}
	return SyncFolder(filepath.Dir(name))
}

// writeSynced writes raw to a new file in folder, whose name begins with a dot
// so that nobody takes it for a mail.
func writeSynced(folder string, raw []byte) (name string, err error) {
	f, err := os.CreateTemp(folder, ".fieldfolio-*.tmp")
	if err != nil {
		return "", err
	}
	_, err = f.Write(raw)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return f.Name(), err
}

// moveNew gives a file its final name. A link does this in one step and fails
// if the name is taken. File systems without links (those of sticks) get an
// empty file first, which holds the name until the rename.
func moveNew(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	held, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(held.Close(), os.Rename(from, to)); err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return nil
}

// SyncFolder makes a new name last through a power cut. Windows has no such
// call and needs none.
func SyncFolder(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(folder)
	if err != nil {
		return fmt.Errorf("write mail: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write mail: %w", err)
	}
	return nil
}
