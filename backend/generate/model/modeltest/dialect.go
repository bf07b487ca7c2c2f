package modeltest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// Dialect is how an endpoint writes what all of them say.
type Dialect struct {
	Name string
	path string // below the host
	// chunk is a part of an answer, end says that it has ended.
	chunk  func(content string, first bool) map[string]any
	end    func(reason string) map[string]any
	usage  func(in, out int) map[string]any // a chunk of its own; nil: every chunk tells it
	refuse func(status int, message string) any
}

// Dialects are all of them.
func Dialects() []Dialect { return []Dialect{OpenAI(), Ollama(), Gemini(), Anthropic()} }

func chunkOf(id, model string, choices []any, more map[string]any) map[string]any {
	c := map[string]any{"id": id, "object": "chat.completion.chunk", "created": 1760000000, "model": model, "choices": choices}
	for k, v := range more {
		c[k] = v
	}
	return c
}

func usageOf(in, out int) map[string]any {
	return map[string]any{"prompt_tokens": in, "completion_tokens": out, "total_tokens": in + out}
}

// OpenAI writes the role in a chunk of its own, null as usage, and the usage in a last chunk without choices.
func OpenAI() Dialect {
	const id, model = "chatcmpl-1", "gpt-5-mini-2025-08-07"
	more := map[string]any{"service_tier": "default", "system_fingerprint": nil, "usage": nil, "obfuscation": "x8Jk2"}
	return Dialect{
		Name: "OpenAI", path: "/v1",
		chunk: func(content string, first bool) map[string]any {
			delta := map[string]any{"content": content}
			if first {
				delta = map[string]any{"role": "assistant", "content": "", "refusal": nil}
			}
			return chunkOf(id, model, []any{map[string]any{"index": 0, "delta": delta, "logprobs": nil, "finish_reason": nil}}, more)
		},
		end: func(reason string) map[string]any {
			return chunkOf(id, model, []any{map[string]any{"index": 0, "delta": map[string]any{}, "logprobs": nil, "finish_reason": reason}}, more)
		},
		usage: func(in, out int) map[string]any {
			return chunkOf(id, model, []any{}, map[string]any{"usage": usageOf(in, out)})
		},
		refuse: func(status int, message string) any {
			kind := map[int]string{401: "invalid_request_error", 429: "rate_limit_exceeded", 500: "server_error"}[status]
			return map[string]any{"error": map[string]any{"message": message, "type": kind, "param": nil, "code": nil}}
		},
	}
}

// Ollama writes the role into every chunk, and types of errors that say little.
func Ollama() Dialect {
	const id, model = "chatcmpl-512", "qwen3:8b"
	more := map[string]any{"system_fingerprint": "fp_ollama"}
	return Dialect{
		Name: "Ollama", path: "/v1",
		chunk: func(content string, _ bool) map[string]any {
			return chunkOf(id, model, []any{map[string]any{"index": 0, "delta": map[string]any{"role": "assistant", "content": content}, "finish_reason": nil}}, more)
		},
		end: func(reason string) map[string]any {
			return chunkOf(id, model, []any{map[string]any{"index": 0, "delta": map[string]any{"role": "assistant", "content": ""}, "finish_reason": reason}}, more)
		},
		usage: func(in, out int) map[string]any {
			return chunkOf(id, model, []any{}, map[string]any{"system_fingerprint": "fp_ollama", "usage": usageOf(in, out)})
		},
		refuse: func(_ int, message string) any {
			return map[string]any{"error": map[string]any{"message": message, "type": "api_error", "param": nil, "code": nil}}
		},
	}
}

