package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/grpcplugin"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
)

// What Grafana itself does with a plugin's executable (pkg/plugins/backendplugin/grpcplugin/client.go).
func startPlugin(t *testing.T, executable string) plugin.ClientProtocol {
	t.Helper()
	client := plugin.NewClient(&plugin.ClientConfig{
		Cmd: exec.Command(executable),
		HandshakeConfig: plugin.HandshakeConfig{
			ProtocolVersion:  grpcplugin.ProtocolVersion,
			MagicCookieKey:   grpcplugin.MagicCookieKey,
			MagicCookieValue: grpcplugin.MagicCookieValue,
		},
		VersionedPlugins: map[int]plugin.PluginSet{grpcplugin.ProtocolVersion: {
			"diagnostics": &grpcplugin.DiagnosticsGRPCPlugin{},
			"data":        &grpcplugin.DataGRPCPlugin{},
			"resource":    &grpcplugin.ResourceGRPCPlugin{},
			"stream":      &grpcplugin.StreamGRPCPlugin{},
		}},
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		SkipHostEnv:      true,
		Logger:           hclog.NewNullLogger(),
	})
	t.Cleanup(client.Kill)
	protocol, err := client.Client()
	if err != nil {
		t.Fatalf("the plugin did not start: %v", err)
	}
	return protocol
}

func dispense[Client any](t *testing.T, protocol plugin.ClientProtocol, name string) Client {
	t.Helper()
	raw, err := protocol.Dispense(name)
	if err != nil {
		t.Fatal(err)
	}
	return raw.(Client)
}

// build makes the executable, with the flags that the tests run with, so that both share Go's cache.
func build(t *testing.T) string {
	t.Helper()
	if made := os.Getenv("HOPSCOPE_PLUGIN_EXECUTABLE"); made != "" {
		return made
	}
	executable := filepath.Join(t.TempDir(), "gpx_ussd")
	command := exec.Command("go", "build", "-trimpath", "-tags", "arrow_json_stdlib", "-o", executable, ".")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("not built: %v\n%s", err, said)
	}
	return executable
}

func TestTheExecutableAnswersGrafanasOwnClient(t *testing.T) {
	hopscope := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		var asked struct {
			Queries []struct {
				QueryType string `json:"queryType"`
			} `json:"queries"`
		}
		_ = json.NewDecoder(r.Body).Decode(&asked)
		switch {
		case r.Header.Get("Authorization") != "Bearer secret":
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/api/v1/status":
			_, _ = w.Write([]byte(`{"version":"0.1.0","sessions":3,"lastSpanAt":1764370000000}`))
		case r.URL.Path == "/api/v1/stream":
			_, _ = w.Write([]byte("data: {\"traceId\":\"t\"}\n\n"))
		case asked.Queries[0].QueryType == "bad":
			// One on which the SDK's decoder panics.
			_, _ = w.Write([]byte(`{"results":{"A":{"status":200,"frames":[{"schema":{"fields":[{"name":"x","typeInfo":{"frame":"float64"}}]},"data":{"values":[[1]],"nanos":[[1],[2]]}}]}}}`))
		default:
			_, _ = w.Write([]byte(`{"results":{"A":{"status":200,"frames":[{"schema":{"name":"completion","fields":[{"name":"rate","type":"number","typeInfo":{"frame":"float64","nullable":true}}]},"data":{"values":[[0.75,null]]}}]}}}`))
		}
	}))
	t.Cleanup(hopscope.Close)

	protocol := startPlugin(t, build(t))
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	pluginContext := backend.PluginContext{
		OrgID:    1,
		PluginID: "hopscope-ussd-datasource",
		User:     &backend.User{Login: "ada", Role: "Viewer"},
		DataSourceInstanceSettings: &backend.DataSourceInstanceSettings{
			ID: 1, UID: "hopscope", Type: "hopscope-ussd-datasource", URL: hopscope.URL,
			JSONData:                json.RawMessage(`{}`),
			DecryptedSecureJSONData: map[string]string{"token": "secret"},
		},
	}
	wire := backend.ToProto()

	health, err := dispense[grpcplugin.DiagnosticsClient](t, protocol, "diagnostics").CheckHealth(ctx,
		&pluginv2.CheckHealthRequest{PluginContext: wire.PluginContext(pluginContext)})
	if err != nil || health.Status != pluginv2.CheckHealthResponse_OK || !strings.Contains(health.Message, "3 sessions") {
		t.Fatalf("health: %v, %v", health, err)
	}

	// Twice: the panic on a bad frame must not have ended the process.
	data := dispense[grpcplugin.DataClient](t, protocol, "data")
	for range 2 {
		answer, err := data.QueryData(ctx, wire.QueryDataRequest(&backend.QueryDataRequest{
			PluginContext: pluginContext,
			Queries: []backend.DataQuery{
				{RefID: "good", QueryType: "completion", JSON: json.RawMessage(`{"datasource":{}}`)},
				{RefID: "broken", QueryType: "bad", JSON: json.RawMessage(`{}`)},
			},
		}))
		if err != nil {
			t.Fatalf("query: %v", err)
		}
		responses, err := backend.FromProto().QueryDataResponse(answer)
		if err != nil {
			t.Fatal(err)
		}
		good, broken := responses.Responses["good"], responses.Responses["broken"]
		if good.Error != nil || good.Frames[0].Rows() != 2 || good.Frames[0].Fields[0].Name != "rate" {
			t.Errorf("good: %+v", good)
		}
		if broken.Error == nil || !strings.Contains(broken.Error.Error(), "cannot be read") {
			t.Errorf("broken: %+v", broken)
		}
	}

	resource, err := dispense[grpcplugin.ResourceClient](t, protocol, "resource").CallResource(ctx,
		wire.CallResourceRequest(&backend.CallResourceRequest{PluginContext: pluginContext, Method: "GET", Path: "status", URL: "status"}))
	if err != nil {
		t.Fatal(err)
	}
	if said, err := resource.Recv(); err != nil || said.Code != 200 || !strings.Contains(string(said.Body), `"sessions":3`) {
		t.Errorf("resource: %v, %v", said, err)
	}

	stream, err := dispense[grpcplugin.StreamClient](t, protocol, "stream").RunStream(ctx,
		wire.RunStreamRequest(&backend.RunStreamRequest{PluginContext: pluginContext, Path: "sessions"}))
	if err != nil {
		t.Fatal(err)
	}
	if packet, err := stream.Recv(); err != nil || string(packet.Data) != `{"traceId":"t"}` {
		t.Errorf("stream: %v, %v", packet, err)
	}
}
