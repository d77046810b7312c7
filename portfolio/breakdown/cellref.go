package breakdown

import (
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// ParseCell reads a cell of a breakdown as a dimension and a code or name each,
// such as region=west-africa,year=2012; the empty text is the total. It returns
// an *Invalid for anything else. The measure is left to the caller.
func ParseCell(text string, cat *portfolio.Catalogue) (CellRef, error) {
	if text == "" {
		return CellRef{}, nil
	}
	var names, values []string
	for _, part := range strings.Split(text, ",") {
		name, value, ok := strings.Cut(part, "=")
		if !ok {
			return CellRef{}, &fault.Invalid{Field: "part", Value: part, Why: "is not a dimension and a code",
				Do: "use parts such as region=west-africa,year=2012"}
		}
		names, values = append(names, name), append(values, strings.TrimSpace(value))
	}
	by, err := ParseDimensions(strings.Join(names, ","))
	if err != nil {
		return CellRef{}, err
	}
	cell := CellRef{By: by, Codes: make([]string, len(by))}
	for i, d := range by {
		if cell.Codes[i], err = d.parseCode(values[i], cat); err != nil {
			return CellRef{}, err
		}
	}
	return cell, nil
}

// parseCode reads the code of a dimension, or its name.
func (d Dimension) parseCode(text string, cat *portfolio.Catalogue) (string, error) {
	if d.InTime() {
		term, ok := portfolio.ParseYears(text)
		if r := term.Years(); ok && len(r) == 1 && r[0].First == r[0].Last {
			return strconv.Itoa(r[0].First), nil
		}
		return "", &fault.Invalid{Field: d.Label(), Value: text, Why: "is not a year", Do: "use a year such as 2012, or unknown"}
	}
	var codes []string
	for _, c := range d.Choices(cat) {
		if c.Called(text) {
			return c.Code, nil
		}
		codes = append(codes, c.Code)
	}
	return "", &fault.Invalid{Field: d.Label(), Value: text, Why: "does not exist", Do: fault.Suggest(text, codes)}
}
