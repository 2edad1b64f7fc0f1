module mist.lab/whoami

go 1.21
