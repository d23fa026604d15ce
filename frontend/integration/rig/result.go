package rig

import (
	"strings"
	"time"

	"github.com/moby/buildkit/client"
	digest "github.com/opencontainers/go-digest"
)

// Result is what was seen of one build.
type Result struct {
	Err       error
	Digest    string // of the manifest or index that was pushed
	Reference string // what to pull, by digest; empty: nothing was pushed
	Steps     []Step // in the order in which BuildKit told of them
	Log       string // output of all steps
	Warnings  []Warning
}

// Step is one vertex of the build graph.
type Step struct {
	Name   string
	Ran    bool   // it was executed in this build
	Cached bool   // its result came from the cache
	Error  string // empty: none
}

// Warning is one warning that the client would print.
type Warning struct {
	Text   string
	Detail string
}

// Named are the steps whose name has all of the words, whatever their case.
func (r *Result) Named(words ...string) []Step {
	var found []Step
	for _, step := range r.Steps {
		if hasAll(strings.ToLower(step.Name), words) {
			found = append(found, step)
		}
	}
	return found
}

// Ran are the names of the steps that were executed.
func (r *Result) Ran() []string {
	var names []string
	for _, step := range r.Steps {
		if step.Ran {
			names = append(names, step.Name)
		}
	}
	return names
}

func hasAll(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// watch gathers the progress of one build until the channel is closed.
func watch(status <-chan *client.SolveStatus, tell func(*client.SolveStatus)) <-chan *Result {
	done := make(chan *Result, 1)
	go func() {
		g := gathered{result: &Result{}, at: map[digest.Digest]int{}, since: time.Now()}
		for s := range status {
			if tell != nil {
				tell(s)
			}
			g.add(s)
		}
		done <- g.result
	}()
	return done
}

type gathered struct {
	result *Result
	at     map[digest.Digest]int // index in Steps
	since  time.Time
}

func (g *gathered) add(s *client.SolveStatus) {
	for _, v := range s.Vertexes {
		g.vertex(v)
	}
	var log strings.Builder
	for _, l := range s.Logs {
		log.Write(l.Data)
	}
	g.result.Log += log.String()
	for _, w := range s.Warnings {
		g.result.Warnings = append(g.result.Warnings, Warning{Text: string(w.Short), Detail: joined(w.Detail)})
	}
}

// atOnce is less than any container takes to start.
const atOnce = 10 * time.Millisecond

// vertex records a state. Later states of a vertex replace earlier ones, except that what ran has run: a step that one
// platform executed is told as cached for the next.
func (g *gathered) vertex(v *client.Vertex) {
	i, known := g.at[v.Digest]
	if !known {
		i = len(g.result.Steps)
		g.at[v.Digest] = i
		g.result.Steps = append(g.result.Steps, Step{Name: v.Name})
	}
	step := &g.result.Steps[i]
	step.Cached = v.Cached
	// A build that shares a step with one that is still going on is told how that one ran it.
	elsewhere := v.Started != nil && v.Started.Before(g.since)
	// A step whose result is not asked for, because that of the next one was found, begins and ends at once.
	passed := v.Started != nil && v.Completed != nil && v.Completed.Sub(*v.Started) < atOnce
	step.Cached = step.Cached || elsewhere || passed
	step.Ran = step.Ran || v.Completed != nil && v.Started != nil && !v.Cached && !elsewhere && !passed
	if v.Error != "" {
		step.Error = v.Error
	}
}

func joined(detail [][]byte) string {
	texts := make([]string, 0, len(detail))
	for _, d := range detail {
		texts = append(texts, string(d))
	}
	return strings.Join(texts, "\n")
}
