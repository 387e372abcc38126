// What makes a message part of a thread.

/** True for an answer inside a thread, which the conversation itself does not show. */
export const isReply = ({ thread_ts: thread, ts, subtype }) =>
  Boolean(thread) && thread !== ts && subtype !== "thread_broadcast";
