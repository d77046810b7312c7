package mailbox

import (
	"cmp"
	"errors"
	"net"
	"sync"
	"time"
)

// overhead is how many bytes an answer may have beside what was asked for.
const overhead = 256 << 10

// slowest is the number of bytes a second of the slowest line that is waited
// for, on the average of an answer.
const slowest = 500

var (
	errTooMuch = errors.New("the server sends more than it was asked for")
	errSilent  = errors.New("the server does not answer in time")
)

// meter is a connection that limits each answer of a server: its bytes, its
// speed and its pauses. The limits take the place of those that go-imap and
// go-smtp set, which bound neither bytes nor a server that sends little by
// little.
type meter struct {
	net.Conn
	mu      sync.Mutex
	left    int64 // bytes of the answer
	silence time.Duration
	until   time.Time // for an answer without bytes; zero between two commands
	got     int64     // bytes of the answer
	end     time.Time // of everything; zero for none
	total   int64     // bytes read
	limit   error     // the first that was exceeded
	broken  bool      // the connection ended otherwise
}

func newMeter(conn net.Conn) *meter { return &meter{Conn: conn, left: overhead} }

// expect begins the wait for an answer of some bytes, with pauses of at most
// silence. It ends at end, unless that is zero.
func (m *meter) expect(bytes int64, silence time.Duration, end time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	m.left, m.silence, m.got = bytes+overhead, silence, 0
	m.until, m.end = now.Add(2*silence), end
	m.deadline(now)
}

// rest ends the wait: until the next command the server may be silent.
func (m *meter) rest() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.until = time.Time{}
	m.deadline(time.Now())
}

// deadline sets the time limit of a read; also of one that has begun.
func (m *meter) deadline(now time.Time) {
	var at time.Time
	if !m.until.IsZero() {
		at = now.Add(m.silence)
		if slow := m.until.Add(time.Duration(m.got) * time.Second / slowest); slow.Before(at) {
			at = slow
		}
		if !m.end.IsZero() && m.end.Before(at) {
			at = m.end
		}
	}
	_ = m.Conn.SetReadDeadline(at) // fails for a closed connection only, as the read will
}

// Read reads at most what is left of the answer.
func (m *meter) Read(p []byte) (int, error) {
	m.mu.Lock()
	if m.left <= 0 {
		m.fail(errTooMuch)
		m.mu.Unlock()
		return 0, errTooMuch
	}
	p = p[:min(int64(len(p)), m.left)]
	m.deadline(time.Now())
	m.mu.Unlock()
	n, err := m.Conn.Read(p)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.left, m.got, m.total = m.left-int64(n), m.got+int64(n), m.total+int64(n)
	if late, is := errorAs[net.Error](err); is && late.Timeout() {
		m.fail(errSilent)
	} else if err != nil {
		m.broken = true
	}
	return n, err //nolint:wrapcheck // is the connection to its callers
}

// cut ends the connection of a server that sends more than it was asked for.
func (m *meter) cut() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail(errTooMuch)
	_ = m.Close()
}

func (m *meter) fail(err error) {
	if m.limit == nil {
		m.limit = err
	}
}

// ended returns the limit that was exceeded, nil if none, and whether the
// connection ended otherwise.
func (m *meter) ended() (limit error, broken bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.limit, m.broken
}

// bytes returns the number of bytes read.
func (m *meter) bytes() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.total
}

// Write gives the server the time of a pause to take some bytes.
func (m *meter) Write(p []byte) (n int, err error) {
	m.mu.Lock()
	silence := cmp.Or(m.silence, patience)
	m.mu.Unlock()
	for len(p) > 0 && err == nil {
		_ = m.Conn.SetWriteDeadline(time.Now().Add(silence)) // fails for a closed connection only, as the write will
		some := 0
		some, err = m.Conn.Write(p[:min(len(p), atOnceWritten)])
		n, p = n+some, p[some:]
	}
	if late, is := errorAs[net.Error](err); is && late.Timeout() {
		m.mu.Lock()
		m.fail(errSilent)
		m.mu.Unlock()
	}
	return n, err //nolint:wrapcheck // is the connection to its callers
}

// atOnceWritten is the number of bytes that a server has to take in the time of
// a pause.
const atOnceWritten = 16 << 10

// SetReadDeadline does nothing: expect has set the time limits.
func (m *meter) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing: each write sets its own.
func (m *meter) SetWriteDeadline(time.Time) error { return nil }

// SetDeadline does nothing.
func (m *meter) SetDeadline(time.Time) error { return nil }
