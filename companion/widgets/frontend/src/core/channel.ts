// Requests to Python and events from it.
//
// A request is `{id, kind, ...}`; it is always answered, by `{id, ok: true, result}` or
// `{id, ok: false, error}`, and `{id, kind: "cancel"}` ends it. What Python says unasked is an
// event, `{event, ...}`. State that a page drawn late must see is a trait, not an event.

import { randomId } from "./dom";
import type { Events, Requests, Traits } from "./protocol";

/** The part of an anywidget model that we use. The browser never writes traits back. */
export interface Model {
  get<K extends keyof Traits>(name: K): Traits[K] | undefined;
  on(event: string, callback: (message: unknown) => void): void;
  off(event: string, callback: (message: unknown) => void): void;
  send(content: unknown): void;
  /** What the notebook around us has made the model with. */
  widget_manager?: unknown;
}

export interface RequestOptions {
  /** In ms; 0 waits as long as it takes (a model's answer). */
  timeout?: number;
  signal?: AbortSignal;
}
/** Kinds of requests whose payload may be left out, because nothing of it is required. */
type Bare = {
  [K in keyof Requests]: Record<never, never> extends Requests[K]["payload"] ? K : never;
}[keyof Requests];
/** What Python says, and what is known here of Python. */
type Heard = Events & { "kernel-gone": unknown };

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}
/** What comes in: an event, or the answer to the request `id`. */
interface Incoming {
  event?: unknown;
  id?: unknown;
  ok?: unknown;
  result?: unknown;
  error?: unknown;
}

/** No answer came: the kernel is gone, or the connection is. */
export class ConnectionLost extends Error {}

/** Python answered with an error, in words for the author. */
export class RequestFailed extends Error {}

export class Channel {
  private readonly waiting = new Map<string, Waiting>();
  private readonly listeners = new Map<string, Set<(message: unknown) => void>>();
  private readonly traits: (() => void)[] = [];
  private count = 0;
  // Two views of one model share its messages; the prefix tells whose answer it is.
  private readonly prefix = randomId();
  private readonly receive = (message: unknown) => this.handle((message ?? {}) as Incoming);

  // A notebook tells its widgets so when the kernel has gone.
  private readonly left = () => this.handle({ event: "kernel-gone" });

  constructor(readonly model: Model) {
    model.on("msg:custom", this.receive);
    model.on("comm_live_update", this.left);
  }

  /** Sends a request; resolves to its answer. */
  request<K extends Bare>(kind: K): Promise<Requests[K]["result"]>;
  request<K extends keyof Requests>(
    kind: K,
    payload: Requests[K]["payload"],
    options?: RequestOptions,
  ): Promise<Requests[K]["result"]>;
  request(kind: string, payload: object = {}, options: RequestOptions = {}): Promise<unknown> {
    const id = this.nextId(kind);
    const { timeout = 10_000, signal } = options;
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const finish = () => {
        clearTimeout(timer);
        this.waiting.delete(id);
      };
      this.waiting.set(id, {
        resolve: (value) => {
          finish();
          resolve(value);
        },
        reject: (error) => {
          finish();
          reject(error);
        },
      });
      if (timeout > 0) {
        timer = setTimeout(() => {
          finish();
          reject(new ConnectionLost(`no answer to "${kind}"`));
        }, timeout);
      }
      signal?.addEventListener("abort", () => this.model.send({ id, kind: "cancel" }));
      try {
        this.model.send({ ...payload, id, kind });
      } catch (error) {
        finish();
        reject(new ConnectionLost(String(error)));
      }
    });
  }

  /** Sends without waiting for the answer: for a page that is about to go. */
  post<K extends Bare>(kind: K): void;
  post<K extends keyof Requests>(kind: K, payload: Requests[K]["payload"]): void;
  post(kind: string, payload: object = {}): void {
    try {
      this.model.send({ ...payload, id: this.nextId(kind), kind });
    } catch {
      // The connection is gone already; the backup in the browser holds the words.
    }
  }

  /** Listens for an event; returns the function that stops listening. */
  on<K extends keyof Heard>(event: K, listener: (message: Heard[K]) => void): () => void {
    const set = this.listeners.get(event) ?? new Set();
    const hear = (message: unknown) => listener(message as Heard[K]);
    this.listeners.set(event, set.add(hear));
    return () => void set.delete(hear);
  }

  /** Calls `listener` now and whenever the trait changes; returns the function that stops it. */
  trait<K extends keyof Traits>(name: K, listener: (value: Traits[K]) => void): () => void {
    const changed = () => listener(this.model.get(name) as Traits[K]);
    const stop = () => this.model.off(`change:${name}`, changed);
    this.model.on(`change:${name}`, changed);
    this.traits.push(stop);
    changed();
    return stop;
  }

  close(): void {
    this.model.off("msg:custom", this.receive);
    this.model.off("comm_live_update", this.left);
    for (const stop of this.traits) stop();
    for (const { reject } of this.waiting.values()) reject(new ConnectionLost("closed"));
    this.waiting.clear();
  }

  private nextId(kind: string): string {
    return `${this.prefix}-${kind}-${++this.count}`;
  }

  private handle(message: Incoming): void {
    if (typeof message.event === "string") {
      for (const listener of this.listeners.get(message.event) ?? []) listener(message);
      return;
    }
    const waiting = this.waiting.get(String(message.id));
    if (!waiting) return;
    if (message.ok) waiting.resolve(message.result);
    else waiting.reject(new RequestFailed(String(message.error)));
  }
}
