package spec

// Rule is one kind of problem. Rules are stable: people name them to silence warnings.
type Rule struct {
	ID          string // short kebab-case name, as in "unknown-key"
	Description string // one line, without a full stop
}

// Names of the rules, in the order of [Rules].
const (
	ruleEmptyFile        = "empty-file"
	ruleTooLarge         = "too-large"
	ruleNotUTF8          = "not-utf8"
	ruleControlCharacter = "control-character"
	ruleLineBreak        = "line-break"
	ruleNotYAML          = "not-yaml"
	ruleTabIndentation   = "tab-indentation"
	ruleSeveralDocuments = "several-documents"
	ruleNotAMapping      = "not-a-mapping"
	ruleAliasCycle       = "alias-cycle"
	ruleTooManyNodes     = "too-many-nodes"
	ruleTooDeep          = "too-deep"
	ruleDuplicateKey     = "duplicate-key"
	ruleNonTextKey       = "non-text-key"
	ruleMergeKey         = "merge-key"
	ruleYAMLTag          = "yaml-tag"

	ruleUnknownKey     = "unknown-key"
	ruleWrongType      = "wrong-type"
	ruleUnknownValue   = "unknown-value"
	ruleDuplicateValue = "duplicate-value"
	ruleMissingKey     = "missing-key"

	ruleBuildArgSyntax  = "build-arg-syntax"
	ruleBuildArgMissing = "build-arg-missing"

	rulePythonVersion  = "python-version"
	rulePythonExcluded = "python-excluded"
	ruleRequiresPython = "requires-python"
	ruleImageReference = "image-reference"
	ruleDistro         = "distro"

	ruleRelativePath   = "relative-path"
	ruleContainerPath  = "container-path"
	ruleLockList       = "lock-list"
	ruleRequirement    = "requirement"
	ruleUnpinned       = "requirement-unpinned"
	ruleIndexName      = "index-name"
	ruleIndexHost      = "index-host"
	ruleIndexDefault   = "index-default"
	ruleClientCert     = "client-cert"
	ruleSecretID       = "secret-id"
	ruleURL            = "url"
	ruleURLCredentials = "url-credentials"
	ruleMirrorSlash    = "mirror-slash"
	rulePackageName    = "package-name"
	ruleGroupConflict  = "group-conflict"
	ruleUnknownGroup   = "unknown-group"
	ruleUnknownExtra   = "unknown-extra"
	ruleSystemLib      = "system-lib"
	ruleEnvName        = "env-name"
	ruleLabelKey       = "label-key"
	rulePort           = "port"
	ruleUserName       = "user-name"
	ruleUserID         = "user-id"
	ruleRootUser       = "root-user"
	ruleStepOutput     = "step-output"
	ruleTargetName     = "target-name"
	ruleUnknownTarget  = "unknown-target"
	ruleStageName      = "stage-name"
	ruleCopySource     = "copy-source"
	ruleStopSignal     = "stop-signal"
	ruleUVVersion      = "uv-version"
	ruleCommandMissing = "command-missing"
	ruleCommandEmpty   = "command-empty"
	ruleShellSyntax    = "shell-syntax"
	ruleShellQuoting   = "shell-quoting"
	ruleHealthProbe    = "health-probe"
	ruleHealthRequest  = "health-request"
	ruleHealthPort     = "health-port"
	ruleDuration       = "duration"
	ruleRetries        = "retries"
)

// Names of the rules that only warn, in the order of [LintRules].
const (
	ruleFloatingBase      = "floating-base"
	ruleUnquotedVersion   = "unquoted-version"
	rulePythonVersionFile = "python-version-file"
	ruleGroupStillIn      = "group-still-in"
	ruleEnvSecret         = "env-secret"
	ruleShellVariable     = "shell-variable"
	ruleUnknownBuildArg   = "unknown-build-arg"
	ruleStageUnused       = "stage-unused"
)

// LintRules lists the rules of the language that only warn.
func LintRules() []Rule {
	return []Rule{
		{ruleFloatingBase, "a base image that may be another one tomorrow"},
		{ruleUnquotedVersion, "a version that other readers of YAML take for a number"},
		{rulePythonVersionFile, "a .python-version that cannot be met is ignored"},
		{ruleGroupStillIn, "an excluded group is included by another"},
		{ruleEnvSecret, "a variable of the image looks like a secret"},
		{ruleShellVariable, "a variable in a command, which nothing expands"},
		{ruleUnknownBuildArg, "a build argument that begins with PYAPP_ and means nothing"},
		{ruleStageUnused, "a stage that nothing is copied from"},
	}
}

