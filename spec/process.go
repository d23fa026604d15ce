package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/google/shlex"
	"gopkg.in/yaml.v3"
)

// argv is a command in one of its two forms.
type argv struct {
	place
	words []text // the list form
	line  *text  // the string form; nil: it is a list
}

func (r *reader) argv(n node) *argv {
	const want = "a list such as [python, main.py], or a string"
	out := &argv{place: r.place(n)}
	if n.yaml.Kind == yaml.SequenceNode {
		out.words = r.list(n, want).items
		return out
	}
	if out.line = r.text(n, want); out.line == nil {
		return nil
	}
	return out
}

// program checks what belongs to a running program. Public says that its variables are in an image for others.
func (v *validator) program(p program, public bool) {
	for _, a := range []*argv{p.entrypoint, p.command} {
		v.argv(a)
		v.variables(a)
	}
	for _, e := range p.env {
		if v.envName(e.key) && public {
			v.secretEnv(e)
		}
	}
	v.ports(p.ports)
	v.health(p.health)
	if p.stopSignal != nil {
		v.stopSignal(*p.stopSignal)
	}
}

var (
	// meantVariable is a variable that makes up an argument, or what follows a = or : in it.
	meantVariable = regexp.MustCompile(`(^|[=:])\$([A-Za-z_]\w*|\{[A-Za-z_]\w*(:-[^}]*)?\})($|[/:])`)
	// plainWord is an argument that is the same to a shell without quotes, variables apart.
	plainWord = regexp.MustCompile(`^[\w@%+=:,./${}-]+$`)
)

// variables warns of arguments that look as if they were to be expanded. A shell among the arguments may do so itself.
func (v *validator) variables(a *argv) {
	words := a.split()
	if slices.Contains(words, "-c") {
		return
	}
	for _, word := range words {
		if meantVariable.MatchString(word) {
			v.warn(ruleShellVariable, a.place, fmt.Sprintf("%q reaches the program as it is, because no shell expands it", word), v.expansion(a.path, words))
		}
	}
}

// expansion is what to write to have variables of a command expanded.
func (v *validator) expansion(key string, words []string) string {
	if v.file.base.word != nil && v.file.base.word.value == string(BaseDistroless) {
		return "have the program read the variable; a distroless base has no shell that could"
	}
	if slices.ContainsFunc(words, func(w string) bool { return !plainWord.MatchString(w) }) {
		return "have a shell expand it: [sh, -c, 'exec …']"
	}
	return fmt.Sprintf("write `%s: [sh, -c, 'exec %s']` to have it expanded", lastKey(key), strings.Join(words, " "))
}

// lastKey is the last key of a path.
func lastKey(path string) string { return path[strings.LastIndex(path, ".")+1:] }

// shellForm is a line as a list for a shell, which hands over to the last command where it plainly can. What is long, or may hold
// a password, is not repeated.
func shellForm(line string) string {
	if shorten(line) != line || strings.Contains(line, "\n") {
		return "[sh, -c, '…']"
	}
	return "[sh, -c, '" + strings.ReplaceAll(handingOver(line), "'", "''") + "']"
}

func handingOver(line string) string {
	if strings.ContainsAny(line, "|\"'") || strings.Contains(strings.ReplaceAll(line, "&&", ""), "&") {
		return line
	}
	last := max(strings.LastIndex(line, "&&")+len("&&"), strings.LastIndex(line, ";")+len(";"))
	if !strings.ContainsAny(line, "&;") {
		last = 0
	}
	return strings.TrimSpace(line[:last] + " exec " + strings.TrimSpace(line[last:]))
}

// argv checks that a command names a program and asks for nothing that only a shell does.
func (v *validator) argv(a *argv) {
	if a == nil {
		return
	}
	if a.line != nil {
		if op := shellOperator(a.line.value); op != "" {
			v.fail(ruleShellSyntax, a.place, fmt.Sprintf("%s means something to a shell, and none runs", op),
				fmt.Sprintf("quote it, or write `%s: %s`", lastKey(a.path), shellForm(a.line.value)))
			return
		}
		if _, err := shlex.Split(a.line.value); err != nil {
			v.fail(ruleShellQuoting, a.place, "a quote or backslash is not closed", "write a list such as [python, main.py]")
			return
		}
	}
	if words := a.split(); len(words) == 0 || words[0] == "" {
		v.fail(ruleCommandEmpty, a.place, "the command is empty", "write a list such as [python, main.py]")
	}
}

// split is the command as a list of words; nil: there is none.
func (a *argv) split() []string {
	if a == nil {
		return nil
	}
	if a.line != nil {
		words, _ := shlex.Split(a.line.value)
		return words
	}
	var out []string
	for _, word := range a.words {
		out = append(out, word.value)
	}
	return out
}

// shellOperator is the first thing in a line that only a shell can do; empty: there is none. Quotes protect as in a shell:
// single ones everything, double ones all but substitutions.
func shellOperator(line string) string {
	var quote byte
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quote == '\'':
			if c == '\'' {
				quote = 0
			}
		case c == '\\':
			i++
		case c == quote && quote != 0:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case c == '`':
			return "`"
		case strings.HasPrefix(line[i:], "$("):
			return "$("
		case quote == 0 && (strings.HasPrefix(line[i:], "&&") || strings.HasPrefix(line[i:], "||")):
			return line[i : i+2]
		case quote == 0 && strings.IndexByte("|&;<>*", c) >= 0:
			return string(c)
		}
	}
	return ""
}

// process is the entrypoint and command. Where the file has neither, a project with one script runs that.
func (r *resolver) process() (entrypoint, command []string) {
	entrypoint, command = r.file.entrypoint.split(), r.file.command.split()
	if len(entrypoint)+len(command) > 0 {
		return entrypoint, command
	}
	var scripts []string
	if r.in.Project != nil {
		for _, s := range r.in.Project.Scripts {
			scripts = append(scripts, s.Name)
		}
	}
	if len(scripts) == 1 {
		return scripts, nil
	}
	r.fail(ruleCommandMissing, place{at: firstLine()}, "needs entrypoint or command", r.commandAdvice(scripts))
	return nil, nil
}

// commandAdvice says what to write where nothing says what the default target runs.
func (r *resolver) commandAdvice(scripts []string) string {
	var names []string
	for _, t := range r.file.processes {
		names = append(names, t.name)
	}
	if len(names) > 0 {
		return fmt.Sprintf("build one of its processes (%s) with `--target %s`, or write what the image without --target runs",
			strings.Join(names, ", "), names[0])
	}
	return commandAdvice(scripts)
}

func commandAdvice(scripts []string) string {
	if len(scripts) == 0 {
		return `write one such as "entrypoint: [python, main.py]"`
	}
	return fmt.Sprintf("the project has several scripts (%s); write one such as \"entrypoint: [%s]\"", strings.Join(scripts, ", "), scripts[0])
}

// longestLine is how much of a command one line shows, in characters.
const longestLine = 100

// commandLine is a command as one would type it, in one line.
func commandLine(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = strings.Join(strings.FieldsFunc(word, isSpaceOrControl), " ")
		if quoted[i] == "" || strings.ContainsAny(word, " \t\n'\"\\$&|;<>*?()#`") {
			quoted[i] = "'" + strings.ReplaceAll(quoted[i], "'", `'\''`) + "'"
		}
	}
	line := []rune(strings.Join(quoted, " "))
	if len(line) > longestLine {
		return string(line[:longestLine]) + "…"
	}
	return string(line)
}

func isSpaceOrControl(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) }
