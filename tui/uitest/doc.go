// Package uitest drives screens in tests: a Driver presses keys and runs commands in
// order, without terminal, clock or goroutine, over a portfolio in memory (Memory),
// and compares what is drawn with golden files. Only tests import it.
package uitest
