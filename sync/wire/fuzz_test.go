package wire

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"fieldfolio/portfolio"
)

// fuzzIdentity decrypts in the fuzz test, the same in each run.
const fuzzIdentity = "AGE-SECRET-KEY-1WPXPJWL0QMMDJTXFLXVUQMPSRK6Q0C5EF7MD9FNLP40V3ALD54QSJGS7L7"

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// sample is a diff with a title of so many words.
func sample(words int) *Signed {
	c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "1a2b3c4d", N: 7}, Person: "A. Desk",
		At: time.Date(2011, 4, 11, 9, 0, 0, 0, time.UTC), Record: "XEAU75",
		Fields: []portfolio.Setting{{Field: "title", Value: strings.Repeat("Piracy ", words) + "é"}}}
	c.Finish()
	s := Sign(Diff{From: Copy{"roea", "1a2b3c4d"}, To: Copy{"hq", "9f8e7d6c"}, Changes: []Posted{{Change: c}}}, keyOf(1))
	return &s
}

// FuzzUnarmour unpacks and decrypts anything, as it came and as the content of
// a frame or of an encrypted file: room is made within bounds, and what comes
// out packs and unpacks the same.
func FuzzUnarmour(f *testing.F) {
	identity := must(age.ParseX25519Identity(fuzzIdentity))
	for _, long := range []int{1, 2000} {
		text := sample(long).Text()
		f.Add([]byte(must(Armoured(text))), byte(0))
		f.Add([]byte(must(Encrypted(text, identity.Recipient().String()))), byte(0))
		f.Add(must(pack(text)), byte(1))
		f.Add(must(pack(text)), byte(2))
	}
	f.Fuzz(func(t *testing.T, data []byte, how byte) {
		armour := string(data)
		switch how % 3 {
		case 1:
			armour = base64Lines(data)
		case 2:
			armour = base64Lines(encrypted(t, identity, data))
		}
		text, size, err := UnarmourSized(armour, []age.Identity{identity})
		if size > max(MaxText, len(data)) || len(text) > MaxText {
			t.Fatalf("room for %d bytes, %d came out", size, len(text))
		}
		if err != nil {
			return
		}
		if again, err := Unarmour(must(Armoured(text))); err != nil || again != text {
			t.Errorf("%q, again %q, %v", text, again, err)
		}
	})
}

// encrypted returns data as an age file that an identity decrypts.
func encrypted(t *testing.T, to *age.X25519Identity, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to.Recipient())
	if err == nil {
		_, err = w.Write(data)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
