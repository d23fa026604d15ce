package llbgen

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// BenchmarkLargeLock is all that the frontend itself does for a lock of many packages and one platform, from the texts to the graph
// that goes to BuildKit: the time in the middle and the longest, in seconds, and the memory of the process, in bytes. Memory is that
// of the size alone only where one size is run: -bench 'LargeLock/^2000$'.
func BenchmarkLargeLock(b *testing.B) {
	for _, packages := range []int{10, 100, 500, 1000, 2000} {
		b.Run(strconv.Itoa(packages), func(b *testing.B) {
			text := largeLock(packages)
			b.ReportAllocs()
			var took []float64
			for b.Loop() {
				start := time.Now()
				compileLarge(b, text)
				took = append(took, time.Since(start).Seconds())
			}
			var used runtime.MemStats
			runtime.ReadMemStats(&used)
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2], "p50-s")
			b.ReportMetric(took[len(took)-1], "worst-s")
			b.ReportMetric(float64(used.HeapSys), "heap-B")
		})
	}
}

func compileLarge(b *testing.B, text string) {
	b.Helper()
	file, problems := spec.Parse("pyapp.yaml", []byte("python: '3.13'\nentrypoint: [python, main.py]\n"))
	problems = append(problems, spec.Validate(file)...)
	project, err := pyproject.Parse([]byte("[project]\nname = 'p'\nversion = '1'\n"))
	if err != nil || len(problems) > 0 {
		b.Fatal(err, problems)
	}
	app, _ := spec.Resolve(file, spec.Inputs{Project: project})
	locked, err := lock.ParsePylock(text)
	if err != nil {
		b.Fatal(err)
	}
	amd64 := plan.Platform{OS: "linux", Architecture: "amd64"}
	p, err := plan.New(app, plan.Facts{Target: amd64, Build: amd64, Python: "3.13.5", Project: project, Lock: locked})
	if err != nil {
		b.Fatal(err)
	}
	g := generator(allCaps)
	if _, err := g.Image(p, sourcesOf(p)).State.Marshal(b.Context(), llb.Platform(linux("amd64"))); err != nil {
		b.Fatal(err)
	}
}

// largeLock is a lock of that many packages, one in four of which has a wheel for each of many platforms, as in real ones.
func largeLock(n int) string {
	var out strings.Builder
	out.WriteString("lock-version = '1.0'\ncreated-by = 'test'\n")
	for i := range n {
		name := fmt.Sprintf("package-%04d", i)
		fmt.Fprintf(&out, "[[packages]]\nname = %q\nversion = '1.2.%d'\nwheels = [\n", name, i)
		for _, tag := range largeTags(i) {
			wheel := fmt.Sprintf("%s-1.2.%d-%s.whl", strings.ReplaceAll(name, "-", "_"), i, tag)
			fmt.Fprintf(&out, "  {url = 'https://files.example/%s', size = %d, hashes = {sha256 = '%064x'}},\n", wheel, 1000*i, i)
		}
		out.WriteString("]\n")
	}
	return out.String()
}

func largeTags(i int) []string {
	if i%4 != 0 {
		return []string{"py3-none-any"}
	}
	var out []string
	for _, python := range []string{"cp311", "cp312", "cp313", "cp314"} {
		for _, machine := range []string{"manylinux_2_17_x86_64", "manylinux_2_17_aarch64", "musllinux_1_2_x86_64", "macosx_11_0_arm64", "win_amd64"} {
			out = append(out, python+"-"+python+"-"+machine)
		}
	}
	return out
}
