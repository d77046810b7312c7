package serve

// Size is that of a window, in cells; at most 300 by 100.
type Size struct{ Width, Height int }

// Terminal is that of the client of a session.
type Terminal struct {
	Size              // at first
	Sizes <-chan Size // later: only the latest is kept; closed when there will be no other
}

// sizes hands the sizes of a window over. All methods are called by the loop of requests.
type sizes struct {
	is Size
	to chan Size // nil: there is no terminal
}

func (s *sizes) open(columns, rows uint32) *Terminal {
	s.is = Size{80, 24}
	s.set(columns, rows)
	s.to = make(chan Size, 1)
	return &Terminal{Size: s.is, Sizes: s.to}
}

// set takes a size. Zero says nothing, as RFC 4254 has it.
func (s *sizes) set(columns, rows uint32) {
	if columns > 0 {
		s.is.Width = int(min(columns, maxWidth))
	}
	if rows > 0 {
		s.is.Height = int(min(rows, maxHeight))
	}
}

// change hands a size over in place of one that nobody has taken yet.
func (s *sizes) change(columns, rows uint32) {
	s.set(columns, rows)
	select {
	case <-s.to:
	default:
	}
	s.to <- s.is // has room: nobody else sends
}

func (s *sizes) close() {
	if s.to != nil {
		close(s.to)
	}
}
