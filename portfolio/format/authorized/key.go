package authorized

import (
	"crypto/rsa"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
)

// MaxFile is the maximum size of a file with a public key, in bytes. A key of 8,192 bits takes
// some 1,400.
const MaxFile = 16 << 10

// The limits of RSA keys, in bits.
const (
	minRSA = 3072
	maxRSA = 8192
)

// types are those of the keys that are taken.
var types = []string{ssh.KeyAlgoED25519, ssh.KeyAlgoSKED25519, ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384,
	ssh.KeyAlgoECDSA521, ssh.KeyAlgoSKECDSA256, ssh.KeyAlgoRSA}

// Read reads the one public key of a file. Blank lines and those that begin with # are
// skipped. It returns a *fault.Invalid for a private key, for no or several keys, for one
// with options, such as command="…", and for a key that is not taken; the key's time is not
// set.
func Read(text string) (access.Key, error) {
	invalid := func(why, do string) (access.Key, error) {
		return access.Key{}, &fault.Invalid{Field: "the key", Why: why, Do: do + "; nothing was changed"}
	}
	if len(text) > MaxFile {
		return invalid(fmt.Sprintf("has %d bytes; a public key has at most %d", len(text), MaxFile),
			"name the file that ends in .pub")
	}
	if strings.Contains(text, "PRIVATE KEY") {
		return invalid("is a private one, which its owner shows to nobody", "name the file that ends in .pub")
	}
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	if len(lines) != 1 {
		return invalid(fmt.Sprintf("cannot be read: the file has %s", portfolio.CountOf(len(lines), "key")),
			"name a file with one public key, as ssh-keygen writes it")
	}
	public, comment, options, _, err := ssh.ParseAuthorizedKey([]byte(lines[0]))
	switch {
	case err != nil:
		return invalid("is not a public SSH key", "name the file that ends in .pub, as ssh-keygen writes it")
	case len(options) > 0:
		return invalid("has options before it", "leave them out: the program sets its own")
	}
	if why := refusal(public); why != "" {
		return invalid(why, "make a new one: ssh-keygen -t ed25519")
	}
	comment, err = portfolio.NormalText("comment of the key", comment, 200, false)
	if err != nil {
		return access.Key{}, fmt.Errorf("the key: %w", err)
	}
	kept := strings.TrimSpace(strings.TrimSpace(string(ssh.MarshalAuthorizedKey(public))) + " " + comment)
	return access.Key{Text: kept, Fingerprint: ssh.FingerprintSHA256(public)}, nil
}

// refusal says why a key is not taken, empty if it is.
func refusal(public ssh.PublicKey) string {
	if !slices.Contains(types, public.Type()) {
		return "is of the type " + public.Type() + ", which is not taken"
	}
	crypto, ok := public.(ssh.CryptoPublicKey)
	if !ok { // of a security key
		return ""
	}
	key, ok := crypto.CryptoPublicKey().(*rsa.PublicKey)
	if !ok {
		return ""
	}
	switch bits := key.N.BitLen(); {
	case bits < minRSA:
		return fmt.Sprintf("is an RSA key of %d bits; at least %d are safe", bits, minRSA)
	case bits > maxRSA:
		return fmt.Sprintf("is an RSA key of %d bits; at most %d are taken", bits, maxRSA)
	}
	return ""
}
