// Package remap gives actions the keys that a person has configured.
package remap
