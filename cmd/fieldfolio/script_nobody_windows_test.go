package main

// asNobody is for systems with users without rights.
func asNobody() { panic("there is no such user here") }

// asMember is for systems with groups.
func asMember() { panic("there are no such groups here") }

// watchedServer is for systems whose server has a Unix socket.
func watchedServer() { panic("there is no Unix socket here") }
