// Package model makes workflows with a language model behind an endpoint that speaks OpenAI's chat completions: OpenAI itself,
// Ollama on the laptop, Gemini and Anthropic through their compatible endpoints, and whatever else does.
//
//	endpoint, client  where the model is; one streamed question, and which answers of a server mean what
//	again             which of them are asked again, and after how long
//	prompt, reference what the model is told: the language, the workflow as it is, the roles, the selected step
//	extract, said     the YAML in an answer, and what else the answer says
//	problems          what is wrong with it, as it goes back
//	generate          ask, check, ask to mend, up to three times
//
// What a model answers is text of a stranger: it is read, checked and shown, and never done. Only the endpoint that the person
// configured is contacted; the key goes to no other host, and into no error, log or answer.
package model
