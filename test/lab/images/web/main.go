// The lab's web app: it answers who it is, and it misbehaves on request.
// Behaviour comes from the environment (APP_VERSION, APP_MODE, APP_START_DELAY_MS, PORT, and those of moods.go), so an image tag or
// an env change can alter it.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const drainLimit = 30 * time.Second

func main() {
	if len(os.Args) > 1 && os.Args[1] == "check" {
		os.Exit(check())
	}
	if len(os.Args) > 1 && os.Args[1] == "migrate" {
		os.Exit(migrate())
	}
	if hasMode("crash") {
		fmt.Fprintf(os.Stderr, "web %s cannot start: told to crash\n", version())
		os.Exit(1)
	}
	time.Sleep(milliseconds("APP_START_DELAY_MS"))
	os.Exit(serve())
}

// serve runs until a signal; its result is the exit code.
func serve() int {
	server := &http.Server{Addr: ":" + port(), Handler: routes()}
	server.RegisterOnShutdown(func() { close(stopping) })
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	fmt.Printf("web %s listens on :%s\n", version(), port())
	live()
	select {
	case err := <-failed:
		fmt.Fprintf(os.Stderr, "web %s cannot listen: %v\n", version(), err)
		return 1
	case <-asked():
		return stop(server)
	}
}

// asked yields when the app should stop. A deaf app never learns of it and has to be killed.
func asked() <-chan os.Signal {
	signals := make(chan os.Signal, 1)
	if hasMode("deaf") || os.Getenv("IGNORE_TERM") == "1" {
		signal.Ignore(syscall.SIGTERM, syscall.SIGINT)
		return signals
	}
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	return signals
}

// stop finishes the requests under way, unless the app is one that exits at once.
func stop(server *http.Server) int {
	fmt.Printf("web %s stops\n", version())
	if hasMode("abrupt") || os.Getenv("EXIT_AT_ONCE") == "1" {
		return 0
	}
	ctx, cancel := context.WithTimeout(context.Background(), drainLimit)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil && !errors.Is(err, http.ErrServerClosed) {
		fmt.Fprintf(os.Stderr, "web %s stopped with requests under way: %v\n", version(), err)
	}
	open.Wait()
	return 0
}

// check is the image's own health check: the image holds no other program that could ask.
func check() int {
	client := http.Client{Timeout: 2 * time.Second}
	response, err := client.Get("http://127.0.0.1:" + port() + "/healthz")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer response.Body.Close()
	fmt.Println(response.Status)
	if response.StatusCode != http.StatusOK {
		return 1
	}
	return 0
}

func version() string { return orElse(os.Getenv("APP_VERSION"), "unknown") }

func port() string { return orElse(os.Getenv("PORT"), "8080") }

func hasMode(mode string) bool {
	for _, one := range strings.Split(os.Getenv("APP_MODE"), ",") {
		if one == mode {
			return true
		}
	}
	return false
}

func milliseconds(name string) time.Duration {
	value, _ := strconv.Atoi(os.Getenv(name))
	return time.Duration(value) * time.Millisecond
}

func orElse(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}
