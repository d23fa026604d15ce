package plan

import "testing"

// TestHasWheels asks the lock, and knows nothing without one.
func TestHasWheels(t *testing.T) {
	t.Parallel()
	if !(Locking{}).hasWheels()("3.14") {
		t.Error("a version is left out, and there is no lock that speaks against it")
	}
	l := Locking{Files: ProjectFiles{"uv.lock": "[[package]]\nname = 'a'\nwheels = [{ url = 'https://files.example/a-1-cp313-cp313-manylinux_2_17_x86_64.whl' }]\n"}}
	if has := l.hasWheels(); !has("3.13") || has("3.14") {
		t.Error("the lock is not asked")
	}
}

// TestChooseMember takes a member of the workspace for the project.
func TestChooseMember(t *testing.T) {
	t.Parallel()
	l := Locking{Files: ProjectFiles{"uv.lock": "[[package]]\nname = \"api\"\nversion = \"1\"\nsource = { editable = \"packages/api\" }\n"}}
	members := ProjectFiles{"packages/api/pyproject.toml": "[project]\nname = 'api'\nversion = '1'\n"}
	if problems := l.ChooseMember("api", members); len(problems) > 0 || l.Project == nil || l.Project.Name != "api" {
		t.Errorf("got %+v, %q", l.Project, problems.Text("pyapp.yaml"))
	}
	if problems := l.ChooseMember("apy", members); len(problems) != 1 || problems[0].Path != "package" {
		t.Errorf("got %q, want one about the key", problems.Text("pyapp.yaml"))
	}
	if problems := l.ChooseMember("", members); len(problems) > 0 {
		t.Errorf("got %q without a member", problems.Text("pyapp.yaml"))
	}
}
