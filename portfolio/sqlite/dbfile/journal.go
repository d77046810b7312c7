package dbfile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// journalMagic begins a rollback journal of SQLite; see "The Rollback Journal"
// in https://www.sqlite.org/fileformat.html.
const journalMagic = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"

// journalHead is the part of a journal's header that is read here.
type journalHead struct {
	Magic   [8]byte
	Pages   int32 // in the first part of the journal; -1 if all that follow
	Nonce   uint32
	Before  uint32 // pages of the database before
	Sector  uint32 // where the first page begins
	PerPage uint32 // bytes
}

// maxPage is the size of the largest pages of SQLite.
const maxPage = 1 << 16

// before is what a journal says of the state of the database to which it leads
// back.
type before struct {
	mark    Mark
	marked  bool
	nonce   uint32 // of the journal
	at      uint32 // the page with the mark
	counter uint32 // the change counter of page 1
	counted bool
}

// readJournal reads the pages at the beginning of a journal until it knows. The
// first page that a transaction writes is that of the mark.
func readJournal(name string) (b before, err error) {
	b.nonce, err = eachPage(name, func(number uint32, page []byte) (more bool, err error) {
		b.take(number, page)
		return !b.marked, nil
	})
	return b, err
}

// eachPage calls fn with the pages in the first part of a journal, as they were
// before, until it returns false. It returns the nonce of the journal.
func eachPage(name string, fn func(number uint32, page []byte) (more bool, err error)) (nonce uint32, err error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	var head journalHead
	if err := binary.Read(f, binary.BigEndian, &head); err != nil || string(head.Magic[:]) != journalMagic ||
		head.PerPage > maxPage || head.PerPage < fileHead {
		return 0, ignoreEnd(err) // cut: it says nothing
	}
	if _, err := f.Seek(int64(head.Sector), io.SeekStart); err != nil {
		return 0, err
	}
	in := bufio.NewReader(f)
	record := make([]byte, 4+head.PerPage+4) // number, content, checksum
	for n := int32(0); n < head.Pages || head.Pages < 0; n++ {
		if _, err := io.ReadFull(in, record); err != nil {
			return head.Nonce, ignoreEnd(err)
		}
		more, err := fn(binary.BigEndian.Uint32(record), record[4:4+head.PerPage])
		if err != nil || !more {
			return head.Nonce, err
		}
	}
	return head.Nonce, nil
}

// readHead reads the header of a journal.
func readHead(name string) (head journalHead, err error) {
	f, err := os.Open(name)
	if err != nil {
		return head, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return head, ignoreEnd(binary.Read(f, binary.BigEndian, &head))
}

func (b *before) take(number uint32, page []byte) {
	if m, ok := markIn(page); ok {
		b.mark, b.marked, b.at = m, true, number
	}
	if number == 1 {
		b.counter, b.counted = counterOf(page), true
	}
}

func ignoreEnd(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

// The header of a database.
const (
	fileHead    = 100
	atPageSize  = 16 // two bytes; 1 for the largest
	atVersions  = 18 // two bytes: 1 for a rollback journal, 2 for a write-ahead log
	atCounter   = 24 // four bytes
	atPages     = 28 // four bytes: how many pages there are
	atFree      = 32 // eight bytes: the free pages
	atCookie    = 40 // four bytes: counts the changes of the schema
	atCounted   = 92 // four bytes: the counter when the number of pages was written; then four: the release of SQLite
	walVersions = "\x02\x02"
)

func counterOf(page []byte) uint32 { return binary.BigEndian.Uint32(page[atCounter:]) }

// HeadFor returns the head of a database for another file of a size, whose own is
// damaged. With it all is read that is on sound pages, if the file is such a
// database at all.
func HeadFor(size int64, database string) (head []byte, err error) {
	f, err := os.Open(database)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	head = make([]byte, fileHead)
	if _, err := io.ReadFull(f, head); err != nil {
		return nil, fmt.Errorf("read the head of %s: %w", database, err)
	}
	perPage := int64(binary.BigEndian.Uint16(head[atPageSize:]))
	if perPage == 1 {
		perPage = maxPage
	}
	binary.BigEndian.PutUint32(head[atPages:], uint32(max(size/max(perPage, 1), 1)))
	clear(head[atFree : atFree+8])
	copy(head[atCounted:], head[atCounter:atCounter+4])
	return head, nil
}
