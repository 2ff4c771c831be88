// The bar of the waiting card grows with the time waited; the server says its beginning and its end.
import { whenPresent } from "../../ui/js/dom.js";

export const start = () => whenPresent("progress[data-meter]", (found) => {
  const meter = /** @type {HTMLProgressElement} */ (found);
  const began = Date.now() - meter.value * 1000;
  const tick = () => {
    if (!meter.isConnected) return;
    meter.value = Math.min(meter.max, (Date.now() - began) / 1000);
    setTimeout(tick, 1000);
  };
  tick();
});
