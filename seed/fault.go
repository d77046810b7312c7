package seed

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// Fault is one error in the files.
type Fault struct {
	File    string
	Table   string // with its number, code or id, or else its position, such as project #3; empty for the file as a whole
	Field   string // empty for the table as a whole
	Problem string
}

// Error returns one line.
func (f Fault) Error() string {
	parts := slices.DeleteFunc([]string{f.File, f.Table, f.Field, f.Problem}, func(s string) bool { return s == "" })
	return strings.Join(parts, ": ")
}

// Faults are all faults of the files, in the order in which they are read.
type Faults []Fault

// Error returns a line for each fault.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, x := range f {
		lines[i] = x.Error()
	}
	return strings.Join(lines, "\n")
}

// spot is the location of a table in a file, for reporting faults.
type spot struct {
	faults *Faults
	file   string
	table  string
}

func (s spot) fault(field, format string, args ...any) {
	*s.faults = append(*s.faults, Fault{File: s.file, Table: s.table, Field: field, Problem: fmt.Sprintf(format, args...)})
}

// under returns the spot of a table within this one.
func (s spot) under(table, key string, index int) spot {
	s.table += ", " + tableName(table, key, index)
	return s
}

// need reports a fault if a text is missing.
func (s spot) need(field, text string) {
	if strings.TrimSpace(text) == "" {
		s.fault(field, "is missing")
	}
}

// once reports a fault if a key was used before, and records the key.
func (s spot) once(seen map[string]bool, field, key string) {
	if key != "" && seen[key] {
		s.fault(field, "%s stands in the file twice", key)
	}
	seen[key] = true
}

func tableName(table, key string, index int) string {
	if key == "" {
		return fmt.Sprintf("%s #%d", table, index+1)
	}
	return table + " " + key
}

// wrongType matches the library's message for a value of a wrong type. Its line
// number is that of the last such key of the file, so it is not repeated.
var wrongType = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`last key "([^"]*)"\): (incompatible types.*)`)
})

// reportBroken reports a file that cannot be decoded: with the line of a syntax
// error, or the key of a value with a wrong type.
func reportBroken(at spot, err error) {
	if m := wrongType().FindStringSubmatch(err.Error()); m != nil {
		at.fault(m[1], "%s", m[2])
		return
	}
	at.fault("", "%s", strings.TrimPrefix(err.Error(), "toml: "))
}

// reportUnknown reports each unknown key, in each table that has it. Keys
// within an unknown table are not reported separately.
func reportUnknown(at spot, text string, keys []toml.Key) {
	if len(keys) == 0 {
		return
	}
	var tree map[string]any
	if _, err := toml.Decode(text, &tree); err != nil {
		at.fault("", "%v", err)
		return
	}
	seen := map[string]bool{}
	for _, key := range keys {
		if seen[key.String()] || seen[key[:len(key)-1].String()] {
			seen[key.String()] = true
			continue
		}
		seen[key.String()] = true
		for _, table := range tablesWith(tree, key, "") {
			at.table = table
			at.fault(key[len(key)-1], "is not a key that is known here")
		}
	}
}

// tablesWith returns the names of the tables that have the key.
func tablesWith(tree map[string]any, key toml.Key, name string) []string {
	value, ok := tree[key[0]]
	if !ok {
		return nil
	}
	if len(key) == 1 {
		return []string{name}
	}
	var out []string
	switch v := value.(type) {
	case map[string]any:
		return tablesWith(v, key[1:], joinNames(name, key[0]))
	case []map[string]any:
		for i, element := range v {
			out = append(out, tablesWith(element, key[1:], joinNames(name, tableName(key[0], keyOf(element), i)))...)
		}
	}
	return out
}

func joinNames(outer, inner string) string {
	if outer == "" {
		return inner
	}
	return outer + ", " + inner
}

// keyOf returns the name of a table for messages, empty if it has none.
func keyOf(table map[string]any) string {
	for _, k := range []string{"number", "code", "id", "field", "printed"} {
		if s, ok := table[k].(string); ok {
			return s
		}
	}
	return ""
}
