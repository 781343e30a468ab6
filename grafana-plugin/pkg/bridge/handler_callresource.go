package bridge

import (
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

func (d *Datasource) resources() http.Handler {
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
		if _, err := w.Write(answer.body); err != nil {
			backend.Logger.FromContext(r.Context()).Debug("Answer not passed on", "path", path, "error", err)
		}
	}
}

func writeError(w http.ResponseWriter, err error) {
	said := failure{http.StatusBadGateway, err.Error()}
	errors.As(err, &said)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(said.status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": said.text})
}
