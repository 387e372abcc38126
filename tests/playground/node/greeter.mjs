// A small bot on Bolt for JavaScript: a command opens a form, the form posts a message, its button changes it.

import bolt from "@slack/bolt";

const plain = (text) => ({ type: "plain_text", text });
const port = process.env.PORT; // over HTTP where one is given
const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN,
  ...(port ? { signingSecret: process.env.SLACK_SIGNING_SECRET } : { appToken: process.env.SLACK_APP_TOKEN, socketMode: true }),
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

app.command("/greet", async ({ ack, client, body }) => {
  const input = { type: "input", block_id: "name", label: plain("Whom?"), element: { type: "plain_text_input", action_id: "name" } };
  await client.views.open({
    trigger_id: body.trigger_id,
    view: { type: "modal", callback_id: "greeting", title: plain("Greet"), submit: plain("Send"), blocks: [input] },
  });
  await ack();
});

app.view("greeting", async ({ ack, client, body, view }) => {
  const name = view.state.values.name.name.value;
  if (name === "nobody") {
    await ack({ response_action: "errors", errors: { name: "Somebody, please." } });
    return;
  }
  await ack();
  const wave = { type: "button", action_id: "wave", text: plain("Wave"), value: name };
  await client.chat.postMessage({ channel: body.user.id, text: `Hello ${name}`, blocks: [{ type: "actions", elements: [wave] }] });
});

app.action("wave", async ({ ack, action, respond }) => {
  await ack();
  await respond({ replace_original: true, text: `${action.value} waves` });
});

app.event("app_mention", async ({ event, say }) => {
  await say({ text: `You said: ${event.text}`, thread_ts: event.ts });
});

await app.start(port);
