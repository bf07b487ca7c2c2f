/** One field, one step, one end: the smallest workflow that works. */
export const EMPTY_WORKFLOW = `name: "New Workflow"
description: ""

form:
  fields:
    - name: subject
      type: text
      label: "Subject"
      required: true

workflow:
  review:
    name: "Review"
    type: decision
    approver: "\${requestor.manager}"
    on_approve:
      continue_to: done
    on_reject:
      end_workflow: true

  done:
    name: "Done"
    type: end
    notify_requestor: "Your request has been approved."
`;
