package rig

import (
	"crypto/tls"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
)

// get asks as a client that trusts the authority, and returns the answer's status and text.
func get(t *testing.T, a *Authority, url, user, password, accept string) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if user != "" {
		request.SetBasicAuth(user, password)
	}
	request.Header.Set("Accept", accept)
	transport := &http.Transport{DisableKeepAlives: true}
	if a != nil {
		transport.TLSClientConfig = &tls.Config{RootCAs: a.Pool()}
	}
	response, err := (&http.Client{Transport: transport}).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode == http.StatusUnauthorized && response.Header.Get("WWW-Authenticate") == "" {
		t.Error("401 without WWW-Authenticate")
	}
	return response.StatusCode, string(text)
}

func TestIndexLetsIn(t *testing.T) {
	t.Parallel()
	a := NewAuthority(t)
	for name, c := range map[string]struct {
		options        IndexOptions
		user, password string
		page, file     int // status
	}{
		"open":               {IndexOptions{}, "", "", 200, 200},
		"open, with TLS":     {IndexOptions{Authority: a}, "", "", 200, 200},
		"no credentials":     {IndexOptions{User: "ada", Password: "right"}, "", "", 401, 401},
		"wrong password":     {IndexOptions{User: "ada", Password: "right"}, "ada", "wrong", 401, 401},
		"right password":     {IndexOptions{User: "ada", Password: "right"}, "ada", "right", 200, 200},
		"expired":            {IndexOptions{User: "ada", Password: "right", Expired: true}, "ada", "right", 403, 403},
		"wrong and expired":  {IndexOptions{User: "ada", Password: "right", Expired: true}, "ada", "wrong", 401, 401},
		"token":              {IndexOptions{Token: "right"}, "__token__", "right", 200, 200},
		"token as user":      {IndexOptions{Token: "right"}, "right", "", 401, 401},
		"open files":         {IndexOptions{User: "ada", Password: "right", FileHost: true}, "", "", 401, 200},
		"files of their own": {IndexOptions{Authority: a, FileHost: true, FileUser: "ada", FilePassword: "right"}, "", "", 200, 401},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := NewIndex(t, c.options)
			d := i.AddWheel(t, "greeting", "1.0", nil)
			page, _ := get(t, c.options.Authority, i.URL()+"/greeting/", c.user, c.password, "")
			file, content := get(t, c.options.Authority, d.URL, c.user, c.password, "")
			if page != c.page || file != c.file {
				t.Errorf("page %d, file %d; want %d and %d", page, file, c.page, c.file)
			}
			if file == 200 && sha256Hex([]byte(content)) != d.SHA256 {
				t.Error("the file is not the listed one")
			}
			want := []Request{
				{Host: i.Host(), Path: "/simple/greeting/", User: c.user, Authorised: page == 200},
				{Host: i.FilesHost(), Path: "/files/" + d.File, User: c.user, Authorised: file == 200},
			}
			if got := i.Requests(); !reflect.DeepEqual(got, want) {
				t.Errorf("recorded %+v, want %+v", got, want)
			}
		})
	}
}

func TestIndexPages(t *testing.T) {
	t.Parallel()
	i := NewIndex(t, IndexOptions{})
	d := i.AddWheel(t, "big-greeting", "1.0", nil, "greeting>=1")
	i.AddSdist(t, "big-greeting", "2.0", nil)
	i.Yank(t, "big-greeting", "2.0", "does not greet")
	_, metadata := get(t, nil, d.URL+".metadata", "", "", "")
	if want := "Metadata-Version: 2.1\nName: big-greeting\nVersion: 1.0\nRequires-Dist: greeting>=1\n"; metadata != want {
		t.Errorf("metadata %q, want %q", metadata, want)
	}
	_, html := get(t, nil, i.URL()+"/big-greeting/", "", "", "text/html")
	for _, want := range []string{
		`href="` + d.URL + "#sha256=" + d.SHA256 + `" data-core-metadata="sha256=` + sha256Hex([]byte(metadata)) + `">` + d.File + "</a>",
		`data-yanked="does not greet">big_greeting-2.0.tar.gz</a>`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("%s is not in the page:\n%s", want, html)
		}
	}
	var page struct{ Files []link }
	if _, text := get(t, nil, i.URL()+"/big-greeting/", "", "", simpleJSON+", text/html;q=0.1"); json.Unmarshal([]byte(text), &page) != nil {
		t.Fatalf("not JSON: %s", text)
	}
	if len(page.Files) != 2 || page.Files[0].Hashes["sha256"] != d.SHA256 || page.Files[0].Yanked != false || page.Files[1].Yanked != "does not greet" {
		t.Errorf("got %+v", page.Files)
	}
	if status, _ := get(t, nil, i.URL()+"/unknown/", "", "", ""); status != http.StatusNotFound {
		t.Errorf("an unknown project is answered %d", status)
	}
}

func TestSpoil(t *testing.T) {
	t.Parallel()
	i := NewIndex(t, IndexOptions{})
	for _, d := range []Distribution{i.AddWheel(t, "greeting", "1.0", nil), i.AddSdist(t, "greeting", "1.0", nil)} {
		i.Spoil(t, d.File)
		if _, content := get(t, nil, d.URL, "", "", ""); sha256Hex([]byte(content)) == d.SHA256 || len(content) != d.Size {
			t.Errorf("%s has %d bytes, listed are %d, and they may be the listed ones", d.File, len(content), d.Size)
		}
	}
}
