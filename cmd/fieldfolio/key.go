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

// keyOffice begins the line with the code of the office whose key it is, which older files lack.
const keyOffice = "office "

// keySucceeds begins the line with the keys that headquarters' key succeeds, so that they are known
// even if the database is lost.
const keySucceeds = "succeeds "

// signingKey is the content of a key file.
type signingKey struct {
	ed25519.PrivateKey
	office   string         // code of the office whose key it is; empty if the file does not say
	succeeds exchange.Roots // earlier keys of headquarters; nil for none
	made     bool           // just now
}

// readKey reads the signing key of a database, nil if there is none.
func readKey(database string) (ed25519.PrivateKey, error) {
	key, err := readKeyFile(database)
	return key.PrivateKey, err
}

// readKeyFile reads a key file; without a file, the key is nil.
func readKeyFile(database string) (key signingKey, err error) {
	name := keyFile(database)
	text, err := readSecret(name, "key file", "an office asks headquarters for a new invitation, and headquarters runs "+
		"fieldfolio office rekey CODE --stolen")
	if text == nil || err != nil {
		return key, err // an office that only reads needs none
	}
	lines := strings.Split(strings.TrimSpace(strings.TrimPrefix(string(text), keyHead)), "\n")
	seed, err := base64.RawStdEncoding.Strict().DecodeString(strings.TrimSpace(lines[0]))
	good := err == nil && len(seed) == ed25519.SeedSize && key.readRest(lines[1:])
	if !good {
		return signingKey{}, &hinted{fmt.Sprintf("%s is not a key file", name),
			"put the right one back; if it is lost, move this one away, and an office asks headquarters for a new invitation, " +
				"headquarters runs fieldfolio office rekey CODE"}
	}
	key.PrivateKey = ed25519.NewKeyFromSeed(seed)
	return key, nil
}

// readRest reads the lines below the key, and reports whether they are such lines.
func (k *signingKey) readRest(lines []string) bool {
	for _, line := range lines {
		if code, is := strings.CutPrefix(line, keyOffice); is {
			k.office = strings.TrimSpace(code)
			continue
		}
		roots, is := strings.CutPrefix(line, keySucceeds)
		k.succeeds = strings.Fields(roots)
		all := append(slices.Clone(k.succeeds), portfolio.FormatKey(make([]byte, ed25519.PublicKeySize)))
		if !is || !all.Valid() {
			return false
		}
	}
	return k.office == "" || portfolio.OfficeCode(k.office)
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
	if info.IsDir() {
		return []byte{}, nil // it holds no secret
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, &hinted{fmt.Sprintf("the %s %s can be read by others", what, name),
			"chmod 600 it; if others had access, " + anew}
	}
	if owner := ownerOf(name); owner != "" {
		return nil, &hinted{fmt.Sprintf("the %s belongs to the user %s, who alone can use it", what, owner),
			"ask " + owner + " to do this; nothing was changed"}
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, &hinted{"the " + what + " cannot be read: " + durable.Reason(err).Error(),
			"make it readable for yourself alone"}
	}
	return charset.Text(text), nil // an editor may have saved it as UTF-16
}

// newKey creates the signing key of an office in a file that only the user can read. An existing key
// of this office stays. succeeds are the keys of headquarters that a new one succeeds; nil for none.
func newKey(database, office string, succeeds exchange.Roots) (key signingKey, err error) {
	if key, err = readKeyFile(database); err != nil {
		return key, err
	}
	if key.PrivateKey != nil {
		return key, key.isOf(office, database)
	}
	seed := make([]byte, ed25519.SeedSize)
	if _, err := rand.Read(seed); err != nil {
		return key, fmt.Errorf("draw a key: %w", err)
	}
	text := keyHead + base64.RawStdEncoding.EncodeToString(seed) + "\n" + keyOffice + office + "\n"
	if len(succeeds) > 0 {
		text += keySucceeds + strings.Join(succeeds, " ") + "\n"
	}
	write := func(temporary string) error { return os.WriteFile(temporary, []byte(text), 0o600) }
	if err := durable.Build(keyFile(database), durable.Secret, write); err != nil {
		return key, unwritable("the key file cannot be made", err)
	}
	return signingKey{ed25519.NewKeyFromSeed(seed), office, succeeds, true}, nil
}

// isOf returns an error if the key says that it is another office's.
func (k *signingKey) isOf(office, database string) error {
	if k.office == "" || k.office == office {
		return nil
	}
	return &hinted{fmt.Sprintf("%s is the key of office %s, not of %s", keyFile(database), k.office, office),
		"name another database with --db, or move the key away"}
}

// withKey calls fn with the signing key of an office's database, a new one if there is none. If fn
// fails, no new key file stays.
func withKey(database, office string, succeeds exchange.Roots, fn func(signingKey) error) error {
	key, err := newKey(database, office, succeeds)
	if err != nil {
		return err
	}
	if err = fn(key); err != nil && key.made {
		err = errors.Join(err, os.Remove(keyFile(database)))
	}
	return err
}

// withOtherKey is withKey with a new key in place of one that is there, which is set aside; if fn
// fails, it is put back.
func withOtherKey(database, office string, succeeds exchange.Roots, fn func(signingKey) error) error {
	putBack, err := setKeyAside(database)
	if err != nil {
		return err
	}
	if err = withKey(database, office, succeeds, fn); err != nil {
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
	p := &sync.Peer{Store: s.store, Program: programVersion, Login: s.login}
	for _, file := range []string{keyFile(s.store.Path()), identityFile(s.store.Path())} {
		if p.KeysOf = ownerOf(file); p.KeysOf != "" {
			return p, nil
		}
	}
	var err error
	p.Identities, err = readIdentities(s.store.Path())
	return p, err
}
