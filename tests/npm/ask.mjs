// Asks a server as the npm client of OpenAI does, and prints what it got as JSON.
// node ask.mjs ADDRESS QUESTION

import OpenAI from "openai";

const [address, question] = process.argv.slice(2);
const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: "none", maxRetries: 0 });
const asked = { model: "onrecord", messages: [{ role: "user", content: question }] };

async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    const { status, code, param, type } = error;
    return { name: error.constructor.name, status, code, param, type };
  }
  throw new Error("it was to fail");
}

const models = [];
for await (const model of client.models.list()) models.push(model.id);

const completion = await client.chat.completions.create(asked);

const chunks = [];
const stream = await client.chat.completions.create({
  ...asked,
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of stream) chunks.push(chunk);

const assembled = await client.chat.completions.stream(asked).finalChatCompletion();

const failures = {
  unknownModel: await failure(client.chat.completions.create({ ...asked, model: "gpt-4.1" })),
  twoAnswers: await failure(client.chat.completions.create({ ...asked, n: 2 })),
};

console.log(JSON.stringify({ models, completion, chunks, assembled, failures }));
