package ssh

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"fieldfolio/portfolio/legible"
	"fieldfolio/sync/wire"
)

// The kinds of messages.
const (
	kindDiff    = 'D'
	kindEnd     = 'E'
	kindRefused = 'R'
	kindFailed  = 'F'
)

const (
	version     = 1
	prefix      = "fieldfolio sync "
	maxGreeting = 200     // bytes, with the line feed
	maxDiff     = 4 << 20 // bytes of a packed diff
	maxReason   = 2000    // bytes of a reason, with what to do
)

// message is one message.
type message struct {
	kind    byte
	content []byte
}

// greetingOf returns the greeting of a copy.
func greetingOf(c wire.Copy) []byte { return fmt.Appendf(nil, "%s%d %s\n", prefix, version, c) }

// stranger is the error for a first line that is not a greeting.
type stranger struct{ said string }

func (e *stranger) Error() string { return fmt.Sprintf("it said %q", e.said) }

var (
	errOtherVersion = errors.New("it speaks another version of the protocol")
	errItself       = errors.New("it is the same office as this one")
	errNoLink       = errors.New("this office exchanges nothing with it")
)

// readGreeting reads a greeting: byte by byte, as the messages follow it. io.EOF
// means that there was not a single byte.
func readGreeting(in io.Reader) (wire.Copy, error) {
	var line []byte
	for one := make([]byte, 1); ; line = append(line, one[0]) {
		if _, err := io.ReadFull(in, one); err != nil {
			if len(line) > 0 && errors.Is(err, io.EOF) {
				return wire.Copy{}, &stranger{legible.Line(string(line))}
			}
			return wire.Copy{}, err //nolint:wrapcheck // of the line to its users
		}
		if one[0] == '\n' || len(line) == maxGreeting-1 {
			break
		}
	}
	words := strings.Fields(strings.TrimPrefix(string(line), prefix))
	if !bytes.HasPrefix(line, []byte(prefix)) || len(words) < 2 {
		return wire.Copy{}, &stranger{legible.Line(string(line))}
	}
	if words[0] != strconv.Itoa(version) {
		return wire.Copy{}, errOtherVersion
	}
	c, err := wire.ParseCopy(words[1])
	if err != nil || c.Incarnation == "" {
		return wire.Copy{}, &stranger{legible.Line(string(line))}
	}
	return c, nil
}

// errFormat is the error for what is not a message.
var errFormat = errors.New("what came is not a message of this protocol")

// readMessage reads a message. io.EOF means that the line ended before it or in it.
func readMessage(in io.Reader) (message, error) {
	var head [5]byte
	if err := readFull(in, head[:]); err != nil {
		return message{}, err
	}
	size := binary.BigEndian.Uint32(head[1:])
	most := map[byte]uint32{kindDiff: maxDiff, kindEnd: 0, kindRefused: maxReason, kindFailed: maxReason}
	limit, known := most[head[0]]
	if !known || size > limit || head[0] == kindDiff && size == 0 {
		return message{}, errFormat
	}
	content, err := io.ReadAll(io.LimitReader(in, int64(size))) // which grows with what has come
	if err == nil && len(content) < int(size) {
		err = io.EOF
	}
	return message{head[0], content}, err
}

// readFull is io.ReadFull with io.EOF for an end anywhere.
func readFull(in io.Reader, p []byte) error {
	_, err := io.ReadFull(in, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return io.EOF
	}
	return err //nolint:wrapcheck // of the line to its users
}

// bytes returns a message as it goes over the line.
func (m *message) bytes() []byte {
	out := binary.BigEndian.AppendUint32([]byte{m.kind}, uint32(len(m.content)))
	return append(out, m.content...)
}

// reasonOf returns a message with a reason and what to do.
func reasonOf(kind byte, why, do string) message {
	text := []byte(why + "\n" + do)
	return message{kind, text[:min(len(text), maxReason)]}
}

// reason returns the reason and what to do, each as one line for people.
func (m *message) reason() (why, do string) {
	why, do, _ = strings.Cut(string(m.content), "\n")
	return oneLine(why), oneLine(do)
}

// oneLine converts what another program said to one line of at most 400 characters.
func oneLine(said string) string {
	said = strings.Join(strings.Fields(legible.Line(strings.ToValidUTF8(said, "�"))), " ")
	if runes := []rune(said); len(runes) > 400 {
		said = string(runes[:399]) + "…"
	}
	return said
}
