// Package funding makes the report on what is not funded, as far as it is
// stated: of projects and of priority activities.
package funding
