package rig

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

// CheckRun runs an image as its test.json says.
func CheckRun(t *testing.T, image string, want Expectation) {
	t.Helper()
	if out, err := Python(t, image, "import os; print(os.getuid(), os.geteuid())"); err != nil || strings.TrimSpace(out) != fmt.Sprintf("%d %[1]d", want.UID) {
		t.Errorf("the process runs as %q, want %d (%v)", out, want.UID, err)
	}
	if len(want.Output) > 0 {
		CheckOutput(t, image, want)
	}
	if want.Stop > 0 {
		checkService(t, image, want)
	}
}

// CheckOutput runs an image to its end, and looks at what it wrote.
func CheckOutput(t *testing.T, image string, want Expectation) {
	t.Helper()
	out, err := Output(t, image, want.Env, want.Args...)
	if err != nil {
		t.Errorf("running: %v", err)
		return
	}
	for _, pattern := range want.Output {
		if !regexp.MustCompile(pattern).MatchString(out) {
			t.Errorf("output has no %s:\n%s", pattern, out)
		}
	}
}

func checkService(t *testing.T, image string, want Expectation) {
	t.Helper()
	c := Start(t, image, want.Env)
	if want.HTTP != nil {
		checkHTTP(t, c, *want.HTTP)
	} else {
		c.await(t, func(context.Context) error {
			if log := c.Log(t.Context()); !regexp.MustCompile(want.Ready).MatchString(log) {
				return fmt.Errorf("log has no %s:\n%s", want.Ready, log)
			}
			return nil
		})
	}
	for _, command := range want.Exec {
		out, err := c.Exec(t.Context(), command.Command...)
		if err != nil || !regexp.MustCompile(command.Output).MatchString(out) {
			t.Errorf("%q wrote %q, want %s (%v)", command.Command, out, command.Output, err)
		}
	}
	if code := c.Stop(t, want.Stop); code == "137" {
		t.Errorf("SIGTERM did not end it within %d s:\n%s", want.Stop, c.Log(t.Context()))
	}
}

// fetch asks the service from inside its container, where the only network is.
const fetch = `import sys, urllib.request, urllib.error
try:
    answer = urllib.request.urlopen(sys.argv[1], timeout=5)
except urllib.error.HTTPError as error:
    answer = error
print(answer.status, answer.read().decode())`

func checkHTTP(t *testing.T, c Container, want HTTP) {
	t.Helper()
	url := fmt.Sprintf("http://localhost:%d%s", want.Port, want.Path)
	var answer string
	c.await(t, func(ctx context.Context) (err error) {
		answer, err = c.Exec(ctx, "python", "-c", fetch, url)
		return err
	})
	status, body, _ := strings.Cut(answer, " ")
	if status != fmt.Sprint(want.Status) {
		t.Errorf("%s answers %s, want %d", url, status, want.Status)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Errorf("%s does not answer with JSON: %q", url, body)
	}
	for field, value := range want.JSON {
		if !reflect.DeepEqual(got[field], value) {
			t.Errorf("%s answers %s = %v, want %v", url, field, got[field], value)
		}
	}
	if out, err := c.Probe(t); err != nil {
		t.Errorf("the image's own healthcheck fails: %v\n%s", err, out)
	}
}

// await tries until the service is up.
func (c Container) await(t *testing.T, try func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	err := try(ctx)
	for ; err != nil && ctx.Err() == nil; err = try(ctx) {
		time.Sleep(200 * time.Millisecond)
	}
	if err != nil {
		t.Fatalf("not up after %s: %v\n%s", patience, err, c.Log(t.Context()))
	}
}
