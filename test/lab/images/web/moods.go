package main

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"
	"time"
)

// What changes while the app runs: it gets ready late, falls ill after a time or a number of questions, ends by itself, talks.
// All of it is off unless its variable is set.
var (
	startedAt = time.Now()
	asks      atomic.Int64
)

// isWell says whether the app is healthy by the clock and by the number of times that it was asked.
func isWell() bool {
	age := time.Since(startedAt)
	if age < milliseconds("READY_AFTER_MS") {
		return false
	}
	if limit := milliseconds("HEALTHY_FOR_MS"); limit > 0 && age > limit {
		return false
	}
	limit, _ := strconv.ParseInt(os.Getenv("HEALTHY_FOR_REQUESTS"), 10, 64)
	return limit == 0 || asks.Add(1) <= limit
}

// live begins what happens without being asked for.
func live() {
	if after := milliseconds("CRASH_AFTER_MS"); after > 0 {
		time.AfterFunc(after, func() {
			fmt.Fprintf(os.Stderr, "web %s crashes as told\n", version())
			os.Exit(exitCode("CRASH_EXIT", 1))
		})
	}
	if every := milliseconds("LOG_EVERY_MS"); every > 0 {
		go talk(every)
	}
}

func talk(every time.Duration) {
	for line := 1; ; line++ {
		fmt.Printf("web %s line %d to stdout\n", version(), line)
		fmt.Fprintf(os.Stderr, "web %s line %d to stderr\n", version(), line)
		time.Sleep(every)
	}
}

// migrate plays a release command: it talks, takes MIGRATE_MS, and ends with MIGRATE_EXIT.
func migrate() int {
	fmt.Printf("web %s migrates\n", version())
	time.Sleep(milliseconds("MIGRATE_MS"))
	code := exitCode("MIGRATE_EXIT", 0)
	if code != 0 {
		fmt.Fprintf(os.Stderr, "web %s cannot migrate: told to end with %d\n", version(), code)
		return code
	}
	fmt.Printf("web %s has migrated\n", version())
	return 0
}

// late answers any request with ?delay= only after that many milliseconds.
func late(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if delay, err := strconv.Atoi(r.URL.Query().Get("delay")); err == nil && delay > 0 {
			select {
			case <-time.After(min(time.Duration(delay)*time.Millisecond, maxSlow)):
			case <-r.Context().Done():
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func exitCode(name string, fallback int) int {
	code, err := strconv.Atoi(os.Getenv(name))
	if err != nil {
		return fallback
	}
	return code
}
