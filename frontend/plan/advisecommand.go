package plan

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
)

// scripted is a command that hands a text to a shell.
type scripted struct {
	key   string
	words []string // those of the key
	at    int      // of the script, in words
}

// scriptOf is the script that a command of an image has; false: it has none.
func scriptOf(app *spec.App) (scripted, bool) {
	words := app.Entrypoint
	if len(words) == 0 {
		words = app.Command
	}
	if len(words) == 0 || !isShell(words[0]) {
		return scripted{}, false
	}
	for i, w := range words[1:] {
		switch {
		case !strings.HasPrefix(w, "-"):
			return scripted{}, false // a file
		case !strings.HasPrefix(w, "--") && strings.HasSuffix(w, "c") && i+2 < len(words):
			return scripted{entryKey(app), words, i + 2}, true
		}
	}
	return scripted{}, false
}

// with is the key with another script, as YAML.
func (s scripted) with(script string) string {
	words := slices.Clone(s.words)
	words[s.at] = script
	return pastedList(s.key, words...)
}

func (s scripted) script() string { return s.words[s.at] }

var (
	execs     = regexp.MustCompile(`(^|[\s;&|({])exec\s`)
	separator = regexp.MustCompile(`(&&|;|\n)\s*`)
	// lastCommand is the beginning of a script's last command: variables that are set for it stay in front of exec.
	lastCommand = regexp.MustCompile(`^((?:[A-Za-z_]\w*=\S*\s+)*)([A-Za-z_./$"'][^|&]*)$`)
	reserved    = regexp.MustCompile(`^(if|then|else|elif|fi|for|while|until|do|done|case|esac|exit|wait|trap|set|return|cd|export|true|false|:)\b`)
)

// adviseExec warns of a shell that stays as the parent of what it runs: the signals of the engine end at it. bash hands
// over to the last command by itself; dash, which is Debian's sh, does not.
func adviseExec(app *spec.App) spec.Diagnostics {
	s, ok := scriptOf(app)
	if !ok || execs.MatchString(s.script()) || path.Base(s.words[0]) == "bash" {
		return nil
	}
	remedy := "put exec in front of the script's last command"
	if script := withExec(s.script()); script != "" {
		remedy = "write " + s.with(script)
	}
	return warning(app, ruleShellWithoutExec, s.key, "the shell stays the parent of what it runs, and keeps the engine's signals to itself: the program"+
		" is not asked to stop, and is killed ten seconds later", remedy)
}

// withExec is a script that hands over to its last command; empty: that takes a person.
func withExec(script string) string {
	start := 0
	if cuts := separator.FindAllStringIndex(script, -1); len(cuts) > 0 {
		if strings.ContainsAny(script, `'"\`) {
			return "" // a separator may be a part of a text
		}
		start = cuts[len(cuts)-1][1]
	}
	m := lastCommand.FindStringSubmatch(script[start:])
	if m == nil || reserved.MatchString(m[2]) {
		return ""
	}
	return script[:start] + m[1] + "exec " + m[2]
}

// tempFolder is gunicorn's option for where its workers show that they are alive.
const tempFolder = "--worker-tmp-dir"

// RunsGunicorn says whether an image starts gunicorn, so that its configuration is of interest.
func RunsGunicorn(app *spec.App) bool {
	return program(argv(app)) == "gunicorn" || gunicornIn(app) != nil
}

var gunicornWord = regexp.MustCompile(`(^|[\s;&])(gunicorn)(\s|$)`)

// gunicornIn is where a shell's script has the word; nil: nowhere.
func gunicornIn(app *spec.App) []int {
	s, ok := scriptOf(app)
	if !ok {
		return nil
	}
	return gunicornWord.FindStringSubmatchIndex(s.script())
}

// adviseGunicorn warns where its workers write to /tmp, once a second each: a disk that is slow stops them, and a file system that
// is read-only keeps them from starting. config is the text of gunicorn.conf.py.
func adviseGunicorn(app *spec.App, config string) spec.Diagnostics {
	if !RunsGunicorn(app) || strings.Contains(config, "worker_tmp_dir") || gunicornTold(app) {
		return nil
	}
	const summary = "gunicorn's workers write to /tmp, and do not start where that is read-only"
	if at := gunicornIn(app); at != nil {
		s, _ := scriptOf(app)
		text := s.script()
		return warning(app, ruleGunicornTemp, s.key, summary, "write "+s.with(text[:at[5]]+" "+tempFolder+" /dev/shm"+text[at[5]:]))
	}
	words := app.Entrypoint
	if len(words) == 0 {
		words = app.Command
	}
	i := slices.IndexFunc(words, func(w string) bool { return w == "gunicorn" || strings.HasSuffix(w, "/gunicorn") })
	if i < 0 {
		return warning(app, ruleGunicornTemp, entryKey(app), summary, fmt.Sprintf("add %s /dev/shm to its options", tempFolder))
	}
	return warning(app, ruleGunicornTemp, entryKey(app), summary, "write "+pastedList(entryKey(app), slices.Insert(slices.Clone(words), i+1, tempFolder, "/dev/shm")...))
}

// gunicornTold says whether gunicorn is told where to, or reads it from where nobody looks for it here.
func gunicornTold(app *spec.App) bool {
	for _, v := range app.Env {
		if v.Name == "GUNICORN_CMD_ARGS" && strings.Contains(v.Value, tempFolder) {
			return true
		}
	}
	options := argv(app)
	if at := gunicornIn(app); at != nil {
		s, _ := scriptOf(app)
		options = strings.Fields(s.script()[at[5]:])
	}
	return slices.ContainsFunc(options, func(w string) bool {
		name, _, _ := strings.Cut(w, "=")
		return slices.Contains([]string{tempFolder, "-c", "--config"}, name)
	})
}
