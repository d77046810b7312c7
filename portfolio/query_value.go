package portfolio

import (
	"cmp"
	"slices"
	"strings"

	"fieldfolio/portfolio/fault"
)

// parseValues converts the comma-separated values of a key into canonical
// codes.
func parseValues(key Key, text string, cat *Catalogue) ([]string, error) {
	if c, ok := choiceCalled(key, strings.TrimSpace(strings.ReplaceAll(text, `"`, "")), cat); ok {
		return []string{c}, nil // a name may have commas
	}
	var codes []string
	for _, v := range splitValues(text) {
		v = strings.TrimSpace(strings.ReplaceAll(v, `"`, ""))
		if v == "" {
			return nil, &fault.Invalid{Field: "query", Value: text, Why: "has an empty value", Do: "write " + example(key)}
		}
		code, err := canonical(key, v, cat)
		if err != nil {
			return nil, err
		}
		codes = append(codes, code)
	}
	return codes, nil
}

func splitValues(text string) []string {
	inside := false
	return strings.FieldsFunc(text+" ", func(r rune) bool {
		if r == '"' {
			inside = !inside
		}
		return r == ',' && !inside
	})
}

// canonical returns the code for a value of a key.
func canonical(key Key, value string, cat *Catalogue) (string, error) {
	choices := Choices(key, cat)
	switch key.compares() {
	case CompareNumbers:
		return strings.ToUpper(value), nil
	case CompareWords, CompareIndexed:
		if keySpecs[key].Choices == nil {
			return value, nil
		}
	case CompareAmounts, CompareRates, CompareCodes, CompareDays, CompareKinds, ComparePortions, CompareScope,
		CompareStatus, CompareYears, ComparePlaces:
	}
	if code, ok := choiceCalled(key, value, cat); ok {
		return code, nil
	}
	return "", &fault.Invalid{Field: string(key), Value: value, Why: "is not known",
		Do: cmp.Or(elsewhere(value, cat), fault.Suggest(value, namesOf(choices)))}
}

// choiceCalled returns the code of the choice with a name.
func choiceCalled(key Key, value string, cat *Catalogue) (string, bool) {
	for _, c := range Choices(key, cat) {
		if c.Called(value) {
			return codeIn(key, c), true
		}
	}
	return "", false
}

// codeIn returns the code with which terms of a key name a choice.
func codeIn(key Key, c Choice) string {
	if key.compares() == ComparePlaces {
		return strings.ToLower(dashed(c.Name)) // codes of regions, such as 1030, say nothing to people
	}
	return c.Code
}

// namesOf returns the names by which choices can be given.
func namesOf(choices []Choice) []string {
	names := make([]string, 0, 64)
	for _, c := range choices {
		names = append(names, c.Code)
		for _, other := range []string{c.Label, c.Name} {
			if other = dashed(other); other != "" && !strings.EqualFold(other, c.Code) {
				names = append(names, other)
			}
		}
	}
	return names
}

// leastPart is the length of the shortest part of a name that stands for it, in
// bytes.
const leastPart = 3

// likely returns the code of the only choice of a key that has all words of a
// value in its name; none if no choice has. It returns an *Invalid that names
// the choices if several have, or, for several words, if the value is a name but
// for a slip.
func likely(key Key, value string, several bool, cat *Catalogue) ([]string, error) {
	choices := Choices(key, cat)
	value = strings.TrimSpace(strings.ReplaceAll(value, `"`, ""))
	if near := fault.Slip(dashed(value), namesOf(choices)); several && near != "" {
		return nil, &fault.Invalid{Field: string(key), Value: value, Why: "is not known", Do: "did you mean " + near + "?"}
	}
	if len(value) < leastPart {
		return nil, nil
	}
	var codes, names []string
	for _, c := range choices {
		if HasWords(c.Name+" "+c.Code, value) {
			codes, names = append(codes, codeIn(key, c)), append(names, cmp.Or(c.Name, c.Code))
		}
	}
	if len(codes) < 2 {
		return codes, nil
	}
	return nil, &fault.Invalid{Field: string(key), Value: value, Why: "can be " + fault.Either(names),
		Do: "write which one"}
}

// Choice is a value that a key can have.
type Choice struct {
	Code  string
	Label string // short form that is accepted too; may be empty
	Name  string
	Also  string // other names, separated by commas
}

// Called reports whether value is one of the choice's names, in whatever case.
// Dashes stand for the blanks of a name, as in west-africa, and blanks for
// dashes.
func (c Choice) Called(value string) bool {
	plain := strings.ReplaceAll(value, "-", " ")
	same := func(name string) bool {
		return name != "" && (strings.EqualFold(name, value) || strings.EqualFold(strings.ReplaceAll(name, "-", " "), plain))
	}
	return same(c.Code) || same(c.Label) || same(c.Name) || slices.ContainsFunc(strings.Split(c.Also, ","), same)
}

func dashed(name string) string { return strings.ReplaceAll(name, " ", "-") }

// Choices returns the possible values of a key, in order; none if any value is
// valid.
func Choices(key Key, cat *Catalogue) []Choice {
	if e, ok := keySpecs[key]; ok && e.Choices != nil {
		return e.Choices(cat)
	}
	return nil
}
