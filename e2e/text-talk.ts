import { Client } from '../server/features/conversations/testing/open-door.ts';
import type { World } from './world.ts';

/** A conversation that is held in text alone, over the voice socket. */
export interface TextTalk {
  client: Client;
  conversation: string;
  /** Types it and waits for the tutor's answer to end; answers the tutor's words. */
  say(text: string): Promise<string>;
}

/** Begins a scene, or goes on with a conversation (`?conversation=…`), and waits for the first words. */
export async function talkByText(world: World, query: string): Promise<TextTalk> {
  const client = await Client.dial(`ws://127.0.0.1:${world.port}/v1/realtime${query}`);
  client.configure({ output_modalities: ['text'], tutor: {} });
  const { conversation_id } = await client.until('tutor.session');
  await client.until('tutor.turn.ended');
  return {
    client,
    conversation: conversation_id,
    async say(text) {
      const from = client.got.length;
      const content = [{ type: 'input_text', text }];
      client.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } });
      client.send({ type: 'response.create' });
      const { response } = await client.until('response.done', from);
      await client.until('tutor.turn.ended', from);
      const part = response.output[0]?.content[0];
      return part && 'text' in part ? (part.text ?? '') : '';
    },
  };
}
