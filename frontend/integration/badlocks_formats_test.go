package integration

// lockFormats are all formats.
func lockFormats() []lockedBy {
	return []lockedBy{
		{"worker", "uv.lock", badUV()},
		{"pylock", "pylock.toml", badPylock()},
		{"requirements", "requirements.txt", badRequirements()},
		{"django", "poetry.lock", badPoetry()},
		{"pdm", "pdm.lock", badPDM()},
		{"pipenv", "Pipfile.lock", badPipenv()},
		{"script723", "main.py.lock", badScript()},
	}
}

const (
	install = "install dependencies"
	lookUp  = "look up the files"
)

func badUV() []badLock {
	const wheel = `hash = "sha256:48de960c97a93b55db06b8be4c53eb977c9c8a2754c57cdae9097abcbd70ce04"`
	return []badLock{
		{"truncated", truncated("uv.lock"), []string{"uv lock"}, ""},
		{"merge conflict", unmerged("uv.lock"), []string{"uv.lock:", "merge conflict", "uv lock"}, ""},
		{"version of the format", edited("uv.lock", "version = 1\n", "version = 99\n"), []string{"99"}, ""},
		{"another hash", edited("uv.lock", wheel, `hash = "sha256:58de960c97a93b55db06b8be4c53eb977c9c8a2754c57cdae9097abcbd70ce04"`), []string{"hash"}, install},
		{"another version", edited("uv.lock", "name = \"pika\"\nversion = \"1.4.4\"", "name = \"pika\"\nversion = \"1.4.5\""), []string{"pika", "1.4.5", "1.4.4"}, ""},
		{"no hash", edited("uv.lock", wheel+", ", ""), []string{"pika", "hash"}, ""},
		{"stale", edited("pyproject.toml", `"pika>=1.3",`, `"pika>=1.3", "httpx",`), []string{"pyproject.toml", "`uv lock`"}, ""},
		{"missing", removed("uv.lock"), []string{"`uv lock`"}, ""},
		{"unknown group", edited(rig_SpecFile, "exclude-groups: [dev]", "include-groups: [docs]"), []string{"docs", `"dev"`}, ""},
		{"unknown extra", specSays("extras: [fast]"), []string{"fast", "extra"}, ""},
		{"two locks", copied("pylock", "pylock.toml"), []string{"uv.lock", "pylock.toml", "lock:"}, ""},
	}
}

const rig_SpecFile = "pyapp.yaml"

func badPylock() []badLock {
	const wheel = `c6242fc49e35958c8b15141343aa660db5fc54d4f13a1db01a3f5891b98700ef`
	return []badLock{
		{"truncated", truncated("pylock.toml"), []string{"pylock.toml:"}, ""},
		{"merge conflict", unmerged("pylock.toml"), []string{"pylock.toml:", "merge conflict"}, ""},
		{"version of the format", edited("pylock.toml", `lock-version = "1.0"`, `lock-version = "2.0"`), []string{"2.0"}, ""},
		{"another hash", edited("pylock.toml", wheel, "d"+wheel[1:]), []string{"hash"}, install},
		{"another version", edited("pylock.toml", "name = \"itsdangerous\"\nversion = \"2.2.0\"", "name = \"itsdangerous\"\nversion = \"2.2.1\""), []string{"itsdangerous", "2.2.1", "2.2.0"}, ""},
		{"no hash", edited("pylock.toml", `, hashes = { sha256 = "`+wheel+`" }`, ""), []string{"itsdangerous", "hash", "pylock.toml:"}, ""},
		{"missing", all(removed("pylock.toml"), specSays("lock: pylock.toml")), []string{"pylock.toml"}, ""},
		{"missing, not named", removed("pylock.toml"), []string{"requirements.in", "uv pip compile"}, ""},
		{"unknown group", specSays("include-groups: [docs]"), []string{"docs", "group"}, ""},
		{"unknown extra", specSays("extras: [fast]"), []string{"fast", "extra"}, ""},
		{"two locks", copied("requirements", "requirements.txt"), []string{"requirements.txt", "lock:"}, ""},
	}
}

