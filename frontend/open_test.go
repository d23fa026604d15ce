package frontend

import (
	"os"
	"regexp"
	"strings"
	"testing"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/util/grpcerrors"
	"google.golang.org/grpc/codes"
)

func TestCapabilities(t *testing.T) {
	t.Parallel()
	for _, wanted := range []string{
		"", "moby.buildkit.frontend.inputs", "moby.buildkit.frontend.inputs,moby.buildkit.frontend.contexts",
		"moby.buildkit.frontend.contexts+forward", ",",
	} {
		if err := checkCapabilities(wanted); err != nil {
			t.Errorf("%q: %v", wanted, err)
		}
	}
	err := checkCapabilities("moby.buildkit.frontend.inputs,moby.buildkit.frontend.gitquerystring")
	wantError(t, err, "moby.buildkit.frontend.gitquerystring")
	if code := grpcerrors.Code(err); code != codes.Unimplemented {
		t.Errorf("the code is %s, and clients look for %s", code, codes.Unimplemented)
	}
}

var capsLabel = regexp.MustCompile(`moby\.buildkit\.frontend\.caps="([^"]*)"`)

// TestCapabilitiesLabel wants the image of the frontend to declare what the program in it can do: clients read the label
// without starting it.
func TestCapabilitiesLabel(t *testing.T) {
	t.Parallel()
	dockerfile, err := os.ReadFile("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	label := capsLabel.FindSubmatch(dockerfile)
	if label == nil || string(label[1]) != strings.Join(Capabilities, ",") {
		t.Errorf("the label is %q, want %q", label, strings.Join(Capabilities, ","))
	}
}

// fakeClient has only options.
type fakeClient struct {
	gwclient.Client
	opts map[string]string
}

func (c fakeClient) BuildOpts() gwclient.BuildOpts { return gwclient.BuildOpts{Opts: c.opts} }

func TestFilename(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		opts map[string]string
		want string
	}{
		{nil, "pyapp.yaml"},
		{map[string]string{"target": "runtime"}, "pyapp.yaml"},
		{map[string]string{"filename": ""}, "pyapp.yaml"},
		{map[string]string{"filename": "deploy/web.yaml"}, "deploy/web.yaml"},
	} {
		given := len(tc.opts)
		got := withFilename(fakeClient{opts: tc.opts}).BuildOpts().Opts
		if got["filename"] != tc.want || got["target"] != tc.opts["target"] {
			t.Errorf("%v: got %v, want %s", tc.opts, got, tc.want)
		}
		if len(tc.opts) != given {
			t.Errorf("the client's own options became %v", tc.opts)
		}
	}
}

// TestProxy takes the settings of the client in either case; the upper one wins.
func TestProxy(t *testing.T) {
	t.Parallel()
	for _, args := range []map[string]string{nil, {"VERSION": "1"}, {"HTTP_PROXY": ""}} {
		if got := proxy(args); got != nil {
			t.Errorf("%v: got %+v", args, got)
		}
	}
	got := proxy(map[string]string{
		"HTTP_PROXY": "upper", "http_proxy": "lower", "https_proxy": "lower", "no_proxy": "localhost", "ALL_PROXY": "all", "FTP_PROXY": "ftp",
	})
	if got == nil || got.HTTPProxy != "upper" || got.HTTPSProxy != "lower" || got.NoProxy != "localhost" || got.AllProxy != "all" || got.FTPProxy != "ftp" {
		t.Errorf("got %+v", got)
	}
}
