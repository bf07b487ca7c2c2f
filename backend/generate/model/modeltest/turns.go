package modeltest

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// Says answers with a text, in pieces.
func Says(text string) Turn {
	return Stops(text, "stop")
}

// Stops answers with a text and ends for another reason than that it has said all.
func Stops(text, reason string) Turn {
	return func(d Dialect, w http.ResponseWriter, _ *http.Request) {
		begin(d, w, text).end(reason)
	}
}

// Cuts answers with a text and then drops the connection.
func Cuts(text string) Turn {
	return func(d Dialect, w http.ResponseWriter, _ *http.Request) {
		begin(d, w, text)
		panic(http.ErrAbortHandler)
	}
}

// GivesUp answers with a text and then with an error within the stream.
func GivesUp(text, message string) Turn {
	return func(d Dialect, w http.ResponseWriter, _ *http.Request) {
		begin(d, w, text)
		body, _ := json.Marshal(d.refuse(http.StatusInternalServerError, message))
		_, _ = fmt.Fprintf(w, "data: %s\n\n", body)
	}
}

// Hangs answers with a text and then nothing, until the question is taken back. began is closed once the text is sent; nil is fine.
func Hangs(text string, began chan<- struct{}) Turn {
	return func(d Dialect, w http.ResponseWriter, r *http.Request) {
		begin(d, w, text)
		if began != nil {
			close(began)
		}
		<-r.Context().Done()
	}
}

// Refuses answers with an error. The header is a list of names and values.
func Refuses(status int, message string, header ...string) Turn {
	return func(d Dialect, w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(d.refuse(status, message))
	}
}

// Drops drops the connection before anything is answered.
func Drops() Turn {
	return func(Dialect, http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
}

// Page answers with a web page, as a wrong address does.
func Page() Turn {
	return func(_ Dialect, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = fmt.Fprint(w, "<!doctype html><title>It works</title>")
	}
}

// Redirects sends whoever asks to another address.
func Redirects(to string) Turn {
	return func(_ Dialect, w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, to, http.StatusTemporaryRedirect)
	}
}
