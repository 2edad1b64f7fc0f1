module mist.lab/web

go 1.21
