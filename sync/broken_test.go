package sync

import (
	"encoding/base32"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

func decodeChain(s string) ([]byte, error) {
	return base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding).DecodeString(s)
}

// broken says what is wrong with a protocol, so that the simulation is seen to
// notice it.
type broken struct {
	advance     bool // what was sent counts as acknowledged
	rising      bool // acknowledgements only rise
	bare        bool // ids without the content's hash
	forgetsOver bool // half of the changes do not say what they are over
	live        bool // what enters a scope brings no history
	apart       bool // positions are kept apart from the changes
	unhashed    bool // acknowledgements are compared without their hash
	drops       bool // held changes go nowhere
}

func (b *broken) bareIDs() bool { return b != nil && b.bare }

// id returns by what a change is known.
func (b *broken) id(id portfolio.ID) portfolio.ID {
	if b.bareIDs() {
		id.Hash = ""
	}
	return id
}

// crooked is an exchange that does something wrong.
type crooked struct {
	*memory
	*broken
}

func exchangeOf(m *memory) exchange.Tx {
	if m.broken == nil {
		return m
	}
	return &crooked{m, m.broken}
}

// Take refuses to go on for ever: a copy that takes its own change for another
// answers it again and again.
func (x *crooked) Take(changes []exchange.Incoming) ([]bool, error) {
	if len(x.arrivals) > 2000 {
		panic("its log grows without end")
	}
	return x.memory.Take(changes)
}

func (x *crooked) SaveLink(l *exchange.Link) error {
	if x.advance && l.Incarnation != "" {
		l.Acked = max(l.Acked, l.Sent)
	}
	if x.rising && l.ID > 0 {
		l.Acked = max(l.Acked, x.links[l.ID-1].Acked)
	}
	return x.memory.SaveLink(l)
}

func (x *crooked) Related(record string) ([]exchange.Arrival, error) {
	list, err := x.memory.Related(record)
	if x.live && len(list) > 0 {
		list = list[len(list)-1:]
	}
	return list, err
}

func (x *crooked) ChainAt(link, pos int64) (exchange.Chain, error) {
	if !x.unhashed {
		return x.memory.ChainAt(link, pos)
	}
	var c exchange.Chain
	raw, err := decodeChain(x.acked)
	copy(c[:], raw)
	return c, err
}

func (x *crooked) InOutbox(link, seq int64) (bool, error) {
	if x.drops {
		if j := x.judged[x.arrivals[seq-1].Change.ID]; j.Ruling != portfolio.Taken {
			return true, nil
		}
	}
	return x.memory.InOutbox(link, seq)
}
