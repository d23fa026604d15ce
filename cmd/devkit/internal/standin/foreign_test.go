package standin

import (
	"slices"
	"testing"
)

func TestInstalled(t *testing.T) {
	t.Parallel()
	const status = "Package: apt\nStatus: install ok installed\nDescription: finds\n Package: is a word\n\nPackage: libc6\n"
	if got := installed(status); !slices.Equal(got, []string{"apt", "libc6"}) {
		t.Errorf("got %q", got)
	}
}

func TestMachine(t *testing.T) {
	t.Parallel()
	for arch, want := range map[string]string{"amd64": "x86_64", "arm64": "aarch64", "mips": ""} {
		got, err := Machine(arch)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%s: got %q, %v; want %q", arch, got, err, want)
		}
	}
}
