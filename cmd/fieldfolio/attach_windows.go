package main

// becomeMosh fails: there is no server of mosh for Windows.
func becomeMosh([]string) error { return &hinted{"mosh is not available on Windows", "use ssh"} }
