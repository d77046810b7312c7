package main

// asNobody is for systems with users without rights.
func asNobody() { panic("there is no such user here") }

// asMember is for systems with groups.
func asMember() { panic("there are no such groups here") }

// limitedServer is for systems that say who connects to a Unix socket.
func limitedServer() { panic("there is no Unix socket here") }
