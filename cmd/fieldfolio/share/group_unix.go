//go:build unix

package share

import (
	"os"
	"os/user"
	"slices"
	"strconv"
)

// group is a group of users.
type group struct {
	id   uint64
	name string
}

// named returns the group with a name, to which this user has to belong.
func named(name string) (group, error) {
	found, err := user.LookupGroup(name)
	if err != nil {
		return group{}, &Error{"group " + name, "there is no such group on this machine",
			"id -Gn lists your groups; an administrator makes one with groupadd " + name}
	}
	id, err := strconv.ParseUint(found.Gid, 10, 64)
	if err != nil {
		return group{}, &Error{"group " + name, "its number is " + found.Gid, "name another group"}
	}
	g := group{id, name}
	if why, do := g.without(); why != "" {
		return g, &Error{"group " + name, why, do}
	}
	return g, nil
}

// Usable returns an error if this user cannot share anything with a group.
func Usable(name string) error {
	_, err := named(name)
	return err
}

// groupOf returns the group with an id.
func groupOf(id uint64) group {
	text := strconv.FormatUint(id, 10)
	if found, err := user.LookupGroupId(text); err == nil {
		text = found.Name
	}
	return group{id, text}
}

// without says why this process does not belong to a group, and what to do; nothing if it does.
func (g group) without() (why, do string) {
	ids, err := os.Getgroups()
	if err != nil || os.Geteuid() == 0 || os.Getegid() == int(g.id) || slices.Contains(ids, int(g.id)) {
		return "", ""
	}
	me := userOf(uint64(os.Geteuid()))
	if u, err := user.Current(); err == nil {
		if all, err := u.GroupIds(); err == nil && slices.Contains(all, strconv.FormatUint(g.id, 10)) {
			return "this session began before you, " + me + ", became a member", "log out and in again"
		}
	}
	return "you, " + me + ", are not a member",
		"ask an administrator to run usermod -aG " + g.name + " " + me + ", then log in again"
}

// userOf returns the login of a user, the id of one without.
func userOf(id uint64) string {
	text := strconv.FormatUint(id, 10)
	if u, err := user.LookupId(text); err == nil {
		return u.Username
	}
	return text
}
