//go:build !linux

package main

// watchedServer is for systems that say what a process uses.
func watchedServer() { panic("this system does not say what a process uses") }
