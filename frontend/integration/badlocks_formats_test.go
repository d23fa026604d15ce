package integration

import "github.com/org/pyapp-frontend/frontend/integration/rig"

func lockedApps() []lockedApp {
	return []lockedApp{
		{"worker", "uv.lock", badUV()},
		{"script723", "main.py.lock", badScript()},
		{"pylock", "pylock.toml", badPylock()},
		{"requirements", "requirements.txt", badRequirements()},
		{"django", "poetry.lock", badPoetry()},
		{"poetry-old", "poetry.lock of 1.8", badPoetryOld()},
		{"pdm", "pdm.lock", badPDM()},
		{"pipenv", "Pipfile.lock", badPipenv()},
	}
}

// Steps that find out what only an index can tell.
const (
	installs = "install dependencies"
	looksUp  = "look up the files"
)

func badUV() []badLock {
	const file, command = "uv.lock", "run `uv lock` and commit uv.lock"
	const hash = "48de960c97a93b55db06b8be4c53eb977c9c8a2754c57cdae9097abcbd70ce04" // of pika's wheel
	return []badLock{
		{"truncated", truncated(file), []string{"uv.lock", "line ", "restore uv.lock"}, "", ""},
		{"another hash", edited(file, hash, "5"+hash[1:]), []string{"hash does not match"}, installs, "pika"},
		{"no hash", edited(file, `hash = "sha256:`+hash+`", `, ""), []string{"uv.lock", "pika-1.4.4-py3-none-any.whl", "no hash", "`uv lock`"}, "", ""},
		{"stale", edited("pyproject.toml", `"pika>=1.3",`, `"pika>=1.3", "httpx",`), []string{"uv.lock does not match pyproject.toml", command}, "", ""},
		{"missing", removed(file), []string{"no lock file", command, "`lock: none`"}, "", ""},
		{"unknown group", edited(rig.SpecFile, "exclude-groups: [dev]", "include-groups: [docs]"), []string{`"docs" does not exist`, "the project has dev"}, "", ""},
	}
}

func badScript() []badLock {
	const file, command = "main.py.lock", "run `uv lock --script main.py`"
	unnamed := edited(rig.SpecFile, "lock: main.py.lock\n", "")
	return []badLock{
		{"truncated", truncated(file), []string{"`main.py.lock`", "line ", "restore main.py.lock"}, "", ""},
		{"stale", edited("main.py", `"tomlkit>=0.13",`, "\"tomlkit>=0.13\",\n#     \"six\","), []string{"main.py.lock does not match main.py", command}, "", ""},
		{"missing, not named", all(removed(file), unnamed), []string{"script", command, "`lock: none`"}, "", ""},
	}
}

func badPylock() []badLock {
	const file = "pylock.toml"
	const hash = "c6242fc49e35958c8b15141343aa660db5fc54d4f13a1db01a3f5891b98700ef" // of itsdangerous' wheel
	return []badLock{
		{"truncated", truncated(file), []string{"pylock.toml:70:161: "}, "", ""},
		{"another hash", edited(file, hash, "d"+hash[1:]), []string{"hash does not match"}, installs, "itsdangerous"},
		{"another version", edited(file, `version = "2.2.0"`, `version = "2.2.1"`), []string{"pylock.toml:12:1: itsdangerous 2.2.1", "itsdangerous-2.2.0-py3-none-any.whl", "make the lock again"}, "", ""},
		{"missing, not named", removed(file), []string{"requirements.in", "`uv pip compile"}, "", ""},
		{"two locks", copied("requirements", "requirements.txt"), []string{"both pylock.toml and requirements.txt", "`lock: pylock.toml`"}, "", ""},
	}
}

func badRequirements() []badLock {
	const file, included = "requirements.txt", "requirements/base.txt"
	const arrow = "749f0769958ebdc79c173ff0b0670d59051a535fa26e8eba02953dc19eb43205"
	const archive = "ed0cc050e98001b8779e84d461b0098c4ac597e88704a655582b21d116e526d7"
	otherHashes := all(edited(included, arrow, "8"+arrow[1:]), edited(included, archive, "a"+archive[1:]))
	return []badLock{
		{"truncated", truncated(file), []string{"requirements.txt:4: ", "15 digits", "uv pip compile"}, "", ""},
		{"merge conflict in an included file", unmerged(included), []string{"requirements/base.txt:12: ", "merge conflict"}, "", ""},
		{"another hash", otherHashes, []string{"requirements/base.txt:1: arrow 1.4.0", "hash"}, "", ""},
		{"no such version", edited(included, "arrow==1.4.0", "arrow==1.4.99"), []string{"does not have a package or version"}, looksUp, "arrow==1.4.99"},
		{"include missing", edited(file, included, "requirements/bsae.txt"), []string{"requirements.txt:2: requirements/bsae.txt does not exist"}, "", ""},
		{"missing", removed(file), []string{"requirements.in", "`uv pip compile --generate-hashes requirements.in -o requirements.txt`"}, "", ""},
	}
}
