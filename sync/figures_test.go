package sync

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"fieldfolio/sync/mail/mailtest"
)

// BenchmarkFigures prints all that is measured of the exchange, on the seeded
// portfolio where there is a choice, with what it may be at most. It takes about
// a minute and fails nothing: -benchtime 1x.
func BenchmarkFigures(b *testing.B) {
	for b.Loop() {
		var out strings.Builder
		for _, rows := range [][]string{sizeRows(b), damageRows(), costRows(b), receiveRows(b)} {
			out.WriteString("\n" + strings.Join(rows, "\n"))
		}
		_, _ = fmt.Fprintln(os.Stdout, out.String()) // b.Log cuts it short
	}
}

func sizeRows(b *testing.B) (rows []string) {
	most := func(n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("of at most %5d bytes", n)
	}
	for _, s := range sizes(b) {
		rows = append(rows, fmt.Sprintf("%-34s %6d %s", s.what+", readable", s.readable, most(s.mayReadable)))
		rows = append(rows, fmt.Sprintf("%-34s %6d %s", s.what+", armoured", s.armoured, most(s.mayArmoured)))
	}
	return rows
}

func damageRows() []string {
	once, twice := damagedOnce(), damagedTwice(1)
	return []string{
		fmt.Sprintf("%-34s %s of %d kinds, all are to be", "damaged once", &once, len(mailtest.Damages())),
		fmt.Sprintf("%-34s %s, 95 %% are to be", "damaged twice", &twice),
		fmt.Sprintf("%-34s %6d of %d, none are to be", "damaged and read wrongly", len(once.wrong)+len(twice.wrong), once.tried+twice.tried),
	}
}

// costRows are of the five mails that take longest, of all that are hostile: of
// each the middle one of five times, for another program may have been at work.
func costRows(b *testing.B) (rows []string) {
	type row struct {
		name string
		cost
	}
	mails := mailtest.Hostile()
	for name, body := range bombs() {
		mails[name] = mailtest.Mail(body)
	}
	var all []row
	for name, raw := range mails {
		var costs []cost
		for range 5 {
			costs = append(costs, costOf(b, name, raw))
		}
		slices.SortFunc(costs, func(x, y cost) int { return int(x.took - y.took) })
		all = append(all, row{name, costs[2]})
	}
	slices.SortFunc(all, func(x, y row) int { return int(y.took - x.took) })
	named := func(r row) bool {
		return r.name == "3,000 nested parts" || r.name == "100,000 parts" || r.name == "64 MB of line ends"
	}
	for i, r := range all {
		if i < 5 || named(r) {
			rows = append(rows, fmt.Sprintf("%-34s %s, of at most 50 ms and 64 MB", r.name, r.cost))
		}
	}
	return append(rows, fmt.Sprintf("%d hostile mails in all", len(all)))
}

func receiveRows(b *testing.B) []string {
	took, raw := receive(b, 100_000)
	return []string{fmt.Sprintf("%-34s %6.2f times raw inserts, at least 0.20 (%d µs a change)", "receiving 100,000 changes", raw.Seconds()/took.Seconds(), took.Microseconds()/100_000)}
}
