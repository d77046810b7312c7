package mail

import (
	"bytes"
	"iter"
)

func isMbox(raw []byte) bool { return postmark(bytes.TrimLeft(raw, "\n")) }

// postmark reports whether a text begins with the line that begins a message in
// an mbox: "From ", a sender, and a time.
func postmark(text []byte) bool {
	if !bytes.HasPrefix(text, []byte("From ")) {
		return false
	}
	line, _, _ := bytes.Cut(text[:min(len(text), 300)], []byte("\n"))
	words := bytes.Fields(line)
	return len(words) >= 5 && bytes.Count(line, []byte(":")) >= 1
}

// split returns the messages of an mbox, or all of raw if it is not an mbox.
func split(raw []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		raw = bytes.TrimLeft(raw, "\n")
		if !postmark(raw) {
			yield(raw)
			return
		}
		start := 0
		for at := 0; at < len(raw); {
			next := bytes.Index(raw[at:], []byte("\nFrom "))
			if next < 0 {
				break
			}
			at += next + 1
			if postmark(raw[at:]) {
				if !yield(withoutPostmark(raw[start:at])) {
					return
				}
				start = at
			}
		}
		yield(withoutPostmark(raw[start:]))
	}
}

func withoutPostmark(message []byte) []byte {
	_, rest, _ := bytes.Cut(message, []byte("\n"))
	return rest
}
