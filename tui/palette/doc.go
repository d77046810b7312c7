// Package palette finds by name what can be done, by any word that people have for it, and projects
// and what they have.
package palette
