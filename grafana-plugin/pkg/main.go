// The part of the Hopscope data source that runs beside the Grafana server: Grafana evaluates alert
// rules and keeps secrets only there. It passes questions on to the backend and knows nothing of USSD.
package main

import (
	"os"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"

	"github.com/hopscope/hopscope/grafana-plugin/pkg/bridge"
)

func main() {
	err := datasource.Manage("hopscope-ussd-datasource", bridge.NewDatasource, datasource.ManageOpts{})
	if err != nil {
		backend.Logger.Error("The Hopscope data source stopped", "error", err)
		os.Exit(1)
	}
}
