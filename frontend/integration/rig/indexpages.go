package rig

import (
	"bytes"
	"encoding/json"
	"html/template"
	"net/http"
	"strings"
	"time"
)

// simpleJSON is the media type of PEP 691.
const simpleJSON = "application/vnd.pypi.simple.v1+json"

// project answers with the page of one project, in the form that the client asks for.
func (i *Index) project(w http.ResponseWriter, r *http.Request) {
	links := i.links(r.PathValue("project"))
	if len(links) == 0 {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "no-cache") // a test may add, yank or spoil at any time
	if strings.Contains(r.Header.Get("Accept"), simpleJSON) {
		w.Header().Set("Content-Type", simpleJSON)
		page := map[string]any{"meta": map[string]string{"api-version": "1.0"}, "name": r.PathValue("project"), "files": links}
		_ = json.NewEncoder(w).Encode(page)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = htmlPage().Execute(w, links)
}

// link is one file on a project's page.
type link struct {
	File     string            `json:"filename"`
	URL      string            `json:"url"`
	Hashes   map[string]string `json:"hashes"`
	Metadata map[string]string `json:"core-metadata"`
	Yanked   any               `json:"yanked"` // false, or the reason
}

func (i *Index) links(project string) []link {
	i.mu.Lock()
	defer i.mu.Unlock()
	var links []link
	for _, d := range i.distributions {
		if d.Name != project {
			continue
		}
		links = append(links, link{
			File: d.File, URL: d.URL, Yanked: d.yanked,
			Hashes:   map[string]string{"sha256": d.SHA256},
			Metadata: map[string]string{"sha256": sha256Hex([]byte(d.metadata))},
		})
	}
	return links
}

func htmlPage() *template.Template {
	return template.Must(template.New("").Parse(`<!DOCTYPE html>
<html><head><meta name="pypi:repository-version" content="1.0"></head><body>
{{range .}}<a href="{{.URL}}#sha256={{.Hashes.sha256}}" data-core-metadata="sha256={{.Metadata.sha256}}"
{{- if .Yanked}} data-yanked="{{.Yanked}}"{{end}}>{{.File}}</a>
{{end}}</body></html>
`))
}

// file answers with a distribution, or with its metadata when ".metadata" is added to the name.
func (i *Index) file(w http.ResponseWriter, r *http.Request) {
	name, metadata := strings.CutSuffix(r.PathValue("file"), ".metadata")
	d, found := i.find(name)
	if !found {
		http.NotFound(w, r)
		return
	}
	content := d.content
	if metadata {
		content = []byte(d.metadata)
	}
	w.Header().Set("ETag", `"`+sha256Hex(content)+`"`)
	w.Header().Set("Content-Type", "application/octet-stream")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

func (i *Index) find(file string) (served, bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, d := range i.distributions {
		if d.File == file {
			return *d, true
		}
	}
	return served{}, false
}
