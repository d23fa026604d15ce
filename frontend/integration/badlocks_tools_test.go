package integration

import "github.com/org/pyapp-frontend/frontend/integration/rig"

func badPoetry() []badLock {
	const file, command = "poetry.lock", "run `poetry lock` and commit poetry.lock"
	const hash = "f9596a2434512686473d50f96ff6207fbba49ae1a785dfac614df4aeb085674d" // of asgiref's wheel
	return []badLock{
		{"truncated", truncated(file), []string{"poetry.lock:119:8: ", command}, "", ""},
		{"another hash", edited(file, hash, "e"+hash[1:]), []string{"hash does not match"}, installs, "asgiref"},
		{"stale", edited("pyproject.toml", `"gunicorn (>=23)",`, `"gunicorn (>=23)", "httpx",`), []string{"poetry.lock does not match pyproject.toml", command}, "", ""},
		{"unknown group", specSays("include-groups: [dcos]"), []string{`"dcos" does not exist`, "dev, docs", `did you mean "docs"?`}, "", ""},
	}
}

// badPoetryOld has a lock without the groups and markers that Poetry 2 writes.
func badPoetryOld() []badLock {
	const file, command = "poetry.lock", "run `poetry lock` and commit poetry.lock"
	const hash = "73191c47aaa79da394e8fee2dbc2ec827432cab56311122c9e47abf79e390f62" // of certifi's wheel
	return []badLock{
		{"truncated", truncated(file), []string{"poetry.lock:", command}, "", ""},
		{"another hash", edited(file, hash, "8"+hash[1:]), []string{"hash does not match"}, installs, "certifi"},
		{"stale", edited("pyproject.toml", `humanize = "^4.11"`, "humanize = \"^4.11\"\nhttpx = \"*\""), []string{"poetry.lock does not match pyproject.toml", command}, "", ""},
		{"unknown extra", edited(rig.SpecFile, "[pretty]", "[prety]"), []string{`"prety" does not exist`, "pretty, tables", `did you mean "pretty"?`}, "", ""},
	}
}

func badPDM() []badLock {
	const file, command = "pdm.lock", "run `pdm lock` and commit pdm.lock"
	const hash = "ba0efaa9080b619ff2f3459d1d500c57bddea4a6b424b60a91141db6fd2f08bc" // of blinker's wheel
	return []badLock{
		{"truncated", truncated(file), []string{"pdm.lock:163:133: ", command}, "", ""},
		{"another hash", edited(file, hash, "ca"+hash[2:]), []string{"hash does not match"}, installs, "blinker"},
		{"another version", edited(file, `version = "1.9.0"`, `version = "1.9.1"`), []string{"pdm.lock:13: ", "blinker 1.9.1", "blinker-1.9.0", command}, "", ""},
		{"stale", edited("pyproject.toml", `"flask>=3.1",`, `"flask>=3.1", "httpx",`), []string{"pdm.lock does not match pyproject.toml", command}, "", ""},
		{"unknown extra", edited(rig.SpecFile, "[metrics]", "[metrisc]"), []string{`"metrisc" does not exist`, "metrics, redis"}, "", ""},
	}
}

func badPipenv() []badLock {
	const file, command = "Pipfile.lock", "run `pipenv lock` and commit Pipfile.lock"
	const wheel = "48de960c97a93b55db06b8be4c53eb977c9c8a2754c57cdae9097abcbd70ce04" // pika
	const archive = "8cfc8b33a5cb16e733bd60cffca9732c0d1d761ecd80a89f34ed7df2cd38d6d6"
	return []badLock{
		{"truncated", truncated(file), []string{"Pipfile.lock:59:2: ", command}, "", ""},
		{"another hash", all(edited(file, wheel, "5"+wheel[1:]), edited(file, archive, "9"+archive[1:])), []string{"Pipfile.lock:19: pika 1.4.4", "hash"}, "", ""},
		{"no such version", edited(file, `"==1.4.4"`, `"==1.4.99"`), []string{"does not have a package or version"}, looksUp, "pika==1.4.99"},
		{"stale", edited("Pipfile", `redis = ">=6"`, "redis = \">=6\"\nhttpx = \"*\""), []string{"Pipfile.lock does not match Pipfile", command}, "", ""},
		{"unknown group", edited(rig.SpecFile, "[metrics]", "[metrisc]"), []string{`"metrisc" does not exist`, "dev, docs, metrics", `did you mean "metrics"?`}, "", ""},
	}
}
