// Package bridge answers Grafana with what the Hopscope backend says.
package bridge

import (
	"context"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
	"github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"
)

var (
	_ backend.QueryDataHandler      = (*Datasource)(nil)
	_ backend.CheckHealthHandler    = (*Datasource)(nil)
	_ backend.CallResourceHandler   = (*Datasource)(nil)
	_ backend.StreamHandler         = (*Datasource)(nil)
	_ instancemgmt.InstanceDisposer = (*Datasource)(nil)
)

// Datasource is one configured Hopscope data source.
type Datasource struct {
	resources backend.CallResourceHandler
	hopscope  *hopscope
	streams   streamCounts
	// Why the settings cannot be used. Kept and not returned at once, so that Save & test can say it.
	problem error
}

// NewDatasource makes the instance that the SDK keeps until the settings change.
func NewDatasource(ctx context.Context, settings backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
	d := &Datasource{}
	d.resources = httpadapter.New(d.passedOn())
	d.hopscope, d.problem = newHopscope(ctx, settings)
	return d, nil
}

// Dispose lets go of the connections of settings that are no longer used.
func (d *Datasource) Dispose() {
	if d.hopscope != nil {
		d.hopscope.http.CloseIdleConnections()
		d.hopscope.streaming.CloseIdleConnections()
	}
}

// ask sends one request to the backend; what comes back is an answer or an error for people.
func (d *Datasource) ask(ctx context.Context, request request) ([]byte, error) {
	if d.problem != nil {
		return nil, d.problem
	}
	return d.hopscope.ask(ctx, request)
}
