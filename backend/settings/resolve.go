package settings

import (
	"strings"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// variable is a setting as it is named in the environment and in sentences.
type variable struct {
	name  string
	env   string
	words words.Text
}

// variables are all settings, in the order in which they are checked.
var variables = []variable{
	{StorageTypeName, "STORAGE_TYPE", "storage type"},
	{EndpointURLName, "S3_ENDPOINT_URL", "endpoint"},
	{UseSSLName, "S3_USE_SSL", "choice of TLS"},
	{AccessKeyIDName, "S3_ACCESS_KEY_ID", "access key id"},
	{SecretAccessKeyName, "S3_SECRET_ACCESS_KEY", "secret access key"},
	{BucketNameName, "S3_BUCKET_NAME", "bucket name"},
	{RegionName, "S3_REGION", "region"},
	{LocalStoragePathName, "LOCAL_STORAGE_PATH", "folder for local storage"},
	{DebugName, "DEBUG", "debug switch"},
	{CompanyIDName, "COMPANY_ID", "company number"},
	{AuthorName, "DESIGNER_AUTHOR", "author"},
	{ModelAllowHTTPName, "MODEL_ALLOW_HTTP", "choice of a model without TLS"},
	{ModelEndpointURLName, "MODEL_ENDPOINT_URL", "endpoint of the model"},
	{ModelNameName, "MODEL_NAME", "name of the model"},
	{ModelAPIKeyName, "MODEL_API_KEY", "key of the model"},
	{ModelInputPriceName, "MODEL_INPUT_PRICE", "price of a million tokens read"},
	{ModelOutputPriceName, "MODEL_OUTPUT_PRICE", "price of a million tokens written"},
	{ModelTimeoutName, "MODEL_TIMEOUT", "time for the model"},
}

func variableOf(name string) variable {
	for _, v := range variables {
		if v.name == name {
			return v
		}
	}
	return variable{name: name, env: name, words: words.Literal(name)}
}

// secretKey reports that a setting is a key, whose text stays in a secret.Text.
func (v variable) secretKey() bool {
	return v.name == AccessKeyIDName || v.name == SecretAccessKeyName || v.name == ModelAPIKeyName
}

// setting is a value before it is checked, and where it was found.
type setting struct {
	text   string
	source Source
	origin words.Text // for sentences: "S3_REGION in the environment"; empty for what the person just typed
}

// resolved has the settings by name, and keys without their text. What is not in it has its default.
type resolved map[string]setting

// layer is one place where settings are looked for.
type layer struct {
	source Source
	lookup func(variable) string // empty: not set here
	origin func(variable) words.Text
}

func (l *Loader) environment() layer {
	return layer{
		source: SourceEnvironment,
		lookup: func(v variable) string {
			text, _ := l.LookupEnv(v.env)
			return strings.TrimSpace(text)
		},
		origin: func(v variable) words.Text { return words.F("%s in the environment", v.env) },
	}
}

// find gives the strongest setting of v; false when no layer has it.
func find(v variable, layers []layer) (setting, bool) {
	for _, l := range layers {
		if text := l.lookup(v); text != "" {
			return setting{text: text, source: l.source, origin: l.origin(v)}, true
		}
	}
	return setting{}, false
}

func resolve(layers []layer) resolved {
	r := resolved{}
	for _, v := range variables {
		if v.secretKey() {
			continue
		}
		if s, ok := find(v, layers); ok {
			r[v.name] = s
		}
	}
	return r
}

// invalid refuses a setting. The sentence has no full stop and repeats no value: what stands in the wrong place may
// be a key.
func invalid(s setting, sentence, hint words.Text) error {
	message := words.F("%s.", sentence)
	if s.origin != "" {
		message = words.F("%s (%s).", sentence, s.origin)
	}
	return &workflow.Error{Code: workflow.CodeInvalidSettings, Message: message, Hint: hint}
}

func fixedElsewhere(name string, origin words.Text) error {
	v := variableOf(name)
	return &workflow.Error{
		Code:    workflow.CodeInvalidSettings,
		Message: words.F("The %s cannot be changed here: it is set by %s.", v.words, origin),
		Hint:    words.F("Change or remove %s there and start the program again.", v.env),
	}
}
