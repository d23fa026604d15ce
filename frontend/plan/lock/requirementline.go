package lock

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/google/shlex"
	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

var (
	// reqHead is a name with extras, and what follows.
	reqHead = regexp.MustCompile(`^(` + namePattern + `)[ \t]*(\[[^\]]*\])?[ \t]*(.*)$`)
	// reqEditableOption is the option -e with what follows, which is no shell's word: it may have a marker.
	reqEditableOption = regexp.MustCompile(`^(?:-e|--editable(?:=|[ \t]|$))[ \t]*(.*)$`)
)

// requirement reads what stands before the options of a line.
func (r *reqReader) requirement(l reqLine, args string, options []reqOption) error {
	req, err := r.parse(l, args)
	if err != nil {
		return err
	}
	for _, o := range options {
		if err := r.requirementOption(l, o, &req); err != nil {
			return err
		}
	}
	if len(req.Hashes) > 0 && (req.VCS != nil || req.Path != "" && !toolArchive.MatchString(req.Path)) {
		return reqError("delete it; of git, write a full commit", "only a file has a hash")
	}
	return r.add(l, req)
}

// add files the requirement under its role. The rules for constraints are pip's.
func (r *reqReader) add(l reqLine, req Requirement) error {
	if !l.constraint {
		r.out.Lines = append(r.out.Lines, req)
		return nil
	}
	if req.Name == "" || req.Editable || len(req.Extras) > 0 {
		return reqError("move it into the requirements", "a constraint has a name, no extras, and is not editable")
	}
	r.out.Constraints = append(r.out.Constraints, req)
	return nil
}

// parse reads a requirement and its marker. After a URL, a marker needs white space after its semicolon, as a URL may
// have one.
func (r *reqReader) parse(l reqLine, args string) (Requirement, error) {
	body, condition, _ := strings.Cut(args, ";")
	if reqScheme.MatchString(args) {
		body, condition, _ = strings.Cut(strings.ReplaceAll(args, ";\t", "; "), "; ")
	}
	req, err := r.source(l, strings.TrimSpace(body))
	if err != nil {
		return req, err
	}
	req.File, req.Line = l.file, l.number
	req.Marker, err = reqMarker(condition)
	return req, err
}

// reqMarker is a marker in its canonical form. What a lock may ask for beside, is not for requirements (PEP 751).
func reqMarker(text string) (string, error) {
	m, err := marker.Parse(text)
	if err != nil || m.Uses("extras", "dependency_groups") {
		return "", reqError(`write it as in: name ; python_version < "3.12"`, "%q is not an environment marker", strings.TrimSpace(text))
	}
	return m.String(), nil
}

// source reads a requirement without its marker: one of a name, URL or path.
func (r *reqReader) source(l reqLine, body string) (Requirement, error) {
	if reqScheme.MatchString(body) {
		return r.direct(l, Requirement{}, body)
	}
	head := reqHead.FindStringSubmatch(body)
	if head != nil && strings.HasPrefix(head[3], "@") {
		extras, err := reqExtras(head[2])
		if err != nil {
			return Requirement{}, err
		}
		return r.direct(l, Requirement{Name: pyproject.NormalizeName(head[1]), Extras: extras}, strings.TrimSpace(head[3][1:]))
	}
	if reqLooksLikePath(body) {
		return reqLocal(Requirement{}, body)
	}
	return reqNamed(body, head)
}

// direct reads what stands after "name @", or alone.
func (r *reqReader) direct(l reqLine, req Requirement, target string) (Requirement, error) {
	scheme := strings.ToLower(reqScheme.FindString(target))
	switch {
	case scheme == "" && strings.Contains(target, ":"):
		return req, reqError("write git+ssh://git@host/path.git", "%s is not a URL", target)
	case scheme == "":
		return reqLocal(req, target)
	case scheme == "file:" && !strings.HasPrefix(target[len(scheme):], "/"):
		return reqLocal(req, target[len(scheme):])
	case scheme == "file:":
		return req, reqError("write a path in the project, as in ./vendor/thing", "%s is a path of this machine only", target)
	case scheme == "http:" || scheme == "https:":
		return r.archive(l, req, target)
	case strings.HasPrefix(scheme, "git+"):
		return r.git(l, req, target)
	}
	return req, reqError("use https://, git+https://, git+ssh:// or a path in the project",
		"%s is no kind of URL that can be installed", scheme)
}

// reqNamed reads a name with extras and version specifiers.
func reqNamed(body string, head []string) (Requirement, error) {
	if head == nil {
		return Requirement{}, reqError("a line begins with the name of a package", "%q is not a requirement", body)
	}
	extras, err := reqExtras(head[2])
	if err != nil {
		return Requirement{}, err
	}
	specifier, err := reqSpecifier(head[3])
	return Requirement{Name: pyproject.NormalizeName(head[1]), Extras: extras, Specifier: specifier}, err
}

// reqExtras reads extras as in "[a, b]".
func reqExtras(text string) ([]string, error) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"))
	if text == "" {
		return nil, nil
	}
	var out []string
	for extra := range strings.SplitSeq(text, ",") {
		if extra = strings.TrimSpace(extra); !packageName.MatchString(extra) {
			return nil, reqError("write names with commas between", "%q is not the name of an extra", extra)
		}
		if extra = pyproject.NormalizeName(extra); !slices.Contains(out, extra) {
			out = append(out, extra)
		}
	}
	return out, nil
}

// reqEditable splits options that begin with -e. A marker may follow without quotation marks, as in other tools.
func reqEditable(text string) (target, rest string, ok bool) {
	m := reqEditableOption.FindStringSubmatch(text)
	if m == nil {
		return "", "", false
	}
	target, rest = reqSplit(m[1])
	if words, err := shlex.Split(target); err == nil && len(words) == 1 && strings.ContainsAny(target[:1], `"'`) {
		target = words[0]
	}
	return target, rest, true
}

// editable reads what -e names. Nothing in an image can be edited, so of git it is as good as without.
func (r *reqReader) editable(l reqLine, target, rest string) error {
	options, err := reqOptions(rest)
	if err != nil {
		return err
	}
	if head := reqHead.FindStringSubmatch(target); head != nil && (head[3] == "" || strings.HasPrefix(head[3], ";")) {
		target = "./" + target // a bare name is a folder
	}
	req, err := r.parse(l, target)
	if err != nil {
		return err
	}
	if req.VCS == nil && (req.Path == "" || toolArchive.MatchString(path.Base(req.Path))) {
		return reqError("delete -e", "only a folder or a git repository can be editable")
	}
	if req.Editable = req.Path != ""; !req.Editable {
		r.warn(l, "-e has no effect on a git repository")
	}
	for _, o := range options {
		if err := r.requirementOption(l, o, &req); err != nil {
			return err
		}
	}
	if len(req.Hashes) > 0 {
		return reqError("delete it", "nothing editable has a hash")
	}
	return r.add(l, req)
}
