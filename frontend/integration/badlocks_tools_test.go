package integration

import "github.com/org/pyapp-frontend/frontend/integration/rig"

func badPoetry() []badLock {
	const file, command = "poetry.lock", "run `poetry lock` and commit poetry.lock"
	const hash = "f9596a2434512686473d50f96ff6207fbba49ae1a785dfac614df4aeb085674d" // of asgiref's wheel
	return []badLock{
		{"truncated", truncated(file), []string{"poetry.lock:119:8: ", command}, "", ""},
		{"merge conflict", unmerged(file), []string{"poetry.lock:116: ", "merge conflict", command}, "", ""},
		{"version of the format", edited(file, `lock-version = "2.1"`, `lock-version = "9.0"`), []string{"poetry.lock", "format 9.0", "Poetry 2"}, "", ""},
		{"another hash", edited(file, hash, "e"+hash[1:]), []string{"hash does not match"}, installs, "asgiref"},
		{"another version", edited(file, `version = "3.13.0"`, `version = "3.13.1"`), []string{"poetry.lock:3: ", "asgiref 3.13.1", "asgiref-3.13.0", command}, "", ""},
		{"no hash", edited(file, `, hash = "sha256:`+hash+`"`, ""), []string{"poetry.lock:3: ", "asgiref", "no hash", command}, "", ""},
		{"stale", edited("pyproject.toml", `"gunicorn (>=23)",`, `"gunicorn (>=23)", "httpx",`), []string{"poetry.lock does not match pyproject.toml", command}, "", ""},
		{"missing", removed(file), []string{"no lock file", command}, "", ""},
		{"unknown group", specSays("include-groups: [dcos]"), []string{`"dcos" does not exist`, "dev, docs", `did you mean "docs"?`}, "", ""},
		{"unknown extra", specSays("extras: [fast]"), []string{`"fast" does not exist`, "no extras"}, "", ""},
		{"two locks", copied("pylock", "pylock.toml"), []string{"both pylock.toml and poetry.lock", "`lock: pylock.toml`"}, "", ""},
	}
}

// badPoetryOld has a lock that Poetry itself exports.
func badPoetryOld() []badLock {
	const file, command = "poetry.lock", "run `poetry lock` and commit poetry.lock"
	const wheel = "73191c47aaa79da394e8fee2dbc2ec827432cab56311122c9e47abf79e390f62" // certifi
	const archive = "b9995d97b64d0431a5af837d8ca8cd6238104d1f319f04bd93ea43124d6c861e"
	return []badLock{
		{"truncated", truncated(file), []string{"poetry.lock:", command}, "", ""},
		{"another hash", all(edited(file, wheel, "8"+wheel[1:]), edited(file, archive, "c"+archive[1:])), []string{"poetry.lock", "certifi", "hash"}, "", ""},
		{"stale", edited("pyproject.toml", `humanize = "^4.11"`, "humanize = \"^4.11\"\nhttpx = \"*\""), []string{"poetry.lock does not match pyproject.toml", command}, "", ""},
		{"missing", removed(file), []string{"only [tool.poetry]", command}, "", ""},
		{"unknown extra", edited(rig.SpecFile, "[pretty]", "[prety]"), []string{`"prety" does not exist`, "pretty, tables", `did you mean "pretty"?`}, "", ""},
		{"unknown group", specSays("include-groups: [dcos]"), []string{`"dcos" does not exist`, "dev, docs"}, "", ""},
	}
}

