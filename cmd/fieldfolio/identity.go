package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"filippo.io/age"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// identityFile returns the path of the file with the identities that decrypt mail to this copy, in
// age's format, the one in use last. It is beside the database, never in it, so that backups do not
// contain it.
func identityFile(database string) string {
	return dbfile.Beside(database, func(name string) string { return name + ".age" })
}

// readIdentities reads the identities of a database; without a file there are none.
func readIdentities(database string) ([]age.Identity, error) {
	name := identityFile(database)
	text, err := readSecret(name, "identity file", "fieldfolio sync encrypt --new makes a new one")
	if text == nil || err != nil {
		return nil, err
	}
	identities, err := age.ParseIdentities(bytes.NewReader(text))
	if err != nil {
		return nil, &hinted{fmt.Sprintf("%s is not a file of age identities: %s", name, durable.Reason(err).Error()),
			"put the right one back, or move it away and run fieldfolio sync encrypt --new"}
	}
	return identities, nil
}

// inUse returns the recipient of the identity in use, empty if there is none.
func inUse(identities []age.Identity) string {
	recipient := ""
	for _, i := range identities {
		if x, ok := i.(*age.X25519Identity); ok {
			recipient = x.Recipient().String()
		}
	}
	return recipient
}

// newIdentity adds an identity to the file, which only the user can read, and returns its
// recipient. The others stay, so that late mail can be read. The file is replaced as a whole.
func newIdentity(database string) (recipient string, err error) {
	name := identityFile(database)
	held, err := durable.Hold(name) // so that a second program that does the same waits
	switch {
	case err == nil:
		defer func() { err = errors.Join(err, held.Close()) }()
	case !errors.Is(err, fs.ErrNotExist):
		return "", &hinted{"the identity file cannot be written: " + durable.Reason(err).Error(),
			"make it writable for yourself"}
	}
	text, recipient, err := withIdentity(name)
	if err != nil {
		return "", err
	}
	make := durable.Replace
	if held == nil {
		make = durable.Build
	}
	err = make(name, durable.Secret, func(temporary string) error {
		return os.WriteFile(temporary, text, 0o600)
	})
	if err != nil {
		return "", unwritable("the identity file cannot be written", err)
	}
	return recipient, nil
}

// dropIdentity takes the last identity, which nothing was encrypted to, out of the file again.
func dropIdentity(database string) error {
	name := identityFile(database)
	text, err := readSecret(name, "identity file", "fieldfolio sync encrypt --new makes a new one")
	at := bytes.LastIndex(text, []byte(identityHead))
	switch {
	case err != nil || at < 0:
		return err
	case at == 0:
		return os.Remove(name)
	}
	return durable.Replace(name, durable.Secret, func(temporary string) error {
		return os.WriteFile(temporary, text[:at], 0o600)
	})
}

// identityHead begins the lines about an identity.
const identityHead = "# created: "

// withIdentity returns the text of a file of identities with a new one at the end.
func withIdentity(name string) (text []byte, recipient string, err error) {
	text, err = readSecret(name, "identity file", "fieldfolio sync encrypt --new makes a new one")
	if err != nil {
		return nil, "", err
	}
	i, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, "", fmt.Errorf("make an identity: %w", err)
	}
	if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
		text = append(text, '\n')
	}
	recipient = i.Recipient().String()
	return fmt.Appendf(text, identityHead+"%s\n# public key: %s\n%s\n", time.Now().UTC().Format(time.RFC3339), recipient, i),
		recipient, nil
}

// barred returns an error that names those of some offices, or with nil of all, for which no mail
// can be composed; nil if there are none.
func barred(st *exchange.SyncStatus, offices []string) error {
	if b := st.Barred(offices); b != nil {
		return needed(unbar(b), "%s", b)
	}
	return nil
}

// unbar says what can be done so that mail can be composed for offices again.
func unbar(b *exchange.Barred) string {
	words := make([]string, len(b.Do))
	for i, do := range b.Do {
		words[i] = do.Words(commands)
	}
	return strings.Join(words, "; ")
}

// encrypted says that a mail is encrypted, empty if it is not.
func encrypted(m *exchange.Mail) string {
	if m.Recipient != "" {
		return fmt.Sprintf(", encrypted to %s", m.Link.Office)
	}
	return ""
}
