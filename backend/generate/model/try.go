package model

import (
	"context"
	"errors"
	"time"

	"github.com/openai/openai-go/v3"
)

// tryWithin bounds a trial: a model on a laptop may have to be read into memory first.
const tryWithin = time.Minute

// Try asks the model for next to nothing, once, to see whether it answers. The errors are those of Generate.
func (c *Client) Try(ctx context.Context) (Usage, error) {
	if c.Timeout == 0 || c.Timeout > tryWithin {
		c = &Client{Endpoint: c.Endpoint, Wait: c.Wait, service: c.service}
		c.Timeout = tryWithin
	}
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	r, err := c.ask(ctx, []openai.ChatCompletionMessageParamUnion{openai.UserMessage("Answer with the word ready and nothing else.")}, func(string) {})
	if ended := ctx.Err(); ended != nil {
		err = ended
	}
	// A model that thinks may come to its bound before it says anything: it is there all the same.
	if err != nil && !errors.Is(err, errSilent) {
		return r.usage, c.trouble(err)
	}
	return r.usage, nil
}
