package main

import (
	"bufio"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	handshakeKey   = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
	maxFrameBytes  = 1 << 20
	eventInterval  = 100 * time.Millisecond
	closeDeadline  = time.Second
	frameText      = 1
	frameClose     = 8
	framePing      = 9
	framePong      = 10
	closeNormal    = 1000
	closeGoingAway = 1001
)

// stopping ends what would otherwise never end: event streams and WebSockets. open counts the latter, which the HTTP server forgets.
var (
	stopping = make(chan struct{})
	open     sync.WaitGroup
)

// events sends one server-sent event every 100 ms, or ?every= milliseconds, until ?count= of them, the client leaves or the app stops.
func events(w http.ResponseWriter, r *http.Request) {
	count, _ := strconv.Atoi(r.URL.Query().Get("count"))
	interval := eventInterval
	if every, err := strconv.Atoi(r.URL.Query().Get("every")); err == nil && every > 0 {
		interval = time.Duration(every) * time.Millisecond
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-cache")
	ticks := time.NewTicker(interval)
	defer ticks.Stop()
	for id := 1; count == 0 || id <= count; id++ {
		fmt.Fprintf(w, "id: %d\nevent: tick\ndata: {\"n\":%d,\"version\":%q}\n\n", id, id, version())
		_ = http.NewResponseController(w).Flush()
		select {
		case <-ticks.C:
		case <-stopping:
			fmt.Fprintf(w, "event: bye\ndata: {\"version\":%q}\n\n", version())
			return
		case <-r.Context().Done():
			return
		}
	}
}

// socket echoes every WebSocket text message. When the app stops it closes with 1001, going away.
func socket(w http.ResponseWriter, r *http.Request) {
	if !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		http.Error(w, "this is for WebSockets", http.StatusUpgradeRequired)
		return
	}
	connection, buffer, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	open.Add(1)
	defer open.Done()
	defer connection.Close()
	sum := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + handshakeKey))
	fmt.Fprintf(connection, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\nX-App-Version: %s\r\n\r\n",
		base64.StdEncoding.EncodeToString(sum[:]), version())
	ended := make(chan struct{})
	defer close(ended)
	go func() {
		select {
		case <-stopping:
			// A client that does not answer the close is left behind.
			_ = connection.SetReadDeadline(time.Now().Add(closeDeadline))
			_ = writeFrame(connection, frameClose, binary.BigEndian.AppendUint16(nil, closeGoingAway))
		case <-ended:
		}
	}()
	converse(connection, buffer.Reader)
}

func converse(connection net.Conn, reader *bufio.Reader) {
	for {
		kind, payload, err := readFrame(reader)
		if err != nil {
			return
		}
		switch kind {
		case frameClose:
			select {
			case <-stopping: // The app closed first, and this is the answer.
			default:
				_ = writeFrame(connection, frameClose, binary.BigEndian.AppendUint16(nil, closeNormal))
			}
			return
		case framePing:
			err = writeFrame(connection, framePong, payload)
		case frameText:
			err = writeFrame(connection, frameText, payload)
		}
		if err != nil {
			return
		}
	}
}

func readFrame(reader *bufio.Reader) (kind byte, payload []byte, err error) {
	head := make([]byte, 2)
	if _, err = io.ReadFull(reader, head); err != nil {
		return 0, nil, err
	}
	size := uint64(head[1] & 0x7f)
	if extra := map[uint64]int{126: 2, 127: 8}[size]; extra > 0 {
		long := make([]byte, 8)
		if _, err = io.ReadFull(reader, long[8-extra:]); err != nil {
			return 0, nil, err
		}
		size = binary.BigEndian.Uint64(long)
	}
	if head[1]&0x80 == 0 || size > maxFrameBytes {
		return 0, nil, errors.New("a client's frame is masked, and not longer than a megabyte")
	}
	masked := make([]byte, 4+size)
	if _, err = io.ReadFull(reader, masked); err != nil {
		return 0, nil, err
	}
	payload = masked[4:]
	for index := range payload {
		payload[index] ^= masked[index%4]
	}
	return head[0] & 0x0f, payload, nil
}

// writeFrame sends a frame in one write, so that the close of a stopping app does not fall into an echo.
func writeFrame(connection net.Conn, kind byte, payload []byte) error {
	frame := []byte{0x80 | kind}
	switch size := len(payload); {
	case size < 126:
		frame = append(frame, byte(size))
	case size < 1<<16:
		frame = binary.BigEndian.AppendUint16(append(frame, 126), uint16(size))
	default:
		frame = binary.BigEndian.AppendUint64(append(frame, 127), uint64(size))
	}
	_, err := connection.Write(append(frame, payload...))
	return err
}