// Rules lists every rule of the language: those that stop a build, then those that only warn.
func Rules() []Rule { return append(errorRules(), LintRules()...) }

func errorRules() []Rule {
	return []Rule{
		{ruleEmptyFile, "the file says nothing"},
		{ruleTooLarge, "the file is over 1 MiB"},
		{ruleNotUTF8, "the file is not UTF-8 text"},
		{ruleControlCharacter, "a control character, such as NUL"},
		{ruleLineBreak, "a line break that editors and YAML parsers count differently"},
		{ruleNotYAML, "the text is not YAML"},
		{ruleTabIndentation, "a line is indented by a tab"},
		{ruleSeveralDocuments, "the file holds more than one YAML document"},
		{ruleNotAMapping, "the file is not a mapping of keys to values"},
		{ruleAliasCycle, "an alias stands for something that contains it"},
		{ruleTooManyNodes, "the file has too many values, aliases counted at full length"},
		{ruleTooDeep, "values are nested too deeply"},
		{ruleDuplicateKey, "a key is written twice"},
		{ruleNonTextKey, "a key is not text"},
		{ruleMergeKey, "a merge key does not name mappings"},
		{ruleYAMLTag, "a value carries a YAML tag"},

		{ruleUnknownKey, "the language has no such key"},
		{ruleWrongType, "a list, a mapping or a scalar where another is meant"},
		{ruleUnknownValue, "a word that is none of those allowed"},
		{ruleDuplicateValue, "a list says the same twice"},
		{ruleMissingKey, "a mapping lacks a key that it needs"},

		{ruleBuildArgSyntax, "a ${…} that is neither ${NAME} nor ${NAME:-default}"},
		{ruleBuildArgMissing, "a build argument that is not given and has no default"},

		{rulePythonVersion, "not a version of Python that this release knows"},
		{rulePythonExcluded, "the project's requires-python excludes the version"},
		{ruleRequiresPython, "the project's requires-python is not a list of version specifiers"},
		{ruleImageReference, "not a reference of an image"},
		{ruleDistro, "a release that does not go with the base"},

		{ruleRelativePath, "a path or pattern that is not relative to its folder, or leaves it"},
		{ruleContainerPath, "a path of the image that the application may not use"},
		{ruleLockList, "a list of lock files is empty, or holds the word none"},
		{ruleRequirement, "not a package with its version"},
		{ruleUnpinned, "a package without an exact version"},
		{ruleIndexName, "not a name of a package index"},
		{ruleIndexHost, "not a host"},
		{ruleIndexDefault, "two indexes would take the place of the default one"},
		{ruleClientCert, "two indexes want two certificates of the client"},
		{ruleSecretID, "not an id that a build secret can have"},
		{ruleURL, "not a plain URL of http or https"},
		{ruleURLCredentials, "a URL holds a user name or password"},
		{ruleMirrorSlash, "a mirror replaces a folder by something else"},
		{rulePackageName, "not a name of a package, group or extra"},
		{ruleGroupConflict, "a group is both included and excluded"},
		{ruleUnknownGroup, "the project has no such group"},
		{ruleUnknownExtra, "the project has no such extra"},
		{ruleSystemLib, "not a name of a package of the base's distribution"},
		{ruleEnvName, "not a name of an environment variable"},
		{ruleLabelKey, "not a key of a label"},
		{rulePort, "not a port"},
		{ruleUserName, "not a name of a user"},
		{ruleUserID, "not an id of a user or group"},
		{ruleRootUser, "the image never runs as root"},
		{ruleStepOutput, "a step makes nothing, or the same as another"},
		{ruleTargetName, "not a name that a process can have"},
		{ruleUnknownTarget, "a target that the file does not describe"},
		{ruleStageName, "not a name of a stage"},
		{ruleCopySource, "not an absolute path of what is copied from"},
		{ruleStopSignal, "not a signal"},
		{ruleUVVersion, "not a version of uv"},
		{ruleCommandMissing, "nothing says what the image runs"},
		{ruleCommandEmpty, "a command without a program"},
		{ruleShellSyntax, "a command that needs a shell, where none runs"},
		{ruleShellQuoting, "a command whose quotes do not match"},
		{ruleHealthProbe, "a health check needs one probe, and none has no settings"},
		{ruleHealthRequest, "a part of the health check's request is malformed"},
		{ruleHealthPort, "the health check's port is malformed or unknown"},
		{ruleDuration, "not a duration"},
		{ruleRetries, "not a number of retries"},
	}
}
