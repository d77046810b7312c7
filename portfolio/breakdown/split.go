package breakdown

import (
	"math/bits"
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// Weight is one part of a split: its code and its weight.
type Weight struct {
	Code   string
	Weight int64 // 0 or more
}

// Split divides total among parts in proportion to their weights, in whole
// cents that add up to total, by the largest remainder. Ties go to the larger
// weight, then to the first in code order. The result is in the order of
// parts. With no weight at all, the first part in code order gets everything;
// with no parts the result is empty.
//
// Worked example: 100 cents among a:1, b:1, c:1 are 34, 33, 33.
func Split(total portfolio.Cents, parts []Weight) []portfolio.Cents {
	out := make([]portfolio.Cents, len(parts))
	if len(parts) == 0 {
		return out
	}
	if total < 0 {
		for i, c := range Split(-total, parts) {
			out[i] = -c
		}
		return out
	}
	var sum int64
	for _, p := range parts {
		sum += p.Weight
	}
	if sum == 0 {
		parts = slices.Clone(parts)
		parts[firstByCode(parts)].Weight, sum = 1, 1
	}
	rest := total
	remainders := make([]uint64, len(parts))
	for i, p := range parts {
		hi, lo := bits.Mul64(uint64(total), uint64(p.Weight))
		quotient, remainder := bits.Div64(hi, lo, uint64(sum))
		out[i], remainders[i] = portfolio.Cents(quotient), remainder
		rest -= out[i]
	}
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case remainders[a] != remainders[b]:
			return sign(remainders[a] < remainders[b])
		case parts[a].Weight != parts[b].Weight:
			return sign(parts[a].Weight < parts[b].Weight)
		}
		return strings.Compare(parts[a].Code, parts[b].Code)
	})
	for _, i := range order[:rest] {
		out[i]++
	}
	return out
}

func sign(less bool) int {
	if less {
		return 1
	}
	return -1
}

func firstByCode(parts []Weight) int {
	first := 0
	for i, p := range parts {
		if p.Code < parts[first].Code {
			first = i
		}
	}
	return first
}