func badRequirements() []badLock {
	const file = "requirements/base.txt"
	const wheel = `749f0769958ebdc79c173ff0b0670d59051a535fa26e8eba02953dc19eb43205`
	const other = `ed0cc050e98001b8779e84d461b0098c4ac597e88704a655582b21d116e526d7`
	return []badLock{
		{"truncated", truncated("requirements.txt"), []string{"requirements.txt:"}, ""},
		{"merge conflict", unmerged("requirements.txt"), []string{"requirements.txt:", "merge conflict"}, ""},
		{"merge conflict, included", unmerged(file), []string{file + ":", "merge conflict"}, ""},
		{"another hash", all(edited(file, wheel, "8"+wheel[1:]), edited(file, other, "a"+other[1:])), []string{"arrow", "1.4.0", "hash"}, ""},
		{"another version", edited(file, "arrow==1.4.0", "arrow==1.3.0"), []string{"arrow", "1.3.0"}, ""},
		{"no such version", edited(file, "arrow==1.4.0", "arrow==1.4.99"), []string{"arrow"}, lookUp},
		{"no hash", edited(file, "arrow==1.4.0 \\\n    --hash=sha256:"+wheel+" \\\n    --hash=sha256:"+other, "arrow==1.4.0"), []string{"arrow", "hash", "base.txt:1"}, ""},
		{"no pin", edited(file, "arrow==1.4.0 \\", "arrow>=1.4.0 \\"), []string{"arrow", "==", "base.txt:1"}, ""},
		{"include missing", edited("requirements.txt", "-r requirements/base.txt", "-r requirements/bsae.txt"), []string{"requirements.txt:2", "requirements/bsae.txt"}, ""},
		{"missing", all(removed("requirements.txt")), []string{"requirements.in", "uv pip compile --generate-hashes"}, ""},
		{"unknown group", specSays("include-groups: [docs]"), []string{"group"}, ""},
		{"unknown extra", specSays("extras: [fast]"), []string{"extra"}, ""},
		{"two locks", copied("pylock", "pylock.toml"), []string{"pylock.toml", "lock:"}, ""},
	}
}

func badPoetry() []badLock {
	const wheel = `f9596a2434512686473d50f96ff6207fbba49ae1a785dfac614df4aeb085674d`
	const file = "poetry.lock"
	return []badLock{
		{"truncated", truncated(file), []string{"poetry.lock:", "poetry lock"}, ""},
		{"merge conflict", unmerged(file), []string{"poetry.lock:", "merge conflict", "poetry lock"}, ""},
		{"version of the format", edited(file, `lock-version = "2.1"`, `lock-version = "9.0"`), []string{"9.0"}, ""},
		{"another hash", edited(file, wheel, "e"+wheel[1:]), []string{"hash"}, install},
		{"another version", edited(file, `version = "3.13.0"`, `version = "3.13.1"`), []string{"asgiref", "3.13.1", "3.13.0", "poetry.lock:"}, ""},
		{"no hash", edited(file, `, hash = "sha256:`+wheel+`"`, ""), []string{"asgiref", "hash", "poetry.lock:"}, ""},
		{"stale", edited("pyproject.toml", `"gunicorn (>=23)",`, `"gunicorn (>=23)", "httpx",`), []string{"pyproject.toml", "`poetry lock`"}, ""},
		{"missing", removed(file), []string{"poetry lock"}, ""},
		{"unknown group", specSays("include-groups: [dcos]"), []string{"dcos", "docs"}, ""},
		{"unknown extra", specSays("extras: [fast]"), []string{"fast", "extra"}, ""},
		{"two locks", copied("pylock", "pylock.toml"), []string{"pylock.toml", "lock:"}, ""},
	}
}

func badPDM() []badLock {
	const wheel = `ba0efaa9080b619ff2f3459d1d500c57bddea4a6b424b60a91141db6fd2f08bc`
	const file = "pdm.lock"
	return []badLock{
		{"truncated", truncated(file), []string{"pdm.lock:", "pdm lock"}, ""},
		{"merge conflict", unmerged(file), []string{"pdm.lock:", "merge conflict", "pdm lock"}, ""},
		{"version of the format", edited(file, `lock_version = "4.5.1"`, `lock_version = "9.0"`), []string{"9.0"}, ""},
		{"another hash", edited(file, wheel, "ca"+wheel[2:]), []string{"hash"}, install},
		{"another version", edited(file, `version = "1.9.0"`, `version = "1.9.1"`), []string{"blinker", "1.9.1", "1.9.0", "pdm.lock:"}, ""},
		{"no hash", edited(file, `, hash = "sha256:`+wheel+`"`, ""), []string{"blinker", "hash", "pdm.lock:"}, ""},
		{"stale", edited("pyproject.toml", `"flask>=3.1",`, `"flask>=3.1", "httpx",`), []string{"pyproject.toml", "`pdm lock`"}, ""},
		{"missing", removed(file), []string{"pdm lock"}, ""},
		{"unknown group", specSays("include-groups: [tset]"), []string{"tset", "test"}, ""},
		{"unknown extra", edited(rig_SpecFile, "extras: [metrics]", "extras: [metrisc]"), []string{"metrisc", "metrics", "redis"}, ""},
		{"two locks", copied("pylock", "pylock.toml"), []string{"pylock.toml", "lock:"}, ""},
	}
}

