package plan

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/org/pyapp-frontend/spec"
)

// probe runs the script of a health check, with the interpreter of this machine, and answers with its exit status. Where
// there is no interpreter ok is false, and the tests of the text stand alone.
func probe(t *testing.T, check spec.HTTPCheck, timeout time.Duration, env ...string) (status int, ok bool) {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		return 0, false
	}
	test := httpTest(check, timeout)
	cmd := exec.CommandContext(t.Context(), python, test[2:]...)
	cmd.Env = append(os.Environ(), env...)
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), true
}

// serve starts a server and is the check that asks it for a path.
func serve(t *testing.T, tls bool, handler http.HandlerFunc) spec.HTTPCheck {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	start := server.Start
	if tls {
		start = server.StartTLS
	}
	start()
	t.Cleanup(server.Close)
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return spec.HTTPCheck{Scheme: u.Scheme, Host: "localhost", Port: u.Port(), Path: "/", StatusMin: 200, StatusMax: 399}
}

func wantStatus(t *testing.T, check spec.HTTPCheck, healthy bool, env ...string) {
	t.Helper()
	if got, ok := probe(t, check, 5*time.Second, env...); ok && (got == 0) != healthy {
		t.Errorf("exit status is %d, and healthy should be %t", got, healthy)
	}
}

func TestHealthAnswers(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		status   int
		min, max int
		healthy  bool
	}{
		{200, 200, 399, true}, {302, 200, 399, true}, {404, 200, 399, false}, {503, 200, 399, false}, {204, 204, 204, true}, {200, 204, 204, false},
	} {
		check := serve(t, false, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/elsewhere") // a redirect is an answer, and not followed
			w.WriteHeader(tc.status)
		})
		check.StatusMin, check.StatusMax = tc.min, tc.max
		wantStatus(t, check, tc.healthy)
	}
}

func TestHealthOverTLS(t *testing.T) {
	t.Parallel()
	wantStatus(t, serve(t, true, func(http.ResponseWriter, *http.Request) {}), true)
}

func TestHealthPortOfTheEnvironment(t *testing.T) {
	t.Parallel()
	check := serve(t, false, func(http.ResponseWriter, *http.Request) {})
	port := check.Port
	check.Port = "$APP_PORT"
	wantStatus(t, check, true, "APP_PORT="+port)
	wantStatus(t, check, false, "APP_PORT=")
}

func TestHealthWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	closed := serve(t, false, func(http.ResponseWriter, *http.Request) {})
	closed.Port = "1"
	wantStatus(t, closed, false)

	released := make(chan struct{})
	slow := serve(t, false, func(http.ResponseWriter, *http.Request) { <-released })
	t.Cleanup(func() { close(released) })
	if got, ok := probe(t, slow, 50*time.Millisecond); ok && got == 0 {
		t.Error("a server that says nothing in time counts as healthy")
	}
}

// TestHealthSendsWhatIsWritten wants the server to get the path and host of the spec, whatever is in them.
func TestHealthSendsWhatIsWritten(t *testing.T) {
	t.Parallel()
	for _, path := range hostilePaths() {
		asked := make(chan string, 1)
		check := serve(t, false, func(_ http.ResponseWriter, r *http.Request) { asked <- r.Host + " " + r.RequestURI })
		check.Path, check.Host = path, "shop.example"
		status, ok := probe(t, check, 5*time.Second)
		if !ok {
			continue
		}
		if status != 0 {
			t.Errorf("exit status for %s is %d", path, status)
			continue
		}
		if got, want := <-asked, "shop.example "+path; got != want {
			t.Errorf("asked for %s, want %s", got, want)
		}
	}
}