// Gemini tells the usage so far in every chunk, leaves null away, and puts an error into a list.
func Gemini() Dialect {
	const id, model = "abcXYZ", "gemini-2.5-flash"
	return Dialect{
		Name: "Gemini", path: "/v1beta/openai",
		chunk: func(content string, _ bool) map[string]any {
			return chunkOf(id, model, []any{map[string]any{"index": 0, "delta": map[string]any{"role": "assistant", "content": content}}}, nil)
		},
		end: func(reason string) map[string]any {
			return chunkOf(id, model, []any{map[string]any{"index": 0, "delta": map[string]any{"role": "assistant"}, "finish_reason": reason}}, nil)
		},
		refuse: func(status int, message string) any {
			return []any{map[string]any{"error": map[string]any{"code": status, "message": message, "status": "INVALID_ARGUMENT"}}}
		},
	}
}

// Anthropic writes empty logprobs, ends with the usage in a chunk without choices, and names its errors twice.
func Anthropic() Dialect {
	const id, model = "msg_01", "claude-haiku-4-5"
	return Dialect{
		Name: "Anthropic", path: "/v1",
		chunk: func(content string, first bool) map[string]any {
			delta := map[string]any{"content": content}
			if first {
				delta["role"] = "assistant"
			}
			return chunkOf(id, model, []any{map[string]any{"index": 0, "delta": delta, "logprobs": nil, "finish_reason": nil}}, nil)
		},
		end: func(reason string) map[string]any {
			return chunkOf(id, model, []any{map[string]any{"index": 0, "delta": map[string]any{}, "finish_reason": reason}}, nil)
		},
		usage: func(in, out int) map[string]any {
			return chunkOf(id, model, []any{}, map[string]any{"usage": usageOf(in, out)})
		},
		refuse: func(status int, message string) any {
			kind := map[int]string{401: "authentication_error", 429: "rate_limit_error", 500: "api_error", 529: "overloaded_error"}[status]
			return map[string]any{"type": "error", "error": map[string]any{"type": kind, "message": message}}
		},
	}
}

// writer sends the events of a stream.
type writer struct {
	d     Dialect
	w     http.ResponseWriter
	first bool
	out   int
}

// InputTokens is what every answer says that its question took; of output tokens, there is one for each piece.
const InputTokens = 1200

// begin begins a stream with a text in pieces.
func begin(d Dialect, w http.ResponseWriter, text string) *writer {
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.WriteHeader(http.StatusOK)
	s := &writer{d: d, w: w, first: true}
	for _, piece := range pieces(text) {
		s.say(piece)
	}
	return s
}

func (s *writer) event(chunk map[string]any) {
	text, _ := json.Marshal(chunk) // of what is written above: it cannot fail
	_, _ = fmt.Fprintf(s.w, "data: %s\n\n", text)
	if f, ok := s.w.(http.Flusher); ok {
		f.Flush()
	}
}

func (s *writer) say(content string) {
	if s.first {
		_, _ = fmt.Fprint(s.w, ": keep-alive\n\n") // a comment, which proxies send
		s.event(s.d.chunk("", true))
		s.first = false
	}
	s.out++
	chunk := s.d.chunk(content, false)
	if s.d.usage == nil {
		chunk["usage"] = usageOf(InputTokens, s.out)
	}
	s.event(chunk)
}

func (s *writer) end(reason string) {
	last := s.d.end(reason)
	if s.d.usage == nil {
		last["usage"] = usageOf(InputTokens, s.out)
	}
	s.event(last)
	if s.d.usage != nil {
		s.event(s.d.usage(InputTokens, s.out))
	}
	_, _ = fmt.Fprint(s.w, "data: [DONE]\n\n")
}

// pieces cuts a text as a model writes it: a few characters at a time, also in the middle of words.
func pieces(text string) []string {
	var all []string
	for len(text) > 0 {
		n := min(len(text), 24)
		for n < len(text) && text[n]&0xC0 == 0x80 { // not within a character: they send whole ones
			n++
		}
		all = append(all, text[:n])
		text = text[n:]
	}
	return all
}

// Tokens is how many output tokens an answer with this text says that it took.
func Tokens(text string) int { return len(pieces(text)) }

// Fenced is a workflow as a model usually writes it.
func Fenced(yaml string) string {
	return "Here is the workflow.\n\n```yaml\n" + strings.TrimRight(yaml, "\n") + "\n```\n"
}