func badPipenv() []badLock {
	const wheel = `48de960c97a93b55db06b8be4c53eb977c9c8a2754c57cdae9097abcbd70ce04`
	const sdist = `8cfc8b33a5cb16e733bd60cffca9732c0d1d761ecd80a89f34ed7df2cd38d6d6`
	const file = "Pipfile.lock"
	return []badLock{
		{"truncated", truncated(file), []string{"Pipfile.lock:", "pipenv lock"}, ""},
		{"merge conflict", unmerged(file), []string{"Pipfile.lock:", "merge conflict", "pipenv lock"}, ""},
		{"version of the format", edited(file, `"pipfile-spec": 6`, `"pipfile-spec": 9`), []string{"9"}, ""},
		{"another hash", all(edited(file, wheel, "5"+wheel[1:]), edited(file, sdist, "9"+sdist[1:])), []string{"pika", "hash"}, ""},
		{"another version", edited(file, `"version": "==1.4.4"`, `"version": "==1.4.3"`), []string{"pika", "1.4.3"}, ""},
		{"no such version", edited(file, `"version": "==1.4.4"`, `"version": "==1.4.99"`), []string{"pika"}, lookUp},
		{"no hash", edited(file, "\n                \"sha256:"+wheel+"\",\n                \"sha256:"+sdist+"\"\n", ""), []string{"pika", "hash", "Pipfile.lock"}, ""},
		{"stale", edited("Pipfile", `redis = ">=6"`, "redis = \">=6\"\nhttpx = \"*\""), []string{"Pipfile", "`pipenv lock`"}, ""},
		{"missing", removed(file), []string{"Pipfile", "pipenv lock"}, ""},
		{"unknown group", edited(rig_SpecFile, "[metrics]", "[metrisc]"), []string{"metrisc", "metrics", "docs"}, ""},
		{"unknown extra", specSays("extras: [fast]"), []string{"extra"}, ""},
		{"two locks", copied("pylock", "pylock.toml"), []string{"pylock.toml", "lock:"}, ""},
	}
}

func badScript() []badLock {
	const wheel = `c647aa4a12dfbad9333ca4e71fe62ddc36f4e63b2d260a37a8b83d2f043ac309`
	const file = "main.py.lock"
	const command = "`uv lock --script main.py`"
	return []badLock{
		{"truncated", truncated(file), []string{"uv lock --script main.py"}, ""},
		{"merge conflict", unmerged(file), []string{"main.py.lock:", "merge conflict", "uv lock --script main.py"}, ""},
		{"version of the format", edited(file, "version = 1\n", "version = 99\n"), []string{"99"}, ""},
		{"another hash", edited(file, wheel, "d"+wheel[1:]), []string{"hash"}, install},
		{"another version", edited(file, `version = "26.1.0"`, `version = "26.1.1"`), []string{"attrs", "26.1.1", "26.1.0"}, ""},
		{"no hash", edited(file, `, hash = "sha256:`+wheel+`"`, ""), []string{"attrs", "hash"}, ""},
		{"stale", edited("main.py", `"tomlkit>=0.13",`, "\"tomlkit>=0.13\",\n#     \"six\","), []string{"main.py", command}, ""},
		{"missing", removed(file), []string{command}, ""},
		{"missing, not named", all(removed(file), edited(rig_SpecFile, "lock: main.py.lock\n", "")), []string{"script", command}, ""},
		{"unknown group", specSays("include-groups: [docs]"), []string{"group"}, ""},
		{"unknown extra", specSays("extras: [fast]"), []string{"extra"}, ""},
		{"two locks", all(copied("pylock", "pylock.toml"), edited(rig_SpecFile, "lock: main.py.lock\n", "")), []string{"pylock.toml", "lock:"}, ""},
	}
}
