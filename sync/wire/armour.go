package wire

import (
	"bytes"
	_ "embed" // the dictionary
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	stdsync "sync"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"
)

// ArmourFrom is the size in bytes from which a diff is compressed and armoured,
// if that makes it smaller. Smaller diffs stay readable.
const ArmourFrom = 1500

// dictionary is text that diffs often contain. It belongs to the format.
//
//go:embed dictionary.txt
var dictionary []byte

// dictionaryID is the ID in frames that need the dictionary.
const dictionaryID = 0x66660001

const ageMagic = "age-encryption.org/v1\n"

// Armoured returns a diff compressed and in base64, as lines.
func Armoured(text string) (string, error) { return armour(text, "") }

// Encrypted returns a diff compressed, encrypted to an age recipient, and in
// base64, as lines.
func Encrypted(text, recipient string) (string, error) { return armour(text, recipient) }

func armour(text, recipient string) (string, error) {
	data, err := Packed(text, recipient)
	if err != nil {
		return "", err
	}
	return base64Lines(data), nil
}

// Packed returns a diff compressed and, if the receiver has an age recipient,
// encrypted to it: the bytes that an armoured diff has in base64.
func Packed(text, recipient string) ([]byte, error) {
	packed, err := pack(text)
	if err != nil || recipient == "" {
		return packed, err
	}
	r, err := age.ParseX25519Recipient(recipient)
	if err != nil {
		return nil, fmt.Errorf("encrypt to %q: %w", recipient, err)
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, r)
	if err != nil {
		return nil, fmt.Errorf("encrypt: %w", err)
	}
	if _, err := w.Write(packed); err != nil {
		return nil, fmt.Errorf("encrypt: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("encrypt: %w", err)
	}
	return out.Bytes(), nil
}

// packer and unpacker are created once: that takes longer than compressing most
// diffs. The best compression level would save 1 % and take a hundred times as
// long, because it copies its tables for each diff.
var packer = stdsync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBetterCompression),
		zstd.WithWindowSize(1<<20),
		zstd.WithEncoderDictRaw(dictionaryID, dictionary), zstd.WithEncoderCRC(false))
})

var unpacker = stdsync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(MaxText),
		zstd.WithDecoderMaxWindow(MaxText),
		zstd.WithDecodeAllCapLimit(true), zstd.WithDecoderLowmem(true), zstd.WithDecoderDictRaw(dictionaryID, dictionary))
})

func pack(text string) ([]byte, error) {
	enc, err := packer()
	if err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	return enc.EncodeAll([]byte(text), nil), nil
}

func base64Lines(data []byte) string {
	const columns = 64
	s := base64.RawStdEncoding.EncodeToString(data)
	var b strings.Builder
	for len(s) > columns {
		b.WriteString(s[:columns])
		b.WriteByte('\n')
		s = s[columns:]
	}
	b.WriteString(s)
	b.WriteByte('\n')
	return b.String()
}

// ErrEncrypted is returned for a diff that is encrypted to a key that this copy
// does not have.
var ErrEncrypted = errors.New("it is encrypted to a key that is not here")

// Unarmour returns the readable text of an armoured diff, decrypted with one of
// the identities if it is encrypted.
func Unarmour(armour string, identities ...age.Identity) (string, error) {
	text, _, err := UnarmourSized(armour, identities)
	return text, err
}

// UnarmourSized is Unarmour; size is the number of bytes allocated for the text.
func UnarmourSized(armour string, identities []age.Identity) (text string, size int, err error) {
	data, err := base64.RawStdEncoding.DecodeString(strings.Join(strings.Fields(armour), ""))
	if err != nil {
		return "", 0, fmt.Errorf("it is not base64: %w", err)
	}
	return Unpacked(data, identities)
}

// Unpacked returns the readable text of a packed diff, decrypted with one of the
// identities if it is encrypted; size is the number of bytes allocated for it.
func Unpacked(data []byte, identities []age.Identity) (text string, size int, err error) {
	if bytes.HasPrefix(data, []byte(ageMagic)) {
		sealed := len(data)
		if data, err = decrypt(data, identities); err != nil {
			return "", 64 * sealed, err // trying keys takes time too
		}
	}
	text, err = unpack(data)
	return text, sizeOf(data), err
}

// unpack returns the content of a frame. It allocates the size that the frame
// states, at most maxText, or 64 times the size of the frame if it states none.
func unpack(data []byte) (string, error) {
	dec, err := unpacker()
	if err != nil {
		return "", fmt.Errorf("unpack: %w", err)
	}
	text, err := dec.DecodeAll(data, make([]byte, 0, sizeOf(data)))
	if err != nil {
		return "", fmt.Errorf("it cannot be unpacked: %w", err)
	}
	if err := asWritten(text); err != nil {
		return "", err
	}
	return string(text), nil
}

// sizeOf returns the number of bytes to allocate for the content of a frame.
func sizeOf(data []byte) int {
	var h zstd.Header
	if h.Decode(data) == nil && h.HasFCS {
		return int(min(h.FrameContentSize, MaxText))
	}
	return min(64*len(data), MaxText)
}

// maxLine is longer than any line of Text, in bytes.
const maxLine = 1000

// asWritten returns an error for a text with empty lines or lines that are too
// long, which Text never writes. This detects early what was packed to waste
// time.
func asWritten(text []byte) error {
	for len(text) > 0 {
		end := bytes.IndexByte(text, '\n')
		if end < 1 || end > maxLine {
			return errors.New("it is not a diff: lines in it are empty or far too long")
		}
		text = text[end+1:]
	}
	return nil
}

func decrypt(data []byte, identities []age.Identity) ([]byte, error) {
	if len(identities) == 0 {
		return nil, ErrEncrypted
	}
	r, err := age.Decrypt(bytes.NewReader(data), identities...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, ErrEncrypted
	case err != nil:
		return nil, fmt.Errorf("decrypt: %w", err)
	}
	out, err := io.ReadAll(io.LimitReader(r, MaxText))
	if err != nil {
		return nil, fmt.Errorf("decrypt: %w", err)
	}
	return out, nil
}

// Body returns the diff between its fences, for a mail: encrypted if the
// receiver has a recipient, armoured if the diff is large and becomes smaller,
// otherwise, and always if readable is set, as readable text.
func (s *Signed) Body(recipient string, readable bool) (string, error) {
	form := FormSuited
	if readable {
		form = FormReadable
	}
	return BodyOf(s.Text(), recipient, form)
}

// Form is the form of a diff. In a mail, encrypted diffs are always armoured.
type Form int

// The forms.
const (
	FormSuited   Form = iota // armoured if it is large and becomes smaller
	FormReadable             // never armoured, so that people can read it
	FormArmoured             // always armoured, so that mail programs alter it less
	FormPacked               // bytes without fences, for a line that carries them as they are
)

// BodyOf is Body for a diff whose readable text is known.
func BodyOf(text, recipient string, form Form) (string, error) {
	if form == FormPacked {
		data, err := Packed(text, recipient)
		return string(data), err
	}
	inner := text
	var err error
	switch {
	case recipient != "":
		inner, err = Encrypted(text, recipient)
	case form == FormArmoured || len(text) > ArmourFrom && form == FormSuited:
		if inner, err = Armoured(text); len(inner) >= len(text) && form == FormSuited {
			inner = text
		}
	}
	return Begin + "\n" + inner + End + "\n", err
}
