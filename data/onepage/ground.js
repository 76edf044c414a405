// The base map lies inside the page: whoever asks for its files gets them from there.
"use strict";
window.fetch = (function () {
  const packed = Uint8Array.from(atob(document.getElementById("dateline-world").textContent.trim()), (c) => c.charCodeAt(0));
  const open = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const world = new Response(open).json();
  return (name) => world.then((all) => ({ json: () => (String(name).includes("towns") ? all.towns : all.countries) }));
})();
