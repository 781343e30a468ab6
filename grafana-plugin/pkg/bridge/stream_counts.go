package bridge

import "sync"

// streamCounts knows how many streams run for each user.
type streamCounts struct {
	mutex   sync.Mutex
	running map[string]int
}

// begin counts a stream, unless the user has as many as one may have.
func (c *streamCounts) begin(login string, most int) bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.running[login] >= most {
		return false
	}
	if c.running == nil {
		c.running = map[string]int{}
	}
	c.running[login]++
	return true
}

func (c *streamCounts) end(login string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.running[login]--; c.running[login] == 0 {
		delete(c.running, login)
	}
}
