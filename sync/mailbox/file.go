package mailbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"fieldfolio/portfolio/durable"
	"fieldfolio/sync/mail/compose"
)

// File writes one letter to the file of this name, which must not exist yet.
type File string

// Send writes the letter. It does not overwrite a file.
func (f File) Send(ctx context.Context, l compose.Letter) (string, error) {
	raw, err := l.Bytes()
	if err != nil {
		return "", err
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	err = durable.Create(string(f), raw)
	if errors.Is(err, fs.ErrExist) {
		return "", trouble(err, "name a new file", "the file %s exists and is not overwritten", string(f))
	}
	return string(f), err
}

// Directory writes each letter to a file of its own in the folder of this name,
// to be carried on by a USB stick, another program or a person.
type Directory string

// Send writes the letter to a file named after its date and receiver, with a
// number if that name exists.
func (d Directory) Send(ctx context.Context, l compose.Letter) (string, error) {
	raw, err := l.Bytes()
	if err != nil {
		return "", err
	}
	if err := durable.MakeDir(string(d), 0o700); err != nil {
		return "", fmt.Errorf("write mail: %w", err)
	}
	stem := l.Date.UTC().Format("20060102-150405") + "-" + FileSafe(l.To)
	for n := 1; ctx.Err() == nil; n++ {
		name := filepath.Join(string(d), stem+".eml")
		if n > 1 {
			name = filepath.Join(string(d), fmt.Sprintf("%s-%d.eml", stem, n))
		}
		if err := durable.Create(name, raw); !errors.Is(err, fs.ErrExist) {
			return name, err
		}
	}
	return "", ctx.Err()
}

// Close does nothing: Send has written the letters to disk.
func (d Directory) Close() error { return nil }

// FileSafe returns the characters of an address that every file system allows,
// at most 64.
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
