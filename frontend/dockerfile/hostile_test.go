package dockerfile

import (
	osexec "os/exec"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// hostile are words that one of the ways to read a Dockerfile would take for something else.
var hostile = []string{
	"$HOME", "${HOME:-x}", `\$HOME`, "$$", "`id`", "$(id)", "a b", "a  b", " a", "a ", `a\`, `\`, `\\`, `a\ b`, `"`, `'`, `"a'b"`, "#a", "a # b",
	"<<EOF", "a <<EOF b", "<<-'EOF'", "EOF", "--mount=type=bind", "--", "a;b", "a && b", "a|b", ">x", "*", "?", "[a]", "[]", "{}", "é", "寿司", "a,b", `a,"b`,
	"a=b", "=", "", "\t", "&lt;", "<b>", "\u2028", "%s", "~", "!x", "a\\\tb", `\n`, `x\`,
}

// TestHostileWords puts each of them wherever a user may write words, and wants BuildKit to read each back as it is.
func TestHostileWords(t *testing.T) {
	t.Parallel()
	for _, word := range hostile {
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			readsBack(t, word)
		})
	}
}

// FuzzWords does so with any words.
func FuzzWords(f *testing.F) {
	for _, word := range hostile {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		if strings.ToValidUTF8(word, "") != word || strings.ContainsAny(word, "\x00\n\r") {
			t.Skip("no YAML of a spec holds it, or no Dockerfile can")
		}
		readsBack(t, word)
	})
}

func readsBack(t *testing.T, word string) {
	t.Helper()
	p, in := planned(t, "script", "amd64")
	args := []string{"run", word, "x" + word + "y"}
	p.Image.Env = append(p.Image.Env, spec.EnvVar{Name: "WORD", Value: word})
	p.Image.Labels = map[string]string{"word": word}
	p.Image.Entrypoint, p.Image.Command = args, args
	p.Image.Health = &plan.Health{Test: append([]string{"CMD"}, args...)}
	p.Steps = []plan.Step{{Run: args, Env: []spec.EnvVar{{Name: "OTHER", Value: word}}, Outputs: []string{"/app/out"}}}
	if folder := "/srv/x" + word; inPath(word) {
		p.App.Workdir, p.App.Writable, p.Image.Volumes, p.Steps[0].Outputs = folder, []string{folder + "/w"}, []string{folder}, []string{folder + "/o"}
	}
	text := Print([]*plan.Plan{p}, in)
	image, result := convert(t, text)
	config := image.Config
	if !slices.Contains(config.Env, "WORD="+word) {
		t.Errorf("ENV is %q", config.Env)
	}
	if config.Labels["word"] != word {
		t.Errorf("LABEL is %q", config.Labels)
	}
	for what, got := range map[string][]string{"ENTRYPOINT": config.Entrypoint, "CMD": config.Cmd, "HEALTHCHECK": config.Healthcheck.Test[1:]} {
		if !slices.Equal(got, args) {
			t.Errorf("%s is %q", what, got)
		}
	}
	commands := commandsOf(t, result.State)
	wantCommand(t, commands, append([]string{"env", "OTHER=" + word}, args...))
	if inPath(word) {
		if _, there := config.Volumes[p.Image.Volumes[0]]; !there || config.WorkingDir != p.App.Workdir {
			t.Errorf("VOLUME is %q, WORKDIR %q", config.Volumes, config.WorkingDir)
		}
		wantCommand(t, commands, []string{"chown", "-R", "65532:0", p.App.Writable[0]})
		wantCopy(t, result.State, func(c *pb.FileActionCopy) bool {
			return strings.TrimPrefix(c.Dest, "/") == strings.TrimPrefix(p.App.Workdir, "/")+"/"
		})
	}
}

// inPath says whether a spec may have a word in a path of the image: see spec's own rules.
func inPath(word string) bool {
	return word == strings.TrimSpace(word) && !strings.ContainsAny(word, "\\\n/") && !strings.Contains(word, "://") && word != ".."
}

// TestPatterns wants what is kept out of the application to reach BuildKit as it is.
func TestPatterns(t *testing.T) {
	t.Parallel()
	for _, word := range hostile {
		if strings.Contains(word, `\`) || strings.HasSuffix(word, "~") || word == "" || notPlain(word) {
			continue // see spec's own rules, and notASCII
		}
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			p, in := planned(t, "script", "amd64")
			p.App.Files.Exclude = append([]string{"x" + word}, p.App.Files.Exclude...)
			_, result := convert(t, Print([]*plan.Plan{p}, in))
			wantCopy(t, result.State, func(c *pb.FileActionCopy) bool { return slices.Equal(c.ExcludePatterns, []string{"x" + word}) })
			wantCopy(t, result.State, func(c *pb.FileActionCopy) bool { return slices.Equal(c.ExcludePatterns, plan.Denied) })
		})
	}
}

// TestShellWords has a shell read them.
func TestShellWords(t *testing.T) {
	t.Parallel()
	for _, word := range hostile {
		got, err := osexec.Command("sh", "-c", "printf %s "+shell(word)).Output()
		if err != nil || string(got) != word {
			t.Errorf("sh reads %q for %q (%v)", got, word, err)
		}
	}
}

// TestNames wants COPY to take names for names.
func TestNames(t *testing.T) {
	t.Parallel()
	for _, word := range hostile {
		if !inPath(word) || word == "" {
			continue
		}
		_, result := convert(t, "FROM scratch\nCOPY --parents "+paths([]string{"x" + word}, "/y"+word+"/")+"\n")
		wantCopy(t, result.State, func(c *pb.FileActionCopy) bool {
			matched, err := path.Match(strings.Join(c.IncludePatterns, ""), "x"+word)
			return matched && err == nil && c.Dest == "/y"+word+"/"
		})
	}
}

func wantCopy(t *testing.T, st llb.State, is func(*pb.FileActionCopy) bool) {
	t.Helper()
	var all []string
	for _, op := range ops(t, st) {
		for _, action := range op.GetFile().GetActions() {
			if c := action.GetCopy(); c != nil && is(c) {
				return
			} else if c != nil {
				all = append(all, c.String())
			}
		}
	}
	t.Errorf("no file is copied so, but %s", strings.Join(all, "\n"))
}

// commandsOf are the arguments of all processes of a graph.
func commandsOf(t *testing.T, st llb.State) [][]string {
	t.Helper()
	var out [][]string
	for _, op := range ops(t, st) {
		if exec := op.GetExec(); exec != nil {
			out = append(out, exec.Meta.Args)
		}
	}
	return out
}

func ops(t *testing.T, st llb.State) []*pb.Op {
	t.Helper()
	def, err := st.Marshal(t.Context(), llb.Platform(ocispecs.Platform{OS: "linux", Architecture: "amd64"}))
	if err != nil {
		t.Fatal(err)
	}
	var out []*pb.Op
	for _, data := range def.Def {
		var op pb.Op
		if err := op.Unmarshal(data); err != nil {
			t.Fatal(err)
		}
		out = append(out, &op)
	}
	return out
}

func wantCommand(t *testing.T, commands [][]string, want []string) {
	t.Helper()
	if !slices.ContainsFunc(commands, func(c []string) bool { return slices.Equal(c, want) }) {
		t.Errorf("no process has the arguments %q, but\n%q", want, commands[len(commands)-3:])
	}
}
