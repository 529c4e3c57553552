// Asking the server, and doing what the member does.

import { toast } from "./notices.js";
import { state, word } from "./state.js";

export async function ask(path, body) {
  const options = body === undefined ? {} : body instanceof FormData ? { method: "POST", body } : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/phone/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

export async function act(name, facts = {}) {
  try {
    return await ask(`people/${state.phone.person.id}/${name}`, facts);
  } catch (error) {
    toast(word("gone") + error.message);
    return null;
  }
}
