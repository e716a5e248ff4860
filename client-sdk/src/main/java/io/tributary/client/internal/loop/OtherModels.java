package io.tributary.client.internal.loop;

import io.tributary.client.internal.session.Backoff;

/** Rounds of models that a device does not take part in. The more of them are offered in a row, the longer it waits before it asks again. One thread. */
final class OtherModels {
    private final Subscription subscription;
    private final Backoff backoff;
    private int inARow;

    OtherModels(Subscription subscription, Backoff backoff) {
        this.subscription = subscription;
        this.backoff = backoff;
    }

    boolean takes(String model) {
        return subscription.takes(model);
    }

    String words(String model) {
        return subscription.words(model);
    }

    /** A round of another model was declined. */
    void await() throws InterruptedException {
        backoff.awaitAfter(++inARow);
    }

    /** A round of a model that the device takes part in was offered. */
    void wanted() {
        inARow = 0;
    }
}
