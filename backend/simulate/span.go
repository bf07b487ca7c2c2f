package simulate

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// span is a time as the language writes it: 48_hours, 5_business_days, 2_days, 30_minutes.
type span struct {
	count int
	unit  string // minutes, hours, days, business_days; empty for none
}

var spanForm = regexp.MustCompile(`^([0-9]{1,9})_(minutes|hours|business_days|days)$`)

// longestSpan bounds a span: more is a slip of the pen, and dates come to an end.
const longestSpan = 100 * 365 * 24 * time.Hour

// parseSpan is false for what is no time, and for no time at all.
func parseSpan(text string) (span, bool) {
	m := spanForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return span{}, false
	}
	count, err := strconv.Atoi(m[1])
	if err != nil || count == 0 {
		return span{}, false
	}
	s := span{count, m[2]}
	if day := 24 * time.Hour; s.unit == "business_days" || s.unit == "days" {
		s.count = min(s.count, int(longestSpan/day))
	}
	return s, true
}

// length is the span in working time, where a business day is a day.
func (s span) length() time.Duration {
	unit := map[string]time.Duration{"minutes": time.Minute, "hours": time.Hour, "days": 24 * time.Hour, "business_days": 24 * time.Hour}[s.unit]
	if unit > 0 && s.count > int(longestSpan/unit) {
		return longestSpan
	}
	return time.Duration(s.count) * unit
}

// after is when the span has passed. Business days are counted from day to day at the same hour, without Saturdays and Sundays.
func (s span) after(t time.Time) time.Time {
	if s.unit != "business_days" {
		return t.Add(s.length())
	}
	const workdays, week = 5, 7
	for isWeekend(t) { // what arrives at a weekend is looked at from Monday on
		t = t.AddDate(0, 0, 1)
	}
	t = t.AddDate(0, 0, s.count/workdays*week)
	for left := s.count % workdays; left > 0; {
		if t = t.AddDate(0, 0, 1); !isWeekend(t) {
			left--
		}
	}
	return t
}

func isWeekend(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }
