// The other end of a channel: a kernel that keeps traits and answers requests, as Jupyter has it.

import { Channel, type Model } from "../../src/core/channel";
import type { Traits } from "../../src/core/protocol";

export interface Sent {
  id: string;
  kind: string;
  [name: string]: unknown;
}

type Handler = (message: Sent) => unknown;

export class Kernel implements Model {
  /** All that was sent, in order. */
  readonly sent: Sent[] = [];
  /** No message goes out, as where the connection is lost. */
  down = false;
  /** Answers get lost on their way. */
  deaf = false;
  widget_manager?: unknown;
  private readonly traits = new Map<string, unknown>();
  private readonly handlers = new Map<string, Handler>();
  private readonly callbacks = new Map<string, Set<(message: unknown) => void>>();

  constructor(traits: Record<string, unknown> = {}, handlers: Record<string, Handler> = {}) {
    for (const [name, value] of Object.entries(traits)) this.traits.set(name, value);
    for (const [kind, handler] of Object.entries(handlers)) this.handlers.set(kind, handler);
  }

  channel(): Channel {
    return new Channel(this);
  }

  /** What was sent of one kind, without ids. */
  of(kind: string): Record<string, unknown>[] {
    return this.sent
      .filter((message) => message.kind === kind)
      .map(({ id: _id, kind: _kind, ...payload }) => payload);
  }

  /** From now on answers this way; what throws is answered with its message as an error. */
  answer(kind: string, handler: Handler): void {
    this.handlers.set(kind, handler);
  }

  set(name: string, value: unknown): void {
    this.traits.set(name, value);
    this.emit(`change:${name}`, undefined);
  }

  say(event: string, payload: Record<string, unknown> = {}): void {
    this.emit("msg:custom", { event, ...payload });
  }

  emit(event: string, message: unknown): void {
    for (const callback of [...(this.callbacks.get(event) ?? [])]) callback(message);
  }

  /** How many callbacks are left of those that were set. */
  get listening(): number {
    return [...this.callbacks.values()].reduce((sum, set) => sum + set.size, 0);
  }

  get<K extends keyof Traits>(name: K): Traits[K] | undefined {
    return this.traits.get(name) as Traits[K] | undefined;
  }

  on(event: string, callback: (message: unknown) => void): void {
    const set = this.callbacks.get(event) ?? new Set();
    this.callbacks.set(event, set.add(callback));
  }

  off(event: string, callback: (message: unknown) => void): void {
    this.callbacks.get(event)?.delete(callback);
  }

  send(content: unknown): void {
    if (this.down) throw new Error("the connection is closed");
    const message = JSON.parse(JSON.stringify(content)) as Sent;
    this.sent.push(message);
    const handler = this.handlers.get(message.kind);
    if (!handler) return;
    queueMicrotask(async () => {
      let answer: Record<string, unknown>;
      try {
        answer = { ok: true, result: JSON.parse(JSON.stringify((await handler(message)) ?? null)) };
      } catch (error) {
        answer = { ok: false, error: (error as Error).message };
      }
      if (!this.deaf) this.emit("msg:custom", { id: message.id, ...answer });
    });
  }
}
