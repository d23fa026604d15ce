package rig

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func TestBuildkitConfig(t *testing.T) {
	t.Parallel()
	text := buildkitConfig{
		runc:       "/usr/sbin/runc",
		registries: []string{"127.0.0.1:5555", "127.0.0.1:5556"},
		mirrors: []map[string]string{
			{"docker.io": "127.0.0.1:5556"},
			{"docker.io": "127.0.0.1:5555", "ghcr.io": "127.0.0.1:5555/ghcr"},
		},
	}.text()
	var got struct {
		Worker struct {
			OCI struct {
				Binary, Snapshotter string
				NetworkMode         string `toml:"networkMode"`
			} `toml:"oci"`
		}
		Registry map[string]struct {
			HTTP    bool `toml:"http"`
			Mirrors []string
		}
	}
	if err := toml.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
	if got.Worker.OCI.Binary != "/usr/sbin/runc" || got.Worker.OCI.NetworkMode != "host" {
		t.Errorf("worker: %+v", got.Worker.OCI)
	}
	if !got.Registry["127.0.0.1:5555"].HTTP || !got.Registry["127.0.0.1:5556"].HTTP || got.Registry["docker.io"].HTTP {
		t.Error("plain HTTP is for the loopback registries alone")
	}
	if m := got.Registry["docker.io"].Mirrors; !slices.Equal(m, []string{"127.0.0.1:5556", "127.0.0.1:5555"}) {
		t.Errorf("mirrors of docker.io: %v", m)
	}
	if m := got.Registry["ghcr.io"].Mirrors; len(m) != 1 || m[0] != "127.0.0.1:5555/ghcr" {
		t.Errorf("mirrors of ghcr.io: %v", m)
	}
}

func TestBuildkitConfigWithoutStandInsHasNoMirrors(t *testing.T) {
	t.Parallel()
	if text := (buildkitConfig{runc: "runc", registries: []string{"127.0.0.1:5555"}}).text(); strings.Contains(text, "mirrors") {
		t.Errorf("got:\n%s", text)
	}
}

func TestFreeAddressPassesOverWhatIsTaken(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	got, err := freeAddress("", taken.Addr().String(), "127.0.0.1:0")
	if err != nil || got == taken.Addr().String() || !strings.HasPrefix(got, "127.0.0.1:") {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestLinkReplacesAnOlderOne(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "cli-plugins", "docker-buildx")
	for _, target := range []string{"/old/buildx", "/new/buildx", "/new/buildx"} {
		if err := link(target, path); err != nil {
			t.Fatal(err)
		}
		if got, err := os.Readlink(path); got != target {
			t.Errorf("got %q, %v", got, err)
		}
	}
}

func TestStatusOfNothing(t *testing.T) {
	t.Parallel()
	if text := testRig(t).Status(); strings.Count(text, "not running") != 4 {
		t.Errorf("got:\n%s", text)
	}
}
