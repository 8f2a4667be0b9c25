// What a model thought, folded until somebody wants to read it. Runs in the browser.
import type { ReactNode } from "react";
import { formatBytes } from "#src/protocol/presentation/format.ts";

interface Props {
  readonly text: string;
  readonly className: string;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

export function Thinking({ text, className, isOpen, children }: Props) {
  return (
    <details className={className} open={isOpen}>
      <summary>
        Thinking <span className="soft">{formatBytes(text.length)}</span>
      </summary>
      {children}
    </details>
  );
}
