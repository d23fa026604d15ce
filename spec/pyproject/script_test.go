package pyproject

import (
	"errors"
	"slices"
	"testing"
)

func TestParseScript(t *testing.T) {
	text := "#!/usr/bin/env python3\n# /// script\n# requires-python = \">=3.12\"\n# dependencies = [\n#   \"rich\",\n#\n# ]\n# ///\nimport rich\n"
	p, err := ParseScript("main.py", text)
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "main.py" || p.RequiresPython != ">=3.12" || !slices.Equal(p.Dependencies, []string{"rich"}) {
		t.Errorf("read %+v", p)
	}
	for name, other := range map[string]string{
		"no block":          "import rich\n",
		"a block of others": "# /// pyproject\n# x = 1\n# ///\n",
		"one without end":   "# /// script\n# dependencies = []\nimport rich\n",
	} {
		if p, err := ParseScript("main.py", other); p != nil || err != nil {
			t.Errorf("%s: read %+v, %v", name, p, err)
		}
	}
	_, err = ParseScript("main.py", "\n# /// script\n# dependencies = [\n# ///\n")
	if e := (*Error)(nil); !errors.As(err, &e) || e.Line != 3 && e.Line != 4 {
		t.Errorf("a broken block gives %v", err)
	}
}
