package httpapi

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"time"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// registerFiles adds what brings workflows out and in.
func (a api) registerFiles(route func(pattern string, h handler)) {
	route("POST "+admin+"/export", begins(a.Export))
	route("POST "+imports, a.reviewImport)
	route("POST "+imports+"/{import_id}", a.beginImport)
	route("DELETE "+imports+"/{import_id}", a.dropImport)
}

const imports = admin + "/imports"

// isUpload tells the one request whose body may be larger than MaxBody.
func isUpload(r *http.Request) bool { return r.Method == http.MethodPost && r.URL.Path == imports }

// uploadWithin is how long somebody may take to send the files of an import.
const uploadWithin = 10 * time.Minute

// limitUpload bounds the body of an upload, in bytes and in time.
func limitUpload(w http.ResponseWriter, r *http.Request) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(uploadWithin)) // a connection without deadlines has none to move
	r.Body = http.MaxBytesReader(w, r.Body, designer.MaxImport)
}

// reviewImport reads files, sent as a form of one or many files, and says what they hold.
func (a api) reviewImport(r *http.Request) (int, any, error) {
	files, err := r.MultipartReader()
	if err != nil {
		return 0, nil, &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: "The request has no files.", Hint: "Send them as multipart/form-data.", Err: err,
		}
	}
	review, err := a.ReviewImport(r.Context(), func() (string, io.Reader, error) {
		for {
			part, err := files.NextPart()
			if err != nil {
				return "", nil, uploadError(err)
			}
			if part.FileName() != "" { // the last element of what was sent
				return part.FileName(), uploaded{part}, nil
			}
		}
	})
	if broken, ok := errors.AsType[brokenOff](err); ok {
		err = &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: "The files did not arrive as a whole.", Hint: "Send them again.", Err: broken,
		}
	}
	return http.StatusOK, review, err
}

// uploaded tells an upload that broke off from a file that cannot be taken in.
type uploaded struct{ *multipart.Part }

func (u uploaded) Read(p []byte) (int, error) {
	n, err := u.Part.Read(p)
	return n, uploadError(err)
}

func uploadError(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return &workflow.Error{
			Code: workflow.CodeTooLarge, Message: "These files are too large together.", Hint: "Take them in a part at a time.", Err: err,
		}
	}
	return brokenOff{err}
}

// brokenOff is no error of a single file, so it has no code of one.
type brokenOff struct{ error }

func (a api) beginImport(r *http.Request) (int, any, error) {
	var request designer.ImportRequest
	if err := readJSON(r, &request); err != nil {
		return 0, nil, err
	}
	job, err := a.Import(r.Context(), r.PathValue("import_id"), request)
	return http.StatusAccepted, job, err
}

func (a api) dropImport(r *http.Request) (int, any, error) {
	return http.StatusNoContent, nil, a.DropImport(r.Context(), r.PathValue("import_id"))
}
