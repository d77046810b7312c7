package authorized

import (
	"crypto/dsa" //nolint:staticcheck // which is refused
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"math/big"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"fieldfolio/portfolio/fault"
)

func line(t testing.TB, public any) string {
	t.Helper()
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
}

func rsaOf(bits uint) *rsa.PublicKey {
	return &rsa.PublicKey{N: new(big.Int).SetBit(big.NewInt(1), int(bits)-1, 1), E: 65537}
}

func ed(t testing.TB) string {
	t.Helper()
	public, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return line(t, public)
}

// sk is a key on a security key.
const sk = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIJjzc2a20RjCvN/0ibH6UpGuN9F9hDvD7x182bOesNhHAAAABHNzaDo="

func TestRead(t *testing.T) {
	key := ed(t)
	curve := func(c elliptic.Curve) string {
		k, err := ecdsa.GenerateKey(c, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return line(t, &k.PublicKey)
	}
	for name, c := range map[string]struct{ text, want, why string }{
		"ed25519":    {"# of Awa\n\n" + key + "  awa@laptop\r\n", key + " awa@laptop", ""},
		"p256":       {curve(elliptic.P256()), "same", ""},
		"p384":       {curve(elliptic.P384()), "same", ""},
		"p521":       {curve(elliptic.P521()), "same", ""},
		"sk":         {sk, "same", ""},
		"rsa":        {line(t, rsaOf(3072)), "same", ""},
		"short rsa":  {line(t, rsaOf(2048)), "", "2048 bits; at least 3072"},
		"long rsa":   {line(t, rsaOf(16384)), "", "at most"},
		"dsa":        {line(t, &dsa.PublicKey{Parameters: dsa.Parameters{P: new(big.Int).SetBit(big.NewInt(1), 1023, 1), Q: big.NewInt(7), G: big.NewInt(2)}, Y: big.NewInt(3)}), "", "not "},
		"private":    {"-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n", "", "private"},
		"options":    {`command="rm -rf /" ` + key, "", "options"},
		"two":        {key + "\n" + key, "", "2 keys"},
		"none":       {"# nothing\n", "", "0 keys"},
		"other text": {"hello", "", "is not a public SSH key"},
		"long":       {strings.Repeat("a", MaxFile+1), "", "16384"},
		"control":    {key + " a\x1b[2Jb", "", "control character"},
	} {
		got, err := Read(c.text)
		if c.want == "same" {
			c.want = c.text
		}
		var invalid *fault.Invalid
		if c.why == "" && (err != nil || got.Text != c.want || !strings.HasPrefix(got.Fingerprint, "SHA256:")) ||
			c.why != "" && (!errors.As(err, &invalid) || !strings.Contains(err.Error(), c.why)) {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
}

// FuzzRead: what is taken is read again as the same key.
func FuzzRead(f *testing.F) {
	f.Add(ed(f) + " comment")
	f.Add(sk)
	f.Add(`from="10.0.0.1" ` + sk)
	f.Fuzz(func(t *testing.T, text string) {
		key, err := Read(text)
		if err != nil {
			return
		}
		again, err := Read(key.Text)
		if err != nil || again != key {
			t.Errorf("%q: %+v, then %+v %v", text, key, again, err)
		}
	})
}
