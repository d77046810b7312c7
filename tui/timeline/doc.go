// Package timeline is the screen Timeline: the durations of projects as bars in a
// part of the calendar that moves and zooms.
package timeline
