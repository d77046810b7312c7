package load

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// Use is what a process uses up.
type Use struct {
	CPU      time.Duration // of all its threads
	Resident int64         // bytes of memory
	Peak     int64         // bytes of memory at most so far
}

func (u Use) since(before Use) Use {
	u.CPU -= before.CPU
	return u
}

// ticks is how Linux counts CPU for programs, whatever it does itself: 100 in a second.
const ticks = 100

// UseOf returns what a process uses up, from /proc; process 0 uses nothing.
func UseOf(process int) (Use, error) {
	if process == 0 {
		return Use{}, nil
	}
	folder := "/proc/" + strconv.Itoa(process)
	stat, err := os.ReadFile(folder + "/stat")
	if err != nil {
		return Use{}, err
	}
	status, err := os.ReadFile(folder + "/status")
	if err != nil {
		return Use{}, err
	}
	use, err := parse(string(stat), string(status))
	if err != nil {
		return Use{}, fmt.Errorf("%s: %w", folder, err)
	}
	return use, nil
}

func parse(stat, status string) (Use, error) {
	var use Use
	// The second field is the program's name, in parentheses, which may contain anything.
	fields := strings.Fields(stat[strings.LastIndex(stat, ")")+1:])
	if len(fields) < 13 {
		return use, fmt.Errorf("stat has %d fields", len(fields))
	}
	for _, field := range fields[11:13] { // utime, stime
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return use, fmt.Errorf("CPU in stat: %w", err)
		}
		use.CPU += time.Duration(n) * time.Second / ticks
	}
	for line := range strings.Lines(status) {
		name, rest, _ := strings.Cut(line, ":")
		kilobytes, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
		switch name {
		case "VmRSS":
			use.Resident = kilobytes << 10
		case "VmHWM":
			use.Peak = kilobytes << 10
		}
	}
	return use, nil
}
