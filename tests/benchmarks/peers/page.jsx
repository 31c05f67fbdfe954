// Excalidraw as its documentation says to show it. `?scene=NAME` opens a scene, with `&fit` the whole of it in view;
// without it the page is empty. `&tell` asks for /painted then, so that who started the browser knows.
// `window.painted` becomes the milliseconds from the navigation until a frame with all elements has been drawn.
import React from "react";
import { createRoot } from "react-dom/client";
import { convertToExcalidrawElements, Excalidraw, loadFromBlob, serializeAsJSON } from "@excalidraw/excalidraw";
import "@excalidraw/excalidraw/index.css";

const wanted = new URLSearchParams(location.search);
const scene = wanted.get("scene");

const framed = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));

async function shown(count) {
  const api = window.api;
  while (api.getAppState().isLoading || api.getSceneElements().length < count) await new Promise((go) => setTimeout(go, 2));
  await framed();
}

const read = async (text) => loadFromBlob(new Blob([text], { type: "application/json" }), null, null);

// A list of cards becomes the text of an .excalidraw file: rectangles with their texts inside.
window.asFile = (cards) => {
  const elements = convertToExcalidrawElements(cards.map((card) => ({
    type: "rectangle", x: card.x, y: card.y, width: card.width, height: card.height, strokeColor: "#555555",
    backgroundColor: card.colour, fillStyle: "solid", strokeWidth: 1, roughness: 0, roundness: { type: 3 },
    label: { text: card.text, fontSize: 12, fontFamily: 2, textAlign: "left", verticalAlign: "top" },
  })));
  return serializeAsJSON(elements, { viewBackgroundColor: "#ffffff" }, {}, "local");
};

// What "Open" does once the file has been chosen; milliseconds until it is painted.
window.openFile = async (text, fit) => {
  const begun = performance.now();
  const { elements, appState } = await read(text);
  window.api.updateScene({ elements, appState: { ...appState, isLoading: false } });
  window.api.scrollToContent(elements, { fitToContent: fit, animate: false });
  await shown(elements.length);
  return performance.now() - begun;
};

let count = 0;
async function initialData() {
  if (!scene) return null;
  const data = await read(await (await fetch(scene)).text());
  count = data.elements.length;
  return { ...data, scrollToContent: true };
}

async function watch() {
  await shown(scene ? 1 : 0);
  await shown(count);
  if (wanted.has("fit")) {
    window.api.scrollToContent(undefined, { fitToContent: true, animate: false });
    await framed();
  }
  window.painted = performance.now();
  if (wanted.has("tell")) fetch("/painted");
}

function apiCame(api) {
  window.api = api;
  setTimeout(watch); // the component asks for its data once it is mounted
}

createRoot(document.getElementById("root")).render(<Excalidraw initialData={initialData} excalidrawAPI={apiCame} />);
