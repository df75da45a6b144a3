// One act of the standardwebhooks package: what is asked comes by standard input, what it says goes to standard output.
const { Webhook, WebhookVerificationError } = require("standardwebhooks");
const { readFileSync } = require("node:fs");

const asked = JSON.parse(readFileSync(0, "utf8"));
const webhook = new Webhook(asked.secret);
const body = Buffer.from(asked.body, "base64");

function verify() {
  try {
    webhook.verify(body, asked.headers);
    return "verified";
  } catch (refusal) {
    if (refusal instanceof WebhookVerificationError) {
      return refusal.message;
    }
    throw refusal;
  }
}

console.log(asked.act === "sign" ? webhook.sign(asked.id, new Date(asked.seconds * 1000), body) : verify());
