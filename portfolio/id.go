package portfolio

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"fieldfolio/portfolio/fault"
)

// LocalOffice is the office of a database that has not joined any.
const LocalOffice = "local"

// SeedOffice is the office of corrections to the seed. Only corrections shipped
// with a release are accepted under this name.
const SeedOffice = "seed"

// MaxNumber is the largest number of a change, far more than any number of
// edits.
const MaxNumber = 1<<53 - 1

// HashLength is the number of characters of the content's hash in an id: 40
// bits.
const HashLength = 8

// ID identifies a change, such as roea.k3f9ab:118-7qd2m0xz. It contains a hash
// of the content, so that two contents never have the same id. The zero value
// identifies no change.
type ID struct {
	Office      string
	Incarnation string // of the copy: random, and new whenever the copy may have been restored from a backup
	N           int64  // Lamport number: larger than any that the office had seen before
	Hash        string // the first characters of a hash of the content
}

var idForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([a-z0-9][a-z0-9-]{0,31})\.([a-z0-9]{1,16}):([1-9][0-9]{0,15})-([a-z0-9]{8})$`)
})

// ParseID reads an id as String returns it. It returns an *Invalid if s is
// anything else.
func ParseID(s string) (ID, error) {
	m := idForm().FindStringSubmatch(s)
	if m == nil {
		return ID{}, &fault.Invalid{Field: "change", Value: s, Why: "is not the id of a change", Action: fault.ListChanges,
			Of: "local.k3f9ab:12-7qd2m0xz"}
	}
	n, err := strconv.ParseInt(m[3], 10, 64)
	if err != nil || n > MaxNumber {
		return ID{}, &fault.Invalid{Field: "change", Value: s, Why: "has too large a number"}
	}
	return ID{m[1], m[2], n, m[4]}, nil
}

// String returns the id as it is written, empty for the zero value.
func (id ID) String() string {
	if id == (ID{}) {
		return ""
	}
	return id.Office + "." + id.Incarnation + ":" + strconv.FormatInt(id.N, 10) + "-" + id.Hash
}

// Compare orders ids by number, then by office, incarnation and hash. It does
// not depend on clocks.
func (id ID) Compare(other ID) int {
	return cmp.Or(cmp.Compare(id.N, other.N), strings.Compare(id.Office, other.Office),
		strings.Compare(id.Incarnation, other.Incarnation), strings.Compare(id.Hash, other.Hash))
}

// Plain returns the id.
func (id ID) Plain() string { return id.String() }

// Shown returns the id.
func (id ID) Shown() string { return id.String() }

// Spoken returns the id.
func (id ID) Spoken() string { return id.String() }

// CheckParts returns an error if a part of the id other than the hash is not
// valid.
func (id ID) CheckParts() error { return id.check() }

func (id ID) check() error {
	if _, err := ParseID(fmt.Sprintf("%s.%s:%d-%s", id.Office, id.Incarnation, id.N,
		strings.Repeat("0", HashLength))); err != nil {
		return err
	}
	return nil
}
