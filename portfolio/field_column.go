package portfolio

import (
	"fmt"
	"slices"
	"strings"
)

// ColumnType is the type of a stored value.
type ColumnType string

// The types of stored values.
const (
	TextColumn      ColumnType = "text"      // empty if unknown
	IntegerColumn   ColumnType = "integer"   // flags and bits
	DayColumn       ColumnType = "day"       // a Date as yyyymmdd, or nil
	CentsColumn     ColumnType = "cents"     // an amount in cents, or nil
	RateColumn      ColumnType = "rate"      // a Percent, or nil; computed
	ProgrammeColumn ColumnType = "programme" // the code of a programme
)

// StoredColumn describes how a value of a project is stored. The zero value is
// for values that are computed from others and not stored.
type StoredColumn struct {
	Name string
	Type ColumnType
	Own  bool // has a column of its own and can be indexed; otherwise it is kept in one JSON column with others
	// value and take get and set the stored value: an int64, a string, or nil.
	value func(p *Project) any
	take  func(p *Project, v any) error
	// of and set get and set it as canonical text.
	of  func(p *Project) FieldValue
	set func(p *Project, v string)
}

// Value returns the stored value: an int64, a string, or nil.
func (c *StoredColumn) Value(p *Project) any { return c.value(p) }

// Take sets the value of a project from its stored form.
func (c *StoredColumn) Take(p *Project, v any) error {
	if err := c.take(p, v); err != nil {
		return fmt.Errorf("column %s: %w", c.Name, err)
	}
	return nil
}

// rateColumn stores the implementation rate, computed from amounts.
var rateColumn = StoredColumn{
	Name: "rate", Type: RateColumn,
	value: func(p *Project) any {
		if rate, _, ok := p.Implementation(); ok {
			return int64(rate)
		}
		return nil
	},
	take: func(*Project, any) error { return nil },
	of: func(p *Project) FieldValue {
		rate, _, ok := p.Implementation()
		if !ok {
			return FieldValue{}
		}
		return FieldValue{rate.Plain(), true}
	},
	set: func(*Project, string) {},
}

// own returns c as a column of its own, which can be indexed.
func own(c StoredColumn) StoredColumn {
	c.Own = true
	return c
}

func textColumn(name string, at func(*Project) *string) StoredColumn {
	return StoredColumn{
		Name: name, Type: TextColumn,
		value: func(p *Project) any { return *at(p) },
		take:  func(p *Project, v any) (err error) { *at(p), err = textOf(v); return err },
		of:    func(p *Project) FieldValue { return textValue(*at(p)) },
		set:   func(p *Project, v string) { *at(p) = v },
	}
}

func dayColumn(name string, at func(*Project) *Date) StoredColumn {
	return StoredColumn{
		Name: name, Type: DayColumn,
		value: func(p *Project) any {
			if d := *at(p); d.Known() {
				return int64(d)
			}
			return nil
		},
		take: func(p *Project, v any) error {
			n, _, err := integerOf(v)
			*at(p) = Date(n)
			return err
		},
		of:  func(p *Project) FieldValue { return textValue(at(p).Plain()) },
		set: func(p *Project, v string) { *at(p) = dateOf(v) },
	}
}

func centsColumn(name string, at func(*Project) *Amount) StoredColumn {
	return StoredColumn{
		Name: name, Type: CentsColumn,
		value: func(p *Project) any {
			if a := at(p); a.Known {
				return int64(a.Cents)
			}
			return nil
		},
		take: func(p *Project, v any) error {
			n, known, err := integerOf(v)
			*at(p) = Amount{Cents: Cents(n), Known: known}
			return err
		},
		of:  func(p *Project) FieldValue { return FieldValue{at(p).Plain(), at(p).Known} },
		set: func(p *Project, v string) { *at(p) = amountOf(v) },
	}
}

func portionsColumn(name string, at func(*Project) *[]Portion) StoredColumn {
	return StoredColumn{
		Name: name, Type: TextColumn,
		value: func(p *Project) any { return FormatPortions(*at(p)) },
		take: func(p *Project, v any) error {
			text, err := textOf(v)
			if err == nil {
				*at(p), err = ParsePortions(text)
			}
			return err
		},
		of:  func(p *Project) FieldValue { return textValue(FormatPortions(*at(p))) },
		set: func(p *Project, v string) { *at(p) = portionsOf(v) },
	}
}

// flagColumn stores flags as bits; the first flag is 1.
func flagColumn(name string, at ...func(*Project) *bool) StoredColumn {
	return StoredColumn{
		Name: name, Type: IntegerColumn, Own: true,
		value: func(p *Project) any {
			bits := int64(0)
			for i, flag := range at {
				if *flag(p) {
					bits |= 1 << i
				}
			}
			return bits
		},
		take: func(p *Project, v any) error {
			bits, _, err := integerOf(v)
			for i, flag := range at {
				*flag(p) = bits&(1<<i) != 0
			}
			return err
		},
	}
}

func textOf(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", fmt.Errorf("%v is not text", v)
}

func integerOf(v any) (n int64, known bool, err error) {
	switch v := v.(type) {
	case nil:
		return 0, false, nil
	case int64:
		return v, true, nil
	}
	return 0, false, fmt.Errorf("%v is not an integer", v)
}

// ProjectColumns are the stored columns of a project, without its sources:
// those of its fields and those that the program computes.
var ProjectColumns = slices.Concat([]StoredColumn{
	own(textColumn("record", func(p *Project) *string { return &p.ID })),
	flagColumn("provisional", func(p *Project) *bool { return &p.Provisional }),
	flagColumn("assumed",
		func(p *Project) *bool { return &p.Duration.StartAssumed },
		func(p *Project) *bool { return &p.Duration.EndAssumed }),
	{
		Name: "plain", Type: TextColumn, Own: true, // the number for searching
		value: func(p *Project) any { return PlainNumber(p.Number) },
		take:  func(*Project, any) error { return nil },
	},
	own(centsColumn("rated", func(p *Project) *Amount { return &p.Amounts.Rated })),
	own(centsColumn("against", func(p *Project) *Amount { return &p.Amounts.Against })),
}, columnsOfFields(projectSpecs))

// columnsOfFields returns the stored columns of fields, each once.
func columnsOfFields(specs []FieldSpec) []StoredColumn {
	var out []StoredColumn
	for i := range specs {
		c := specs[i].Project.Column
		if c.Name != "" && !slices.ContainsFunc(out, func(o StoredColumn) bool { return o.Name == c.Name }) {
			out = append(out, c)
		}
	}
	return out
}

// FieldDigest describes everything in the field specifications on which stored
// values depend. If it differs between two releases, stored values have to be
// derived again from the changes.
func FieldDigest() string {
	var b strings.Builder
	for _, kind := range RecordKinds {
		for _, f := range kind.Fields {
			fmt.Fprintf(&b, "%s %s %d %t %t %t %d", kind.Kind, f.Name, f.Limit, f.Needed, f.Money, f.Day, f.Side)
			if f.Project != nil {
				c := &f.Project.Column
				fmt.Fprintf(&b, " %s %s %t", c.Name, c.Type, c.Own)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}
