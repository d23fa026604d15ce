package rig

import (
	"crypto/tls"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// IndexOptions say whom a package index serves, and how. The zero value serves everyone without TLS.
type IndexOptions struct {
	Authority  *Authority // certifies the servers; nil: plain HTTP
	ClientCert bool       // only clients with a certificate of the Authority are let in; needs one

	User, Password string // what the index asks for (RFC 7617); both empty: nothing
	Token          string // in place of both: the password that goes with the user "__token__"
	Expired        bool   // the right password is known but no longer good: 403

	FileHost               bool   // files come from a second server under another name
	FileUser, FilePassword string // what that server asks for; both empty: nothing
}

// Index is a package index on 127.0.0.1 with what a test has put into it: pages as HTML (PEP 503) and JSON (PEP 691),
// metadata beside the files (PEP 658), yanked releases (PEP 592). It ends with the test.
type Index struct {
	pages, files *httptest.Server // the same one, unless the files have a server of their own
	filesURL     string
	options      IndexOptions

	log requestLog

	mu            sync.Mutex
	distributions []*served // in the order in which they were added
}

// NewIndex starts an index without distributions.
func NewIndex(t *testing.T, options IndexOptions) *Index {
	t.Helper()
	if options.Token != "" {
		options.User, options.Password = "__token__", options.Token
	}
	i := &Index{options: options}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /simple/{project}/{$}", i.project)
	mux.HandleFunc("GET /files/{file}", i.file)
	front := guard{user: options.User, password: options.Password, expired: options.Expired, next: mux, record: i.log.add}
	i.pages = i.listen(t, front)
	i.files, i.filesURL = i.pages, i.pages.URL+"/files/"
	if options.FileHost {
		i.files = i.listen(t, guard{user: options.FileUser, password: options.FilePassword, next: mux, record: i.log.add})
		i.filesURL = strings.Replace(i.files.URL, "127.0.0.1", "localhost", 1) + "/files/"
	}
	return i
}

// URL is that of the index, as in "https://127.0.0.1:40001/simple".
func (i *Index) URL() string {
	return i.pages.URL + "/simple"
}

// Host is the index's own, as in "127.0.0.1:40001".
func (i *Index) Host() string {
	return i.pages.Listener.Addr().String()
}

// FilesHost is where the files are, as in "localhost:40002"; the index's own host when there is no second server.
func (i *Index) FilesHost() string {
	host, _, _ := strings.Cut(i.filesURL[strings.Index(i.filesURL, "//")+2:], "/")
	return host
}

// Requests are those that came so far, on both servers, in the order of their answers.
func (i *Index) Requests() []Request { return i.log.all() }

func (i *Index) listen(t *testing.T, handler http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	t.Cleanup(server.Close)
	// Failed handshakes are what some tests are about: the client's message is the one that counts.
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	if i.options.Authority == nil {
		server.Start()
		return server
	}
	server.TLS = &tls.Config{Certificates: []tls.Certificate{i.options.Authority.Server(t, "127.0.0.1", "localhost")}}
	if i.options.ClientCert {
		server.TLS.ClientAuth, server.TLS.ClientCAs = tls.RequireAndVerifyClientCert, i.options.Authority.Pool()
	}
	server.StartTLS()
	return server
}
