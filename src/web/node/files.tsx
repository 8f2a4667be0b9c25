// Images, documents and other files of a body, in the place where they stand. Runs in the browser.
import { formatBytes } from "#src/protocol/presentation/format.ts";
import type { Attachment } from "#src/protocol/graph.ts";
import { useClient } from "#src/web/state/client-context.ts";

/** What the server gives to be shown; what could run in the page is for download alone. */
const IMAGES = /^image\/(?:png|jpeg|gif|webp|avif)$/;

export function FileView({ file }: { readonly file: Attachment }) {
  const address = useClient().attachmentAddress(file.sha256);
  const words = `${file.media_type}, ${formatBytes(file.size_bytes)}`;
  // An exported file may lack it.
  if (address === "") return <span className="chip">{words}</span>;
  if (IMAGES.test(file.media_type)) {
    return (
      <a className="image" href={address} target="_blank" rel="noreferrer" title={words}>
        <img src={address} alt={`${words}, at ${file.path}`} loading="lazy" />
      </a>
    );
  }
  return (
    <a className="chip" href={address} target="_blank" rel="noreferrer">
      {file.media_type === "application/pdf" ? "Open PDF" : "Download"} · {words}
    </a>
  );
}
