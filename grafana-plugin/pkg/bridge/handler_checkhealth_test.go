package bridge

import (
	"context"
	"fmt"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func check(t *testing.T, d *Datasource) *backend.CheckHealthResult {
	t.Helper()
	result, err := d.CheckHealth(context.Background(), &backend.CheckHealthRequest{
		PluginContext: backend.PluginContext{PluginVersion: "0.2.0", User: ada},
	})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestSaveAndTestSaysWhatIsThere(t *testing.T) {
	lastSpan := time.Now().Add(-90 * time.Second).UnixMilli()
	for body, wants := range map[string][]string{
		`{"version":"0.2.1","sessions":0,"lastSpanAt":null}`:                               {"Hopscope 0.2.1 answers.", "No span has arrived yet"},
		fmt.Sprintf(`{"version":"0.3.0","sessions":1,"lastSpanAt":%d}`, lastSpan):          {"1 session; the last span arrived 9"},
		fmt.Sprintf(`{"version":"0.1.9","sessions":1234567,"lastSpanAt":%d}`, lastSpan):    {"1,234,567 sessions", "older than this plugin (0.2.0)"},
		`{"version":"1.0.0","sessions":4,"sessionsNotLive":1,"lastSpanAt":99999999999999}`: {"4 sessions (1 of probes and simulators"},
		`{"version":"1.0.0","sessions":5,"lastSpanAt":99999999999999,"somethingNew":{}}`:   {"5 sessions", "0 seconds ago"},
	} {
		got := check(t, newTestDatasource(t, startBackend(t, says(200, body)).URL, ""))
		for _, want := range wants {
			if got.Status != backend.HealthStatusOk || !strings.Contains(got.Message, want) {
				t.Errorf("%s: got %v %q, want %q in it", body, got.Status, got.Message, want)
			}
		}
		if strings.Contains(got.Message, "older") != strings.Contains(body, "0.1.9") {
			t.Errorf("%s: got %q", body, got.Message)
		}
	}
}

func TestHowLongAgoIsSaidInOneUnit(t *testing.T) {
	for ago, want := range map[time.Duration]string{
		-time.Hour: "0 seconds", 1999 * time.Millisecond: "1 second", 119 * time.Second: "119 seconds", 2 * time.Minute: "2 minutes",
		119 * time.Minute: "119 minutes", 47 * time.Hour: "47 hours", 30 * 24 * time.Hour: "30 days",
	} {
		if got := rounded(ago); got != want {
			t.Errorf("%v: got %q, want %q", ago, got, want)
		}
	}
}

func TestSaveAndTestExplainsWhatIsWrong(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + closed.Addr().String()
	closed.Close()
	selfSigned := httptest.NewTLSServer(says(200, `{}`))
	t.Cleanup(selfSigned.Close)
	plain := startBackend(t, says(200, `{}`))

	for _, c := range []struct{ url, token, want string }{
		{"", "", "The URL is empty"},
		{"127.0.0.1:4318", "", "The URL is not an address"},
		{"ftp://example.org", "", "The URL is not an address"},
		{nobody, "", "Nothing listens at " + nobody},
		{"http://nobody.invalid", "", "does not know the name nobody.invalid"},
		{selfSigned.URL, "", "does not trust the certificate"},
		{strings.Replace(plain.URL, "http:", "https:", 1), "", "does not speak TLS"},
		{plain.URL, "", "not as a Hopscope backend"},
		{startBackend(t, says(200, `<html>`)).URL, "", " answers, but not as a Hopscope backend"},
		{startBackend(t, says(404, `{"error":"There is nothing here"}`)).URL, "", "not as a Hopscope backend"},
		{startBackend(t, says(401, `{"error":"no"}`)).URL, "", "asks for a token"},
		{startBackend(t, says(401, `{"error":"no"}`)).URL, "old", "refused the data source's token"},
		{startBackend(t, says(403, `{"error":"Expected a Host of this machine"}`)).URL, "", "Expected a Host of this machine"},
		{startBackend(t, says(500, `{"error":"The store could not answer: x"}`)).URL, "", "its store does not answer yet"},
	} {
		got := check(t, newTestDatasource(t, c.url, c.token))
		if got.Status != backend.HealthStatusError || !strings.Contains(got.Message, c.want) {
			t.Errorf("%q: got %v %q, want %q in it", c.url, got.Status, got.Message, c.want)
		}
	}
}

func TestNeitherTokenNorPasswordIsEverSaid(t *testing.T) {
	closed, _ := net.Listen("tcp", "127.0.0.1:0")
	address := closed.Addr().String()
	closed.Close()
	got := check(t, newTestDatasource(t, "http://user:hunter2@"+address, "s3cret"))
	if strings.Contains(got.Message, "hunter2") || strings.Contains(got.Message, "s3cret") {
		t.Errorf("got %q", got.Message)
	}
}
