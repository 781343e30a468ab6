package bridge

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"syscall"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// failure is why a question was not answered, in words for people, with the HTTP status that Grafana
// is told. All of them are the backend's or the settings' doing, never this plugin's.
type failure struct {
	status int
	text   string
}

func (f failure) Error() string { return f.text }

// unusable is what is wrong with a data source's settings.
func unusable(text string) error { return failure{http.StatusBadRequest, text} }

// unreachable says why no answer came at all.
func (h *hopscope) unreachable(ctx context.Context, err error) error {
	address := h.base.Redacted()
	var (
		unknownName *net.DNSError
		notTrusted  *tls.CertificateVerificationError
		unknownCA   x509.UnknownAuthorityError
	)
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return backend.DownstreamError(ctx.Err())
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), isTimeout(err):
		return failure{http.StatusGatewayTimeout, fmt.Sprintf("Hopscope at %s did not answer in time. Try a shorter time range, or look whether the backend is overloaded.", address)}
	case errors.Is(err, syscall.ECONNREFUSED):
		return failure{http.StatusBadGateway, fmt.Sprintf("Nothing listens at %s. Is the backend running? The address is the one that the Grafana server uses: inside a container, 127.0.0.1 is the container itself.", address)}
	case errors.As(err, &unknownName):
		return failure{http.StatusBadGateway, fmt.Sprintf("The Grafana server does not know the name %s. Check the URL.", h.base.Hostname())}
	case errors.As(err, &notTrusted), errors.As(err, &unknownCA):
		return failure{http.StatusBadGateway, fmt.Sprintf("The Grafana server does not trust the certificate of %s.", address)}
	case errors.Is(err, http.ErrSchemeMismatch):
		return failure{http.StatusBadGateway, fmt.Sprintf("%s does not speak TLS. Should the URL begin with http://?", address)}
	}
	return failure{http.StatusBadGateway, fmt.Sprintf("Hopscope at %s cannot be reached from the Grafana server.", address)}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

// refusal says what an answer with an error status means.
func (h *hopscope) refusal(status int, body []byte) error {
	said := sayings(body)
	switch {
	// Not passed on as it is: Grafana's page takes a 401 for its own and signs the user out.
	case status == http.StatusUnauthorized && h.token == "":
		return failure{http.StatusBadGateway, "Hopscope asks for a token. Enter the backend's HOPSCOPE_TOKEN as the data source's token."}
	case status == http.StatusUnauthorized:
		return failure{http.StatusBadGateway, "Hopscope refused the data source's token. Enter the HOPSCOPE_TOKEN that the backend was started with."}
	case said == "" || status == http.StatusNotFound || status < 400:
		return failure{http.StatusBadGateway, h.notHopscope(fmt.Sprintf(" with status %d", status))}
	}
	return failure{status, said}
}

func (h *hopscope) notHopscope(how string) string {
	return fmt.Sprintf("%s answers%s, but not as a Hopscope backend. Check the URL: it is the backend's address without /api or /v1.", h.base.Redacted(), how)
}

// sayings reads { "error": ... }; empty when a body is something else.
func sayings(body []byte) string {
	var said struct {
		Error string `json:"error"`
	}
	if json.Unmarshal(body, &said) != nil {
		return ""
	}
	return said.Error
}
