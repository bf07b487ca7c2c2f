package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"strings"
	"time"
)

// load is how busy the machine was, beside the bench.
type load struct {
	Before float64 `json:"before"` // average of the last minute before, which a bench before may have had its part in
	During float64 `json:"during"` // mean of that average while it ran, with its own part
	// Others is how many cores other programs kept busy in a moment before and one after, when no bench ran: the larger.
	Others float64 `json:"others"`
}

// quiet is how much others may do, in cores, for a bench to count as run on an idle machine.
const quiet = 0.2

func (l load) idle() bool { return l.Others <= quiet }

const (
	moment = 3 * time.Second // how long it is looked what others do
	sample = 5 * time.Second // between two looks at the load
)

// watch samples the load until the context ends.
func watch(ctx context.Context) (mean float64) {
	ticker := time.NewTicker(sample)
	defer ticker.Stop()
	sum, n := average(), 1.0
	for {
		select {
		case <-ctx.Done():
			return round(sum / n)
		case <-ticker.C:
			sum, n = sum+average(), n+1
		}
	}
}

// average is the load average of the last minute; 0 where nobody knows.
func average() float64 {
	content, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	var one float64
	if _, err := fmt.Sscan(string(content), &one); err != nil {
		return 0
	}
	return one
}

// others looks for a moment how many cores are busy.
func others(ctx context.Context) float64 {
	before, err := busy()
	begin := time.Now()
	select {
	case <-ctx.Done():
	case <-time.After(moment):
	}
	after, errAfter := busy()
	if err != nil || errAfter != nil {
		return 0
	}
	return round((after - before) / time.Since(begin).Seconds())
}

// busy is how long all cores together have worked, in seconds.
func busy() (float64, error) {
	content, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, err
	}
	return busyIn(string(content))
}

func busyIn(stat string) (float64, error) {
	const ticks = 100 // a second, on every machine with Linux
	first, _, _ := strings.Cut(stat, "\n")
	var user, nice, system, idle, waits, irq, soft, steal float64
	if _, err := fmt.Sscanf(first, "cpu %f %f %f %f %f %f %f %f", &user, &nice, &system, &idle, &waits, &irq, &soft, &steal); err != nil {
		return 0, fmt.Errorf("read how busy the machine is: %w", err)
	}
	return (user + nice + system + irq + soft + steal) / ticks, nil
}

func round(v float64) float64 { return math.Round(v*100) / 100 }
