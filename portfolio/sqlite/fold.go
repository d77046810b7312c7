package sqlite

import (
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"modernc.org/sqlite"
)

// fold is an SQL aggregate function: fold(group, value, …) adds up its values
// by group, all of them whole numbers, and returns one blob of records, each
// the group and its sums as 64-bit little-endian numbers. It takes a third of
// the time of GROUP BY, which sorts all rows before it adds any.
func init() {
	sqlite.MustRegisterFunction("fold", &sqlite.FunctionImpl{
		NArgs: -1, Deterministic: true,
		MakeAggregate: func(sqlite.FunctionContext) (sqlite.AggregateFunction, error) {
			return &folder{sums: map[int64][]int64{}}, nil
		},
	})
}

// fold_first is fold(group, value, …) with more values, each 1 in the first row
// of a project that has its key and 0 in others: fold_first(n, group, value, …,
// project, key, …) has n keys. The rows of a project must follow one another, as
// they do where slices are read by project.
func init() {
	sqlite.MustRegisterFunction("fold_first", &sqlite.FunctionImpl{
		NArgs: -1, Deterministic: true,
		MakeAggregate: func(sqlite.FunctionContext) (sqlite.AggregateFunction, error) {
			return &firstFolder{folder: folder{sums: map[int64][]int64{}}, read: map[int64]bool{}}, nil
		},
	})
}

var (
	errFold  = errors.New("fold adds up whole numbers")
	errFirst = errors.New("the rows of a project do not follow one another")
)

type folder struct {
	sums   map[int64][]int64
	values int
}

// Step adds a row.
func (f *folder) Step(_ *sqlite.FunctionContext, args []driver.Value) error {
	row, err := integers(args)
	if err != nil {
		return err
	}
	f.add(row[0], row[1:])
	return nil
}

func integers(args []driver.Value) ([]int64, error) {
	row := make([]int64, len(args))
	for i, a := range args {
		n, ok := a.(int64)
		if !ok {
			return nil, errFold
		}
		row[i] = n
	}
	return row, nil
}

func (f *folder) add(group int64, values []int64) {
	sums := f.sums[group]
	if sums == nil {
		f.values = len(values)
		sums = make([]int64, f.values)
		f.sums[group] = sums
	}
	for i, n := range values {
		sums[i] += n
	}
}

// firstFolder is a folder that knows which keys of the current project it has
// seen.
type firstFolder struct {
	folder
	project int64
	seen    [][]int64      // of each key, the values; a project has few
	read    map[int64]bool // the projects
}

// Step adds a row.
func (f *firstFolder) Step(_ *sqlite.FunctionContext, args []driver.Value) error {
	row, err := integers(args)
	if err != nil {
		return err
	}
	keys := row[len(row)-int(row[0]):]
	values := row[1 : len(row)-len(keys)]
	if project := values[len(values)-1]; project != f.project || f.seen == nil {
		if f.read[project] {
			return errFirst
		}
		f.project, f.seen, f.read[project] = project, make([][]int64, len(keys)), true
	}
	for i, key := range keys {
		if slices.Contains(f.seen[i], key) {
			keys[i] = 0
			continue
		}
		f.seen[i], keys[i] = append(f.seen[i], key), 1
	}
	f.add(values[0], slices.Concat(values[1:len(values)-1], keys))
	return nil
}

// WindowInverse is not needed: fold is no window function.
func (f *folder) WindowInverse(*sqlite.FunctionContext, []driver.Value) error { return errFold }

// WindowValue returns the records.
func (f *folder) WindowValue(*sqlite.FunctionContext) (driver.Value, error) {
	out := make([]byte, 0, len(f.sums)*(f.values+1)*8)
	for group, sums := range f.sums {
		out = binary.LittleEndian.AppendUint64(out, uint64(group))
		for _, n := range sums {
			out = binary.LittleEndian.AppendUint64(out, uint64(n))
		}
	}
	return out, nil
}

// Final has nothing to free.
func (f *folder) Final(*sqlite.FunctionContext) {}

// unfold calls each for every record of a blob, with the group in front.
func unfold(blob []byte, values int, each func(record []int64)) error {
	size := (values + 1) * 8
	if len(blob)%size != 0 {
		return fmt.Errorf("fold: %d bytes are not records of %d", len(blob), size)
	}
	record := make([]int64, values+1)
	for ; len(blob) > 0; blob = blob[size:] {
		for i := range record {
			record[i] = int64(binary.LittleEndian.Uint64(blob[i*8:]))
		}
		each(record)
	}
	return nil
}
