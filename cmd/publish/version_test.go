package main

import (
	"slices"
	"strings"
	"testing"
)

func TestParseVersion(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"0.1.0", "1.2.3", "10.20.30"} {
		if v, err := parseVersion(good); err != nil || v.String() != good {
			t.Errorf("%s: %v, %v", good, v, err)
		}
	}
	for _, bad := range []string{"", "latest", "1", "1.2", "v1.2.3", "1.2.3-rc.1", "1.02.3", "1.2.3.4", "1.2.3\n", "1.2.9999999999"} {
		if _, err := parseVersion(bad); err == nil || !strings.Contains(err.Error(), "MAJOR.MINOR.PATCH") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestMovingTags(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		version string
		known   string
		want    string
	}{
		{"1.2.3", "", "1.2 1 latest"},
		{"1.2.3", "1 1.2 1.2.2 1.2.3 0.9.9 nightly", "1.2 1 latest"},
		{"1.2.3", "1.2.4", ""},
		{"1.2.3", "1.10.0", "1.2"},
		{"1.2.3", "2.0.0", "1.2 1"},
	} {
		v, err := parseVersion(c.version)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.moving(strings.Fields(c.known)); !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("%s beside %q moves %q, want %q", c.version, c.known, got, c.want)
		}
	}
}

func TestImage(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"registry.example/org/pyapp-frontend", "127.0.0.1:5000/pyapp", "docker.io/org/pyapp-frontend"} {
		if _, err := newRepository(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"", "pyapp", "registry.example/org/pyapp:latest", "registry.example/org/pyapp@sha256:00", "registry.example/Org/pyapp", "https://registry.example/org/pyapp"} {
		if _, err := newRepository(bad); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
}
