package scaffold

// SchemaURL is where editors find the schema of the language.
const SchemaURL = "https://json.schemastore.org/pyapp.json"

// Processes is what lines of `processes` begin with: a comment, as long as the language does not have the key.
const Processes = "# "
