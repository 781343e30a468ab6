package bridge

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"
)

// What the page and the panel may ask through Grafana: everybody who may read dashboards can come here,
// so the list names each path.
var passed = []struct{ method, path string }{
	{http.MethodGet, "status"},
	{http.MethodPost, "query"},
	{http.MethodPost, "identify"},
}

// As large as the backend takes.
const questionBytesMax = 1 << 20

// CallResource answers the page and the panel where frames would be a detour.
func (d *Datasource) CallResource(ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	if req.Path == "export" && req.Method == http.MethodPost {
		return d.export(ctx, req, sender)
	}
	return d.resources.CallResource(ctx, req, sender)
}

func (d *Datasource) passedOn() http.Handler {
	mux := http.NewServeMux()
	for _, way := range passed {
		mux.HandleFunc(way.method+" /"+way.path, d.passOn(way.method, way.path))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		writeError(w, failure{http.StatusNotFound, "The Hopscope data source has nothing here"})
	})
	return mux
}

func (d *Datasource) passOn(method, path string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		question := request{method: method, path: path, user: httpadapter.UserFromContext(r.Context())}
		if method == http.MethodPost {
			body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, questionBytesMax))
			if err != nil {
				writeError(w, failure{http.StatusRequestEntityTooLarge, "The body is larger than 1 MB"})
				return
			}
			question.body = body
		}
		answer, err := d.ask(r.Context(), question)
		if err != nil {
			writeError(w, err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if _, err := w.Write(answer); err != nil {
			backend.Logger.FromContext(r.Context()).Debug("Answer not passed on", "path", path, "error", err)
		}
	}
}

// Grafana hands pieces on as they come; gRPC takes none above 4 MB.
const pieceBytes = 256 << 10

// export passes a CSV file on piece by piece: it may be as long as the store. A file that breaks off ends
// with an error, which Grafana writes behind it.
func (d *Datasource) export(ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	if d.problem != nil {
		return sendError(sender, d.problem)
	}
	response, err := d.hopscope.open(ctx, d.hopscope.streaming, request{
		method: http.MethodPost,
		path:   "export",
		body:   req.Body,
		user:   req.PluginContext.User,
	})
	if err != nil {
		return sendError(sender, err)
	}
	defer response.Body.Close()
	headers := http.Header{}
	for _, name := range []string{"Content-Type", "Content-Disposition"} {
		headers.Set(name, response.Header.Get(name))
	}
	piece := make([]byte, pieceBytes)
	for {
		read, err := fill(response.Body, piece)
		part := &backend.CallResourceResponse{Status: http.StatusOK, Headers: headers, Body: bytes.Clone(piece[:read])}
		if sendErr := sender.Send(part); sendErr != nil {
			return sendErr
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return backend.DownstreamErrorf("the backend broke the file off: %w", err)
		}
	}
}

// fill is io.ReadFull, except that a body that breaks off differs from one that ends.
func fill(from io.Reader, piece []byte) (int, error) {
	for filled := 0; ; {
		read, err := from.Read(piece[filled:])
		filled += read
		if err != nil || filled == len(piece) {
			return filled, err
		}
	}
}

func sendError(sender backend.CallResourceResponseSender, err error) error {
	status, text := sayError(err)
	return sender.Send(&backend.CallResourceResponse{
		Status:  status,
		Headers: http.Header{"Content-Type": {"application/json"}},
		Body:    text,
	})
}

func writeError(w http.ResponseWriter, err error) {
	status, text := sayError(err)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}

func sayError(err error) (int, []byte) {
	said := failure{http.StatusBadGateway, err.Error()}
	errors.As(err, &said)
	text, _ := json.Marshal(map[string]string{"error": said.text})
	return said.status, text
}
