package portfolio

import (
	"strconv"
	"strings"

	"fieldfolio/portfolio/fault"
)

// FormatPortions returns portions as text, such as
// "drug-trafficking:50 law-enforcement:50", shares in per cent. Equal portions
// have no shares: "BR CL UY".
func FormatPortions(portions []Portion) string {
	parts := make([]string, len(portions))
	for i, p := range portions {
		parts[i] = p.Code
		if !p.Equal {
			parts[i] += ":" + p.Share.Plain()
		}
	}
	return strings.Join(parts, " ")
}

// ParsePortions reads what FormatPortions returns. It returns an *Invalid if a
// share is not a number, or if some portions have a share and others have none;
// it does not check codes or sums.
func ParsePortions(text string) ([]Portion, error) {
	if !strings.Contains(text, ":") {
		return EqualPortions(strings.Fields(text)...), nil
	}
	var out []Portion
	for _, f := range strings.Fields(text) {
		code, share, _ := strings.Cut(f, ":")
		n, err := strconv.ParseFloat(share, 64)
		if err != nil || n <= 0 || n > 100 {
			return nil, &fault.Invalid{Field: "share", Value: f, Why: "is not a share in per cent", Do: "write it as code:50"}
		}
		out = append(out, Portion{Code: code, Share: Percent(n*100 + 0.5)})
	}
	return out, nil
}

// EqualPortions gives each code the same share. If hundredths of a per cent
// cannot express it, the portions are Equal: the first ones have 0.01 % more in
// Share than the others, and the same Weight.
func EqualPortions(codes ...string) []Portion {
	var out []Portion
	for i, share := range shareEqually(len(codes), whole) {
		out = append(out, Portion{Code: codes[i], Share: share, Equal: whole%Percent(len(codes)) != 0})
	}
	return out
}

// shareEqually divides a share into n parts; remainders go to the first ones.
func shareEqually(n int, of Percent) []Percent {
	out := make([]Percent, n)
	for i := range out {
		out[i] = of / Percent(n)
		if Percent(i) < of%Percent(n) {
			out[i]++
		}
	}
	return out
}
