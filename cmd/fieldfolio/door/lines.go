package door

import "io"

// Lines is a terminal in raw mode for what writes lines: they end with CR LF.
type Lines struct{ To io.Writer }

// Write writes lines.
func (l Lines) Write(p []byte) (int, error) {
	out := make([]byte, 0, len(p)+16)
	for _, b := range p {
		if b == '\n' {
			out = append(out, '\r')
		}
		out = append(out, b)
	}
	_, err := l.To.Write(out)
	return len(p), err
}
