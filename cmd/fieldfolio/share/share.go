package share

import (
	"os"
	"path/filepath"
	"strings"

	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// Error says where the group cannot use something, why, and what to do.
type Error struct{ Where, What, Do string }

// Error returns one sentence.
func (e *Error) Error() string { return e.Where + ": " + e.What }

// Remedy returns what to do.
func (e *Error) Remedy() fault.Remedy { return fault.Remedy{Text: e.Do} }

// place returns the absolute path of a database, without a link at its end.
func place(path string) (string, error) {
	file, err := dbfile.Resolve(path)
	if err != nil {
		return "", err
	}
	return filepath.Abs(file) //nolint:wrapcheck // says that there is no working directory
}

// rejectedFolder is the directory beside a database with the mails that were rejected.
const rejectedFolder = "rejected"

// files returns what belongs to a database, first its directory and the database itself. Keys, and what
// a server keeps for itself, are not among them.
func files(database string) ([]string, error) {
	dir, base := filepath.Split(database)
	all := []string{filepath.Clean(dir), database}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		switch {
		case name == database || private(base, e.Name()):
		case e.IsDir() && e.Name() == rejectedFolder:
			err = filepath.WalkDir(name, func(path string, d os.DirEntry, err error) error {
				if err == nil && (d.IsDir() || d.Type().IsRegular()) {
					all = append(all, path)
				}
				return err
			})
			if err != nil {
				return nil, err //nolint:wrapcheck // names the operation and the path
			}
		case e.Type().IsRegular() && belongs(base, e.Name()):
			all = append(all, name)
		}
	}
	return all, nil
}

// private reports whether a file beside a database holds keys, or is a lock or a socket of who serves it.
func private(base, name string) bool {
	for _, ending := range []string{".key", ".age", ".host_key", ".serve", ".sock"} {
		if strings.HasPrefix(name, base+ending) {
			return true
		}
	}
	return false
}

// belongs reports whether a file has a name that the program gives to what it keeps beside a
// database: journals, locks, copies from before an upgrade or a restore, the configuration.
func belongs(base, name string) bool {
	stem := strings.TrimSuffix(base, filepath.Ext(base))
	return strings.HasPrefix(name, base+".") || strings.HasPrefix(name, base+"-") ||
		strings.HasPrefix(name, stem+"-version") || name == stem+".toml"
}
