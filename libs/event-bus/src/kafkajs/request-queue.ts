import RequestQueue from 'kafkajs/src/network/requestQueue';
import SocketRequest from 'kafkajs/src/network/requestQueue/socketRequest';

/** How often overdue requests are looked for, in milliseconds; their timeouts are counted in tens of seconds. */
const LOOK_EVERY_MS = 500;

/** How long a request waits that may not be sent yet, in milliseconds. */
const RETRY_SEND_MS = 10;

const { prototype } = RequestQueue;
const { send } = SocketRequest.prototype;

/**
 * Corrects src/network/requestQueue: request timeouts and throttling go by the monotonic clock, so that a wall clock
 * that is set neither ends requests nor lets them hang; and nothing is timed while nothing waits (tulios/kafkajs#1751:
 * a timer of negative length, set again each time it rings, wakes an idle process 700 times a second).
 */
export function correctRequestQueue(): void {
  SocketRequest.prototype.send = function () {
    send.call(this);
    this.sentAt = performance.now();
  };
  prototype.scheduleRequestTimeoutCheck = function () {
    if (!this.enforceRequestTimeout) return;
    this.destroy();
    this.requestTimeoutIntervalId = setInterval(
      () => {
        const now = performance.now();
        for (const request of this.inflight.values()) {
          if (now - request.sentAt > request.requestTimeout) request.timeoutRequest();
        }
        if (!this.isConnected()) this.destroy();
      },
      Math.min(this.requestTimeout, LOOK_EVERY_MS),
    );
  };
  prototype.maybeThrottle = function (milliseconds) {
    if (milliseconds === null || !(milliseconds > 0)) return;
    this.throttledUntil = Math.max(performance.now() + milliseconds, this.throttledUntil);
  };
  prototype.canSendSocketRequestImmediately = function () {
    const full = this.maxInFlightRequests !== null && this.inflight.size >= this.maxInFlightRequests;
    return !full && this.throttledUntil <= performance.now();
  };
  prototype.scheduleCheckPendingRequests = function () {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      },
      Math.max(RETRY_SEND_MS, this.throttledUntil - performance.now()),
    );
  };
}
