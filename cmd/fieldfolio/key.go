package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite/dbfile"
	"fieldfolio/sync"
	"fieldfolio/sync/mail/charset"
)

// keyHead is the first line of a key file.
const keyHead = "fieldfolio signing key, Ed25519: whoever has it can sign as this office\n"

// keyFile returns the path of the office's signing key. It is beside the database, never in it, so
// that backups do not contain it.
func keyFile(database string) string {
	return dbfile.Beside(database, func(name string) string { return name + ".key" })
}

// keySucceeds begins the line with the keys that headquarters' key succeeds, so that they are known
// even if the database is lost.
const keySucceeds = "succeeds "

// signingKey is the content of a key file.
type signingKey struct {
	ed25519.PrivateKey
	succeeds exchange.Roots // earlier keys of headquarters; nil for none
}

// readKey reads the signing key of a database, nil if there is none.
func readKey(database string) (ed25519.PrivateKey, error) {
	key, err := readKeyFile(database)
	return key.PrivateKey, err
}

// readKeyFile reads a key file; without a file, the key is nil.
func readKeyFile(database string) (key signingKey, err error) {
	name := keyFile(database)
	text, err := readSecret(name, "key file", "ask headquarters for a new invitation")
	if text == nil || err != nil {
		return key, err // an office that only reads needs none
	}
	first, rest, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(string(text), keyHead)), "\n")
	seed, err := base64.RawStdEncoding.Strict().DecodeString(strings.TrimSpace(first))
	key.succeeds = strings.Fields(strings.TrimPrefix(rest, keySucceeds))
	all := append(slices.Clone(key.succeeds), portfolio.FormatKey(make([]byte, ed25519.PublicKeySize)))
	if err != nil || len(seed) != ed25519.SeedSize || !all.Valid() {
		return signingKey{}, &hinted{fmt.Sprintf("%s is not a key file", name),
			"put the right one back, or ask headquarters for a new invitation"}
	}
	key.PrivateKey = ed25519.NewKeyFromSeed(seed)
	return key, nil
}

// readSecret reads a file that only the user may be able to read, nil if it does not exist. anew is
// the remedy if others had access.
func readSecret(name, what, anew string) ([]byte, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &hinted{"the " + what + " cannot be read: " + durable.Reason(err).Error(),
			"make it readable for yourself alone"}
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, &hinted{fmt.Sprintf("the %s %s can be read by others", what, name),
			"chmod 600 it; if others had access, " + anew}
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, &hinted{"the " + what + " cannot be read: " + durable.Reason(err).Error(),
			"make it readable for yourself alone"}
	}
	return charset.Text(text), nil // an editor may have saved it as UTF-16
}

// newKey creates a signing key in a file that only the user can read. An existing key stays.
// succeeds are the keys of headquarters that a new one succeeds; nil for none.
func newKey(database string, succeeds exchange.Roots) (key signingKey, made bool, err error) {
	if key, err = readKeyFile(database); key.PrivateKey != nil || err != nil {
		return key, false, err
	}
	seed := make([]byte, ed25519.SeedSize)
	if _, err := rand.Read(seed); err != nil {
		return key, false, fmt.Errorf("draw a key: %w", err)
	}
	text := keyHead + base64.RawStdEncoding.EncodeToString(seed) + "\n"
	if len(succeeds) > 0 {
		text += keySucceeds + strings.Join(succeeds, " ") + "\n"
	}
	if err := durable.Create(keyFile(database), []byte(text)); err != nil {
		return key, false, unwritable("the key file cannot be made", err)
	}
	return signingKey{ed25519.NewKeyFromSeed(seed), succeeds}, true, nil
}

// withKey calls fn with the signing key of a database, a new one if there is none. If fn fails, no
// new key file stays.
func withKey(database string, succeeds exchange.Roots, fn func(signingKey) error) error {
	key, made, err := newKey(database, succeeds)
	if err != nil {
		return err
	}
	if err = fn(key); err != nil && made {
		err = errors.Join(err, os.Remove(keyFile(database)))
	}
	return err
}

// withOtherKey is withKey with a new key in place of one that is there, which is set aside; if fn
// fails, it is put back.
func withOtherKey(database string, succeeds exchange.Roots, fn func(signingKey) error) error {
	putBack, err := setKeyAside(database)
	if err != nil {
		return err
	}
	if err = withKey(database, succeeds, fn); err != nil {
		err = errors.Join(err, putBack())
	}
	return err
}

// setKeyAside renames an existing key file, and returns a function that puts it back.
func setKeyAside(database string) (putBack func() error, err error) {
	name := keyFile(database)
	aside := name + ".replaced-" + time.Now().UTC().Format("20060102T150405.000")
	err = os.Rename(name, aside)
	if errors.Is(err, fs.ErrNotExist) {
		return func() error { return nil }, nil
	}
	if err != nil {
		return nil, &hinted{"the key file that is there cannot be set aside: " + durable.Reason(err).Error(),
			"make its directory writable; nothing was changed"}
	}
	return func() error { return os.Rename(aside, name) }, nil
}

// programVersion is the version of the program: in diffs, and in databases, where it says to older
// programs which one they need. A release with another version of the schema has another one.
const programVersion = "1.1"

// peer returns this copy as the one that exchanges changes with others, with its keys. Another user of
// the computer, who may not read them, gets it without: whatever needs them says whose they are.
func (s *session) peer() (*sync.Peer, error) {
	p, err := s.reader()
	if err != nil || p.KeysOf != "" {
		return p, err
	}
	p.Key, err = readKey(s.store.Path())
	return p, err
}

// reader returns this copy as one that only reads: it leaves the signing key alone.
func (s *session) reader() (*sync.Peer, error) {
	p := &sync.Peer{Store: s.store, Program: programVersion, Login: login()}
	for _, file := range []string{keyFile(s.store.Path()), identityFile(s.store.Path())} {
		if p.KeysOf = ownerOf(file); p.KeysOf != "" {
			return p, nil
		}
	}
	var err error
	p.Identities, err = readIdentities(s.store.Path())
	return p, err
}
