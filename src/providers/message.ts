// What ao understands of a conversation, whatever the provider: the common terms that the
// provider modules translate to and that labels, previews and provenance work on. Pure data.

/** A string inside a body and where it stands. */
export interface TextLeaf {
  readonly path: string;
  readonly text: string;
}

/** A model's wish to have a tool called. */
export interface ToolCall {
  /** The provider's id; null where the provider has none (Ollama, some Gemini). */
  readonly id: string | null;
  readonly name: string;
  /** Parsed where the wire has a JSON string. */
  readonly arguments: unknown;
  /** Path of the arguments (a string leaf or an object) inside the body. */
  readonly arguments_path: string;
  /** Path of the whole call. */
  readonly path: string;
}

/** The answer to a tool call, inside a later request. */
export interface ToolResult {
  readonly call_id: string | null;
  /** The tool's name where the wire repeats it. */
  readonly name: string | null;
  /** The content as it stands in the body. */
  readonly content: unknown;
  /** Path of the content. */
  readonly path: string;
  readonly is_error: boolean;
}

export type Role = "system" | "user" | "assistant" | "tool";

/** One message of a request's list, or of a response. */
export interface Message {
  readonly role: Role;
  /** Path of the message inside the body. */
  readonly path: string;
  /** The provider's id of the message or item, where it has one. */
  readonly id: string | null;
  /** The readable text, reasoning included, in order; the content of tool results is in `tool_results` alone. */
  readonly texts: readonly TextLeaf[];
  readonly tool_calls: readonly ToolCall[];
  readonly tool_results: readonly ToolResult[];
}

/** What a request says. */
export interface RequestFacts {
  readonly model: string | null;
  readonly messages: readonly Message[];
  readonly streaming: boolean;
  /** Ids of earlier responses that the provider continues from (`previous_response_id`, `thread.previous_message_id`). */
  readonly continues: readonly { readonly id: string; readonly path: string }[];
  /** A short name for lists where the request itself has one (a tool's name); else null. */
  readonly label: string | null;
}

/** Token counts. `input` includes cached ones, `cached` says how many of them. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cached: number;
}

/** What a response says. */
export interface ResponseFacts {
  readonly model: string | null;
  /** The provider's id of the response. */
  readonly id: string | null;
  /** One per choice or candidate; one for an API without choices. */
  readonly messages: readonly Message[];
  readonly usage: Usage | null;
  /** In USD, where the answer says what it cost. */
  readonly cost?: number | null;
  /** The message of an error body, or of an error inside a stream; else null. */
  readonly error: string | null;
}
