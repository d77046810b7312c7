//go:build unix

package share

import (
	"path/filepath"
	"slices"

	"golang.org/x/sys/unix"
)

// Barrier says why this user cannot use a database that a group shares, continuing the sentence
// "database PATH …", and what to do. It says nothing if that has nothing to do with the group.
func Barrier(path string) (why, do string) {
	database, err := place(path)
	if err != nil {
		return "", ""
	}
	dir := filepath.Dir(database)
	for _, d := range downTo(dir) {
		if unix.Access(d, unix.X_OK) == nil {
			continue
		}
		if g, ok := of(d); ok && d == dir {
			return g.outsider()
		}
		return "", ""
	}
	g, ok := of(dir)
	if !ok {
		return "", ""
	}
	if why, do := g.outsider(); why != "" {
		return why, do
	}
	for _, name := range []string{database, dir} {
		if unix.Access(name, unix.R_OK|unix.W_OK) == nil {
			continue
		}
		if e, err := look(name); err == nil && !e.usableBy(g) {
			return "is shared by the group " + g.name + ", which cannot write " + name, e.closedTo(g).Do
		}
	}
	return "", ""
}

// outsider is as without, for a database that the group shares.
func (g group) outsider() (why, do string) {
	if why, do = g.without(); why == "" {
		return "", ""
	}
	return "is shared by the group " + g.name + "; " + why, do
}

// downTo returns a directory and those above it, the highest first.
func downTo(dir string) []string {
	all := []string{dir}
	for above := filepath.Dir(dir); above != all[len(all)-1]; above = filepath.Dir(above) {
		all = append(all, above)
	}
	slices.Reverse(all)
	return all
}
