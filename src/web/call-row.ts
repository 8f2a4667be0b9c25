// One call in the list: what it was, what it took, where its input came from; what went in and came
// out is read when it is opened. Runs in the browser.
import { formatCost, formatDuration, formatTokens } from "#src/cli/format.ts";
import { describeEvidence } from "#src/cli/graph/sources.ts";
import type { Edge, NodeSummary } from "#src/protocol/graph.ts";
import { renderCall } from "./call-detail.ts";
import { element, separated } from "./element.ts";
import { statusMark } from "./marks.ts";

/** Links that a row shows; a long chat has one to each call before it. */
const SHOWN_SOURCES = 8;
/** Characters of a running stream that the row shows. */
const SHOWN_TEXT = 160;

/** Where a run begins and how long it is, in milliseconds, for the bars. */
export interface TimeScale {
  readonly start: number;
  readonly length: number;
}

interface CallState {
  readonly node: NodeSummary;
  readonly sources: readonly Edge[];
  /** Sources that go without saying: those of a chat's history. */
  readonly impliedCount: number;
  readonly scale: TimeScale;
}

export class CallRow {
  readonly item: HTMLLIElement;
  readonly #runId: string;
  readonly #nodeId: string;
  readonly #summary = element("summary");
  readonly #body = element("div", { className: "body" });
  readonly #details: HTMLDetailsElement;
  readonly #preview = element("span", { className: "preview" });
  #drawn = "";
  #readAt = "";
  #status = "";

  constructor(runId: string, nodeId: string) {
    this.#runId = runId;
    this.#nodeId = nodeId;
    this.#details = element("details", {}, this.#summary, this.#body);
    this.item = element("li", { id: nodeId, className: "call" }, this.#details);
    this.#details.addEventListener("toggle", () => void this.#readBody());
  }

  /** Draws the row where it has changed. */
  update(state: CallState): void {
    const key = JSON.stringify(state);
    if (key === this.#drawn) return;
    this.#drawn = key;
    const { node } = state;
    this.#status = node.status;
    this.item.dataset["kind"] = node.kind;
    const text = node.error === null ? node.preview : node.error.message;
    this.#preview.classList.toggle("error", node.error !== null);
    if (text !== "" || node.status !== "running") this.#preview.textContent = text;
    this.#summary.replaceChildren(...headOf(state), this.#preview, ...sourcesOf(state), bar(state));
    void this.#readBody();
  }

  /** The next piece of a stream that is coming in. */
  addText(text: string): void {
    this.#preview.textContent = `${this.#preview.textContent}${text}`.slice(-SHOWN_TEXT);
  }

  async #readBody(): Promise<void> {
    if (!this.#details.open || this.#readAt === this.#status) return;
    this.#readAt = this.#status;
    this.#body.replaceChildren(...(await renderCall(this.#runId, this.#nodeId)));
  }
}

function headOf({ node }: CallState): Node[] {
  const facts = [
    node.model ?? "",
    node.tokens === null ? "" : formatTokens(node.tokens),
    node.duration_ms === null ? "" : formatDuration(node.duration_ms),
    node.cost_usd === null ? "" : formatCost(node.cost_usd),
    node.source === "live" ? "" : node.source,
  ].filter((text) => text !== "");
  const shown = separated(
    facts.map((fact) => element("span", {}, fact)),
    " ",
  );
  return [
    element("span", { className: "number" }, node.id),
    element("span", { className: "kind" }, node.kind),
    element("span", { className: "label" }, node.label),
    element("span", { className: "facts" }, ...shown),
    statusMark(node.status),
  ];
}

function sourcesOf({ sources, impliedCount }: CallState): Node[] {
  if (sources.length + impliedCount === 0) return [];
  const links = sources
    .slice(0, SHOWN_SOURCES)
    .map((edge) =>
      element(
        "span",
        {},
        element("a", { href: `#${edge.source}` }, edge.source),
        ` (${describeEvidence(edge)})`,
      ),
    );
  const rest = sources.length - links.length + impliedCount;
  return [
    element(
      "span",
      { className: "sources" },
      "came from ",
      ...separated(links, ", "),
      rest > 0 ? ` and ${rest} more` : "",
    ),
  ];
}

const SVG = "http://www.w3.org/2000/svg";

/** When the call was under way, on the run's line of time. */
function bar({ node, scale }: CallState): SVGElement {
  const percent = (milliseconds: number): string => `${(milliseconds / scale.length) * 100}%`;
  const offset = Date.parse(node.started_at) - scale.start;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "bar");
  svg.setAttribute("aria-hidden", "true");
  const rectangle = document.createElementNS(SVG, "rect");
  const length = node.duration_ms ?? scale.length - offset;
  for (const [name, value] of Object.entries({
    x: percent(Math.min(offset, scale.length * 0.995)),
    width: percent(Math.max(length, scale.length * 0.005)),
    height: "100%",
    rx: "1",
  })) {
    rectangle.setAttribute(name, value);
  }
  svg.append(rectangle);
  return svg;
}
