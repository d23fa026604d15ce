package detect

// Kind is the interface between a framework and what serves it.
type Kind string

// The kinds.
const (
	ASGI       Kind = "asgi"
	WSGI       Kind = "wsgi"
	Sanic      Kind = "sanic"     // serves itself, by a command
	SelfServed Kind = "program"   // serves itself, as a program
	Streamlit  Kind = "streamlit" // a script that its own command runs
)

// Framework is one that applications are known by.
type Framework struct {
	ID     string // of the option --framework, which is the name of its module too
	Name   string
	Kind   Kind
	Makers []string // classes or functions that make an application
}

// frameworks are in the order in which the first of several is taken. Those that others are built on come after them.
func frameworks() []Framework {
	return []Framework{
		{"fastapi", "FastAPI", ASGI, []string{"FastAPI"}},
		{"litestar", "Litestar", ASGI, []string{"Litestar"}},
		{"quart", "Quart", ASGI, []string{"Quart"}},
		{"sanic", "Sanic", Sanic, []string{"Sanic"}},
		{"django", "Django", WSGI, nil},
		{"starlette", "Starlette", ASGI, []string{"Starlette"}},
		{"flask", "Flask", WSGI, []string{"Flask"}},
		{"falcon", "Falcon", WSGI, []string{"App", "API"}},
		{"aiohttp", "aiohttp", SelfServed, nil},
		{"streamlit", "Streamlit", Streamlit, nil},
	}
}

// IDs are the words that --framework takes.
func IDs() []string {
	var out []string
	for _, f := range frameworks() {
		out = append(out, f.ID)
	}
	return out
}

// App is an application of a framework.
type App struct {
	Framework Framework
	File      string // relative to the project's folder
	Line      int    // where it is made, counted from 1
	Module    string // dotted name, below Root
	Root      string // folder that has to be on Python's path
	Attr      string // what the module calls it; of a factory, the function
	Factory   bool
	Async     string // Django: the module with its application for ASGI; empty: none
	Health    string // path that answers whether it works; empty: none was seen
	Healthy   int    // line of File where that stands

	rank [3]int
}

// Object is the application as servers name it, as in "app.main:app".
func (a App) Object() string { return a.Module + ":" + a.Attr }
