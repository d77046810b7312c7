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
	"strings"
	"time"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/sqlite/dbfile"
	"fieldfolio/sync"
)

// keyHead is the first line of a key file.
const keyHead = "fieldfolio signing key, Ed25519: whoever has it can sign as this office\n"

// keyFile returns the path of the office's signing key. It is beside the database, never in it, so
// that backups do not contain it.
func keyFile(database string) string {
	return dbfile.Beside(database, func(name string) string { return name + ".key" })
}

// readKey reads the signing key of a database, nil if there is none.
func readKey(database string) (ed25519.PrivateKey, error) {
	name := keyFile(database)
	text, err := readSecret(name, "key file", "ask headquarters for a new invitation")
	if text == nil || err != nil {
		return nil, err // an office that only reads needs none
	}
	seed, err := base64.RawStdEncoding.Strict().DecodeString(strings.TrimSpace(strings.TrimPrefix(string(text), keyHead)))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, &hinted{fmt.Sprintf("%s is no key file", name),
			"put the right one back, or ask headquarters for a new invitation"}
	}
	return ed25519.NewKeyFromSeed(seed), nil
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
	return text, nil
}

// newKey creates a signing key in a file that only the user can read. An existing key stays.
func newKey(database string) (ed25519.PrivateKey, error) {
	if key, err := readKey(database); key != nil || err != nil {
		return key, err
	}
	seed := make([]byte, ed25519.SeedSize)
	if _, err := rand.Read(seed); err != nil {
		return nil, fmt.Errorf("draw a key: %w", err)
	}
	if err := durable.Create(keyFile(database), []byte(keyHead+base64.RawStdEncoding.EncodeToString(seed)+
		"\n")); err != nil {
		return nil, &hinted{"the key file cannot be made: " + durable.Reason(err).Error(),
			"make room and its directory writable, and try again"}
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// setKeyAside renames an existing key file, and returns a function that restores it.
func setKeyAside(database string) (putBack func() error, err error) {
	name := keyFile(database)
	aside := name + ".replaced-" + time.Now().UTC().Format("20060102T150405.000")
	err = os.Rename(name, aside)
	if errors.Is(err, fs.ErrNotExist) {
		return func() error { return os.Remove(name) }, nil
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

// peer returns this copy as the one that exchanges changes with others.
func (s *session) peer() (*sync.Peer, error) {
	key, err := readKey(s.store.Path())
	if err != nil {
		return nil, err
	}
	identities, err := readIdentities(s.store.Path())
	return &sync.Peer{Store: s.store, Key: key, Identities: identities, Program: programVersion, Login: login()}, err
}
