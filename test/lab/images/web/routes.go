package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

const (
	maxBodyBytes = 8 << 20
	maxSlow      = 60 * time.Second
)

var sick atomic.Bool

func routes() http.Handler {
	sick.Store(hasMode("sick"))
	mux := http.NewServeMux()
	mux.HandleFunc("/", whoAmI)
	mux.HandleFunc("/version", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, version()) })
	mux.HandleFunc("/healthz", healthz)
	mux.HandleFunc("/health", healthz)
	mux.HandleFunc("/slow", slow)
	mux.HandleFunc("/echo", echo)
	mux.HandleFunc("/log", logLine)
	mux.HandleFunc("/fetch", fetch)
	mux.HandleFunc("/file", file)
	mux.HandleFunc("/exit", exit)
	mux.HandleFunc("/events", events)
	mux.HandleFunc("/ws", socket)
	return late(mux)
}

// whoAmI tells everything a test may want to compare with what was asked for.
func whoAmI(w http.ResponseWriter, r *http.Request) {
	hostname, _ := os.Hostname()
	env := map[string]string{}
	for _, pair := range os.Environ() {
		name, value, _ := strings.Cut(pair, "=")
		env[name] = value
	}
	answer(w, map[string]any{
		"version": version(), "hostname": hostname, "args": os.Args[1:], "env": env,
		"method": r.Method, "host": r.Host, "path": r.URL.Path, "headers": r.Header,
	})
}

// healthz says how the app is; POST /healthz?ok=false makes it sick, POST /healthz?ok=true heals it.
func healthz(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		sick.Store(r.URL.Query().Get("ok") == "false")
	}
	if sick.Load() || !isWell() {
		http.Error(w, "sick", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok")
}

// slow answers after ?ms= milliseconds, or not at all when the client has left.
func slow(w http.ResponseWriter, r *http.Request) {
	ms, _ := strconv.Atoi(r.URL.Query().Get("ms"))
	wait := min(time.Duration(ms)*time.Millisecond, maxSlow)
	select {
	case <-time.After(wait):
		fmt.Fprintln(w, version())
	case <-r.Context().Done():
	}
}

func echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	answer(w, map[string]any{
		"version": version(), "method": r.Method, "host": r.Host, "path": r.URL.Path, "query": r.URL.RawQuery,
		"headers": r.Header, "remote": r.RemoteAddr, "body": string(body), "length": len(body),
	})
}

// logLine writes ?line= to stdout, or to stderr with ?to=stderr, ?times= times.
func logLine(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	out := os.Stdout
	if query.Get("to") == "stderr" {
		out = os.Stderr
	}
	times, err := strconv.Atoi(query.Get("times"))
	if err != nil {
		times = 1
	}
	for range make([]struct{}, min(max(times, 0), 100_000)) {
		fmt.Fprintln(out, query.Get("line"))
	}
	fmt.Fprintln(w, "ok")
}

// fetch asks another app for ?url=, which shows what this one can reach.
func fetch(w http.ResponseWriter, r *http.Request) {
	client := http.Client{Timeout: 5 * time.Second}
	response, err := client.Get(r.URL.Query().Get("url"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer response.Body.Close()
	w.WriteHeader(response.StatusCode)
	_, _ = io.Copy(w, io.LimitReader(response.Body, maxBodyBytes))
}

// file reads or writes ?path=, which shows what a mount holds.
func file(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Query().Get("path")
	if r.Method == http.MethodGet {
		http.ServeFile(w, r, path)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	if err == nil {
		err = os.WriteFile(path, body, 0o644)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(w, "ok")
}

// exit ends the app with ?code=, as a crash in service would.
func exit(_ http.ResponseWriter, r *http.Request) {
	code, _ := strconv.Atoi(r.URL.Query().Get("code"))
	fmt.Fprintf(os.Stderr, "web %s exits with %d on request\n", version(), code)
	os.Exit(code)
}

func answer(w http.ResponseWriter, value map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}
