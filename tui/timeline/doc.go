// Package timeline is the screen Timeline: the durations of projects as bars, in a section of the
// calendar that moves and zooms.
package timeline
