package cli

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/httpapi"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

func (c *commands) serve() *cobra.Command {
	var address string
	var noAuth bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the HTTP API and the page until interrupted",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.NoArgs(cmd, args); err != nil {
				return err
			}
			return checkAddress(address, noAuth)
		},
		RunE: c.run(func(ctx context.Context, d *designer.Designer, _ []string) error {
			return c.listenAndServe(ctx, d, address, noAuth)
		}),
	}
	cmd.Flags().StringVar(&address, "addr", "127.0.0.1:8787", "listen on this address; port 0 takes a free one")
	cmd.Flags().BoolVar(&noAuth, "no-auth", false, "ask for no token; only on a loopback address")
	return cmd
}

func checkAddress(address string, noAuth bool) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("--addr takes HOST:PORT, as in 127.0.0.1:8787, not %q", address)
	}
	if noAuth && !isLoopback(host) {
		return fmt.Errorf("--no-auth is for loopback addresses only: anyone who reaches %s could change your workflows", address)
	}
	return nil
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func (c *commands) listenAndServe(ctx context.Context, d *designer.Designer, address string, noAuth bool) error {
	host, _, _ := net.SplitHostPort(address) // checkAddress has read it
	listener, err := c.Listen("tcp", address)
	if err != nil {
		return &workflow.Error{
			Code:    workflow.CodeInvalidRequest,
			Message: words.F("The address %s cannot be listened on.", address),
			Hint:    "Another program may have it: choose another with --addr, or end that program.",
			Err:     err,
		}
	}
	token, printed := c.Token, ""
	switch {
	case noAuth:
		token = ""
	case token == "":
		// Only a token of our own making is shown: one that was set is known to who set it.
		token = rand.Text()
		printed = token
	}
	c.announce(listener.Addr().String(), printed)
	following, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	group.Go(func() { _ = d.Follow(following) }) // it only ends when it is told to
	defer group.Wait()
	defer stop()
	return httpapi.Serve(ctx, listener, httpapi.New(httpapi.Config{
		Designer: d, Page: c.Page, Token: token, Host: host, Log: c.Log,
	}))
}

// announce prints once where the page is and what a script must send.
func (c *commands) announce(address, token string) {
	url := "http://" + address + "/"
	c.print(map[string]string{"url": url, "token": token}, func(w io.Writer) {
		if token == "" {
			_, _ = fmt.Fprintf(w, "Workflow Designer is at %s\n", url)
		} else {
			_, _ = fmt.Fprintf(w, "Workflow Designer is at %s?token=%s\n", url, token)
			_, _ = fmt.Fprintf(w, "Scripts send the header: Authorization: Bearer %s\n", token)
		}
		_, _ = fmt.Fprintln(w, "Press Ctrl+C to stop.")
	})
}
