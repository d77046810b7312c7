package main

// asNobody is for systems with users without rights.
func asNobody() { panic("there is no such user here") }
