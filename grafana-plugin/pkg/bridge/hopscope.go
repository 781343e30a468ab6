package bridge

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

// Two thousand sessions are two megabytes; more than this is not an answer of ours.
const answerBytesMax = 64 << 20

// hopscope is the backend's API, as one data source reaches it.
type hopscope struct {
	http *http.Client
	// Without a time limit: a stream lasts as long as somebody watches, an export as long as it is read.
	streaming *http.Client
	base      *url.URL
	token     string
}

// request is one question for the backend.
type request struct {
	method string
	// Below /api/v1, without a slash at the front.
	path  string
	query url.Values
	body  []byte
	// Who asks in Grafana; nil for alert rules and streams, where nobody in particular does.
	user *backend.User
}

func newHopscope(ctx context.Context, settings backend.DataSourceInstanceSettings) (*hopscope, error) {
	base, err := readURL(settings.URL)
	if err != nil {
		return nil, err
	}
	options, err := settings.HTTPClientOptions(ctx)
	if err != nil {
		return nil, unusable("The data source's HTTP settings cannot be read: " + err.Error())
	}
	client, err := httpclient.New(options)
	if err != nil {
		return nil, unusable("The data source's HTTP settings cannot be used: " + err.Error())
	}
	timeouts := httpclient.DefaultTimeoutOptions
	if options.Timeouts != nil {
		timeouts = *options.Timeouts
	}
	timeouts.Timeout = 0
	options.Timeouts = &timeouts
	streaming, err := httpclient.New(options)
	if err != nil {
		return nil, unusable("The data source's HTTP settings cannot be used: " + err.Error())
	}
	token := strings.TrimSpace(settings.DecryptedSecureJSONData["token"])
	return &hopscope{http: client, streaming: streaming, base: base, token: token}, nil
}

func readURL(text string) (*url.URL, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, unusable("The URL is empty. Enter the address of the Hopscope backend, such as http://127.0.0.1:4318.")
	}
	base, err := url.Parse(text)
	if err != nil || (base.Scheme != "http" && base.Scheme != "https") || base.Host == "" {
		return nil, unusable("The URL is not an address. Expected http:// or https:// and a host, such as http://127.0.0.1:4318.")
	}
	return base, nil
}

// ask reads a whole answer.
func (h *hopscope) ask(ctx context.Context, request request) ([]byte, error) {
	response, err := h.open(ctx, h.http, request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, answerBytesMax+1))
	if err != nil {
		return nil, h.unreachable(ctx, err)
	}
	if len(body) > answerBytesMax {
		return nil, failure{http.StatusBadGateway, "The answer is larger than 64 MB. Ask for a shorter time range."}
	}
	return body, nil
}

// open begins an answer; its body is the caller's to read and to close. A refusal is an error.
func (h *hopscope) open(ctx context.Context, client *http.Client, request request) (*http.Response, error) {
	response, err := h.send(ctx, client, request)
	if err != nil {
		return nil, err
	}
	if response.StatusCode < 300 {
		return response, nil
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(response.Body, questionBytesMax))
	return nil, h.refusal(response.StatusCode, body)
}

func (h *hopscope) send(ctx context.Context, client *http.Client, request request) (*http.Response, error) {
	address := h.base.JoinPath("api", "v1", request.path)
	address.RawQuery = request.query.Encode()
	req, err := http.NewRequestWithContext(ctx, request.method, address.String(), bytes.NewReader(request.body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	if request.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if h.token != "" {
		req.Header.Set("Authorization", "Bearer "+h.token)
	}
	setUser(req.Header, request.user)
	response, err := client.Do(req)
	if err != nil {
		return nil, h.unreachable(ctx, err)
	}
	return response, nil
}

// setUser says who asks. The backend may believe it: it came with the token, which browsers do not have.
// A login is percent-encoded as in a URL's path, because headers take ASCII only.
func setUser(header http.Header, user *backend.User) {
	if user == nil || user.Login == "" {
		return
	}
	header.Set("X-Grafana-User", url.PathEscape(user.Login))
	header.Set("X-Grafana-Role", url.PathEscape(user.Role))
}
