//go:build unix

package share

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"fieldfolio/portfolio/durable"
)

// The modes of what is shared.
const (
	dirMode  = fs.ModeSetgid | 0o770
	fileMode = fs.FileMode(0o660)
)

// With lets the members of a group use a database. It returns an *Error if they cannot, before it
// changes anything where that can be seen. left are files of other users that the group cannot use.
func With(path, group string) (left []*Error, err error) {
	g, err := named(group)
	if err != nil {
		return nil, err
	}
	database, err := place(path)
	if err != nil {
		return nil, err
	}
	if err := suits(filepath.Dir(database), g); err != nil {
		return nil, err
	}
	return g.take(database)
}

// Again does the same for the group that shares the directory of a database already; an *Error says
// that none does.
func Again(path string) (group string, left []*Error, err error) {
	database, err := place(path)
	if err != nil {
		return "", nil, err
	}
	g, ok := of(filepath.Dir(database))
	if !ok {
		return "", nil, &Error{path, "is not shared by a group", "fieldfolio share --group NAME shares it; id -Gn lists your groups"}
	}
	left, err = With(path, g.name)
	return g.name, left, err
}

// Group returns the id of the group that shares a database; 0 if none does.
func Group(path string) int {
	database, err := place(path)
	if err != nil {
		return 0
	}
	if g, ok := of(filepath.Dir(database)); ok {
		return int(g.id)
	}
	return 0
}

// Faults returns what the group that shares a database cannot use; nothing for a database that is
// not shared.
func Faults(path string) (all []*Error, err error) {
	database, err := place(path)
	if err != nil {
		return nil, err
	}
	g, ok := of(filepath.Dir(database))
	if !ok {
		return nil, nil
	}
	names, err := files(database)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		e, err := look(name)
		if err != nil {
			return nil, err
		}
		if !e.usableBy(g) {
			all = append(all, e.closedTo(g))
		}
	}
	return all, nil
}

// suits returns an error for a directory that must not be shared, or that the group cannot reach.
func suits(dir string, g group) error {
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	const move = "move the database to a directory of its own, such as /srv/fieldfolio"
	if home, err := os.UserHomeDir(); err == nil {
		if at, err := os.Stat(home); err == nil && os.SameFile(at, info) {
			return &Error{dir, "is a home directory, all of which would be shared", move}
		}
	}
	if info.Mode()&fs.ModeSticky != 0 {
		return &Error{dir, "is everybody's: members of a group cannot replace each other's files in it", move}
	}
	for above := filepath.Dir(dir); ; above = filepath.Dir(above) {
		e, err := look(above)
		if err != nil {
			return err
		}
		if !e.enterableBy(g) {
			return &Error{above, "members of the group " + g.name + " cannot enter this directory",
				move + ", or run chmod o+x " + above}
		}
		if above == filepath.Dir(above) {
			return nil
		}
	}
}

// take gives the group what belongs to a database, as far as it belongs to this user.
func (g group) take(database string) (left []*Error, err error) {
	names, err := files(database)
	if err != nil {
		return nil, err
	}
	var mine []*entry
	for i, name := range names {
		e, err := look(name)
		switch {
		case err != nil:
			return nil, err
		case e.usableBy(g):
		case e.mine():
			mine = append(mine, e)
		case i < 2: // the directory or the database: without them nothing else is of use
			return nil, &Error{name, "belongs to " + e.owner() + ", who alone can share it",
				"ask " + e.owner() + " to run fieldfolio share --group " + g.name}
		default:
			left = append(left, e.closedTo(g))
		}
	}
	for _, e := range mine {
		if err := e.give(g); err != nil {
			return nil, err
		}
	}
	return left, nil
}

// entry is a file or a directory.
type entry struct {
	name string
	info fs.FileInfo
	uid  uint64
	gid  uint64
}

func look(name string) (*entry, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	e := &entry{name: name, info: info}
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		e.uid, e.gid = uint64(s.Uid), uint64(s.Gid)
	}
	return e, nil
}

func (e *entry) mine() bool {
	me := os.Geteuid()
	return me == 0 || e.uid == uint64(me)
}

func (e *entry) owner() string { return userOf(e.uid) }

// usableBy reports whether members of a group can read and write a file, and make files in a
// directory that belong to the group.
func (e *entry) usableBy(g group) bool {
	if e.gid != g.id {
		return false
	}
	if e.info.IsDir() {
		return e.info.Mode()&dirMode&(fs.ModeSetgid|0o070) == fs.ModeSetgid|0o070
	}
	return e.info.Mode().Perm()&0o060 == 0o060
}

// enterableBy reports whether members of a group can go through a directory.
func (e *entry) enterableBy(g group) bool {
	if e.gid == g.id {
		return e.info.Mode().Perm()&0o010 != 0
	}
	return e.info.Mode().Perm()&0o001 != 0
}

// closedTo is the error for what a group cannot use.
func (e *entry) closedTo(g group) *Error {
	return &Error{e.name, "members of the group " + g.name + " cannot write it",
		"ask " + e.owner() + " to run fieldfolio share"}
}

// give gives a group what belongs to this user.
func (e *entry) give(g group) error {
	mode := fileMode
	if e.info.IsDir() {
		mode = dirMode
	}
	err := os.Chown(e.name, -1, int(g.id))
	if err == nil {
		err = os.Chmod(e.name, mode) // after the group: changing that takes the setgid bit away
	}
	if err != nil && !errors.Is(err, fs.ErrPermission) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	now, lookErr := look(e.name)
	switch {
	case lookErr != nil:
		return lookErr
	case !now.usableBy(g):
		return &Error{e.name, "its file system keeps no groups or modes, so it cannot be shared",
			"move the database to a file system of Unix, such as that of /srv"}
	}
	return nil
}

// of returns the group that shares a directory.
func of(dir string) (group, bool) {
	if !durable.Shared(dir) {
		return group{}, false
	}
	e, err := look(dir)
	if err != nil {
		return group{}, false
	}
	return groupOf(e.gid), true
}
