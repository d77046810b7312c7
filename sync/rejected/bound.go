package rejected

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Bounds is how much is kept.
type Bounds struct {
	Age   time.Duration
	Size  int64 // bytes
	Mails int
}

// Usual is how much is kept: half a year, and what a laptop has room for.
var Usual = Bounds{Age: 183 * 24 * time.Hour, Size: 100 << 20, Mails: 5000}

// kept is the files of one mail.
type kept struct {
	name  string
	files []string
	size  int64
}

// Bound removes the oldest mails, with their reasons, that are beyond the
// bounds, done with or not, and returns how many. The newest one always stays.
func (f Folder) Bound(now time.Time, most Bounds) (removed int, err error) {
	all, err := f.kept()
	if err != nil {
		return 0, err
	}
	oldest := now.Add(-most.Age).UTC().Format(stamp)
	size, mails := int64(0), 0
	for i, k := range all { // the newest first
		size, mails = size+k.size, mails+1
		if i == 0 || k.name >= oldest && size <= most.Size && mails <= most.Mails {
			continue
		}
		for _, file := range k.files {
			if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return removed, err
			}
		}
		removed++
	}
	return removed, nil
}

// kept returns the mails in the folder and in done, the newest first. Files with
// other names are not ours, and stay.
func (f Folder) kept() ([]kept, error) {
	found := map[string]*kept{}
	for _, dir := range []string{string(f), filepath.Join(string(f), doneFolder)} {
		entries, err := os.ReadDir(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			ext := filepath.Ext(e.Name())
			name := strings.TrimSuffix(e.Name(), ext)
			if _, err := time.Parse(stamp, name[:min(len(name), len(stamp))]); err != nil || ext != ".eml" && ext != ".txt" {
				continue
			}
			info, err := e.Info()
			if err != nil || !info.Mode().IsRegular() {
				continue
			}
			if found[name] == nil {
				found[name] = &kept{name: name}
			}
			k := found[name]
			k.size += info.Size()
			k.files = append(k.files, filepath.Join(dir, e.Name()))
		}
	}
	all := make([]kept, 0, len(found))
	for _, k := range found {
		all = append(all, *k)
	}
	slices.SortFunc(all, func(a, b kept) int { return strings.Compare(b.name, a.name) })
	return all, nil
}
