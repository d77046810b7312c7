package door

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"

	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/legible"
)

// Bounds of a file of public keys.
const (
	MaxKeyFile = 64 << 10 // bytes
	maxKeys    = 20
	maxComment = 100 // characters
)

// Kinds are the kinds of keys with which people log in.
var Kinds = []string{ssh.KeyAlgoED25519, ssh.KeyAlgoSKED25519}

// ErrPrivate is the error for a private key, of which nothing may be shown.
var ErrPrivate = errors.New("this is a private key")

// Keys reads public keys: the text of a .pub file, or several lines as in authorized_keys, whose options
// it leaves out. The keys have no day. It returns ErrPrivate for a private key, and a *fault.Invalid
// without the text for anything else that is not a key of Kinds.
func Keys(text string) ([]access.Key, error) {
	if strings.Contains(text, "PRIVATE KEY") || strings.Contains(text, "PuTTY-User-Key-File") {
		return nil, ErrPrivate
	}
	if strings.Contains(text, "BEGIN SSH2 PUBLIC KEY") {
		return nil, noKey("is in the format of another program", "convert it with ssh-keygen -i -f FILE")
	}
	var keys []access.Key
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\uFEFF"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, err := keyOf(line)
		if err != nil {
			err.Field = fmt.Sprintf("line %d", n+1)
			return nil, err
		}
		if !slices.ContainsFunc(keys, func(k access.Key) bool { return k.Fingerprint == key.Fingerprint }) {
			keys = append(keys, key)
		}
	}
	switch {
	case len(keys) == 0:
		return nil, noKey("has no public key", "name the file that ends in .pub")
	case len(keys) > maxKeys:
		return nil, noKey(fmt.Sprintf("has more than %d keys", maxKeys), "a person has a few; leave out the others")
	}
	return keys, nil
}

func noKey(why, do string) *fault.Invalid {
	return &fault.Invalid{Field: "the key file", Why: why, Do: do + "; nothing was changed"}
}

func keyOf(line string) (access.Key, *fault.Invalid) {
	public, comment, _, _, err := ssh.ParseAuthorizedKey([]byte(line))
	if err != nil {
		return access.Key{}, noKey("is not a public key", "give the line of a file that ends in .pub")
	}
	if !slices.Contains(Kinds, public.Type()) {
		return access.Key{}, noKey("is a key of the kind "+legible.Line(public.Type())+", which is not accepted",
			"make one with ssh-keygen -t ed25519")
	}
	text := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(public)))
	if runes := []rune(legible.Line(strings.Join(strings.Fields(comment), " "))); len(runes) > 0 {
		text += " " + string(runes[:min(len(runes), maxComment)])
	}
	return access.Key{Text: text, Fingerprint: ssh.FingerprintSHA256(public)}, nil
}
