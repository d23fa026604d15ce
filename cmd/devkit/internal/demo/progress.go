package demo

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// step is one step of a build that means something to the person who reads about it.
type step struct {
	name string
	// kept tells that its result was in the cache.
	kept bool
	took time.Duration
}

// event is one line of `--progress=rawjson`: BuildKit's SolveStatus.
type event struct {
	Vertexes []vertex
	Logs     []struct{ Data []byte }
}

type vertex struct {
	Digest    string
	Name      string
	Started   *time.Time
	Completed *time.Time
	Cached    bool
}

// readProgress reads the steps of a build, those that ran before those that were kept, and writes what a person would
// read (messages of the client, output of the steps) to log.
func readProgress(progress io.Reader, log io.Writer) ([]step, error) {
	last := map[string]vertex{}
	var order []string
	lines := bufio.NewScanner(progress)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Fprintln(log, lines.Text())
			continue
		}
		for _, l := range e.Logs {
			log.Write(l.Data)
		}
		for _, v := range e.Vertexes {
			if _, seen := last[v.Digest]; !seen {
				order = append(order, v.Digest)
			}
			last[v.Digest] = v
		}
	}
	return steps(order, last), lines.Err()
}

func steps(order []string, last map[string]vertex) []step {
	var ran, kept []step
	for _, digest := range order {
		switch v := last[digest]; {
		case !v.telling():
		case v.Cached:
			kept = append(kept, v.step())
		default:
			ran = append(ran, v.step())
		}
	}
	return append(ran, kept...)
}

// telling leaves out the builder's own house-keeping and the fetching of images.
func (v vertex) telling() bool {
	for _, prefix := range []string{"[internal]", "[auth]", "resolve image config", "docker-image://", "load image", "exporting"} {
		if strings.HasPrefix(v.Name, prefix) {
			return false
		}
	}
	return v.Completed != nil
}

func (v vertex) step() step {
	s := step{name: v.Name, kept: v.Cached}
	if v.Started != nil && !v.Cached {
		s.took = v.Completed.Sub(*v.Started)
	}
	return s
}
