// Package simulate runs a workflow in memory, as a person tries it out: with a form, decisions and votes, questions, a
// virtual clock, and canned answers of other systems. It is pure: it sends nothing, calls nothing and reads no clock.
//
// A Run is a value. Every act (Act) gives a new one and leaves the old one as it is, so stepping back is replaying one act
// less, and the same acts on the same text always come to the same state, seals included.
//
// The rules are those of the public runtime where it has them: one person who says no stops a step that all must approve; any
// one is rejected when all said no; a majority is more than half, or as many as required_count says; a step whose outcome says nothing of what follows ends the
// workflow; of choices the first that holds wins, and a condition that cannot be evaluated does not hold. Where that runtime
// stops short, this package says what it takes for granted:
//
//   - A timeout begins when the request arrives. Without on_timeout the rules of settings.escalation are taken one by one, each
//     after the same time again, and the request stays where it is. Reminders come at their intervals after the arrival.
//   - Whoever wants to know more stops the clock of the step until the requester has answered.
//   - An automatic step is done at once, with its mock_data, unless it has on_failure: then it waits to be told what came of it.
//     An answer that was given before it gets there is taken at once. A call from outside is always waited for.
//   - Child workflows are not run. A loop over one goes round while its condition holds, at most max_iterations times.
//   - At one step at most 200 people are asked, and a request that comes to 5,000 steps or writes 5,000 messages is stopped.
//   - Business days leave out Saturdays and Sundays; no holidays are known.
//   - An sla is a target, and nothing follows from it here.
//   - A copy asks for no vote, and in a parallel step neither does advice (needs_to_recommend) where others approve.
package simulate
