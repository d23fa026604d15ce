package detect

import (
	"path"
	"regexp"
	"strings"
)

func framework(id string) Framework {
	for _, f := range frameworks() {
		if f.ID == id {
			return f
		}
	}
	return Framework{}
}

var (
	getWSGI = regexp.MustCompile(`\bget_wsgi_application\(`)
	getASGI = regexp.MustCompile(`\bget_asgi_application\(`)
)

// django are the sites of Django, by their modules for WSGI servers. Such a module is imported from the folder of manage.py.
func (t *tree) django() []App {
	var out []App
	for _, m := range t.modules {
		at := getWSGI.FindStringIndex(m.src.Code)
		if at == nil || !m.imports("django") {
			continue
		}
		a := t.app(m, framework("django"), "application", at[0])
		for folder := path.Dir(m.path); ; folder = path.Dir(folder) {
			if t.found[path.Join(folder, "manage.py")] {
				a.Root = folder
				a.Module = dotted(m.path, folder)
				break
			}
			if folder == "." {
				break
			}
		}
		a.Async = t.asyncOf(m, a.Root)
		out = append(out, a)
	}
	return out
}

// dotted is the name of a module that is imported from a folder.
func dotted(file, folder string) string {
	name := strings.TrimSuffix(file, ".py")
	if folder != "." {
		name = strings.TrimPrefix(name, folder+"/")
	}
	return strings.ReplaceAll(strings.TrimSuffix(name, "/__init__"), "/", ".")
}

func (t *tree) asyncOf(wsgi module, root string) string {
	for _, m := range t.modules {
		if path.Dir(m.path) == path.Dir(wsgi.path) && getASGI.MatchString(m.src.Code) {
			return dotted(m.path, root)
		}
	}
	return ""
}

// Django is what is known of the site that an application of Django is.
type Django struct {
	Manage string // path of manage.py; empty: none
	Static string // path of the folder that collectstatic fills, relative to the project's folder; empty: unknown, or none
	File   string // that says so
}

var (
	manageSettings = regexp.MustCompile(`DJANGO_SETTINGS_MODULE["'][ \t]*,[ \t]*["']([\w.]+)["']`)
	staticRoot     = regexp.MustCompile(`(?m)^STATIC_ROOT[ \t]*=[ \t]*([^\n]+)$`)
	lastString     = regexp.MustCompile(`["']([\w./-]+)["']\)*[ \t]*$`)
)

// site looks up what the settings of a Django application say.
func (t *tree) site(a App) Django {
	d := Django{}
	if manage := path.Join(a.Root, "manage.py"); t.found[manage] {
		d.Manage = manage
	}
	settings := ""
	for _, m := range t.modules {
		if found := manageSettings.FindStringSubmatch(m.src.Text); found != nil && (m.path == d.Manage || m.path == a.File) {
			settings = found[1]
		}
	}
	for _, m := range t.modules {
		if settings == "" || !partOf(dotted(m.path, a.Root), settings) {
			continue
		}
		if at := staticRoot.FindStringSubmatchIndex(m.src.Code); at != nil {
			d.File = m.path
			if name := lastString.FindStringSubmatch(m.src.Text[at[2]:at[3]]); name != nil && !path.IsAbs(name[1]) {
				d.Static = path.Join(a.Root, name[1])
			}
		}
	}
	return d
}

// partOf says whether a module belongs to some settings: it is them, it is below them, or it lies beside them in a package of that
// name, where what all deployments share is often called base.
func partOf(name, settings string) bool {
	above := settings[:max(strings.LastIndex(settings, "."), 0)]
	return name == settings || strings.HasPrefix(name, settings+".") || last(above) == "settings" && (name == above || strings.HasPrefix(name, above+"."))
}

var runApp = regexp.MustCompile(`\brun_app\(`)

// aiohttp are programs that serve an application of aiohttp.
func (t *tree) aiohttp() []App {
	var out []App
	for _, m := range t.modules {
		if at := runApp.FindStringIndex(m.src.Code); at != nil && m.imports("aiohttp") && guard.MatchString(m.src.Code) {
			a := t.app(m, framework("aiohttp"), "app", at[0])
			a.Attr = ""
			out = append(out, a)
		}
	}
	return out
}

// streamlit are scripts that show a page of Streamlit, but for those that another one shows as its pages.
func (t *tree) streamlit(packages map[string]string) []App {
	if _, ok := packages["streamlit"]; !ok {
		return nil
	}
	var out []App
	for _, m := range t.modules {
		if !m.imports("streamlit") || strings.Contains("/"+m.path, "/pages/") || t.packages[path.Dir(m.path)] {
			continue
		}
		a := t.app(m, framework("streamlit"), "", 0)
		a.Line, a.rank[2] = 1, rank(strings.ToLower(last(a.Module)), "streamlit_app", "app", "main", "home", "dashboard")
		out = append(out, a)
	}
	return out
}
