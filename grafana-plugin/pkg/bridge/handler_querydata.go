package bridge

import (
	"context"
	"errors"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/experimental/concurrent"
)

// The backend answers a few questions at a time; more would only wait there.
const questionsAtOnceMax = 6

// Set by Grafana on what its alert rules ask (pkg/services/ngalert/models, FromAlertHeaderName).
const fromAlert = "FromAlert"

// QueryData answers the queries of a panel, of Explore or of an alert rule.
func (d *Datasource) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	if req.Headers[fromAlert] == "true" {
		// Rules run as a user of Grafana's own, an administrator whom nobody is.
		req.PluginContext.User = nil
	}
	return concurrent.QueryData(ctx, req, d.answerQuery, questionsAtOnceMax)
}

func (d *Datasource) answerQuery(ctx context.Context, query concurrent.Query) backend.DataResponse {
	question, err := toQuestion(query.DataQuery)
	if err != nil {
		return toResponse(ctx, err)
	}
	answer, err := d.ask(ctx, request{
		method: http.MethodPost,
		path:   "query",
		body:   question,
		user:   query.PluginContext.User,
	})
	if err != nil {
		return toResponse(ctx, err)
	}
	frames, err := readFrames(answer)
	if err != nil {
		return toResponse(ctx, err)
	}
	for _, frame := range frames {
		frame.RefID = query.DataQuery.RefID
	}
	return backend.DataResponse{Frames: frames, Status: backend.StatusOK}
}

func toResponse(ctx context.Context, err error) backend.DataResponse {
	var said failure
	if errors.As(err, &said) {
		return backend.DataResponse{
			Error:       errors.New(placeless(said.text)),
			Status:      backend.Status(said.status),
			ErrorSource: backend.ErrorSourceDownstream,
		}
	}
	response := backend.ErrorResponseWithErrorSource(err)
	response.Status = backend.StatusInternal
	if backend.IsPluginError(err) {
		backend.Logger.FromContext(ctx).Error("Query failed", "error", err)
	}
	return response
}