func badPDM() []badLock {
	const file, command = "pdm.lock", "run `pdm lock` and commit pdm.lock"
	const hash = "ba0efaa9080b619ff2f3459d1d500c57bddea4a6b424b60a91141db6fd2f08bc" // of blinker's wheel
	return []badLock{
		{"truncated", truncated(file), []string{"pdm.lock:163:133: ", command}, "", ""},
		{"merge conflict", unmerged(file), []string{"pdm.lock:166: ", "merge conflict", command}, "", ""},
		{"version of the format", edited(file, `lock_version = "4.5.1"`, `lock_version = "9.0"`), []string{"pdm.lock", "format 9.0", "PDM 2"}, "", ""},
		{"another hash", edited(file, hash, "ca"+hash[2:]), []string{"hash does not match"}, installs, "blinker"},
		{"another version", edited(file, `version = "1.9.0"`, `version = "1.9.1"`), []string{"pdm.lock:13: ", "blinker 1.9.1", "blinker-1.9.0", command}, "", ""},
		{"no hash", edited(file, `, hash = "sha256:`+hash+`"`, ""), []string{"pdm.lock:13: ", "blinker", "no hash", command}, "", ""},
		{"stale", edited("pyproject.toml", `"flask>=3.1",`, `"flask>=3.1", "httpx",`), []string{"pdm.lock does not match pyproject.toml", command}, "", ""},
		{"missing", removed(file), []string{"no lock file", command}, "", ""},
		{"unknown group", specSays("include-groups: [tset]"), []string{`"tset" does not exist`, "lint, test", `did you mean "test"?`}, "", ""},
		{"unknown extra", edited(rig.SpecFile, "[metrics]", "[metrisc]"), []string{`"metrisc" does not exist`, "metrics, redis"}, "", ""},
		{"two locks", copied("pylock", "pylock.toml"), []string{"both pylock.toml and pdm.lock", "`lock: pylock.toml`"}, "", ""},
	}
}

func badPipenv() []badLock {
	const file, command = "Pipfile.lock", "run `pipenv lock` and commit Pipfile.lock"
	const wheel = "48de960c97a93b55db06b8be4c53eb977c9c8a2754c57cdae9097abcbd70ce04" // pika
	const archive = "8cfc8b33a5cb16e733bd60cffca9732c0d1d761ecd80a89f34ed7df2cd38d6d6"
	const none = "\n                \"sha256:" + wheel + "\",\n                \"sha256:" + archive + "\"\n"
	return []badLock{
		{"truncated", truncated(file), []string{"Pipfile.lock:59:2: ", command}, "", ""},
		{"merge conflict", unmerged(file), []string{"Pipfile.lock:57: ", "merge conflict", command}, "", ""},
		{"version of the format", edited(file, `"pipfile-spec": 6`, `"pipfile-spec": 9`), []string{"Pipfile.lock", "format 9"}, "", ""},
		{"another hash", all(edited(file, wheel, "5"+wheel[1:]), edited(file, archive, "9"+archive[1:])), []string{"Pipfile.lock:19: pika 1.4.4", "hash"}, "", ""},
		{"another version", edited(file, `"==1.4.4"`, `"==1.3.2"`), []string{"Pipfile.lock:19: pika 1.3.2", "hash"}, "", ""},
		{"no such version", edited(file, `"==1.4.4"`, `"==1.4.99"`), []string{"does not have a package or version"}, looksUp, "pika==1.4.99"},
		{"no hash", edited(file, none, ""), []string{"Pipfile.lock:19: ", "no hashes of pika", command}, "", ""},
		{"stale", edited("Pipfile", `redis = ">=6"`, "redis = \">=6\"\nhttpx = \"*\""), []string{"Pipfile.lock does not match Pipfile", command}, "", ""},
		{"missing", removed(file), []string{"Pipfile", command}, "", ""},
		{"unknown group", edited(rig.SpecFile, "[metrics]", "[metrisc]"), []string{`"metrisc" does not exist`, "dev, docs, metrics", `did you mean "metrics"?`}, "", ""},
		{"unknown extra", specSays("extras: [fast]"), []string{`"fast" does not exist`, "no extras"}, "", ""},
		{"two locks", copied("pylock", "pylock.toml"), []string{"both pylock.toml and Pipfile.lock", "`lock: pylock.toml`"}, "", ""},
	}
}
