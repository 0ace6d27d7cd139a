// A size for everything, and a canvas that takes whatever is drawn: what jsdom lacks for figures.
// Import it after `browser`.

const WIDTH = 800;

const drawn = () =>
  new Proxy({} as Record<PropertyKey, unknown>, {
    get: (kept, name) => (name in kept ? kept[name] : () => ({ width: 0 })),
  });
Object.defineProperties(window.HTMLElement.prototype, {
  clientWidth: { configurable: true, get: () => WIDTH },
});
Object.assign(window.HTMLCanvasElement.prototype, { getContext: drawn });
Object.assign(globalThis, {
  CustomEvent: window.CustomEvent, // Node has one, which jsdom does not take
  devicePixelRatio: 1,
  addEventListener: window.addEventListener.bind(window),
  removeEventListener: window.removeEventListener.bind(window),
  Path2D: class {
    moveTo() {}
    lineTo() {}
    rect() {}
    addPath() {}
  },
});
