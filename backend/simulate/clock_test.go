package simulate_test

import (
	"fmt"
	"math/rand"
	"testing"
	"time"

	"workflow-designer/backend/simulate"
)

func waiting(timeout, more string) string {
	return fmt.Sprintf("name: W\nform: {fields: []}\nworkflow:\n  a: {name: A, type: decision, approver: boss, timeout: %s, on_approve: {end_workflow: true}%s}\n  b: {name: B, type: decision, approver: chief, on_approve: {end_workflow: true}}\n", timeout, more)
}

func begun(t *testing.T, text string, begin time.Time) simulate.Run {
	t.Helper()
	run, refused := simulate.New(workflowOf(text), simulate.Setup{Begin: begin}).Act(simulate.Act{Do: simulate.Submit})
	if refused != nil {
		t.Fatal(refused)
	}
	return run
}

func count(run simulate.Run, what simulate.Event) (n int, last time.Time) {
	for _, e := range run.State().Trail {
		if e.What == what {
			n, last = n+1, e.At
		}
	}
	return n, last
}

func TestADeadlineFiresOnceAtItsTime(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	for range 60 {
		// given a step whose time is up after some hours
		hours := 1 + random.Intn(300)
		run := begun(t, waiting(fmt.Sprintf("%d_hours", hours), ", on_timeout: {continue_to: b}"), simulate.DefaultBegin)
		deadline := simulate.DefaultBegin.Add(time.Duration(hours) * time.Hour)
		// when time passes in steps of any size
		for run.State().Clock.Before(deadline.Add(400 * time.Hour)) {
			before := run.State().Clock
			step := 1 + random.Intn(5000)
			run, _ = run.Act(simulate.Act{Do: simulate.Advance, For: fmt.Sprintf("%d_minutes", step)})
			// then the clock shows that much more
			if got := run.State().Clock; !got.Equal(before.Add(time.Duration(step) * time.Minute)) {
				t.Fatalf("%d minutes after %v it is %v", step, before, got)
			}
			fired, at := count(run, simulate.EventTimedOut)
			if past := !run.State().Clock.Before(deadline); past != (fired == 1) || fired > 1 || past && !at.Equal(deadline) {
				t.Fatalf("at %v the deadline of %v has fired %d times, last at %v", run.State().Clock, deadline, fired, at)
			}
		}
		if run.Waits() != "b" {
			t.Fatalf("it waits at %q", run.Waits())
		}
	}
}

func TestBusinessDaysLeaveOutWeekends(t *testing.T) {
	day := func(d, hour int) time.Time { return time.Date(2026, time.January, d, hour, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		begin   time.Time
		timeout string
		want    time.Time
	}{
		{day(5, 9), "1_business_days", day(6, 9)},     // Monday
		{day(9, 9), "1_business_days", day(12, 9)},    // Friday
		{day(8, 9), "3_business_days", day(13, 9)},    // Thursday
		{day(10, 9), "1_business_days", day(13, 9)},   // Saturday counts from Monday on
		{day(5, 9), "5_business_days", day(12, 9)},    // a week
		{day(7, 17), "12_business_days", day(23, 17)}, // more than two
		{day(9, 9), "2_days", day(11, 9)},
		{day(9, 9), "48_hours", day(11, 9)},
		{day(9, 9), "90_minutes", day(9, 10).Add(30 * time.Minute)},
	} {
		run := begun(t, waiting(c.timeout, ""), c.begin)
		if got := run.State().Tokens[0].Deadline; got == nil || !got.Equal(c.want) {
			t.Errorf("%s after %v is %v, and not %v", c.timeout, c.begin, got, c.want)
		}
	}
}

func TestAQuestionStopsTheClockOfItsStep(t *testing.T) {
	run := begun(t, waiting("10_hours", ""), simulate.DefaultBegin)
	for _, act := range []simulate.Act{
		{Do: "advance", For: "4_hours"}, {Do: "ask", Comment: "Why?"}, {Do: "advance", For: "7_days"}, {Do: "answer"},
	} {
		next, refused := run.Act(act)
		if refused != nil {
			t.Fatal(refused)
		}
		run = next
	}
	if fired, _ := count(run, simulate.EventTimedOut); fired != 0 {
		t.Error("the deadline fired while the requester was asked")
	}
	want := simulate.DefaultBegin.Add(10*time.Hour + 7*24*time.Hour)
	if got := run.State().Tokens[0].Deadline; got == nil || !got.Equal(want) {
		t.Errorf("the deadline is %v, and not %v", got, want)
	}
}

func TestRemindersAndEscalationComeInTheirOrder(t *testing.T) {
	text := waiting("30_hours", "") + "settings:\n  escalation: [{after_timeout: notify_next_level}, {final_escalation: ceo}]\n  notifications: {send_reminders: true, reminder_intervals: [24_hours, 2_hours, 40_hours]}\n"
	run := begun(t, text, simulate.DefaultBegin)
	if got := len(run.State().Upcoming); got != 3 {
		t.Errorf("%d things are to come, and not two reminders and the deadline", got)
	}
	run, refused := run.Act(simulate.Act{Do: simulate.Advance, Until: simulate.UntilEvent})
	if at := run.State().Clock; refused != nil || !at.Equal(simulate.DefaultBegin.Add(2*time.Hour)) {
		t.Fatalf("the first event is at %v (%v)", at, refused)
	}
	run, _ = run.Act(simulate.Act{Do: simulate.Advance, For: "10_days"})
	var got []string
	for _, e := range run.State().Trail {
		if e.What == simulate.EventReminded || e.What == simulate.EventTimedOut || e.What == simulate.EventEscalated {
			got = append(got, fmt.Sprintf("%s +%.0fh", e.What, e.At.Sub(simulate.DefaultBegin).Hours()))
		}
	}
	want := "[reminded +2h reminded +24h timed_out +30h escalated +30h timed_out +60h escalated +60h]"
	if fmt.Sprint(got) != want {
		t.Errorf("it came to %v, and not %s", got, want)
	}
	// and who was called in may decide alone
	run, refused = run.Act(simulate.Act{Do: simulate.Decide, Approver: "ceo", Outcome: simulate.Approve})
	if refused != nil || run.Ended() == nil || run.Ended().With != simulate.Completed {
		t.Errorf("the ceo's yes ends it with %v (%v)", run.Ended(), refused)
	}
}

func TestTimesAreThoseOfTheLanguage(t *testing.T) {
	run := begun(t, waiting("2_days", ""), time.Time{})
	for _, form := range []string{"1_day", "1_hour", "0_days", "2 days", "3d"} {
		if _, refused := run.Act(simulate.Act{Do: simulate.Advance, For: form}); refused == nil || refused.Code != simulate.NoSpan {
			t.Errorf("%q is taken as a time: %v", form, refused)
		}
		if token := begun(t, waiting(`"`+form+`"`, ""), time.Time{}).State().Tokens[0]; token.Deadline != nil {
			t.Errorf("%q is taken as a timeout until %v", form, token.Deadline)
		}
	}
}
