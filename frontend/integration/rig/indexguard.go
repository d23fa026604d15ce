package rig

import (
	"net/http"
	"slices"
	"sync"
)

// Request is one that a server has answered.
type Request struct {
	Host       string // host:port that the client asked for
	Path       string
	User       string // that the client named; empty: it sent no credentials
	Authorised bool   // the client was let in
}

// guard lets in who knows the password, and keeps a record.
type guard struct {
	user, password string // both empty: everyone
	expired        bool   // the right password is answered 403
	next           http.Handler
	record         func(Request)
}

// ServeHTTP answers 401 to everyone without the right password, as RFC 7235 wants it, and 403 to everyone whose password
// has expired.
func (g guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	user, password, _ := r.BasicAuth()
	known := user == g.user && password == g.password || g.user+g.password == ""
	g.record(Request{Host: r.Host, Path: r.URL.Path, User: user, Authorised: known && !g.expired})
	switch {
	case !known:
		w.Header().Set("WWW-Authenticate", `Basic realm="rig"`)
		http.Error(w, "unauthorised", http.StatusUnauthorized)
	case g.expired:
		http.Error(w, "credentials have expired", http.StatusForbidden)
	default:
		g.next.ServeHTTP(w, r)
	}
}

// requestLog may be written by several servers at once.
type requestLog struct {
	mu       sync.Mutex
	requests []Request
}

func (l *requestLog) add(r Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests = append(l.requests, r)
}

func (l *requestLog) all() []Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.requests)
}
