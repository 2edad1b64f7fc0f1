// A stand-in for traefik/whoami with the surface that people use of it: / and /api tell the request, /health can be set,
// ?wait= delays, ?env=true adds the environment, WHOAMI_NAME and WHOAMI_PORT_NUMBER (or --name, --port) set it up. Port 80 by default.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

var health atomic.Int64

func main() {
	port := flag.String("port", orElse(os.Getenv("WHOAMI_PORT_NUMBER"), "80"), "the port to listen on")
	name := flag.String("name", os.Getenv("WHOAMI_NAME"), "a name to show")
	flag.Parse()
	health.Store(http.StatusOK)
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { asText(w, r, *name) })
	http.HandleFunc("/api", func(w http.ResponseWriter, r *http.Request) { asJSON(w, r, *name) })
	http.HandleFunc("/health", healthState)
	log.Printf("Starting up on port %s", *port)
	log.Fatal(http.ListenAndServe(":"+*port, nil))
}

func asText(w http.ResponseWriter, r *http.Request, name string) {
	if wait, err := time.ParseDuration(r.URL.Query().Get("wait")); err == nil {
		time.Sleep(min(wait, time.Minute))
	}
	if name != "" {
		fmt.Fprintln(w, "Name:", name)
	}
	hostname, _ := os.Hostname()
	fmt.Fprintln(w, "Hostname:", hostname)
	for _, address := range addresses() {
		fmt.Fprintln(w, "IP:", address)
	}
	fmt.Fprintln(w, "RemoteAddr:", r.RemoteAddr)
	_ = r.Write(w)
	for _, pair := range environment(r) {
		fmt.Fprintln(w, pair)
	}
}

func asJSON(w http.ResponseWriter, r *http.Request, name string) {
	hostname, _ := os.Hostname()
	value := map[string]any{
		"hostname": hostname, "ip": addresses(), "headers": r.Header, "url": r.URL.RequestURI(),
		"host": r.Host, "method": r.Method, "remoteAddr": r.RemoteAddr,
	}
	if name != "" {
		value["name"] = name
	}
	environ := map[string]string{}
	for _, pair := range environment(r) {
		key, text, _ := strings.Cut(pair, "=")
		environ[key] = text
	}
	if len(environ) > 0 {
		value["environ"] = environ
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}

// healthState answers with the status that the last POST to it named.
func healthState(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.WriteHeader(int(health.Load()))
		return
	}
	var status int
	if err := json.NewDecoder(r.Body).Decode(&status); err != nil || status < 100 || status > 999 {
		http.Error(w, "the body must be a status code", http.StatusBadRequest)
		return
	}
	health.Store(int64(status))
}

func environment(r *http.Request) []string {
	if r.URL.Query().Get("env") != "true" {
		return nil
	}
	return os.Environ()
}

func addresses() []string {
	all, _ := net.InterfaceAddrs()
	found := []string{}
	for _, address := range all {
		if network, ok := address.(*net.IPNet); ok {
			found = append(found, network.IP.String())
		}
	}
	return found
}

func orElse(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}
